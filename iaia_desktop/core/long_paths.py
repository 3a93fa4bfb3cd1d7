"""The long form of a path, for which Windows has no limit of 260 characters."""

from __future__ import annotations

import os
from pathlib import Path, PureWindowsPath
from typing import Final

ON_WINDOWS: Final = os.name == "nt"

LONGEST_USUAL: Final = 240
"""From here on a path may be too long for Windows in its usual form, which takes 259 characters."""

_LONG: Final = "\\\\?\\"
_LONG_SHARE: Final = "\\\\?\\UNC\\"


def long_form(path: Path, *, from_length: int = 0) -> Path:
    """Return the name by which the system finds a path, however long it is.

    Parameters
    ----------
    path : Path
        Absolute, without ``..``; shown to a person in its usual form.
    from_length : int
        Shorter paths stay as they are: ``LONGEST_USUAL`` for one that is only read. None does
        where longer ones are made from it.

    Returns
    -------
    Path
        On Windows the long form; elsewhere, where names have no such limit, the path itself.
    """
    if not ON_WINDOWS or len(str(path)) < from_length:
        return path
    return Path(windows_long_form(str(path)))


def windows_long_form(path: str) -> str:
    r"""Return the long form of a path on Windows: ``\\?\C:\a`` for ``C:/a``.

    Parameters
    ----------
    path : str
        Any; one that is relative, or in this form already, is returned as it is.
    """
    found = PureWindowsPath(path)
    text = str(found)
    if not found.is_absolute() or ".." in found.parts or text.startswith((_LONG, "\\\\.\\")):
        return path
    # A share: \\server\share\a
    return _LONG_SHARE + text[2:] if text.startswith("\\\\") else _LONG + text
