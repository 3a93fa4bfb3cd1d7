"""The built-in encoder: its shape, its steadiness, and that it tells drawn things apart."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageOps

from iaia_desktop.core.annotator import Annotator
from iaia_desktop.core.memory import PrototypeMemory
from iaia_desktop.core.types import ClassId, Vector
from iaia_desktop.encoders.base import Encoder
from iaia_desktop.encoders.builtin import BuiltinEncoder
from iaia_desktop.encoders.descriptors import (
    COLOUR_BINS,
    LBP_BINS,
    ORIENTATIONS,
    average_pool,
    binary_patterns,
    colour_histograms,
    orientation_cells,
    to_lab,
)
from iaia_desktop.encoders.descriptors_frame import foreground_weights, subject_box
from iaia_desktop.encoders.descriptors_project import FastProjection, GaussianFeatures, hadamard

Rng = np.random.Generator


@pytest.fixture(scope="module")
def encoder() -> BuiltinEncoder:
    return BuiltinEncoder()


def _two_colours(rng: Rng) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Draw a colour and another that is clearly brighter or darker."""
    dark, bright = rng.integers(0, 90, 3), rng.integers(150, 256, 3)
    pair = (tuple(map(int, dark)), tuple(map(int, bright)))
    return pair if rng.random() < 0.5 else (pair[1], pair[0])


def _stripes(rng: Rng) -> Image.Image:
    back, front = _two_colours(rng)
    image = Image.new("RGB", (160, 120), back)
    draw = ImageDraw.Draw(image)
    width, phase = int(rng.integers(6, 14)), int(rng.integers(0, 14))
    for left in range(phase - 2 * width, 160, 2 * width):
        draw.rectangle((left, 0, left + width - 1, 119), fill=front)
    return image


def _disc(rng: Rng) -> Image.Image:
    back, front = _two_colours(rng)
    image = Image.new("RGB", (160, 120), back)
    x, y, radius = rng.integers(50, 110), rng.integers(45, 75), rng.integers(18, 40)
    circle = tuple(int(side) for side in (x - radius, y - radius, x + radius, y + radius))
    ImageDraw.Draw(image).ellipse(circle, fill=front)
    return image


def _checkers(rng: Rng) -> Image.Image:
    back, front = _two_colours(rng)
    image = Image.new("RGB", (160, 120), back)
    draw = ImageDraw.Draw(image)
    side = int(rng.integers(8, 18))
    for row in range(120 // side + 1):
        for column in range(row % 2, 160 // side + 1, 2):
            left, top = column * side, row * side
            draw.rectangle((left, top, left + side - 1, top + side - 1), fill=front)
    return image


DRAWERS: tuple[Callable[[Rng], Image.Image], ...] = (_stripes, _disc, _checkers)


def _drawn(count: int, seed: int) -> tuple[list[Image.Image], list[ClassId]]:
    """Draw ``count`` pictures, their kinds in turn."""
    rng = np.random.default_rng(seed)
    kinds = [number % len(DRAWERS) for number in range(count)]
    return [DRAWERS[kind](rng) for kind in kinds], [ClassId(kind + 1) for kind in kinds]


def _accuracy(embeddings: Vector, labels: list[ClassId], seed: int) -> float:
    """Run Algorithm 1 over a shuffle."""
    annotator = Annotator(PrototypeMemory(embeddings.shape[1]))
    for row in np.random.default_rng(seed).permutation(len(labels)):
        annotator.learn(embeddings[row], labels[row], annotator.suggest(embeddings[row]))
    accuracy = annotator.metrics.accuracy
    assert accuracy is not None
    return accuracy


def _cosine(first: npt.NDArray[np.float32], second: npt.NDArray[np.float32]) -> float:
    return float(first @ second / np.linalg.norm(first) / np.linalg.norm(second))


def test_it_describes_itself(encoder: BuiltinEncoder) -> None:
    asked: Encoder = encoder
    assert asked.encoder_id == "builtin/1"
    assert (asked.spec, asked.title, asked.device) == ("builtin", "Built-in", "cpu")
    assert asked.dim == 1024
    assert asked.input_size_px == 128
    assert asked.batch_size == 32


def test_gives_one_float32_row_an_image(encoder: BuiltinEncoder) -> None:
    images, _ = _drawn(5, seed=0)
    embeddings = encoder.encode_images(images)
    assert embeddings.shape == (5, encoder.dim)
    assert embeddings.dtype == np.float32
    assert encoder.encode_images([]).shape == (0, encoder.dim)


def test_an_embedding_does_not_depend_on_its_neighbours(encoder: BuiltinEncoder) -> None:
    images, _ = _drawn(7, seed=1)
    together = encoder.encode_images(images)
    backwards = encoder.encode_images(images[::-1])[::-1]
    alone = np.concatenate([BuiltinEncoder().encode_images([image]) for image in images])
    np.testing.assert_array_equal(together, backwards)
    np.testing.assert_array_equal(together, alone)


def test_another_process_gives_the_same_numbers(encoder: BuiltinEncoder) -> None:
    program = (
        "import sys, numpy as np; from PIL import Image;"
        "from iaia_desktop.encoders.builtin import BuiltinEncoder;"
        "ramp = np.arange(40 * 30 * 3, dtype=np.uint32).reshape(30, 40, 3) * 2654435761 >> 24;"
        "image = Image.fromarray((ramp & 255).astype(np.uint8));"
        "sys.stdout.buffer.write(BuiltinEncoder().encode_images([image]).tobytes());"
        "assert not {'torch', 'open_clip', 'timm', 'PySide6'} & set(sys.modules)"
    )
    runs = {
        subprocess.run([sys.executable, "-c", program], check=True, capture_output=True).stdout
        for _ in range(2)
    }
    ramp = np.arange(40 * 30 * 3, dtype=np.uint32).reshape(30, 40, 3) * 2654435761 >> 24
    image = Image.fromarray((ramp & 255).astype(np.uint8))
    assert runs == {encoder.encode_images([image]).tobytes()}


@pytest.mark.parametrize(
    "size", [(1, 1), (1, 2), (2, 1), (4000, 3), (3, 4000), (7, 5), (129, 127), (3000, 2000)]
)
@pytest.mark.parametrize("colour", [(0, 0, 0), (255, 255, 255), (12, 200, 90)])
def test_flat_pictures_of_any_size_are_described(
    encoder: BuiltinEncoder, size: tuple[int, int], colour: tuple[int, int, int]
) -> None:
    embedding = encoder.encode_images([Image.new("RGB", size, colour)])[0]
    assert np.isfinite(embedding).all()
    assert 0.5 < float(np.linalg.norm(embedding)) < 2.0


@pytest.mark.parametrize("size", [(1, 1), (4000, 3), (3, 4000), (2, 300), (33, 31)])
def test_noise_of_any_size_is_described(encoder: BuiltinEncoder, size: tuple[int, int]) -> None:
    rng = np.random.default_rng(2)
    noise = rng.integers(0, 256, (size[1], size[0], 3), dtype=np.uint8)
    embedding = encoder.encode_images([Image.fromarray(noise)])[0]
    assert np.isfinite(embedding).all()
    assert 0.5 < float(np.linalg.norm(embedding)) < 2.0


def test_other_modes_are_taken_as_rgb(encoder: BuiltinEncoder) -> None:
    grey = _drawn(1, seed=3)[0][0].convert("L")
    np.testing.assert_array_equal(
        encoder.encode_images([grey]), encoder.encode_images([grey.convert("RGB")])
    )


def test_the_pictures_are_not_changed(encoder: BuiltinEncoder) -> None:
    image = _drawn(2, seed=4)[0][1]
    before = image.tobytes()
    encoder.encode_images([image])
    assert image.tobytes() == before


@pytest.mark.parametrize(
    "changed",
    [
        ImageOps.mirror,
        lambda image: ImageEnhance.Brightness(image).enhance(0.85),
        lambda image: ImageEnhance.Contrast(image).enhance(0.85),
        lambda image: image.resize((320, 240)),
    ],
    ids=["mirrored", "darker", "flatter", "twice as large"],
)
def test_a_changed_picture_stays_nearest_to_its_kind(
    encoder: BuiltinEncoder, changed: Callable[[Image.Image], Image.Image]
) -> None:
    learnt, labels = _drawn(24, seed=5)
    memory = PrototypeMemory(encoder.dim)
    for embedding, label in zip(encoder.encode_images(learnt), labels, strict=True):
        memory.add(label, embedding)
    fresh, truth = _drawn(12, seed=6)
    distances = memory.distances(encoder.encode_images([changed(image) for image in fresh]))
    nearest = [memory.class_ids[column] for column in distances.argmin(axis=1)]
    assert nearest == truth


def test_a_subject_is_known_again_where_it_moved(encoder: BuiltinEncoder) -> None:
    def drawing(left: int, top: int, *, round_shape: bool) -> Image.Image:
        image = Image.new("RGB", (200, 200), (235, 235, 230))
        draw = ImageDraw.Draw(image)
        box = (left, top, left + 60, top + 60)
        (draw.ellipse if round_shape else draw.rectangle)(box, fill=(40, 60, 120))
        return image

    here, there, other = encoder.encode_images(
        [
            drawing(40, 50, round_shape=True),
            drawing(95, 85, round_shape=True),
            drawing(40, 50, round_shape=False),
        ]
    )
    assert _cosine(here, there) > _cosine(here, other)


def test_prototypes_tell_drawn_kinds_apart(encoder: BuiltinEncoder) -> None:
    images, labels = _drawn(90, seed=7)
    embeddings = encoder.encode_images(images)
    assert min(_accuracy(embeddings, labels, seed) for seed in range(3)) > 0.9


def test_prototypes_tell_colours_apart(encoder: BuiltinEncoder) -> None:
    rng = np.random.default_rng(8)
    bases = np.array([(200, 40, 40), (40, 170, 60), (50, 70, 200), (210, 190, 40)])
    images, labels = [], []
    for number in range(60):
        noise = rng.normal(0.0, 12.0, (40, 40, 3)) + rng.normal(0.0, 12.0, 3)
        pixels = np.clip(bases[number % 4] + noise, 0, 255).astype(np.uint8)
        images.append(Image.fromarray(pixels))
        labels.append(ClassId(number % 4 + 1))
    assert _accuracy(encoder.encode_images(images), labels, seed=0) > 0.9


@pytest.mark.parametrize(("name", "floor"), [("clothing-small", 0.45), ("trashnet", 0.45)])
def test_photos_are_told_apart_better_than_by_a_quick_descriptor(
    encoder: BuiltinEncoder, shared_data: Path, name: str, floor: float
) -> None:
    folder = shared_data / "data" / name
    if not folder.is_dir():
        pytest.skip(f"no pictures at {folder}")
    embeddings, labels = [], []
    for number, class_folder in enumerate(sorted(folder.iterdir()), start=1):
        for path in sorted(class_folder.glob("*.jpg")):
            with Image.open(path) as image:
                embeddings.append(encoder.encode_images([image.convert("RGB")])[0])
            labels.append(ClassId(number))
    stacked = np.stack(embeddings)
    assert np.mean([_accuracy(stacked, labels, seed) for seed in range(3)]) > floor


def test_lab_of_known_colours() -> None:
    pixels = np.array([[[255, 255, 255], [0, 0, 0], [255, 0, 0], [0, 0, 255]]], dtype=np.uint8)
    expected = [[100.0, 0.0, 0.0], [0.0, 0.0, 0.0], [53.2, 80.1, 67.2], [32.3, 79.2, -107.9]]
    np.testing.assert_allclose(to_lab(pixels)[0], expected, atol=0.3)


def test_gradients_of_stripes_lie_in_one_orientation() -> None:
    upright = np.tile(np.sin(np.arange(64, dtype=np.float32) / 3), (64, 1))
    cells = orientation_cells(upright, 8)
    assert cells.shape == (8, 8, ORIENTATIONS)
    assert cells[:, :, 0].sum() > 0.99 * cells.sum()
    level = orientation_cells(np.ascontiguousarray(upright.T), 8)
    assert level[:, :, 4:6].sum() > 0.99 * level.sum()


def test_patterns_of_a_flat_picture_are_one_bin() -> None:
    patterns = binary_patterns(np.full((64, 64), 0.5, dtype=np.float32), 2, 2)
    assert patterns.shape == (2, 2, LBP_BINS)
    np.testing.assert_array_equal(patterns[:, :, 0], np.ones((2, 2)))
    assert patterns[:, :, 1:].sum() == 0


def test_colour_shares_sum_to_one() -> None:
    rng = np.random.default_rng(9)
    lab = to_lab(rng.integers(0, 256, (64, 64, 3), dtype=np.uint8))
    weights = rng.uniform(0.1, 2.0, (64, 64)).astype(np.float32)
    for histogram in colour_histograms(lab, weights):
        assert histogram.shape == (COLOUR_BINS,)
        np.testing.assert_allclose((histogram**2).sum(), 1.0, rtol=1e-5)


def test_the_subject_is_framed() -> None:
    picture = Image.new("RGB", (64, 64), (240, 240, 240))
    ImageDraw.Draw(picture).rectangle((30, 20, 45, 51), fill=(20, 90, 40))
    lab = average_pool(to_lab(np.asarray(picture)), 2)
    left, top, right, bottom = subject_box(foreground_weights(lab))
    assert 0.2 < left < 30 / 64
    assert 45 / 64 < right < 0.95
    assert 0.0 <= top < 20 / 64
    assert 51 / 64 < bottom <= 1.0


def test_without_a_subject_the_frame_is_the_picture() -> None:
    flat = np.full((32, 32, 3), 50.0, dtype=np.float32)
    assert subject_box(foreground_weights(flat)) == (0.0, 0.0, 1.0, 1.0)


def test_hadamard_is_its_own_inverse_and_keeps_lengths() -> None:
    values = np.random.default_rng(10).normal(size=256).astype(np.float32)
    np.testing.assert_allclose(hadamard(hadamard(values)), values, atol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(hadamard(values)), np.linalg.norm(values), rtol=1e-5)


def test_the_projection_keeps_cosines() -> None:
    rng = np.random.default_rng(11)
    first = rng.normal(size=3000).astype(np.float32)
    second = (first + rng.normal(size=3000)).astype(np.float32)
    project = FastProjection(3000, 640, seed=1)
    assert project(first).shape == (640,)
    assert _cosine(project(first), project(second)) == pytest.approx(
        _cosine(first, second), abs=0.08
    )
    whole = FastProjection(3000, 4096, seed=1)
    assert _cosine(whole(first), whole(second)) == pytest.approx(_cosine(first, second), abs=1e-4)


@pytest.mark.parametrize("nearness", [1.0, 0.9, 0.6, 0.0])
def test_the_features_follow_the_gaussian_kernel(nearness: float) -> None:
    rng = np.random.default_rng(12)
    first, other = np.linalg.qr(rng.normal(size=(900, 2)))[0].T.astype(np.float32)
    second = nearness * first + np.float32(np.sqrt(1 - nearness**2)) * other
    features = GaussianFeatures(900, 1024, sharpness=4.0, seed=2)
    expected = np.exp(-4.0 * (1.0 - nearness))
    assert float(features(first) @ features(second)) == pytest.approx(expected, abs=0.12)
    assert float(np.linalg.norm(features(first))) == pytest.approx(1.0, abs=1e-4)
