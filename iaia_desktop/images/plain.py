"""Tell plain image files from odd ones, by a short look at how they are built.

A decoder cannot be stopped once it runs, and many files of a few kilobytes keep one busy for
minutes: a JPEG of millions of empty segments, an AVIF of thousands of items that are looked for one
by one, a TIFF whose strips are taken up in Python. No list of such tricks is complete, so the
question is turned round: a file is plain when its format is one of the usual ones and every part of
it that could be long is short. All others are decoded aside, in a process that can be stopped
(``images/aside.py``).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from typing import Final

from iaia_desktop.images.formats import HEAD_BYTES, HEIF, sniff_format

MAX_SEGMENTS: Final = 2_000
"""Marker segments of a JPEG before its first scan; one of 64 KB each holds a large profile."""

MAX_TABLES: Final = 100
"""Segments of a JPEG that are read piece by piece: tables, and Photoshop's notes."""

MAX_SCANS: Final = 100
"""Scans of a JPEG; progressive ones have about 10, and each is a pass over all coefficients."""

MAX_TAGS: Final = 400
MAX_TAG_BYTES: Final = 4 * 2**20
"""Tags of a TIFF, and the bytes of all their values; tables of strips are among those."""

MAX_BLOCKS: Final = 5_000
"""Parts of a GIF before its first frame, of 255 bytes at most."""

MAX_ITEMS: Final = 1_000
"""Items of an AVIF or HEIC: a large photo of a phone has a few hundred tiles."""

_CHUNK_SHARE: Final = 2_048
_FEW_CHUNKS: Final = 1_000
_PPM: Final = re.compile(rb"P[456]\s(?:#[^\n]{0,200}\n)?\s?\d{1,6}\s\d{1,6}\s(?:\d{1,5}\s)?")
_STRIP_TAGS: Final = frozenset((273, 279, 324, 325))
_TYPE_BYTES: Final = {
    1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8,
    17: 8, 18: 8,
}  # fmt: skip


def is_plain(data: bytes) -> bool:
    """Tell whether a file may be decoded where it cannot be stopped.

    Parameters
    ----------
    data : bytes
        The whole file.

    Returns
    -------
    bool
        False for formats that are rare or decoded in Python, for files built in an unusual way,
        and for what is no image at all.
    """
    look = _LOOKS.get(sniff_format(data[:HEAD_BYTES]) or "")
    if look is None:
        return _PPM.match(data) is not None
    try:
        return look(data)
    except (struct.error, IndexError, OverflowError):
        return False


def png_without(data: bytes, kinds: frozenset[bytes]) -> bytes:
    """Return a PNG without the chunks of some kinds; the same bytes when it is none.

    Parameters
    ----------
    data : bytes
        The whole file.
    kinds : frozenset of bytes
        Names of chunks, of four letters each.
    """
    parts, at, kept = [], 8, 0
    while at + 8 <= len(data):
        end = at + 12 + int(struct.unpack_from(">I", data, at)[0])
        if data[at + 4 : at + 8] in kinds:
            parts.append(data[kept:at])
            kept = end
        at = end
    return b"".join((*parts, data[kept:]))


def _plain_jpeg(data: bytes) -> bool:
    at, tables = 2, 0
    for _ in range(MAX_SEGMENTS):
        if data[at] != 0xFF:
            return False
        marker = data[at + 1]
        tables += marker < 0xE0 or marker == 0xED
        if tables > MAX_TABLES:
            return False
        if marker == 0xDA:
            return data.count(b"\xff\xda") <= MAX_SCANS
        if marker == 0xFF:
            at += 1
        elif marker <= 0x01 or 0xD0 <= marker <= 0xD9:
            return False
        else:
            at += 2 + int(struct.unpack_from(">H", data, at + 2)[0])
    return False


def _plain_png(data: bytes) -> bool:
    left = _FEW_CHUNKS + len(data) // _CHUNK_SHARE
    at, end = 8, len(data) - 8
    while at <= end and left:
        left -= 1
        at += 12 + int(struct.unpack_from(">I", data, at)[0])
    return left > 0


def _plain_gif(data: bytes) -> bool:
    flags = data[10]
    at = 13 + (3 << ((flags & 7) + 1) if flags & 0x80 else 0)
    left = MAX_BLOCKS
    while left:
        left -= 1
        introducer = data[at]
        if introducer == 0x2C:
            return True
        if introducer != 0x21:
            return False
        at += 2
        while left and data[at]:
            left -= 1
            at += 1 + data[at]
        at += 1
    return False


def _plain_bmp(data: bytes) -> bool:
    # Runs are decoded in Python; the short header of OS/2 has none.
    if struct.unpack_from("<I", data, 14)[0] < 40:
        return True
    return struct.unpack_from("<I", data, 30)[0] in {0, 3, 6}


def _plain_tiff(data: bytes) -> bool:
    order = "<" if data[:2] == b"II" else ">"
    if struct.unpack_from(order + "H", data, 2)[0] == 43:
        (at,) = struct.unpack_from(order + "Q", data, 8)
        (count,) = struct.unpack_from(order + "Q", data, at)
        form, inline, at = order + "HHQ", 8, at + 8
    else:
        (at,) = struct.unpack_from(order + "I", data, 4)
        (count,) = struct.unpack_from(order + "H", data, at)
        form, inline, at = order + "HHI", 4, at + 2
    if count > MAX_TAGS:
        return False
    step = struct.calcsize(form) + inline
    total = 0
    for number in range(count):
        tag, kind, values = struct.unpack_from(form, data, at + step * number)
        size = values * _TYPE_BYTES.get(kind, 1)
        if tag in _STRIP_TAGS and values > _FEW_CHUNKS + len(data) // _CHUNK_SHARE:
            return False
        total += size if size > inline else 0
    return total <= min(MAX_TAG_BYTES, len(data))


def _plain_boxes(data: bytes) -> bool:
    """Look at the list of items of an AVIF or HEIC: each is looked for among all others."""
    at = data.find(b"iinf", 0, 1 << 16)
    if at < 0:
        return False
    version = data[at + 4]
    (count,) = struct.unpack_from(">I" if version else ">H", data, at + 8)
    return bool(count <= MAX_ITEMS) and data.count(b"infe") <= MAX_ITEMS


def _always(data: bytes) -> bool:
    return len(data) > HEAD_BYTES


_LOOKS: Final[dict[str, Callable[[bytes], bool]]] = {
    "JPEG": _plain_jpeg, "PNG": _plain_png, "GIF": _plain_gif, "BMP": _plain_bmp,
    "TIFF": _plain_tiff, "WEBP": _always, "AVIF": _plain_boxes, HEIF: _plain_boxes,
}  # fmt: skip
