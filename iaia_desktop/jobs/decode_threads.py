"""How many threads decode, and how they leave the cores to those who are waited for."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress

_MOST_BESIDE_THE_ENCODER = 4
_MOST = 32
_POLITE = 10
"""Niceness of threads that decode ahead."""


def decode_threads(device: str, cores: int | None = None) -> int:
    """Return how many threads decode ahead of an encoder.

    Parameters
    ----------
    device : str
        Where the encoder computes. A graphics card takes images faster than any number of cores
        decodes them; beside an encoder on the processor a few threads keep up.
    cores : int, optional
        Cores this process may use; found out by default.
    """
    if cores is None:
        affinity = getattr(os, "sched_getaffinity", None)
        cores = len(affinity(0)) if affinity is not None else os.cpu_count() or 1
    return max(1, min(cores, _MOST if device == "cuda" else _MOST_BESIDE_THE_ENCODER))


def step_back() -> None:
    """Let other threads of the program go before this one, where the system allows that.

    Decoding ahead is in nobody's way then: not in the window's, and not in that of the encoder,
    whose threads would all wait for the one that shares its core. When the encoder waits for
    images, nothing holds the decoding back.
    """
    # Elsewhere that number is none of a process, or that of a stranger's.
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _POLITE)
