"""The switches of the order of images: what they do, and which one is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from iaia_desktop.session.desk import Desk
from iaia_desktop.ui.action_set import ActionSet

if TYPE_CHECKING:
    from iaia_desktop.session.workspace import Workspace

_PREFIX = "order_"


class OrderCommands(QObject):
    """Keep the switches of the menu and the order of the open session equal. GUI thread.

    Parameters
    ----------
    desk : Desk
        Opens sessions.
    actions : ActionSet
        Holds the switches.
    """

    def __init__(self, desk: Desk, actions: ActionSet, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._actions = actions
        desk.opened.connect(self._on_opened)
        actions.toggled.connect(self._on_toggled)

    def _on_opened(self, workspace: Workspace) -> None:
        workspace.orders.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        workspace = self._desk.workspace
        if workspace is not None:
            self._actions.action(_PREFIX + workspace.orders.choice).setChecked(True)

    def _on_toggled(self, action_id: str, checked: bool) -> None:
        workspace = self._desk.workspace
        if checked and workspace is not None and action_id.startswith(_PREFIX):
            from iaia_desktop.core.orders import OrderChoice

            workspace.orders.use(OrderChoice(action_id.removeprefix(_PREFIX)))
