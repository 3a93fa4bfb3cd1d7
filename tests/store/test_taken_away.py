"""The session's file goes, comes back, is another one, or is changed by somebody else meanwhile."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from iaia_desktop.core.errors import CancelledError, SessionFileError, SessionUnreachableError
from iaia_desktop.core.saying import Saying
from iaia_desktop.store import later_checks, store_access
from iaia_desktop.store.backups import backup_folder, list_backups
from iaia_desktop.store.locking import SessionLock
from iaia_desktop.store.session_file import SessionStore
from tests.store.test_opening import make_session


def paths_in(path: Path) -> list[str]:
    """Return the images of a session, as another program sees them."""
    with closing(sqlite3.connect(path)) as plain:
        return [row[0] for row in plain.execute("SELECT path FROM images ORDER BY image_id")]


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files in a folder."""
    return {entry.name: entry.read_bytes() for entry in folder.iterdir() if entry.is_file()}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "sessions" / "s.iaia"
    made.parent.mkdir()
    with SessionStore.create(made, folder=tmp_path, created_at=0.0) as store:
        store.add_images(["a.jpg"])
    return made


@pytest.mark.parametrize("put_off", [False, True])
def test_a_folder_that_was_away_is_written_to_again_and_nowhere_else(
    path: Path, put_off: bool
) -> None:
    away = path.parent.with_name("away")
    with SessionStore.open(path, put_off=put_off) as store:
        store.add_images(["b.jpg"])
        path.parent.rename(away)
        with pytest.raises(SessionUnreachableError, match="is no longer there"):
            store.add_images(["c.jpg"])
        assert not path.parent.exists()
        away.rename(path.parent)
        store.add_images(["d.jpg"])
    assert paths_in(path) == ["a.jpg", "b.jpg", "d.jpg"]
    with SessionStore.open(path) as store:
        assert store.check().ok


def test_a_folder_that_stays_away_has_all_that_was_acknowledged(path: Path) -> None:
    away = path.parent.with_name("away")
    store = SessionStore.open(path)
    store.add_images(["b.jpg"])
    path.parent.rename(away)
    store.close()
    assert paths_in(away / "s.iaia") == ["a.jpg", "b.jpg"]
    with SessionStore.open(away / "s.iaia") as store:
        assert store.check().ok


def test_another_file_in_its_place_is_neither_written_to_nor_robbed_of_its_log(path: Path) -> None:
    """Closing a file deletes its write-ahead log by name, which is another's by now."""
    other = path.with_name("other.iaia")
    with SessionStore.create(other, folder=path.parent, created_at=1.0) as store:
        store.add_images(["theirs.jpg"])
        store.close()
        with SessionStore.open(other) as writer:
            writer.add_images(["only in their log.jpg"])
            kept = path.parent.with_name("kept")
            kept.mkdir()
            for suffix in ("", "-wal"):
                shutil.copyfile(f"{other}{suffix}", kept / f"s.iaia{suffix}")
    ours = SessionStore.open(path)
    ours.add_images(["b.jpg"])
    away = path.parent.with_name("away")
    path.parent.rename(away)
    kept.rename(path.parent)
    before = contents(path.parent)
    with pytest.raises(SessionUnreachableError, match="replaced by another file"):
        ours.add_images(["c.jpg"])
    ours.close()
    assert contents(path.parent) == before
    assert paths_in(path) == ["theirs.jpg", "only in their log.jpg"]
    assert paths_in(away / "s.iaia") == ["a.jpg", "b.jpg"]


def test_a_log_that_was_taken_away_is_told_and_costs_nothing(path: Path) -> None:
    """Written on, it would be gone with the next crash: nobody finds a file without a name."""
    store = SessionStore.open(path)
    store.add_images(["b.jpg"])
    path.with_name("s.iaia-wal").unlink()
    with pytest.raises(SessionUnreachableError, match=r"a part of the session was taken away"):
        store.add_images(["c.jpg"])
    store.close()
    with SessionStore.open(path) as again:
        assert [image.path for image in again.load_images()] == ["a.jpg", "b.jpg"]
        assert again.check().ok
        again.add_images(["c.jpg"])


def test_what_another_program_wrote_is_not_written_over(path: Path) -> None:
    with SessionStore.open(path) as store:
        store.add_images(["b.jpg"])
        # The lock did not hold: it was deleted, or the drive knows none.
        path.with_name("s.iaia.lock").unlink(missing_ok=True)
        with SessionStore.open(path) as second:
            second.add_images(["theirs.jpg"])
        with pytest.raises(SessionUnreachableError, match="another program has changed"):
            store.add_images(["c.jpg"])
        with pytest.raises(SessionUnreachableError, match="another program has changed"):
            store.add_images(["c.jpg"])
    with SessionStore.open(path) as store:
        assert [image.path for image in store.load_images()] == ["a.jpg", "b.jpg", "theirs.jpg"]
        assert store.check().ok


def test_settings_and_folder_are_known_while_the_file_is_away(path: Path) -> None:
    with SessionStore.open(path) as store:
        store.set_setting("x", 1)
        assert store.get_setting("x", 0) == 1
        folder = store.folder
        store.set_setting("x", 2)
        store._connection.close()  # as a drive that answers nothing any more
        assert store.get_setting("x", 0) == 2
        assert store.get_setting("y", 7) == 7
        assert store.folder == folder


# --- giving up --------------------------------------------------------------------------------


def after(count: int) -> Callable[[], bool]:
    """Return a wish to stop that comes when it was asked so often."""
    asked = iter(range(count))
    return lambda: next(asked, None) is None


def test_opening_is_given_up_within_the_check_and_leaves_the_file_free(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("iaia_desktop.store.connection._STEPS_BETWEEN_LOOKS", 50)
    make_session(big := path.with_name("big.iaia"), images=200)
    before = big.read_bytes()
    with pytest.raises(CancelledError):
        SessionStore.open(big, stop=after(3))
    assert big.read_bytes() == before
    with SessionStore.open(big) as store:
        assert store.check().ok


def test_a_copy_that_is_given_up_leaves_nothing_and_is_made_another_time(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(backup_folder(path), ignore_errors=True)
    monkeypatch.setattr("iaia_desktop.store.backups._PAGES_AT_ONCE", 2)
    monkeypatch.setattr("iaia_desktop.store.connection._STEPS_BETWEEN_LOOKS", 1 << 30)
    with SessionStore.open(path, put_off=True) as store:
        with pytest.raises(CancelledError):
            store.finish_checks(after(2))
        assert [entry.suffix for entry in backup_folder(path).iterdir()] == []
        assert store.has_checks_to_finish
        store.add_images(["b.jpg"])
        store.finish_checks()
        (copy,) = list_backups(path)
        assert paths_in(copy) == ["a.jpg"]


def test_closing_does_not_wait_for_a_disk_that_takes_its_time(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was put off is left for the next opening, and so is the log: nothing is lost."""
    monkeypatch.setattr(store_access, "_PATIENCE_S", -1.0)
    monkeypatch.setattr("iaia_desktop.store.connection._STEPS_BETWEEN_LOOKS", 1)
    store = SessionStore.open(path, put_off=True)
    store.add_images(["b.jpg"])
    store.close()
    assert path.with_name("s.iaia-wal").stat().st_size > 0
    monkeypatch.undo()
    with SessionStore.open(path, put_off=True) as store:
        assert not store.has_checks_to_finish
        assert [image.path for image in store.load_images()] == ["a.jpg", "b.jpg"]
        assert store.check().ok
    assert not path.with_name("s.iaia-wal").exists()


def test_a_file_that_cannot_be_looked_at_gives_the_lock_up(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(store_access, "read_log_position", broken)
        with pytest.raises(SessionFileError, match="the drive reports an error"):
            SessionStore.open(path)
    lock = SessionLock(path)
    lock.acquire()
    lock.release()


# --- a drive that does not answer -------------------------------------------------------------


@pytest.fixture
def stuck(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SessionStore]:
    """Return a session in which another thread waits for the disk, and does not come back."""
    monkeypatch.setattr(store_access, "_HANGS_AFTER_S", 0.05)
    monkeypatch.setattr(later_checks, "_PATIENCE_S", 0.05)
    monkeypatch.setattr(store_access, "_PATIENCE_S", 0.05)
    store = SessionStore.open(path, put_off=True)
    entered, goes_on = threading.Event(), threading.Event()

    def hang() -> None:
        with store._writing(Saying("The images could not be saved")):
            entered.set()
            goes_on.wait()

    thread = threading.Thread(target=hang)
    thread.start()
    entered.wait()
    yield store
    goes_on.set()
    thread.join()
    monkeypatch.undo()
    store.close()
    with SessionStore.open(path) as again:
        assert again.check().ok


def test_whoever_comes_meanwhile_is_told_and_does_not_hang(stuck: SessionStore) -> None:
    with pytest.raises(SessionUnreachableError, match=r"its drive does not answer"):
        stuck.add_images(["b.jpg"])
    with pytest.raises(SessionUnreachableError, match="does not answer"):
        stuck.load_images()
    with pytest.raises(SessionUnreachableError, match="does not answer"):
        stuck.back_up()


def test_the_window_closes_all_the_same(stuck: SessionStore) -> None:
    stuck.close()


def test_closing_does_not_wait_for_a_check_that_is_stuck(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(later_checks, "_PATIENCE_S", 0.05)
    monkeypatch.setattr(store_access, "_PATIENCE_S", 0.05)
    entered, goes_on = threading.Event(), threading.Event()

    def stuck(_connection: object) -> str:
        entered.set()
        goes_on.wait()
        return ""

    monkeypatch.setattr(later_checks, "first_problem", stuck)
    store = SessionStore.open(path, put_off=True)
    thread = threading.Thread(target=store.finish_checks)
    thread.start()
    entered.wait()
    store.add_images(["b.jpg"])
    store.close()
    goes_on.set()
    thread.join()
    monkeypatch.undo()
    with SessionStore.open(path) as again:
        assert [image.path for image in again.load_images()] == ["a.jpg", "b.jpg"]
        assert again.check().ok
