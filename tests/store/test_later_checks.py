"""Check and backup that are put off at opening are as safe as those that are not."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from iaia_desktop.core.errors import SessionDamagedError, SessionFileError
from iaia_desktop.store.backups import backup_folder, list_backups
from iaia_desktop.store.session_file import SessionStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "s.iaia"
    with SessionStore.create(made, folder=tmp_path / "photos", created_at=0.0) as store:
        store.add_images([f"{number:04}.jpg" for number in range(500)])
    return made


def damage(path: Path) -> bytes:
    """Overwrite a page of the images' table, which opening does not look at."""
    content = bytearray(path.read_bytes())
    place = content.index(b"0400.jpg")
    content[place - 500 : place + 500] = b"\x55" * 1000
    path.write_bytes(content)
    return bytes(content)


def images_in(path: Path) -> int:
    with closing(sqlite3.connect(path)) as plain:
        count: int = plain.execute("SELECT count(*) FROM images").fetchone()[0]
        return count


def test_what_is_written_before_the_backup_is_not_in_it_and_not_in_the_file(path: Path) -> None:
    before = path.read_bytes()
    with SessionStore.open(path, put_off=True) as store:
        put_off = store.has_checks_to_finish
        store.add_images([f"late-{number}.jpg" for number in range(3000)])
        assert path.read_bytes() == before
        store.finish_checks()
        assert (put_off, store.has_checks_to_finish) == (True, False)
        store.finish_checks()
        _, backup = list_backups(path)
        assert images_in(backup) == 500
        store.add_images(["last.jpg"])
    assert images_in(path) == 3501
    assert list_backups(path)[-1] == backup


def test_closing_finishes_what_was_put_off(path: Path) -> None:
    with SessionStore.open(path, put_off=True) as store:
        store.add_images(["late.jpg"])
    backup = list_backups(path)[-1]
    assert (images_in(backup), images_in(path)) == (500, 501)


def test_nothing_changed_is_no_reason_for_another_backup(path: Path) -> None:
    for put_off in (True, True, False, True):
        SessionStore.open(path, put_off=put_off).close()
    assert len(list_backups(path)) == 2  # the first one is of the empty session


def test_a_damaged_file_is_told_and_never_written_to(path: Path) -> None:
    SessionStore.open(path).close()
    backups = list_backups(path)
    content = damage(path)
    with pytest.raises(SessionDamagedError):
        SessionStore.open(path)
    store = SessionStore.open(path, put_off=True)
    store.set_setting("decided", "meanwhile")
    with pytest.raises(SessionDamagedError) as caught:
        store.finish_checks()
    assert caught.value.backup == backups[-1]
    store.close()
    assert path.read_bytes() == content
    assert path.with_name("s.iaia-wal").stat().st_size > 0
    assert list_backups(path) == backups


def test_closing_does_not_fold_anything_into_a_damaged_file(path: Path) -> None:
    content = damage(path)
    store = SessionStore.open(path, put_off=True)
    store.set_setting("decided", "meanwhile")
    store.close()
    assert path.read_bytes() == content


def test_after_a_crash_nothing_is_put_off(path: Path) -> None:
    log = path.with_name("s.iaia-wal")
    with SessionStore.open(path) as store:
        store.add_images(["late.jpg"])
        left = (path.read_bytes(), log.read_bytes())
    path.write_bytes(left[0])
    log.write_bytes(left[1])
    with SessionStore.open(path, put_off=True) as store:
        assert not store.has_checks_to_finish
        assert store.counts().total == 501


def test_a_backup_that_cannot_be_made_is_told(path: Path) -> None:
    shutil.rmtree(backup_folder(path))
    backup_folder(path).write_text("in the way")
    with SessionStore.open(path, put_off=True) as store:
        store.finish_checks()
        assert "No automatic backup" in store.backup_problem


def test_columns_that_make_no_sense_are_damage(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as plain:
        plain.execute("UPDATE images SET path = CAST(x'ff41' AS TEXT) WHERE image_id = 3")
    with (
        SessionStore.open(path, put_off=True) as store,
        pytest.raises(SessionFileError, match="damaged"),
    ):
        store.load_image_columns()
