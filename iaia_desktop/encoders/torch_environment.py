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
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
