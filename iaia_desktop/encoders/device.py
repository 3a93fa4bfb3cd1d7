"""Where torch computes: the device, the number of threads, and what running out of memory is."""

from __future__ import annotations

import os
from contextlib import suppress

import torch

from iaia_desktop.core.errors import EncoderError
from iaia_desktop.core.saying import Saying

DEVICES = ("cuda", "mps", "cpu")
"""The devices in order of preference."""


def pick_device(wanted: str = "auto") -> str:
    """Choose the device that embeds.

    Parameters
    ----------
    wanted : str
        ``auto``, ``cuda``, ``mps`` or ``cpu``.

    Returns
    -------
    str
        For ``auto`` the first of CUDA, MPS and CPU that really computes.

    Raises
    ------
    EncoderError
        When the device that was asked for is not there, or there is no such device.
    """
    if wanted == "auto":
        return next(device for device in DEVICES if _computes(device))
    if wanted not in DEVICES:
        raise EncoderError(
            Saying("There is no device called “{device}”.", device=wanted),
            Saying("Choose auto, cuda, mps or cpu."),
        )
    if not _computes(wanted):
        raise EncoderError(
            Saying(
                "The device {device} was asked for, but this machine has none that PyTorch "
                "can use.",
                device=wanted,
            ),
            Saying("Choose auto, or install a PyTorch made for your graphics card."),
        )
    return wanted


def _computes(device: str) -> bool:
    """Try one sum: a card that is listed may still be too old for this build of torch."""
    if device == "cuda" and not torch.cuda.is_available():
        return False
    if device == "mps" and not torch.backends.mps.is_available():
        return False
    try:
        return float(torch.ones(2, device=device).sum().cpu()) == 2.0
    except (RuntimeError, AssertionError):
        return False


def use_threads(cores: int | None = None) -> int:
    """Set how many threads torch computes with, leaving one core for the window if there are three.

    Parameters
    ----------
    cores : int, optional
        Cores this process may use; found out by default.

    Returns
    -------
    int
        The number of threads set. Never above torch's own choice, the number of real cores.
    """
    if cores is None:
        cores = available_cores()
    threads = min(torch.get_num_threads(), cores - 1 if cores > 2 else cores)
    if threads != torch.get_num_threads():
        torch.set_num_threads(threads)
    return threads


def available_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def is_out_of_memory(error: BaseException) -> bool:
    """Return whether an error means that a smaller batch might work."""
    if isinstance(error, MemoryError | torch.cuda.OutOfMemoryError):
        return True
    words = str(error).lower()
    return isinstance(error, RuntimeError) and (
        "out of memory" in words
        or "can't allocate memory" in words
        or "not enough memory" in words
        or "cublas_status_alloc_failed" in words
    )


def is_of_device(error: BaseException) -> bool:
    """Return whether an error is of a graphics card, so that the processor may do."""
    words = str(error).lower()
    return isinstance(error, torch.cuda.OutOfMemoryError) or (
        isinstance(error, RuntimeError)
        # Said of a file that was written on a machine with a card.
        and "deserialize" not in words
        and any(word in words for word in ("cuda", "cublas", "cudnn", "mps backend"))
    )


def release_memory(device: str) -> None:
    """Give memory that torch keeps for later back to the device."""
    # A card that failed for good says so again here; the fault that is told is the first one.
    with suppress(RuntimeError):
        if device == "cuda":
            torch.cuda.empty_cache()
        elif device == "mps":
            torch.mps.empty_cache()
