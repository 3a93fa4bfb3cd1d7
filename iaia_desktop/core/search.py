"""Find images: like another one, by words, and by what is known and decided about them."""

from __future__ import annotations

import enum
from collections.abc import Generator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.annotations import AnnotationSnapshot
from iaia_desktop.core.embeddings import Rows
from iaia_desktop.core.folder_features import BLOCK_ROWS, IntArray, mean_steps, row_norms, unit_rows
from iaia_desktop.core.memory import PrototypeMemory
from iaia_desktop.core.types import (
    ClassId,
    DecidedBy,
    FileInfo,
    FileStatus,
    ImageId,
    ImageState,
    Vector,
    Verdict,
)

Floats = npt.NDArray[np.float32]

MOST_LIKE = 500
"""Images that a search by likeness gives: further ones look like anything."""

_PROBLEMS = (FileStatus.FAILED, FileStatus.MISSING)


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """Which images count; what is None, or empty, is not asked.

    Attributes
    ----------
    name : str
        Words that the path must contain, each of them, whatever their case.
    class_id : ClassId or None
        The label.
    state : ImageState or None
        What is decided.
    by : DecidedBy or None
        Who decided.
    nearest, farthest : float or None
        Range of the distance: of a labelled image to the prototype of its class, of another one to
        the nearest prototype. Images without an embedding have none.
    problems : bool or None
        Whether the file cannot be read.
    """

    name: str = ""
    class_id: ClassId | None = None
    state: ImageState | None = None
    by: DecidedBy | None = None
    nearest: float | None = None
    farthest: float | None = None
    problems: bool | None = None

    @property
    def asks_distance(self) -> bool:
        """Whether distances must be known."""
        return self.nearest is not None or self.farthest is not None

    def fits(self, path: str, verdict: Verdict, file: FileInfo) -> bool:
        """Return whether an image fits in all but its distance."""
        if self.class_id is not None and verdict.class_id != self.class_id:
            return False
        if self.state is not None and verdict.state is not self.state:
            return False
        if self.by is not None and verdict.by is not self.by:
            return False
        if self.problems is not None and (file.status in _PROBLEMS) is not self.problems:
            return False
        folded = path.casefold() if self.name else ""
        return all(word in folded for word in self.name.casefold().split())


class Ranked(enum.StrEnum):
    """By what found images are ranked, which is what their values are."""

    FOLDER = "folder"
    LIKENESS = "likeness"
    WORDS = "words"
    DISTANCE = "distance"


@dataclass(frozen=True, slots=True, eq=False)
class SearchRequest:
    """All that a search depends on.

    Attributes
    ----------
    snapshot : AnnotationSnapshot
        The images.
    embeddings : ndarray, shape (m, d), float32
        By image id.
    known_ids : ndarray, shape (k,), int64
        Images that have an embedding, ascending.
    memory : PrototypeMemory
        A copy; for distances.
    places : ndarray, shape (n,), int64
        Place of each image in the folder, by image id.
    filter : SearchFilter
        Which images count.
    like : ImageId or None
        Rank by likeness to this image, which is left out itself.
    words : ndarray, shape (d,), or None
        Rank by closeness to this embedding of words.
    most_like : int
        Images that a ranking gives at most.
    """

    snapshot: AnnotationSnapshot
    embeddings: Rows
    known_ids: IntArray
    memory: PrototypeMemory
    places: IntArray
    filter: SearchFilter = field(default_factory=SearchFilter)
    like: ImageId | None = None
    words: Vector | None = None
    most_like: int = MOST_LIKE


@dataclass(frozen=True, slots=True, eq=False)
class SearchResult:
    """What was found.

    Attributes
    ----------
    image_ids : ndarray, shape (r,), int64
        The images, best first, or in the order of the folder.
    values : ndarray, shape (r,), float32
        Cosines or distances, as ``ranked`` says; NaN when there is nothing to say.
    ranked : Ranked
        By what.
    fitting : int
        Images that fit the filter, of which a ranking gives only the best.
    unseen : int
        Images that fit, but have no embedding yet, so that they could not be ranked.
    """

    image_ids: IntArray
    values: Floats
    ranked: Ranked
    fitting: int
    unseen: int = 0


def search_steps(request: SearchRequest) -> Generator[float, None, SearchResult]:
    """Search in steps of some 20 ms, so that it can be stopped.

    Yields
    ------
    float
        About how much is done, from 0 to 1.

    Returns
    -------
    SearchResult
    """
    fitting = yield from _fitting(request)
    known = np.zeros(len(request.snapshot.paths), dtype=bool)
    known[request.known_ids[request.known_ids < len(known)]] = True
    seen = fitting[known[fitting]]
    distances = np.full(len(fitting), np.nan, dtype=np.float32)
    wanted = request.filter
    if wanted.asks_distance:
        distances = yield from _distances(request, seen)
        low = -np.inf if wanted.nearest is None else wanted.nearest
        high = np.inf if wanted.farthest is None else wanted.farthest
        inside = (distances >= low) & (distances <= high)
        fitting, distances = seen[inside], distances[inside]
        seen = fitting
    if request.like is not None and request.like < len(known) and known[request.like]:
        cosines = yield from _likeness(request, request.like, seen)
        # Nothing is more like the image than itself, which everybody knows.
        others = seen != request.like
        seen, cosines = seen[others], cosines[others]
        return _best(request, seen, cosines, Ranked.LIKENESS, len(fitting) - len(seen))
    if request.words is not None:
        cosines = yield from _closeness(request, request.words, seen)
        return _best(request, seen, cosines, Ranked.WORDS, len(fitting) - len(seen))
    if wanted.asks_distance:
        order = np.lexsort((request.places[fitting], -distances))
        return SearchResult(fitting[order], distances[order], Ranked.DISTANCE, len(fitting))
    order = np.argsort(request.places[fitting], kind="stable")
    return SearchResult(fitting[order], distances[order], Ranked.FOLDER, len(fitting))


def search(request: SearchRequest) -> SearchResult:
    """Return what :func:`search_steps` finds."""
    steps = search_steps(request)
    while True:
        try:
            next(steps)
        except StopIteration as stop:
            result: SearchResult = stop.value
            return result


def _fitting(request: SearchRequest) -> Generator[float, None, IntArray]:
    shot, wanted = request.snapshot, request.filter
    if wanted == SearchFilter(nearest=wanted.nearest, farthest=wanted.farthest):
        return np.arange(len(shot.paths), dtype=np.int64)
    found: list[int] = []
    for start in range(0, len(shot.paths), BLOCK_ROWS):
        stop = min(start + BLOCK_ROWS, len(shot.paths))
        found += [
            number
            for number in range(start, stop)
            if wanted.fits(shot.paths[number], shot.verdicts[number], shot.files[number])
        ]
        yield 0.3 * stop / len(shot.paths)
    return np.array(found, dtype=np.int64)


def _distances(request: SearchRequest, ids: IntArray) -> Generator[float, None, Floats]:
    """Return the distance of each image to its own prototype, or to the nearest one."""
    classes = np.array(request.memory.class_ids, dtype=np.int64)
    distances = np.full(len(ids), np.nan, dtype=np.float32)
    if not len(classes):
        return distances
    for start in range(0, len(ids), BLOCK_ROWS):
        block = ids[start : start + BLOCK_ROWS]
        table = np.asarray(request.memory.distances(request.embeddings[block]), dtype=np.float32)
        own = np.array([request.snapshot.verdicts[number].class_id or 0 for number in block])
        columns = np.minimum(np.searchsorted(classes, own), len(classes) - 1)
        labelled = classes[columns] == own
        rows = np.arange(len(block))
        distances[start : start + BLOCK_ROWS] = np.where(
            labelled, table[rows, columns], table.min(axis=1)
        )
        yield 0.3 + 0.4 * (start + len(block)) / len(ids)
    return distances


def _likeness(
    request: SearchRequest, image_id: ImageId, ids: IntArray
) -> Generator[float, None, Floats]:
    """Return the cosine of each image to one, both seen from the middle of the folder."""
    steps = mean_steps(request.embeddings, request.known_ids)
    while True:
        try:
            next(steps)
        except StopIteration as stop:
            mean: Vector = stop.value
            break
        yield 0.7
    direction = unit_rows(unit_rows(request.embeddings[[image_id]]) - mean)[0]
    both = np.stack((direction, mean), axis=1)
    cosines = np.empty(len(ids), dtype=np.float32)
    for start in range(0, len(ids), BLOCK_ROWS):
        rows = request.embeddings[ids[start : start + BLOCK_ROWS]]
        # With u = x / |x|: <u - m, q> / |u - m|, without a table of centred rows.
        onto = (rows @ both) / np.maximum(row_norms(rows), 1e-12)[:, None]
        lengths = np.sqrt(np.maximum(1.0 - 2.0 * onto[:, 1] + mean @ mean, 1e-12))
        cosines[start : start + BLOCK_ROWS] = (onto[:, 0] - mean @ direction) / lengths
        yield 0.9
    return np.clip(cosines, -1.0, 1.0)


def _closeness(
    request: SearchRequest, words: Vector, ids: IntArray
) -> Generator[float, None, Floats]:
    """Return the cosine of each image to an embedding of words.

    The middle of the folder stays out of it: words have one of their own, and the ranking would be
    the same.
    """
    direction = unit_rows(words[None, :])[0]
    cosines = np.empty(len(ids), dtype=np.float32)
    for start in range(0, len(ids), BLOCK_ROWS):
        rows = request.embeddings[ids[start : start + BLOCK_ROWS]]
        cosines[start : start + BLOCK_ROWS] = (rows @ direction) / np.maximum(
            row_norms(rows), 1e-12
        )
        yield 0.9
    return cosines


def _best(
    request: SearchRequest, ids: IntArray, cosines: Floats, ranked: Ranked, unseen: int
) -> SearchResult:
    fitting = len(ids)
    if request.like is not None and ranked is Ranked.LIKENESS:
        # The image itself was left out on purpose, it is not one that nobody has seen.
        unseen = max(0, unseen - 1)
    if len(ids) > request.most_like:
        best = np.argpartition(-cosines, request.most_like)[: request.most_like]
        ids, cosines = ids[best], cosines[best]
    order = np.lexsort((request.places[ids], -cosines))
    return SearchResult(ids[order], cosines[order], ranked, fitting, unseen)
