"""What says that a folder is an unfinished export: of what, since when, and how much is there."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from iaia_desktop.export.names import TABLE_NAMES, shown
from iaia_desktop.export.parents import is_taken

UNFINISHED_MARK = ".unfinished-export"
"""Ends the name of a folder that holds an export which is not finished."""

ABOUT = "about.json"
READ_ME = "READ ME.txt"
LOCK = "lock"
JOURNAL = "placed.jsonl"
FILES = "files"
"""What becomes the export, in the folder of an unfinished one."""

PARTS = "parts"
"""Files that are being made."""

MOVING = "moving.json"
_FORMAT = 1
_LONGEST_STEM_BYTES = 200
_MOST_FOLDERS = 20
_SKELETON = frozenset({READ_ME, LOCK, ABOUT + ".part"})


@dataclass(frozen=True, slots=True)
class About:
    """What is exported, as an unfinished export says.

    Attributes
    ----------
    session : str
        The session file.
    root : str
        The folder with the images.
    started_at : float
        Seconds since the epoch, UTC.
    total : int
        Labelled images when it was last begun.
    """

    session: str
    root: str
    started_at: float
    total: int

    def is_of(self, root: Path | None, session: str) -> bool:
        """Tell whether it exports this session, or images of this folder.

        Either is enough: a disk may come back under another name, and a session may be moved.
        """
        if session and self.session == session:
            return True
        return root is not None and self.root == os.path.realpath(root)


@dataclass(frozen=True, slots=True)
class UnfinishedInfo:
    """An unfinished export that can be gone on with.

    Attributes
    ----------
    folder : Path
        Where it lies.
    about : About
        What it exports.
    done : int
        Images that are there.
    size_bytes : int
        Room that they take; links to images outside count, too.
    """

    folder: Path
    about: About
    done: int
    size_bytes: int


def find_unfinished(output: Path, root: Path | None, session: str) -> UnfinishedInfo | None:
    """Return the unfinished export of a session to an output.

    Parameters
    ----------
    output : Path
        Where the export goes.
    root : Path or None
        The folder with the images, where it is known.
    session : str
        The session file.

    Returns
    -------
    UnfinishedInfo or None
        None when there is none, or it cannot be looked at.
    """
    real = Path(os.path.realpath(output))
    with suppress(OSError):
        for home in (real, real.parent):
            for folder in candidates(home, real.name):
                about = read_about(folder)
                if about is not None and about.is_of(root, session) and (folder / FILES).is_dir():
                    return UnfinishedInfo(folder, about, *_amount(folder / FILES))
    return None


def _amount(files: Path) -> tuple[int, int]:
    done = size = 0
    with suppress(OSError):
        for entry in files_below(files):
            if entry.name not in TABLE_NAMES:
                size += entry.stat(follow_symlinks=False).st_size
                done += 1
    return done, size


def candidates(home: Path, name: str) -> Iterator[Path]:
    """Yield the places of unfinished exports, in the order in which they are taken.

    Parameters
    ----------
    home : Path
        The folder that holds them.
    name : str
        Of the output.
    """
    stem = name.encode("utf-8", "surrogateescape")[:_LONGEST_STEM_BYTES].decode("utf-8", "ignore")
    yield home / (stem + UNFINISHED_MARK)
    for number in range(2, _MOST_FOLDERS + 1):
        yield home / f"{stem}{UNFINISHED_MARK}-{number}"


def read_about(folder: Path) -> About | None:
    """Return what a folder says of itself; None when it is no unfinished export of ours.

    Raises
    ------
    OSError
        When it cannot be read: that says nothing.
    """
    try:
        raw: Any = json.loads((folder / ABOUT).read_text(encoding="ascii"))
        if raw["format"] != _FORMAT:
            return None
        return About(
            str(raw["session"]), str(raw["root"]), float(raw["started_at"]), int(raw["total"])
        )
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (ValueError, LookupError, TypeError, RecursionError):
        return None


def write_about(folder: Path, about: About) -> None:
    """Write what a folder says of itself, at once, and on the disk when it returns.

    Raises
    ------
    OSError
        When the disk does not take it.
    """
    part = folder / (ABOUT + ".part")
    with part.open("w", encoding="ascii") as file:
        json.dump({"format": _FORMAT, **asdict(about)}, file)
        file.flush()
        os.fsync(file.fileno())
    part.replace(folder / ABOUT)


def is_blank(folder: Path) -> bool:
    """Tell whether a folder holds nothing but what an export that was just begun leaves."""
    try:
        return all(entry.name in _SKELETON for entry in folder.iterdir())
    except OSError:
        return False


def names_inside(output: Path, root: Path, session: str) -> frozenset[str]:
    """Return the names in an output that belong to an unfinished export of this session.

    Its folder, and what was being moved out of that into place when it was cut off.

    Parameters
    ----------
    output : Path
        Absolute; need not exist.
    root : Path
        The folder with the images.
    session : str
        The session file.
    """
    if not output.is_dir():
        return frozenset()
    for folder in candidates(output, output.name):
        about = read_about(folder)
        if about is not None and about.is_of(root, session):
            return frozenset({folder.name, *moved_names(folder)})
        if about is None and folder.is_dir() and is_blank(folder):
            return frozenset({folder.name})
    return frozenset()


def moved_names(folder: Path) -> frozenset[str]:
    """Return the names that an unfinished export has moved up into its output.

    Parameters
    ----------
    folder : Path
        Of the unfinished export.

    Raises
    ------
    OSError
        When they cannot be read.
    """
    try:
        names: Any = json.loads((folder / MOVING).read_text(encoding="ascii"))
    except (FileNotFoundError, ValueError, RecursionError):
        return frozenset()
    if not isinstance(names, list):
        return frozenset()
    # A name that is still in the folder was not moved: what is outside is somebody else's.
    return frozenset(
        name
        for name in names
        if isinstance(name, str) and Path(name).name == name and not is_taken(folder / FILES / name)
    )


def remove_unfinished(folder: Path) -> bool:
    """Delete an unfinished export; what says so goes last.

    Links are removed as links, so that nothing they lead to can be touched.

    Parameters
    ----------
    folder : Path
        As `find_unfinished` gave it.

    Returns
    -------
    bool
        Whether all of it is gone.
    """
    with suppress(OSError):
        # The files first: what says how to go on is needed as long as there is one of them.
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name != FILES):
            if entry.name in {ABOUT, MOVING}:
                continue
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry, ignore_errors=True)
            else:
                with suppress(OSError):
                    entry.unlink()
    with suppress(OSError):
        if {entry.name for entry in folder.iterdir()} <= {ABOUT, MOVING}:
            (folder / MOVING).unlink(missing_ok=True)
            (folder / ABOUT).unlink(missing_ok=True)
            folder.rmdir()
    try:
        return not is_taken(folder)
    except OSError:
        return False


def tidy_finished(output: Path, root: Path, session: str) -> None:
    """Remove what an export leaves that was cut off just after it had been moved into place.

    Parameters
    ----------
    output : Path
        Where the export went.
    root : Path
        The folder with the images.
    session : str
        The session file.
    """
    real = Path(os.path.realpath(output))
    with suppress(OSError):
        if not real.is_dir():
            return
        for home in (real, real.parent):
            for folder in candidates(home, real.name):
                about = read_about(folder)
                if about is not None and about.is_of(root, session) and _is_moved(folder):
                    remove_unfinished(folder)


def _is_moved(folder: Path) -> bool:
    """Tell whether nothing is left in a folder of what was to become the export."""
    if not (folder / FILES).exists():
        return True
    return is_taken(folder / MOVING) and not any((folder / FILES).iterdir())


def files_below(folder: Path) -> Iterator[os.DirEntry[str]]:
    """Yield every file and link below a folder, without following links."""
    waiting = [os.fspath(folder)]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    yield entry


def read_me(output: Path) -> str:
    """Return what a person should know who finds the folder."""
    return (
        "This is an export that is not finished. It is not the export.\n\n"
        f"It was to become “{shown(output)}”. To go on, export the same session to that folder"
        " again:\nwhat is here and right is kept. To be rid of it, delete this folder: the images"
        " that it\nwas made from lie elsewhere.\n"
    )
