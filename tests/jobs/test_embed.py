"""The embedding pipeline: everything once, the image on screen first, bad files by themselves."""

from __future__ import annotations

import os
import queue as queues
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import CancelledError, EncoderError
from iaia_desktop.core.types import FileInfo, FileStatus, ImageId, Vector
from iaia_desktop.images.reading import content_hash
from iaia_desktop.jobs import embed as embed_module
from iaia_desktop.jobs import image_reader
from iaia_desktop.jobs.embed import EmbeddedBatch, EmbedRequest, embed_job
from iaia_desktop.jobs.embed_queue import EmbedItem, EmbedQueue
from iaia_desktop.store.embedding_cache import EmbeddingCache


class ColourEncoder:
    """Embed a picture as its mean colour, whose red tells which picture it is."""

    encoder_id = "colour"
    spec = "colour"
    title = "Colour"
    dim = 3
    input_size_px = 8
    device = "cpu"

    def __init__(self, batch_size: int = 4) -> None:
        self.batch_size = batch_size
        self.batches: list[list[int]] = []
        self.before: Callable[[int], None] = lambda _: None

    def encode_images(self, images: Sequence[Image.Image]) -> Vector:
        self.before(len(self.batches))
        means = [np.asarray(image, dtype=np.float32).mean(axis=(0, 1)) for image in images]
        vectors = np.stack(means)
        self.batches.append([round(float(red)) for red in vectors[:, 0]])
        return vectors

    @property
    def encoded(self) -> list[int]:
        return [number for batch in self.batches for number in batch]


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    assert set(threading.enumerate()) <= before


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a folder of twelve pictures."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for number in range(12):
        paint(folder, number)
    return folder


def paint(folder: Path, number: int, *, red: int | None = None) -> None:
    colour = (number if red is None else red, 40, 80)
    Image.new("RGB", (20 + number, 16), colour).save(folder / f"{number}.png")


def items(*numbers: int) -> list[EmbedItem]:
    return [EmbedItem(ImageId(number), f"{number}.png") for number in numbers]


def a_queue(entries: Sequence[EmbedItem], *, closed: bool = True) -> EmbedQueue:
    queue = EmbedQueue()
    queue.add(entries)
    if closed:
        queue.close()
    return queue


def run(
    root: Path,
    entries: Sequence[EmbedItem],
    encoder: ColourEncoder,
    cache: EmbeddingCache | None = None,
) -> list[EmbeddedBatch]:
    request = EmbedRequest(root, encoder, cache, a_queue(entries))
    return list(embed_job(request, CancelToken()))


def embedded(batches: Sequence[EmbeddedBatch]) -> list[int]:
    return [image_id for batch in batches for image_id in batch.image_ids]


def told(batches: Sequence[EmbeddedBatch]) -> dict[int, FileInfo]:
    infos = [info for batch in batches for info in batch.files]
    found: dict[int, FileInfo] = {info.image_id: info for info in infos}
    assert len(found) == len(infos)
    return found


class TestAllOfThem:
    @pytest.mark.parametrize("batch_size", [1, 4, 5, 100])
    def test_each_image_once_and_in_order(self, root: Path, batch_size: int) -> None:
        encoder = ColourEncoder(batch_size)
        batches = run(root, items(*range(12)), encoder)
        assert embedded(batches) == encoder.encoded == list(range(12))
        full, rest = divmod(12, batch_size)
        assert [len(batch) for batch in encoder.batches] == [batch_size] * full + [rest] * bool(
            rest
        )
        assert [batch.computed for batch in batches] == [len(row) for row in encoder.batches]

    def test_vectors_belong_to_their_images(self, root: Path) -> None:
        for batch in run(root, items(3, 1, 7), ColourEncoder(2)):
            assert batch.vectors.dtype == np.float32
            np.testing.assert_array_equal(batch.vectors[:, 0], batch.image_ids)

    def test_what_is_computed_is_what_the_cache_gives_back_later(self, root: Path) -> None:
        class Thirds(ColourEncoder):
            def encode_images(self, images: Sequence[Image.Image]) -> Vector:
                return super().encode_images(images) / np.float32(3)

        with closing(EmbeddingCache(root.parent / "cache")) as cache:
            runs = [run(root, items(*range(12)), Thirds(), cache) for _ in range(2)]
        runs.append(run(root, items(*range(12)), Thirds()))
        first, again, without = (
            {
                i: row
                for batch in batches
                for i, row in zip(batch.image_ids, batch.vectors, strict=True)
            }
            for batches in runs
        )
        assert sum(batch.computed for batch in runs[1]) == 0
        for image_id, vector in first.items():
            np.testing.assert_array_equal(again[image_id], vector)
            np.testing.assert_array_equal(without[image_id], vector)

    def test_what_reading_told(self, root: Path) -> None:
        info = told(run(root, items(5), ColourEncoder()))[5]
        path = root / "5.png"
        assert info == FileInfo(
            ImageId(5),
            FileStatus.READY,
            content_hash=content_hash(path.read_bytes()),
            size_bytes=path.stat().st_size,
            mtime_ns=path.stat().st_mtime_ns,
            width_px=25,
            height_px=16,
        )

    def test_nothing_to_do(self, root: Path) -> None:
        assert run(root, [], ColourEncoder()) == []


class TestBadFiles:
    def test_each_has_a_reason_and_costs_no_neighbour(self, root: Path) -> None:
        (root / "1.png").write_bytes(b"")
        (root / "3.png").write_bytes(b"this is no picture")
        (root / "4.png").unlink()
        (root / "6.png").write_bytes((root / "5.png").read_bytes()[:60])
        (root / "8.png").unlink()
        (root / "8.png").mkdir()
        (root / "10.png").unlink()
        (root / "10.png").symlink_to("nowhere.png")
        encoder = ColourEncoder(3)
        batches = run(root, items(*range(12), 99), encoder)
        good = [0, 2, 5, 7, 9, 11]
        assert embedded(batches) == encoder.encoded == good
        # A bad file takes no place in a batch.
        assert [len(batch) for batch in encoder.batches] == [3, 3]
        infos = told(batches)
        assert sorted(infos) == [*range(12), 99]
        assert [n for n, info in infos.items() if info.status is FileStatus.READY] == good
        failed = {n: row.reason for n, row in infos.items() if row.status is FileStatus.FAILED}
        assert sorted(failed) == [1, 3, 6, 8]
        assert all(failed.values())
        assert failed[1] == "the file is empty"
        missing = {n: row.reason for n, row in infos.items() if row.status is FileStatus.MISSING}
        assert missing == dict.fromkeys((4, 10, 99), "the file has gone")

    def test_only_bad_ones(self, root: Path) -> None:
        batches = run(root, items(90, 91, 92), ColourEncoder())
        assert embedded(batches) == []
        assert all(batch.vectors.shape == (0, 3) for batch in batches)
        assert len(told(batches)) == 3

    def test_a_broken_file_on_screen(self, root: Path) -> None:
        (root / "2.png").write_bytes(b"broken")
        queue = a_queue(items(*range(4)))
        queue.hurry([ImageId(2), ImageId(3)])
        batches = list(embed_job(EmbedRequest(root, ColourEncoder(), None, queue), CancelToken()))
        assert told(batches[:1])[2].status is FileStatus.FAILED
        assert embedded(batches) == [3, 0, 1]


class TestHurried:
    def test_images_on_screen_come_first_and_by_themselves(self, root: Path) -> None:
        queue = a_queue(items(*range(12)))
        queue.hurry([ImageId(9), ImageId(2)])
        encoder = ColourEncoder(5)
        list(embed_job(EmbedRequest(root, encoder, None, queue), CancelToken()))
        assert encoder.batches[:2] == [[9], [2]]
        assert sorted(encoder.encoded) == list(range(12))
        assert encoder.encoded[2:] == [n for n in range(12) if n not in {2, 9}]

    @pytest.mark.parametrize(
        "number",
        [pytest.param(3, id="read ahead already"), pytest.param(11, id="still in the line")],
    )
    @pytest.mark.parametrize("with_cache", [False, True])
    def test_also_in_the_middle_of_the_work(
        self, root: Path, number: int, with_cache: bool
    ) -> None:
        queue = a_queue(items(*range(12)))
        encoder = ColourEncoder(2)

        def hurry_in_the_second_batch(batch: int) -> None:
            if batch == 0:
                queue.hurry([ImageId(number)])

        encoder.before = hurry_in_the_second_batch
        cache = EmbeddingCache(root.parent / "cache") if with_cache else None
        list(embed_job(EmbedRequest(root, encoder, cache, queue), CancelToken()))
        assert encoder.batches[:2] == [[0, 1], [number]]
        assert encoder.encoded[3:] == [n for n in range(2, 12) if n != number]
        if cache is not None:
            cache.close()

    def test_who_moves_on_is_followed_at_once(self, root: Path) -> None:
        queue = a_queue(items(*range(8)))
        queue.hurry([ImageId(5), ImageId(6), ImageId(7)])
        encoder = ColourEncoder(4)

        def move_on(batch: int) -> None:
            if batch == 0:
                queue.hurry([ImageId(2)])

        encoder.before = move_on
        list(embed_job(EmbedRequest(root, encoder, None, queue), CancelToken()))
        assert encoder.batches[:2] == [[5], [2]]
        # What was left of the first wish is put back to the front.
        assert encoder.encoded[2:] == [6, 7, 0, 1, 3, 4]

    def test_one_that_is_cached_needs_no_encoder(self, root: Path) -> None:
        with cache_in(root.parent) as cache:
            known = told(run(root, items(*range(6)), ColourEncoder(), cache))
            queue = a_queue(known_items(known))
            queue.hurry([ImageId(4)])
            encoder = ColourEncoder()
            batches = list(embed_job(EmbedRequest(root, encoder, cache, queue), CancelToken()))
        assert batches[0].image_ids == (4,)
        assert encoder.batches == []


@contextmanager
def cache_in(folder: Path) -> Iterator[EmbeddingCache]:
    with closing(EmbeddingCache(folder / "cache")) as cache:
        yield cache


def known_items(known: dict[int, FileInfo]) -> list[EmbedItem]:
    return [EmbedItem(ImageId(n), f"{n}.png", info) for n, info in sorted(known.items())]


class TestCache:
    @pytest.fixture
    def cache(self, tmp_path: Path) -> Iterator[EmbeddingCache]:
        with cache_in(tmp_path) as cache:
            yield cache

    @pytest.fixture
    def known(self, root: Path, cache: EmbeddingCache) -> dict[int, FileInfo]:
        return told(run(root, items(*range(12)), ColourEncoder(), cache))

    def test_what_is_known_is_neither_encoded_nor_read(
        self,
        root: Path,
        cache: EmbeddingCache,
        known: dict[int, FileInfo],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        def refuse(path: Path) -> bytes:
            raise AssertionError(f"{path} was read")

        monkeypatch.setattr(image_reader, "read_file", refuse)
        encoder = ColourEncoder()
        (batch,) = run(root, known_items(known), encoder, cache)
        assert encoder.batches == []
        assert (batch.computed, batch.files) == (0, ())
        np.testing.assert_array_equal(batch.vectors[:, 0], batch.image_ids)
        assert sorted(batch.image_ids) == list(range(12))

    def test_without_what_was_known_it_is_read_but_not_encoded(
        self, root: Path, cache: EmbeddingCache, known: dict[int, FileInfo]
    ) -> None:
        encoder = ColourEncoder()
        batches = run(root, items(*range(12)), encoder, cache)
        assert encoder.batches == []
        assert embedded(batches) == list(range(12))
        assert {n: row.content_hash for n, row in told(batches).items()} == {
            n: row.content_hash for n, row in known.items()
        }

    def test_a_changed_file_is_read_again(
        self, root: Path, cache: EmbeddingCache, known: dict[int, FileInfo]
    ) -> None:
        paint(root, 4, red=200)
        touched = root / "6.png"
        os.utime(touched, ns=(1, 1))
        encoder = ColourEncoder()
        batches = run(root, known_items(known), encoder, cache)
        assert encoder.encoded == [200]
        infos = told(batches)
        assert sorted(infos) == [4, 6]
        assert infos[4].content_hash != known[4].content_hash
        assert (infos[6].content_hash, infos[6].mtime_ns) == (known[6].content_hash, 1)
        assert sorted(embedded(batches)) == list(range(12))

    def test_the_embedding_of_a_file_that_has_gone_is_not_given_out(
        self, root: Path, cache: EmbeddingCache, known: dict[int, FileInfo]
    ) -> None:
        (root / "4.png").unlink()
        batches = run(root, known_items(known), ColourEncoder(), cache)
        assert 4 not in embedded(batches)
        assert told(batches)[4].status is FileStatus.MISSING

    def test_it_may_be_deleted_at_any_time(
        self, root: Path, cache: EmbeddingCache, known: dict[int, FileInfo]
    ) -> None:
        cache.clear()
        encoder = ColourEncoder()
        assert embedded(run(root, known_items(known), encoder, cache)) == list(range(12))
        assert encoder.encoded == list(range(12))

    def test_another_encoder_finds_nothing(
        self, root: Path, cache: EmbeddingCache, known: dict[int, FileInfo]
    ) -> None:
        other = ColourEncoder()
        other.encoder_id = "colour 2"
        run(root, known_items(known), other, cache)
        assert other.encoded == list(range(12))

    def test_a_mixed_line_is_looked_up_in_chunks_and_keeps_its_order(
        self,
        root: Path,
        cache: EmbeddingCache,
        known: dict[int, FileInfo],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(embed_module, "_CACHE_CHUNK", 5)
        for number in (0, 3, 4, 6, 8, 9, 10):
            paint(root, number, red=100 + number)
        encoder = ColourEncoder(1)
        batches = run(root, known_items(known), encoder, cache)
        assert encoder.encoded == [100, 103, 104, 106, 108, 109, 110]
        assert sorted(embedded(batches)) == list(range(12))

    def test_a_file_that_failed_is_tried_again(
        self, root: Path, cache: EmbeddingCache, known: dict[int, FileInfo]
    ) -> None:
        broken = replace(known[2], status=FileStatus.FAILED, content_hash=None)
        assert embedded(run(root, known_items({2: broken}), ColourEncoder(), cache)) == [2]


class TestTheEnd:
    @pytest.mark.parametrize("hurried", [False, True])
    def test_cancelled_between_batches(self, root: Path, hurried: bool) -> None:
        token = CancelToken()
        encoder = ColourEncoder(2)
        encoder.before = lambda _: token.cancel()
        queue = a_queue(items(*range(12)))
        if hurried:
            queue.hurry([ImageId(3), ImageId(5)])
        job = embed_job(EmbedRequest(root, encoder, None, queue), token)
        next(job)
        with pytest.raises(CancelledError):
            next(job)
        assert len(encoder.batches) == 1

    def test_cancelled_before_it_began(self, root: Path) -> None:
        token = CancelToken()
        token.cancel()
        encoder = ColourEncoder()
        with pytest.raises(CancelledError):
            next(embed_job(EmbedRequest(root, encoder, None, a_queue(items(1))), token))
        assert encoder.batches == []

    def test_an_encoder_that_fails_is_told(self, root: Path) -> None:
        def fail(batch: int) -> None:
            if batch == 1:
                raise EncoderError("It broke.")

        encoder = ColourEncoder(2)
        encoder.before = fail
        job = embed_job(
            EmbedRequest(root, encoder, None, a_queue(items(*range(12)))), CancelToken()
        )
        assert next(job).image_ids == (0, 1)
        with pytest.raises(EncoderError, match="It broke"):
            next(job)

    def test_closed_in_the_middle(self, root: Path) -> None:
        job = embed_job(
            EmbedRequest(root, ColourEncoder(2), None, a_queue(items(*range(12)))), CancelToken()
        )
        next(job)
        job.close()


class Resident:
    """A job on a thread of its own, as the window runs it."""

    def __init__(self, root: Path, encoder: ColourEncoder, queue: EmbedQueue) -> None:
        self._batches: queues.SimpleQueue[EmbeddedBatch | BaseException | None]
        self._batches = queues.SimpleQueue()
        request = EmbedRequest(root, encoder, None, queue, resident=True)
        self._queue = queue
        self.token = CancelToken()
        self._thread = threading.Thread(target=self._work, args=(request,))
        self._thread.start()

    def _work(self, request: EmbedRequest) -> None:
        try:
            for batch in embed_job(request, self.token):
                self._batches.put(batch)
            self._batches.put(None)
        except CancelledError as error:
            self._batches.put(error)

    def next_ids(self) -> tuple[int, ...] | BaseException | None:
        """Return the images of the next batch; None, or an error, at the end."""
        batch = self._batches.get(timeout=60)
        return batch.image_ids if isinstance(batch, EmbeddedBatch) else batch

    def all_ids(self) -> list[int]:
        found: list[int] = []
        while isinstance(batch := self.next_ids(), tuple):
            found.extend(batch)
        return found

    def join(self) -> None:
        self._queue.close()
        self._thread.join(60)
        assert not self._thread.is_alive()


class TestResident:
    def test_it_waits_for_more_until_the_line_is_closed(self, root: Path) -> None:
        queue = a_queue(items(0, 1), closed=False)
        job = Resident(root, ColourEncoder(2), queue)
        assert job.next_ids() == (0, 1)
        queue.add(items(2))
        assert job.next_ids() == (2,)
        queue.add(items(3, 4, 5))
        job.join()
        assert job.all_ids() == [3, 4, 5]

    def test_it_can_be_cancelled_while_it_waits(self, root: Path) -> None:
        job = Resident(root, ColourEncoder(), a_queue([], closed=False))
        job.token.cancel()
        assert isinstance(job.next_ids(), CancelledError)
        job.join()

    def test_a_line_that_is_held_back_serves_the_screen_alone(self, root: Path) -> None:
        queue = a_queue(items(*range(12)), closed=False)
        queue.set_paused(True)
        encoder = ColourEncoder(4)
        job = Resident(root, encoder, queue)
        for number in (7, 3):
            queue.hurry([ImageId(number)])
            assert job.next_ids() == (number,)
        assert encoder.batches == [[7], [3]]
        queue.set_paused(False)
        job.join()
        assert job.all_ids() == [n for n in range(12) if n not in {3, 7}]

    def test_held_back_in_the_middle_it_also_keeps_what_it_has_read_ahead(self, root: Path) -> None:
        queue = a_queue(items(*range(12)), closed=False)
        encoder = ColourEncoder(2)
        encoder.before = lambda batch: queue.set_paused(True) if batch == 0 else None
        job = Resident(root, encoder, queue)
        assert job.next_ids() == (0, 1)
        for number in (3, 11):
            queue.hurry([ImageId(number)])
            assert job.next_ids() == (number,)
        assert encoder.batches == [[0, 1], [3], [11]]
        queue.set_paused(False)
        job.join()
        assert job.all_ids() == [2, *range(4, 11)]

    def test_closed_while_it_is_held_back_it_ends(self, root: Path) -> None:
        queue = a_queue(items(*range(12)), closed=False)
        queue.set_paused(True)
        job = Resident(root, ColourEncoder(), queue)
        job.join()
        assert job.next_ids() is None
