"""Bring decoded images of every mode to 8-bit sRGB."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageCms

MAX_PROFILE_BYTES: Final = 4 * 2**20
"""Colour profiles above this are ignored; real ones, also for print, are smaller."""

_SCREEN_GAMMA: Final = 2.2
_CHUNK_PIXELS: Final = 1 << 22
_WHITE_POINTS: Final = (255, 1023, 4095, 16383, 65535)
_COLOUR_SPACES: Final = {"L": "GRAY", "RGB": "RGB", "CMYK": "CMYK"}
_Grey = npt.NDArray[np.uint16] | npt.NDArray[np.int32] | npt.NDArray[np.float32]


def to_plain_mode(image: Image.Image) -> Image.Image:
    """Return the image in a mode that can be shrunk and shown.

    Parameters
    ----------
    image : PIL.Image.Image
        Decoded, any mode. Palettes are looked up, deep greys scaled (see ``grey_to_8_bit``), and a
        colour that stands for "transparent" becomes an alpha channel.

    Returns
    -------
    PIL.Image.Image
        Mode L, RGB, RGBA or CMYK.
    """
    mode = image.mode
    if mode in {"RGB", "L", "1", "P"} and image.has_transparency_data:
        return image.convert("RGBA")
    if mode in {"RGB", "RGBA", "L", "CMYK"}:
        return image
    if mode == "1":
        return image.convert("L")
    if mode in {"LA", "PA", "La", "RGBa"}:
        return _straight_alpha(image)
    if mode in {"I", "F"} or mode.startswith("I;"):
        return grey_to_8_bit(image)
    if mode == "LAB":
        lab, srgb = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(image, lab, srgb, outputMode="RGB")
        return converted if converted is not None else image.convert("RGB")
    return image.convert("RGB")


def grey_to_8_bit(image: Image.Image) -> Image.Image:
    """Scale deep greys to 0..255.

    Parameters
    ----------
    image : PIL.Image.Image
        Mode I, F or one of I;16. Whole numbers are divided by the white point: 65535, but in
        TIFF and JPEG 2000 the smallest of 2^8, 2^10, 2^12, 2^14 and 2^16 less one that holds the
        brightest pixel, because instruments of 10 to 14 bits write such files. Floats up to 1 are
        a share of white, greater ones up to 65535 are like whole numbers. Everything else, and
        what is negative, is stretched from its least to its greatest finite value.

    Returns
    -------
    PIL.Image.Image
        Mode L.
    """
    least, greatest = _range(image)
    black, white = least, greatest
    if least >= 0:
        black = 0.0
        if image.mode == "F" and greatest <= 1:
            white = 1.0
        elif greatest <= _WHITE_POINTS[-1]:
            exact = image.mode != "F" and image.format not in {"TIFF", "JPEG2000"}
            points = _WHITE_POINTS[-1:] if exact else _WHITE_POINTS
            white = next(point for point in points if greatest <= point)
        else:
            black = least
    scale = 255.0 / (white - black) if white > black else 0.0
    result = Image.new("L", image.size)
    for top, rows in _rows(image):
        values = rows.astype(np.float32)
        np.nan_to_num(values, copy=False, nan=black, posinf=white, neginf=black)
        with np.errstate(over="ignore", invalid="ignore"):
            values -= np.float32(black)
            values *= np.float32(scale)
        np.rint(values, out=values)
        np.clip(values, 0, 255, out=values)
        result.paste(Image.fromarray(values.astype(np.uint8)), (0, top))
    return result


def to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the image in sRGB, by its colour profile where that is sound.

    Parameters
    ----------
    image : PIL.Image.Image
        Mode L, RGB, RGBA or CMYK.
    profile : bytes or None
        ICC profile. One that is broken, too large, for another colour space, or sRGB itself is
        passed over: a picture in slightly wrong colours is better than none.

    Returns
    -------
    PIL.Image.Image
        Mode RGB, or RGBA where the image has alpha.
    """
    if image.mode == "RGBA":
        if not profile:
            return image
        coloured = to_srgb(image.convert("RGB"), profile)
        coloured.putalpha(image.getchannel("A"))
        return coloured
    if profile and len(profile) <= MAX_PROFILE_BYTES:
        try:
            converted = _apply_profile(image, profile)
        except (ImageCms.PyCMSError, ImportError, OSError, TypeError, ValueError, AttributeError):
            converted = None
        if converted is not None:
            return converted
    return image.convert("RGB")


def correct_gamma(image: Image.Image, gamma: float) -> Image.Image:
    """Return an image as the gamma of its file wants it shown on an sRGB screen.

    Parameters
    ----------
    image : PIL.Image.Image
        Mode L, RGB or RGBA; others are returned as they are.
    gamma : float
        Of the PNG's own chunk: samples are light to this power. 1 / 2.2 is that of the screen.

    Returns
    -------
    PIL.Image.Image
        The mode given.
    """
    exponent = 1 / (gamma * _SCREEN_GAMMA) if gamma > 0 else 1.0
    # Nearly the screen's own is what careless programs write, and means the screen's own.
    if (
        abs(exponent - 1) < 0.05
        or not 0.1 < exponent < 10
        or image.mode not in {"L", "RGB", "RGBA"}
    ):
        return image
    table = [round(255 * (value / 255) ** exponent) for value in range(256)]
    if image.mode == "RGBA":
        return image.point(table * 3 + list(range(256)))
    return image.point(table * len(image.getbands()))


def over_white(image: Image.Image) -> Image.Image:
    """Return an RGBA image laid on white, or an RGB image as it is; mode RGB."""
    if image.mode != "RGBA":
        return image
    ground = Image.new("RGB", image.size, (255, 255, 255))
    ground.paste(image, mask=image)
    return ground


def _apply_profile(image: Image.Image, profile: bytes) -> Image.Image | None:
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    space = source.profile.xcolor_space.strip()
    if space != _COLOUR_SPACES[image.mode] or "srgb" in _description(source).lower():
        return None
    transform = ImageCms.buildTransform(source, ImageCms.createProfile("sRGB"), image.mode, "RGB")
    return ImageCms.applyTransform(image, transform)


def _description(profile: ImageCms.ImageCmsProfile) -> str:
    return profile.profile.profile_description or ""


def _straight_alpha(image: Image.Image) -> Image.Image:
    if image.mode == "La":
        image = image.convert("LA")
    return image.convert("RGBA")


def _rows(image: Image.Image) -> Iterator[tuple[int, _Grey]]:
    """Yield bands of rows as arrays with their top row: a whole float image would cost too much."""
    step = max(1, _CHUNK_PIXELS // max(1, image.width))
    for top in range(0, image.height, step):
        band = image.crop((0, top, image.width, min(image.height, top + step)))
        yield top, np.asarray(band)


def _range(image: Image.Image) -> tuple[float, float]:
    least, greatest = np.inf, -np.inf
    for _, rows in _rows(image):
        finite = rows[np.isfinite(rows)] if rows.dtype.kind == "f" else rows
        if finite.size:
            least = min(least, float(finite.min()))
            greatest = max(greatest, float(finite.max()))
    return (least, greatest) if least <= greatest else (0.0, 0.0)
