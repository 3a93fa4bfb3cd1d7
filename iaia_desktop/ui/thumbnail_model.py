"""Images as tiles of a grid, asked for only when they are painted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from iaia_desktop.core.types import ImageId
from iaia_desktop.session.views import ImageRow
from iaia_desktop.ui.film_model import state_words
from iaia_desktop.ui.literal import literal
from iaia_desktop.ui.painting import readable

TILE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The ``Tile``."""

ID_ROLE = int(Qt.ItemDataRole.UserRole) + 2
"""The ``ImageId``."""

ModelIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Tile:
    """An image as a grid shows it.

    Attributes
    ----------
    row : ImageRow
        The image, and what is decided about it.
    caption : str
        Words below the picture; "" for the class or the state.
    detail : str
        A few quiet words after the caption, such as a distance.
    colour : str
        ``#rrggbb`` of the bar under the picture; "" for the colour of the label, if there is one.
    mark : str
        Name of an icon in the upper right corner; "" for the mark of the state.
    faded : bool
        Whether the tile steps back, as one that was taken out of a page.
    """

    row: ImageRow
    caption: str = ""
    detail: str = ""
    colour: str = ""
    mark: str = ""
    faded: bool = False


class ThumbnailModel(QAbstractListModel):
    """Tiles in the order of the grid; only numbers are held, the rest is looked up.

    Parameters
    ----------
    tile_of : callable
        Gives what there is to show about an image; called on the GUI thread for visible ones.
    parent : QObject, optional
        Owner.
    """

    def __init__(self, tile_of: Callable[[ImageId], Tile], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tile_of = tile_of
        self._ids: list[ImageId] = []
        self._places: dict[ImageId, int] = {}

    @property
    def ids(self) -> Sequence[ImageId]:
        """The images, in the order of the grid. Not to be changed by the caller."""
        return self._ids

    def rowCount(self, parent: ModelIndex | None = None) -> int:
        """Return the number of images."""
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def data(self, index: ModelIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return what a role asks about an image."""
        if not index.isValid():
            return None
        image_id = self._ids[index.row()]
        if role == TILE_ROLE:
            return self._tile_of(image_id)
        if role == ID_ROLE:
            return image_id
        if role == Qt.ItemDataRole.ToolTipRole:
            tile = self._tile_of(image_id)
            lines = (readable(tile.row.path), state_words(tile.row), tile.detail)
            return literal("\n".join(line for line in lines if line))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            tile = self._tile_of(image_id)
            words = (tile.caption, state_words(tile.row), tile.detail)
            said = ", ".join(word for word in words if word)
            place = self.tr("Image {n}").format(n=index.row() + 1)
            return f"{place}, {readable(tile.row.path)}, {said}"
        return None

    def index_of(self, image_id: ImageId) -> QModelIndex:
        """Return the index of an image; an invalid one when it is not in the grid."""
        place = self._places.get(image_id)
        return QModelIndex() if place is None else self.index(place, 0)

    def set_images(self, ids: Sequence[ImageId]) -> None:
        """Show these images, in this order, instead of all before."""
        self.beginResetModel()
        self._ids = list(ids)
        self._places = {image_id: place for place, image_id in enumerate(self._ids)}
        self.endResetModel()

    def refresh(self, image_ids: Iterable[ImageId]) -> None:
        """Look these images up again; those that are not in the grid are passed over."""
        places = sorted({self._places[each] for each in image_ids if each in self._places})
        # One signal for each run of neighbours: a whole page may change at once.
        start = 0
        for at in range(1, len(places) + 1):
            if at == len(places) or places[at] != places[at - 1] + 1:
                self.dataChanged.emit(self.index(places[start], 0), self.index(places[at - 1], 0))
                start = at
