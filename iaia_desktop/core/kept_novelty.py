"""The novelty of all images that wait, followed label by label.

Each image remembers the six labelled images that are most like it, of which the novelty takes
three. A label more is compared with every image once; a label less concerns only the images that
remember it, and they have others in reserve. Only when the reserve is used up, or the image is new,
is it compared with all labels again.
"""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.column import IntColumn
from iaia_desktop.core.embeddings import BLOCK_ROWS, Rows, row_blocks
from iaia_desktop.core.folder_features import row_norms
from iaia_desktop.core.novelty_references import References
from iaia_desktop.core.novelty_score import BLOCK_CELLS, NEIGHBOURS, NoveltySnapshot
from iaia_desktop.core.types import Vector

REMEMBERED = 6
"""Labelled images that each image remembers: as many again as count."""

_MOST_FOLLOWED = 64
"""With more labels that are new at once, everything is compared anew."""

_SMALLEST_NORM = 1e-12
_BLOCKS_AT_ONCE = 8

Numbers = npt.NDArray[np.int64]


class KeptNovelty:
    """Keep what each image is most like. By one thread at a time."""

    def __init__(self) -> None:
        self._mean: Vector = np.zeros(0, dtype=np.float32)
        self._make_arrays(0)
        self._places: dict[int, int] = {}

    def _make_arrays(self, count: int) -> None:
        self._seen: IntColumn = np.zeros(count, dtype=np.int32)
        self._near: npt.NDArray[np.int32] = np.full((count, REMEMBERED), -1, dtype=np.int32)
        self._cosines: Vector = np.full((count, REMEMBERED), -np.inf, dtype=np.float32)
        self._depth: npt.NDArray[np.int8] = np.zeros(count, dtype=np.int8)
        # A label must be nearer than this to be remembered; minus infinity while all labels are.
        self._least: Vector = np.full(count, -np.inf, dtype=np.float32)
        self._novelty: Vector = np.full(count, np.inf, dtype=np.float32)
        # The cosine is (z . r / |z| - mean . r) / |z / |z| - mean|: the two lengths, inverted.
        self._scale: Vector = np.zeros(count, dtype=np.float32)
        self._centred_scale: Vector = np.zeros(count, dtype=np.float32)

    def steps(
        self, ids: Numbers, arrivals: IntColumn, snapshot: NoveltySnapshot, embeddings: Rows
    ) -> Generator[float, None, Vector]:
        """Follow the labels, and return the novelty of images.

        Parameters
        ----------
        ids : ndarray, shape (n,), int64
            Embedded images, ascending. Those left out are forgotten.
        arrivals : ndarray, shape (m,), int32
            By image id, when its embedding came; 1 or more for embedded images.
        snapshot : NoveltySnapshot
            What they are compared with.
        embeddings : Rows
            By image id.

        Yields
        ------
        float
            Share of the work that is done; may be stopped there.

        Returns
        -------
        ndarray, shape (n,), float32
            What ``snapshot.novelties`` gives, to some 1e-6.
        """
        serials = snapshot.serials.tolist()
        come = [place for place, serial in enumerate(serials) if serial not in self._places]
        if snapshot.mean is not self._mean or len(come) > _MOST_FOLLOWED:
            self._mean = snapshot.mean
            self._make_arrays(len(arrivals))
            self._references = References(len(snapshot.mean))
            self._places = {}
            come = list(range(len(serials)))
        self._make_room(len(arrivals))
        fresh = self._seen[ids] == arrivals[ids]
        known = ids[fresh]
        rows = snapshot.rows(np.array(come, dtype=np.intp))
        cosines = np.zeros((len(known), len(come)), dtype=np.float32)
        if come and len(known):
            yield from self._compare(known, rows, embeddings, cosines)
        # From here to the next step nothing may stop: the labels and the images belong together.
        forgotten = np.ones(len(self._seen), dtype=bool)
        forgotten[known] = False
        self._seen[forgotten] = 0
        touched = [self._drop(known, self._gone(serials))]
        places = self._take([serials[place] for place in come], rows)
        for column, place in enumerate(places):
            touched.append(self._insert(known, cosines[:, column], place))
        self._note(np.unique(np.concatenate(touched)))
        stale = ~fresh
        stale[fresh] = self._depth[known] < min(NEIGHBOURS, len(serials))
        yield from self._measure(ids[stale], arrivals, embeddings)
        found: Vector = self._novelty[ids]
        return found

    def _make_room(self, count: int) -> None:
        before = len(self._seen)
        if count <= before:
            return
        names = [
            "_seen", "_near", "_cosines", "_depth", "_least", "_novelty",
            "_scale", "_centred_scale",
        ]  # fmt: skip
        held = {name: getattr(self, name) for name in names}
        self._make_arrays(count)
        for name, column in held.items():
            getattr(self, name)[:before] = column

    def _compare(
        self, ids: Numbers, rows: Vector, embeddings: Rows, cosines: Vector
    ) -> Generator[float, None, None]:
        """Work out the cosines of images and labels, whose rows are centred."""
        turned = np.ascontiguousarray(rows.T)
        for number, (places, block) in enumerate(row_blocks(embeddings, ids)):
            if number % _BLOCKS_AT_ONCE == 0:
                yield 0.5 * places.start / len(ids)
            np.matmul(block, turned, out=cosines[places])
        cosines *= self._scale[ids, np.newaxis]
        cosines -= rows @ self._mean
        cosines *= self._centred_scale[ids, np.newaxis]

    def _gone(self, serials: list[int]) -> list[int]:
        """Forget the labels that are there no more; return their places."""
        held = set(serials)
        gone = [serial for serial in self._places if serial not in held]
        places = [self._places.pop(serial) for serial in gone]
        self._references.drop(gone)
        return places

    def _take(self, serials: list[int], rows: Vector) -> list[int]:
        """Take labels in; return their places."""
        places = self._references.put(serials, [0] * len(serials), rows)
        self._references.changed.clear()
        self._places.update(zip(serials, places, strict=True))
        return places

    def _drop(self, ids: Numbers, places: list[int]) -> Numbers:
        """Let images forget labels; return those that did."""
        if not places:
            return ids[:0]
        # One more, which stands for "none": place -1.
        dropped = np.zeros(len(self._references.numbers) + 1, dtype=bool)
        dropped[places] = True
        hit = dropped[self._near[ids]]
        rows = np.flatnonzero(hit.any(axis=1))
        hit, ids = hit[rows], ids[rows]
        kept = np.where(hit, -np.inf, self._cosines[ids]).astype(np.float32)
        near = np.where(hit, -1, self._near[ids])
        self._depth[ids] -= hit.sum(axis=1).astype(np.int8)
        self._write(ids, kept, near)
        # What was the last one may be gone: whoever takes its place is not known.
        last = self._cosines[ids, np.maximum(self._depth[ids] - 1, 0)]
        last = np.where(self._depth[ids] == 0, np.inf, last)
        all_are_known = np.isneginf(self._least[ids])
        self._least[ids] = np.where(all_are_known, -np.inf, last)
        return ids

    def _insert(self, ids: Numbers, cosines: Vector, place: int) -> Numbers:
        """Let images remember a label that is near enough; return those that do."""
        rows = np.flatnonzero(cosines > self._least[ids])
        ids = ids[rows]
        kept = np.column_stack([self._cosines[ids], cosines[rows]])
        near = np.column_stack([self._near[ids], np.full(len(ids), place, dtype=np.int32)])
        all_are_known = np.isneginf(self._least[ids])
        self._depth[ids] = np.minimum(self._depth[ids] + 1, REMEMBERED)
        self._write(ids, kept, near)
        full = self._depth[ids] == REMEMBERED
        last = self._cosines[ids, self._depth[ids] - 1]
        self._least[ids] = np.where(all_are_known & ~full, -np.inf, last)
        return ids

    def _write(self, ids: Numbers, cosines: Vector, near: npt.NDArray[np.int32]) -> None:
        """Remember the highest, highest first."""
        order = np.argsort(-cosines, axis=1, kind="stable")[:, :REMEMBERED]
        self._cosines[ids] = np.take_along_axis(cosines, order, axis=1)
        self._near[ids] = np.take_along_axis(near, order, axis=1)

    def _note(self, ids: Numbers) -> None:
        """Work the novelty out from what is remembered."""
        count = min(NEIGHBOURS, len(self._places))
        if not count:
            self._novelty[ids] = np.inf
            return
        mean = self._cosines[ids, :count].mean(axis=1)
        self._novelty[ids] = np.clip(1.0 - mean, 0.0, 2.0)

    def _measure(
        self, ids: Numbers, arrivals: IntColumn, embeddings: Rows
    ) -> Generator[float, None, None]:
        """Compare images with all labels."""
        references = self._references
        count = len(self._places)
        free = references.free_places()
        step = max(1, min(BLOCK_ROWS, BLOCK_CELLS // max(1, references.reach)))
        self._seen[ids] = 0
        for start in range(0, len(ids), step):
            yield 0.5 + 0.5 * start / len(ids)
            block = ids[start : start + step]
            rows = embeddings[block]
            lengths = np.maximum(row_norms(rows), _SMALLEST_NORM)
            rows /= lengths[:, np.newaxis]
            rows -= self._mean
            centred_lengths = np.maximum(row_norms(rows), _SMALLEST_NORM)
            rows /= centred_lengths[:, np.newaxis]
            self._scale[block] = 1.0 / lengths
            self._centred_scale[block] = 1.0 / centred_lengths
            cosines = rows @ references.rows[: references.reach].T
            cosines[:, free] = -np.inf
            depth = min(REMEMBERED, count)
            self._near[block] = -1
            self._cosines[block] = -np.inf
            every = np.arange(len(block))
            for rank in range(depth):
                column = cosines.argmax(axis=1)
                self._near[block, rank] = column
                self._cosines[block, rank] = cosines[every, column]
                cosines[every, column] = -np.inf
            self._depth[block] = depth
            self._least[block] = (
                self._cosines[block, REMEMBERED - 1] if depth == REMEMBERED else -np.inf
            )
            self._note(block)
            self._seen[block] = arrivals[block]
