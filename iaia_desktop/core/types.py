"""The words of the program as types: images, classes, labels, decisions, suggestions."""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace
from typing import NewType

import numpy as np
import numpy.typing as npt

ImageId = NewType("ImageId", int)
"""Dense row number of an image in a session, from 0 in order of discovery; never reused."""

ClassId = NewType("ClassId", int)
"""Number of a class in a session, from 1 in order of creation (so it is the class's age)."""

Vector = npt.NDArray[np.float32]
"""An embedding, shape (d,), or a stack of embeddings, shape (n, d)."""


class Distance(enum.StrEnum):
    """How far an embedding is from a prototype."""

    COSINE = "cosine"
    L2 = "l2"


class ImageState(enum.StrEnum):
    """What has been decided about an image."""

    UNLABELLED = "unlabelled"
    LABELLED = "labelled"
    SKIPPED = "skipped"
    DISCARDED = "discarded"


class FileStatus(enum.StrEnum):
    """What is known about the file of an image."""

    PENDING = "pending"
    READY = "ready"
    FAILED = "failed"
    MISSING = "missing"


class DecidedBy(enum.StrEnum):
    """Who made a decision."""

    HUMAN = "human"
    MACHINE = "machine"


class DecisionKind(enum.StrEnum):
    """The acts that a session records."""

    ACCEPT = "accept"
    CORRECT = "correct"
    NEW_CLASS = "new_class"
    CONFIRM_PAGE = "confirm_page"
    CLEAR = "clear"
    SKIP = "skip"
    DISCARD = "discard"
    CREATE_CLASS = "create_class"
    RENAME_CLASS = "rename_class"
    STYLE_CLASS = "style_class"
    MERGE_CLASSES = "merge_classes"
    DELETE_CLASS = "delete_class"
    IMPORT = "import"
    AUTOMATIC = "automatic"
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class AnnotationClass:
    """A class: a name the person gave, with its colour and its key.

    Attributes
    ----------
    class_id : ClassId
        Identity and age of the class.
    name : str
        As the person typed it, stripped, never empty.
    colour : str
        ``#rrggbb``.
    key : str
        One character, or "" when no key is assigned.
    """

    class_id: ClassId
    name: str
    colour: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is decided about one image: its state, its class, and who said so."""

    state: ImageState = ImageState.UNLABELLED
    class_id: ClassId | None = None
    by: DecidedBy | None = None

    def __post_init__(self) -> None:
        if (self.state is ImageState.LABELLED) != (self.class_id is not None):
            raise ValueError(f"a label needs a class, and only a label has one: {self}")


UNDECIDED = Verdict()
"""The verdict of an image that nobody has looked at."""


@dataclass(frozen=True, slots=True)
class SuggestionRecord:
    """What was suggested when a decision was made; kept with the decision for ever.

    Attributes
    ----------
    class_id : ClassId or None
        The nearest class, also when the suggestion was "new class"; None with an empty memory.
    is_new : bool
        Whether "new class" was suggested (nc_hat of the paper).
    distance : float or None
        What was shown and compared with epsilon: the distance to the nearest prototype, or, beside
        other rankers than the paper's, the novelty.
    epsilon : float or None
        The threshold in force; None when there was none.
    encoder_id : str
        The encoder whose embeddings were compared.
    votes : tuple of (str, ClassId)
        What each ranker would have suggested, by its name; empty where only prototypes ranked.
    """

    class_id: ClassId | None
    is_new: bool
    distance: float | None
    epsilon: float | None
    encoder_id: str
    votes: tuple[tuple[str, ClassId], ...] = ()


@dataclass(frozen=True, slots=True)
class ImageChange:
    """One image's part in a decision: what held before and what holds after."""

    image_id: ImageId
    before: Verdict
    after: Verdict
    suggestion: SuggestionRecord | None = None

    def inverted(self) -> ImageChange:
        """Return the change that takes this one back."""
        return replace(self, before=self.after, after=self.before)


@dataclass(frozen=True, slots=True)
class ClassChange:
    """One class's part in a decision; None before means created, None after means gone."""

    before: AnnotationClass | None
    after: AnnotationClass | None

    @property
    def class_id(self) -> ClassId:
        """The class that changes."""
        present = self.after or self.before
        if present is None:
            raise ValueError("a class change without a class")
        return present.class_id

    def inverted(self) -> ClassChange:
        """Return the change that takes this one back."""
        return ClassChange(before=self.after, after=self.before)


@dataclass(frozen=True, slots=True)
class Decision:
    """An act of the person or the machine, complete enough to apply, to undo and to replay.

    Attributes
    ----------
    decision_id : int
        From 1, in order; 0 until the store has given one.
    kind : DecisionKind
        What was done.
    by : DecidedBy
        Who did it.
    at : float
        Seconds since the epoch, UTC.
    images : tuple of ImageChange
        The images touched, each at most once.
    classes : tuple of ClassChange
        The classes touched, each at most once.
    target_id : int or None
        For UNDO and REDO: the decision that is taken back or done again.
    """

    decision_id: int
    kind: DecisionKind
    by: DecidedBy
    at: float
    images: tuple[ImageChange, ...] = ()
    classes: tuple[ClassChange, ...] = ()
    target_id: int | None = None

    def numbered(self, decision_id: int) -> Decision:
        """Return this decision with the number that the store gave."""
        return replace(self, decision_id=decision_id)

    def undoing(self, *, at: float) -> Decision:
        """Return the compensating decision that takes this one back."""
        return Decision(
            decision_id=0,
            kind=DecisionKind.UNDO,
            by=DecidedBy.HUMAN,
            at=at,
            images=tuple(change.inverted() for change in reversed(self.images)),
            classes=tuple(change.inverted() for change in reversed(self.classes)),
            target_id=self.decision_id,
        )

    def redoing(self, *, at: float) -> Decision:
        """Return the decision that does this one again after it was undone."""
        return replace(
            self, decision_id=0, kind=DecisionKind.REDO, at=at, target_id=self.decision_id
        )


@dataclass(frozen=True, slots=True)
class FileInfo:
    """What reading an image's file told: its identity, or why it cannot be read.

    Attributes
    ----------
    image_id : ImageId
        The image.
    status : FileStatus
        READY, FAILED or MISSING.
    reason : str
        Why it failed, for a list; "" when it did not.
    content_hash : bytes or None
        BLAKE2b-128 of the file's bytes; None when they could not be read.
    size_bytes, mtime_ns : int
        Of the file when it was read; 0 when it could not be.
    width_px, height_px : int
        Upright size; 0 when unknown.
    """

    image_id: ImageId
    status: FileStatus
    reason: str = ""
    content_hash: bytes | None = None
    size_bytes: int = 0
    mtime_ns: int = 0
    width_px: int = 0
    height_px: int = 0


@dataclass(frozen=True, slots=True)
class StoredPrototype:
    """A class's share of the memory M as it lies on disk.

    Attributes
    ----------
    class_id : ClassId
        The class.
    encoder_id : str
        The encoder of the embeddings that were summed.
    count : int
        Frequency n_k, the number of embeddings in the sum.
    total : ndarray, shape (d,), float64
        Sum of the members' embeddings; the prototype is ``total / count``.
    """

    class_id: ClassId
    encoder_id: str
    count: int
    total: npt.NDArray[np.float64]
