"""Ctrl+C as a wish to stop: the work ends between two steps, and nothing is left half-written."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from iaia_desktop.core.cancel import CancelToken


@contextmanager
def cancel_on_interrupt(cancel: CancelToken) -> Iterator[None]:
    """Set the token at the first Ctrl+C; a second one stops at once, with KeyboardInterrupt.

    Outside the main thread, where signals cannot be taken, nothing changes.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.getsignal(signal.SIGINT)

    def on_interrupt(_number: int, _frame: FrameType | None) -> None:
        cancel.cancel()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    signal.signal(signal.SIGINT, on_interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
