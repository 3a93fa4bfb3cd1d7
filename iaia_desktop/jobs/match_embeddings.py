"""Match embeddings that were made elsewhere to images, as a job; no image is read for it."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import EmbeddingsError
from iaia_desktop.core.path_matching import PathMatcher
from iaia_desktop.core.types import ImageId
from iaia_desktop.export.names import shown
from iaia_desktop.jobs.progress import Progress
from iaia_desktop.store.foreign_embeddings import HASH_BYTES, ForeignEmbeddings, NameBatch
from iaia_desktop.store.foreign_layouts import open_embeddings
from iaia_desktop.store.matched_embeddings import NO_ROW, HashIndex, MatchedEmbeddings
from iaia_desktop.store.stored_array import Rows

_CHECKED_AT_ONCE = 8192
_UNIT_TOLERANCE = 0.01
"""Half precision leaves a length of 1 true to about a thousandth."""


@dataclass(frozen=True, slots=True)
class WantedImage:
    """An image that wants an embedding.

    Attributes
    ----------
    image_id : ImageId
        Its number.
    path : str
        Relative to the folder, posix separators.
    content_hash : bytes or None
        Where it is known.
    """

    image_id: ImageId
    path: str
    content_hash: bytes | None = None


@dataclass(frozen=True, slots=True)
class MatchRequest:
    """What to match; nothing of it changes while the job runs.

    Attributes
    ----------
    root : Path
        The folder that the paths start from.
    images : sequence of WantedImage
        The images of the folder, or some of them.
    """

    root: Path
    images: Sequence[WantedImage]


def open_and_match_job(
    place: Path, request: MatchRequest, cancel: CancelToken
) -> Generator[Progress, None, MatchedEmbeddings]:
    """Look at embeddings made elsewhere, and match them; see :func:`match_job`."""
    yield Progress(0, 0, _text(place))
    source = open_embeddings(place)
    return (yield from match_job(source, request, cancel))


def match_job(
    source: ForeignEmbeddings, request: MatchRequest, cancel: CancelToken
) -> Generator[Progress, None, MatchedEmbeddings]:
    """Find the row of each image: by its path, else by its content where both sides know it.

    Names are gone through in batches, and of the rows only those wanted are read: to see that they
    are finite numbers.

    Raises
    ------
    EmbeddingsError
        When no path matches and there are no content hashes, when paths fit the folder in more than
        one way, when a row wanted is not finite, or when a file is damaged.
    CancelledError
        When the token is set.
    """
    return (yield from _Matching(source, request, cancel).run())


class _Matching:
    def __init__(
        self, source: ForeignEmbeddings, request: MatchRequest, cancel: CancelToken
    ) -> None:
        self._source = source
        self._request = request
        self._cancel = cancel
        self._seen = 0
        self._images = {image.path: place for place, image in enumerate(request.images)}
        self._rows = np.full(
            1 + max((image.image_id for image in request.images), default=-1),
            NO_ROW,
            dtype=np.int64,
        )
        self._hashes = (
            np.zeros((len(self._rows), HASH_BYTES), dtype=np.uint8) if source.has_hashes else None
        )

    def run(self) -> Generator[Progress, None, MatchedEmbeddings]:
        matcher = PathMatcher(
            Path(os.path.abspath(self._request.root)).as_posix(),  # noqa: PTH100 - follows no link
            self._images,
        )
        for _, batch in self._batches():
            matcher.count(batch.paths)
            yield self._progress()
        beginning = matcher.beginning()
        if beginning is not None and beginning.rivals:
            raise EmbeddingsError(
                f"The paths in “{shown(self._source.place)}” fit this folder in more than one way: "
                f"below “{shown(beginning.text)}”, and below “{shown(beginning.rivals[0])}”.",
                "Open the folder under the name that it had where it was embedded.",
            )
        if beginning is not None:
            for first, batch in self._batches():
                self._take(first, batch, list(matcher.matches(beginning.text, batch.paths)))
                yield self._progress()
        by_content = None
        if self._source.has_hashes and (self._rows_wanted() == NO_ROW).any():
            by_content = yield from self._match_content()
        elif not (self._rows != NO_ROW).any():
            raise self._no_match()
        unit_length = yield from self._check_rows()
        return MatchedEmbeddings(
            self._source,
            self._rows,
            self._hashes,
            by_content,
            unit_length,
            asked=len(self._request.images),
        )

    def _batches(self) -> Iterator[tuple[int, NameBatch]]:
        """Go through all names; yield the number of the first row of each batch with it."""
        row = 0
        for shard in self._source.shards:
            end = row + len(shard.names)
            for batch in shard.names.batches():
                self._cancel.raise_if_cancelled()
                yield row, batch
                row += len(batch.paths)
                self._seen += len(batch.paths)
            if row != end:
                raise EmbeddingsError(
                    f"The names that go with “{shown(shard.vectors.source)}” are not as many as "
                    "their file says.",
                    "It was not copied whole: copy it again.",
                )

    def _take(self, first: int, batch: NameBatch, matches: Sequence[tuple[int, int]]) -> None:
        for place, number in matches:
            image = self._request.images[number]
            if self._rows[image.image_id] != NO_ROW:
                continue  # named twice: the first one counts
            if self._hashes is not None and batch.hashes is not None:
                digest = batch.hashes[place].tobytes()
                # Another content under the same path: it may be elsewhere by now.
                if image.content_hash is not None and any(digest) and digest != image.content_hash:
                    continue
                self._hashes[image.image_id] = batch.hashes[place]
            self._rows[image.image_id] = first + place

    def _match_content(self) -> Generator[Progress, None, HashIndex]:
        parts = []
        for _, batch in self._batches():
            if batch.hashes is not None:
                parts.append(batch.hashes)
            yield self._progress()
        index = HashIndex(np.concatenate(parts))
        for image in self._request.images:
            if image.content_hash is not None and self._rows[image.image_id] == NO_ROW:
                self._rows[image.image_id] = index.find(image.content_hash)
        return index

    def _check_rows(self) -> Generator[Progress, None, bool]:
        """Read all rows that are wanted; return whether each has length 1."""
        rows = np.sort(self._rows[self._rows != NO_ROW])
        unit_length = bool(len(rows))
        for start in range(0, len(rows), _CHECKED_AT_ONCE):
            self._cancel.raise_if_cancelled()
            vectors = self._source.vectors(rows[start : start + _CHECKED_AT_ONCE])
            lengths = np.linalg.norm(vectors, axis=1)
            unit_length = unit_length and bool((np.abs(lengths - 1) <= _UNIT_TOLERANCE).all())
            yield Progress(start + len(vectors), len(rows), "Checking the embeddings")
        return unit_length

    def _rows_wanted(self) -> Rows:
        return self._rows[
            np.array([image.image_id for image in self._request.images], dtype=np.int64)
        ]

    def _no_match(self) -> EmbeddingsError:
        first = next((path for _, batch in self._batches() for path in batch.paths if path), "")
        example = f" One there is “{shown(first)}”" if first else ""
        ours = (
            f", one here “{shown(self._request.images[0].path)}”." if self._request.images else ""
        )
        return EmbeddingsError(
            f"No path in “{shown(self._source.place)}” is that of an image in "
            f"“{shown(self._request.root)}”.{example}{ours if example else ''}",
            "Choose the embeddings of this folder, or of one above it.",
        )

    def _progress(self) -> Progress:
        # Names are gone through twice, and a third time when contents are compared.
        total = len(self._source) * (2 if self._seen <= 2 * len(self._source) else 3)
        return Progress(self._seen, total, _text(self._source.place))


def _text(place: Path) -> str:
    return f"Matching the embeddings in {shown(place.name)}"
