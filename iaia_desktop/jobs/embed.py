"""Read, decode and embed images: the pipeline behind every suggestion.

Bytes are read once: hashed for identity, looked up in the cache, and decoded only on a miss. An
image that was embedded elsewhere is not even read.

Reading, decoding and preparing run in a few threads ahead of the encoder, which has a thread of its
own where it allows that; the job's thread hands batches over, keeps what came out, and sees to the
image on screen. A bad file is a record with a reason and costs nobody else.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import FolderError
from iaia_desktop.core.half import rounded
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.types import FileInfo, FileStatus, ImageId, Vector
from iaia_desktop.encoders.base import Encoder
from iaia_desktop.export.names import shown
from iaia_desktop.images.reading import folder_is_there
from iaia_desktop.jobs.decode_threads import decode_threads, step_back
from iaia_desktop.jobs.embed_queue import EmbedItem, EmbedQueue
from iaia_desktop.jobs.encode_lane import EncodedBatch, EncodeLane
from iaia_desktop.jobs.image_reader import ImageReader, ReadImage
from iaia_desktop.store.embedding_cache import EmbeddingCache

if TYPE_CHECKING:
    from iaia_desktop.store.matched_embeddings import MatchedEmbeddings

_CACHE_CHUNK = 250
"""Images whose known hashes are looked up in the cache at once: the window takes so many in within
some 10 ms, between two events."""

_IDLE_WAIT_S = 0.1
_FOLDER_WAIT_S = 1.0
"""So often a folder that is gone is looked for."""

_SPARE_AHEAD = 64
"""Up to two batches of pictures are read ahead; of large batches no more than one and this many."""


@dataclass(frozen=True, slots=True)
class EmbedRequest:
    """All that the pipeline needs; nothing of it changes while it runs.

    Attributes
    ----------
    root : Path
        The session's folder.
    encoder : Encoder
        Used by the job's threads alone while it runs; one that prepares also by others.
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
    folder_is_gone : bool
        Whether the folder is not there, so that the line waits for it. An empty batch says when
        that begins, and when it ends.
    """

    image_ids: tuple[ImageId, ...]
    vectors: Vector
    files: tuple[FileInfo, ...]
    computed: int
    folder_is_gone: bool = False

    @property
    def passed_by(self) -> tuple[ImageId, ...]:
        """Images that could be read and have no embedding: their encoder is not here."""
        embedded = set(self.image_ids)
        return tuple(
            info.image_id
            for info in self.files
            if info.status is FileStatus.READY and info.image_id not in embedded
        )


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
    FolderError
        When the folder is gone, so that nothing of the rest can be read. A resident job waits for
        it instead.
    CancelledError
        When the token is set; looked at between batches, and between the layers of those that are
        computed behind.
    """
    workers = decode_threads(request.encoder.device)
    pool = ThreadPoolExecutor(workers, thread_name_prefix="decode", initializer=step_back)
    lane = EncodeLane(request.encoder, request.queue.wake)
    try:
        yield from _Pipeline(request, pool, workers, lane).run(cancel)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        lane.close()
        pool.shutdown(wait=True)


class _Pipeline:
    def __init__(
        self, request: EmbedRequest, pool: ThreadPoolExecutor, workers: int, lane: EncodeLane
    ) -> None:
        self._request = request
        self._queue = request.queue
        self._pool = pool
        self._workers = workers
        self._lane = lane
        self._reader = ImageReader(request.root, request.encoder, request.cache, request.elsewhere)
        self._ahead: dict[ImageId, tuple[EmbedItem, Future[ReadImage]]] = {}
        self._watched: Future[ReadImage] | None = None
        self._folder_is_gone = self._told_gone = False
        self._look_again_at = 0.0

    def run(self, cancel: CancelToken) -> Iterator[EmbeddedBatch]:
        queue, lane = self._queue, self._lane
        while True:
            news = queue.news
            done = lane.fetch()
            if lane.overlaps and not cancel.cancelled:
                # First of all: the encoder goes on while the rest is seen to.
                self._start_next()
            if done is not None:
                yield self._kept(done)
                continue
            cancel.raise_if_cancelled()
            if self._folder_is_gone != self._told_gone:
                yield self._word_of_folder()
                continue
            if self._folder_is_gone:
                self._look_for_folder()
                if not self._start_next():
                    queue.wait_for_news(news, _IDLE_WAIT_S)
                continue
            if self._is_hurried():
                yield from self._hurried(cancel)
                continue
            yield from self._read_ahead(cancel)
            if self._is_hurried() or self._start_next():
                continue
            if self._is_over():
                return
            queue.wait_for_news(news, _IDLE_WAIT_S)

    def _is_over(self) -> bool:
        """Tell whether nothing is left to do and nothing more will come."""
        queue = self._queue
        if self._lane.busy or (not queue.paused and (self._ahead or len(queue))):
            return False
        return not self._request.resident or queue.is_done

    # --- the image on screen ------------------------------------------------------------------

    def _is_hurried(self) -> bool:
        """Tell whether an image on screen waits anywhere."""
        if self._queue.has_urgent:
            return True
        wish = self._queue.hurried
        return any(image_id in self._ahead for image_id in wish) or bool(
            wish and wish[0] in self._lane
        )

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
                item = waiting.pop(image_id)
                read = self._reader.read(item)
            elif image_id in self._ahead:
                item, future = self._ahead.pop(image_id)
                read = self._read_at_once(item, future, cancel)
            elif image_id == wish[0] and (claimed := self._lane.claim(image_id)) is not None:
                # In a batch that may take its time; the others in it come with the batch.
                read = claimed
            else:
                continue
            if read.folder_is_gone:
                waiting = {item.image_id: item} | waiting
                self._note_gone()
                break
            yield self._kept(self._lane.encode_now(read))
            if self._lane.overlaps and not cancel.cancelled:
                self._start_next()
        # The person moved on already, or nothing can be read now: what is left can wait.
        self._queue.put_back(list(waiting.values()))

    def _read_at_once(
        self, item: EmbedItem, future: Future[ReadImage], cancel: CancelToken
    ) -> ReadImage:
        if future.cancel():
            return self._reader.read(item)
        while not future.done():
            cancel.raise_if_cancelled()
            wait((future,), _IDLE_WAIT_S)
        return future.result()

    # --- the line -----------------------------------------------------------------------------

    def _read_ahead(self, cancel: CancelToken) -> Iterator[EmbeddedBatch]:
        """Keep a batch and more of reading ahead of the encoder; cached ones pass at once."""
        wanted = self._wanted_ahead()
        while len(self._ahead) < wanted and not self._is_hurried():
            cancel.raise_if_cancelled()
            room = wanted - len(self._ahead)
            items = self._queue.take(_CACHE_CHUNK if self._reader.looks_up else room)
            if not items:
                return
            missed, batch = self._from_cache(items)
            for item in missed[:room]:
                self._ahead[item.image_id] = item, self._pool.submit(self._reader.read, item)
            # Looked up once is enough.
            self._queue.put_back([replace(item, looked_up=True) for item in missed[room:]])
            if batch is not None:
                yield batch

    def _wanted_ahead(self) -> int:
        size = self._request.encoder.batch_size
        return max(min(2 * size, size + _SPARE_AHEAD), size + 2 * self._workers)

    def _start_next(self) -> bool:
        """Hand the next batch over if the encoder has room and all of the batch is in."""
        if self._queue.paused or not self._lane.has_room:
            return False
        size = self._request.encoder.batch_size
        apart = self._queue.hurried
        taken: list[ImageId] = []
        pictures = 0
        for image_id, (_, future) in self._ahead.items():
            if pictures == size:
                break
            if image_id in apart:
                continue
            if not future.done():
                self._watch(size - pictures + len(taken))
                return False
            if future.result().folder_is_gone:
                self._put_back_unread()
                return False
            pictures += future.result().picture is not None
            taken.append(image_id)
        may_grow = len(self._queue) > 0 and len(self._ahead) < self._wanted_ahead()
        may_grow = may_grow and not self._folder_is_gone
        if not taken or (pictures < size and may_grow):
            return False
        self._lane.start([self._ahead.pop(image_id)[1].result() for image_id in taken])
        return True

    # --- a folder that is gone ----------------------------------------------------------------

    def _put_back_unread(self) -> None:
        """Have what could not be read, as the folder is gone, wait until it is back."""
        unread = [
            item
            for item, future in self._ahead.values()
            if future.done() and future.result().folder_is_gone
        ]
        for item in unread:
            del self._ahead[item.image_id]
        self._queue.put_back(unread)
        self._note_gone()

    def _note_gone(self) -> None:
        self._folder_is_gone = True
        self._look_again_at = time.monotonic() + _FOLDER_WAIT_S

    def _look_for_folder(self) -> None:
        now = time.monotonic()
        if now >= self._look_again_at:
            self._look_again_at = now + _FOLDER_WAIT_S
            self._folder_is_gone = not folder_is_there(self._request.root)

    def _word_of_folder(self) -> EmbeddedBatch:
        """Return what says that the folder is gone, or back."""
        request = self._request
        self._told_gone = self._folder_is_gone
        if self._folder_is_gone and not request.resident:
            raise FolderError(
                Saying(
                    "The folder “{folder}” is not there any more, or is empty.",
                    folder=shown(request.root),
                ),
                Saying(
                    "Bring it back and start again: what the cache keeps need not be done again."
                ),
            )
        nothing = np.zeros((0, request.encoder.dim), dtype=np.float32)
        return EmbeddedBatch((), nothing, (), 0, self._folder_is_gone)

    # --- batches ------------------------------------------------------------------------------

    def _watch(self, needed: int) -> None:
        """Be woken by the read that a batch waits for longest, as far as can be told."""
        futures = [future for _, future in islice(self._ahead.values(), needed)]
        last = next((future for future in reversed(futures) if not future.done()), None)
        if last is None:
            self._queue.wake()
        elif last is not self._watched:
            self._watched = last
            last.add_done_callback(lambda _: self._queue.wake())

    def _from_cache(self, items: list[EmbedItem]) -> tuple[list[EmbedItem], EmbeddedBatch | None]:
        """Split off the items whose embedding is at hand, without reading their files."""
        found = self._reader.look_up(items)
        if not found:
            return items, None
        vectors = self._reader.alike(np.stack(list(found.values())))
        batch = EmbeddedBatch(tuple(found), vectors, (), 0, self._told_gone)
        return [item for item in items if item.image_id not in found], batch

    def _kept(self, done: EncodedBatch) -> EmbeddedBatch:
        """Keep what was computed in the cache, and put it together with what was at hand."""
        encoder, cache = self._request.encoder, self._request.cache
        vectors = {
            read.info.image_id: read.vector for read in done.reads if read.vector is not None
        }
        fresh = [read.info for read in done.reads if read.info.image_id in done.vectors]
        if fresh:
            # Once, before anybody uses them: what is read from the cache later is the same.
            computed = rounded(np.stack([done.vectors[info.image_id] for info in fresh]))
            vectors.update(zip((info.image_id for info in fresh), computed, strict=True))
            if cache is not None:
                rows = zip((info.content_hash for info in fresh), computed, strict=True)
                cache.put_many(
                    encoder.encoder_id, {key: row for key, row in rows if key is not None}
                )
        return EmbeddedBatch(
            image_ids=tuple(vectors),
            vectors=(
                self._reader.alike(np.stack(list(vectors.values())))
                if vectors
                else np.zeros((0, encoder.dim), dtype=np.float32)
            ),
            files=tuple(read.info for read in done.reads),
            computed=len(fresh),
            folder_is_gone=self._told_gone,
        )
