"""Where the program keeps its own files, and which session belongs to which folder."""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from iaia_desktop.core.errors import KnownError
from iaia_desktop.store.connection import snapshot
from iaia_desktop.store.faults import in_words
from iaia_desktop.store.live_tables import read_meta
from iaia_desktop.store.opening import connect_read_only
from iaia_desktop.store.recognising import NOT_OPENED
from iaia_desktop.store.session_rows import path_cell

SESSION_SUFFIX = ".iaia"
HOME_VARIABLE = "IAIA_HOME"
"""Names a folder that holds everything the program writes: portable use, and tests."""

_PROGRAM = "iaia-desktop"
_CHUNK = 500
_MOST_SLUG_LENGTH = 40


@dataclass(frozen=True)
class ProgramFolders:
    """The folders that the program writes to; none need exist.

    Attributes
    ----------
    data : Path
        What must not be lost.
    cache : Path
        What may be deleted at any time.
    config : Path
        Settings of the program.
    logs : Path
        Log files.
    """

    data: Path
    cache: Path
    config: Path
    logs: Path

    @property
    def sessions(self) -> Path:
        """Where sessions lie unless the person says otherwise."""
        return self.data / "sessions"

    @property
    def embeddings(self) -> Path:
        """The folder of the embedding cache."""
        return self.cache / "embeddings"

    @property
    def thumbnails(self) -> Path:
        """The folder of the thumbnail cache."""
        return self.cache / "thumbnails"


def program_folders(environment: Mapping[str, str] | None = None) -> ProgramFolders:
    """Return the folders of this user, or those in ``IAIA_HOME``.

    Parameters
    ----------
    environment : mapping, optional
        The variables to look at; those of the process by default.
    """
    home = (os.environ if environment is None else environment).get(HOME_VARIABLE, "")
    if home:
        root = Path(os.path.expanduser(home)).absolute()  # noqa: PTH111 - never raises
        return ProgramFolders(root / "data", root / "cache", root / "config", root / "logs")
    return ProgramFolders(
        data=platformdirs.user_data_path(_PROGRAM, appauthor=False),
        cache=platformdirs.user_cache_path(_PROGRAM, appauthor=False),
        config=platformdirs.user_config_path(_PROGRAM, appauthor=False),
        logs=platformdirs.user_log_path(_PROGRAM, appauthor=False),
    )


def slug(text: str, fallback: str) -> str:
    """Return a short name that is safe on every file system and still to be recognised."""
    safe = re.sub(r"[^A-Za-z0-9]+", "-", text)[:_MOST_SLUG_LENGTH].strip("-").lower()
    return safe or fallback


def short_hash(data: bytes) -> str:
    """Return ten hexadecimal digits that differ for different data."""
    return hashlib.blake2b(data, digest_size=5).hexdigest()


def new_session_path(folder: Path, sessions: Path) -> Path:
    """Return where a new session for a folder goes: a name of its own, not taken yet.

    Parameters
    ----------
    folder : Path
        The folder of images.
    sessions : Path
        The folder of sessions.
    """
    wanted = _usual_session_path(folder, sessions)
    candidate, number = wanted, 1
    while os.path.exists(candidate):  # noqa: PTH110 - never raises where it may not look
        number += 1
        candidate = wanted.with_name(f"{wanted.stem}-{number}{SESSION_SUFFIX}")
    return candidate


def find_session_for(folder: Path, sessions: Path) -> Path | None:
    """Return the session of a folder, among those in the folder of sessions.

    Parameters
    ----------
    folder : Path
        The folder of images; two names of one folder (through a link) have one session.
    sessions : Path
        The folder of sessions; may be missing.

    Returns
    -------
    Path or None
        The session. One that bears the folder's usual name but cannot be read is returned too, so
        that opening it tells the person, rather than that a new one takes its place unseen.
    """
    usual = _usual_session_path(folder, sessions)
    others = sorted(path for path in list_sessions(sessions) if path != usual)
    for path in [usual, *others]:
        if not os.path.isfile(path):  # noqa: PTH113 - never raises where it may not look
            continue
        try:
            if _is_one(_folder_of(path), folder):
                return path
        except KnownError:
            if path == usual:
                return path
    return None


def list_sessions(sessions: Path) -> list[Path]:
    """Return the session files in a folder, without its subfolders; none when it is missing."""
    try:
        return [
            entry
            for entry in sessions.iterdir()
            if entry.suffix == SESSION_SUFFIX and entry.is_file()
        ]
    except OSError:
        return []


def has_homeless_sessions(sessions: Path) -> bool:
    """Return whether the folder of any session is gone, so that it may have been moved.

    Parameters
    ----------
    sessions : Path
        The folder of sessions; may be missing.
    """
    return any(_is_homeless(path) for path in list_sessions(sessions))


def candidates_for_moved_folder(
    sessions: Path, sample_paths: Sequence[str], *, least_share: float = 0.5
) -> list[Path]:
    """Return the sessions that a folder may belong to when it was moved or renamed.

    Those whose own folder is gone, and which hold enough of the folder's relative paths. No mark
    is ever written into a folder of images, so names are all there is to go by; compare sizes or
    hashes before trusting a candidate.

    Parameters
    ----------
    sessions : Path
        The folder of sessions; may be missing.
    sample_paths : sequence of str
        Relative paths of some images in the folder, as a scan gives them.
    least_share : float
        The share of the sample that a session must hold, above 0 and at most 1.

    Returns
    -------
    list of Path
        Best first.
    """
    if not sample_paths:
        return []
    shares: list[tuple[float, Path]] = []
    for path in sorted(list_sessions(sessions)):
        if not _is_homeless(path):
            continue
        try:
            share = _count_known(path, sample_paths) / len(sample_paths)
        except (KnownError, OSError):
            continue
        if share >= least_share:
            shares.append((share, path))
    return [path for _, path in sorted(shares, key=lambda item: -item[0])]


def _usual_session_path(folder: Path, sessions: Path) -> Path:
    real = _real(folder)
    name = f"{slug(real.name, 'folder')}-{short_hash(os.fsencode(real))}{SESSION_SUFFIX}"
    return sessions / name


def _is_one(folder: Path, other: Path) -> bool:
    """Tell whether two names are of one folder: through links, shares, or in other letters."""
    if _real(folder) == _real(other):
        return True
    try:
        # Where upper and lower case are one, or a drive has two letters, only the disk knows.
        return folder.name.casefold() == other.name.casefold() and folder.samefile(other)
    except (OSError, ValueError):
        return False


def _real(folder: Path) -> Path:
    return Path(os.path.normcase(os.path.realpath(folder)))


def _is_homeless(session: Path) -> bool:
    try:
        return not _folder_of(session).is_dir()
    except (KnownError, OSError):
        return False


def _folder_of(session: Path) -> Path:
    with ExitStack() as resources, in_words(session, NOT_OPENED):
        return Path(read_meta(connect_read_only(session, resources), "folder"))


def _count_known(session: Path, sample_paths: Sequence[str]) -> int:
    with ExitStack() as resources, in_words(session, NOT_OPENED):
        connection = connect_read_only(session, resources)
        with snapshot(connection):
            return sum(
                _count_chunk(connection, sample_paths[start : start + _CHUNK])
                for start in range(0, len(sample_paths), _CHUNK)
            )


def _count_chunk(connection: sqlite3.Connection, paths: Sequence[str]) -> int:
    marks = ", ".join("?" * len(paths))
    (count,) = connection.execute(
        f"SELECT count(*) FROM images WHERE path IN ({marks})",  # noqa: S608  (marks only)
        [path_cell(path) for path in paths],
    ).fetchone()
    return int(count)
