"""The images of a session as rows of a list, asked for only when they are painted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from iaia_desktop.core.places import Places
from iaia_desktop.core.types import DecidedBy, FileStatus, ImageId, ImageState
from iaia_desktop.session.views import ImageRow
from iaia_desktop.ui.literal import literal
from iaia_desktop.ui.painting import readable
from iaia_desktop.ui.said import said

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The ``ImageRow``."""

ID_ROLE = int(Qt.ItemDataRole.UserRole) + 2
"""The ``ImageId``."""

CURRENT_ROLE = int(Qt.ItemDataRole.UserRole) + 3
"""Whether the image is the one on screen."""

ModelIndex = QModelIndex | QPersistentModelIndex


class FilmModel(QAbstractListModel):
    """Rows in the order of the strip; only numbers are held, the rest is looked up.

    Parameters
    ----------
    row_of : callable
        Gives what there is to show about an image; called on the GUI thread for visible ones.
    parent : QObject, optional
        Owner.
    """

    def __init__(
        self, row_of: Callable[[ImageId], ImageRow], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._row_of = row_of
        self._ids: list[ImageId] = []
        self._places = Places()
        self._current: ImageId | None = None

    @property
    def current(self) -> ImageId | None:
        """The image on screen."""
        return self._current

    @property
    def ids(self) -> Sequence[ImageId]:
        """The images, in the order of the strip. Not to be changed by the caller."""
        return self._ids

    def rowCount(self, parent: ModelIndex | None = None) -> int:
        """Return the number of images."""
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def data(self, index: ModelIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return what a role asks about an image."""
        if not index.isValid():
            return None
        image_id = self._ids[index.row()]
        if role == ROW_ROLE:
            return self._row_of(image_id)
        if role == ID_ROLE:
            return image_id
        if role == CURRENT_ROLE:
            return image_id == self._current
        if role == Qt.ItemDataRole.ToolTipRole:
            row = self._row_of(image_id)
            return literal(f"{readable(row.path)}\n{state_words(row)}")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            row = self._row_of(image_id)
            place = _tr("Image {n}").format(n=index.row() + 1)
            return f"{place}, {readable(row.path)}, {state_words(row)}"
        return None

    def index_of(self, image_id: ImageId) -> QModelIndex:
        """Return the index of an image; an invalid one when it is not in the strip."""
        place = self._places.get(image_id)
        return QModelIndex() if place is None else self.index(place, 0)

    def set_rows(self, ids: Sequence[ImageId]) -> None:
        """Show these images, in this order, instead of all before."""
        self.beginResetModel()
        self._ids = list(ids)
        self._places = Places(self._ids)
        self.endResetModel()

    def reorder(self, ids: Sequence[ImageId]) -> None:
        """Show as many images in another order, without a new layout: all rows are one size.

        A reset takes a quarter of a second for 100,000 images, and images are sorted anew often.
        """
        if len(ids) != len(self._ids) or not ids:
            self.set_rows(ids)
            return
        self._ids = list(ids)
        self._places = Places(self._ids)
        self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, 0))

    def append_rows(self, ids: Sequence[ImageId]) -> None:
        """Show more images at the end."""
        if not ids:
            return
        first = len(self._ids)
        self.beginInsertRows(QModelIndex(), first, first + len(ids) - 1)
        self._ids.extend(ids)
        self._places.append(ids)
        self.endInsertRows()

    def refresh(self, image_ids: Iterable[ImageId]) -> None:
        """Look these images up again; unknown ones are passed over."""
        found = (self._places.get(each) for each in image_ids)
        places = sorted(place for place in found if place is not None)
        # One signal for each run of neighbours: a whole session may change at once.
        start = 0
        for at in range(1, len(places) + 1):
            if at == len(places) or places[at] != places[at - 1] + 1:
                self.dataChanged.emit(self.index(places[start], 0), self.index(places[at - 1], 0))
                start = at

    def set_current(self, image_id: ImageId | None) -> None:
        """Mark the image on screen."""
        before, self._current = self._current, image_id
        self.refresh(each for each in {before, image_id} if each is not None)


def state_words(row: ImageRow) -> str:
    """Return in words what is decided about an image, or why it cannot be read."""
    if row.status is FileStatus.MISSING:
        return _tr("The file is missing")
    if row.status is FileStatus.FAILED:
        if not row.reason:
            return _tr("Cannot be read")
        return _tr("Cannot be read: {reason}").format(reason=readable(said(row.reason)))
    if row.state is ImageState.LABELLED:
        words = (
            _tr("Labelled {name} by the machine")
            if row.by is DecidedBy.MACHINE
            else _tr("Labelled {name}")
        )
        return words.format(name=row.class_name)
    if row.state is ImageState.SKIPPED:
        return _tr("Skipped")
    return _tr("Discarded") if row.state is ImageState.DISCARDED else _tr("Not labelled yet")


def _tr(text: str) -> str:
    return QCoreApplication.translate("FilmModel", text)
