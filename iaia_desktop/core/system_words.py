"""What the operating system says of an error, so that the window can say it in its language."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from iaia_desktop.core.saying import Saying

_WORDS: Mapping[str, Saying] = MappingProxyType(
    {
        words.casefold(): words
        for words in (
            Saying("No such file or directory"),
            Saying("Permission denied"),
            Saying("Operation not permitted"),
            Saying("No space left on device"),
            Saying("Disk quota exceeded"),
            Saying("Read-only file system"),
            Saying("Input/output error"),
            Saying("Not a directory"),
            Saying("Is a directory"),
            Saying("File exists"),
            Saying("Directory not empty"),
            Saying("File name too long"),
            Saying("File too large"),
            Saying("Too many open files"),
            Saying("Too many levels of symbolic links"),
            Saying("Device or resource busy"),
            Saying("No such device"),
            Saying("No such device or address"),
            Saying("Stale file handle"),
            Saying("Host is down"),
            Saying("Connection timed out"),
            Saying("Transport endpoint is not connected"),
            Saying("Cannot allocate memory"),
            Saying("Operation not supported"),
            Saying("Function not implemented"),
            Saying("Invalid argument"),
        )
    }
)
"""By the text itself, not by number: Windows says the same in its own words and language."""


def system_words(error: BaseException) -> str:
    """Return what the system says of an error, to stand in a sentence of ours.

    Parameters
    ----------
    error : BaseException
        An OSError, or another one that comes in its place.

    Returns
    -------
    str
        Not empty; a ``Saying`` for what is common.
    """
    words: str = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return known_system_words(words)


def known_system_words(words: str) -> str:
    """Return what the system said, as a ``Saying`` where it is common; in any capitals."""
    return _WORDS.get(words.casefold(), words)
