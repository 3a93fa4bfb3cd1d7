"""The pipeline with an encoder that works behind: overlap, the image on screen, and the end."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import CancelledError, EncoderError
from iaia_desktop.core.types import FileStatus, ImageId, Vector
from iaia_desktop.encoders.base import Prepared, PreparingEncoder
from iaia_desktop.jobs.decode_threads import decode_threads, step_back
from iaia_desktop.jobs.embed import EmbeddedBatch, EmbedRequest, embed_job
from iaia_desktop.jobs.embed_queue import EmbedItem, EmbedQueue
from iaia_desktop.store.embedding_cache import EmbeddingCache

_WAIT_S = 60


def _nothing(_numbers: list[int], _pause: Callable[[], None] | None) -> None:
    pass


class BehindEncoder:
    """Embed a picture as its mean colour, whose red tells which picture it is."""

    encoder_id = "behind"
    spec = "behind"
    title = "Behind"
    dim = 3
    input_size_px = 8
    device = "cpu"

    def __init__(self, batch_size: int = 4, *, batches_at_once: int = 1) -> None:
        self.batch_size = batch_size
        self.batches_at_once = batches_at_once
        self.background: list[list[int]] = []
        self.single: list[int] = []
        self.prepared = 0
        self.threads: set[str] = set()
        self.during: Callable[[list[int], Callable[[], None] | None], None] = _nothing
        self._lock = threading.Lock()

    def prepare(self, image: Image.Image) -> Prepared:
        with self._lock:
            self.prepared += 1
            self.threads.add(f"prepare on {_thread_name()}")
        colour: Prepared = np.asarray(image, dtype=np.float32).mean(axis=(0, 1))
        return colour

    def encode_prepared(
        self, prepared: Sequence[Prepared], pause: Callable[[], None] | None = None
    ) -> Vector:
        vectors = np.stack(prepared)
        numbers = [round(float(red)) for red in vectors[:, 0]]
        with self._lock:
            self.threads.add(f"encode on {_thread_name()}")
            if pause is None:
                self.single.extend(numbers)
            else:
                self.background.append(numbers)
        self.during(numbers, pause)
        return vectors

    def encode_images(self, images: Sequence[Image.Image]) -> Vector:
        raise AssertionError("it is not asked for whole pictures")


def _thread_name() -> str:
    return threading.current_thread().name.partition("_")[0]


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    assert set(threading.enumerate()) <= before


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of forty pictures, of which one is broken and one is missing."""
    folder = tmp_path_factory.mktemp("photos")
    for number in range(40):
        Image.new("RGB", (20 + number, 16), (number, 40, 80)).save(folder / f"{number}.png")
    (folder / "33.png").write_bytes(b"broken")
    (folder / "34.png").unlink()
    return folder


def a_queue(*numbers: int, closed: bool = True) -> EmbedQueue:
    queue = EmbedQueue()
    queue.add([EmbedItem(ImageId(number), f"{number}.png") for number in numbers])
    if closed:
        queue.close()
    return queue


def a_job(
    root: Path,
    encoder: BehindEncoder,
    queue: EmbedQueue,
    token: CancelToken | None = None,
    *,
    cache: EmbeddingCache | None = None,
    resident: bool = False,
) -> Iterator[EmbeddedBatch]:
    request = EmbedRequest(root, encoder, cache, queue, resident)
    return embed_job(request, token or CancelToken())


def ids(batches: Sequence[EmbeddedBatch]) -> list[int]:
    return [image_id for batch in batches for image_id in batch.image_ids]


def test_the_fake_is_what_it_stands_for() -> None:
    assert isinstance(BehindEncoder(), PreparingEncoder)


@pytest.mark.parametrize("batch_size", [1, 4, 5, 100])
@pytest.mark.parametrize("at_once", [1, 2])
def test_each_image_once_and_in_order(root: Path, batch_size: int, at_once: int) -> None:
    encoder = BehindEncoder(batch_size, batches_at_once=at_once)
    batches = list(a_job(root, encoder, a_queue(*range(12))))
    assert ids(batches) == list(range(12))
    assert sorted(number for batch in encoder.background for number in batch) == list(range(12))
    for batch in batches:
        np.testing.assert_array_equal(batch.vectors[:, 0], batch.image_ids)
    assert sum(batch.computed for batch in batches) == 12


def test_pictures_are_prepared_where_they_are_decoded(root: Path) -> None:
    encoder = BehindEncoder()
    list(a_job(root, encoder, a_queue(*range(6))))
    assert encoder.threads == {"prepare on decode", "encode on encode"}


def test_a_bad_file_is_told_and_costs_no_neighbour(root: Path) -> None:
    encoder = BehindEncoder(3)
    batches = list(a_job(root, encoder, a_queue(*range(30, 40))))
    assert ids(batches) == [30, 31, 32, 35, 36, 37, 38, 39]
    fates = {info.image_id: info.status for batch in batches for info in batch.files}
    assert fates.pop(ImageId(33)) is FileStatus.FAILED
    assert fates.pop(ImageId(34)) is FileStatus.MISSING
    assert set(fates.values()) == {FileStatus.READY}
    assert [len(batch) for batch in encoder.background] == [3, 3, 2]


def test_what_is_cached_is_neither_prepared_nor_encoded(root: Path, tmp_path: Path) -> None:
    with closing(EmbeddingCache(tmp_path)) as cache:
        first = list(a_job(root, BehindEncoder(), a_queue(*range(20)), cache=cache))
        encoder = BehindEncoder()
        batches = list(a_job(root, encoder, a_queue(*range(24)), cache=cache))
    assert ids(first) == list(range(20))
    assert sorted(ids(batches)) == list(range(24))
    assert encoder.prepared == 4
    for batch in batches:
        np.testing.assert_array_equal(batch.vectors[:, 0], batch.image_ids)


def test_the_next_batch_is_computed_while_the_last_one_is_delivered(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = threading.Event()
    encoder = BehindEncoder(4)
    done: list[object] = []
    set_result = Future.set_result

    def note(future: Future[object], result: object) -> None:
        set_result(future, result)
        done.append(result)

    monkeypatch.setattr(Future, "set_result", note)

    def take_as_long_as_reading(numbers: list[int], _pause: object) -> None:
        # A picture that is prepared is in only when its thread has said so.
        while len(done) < 12:
            threading.Event().wait(0.001)
        if 4 in numbers:
            second.set()

    encoder.during = take_as_long_as_reading
    with closing(a_job(root, encoder, a_queue(*range(12)))) as job:  # type: ignore[type-var]
        assert next(job).image_ids == (0, 1, 2, 3)
        # Nobody asks the job for more.
        assert second.wait(_WAIT_S)


def test_two_batches_are_handed_over_at_once_to_who_wants_that(root: Path) -> None:
    both = threading.Barrier(2, timeout=_WAIT_S)
    encoder = BehindEncoder(4, batches_at_once=2)

    def meet(_numbers: list[int], _pause: object) -> None:
        both.wait()

    encoder.during = meet
    assert ids(list(a_job(root, encoder, a_queue(*range(16))))) == list(range(16))


def test_no_more_is_read_ahead_than_is_wanted(root: Path) -> None:
    held, release = threading.Event(), threading.Event()

    def hold(_numbers: list[int], _pause: object) -> None:
        held.set()
        release.wait(_WAIT_S)

    encoder = BehindEncoder(2)
    encoder.during = hold
    queue = a_queue(*range(30))
    batches: list[EmbeddedBatch] = []
    worker = threading.Thread(target=lambda: batches.extend(a_job(root, encoder, queue)))
    worker.start()
    assert held.wait(_WAIT_S)
    most = 2 + 2 + 2 * decode_threads("cpu")  # one batch in work, one ahead, and what is decoded
    for _ in range(20):
        threading.Event().wait(0.01)
        assert encoder.prepared <= most
    release.set()
    worker.join(_WAIT_S)
    assert ids(batches) == list(range(30))


class TestHurried:
    def test_the_image_on_screen_passes_a_batch_in_work(self, root: Path) -> None:
        held, release = threading.Event(), threading.Event()

        def hold(numbers: list[int], pause: object) -> None:
            if pause is not None and 0 in numbers:
                held.set()
                release.wait(_WAIT_S)

        encoder = BehindEncoder(4)
        encoder.during = hold
        queue = a_queue(*range(12))
        job = a_job(root, encoder, queue)
        found: list[EmbeddedBatch] = []
        worker = threading.Thread(target=lambda: found.append(next(job)))
        worker.start()
        assert held.wait(_WAIT_S)
        queue.hurry([ImageId(11)])
        worker.join(_WAIT_S)
        assert [batch.image_ids for batch in found] == [(11,)]
        release.set()
        assert sorted(ids(list(job))) == list(range(11))
        assert encoder.single == [11]

    def test_also_when_it_is_in_that_batch_itself(self, root: Path) -> None:
        held, release = threading.Event(), threading.Event()

        def hold(numbers: list[int], pause: object) -> None:
            if pause is not None and 0 in numbers:
                held.set()
                release.wait(_WAIT_S)

        encoder = BehindEncoder(4)
        encoder.during = hold
        queue = a_queue(*range(12))
        job = a_job(root, encoder, queue)
        found: list[EmbeddedBatch] = []
        worker = threading.Thread(target=lambda: found.append(next(job)))
        worker.start()
        assert held.wait(_WAIT_S)
        queue.hurry([ImageId(2), ImageId(3)])
        worker.join(_WAIT_S)
        assert [batch.image_ids for batch in found] == [(2,)]
        release.set()
        rest = list(job)
        # Its batch comes without it; the next one on screen comes with its batch.
        assert rest[0].image_ids == (0, 1, 3)
        assert sorted(ids(rest)) == [n for n in range(12) if n != 2]
        assert sum(batch.computed for batch in rest) == 11
        told = [info.image_id for batch in (*found, *rest) for info in batch.files]
        assert sorted(told) == list(range(12))

    @given(
        wishes=st.lists(st.lists(st.integers(0, 39), min_size=1, max_size=3), max_size=12),
        batch_size=st.integers(1, 6),
        at_once=st.integers(1, 2),
    )
    @settings(
        max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    def test_whatever_is_wished_for_each_image_comes_once(
        self, root: Path, wishes: list[list[int]], batch_size: int, at_once: int
    ) -> None:
        encoder = BehindEncoder(batch_size, batches_at_once=at_once)
        queue = a_queue(*range(40))
        coming = iter(wishes)

        def wish(_numbers: list[int], _pause: object) -> None:
            queue.hurry([ImageId(number) for number in next(coming, [0])])

        encoder.during = wish
        batches = list(a_job(root, encoder, queue))
        told = sorted(info.image_id for batch in batches for info in batch.files)
        assert told == list(range(40))
        assert sorted(ids(batches)) == [n for n in range(40) if n not in {33, 34}]
        for batch in batches:
            np.testing.assert_array_equal(batch.vectors[:, 0], batch.image_ids)


class TestTheEnd:
    def test_a_cancel_stops_the_batch_in_work_at_its_next_pause(self, root: Path) -> None:
        token, stopped = CancelToken(), threading.Event()

        def run_until_stopped(_numbers: list[int], pause: Callable[[], None] | None) -> None:
            token.cancel()
            assert pause is not None
            try:
                for _ in range(_WAIT_S * 100):
                    pause()
                    stopped.wait(0.01)
            except CancelledError:
                stopped.set()
                raise

        encoder = BehindEncoder(4)
        encoder.during = run_until_stopped
        with pytest.raises(CancelledError):
            list(a_job(root, encoder, a_queue(*range(12)), token))
        assert stopped.is_set()
        assert len(encoder.background) == 1

    def test_closed_in_the_middle_it_stops_too(self, root: Path) -> None:
        encoder = BehindEncoder(2)
        with closing(a_job(root, encoder, a_queue(*range(20)))) as job:  # type: ignore[type-var]
            next(job)
        assert len(encoder.background) < 10

    def test_an_encoder_that_fails_is_told_after_what_went_well(self, root: Path) -> None:
        broken: list[bool] = []

        def fail(numbers: list[int], _pause: object) -> None:
            if 4 in numbers or broken:
                broken.append(True)
                raise EncoderError("It broke.")

        encoder = BehindEncoder(2)
        encoder.during = fail
        job = a_job(root, encoder, a_queue(*range(12)))
        assert [next(job).image_ids, next(job).image_ids] == [(0, 1), (2, 3)]
        with pytest.raises(EncoderError, match="It broke"):
            next(job)

    def test_a_resident_job_waits_for_more(self, root: Path) -> None:
        queue = a_queue(0, 1, closed=False)
        job = a_job(root, BehindEncoder(2), queue, resident=True)
        assert next(job).image_ids == (0, 1)
        queue.add([EmbedItem(ImageId(5), "5.png")])
        assert next(job).image_ids == (5,)
        queue.close()
        assert list(job) == []


@pytest.mark.parametrize(
    ("device", "cores", "expected"),
    [("cpu", 1, 1), ("cpu", 2, 2), ("cpu", 16, 4), ("cuda", 16, 16), ("cuda", 128, 32)],
)
def test_a_graphics_card_gets_every_core_to_decode(device: str, cores: int, expected: int) -> None:
    assert decode_threads(device, cores) == expected
    assert decode_threads(device) >= 1


def test_stepping_back_never_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("os.setpriority", refuse, raising=False)
    step_back()
