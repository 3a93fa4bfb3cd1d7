"""A class beside the image of the review: its name, and pictures of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from iaia_desktop.core.types import ImageId
from iaia_desktop.session.views import ClassRow, ThumbnailSource
from iaia_desktop.ui.class_dot import ClassDot
from iaia_desktop.ui.elided_label import ElidedLabel
from iaia_desktop.ui.example_strip import ExampleButton
from iaia_desktop.ui.key_cap import KeyCap
from iaia_desktop.ui.theme import set_role
from iaia_desktop.ui.theme_tokens import SPACE

_PICTURE_PX = 170
"""Thumbnails are asked for at this size."""


class ReviewPicture(ExampleButton):
    """A picture that takes the room there is, and needs none."""

    def __init__(self, most_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.setMaximumHeight(most_px)
        self._most_px = most_px

    def sizeHint(self) -> QSize:
        """Return a square."""
        return QSize(self._most_px, self._most_px)

    def minimumSizeHint(self) -> QSize:
        """Return a small square."""
        return QSize(24, 24)


class ReviewGroup(QWidget):
    """Show a class with a few of its images.

    Parameters
    ----------
    thumbnails : ThumbnailSource
        Where the pictures come from.
    places : int
        Pictures at most.
    columns : int
        Of them beside each other.
    most_px : int
        Side of a picture at most.
    """

    image_requested = Signal(int)

    def __init__(
        self,
        thumbnails: ThumbnailSource,
        *,
        places: int = 3,
        columns: int = 3,
        most_px: int = 78,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._shown: tuple[ImageId, ...] = ()
        self._caption = ElidedLabel()
        set_role(self._caption, "section")
        self._dot = ClassDot()
        self._name = ElidedLabel()
        set_role(self._name, "title")
        self._cap = KeyCap()
        self.pictures = [ReviewPicture(most_px, self) for _ in range(places)]
        grid = QGridLayout()
        grid.setSpacing(SPACE.xs + 2)
        for place, picture in enumerate(self.pictures):
            picture.clicked.connect(self._on_clicked)
            grid.addWidget(picture, place // columns, place % columns)
        for column_number in range(columns):
            grid.setColumnStretch(column_number, 1)
        title = QHBoxLayout()
        title.setSpacing(SPACE.s)
        title.addWidget(self._dot)
        title.addWidget(self._name, 1)
        title.addWidget(self._cap)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.xs)
        column.addWidget(self._caption)
        column.addLayout(title)
        column.addSpacing(SPACE.xs)
        column.addLayout(grid)
        column.addStretch(1)
        thumbnails.thumbnail_ready.connect(self._on_thumbnail)

    @property
    def name(self) -> str:
        """The name of the class."""
        return self._name.full_text

    @property
    def caption(self) -> str:
        """The line above the name."""
        return self._caption.full_text

    @property
    def shown(self) -> tuple[ImageId, ...]:
        """The images shown."""
        return self._shown

    def set_content(
        self, caption: str, row: ClassRow | None, image_ids: Sequence[ImageId], name: str = ""
    ) -> None:
        """Show a class.

        Parameters
        ----------
        caption : str
            A line above its name.
        row : ClassRow or None
            The class; None for one that does not exist yet.
        image_ids : sequence of ImageId
            Of it; the first ones are shown.
        name : str, optional
            In place of the name of the class.
        """
        self._caption.set_full_text(caption)
        self._dot.set_colour(row.colour if row else "")
        self._dot.setVisible(row is not None)
        self._name.set_full_text(name or (row.name if row else ""))
        self._cap.set_key(row.key if row else "")
        self._shown = tuple(image_ids[: len(self.pictures)])
        words = self.tr("Go to this picture")
        for place, picture in enumerate(self.pictures):
            image_id = self._shown[place] if place < len(self._shown) else None
            self._show(picture, image_id)
            picture.setVisible(image_id is not None)
            picture.setToolTip(words)
            picture.setAccessibleName(words)

    def _show(self, picture: ReviewPicture, image_id: ImageId | None) -> None:
        pixmap = None
        if image_id is not None:
            side = round(_PICTURE_PX * self.devicePixelRatioF())
            pixmap = self._thumbnails.pixmap(image_id, QSize(side, side))
        picture.show_image(image_id, pixmap)

    def _on_thumbnail(self, image_id: int) -> None:
        for picture in self.pictures:
            if picture.image_id == image_id and picture.isVisible():
                self._show(picture, ImageId(image_id))

    def _on_clicked(self) -> None:
        picture = self.sender()
        if isinstance(picture, ReviewPicture) and picture.image_id is not None:
            self.image_requested.emit(picture.image_id)
