"""What the tiles of a check say, and the keys that go with them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from iaia_desktop.core.types import ImageId
from iaia_desktop.session.actions import effective_keys
from iaia_desktop.session.settings import Settings
from iaia_desktop.session.views import ClassRow
from iaia_desktop.session.workspace import Workspace
from iaia_desktop.ui.key_text import key_text
from iaia_desktop.ui.page_tiles import PageKeys, PageTiles
from iaia_desktop.ui.thumbnail_model import Tile


class CheckTiles(PageTiles):
    """Turn the images that are checked into tiles: each wears the class that it would get.

    Parameters
    ----------
    workspace : Workspace
        The open session.
    """

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._checks = workspace.checks

    def tile(self, image_id: ImageId) -> Tile:
        """Return what there is to show about an image."""
        given = self.given(image_id)
        row = self._presenter.image_row(image_id)
        return Tile(row, caption=self.words(image_id), colour=given.colour if given else "")

    def given(self, image_id: ImageId) -> ClassRow | None:
        """Return the class that the image gets, if it gets one."""
        class_id = self._checks.class_of(image_id)
        return None if class_id is None else self._presenter.class_row(class_id)

    def words(self, image_id: ImageId) -> str:
        """Return the class of the image; an arrow stands before one that the person gave."""
        given = self.given(image_id)
        if given is None:
            return _tr("The class is gone: give another one")
        changed = self._checks.is_changed(image_id)
        return f"\N{RIGHTWARDS ARROW} {given.name}" if changed else given.name

    def check_keys(self, settings: Settings) -> PageKeys:
        """Return the keys of a check."""
        keys = effective_keys(settings.keys)

        def first(action_id: str) -> str:
            return keys[action_id][0] if keys[action_id] else ""

        hints = [
            _tr("Click and class key, or {key}: another class").format(
                key=key_text(first("new_class"))
            ),
            _tr("{key}: belongs to none").format(key=key_text(first("discard"))),
            _tr("Space: look closer"),
            _tr("{key}: undo").format(key=key_text(first("undo"))),
            _tr("Ctrl+wheel: size"),
        ]
        page = self.keys_of(settings)
        return PageKeys(page.confirm, page.one, "   ·   ".join(hints))


def _tr(text: str) -> str:
    return QCoreApplication.translate("CheckTiles", text)
