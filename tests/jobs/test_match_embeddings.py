"""Matching embeddings made elsewhere, and the pipeline that uses them."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pytest
from PIL import Image

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import CancelledError, EmbeddingsError, FolderError
from iaia_desktop.core.types import FileStatus, ImageId, Vector
from iaia_desktop.encoders.absent import AbsentEncoder, may_be_compared
from iaia_desktop.images.reading import content_hash
from iaia_desktop.jobs.embed import EmbeddedBatch
from iaia_desktop.jobs.embed_folder import beginning_below, embed_files, embed_items
from iaia_desktop.jobs.embed_queue import EmbedItem
from iaia_desktop.jobs.from_elsewhere import (
    ElsewhereRequest,
    FromElsewhere,
    adoptable_spec,
    find_elsewhere_job,
)
from iaia_desktop.jobs.match_embeddings import MatchRequest, NothingMatchedError, match_job
from iaia_desktop.store.embedding_cache import EmbeddingCache
from iaia_desktop.store.foreign_layouts import open_embeddings
from iaia_desktop.store.matched_embeddings import NO_ROW, MatchedEmbeddings

Result = TypeVar("Result")
DIM = 3


class Watched:
    """An encoder that notes what it was shown."""

    encoder_id = "watched@fp32"
    spec = "builtin"
    title = "Watched"
    dim = DIM
    input_size_px = 8
    device = "cpu"
    batch_size = 2

    def __init__(self) -> None:
        self.seen = 0

    def encode_images(self, images: Sequence[Image.Image]) -> Vector:
        self.seen += len(images)
        return np.full((len(images), DIM), 4, dtype=np.float32)


def finish(job: Generator[object, None, Result]) -> Result:
    while True:
        try:
            next(job)
        except StopIteration as stop:
            result: Result = stop.value
            return result


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """Return a folder of five images."""
    folder = tmp_path / "photos"
    for number in range(5):
        (folder / "a").mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (9, 7), (40 * number, 40, 80)).save(folder / "a" / f"{number}.png")
    return folder


def paths(count: int = 5) -> tuple[str, ...]:
    return tuple(f"a/{number}.png" for number in range(count))


def save(folder: Path, names: Sequence[str], **named: Any) -> Path:
    arrays: dict[str, Any] = {
        "embeddings": np.array([[row + 1, 0, 0] for row in range(len(names))], dtype=np.float32),
        "paths": np.array(names),
        "encoder": np.array("watched@fp32"),
    }
    arrays.update(named)
    np.savez(
        folder / "made.npz", **{key: value for key, value in arrays.items() if value is not None}
    )
    return folder / "made.npz"


def hashes_of(files: Sequence[Path]) -> Any:
    digests = b"".join(content_hash(file.read_bytes()) for file in files)
    return np.frombuffer(digests, dtype=np.uint8).reshape(-1, 16)


def matched(place: Path, root: Path, names: Sequence[str]) -> MatchedEmbeddings:
    return finish(match_job(open_embeddings(place), MatchRequest(root, names), CancelToken()))


def embed(
    root: Path,
    names: Sequence[str],
    elsewhere: MatchedEmbeddings,
    encoder: Watched | AbsentEncoder | None = None,
    cache: EmbeddingCache | None = None,
) -> list[EmbeddedBatch]:
    items = [EmbedItem(ImageId(number), path) for number, path in enumerate(names) if path]
    batches = embed_items(root, items, encoder or Watched(), cache, CancelToken(), elsewhere)
    return list(batches)


def vectors_in(batches: Sequence[EmbeddedBatch]) -> dict[int, list[float]]:
    return {
        image_id: vector.tolist()
        for batch in batches
        for image_id, vector in zip(batch.image_ids, batch.vectors, strict=True)
    }


# --- matching -------------------------------------------------------------------------------------


def test_rows_by_path(tmp_path: Path, photos: Path) -> None:
    place = save(tmp_path, ["/d/photos/a/3.png", "/d/photos/a/0.png", "/d/photos/b/0.png"])
    found = matched(place, photos, paths())
    assert found.rows.tolist() == [1, NO_ROW, NO_ROW, 0, NO_ROW]
    assert (found.matched, found.asked, found.is_complete) == (2, 5, False)
    assert not found.unit_length
    assert found.by_content is None


def test_a_path_named_twice_counts_once_and_numbers_may_be_left_out(
    tmp_path: Path, photos: Path
) -> None:
    found = matched(save(tmp_path, ["a/1.png", "a/1.png"]), photos, ("", "a/1.png"))
    assert (found.rows.tolist(), found.asked, found.is_complete) == ([NO_ROW, 0], 1, True)


def test_what_matches_nothing_is_refused_with_an_example(tmp_path: Path, photos: Path) -> None:
    with pytest.raises(NothingMatchedError) as caught:
        matched(save(tmp_path, ["cats/1.png"]), photos, paths())
    for words in ("made.npz", "photos", "cats/1.png", "a/0.png"):
        assert words in caught.value.what


def test_paths_that_fit_twice_are_refused(tmp_path: Path, photos: Path) -> None:
    place = save(tmp_path, ["x/a/1.png", "y/a/1.png"])
    with pytest.raises(NothingMatchedError, match="more than one way"):
        matched(place, photos, paths())


def test_only_rows_that_are_wanted_must_be_finite(tmp_path: Path, photos: Path) -> None:
    numbers = np.ones((2, DIM), dtype=np.float16)
    numbers[1] = np.nan
    place = save(tmp_path, ["a/0.png", "b/0.png"], embeddings=numbers)
    assert matched(place, photos, paths()).matched == 1
    place = save(tmp_path, ["a/0.png", "a/1.png"], embeddings=numbers)
    with pytest.raises(EmbeddingsError, match="not finite"):
        matched(place, photos, paths())


def test_it_stops_when_told_to(tmp_path: Path, photos: Path) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(CancelledError):
        finish(
            match_job(
                open_embeddings(save(tmp_path, paths())), MatchRequest(photos, paths()), token
            )
        )


# --- the pipeline ---------------------------------------------------------------------------------


def test_a_covered_image_is_not_even_read(
    tmp_path: Path, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = save(tmp_path, paths())
    found = matched(place, photos, paths())
    for path in paths():
        (photos / path).unlink()
    encoder = Watched()
    batches = embed(photos, paths(), found, encoder)
    assert vectors_in(batches) == {number: [number + 1.0, 0, 0] for number in range(5)}
    assert [batch.files for batch in batches] == [()]
    assert encoder.seen == 0


def test_the_others_are_embedded_here(tmp_path: Path, photos: Path) -> None:
    found = matched(save(tmp_path, paths(2)), photos, paths())
    encoder = Watched()
    batches = embed(photos, paths(), found, encoder)
    assert encoder.seen == 3
    assert vectors_in(batches) == {
        **{number: [number + 1.0, 0, 0] for number in range(2)},
        **{number: [4.0, 4, 4] for number in (2, 3, 4)},
    }


def test_a_renamed_image_is_found_by_its_content(tmp_path: Path, photos: Path) -> None:
    files = [photos / path for path in paths()]
    place = save(tmp_path, paths(), hashes=hashes_of(files))
    (photos / "a" / "4.png").rename(photos / "new.png")
    Image.new("RGB", (4, 4)).save(photos / "other.png")
    names = (*paths(4), "new.png", "other.png")
    encoder = Watched()
    given = vectors_in(embed(photos, names, matched(place, photos, names), encoder))
    assert given[4] == [5.0, 0, 0]
    assert given[5] == [4.0, 4, 4]
    assert encoder.seen == 1


def test_contents_alone_suffice(tmp_path: Path, photos: Path) -> None:
    files = [photos / path for path in paths()]
    place = save(tmp_path, [f"elsewhere/x{n}.png" for n in range(5)], hashes=hashes_of(files))
    encoder = Watched()
    found = matched(place, photos, paths())
    assert found.matched == 0
    assert len(vectors_in(embed(photos, paths(), found, encoder))) == 5
    assert encoder.seen == 0


def test_what_was_embedded_here_from_the_same_file_comes_first(
    tmp_path: Path, photos: Path
) -> None:
    found = matched(save(tmp_path, paths()), photos, paths())
    cache = EmbeddingCache(tmp_path / "cache")
    plain = matched(save(tmp_path, paths(1)), photos, paths(1)).renumbered([None] * 5)
    (info, *_) = [
        info for batch in embed(photos, paths(), plain, cache=cache) for info in batch.files
    ]
    known = [EmbedItem(info.image_id, paths()[info.image_id], info)]
    (batch,) = embed_items(photos, known, Watched(), cache, CancelToken(), found)
    assert batch.vectors.tolist() == [[4.0, 4, 4]]
    # A file that changed since it was read is neither: it is read again, and embedded.
    Image.new("RGB", (30, 30)).save(photos / known[0].path)
    encoder = Watched()
    list(embed_items(photos, known, encoder, cache, CancelToken(), found))
    assert encoder.seen == 1
    cache.close()


def test_all_have_length_1_when_those_from_elsewhere_do(tmp_path: Path, photos: Path) -> None:
    numbers = np.array([[0.6, 0.8, 0]], dtype=np.float16)
    found = matched(save(tmp_path, paths(1), embeddings=numbers), photos, paths())
    assert found.unit_length
    for vector in vectors_in(embed(photos, paths(), found)).values():
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-3)


def test_without_the_encoder_the_others_are_passed_by(tmp_path: Path, photos: Path) -> None:
    found = matched(save(tmp_path, paths(2)), photos, paths())
    absent = AbsentEncoder("watched@fp32", "timm:one", DIM)
    (photos / "a" / "4.png").write_bytes(b"")
    batches = embed(photos, paths(), found, absent)
    assert sorted(vectors_in(batches)) == [0, 1]
    assert sorted(number for batch in batches for number in batch.passed_by) == [2, 3]
    statuses = {info.image_id: info.status for batch in batches for info in batch.files}
    assert statuses == {2: FileStatus.READY, 3: FileStatus.READY, 4: FileStatus.FAILED}
    files = finish(
        embed_files(photos, paths(), absent, None, CancelToken(), text="", elsewhere=found)
    )
    assert files.rows == (0, 1)
    assert ["not embedded" in row.reason for row in files.failed] == [True, True, False]
    assert files.hashes is None


def test_embeddings_that_go_meanwhile_are_told(tmp_path: Path, photos: Path) -> None:
    place = save(tmp_path, paths())
    found = matched(place, photos, paths())
    place.unlink()
    with pytest.raises(EmbeddingsError, match=r"made\.npz"):
        embed(photos, paths(), found)


# --- the encoder ----------------------------------------------------------------------------------


def looked_up(place: Path, photos: Path, spec: str = "") -> FromElsewhere:
    request = ElsewhereRequest(place, spec, MatchRequest(photos, paths()))
    return finish(find_elsewhere_job(request, CancelToken()))


def test_the_encoder_must_be_the_same(tmp_path: Path, photos: Path) -> None:
    found = looked_up(save(tmp_path, paths()), photos)
    assert found.refusal(Watched()) is None
    other = AbsentEncoder("other@fp32", "timm:other", DIM)
    refusal = found.refusal(other)
    assert refusal is not None
    for words in ("made.npz", "watched@fp32", "other@fp32"):
        assert words in refusal.what
    half = AbsentEncoder("watched@fp16", "builtin", DIM)
    assert found.refusal(half) is None
    assert found.refusal(AbsentEncoder("watched@int8", "builtin", DIM)) is not None
    assert found.refusal(AbsentEncoder("watched@fp32", "builtin", DIM + 1)) is not None
    stand_in = found.stand_in("timm:wanted")
    assert (stand_in.encoder_id, stand_in.spec, stand_in.dim) == ("watched@fp32", "timm:wanted", 3)


def test_somebody_must_say_the_encoder(tmp_path: Path, photos: Path) -> None:
    place = save(tmp_path, paths(), encoder=None)
    with pytest.raises(EmbeddingsError, match="--encoder"):
        looked_up(place, photos)
    found = looked_up(place, photos, "builtin")
    assert found.refusal(Watched()) is None
    refusal = found.refusal(AbsentEncoder("any", "timm:one", DIM))
    assert refusal is not None
    assert "“builtin”, as was said" in refusal.what
    too_wide = AbsentEncoder("any", "builtin", 512)
    assert "3 numbers each" in str(found.refusal(too_wide))


def test_half_and_single_precision_go_together() -> None:
    assert may_be_compared("a@fp16", "a@fp32")
    assert may_be_compared("builtin/1", "builtin/1")
    for one, other in (("a@fp16", "b@fp16"), ("a@int8", "a@fp32"), ("a", "b"), ("@fp16", "@fp32")):
        assert not may_be_compared(one, other)


@pytest.mark.parametrize(
    ("spec", "adopted"),
    [("builtin", "builtin"), ("", ""), ("no spec", ""), ("timm:local-dir:/nowhere/at/all", "")],
)
def test_a_file_does_not_make_the_program_fetch_just_anything(
    tmp_path: Path, photos: Path, spec: str, adopted: str
) -> None:
    assert adoptable_spec(open_embeddings(save(tmp_path, paths(), spec=np.array(spec)))) == adopted


def test_paths_from_a_folder_above(tmp_path: Path) -> None:
    assert beginning_below(tmp_path, None) == beginning_below(tmp_path, tmp_path) == ""
    assert beginning_below(tmp_path / "a" / "b", tmp_path) == "a/b/"
    with pytest.raises(FolderError, match="does not lie in"):
        beginning_below(tmp_path, tmp_path / "a")
