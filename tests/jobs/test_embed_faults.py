"""The embedding pipeline when the folder, the encoder or the cache fails in mid-run."""

from __future__ import annotations

import logging
import threading
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import EncoderError, FolderError
from iaia_desktop.core.types import FileInfo, FileStatus, ImageId, Vector
from iaia_desktop.encoders.base import Prepared
from iaia_desktop.images.decode import decode_for_encoder
from iaia_desktop.images.reading import folder_is_there
from iaia_desktop.jobs import embed as embed_module
from iaia_desktop.jobs import image_reader
from iaia_desktop.jobs.embed import EmbeddedBatch, EmbedRequest, embed_job
from iaia_desktop.jobs.embed_queue import EmbedItem, EmbedQueue
from iaia_desktop.store.embedding_cache import EmbeddingCache

COUNT = 12
Answer = Callable[[Vector], Vector]


class RedEncoder:
    """Embed a picture as its mean colour, whose red tells which one it is; fail when told to."""

    encoder_id = "red"
    spec = "red"
    title = "Red"
    dim = 3
    input_size_px = 8
    device = "cpu"

    def __init__(self, batch_size: int = 4) -> None:
        self.batch_size = batch_size
        self.calls = 0
        self.before: Callable[[list[int]], None] = lambda _: None
        self.answer: Answer = lambda rows: rows

    def encode_images(self, images: Sequence[Image.Image]) -> Vector:
        self.calls += 1
        rows = np.stack([np.asarray(i, dtype=np.float32).mean(axis=(0, 1)) for i in images])
        self.before([round(float(red)) for red in rows[:, 0]])
        return self.answer(rows)


class BehindEncoder(RedEncoder):
    """The same, prepared by others and computed behind the job."""

    batches_at_once = 1

    def prepare(self, image: Image.Image) -> Prepared:
        return np.asarray(image)

    def encode_prepared(
        self, prepared: Sequence[Prepared], pause: Callable[[], None] | None = None
    ) -> Vector:
        return self.encode_images([Image.fromarray(row) for row in prepared])


KINDS = pytest.mark.parametrize("kind", [RedEncoder, BehindEncoder])


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    assert set(threading.enumerate()) <= before


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    for number in range(COUNT):
        Image.new("RGB", (20, 16), (number, 40, 80)).save(folder / f"{number}.png")
    return folder


def a_queue() -> EmbedQueue:
    queue = EmbedQueue()
    queue.add([EmbedItem(ImageId(number), f"{number}.png") for number in range(COUNT)])
    return queue


def run(
    root: Path, encoder: RedEncoder, cache: EmbeddingCache | None = None
) -> list[EmbeddedBatch]:
    queue = a_queue()
    queue.close()
    return list(embed_job(EmbedRequest(root, encoder, cache, queue), CancelToken()))


def embedded(batches: Sequence[EmbeddedBatch]) -> list[int]:
    """Return which images have an embedding, having seen that each has its own."""
    for batch in batches:
        np.testing.assert_array_equal(batch.vectors[:, 0], batch.image_ids)
    return sorted(image_id for batch in batches for image_id in batch.image_ids)


def failed(batches: Sequence[EmbeddedBatch]) -> dict[int, FileInfo]:
    infos = [info for batch in batches for info in batch.files]
    assert len({info.image_id for info in infos}) == len(infos)
    return {info.image_id: info for info in infos if info.status is not FileStatus.READY}


class TestTheEncoder:
    @KINDS
    def test_one_that_fails_once_costs_nothing(self, kind: type[RedEncoder], root: Path) -> None:
        encoder = kind()

        def fail_once(_numbers: list[int]) -> None:
            if encoder.calls == 2:
                raise RuntimeError("a hiccup")

        encoder.before = fail_once
        batches = run(root, encoder)
        assert embedded(batches) == list(range(COUNT))
        assert failed(batches) == {}

    @KINDS
    @pytest.mark.parametrize("error", [ValueError("no"), MemoryError(), EncoderError("no", "")])
    def test_a_picture_that_it_cannot_take_costs_itself_only(
        self, kind: type[RedEncoder], error: Exception, root: Path
    ) -> None:
        encoder = kind(5)

        def refuse(numbers: list[int]) -> None:
            if {3, 7} & set(numbers):
                raise error

        encoder.before = refuse
        batches = run(root, encoder)
        assert embedded(batches) == [n for n in range(COUNT) if n not in {3, 7}]
        assert sorted(failed(batches)) == [3, 7]
        info = failed(batches)[3]
        assert info.status is FileStatus.FAILED
        assert "encoder cannot take" in info.reason
        assert info.content_hash is not None

    @KINDS
    def test_one_that_is_broken_says_so_at_once(self, kind: type[RedEncoder], root: Path) -> None:
        encoder = kind()

        def fail(_numbers: list[int]) -> None:
            raise EncoderError("The card is gone.", "Choose another encoder.")

        encoder.before = fail
        with pytest.raises(EncoderError, match="card is gone"):
            run(root, encoder)
        assert encoder.calls <= 3

    @KINDS
    @pytest.mark.parametrize(
        ("answer", "words"),
        [
            (lambda rows: rows[:-1], "shape"),
            (lambda rows: rows[:, :2], "shape"),
            (lambda rows: rows.ravel(), "shape"),
            (lambda rows: rows.astype("U"), "kind <U"),
            (lambda rows: rows.astype(object), "kind object"),
            (lambda rows: rows + 1j, "kind complex"),
            (lambda rows: rows * np.float32("nan"), "not numbers"),
            (lambda rows: np.full(rows.shape, 1e300), "not numbers"),
        ],
    )
    def test_what_is_no_embedding_is_never_taken_for_one(
        self, kind: type[RedEncoder], answer: Answer, words: str, root: Path
    ) -> None:
        encoder = kind()
        encoder.answer = answer
        with pytest.raises(EncoderError, match=words):
            run(root, encoder)

    @pytest.mark.parametrize("dtype", ["f2", "f8", "i4", "u1", ">f4"])
    def test_numbers_of_another_kind_become_ours(self, dtype: str, root: Path) -> None:
        encoder = RedEncoder()
        encoder.answer = lambda rows: rows.round().astype(dtype)
        batches = run(root, encoder)
        assert embedded(batches) == list(range(COUNT))
        assert {batch.vectors.dtype for batch in batches} == {np.dtype(np.float32)}

    def test_one_whose_answer_for_a_single_picture_is_no_number(self, root: Path) -> None:
        encoder = BehindEncoder(5)

        def spoil(rows: Vector) -> Vector:
            rows[rows[:, 0] == 6] = np.inf
            return rows

        encoder.answer = spoil
        batches = run(root, encoder)
        assert sorted(failed(batches)) == [6]
        assert len(embedded(batches)) == COUNT - 1

    def test_a_picture_that_cannot_be_prepared_costs_itself_only(self, root: Path) -> None:
        class Picky(BehindEncoder):
            def prepare(self, image: Image.Image) -> Prepared:
                if np.asarray(image)[0, 0, 0] == 5:
                    raise ZeroDivisionError
                return super().prepare(image)

        batches = run(root, Picky())
        assert sorted(failed(batches)) == [5]
        assert len(embedded(batches)) == COUNT - 1


class TestTheFolder:
    @pytest.fixture(autouse=True)
    def _look_often(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(embed_module, "_FOLDER_WAIT_S", 0.01)

    @KINDS
    @pytest.mark.parametrize("left", ["nothing", "an empty folder"])
    def test_pulled_out_and_put_back_no_image_is_called_missing(
        self, kind: type[RedEncoder], left: str, root: Path
    ) -> None:
        away = root.with_name("away")
        queue = a_queue()
        queue.hurry([ImageId(9)])
        encoder = kind(2)

        def pull_out(_numbers: list[int]) -> None:
            if encoder.calls == 2:
                root.rename(away)
                if left != "nothing":
                    root.mkdir()

        encoder.before = pull_out
        request = EmbedRequest(root, encoder, None, queue, resident=True)
        batches = []
        for batch in embed_job(request, CancelToken()):
            batches.append(batch)
            if batch.folder_is_gone and not batch.files:
                if root.exists():
                    root.rmdir()
                away.rename(root)
                queue.close()
        assert embedded(batches) == list(range(COUNT))
        assert failed(batches) == {}
        words = [batch.folder_is_gone for batch in batches if not batch.files]
        assert words == [True, False]

    def test_back_before_it_is_looked_for_no_image_is_called_missing(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        away = root.with_name("away")
        root.rename(away)
        looks = []

        def look(folder: str) -> bool:
            looks.append(folder)
            if away.exists():
                away.rename(root)
            return folder_is_there(folder)

        monkeypatch.setattr(image_reader, "folder_is_there", look)
        reader = image_reader.ImageReader(root, RedEncoder(), None)
        read = reader.read(EmbedItem(ImageId(3), "3.png"))
        assert len(looks) == 1
        assert read.picture is not None
        assert read.info.status is FileStatus.READY

    def test_cancelled_while_it_waits(self, root: Path) -> None:
        away = root.with_name("away")
        root.rename(away)
        cancel = CancelToken()
        queue = a_queue()
        queue.hurry([ImageId(3)])
        request = EmbedRequest(root, RedEncoder(), None, queue, resident=True)
        job = embed_job(request, cancel)
        assert next(job).folder_is_gone
        job.close()
        assert len(queue) == COUNT

    def test_nobody_waits_for_it_in_a_run_without_a_window(self, root: Path) -> None:
        away = root.with_name("away")
        encoder = RedEncoder(2)

        def pull_out(_numbers: list[int]) -> None:
            if encoder.calls == 1:
                root.rename(away)

        encoder.before = pull_out
        with pytest.raises(FolderError, match="not there any more"):
            run(root, encoder)

    def test_a_file_that_is_missing_from_a_folder_that_is_there_is_missing(
        self, root: Path
    ) -> None:
        for number in range(1, COUNT):
            (root / f"{number}.png").unlink()
        batches = run(root, RedEncoder())
        assert embedded(batches) == [0]
        assert {info.status for info in failed(batches).values()} == {FileStatus.MISSING}

    def test_pictures_from_elsewhere_do_not_ask_for_the_folder(self, root: Path) -> None:
        queue = EmbedQueue()
        queue.add(
            [EmbedItem(ImageId(-1), str(root / "3.png")), EmbedItem(ImageId(-2), "/no/where")]
        )
        queue.close()
        request = EmbedRequest(root.with_name("gone"), RedEncoder(), None, queue)
        batches = list(embed_job(request, CancelToken()))
        assert [image_id for batch in batches for image_id in batch.image_ids] == [-1]
        assert failed(batches)[-2].status is FileStatus.MISSING


class TestTheReader:
    def test_an_error_that_nobody_foresaw_costs_one_file(
        self, root: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        decode = decode_for_encoder

        def decoding(data: bytes, *, target_px: int | None = None) -> object:
            decoded = decode(data, target_px=target_px)
            if decoded.image.getpixel((0, 0)) == (4, 40, 80):
                raise SystemError("deep down")
            if decoded.image.getpixel((0, 0)) == (5, 40, 80):
                raise MemoryError
            return decoded

        monkeypatch.setattr(image_reader, "decode_for_encoder", decoding)
        with caplog.at_level(logging.ERROR):
            batches = run(root, RedEncoder())
        assert sorted(failed(batches)) == [4, 5]
        assert "too little memory" in failed(batches)[5].reason
        assert "deep down" in caplog.text


class TestTheCache:
    @pytest.mark.parametrize("filling", ["another length", "no numbers"])
    def test_what_cannot_be_of_this_encoder_is_made_anew(self, filling: str, root: Path) -> None:
        hashes = {
            info.content_hash
            for batch in run(root, RedEncoder())
            for info in batch.files
            if info.content_hash is not None
        }
        wrong = np.ones(7 if filling == "another length" else 3, dtype=np.float32)
        with closing(EmbeddingCache(root.with_name("cache"))) as cache:
            cache.put_many("red", dict.fromkeys(hashes, wrong))
            if filling == "no numbers":
                spoil(cache, "red")
            batches = run(root, RedEncoder(), cache)
            assert embedded(batches) == list(range(COUNT))
            assert sum(batch.computed for batch in batches) == COUNT
            again = run(root, RedEncoder(), cache)
            assert sum(batch.computed for batch in again) == 0


def spoil(cache: EmbeddingCache, encoder_id: str) -> None:
    """Put embeddings into the cache that are no numbers, with the right checksums."""
    file = cache._file(encoder_id)
    rows = file._connection.execute("SELECT content_hash FROM embeddings").fetchall()
    for number, (digest,) in enumerate(rows):
        blob = np.full(3, np.nan, "<f4").tobytes()
        if number % 2:
            blob = np.full(3, np.inf, "<f2").tobytes() + b"\0\0h"
        checksum = zlib.crc32(blob, zlib.crc32(digest))
        file.write([(digest, blob, checksum)])
