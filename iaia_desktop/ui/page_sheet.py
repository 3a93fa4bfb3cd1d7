"""The sheet of pages: images that look like one class, confirmed with one key."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iaia_desktop.core.types import ClassId, ImageId
from iaia_desktop.session.notices import Notice, NoticeKind
from iaia_desktop.session.page import PageKind
from iaia_desktop.session.settings import Settings
from iaia_desktop.session.workspace import Workspace
from iaia_desktop.ui.elided_label import ElidedLabel
from iaia_desktop.ui.page_grid import PageGrid
from iaia_desktop.ui.page_header import PageHeader
from iaia_desktop.ui.page_looker import PageLooker
from iaia_desktop.ui.page_notes import note_for
from iaia_desktop.ui.page_tiles import PageTiles
from iaia_desktop.ui.sheet import Sheet
from iaia_desktop.ui.theme import set_role
from iaia_desktop.ui.theme_tokens import SPACE

_PATIENCE_MS = 200
"""The next page takes less as a rule: until then nothing moves."""

_ARM_MS = 350
"""A page that has been on screen for less was not looked at: Enter waits."""


class PageSheet(Sheet):
    """Show the pages of a workspace, and forward what the person wants.

    Parameters
    ----------
    workspace : Workspace
        The open session.
    settings : Settings
        The size of tiles that the person chose.
    """

    leave_requested = Signal()
    """One image at a time again."""

    shown_again = Signal()
    """Pages come back by themselves: the sheet is to be shown."""

    name_requested = Signal()
    """The person wants to name a new class for the targets."""

    class_requested = Signal()
    """The person wants to find a class for the targets."""

    export_requested = Signal()
    tile_size_chosen = Signal(int)
    noticed = Signal(object)

    def __init__(
        self, workspace: Workspace, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._flow = workspace.pages
        self._shown: tuple[ImageId, ...] = ()
        self._tiles = PageTiles(workspace)
        self.grid = PageGrid(self._tiles.tile, workspace.thumbnails)
        self.header = PageHeader()
        self._hints = ElidedLabel()
        set_role(self._hints, "page-hints")
        self.looker = PageLooker(self.grid, self._tiles, workspace)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._arming = QTimer(self, singleShot=True, interval=_ARM_MS)
        self._lay_out()
        self._connect()
        self.take_settings(settings)
        self.grid.choose_px(settings.page_tile_px)

    @property
    def armed(self) -> bool:
        """Whether the page has been on screen long enough to be confirmed."""
        return not self._arming.isActive()

    def take_settings(self, settings: Settings) -> None:
        """Show the keys of the person."""
        keys = self._tiles.keys_of(settings)
        self.header.set_keys(keys.confirm, keys.one)
        self._hints.set_full_text(keys.hints)

    # --- as a sheet ---------------------------------------------------------------------------

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what the verbs do on a page."""
        toggle = self._toggle_targets
        return {
            "label_pages": self.grid.setFocus,
            "accept": self.confirm,
            "new_class": self._name_class,
            "find_class": self._find_class,
            "skip": toggle,
            "discard": toggle,
            "clear_label": toggle,
            "undo": self._flow.undo,
            "redo": self._flow.redo,
            "one_image": self.escape,
            "zoom_in": self._enlarge,
            "zoom_out": self._shrink,
            "zoom_fit": self._fit_tiles,
        }

    def take_class(self, class_id: ClassId) -> None:
        """Let the targets get a class when the page is confirmed."""
        targets = self._targets()
        if targets:
            self._flow.give(targets, class_id)

    def take_new_class(self, name: str) -> None:
        """Found a class, and let the targets get it."""
        targets = self._targets()
        if targets:
            self._flow.give_new(targets, name)

    def activate(self) -> None:
        """Begin to show pages."""
        if not self._flow.active:
            self._flow.begin()
        self.grid.setFocus()

    def deactivate(self) -> None:
        """Stop showing pages."""
        self._patience.stop()
        self._arming.stop()
        self.looker.close()
        if self._flow.active:
            self._flow.leave()

    # --- verbs --------------------------------------------------------------------------------

    def confirm(self) -> None:
        """Confirm the page, if all of it was seen."""
        page = self._flow.page
        if self.looker.is_open:
            self.looker.close()
        elif page is None:
            self._act_on_rest()
        elif self._may_change() and self.armed and self._is_seen():
            self._flow.confirm()

    def confirm_none(self) -> None:
        """Leave all images of the page undecided, and go on."""
        page = self._flow.page
        if page is not None and self._may_change() and self.armed:
            self.looker.close()
            self._flow.take_out(page.image_ids)
            self._flow.confirm()

    def escape(self) -> None:
        """Close the closer look, or leave the pages."""
        if self.looker.is_open:
            self.looker.close()
        else:
            self.leave_requested.emit()

    def _act_on_rest(self) -> None:
        if self._flow.view.kind is PageKind.ALL_DECIDED:
            self.export_requested.emit()
        elif self._flow.view.kind is PageKind.NOTHING_LABELLED:
            self.leave_requested.emit()

    def _is_seen(self) -> bool:
        """Return whether every image that would be labelled was on screen; show it if not."""
        page = self._flow.page
        unseen = self.grid.unseen([] if page is None else [i for i, _ in page.labels()])
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

    def _toggle_targets(self) -> None:
        targets = self._targets()
        if targets:
            self._flow.toggle(targets)

    def _on_clicked(self, image_id: int) -> None:
        page = self._flow.page
        clicked = ImageId(image_id)
        if page is None or not self._may_change() or self._tiles.failure(clicked) is not None:
            return
        if page.is_out(clicked) or page.is_corrected(clicked):
            self._flow.put_back([clicked])
        else:
            self._flow.take_out([clicked])

    def _targets(self) -> list[ImageId]:
        """Return the images that a key is about; say what to do when there are none."""
        if self._flow.page is None or not self._may_change():
            return []
        chosen = self.looker.targets() or self.grid.targets()
        targets = [image_id for image_id in chosen if self._tiles.failure(image_id) is None]
        if chosen and not targets:
            self._say(self.tr("A picture that cannot be shown gets no label."), "page-target")
        elif not targets:
            words = self.tr("Choose a picture first: click it, or go there with the arrows.")
            self._say(words, "page-target")
        return targets

    def _may_change(self) -> bool:
        if not self._workspace.session.read_only:
            return True
        self._say(
            self.tr("This window only shows the session; nothing you press here is kept."),
            "read-only-press",
        )
        return False

    def _enlarge(self) -> None:
        self.grid.step_px(1)

    def _shrink(self) -> None:
        self.grid.step_px(-1)

    def _fit_tiles(self) -> None:
        self.grid.choose_px(0)
        self.tile_size_chosen.emit(0)

    def _say(self, words: str, key: str) -> None:
        self.noticed.emit(Notice(NoticeKind.INFO, words, key))

    # --- building -----------------------------------------------------------------------------

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

    def _connect(self) -> None:
        flow = self._flow
        flow.view_changed.connect(self._show_view)
        flow.marks_changed.connect(self._on_marks_changed)
        flow.following_planned.connect(self._prefetch)
        flow.gave_way.connect(self.leave_requested)
        flow.came_back.connect(self.shown_again)
        self._workspace.thumbnails.thumbnail_failed.connect(self._on_thumbnail_failed)
        self.grid.capacity_changed.connect(flow.set_size)
        self.grid.tile_toggled.connect(self._on_clicked)
        self.grid.zoom_requested.connect(self.looker.toggle)
        self.grid.tile_size_changed.connect(self.tile_size_chosen)
        self.header.confirm_requested.connect(self.confirm)
        self.header.none_requested.connect(self.confirm_none)
        self.header.one_requested.connect(self.leave_requested)
        self._patience.timeout.connect(self._say_waiting)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the closer look over the grid."""
        super().resizeEvent(event)
        self.looker.fit()

    # --- from the flow ------------------------------------------------------------------------

    def _show_view(self) -> None:
        view = self._flow.view
        if view.busy or view.kind is PageKind.WORKING:
            # What is on screen stays as it is: most pages come before anybody could read a word.
            if not self._patience.isActive():
                self._patience.start()
            if not view.busy:
                self._show_images((), keep=False)
                self.grid.set_note(None)
                self.header.set_view(view)
            return
        self._patience.stop()
        shorter = bool(view.image_ids) and view.image_ids == self._shown[: len(view.image_ids)]
        self._show_images(view.image_ids, keep=shorter)
        self.grid.set_note(note_for(view))
        self.header.set_view(view)
        self.looker.refresh()

    def _show_images(self, image_ids: tuple[ImageId, ...], *, keep: bool) -> None:
        if image_ids == self._shown:
            self.grid.refresh(image_ids)
            return
        self._shown = image_ids
        if not keep:
            self.looker.close()
            self._arming.start()
        self.grid.set_images(image_ids, keep=keep)
        lost = [image_id for image_id in image_ids if self._tiles.failure(image_id) is not None]
        if lost:
            self._flow.take_out(lost)

    def _say_waiting(self) -> None:
        self.header.show_waiting()
        if self._flow.view.kind is PageKind.WORKING:
            self.grid.set_note(note_for(self._flow.view))

    def _on_marks_changed(self, image_ids: Sequence[ImageId]) -> None:
        self.grid.refresh(image_ids)
        self.header.set_view(self._flow.view)
        self.looker.refresh()

    def _prefetch(self, image_ids: Sequence[ImageId]) -> None:
        self._workspace.thumbnails.prefetch(image_ids, self.grid.picture_size())

    def _on_thumbnail_failed(self, image_id: int) -> None:
        page = self._flow.page
        if page is not None and image_id in page.image_ids:
            self._flow.take_out([ImageId(image_id)])
