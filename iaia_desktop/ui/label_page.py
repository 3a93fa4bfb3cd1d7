"""The page where labelling happens: image, suggestion, classes and film strip of one session."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from iaia_desktop.core.state import ChangeSet
from iaia_desktop.core.types import ClassId, ImageId
from iaia_desktop.session.actions import action, effective_keys
from iaia_desktop.session.settings import Settings
from iaia_desktop.session.views import SuggestionKind, SuggestionView
from iaia_desktop.session.workspace import Workspace
from iaia_desktop.ui.action_words import action_name
from iaia_desktop.ui.class_list import ClassList
from iaia_desktop.ui.class_picker import ClassPicker
from iaia_desktop.ui.film_strip import FilmStrip
from iaia_desktop.ui.image_stage import ImageStage
from iaia_desktop.ui.image_view import ImageView
from iaia_desktop.ui.sheet import Sheet
from iaia_desktop.ui.suggestion_panel import PANEL_WIDTH_PX, SuggestionPanel

_CLASSES_WIDTH_PX = 236

_FILM_SHARE = 0.14
"""Thumbnails are at most this share of the page's height."""

_SMALLEST_THUMBNAIL_PX = 40

_REFRESH_MS = 30
"""Suggestions that change several times within this are painted once."""

_REVISE_MS = 250
"""So long a suggestion that is on screen stands before it is revised: the encoder and the rankers
tell of news many times a second, and nobody reads so fast."""


_PAINTED = QEvent.Type(QEvent.registerEventType())
_AFTER_PAINTING = Qt.EventPriority.LowEventPriority.value - 1


class LabelPage(QWidget):
    """Show a workspace; made for it, and gone with it.

    Parameters
    ----------
    workspace : Workspace
        The open session.
    settings : Settings
        The person's choices of looks and keys.
    """

    accept_requested = Signal()
    new_class_requested = Signal()
    class_chosen = Signal(int)
    """Label the image on screen with this class."""

    class_named = Signal(str)
    """Label the image on screen with a new class of this name."""

    sheet_changed = Signal()
    """Another sheet is shown, or the one image again."""

    def __init__(
        self, workspace: Workspace, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._session = workspace.session
        self._presenter = workspace.presenter
        self._thumbnail_px = settings.thumbnail_size_px
        # Each with its owner: widgets that move to another one are styled anew as a whole.
        self._main = QSplitter(Qt.Orientation.Horizontal, self)
        self.view = ImageView(self._main)
        self.film = FilmStrip(self._presenter.image_row, workspace.thumbnails, self)
        self.panel = SuggestionPanel(workspace.thumbnails, self._main)
        self.classes = ClassList(self._main)
        self._sheet: Sheet | None = None
        self._suggestion_is_seen = False
        self._lay_out()
        self.picker = ClassPicker(self)
        self.stage = ImageStage(self.view, workspace)
        self._refresh_timer = QTimer(self, singleShot=True)
        self._refresh_timer.timeout.connect(self.refresh_suggestion)
        self._connect_session()
        self._connect_widgets()
        self.film.set_rows(self._session.navigator.order.ids)
        self.take_settings(settings)
        self.refresh_classes()
        self.refresh_suggestion()

    def refresh_suggestion(self) -> None:
        """Show what the session says of the image on screen."""
        self._refresh_timer.stop()
        before, view = self.panel.view, self._presenter.suggestion()
        if _meant_by_accepting(view) != _meant_by_accepting(before):
            self._suggestion_is_seen = False
        self.panel.set_view(view)
        if not self._suggestion_is_seen:
            QCoreApplication.postEvent(self, QEvent(_PAINTED), _AFTER_PAINTING)

    @property
    def suggestion_is_seen(self) -> bool:
        """Whether the suggestion for the image on screen was painted, so that it can be meant."""
        return self._suggestion_is_seen or not self.panel.isVisible()

    def customEvent(self, event: QEvent) -> None:
        """Note that what was to be painted before this event is on screen now."""
        if event.type() == _PAINTED:
            self._suggestion_is_seen = not self._refresh_timer.isActive()

    def refresh_classes(self) -> None:
        """Show the classes as they are."""
        self.classes.set_classes(self._presenter.class_rows())

    def take_settings(self, settings: Settings) -> None:
        """Follow the person's choices of looks and keys."""
        self.view.set_keep_zoom(settings.keep_zoom)
        self._thumbnail_px = settings.thumbnail_size_px
        self._fit_film()
        keys = effective_keys(settings.keys)
        first = {action_id: row[0] if row else "" for action_id, row in keys.items()}
        self.panel.set_keys(first["accept"], first["new_class"])
        self.classes.set_new_class_key(first["new_class"])
        self.classes.set_taken_keys(
            {
                key.lower(): action_name(action(action_id))
                for action_id, row in keys.items()
                for key in row
                if len(key) == 1
            }
        )

    @property
    def sheet(self) -> Sheet | None:
        """What stands in place of the one image, or None."""
        return self._sheet

    def show_sheet(self, sheet: Sheet | None) -> None:
        """Show a sheet in place of image, suggestion and film strip; None brings those back.

        Parameters
        ----------
        sheet : Sheet or None
            Kept by the page from the first time on.
        """
        if sheet is self._sheet:
            return
        before, self._sheet = self._sheet, sheet
        if before is not None:
            before.hide()
            before.deactivate()
        for widget in (self.view, self.panel, self.film):
            widget.setVisible(sheet is None)
        if sheet is None:
            self.view.setFocus()
        else:
            if self._main.indexOf(sheet) < 0:
                self._main.insertWidget(self._main.indexOf(self.panel), sheet)
                self._main.setStretchFactor(self._main.indexOf(sheet), 1)
                self._main.setCollapsible(self._main.indexOf(sheet), False)
            sheet.show()
            sheet.setFocus()
            sheet.activate()
        self.sheet_changed.emit()

    def pick_new(self) -> None:
        """Let the person name a class for the image on screen."""
        current = self._session.current
        texts = self._workspace.texts
        proposals = () if current is None else texts.proposals(current)
        self.picker.open_new(self._presenter.class_rows(), proposals=proposals)

    def pick_class(self) -> None:
        """Let the person find a class by typing."""
        self.picker.open_find(self._presenter.class_rows())

    def say_scan_ended(self) -> None:
        """Say so when the folder turned out to hold no image; try again what failed before."""
        self.stage.say_empty()
        self.stage.retry_failed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave most of a low window to the image."""
        super().resizeEvent(event)
        self._fit_film()

    def _fit_film(self) -> None:
        share_px = round(self.height() * _FILM_SHARE)
        self.film.set_tile_px(max(_SMALLEST_THUMBNAIL_PX, min(self._thumbnail_px, share_px)))

    def _lay_out(self) -> None:
        self.classes.setMinimumWidth(_CLASSES_WIDTH_PX)
        self.panel.setMinimumWidth(PANEL_WIDTH_PX)
        main = self._main
        for widget in (self.classes, self.view, self.panel):
            main.addWidget(widget)
        main.setStretchFactor(1, 1)
        main.setCollapsible(1, False)
        main.setCollapsible(2, False)
        main.setSizes([_CLASSES_WIDTH_PX, 1000, PANEL_WIDTH_PX])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(main, 1)
        layout.addWidget(self.film)

    def _connect_session(self) -> None:
        session = self._session
        session.changed.connect(self._on_changed)
        session.suggestions_changed.connect(self._on_suggestions_changed)
        session.images_added.connect(self.film.append_rows)
        session.order_changed.connect(self._on_order_changed)
        session.files_changed.connect(self._on_files_changed)
        session.navigator.current_changed.connect(self._on_current_changed)
        self._workspace.folder.ended.connect(self.say_scan_ended)

    def _connect_widgets(self) -> None:
        self.film.image_requested.connect(self._go_to)
        self.panel.image_requested.connect(self._go_to)
        self.panel.accept_requested.connect(self.accept_requested)
        self.panel.new_class_requested.connect(self.new_class_requested)
        self.panel.class_requested.connect(self.class_chosen)
        self.picker.class_picked.connect(self.class_chosen)
        self.picker.class_named.connect(self.class_named)
        self.classes.class_requested.connect(self.class_chosen)
        self.classes.new_class_requested.connect(self.new_class_requested)
        self.classes.rename_requested.connect(self._rename)
        self.classes.key_requested.connect(self._give_key)
        self.classes.colour_requested.connect(self._colour)
        self.classes.merge_requested.connect(self._merge)
        self.classes.delete_requested.connect(self._delete)

    # --- from the session ---------------------------------------------------------------------

    def _on_changed(self, changes: ChangeSet) -> None:
        self.film.refresh(changes.images)
        if changes.classes:
            self.refresh_classes()
        self.stage.show_badge()
        self._refresh_timer.start(0)

    def _on_current_changed(self, image_id: int) -> None:
        self.film.set_current(ImageId(image_id))
        self._suggestion_is_seen = False
        # After the event at hand: a decision and the next image that it brings are shown at once.
        self._refresh_timer.start(0)

    def _on_suggestions_changed(self) -> None:
        if not self._refresh_timer.isActive():
            is_waiting = self.panel.view.kind is SuggestionKind.WAITING
            self._refresh_timer.start(_REFRESH_MS if is_waiting else _REVISE_MS)

    def _on_order_changed(self) -> None:
        self.film.reorder(self._session.navigator.order.ids)
        self.stage.look_ahead()

    def _on_files_changed(self, image_ids: Sequence[ImageId]) -> None:
        self.film.refresh(image_ids)
        if self._session.current in image_ids:
            if not self.stage.has_come:
                self.stage.reload()
            self.refresh_suggestion()

    # --- from the widgets ---------------------------------------------------------------------

    def _go_to(self, image_id: int) -> None:
        self._session.navigator.go_to(ImageId(image_id))

    def _rename(self, class_id: int, name: str) -> None:
        self._session.rename_class(ClassId(class_id), name)
        self.refresh_classes()

    def _give_key(self, class_id: int, key: str) -> None:
        self._session.style_class(ClassId(class_id), key=key)

    def _colour(self, class_id: int, colour: str) -> None:
        self._session.style_class(ClassId(class_id), colour=colour)

    def _merge(self, source: int, target: int) -> None:
        self._session.merge_classes(ClassId(source), ClassId(target))

    def _delete(self, class_id: int) -> None:
        self._session.delete_class(ClassId(class_id))


def _meant_by_accepting(view: SuggestionView) -> tuple[SuggestionKind, int | None]:
    return view.kind, None if view.best is None else view.best.row.class_id
