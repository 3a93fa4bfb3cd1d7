"""Which folder a session file may name without the person being asked.

A session names the folder of its images, and in its settings other places, too. One that came from
a stranger could name any: a drive on the network that learns who asks, or private pictures. So a
place counts only when the person chose it on this machine, or when it lies with the session.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

_NAME = "known-folders.txt"


def was_made_here(session: Path, *, sessions: Path, opened_before: Collection[Path]) -> bool:
    """Return whether the person began this session on this machine, or has worked with it here.

    Parameters
    ----------
    session : Path
        The session file, absolute.
    sessions : Path
        The program's own folder of sessions: what lies there was begun here.
    opened_before : collection of Path
        Sessions elsewhere that the person worked with.
    """
    home = os.path.realpath(session.parent)
    return home == os.path.realpath(sessions) or session in opened_before


def lies_with_session(place: Path, session: Path) -> bool:
    """Return whether a place lies in the folder of the session file; looks at no foreign one."""
    home = Path(os.path.realpath(session)).parent
    # By its letters first: to look at a foreign address on the network is to go there.
    by_letters = Path(os.path.normpath(place))
    near = any(by_letters.is_relative_to(folder) for folder in (home, session.parent))
    return near and Path(os.path.realpath(place)).is_relative_to(home)


def is_known_folder(session: Path, folder: Path, sessions: Path) -> bool:
    """Return whether the person chose this folder for this session before."""
    return _mark(session, folder) in _known(sessions)


def note_known_folder(session: Path, folder: Path, sessions: Path) -> None:
    """Remember that the person chose this folder for this session.

    Where that cannot be written down, the person is asked once more another time.
    """
    mark = _mark(session, folder)
    if was_made_here(session, sessions=sessions, opened_before=()) or mark in _known(sessions):
        return
    with suppress(OSError):
        sessions.parent.mkdir(parents=True, exist_ok=True)
        with sessions.with_name(_NAME).open("a", encoding="ascii") as file:
            file.write(f"{mark}\n")


def _known(sessions: Path) -> frozenset[str]:
    try:
        text = sessions.with_name(_NAME).read_text(encoding="ascii", errors="replace")
    except OSError:
        return frozenset()
    return frozenset(text.split())


def _mark(session: Path, folder: Path) -> str:
    """Return what stands for a session and a folder: their names are nobody's business."""
    names = (os.path.realpath(session), os.path.normpath(folder))
    return hashlib.blake2b(
        b"\0".join(os.fsencode(name) for name in names), digest_size=16
    ).hexdigest()
