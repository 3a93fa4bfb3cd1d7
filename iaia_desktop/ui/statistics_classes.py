"""The second page of the statistics: every class, what is confused, and the images of both."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from iaia_desktop.core.types import ImageId
from iaia_desktop.session.statistics import (
    ChosenImages,
    ClassFigures,
    ConfusionRow,
    ImageChoice,
    Mistaken,
    OfCell,
    OfClass,
    StatisticsView,
)
from iaia_desktop.session.views import ImageRow, ThumbnailSource
from iaia_desktop.ui.figure_card import Card
from iaia_desktop.ui.figure_list import (
    ROW_HEIGHT_PX,
    FigureDelegate,
    FigureHeader,
    FigureModel,
    FigureRow,
)
from iaia_desktop.ui.film_strip import FilmStrip
from iaia_desktop.ui.number_words import share_text
from iaia_desktop.ui.row_view import RowView
from iaia_desktop.ui.theme import set_role
from iaia_desktop.ui.theme_tokens import SPACE

_TILE_PX = 84


class ImageStrip(FilmStrip):
    """Some images in a row; arrows walk along it, and Enter asks for the marked one."""

    def __init__(
        self,
        row_of: Callable[[ImageId], ImageRow],
        thumbnails: ThumbnailSource,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(row_of, thumbnails, parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Images"))
        set_role(self, "flat-list")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.set_tile_px(_TILE_PX)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark the first image when none is marked."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(0, 0))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the mark away."""
        super().focusOutEvent(event)
        self.rows.set_current(None)

    def currentChanged(  # noqa: N802 - Qt's name
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Mark the image that has the keyboard."""
        super().currentChanged(current, previous)
        if self.hasFocus() and current.isValid():
            self.rows.set_current(self.image_at(current.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask for the marked image with Enter or Space."""
        index = self.currentIndex()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            if index.isValid():
                self.image_requested.emit(self.image_at(index.row()))
            return
        super().keyPressEvent(event)

    def image_at(self, place: int) -> ImageId:
        """Return the image at a place."""
        return self.rows.ids[place]


class ClassFiguresPage(QWidget):
    """Classes at the left, confusions at the right, the images of what was clicked below.

    Parameters
    ----------
    images_of : callable
        Returns the images that a figure counts.
    row_of : callable
        Gives what there is to show about an image.
    thumbnails : ThumbnailSource
        Gives pictures without blocking.

    Signals
    -------
    image_requested : int
        Show this image in the labelling window.
    """

    image_requested = Signal(int)

    def __init__(
        self,
        images_of: Callable[[ImageChoice], ChosenImages],
        row_of: Callable[[ImageId], ImageRow],
        thumbnails: ThumbnailSource,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._images_of = images_of
        self._choice: ImageChoice | None = None
        self._title = ""
        self._shown: tuple[ImageId, ...] = ()
        self.classes = FigureModel(self)
        self.confusions = FigureModel(self)
        self.strip = ImageStrip(row_of, thumbnails)
        self.class_view = _make_view(self.classes, self.tr("Classes"), self.tr("No class yet."))
        self.confusion_view = _make_view(
            self.confusions, self.tr("Confusions"), self.tr("Nothing was confused so far.")
        )
        self.class_view.row_requested.connect(lambda row: self._choose_row(self.classes, row))
        self.confusion_view.row_requested.connect(
            lambda row: self._choose_row(self.confusions, row)
        )
        self.strip.image_requested.connect(self.image_requested)
        self._lay_out()
        self._show_images()

    def set_view(self, view: StatisticsView) -> None:
        """Show figures; what was chosen stays chosen."""
        self.classes.set_rows([self._class_row(each) for each in view.classes])
        most = max((each.count for each in view.confusions), default=1)
        self.confusions.set_rows([self._confusion_row(each, most) for each in view.confusions])
        self._show_images()

    def choose(self, choice: ImageChoice, title: str) -> None:
        """Show the images of a figure.

        Parameters
        ----------
        choice : OfClass, Mistaken or OfCell
            Which images.
        title : str
            What they are.
        """
        self._choice, self._title = choice, title
        self.classes.set_chosen(choice)
        self.confusions.set_chosen(choice)
        self._show_images()
        self.strip.scrollToTop()

    def choose_cell(self, was_new: bool, predicted_new: bool) -> None:
        """Show the images of one cell of the confusion matrix."""
        was = self.tr("First images of classes") if was_new else self.tr("Images of known classes")
        said = (
            self.tr("a new class was suggested")
            if predicted_new
            else self.tr("a known class was suggested")
        )
        self.choose(OfCell(was_new, predicted_new), f"{was}, {said}")

    def _lay_out(self) -> None:
        self._heading = QLabel()
        self._heading.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self._heading, "muted")
        images = QWidget()
        column = QVBoxLayout(images)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.xs)
        column.addWidget(self._heading)
        column.addWidget(self.strip)
        classes = _with_header(
            self.class_view,
            ("100,000", "99.9 %"),
            (self.tr("Class"),),
            (self.tr("Images"), self.tr("Right")),
        )
        confusions = _with_header(
            self.confusion_view,
            ("100,000",),
            (self.tr("Your class"), self.tr("Suggested")),
            (self.tr("Images"),),
        )
        lists = QHBoxLayout()
        lists.setSpacing(SPACE.m)
        lists.addWidget(Card(self.tr("Classes"), classes), 4)
        lists.addWidget(Card(self.tr("Confusions"), confusions), 5)
        page = QVBoxLayout(self)
        page.setContentsMargins(SPACE.l, SPACE.m, SPACE.l, SPACE.l)
        page.setSpacing(SPACE.m)
        page.addLayout(lists, 1)
        page.addWidget(Card(self.tr("Images"), images))

    def _class_row(self, figures: ClassFigures) -> FigureRow:
        row, score = figures.row, figures.score
        images = self.tr("1 image") if row.count == 1 else self.tr("{n:,} images")
        words = f"{row.name}: {images.format(n=row.count)}"
        if score.share is not None:
            words = self.tr("{words}, {right:,} of {n:,} suggestions right ({share})").format(
                words=words, right=score.correct, n=score.counted, share=share_text(score.share)
            )
        return FigureRow(
            key=OfClass(row.class_id),
            first=row,
            second="",
            second_colour="",
            has_second=False,
            share=score.share,
            tone="success",
            figures=(f"{row.count:,}", share_text(score.share)),
            tip=words,
        )

    def _confusion_row(self, row: ConfusionRow, most: int) -> FigureRow:
        suggested = row.suggested.name if row.suggested else self.tr("new class")
        return FigureRow(
            key=Mistaken(row.truth.class_id, row.suggested.class_id if row.suggested else None),
            first=row.truth,
            second=suggested,
            second_colour=row.suggested.colour if row.suggested else "",
            has_second=True,
            share=row.count / most,
            tone="warning",
            figures=(f"{row.count:,}",),
            tip=self._mistaken_words(row.truth.name, suggested, row.count),
        )

    def _mistaken_words(self, truth: str, suggested: str, count: int) -> str:
        words = (
            self.tr("1 image of “{truth}”, “{said}” suggested")
            if count == 1
            else self.tr("{n:,} images of “{truth}”, “{said}” suggested")
        )
        return words.format(n=count, truth=truth, said=suggested)

    def _choose_row(self, model: FigureModel, place: int) -> None:
        row = model.rows[place]
        if isinstance(row.key, OfClass):
            self.choose(row.key, self.tr("Images of “{name}”").format(name=row.first.name))
        elif isinstance(row.key, Mistaken):
            title = self.tr("Images of “{truth}”, “{said}” suggested").format(
                truth=row.first.name, said=row.second
            )
            self.choose(row.key, title)

    def _show_images(self) -> None:
        images: tuple[ImageId, ...] = ()
        if self._choice is None:
            words = self.tr("Click a class or a confusion to see its images.")
        else:
            chosen = self._images_of(self._choice)
            images = chosen.newest
            count = self.tr("1 image") if chosen.total == 1 else self.tr("{n:,} images")
            if chosen.total > len(images):
                count = self.tr("the last {shown:,} of {n:,} images")
            count = count.format(n=chosen.total, shown=len(images))
            words = self.tr("{title} · {count} · click one to go there").format(
                title=self._title, count=count
            )
        self._heading.setText(words)
        if images != self._shown:
            self._shown = images
            self.strip.set_rows(self._shown)
        else:
            self.strip.refresh(self._shown)


def _make_view(model: FigureModel, name: str, empty: str) -> RowView:
    view = RowView(ROW_HEIGHT_PX, 8)
    view.setModel(model)
    view.setAccessibleName(name)
    view.set_empty_text(empty)
    view.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
    return view


def _with_header(
    view: RowView, widest: tuple[str, ...], names: tuple[str, ...], figures: tuple[str, ...]
) -> QWidget:
    delegate = FigureDelegate(widest, view)
    view.setItemDelegate(delegate)
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE.xs)
    column.addWidget(FigureHeader(view, delegate, names, figures))
    column.addWidget(view, 1)
    return whole
