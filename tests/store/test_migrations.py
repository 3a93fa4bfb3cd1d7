"""Migrations: a copy first, then every step or none."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from iaia_desktop.core.errors import SessionFileError, SessionNewerError
from iaia_desktop.store.backups import list_backups
from iaia_desktop.store.connection import connect_for_writing
from iaia_desktop.store.migrations import MIGRATIONS, Migration, format_version, migrate
from iaia_desktop.store.schema import FORMAT_VERSION, statements
from iaia_desktop.store.session_file import SessionStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "s.iaia"
    with SessionStore.create(path, folder=tmp_path, created_at=0.0) as store:
        store.add_images(["a.jpg"])
    return path


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    with ExitStack() as resources:
        yield connect_for_writing(path, resources)


def add_note(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE images ADD COLUMN note TEXT NOT NULL DEFAULT ''")


def fill_note(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE images SET note = path")


def fail(connection: sqlite3.Connection) -> None:
    connection.execute("DROP TABLE settings")
    connection.execute("SELECT * FROM nowhere")


def orphan(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE images SET contributed = 77")


NEXT = FORMAT_VERSION + 1
ADD, FILL = Migration(FORMAT_VERSION, add_note), Migration(NEXT, fill_note)


def test_there_is_a_way_from_every_earlier_version() -> None:
    assert [step.from_version for step in MIGRATIONS] == list(range(1, FORMAT_VERSION))


def test_the_tables_change_only_with_the_format_version() -> None:
    """Whoever changes the tables raises FORMAT_VERSION, adds a migration, and then this digest."""
    text = "\n".join(" ".join(statement.split()) for statement in statements())
    digest = hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
    assert (FORMAT_VERSION, digest) == (3, "4d65043f26b0995e")


def test_a_file_of_the_present_version_is_left_alone(
    connection: sqlite3.Connection, path: Path
) -> None:
    assert migrate(connection, path) is None
    assert len(list_backups(path)) == 1  # of the empty session


def test_steps_are_taken_in_order_after_a_copy(connection: sqlite3.Connection, path: Path) -> None:
    copy = migrate(connection, path, steps=[FILL, ADD], target=NEXT + 1)
    assert format_version(connection) == NEXT + 1
    assert connection.execute("SELECT note FROM images").fetchall() == [("a.jpg",)]
    (stored,) = connection.execute(
        "SELECT value FROM meta WHERE name = 'format_version'"
    ).fetchone()
    assert stored == str(NEXT + 1)
    assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert copy is not None
    assert list_backups(path)[1:] == [copy]
    with SessionStore.open(copy, read_only=True) as old:
        assert old.counts().total == 1


def test_a_step_that_fails_leaves_the_file_as_it_was(
    connection: sqlite3.Connection, path: Path
) -> None:
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, path, steps=[ADD, Migration(NEXT, fail)], target=NEXT + 1)
    assert format_version(connection) == FORMAT_VERSION
    connection.close()
    with SessionStore.open(path) as store:
        assert store.check().ok


def test_a_result_that_is_not_consistent_is_not_kept(
    connection: sqlite3.Connection, path: Path
) -> None:
    with pytest.raises(SessionFileError, match="present format"):
        migrate(connection, path, steps=[Migration(FORMAT_VERSION, orphan)], target=NEXT)
    assert format_version(connection) == FORMAT_VERSION


def test_a_missing_step_and_a_newer_file_are_refused_before_anything_is_done(
    connection: sqlite3.Connection, path: Path
) -> None:
    with pytest.raises(SessionFileError, match="does not know"):
        migrate(connection, path, steps=[ADD], target=NEXT + 1)
    with pytest.raises(SessionNewerError):
        migrate(connection, path, target=0)
    assert len(list_backups(path)) == 1
    assert format_version(connection) == FORMAT_VERSION


def test_a_file_of_the_first_format_opens_with_all_that_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "old.iaia"
    path.write_bytes((Path(__file__).parent / "golden" / "format-1-early.session").read_bytes())
    with SessionStore.open(path) as store:
        assert store.check().ok
        assert [row.name for row in store.load_classes()] == ["cat"]
        steps = store.steps()
        assert [(step.image_id, step.class_id) for step in steps] == [(0, 1), (1, 1)]
        assert all(step.suggestion is not None for step in steps)
        assert all(step.suggestion.votes == () for step in steps if step.suggestion)
        assert store.counts().labelled == 2
    versions = set()
    for copy in list_backups(path):
        with ExitStack() as resources:
            versions.add(format_version(connect_for_writing(copy, resources)))
    assert 1 in versions
    with SessionStore.open(path, read_only=True) as again:
        assert again.check().ok
