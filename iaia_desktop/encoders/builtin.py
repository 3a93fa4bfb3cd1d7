"""The built-in encoder: published descriptors in numpy, no weights, no network.

An image is seen twice: whole, and framed round its subject. Three blocks are made and joined:

- shape: histograms of oriented gradients at several scales of both views (Dalal and Triggs 2005,
  with the coarse-to-fine grids of Lazebnik, Schmid and Ponce 2006);
- texture: uniform local binary patterns (Ojala, Pietikainen and Maenpaa 2002);
- colour: Lab histograms of the image and of its foreground (Swain and Ballard 1991) under a
  Gaussian kernel, so that near colours count and the many unlike ones do not drown the shape.

Histograms are compared after a square root and every part is scaled to length one before it gets
its weight (Perronnin, Sanchez and Mensink 2010; Arandjelovic and Zisserman 2012). A fixed random
projection shortens the result.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image

from iaia_desktop.core.saying import Saying
from iaia_desktop.core.types import Vector
from iaia_desktop.encoders.descriptors import (
    COLOUR_BINS,
    LBP_BINS,
    ORIENTATIONS,
    Floats,
    average_pool,
    binary_patterns,
    colour_histograms,
    contrast_normalised,
    orientation_cells,
    to_grey,
    to_lab,
)
from iaia_desktop.encoders.descriptors_frame import foreground_weights, subject_box
from iaia_desktop.encoders.descriptors_project import FastProjection, GaussianFeatures

_SIDE = 128
_HALF = 64
_CELLS = 8
_COARSE = 4
_PATTERN_CELLS = 2

_SHAPE_DIM = 4 * _CELLS * _CELLS * ORIENTATIONS + _COARSE * _COARSE * ORIENTATIONS
_TEXTURE_DIM = 3 * _PATTERN_CELLS * _PATTERN_CELLS * LBP_BINS
_FORM_DIM = 640
_COLOUR_DIM = 384

_TEXTURE_WEIGHT = 0.3
_COLOUR_WEIGHT = 0.5
_COLOUR_SHARPNESS = 4.0


def _unit(values: Floats) -> Floats:
    """Flatten and scale to length one; zeros stay zeros."""
    flat = values.ravel()
    length = np.sqrt(np.dot(flat, flat))
    return flat / length if length > 1e-6 else np.zeros_like(flat)


def _joined(parts: Sequence[tuple[float, Floats]]) -> Floats:
    """Join unit parts by their weights into one unit vector; zeros stay zeros."""
    return _unit(np.concatenate([np.float32(weight) * _unit(part) for weight, part in parts]))


class BuiltinEncoder:
    """Describe images by shape, texture and colour; deterministic, on the CPU.

    Each image is worked on by itself, so its embedding does not depend on its neighbours in the
    batch. Instances hold only constants and may be used from several threads.
    """

    def __init__(self) -> None:
        self._form = FastProjection(_SHAPE_DIM + _TEXTURE_DIM, _FORM_DIM, seed=1)
        self._colour = GaussianFeatures(
            2 * COLOUR_BINS, _COLOUR_DIM, sharpness=_COLOUR_SHARPNESS, seed=2
        )

    @property
    def encoder_id(self) -> str:
        """Name of these numbers; it changes whenever the descriptor does."""
        return "builtin/1"

    @property
    def spec(self) -> str:
        """The spec string that loads this encoder."""
        return "builtin"

    @property
    def title(self) -> str:
        """Short name for the status bar."""
        return Saying("Built-in")

    @property
    def dim(self) -> int:
        """Length of an embedding."""
        return _FORM_DIM + _COLOUR_DIM

    @property
    def input_size_px(self) -> int:
        """Side of the square the encoder looks at."""
        return _SIDE

    @property
    def device(self) -> str:
        """Always the CPU."""
        return "cpu"

    @property
    def batch_size(self) -> int:
        """How many images to hand over at once: small, so that progress is seen."""
        return 32

    def encode_images(self, images: Sequence[Image.Image]) -> Vector:
        """Embed images.

        Parameters
        ----------
        images : sequence of PIL.Image.Image
            Mode RGB, upright, any size from 1 x 1.

        Returns
        -------
        ndarray, shape (n, 1024), float32
            In the order given; finite, never zero, of length about 1.4.
        """
        embeddings = np.empty((len(images), self.dim), dtype=np.float32)
        for row, image in enumerate(images):
            embeddings[row] = self._encode(image)
        return embeddings

    def _encode(self, image: Image.Image) -> Floats:
        """Embed one image, shape (1024,)."""
        picture = image if image.mode == "RGB" else image.convert("RGB")
        whole = np.asarray(_resized(picture, (0.0, 0.0, 1.0, 1.0), _SIDE))
        half = _halved(whole)
        lab = to_lab(half)
        weights = foreground_weights(average_pool(lab, 2))
        subject = np.asarray(_resized(picture, subject_box(weights), _HALF))
        whole_grey, subject_grey = to_grey(whole), to_grey(subject)
        form = np.concatenate(
            (
                _shape(average_pool(whole_grey, 2), subject_grey),
                np.float32(np.sqrt(_TEXTURE_WEIGHT)) * _texture(whole_grey, subject_grey),
            )
        )
        image_colours, subject_colours = colour_histograms(
            lab, weights.repeat(2, axis=0).repeat(2, axis=1)
        )
        colour = self._colour(_joined(((0.8, image_colours), (0.5, subject_colours))))
        return np.concatenate((self._form(form), np.float32(np.sqrt(_COLOUR_WEIGHT)) * colour))


def _resized(
    picture: Image.Image, box: tuple[float, float, float, float], side: int
) -> Image.Image:
    """Squash a part of the picture, given in shares of its size, to a square."""
    width, height = picture.size
    left, top, right, bottom = box
    return picture.resize(
        (side, side),
        Image.Resampling.BILINEAR,
        box=(left * width, top * height, right * width, bottom * height),
        reducing_gap=2.0,
    )


def _halved(pixels: np.typing.NDArray[np.uint8]) -> np.typing.NDArray[np.uint8]:
    """Average 2 x 2 pixels, rounded."""
    total = pixels[0::2, 0::2].astype(np.uint16)
    total += pixels[0::2, 1::2]
    total += pixels[1::2, 0::2]
    total += pixels[1::2, 1::2]
    return ((total + 2) >> 2).astype(np.uint8)


def _shape(whole: Floats, subject: Floats) -> Floats:
    """Describe outlines by gradients at three scales of two views, a unit vector."""
    subject_cells = orientation_cells(subject, _CELLS)
    return _joined(
        (
            (1.0, contrast_normalised(subject_cells, 0.05)),
            (0.7, contrast_normalised(orientation_cells(average_pool(subject, 2), _CELLS), 0.08)),
            (0.5, contrast_normalised(average_pool(subject_cells, 2), 0.05)),
            (0.5, contrast_normalised(orientation_cells(whole, _CELLS), 0.05)),
            (0.5, contrast_normalised(orientation_cells(average_pool(whole, 2), _CELLS), 0.08)),
        )
    )


def _texture(whole: Floats, subject: Floats) -> Floats:
    """Describe surfaces by binary patterns at three scales, a unit vector."""
    return _joined(
        (
            (1.0, binary_patterns(whole, 1, _PATTERN_CELLS)),
            (1.0, binary_patterns(whole, 2, _PATTERN_CELLS)),
            (1.0, binary_patterns(subject, 2, _PATTERN_CELLS)),
        )
    )
