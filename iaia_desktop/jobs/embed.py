"""Read, decode and embed images: the pipeline behind every suggestion.

Bytes are read once: hashed for identity, looked up in the cache, and decoded only on a miss. An
image that was embedded elsewhere is not even read.
Reading and decoding run in a few threads ahead of the encoder. A bad file is a record with a reason
and costs nobody else.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PIL import Image

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import ImageError
from iaia_desktop.core.types import FileInfo, FileStatus, ImageId, Vector
from iaia_desktop.encoders.absent import AbsentEncoder
from iaia_desktop.encoders.base import Encoder
from iaia_desktop.images.decode import decode_for_encoder
from iaia_desktop.images.reading import MissingImageError, content_hash, read_file
from iaia_desktop.jobs.embed_queue import EmbedItem, EmbedQueue
from iaia_desktop.store.embedding_cache import EmbeddingCache
from iaia_desktop.store.matched_embeddings import MatchedEmbeddings

_CACHE_CHUNK = 500
"""Images whose known hashes are looked up in the cache at once."""

_IDLE_WAIT_S = 0.1
_UNKNOWN = (0, 0)


@dataclass(frozen=True, slots=True)
class EmbedRequest:
    """All that the pipeline needs; nothing of it changes while it runs.

    Attributes
    ----------
    root : Path
        The session's folder.
    encoder : Encoder
        Used by the job's thread alone while it runs.
    cache : EmbeddingCache or None
        Where embeddings are kept between runs.
    queue : EmbedQueue
        What to embed.
    resident : bool
        Whether to wait for more when the queue is empty; it ends when the queue is closed.
    elsewhere : MatchedEmbeddings or None
        Embeddings of this encoder that were made elsewhere. What was embedded here, from a file
        that is unchanged since, comes before them; images that neither has are embedded.
    """

    root: Path
    encoder: Encoder
    cache: EmbeddingCache | None
    queue: EmbedQueue
    resident: bool = False
    elsewhere: MatchedEmbeddings | None = None


@dataclass(frozen=True, slots=True)
class EmbeddedBatch:
    """What came out of a batch.

    Attributes
    ----------
    image_ids : tuple of ImageId, length n
        The images that have an embedding now.
    vectors : ndarray, shape (n, d), float32
        Their embeddings.
    files : tuple of FileInfo
        What reading told, for these and for those that failed.
    computed : int
        How many went through the encoder (the rest came from the cache).
    """

    image_ids: tuple[ImageId, ...]
    vectors: Vector
    files: tuple[FileInfo, ...]
    computed: int


@dataclass(frozen=True, slots=True)
class _Read:
    """A file that was read: an image to encode, an embedding at hand, or a failure."""

    info: FileInfo
    image: Image.Image | None = None
    vector: Vector | None = None


def embed_job(request: EmbedRequest, cancel: CancelToken) -> Generator[EmbeddedBatch, None, None]:
    """Embed what is in the queue, urgent images first.

    Yields
    ------
    EmbeddedBatch
        In the order in which they are done: hurried images first and by themselves, then the line.
        A line that is held back keeps what was read ahead until it goes on.

    Raises
    ------
    EncoderError
        When the encoder cannot work on this machine.
    CancelledError
        When the token is set; looked at between batches.
    """
    workers = max(1, min(4, (os.cpu_count() or 2) - 1))
    with ThreadPoolExecutor(workers, thread_name_prefix="decode") as pool:
        try:
            yield from _Pipeline(request, pool, workers).run(cancel)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


class _Pipeline:
    def __init__(self, request: EmbedRequest, pool: ThreadPoolExecutor, workers: int) -> None:
        self._request = request
        self._queue = request.queue
        self._pool = pool
        self._workers = workers
        self._ahead: dict[ImageId, Future[_Read]] = {}

    def run(self, cancel: CancelToken) -> Iterator[EmbeddedBatch]:
        queue = self._queue
        while True:
            cancel.raise_if_cancelled()
            if not self._is_hurried():
                yield from self._read_ahead(cancel)
            if self._is_hurried():
                yield from self._hurried(cancel)
            elif self._ahead and not queue.paused:
                yield self._encode(self._next_batch(cancel))
            elif (queue.paused or not len(queue)) and not self._wait():
                return

    def _wait(self) -> bool:
        """Wait a moment for more; return False when there is nothing to wait for."""
        return self._request.resident and self._queue.wait(_IDLE_WAIT_S)

    def _is_hurried(self) -> bool:
        """Tell whether an image on screen waits in the line or among those read ahead."""
        return self._queue.has_urgent or any(i in self._ahead for i in self._queue.hurried)

    def _hurried(self, cancel: CancelToken) -> Iterator[EmbeddedBatch]:
        """Do the images on screen, each by itself, so that the foremost is not kept waiting."""
        wish = self._queue.hurried
        missed, batch = self._from_cache(self._queue.take_urgent())
        if batch is not None:
            yield batch
        waiting = {item.image_id: item for item in missed}
        for image_id in wish:
            cancel.raise_if_cancelled()
            if self._queue.hurried != wish:
                break
            if image_id in waiting:
                yield self._encode([self._read(waiting.pop(image_id))])
            elif image_id in self._ahead:
                yield self._encode([self._ahead.pop(image_id).result()])
        # The person moved on already: what is left can wait.
        self._queue.put_back(list(waiting.values()))

    def _read_ahead(self, cancel: CancelToken) -> Iterator[EmbeddedBatch]:
        """Keep about two batches of reading ahead of the encoder; cached ones pass at once."""
        wanted = max(2 * self._request.encoder.batch_size, 2 * self._workers)
        while len(self._ahead) < wanted and not self._is_hurried():
            cancel.raise_if_cancelled()
            room = wanted - len(self._ahead)
            looks_up = self._request.cache or self._request.elsewhere
            items = self._queue.take(_CACHE_CHUNK if looks_up else room)
            if not items:
                return
            missed, batch = self._from_cache(items)
            if batch is not None:
                yield batch
            for item in missed[:room]:
                self._ahead[item.image_id] = self._pool.submit(self._read, item)
            # Looked up once is enough.
            self._queue.put_back([replace(item, looked_up=True) for item in missed[room:]])

    def _next_batch(self, cancel: CancelToken) -> list[_Read]:
        reads: list[_Read] = []
        size = self._request.encoder.batch_size
        while self._ahead and sum(1 for read in reads if read.image is not None) < size:
            reads.append(self._ahead.pop(next(iter(self._ahead))).result())
            if self._is_hurried():
                break
            cancel.raise_if_cancelled()
        return reads

    def _from_cache(self, items: list[EmbedItem]) -> tuple[list[EmbedItem], EmbeddedBatch | None]:
        """Split off the items whose embedding is at hand, without reading their files.

        The cache is asked for those whose file is unchanged, and then what was made elsewhere for
        all but those whose file is changed.
        """
        new = [item for item in items if not item.looked_up]
        unchanged = {
            item.image_id: item.known.content_hash
            for item in new
            if item.known is not None
            and item.known.content_hash is not None
            and self._unchanged(item, item.known)
        }
        found = self._known_here(unchanged)
        elsewhere = self._request.elsewhere
        if elsewhere is not None:
            found |= elsewhere.by_image(
                (item.image_id, unchanged.get(item.image_id))
                for item in new
                if item.image_id not in found and (item.known is None or item.image_id in unchanged)
            )
        if not found:
            return items, None
        hit_ids = tuple(item.image_id for item in new if item.image_id in found)
        vectors = self._alike(np.stack([found[image_id] for image_id in hit_ids]))
        batch = EmbeddedBatch(hit_ids, vectors, (), 0)
        return [item for item in items if item.image_id not in found], batch

    def _known_here(self, hashes: dict[ImageId, bytes]) -> dict[ImageId, Vector]:
        cache = self._request.cache
        if cache is None or not hashes:
            return {}
        found = cache.get_many(self._request.encoder.encoder_id, list(hashes.values()))
        return {image_id: found[digest] for image_id, digest in hashes.items() if digest in found}

    def _alike(self, vectors: Vector) -> Vector:
        """Scale embeddings to length 1 where those made elsewhere have it."""
        elsewhere = self._request.elsewhere
        if elsewhere is None or not elsewhere.unit_length:
            return vectors
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        scaled: Vector = vectors / np.where(lengths > 0, lengths, 1)
        return scaled

    def _unchanged(self, item: EmbedItem, known: FileInfo) -> bool:
        found = _size_and_time(self._request.root / item.path)
        return found != _UNKNOWN and found == (known.size_bytes, known.mtime_ns)

    def _read(self, item: EmbedItem) -> _Read:
        path = self._request.root / item.path
        info = FileInfo(item.image_id, FileStatus.READY)
        try:
            # Before reading, so that a file which changes meanwhile is read again the next time.
            size_bytes, mtime_ns = _size_and_time(path)
            data = read_file(path)
            info = replace(
                info, content_hash=content_hash(data), size_bytes=size_bytes, mtime_ns=mtime_ns
            )
            vector = self._cached(info.content_hash)
            if vector is not None or isinstance(self._request.encoder, AbsentEncoder):
                return _Read(info, vector=vector)
            decoded = decode_for_encoder(data, target_px=self._request.encoder.input_size_px)
        except MissingImageError as error:
            return _Read(replace(info, status=FileStatus.MISSING, reason=error.what))
        except ImageError as error:
            return _Read(replace(info, status=FileStatus.FAILED, reason=error.what))
        info = replace(info, width_px=decoded.width_px, height_px=decoded.height_px)
        return _Read(info, image=decoded.image)

    def _cached(self, digest: bytes | None) -> Vector | None:
        if digest is None:
            return None
        if self._request.cache is not None:
            found = self._request.cache.get_many(self._request.encoder.encoder_id, [digest])
            if digest in found:
                return found[digest]
        elsewhere = self._request.elsewhere
        return None if elsewhere is None else elsewhere.with_content(digest)

    def _encode(self, reads: Sequence[_Read]) -> EmbeddedBatch:
        encoder = self._request.encoder
        cached = [(read.info, read.vector) for read in reads if read.vector is not None]
        images = [(read.info, read.image) for read in reads if read.image is not None]
        vectors = [vector for _, vector in cached]
        if images:
            computed = encoder.encode_images([image for _, image in images])
            vectors.extend(computed)
            if self._request.cache is not None:
                fresh = {
                    info.content_hash: vector
                    for (info, _), vector in zip(images, computed, strict=True)
                    if info.content_hash is not None
                }
                self._request.cache.put_many(encoder.encoder_id, fresh)
        return EmbeddedBatch(
            image_ids=tuple(info.image_id for info, _ in (*cached, *images)),
            vectors=(
                self._alike(np.stack(vectors))
                if vectors
                else np.zeros((0, encoder.dim), dtype=np.float32)
            ),
            files=tuple(read.info for read in reads),
            computed=len(images),
        )


def _size_and_time(path: Path) -> tuple[int, int]:
    """Return size in bytes and time in ns of a file; nought when it cannot be asked."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return _UNKNOWN
    return status.st_size, status.st_mtime_ns
