"""Match embeddings that were made elsewhere to images, as a job; no image is read for it."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import EmbeddingsError
from iaia_desktop.core.path_matching import PathMatcher
from iaia_desktop.core.saying import Saying
from iaia_desktop.export.names import shown
from iaia_desktop.jobs.progress import Progress
from iaia_desktop.store.foreign_embeddings import HASH_BYTES, ForeignEmbeddings, NameBatch
from iaia_desktop.store.matched_embeddings import NO_ROW, HashIndex, MatchedEmbeddings

_CHECKED_AT_ONCE = 8192
_UNIT_TOLERANCE = 0.01
"""Half precision leaves a length of 1 true to about a thousandth."""


class NothingMatchedError(EmbeddingsError):
    """Embeddings match no image, or nobody can tell which."""


@dataclass(frozen=True, slots=True)
class MatchRequest:
    """What to match; nothing of it changes while the job runs.

    Attributes
    ----------
    root : Path
        The folder that the paths start from.
    paths : sequence of str
        The images by their number: relative, posix separators; each once, but for "", which
        stands for a number that wants nothing.
    """

    root: Path
    paths: Sequence[str]


def match_job(
    source: ForeignEmbeddings, request: MatchRequest, cancel: CancelToken
) -> Generator[Progress, None, MatchedEmbeddings]:
    """Find the row of each image by its path, and get ready to find others by their content.

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
        self._images = {path: number for number, path in enumerate(request.paths) if path}
        self._rows = np.full(len(request.paths), NO_ROW, dtype=np.int64)
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
            raise NothingMatchedError(
                Saying(
                    "The paths in “{place}” fit this folder in more than one way: below “{one}”, "
                    "and below “{other}”.",
                    place=shown(self._source.place),
                    one=shown(beginning.text),
                    other=shown(beginning.rivals[0]),
                ),
                Saying("Open the folder under the name that it had where it was embedded."),
            )
        if beginning is not None:
            for first, batch in self._batches():
                self._take(first, batch, matcher.matches(beginning.text, batch.paths))
                yield self._progress()
        by_content = None
        # By content images are looked for once they are read, whatever they are called.
        if self._source.has_hashes:
            by_content = yield from self._index_content()
        elif not (self._rows != NO_ROW).any():
            raise self._no_match()
        unit_length = yield from self._check_rows()
        return MatchedEmbeddings(
            self._source,
            self._rows,
            self._hashes,
            by_content,
            unit_length,
            asked=len(self._images),
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
                    Saying(
                        "The names that go with “{file}” are not as many as their file says.",
                        file=shown(shard.vectors.source),
                    ),
                    Saying("It was not copied whole: copy it again."),
                )

    def _take(self, first: int, batch: NameBatch, matches: Iterable[tuple[int, int]]) -> None:
        for place, number in matches:
            if self._rows[number] == NO_ROW:  # named twice, the first one counts
                self._rows[number] = first + place
                if self._hashes is not None and batch.hashes is not None:
                    self._hashes[number] = batch.hashes[place]

    def _index_content(self) -> Generator[Progress, None, HashIndex]:
        parts = []
        for _, batch in self._batches():
            if batch.hashes is not None:
                parts.append(batch.hashes)
            yield self._progress()
        return HashIndex(np.concatenate(parts))

    def _check_rows(self) -> Generator[Progress, None, bool]:
        """Read all rows that are wanted; return whether each has length 1."""
        rows = np.sort(self._rows[self._rows != NO_ROW])
        unit_length = bool(len(rows))
        for start in range(0, len(rows), _CHECKED_AT_ONCE):
            self._cancel.raise_if_cancelled()
            vectors = self._source.vectors(rows[start : start + _CHECKED_AT_ONCE])
            lengths = np.linalg.norm(vectors, axis=1)
            unit_length = unit_length and bool((np.abs(lengths - 1) <= _UNIT_TOLERANCE).all())
            yield Progress(start + len(vectors), len(rows), Saying("Checking the embeddings"))
        return unit_length

    def _no_match(self) -> NothingMatchedError:
        theirs = next((path for _, batch in self._batches() for path in batch.paths if path), "")
        ours = next(iter(self._images), "")
        words = [
            Saying(
                "No path in “{place}” is that of an image in “{folder}”.",
                place=shown(self._source.place),
                folder=shown(self._request.root),
            )
        ]
        if theirs:
            words.append(
                Saying(
                    "There one is “{theirs}”, here “{ours}”.",
                    theirs=shown(theirs),
                    ours=shown(ours),
                )
            )
        return NothingMatchedError(
            Saying.joined(words),
            Saying("Choose the embeddings of this folder, or of one above it."),
        )

    def _progress(self) -> Progress:
        # Names are gone through twice, and a third time for the contents.
        total = len(self._source) * (3 if self._source.has_hashes else 2)
        return Progress(self._seen, total, _text(self._source.place))


def _text(place: Path) -> Saying:
    return Saying("Matching the embeddings in {place}", place=shown(place.name))
