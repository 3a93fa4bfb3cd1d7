"""Which files are images: suffixes for scanning, first bytes for opening."""

from __future__ import annotations

import struct
from typing import Final

from iaia_desktop.core.saying import Saying

OPEN_FORMATS: Final = (
    "JPEG", "PNG", "GIF", "BMP", "PPM", "TIFF", "WEBP", "AVIF", "JPEG2000", "PSD", "QOI", "ICO",
    "CUR", "DDS", "SGI", "SUN", "PCX", "DCX", "BLP", "XPM", "XBM", "PIXAR", "MSP", "DIB", "IM",
    "PCD", "TGA",
)  # fmt: skip
"""Pillow's names of the formats that may be opened; commonest first, those without a mark last.

Left out: formats that start another program (EPS), that hold documents, films or scientific grids
(PDF, MPEG, WMF, BUFR, FITS, GRIB, HDF5), icon bundles whose parts hide their true size (ICNS), and
formats so loose that any file might pass for one (SPIDER, IMT, IPTC, MCIDAS, XVTHUMB).
"""

IMAGE_SUFFIXES: Final = frozenset((
    ".jpg", ".jpeg", ".jpe", ".jfif", ".mpo", ".png", ".apng", ".gif", ".bmp", ".dib", ".pbm",
    ".pgm", ".ppm", ".pnm", ".pfm", ".tif", ".tiff", ".webp", ".avif", ".avifs", ".heic",
    ".heif", ".hif", ".jp2", ".j2k", ".jpc", ".jpf", ".jpx", ".j2c", ".psd", ".qoi", ".ico",
    ".cur", ".dds", ".bw", ".rgb", ".rgba", ".sgi", ".ras", ".pcx", ".dcx", ".blp", ".xpm",
    ".xbm", ".pxr", ".msp", ".im", ".pcd", ".tga", ".icb", ".vda", ".vst",
))  # fmt: skip
"""Suffixes of image files, lower case with the dot.

HEIC is among them although Pillow alone cannot read it: a folder of phone pictures must not look
empty, and the reason on each of them says what is missing.
"""

NOT_TAKEN: Final = Saying(
    "Camera raw files, films and documents are not read: save their pictures as JPEG, PNG or TIFF."
)
"""What to say where a folder holds other files only.

Raw files are not among the images: what can be read of them is a small preview, and mostly a JPEG
lies beside them.
"""

HEAD_BYTES: Final = 32
"""How many first bytes ``sniff_format`` wants to see."""

HEIF: Final = "HEIF"
"""The name that ``sniff_format`` gives to HEIC and its relatives, which Pillow has no name for."""

_SIGNATURES: Final = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),
    (b"MM\0+", "TIFF"),
    (b"\xff\x4f\xff\x51", "JPEG2000"),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "JPEG2000"),
    (b"8BPS", "PSD"),
    (b"qoif", "QOI"),
    (b"DDS ", "DDS"),
    (b"\x59\xa6\x6a\x95", "SUN"),
    (b"\xb1\x68\xde\x3a", "DCX"),
    (b"BLP1", "BLP"),
    (b"BLP2", "BLP"),
    (b"/* XPM */", "XPM"),
    (b"\0\0\1\0", "ICO"),
)
_HEIF_BRANDS: Final = frozenset(
    (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1")
)
_BMP_HEADER_BYTES: Final = frozenset((12, 16, 40, 52, 56, 64, 108, 124))


def looks_like_image(name: str) -> bool:
    """Tell by its suffix whether a file is an image.

    Parameters
    ----------
    name : str
        A file name or a path, in any case; it may hold surrogate escapes.

    Returns
    -------
    bool
        False also for names without a suffix: those are judged by their first bytes. Dots and
        spaces at the end do not count, as Windows does not count them.
    """
    dot = name.rfind(".")
    if dot >= 0 and name[dot:].lower() in IMAGE_SUFFIXES:
        return True
    trimmed = name.rstrip(". ")
    return len(trimmed) < len(name) and looks_like_image(trimmed)


def sniff_format(head: bytes) -> str | None:
    """Name the image format that the first bytes of a file announce.

    Parameters
    ----------
    head : bytes
        The first ``HEAD_BYTES`` bytes, or the whole file.

    Returns
    -------
    str or None
        Pillow's name of the format, ``HEIF``, or None when no signature fits. A few rare formats
        have no signature, so None does not yet mean "not an image".
    """
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            return name
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[4:8] == b"ftyp":
        return _sniff_boxed(head)
    if head[:2] == b"BM" and len(head) >= 18:
        # Two letters alone would let plain texts pass.
        header_bytes: int = struct.unpack_from("<I", head, 14)[0]
        return "BMP" if header_bytes in _BMP_HEADER_BYTES else None
    return None


def _sniff_boxed(head: bytes) -> str | None:
    """Tell AVIF from HEIC by the brands of the leading ``ftyp`` box."""
    brands = {head[8:12], *(head[at : at + 4] for at in range(16, HEAD_BYTES, 4))}
    if b"avif" in brands or b"avis" in brands:
        return "AVIF"
    return HEIF if head[8:12] in _HEIF_BRANDS else None
