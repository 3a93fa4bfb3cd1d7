"""Decode image files safely: upright, 8-bit sRGB, bounded in memory; or say why not."""

from __future__ import annotations

from PIL import Image

from iaia_desktop.images.aside import decode_aside
from iaia_desktop.images.decoding import (
    DecodedView,
    Fit,
    decode_here_for_encoder,
    decode_here_to_fit,
    fitted,
    side_fit,
)
from iaia_desktop.images.opening import require_reader
from iaia_desktop.images.plain import is_plain
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

_ASIDE_SIDE_PX = 2048
"""Odd files are shown in this size at most: their pixels are handed over by another process."""


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
    if is_plain(data):
        return decode_here_for_encoder(data, target_px=target_px)
    require_reader(data)
    return decode_aside(data, target_px=target_px)


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
    return decode_to_fit(data, side_fit(max_side_px))


def decode_to_fit(data: bytes, fit: Fit) -> DecodedView:
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
    if is_plain(data):
        return decode_here_to_fit(data, fit)
    require_reader(data)
    return fitted(decode_aside(data, max_side_px=_ASIDE_SIDE_PX), fit)
