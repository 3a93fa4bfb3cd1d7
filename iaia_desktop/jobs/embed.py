"""Read, decode and embed images: the pipeline behind every suggestion.

Bytes are read once: hashed for identity, looked up in the cache, and decoded only on a miss.
Reading and decoding run in a few threads ahead of the encoder. A bad file is a record with a reason
and costs nobody else.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PIL import Image

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import ImageError
from iaia_desktop.core.types import FileInfo, FileStatus, ImageId, Vector
from iaia_desktop.encoders.base import Encoder
from iaia_desktop.images.decode import decode_for_encoder
from iaia_desktop.images.reading import MissingImageError, content_hash, read_file
from iaia_desktop.jobs.embed_queue import EmbedItem, EmbedQueue
from iaia_desktop.store.embedding_cache import EmbeddingCache

_CACHE_CHUNK = 500
"""Images whose known hashes are looked up in the cache at once."""

_IDLE_WAIT_S = 0.1


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
    """

    root: Path
    encoder: Encoder
    cache: EmbeddingCache | None
    queue: EmbedQueue
    resident: bool = False


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
    """A file that was read: an image to encode, an embedding from the cache, or a failure."""

    info: FileInfo
    image: Image.Image | None = None
    vector: Vector | None = None


def embed_job(request: EmbedRequest, cancel: CancelToken) -> Generator[EmbeddedBatch, None, None]:
    """Embed what is in the queue, urgent images first.

    Yields
    ------
    EmbeddedBatch
        In the order in which they are done.

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
        self._pool = pool
        self._workers = workers
        self._ahead: deque[Future[_Read]] = deque()

    def run(self, cancel: CancelToken) -> Iterator[EmbeddedBatch]:
        queue = self._request.queue
        while True:
            cancel.raise_if_cancelled()
            urgent = queue.take_urgent()
            if urgent:
                yield from self._urgent(urgent)
                continue
            yield from self._read_ahead(cancel)
            if self._ahead:
                yield self._encode(self._next_batch(cancel))
                continue
            idle = queue.paused or not len(queue)
            if idle and not (self._request.resident and queue.wait(_IDLE_WAIT_S)):
                return

    def _urgent(self, items: list[EmbedItem]) -> Iterator[EmbeddedBatch]:
        missed, batch = self._from_cache(items)
        if batch is not None:
            yield batch
        for item in missed:
            yield self._encode([self._read(item)])
            if self._request.queue.has_urgent:
                # The person moved on already: what is left of this handful can wait.
                self._request.queue.put_back(missed[missed.index(item) + 1 :])
                return

    def _read_ahead(self, cancel: CancelToken) -> Iterator[EmbeddedBatch]:
        """Keep about two batches of reading ahead of the encoder; cached ones pass at once."""
        wanted = max(2 * self._request.encoder.batch_size, 2 * self._workers)
        while len(self._ahead) < wanted and not self._request.queue.has_urgent:
            cancel.raise_if_cancelled()
            room = wanted - len(self._ahead)
            items = self._request.queue.take(_CACHE_CHUNK if self._request.cache else room)
            if not items:
                return
            missed, batch = self._from_cache(items)
            if batch is not None:
                yield batch
            self._ahead.extend(self._pool.submit(self._read, item) for item in missed[:room])
            # Looked up once is enough: without what was known they are not looked up again.
            self._request.queue.put_back([replace(item, known=None) for item in missed[room:]])

    def _next_batch(self, cancel: CancelToken) -> list[_Read]:
        reads: list[_Read] = []
        size = self._request.encoder.batch_size
        while self._ahead and sum(1 for read in reads if read.image is not None) < size:
            future = self._ahead.popleft()
            reads.append(future.result())
            if self._request.queue.has_urgent:
                break
            cancel.raise_if_cancelled()
        return reads

    def _from_cache(self, items: list[EmbedItem]) -> tuple[list[EmbedItem], EmbeddedBatch | None]:
        """Split off the items whose file is unchanged and whose embedding is cached."""
        cache = self._request.cache
        if cache is None:
            return items, None
        unchanged = {
            item.image_id: item.known.content_hash
            for item in items
            if item.known is not None
            and item.known.content_hash is not None
            and self._unchanged(item, item.known)
        }
        found = cache.get_many(self._request.encoder.encoder_id, list(unchanged.values()))
        hits = [item for item in items if unchanged.get(item.image_id, b"") in found]
        if not hits:
            return items, None
        vectors = np.stack([found[unchanged[item.image_id]] for item in hits])
        hit_ids = {item.image_id for item in hits}
        batch = EmbeddedBatch(tuple(item.image_id for item in hits), vectors, (), 0)
        return [item for item in items if item.image_id not in hit_ids], batch

    def _unchanged(self, item: EmbedItem, known: FileInfo) -> bool:
        try:
            stat = (self._request.root / item.path).stat()
        except (OSError, ValueError):
            return False
        return (stat.st_size, stat.st_mtime_ns) == (known.size_bytes, known.mtime_ns)

    def _read(self, item: EmbedItem) -> _Read:
        path = self._request.root / item.path
        info = FileInfo(item.image_id, FileStatus.READY)
        try:
            data = read_file(path)
            stat = path.stat()
            info = replace(
                info,
                content_hash=content_hash(data),
                size_bytes=stat.st_size,
                mtime_ns=stat.st_mtime_ns,
            )
            vector = self._cached(info.content_hash)
            if vector is not None:
                return _Read(info, vector=vector)
            decoded = decode_for_encoder(data, target_px=self._request.encoder.input_size_px)
        except MissingImageError as error:
            return _Read(replace(info, status=FileStatus.MISSING, reason=error.what))
        except ImageError as error:
            return _Read(replace(info, status=FileStatus.FAILED, reason=error.what))
        except OSError:
            # Gone between reading and stat.
            return _Read(replace(info, status=FileStatus.MISSING, reason="the file has gone"))
        info = replace(info, width_px=decoded.width_px, height_px=decoded.height_px)
        return _Read(info, image=decoded.image)

    def _cached(self, digest: bytes | None) -> Vector | None:
        if self._request.cache is None or digest is None:
            return None
        found = self._request.cache.get_many(self._request.encoder.encoder_id, [digest])
        return found.get(digest)

    def _encode(self, reads: Sequence[_Read]) -> EmbeddedBatch:
        encoder = self._request.encoder
        images = [read for read in reads if read.image is not None]
        cached = [read for read in reads if read.vector is not None]
        rows = [read.vector for read in cached if read.vector is not None]
        if images:
            vectors = encoder.encode_images([read.image for read in images if read.image])
            rows.extend(vectors)
            if self._request.cache is not None:
                fresh = {
                    read.info.content_hash: vector
                    for read, vector in zip(images, vectors, strict=True)
                    if read.info.content_hash is not None
                }
                self._request.cache.put_many(encoder.encoder_id, fresh)
        return EmbeddedBatch(
            image_ids=tuple(read.info.image_id for read in (*cached, *images)),
            vectors=np.stack(rows) if rows else np.zeros((0, encoder.dim), dtype=np.float32),
            files=tuple(read.info for read in reads),
            computed=len(images),
        )
