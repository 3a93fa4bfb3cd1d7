"""Why a file gives no image: the reasons in words, and those words recognised again.

A session keeps a reason as English text, and the process for odd files gives it as text. Both come
back as plain ``str``; ``recognised`` makes of them the sayings that the window can translate.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import Formatter
from types import MappingProxyType
from typing import Final

from iaia_desktop.core.saying import Saying
from iaia_desktop.core.system_words import known_system_words, system_words

NOT_AN_IMAGE: Final = Saying(
    "not an image, or one of a kind that cannot be read: save it as PNG or JPEG"
)
DAMAGED: Final = Saying("the image is damaged or cut short: get the file anew from where it came")
TOO_LARGE: Final = Saying("the image is too large: save a smaller copy of it")
TOO_SLOW: Final = Saying("the image takes too long to decode: save it anew as PNG or JPEG")
UNSUPPORTED: Final = Saying("this variety of image file is not supported: save it as PNG or JPEG")
NEEDS_HEIF: Final = Saying("HEIC cannot be read here: install pi-heif, or save the image as JPEG")
NO_PROCESS: Final = Saying("the image could not be decoded: the system starts no other process")

GONE: Final = Saying("the file has gone")
NOT_THERE: Final = Saying("the file is not there any more")
LINK_TO_NOWHERE: Final = Saying("the link leads nowhere")
NO_PERMISSION: Final = Saying("cannot be opened: no permission")
A_FOLDER: Final = Saying("this is a folder, not an image")
NOT_ORDINARY: Final = Saying("this is not an ordinary file")
PATH_TOO_LONG: Final = Saying("the path is too long")
BEING_WRITTEN: Final = Saying("something is writing to the file")
EMPTY: Final = Saying("the file is empty")
LITTLE_MEMORY: Final = Saying("there is too little memory at present")
DISK_ERROR: Final = Saying("cannot be read: the disk gave an error")

LITTLE_MEMORY_FOR_IMAGE: Final = Saying("there is too little memory for it at present")
NOT_MADE_READY: Final = Saying("it cannot be made ready for the encoder (details are in the log)")
REFUSED: Final = Saying("the encoder cannot take this image (details are in the log)")

_MEGAPIXELS_FROM: Final = 10_000_000


def image_too_large(size_px: tuple[int, int], *, in_megapixels: bool = True) -> Saying:
    """Return that an image has too many pixels.

    Parameters
    ----------
    size_px : (int, int)
        Width and height.
    in_megapixels : bool
        Whether the number of pixels says it well; not where one side alone is too long.
    """
    width_px, height_px = size_px
    pixels = width_px * height_px
    if in_megapixels and pixels >= _MEGAPIXELS_FROM:
        return Saying(
            "the image is too large ({n:,.0f} megapixels): save a smaller copy of it",
            n=pixels / 1e6,
        )
    return Saying(
        "the image is too large ({width:,} by {height:,} pixels): save a smaller copy of it",
        width=width_px,
        height=height_px,
    )


def tells_too_large(reason: str) -> bool:
    """Tell whether a reason is that the image is too large, with or without its size."""
    return reason.startswith("the image is too large")


def file_too_large(size_bytes: int) -> Saying:
    """Return that a file has too many bytes, with their number."""
    return Saying("the file is too large ({n:,.0f} MB)", n=size_bytes / 1e6)


def not_readable(error: OSError) -> Saying:
    """Return that the system gave an error, in its words."""
    return _not_readable(system_words(error)) if error.strerror else DISK_ERROR


def _not_readable(words: str) -> Saying:
    return Saying("cannot be read: {reason}", reason=words)


_FIXED: Final[Mapping[str, Saying]] = MappingProxyType(
    {
        str(reason): reason
        for reason in (
            NOT_AN_IMAGE, DAMAGED, TOO_LARGE, TOO_SLOW, UNSUPPORTED, NEEDS_HEIF, NO_PROCESS, GONE,
            NOT_THERE, LINK_TO_NOWHERE, NO_PERMISSION, A_FOLDER, NOT_ORDINARY, PATH_TOO_LONG,
            BEING_WRITTEN, EMPTY, LITTLE_MEMORY, DISK_ERROR, LITTLE_MEMORY_FOR_IMAGE,
            NOT_MADE_READY, REFUSED,
        )
    }
)  # fmt: skip


def _pattern(template: str) -> re.Pattern[str]:
    """Return what a template's text looks like: numbers where it has a format, else any words."""
    parts = []
    for text, name, form, _ in Formatter().parse(template):
        parts.append(re.escape(text))
        if name:
            parts.append(f"(?P<{name}>[0-9,]{{1,20}})" if form else f"(?P<{name}>.+)")
    return re.compile("".join(parts), re.DOTALL)


_WITH_VALUES: Final = tuple(
    (reason.template, _pattern(reason.template))
    for reason in (
        image_too_large((10_000, 10_000)),
        image_too_large((1, 1)),
        file_too_large(1),
        _not_readable("x"),
    )
)


def recognised(reason: str) -> str:
    """Return a reason as a ``Saying`` again, where it is one of ours; else as it is.

    Parameters
    ----------
    reason : str
        As a session keeps it: English, in the words of this version or of an earlier one.

    Returns
    -------
    str
        The same text, but for the capitals of the system's words.
    """
    if not reason or isinstance(reason, Saying):
        return reason
    if (fixed := _FIXED.get(reason)) is not None:
        return fixed
    for template, pattern in _WITH_VALUES:
        if (match := pattern.fullmatch(reason)) is not None:
            said = Saying.made_of(template, _values(match))
            return said if said.casefold() == reason.casefold() else reason
    return reason


def _values(match: re.Match[str]) -> dict[str, object]:
    return {
        name: known_system_words(text) if name == "reason" else int(text.replace(",", "") or 0)
        for name, text in match.groupdict().items()
    }
