"""Folders on the way to an output: made when missing, taken away when nothing came of it."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from pathlib import Path

from iaia_desktop.core.saying import Saying


def make_parents(folder: Path) -> list[Path]:
    """Make a folder and what is missing above it.

    Parameters
    ----------
    folder : Path
        Absolute.

    Returns
    -------
    list of Path
        Those that were made, outermost first.

    Raises
    ------
    OSError
        When one cannot be made; none of them is left then.
    """
    missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    made: list[Path] = []
    try:
        for parent in reversed(missing):
            parent.mkdir(exist_ok=True)
            made.append(parent)
    except OSError:
        remove_parents(made)
        raise
    return made


def remove_parents(made: Iterable[Path]) -> None:
    """Take folders away again as far as they are empty.

    Parameters
    ----------
    made : iterable of Path
        As `make_parents` returned them.
    """
    for parent in reversed(list(made)):
        try:
            parent.rmdir()
        except OSError:
            return  # somebody put something there meanwhile: it is theirs now


def refuse_taken(target: Path) -> None:
    """Refuse to move something to a name that is taken.

    Parameters
    ----------
    target : Path
        Where something is about to be moved to.

    Raises
    ------
    FileExistsError
        When anything is there, be it a link that leads nowhere.
    OSError
        When nobody can tell.
    """
    if is_taken(target):
        words = Saying("Something has appeared there meanwhile")
        raise FileExistsError(errno.EEXIST, words, str(target))


def is_taken(path: Path) -> bool:
    """Tell whether a name is taken; unlike ``os.path.lexists``, not "no" when the disk fails.

    Parameters
    ----------
    path : Path
        Any.

    Raises
    ------
    OSError
        When nobody can tell.
    """
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True
