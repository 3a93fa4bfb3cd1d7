"""Tell the task bar of Windows that this window is a program of its own, not one of Python's."""

from __future__ import annotations

import ctypes
import logging
import sys
from typing import Final

IDENTITY: Final = "IAIADesktop.IAIADesktop"
"""Windows groups windows, and remembers what is pinned, by this name; it does not change."""

_log = logging.getLogger(__name__)


def claim_place_in_task_bar() -> None:
    """Give this process its own identity on Windows; nothing elsewhere.

    To be called before the first window. Without it, Windows shows the icon of ``python.exe`` and
    puts the window among those of other programs that run by Python.
    """
    if sys.platform == "win32":
        try:
            ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(IDENTITY)
        except (AttributeError, OSError) as error:
            _log.info("the task bar cannot be told which program this is: %s", error)
