"""The data that the documents' commands and code work on: small pictures, and a real session."""

from __future__ import annotations

import itertools
import pickle
import shutil
import tarfile
import zipfile
from collections.abc import Generator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from PIL import Image

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.method import Method
from iaia_desktop.core.palette import CLASS_COLOURS
from iaia_desktop.core.types import FileInfo, FileStatus
from iaia_desktop.encoders.registry import load_encoder
from iaia_desktop.jobs.embed_folder import embed_folder_job
from iaia_desktop.jobs.open_session import OpenRequest, open_session_job
from iaia_desktop.session.annotation_session import AnnotationSession
from iaia_desktop.store.embedding_cache import EmbeddingCache
from iaia_desktop.store.paths import new_session_path

T = TypeVar("T")

_COLOURS = {"sea": (30, 40, 200), "tree": (40, 170, 50), "odd": (200, 40, 30)}
_PHOTOS = {
    "beach/1.png": "sea",
    "beach/2.png": "sea",
    "beach/3.png": "sea",
    "odd/1.png": "",
    "wood/1.png": "tree",
    "wood/2.png": "tree",
}
"""The pictures of ``photos`` and the labels that a person gave them."""

_DAY = 1_770_000_000.0


def make_all(place: Path) -> None:
    """Fill a folder with everything that the documents name; ``home`` is the program's own."""
    for seed, (path, label) in enumerate(_PHOTOS.items()):
        _draw(place / "photos" / path, label or "odd", seed)
    for folder, first in (("examples", 100), ("DATA", 200)):
        for seed, (name, number) in enumerate(itertools.product(("sea", "tree"), range(6))):
            _draw(place / folder / name / f"{number}.png", name, first + seed)
    for number in range(3):
        _draw(place / "more" / f"{number}.png", "tree", 300 + number)
    _choose_encoder(place / "home")
    _label(place / "photos", place / "photos.iaia", _PHOTOS)
    _damage(place)
    # The session that the program finds by its folder.
    known = new_session_path(place / "photos", place / "home" / "data" / "sessions")
    known.parent.mkdir(parents=True)
    shutil.copyfile(place / "photos.iaia", known)
    _core50(place)
    _cifar(place)
    _celeba(place)
    _embeddings(place)


def _draw(path: Path, name: str, seed: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    noise = np.random.default_rng(seed).normal(0, 12, (24, 32, 3))
    pixels = np.clip(np.array(_COLOURS[name]) + noise, 0, 255).astype(np.uint8)
    Image.fromarray(pixels).save(path)


def _choose_encoder(home: Path) -> None:
    """Choose the encoder that needs no weights."""
    (home / "config").mkdir(parents=True)
    (home / "config" / "settings.json").write_text('{"encoder_spec": "builtin"}')


def _label(folder: Path, path: Path, wanted: Mapping[str, str]) -> None:
    """Label a folder as a person does, in the program's own session, and close it."""
    encoder = load_encoder("builtin")
    with closing(EmbeddingCache(path.parent / "made-up-cache")) as cache:
        embedded = _result(embed_folder_job(folder, encoder, cache, CancelToken()))
    shutil.rmtree(path.parent / "made-up-cache")
    request = OpenRequest(
        target=folder,
        sessions=path.parent,
        palette=CLASS_COLOURS,
        method=Method(),
        encoder_spec="builtin",
        now=_DAY,
        session_path=path,
    )
    clock = itertools.count(_DAY, 2.0)
    session = AnnotationSession(
        _result(open_session_job(request, CancelToken())),
        clock=lambda: next(clock),
        class_keys=lambda: "123456789",
    )
    if len(session.state) == 0:
        paths = list(embedded.paths)
        session.take_images(session.store.add_images(paths), paths)
    images = list(session.state.images())
    session.note_files(
        [
            FileInfo(image, FileStatus.READY, content_hash=content_hash, width_px=32, height_px=24)
            for image, content_hash in zip(images, embedded.hashes or (), strict=True)
        ]
    )
    session.engine.use_encoder(embedded.encoder_id, encoder.dim)
    session.engine.add_embeddings(images, embedded.vectors)
    session.navigator.start()
    for image in images:
        name = wanted.get(session.state.path(image), "")
        if not name:
            continue
        session.navigator.go_to(image)
        row = session.state.class_named(name)
        if row is None:
            session.label_with_new_class(name)
        else:
            session.label(row.class_id)
    session.close()


def _damage(place: Path) -> None:
    """Leave a session that a bad disk took half of, with its backup and log."""
    path = place / "damaged.iaia"
    _label(place / "photos", path, _PHOTOS)
    _label(place / "photos", path, {"odd/1.png": "sea"})
    content = bytearray(path.read_bytes())
    content[4096 : len(content) // 2] = bytes(len(content) // 2 - 4096)
    path.write_bytes(content)


def _core50(place: Path) -> None:
    with zipfile.ZipFile(place / "core50_128x128.zip", "w") as archive:
        for session, thing in itertools.product((1, 2), (1, 6)):
            for number in range(3):
                file = place / "drawn.png"
                _draw(file, "sea" if thing == 1 else "tree", 10 * session + number)
                archive.write(file, f"core50_128x128/s{session}/o{thing}/C_0{session}_{number}.png")
        file.unlink()


def _cifar(place: Path) -> None:
    folder = place / "cifar-100-python"
    folder.mkdir()
    pixels = np.random.default_rng(0).integers(256, size=(12, 3072), dtype=np.uint8)
    content: dict[bytes, Any] = {b"data": pixels, b"fine_labels": [n % 3 for n in range(12)]}
    (folder / "train").write_bytes(pickle.dumps(content, protocol=2))
    names = {b"fine_label_names": [b"apple", b"bear", b"cloud"]}
    (folder / "meta").write_bytes(pickle.dumps(names, protocol=2))
    with tarfile.open(place / "cifar-100-python.tar.gz", "w:gz") as archive:
        archive.add(folder, folder.name)
    shutil.rmtree(folder)


def _celeba(place: Path) -> None:
    with zipfile.ZipFile(place / "img_align_celeba.zip", "w") as archive:
        for number in range(1, 9):
            file = place / "drawn.png"
            _draw(file, "sea" if number % 2 else "tree", number)
            archive.write(file, f"img_align_celeba/{number:06}.jpg")
        file.unlink()
    (place / "identity_CelebA.txt").write_text(
        "".join(f"{number:06}.jpg {number % 2 + 1}\n" for number in range(1, 9))
    )


def _embeddings(place: Path) -> None:
    """Write embeddings as ``embed`` does, for one domain and for two."""
    random = np.random.default_rng(3)
    labels = np.array([f"class {number % 3}" for number in range(60)])
    middles = random.normal(0, 3, (3, 8))
    vectors = np.array([middles[number % 3] for number in range(60)]) + random.normal(size=(60, 8))
    arrays: dict[str, Any] = {
        "embeddings": vectors.astype(np.float32),
        "labels": labels,
        "paths": np.array([f"{label}/{n}.png" for n, label in enumerate(labels)]),
    }
    np.savez(place / "FILE.npz", **arrays)
    domains = np.array(["photo", "sketch"])[np.arange(60) // 30]
    np.savez(place / "pacs-domains.npz", domains=domains, **arrays)
    (place / "FOLDER_OF_FILES").mkdir()
    np.savez(place / "FOLDER_OF_FILES" / "made-up.npz", **arrays)


def _result(job: Generator[Any, None, T]) -> T:
    while True:
        try:
            next(job)
        except StopIteration as stop:
            result: T = stop.value
            return result
