"""Put a restored session in the place of a damaged one; a crash in between loses neither."""

from __future__ import annotations

import os
import shutil
import time
from contextlib import suppress
from pathlib import Path

from iaia_desktop.store.connection import sync_folder

SUFFIXES = ("", "-wal", "-shm")
"""What a session file and the files of SQLite beside it end in."""


def exchange(path: Path, unfinished: Path) -> Path:
    """Put the new file in the place of the damaged one, or leave all as it was.

    The damaged file and its log get second names first, so that there is a session under its own
    name at every moment, with its log; a process that dies in between loses neither of the two.
    """
    aside = _free_name(path.with_name(f"{path.name}.damaged-{time.strftime('%Y%m%d-%H%M%S')}"))
    try:
        for suffix in ("-wal", ""):
            with suppress(FileNotFoundError):
                _keep(path.with_name(path.name + suffix), aside.with_name(aside.name + suffix))
        sync_folder(path.parent)
        unfinished.rename(_ready(path))
        finish_exchange(path)
    except OSError:
        with suppress(OSError):
            _ready(path).unlink()
        for suffix in SUFFIXES:
            kept = aside.with_name(aside.name + suffix)
            place = path.with_name(path.name + suffix)
            with suppress(OSError):
                if place.exists():
                    kept.unlink()
                else:
                    kept.rename(place)
        raise
    return aside


def finish_exchange(path: Path) -> None:
    """Let a restored session take its place, where a process died right before that.

    Parameters
    ----------
    path : Path
        The session file, which nobody has open; its lock is held.

    Raises
    ------
    OSError
        When files cannot be moved; the next call tries again.
    """
    ready = _ready(path)
    if not ready.exists():
        return
    sync_folder(path.parent)
    # The log goes first: it is not one of the new file, and would be folded into it.
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    ready.replace(path)
    sync_folder(path.parent)


def _ready(path: Path) -> Path:
    """Return the name of a restored session that is complete, and only has to take its place."""
    return path.with_name(path.name + ".restored")


def _keep(source: Path, target: Path) -> None:
    """Give a file a second name, or make a copy where a file has but one."""
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:
        with source.open("rb") as original, target.open("xb") as copy:
            shutil.copyfileobj(original, copy)
            copy.flush()
            os.fsync(copy.fileno())


def _free_name(wanted: Path) -> Path:
    candidate, number = wanted, 1
    while any(candidate.with_name(candidate.name + suffix).exists() for suffix in SUFFIXES):
        number += 1
        candidate = wanted.with_name(f"{wanted.name}-{number}")
    return candidate
