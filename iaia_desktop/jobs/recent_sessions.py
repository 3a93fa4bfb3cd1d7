"""Look up what the start page shows of the latest sessions, as a job."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import KnownError
from iaia_desktop.jobs.progress import Progress
from iaia_desktop.store.paths import list_sessions
from iaia_desktop.store.summary import SessionSummary, read_summary


@dataclass(frozen=True, slots=True)
class FoundSession:
    """A session at a glance, and whether its folder of images is there."""

    summary: SessionSummary
    folder_exists: bool


def recent_sessions_job(
    sessions: Path,
    elsewhere: Sequence[Path],
    hidden: Sequence[Path],
    limit: int,
    cancel: CancelToken,
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
    """
    paths = {*list_sessions(sessions), *elsewhere} - set(hidden)
    latest = sorted(paths, key=_changed_at, reverse=True)
    found: list[FoundSession] = []
    for path in latest:
        cancel.raise_if_cancelled()
        if len(found) == limit:
            break
        try:
            summary = read_summary(path)
        except KnownError:
            # A session that cannot be read tells so when it is opened, not in a list.
            continue
        found.append(FoundSession(summary, summary.folder.is_dir()))
        yield Progress(len(found), 0, "Looking for sessions")
    return sorted(found, key=lambda row: row.summary.last_used_at, reverse=True)


def _changed_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
