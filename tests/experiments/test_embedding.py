"""Embedding data sets: with the cache, with few images, and without an encoder."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
from PIL import Image

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.types import Vector
from iaia_desktop.encoders.base import Encoder
from iaia_desktop.experiments.dataset import (
    NOT_EMBEDDED,
    LabelledImages,
    LabelledPixels,
    truth_from_names,
)
from iaia_desktop.experiments.embedding import EmbeddedData, EncoderSource, embed_data_job
from iaia_desktop.experiments.remembered_encoder import EncoderNotes
from iaia_desktop.experiments.results import Numbers
from iaia_desktop.store.embedding_cache import EmbeddingCache

Result = TypeVar("Result")

SPEC = "timm:mean"


class MeanEncoder:
    """Embeds an image as the mean of its channels, and counts the images."""

    spec = SPEC
    title = "mean"
    dim = 3
    input_size_px = 8
    device = "cpu"
    batch_size = 4

    def __init__(self, encoder_id: str = "mean/1") -> None:
        self.encoder_id = encoder_id
        self.encoded = 0

    def encode_images(self, images: Sequence[Image.Image]) -> Vector:
        self.encoded += len(images)
        pixels = [np.asarray(image, dtype=np.float32).mean(axis=(0, 1)) for image in images]
        return np.stack(pixels).astype(np.float32)


class Shelf:
    """An encoder on a shelf: counts how often it is taken, and can be swapped."""

    def __init__(self, home: Path) -> None:
        self.encoder = MeanEncoder()
        self.taken = 0
        self.cache = EmbeddingCache(home / "embeddings")
        self.notes = EncoderNotes(home / "encoders.json")

    def take(self) -> Encoder:
        self.taken += 1
        return self.encoder

    def embed(
        self, data: LabelledImages | LabelledPixels, rows: Numbers | None = None
    ) -> EmbeddedData:
        source = EncoderSource(SPEC, self.take, self.notes)
        with closing(self.cache) as cache:
            job = embed_data_job(data, rows, source, cache, CancelToken())
            return result_of(job)


def result_of(job: Generator[object, None, Result]) -> Result:
    while True:
        try:
            next(job)
        except StopIteration as stop:
            result: Result = stop.value
            return result


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "home")


@pytest.fixture
def images(tmp_path: Path) -> LabelledImages:
    for place in range(6):
        Image.new("RGB", (8, 8), (place * 10, 5, 0)).save(tmp_path / f"{place}.png")
    (tmp_path / "2.png").write_bytes(b"broken")
    paths = tuple(f"{place}.png" for place in range(6))
    truth = truth_from_names("six", tmp_path, ["a", "b"] * 3)
    return LabelledImages(truth, tmp_path, paths)


@pytest.fixture
def pixels(tmp_path: Path) -> LabelledPixels:
    array = np.random.default_rng(0).integers(256, size=(6, 8, 8, 3), dtype=np.uint8)
    array[5] = array[0]
    truth = truth_from_names("six", tmp_path, ["a", "b"] * 3)
    return LabelledPixels(truth, array, tmp_path)


def test_an_image_that_cannot_be_read_costs_only_itself(
    shelf: Shelf, images: LabelledImages
) -> None:
    embedded = shelf.embed(images)
    assert [row.path for row in embedded.failed] == ["2.png"]
    data = embedded.data
    assert data.places.tolist() == [0, 1, NOT_EMBEDDED, 2, 3, 4]
    assert data.embeddings[:, 0].tolist() == [0, 10, 30, 40, 50]
    assert data.encoder_id == "mean/1"


def test_only_what_is_needed_is_embedded(shelf: Shelf, images: LabelledImages) -> None:
    data = shelf.embed(images, np.array([4, 0, 4])).data
    assert shelf.encoder.encoded == 2
    assert data.places.tolist() == [0, -1, -1, -1, 1, -1]


def test_pixels(shelf: Shelf, pixels: LabelledPixels) -> None:
    data = shelf.embed(pixels).data
    np.testing.assert_allclose(
        data.embeddings, pixels.pixels.astype(np.float32).mean(axis=(1, 2)), rtol=1e-3
    )
    assert shelf.embed(pixels, np.array([3])).data.places.tolist() == [-1, -1, -1, 0, -1, -1]


def test_a_second_time_needs_no_encoder(
    shelf: Shelf, images: LabelledImages, pixels: LabelledPixels
) -> None:
    for data in (images, pixels):
        first = shelf.embed(data).data
        taken = shelf.taken
        second = shelf.embed(data).data
        assert shelf.taken == taken
        np.testing.assert_array_equal(first.embeddings, second.embeddings)
        assert second.encoder_id == "mean/1"


def test_the_encoder_is_loaded_when_an_image_is_missed(
    shelf: Shelf, images: LabelledImages
) -> None:
    shelf.embed(images, np.array([0, 1]))
    shelf.embed(images)
    assert (shelf.taken, shelf.encoder.encoded) == (2, 5)


def test_another_encoder_by_the_same_name_starts_afresh(
    shelf: Shelf, images: LabelledImages
) -> None:
    shelf.embed(images, np.array([0]))
    shelf.encoder = MeanEncoder("mean/2")
    data = shelf.embed(images).data
    assert data.encoder_id == "mean/2"
    assert shelf.encoder.encoded == 5
    assert shelf.embed(images).data.encoder_id == "mean/2"
    assert shelf.taken == 2


def test_notes_that_are_garbage_are_no_notes(
    shelf: Shelf, images: LabelledImages, tmp_path: Path
) -> None:
    notes = tmp_path / "home" / "encoders.json"
    for text in ("{", "[]", '{"timm:mean": 5}', '{"timm:mean": {"encoder_id": 1}}'):
        notes.parent.mkdir(exist_ok=True)
        notes.write_text(text)
        assert shelf.notes.recall(SPEC) is None
        assert len(shelf.embed(images).data.embeddings) == 5


def test_a_folder_with_other_weights_is_another_encoder(tmp_path: Path) -> None:
    folder = tmp_path / "weights"
    folder.mkdir()
    (folder / "config.json").write_text("{}")
    (folder / "model.safetensors").write_bytes(b"1")
    encoder = MeanEncoder()
    encoder.spec = f"timm:local-dir:{folder}"
    notes = EncoderNotes(tmp_path / "encoders.json")
    notes.note(encoder)
    assert notes.recall(encoder.spec) is not None
    (folder / "model.safetensors").write_bytes(b"22")
    assert notes.recall(encoder.spec) is None
    (folder / "model.safetensors").unlink()
    assert notes.recall(encoder.spec) is not None
