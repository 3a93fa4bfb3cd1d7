"""Make torchvision importable beside a build of torch that its extension was not made for.

open_clip and timm import torchvision for its image transforms alone, which are plain Python. But
``import torchvision`` also describes its compiled operators to torch, and stops with "operator
torchvision::nms does not exist" where the extension that defines them cannot load: the usual
torchvision from the package index is built for CUDA and does not fit a torch built for the
processor. Declaring the two operators it asks for, without an implementation, lets the import go
on. Nothing here ever calls them. Where the extension loads, nothing is changed.
"""

from __future__ import annotations

import functools
import sys
from typing import Any

import torch

_MISSING = "operator torchvision::nms does not exist"


def prepare_torchvision() -> bool:
    """Import torchvision, declaring its operators first where its extension cannot load.

    Call before open_clip or timm is imported.

    Returns
    -------
    bool
        Whether the operators had to be declared.

    Raises
    ------
    ImportError
        When torchvision is not installed.
    """
    try:
        import torchvision  # noqa: PLC0415 - the attempt is the test
    except RuntimeError as error:
        if _MISSING not in str(error):
            raise
    else:
        return False
    # The failed import leaves submodules behind that would not be run again.
    for name in [name for name in sys.modules if name.partition(".")[0] == "torchvision"]:
        del sys.modules[name]
    _declare_operators()
    import torchvision  # noqa: F401, PLC0415

    return True


@functools.cache
def _declare_operators() -> Any:
    """Declare the operators once; the cache keeps the declaration alive, as torch requires."""
    make_library: Any = torch.library.Library  # torch leaves it untyped
    library = make_library("torchvision", "DEF")
    for name in ("nms", "qnms"):
        library.define(f"{name}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
    return library
