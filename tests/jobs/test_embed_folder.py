"""Embedding a folder into a table, and the file that keeps it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
from PIL import Image

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import CancelledError, ExportError, FolderError
from iaia_desktop.core.types import Vector
from iaia_desktop.jobs.embed_folder import (
    FolderEmbeddings,
    class_folder_names,
    embed_folder_job,
)
from iaia_desktop.jobs.embeddings_file import check_embeddings_path, save_embeddings
from iaia_desktop.store.embedding_cache import EmbeddingCache

Result = TypeVar("Result")


class MeanColour:
    """An encoder whose embedding is the mean colour."""

    encoder_id = "mean-colour"
    spec = "builtin"
    title = "Mean colour"
    dim = 3
    input_size_px = 8
    device = "cpu"
    batch_size = 3

    def __init__(self) -> None:
        self.seen = 0

    def encode_images(self, images: Sequence[Image.Image]) -> Vector:
        self.seen += len(images)
        means = [np.asarray(image, dtype=np.float64).mean(axis=(0, 1)) for image in images]
        return (np.array(means) / 255).astype(np.float32)


def finish(job: Generator[object, None, Result]) -> Result:
    while True:
        try:
            next(job)
        except StopIteration as stop:
            result: Result = stop.value
            return result


def draw(path: Path, red: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (9, 7), (red, 40, 80)).save(path)


def embed(folder: Path, cache: EmbeddingCache | None = None) -> FolderEmbeddings:
    return finish(embed_folder_job(folder, MeanColour(), cache, CancelToken()))


def test_rows_are_in_natural_order_of_paths(tmp_path: Path) -> None:
    for number in range(12):
        draw(tmp_path / "b" / f"img{number}.png", 10 * number)
    draw(tmp_path / "a.png", 200)
    result = embed(tmp_path)
    assert result.paths == ("a.png", *(f"b/img{number}.png" for number in range(12)))
    assert result.vectors.dtype == np.float32
    reds = np.round(result.vectors[:, 0] * 255).tolist()
    assert reds == [200, *(10 * number for number in range(12))]
    assert (result.encoder_id, result.found, result.failed) == ("mean-colour", 13, ())


def test_the_order_is_the_same_when_some_come_from_the_cache(tmp_path: Path) -> None:
    folder = tmp_path / "images"
    for number in range(0, 10, 2):
        draw(folder / f"{number}.png", 10 * number)
    cache = EmbeddingCache(tmp_path / "cache")
    embed(folder, cache)
    for number in range(1, 10, 2):
        draw(folder / f"{number}.png", 10 * number)
    encoder = MeanColour()
    result = finish(embed_folder_job(folder, encoder, cache, CancelToken()))
    cache.close()
    assert encoder.seen == 5
    assert result.paths == tuple(f"{number}.png" for number in range(10))
    assert np.round(result.vectors[:, 0] * 255).tolist() == [10 * n for n in range(10)]


def test_bad_files_cost_only_themselves(tmp_path: Path) -> None:
    draw(tmp_path / "cat" / "good.png", 10)
    (tmp_path / "cat" / "bad.png").write_bytes(b"no image")
    (tmp_path / "cat" / "empty.jpg").write_bytes(b"")
    result = embed(tmp_path)
    assert result.paths == ("cat/good.png",)
    assert result.labels == ("cat",)
    assert [(row.path, bool(row.reason)) for row in result.failed] == [
        ("cat/bad.png", True),
        ("cat/empty.jpg", True),
    ]


def test_nothing_readable_gives_an_empty_table(tmp_path: Path) -> None:
    (tmp_path / "bad.png").write_bytes(b"no image")
    result = embed(tmp_path)
    assert (result.paths, result.vectors.shape) == ((), (0, 3))


def test_labels_only_where_every_image_lies_in_a_class_folder(tmp_path: Path) -> None:
    draw(tmp_path / "cat" / "deep" / "1.png", 1)
    draw(tmp_path / "dog" / "1.png", 2)
    assert embed(tmp_path).labels == ("cat", "dog")
    draw(tmp_path / "stray.png", 3)
    assert embed(tmp_path).labels is None


def test_an_export_gives_its_own_class_names_back(tmp_path: Path) -> None:
    (tmp_path / "labels.jsonl").write_text(
        '{"exported": "train/a_b/1.png", "class": "a/b", "split": "train"}\n'
    )
    assert class_folder_names(tmp_path, ["train/a_b/1.png", "train/c/2.png"]) == ("a/b", "c")


@pytest.mark.parametrize("make", [lambda path: path.mkdir(), lambda path: None, Path.touch])
def test_folders_without_images_are_refused(tmp_path: Path, make: Callable[[Path], object]) -> None:
    make(tmp_path / "there")
    with pytest.raises(FolderError):
        embed(tmp_path / "there")


def test_a_cancelled_job_stops(tmp_path: Path) -> None:
    draw(tmp_path / "1.png", 1)
    cancel = CancelToken()
    job = embed_folder_job(tmp_path, MeanColour(), None, cancel)
    next(job)
    cancel.cancel()
    with pytest.raises(CancelledError):
        finish(job)


# --- the file -------------------------------------------------------------------------------------


def table(*paths: str, labels: tuple[str, ...] | None = None) -> FolderEmbeddings:
    vectors = np.arange(3 * len(paths), dtype=np.float32).reshape(len(paths), 3)
    hashes = tuple(bytes([row] * 16) for row in range(len(paths)))
    return FolderEmbeddings(
        paths, vectors, labels, "mean-colour", "builtin", hashes, len(paths), (), ()
    )


def test_the_file_is_read_without_pickle(tmp_path: Path) -> None:
    save_embeddings(tmp_path / "new" / "e.npz", table("ü/1.png", "b.png", labels=("ü", "b")))
    with np.load(tmp_path / "new" / "e.npz", allow_pickle=False) as stored:
        names = {"embeddings", "paths", "labels", "encoder", "spec", "hashes"}
        assert set(stored) == names
        assert (stored["hashes"].dtype, stored["hashes"].shape) == (np.uint8, (2, 16))
        assert stored["hashes"][1].tobytes() == bytes([1] * 16)
        assert str(stored["spec"]) == "builtin"
        assert stored["embeddings"].dtype == np.float32
        assert stored["paths"].tolist() == ["ü/1.png", "b.png"]
        assert stored["labels"].tolist() == ["ü", "b"]
        assert str(stored["encoder"]) == "mean-colour"


def test_names_that_are_not_utf_8_survive(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.png") if sys.platform == "linux" else "cafe.png"
    save_embeddings(tmp_path / "e.npz", table(name))
    with np.load(tmp_path / "e.npz") as stored:
        assert stored["paths"].tolist() == [name]


def test_only_a_file_of_embeddings_is_replaced(tmp_path: Path) -> None:
    save_embeddings(tmp_path / "e.npz", table("a.png"))
    save_embeddings(tmp_path / "e.npz", table("b.png"))
    with np.load(tmp_path / "e.npz") as stored:
        assert stored["paths"].tolist() == ["b.png"]
    np.savez(tmp_path / "other.npz", precious=np.zeros(3))
    (tmp_path / "text.npz").write_text("precious")
    (tmp_path / "folder.npz").mkdir()
    for name in ("other.npz", "text.npz", "folder.npz", "picture.png", "bare"):
        with pytest.raises(ExportError):
            check_embeddings_path(tmp_path / name)
    assert (tmp_path / "text.npz").read_text() == "precious"


def test_a_failed_write_leaves_the_old_file_and_no_rubbish(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_embeddings(tmp_path / "e.npz", table("a.png"))
    before = (tmp_path / "e.npz").read_bytes()

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ExportError, match="No space"):
        save_embeddings(tmp_path / "e.npz", table("b.png"))
    assert (tmp_path / "e.npz").read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["e.npz"]
