"""The sheet of a search: a bar to ask with, and a grid of what was found."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from iaia_desktop.core.saying import Saying
from iaia_desktop.core.search import Ranked, SearchResult
from iaia_desktop.core.state import ChangeSet
from iaia_desktop.core.types import ClassId, ImageId, ImageState
from iaia_desktop.jobs.progress import Progress
from iaia_desktop.session.notices import Notice, NoticeKind
from iaia_desktop.session.workspace import Workspace
from iaia_desktop.ui.elided_label import ElidedLabel
from iaia_desktop.ui.page_grid import WatchedThumbnails
from iaia_desktop.ui.painting import Note
from iaia_desktop.ui.said import said
from iaia_desktop.ui.search_bar import SearchBar
from iaia_desktop.ui.search_chip import PICTURE_PX
from iaia_desktop.ui.search_words import found_words, nothing_note, selection_words, value_words
from iaia_desktop.ui.sheet import Sheet
from iaia_desktop.ui.theme import set_role
from iaia_desktop.ui.theme_tokens import SPACE
from iaia_desktop.ui.thumbnail_grid import ThumbnailGrid
from iaia_desktop.ui.thumbnail_model import Tile

_PATIENCE_MS = 200
"""A search that is done within this shows no progress, so that nothing flickers."""

_NEW_IMAGES_MS = 1_000
_TILE_STEP_PX = 32


class SearchSheet(Sheet):
    """Search a workspace, and decide about what was found and selected.

    Parameters
    ----------
    workspace : Workspace
        The open session.
    """

    leave_requested = Signal()
    """One image at a time again."""

    name_requested = Signal()
    """The person wants to name a new class for what is selected."""

    class_requested = Signal()
    """The person wants to find a class for what is selected."""

    noticed = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._session = workspace.session
        self._search = workspace.search
        self._result: SearchResult | None = None
        self._keep = False
        self._is_shown = False
        self._waits_for_like = False
        self._watched = WatchedThumbnails(workspace.thumbnails, self)
        self.bar = SearchBar()
        self.grid = ThumbnailGrid(self._tile, self._watched)
        self.grid.setAccessibleName(self.tr("Images found"))
        self._found = ElidedLabel()
        self._selection = ElidedLabel()
        self._progress = QProgressBar()
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._again = QTimer(self, singleShot=True, interval=_NEW_IMAGES_MS)
        self._lay_out()
        self._connect()

    # --- as a sheet ---------------------------------------------------------------------------

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what the verbs do on the results."""
        return {
            "search_images": self.bar.focus_field,
            "find_similar": self._find_like_cursor,
            "accept": self._open_cursor,
            "new_class": self._name_class,
            "find_class": self._find_class,
            "skip": self._skip,
            "discard": self._discard,
            "clear_label": self._clear_labels,
            "zoom_in": self._enlarge,
            "zoom_out": self._shrink,
        }

    def take_class(self, class_id: ClassId) -> None:
        """Label what is selected."""
        self._decide(lambda ids: self._workspace.chosen.label(ids, class_id))

    def take_new_class(self, name: str) -> None:
        """Found a class, and label what is selected with it."""
        self._decide(lambda ids: self._workspace.chosen.label_new(ids, name))

    def activate(self) -> None:
        """Search with what the bar says, if nothing was searched for yet."""
        self._is_shown = True
        self.bar.set_reads_words(self._search.reads_words)
        self.bar.set_classes(self._workspace.presenter.class_rows())
        if self._result is None and not self._search.busy:
            self._run()

    def deactivate(self) -> None:
        """Give up a search that is under way."""
        self._is_shown = False
        self._search.stop()
        self._rest()
        self._again.stop()

    def find_like(self, image_id: ImageId) -> None:
        """Look for images like one."""
        # What was found before is no answer to this, and costs time to lay out.
        self.grid.set_images(())
        self.bar.set_like(image_id, self._session.state.path(image_id))
        self._show_like_picture()
        self.grid.setFocus()

    # --- searching ----------------------------------------------------------------------------

    def _run(self, *, keep: bool = False) -> None:
        self._keep = keep
        self._patience.start()
        self._search.search(self.bar.query())

    def _run_again(self) -> None:
        if self._is_shown:
            self._run(keep=True)

    def _on_found(self, result: SearchResult) -> None:
        self._result = result
        ids: list[ImageId] = result.image_ids.tolist()
        query = self._search.query
        knows = query.like is None or self._search.knows(query.like)
        self._waits_for_like = not knows
        if query.like is not None and not knows:
            ids = []
        if not self._keep:
            self._watched.painted.clear()
        self.grid.set_note(nothing_note(query, result, knows_like=knows))
        self.grid.set_images(ids, keep=self._keep)
        self._found.set_full_text(found_words(result) if ids else "")
        self._show_selection()

    def _on_ended(self) -> None:
        self._rest()

    def _rest(self) -> None:
        self._patience.stop()
        self._progress.setRange(0, 1)
        self._progress.reset()
        self._progress.setTextVisible(False)
        set_role(self._progress, "search-rest")

    def _show_progress(self) -> None:
        set_role(self._progress, "search-busy")
        self._progress.setRange(0, 0)
        if not self.grid.tiles.ids:
            self.grid.set_note(Note("search", self.tr("Searching…")))

    def _on_progressed(self, progress: Progress) -> None:
        if not self._patience.isActive() and progress.total:
            self._progress.setRange(0, progress.total)
            self._progress.setValue(progress.done)

    # --- deciding -----------------------------------------------------------------------------

    def _decide(self, decide: Callable[[Sequence[ImageId]], bool]) -> None:
        chosen = self._selected()
        # Nobody labels the unseen, and a range may reach far beyond the window.
        seen = [image_id for image_id in chosen if image_id in self._watched.painted]
        unseen = [image_id for image_id in chosen if image_id not in self._watched.painted]
        if not chosen or (seen and not decide(seen)):
            return
        # What was done comes by signal; a new selection would wipe it away.
        words = self._selection.full_text if seen else ""
        self.grid.select(unseen)
        if unseen:
            self.grid.set_cursor(unseen[0])
            words = said(
                Saying.counted(
                    len(unseen),
                    "1 image of the selection not seen yet: scroll, then press again",
                    "{n:,} images of the selection not seen yet: scroll, then press again",
                )
            )
        else:
            self._go_on_after(seen)
        self._selection.set_full_text(words)

    def _go_on_after(self, done: Sequence[ImageId]) -> None:
        """Put the cursor on the next image that waits, so that the keyboard can go on."""
        ids, state = self.grid.tiles.ids, self._session.state
        last = max(self.grid.tiles.index_of(image_id).row() for image_id in done)
        for image_id in ids[last + 1 :]:
            if state.verdict(image_id).state is ImageState.UNLABELLED:
                self.grid.set_cursor(image_id)
                return

    def _selected(self) -> list[ImageId]:
        chosen = self.grid.selected()
        if not chosen:
            text = self.tr("Nothing is selected: click an image, or Shift+click for several.")
            self.noticed.emit(Notice(NoticeKind.INFO, text, "nothing-selected"))
        return chosen

    def _name_class(self) -> None:
        if self._selected():
            self.name_requested.emit()

    def _find_class(self) -> None:
        if self._selected():
            self.class_requested.emit()

    def _skip(self) -> None:
        self._set_state(ImageState.SKIPPED)

    def _discard(self) -> None:
        self._set_state(ImageState.DISCARDED)

    def _clear_labels(self) -> None:
        self._set_state(ImageState.UNLABELLED)

    def _set_state(self, state: ImageState) -> None:
        self._decide(lambda ids: self._workspace.chosen.set_state(ids, state))

    # --- going --------------------------------------------------------------------------------

    def _open(self, image_id: int) -> None:
        self._session.navigator.go_to(ImageId(image_id))
        self.leave_requested.emit()

    def _open_cursor(self) -> None:
        image_id = self.grid.cursor_image()
        if image_id is not None:
            self._open(image_id)

    def _find_like_cursor(self) -> None:
        image_id = self.grid.cursor_image()
        if image_id is not None:
            self.find_like(image_id)

    def _enlarge(self) -> None:
        self.grid.set_tile_px(self.grid.tile_px + _TILE_STEP_PX)

    def _shrink(self) -> None:
        self.grid.set_tile_px(self.grid.tile_px - _TILE_STEP_PX)

    # --- from the session ---------------------------------------------------------------------

    def _on_changed(self, changes: ChangeSet) -> None:
        self.grid.refresh(changes.images)
        if changes.classes and self._is_shown:
            self.bar.set_classes(self._workspace.presenter.class_rows())

    def _on_added(self, _image_ids: Sequence[ImageId]) -> None:
        if self._is_shown and not self._again.isActive():
            self._again.start()

    def _on_embedded(self, image_ids: Sequence[ImageId]) -> None:
        if self._is_shown and self._waits_for_like and self.bar.like in image_ids:
            self._run()

    def _on_encoder(self, _encoder: object) -> None:
        self.bar.set_reads_words(self._search.reads_words)

    # --- what is shown ------------------------------------------------------------------------

    def _tile(self, image_id: ImageId) -> Tile:
        row = self._workspace.presenter.image_row(image_id)
        return Tile(row, detail=self._value_words(image_id))

    def _value_words(self, image_id: ImageId) -> str:
        """Return what there is to say about why an image was found; asked for what is painted."""
        result = self._result
        place = self.grid.tiles.index_of(image_id).row()
        if result is None or result.ranked is Ranked.FOLDER or place < 0:
            return ""
        return value_words(float(result.values[place]), result.ranked)

    def _show_done(self, words: str) -> None:
        self._selection.set_full_text(said(words))

    def _show_selection(self) -> None:
        has_tiles = bool(self.grid.tiles.ids)
        words = selection_words(len(self.grid.selected())) if has_tiles else ""
        self._selection.set_full_text(words)

    def _show_like_picture(self) -> None:
        if self.bar.like is not None:
            side = round(2 * PICTURE_PX * self.devicePixelRatioF())
            picture = self._workspace.thumbnails.pixmap(self.bar.like, QSize(side, side))
            self.bar.set_like_picture(picture)

    def _on_thumbnail(self, image_id: int) -> None:
        if image_id == self.bar.like:
            self._show_like_picture()

    def _lay_out(self) -> None:
        for label in (self._found, self._selection):
            set_role(label, "small")
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self._selection.setAlignment(right)
        self._progress.setAccessibleName(self.tr("Searching"))
        self._rest()
        line = QHBoxLayout()
        line.setContentsMargins(SPACE.m, 0, SPACE.m, SPACE.xs)
        line.setSpacing(SPACE.m)
        line.addWidget(self._found, 1)
        line.addWidget(self._selection, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._progress)
        column.addSpacing(SPACE.xs)
        column.addLayout(line)
        column.addWidget(self.grid, 1)
        self.setFocusProxy(self.grid)

    def _connect(self) -> None:
        self.bar.changed.connect(self._on_asked)
        self._workspace.chosen.done.connect(self._show_done)
        self.bar.grid_wanted.connect(self.grid.setFocus)
        self.grid.image_requested.connect(self._open)
        self.grid.selection_changed.connect(self._show_selection)
        self._search.found.connect(self._on_found)
        self._search.ended.connect(self._on_ended)
        self._search.progressed.connect(self._on_progressed)
        self._patience.timeout.connect(self._show_progress)
        self._again.timeout.connect(self._run_again)
        self._session.changed.connect(self._on_changed)
        self._session.images_added.connect(self._on_added)
        self._session.files_changed.connect(self.grid.refresh)
        self._workspace.learning.embedded.connect(self._on_embedded)
        self._workspace.encoders.encoder_changed.connect(self._on_encoder)
        self._workspace.thumbnails.thumbnail_ready.connect(self._on_thumbnail)

    def _on_asked(self) -> None:
        self._run()
