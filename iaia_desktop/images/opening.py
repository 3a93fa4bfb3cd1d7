"""Open an image file without decoding it, and refuse what would cost too much to decode."""

from __future__ import annotations

import importlib
import io
import struct
from typing import Final

from PIL import Image, ImageFile
from PIL.Jpeg2KImagePlugin import Jpeg2KImageFile
from PIL.JpegImagePlugin import JpegImageFile

from iaia_desktop.core.errors import ImageError
from iaia_desktop.images.formats import HEAD_BYTES, HEIF, OPEN_FORMATS, sniff_format
from iaia_desktop.images.guard import NEEDS_HEIF, TOO_LARGE

MEMORY_BUDGET_BYTES: Final = 832 * 2**20
"""What one image may need while it is decoded, its file included: about 109 megapixels."""

MAX_JPEG_PIXELS: Final = 400_000_000
"""Size of a JPEG before scaled decoding, which bounds the time that its codes take."""

MAX_JPEG_SCAN_PIXELS: Final = 4_000_000_000
"""Pixels times scans of a JPEG: a small file can ask for thousands of passes over a large image."""

MAX_ICON_SIDE_PX: Final = 4096
"""Size of the PNG inside an icon, which the icon's own directory hides."""

MAX_SLOW_PIXELS: Final = 2_000_000
"""Size of images whose decoder is written in Python: they take about a second a megapixel."""

_SLOW_CODECS: Final = frozenset(
    ("ppm", "ppm_plain", "qoi", "BLP1", "BLP2", "dds_rgb", "bmp_rle", "xpm")
)
_BYTES_PER_PIXEL: Final = 8
_BYTES_PER_PIXEL_OF: Final = {"WEBP": 20, "AVIF": 14, HEIF: 14, "JPEG2000": 24, "TIFF": 10}
# Measured peaks: the decoded image, the decoder's own buffers and one converted copy.


def open_image(data: bytes) -> ImageFile.ImageFile:
    """Open an image from memory and read its header; nothing is decoded yet.

    Parameters
    ----------
    data : bytes
        The whole file.

    Returns
    -------
    PIL.ImageFile.ImageFile
        Lazy; the first image where there are several.

    Raises
    ------
    ImageError
        For HEIC without pillow-heif, and for icons that hide a huge image.
    Exception
        Anything that Pillow raises; call under ``image_guard``.
    """
    announced = sniff_format(data[:HEAD_BYTES])
    file = io.BytesIO(data)
    if announced == "JPEG":
        # Not through Image.open: it refuses by the size before scaled decoding, and it would make
        # a multi-picture object of a phone's photo, of which only the first picture is wanted.
        return JpegImageFile(file)
    if announced == HEIF:
        return _open_heif(file)
    if announced == "ICO":
        _check_icon(data)
    return Image.open(file, formats=(announced,) if announced else OPEN_FORMATS)


def plan_small_decode(image: ImageFile.ImageFile, data: bytes, size_px: tuple[int, int]) -> None:
    """Ask the decoder for a smaller image where it can make one at once.

    Parameters
    ----------
    image : PIL.ImageFile.ImageFile
        Opened and not yet decoded; changed in place when it is a JPEG or a JPEG 2000.
    data : bytes
        The whole file.
    size_px : (int, int)
        Width and height that the decoded image keeps at least.
    """
    if isinstance(image, JpegImageFile):
        image.draft(None, size_px)
    elif isinstance(image, Jpeg2KImageFile):
        levels = 0
        spare = min(image.width // max(1, size_px[0]), image.height // max(1, size_px[1]))
        while spare >= 2 << levels and levels < _wavelet_levels(data):
            levels += 1
        if levels:
            image.reduce = levels


def memory_needed(image: ImageFile.ImageFile, data: bytes, full_size: tuple[int, int]) -> int:
    """Estimate the memory that decoding takes, and refuse what is beyond the budget.

    Parameters
    ----------
    image : PIL.ImageFile.ImageFile
        Opened, planned, not yet decoded (or decoded, to check what came of it).
    data : bytes
        The whole file.
    full_size : (int, int)
        Width and height before ``plan_small_decode``.

    Returns
    -------
    int
        Bytes, an upper bound within some per cent.

    Raises
    ------
    ImageError
        "the image is too large (N megapixels)".
    """
    if any(tile[0] in _SLOW_CODECS for tile in image.tile):
        megapixels = full_size[0] * full_size[1] / 1e6
        if megapixels > MAX_SLOW_PIXELS / 1e6:
            raise ImageError(f"{TOO_LARGE} for its format ({megapixels:,.0f} megapixels)")
    per_pixel = _BYTES_PER_PIXEL_OF.get(image.format or "", _BYTES_PER_PIXEL)
    pixels = image.width * image.height
    if isinstance(image, Jpeg2KImageFile):
        # Its smaller sizes are decoded at once, though the size of the object changes later.
        pixels = (full_size[0] * full_size[1]) >> (2 * _planned_levels(image))
    need = len(data) + pixels * per_pixel
    if isinstance(image, JpegImageFile):
        need += _check_jpeg(image, data, full_size)
    if need > MEMORY_BUDGET_BYTES:
        raise too_large(full_size)
    return need


def too_large(size: tuple[int, int]) -> ImageError:
    """Return the error for an image of a size that is not decoded."""
    return ImageError(f"{TOO_LARGE} ({size[0] * size[1] / 1e6:,.0f} megapixels)")


def _check_jpeg(image: JpegImageFile, data: bytes, full_size: tuple[int, int]) -> int:
    """Bound the time of a JPEG; return the bytes of its coefficients where all are kept."""
    pixels = full_size[0] * full_size[1]
    scans = data.count(b"\xff\xda")
    if pixels > MAX_JPEG_PIXELS or pixels * scans > MAX_JPEG_SCAN_PIXELS:
        raise too_large(full_size)
    in_one_scan = 0 < len(image.layer) <= _components_of_first_scan(data)
    if in_one_scan and not image.info.get("progressive"):
        return 0
    widest = max((layer[1] for layer in image.layer), default=1)
    tallest = max((layer[2] for layer in image.layer), default=1)
    samples = sum(layer[1] * layer[2] for layer in image.layer) / max(1, widest * tallest)
    return int(pixels * samples) * 2


def _components_of_first_scan(data: bytes) -> int:
    """Walk the markers of a JPEG up to its first scan, and count the components in that."""
    at = 2
    while at + 4 < len(data):
        marker = data[at + 1]
        if data[at] != 0xFF or marker == 0xFF:
            at += 1
        elif marker == 0xDA:
            return data[at + 4]
        elif marker <= 0x01 or 0xD0 <= marker <= 0xD8:
            at += 2
        else:
            at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return 0


def _wavelet_levels(data: bytes) -> int:
    """Return how often a JPEG 2000 can be halved: the levels in its coding style (COD) marker."""
    at = data.find(b"\xff\x52", data.find(b"\xff\x4f\xff\x51"))
    return data[at + 9] if 0 <= at < len(data) - 9 else 0


def _planned_levels(image: Jpeg2KImageFile) -> int:
    # The same name is a method while no level is planned.
    planned = image.reduce
    return planned if isinstance(planned, int) else 0


def _check_icon(data: bytes) -> None:
    at = data.find(b"\x89PNG")
    while at >= 0:
        head = data[at + 16 : at + 24]
        if len(head) == 8:
            width, height = struct.unpack(">II", head)
            if max(width, height) > MAX_ICON_SIDE_PX:
                raise too_large((width, height))
        at = data.find(b"\x89PNG", at + 1)


def _open_heif(file: io.BytesIO) -> ImageFile.ImageFile:
    """Open an HEIC file with pillow-heif, where that is installed."""
    try:
        pillow_heif = importlib.import_module("pillow_heif")
    except ImportError as error:
        raise ImageError(NEEDS_HEIF) from error
    opened: ImageFile.ImageFile = pillow_heif.HeifImageFile(file)
    return opened
