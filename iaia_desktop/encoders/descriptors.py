"""Classical image descriptors in numpy: orientations, local binary patterns, Lab colours.

Every function takes one image and gives float32, so that an embedding never depends on the images
that happen to share its batch.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

ORIENTATIONS = 9
"""Orientation bins over half a turn, as Dalal and Triggs use them."""

LBP_BINS = 59
"""58 uniform patterns of 8 neighbours, and one bin for all others."""

_LIGHTNESS_BINS = 6
_CHROMA_BINS = 9
_CHROMA_KNEE = 6.0
_CHROMA_LIMIT = 60.0
COLOUR_BINS = _CHROMA_BINS * _CHROMA_BINS * _LIGHTNESS_BINS
"""Length of a colour histogram."""


@cache
def _linear_light() -> Floats:
    """Return the table from an sRGB byte to linear light (IEC 61966-2-1), 0 to 1."""
    value = np.arange(256) / 255.0
    linear = np.where(value > 0.04045, ((value + 0.055) / 1.055) ** 2.4, value / 12.92)
    return linear.astype(np.float32)


@cache
def _rgb_to_xyz() -> Floats:
    """Return the matrix from linear sRGB to XYZ over the D65 white point, for row vectors."""
    matrix = np.array(
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    )
    to_xyz: Floats = (matrix.T / matrix.sum(axis=1)).astype(np.float32)
    return to_xyz


def to_lab(pixels: npt.NDArray[np.uint8]) -> Floats:
    """Convert sRGB pixels to CIE 1976 L*a*b*.

    Parameters
    ----------
    pixels : ndarray, shape (h, w, 3), uint8
        Red, green, blue.

    Returns
    -------
    ndarray, shape (h, w, 3), float32
        L* from 0 to 100, a* and b* about -110 to 110.
    """
    xyz = _linear_light()[pixels] @ _rgb_to_xyz()
    root = np.where(
        xyz > 0.008856, np.cbrt(xyz), np.float32(7.787) * xyz + np.float32(16.0 / 116.0)
    )
    lab = np.empty_like(root)
    lab[..., 0] = 116.0 * root[..., 1] - 16.0
    lab[..., 1] = 500.0 * (root[..., 0] - root[..., 1])
    lab[..., 2] = 200.0 * (root[..., 1] - root[..., 2])
    return lab


def to_grey(pixels: npt.NDArray[np.uint8]) -> Floats:
    """Return the luma (ITU-R BT.601) of RGB pixels, shape (h, w), 0 to 1."""
    weights = np.array([0.299, 0.587, 0.114], dtype=np.float32) / np.float32(255.0)
    return pixels.astype(np.float32) @ weights


def average_pool(values: Floats, factor: int) -> Floats:
    """Average ``factor`` x ``factor`` tiles of an array (h, w, ...) whose sides it divides."""
    height, width = values.shape[:2]
    tiles = values.reshape(height // factor, factor, width // factor, factor, *values.shape[2:])
    pooled: Floats = tiles.mean(axis=(1, 3), dtype=np.float32)
    return pooled


@cache
def _cell_of_pixel(side: int, cells: int) -> npt.NDArray[np.intp]:
    """Return the flat cell number of every pixel of a square, shape (side * side,)."""
    line = np.arange(side) * cells // side
    return (line[:, None] * cells + line[None, :]).ravel()


def orientation_cells(grey: Floats, cells: int) -> Floats:
    """Histogram gradient orientations in a grid of cells (Dalal and Triggs 2005).

    Parameters
    ----------
    grey : ndarray, shape (side, side), float32
        Luma, 0 to 1.
    cells : int
        Cells along each side.

    Returns
    -------
    ndarray, shape (cells, cells, 9), float32
        Mean gradient magnitude (per two pixels) by orientation, shared linearly between
        neighbouring bins; orientations are unsigned.
    """
    side = grey.shape[0]
    across = np.zeros_like(grey)
    down = np.zeros_like(grey)
    across[:, 1:-1] = grey[:, 2:] - grey[:, :-2]
    down[1:-1] = grey[2:] - grey[:-2]
    magnitude = np.hypot(across, down).ravel()
    turn = np.arctan2(down, across).ravel() * np.float32(ORIENTATIONS / np.pi) + ORIENTATIONS
    lower = np.floor(turn)
    share = turn - lower
    first = lower.astype(np.intp) % ORIENTATIONS
    second = (first + 1) % ORIENTATIONS
    base = _cell_of_pixel(side, cells) * ORIENTATIONS
    length = cells * cells * ORIENTATIONS
    total = np.bincount(base + first, weights=magnitude * (1.0 - share), minlength=length)
    total += np.bincount(base + second, weights=magnitude * share, minlength=length)
    pixels_per_cell = (side / cells) ** 2
    mean: Floats = (total / pixels_per_cell).astype(np.float32)
    return mean.reshape(cells, cells, ORIENTATIONS)


def contrast_normalised(cells: Floats, floor: float) -> Floats:
    """Divide each cell by its own length plus ``floor``, so that weak noise stays weak."""
    length = np.sqrt((cells * cells).sum(axis=-1, keepdims=True))
    normalised: Floats = cells / (length + np.float32(floor))
    return normalised


@cache
def _uniform_patterns() -> npt.NDArray[np.intp]:
    """Return the bin of each of the 256 patterns: uniform ones first, the rest together."""
    table = np.full(256, LBP_BINS - 1, dtype=np.intp)
    found = 0
    for pattern in range(256):
        bits = [(pattern >> bit) & 1 for bit in range(8)]
        if sum(bits[bit] != bits[bit - 1] for bit in range(8)) <= 2:
            table[pattern] = found
            found += 1
    return table


_NEIGHBOURS = ((-1, -1), (-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1))


def binary_patterns(grey: Floats, radius: int, cells: int) -> Floats:
    """Histogram uniform local binary patterns in a grid (Ojala, Pietikainen, Maenpaa 2002).

    Parameters
    ----------
    grey : ndarray, shape (side, side), float32
        Luma, 0 to 1.
    radius : int
        Distance of the 8 neighbours, in pixels.
    cells : int
        Cells along each side.

    Returns
    -------
    ndarray, shape (cells, cells, 59), float32
        Square roots of shares (RootSIFT: Arandjelovic and Zisserman 2012); the shares of a cell
        sum to 1.
    """
    side = grey.shape[0]
    inner = side - 2 * radius
    # A neighbour must be brighter by more than the noise of a JPEG.
    centre = grey[radius:-radius, radius:-radius] + np.float32(0.01)
    code = np.zeros((inner, inner), dtype=np.uint8)
    for bit, (down, across) in enumerate(_NEIGHBOURS):
        top, left = radius + down * radius, radius + across * radius
        brighter = grey[top : top + inner, left : left + inner] > centre
        code |= brighter.view(np.uint8) << np.uint8(bit)
    pattern = _uniform_patterns()[code].ravel()
    cell = _cell_of_pixel(inner, cells)
    count = np.bincount(cell * LBP_BINS + pattern, minlength=cells * cells * LBP_BINS)
    shares = count.reshape(cells, cells, LBP_BINS).astype(np.float32)
    shares /= shares.sum(axis=-1, keepdims=True)
    return np.sqrt(shares)


def _soft_bins(
    position: Floats, bins: int
) -> tuple[tuple[npt.NDArray[np.intp], Floats], tuple[npt.NDArray[np.intp], Floats]]:
    """Share values at ``position`` (0 to bins - 1) between their two neighbouring bins."""
    inside = np.clip(position, 0.0, bins - 1.0)
    lower = np.minimum(inside.astype(np.intp), bins - 2)
    upper_share = inside - lower.astype(np.float32)
    return (lower, 1.0 - upper_share), (lower + 1, upper_share)


def colour_histograms(lab: Floats, foreground: Floats) -> tuple[Floats, Floats]:
    """Histogram Lab colours over the image and over its foreground (Swain and Ballard 1991).

    Parameters
    ----------
    lab : ndarray, shape (h, w, 3), float32
        Colours.
    foreground : ndarray, shape (h, w), float32
        Weight of each pixel in the second histogram, positive.

    Returns
    -------
    tuple of two ndarrays, shape (486,), float32
        Square roots of shares, so that a dot product is the Bhattacharyya coefficient. Bins are
        finer near grey, and a pixel is shared between the 8 bins around it.
    """
    scale = np.float32((_CHROMA_BINS - 1) / 2 / np.arcsinh(_CHROMA_LIMIT / _CHROMA_KNEE))
    chroma = np.arcsinh(lab[..., 1:].reshape(-1, 2) / np.float32(_CHROMA_KNEE)) * scale
    chroma += np.float32((_CHROMA_BINS - 1) / 2)
    lightness = lab[..., 0].ravel() * np.float32((_LIGHTNESS_BINS - 1) / 100.0)
    weight = foreground.ravel() / foreground.sum()
    whole = np.zeros(COLOUR_BINS)
    front = np.zeros(COLOUR_BINS)
    for green_red, green_red_share in _soft_bins(chroma[:, 0], _CHROMA_BINS):
        for blue_yellow, blue_yellow_share in _soft_bins(chroma[:, 1], _CHROMA_BINS):
            hue_bin = (green_red * _CHROMA_BINS + blue_yellow) * _LIGHTNESS_BINS
            hue_share = green_red_share * blue_yellow_share
            for level, level_share in _soft_bins(lightness, _LIGHTNESS_BINS):
                share = hue_share * level_share
                place = hue_bin + level
                whole += np.bincount(place, weights=share, minlength=COLOUR_BINS)
                front += np.bincount(place, weights=share * weight, minlength=COLOUR_BINS)
    return (
        np.sqrt(np.maximum(whole, 0.0) / lightness.size).astype(np.float32),
        np.sqrt(np.maximum(front, 0.0)).astype(np.float32),
    )
