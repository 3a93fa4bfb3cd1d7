"""What must be settled before torch is imported."""

from __future__ import annotations

import os


def prepare_torch_environment() -> None:
    """Let torch's threads sleep while they wait for each other, instead of spinning.

    Call before torch is imported: its thread library reads the environment only once. By default
    waiting threads spin, which is fastest on an idle machine; but here the window and the decoding
    of images want the same cores. With two threads on two busy cores, spinning was measured to take
    three to four times the processor time and twice the wall-clock time for a small network. A
    choice that the person made is kept.

    And let torch unpickle weights only, whatever a library asks for: older ones of timm ask for
    more, and a variable of the environment could, too.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    os.environ["TORCH_FORCE_WEIGHTS_ONLY_LOAD"] = "1"
    os.environ.pop("TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD", None)


def keep_libraries_offline() -> None:
    """Keep the model libraries from asking the hub; call before they are imported.

    What the person wants from there is fetched by a process of its own, see ``fetch.py``. In this
    one a configuration of a stranger, or news of a file that is here already, is no reason to.
    """
    from huggingface_hub import constants  # noqa: PLC0415 - 0.2 s, often not needed

    constants.HF_HUB_OFFLINE = True
