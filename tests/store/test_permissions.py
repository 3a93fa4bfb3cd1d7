"""Where somebody may not read or write: told in words, looked at where possible, never changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import KnownError, SessionFileError, SessionUnwritableError
from iaia_desktop.core.method import Method
from iaia_desktop.jobs.open_session import OpenRequest, open_session_job
from iaia_desktop.store.backups import backup_folder
from iaia_desktop.store.paths import find_session_for, list_sessions
from iaia_desktop.store.session_file import SessionStore
from iaia_desktop.store.summary import read_summary
from tests.as_nobody import as_nobody, nobodys_folder
from tests.store.test_opening import make_session


@pytest.fixture
def folder() -> Iterator[Path]:
    with nobodys_folder() as made:
        yield made


def test_a_session_in_a_folder_that_is_read_only_can_be_looked_at(folder: Path) -> None:
    def part() -> None:
        path = folder / "locked" / "s.iaia"
        make_session(path)
        path.parent.chmod(0o500)
        names = sorted(entry.name for entry in path.parent.iterdir())
        with SessionStore.open(path, read_only=True) as store:
            assert store.counts().labelled == 20
            with pytest.raises(SessionFileError, match="open for reading only"):
                store.set_setting("x", 1)
        assert read_summary(path).labelled == 20
        assert sorted(entry.name for entry in path.parent.iterdir()) == names

    as_nobody(part)


def test_without_a_lock_nothing_is_opened_for_writing(folder: Path) -> None:
    def part() -> None:
        path = folder / "locked" / "s.iaia"
        make_session(path)
        path.with_name("s.iaia.lock").unlink(missing_ok=True)
        path.parent.chmod(0o500)
        with pytest.raises(SessionUnwritableError, match=r"there is no permission.*reading only"):
            SessionStore.open(path)
        path.parent.chmod(0o700)
        with SessionStore.open(path) as store:
            assert store.check().ok

    as_nobody(part)


def test_a_file_that_may_only_be_read_can_be_looked_at(folder: Path) -> None:
    def part() -> None:
        path = folder / "s.iaia"
        make_session(path)
        path.chmod(0o400)
        with pytest.raises(SessionUnwritableError, match="reading only"):
            SessionStore.open(path)
        with SessionStore.open(path, read_only=True) as store:
            assert store.counts().labelled == 20
        path.chmod(0o600)
        with SessionStore.open(path) as store:
            store.set_setting("x", 1)

    as_nobody(part)


def test_a_file_that_may_not_be_read_is_told(folder: Path) -> None:
    def part() -> None:
        path = folder / "s.iaia"
        make_session(path)
        path.chmod(0)
        for read_only in (False, True):
            with pytest.raises(SessionFileError, match="could not be opened"):
                SessionStore.open(path, read_only=read_only)
        with pytest.raises(KnownError):
            read_summary(path)

    as_nobody(part)


def test_rights_that_are_taken_away_meanwhile_cost_nothing(folder: Path) -> None:
    """The open file stays open; what is beside it cannot be cleared away, and is taken up again."""

    def part() -> None:
        path = folder / "locked" / "s.iaia"
        make_session(path)
        with SessionStore.open(path) as store:
            path.parent.chmod(0o500)
            path.chmod(0o400)
            store.set_setting("x", 1)
        path.parent.chmod(0o700)
        path.chmod(0o600)
        with SessionStore.open(path) as store:
            assert store.get_setting("x", 0) == 1
            assert store.check().ok

    as_nobody(part)


def test_backups_that_may_not_be_written_stop_nobody(folder: Path) -> None:
    def part() -> None:
        path = folder / "s.iaia"
        make_session(path)
        backup_folder(path).chmod(0o500)
        with SessionStore.open(path) as store:
            assert "could be made: the file or its folder" in store.backup_problem
            assert "You can go on" in store.backup_problem
            store.set_setting("x", 1)
        with SessionStore.open(path) as store:
            assert store.get_setting("x", 0) == 1

    as_nobody(part)


def test_a_new_session_that_may_not_be_written_is_told(folder: Path) -> None:
    def part() -> None:
        photos, sessions = folder / "photos", folder / "sessions"
        photos.mkdir()
        sessions.mkdir(mode=0o500)
        request = OpenRequest(photos, sessions, ("#000000",), Method(), "builtin", 0.0)
        with pytest.raises(SessionFileError, match=r"could not be created.*may write in its") as e:
            list(open_session_job(request, CancelToken()))
        assert "reading" not in str(e.value)
        assert list(sessions.iterdir()) == []

    as_nobody(part)


def test_a_folder_of_sessions_that_may_not_be_read_holds_none(folder: Path) -> None:
    def part() -> None:
        sessions = folder / "sessions"
        make_session(sessions / "s.iaia")
        sessions.chmod(0)
        assert list_sessions(sessions) == []
        assert find_session_for(folder, sessions) is None

    as_nobody(part)
