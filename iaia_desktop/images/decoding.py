"""Decode image files on the thread that asks: upright, 8-bit sRGB, bounded in memory and time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PIL import ExifTags, Image, ImageFile

from iaia_desktop.images.colour import correct_gamma, over_white, to_plain_mode, to_srgb
from iaia_desktop.images.costs import check_cost
from iaia_desktop.images.guard import image_guard
from iaia_desktop.images.opening import open_image, plan_small_decode
from iaia_desktop.images.room import PIXELS

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

Fit = Callable[[int, int], tuple[int, int]]
"""Takes the upright width and height of a file's image, returns those that are wanted."""


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


def decode_here_for_encoder(
    data: bytes, *, target_px: int | None, most_bytes: int | None = None
) -> DecodedView:
    """Decode as ``decode_for_encoder`` does, on this thread, come what may.

    Parameters
    ----------
    data, target_px
        As there.
    most_bytes : int, optional
        Memory that may be taken, the file included.
    """
    with image_guard(data):
        fit = _whole if target_px is None else _shorter_side(2 * target_px)
        view = _decode(data, fit, most_bytes)
        image = over_white(view.image)
        if target_px is not None:
            image = _cut_to_aspect(image)
        return DecodedView(image, view.width_px, view.height_px)


def decode_here_to_fit(data: bytes, fit: Fit, *, most_bytes: int | None = None) -> DecodedView:
    """Decode as ``decode_to_fit`` does, on this thread, come what may.

    Parameters
    ----------
    data, fit
        As there.
    most_bytes : int, optional
        Memory that may be taken, the file included.
    """

    def least(width: int, height: int) -> tuple[int, int]:
        # Whether the file's image lies on its side is not known yet when this is asked.
        across, down = fit(width, height)
        turned_down, turned_across = fit(height, width)
        return min(width, max(across, turned_across)), min(height, max(down, turned_down))

    with image_guard(data):
        return fitted(_decode(data, least, most_bytes), fit)


def fitted(view: DecodedView, fit: Fit) -> DecodedView:
    """Scale a decoded image down to the size that is wanted."""
    across, down = fit(view.width_px, view.height_px)
    size = (min(across, view.image.width), min(down, view.image.height))
    image = view.image
    if image.size != size:
        image = image.resize(size, Image.Resampling.BICUBIC)
    return DecodedView(image, view.width_px, view.height_px)


def side_fit(max_side_px: int) -> Fit:
    """Return what scales the longer side down to so many pixels."""

    def fit(width: int, height: int) -> tuple[int, int]:
        share = min(1.0, max_side_px / max(1, width, height))
        return max(1, round(width * share)), max(1, round(height * share))

    return fit


def _decode(data: bytes, fit: Fit, most_bytes: int | None) -> DecodedView:
    """Decode, scale down by a whole factor, turn upright and convert, in the cheapest order.

    ``fit`` tells, for a width and height, the least size that must be kept of it.
    """
    image = open_image(data)
    full_size = image.size
    plan_small_decode(image, data, fit(*full_size))
    with PIXELS.taken(check_cost(image, data, full_size, most_bytes=most_bytes)):
        return _decode_opened(image, data, full_size, fit)


def _decode_opened(
    image: ImageFile.ImageFile, data: bytes, full_size: tuple[int, int], fit: Fit
) -> DecodedView:
    image.load()
    if image.format in {"ICO", "CUR"}:
        # The directory of an icon may lie about the images in it.
        full_size = image.size
        check_cost(image, data, full_size)
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
    if isinstance(profile, bytes):
        small = to_srgb(small, profile)
    else:
        small = correct_gamma(to_srgb(small, None), _gamma(image))
    width, height = full_size if orientation < 5 else (full_size[1], full_size[0])
    return DecodedView(small, width, height)


def _gamma(image: Image.Image) -> float:
    """Return the gamma that a PNG tells of itself; nought where it tells none, or sRGB."""
    gamma = image.info.get("gamma")
    return gamma if isinstance(gamma, float) and "srgb" not in image.info else 0.0


def _orientation(image: Image.Image) -> int:
    """Return the EXIF orientation, 1 to 8; 1 where there is none or the EXIF block is broken."""
    try:
        value = image.getexif().get(ExifTags.Base.Orientation, 1)
    except Exception:  # noqa: BLE001 - a broken note beside a sound image; Pillow raises anything
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _whole(width: int, height: int) -> tuple[int, int]:
    return width, height


def _shorter_side(side_px: int) -> Fit:
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
