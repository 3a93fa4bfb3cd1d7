"""Estimate what decoding an image costs before it begins, and refuse what costs too much."""

from __future__ import annotations

import struct
from typing import Final

from PIL import ImageFile
from PIL.Jpeg2KImagePlugin import Jpeg2KImageFile
from PIL.JpegImagePlugin import JpegImageFile

from iaia_desktop.core.errors import ImageError
from iaia_desktop.images.formats import HEIF
from iaia_desktop.images.reasons import image_too_large
from iaia_desktop.images.room import FILES, PIXELS

TIME_BUDGET_S: Final = 2.0
"""What decoding one image may take, on a core of some years ago."""

MAX_SIDE_PX: Final = 200_000
"""Longest side: libraries keep tables for each row and column, however few pixels there are."""

MAX_ICON_SIDE_PX: Final = 4096
"""Size of the PNG inside an icon, which the icon's own directory hides."""

_COEFFICIENT_S: Final = 1.0e-9
"""For each pixel in each scan of a JPEG: a small file can ask for a hundred passes."""

_PYTHON_CODECS: Final = frozenset(
    ("ppm", "ppm_plain", "qoi", "BLP1", "BLP2", "dds_rgb", "bmp_rle", "xpm")
)
_PYTHON_PIXEL_S: Final = 1e-6

# Seconds for a pixel and for a byte of the file, the dearest contents that were measured: noise,
# alpha, lossless. The size of the file counts where the codes cost more than the pixels. HEIC is
# made of tiles that are decoded side by side: on two cores a photo of 48 megapixels takes 1.5 s.
_SECONDS: Final = {
    "JPEG": (1.7e-9, 1.1e-8), "WEBP": (4.8e-8, 0.0), "AVIF": (1.7e-8, 1.0e-7),
    HEIF: (1.6e-8, 0.7e-7), "JPEG2000": (3.0e-8, 1.6e-7),
}  # fmt: skip
_SAMPLE_BYTE_S: Final = 3.6e-9
_LZMA_BYTE_S: Final = 2.5e-8

# Measured peaks: the decoded image, the decoder's own buffers and one converted copy.
_BYTES_OF_FORMAT: Final = {"WEBP": 16, "AVIF": 14, HEIF: 11, "JPEG2000": 24}
_BYTES_OF_MODE: Final = {
    "L": 3, "1": 3, "P": 6, "RGB": 6, "CMYK": 7, "RGBA": 9, "I;16": 6, "I;16B": 6, "F": 9,
}  # fmt: skip
_BYTES_AT_MOST: Final = 13


def check_cost(
    image: ImageFile.ImageFile,
    data: bytes,
    full_size: tuple[int, int],
    *,
    most_bytes: int | None = None,
) -> int:
    """Estimate the memory that decoding takes, and refuse what takes too much of it, or too long.

    Parameters
    ----------
    image : PIL.ImageFile.ImageFile
        Opened, planned, not yet decoded (or decoded, to check what came of it).
    data : bytes
        The whole file.
    full_size : (int, int)
        Width and height before ``plan_small_decode``.
    most_bytes : int, optional
        Memory there is, the file included; by default that of ``images/room.py``.

    Returns
    -------
    int
        Bytes without those of the file, an upper bound within some per cent.

    Raises
    ------
    ImageError
        "the image is too large (N megapixels)", with what to do.
    """
    if max(full_size) > MAX_SIDE_PX or seconds_needed(image, data, full_size) > TIME_BUDGET_S:
        raise too_large(full_size)
    need = _memory(image, data, full_size)
    if most_bytes is None:
        most_bytes = PIXELS.total_bytes + min(len(data), FILES.total_bytes)
    if need + len(data) > most_bytes:
        raise too_large(full_size)
    return need


def too_large(size: tuple[int, int]) -> ImageError:
    """Return the error for an image of a size that is not decoded."""
    return ImageError(image_too_large(size, in_megapixels=max(size) <= MAX_SIDE_PX))


def seconds_needed(image: ImageFile.ImageFile, data: bytes, full_size: tuple[int, int]) -> float:
    """Estimate how long decoding takes at most."""
    pixels = full_size[0] * full_size[1]
    if any(tile[0] in _PYTHON_CODECS for tile in image.tile):
        return pixels * _PYTHON_PIXEL_S
    if isinstance(image, Jpeg2KImageFile):
        return jpeg2000_seconds(data, full_size, planned_levels(image))
    if (rates := _SECONDS.get(image.format or "")) is not None:
        seconds = pixels * rates[0] + len(data) * rates[1]
        if isinstance(image, JpegImageFile):
            seconds += pixels * max(0, data.count(b"\xff\xda") - 1) * _COEFFICIENT_S
        return seconds
    return pixels * _file_sample_bytes(image) * _byte_seconds(image)


def jpeg2000_seconds(data: bytes, full_size: tuple[int, int], levels: int) -> float:
    """Estimate how long a JPEG 2000 takes that is halved so often: it skips codes then."""
    per_pixel, per_byte = _SECONDS["JPEG2000"]
    return float(full_size[0] * full_size[1] * per_pixel + len(data) * per_byte) / (
        1 << (2 * levels)
    )


def planned_levels(image: Jpeg2KImageFile) -> int:
    """Return how often a JPEG 2000 will be halved."""
    # The same name is a method while no level is planned.
    planned = image.reduce
    return planned if isinstance(planned, int) else 0


def check_icon(data: bytes) -> None:
    """Refuse an icon that hides a huge image.

    Raises
    ------
    ImageError
        As ``check_cost``.
    """
    at = data.find(b"\x89PNG")
    while at >= 0:
        head = data[at + 16 : at + 24]
        if len(head) == 8:
            width, height = struct.unpack(">II", head)
            if max(width, height) > MAX_ICON_SIDE_PX:
                raise too_large((width, height))
        at = data.find(b"\x89PNG", at + 1)


def _memory(image: ImageFile.ImageFile, data: bytes, full_size: tuple[int, int]) -> int:
    mode = image.mode
    per_pixel = _BYTES_OF_FORMAT.get(image.format or "") or _BYTES_OF_MODE.get(mode, _BYTES_AT_MOST)
    if image.has_transparency_data and mode != "RGBA":
        per_pixel = max(per_pixel, _BYTES_AT_MOST)
    pixels = image.width * image.height
    if isinstance(image, Jpeg2KImageFile):
        # Its smaller sizes are decoded at once, though the size of the object changes later.
        pixels = (full_size[0] * full_size[1]) >> (2 * planned_levels(image))
    need = pixels * per_pixel
    if isinstance(image, JpegImageFile):
        need += _jpeg_coefficients(image, data, full_size)
    return need


def _file_sample_bytes(image: ImageFile.ImageFile) -> float:
    """Return the bytes of a pixel as they are packed in the file."""
    channels = max(1, len(image.getbands()))
    if image.mode in {"I", "F"}:
        return 4.0
    raw_mode = str(image.tile[0][3]) if image.tile else ""
    return channels * (2.0 if "16" in raw_mode or image.mode.startswith("I;16") else 1.0)


def _byte_seconds(image: ImageFile.ImageFile) -> float:
    return _LZMA_BYTE_S if image.info.get("compression") == "lzma" else _SAMPLE_BYTE_S


def _jpeg_coefficients(image: JpegImageFile, data: bytes, full_size: tuple[int, int]) -> int:
    """Return the bytes of the coefficients of a JPEG where all are kept."""
    in_one_scan = 0 < len(image.layer) <= components_of_first_scan(data)
    if in_one_scan and not image.info.get("progressive"):
        return 0
    widest = max((layer[1] for layer in image.layer), default=1)
    tallest = max((layer[2] for layer in image.layer), default=1)
    samples = sum(layer[1] * layer[2] for layer in image.layer) / max(1, widest * tallest)
    return int(full_size[0] * full_size[1] * samples) * 2


def components_of_first_scan(data: bytes) -> int:
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
