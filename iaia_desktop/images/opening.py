"""Open an image file without decoding it, and plan how small it is decoded."""

from __future__ import annotations

import importlib
import io
from types import ModuleType
from typing import Final

from PIL import Image, ImageFile
from PIL.Jpeg2KImagePlugin import Jpeg2KImageFile
from PIL.JpegImagePlugin import JpegImageFile

from iaia_desktop.core.errors import ImageError
from iaia_desktop.images.costs import TIME_BUDGET_S, check_icon, jpeg2000_seconds
from iaia_desktop.images.formats import HEAD_BYTES, HEIF, OPEN_FORMATS, sniff_format
from iaia_desktop.images.plain import png_without
from iaia_desktop.images.reasons import NEEDS_HEIF, UNSUPPORTED

_TEXT_CHUNKS: Final = frozenset((b"tEXt", b"zTXt", b"iTXt"))
_PROFILE_CHUNKS: Final = _TEXT_CHUNKS | {b"iCCP"}
_MOST_LEVELS: Final = 32


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
        For HEIC where it cannot be read, and for icons that hide a huge image.
    Exception
        Anything that Pillow raises; call under ``image_guard``.
    """
    announced = sniff_format(data[:HEAD_BYTES])
    if announced == "JPEG":
        # Not through Image.open: it refuses by the size before scaled decoding, and it would make
        # a multi-picture object of a phone's photo, of which only the first picture is wanted.
        return JpegImageFile(io.BytesIO(data))
    if announced == HEIF:
        return _open_heif(data)
    if announced == "PNG":
        return _open_png(data)
    if announced == "ICO":
        check_icon(data)
    return _open_by_pillow(data, announced)


def require_reader(data: bytes) -> None:
    """Make sure that there is a reader for the format of a file.

    Raises
    ------
    ImageError
        For HEIC without pi-heif.
    """
    if sniff_format(data[:HEAD_BYTES]) == HEIF:
        _heif_reader()


def plan_small_decode(image: ImageFile.ImageFile, data: bytes, size_px: tuple[int, int]) -> None:
    """Ask the decoder for a smaller image where it can make one at once.

    Parameters
    ----------
    image : PIL.ImageFile.ImageFile
        Opened and not yet decoded; changed in place when it is a JPEG or a JPEG 2000.
    data : bytes
        The whole file.
    size_px : (int, int)
        Width and height that the decoded image keeps at least; a JPEG 2000 that would take too
        long is made smaller still, for a coarse picture is better than none.
    """
    if isinstance(image, JpegImageFile):
        image.draft(None, size_px)
    elif isinstance(image, Jpeg2KImageFile):
        levels, most = 0, _wavelet_levels(data)
        spare = min(image.width // max(1, size_px[0]), image.height // max(1, size_px[1]))
        while levels < most and (
            spare >= 2 << levels or jpeg2000_seconds(data, image.size, levels) > TIME_BUDGET_S
        ):
            levels += 1
        if levels:
            image.reduce = levels


def _open_by_pillow(data: bytes, announced: str | None) -> ImageFile.ImageFile:
    return Image.open(io.BytesIO(data), formats=(announced,) if announced else OPEN_FORMATS)


def _open_png(data: bytes) -> ImageFile.ImageFile:
    """Open a PNG, without its texts and then its profile where they are too long to be read."""
    if data[12:16] == b"CgBI":
        raise ImageError(UNSUPPORTED)
    try:
        return _open_by_pillow(data, "PNG")
    except ValueError as error:
        if "text" not in str(error).lower():
            raise
    try:
        return _open_by_pillow(png_without(data, _TEXT_CHUNKS), "PNG")
    except ValueError:
        return _open_by_pillow(png_without(data, _PROFILE_CHUNKS), "PNG")


def _wavelet_levels(data: bytes) -> int:
    """Return how often a JPEG 2000 can be halved: the levels in its coding style (COD) marker."""
    at = data.find(b"\xff\x52", data.find(b"\xff\x4f\xff\x51"))
    return min(_MOST_LEVELS, data[at + 9]) if 0 <= at < len(data) - 9 else 0


def _open_heif(data: bytes) -> ImageFile.ImageFile:
    opened: ImageFile.ImageFile = _heif_reader().HeifImageFile(io.BytesIO(data))
    return opened


def _heif_reader() -> ModuleType:
    """Import pi-heif, which costs the start something and few people need."""
    try:
        return importlib.import_module("pi_heif")
    except ImportError as error:
        raise ImageError(NEEDS_HEIF) from error
