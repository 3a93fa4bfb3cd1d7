"""What the widgets show, as frozen values: the session makes them, widgets paint them."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QSize, SignalInstance
from PySide6.QtGui import QPixmap

from iaia_desktop.core.orders import OrderChoice
from iaia_desktop.core.types import ClassId, DecidedBy, FileStatus, ImageId, ImageState


@dataclass(frozen=True, slots=True)
class ClassRow:
    """A class as the class list shows it."""

    class_id: ClassId
    name: str
    colour: str
    key: str
    count: int


@dataclass(frozen=True, slots=True)
class RankedRow:
    """A class as the suggestion panel ranks it.

    Attributes
    ----------
    distance : float
        To the image on screen.
    closeness : float
        Length of the bar, 0 (far) to 1 (the prototype itself), on a scale common to all rows.
    """

    row: ClassRow
    distance: float
    closeness: float


class SuggestionKind(enum.StrEnum):
    """The states of the suggestion panel."""

    NO_IMAGE = "no_image"
    UNREADABLE = "unreadable"
    WAITING = "waiting"
    FIRST = "first"
    KNOWN = "known"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class SuggestionView:
    """All that the suggestion panel shows for the image on screen.

    Attributes
    ----------
    kind : SuggestionKind
        WAITING while the embedding is under way, FIRST while nothing is labelled yet, KNOWN when a
        class lies within epsilon, NEW when none does.
    best : RankedRow or None
        The suggested class (KNOWN), or the nearest one although it is too far (NEW).
    ranked : tuple of RankedRow
        All classes, nearest first.
    distance, epsilon : float or None
        Of the nearest class, and the threshold; None when there is none.
    epsilon_automatic : bool
        Whether epsilon is worked out from the person's own answers.
    examples : tuple of ImageId
        The nearest labelled images of the best class: why this suggestion.
    state : ImageState
        What is decided about the image already.
    decided_class : ClassRow or None
        Its label, when it has one.
    decided_by : DecidedBy or None
        Who decided.
    reason : str
        Why the file cannot be read (UNREADABLE).
    """

    kind: SuggestionKind
    best: RankedRow | None = None
    ranked: tuple[RankedRow, ...] = ()
    distance: float | None = None
    epsilon: float | None = None
    epsilon_automatic: bool = False
    examples: tuple[ImageId, ...] = ()
    state: ImageState = ImageState.UNLABELLED
    decided_class: ClassRow | None = None
    decided_by: DecidedBy | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ImageRow:
    """An image as the film strip shows it."""

    image_id: ImageId
    path: str
    state: ImageState
    status: FileStatus
    reason: str
    class_name: str
    colour: str
    by: DecidedBy | None


@dataclass(frozen=True, slots=True)
class StatusView:
    """What the status bar shows.

    Attributes
    ----------
    position : int
        From 1; 0 without an image.
    total, labelled, skipped, discarded, failed : int
        Counts of images.
    accuracy : float or None
        Running accuracy of the suggestions, 0 to 1; None before the first counted one.
    embedded : int
        Images with an embedding.
    images_per_s : float
        Of the embedding; 0 when it rests.
    seconds_left : float or None
        Of the embedding.
    encoder, device : str
        Titles.
    paused : bool
        Whether only the image on screen is embedded.
    order : OrderChoice
        In which order the images are asked for.
    order_is_cold : bool
        Whether typical images come first, because labels are too few for that order.
    """

    position: int
    total: int
    labelled: int
    skipped: int
    discarded: int
    failed: int
    accuracy: float | None
    embedded: int
    images_per_s: float
    seconds_left: float | None
    encoder: str
    device: str
    paused: bool = False
    order: OrderChoice = OrderChoice.FOLDER
    order_is_cold: bool = False


@dataclass(frozen=True, slots=True)
class RecentSession:
    """A session as the start page lists it."""

    session_path: Path
    folder: Path
    total: int
    labelled: int
    opened_at: float
    thumbnail: Path | None
    folder_exists: bool


class ThumbnailSource(Protocol):
    """Give thumbnails without ever blocking.

    ``pixmap`` returns what is ready; when nothing is, it asks for the thumbnail and returns None,
    and ``thumbnail_ready(int image_id)`` is emitted later. GUI thread only.
    """

    thumbnail_ready: SignalInstance

    def pixmap(self, image_id: ImageId, size: QSize) -> QPixmap | None:
        """Return the thumbnail, no larger than ``size``, or None and ask for it."""
        ...
