"""When an action is enabled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iaia_desktop.core.types import ImageState
from iaia_desktop.session.actions import Needs

if TYPE_CHECKING:
    from iaia_desktop.session.workspace import Workspace


def is_enabled(needs: Needs, workspace: Workspace | None) -> bool:
    """Return whether an action with these needs can be carried out now."""
    if needs is Needs.NOTHING:
        return True
    if workspace is None:
        return False
    session = workspace.session
    if needs is Needs.SESSION:
        return True
    if needs is Needs.UNDO:
        return session.history.undo_id is not None and not session.read_only
    if needs is Needs.REDO:
        return session.history.redo_id is not None and not session.read_only
    if session.current is None:
        return False
    if needs is Needs.DECIDED:
        return session.state.verdict(session.current).state is not ImageState.UNLABELLED
    return True
