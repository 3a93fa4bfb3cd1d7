"""Draw pictures that cost a decoder what a camera's photos cost it, from a seed.

A photo is smooth at large scales, has edges, and noise in every pixel; that sets how many bits each
block takes and so how long decoding lasts. So: soft shapes in colour, texture whose strength falls
with its frequency, and sensor noise. At quality 90 a 12-megapixel picture takes 4 to 6 MB, as out
of a telephone.
"""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

LARGE = (4000, 3000)
"""12 megapixels."""

SMALL = (512, 384)
"""0.2 megapixels."""

TINY = (96, 72)
"""For folders of a great many files."""

_MARK = b"\xff\xfe"


def draw_photo(size: tuple[int, int], seed: int) -> Image.Image:
    """Return a picture of this size, mode RGB; the same for the same seed."""
    rng = np.random.default_rng(seed)
    width, height = size
    small = (max(8, width // 8), max(8, height // 8))
    canvas = Image.new("RGB", small, tuple(int(value) for value in rng.integers(60, 200, 3)))
    draw = ImageDraw.Draw(canvas)
    for _ in range(24):
        x, y = rng.uniform(0, small[0]), rng.uniform(0, small[1])
        radius = rng.uniform(0.03, 0.3) * small[0]
        colour = tuple(int(value) for value in rng.integers(20, 236, 3))
        box = (x - radius, y - 0.7 * radius, x + radius, y + 0.7 * radius)
        (draw.ellipse if rng.random() < 0.5 else draw.rectangle)(box, fill=colour)
    canvas = canvas.filter(ImageFilter.GaussianBlur(1.0)).resize(size, Image.Resampling.BICUBIC)
    pixels = np.asarray(canvas, dtype=np.float32)
    texture = np.zeros((height, width), dtype=np.float32)
    for octave, strength in ((32, 10.0), (8, 7.0), (2, 5.0)):
        coarse = rng.standard_normal((height // octave + 2, width // octave + 2), dtype=np.float32)
        layer = Image.fromarray(coarse).resize(size, Image.Resampling.BILINEAR)
        texture += strength * np.asarray(layer, dtype=np.float32)
    noisy = pixels + texture[:, :, None]
    noisy += 3.0 * rng.standard_normal((height, width, 3), dtype=np.float32)
    return Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8))


def as_jpeg(image: Image.Image, quality: int = 90) -> bytes:
    """Return a JPEG as a camera writes it: colour at half the resolution."""
    data = io.BytesIO()
    image.save(data, "JPEG", quality=quality, subsampling=2)
    return data.getvalue()


def marked(jpeg: bytes, text: str) -> bytes:
    """Return the same picture in another file: with a comment, so that its content hash differs."""
    comment = text.encode()
    length = (len(comment) + 2).to_bytes(2, "big")
    return jpeg[:2] + _MARK + length + comment + jpeg[2:]


def photo_bytes(size: tuple[int, int], count: int) -> list[bytes]:
    """Return ``count`` different pictures as JPEGs."""
    return [as_jpeg(draw_photo(size, seed)) for seed in range(count)]


def write_folder(folder: Path, originals: list[bytes], count: int, *, per_folder: int) -> None:
    """Write ``count`` JPEGs, each with bytes of its own, into numbered folders.

    Parameters
    ----------
    folder : Path
        Made here.
    originals : list of bytes
        The pictures, taken in turn.
    count : int
        How many files.
    per_folder : int
        How many to a subfolder.
    """
    for number in range(count):
        part = folder / f"{number // per_folder:04d}"
        if number % per_folder == 0:
            part.mkdir(parents=True, exist_ok=True)
        data = marked(originals[number % len(originals)], f"{number:08d}")
        (part / f"IMG_{number:06d}.jpg").write_bytes(data)
