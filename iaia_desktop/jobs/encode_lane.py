"""Where batches are computed: behind the job's back where the encoder allows it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.types import FileStatus, ImageId, Vector
from iaia_desktop.encoders.base import Encoder, PreparingEncoder
from iaia_desktop.jobs.image_reader import ReadImage
from iaia_desktop.jobs.safe_encoding import Encoded, SafeEncoding

_RESULTS_KEPT = 2
"""Batches that may be done and not fetched yet, beside those that are computed."""


@dataclass(frozen=True, slots=True)
class EncodedBatch:
    """A batch that went through the encoder.

    Attributes
    ----------
    reads : list of ReadImage, length n
        The files in it, also those that failed and those that were cached. One that the encoder
        cannot take is among those that failed now.
    vectors : dict of ImageId to ndarray, shape (d,), float32
        The embeddings that were computed.
    """

    reads: list[ReadImage]
    vectors: dict[ImageId, Vector]


@dataclass(slots=True)
class _Running:
    reads: list[ReadImage]
    future: Future[Encoded]
    claimed: set[ImageId] = field(default_factory=set)


class EncodeLane:
    """Compute batches in the order in which they are handed over, and single images before them.

    For the job's thread alone.

    Parameters
    ----------
    encoder : Encoder
        One that prepares works in threads of this lane; any other in the caller's, at once.
    wake : callable
        Called from any thread when a batch is done.
    """

    def __init__(self, encoder: Encoder, wake: Callable[[], None]) -> None:
        self._encoding = SafeEncoding(encoder)
        self._behind = encoder if isinstance(encoder, PreparingEncoder) else None
        self._width = 1 if self._behind is None else max(1, self._behind.batches_at_once)
        self._pool = ThreadPoolExecutor(self._width, thread_name_prefix="encode")
        self._wake = wake
        self._running: deque[_Running] = deque()
        self._stop = CancelToken()

    def __contains__(self, image_id: object) -> bool:
        return any(self._place(batch, image_id) is not None for batch in self._running)

    @property
    def overlaps(self) -> bool:
        """Whether batches are computed while the caller does other things."""
        return self._behind is not None

    @property
    def busy(self) -> bool:
        """Whether a batch is in work, or waits to be fetched."""
        return bool(self._running)

    @property
    def has_room(self) -> bool:
        """Whether another batch would be begun at once."""
        unfinished = sum(1 for batch in self._running if not batch.future.done())
        return unfinished < self._width and len(self._running) < self._width + _RESULTS_KEPT

    def start(self, reads: list[ReadImage]) -> None:
        """Have a batch computed."""
        if self._behind is None:
            future: Future[Encoded] = Future()
            try:
                future.set_result(self._encoding.encode(reads))
            except Exception as error:  # noqa: BLE001 - it comes out where the batch is fetched
                future.set_exception(error)
        else:
            future = self._pool.submit(self._encoding.encode, reads, self._stop.raise_if_cancelled)
            future.add_done_callback(lambda _: self._wake())
        self._running.append(_Running(reads, future))

    def fetch(self) -> EncodedBatch | None:
        """Return the batch that was begun first, if it is done.

        Raises
        ------
        EncoderError
            When the encoder could not work.
        """
        if not self._running or not self._running[0].future.done():
            return None
        batch = self._running.popleft()
        encoded = batch.future.result()
        kept = [read for read in batch.reads if read.info.image_id not in batch.claimed]
        return _put_together(kept, encoded)

    def claim(self, image_id: ImageId) -> ReadImage | None:
        """Take an image out of a batch in work, to have it sooner; None if it is in none."""
        for batch in self._running:
            read = self._place(batch, image_id)
            if read is not None:
                batch.claimed.add(image_id)
                return read
        return None

    def encode_now(self, read: ReadImage) -> EncodedBatch:
        """Compute one image before all batches."""
        return _put_together([read], self._encoding.encode([read]))

    def close(self) -> None:
        """Stop what is in work as soon as the encoder pauses, and wait for that."""
        self._stop.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _place(self, batch: _Running, image_id: object) -> ReadImage | None:
        """Return an image that is yet to come out of a batch."""
        if self._behind is None or batch.future.done() or image_id in batch.claimed:
            return None
        return next((read for read in batch.reads if read.info.image_id == image_id), None)


def _put_together(reads: list[ReadImage], encoded: Encoded) -> EncodedBatch:
    """Return a batch in which images that the encoder refused are files that failed."""
    refused = encoded.refused
    told = [
        ReadImage(replace(read.info, status=FileStatus.FAILED, reason=refused[read.info.image_id]))
        if read.info.image_id in refused
        else read
        for read in reads
    ]
    return EncodedBatch(told, encoded.vectors)
