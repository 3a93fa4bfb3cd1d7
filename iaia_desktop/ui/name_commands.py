"""The verb that asks for names of classes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from iaia_desktop.session.desk import Desk
from iaia_desktop.session.notices import Notice, NoticeKind


class NameCommands(QObject):
    """Open the dialog for class names and make the classes. GUI thread.

    Parameters
    ----------
    window : QWidget
        Owner of the dialog.
    desk : Desk
        Holds the open session.
    """

    noticed = Signal(object)
    """Notice for the message area."""

    def __init__(self, window: QWidget, desk: Desk) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return the handlers by action id."""
        return {"name_classes": self.name_classes}

    def name_classes(self) -> None:
        """Ask for names, and make a class of each."""
        workspace = self._desk.workspace
        if workspace is None:
            return
        if workspace.session.read_only:
            text = self.tr("This window only shows the session; nothing you press here is kept.")
            self.noticed.emit(Notice(NoticeKind.INFO, text, "read-only-press"))
            return
        from iaia_desktop.ui.names_dialog import NamesDialog

        dialog = NamesDialog(workspace.names.view(), self._window)

        def create() -> None:
            # The session may have been closed behind the dialog.
            if self._desk.workspace is workspace:
                workspace.names.create(dialog.names)

        dialog.accepted.connect(create)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
