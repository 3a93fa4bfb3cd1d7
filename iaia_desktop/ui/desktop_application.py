"""Qt's application, which is told by macOS which file was double-clicked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class DesktopApplication(QApplication):
    """An application that says which file the system wants opened.

    Other systems start the program with the file as an argument. macOS starts it without, or leaves
    it running, and sends an event. An event filter would do as well, but be asked about every event
    of every widget.

    Parameters
    ----------
    arguments : sequence of str
        As ``sys.argv``.
    """

    opening_requested = Signal(Path)
    """The file or folder."""

    def __init__(self, arguments: Sequence[str]) -> None:
        super().__init__(list(arguments))

    def event(self, event: QEvent) -> bool:
        """Take a file that the system hands over; leave everything else to Qt."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.opening_requested.emit(Path(event.file()))
            return True
        return super().event(event)
