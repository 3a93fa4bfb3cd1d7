"""Every layout of labelled data, and what is wrong with data that is malformed."""

from __future__ import annotations

import io
import pickle
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import KnownError
from iaia_desktop.experiments.dataset import (
    DataSetError,
    EmbeddedSet,
    LabelledImages,
    LabelledPixels,
    Truth,
)
from iaia_desktop.experiments.datasets import DataSet, Layout, load_data_job, parse_layout

GOOD: dict[str, Any] = {
    "embeddings": np.eye(4, 3, dtype=np.float32),
    "labels": np.array(["b", "a", "b", "a"]),
}


def load(path: Path, layout: Layout | None = None) -> DataSet:
    job = load_data_job(path, layout, CancelToken())
    while True:
        try:
            next(job)
        except StopIteration as stop:
            data: DataSet = stop.value
            return data


def load_images(path: Path, layout: Layout | None = None) -> LabelledImages:
    data = load(path, layout)
    assert isinstance(data, LabelledImages)
    return data


def touch(root: Path, *paths: str) -> Path:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(b"not looked into")
    return root


def classes_of(truth: Truth) -> list[str]:
    return [truth.class_names[label] for label in truth.labels]


def domains_of(truth: Truth) -> list[str]:
    return [truth.domain_names[domain] for domain in truth.domains]


def save(path: Path, **arrays: Any) -> Path:
    np.savez(path, **arrays)
    return path


def assert_one_sentence(error: KnownError, *words: str) -> None:
    assert all(word in str(error) for word in words), str(error)
    assert "\n" not in str(error)
    assert error.what.endswith(".")


# --- folders --------------------------------------------------------------------------------------


def test_a_folder_per_class(tmp_path: Path) -> None:
    root = touch(tmp_path / "set", "cat/10.jpg", "cat/9.jpg", "ant/x/1.png", "ant/notes.txt")
    data = load_images(root)
    assert data.paths == ("ant/x/1.png", "cat/9.jpg", "cat/10.jpg")
    assert classes_of(data.truth) == ["ant", "cat", "cat"]
    assert data.truth.domain_names == ()
    assert data.truth.domains.tolist() == [0, 0, 0]
    assert data.truth.name == "set"


def test_a_folder_per_domain(tmp_path: Path) -> None:
    root = touch(tmp_path, "photo/b/1.jpg", "photo/a/1.jpg", "art/a/1.jpg", "art/b/2.jpg")
    data = load_images(root, Layout.DOMAIN_CLASS)
    assert data.paths == ("art/a/1.jpg", "art/b/2.jpg", "photo/a/1.jpg", "photo/b/1.jpg")
    assert classes_of(data.truth) == ["a", "b", "a", "b"]
    assert domains_of(data.truth) == ["art", "art", "photo", "photo"]


def test_core50_by_category_and_by_object(tmp_path: Path) -> None:
    paths = [f"s{s}/o{o}/C_{s}_{o}_0.png" for s in (10, 2) for o in (1, 5, 6, 50)]
    root = touch(tmp_path, *paths)
    data = load_images(root)
    assert data.truth.domain_names == ("s2", "s10")
    assert classes_of(data.truth)[:4] == [
        "plug adapter", "plug adapter", "mobile phone", "remote control"
    ]  # fmt: skip
    objects = load_images(root, Layout.CORE50_OBJECTS)
    assert objects.truth.class_names == ("o1", "o5", "o6", "o50")
    assert objects.paths == data.paths


def test_celeba(tmp_path: Path) -> None:
    root = touch(
        tmp_path,
        "Img/img_align_celeba/000001.jpg",
        "Img/img_align_celeba/000002.jpg",
        "Img/img_align_celeba/000010.jpg",
        "Img/img_celeba/000001.jpg",
        "Img/unnamed.jpg",
        "Anno/other.txt",
    )
    (root / "Anno" / "identity_CelebA.txt").write_text(
        "000001.jpg 2880\n000010.jpg 17\n\n000002.jpg 2880\n000003.jpg 5\n"
    )
    data = load_images(root)
    assert data.paths == tuple(
        f"Img/img_align_celeba/{n}.jpg" for n in ("000001", "000002", "000010")
    )
    assert classes_of(data.truth) == ["2880", "2880", "17"]
    assert data.truth.class_names == ("17", "2880")


def test_folders_that_do_not_fit_are_told_with_the_file(tmp_path: Path) -> None:
    loose = touch(tmp_path / "loose", "a/1.jpg", "b/1.jpg", "stray.jpg")
    core = touch(tmp_path / "core", "s1/o1/1.png", "s1/o51/1.png")
    cases: list[tuple[Path, Layout | None, str]] = [
        (loose, None, "stray.jpg"),
        (loose, Layout.DOMAIN_CLASS, "1.jpg"),
        (core, None, "s1/o51/1.png"),
        (loose, Layout.CORE50_OBJECTS, "1.jpg"),
        (touch(tmp_path / "one", "a/1.jpg", "a/2.jpg"), None, "one class"),
        (touch(tmp_path / "none", "a/notes.txt"), None, "no images"),
        (tmp_path / "nowhere", None, "nowhere"),
        (touch(tmp_path / "text", "notes.txt") / "notes.txt", None, "unknown layout"),
        (loose, Layout.CELEBA, "identity_CelebA.txt"),
        (loose, Layout.CIFAR100, "CIFAR-100"),
    ]
    for path, layout, words in cases:
        with pytest.raises(KnownError) as caught:
            load(path, layout)
        assert_one_sentence(caught.value, words)


def test_malformed_identities(tmp_path: Path) -> None:
    root = touch(tmp_path, "1.jpg")
    for text, words in (("1.jpg 5\n2.jpg\n", "Line 2"), ("9.jpg 5\n", "no image")):
        (root / "identity_CelebA.txt").write_text(text)
        with pytest.raises(DataSetError) as caught:
            load(root)
        assert_one_sentence(caught.value, words)


def test_names_of_layouts() -> None:
    assert parse_layout("domain/class") is Layout.DOMAIN_CLASS
    assert parse_layout("core50") is Layout.CORE50_CATEGORIES
    with pytest.raises(DataSetError) as caught:
        parse_layout("coco")
    assert_one_sentence(caught.value, "coco", "domain/class", "celeba")


# --- tables ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "p/10.jpg,b,new\np/9.jpg,a,old\n",
        "path,label,domain\np/10.jpg,b,new\np/9.jpg,a,old\n",
        "\ufeffdomain,class,file_name\r\nnew,b,p/10.jpg\r\n\r\nold,a,p/9.jpg\r\n",
    ],
)
def test_a_table_with_domains(tmp_path: Path, text: str) -> None:
    (tmp_path / "set.csv").write_text(text, encoding="utf-8", newline="")
    data = load_images(tmp_path / "set.csv")
    assert data.root == tmp_path
    assert data.paths == ("p/9.jpg", "p/10.jpg")
    assert classes_of(data.truth) == ["a", "b"]
    assert domains_of(data.truth) == ["old", "new"]
    assert data.truth.domain_names == ("new", "old")


def test_a_table_without_domains(tmp_path: Path) -> None:
    (tmp_path / "set.csv").write_text('1.jpg,a\n"odd, name.jpg",b\n1.jpg,a\n')
    data = load_images(tmp_path / "set.csv")
    assert data.paths == ("1.jpg", "odd, name.jpg")
    assert data.truth.domain_names == ()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no images"),
        (b"path,label\n", "no images"),
        (b"1.jpg,a\n2.jpg,a\n", "one class"),
        (b"1.jpg,a\n2.jpg\n", "Line 2"),
        (b"1.jpg,a\n2.jpg,b,c\n", "Line 2"),
        (b"1.jpg,a\n2.jpg,\n", "empty cell"),
        (b"1.jpg,a\n1.jpg,b\n", "Line 2"),
        (b"path,label,domain\n1.jpg,a,x\n2.jpg,b\n", "Line 3"),
        (b'1.jpg,"a\n', "Line 1"),
        (b"1.jpg,\xff\n", "UTF-8"),
    ],
)
def test_malformed_tables(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "set.csv").write_bytes(content)
    with pytest.raises(DataSetError) as caught:
        load(tmp_path / "set.csv")
    assert_one_sentence(caught.value, words)


# --- embeddings -----------------------------------------------------------------------------------


def load_set(path: Path) -> EmbeddedSet:
    data = load(path)
    assert isinstance(data, EmbeddedSet)
    return data


def test_embeddings(tmp_path: Path) -> None:
    path = save(
        tmp_path / "set.npz",
        **GOOD,
        domains=np.array(["z", "z", "y", "y"]),
        paths=np.array(["1", "2", "3", "4"]),
        encoder=np.array("some/1"),
    )
    data = load_set(path)
    assert data.embeddings.dtype == np.float32
    np.testing.assert_array_equal(data.embeddings, GOOD["embeddings"])
    assert classes_of(data.truth) == ["b", "a", "b", "a"]
    assert data.truth.domain_names == ("z", "y")
    assert data.places.tolist() == [0, 1, 2, 3]
    assert data.encoder_id == "some/1"


@pytest.mark.parametrize(
    ("kind", "kept"),
    [("float16", "float32"), ("float32", "float32"), ("float64", "float64"), ("int64", "float64")],
)
def test_precision_is_kept(tmp_path: Path, kind: str, kept: str) -> None:
    path = save(tmp_path / "set.npz", embeddings=np.eye(2, dtype=kind), labels=np.array([3, 20]))
    data = load_set(path)
    assert data.embeddings.dtype == kept
    assert data.truth.class_names == ("3", "20")


def test_names_that_are_bytes(tmp_path: Path) -> None:
    path = save(tmp_path / "set.npz", embeddings=np.eye(2), labels=np.array([b"caf\xc3\xa9", b"x"]))
    assert load_set(path).truth.class_names == ("café", "x")


def changed(**changes: Any) -> dict[str, Any]:
    return {**GOOD, **changes}


@pytest.mark.parametrize(
    ("arrays", "words"),
    [
        (changed(labels=np.array(["a", "b"])), "4 embeddings and 2 labels"),
        (changed(domains=np.array(["a"] * 5)), "5 domains"),
        (changed(paths=np.array(["a"] * 5)), "5 paths"),
        (changed(labels=np.array(["a"] * 4)), "one class"),
        (changed(labels=np.array([["a", "b", "a", "b"]])), "labels"),
        (changed(labels=np.array([0.5, 1.0, 2.0, 3.0])), "labels"),
        (changed(embeddings=np.zeros((0, 3)), labels=np.array([], dtype=str)), "no images"),
        (changed(embeddings=np.zeros((4, 0))), "components"),
        (changed(embeddings=np.zeros(4)), "not a table"),
        (changed(embeddings=np.array([["a"]] * 4)), "not a table"),
        (changed(embeddings=np.array([[1.0], [2.0], [np.nan], [1.0]])), "Row 2"),
        (changed(embeddings=np.array([[1.0], [np.inf], [2.0], [1.0]])), "Row 1"),
        (changed(embeddings=np.array([[1.0], [-1e300], [2.0], [1.0]])), "Row 1"),
        ({"embeddings": GOOD["embeddings"]}, "“labels”"),
        ({"labels": GOOD["labels"]}, "“embeddings”"),
        (changed(labels=np.array([None, "a", "b", 1], dtype=object)), "Python objects"),
    ],
)
def test_malformed_embeddings(tmp_path: Path, arrays: dict[str, Any], words: str) -> None:
    with pytest.raises(DataSetError) as caught:
        load(save(tmp_path / "set.npz", **arrays))
    assert_one_sentence(caught.value, words)


def test_files_that_are_no_embeddings(tmp_path: Path) -> None:
    (tmp_path / "text.npz").write_text("hello")
    (tmp_path / "folder.npz").mkdir()
    with zipfile.ZipFile(tmp_path / "other.npz", "w") as archive:
        archive.writestr("embeddings.npy", b"\x93NUMPY\x01\x00garbage")
    for name in ("text.npz", "other.npz", "missing.npz"):
        with pytest.raises(DataSetError):
            load(tmp_path / name)


def test_damage_anywhere_in_a_file_of_embeddings_is_told_or_harmless(tmp_path: Path) -> None:
    whole = save(tmp_path / "set.npz", **GOOD).read_bytes()
    path = tmp_path / "damaged.npz"
    rng = np.random.default_rng(0)
    for _ in range(300):
        data = bytearray(whole)
        for place in rng.integers(len(data), size=3).tolist():
            data[place] = int(rng.integers(256))
        path.write_bytes(data[: int(rng.integers(len(data) // 2, len(data) + 1))])
        try:
            load(path)
        except KnownError as error:
            assert_one_sentence(error)


# --- CIFAR-100 ------------------------------------------------------------------------------------


def write_cifar(folder: Path, *, count: int = 6, protocol: int = 2, **changes: Any) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    pixels = np.random.default_rng(0).integers(256, size=(count, 3072), dtype=np.uint8)
    content: dict[bytes, Any] = {
        b"data": pixels,
        b"fine_labels": [place % 3 for place in range(count)],
        b"coarse_labels": [0] * count,
        b"filenames": [f"{place}.png".encode() for place in range(count)],
        b"batch_label": b"training batch 1 of 1",
    }
    content.update({name.encode(): value for name, value in changes.items()})
    names = {b"fine_label_names": [b"apple", b"bear", b"cloud"], b"coarse_label_names": [b"x"]}
    (folder / "train").write_bytes(pickle.dumps(content, protocol=protocol))
    (folder / "meta").write_bytes(pickle.dumps(names, protocol=protocol))
    return folder


@pytest.mark.parametrize("protocol", [2, 4])
def test_cifar(tmp_path: Path, protocol: int) -> None:
    folder = write_cifar(tmp_path / "cifar-100-python", protocol=protocol)
    raw = np.random.default_rng(0).integers(256, size=(6, 3072), dtype=np.uint8)
    for path in (folder, tmp_path, folder / "train"):
        data = load(path)
        assert isinstance(data, LabelledPixels)
        assert classes_of(data.truth) == ["apple", "bear", "cloud"] * 2
        assert data.pixels.shape == (6, 32, 32, 3)
        np.testing.assert_array_equal(data.pixels[4, :, :, 1].ravel(), raw[4, 1024:2048])
        assert Image.fromarray(data.pixels[0]).mode == "RGB"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"fine_labels": [0, 1]}, "6 pictures and 2 labels"),
        ({"fine_labels": [0, 1, 2, 0, 1, 9]}, "does not name"),
        ({"fine_labels": [1] * 6}, "one class"),
        ({"data": np.zeros((6, 10), dtype=np.uint8)}, "as CIFAR-100 does"),
        ({"data": np.zeros((6, 3072), dtype=np.float32)}, "not a file of CIFAR-100"),
        ({"data": None}, "as CIFAR-100 does"),
        ({"data": Path("x")}, "pathlib"),
    ],
)
def test_malformed_cifar(tmp_path: Path, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(DataSetError) as caught:
        load(write_cifar(tmp_path, **changes))
    assert_one_sentence(caught.value, words)


def test_a_cifar_file_that_would_run_something_runs_nothing(tmp_path: Path) -> None:
    class Bomb:
        def __reduce__(self) -> tuple[Callable[..., object], tuple[str]]:
            return (Path.touch, (str(tmp_path / "it ran"),))

    write_cifar(tmp_path)
    buffer = io.BytesIO()
    pickle.dump({b"data": Bomb()}, buffer)
    (tmp_path / "train").write_bytes(buffer.getvalue())
    with pytest.raises(DataSetError):
        load(tmp_path)
    assert not (tmp_path / "it ran").exists()


def test_a_table_that_was_exported_means_what_it_meant(tmp_path: Path) -> None:
    (tmp_path / "metadata.csv").write_text("file_name,label\n_=x/a.png,'=x\nb/b.png,b\n")
    assert classes_of(load_images(tmp_path / "metadata.csv").truth) == ["=x", "b"]
