"""The middle of the review: one image, two images, or two classes beside each other."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from iaia_desktop.core.review import Doubt, MergeOffer, NearDuplicates, ReviewItem, SplitOffer
from iaia_desktop.core.types import ClassId, ImageId
from iaia_desktop.session.workspace import Workspace
from iaia_desktop.ui.image_view import ImageView
from iaia_desktop.ui.painting import Note, paint_note
from iaia_desktop.ui.review_group import ReviewGroup
from iaia_desktop.ui.review_stage import ReviewStage
from iaia_desktop.ui.theme import set_role, tokens_of
from iaia_desktop.ui.theme_tokens import SPACE

_SIDE_PX = 280
_LIKE_IT = 3
_OF_A_CLASS = 9


class NotePlace(QWidget):
    """Words in the middle of nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._note = Note("check", "")

    def set_note(self, note: Note) -> None:
        """Show these words."""
        self._note = note
        self.setAccessibleName(note.title)
        self.setAccessibleDescription(" ".join(note.lines))
        self.update()

    @property
    def note(self) -> Note:
        """The words shown."""
        return self._note

    def sizeHint(self) -> QSize:
        """Return room for a few lines."""
        return QSize(320, 240)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words."""
        del event
        painter = QPainter(self)
        place = QRectF(self.rect())
        ratio = self.devicePixelRatioF()
        paint_note(painter, place, self._note, tokens_of(self), self.font(), ratio)
        painter.end()


class ReviewStand(QStackedWidget):
    """Show what is asked about.

    Parameters
    ----------
    workspace : Workspace
        Whose images and classes.
    """

    image_requested = Signal(int)
    """The person wants to go to a picture."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.left, self.right = ImageView(), ImageView()
        # One place has the keyboard, whatever is shown: no picture takes a key by accident.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.left.setFocusProxy(self)
        self.right.setFocusProxy(self)
        self._left_stage = ReviewStage(self.left, workspace)
        self._right_stage = ReviewStage(self.right, workspace)
        self._item: ReviewItem | None = None
        thumbnails = workspace.thumbnails
        self.present = ReviewGroup(thumbnails, places=_LIKE_IT)
        self.likelier = ReviewGroup(thumbnails, places=_LIKE_IT)
        self.one = ReviewGroup(thumbnails, places=_OF_A_CLASS, most_px=200)
        self.other = ReviewGroup(thumbnails, places=_OF_A_CLASS, most_px=200)
        self.note = NotePlace()
        self._side = self._panel()
        self._images = self._image_row()
        self._classes = self._class_row()
        for page in (self.note, self._images, self._classes):
            self.addWidget(page)
        for group in (self.present, self.likelier, self.one, self.other):
            group.image_requested.connect(self.image_requested)

    @property
    def can_be_judged(self) -> bool:
        """Whether the person sees what is asked about."""
        if isinstance(self._item, Doubt):
            return self._left_stage.can_be_judged
        if isinstance(self._item, NearDuplicates):
            return self._left_stage.can_be_judged and self._right_stage.can_be_judged
        return self._item is not None

    @property
    def views(self) -> tuple[ImageView, ...]:
        """The images that zooming is about."""
        if isinstance(self._item, NearDuplicates):
            return (self.left, self.right)
        return (self.left,) if isinstance(self._item, Doubt) else ()

    def show_note(self, note: Note) -> None:
        """Show words in place of an item."""
        self._item = None
        self._left_stage.rest()
        self._right_stage.rest()
        self.note.set_note(note)
        self.setCurrentWidget(self.note)

    def show_item(self, item: ReviewItem) -> None:
        """Show an item."""
        self._item = item
        ahead = self._workspace.review.following(3)
        if isinstance(item, Doubt):
            self._show_doubt(item, ahead)
        elif isinstance(item, NearDuplicates):
            self._side.hide()
            self.right.show()
            self._left_stage.show(item.first, [item.second, *ahead])
            self._right_stage.show(item.second, [item.first, *ahead])
            self.setCurrentWidget(self._images)
        elif isinstance(item, MergeOffer):
            self._show_class(self.one, item.target, item.target_images, "")
            self._show_class(self.other, item.source, item.source_images, "")
            self.setCurrentWidget(self._classes)
        else:
            self._show_split(item)

    def _show_doubt(self, item: Doubt, ahead: list[ImageId]) -> None:
        self.right.hide()
        self._right_stage.rest()
        self._left_stage.show(item.image_id, ahead)
        for group, class_id, caption in (
            (self.present, item.class_id, self.tr("Labelled")),
            (self.likelier, item.likelier, self.tr("Looks more like")),
        ):
            near = self._workspace.session.engine.nearest_members(class_id, item.image_id, _LIKE_IT)
            group.set_content(caption, self._workspace.presenter.class_row(class_id), near)
        self._side.show()
        self.setCurrentWidget(self._images)

    def _show_split(self, item: SplitOffer) -> None:
        caption = self.tr("{n} images stay").format(n=f"{len(item.staying):,}")
        self._show_class(self.one, item.class_id, item.staying, caption)
        self.other.set_content(
            self.tr("{n} images would be a new class").format(n=f"{len(item.leaving):,}"),
            None,
            item.leaving,
            self.tr("Its name is yours to give"),
        )
        self.setCurrentWidget(self._classes)

    def _show_class(
        self, group: ReviewGroup, class_id: ClassId, image_ids: tuple[ImageId, ...], caption: str
    ) -> None:
        row = self._workspace.presenter.class_row(class_id)
        count = 0 if row is None else row.count
        words = self.tr("1 image") if count == 1 else self.tr("{n} images").format(n=f"{count:,}")
        group.set_content(caption or words, row, image_ids)

    def _panel(self) -> QFrame:
        panel = QFrame()
        set_role(panel, "panel")
        panel.setFixedWidth(_SIDE_PX)
        column = QVBoxLayout(panel)
        column.setContentsMargins(SPACE.l, SPACE.l, SPACE.l, SPACE.l)
        column.setSpacing(SPACE.xl)
        column.addWidget(self.present)
        column.addWidget(self.likelier)
        column.addStretch(1)
        return panel

    def _image_row(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.left, 1)
        row.addWidget(self.right, 1)
        row.addWidget(self._side)
        return page

    def _class_row(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(SPACE.xl, SPACE.l, SPACE.xl, SPACE.l)
        row.setSpacing(2 * SPACE.xl)
        row.addWidget(self.one, 1)
        row.addWidget(self.other, 1)
        return page
