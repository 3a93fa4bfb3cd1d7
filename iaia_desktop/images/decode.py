"""Decode image files safely: upright, 8-bit sRGB, bounded in memory; or say why not."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PIL import ExifTags, Image, ImageFile

from iaia_desktop.images.colour import over_white, to_plain_mode, to_srgb
from iaia_desktop.images.guard import image_guard
from iaia_desktop.images.opening import memory_needed, open_image, plan_small_decode
from iaia_desktop.images.reading import MissingImageError, content_hash, read_file

__all__ = [
    "DecodedView",
    "MissingImageError",
    "content_hash",
    "decode_for_encoder",
    "decode_for_view",
    "decode_rgb",
    "decode_to_fit",
    "read_file",
]

LARGE_BYTES: Final = 256 * 2**20
"""Images that need more than this while they are decoded are decoded one at a time."""

MAX_ASPECT: Final = 32
"""Longest side over shortest side that an encoder is given; more is cut off at both ends."""

_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ONE_LARGE_AT_A_TIME: Final = threading.Lock()

_Fit = Callable[[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class DecodedView:
    """A decoded image with the size of its original.

    Attributes
    ----------
    image : PIL.Image.Image
        Upright, 8-bit sRGB, mode RGB, or RGBA where it is transparent; perhaps scaled down.
    width_px, height_px : int
        Upright size of the original.
    """

    image: Image.Image
    width_px: int
    height_px: int


def decode_rgb(data: bytes, *, target_px: int | None = None) -> Image.Image:
    """Decode an image to upright RGB on white.

    Parameters
    ----------
    data : bytes
        The whole file.
    target_px : int, optional
        See ``decode_for_encoder``.

    Returns
    -------
    PIL.Image.Image
        Mode RGB.

    Raises
    ------
    ImageError
        With a short reason, for everything that is no sound image of bearable size. Images that
        are cut short are errors too: half a picture must not be labelled as a whole one.
    """
    return decode_for_encoder(data, target_px=target_px).image


def decode_for_encoder(data: bytes, *, target_px: int | None = None) -> DecodedView:
    """Decode an image to upright RGB on white, no larger than an encoder needs.

    Safe from any thread. Animations give their first image. 16-bit and float greys are scaled to
    8 bits, colour profiles are applied.

    Parameters
    ----------
    data : bytes
        The whole file.
    target_px : int, optional
        Side of the square the encoder looks at. The image is scaled down by a whole factor (JPEGs
        while they are decoded, by 2, 4 or 8) such that its shorter side keeps at least twice this;
        what is longer than ``MAX_ASPECT`` times its width is cut to its middle. Without it the
        image keeps its size.

    Returns
    -------
    DecodedView
        The image in mode RGB.

    Raises
    ------
    ImageError
        As ``decode_rgb``.
    """
    with image_guard(data):
        view = _decode(data, _whole if target_px is None else _shorter_side(2 * target_px))
        image = over_white(view.image)
        if target_px is not None:
            image = _cut_to_aspect(image)
        return DecodedView(image, view.width_px, view.height_px)


def decode_for_view(data: bytes, *, max_side_px: int) -> DecodedView:
    """Decode an image for the screen, transparency kept.

    Safe from any thread.

    Parameters
    ----------
    data : bytes
        The whole file.
    max_side_px : int
        The longer side is scaled down to this; smaller images keep their size.

    Returns
    -------
    DecodedView
        The image in mode RGB or RGBA.

    Raises
    ------
    ImageError
        As ``decode_rgb``.
    """

    def fit(width: int, height: int) -> tuple[int, int]:
        share = min(1.0, max_side_px / max(1, width, height))
        return max(1, round(width * share)), max(1, round(height * share))

    return decode_to_fit(data, fit)


def decode_to_fit(data: bytes, fit: _Fit) -> DecodedView:
    """Decode an image to the very size at which it is shown, transparency kept.

    Safe from any thread.

    Parameters
    ----------
    data : bytes
        The whole file.
    fit : callable
        Returns the size that is wanted, for the upright width and height of the file's image;
        called on this thread. Images are never enlarged.

    Returns
    -------
    DecodedView
        The image in mode RGB or RGBA.

    Raises
    ------
    ImageError
        As ``decode_rgb``.
    """

    def least(width: int, height: int) -> tuple[int, int]:
        # Whether the file's image lies on its side is not known yet when this is asked.
        across, down = fit(width, height)
        turned_down, turned_across = fit(height, width)
        return min(width, max(across, turned_across)), min(height, max(down, turned_down))

    with image_guard(data):
        view = _decode(data, least)
        across, down = fit(view.width_px, view.height_px)
        size = (min(across, view.width_px), min(down, view.height_px))
        image = view.image
        if image.size != size:
            image = image.resize(size, Image.Resampling.BICUBIC)
        return DecodedView(image, view.width_px, view.height_px)


def _decode(data: bytes, fit: _Fit) -> DecodedView:
    """Decode, scale down by a whole factor, turn upright and convert, in the cheapest order.

    ``fit`` tells, for a width and height, the least size that must be kept of it.
    """
    image = open_image(data)
    full_size = image.size
    plan_small_decode(image, data, fit(*full_size))
    if memory_needed(image, data, full_size) <= LARGE_BYTES:
        return _decode_opened(image, data, full_size, fit)
    with _ONE_LARGE_AT_A_TIME:
        return _decode_opened(image, data, full_size, fit)


def _decode_opened(
    image: ImageFile.ImageFile, data: bytes, full_size: tuple[int, int], fit: _Fit
) -> DecodedView:
    image.load()
    if image.format in {"ICO", "CUR"}:
        # The directory of an icon may lie about the images in it.
        full_size = image.size
        memory_needed(image, data, full_size)
    # Read after loading: some decoders turn the image upright themselves, and say so then.
    orientation = _orientation(image)
    profile = image.info.get("icc_profile")
    small = to_plain_mode(image)
    keep = fit(*full_size)
    factor = min(small.width // keep[0], small.height // keep[1])
    if factor > 1:
        small = small.reduce(factor)
    if orientation in _TURNS:
        small = small.transpose(_TURNS[orientation])
    small = to_srgb(small, profile if isinstance(profile, bytes) else None)
    width, height = full_size if orientation < 5 else (full_size[1], full_size[0])
    return DecodedView(small, width, height)


def _orientation(image: Image.Image) -> int:
    """Return the EXIF orientation, 1 to 8; 1 where there is none or the EXIF block is broken."""
    try:
        value = image.getexif().get(ExifTags.Base.Orientation, 1)
    except Exception:  # noqa: BLE001 - a broken note beside a sound image; Pillow raises anything
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _whole(width: int, height: int) -> tuple[int, int]:
    return width, height


def _shorter_side(side_px: int) -> _Fit:
    def fit(width: int, height: int) -> tuple[int, int]:
        side = min(width, height, side_px)
        return side, side

    return fit


def _cut_to_aspect(image: Image.Image) -> Image.Image:
    """Cut the ends off a strip: an encoder that scales its short side up would need gigabytes."""
    longest = MAX_ASPECT * min(image.size)
    if max(image.size) <= longest:
        return image
    if image.width > image.height:
        left = (image.width - longest) // 2
        return image.crop((left, 0, left + longest, image.height))
    top = (image.height - longest) // 2
    return image.crop((0, top, image.width, top + longest))
