"""The one place that turns whatever Pillow raises into a reason a person understands."""

from __future__ import annotations

import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PIL import Image, UnidentifiedImageError

from iaia_desktop.core.errors import ImageError
from iaia_desktop.core.saying import Saying
from iaia_desktop.images.formats import HEAD_BYTES, sniff_format
from iaia_desktop.images.reasons import DAMAGED, NOT_AN_IMAGE, TOO_LARGE, UNSUPPORTED

_PILLOW_MODULES: Final = r"PIL\."
_UNSUPPORTED_WORDS: Final = ("unsupported", "not supported", "not available", "unknown compression")


@contextmanager
def image_guard(data: bytes) -> Iterator[None]:
    """Turn every exception of a decoder into an ``ImageError``, and keep Pillow quiet.

    Decoders raise far more than ``OSError`` on broken files (ValueError, IndexError, TypeError,
    KeyError, struct.error, zlib.error, SyntaxError, NotImplementedError, MemoryError and more), so
    all of it is caught here and nowhere else. Safe from any thread.

    Parameters
    ----------
    data : bytes
        The file, for telling damage from things that never were an image.

    Raises
    ------
    ImageError
        With a short reason as ``what``.
    """
    silence_pillow()
    try:
        yield
    except ImageError:
        raise
    except Exception as error:
        # The traceback would keep the half-decoded image alive for as long as the error is kept.
        traceback.clear_frames(error.__traceback__)
        raise ImageError(_reason(error, data)) from error


def silence_pillow() -> None:
    """Ignore, in the whole process, the warnings that Pillow's own modules give.

    They are about the contents of files (a corrupt EXIF block, say), which are the user's; what
    matters of them becomes an ``ImageError``. ``warnings.catch_warnings`` swaps the filters of all
    threads at once and puts them back in any order, so it cannot be used by decoders that run side
    by side. One permanent rule can: it is set when a decoder finds that it is not the first rule
    (always the first time, later only when somebody has put a rule before it). Deprecations are
    given with the caller's module, ours, and still show.
    """
    rules = warnings.filters
    if rules:
        action, _, category, module, _ = rules[0]
        if action == "ignore" and category is Warning and _pattern(module) == _PILLOW_MODULES:
            return
    warnings.filterwarnings("ignore", module=_PILLOW_MODULES)


def _pattern(module: object) -> object:
    return getattr(module, "pattern", module)


def _reason(error: Exception, data: bytes) -> Saying:
    """Say in a few words why an image cannot be decoded."""
    if isinstance(error, Image.DecompressionBombError | MemoryError):
        return TOO_LARGE
    if isinstance(error, UnidentifiedImageError):
        return NOT_AN_IMAGE if sniff_format(data[:HEAD_BYTES]) is None else DAMAGED
    words = str(error).lower()
    if isinstance(error, NotImplementedError) or any(word in words for word in _UNSUPPORTED_WORDS):
        return UNSUPPORTED
    return DAMAGED
