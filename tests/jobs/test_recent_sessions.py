"""The latest sessions, for the start page."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import pytest

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import CancelledError
from iaia_desktop.core.types import ImageId
from iaia_desktop.jobs.recent_sessions import FoundSession, recent_sessions_job
from iaia_desktop.store.session_file import SessionStore


def make(path: Path, folder: Path, *, changed_at: int) -> Path:
    with SessionStore.create(path, folder=folder, created_at=0.0) as store:
        store.add_images(["0.jpg", "1.jpg"])
        store.set_position(ImageId(1))
    os.utime(path, (changed_at, changed_at))
    return path


def finish(job: Generator[object, None, list[FoundSession]]) -> list[FoundSession]:
    while True:
        try:
            next(job)
        except StopIteration as stop:
            found: list[FoundSession] = stop.value
            return found


@pytest.fixture
def sessions(tmp_path: Path) -> Path:
    """Return a folder with three sessions, of which only the second one's folder is there."""
    folder = tmp_path / "sessions"
    (tmp_path / "photos 1").mkdir()
    for number, changed_at in enumerate([300, 100, 200]):
        make(folder / f"{number}.iaia", tmp_path / f"photos {number}", changed_at=changed_at)
    return folder


def names(
    sessions: Path,
    *,
    elsewhere: tuple[Path, ...] = (),
    hidden: tuple[Path, ...] = (),
    limit: int = 9,
) -> list[str]:
    job = recent_sessions_job(sessions, elsewhere, hidden, limit, CancelToken())
    return [row.summary.path.name for row in finish(job)]


def test_what_was_opened_last_comes_first_though_the_clock_jumped(sessions: Path) -> None:
    last_used = [sessions / "1.iaia", sessions / "gone.iaia", sessions / "2.iaia"]
    job = recent_sessions_job(sessions, [], [], 9, CancelToken(), last_used=last_used)
    assert [row.summary.path.name for row in finish(job)] == ["1.iaia", "2.iaia", "0.iaia"]
    # One whose dates lie in the past is not crowded out by others.
    job = recent_sessions_job(sessions, [], [], 1, CancelToken(), last_used=last_used)
    assert [row.summary.path.name for row in finish(job)] == ["1.iaia"]


def test_the_last_used_first(sessions: Path, tmp_path: Path) -> None:
    found = finish(recent_sessions_job(sessions, [], [], 9, CancelToken()))
    assert [row.summary.path.name for row in found] == ["0.iaia", "2.iaia", "1.iaia"]
    assert [row.folder_exists for row in found] == [False, False, True]
    assert found[2].summary.thumbnail == tmp_path / "photos 1" / "1.jpg"


def test_limited_hidden_and_elsewhere(sessions: Path, tmp_path: Path) -> None:
    other = make(tmp_path / "other.iaia", tmp_path / "x", changed_at=250)
    assert names(sessions, limit=2) == ["0.iaia", "2.iaia"]
    assert names(sessions, hidden=(sessions / "0.iaia",)) == ["2.iaia", "1.iaia"]
    assert names(sessions, elsewhere=(other, other), limit=2) == ["0.iaia", "other.iaia"]
    assert names(sessions, elsewhere=(other,), hidden=(other,), limit=1) == ["0.iaia"]
    assert names(sessions, limit=0) == []


def test_what_cannot_be_read_is_listed_and_what_is_gone_is_not(
    sessions: Path, tmp_path: Path
) -> None:
    damaged = sessions / "newest.iaia"
    damaged.write_bytes(b"garbage")
    gone = tmp_path / "gone.iaia"
    job = recent_sessions_job(sessions, [gone], [], 2, CancelToken())
    first, second = finish(job)
    assert (first.summary.path, first.is_readable) == (damaged, False)
    assert (second.summary.path.name, second.is_readable) == ("0.iaia", True)
    assert names(tmp_path / "nowhere") == []


def test_one_that_is_in_use_is_among_the_latest(sessions: Path) -> None:
    oldest = sessions / "1.iaia"
    with SessionStore.open(oldest) as store:
        store.set_position(ImageId(0))
        os.utime(oldest, (100, 100))
        # Its last changes lie in the log beside the file.
        assert names(sessions, limit=1) == ["1.iaia"]


def test_cancelled(sessions: Path) -> None:
    token = CancelToken()
    job = recent_sessions_job(sessions, [], [], 9, token)
    next(job)
    token.cancel()
    with pytest.raises(CancelledError):
        next(job)
