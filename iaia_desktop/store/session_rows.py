"""Between the dataclasses of the core and the rows of a session file."""

from __future__ import annotations

import gc
import math
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from iaia_desktop.core.types import (
    UNDECIDED,
    AnnotationClass,
    ClassChange,
    ClassId,
    DecidedBy,
    FileInfo,
    FileStatus,
    ImageChange,
    ImageId,
    ImageState,
    StoredPrototype,
    SuggestionRecord,
    Verdict,
)
from iaia_desktop.store.faults import DamagedRowError

Cell = str | int | float | bytes | None
Row = tuple[Cell, ...]

ON_WINDOWS = os.name == "nt"


class StoredImage(NamedTuple):
    """An image as the session file has it.

    Attributes
    ----------
    image_id : ImageId
        Dense from 0; equal to the place in the list that ``load_images`` returns.
    path : str
        Relative to the session's folder, posix separators, may hold surrogate escapes.
    verdict : Verdict
        Shared between images with equal verdicts.
    contributed : ClassId or None
        The class whose prototype holds this image's embedding for the present encoder.
    file_cells : tuple
        What is known about the file, as stored; ``file`` makes sense of it when asked.
    """

    image_id: ImageId
    path: str
    verdict: Verdict
    contributed: ClassId | None
    file_cells: tuple[str, str, bytes | None, int, int, int, int]

    @property
    def file(self) -> FileInfo:
        """What is known about the file; PENDING when it was never read."""
        status, reason, content_hash, size_bytes, mtime_ns, width_px, height_px = self.file_cells
        return FileInfo(
            image_id=self.image_id,
            status=FileStatus(status),
            reason=reason,
            content_hash=content_hash,
            size_bytes=size_bytes,
            mtime_ns=mtime_ns,
            width_px=width_px,
            height_px=height_px,
        )


class LabelStep(NamedTuple):
    """One label that a person gave, in the order given: a step of the annotation stream.

    Attributes
    ----------
    decision_id : int
        The decision that gave it; it has not been undone, or was done again.
    image_id : ImageId
        The image.
    suggestion : SuggestionRecord or None
        What was suggested; None when the embedding was not there yet.
    class_id : ClassId
        The class given (which may have been merged or deleted since).
    created_class : bool
        Whether the same decision created that class.
    """

    decision_id: int
    image_id: ImageId
    suggestion: SuggestionRecord | None
    class_id: ClassId
    created_class: bool


class VerdictOrigin(NamedTuple):
    """Where an image's present verdict comes from.

    Attributes
    ----------
    decision_id : int
        The newest decision still in force that left the image as it is now.
    at : float
        When, in seconds since the epoch, UTC.
    by : DecidedBy
        Who made that decision.
    suggestion : SuggestionRecord or None
        What had been suggested for the image then.
    """

    decision_id: int
    at: float
    by: DecidedBy
    suggestion: SuggestionRecord | None


@dataclass(frozen=True, slots=True)
class SessionCounts:
    """How many images, classes and decisions a session has, by state and by file.

    ``total`` is the sum of the four states, and also the sum of the four file statuses.
    """

    total: int
    labelled: int
    unlabelled: int
    skipped: int
    discarded: int
    pending: int
    ready: int
    failed: int
    missing: int
    classes: int
    decisions: int


@contextmanager
def damage_guard() -> Iterator[None]:
    """Read rows inside: values that make no sense there mean a damaged file."""
    try:
        yield
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise DamagedRowError(str(error)) from error


@contextmanager
def bulk_read() -> Iterator[None]:
    """Read rows by the hundred thousand inside, at nearly twice the speed.

    So many new objects would set off full garbage collections again and again, in vain: none of
    them can be garbage yet.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        with damage_guard():
            yield
    finally:
        if was_enabled:
            gc.enable()


def path_cell(path: str) -> str | bytes:
    """Return a path as TEXT, or as the BLOB of its bytes when it is not UTF-8."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return os.fsencode(path)
    return path


def path_from_cell(cell: str | bytes) -> str:
    """Return the path that ``path_cell`` wrote."""
    return os.fsdecode(cell)


def require_inside(path: str) -> str:
    """Return a relative path, unless it leads out of the session's folder.

    Raises
    ------
    DamagedRowError
        For an absolute path, one with a ``..`` part and an empty one: this program writes none.
    """
    # This runs for every image at opening: nearly all paths pass the quick look.
    if ON_WINDOWS or not path or path[0] == "/" or ".." in path or "\0" in path:
        leads_out = not path or path[0] == "/" or "\0" in path or ".." in path.split("/")
        if leads_out or (ON_WINDOWS and (":" in path or "\\" in path)):
            raise DamagedRowError(f"a path leads out of the folder: {path!r}")
    return path


class VerdictPool:
    """Make verdicts from cells, one object for equal ones: a session has few distinct."""

    def __init__(self) -> None:
        self._known: dict[Row, Verdict] = {(UNDECIDED.state.value, None, None): UNDECIDED}

    def verdict(self, state: str, class_id: int | None, by: str | None) -> Verdict:
        """Return the verdict of three cells.

        Raises
        ------
        ValueError
            When the cells make no verdict.
        """
        key = (state, class_id, by)
        verdict = self._known.get(key)
        if verdict is None:
            verdict = Verdict(
                state=ImageState(state),
                class_id=None if class_id is None else ClassId(class_id),
                by=None if by is None else DecidedBy(by),
            )
            self._known[key] = verdict
        return verdict


def verdict_cells(verdict: Verdict) -> tuple[str, int | None, str | None]:
    """Return state, class and decider as cells."""
    return (
        verdict.state.value,
        verdict.class_id,
        None if verdict.by is None else verdict.by.value,
    )


def suggestion_cells(suggestion: SuggestionRecord | None) -> Row:
    """Return the six cells of a suggestion, all NULL when there was none."""
    if suggestion is None:
        return (None, None, None, None, None, None)
    return (
        suggestion.class_id,
        int(suggestion.is_new),
        _real(suggestion.distance),
        _real(suggestion.epsilon),
        suggestion.encoder_id,
        " ".join(f"{ranker}:{class_id}" for ranker, class_id in suggestion.votes) or None,
    )


def _real(number: float | None) -> float | None:
    """Return a number as SQLite gives it back: NULL for one that is none, no negative zero."""
    return None if number is None or math.isnan(number) else float(number) + 0.0


def suggestion_from_cells(
    class_id: int | None,
    is_new: int | None,
    distance: float | None,
    epsilon: float | None,
    encoder_id: str | None,
    votes: str | None = None,
) -> SuggestionRecord | None:
    """Return the suggestion of six cells; None when there was none."""
    if encoder_id is None:
        return None
    return SuggestionRecord(
        class_id=None if class_id is None else ClassId(class_id),
        is_new=bool(is_new),
        distance=distance,
        epsilon=epsilon,
        encoder_id=encoder_id,
        votes=_votes(votes or ""),
    )


def _votes(cell: str) -> tuple[tuple[str, ClassId], ...]:
    """Return what rankers said: ``name:class`` of each, with spaces between."""
    try:
        return tuple(map(_vote, cell.split()))
    except ValueError:
        raise DamagedRowError(f"the votes “{cell}” are damaged") from None


@lru_cache(maxsize=16_384)
def _vote(word: str) -> tuple[str, ClassId]:
    # There are few different ones, which a hundred thousand answers share.
    ranker, _, number = word.rpartition(":")
    return sys.intern(ranker), ClassId(int(number))


def image_change_row(decision_id: int, change: ImageChange) -> Row:
    """Return a row of ``image_changes``."""
    return (
        decision_id,
        change.image_id,
        *verdict_cells(change.before),
        *verdict_cells(change.after),
        *suggestion_cells(change.suggestion),
    )


def class_cells(annotation_class: AnnotationClass | None) -> tuple[Cell, Cell, Cell]:
    """Return name, colour and key; three NULLs for no class."""
    if annotation_class is None:
        return (None, None, None)
    return (annotation_class.name, annotation_class.colour, annotation_class.key)


def class_from_cells(
    class_id: int, name: str | None, colour: str, key: str
) -> AnnotationClass | None:
    """Return the class of four cells; None when the name is NULL."""
    return None if name is None else AnnotationClass(ClassId(class_id), name, colour, key)


def class_change_row(decision_id: int, change: ClassChange) -> Row:
    """Return a row of ``class_changes``."""
    cells = (*class_cells(change.before), *class_cells(change.after))
    return (decision_id, change.class_id, *cells)


FILE_COLUMNS = (
    "file_status",
    "reason",
    "content_hash",
    "size_bytes",
    "mtime_ns",
    "width_px",
    "height_px",
    "image_id",
)


def file_row(info: FileInfo) -> Row:
    """Return what is known about a file: the cells of ``FILE_COLUMNS``."""
    return (
        info.status.value,
        str(info.reason),
        info.content_hash,
        info.size_bytes,
        info.mtime_ns,
        info.width_px,
        info.height_px,
        info.image_id,
    )


def prototype_row(prototype: StoredPrototype) -> Row:
    """Return a row of ``prototypes``; the sum as little-endian float64."""
    total = np.ascontiguousarray(prototype.total, dtype="<f8")
    return (prototype.class_id, prototype.encoder_id, prototype.count, total.tobytes())


def prototype_from_row(row: tuple[int, str, int, bytes]) -> StoredPrototype:
    """Return the prototype of a row, with a sum of its own that may be changed."""
    class_id, encoder_id, count, blob = row
    total = np.frombuffer(blob, dtype="<f8").astype(np.float64)
    if total.size == 0 or not np.isfinite(total).all():
        raise DamagedRowError(f"the sum of class {class_id} is damaged")
    return StoredPrototype(ClassId(class_id), encoder_id, count, total)
