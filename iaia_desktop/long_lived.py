"""Spare Python's garbage collector the hundred thousands of objects of an open session."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject

from iaia_desktop.collector import Collector
from iaia_desktop.session.desk import Desk


class LongLived(QObject):
    """Set what a session consists of aside from the collector while the session is open.

    Each of its thorough passes visits every object, and holds all threads meanwhile: 60 to 600 ms
    were seen with 100,000 images. Nothing of a session that is open is garbage, and what comes
    later is looked through as ever. When the session closes, all is looked through again.

    Parameters
    ----------
    desk : Desk
        Opens and closes sessions.
    collector : Collector
        Told when a session is let go of.
    """

    def __init__(self, desk: Desk, collector: Collector, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._collector = collector
        desk.opened.connect(self._on_opened)
        desk.closed.connect(self._on_closed)

    def _on_opened(self) -> None:
        self._set_aside()
        workspace = self._desk.workspace
        if workspace is not None:
            workspace.catch_up.ended.connect(self._set_aside)

    def _set_aside(self) -> None:
        # What is left of the session before must not be kept with this one.
        self._collector.settle()
        gc.freeze()

    def _on_closed(self) -> None:
        gc.unfreeze()
        self._collector.want_all()
