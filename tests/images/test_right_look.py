"""Colour and orientation as computed by hand, the same for encoder, screen and thumbnail."""

from __future__ import annotations

import struct
import zlib
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from PIL import ExifTags, Image

from iaia_desktop.images.decode import decode_for_view, decode_rgb
from tests.images.pictures import (
    ADOBE_RGB,
    DISPLAY_P3,
    SRGB,
    Primaries,
    as_srgb,
    colours,
    difference,
    encoded,
    profile,
    upright,
)

EXACT = {"lossless": True, "quality": 95, "subsampling": 0, "chroma": 444}


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF", "HEIF"])
def test_orientations(kind: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    image = Image.fromarray(colours())
    if kind == "HEIF":
        heif = pytest.importorskip("pillow_heif")
        heif.register_heif_opener()
    options = {"AVIF": {"quality": 95, "subsampling": "4:4:4"}, "TIFF": {}}.get(kind, EXACT)
    # As bytes: pillow-heif writes no turn into the file otherwise.
    data = encoded(image, kind, exif=exif.tobytes(), **options)
    assert difference(data, upright(colours(), orientation)) < 1.5


@pytest.mark.parametrize("form", [">", "<"])
@pytest.mark.parametrize("kind", [3, 4])
def test_orientation_in_other_forms_of_exif(form: str, kind: int) -> None:
    value = struct.pack(form + {3: "H2x", 4: "I"}[kind], 6)
    head = (b"MM\0*" if form == ">" else b"II*\0") + struct.pack(form + "I", 8)
    exif = head + struct.pack(form + "HHHI", 1, 0x0112, kind, 1) + value + bytes(4)
    data = encoded(Image.fromarray(colours()), "PNG", exif=exif)
    assert difference(data, upright(colours(), 6)) < 1


@pytest.mark.parametrize("value", [0, 9, 255, 65_535])
def test_an_orientation_that_does_not_exist_is_passed_over(value: int) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = value
    assert difference(encoded(Image.fromarray(colours()), "PNG", exif=exif), colours()) < 1


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP", "AVIF"])
@pytest.mark.parametrize(
    ("primaries", "gamma"), [(DISPLAY_P3, 2.2), (ADOBE_RGB, 563 / 256), (SRGB, 1.8)]
)
def test_profiles_of_colours(kind: str, primaries: Primaries, gamma: float) -> None:
    pixels = colours()
    options = {"AVIF": {"quality": 95, "subsampling": "4:4:4"}}.get(kind, EXACT)
    if kind == "TIFF":
        options = {}
    icc = profile(primaries, gamma)
    data = encoded(Image.fromarray(pixels), kind, icc_profile=icc, **options)
    expected = as_srgb(pixels, primaries, round(gamma * 256) / 256)
    assert np.abs(expected.astype(int) - pixels).mean() > 3
    assert difference(data, expected) < 2


def test_a_profile_of_greys() -> None:
    greys = np.arange(256, dtype=np.uint8).reshape(16, 16)
    data = encoded(Image.fromarray(greys), "PNG", icc_profile=profile(None, 1.0))
    expected = as_srgb(np.stack([greys] * 3, axis=2), SRGB, 1.0)
    assert difference(data, expected) < 1.5


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _png(
    rows: bytes, size: tuple[int, int], depth: int, colour: int, extra: bytes = b"", lace: int = 0
) -> bytes:
    """Return a PNG of rows that each begin with their filter, with chunks before them."""
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", *size, depth, colour, 0, 0, lace))
    pixels = _chunk(b"IDAT", zlib.compress(rows))
    return b"\x89PNG\r\n\x1a\n" + head + extra + pixels + _chunk(b"IEND", b"")


def _unfiltered(samples: npt.NDArray[Any]) -> bytes:
    return b"".join(b"\0" + row.tobytes() for row in samples)


@pytest.mark.parametrize("depth", [1, 2, 4, 8, 16])
def test_greys_of_every_depth(depth: int) -> None:
    most = (1 << depth) - 1
    values = np.linspace(0, most, 64).astype(np.uint16).reshape(1, 64).repeat(4, axis=0)
    if depth == 16:
        packed = values.astype(">u2")
    else:
        bits = (values[..., None] >> np.arange(depth - 1, -1, -1)) & 1
        packed = np.packbits(bits.reshape(4, -1).astype(np.uint8), axis=1)
    expected = np.rint(values * 255.0 / most).astype(np.uint8)
    data = _png(_unfiltered(packed), (64, 4), depth, 0)
    assert difference(data, np.stack([expected] * 3, axis=2)) <= 1


def test_colours_of_16_bits() -> None:
    deep = colours().astype(np.uint16) * 257
    data = _png(_unfiltered(deep.astype(">u2")), (64, 48), 16, 2)
    assert difference(data, colours()) <= 1
    exact = colours().astype("<u2") * 257
    assert difference(_tiff_of_16_bits(exact.astype("<u2").tobytes()), colours()) <= 1


def _tiff_of_16_bits(samples: bytes) -> bytes:
    tags = {
        256: (4, 1, 64), 257: (4, 1, 48), 258: (3, 3, 200), 259: (3, 1, 1), 262: (3, 1, 2),
        273: (4, 1, 300), 277: (3, 1, 3), 278: (4, 1, 48), 279: (4, 1, len(samples)),
    }  # fmt: skip
    entries = b"".join(struct.pack("<HHII", tag, *value) for tag, value in tags.items())
    head = b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + bytes(4)
    return (head.ljust(200, b"\0") + struct.pack("<3H", 16, 16, 16)).ljust(300, b"\0") + samples


@pytest.mark.parametrize("gamma", [1.0, 1 / 1.8, 0.35, 2.5])
def test_the_gamma_of_a_png(gamma: float) -> None:
    pixels = colours()
    chunk = _chunk(b"gAMA", struct.pack(">I", round(gamma * 100_000)))
    data = _png(_unfiltered(pixels), (64, 48), 8, 2, chunk)
    expected = np.rint(255 * (pixels / 255.0) ** (1 / (gamma * 2.2))).astype(np.uint8)
    assert difference(data, expected) < 1


def test_the_gamma_of_a_screen_changes_nothing() -> None:
    chunk = _chunk(b"gAMA", struct.pack(">I", 45_455))
    data = _png(_unfiltered(colours()), (64, 48), 8, 2, chunk)
    assert difference(data, colours()) == 0


def test_a_palette_with_alpha() -> None:
    palette = Image.new("P", (16, 4))
    palette.putpalette([value for n in range(16) for value in (n * 16, 255 - n * 16, 40)])
    palette.putdata([n % 16 for n in range(64)])
    alphas = bytes(n * 17 for n in range(16))
    data = encoded(palette, "PNG", transparency=alphas)
    view = decode_for_view(data, max_side_px=100).image
    assert view.mode == "RGBA"
    assert [view.getpixel((n, 0)) for n in (0, 7, 15)] == [
        (0, 255, 40, 0), (112, 143, 40, 119), (240, 15, 40, 255),
    ]  # fmt: skip


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_half_clear_on_white(mode: str) -> None:
    image = Image.new(mode, (8, 8), (200, 100, 0, 51) if mode == "RGBA" else (200, 51))
    colour = (200, 100, 0) if mode == "RGBA" else (200, 200, 200)
    expected = [round(255 + (value - 255) * 0.2) for value in colour]
    found = decode_rgb(encoded(image, "PNG")).getpixel((3, 3))
    assert isinstance(found, tuple)
    assert max(abs(a - b) for a, b in zip(found, expected, strict=True)) <= 1


def test_cmyk_is_not_turned_into_its_negative() -> None:
    inks = np.zeros((48, 64, 4), np.uint8)
    inks[..., 0] = 255 - colours()[..., 0]
    inks[..., 2] = 255 - colours()[..., 2]
    expected = np.dstack([colours()[..., 0], np.full((48, 64), 255, np.uint8), colours()[..., 2]])
    image = Image.fromarray(inks, "CMYK")
    assert difference(encoded(image, "TIFF"), expected) < 1
    assert difference(encoded(image, "JPEG", quality=95, subsampling=0), expected) < 3


def test_an_interlaced_gif() -> None:
    image = Image.fromarray(colours()).quantize(64)
    assert difference(encoded(image, "GIF", interlace=1), np.asarray(image.convert("RGB"))) == 0


def test_an_interlaced_png() -> None:
    rows = b""
    for y0, x0, dy, dx in (
        (0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2),
        (1, 0, 2, 1),
    ):  # fmt: skip
        part = colours()[y0::dy, x0::dx]
        rows += _unfiltered(part)
    assert difference(_png(rows, (64, 48), 8, 2, lace=1), colours()) == 0
