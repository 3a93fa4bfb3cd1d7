"""What the widgets show, as frozen values: the session makes them, widgets paint them."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QSize, SignalInstance
from PySide6.QtGui import QPixmap

from iaia_desktop.core.orders import OrderChoice
from iaia_desktop.core.supervision import Supervision
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
    by_name : bool
        Whether the class has no example yet and is ranked by its name alone; then there is no
        bar, and the distance, to the name, is on a scale of its own.
    """

    row: ClassRow
    distance: float
    closeness: float
    by_name: bool = False


class SuggestionKind(enum.StrEnum):
    """The states of the suggestion panel."""

    NO_IMAGE = "no_image"
    UNREADABLE = "unreadable"
    WAITING = "waiting"
    NOT_EMBEDDED = "not_embedded"
    FIRST = "first"
    KNOWN = "known"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class SuggestionView:
    """All that the suggestion panel shows for the image on screen.

    Attributes
    ----------
    kind : SuggestionKind
        WAITING while the embedding is under way, NOT_EMBEDDED when nobody can make it here, FIRST
        while nothing is labelled yet, KNOWN when a class lies within epsilon, NEW when none does.
    best : RankedRow or None
        The suggested class (KNOWN), or the nearest one although it is too far (NEW).
    ranked : tuple of RankedRow
        All classes, nearest first.
    distance, epsilon : float or None
        What tells new classes, and the threshold it is compared with; None when there is none.
    is_novelty : bool
        Whether ``distance`` is the novelty, not the distance to the nearest prototype.
    new_chance : float or None
        Estimated chance, from 0 to 1, that the image founds a class.
    new_place : int or None
        Where "new class" stands among ``ranked``: so many classes are likelier. None where it is
        not ranked.
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
    has_classes : bool
        Whether there are classes, though perhaps without a label (FIRST).
    """

    kind: SuggestionKind
    best: RankedRow | None = None
    ranked: tuple[RankedRow, ...] = ()
    distance: float | None = None
    epsilon: float | None = None
    epsilon_automatic: bool = False
    is_novelty: bool = False
    new_chance: float | None = None
    new_place: int | None = None
    examples: tuple[ImageId, ...] = ()
    state: ImageState = ImageState.UNLABELLED
    decided_class: ClassRow | None = None
    decided_by: DecidedBy | None = None
    reason: str = ""
    has_classes: bool = False


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
    supervision : Supervision
        Which images the person is asked for.
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
    supervision: Supervision = field(default_factory=Supervision)


@dataclass(frozen=True, slots=True)
class RecentSession:
    """A session as the start page lists it.

    Of one that cannot be read, only ``session_path`` and ``opened_at`` tell anything.
    """

    session_path: Path
    folder: Path
    total: int
    labelled: int
    opened_at: float
    thumbnail: Path | None
    folder_exists: bool
    is_readable: bool = True


class ThumbnailSource(Protocol):
    """Give thumbnails without ever blocking.

    ``pixmap`` returns what is ready; when nothing is, it asks for the thumbnail and returns None,
    and ``thumbnail_ready(int image_id)`` is emitted later. GUI thread only.
    """

    thumbnail_ready: SignalInstance

    def pixmap(self, image_id: ImageId, size: QSize) -> QPixmap | None:
        """Return the thumbnail, no larger than ``size``, or None and ask for it."""
        ...
