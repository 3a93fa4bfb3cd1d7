"""What is no session of this program: refused in words of its own, and never changed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import (
    SessionDamagedError,
    SessionFileError,
    SessionLockedError,
    SessionNewerError,
)
from iaia_desktop.core.method import Method
from iaia_desktop.jobs.open_session import OpenRequest, open_session_job
from iaia_desktop.store.restoring import restore_session
from iaia_desktop.store.session_file import SessionStore
from iaia_desktop.store.summary import read_summary

GOLDEN = Path(__file__).parent / "golden" / "format-3.session"


def plain(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def session_with(*statements: str) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        shutil.copyfile(GOLDEN, path)
        plain(path, *statements)

    return make


def zipped(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "a")


KINDS: dict[str, tuple[Callable[[Path], object], str, type[Exception]]] = {
    "text": (lambda path: path.write_text("hello"), "never a session", SessionDamagedError),
    "picture": (
        lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(5_000)),
        "never a session",
        SessionDamagedError,
    ),
    "zip": (zipped, "never a session", SessionDamagedError),
    "empty": (lambda path: path.touch(), "is empty", SessionDamagedError),
    "folder": (lambda path: path.mkdir(), "is a folder", SessionFileError),
    "missing": (lambda _: None, "there is no file", SessionFileError),
    "another program's": (
        lambda path: plain(path, "CREATE TABLE images (x)"),
        "database of another program",
        SessionFileError,
    ),
    "other application id": (
        session_with("PRAGMA application_id = 77"),
        "database of another program",
        SessionFileError,
    ),
    "newer": (
        session_with(
            "PRAGMA user_version = 99",
            "UPDATE meta SET value = '99' WHERE name = 'format_version'",
        ),
        "newer version of this program",
        SessionNewerError,
    ),
    "a version told in two ways": (
        session_with("PRAGMA user_version = 2"),
        "is damaged",
        SessionDamagedError,
    ),
    "a trigger": (
        session_with("CREATE TRIGGER t AFTER INSERT ON settings BEGIN DELETE FROM images; END"),
        "trigger t does not belong there",
        SessionDamagedError,
    ),
    "a table that is gone": (
        session_with("DROP TABLE prototypes"),
        "table prototypes is not as it should be",
        SessionDamagedError,
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_its_sentence(kind: str, tmp_path: Path) -> None:
    make, words, error = KINDS[kind]
    path = tmp_path / "it.iaia"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    for attempt in (
        lambda: SessionStore.open(path),
        lambda: SessionStore.open(path, put_off=True),
        lambda: SessionStore.open(path, read_only=True),
        lambda: read_summary(path),
    ):
        with pytest.raises(error, match=words) as caught:
            attempt()
        assert str(path) in str(caught.value)
    if before is not None:
        assert path.read_bytes() == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    path = tmp_path / "pipe.iaia"
    os.mkfifo(path)
    for read_only in (False, True):
        with pytest.raises(SessionFileError, match="a pipe or a device"):
            SessionStore.open(path, read_only=read_only)
    request = OpenRequest(path, tmp_path, (), Method(), "builtin", 0.0)
    with pytest.raises(SessionFileError, match="a pipe or a device"):
        list(open_session_job(request, CancelToken()))


def test_own_tables_views_and_indexes_are_welcome(tmp_path: Path) -> None:
    path = tmp_path / "s.iaia"
    session_with(
        "CREATE TABLE mine (x)",
        "CREATE VIEW mine_too AS SELECT * FROM images",
        "CREATE INDEX by_state ON images (state)",
    )(path)
    with SessionStore.open(path) as store:
        assert store.check().problems == ()


def test_a_foreign_database_in_the_place_of_a_session_is_damage_with_a_way_back(
    tmp_path: Path,
) -> None:
    path = tmp_path / "s.iaia"
    with SessionStore.create(path, folder=tmp_path, created_at=0.0) as store:
        store.add_images(["a.jpg"])
    plain(path, "PRAGMA application_id = 5")
    with pytest.raises(SessionDamagedError, match="can be brought back"):
        SessionStore.open(path)
    restore_session(path)
    with SessionStore.open(path) as store:
        assert [image.path for image in store.load_images()] == ["a.jpg"]


def test_an_open_session_is_not_restored_under_its_feet(tmp_path: Path) -> None:
    path = tmp_path / "s.iaia"
    store = SessionStore.create(path, folder=tmp_path, created_at=0.0)
    with store, pytest.raises(SessionLockedError):
        restore_session(path)


def test_where_there_are_no_locks_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "s.iaia"
    SessionStore.create(path, folder=tmp_path, created_at=0.0).close()

    def refuse(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("filelock.FileLock._acquire", refuse)
    with pytest.raises(SessionFileError, match=r"Operation not supported.*reading only"):
        SessionStore.open(path)
    with SessionStore.open(path, read_only=True) as store:
        assert store.counts().total == 0
