"""Embed a data set, with the cache: a second time no encoder is needed."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass

import numpy as np
from PIL import Image

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.half import rounded
from iaia_desktop.core.types import Vector
from iaia_desktop.encoders.base import Encoder
from iaia_desktop.experiments.dataset import (
    NOT_EMBEDDED,
    EmbeddedSet,
    LabelledImages,
    LabelledPixels,
)
from iaia_desktop.experiments.remembered_encoder import (
    EncoderChangedError,
    EncoderNotes,
    RememberedEncoder,
)
from iaia_desktop.experiments.results import Numbers
from iaia_desktop.images.reading import content_hash
from iaia_desktop.jobs.embed_folder import FailedFile, embed_files
from iaia_desktop.jobs.match_embeddings import MatchRequest, match_job
from iaia_desktop.jobs.progress import Progress
from iaia_desktop.store.embedding_cache import EmbeddingCache
from iaia_desktop.store.foreign_embeddings import ForeignEmbeddings
from iaia_desktop.store.matched_embeddings import MatchedEmbeddings

_TEXT = "Embedding the images"


@dataclass(frozen=True, slots=True)
class EncoderSource:
    """Where an encoder comes from.

    Attributes
    ----------
    spec : str
        The spec string under which it may be noted.
    load : callable
        Loads it, or another one that takes its place.
    notes : EncoderNotes
        What earlier encoders were called.
    """

    spec: str
    load: Callable[[], Encoder]
    notes: EncoderNotes

    def remembered(self) -> RememberedEncoder | None:
        """Return a stand-in that loads the encoder when it is missed; None if it is not known."""
        identity = self.notes.recall(self.spec)
        return None if identity is None else RememberedEncoder(self.spec, identity, self.load)


@dataclass(frozen=True, slots=True, eq=False)
class EmbeddedData:
    """What embedding a data set gave.

    Attributes
    ----------
    data : EmbeddedSet
        Ready to replay.
    failed : tuple of FailedFile
        Images that could not be read.
    """

    data: EmbeddedSet
    failed: tuple[FailedFile, ...] = ()


def embed_data_job(
    data: LabelledImages | LabelledPixels,
    rows: Numbers | None,
    source: EncoderSource,
    cache: EmbeddingCache | None,
    cancel: CancelToken,
    elsewhere: ForeignEmbeddings | None = None,
) -> Generator[Progress, None, EmbeddedData]:
    """Embed the images of a data set.

    Parameters
    ----------
    data : LabelledImages or LabelledPixels
        n images.
    rows : ndarray, shape (m,), int64, or None
        Which of them are needed, in any order; all when None.
    source : EncoderSource
        Loaded only if an image is not in the cache, or if it was never used before.
    cache : EmbeddingCache or None
        Where embeddings are kept between runs.
    elsewhere : ForeignEmbeddings or None
        Embeddings of files by the same encoder that were made elsewhere; then ``source`` loads it
        at once.

    Raises
    ------
    EncoderError
        When the encoder cannot be loaded or cannot work.
    EmbeddingsError
        When those made elsewhere match no image, or are damaged.
    CancelledError
        When the token is set.
    """
    wanted = np.arange(len(data.truth)) if rows is None else np.unique(rows)
    remembers = cache is not None and elsewhere is None
    encoder: Encoder | None = source.remembered() if remembers else None
    if encoder is not None:
        try:
            return (yield from _embed(data, wanted, encoder, cache, cancel))
        except EncoderChangedError as change:
            encoder = change.encoder
    if encoder is None:
        encoder = source.load()
    embedded = yield from _embed(data, wanted, encoder, cache, cancel, elsewhere)
    if elsewhere is None:
        source.notes.note(encoder)
    return embedded


def _embed(
    data: LabelledImages | LabelledPixels,
    wanted: Numbers,
    encoder: Encoder,
    cache: EmbeddingCache | None,
    cancel: CancelToken,
    elsewhere: ForeignEmbeddings | None = None,
) -> Generator[Progress, None, EmbeddedData]:
    failed: tuple[FailedFile, ...] = ()
    if isinstance(data, LabelledImages):
        paths = [data.paths[row] for row in wanted.tolist()]
        matched: MatchedEmbeddings | None = None
        if elsewhere is not None:
            matched = yield from match_job(elsewhere, MatchRequest(data.root, paths), cancel)
        files = yield from embed_files(
            data.root, paths, encoder, cache, cancel, text=_TEXT, elsewhere=matched
        )
        vectors, failed = files.vectors, files.failed
        rows: Numbers = wanted[np.array(files.rows, dtype=np.int64)]
    else:
        vectors = yield from _embed_pixels(data, wanted, encoder, cache, cancel)
        rows = wanted
    places: Numbers = np.full(len(data.truth), NOT_EMBEDDED, dtype=np.int64)
    places[rows] = np.arange(len(rows))
    return EmbeddedData(EmbeddedSet(data.truth, vectors, places, encoder.encoder_id), failed)


def _embed_pixels(
    data: LabelledPixels,
    wanted: Numbers,
    encoder: Encoder,
    cache: EmbeddingCache | None,
    cancel: CancelToken,
) -> Generator[Progress, None, Vector]:
    vectors = np.zeros((len(wanted), encoder.dim), dtype=np.float32)
    done = 0
    while done < len(wanted):
        cancel.raise_if_cancelled()
        yield Progress(done, len(wanted), _TEXT)
        rows = wanted[done : done + encoder.batch_size].tolist()
        hashes = [_pixel_hash(data, row) for row in rows]
        known = {} if cache is None else cache.get_many(encoder.encoder_id, hashes)
        missed = [place for place, digest in enumerate(hashes) if digest not in known]
        if missed:
            pictures = [Image.fromarray(data.pixels[rows[place]]) for place in missed]
            fresh = rounded(encoder.encode_images(pictures))
            new = {hashes[place]: vector for place, vector in zip(missed, fresh, strict=True)}
            known = {**known, **new}
            if cache is not None:
                cache.put_many(encoder.encoder_id, new)
        for place, digest in enumerate(hashes):
            vectors[done + place] = known[digest]
        done += len(rows)
    yield Progress(done, len(wanted), _TEXT)
    return vectors


def _pixel_hash(data: LabelledPixels, row: int) -> bytes:
    """Name a picture by its size and its pixels; no file has bytes like these."""
    pixels = data.pixels[row]
    return content_hash(f"pixels {pixels.shape}\n".encode() + pixels.tobytes())
