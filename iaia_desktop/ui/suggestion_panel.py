"""The suggestion panel: what the program takes the image for, how sure it is, and why."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from iaia_desktop.core.types import DecidedBy, ImageState
from iaia_desktop.session.views import (
    ClassRow,
    SuggestionKind,
    SuggestionView,
    ThumbnailSource,
)
from iaia_desktop.ui.class_dot import ClassDot
from iaia_desktop.ui.distance_gauge import DistanceGauge
from iaia_desktop.ui.elided_label import ElidedLabel
from iaia_desktop.ui.example_strip import ExampleStrip
from iaia_desktop.ui.key_button import KeyButton
from iaia_desktop.ui.key_cap import KeyCap
from iaia_desktop.ui.literal import literal
from iaia_desktop.ui.ranked_list import NewClassRow, RankedList
from iaia_desktop.ui.row_painting import font_of
from iaia_desktop.ui.said import said
from iaia_desktop.ui.theme import set_role, set_tone
from iaia_desktop.ui.theme_tokens import FONT_PX, SPACE

PANEL_WIDTH_PX = 340


@dataclass(frozen=True, slots=True)
class _Head:
    """The words of the upper part, worked out from a view."""

    caption: str
    name: str
    row: ClassRow | None = None
    detail: str = ""
    button: str = ""
    makes_class: bool = False
    tag: str = ""
    tone: str = ""


class SuggestionPanel(QFrame):
    """Show a `SuggestionView` in regions that never move from one image to the next.

    Signals
    -------
    accept_requested
        Label with the suggested class, or keep the label there is.
    class_requested : int
        Label with this class.
    new_class_requested
        Name a new class for the image.
    image_requested : int
        Go to this image.

    Parameters
    ----------
    thumbnails : ThumbnailSource
        Where the small pictures come from.
    parent : QWidget, optional
        Owner.
    """

    accept_requested = Signal()
    class_requested = Signal(int)
    new_class_requested = Signal()
    image_requested = Signal(int)

    _SCALE_ROWS = 8

    def __init__(self, thumbnails: ThumbnailSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = SuggestionView(SuggestionKind.NO_IMAGE)
        self._accept_key = "Space"
        self._new_key = "N"
        self._makes_class = False
        set_role(self, "panel")
        self.setAccessibleName(self.tr("Suggestion"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

        self._caption = ElidedLabel()
        set_role(self._caption, "section")
        self._tag = QLabel()
        set_role(self._tag, "pill")
        self._dot = ClassDot()
        self._name = ElidedLabel()
        set_role(self._name, "display")
        self._name_role = "display"
        self._cap = KeyCap()
        self._gauge = DistanceGauge()
        self._detail = QLabel(parent=self._gauge)
        self._detail.setTextFormat(Qt.TextFormat.PlainText)
        self._detail.setWordWrap(True)
        self._detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        set_role(self._detail, "small")
        self._primary = KeyButton(role="primary", least_height_px=38)
        self._examples_title = ElidedLabel()
        set_role(self._examples_title, "section")
        self._examples = ExampleStrip(thumbnails)
        self._ranked_title = ElidedLabel(self.tr("Nearest classes"))
        set_role(self._ranked_title, "section")
        self._new = KeyButton(role="quiet")
        self._ranked = RankedList()
        self._ranked.setAccessibleName(self.tr("Classes, nearest first"))
        self._lay_out()

        self._primary.clicked.connect(self._on_primary)
        self._new.clicked.connect(self.new_class_requested)
        self._ranked.class_requested.connect(self.class_requested)
        self._ranked.new_class_requested.connect(self.new_class_requested)
        self._examples.image_requested.connect(self.image_requested)
        self._show_view()

    @property
    def view(self) -> SuggestionView:
        """The view on show."""
        return self._view

    def set_keys(self, accept: str, new_class: str) -> None:
        """Show these keys (portable text) on the buttons."""
        self._accept_key, self._new_key = accept, new_class
        self._show_view()

    def set_view(self, view: SuggestionView) -> None:
        """Show another state."""
        if view == self._view:
            return
        self._view = view
        self._show_view()

    def sizeHint(self) -> QSize:
        """Return the usual width, with room for eight ranked classes."""
        return QSize(PANEL_WIDTH_PX, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the size of the name again."""
        super().resizeEvent(event)
        self._detail.setGeometry(self._gauge.rect())
        self._fit_name()

    def _lay_out(self) -> None:
        caption_row = QHBoxLayout()
        caption_row.setSpacing(SPACE.s)
        caption_row.addWidget(self._caption, 1)
        caption_row.addWidget(self._tag)
        line = QFontMetrics(self.font()).height() + 6
        self._caption.setFixedHeight(line)
        self._tag.setFixedHeight(line)

        name_row = QHBoxLayout()
        name_row.setSpacing(SPACE.s)
        name_row.addWidget(self._dot)
        name_row.addWidget(self._name, 1)
        name_row.addWidget(self._cap)
        # One height whatever the size of the letters, so that nothing below ever moves.
        large = font_of(self.font(), FONT_PX.display, strong=True)
        self._name.setFixedHeight(QFontMetrics(large).height() + 4)

        head = QVBoxLayout()
        head.setSpacing(SPACE.xs)
        head.addLayout(caption_row)
        head.addLayout(name_row)
        head.addWidget(self._gauge)
        head.addSpacing(SPACE.xs)
        head.addWidget(self._primary)

        ranked_row = QHBoxLayout()
        ranked_row.setSpacing(SPACE.s)
        ranked_row.addWidget(self._ranked_title, 1)
        ranked_row.addWidget(self._new)

        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.m, SPACE.m, SPACE.m, SPACE.s)
        column.setSpacing(SPACE.xs)
        column.addLayout(head)
        column.addSpacing(SPACE.s)
        column.addWidget(self._examples_title)
        column.addWidget(self._examples)
        column.addSpacing(SPACE.xs)
        column.addLayout(ranked_row)
        column.addWidget(self._ranked, 1)

    def _show_view(self) -> None:
        view = self._view
        head = self._head()
        self._makes_class = head.makes_class
        self._caption.set_full_text(head.caption)
        self._tag.setText(head.tag)
        self._tag.setVisible(bool(head.tag))
        set_tone(self._tag, head.tone)
        self._dot.set_colour(head.row.colour if head.row else "")
        self._dot.setVisible(head.row is not None)
        self._name.set_full_text(head.name)
        self._cap.set_key(head.row.key if head.row else "")
        self._fit_name()

        self._detail.setText(head.detail)
        self._detail.setToolTip(literal(head.detail))
        shows_distance = not head.detail and view.distance is not None
        self._gauge.set_values(
            view.distance if shows_distance else None,
            view.epsilon,
            automatic=view.epsilon_automatic,
            farther=self._farther(),
            is_novelty=view.is_novelty,
        )
        self._primary.set_content(
            head.button or self.tr("Accept"),
            self._new_key if head.makes_class else self._accept_key,
        )
        self._primary.setEnabled(bool(head.button))
        has_image = view.kind not in {SuggestionKind.NO_IMAGE, SuggestionKind.UNREADABLE}
        self._new.set_content(self.tr("New class"), self._new_key)
        self._new.setEnabled(has_image)
        self._show_examples()
        decided_id = view.decided_class.class_id if view.decided_class else None
        self._ranked.set_rows(
            view.ranked,
            decided_id,
            None if view.new_place is None else NewClassRow(view.new_chance or 0.0, self._new_key),
            view.new_place or 0,
        )
        self._ranked.set_empty_text(self._ranked_empty_text())

    def _farther(self) -> float:
        """Return what gives the gauge its scale where epsilon does not."""
        if self._view.is_novelty:
            return 1.0  # pictures that have nothing in common
        ranked = self._view.ranked
        return ranked[: self._SCALE_ROWS][-1].distance if ranked else 0.0

    def _head(self) -> _Head:
        view = self._view
        if view.kind is SuggestionKind.NO_IMAGE:
            return _Head(self.tr("Suggestion"), self.tr("No image"))
        if view.decided_class is not None and view.state is ImageState.LABELLED:
            return self._decided_head(view.decided_class)
        tag, tone = self._state_tag()
        if view.kind is SuggestionKind.UNREADABLE:
            return _Head(
                self.tr("This file cannot be read"),
                self.tr("No suggestion"),
                detail=said(view.reason),
                tag=tag or self.tr("Unreadable"),
                tone=tone or "error",
            )
        if view.kind is SuggestionKind.WAITING:
            return _Head(
                self.tr("Suggestion"),
                self.tr("Looking at the image…"),
                detail=self.tr("You can label it by key already."),
                tag=tag,
                tone=tone,
            )
        if view.kind is SuggestionKind.NOT_EMBEDDED:
            return _Head(
                self.tr("Not embedded"),
                self.tr("No suggestion"),
                detail=self.tr(
                    "It was not embedded elsewhere, and the encoder is not on this machine."
                ),
                tag=tag,
                tone=tone,
            )
        if view.kind is SuggestionKind.FIRST and view.has_classes:
            return _Head(
                self.tr("Nothing is labelled yet"),
                self.tr("Give the first label"),
                detail=self.tr(
                    "Press the key of a class; suggestions begin with the second image."
                ),
                tag=tag,
                tone=tone,
            )
        if view.kind is SuggestionKind.FIRST:
            return _Head(
                self.tr("Nothing is labelled yet"),
                self.tr("Name the first class"),
                detail=self.tr("Suggestions begin with the second image."),
                button=self.tr("Name it"),
                makes_class=True,
                tag=tag,
                tone=tone,
            )
        if view.kind is SuggestionKind.NEW:
            return _Head(
                self.tr("Unlike all that is labelled")
                if view.is_novelty
                else self.tr("No class is near enough"),
                self.tr("Looks like a new class"),
                button=self.tr("Name it"),
                makes_class=True,
                tag=tag or self.tr("New"),
                tone=tone or "warning",
            )
        row = view.best.row if view.best else None
        by_name = view.best is not None and view.best.by_name
        return _Head(
            self.tr("Suggestion by name") if by_name else self.tr("Suggestion"),
            row.name if row else self.tr("No suggestion"),
            row=row,
            detail=self.tr("By its name, not by examples: it has none yet.") if by_name else "",
            button=self.tr("Accept") if row else "",
            tag=tag,
            tone=tone,
        )

    def _decided_head(self, decided: ClassRow) -> _Head:
        view = self._view
        human = view.decided_by is not DecidedBy.MACHINE
        agrees = view.best is None or view.best.row.class_id == decided.class_id
        detail = ""
        if view.kind is SuggestionKind.UNREADABLE:
            detail = said(view.reason)
        elif view.kind is SuggestionKind.NEW:
            detail = self.tr("The suggestion is a new class.")
        elif view.best is not None and not agrees:
            detail = self.tr("The suggestion is “{name}”.").format(name=view.best.row.name)
        return _Head(
            self.tr("Label"),
            decided.name,
            row=decided,
            detail=detail,
            button=self.tr("Keep it"),
            tag=self.tr("Labelled by you") if human else self.tr("Labelled by the program"),
            tone="success" if human else "accent",
        )

    def _state_tag(self) -> tuple[str, str]:
        if self._view.state is ImageState.SKIPPED:
            return self.tr("Skipped"), "warning"
        if self._view.state is ImageState.DISCARDED:
            return self.tr("Discarded"), "error"
        return "", ""

    def _show_examples(self) -> None:
        view = self._view
        name = view.best.row.name if view.best else ""
        by_name = view.best is not None and view.best.by_name
        if view.kind in {SuggestionKind.KNOWN, SuggestionKind.NEW} and view.best and not by_name:
            title = (
                self.tr("Why: the nearest pictures of “{name}”")
                if view.kind is SuggestionKind.KNOWN
                else self.tr("Nearest so far: “{name}”")
            )
            self._examples_title.set_full_text(title.format(name=name))
            self._examples.set_examples(view.examples, name)
            return
        self._examples_title.set_full_text(self.tr("Why this suggestion"))
        if by_name:
            empty = self.tr("Its name fits the picture best; no picture has this label yet.")
        else:
            empty = self.tr("The nearest labelled pictures of the suggested class appear here.")
        self._examples.set_examples((), "", empty)

    def _ranked_empty_text(self) -> str:
        if self._view.kind is SuggestionKind.WAITING:
            return self.tr("The classes are ranked once the image has been looked at.")
        if self._view.has_classes:
            return self.tr("The classes are ranked here from the second image on.")
        return self.tr("Classes appear here as you name them.")

    def _fit_name(self) -> None:
        """Use the large letters where the name fits, and smaller ones before it is shortened."""
        font = font_of(self.font(), FONT_PX.display, strong=True)
        room = self._name.width() if self.isVisible() else PANEL_WIDTH_PX - 90
        text = self._name.full_text
        is_class = self._dot.isVisibleTo(self)
        fits = QFontMetrics(font).horizontalAdvance(text) <= room
        role = "display" if is_class and fits else "headline"
        if role != self._name_role:
            self._name_role = role
            set_role(self._name, role)

    def _on_primary(self) -> None:
        if self._makes_class:
            self.new_class_requested.emit()
        else:
            self.accept_requested.emit()
