"""Embeddings made elsewhere: what is read of each layout, and what is refused."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from iaia_desktop.core.errors import EmbeddingsError, EmbeddingsGoneError
from iaia_desktop.core.types import ImageId
from iaia_desktop.store.foreign_clip_retrieval import open_clip_retrieval
from iaia_desktop.store.foreign_embeddings import ForeignEmbeddings, NameBatch
from iaia_desktop.store.foreign_layouts import open_embeddings
from iaia_desktop.store.matched_embeddings import NO_ROW, HashIndex, MatchedEmbeddings

HASHES = np.arange(48, dtype=np.uint8).reshape(3, 16) + 1


def table(rows: int = 3, dim: int = 4, dtype: str = "<f4") -> npt.NDArray[Any]:
    return np.arange(rows * dim, dtype=dtype).reshape(rows, dim)


def save(path: Path, **named: Any) -> Path:
    arrays: dict[str, Any] = {
        "embeddings": table(),
        "paths": np.array(["a/1.jpg", "a/2.jpg", "b.jpg"]),
        "encoder": np.array("one@fp32"),
    }
    arrays.update(named)
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez(path, **{name: array for name, array in arrays.items() if array is not None})
    return path


def paths_in(source: ForeignEmbeddings) -> list[str]:
    return [
        path for shard in source.shards for batch in shard.names.batches() for path in batch.paths
    ]


# --- our own files --------------------------------------------------------------------------------


def test_a_file_of_ours(tmp_path: Path) -> None:
    path = save(tmp_path / "e.npz", spec=np.array("builtin"), hashes=HASHES)
    source = open_embeddings(path)
    assert (source.encoder_id, source.spec, len(source), source.dim) == (
        "one@fp32",
        "builtin",
        3,
        4,
    )
    assert source.has_hashes
    assert paths_in(source) == ["a/1.jpg", "a/2.jpg", "b.jpg"]
    vectors = source.vectors(np.array([2, 0]))
    assert vectors.dtype == np.float32
    assert vectors.tolist() == table()[[2, 0]].tolist()


@pytest.mark.parametrize("dtype", ["<f2", "<f4", "<f8", ">f4"])
def test_numbers_of_any_precision(tmp_path: Path, dtype: str) -> None:
    source = open_embeddings(save(tmp_path / "e.npz", embeddings=table(dtype=dtype), encoder=None))
    assert source.encoder_id is None
    assert not source.has_hashes
    assert source.vectors(np.arange(3)).tolist() == table().tolist()


def test_a_folder_of_files_counts_through(tmp_path: Path) -> None:
    save(tmp_path / "all" / "part-0.npz")
    save(tmp_path / "all" / "part-1.npz", embeddings=table() + 100)
    (tmp_path / "all" / "notes.txt").write_text("no embeddings")
    source = open_embeddings(tmp_path / "all")
    assert len(source) == 6
    assert source.vectors(np.array([5, 1]))[:, 0].tolist() == [108.0, 4.0]
    save(tmp_path / "all" / "part-2.npz", encoder=np.array("two"))
    with pytest.raises(EmbeddingsError, match="two"):
        open_embeddings(tmp_path / "all")
    save(tmp_path / "all" / "part-2.npz", embeddings=table(dim=5))
    with pytest.raises(EmbeddingsError, match="5 numbers"):
        open_embeddings(tmp_path / "all")


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ({"embeddings": None}, "no array “embeddings”"),
        ({"paths": None}, "no array “paths”"),
        ({"embeddings": np.zeros(3)}, "not a table"),
        ({"embeddings": np.zeros((3, 0))}, "not a table"),
        ({"embeddings": np.zeros((3, 2), dtype=np.int64)}, "not a table"),
        ({"embeddings": np.zeros((3, 2), dtype=np.complex64)}, "not a table"),
        ({"embeddings": np.zeros((0, 2)), "paths": np.zeros(0, dtype="U1")}, "no embeddings"),
        ({"paths": np.array(["a", "b"])}, "3 embeddings and 2 paths"),
        ({"paths": np.arange(3)}, "not a list of text"),
        ({"encoder": np.array(["a", "b"])}, "not one text"),
        ({"hashes": HASHES[:2]}, "The hashes"),
        ({"hashes": np.array(["ab", "cd", "ef"])}, "The hashes"),
    ],
)
def test_what_a_file_of_ours_must_be(tmp_path: Path, named: dict[str, Any], words: str) -> None:
    with pytest.raises(EmbeddingsError, match=words) as caught:
        open_embeddings(save(tmp_path / "e.npz", **named))
    assert "e.npz" in caught.value.what


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, 1e300])
def test_numbers_that_are_not_finite_are_refused_where_they_are_wanted(
    tmp_path: Path, bad: float
) -> None:
    numbers = table(dtype="<f8")
    numbers[1, 2] = bad
    source = open_embeddings(save(tmp_path / "e.npz", embeddings=numbers))
    assert source.vectors(np.array([0, 2])).shape == (2, 4)
    with pytest.raises(EmbeddingsError, match=r"Row 1 .*e\.npz"):
        source.vectors(np.arange(3))


def test_what_is_no_layout(tmp_path: Path) -> None:
    (tmp_path / "void").mkdir()
    (tmp_path / "e.txt").write_text("text")
    (tmp_path / "e.npz").write_text("text")
    for name in ("void", "e.txt", "e.npz"):
        with pytest.raises(EmbeddingsError, match=name) as caught:
            open_embeddings(tmp_path / name)
        assert caught.value.remedy
    with pytest.raises(EmbeddingsGoneError):
        open_embeddings(tmp_path / "none.npz")


# --- clip-retrieval -------------------------------------------------------------------------------


@dataclass
class FakeNames:
    """Names as a parquet file would give them."""

    paths: list[str]
    has_hashes: bool = False

    def __len__(self) -> int:
        return len(self.paths)

    def batches(self) -> Iterator[NameBatch]:
        for start in range(0, len(self.paths), 2):
            yield NameBatch(self.paths[start : start + 2])


@dataclass
class ClipFolder:
    """A folder as clip-retrieval writes it, but for what is inside its parquet files."""

    place: Path
    names: dict[str, list[str]] = field(default_factory=dict)

    def add(self, number: str, vectors: npt.NDArray[Any], names: list[str] | None) -> None:
        for folder in ("img_emb", "metadata"):
            (self.place / folder).mkdir(parents=True, exist_ok=True)
        np.save(self.place / "img_emb" / f"img_emb_{number}.npy", vectors)
        if names is not None:
            (self.place / "metadata" / f"metadata_{number}.parquet").touch()
            self.names[f"metadata_{number}.parquet"] = names

    def open(self) -> ForeignEmbeddings:
        return open_clip_retrieval(self.place, lambda path: FakeNames(self.names[path.name]))


@pytest.fixture
def clip(tmp_path: Path) -> ClipFolder:
    made = ClipFolder(tmp_path / "out")
    for number in range(2):
        made.add(
            f"{number}",
            table(dtype="<f2") + 50 * number,
            [f"/d/{number}{row}.jpg" for row in "abc"],
        )
    return made


def test_shards_in_the_order_of_their_numbers(clip: ClipFolder) -> None:
    for number in range(2, 12):
        clip.add(f"{number}", table(1, dtype="<f2") + 50 * number, [f"/d/{number}.jpg"])
    source = clip.open()
    assert (source.encoder_id, source.spec, source.dim, len(source)) == (None, None, 4, 16)
    assert paths_in(source)[:4] == ["/d/0a.jpg", "/d/0b.jpg", "/d/0c.jpg", "/d/1a.jpg"]
    assert paths_in(source)[-2:] == ["/d/10.jpg", "/d/11.jpg"]
    assert source.vectors(np.array([15, 3, 0]))[:, 0].tolist() == [550.0, 50.0, 0.0]


def test_names_with_noughts_in_front(tmp_path: Path) -> None:
    made = ClipFolder(tmp_path / "out")
    for number in range(11):
        made.add(f"{number:02}", table(1, dtype="<f2"), [f"{number}.jpg"])
    assert len(made.open()) == 11


def test_what_a_folder_of_clip_retrieval_must_have(clip: ClipFolder) -> None:
    clip.add("2", table(dtype="<f2"), None)
    with pytest.raises(EmbeddingsError, match=r"“img_emb_2.npy”, but no .*metadata_2.parquet"):
        clip.open()
    clip.add("2", table(dtype="<f2"), ["1", "2"])
    with pytest.raises(EmbeddingsError, match=r"3 embeddings, .* names 2 images"):
        clip.open()
    clip.add("2", table(dtype="<f2", dim=5), ["1", "2", "3"])
    with pytest.raises(EmbeddingsError, match="have 5 numbers each"):
        clip.open()
    clip.add("2", table(dtype="<i2"), ["1", "2", "3"])
    with pytest.raises(EmbeddingsError, match="not a table of floating-point numbers"):
        clip.open()
    (clip.place / "img_emb" / "img_emb_2.npy").unlink()
    with pytest.raises(EmbeddingsError, match=r"“metadata_2.parquet”, but no .*img_emb_2.npy"):
        clip.open()
    (clip.place / "metadata" / "metadata_2.parquet").unlink()
    clip.add("3", table(dtype="<f2"), ["1", "2", "3"])
    with pytest.raises(EmbeddingsError, match="number 3, but none of number 2"):
        clip.open()
    clip.add("01", table(dtype="<f2"), ["1", "2", "3"])
    with pytest.raises(EmbeddingsError, match="two files of number 1"):
        clip.open()


def test_a_folder_without_a_shard(tmp_path: Path) -> None:
    (tmp_path / "out" / "img_emb").mkdir(parents=True)
    with pytest.raises(EmbeddingsGoneError, match="metadata"):
        open_embeddings(tmp_path / "out")
    (tmp_path / "out" / "metadata").mkdir()
    with pytest.raises(EmbeddingsError, match="img_emb_0"):
        open_embeddings(tmp_path / "out")


def test_parquet_without_pyarrow(clip: ClipFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(EmbeddingsError, match="pyarrow, which reads these, is not installed"):
        open_embeddings(clip.place)


# --- by image -------------------------------------------------------------------------------------


def matched(source: ForeignEmbeddings, rows: list[int], **named: Any) -> MatchedEmbeddings:
    settings: dict[str, Any] = {"hashes": None, "by_content": None, "unit_length": False}
    settings.update(named)
    return MatchedEmbeddings(source, np.array(rows, dtype=np.int64), asked=len(rows), **settings)


def test_embeddings_by_image(tmp_path: Path) -> None:
    found = matched(open_embeddings(save(tmp_path / "e.npz")), [2, NO_ROW, 0])
    assert (found.matched, found.is_complete) == (2, False)
    given = found.by_image([(ImageId(n), None) for n in (2, 1, 0, 7)])
    assert {image_id: row.tolist() for image_id, row in given.items()} == {
        0: table()[2].tolist(),
        2: table()[0].tolist(),
    }
    assert found.by_image([]) == {}
    assert found.with_content(bytes(16)) is None
    again = found.renumbered([None, 2, 0])
    assert again.rows.tolist() == [NO_ROW, 0, 2]


def test_content_overrules_the_path_where_both_sides_know_it(tmp_path: Path) -> None:
    source = open_embeddings(save(tmp_path / "e.npz", hashes=HASHES))
    found = matched(source, [0, 1, NO_ROW], hashes=HASHES, by_content=HashIndex(HASHES))
    first, second, third = (row.tobytes() for row in HASHES)
    asked = [
        (ImageId(0), first),  # as it was embedded
        (ImageId(1), third),  # its file holds what lay elsewhere
        (ImageId(2), second),  # moved
    ]
    given = found.by_image(asked)
    assert [given[image_id].tolist() for image_id, _ in asked] == table()[[0, 2, 1]].tolist()
    # Content that nobody embedded: what its path has is of another picture.
    assert found.by_image([(ImageId(0), b"x" * 16)]) == {}
    assert found.with_content(third) is not None


def test_an_index_of_contents() -> None:
    hashes = np.zeros((5, 16), dtype=np.uint8)
    hashes[1:3] = HASHES[:2]
    hashes[3] = HASHES[0]
    hashes[4, :8] = HASHES[0, :8]  # equal in its first half
    hashes[4, 8] = 77
    index = HashIndex(hashes)
    assert [index.find(row.tobytes()) for row in hashes] == [NO_ROW, 1, 2, 1, 4]
    assert index.find(b"short") == NO_ROW
    assert HashIndex(np.zeros((0, 16), dtype=np.uint8)).find(bytes(16)) == NO_ROW
