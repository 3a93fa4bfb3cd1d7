"""Keep an encoder at hand and feed it images: load, fall back, embed, hurry, switch."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import DeviceError, EmbeddingsError, KnownError
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.types import ImageId
from iaia_desktop.encoders.absent import AbsentEncoder
from iaia_desktop.encoders.base import Encoder
from iaia_desktop.encoders.weights import WeightsProgress
from iaia_desktop.jobs.embed import EmbeddedBatch, EmbedRequest, embed_job
from iaia_desktop.jobs.embed_queue import EmbedItem, EmbedQueue
from iaia_desktop.jobs.load_encoder import WeightsMissing, load_encoder_job
from iaia_desktop.jobs.pacing import Pace
from iaia_desktop.session.embedding_watch import EmbeddingWatch
from iaia_desktop.session.rate import Rate
from iaia_desktop.store.embedding_cache import EmbeddingCache
from iaia_desktop.workers.task import Task, TaskRunner, is_from

if TYPE_CHECKING:
    from iaia_desktop.jobs.from_elsewhere import FromElsewhere

LoadJob = Callable[[str, str, CancelToken], Iterator[object]]
"""Takes spec, device and token; the generator yields as ``load_encoder_job`` does."""

_BATCHES_WAITING = 4
"""How many batches may wait for the window; then the embedding does."""

BUILTIN_SPEC = "builtin"
"""The encoder that needs no weights: what the program goes on with."""


class EncoderFeed(QObject):
    """Run the encoder behind a session, on background threads. Lives on the GUI thread.

    While the weights of the wanted encoder are fetched, the built-in one works, so that the person
    never waits for the network.

    Parameters
    ----------
    runner : TaskRunner
        Starts and keeps tasks.
    cache : EmbeddingCache or None
        Where embeddings are kept between runs.
    load : callable
        Makes the job that gets an encoder ready.
    """

    encoder_changed = Signal(object)
    """Encoder: from now on embeddings are its."""

    embedded = Signal(object)
    """EmbeddedBatch of the encoder announced last."""

    weights_progressed = Signal(object)
    """WeightsProgress."""

    load_ended = Signal()
    """Fetching or loading came to an end, well or not."""

    unavailable = Signal(str, object)
    """spec, error: the wanted encoder is not to be had; the built-in one goes on."""

    failed = Signal(object)
    """The encoder in use failed: KnownError or a bug."""

    moved_to_processor = Signal(object)
    """DeviceError: the graphics card cannot go on, so the encoder is loaded for the processor."""

    elsewhere_refused = Signal(object)
    """EmbeddingsError: what was made elsewhere is not used any more; the images are embedded."""

    def __init__(
        self,
        runner: TaskRunner,
        cache: EmbeddingCache | None,
        parent: QObject | None = None,
        *,
        load: LoadJob = load_encoder_job,
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._cache = cache
        self._load = load
        self._root: Path | None = None
        self._wanted_spec = BUILTIN_SPEC
        self._device = "auto"
        self._encoder: Encoder | None = None
        self._queue = EmbedQueue()
        self._embed_task: Task | None = None
        self._load_task: Task | None = None
        self._stand_in_task: Task | None = None
        self._elsewhere: FromElsewhere | None = None
        self._rate = Rate()
        self._announced = 0
        self._pace = Pace(_BATCHES_WAITING)
        self._arrived: deque[EmbeddedBatch] = deque()
        self.watch = EmbeddingWatch(cache, self._waits_for_batch, self)
        self._deliver_timer = QTimer(self)
        self._deliver_timer.setSingleShot(True)
        self._deliver_timer.setInterval(0)
        self._deliver_timer.timeout.connect(self._deliver)

    @property
    def encoder(self) -> Encoder | None:
        """The encoder in use, or None while none is ready."""
        return self._encoder

    @property
    def is_absent(self) -> bool:
        """Whether the encoder is not here, so that images without an embedding get none."""
        return isinstance(self._encoder, AbsentEncoder)

    @property
    def wanted_spec(self) -> str:
        """The encoder that is wanted, which may not be the one in use."""
        return self._wanted_spec

    @property
    def loading(self) -> bool:
        """Whether the wanted encoder is on its way."""
        return self._load_task is not None

    @property
    def waiting_count(self) -> int:
        """How many images wait for their embedding."""
        return len(self._queue) + self._announced

    @property
    def in_line(self) -> int:
        """How many of them are in line already."""
        return len(self._queue)

    def images_per_s(self) -> float:
        """Return how fast embeddings arrive; 0 at rest."""
        return self._rate.per_second(time.monotonic()) if self.waiting_count else 0.0

    def start(self, root: Path, spec: str) -> None:
        """Begin to work for a folder with this encoder, or switch to another one."""
        self._root = root
        self._wanted_spec = spec
        self._start_loading("auto")

    def _start_loading(self, device: str) -> None:
        self._drop(self._load_task)
        self._load_task = None
        self._device = device
        task = self._runner.make("encoder", partial(self._load, self._wanted_spec, device))
        task.progressed.connect(self._on_loading)
        task.succeeded.connect(self._on_loaded)
        task.failed.connect(self._on_load_failed)
        task.cancelled.connect(self._on_load_cancelled)
        self._load_task = self._runner.start(task)

    def use_elsewhere(self, found: FromElsewhere | None) -> None:
        """Take embeddings made elsewhere, or none, from the next start on."""
        if found is None and self._elsewhere is None:
            return
        self._elsewhere = found
        self._drop(self._embed_task)
        self._embed_task = self._encoder = None

    def retry(self) -> None:
        """Try again to get the wanted encoder; one that does not answer is given up for that."""
        if self._embed_task is not None and self.watch.is_silent:
            self._drop(self._embed_task)
            self._embed_task = None
        if self._root is not None:
            self.start(self._root, self._wanted_spec)

    def cancel_loading(self) -> None:
        """Give up fetching; what came in so far is kept for the next try."""
        if self._load_task is not None:
            self._load_task.cancel()

    def add(self, items: Iterable[EmbedItem]) -> None:
        """Put images in line; they are embedded as soon as an encoder is ready."""
        self._queue.add(items)

    def announce(self, count: int) -> None:
        """Tell how many images will be put in line soon, beside those that are."""
        self._announced = count

    def hurry(self, image_ids: Iterable[ImageId]) -> None:
        """Embed these before all others."""
        self._queue.hurry(image_ids)

    @property
    def paused(self) -> bool:
        """Whether only the images on screen are embedded."""
        return self._queue.paused

    def set_paused(self, paused: bool) -> None:
        """Hold the embedding of the folder back, or go on; the image on screen always gets its."""
        self._queue.set_paused(paused)
        self._rate.reset()
        self.watch.listen()

    def stop(self) -> None:
        """Stop everything for this session and forget the line; does not wait."""
        for task in (self._load_task, self._stand_in_task, self._embed_task):
            self._drop(task)
        self._load_task = self._stand_in_task = self._embed_task = None
        self._queue.close()
        self._queue = EmbedQueue()
        self._forget_arrived()
        self._encoder = self._elsewhere = None
        self._root = None
        self._rate.reset()
        self.watch.stop()

    # --- loading ------------------------------------------------------------------------------

    def _use_stand_in(self) -> None:
        if self._elsewhere is not None:
            # What it cannot embed waits; what was embedded elsewhere serves at once.
            self._use(self._elsewhere.stand_in(self._wanted_spec))
            return
        if self._stand_in_task is not None:
            return
        task = self._runner.make("stand-in encoder", partial(self._load, BUILTIN_SPEC, "cpu"))
        task.succeeded.connect(self._on_stand_in_loaded)
        task.failed.connect(self._on_stand_in_failed)
        self._stand_in_task = self._runner.start(task)

    def _on_loading(self, event: WeightsMissing | WeightsProgress) -> None:
        if not is_from(self, self._load_task):
            return
        if isinstance(event, WeightsProgress):
            self.weights_progressed.emit(event)
        elif self._encoder is None:
            self._use_stand_in()

    def _on_loaded(self, encoder: Encoder) -> None:
        if not is_from(self, self._load_task):
            return
        self._load_task = None
        self.load_ended.emit()
        refusal = None if self._elsewhere is None else self._elsewhere.refusal(encoder)
        if refusal is not None:
            self._elsewhere = None
            self.elsewhere_refused.emit(refusal)
        self._use(encoder)

    def _on_stand_in_loaded(self, encoder: Encoder) -> None:
        if is_from(self, self._stand_in_task):
            self._stand_in_task = None
            if self._encoder is None:
                self._use(encoder)

    def _on_stand_in_failed(self, error: Exception) -> None:
        if is_from(self, self._stand_in_task):
            self._stand_in_task = None
            self.failed.emit(error)

    def _on_load_failed(self, error: Exception) -> None:
        if not is_from(self, self._load_task):
            return
        self._load_task = None
        self.load_ended.emit()
        if isinstance(error, DeviceError) and self._device == "auto":
            self._go_to_processor(error)
            return
        self.unavailable.emit(self._wanted_spec, error)
        if self._encoder is None and self._wanted_spec != BUILTIN_SPEC:
            self._use_stand_in()

    def _on_load_cancelled(self) -> None:
        self._on_load_failed(
            KnownError(
                Saying("The download was cancelled."), Saying("What came in so far is kept.")
            )
        )

    # --- embedding ----------------------------------------------------------------------------

    def _use(self, encoder: Encoder) -> None:
        in_use = None if self._encoder is None else self._encoder.encoder_id
        stood_in = isinstance(self._encoder, AbsentEncoder)
        if in_use == encoder.encoder_id and self._embed_task is not None and not stood_in:
            return
        self._drop(self._embed_task)
        self._queue = self._fresh_queue()
        self._forget_arrived()
        self._encoder = encoder
        self._rate.reset()
        if self._root is None:
            return
        # The listener puts all images in line for the new encoder.
        self.encoder_changed.emit(encoder)
        request = EmbedRequest(
            self._root,
            encoder,
            self._cache,
            self._queue,
            resident=True,
            elsewhere=None if self._elsewhere is None else self._elsewhere.matched,
        )
        pace = self._pace = Pace(_BATCHES_WAITING)
        task = self._runner.make(
            "embedding", lambda cancel: pace.keep(embed_job(request, cancel), cancel)
        )
        task.progressed.connect(self._on_embedded)
        task.failed.connect(self._on_embedding_failed)
        self._embed_task = self._runner.start(task)
        self.watch.begin()

    def _on_embedded(self, batch: EmbeddedBatch) -> None:
        if not is_from(self, self._embed_task):
            return
        # One at a time, and between two the window sees to the person: a cache gives out hundreds
        # of embeddings faster than they are taken in.
        self._arrived.append(batch)
        self._deliver_timer.start()

    def _deliver(self) -> None:
        if not self._arrived:
            return
        batch = self._arrived.popleft()
        if self._arrived:
            self._deliver_timer.start()
        self._pace.taken()
        self._rate.note(time.monotonic(), batch.computed)
        self.embedded.emit(batch)
        self.watch.hear(batch)

    def _waits_for_batch(self) -> bool:
        return self._embed_task is not None and self.waiting_count > 0 and not self.paused

    def _forget_arrived(self) -> None:
        """Let go of what an encoder gave that is not used any more."""
        self._arrived.clear()
        self._deliver_timer.stop()
        self._announced = 0

    def _on_embedding_failed(self, error: Exception) -> None:
        if not is_from(self, self._embed_task):
            return
        self._embed_task = None
        if isinstance(error, EmbeddingsError):
            self._go_on_alone(error)
            return
        if isinstance(error, DeviceError) and self._device == "auto":
            self._encoder = None
            self._go_to_processor(error)
            return
        self.failed.emit(error)
        if self._encoder is not None and self._encoder.spec != BUILTIN_SPEC:
            self._encoder = None
            self._use_stand_in()

    def _go_to_processor(self, error: DeviceError) -> None:
        """Load the wanted encoder once more, where memory is seldom short."""
        self.moved_to_processor.emit(error)
        self._start_loading("cpu")

    def _go_on_alone(self, error: EmbeddingsError) -> None:
        """Embed all images here when what was made elsewhere cannot be read any more."""
        self._elsewhere = None
        self.elsewhere_refused.emit(error)
        encoder, self._encoder = self._encoder, None
        if encoder is None or isinstance(encoder, AbsentEncoder):
            self._use_stand_in()
        else:
            self._use(encoder)

    def _fresh_queue(self) -> EmbedQueue:
        """Close the line and return an empty one; a person who held it back goes on holding it."""
        paused = self._queue.paused
        self._queue.close()
        queue = EmbedQueue()
        queue.set_paused(paused)
        return queue

    def _drop(self, task: Task | None) -> None:
        if task is not None:
            task.cancel()
