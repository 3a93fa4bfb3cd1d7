"""The sheet of checks: a handful of images in random order, each with the machine's class."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iaia_desktop.core.types import ClassId, ImageId
from iaia_desktop.session.check_flow import CHECKS_AT_A_TIME, CheckPurpose
from iaia_desktop.session.notices import Notice, NoticeKind
from iaia_desktop.session.settings import Settings
from iaia_desktop.session.workspace import Workspace
from iaia_desktop.ui.check_header import CheckHeader
from iaia_desktop.ui.check_tiles import CheckTiles
from iaia_desktop.ui.elided_label import ElidedLabel
from iaia_desktop.ui.page_grid import PageGrid
from iaia_desktop.ui.page_looker import PageLooker
from iaia_desktop.ui.painting import Note
from iaia_desktop.ui.sheet import Sheet
from iaia_desktop.ui.theme import set_role
from iaia_desktop.ui.theme_tokens import SPACE
from iaia_desktop.ui.thumbnail_grid import LARGEST_TILE_PX, SMALLEST_TILE_PX

_ARM_MS = 350
"""Images that have been on screen for less were not looked at: Enter waits."""


class CheckGrid(PageGrid):
    """A page of fewer tiles, and so larger ones: each may be of another class."""

    def _fitting_px(self) -> int:
        for side_px in range(LARGEST_TILE_PX, SMALLEST_TILE_PX, -2):
            if self._count_fitting(side_px) >= CHECKS_AT_A_TIME:
                return side_px
        return SMALLEST_TILE_PX


class CheckSheet(Sheet):
    """Show what is to be checked, and forward what the person says.

    Parameters
    ----------
    workspace : Workspace
        The open session.
    settings : Settings
        The keys of the person.
    """

    leave_requested = Signal()
    """Back to the images; the answers so far count."""

    finished = Signal()
    """All that was asked for is checked."""

    name_requested = Signal()
    class_requested = Signal()
    noticed = Signal(object)

    def __init__(
        self, workspace: Workspace, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._flow = workspace.checks
        self._purpose = CheckPurpose.ROUND
        self._shown: tuple[ImageId, ...] = ()
        self._tiles = CheckTiles(workspace)
        self.grid = CheckGrid(self._tiles.tile, workspace.thumbnails)
        self.grid.set_note(Note("check", self.tr("All is checked"), tone="success"))
        self.header = CheckHeader()
        self._hints = ElidedLabel()
        set_role(self._hints, "page-hints")
        self.looker = PageLooker(self.grid, self._tiles, workspace)
        self._arming = QTimer(self, singleShot=True, interval=_ARM_MS)
        self._lay_out()
        self._flow.view_changed.connect(self._show_view)
        self._flow.marks_changed.connect(self._on_marks_changed)
        self._flow.finished.connect(self.finished)
        self.header.confirm_requested.connect(self.confirm)
        self.header.leave_requested.connect(self.leave_requested)
        self.grid.zoom_requested.connect(self.looker.toggle)
        self.take_settings(settings)

    def take_settings(self, settings: Settings) -> None:
        """Show the keys of the person."""
        keys = self._tiles.check_keys(settings)
        self.header.set_keys(keys.confirm, keys.one)
        self._hints.set_full_text(keys.hints)

    def set_purpose(self, purpose: CheckPurpose) -> None:
        """Say what is checked when the sheet is shown."""
        self._purpose = purpose

    @property
    def armed(self) -> bool:
        """Whether the images have been on screen long enough to be confirmed."""
        return not self._arming.isActive()

    # --- as a sheet ---------------------------------------------------------------------------

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what the verbs do here."""
        return {
            "accept": self.confirm,
            "new_class": self._name_class,
            "find_class": self._find_class,
            "clear_label": self._put_back,
            "discard": self._discard,
            "one_image": self.escape,
            "zoom_in": self._enlarge,
            "zoom_out": self._shrink,
            "zoom_fit": self._fit_tiles,
        }

    def take_class(self, class_id: ClassId) -> None:
        """Let the targets get a class."""
        self._flow.give(self._targets(), class_id)

    def take_new_class(self, name: str) -> None:
        """Found a class, and let the targets get it."""
        targets = self._targets()
        if targets:
            self._flow.give_new(targets, name)

    def activate(self) -> None:
        """Begin to show checks."""
        self._flow.begin(self._purpose)
        self.grid.setFocus()

    def deactivate(self) -> None:
        """Stop showing checks."""
        self._arming.stop()
        self.looker.close()
        self._flow.leave()

    # --- verbs --------------------------------------------------------------------------------

    def confirm(self) -> None:
        """Take the answers, if all images were seen."""
        if self.looker.is_open:
            self.looker.close()
        elif self._shown and self._may_change() and self.armed and self._is_seen():
            self._flow.confirm()

    def escape(self) -> None:
        """Close the closer look, or leave."""
        if self.looker.is_open:
            self.looker.close()
        else:
            self.leave_requested.emit()

    def _is_seen(self) -> bool:
        unseen = self.grid.unseen(self._shown)
        if not unseen:
            return True
        self.grid.scroll_to(unseen[0])
        if self.grid.unpainted(unseen):
            words = self.tr("Some pictures are not on screen yet; press the key again then.")
        else:
            words = self.tr("There are more pictures below; press the key again after a look.")
        self._say(words, "page-unseen")
        return False

    def _name_class(self) -> None:
        if self._targets():
            self.name_requested.emit()

    def _find_class(self) -> None:
        if self._targets():
            self.class_requested.emit()

    def _put_back(self) -> None:
        self._flow.put_back(self._targets())

    def _discard(self) -> None:
        self._flow.discard(self._targets())

    def _targets(self) -> list[ImageId]:
        if not self._shown or not self._may_change():
            return []
        targets = self.looker.targets() or self.grid.targets()
        if not targets:
            words = self.tr("Choose a picture first: click it, or go there with the arrows.")
            self._say(words, "page-target")
        return targets

    def _may_change(self) -> bool:
        if not self._workspace.session.read_only:
            return True
        words = self.tr("This window only shows the session; nothing you press here is kept.")
        self._say(words, "read-only-press")
        return False

    def _enlarge(self) -> None:
        self.grid.step_px(1)

    def _shrink(self) -> None:
        self.grid.step_px(-1)

    def _fit_tiles(self) -> None:
        self.grid.choose_px(0)

    def _say(self, words: str, key: str) -> None:
        self.noticed.emit(Notice(NoticeKind.INFO, words, key))

    # --- showing ------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        tiles = QVBoxLayout()
        tiles.setContentsMargins(SPACE.s, SPACE.s, 0, 0)
        tiles.addWidget(self.grid)
        column.addLayout(tiles, 1)
        column.addWidget(self._hints)
        self.setFocusProxy(self.grid)

    def _show_view(self) -> None:
        view = self._flow.view
        self.header.set_view(view)
        if view.image_ids != self._shown:
            self._shown = view.image_ids
            self.looker.close()
            self.grid.set_images(self._shown)
            self._arming.start()

    def _on_marks_changed(self, image_ids: Sequence[ImageId]) -> None:
        self.header.set_view(self._flow.view)
        self.grid.refresh(image_ids)
        self.looker.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the closer look cover the grid."""
        super().resizeEvent(event)
        self.looker.fit()
