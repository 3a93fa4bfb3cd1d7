"""Look up what the start page shows of the latest sessions, as a job."""

from __future__ import annotations

import os
from collections.abc import Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import KnownError
from iaia_desktop.core.saying import Saying
from iaia_desktop.jobs.progress import Progress
from iaia_desktop.store.paths import list_sessions
from iaia_desktop.store.summary import SessionSummary, read_summary


@dataclass(frozen=True, slots=True)
class FoundSession:
    """A session at a glance.

    Attributes
    ----------
    summary : SessionSummary
        What it holds. Of a file that cannot be read, its own path and date are all that is known:
        the folder is the one that it lies in, and the numbers are 0.
    folder_exists : bool
        Whether its folder of images is there.
    is_readable : bool
        False for a file that is there and is damaged, or of a newer version.
    """

    summary: SessionSummary
    folder_exists: bool
    is_readable: bool = True


def recent_sessions_job(
    sessions: Path,
    elsewhere: Sequence[Path],
    hidden: Sequence[Path],
    limit: int,
    cancel: CancelToken,
    *,
    last_used: Sequence[Path] = (),
) -> Generator[Progress, None, list[FoundSession]]:
    """Return the latest sessions, the last used one first.

    Parameters
    ----------
    sessions : Path
        The folder where sessions lie by default.
    elsewhere : sequence of Path
        Session files in other places.
    hidden : sequence of Path
        Sessions that the person took off the list.
    limit : int
        How many to return.
    last_used : sequence of Path
        The sessions that were opened here, the last one first: they come first, in this order,
        whatever a clock that jumped wrote into their dates.
    """
    paths = {*list_sessions(sessions), *elsewhere} - set(hidden)
    opened = [path for path in dict.fromkeys(last_used) if path in paths]
    others = sorted(paths.difference(opened), key=_changed_at, reverse=True)
    latest = [*opened, *others]
    found: list[FoundSession] = []
    for path in latest:
        cancel.raise_if_cancelled()
        if len(found) == limit:
            break
        try:
            summary = read_summary(path)
        except KnownError:
            # It stays in sight: opening it says what is wrong, and offers the ways back.
            if os.path.isfile(path):  # noqa: PTH113 - as below
                nothing = SessionSummary(path, path.parent, 0, 0, 0, 0, 0, _changed_at(path), None)
                found.append(FoundSession(nothing, folder_exists=False, is_readable=False))
            continue
        # Path.is_dir raises where it may not look; such a folder is not there for this person.
        is_there = os.path.isdir(summary.folder)  # noqa: PTH112
        found.append(FoundSession(summary, is_there))
        yield Progress(len(found), 0, Saying("Looking for sessions"))
    return found


def _changed_at(path: Path) -> float:
    """Return when a session changed last; the newest decisions lie in the log beside it."""
    latest = 0.0
    for part in (path, path.with_name(path.name + "-wal")):
        with suppress(OSError):
            latest = max(latest, part.stat().st_mtime)
    return latest
