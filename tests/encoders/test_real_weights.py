"""The default encoder with its real weights, which are no part of the repository.

Skipped where they are not on the machine. With ``IAIA_FETCH_WEIGHTS=1`` in the environment the
program's own verb fetches them first (605 MB); nothing else in the tests uses a network.
"""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image, ImageDraw

from iaia_desktop.core.types import Vector
from iaia_desktop.encoders.base import Encoder, TextEncoder
from iaia_desktop.encoders.registry import DEFAULT_SPEC, load_encoder, weights_present
from iaia_desktop.images.demo import draw_picture

pytestmark = [pytest.mark.real_weights, pytest.mark.slow, pytest.mark.timeout(1_800)]

COLOURS = {"red": (214, 30, 30), "green": (24, 150, 40), "blue": (30, 60, 214)}
SCENES = ("mountain", "sea", "flower", "fish", "house", "planet")
FETCH = "IAIA_FETCH_WEIGHTS"


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    """Return the default encoder, on the processor so that every machine computes the same."""
    if not weights_present(DEFAULT_SPEC) and os.environ.get(FETCH) == "1":
        # In a process of its own: in this one the hub is told to stay offline.
        subprocess.run(
            [sys.executable, "-m", "iaia_desktop", "models", "fetch", DEFAULT_SPEC],
            env={**os.environ, "HF_HUB_OFFLINE": "0"},
            check=True,
        )
    if not weights_present(DEFAULT_SPEC):
        pytest.skip(f"the weights of {DEFAULT_SPEC} are not here ({FETCH}=1 fetches them)")
    return load_encoder(DEFAULT_SPEC, device="cpu")


def disc(colour: tuple[int, int, int], background: str = "white") -> Image.Image:
    picture = Image.new("RGB", (320, 320), background)
    ImageDraw.Draw(picture).ellipse((60, 60, 260, 260), fill=colour)
    return picture


def directions(embeddings: Vector) -> Vector:
    normalised: Vector = embeddings / np.linalg.norm(embeddings, axis=1, keepdims=True)
    return normalised


def read_names(encoder: Encoder, names: tuple[str, ...]) -> Vector:
    """Return a direction for each name: the mean of those of its sentences."""
    assert isinstance(encoder, TextEncoder), "CLIP reads"
    means = [directions(encoder.encode_texts(encoder.prompts(name))).mean(axis=0) for name in names]
    return directions(np.stack(means))


def test_embeddings_are_what_the_program_counts_on(encoder: Encoder) -> None:
    pictures = [disc(colour) for colour in COLOURS.values()]
    together = encoder.encode_images(pictures)
    assert together.dtype == np.float32
    assert together.shape == (3, encoder.dim)
    assert np.isfinite(together).all()
    alone = np.concatenate([encoder.encode_images([picture]) for picture in pictures])
    np.testing.assert_allclose(directions(alone), directions(together), atol=1e-3)


def test_it_tells_colours_by_their_names(encoder: Encoder) -> None:
    names = tuple(f"a {colour} circle" for colour in COLOURS)
    pictures = [disc(colour) for colour in COLOURS.values()]
    likeness = directions(encoder.encode_images(pictures)) @ read_names(encoder, names).T
    assert likeness.argmax(axis=1).tolist() == [0, 1, 2], likeness


def test_most_drawn_scenes_are_found_by_their_names(encoder: Encoder) -> None:
    """The demo's drawings are no photos: well above chance (one in six) is all that is asked."""
    drawn = [(scene, f"{scene}-{number}") for scene in SCENES for number in range(5)]
    embedded = encoder.encode_images([draw_picture(scene, seed) for scene, seed in drawn])
    likeness = directions(embedded) @ read_names(encoder, SCENES).T
    found = [SCENES[best] for best in likeness.argmax(axis=1)]
    right = np.mean([name == scene for name, (scene, _) in zip(found, drawn, strict=True)])
    assert right >= 0.5, found


def test_what_is_alike_lies_nearer_than_what_is_not(encoder: Encoder) -> None:
    """The nearest mean of four labelled drawings finds the class of most others."""
    rng_names = [(scene, f"{scene} {number}") for scene in SCENES for number in range(8)]
    embedded = directions(
        encoder.encode_images([draw_picture(scene, seed) for scene, seed in rng_names])
    ).reshape(len(SCENES), 8, -1)
    prototypes = directions(embedded[:, :4].mean(axis=1))
    nearest = (embedded[:, 4:] @ prototypes.T).argmax(axis=2)
    assert np.mean(nearest == np.arange(len(SCENES))[:, None]) >= 0.8, nearest
