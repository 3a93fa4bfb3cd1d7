"""Pictures whose right look is known beforehand, and the three ways in which they are decoded."""

from __future__ import annotations

import io
import struct
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from iaia_desktop.images.decode import decode_for_encoder, decode_for_view
from iaia_desktop.images.thumbnails import make_thumbnail

Pixels = npt.NDArray[np.uint8]

# Chromaticities of red, green, blue and white, as their standards give them.
SRGB = ((0.64, 0.33), (0.30, 0.60), (0.15, 0.06), (0.3127, 0.3290))
DISPLAY_P3 = ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060), (0.3127, 0.3290))
ADOBE_RGB = ((0.64, 0.33), (0.21, 0.71), (0.15, 0.06), (0.3127, 0.3290))
_D50 = np.array([0.9642, 1.0, 0.8249])
_BRADFORD = np.array(
    [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]]
)

Primaries = tuple[tuple[float, float], ...]


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    """Return an image as a file of some format."""
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def colours(width: int = 64, height: int = 48) -> Pixels:
    """Return smooth colours that look different from every side, shape (height, width, 3)."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    red, green = x * 255 / (width - 1), y * 255 / (height - 1)
    return np.stack([red, green, 255 - (red + green) / 2], axis=2).astype(np.uint8)


def upright(pixels: Pixels, orientation: int) -> Pixels:
    """Return pixels as a viewer shows them for an EXIF orientation, by its definition.

    Orientation says where row 0 and column 0 of the file belong: 6, say, that rows go on the right
    and columns at the top.
    """
    turned = {
        1: pixels,
        2: pixels[:, ::-1],
        3: pixels[::-1, ::-1],
        4: pixels[::-1],
        5: pixels.transpose(1, 0, 2),
        6: pixels.transpose(1, 0, 2)[:, ::-1],
        7: pixels.transpose(1, 0, 2)[::-1, ::-1],
        8: pixels.transpose(1, 0, 2)[::-1],
    }[orientation]
    return np.ascontiguousarray(turned)


def difference(data: bytes, expected: Pixels) -> float:
    """Return the greatest mean difference, over the three ways, from what is right, in grey levels.

    The picture is small enough that none of them scales it.
    """
    view = decode_for_view(data, max_side_px=1000)
    assert (view.width_px, view.height_px) == (expected.shape[1], expected.shape[0])
    ways = [
        decode_for_encoder(data, target_px=224).image,
        view.image,
        make_thumbnail(data, 256),
    ]
    worst = 0.0
    for image in ways:
        found = np.asarray(image.convert("RGB")).astype(int)
        assert found.shape == expected.shape
        worst = max(worst, float(np.abs(found - expected.astype(int)).mean()))
    return worst


def to_xyz(primaries: Primaries) -> npt.NDArray[np.float64]:
    """Return the matrix from linear RGB to XYZ under D50, by the definition of both."""
    points = [np.array([x / y, 1.0, (1 - x - y) / y]) for x, y in primaries]
    white = points.pop()
    matrix = np.stack(points, axis=1)
    matrix = matrix * np.linalg.solve(matrix, white)
    scale = (_BRADFORD @ _D50) / (_BRADFORD @ white)
    adapted = np.linalg.inv(_BRADFORD) @ np.diag(scale) @ _BRADFORD
    return np.asarray(adapted @ matrix)


def as_srgb(pixels: Pixels, primaries: Primaries, gamma: float) -> Pixels:
    """Return what pixels of another colour space look like in sRGB, clipped to its range."""
    linear = (pixels / 255.0) ** gamma
    linear = linear @ (np.linalg.inv(to_xyz(SRGB)) @ to_xyz(primaries)).T
    linear = np.clip(linear, 0, 1)
    curve = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    return np.asarray(np.rint(curve * 255).astype(np.uint8))


def profile(primaries: Primaries | None, gamma: float) -> bytes:
    """Return an ICC profile (version 2) of a colour space; of greys without primaries."""

    def numbers(*values: float) -> bytes:
        return struct.pack(f">{len(values)}i", *(round(value * 65536) for value in values))

    curve = b"curv" + bytes(4) + struct.pack(">IH", 1, round(gamma * 256)) + bytes(2)
    parts = [(b"wtpt", b"XYZ " + bytes(4) + numbers(*_D50))]
    text = b"a test"
    parts.append((b"desc", b"desc" + bytes(4) + struct.pack(">I", 7) + text + bytes(80)))
    parts.append((b"cprt", b"text" + bytes(4) + b"none\0\0\0\0"))
    if primaries is None:
        parts.append((b"kTRC", curve))
    else:
        matrix = to_xyz(primaries)
        for column, name in enumerate((b"r", b"g", b"b")):
            parts.append((name + b"XYZ", b"XYZ " + bytes(4) + numbers(*matrix[:, column])))
            parts.append((name + b"TRC", curve))
    at, table, body = 132 + 12 * len(parts), b"", b""
    for name, content in parts:
        padded = content + bytes(-len(content) % 4)
        table += name + struct.pack(">II", at + len(body), len(content))
        body += padded
    space = b"GRAY" if primaries is None else b"RGB "
    head = bytes(4) + b"none" + struct.pack(">I", 0x02400000) + b"mntr" + space + b"XYZ "
    head += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(4) + bytes(4 + 4 + 4 + 8 + 4)
    head += numbers(*_D50) + bytes(4)
    head = head.ljust(128, b"\0")
    whole = head + struct.pack(">I", len(parts)) + table + body
    return struct.pack(">I", len(whole)) + whole[4:]
