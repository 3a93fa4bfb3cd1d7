from __future__ import annotations

import shutil
import threading
from collections.abc import Generator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import FolderError
from iaia_desktop.jobs.draw_demo import draw_demo_job
from iaia_desktop.jobs.open_session import OpenedSession, OpenRequest, open_session_job
from iaia_desktop.jobs.progress import Progress
from iaia_desktop.session.notices import NoticeKind
from iaia_desktop.session.views import RecentSession
from iaia_desktop.store.locking import SessionLock
from iaia_desktop.store.session_file import SessionStore
from tests.session.conftest import TIMEOUT_MS, Stage, draw, settle

# Imported by the desk when it opens something.
OPENING = "iaia_desktop.jobs.open_session.open_session_job"
DRAWING = "iaia_desktop.jobs.draw_demo.draw_demo_job"


def commands(stage: Stage, key: str = "opening") -> list[str]:
    return [action.command for action in stage.wait_notice(key).actions]


def session_file(stage: Stage) -> Path:
    return next(stage.services.folders.sessions.glob("*.iaia"))


class HeldOpening:
    """The opening job, which waits before it hands the open session over."""

    def __init__(self) -> None:
        self.opened = threading.Semaphore(0)
        self.may_hand_over = threading.Event()

    def __call__(
        self, request: OpenRequest, cancel: CancelToken
    ) -> Generator[Progress, None, OpenedSession]:
        opened = yield from open_session_job(request, cancel)
        self.opened.release()
        assert self.may_hand_over.wait(60)
        return opened


# --- opening ---------------------------------------------------------------------------------


def test_a_folder_opens_its_session_again_and_a_session_file_opens_its_folder(
    stage: Stage,
) -> None:
    stage.open_ready()
    stage.session.label_with_new_class("red")
    path = stage.session.store.path
    assert path.parent == stage.services.folders.sessions
    stage.close()
    assert stage.desk.workspace is None
    stage.open()
    assert stage.session.store.path == path
    stage.open(path)
    assert stage.session.store.folder == stage.folder
    assert stage.labels() == {"00_red.png": "red"}


def test_opening_tells_its_progress_and_its_end(stage: Stage) -> None:
    told: list[object] = []
    stage.desk.opening.connect(lambda progress: told.append(progress.text))
    stage.desk.opening_ended.connect(lambda: told.append("end"))
    stage.open()
    assert told == ["Opening the session", "end"]


def test_another_session_closes_the_one_that_is_open(stage: Stage, tmp_path: Path) -> None:
    first = stage.open()
    draw(tmp_path / "other" / "a.png", "red")
    closed: list[int] = []
    stage.desk.closed.connect(lambda: closed.append(1))
    stage.loader.encoders["builtin"].gate.clear()
    second = stage.open(tmp_path / "other")
    assert first.is_closed
    assert not second.is_closed
    assert closed == [1]
    stage.loader.encoders["builtin"].gate.set()
    stage.wait_embedded(1)
    settle()
    assert list(stage.session.state.paths()) == ["a.png"]


def test_a_target_that_does_not_exist_or_is_no_session_is_told(
    stage: Stage, tmp_path: Path
) -> None:
    stage.desk.open(tmp_path / "gone")
    assert commands(stage) == ["open_folder"]
    assert "does not exist" in stage.wait_notice("opening").text
    stage.notices.clear()
    (tmp_path / "notes.txt").write_text("no session")
    stage.desk.open(tmp_path / "notes.txt")
    assert "notes.txt" in stage.wait_notice("opening").text
    assert stage.desk.workspace is None


def test_a_bug_while_opening_is_told(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_request: OpenRequest, _cancel: CancelToken) -> Generator[Progress, None, None]:
        yield Progress(0, 0)
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(OPENING, broken)
    ends: list[int] = []
    stage.desk.opening_ended.connect(lambda: ends.append(1))
    stage.desk.open(stage.folder)
    assert stage.wait_notice("opening").text == "Opening failed: oh"
    assert ends == [1]


def test_a_session_held_elsewhere_can_be_looked_at(stage: Stage) -> None:
    stage.open_ready()
    stage.session.label_with_new_class("red")
    path = stage.session.store.path
    stage.close()
    with SessionStore.open(path):
        stage.desk.open(stage.folder)
        assert commands(stage) == ["open_read_only", "open_folder"]
        with stage.qtbot.waitSignal(stage.desk.opened, timeout=TIMEOUT_MS):
            stage.desk.open_read_only()
        stage.started()
        assert stage.session.read_only
        assert stage.labels() == {"00_red.png": "red"}
        assert stage.wait_notice("read-only").kind is NoticeKind.WARNING
        stage.close()
    stage.open()
    assert not stage.session.read_only


def test_looking_only_without_having_tried_does_nothing(stage: Stage) -> None:
    stage.desk.open_read_only()
    assert stage.services.runner.running == []


def test_a_damaged_session_is_told_and_left_alone(stage: Stage) -> None:
    stage.open_ready()
    stage.close()
    path = session_file(stage)
    garbage = b"SQLite format 3\x00" + b"garbage" * 2000
    path.write_bytes(garbage)
    stage.notices.clear()
    stage.desk.open(stage.folder)
    notice = stage.wait_notice("opening")
    assert notice.kind is NoticeKind.ERROR
    assert path.name in notice.text
    assert path.read_bytes() == garbage
    assert stage.desk.workspace is None


def test_a_session_of_a_newer_version_is_told(stage: Stage) -> None:
    import sqlite3

    stage.open_ready()
    stage.close()
    connection = sqlite3.connect(session_file(stage))
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    stage.desk.open(stage.folder)
    assert "newer" in stage.wait_notice("opening").text


def test_a_folder_that_moved_is_found_again(stage: Stage, tmp_path: Path) -> None:
    stage.open_ready()
    stage.label_all()
    stage.workspace.learning.note_files()
    path = stage.session.store.path
    stage.close()
    stage.folder.rename(tmp_path / "elsewhere")
    stage.open(tmp_path / "elsewhere")
    assert str(stage.folder) in stage.wait_notice("moved").text
    assert stage.session.store.path == path
    assert len(stage.labels()) == 9
    stage.wait_scanned()
    stage.wait_embedded()
    assert stage.session.state.problems() == []


def test_a_folder_that_is_not_found_can_be_named(stage: Stage, tmp_path: Path) -> None:
    stage.open_ready()
    stage.label_all()
    stage.close()
    shutil.move(stage.folder, tmp_path / "elsewhere")
    stage.open(session_file(stage))
    commands = [a.command for a in stage.wait_notice("folder").actions]
    assert commands == ["locate_folder", "rescan"]
    with stage.qtbot.waitSignal(stage.desk.opened, timeout=TIMEOUT_MS):
        stage.desk.relocate(tmp_path / "elsewhere")
    stage.started()
    stage.wait_scanned()
    stage.wait_embedded()
    assert stage.session.store.folder == tmp_path / "elsewhere"
    assert len(stage.labels()) == 9


def test_a_look_only_cannot_name_another_folder(stage: Stage, tmp_path: Path) -> None:
    stage.desk.relocate(tmp_path)
    stage.open_ready()
    path = stage.session.store.path
    stage.close()
    stage.open(path, read_only=True)
    stage.desk.relocate(tmp_path)
    assert "reading only" in stage.wait_notice("folder").text
    assert stage.session.store.folder == stage.folder


def test_the_demo_draws_its_pictures_once_and_opens_them(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DRAWING, partial(draw_demo_job, count=3))
    told: list[str] = []
    stage.desk.opening.connect(lambda progress: told.append(progress.text))
    with stage.qtbot.waitSignal(stage.desk.opened, timeout=TIMEOUT_MS):
        stage.desk.open_demo()
    stage.started()
    stage.wait_scanned()
    stage.wait_embedded(3)
    assert told.count("Drawing the demo pictures") == 3
    assert stage.session.store.folder == stage.services.folders.data / "demo"
    with stage.qtbot.waitSignal(stage.desk.opened, timeout=TIMEOUT_MS):
        stage.desk.open_demo()
    assert len(stage.session.state) == 3


def test_a_demo_that_cannot_be_drawn_is_told_and_the_open_session_stays(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_folder: Path, _cancel: CancelToken) -> Generator[Progress, None, Path]:
        yield Progress(0, 3)
        raise FolderError("The disk is full.")

    monkeypatch.setattr(DRAWING, broken)
    workspace = stage.open_ready()
    stage.desk.open_demo()
    assert stage.wait_notice("opening").text == "The disk is full."
    assert stage.desk.workspace is workspace


# --- one after the other ---------------------------------------------------------------------


def test_opening_the_same_folder_twice_quickly_opens_it_once(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = HeldOpening()
    monkeypatch.setattr(OPENING, held)
    opened: list[object] = []
    stage.desk.opened.connect(opened.append)
    stage.desk.open(stage.folder)
    # The first one holds the session's lock when the second one is asked for.
    assert held.opened.acquire(timeout=60)
    stage.desk.open(stage.folder)
    stage.desk.open(stage.folder)
    held.may_hand_over.set()
    stage.wait(lambda: stage.desk.workspace is not None)
    stage.started()
    stage.wait_scanned()
    stage.wait_embedded(9)
    assert len(opened) == 1
    assert stage.notices == []
    assert not stage.session.read_only


def test_given_up_opening_leaves_nothing_open_and_no_progress(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = HeldOpening()
    monkeypatch.setattr(OPENING, held)
    told: list[str] = []
    stage.desk.opening.connect(lambda _progress: told.append("progress"))
    stage.desk.opening_ended.connect(lambda: told.append("end"))
    stage.desk.open(stage.folder)
    assert held.opened.acquire(timeout=60)
    stage.desk.cancel_opening()
    held.may_hand_over.set()
    stage.wait(lambda: stage.services.runner.running == [])
    settle()
    assert told == ["end"]
    assert stage.desk.workspace is None
    assert stage.notices == []
    # Its lock is free again.
    SessionStore.open(session_file(stage)).close()


def test_what_waits_for_another_opening_can_be_given_up_too(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = HeldOpening()
    monkeypatch.setattr(OPENING, held)
    stage.desk.open(stage.folder)
    assert held.opened.acquire(timeout=60)
    stage.desk.open(stage.folder)
    stage.desk.cancel_opening()
    held.may_hand_over.set()
    stage.wait(lambda: stage.services.runner.running == [])
    settle()
    assert stage.desk.workspace is None
    stage.open()


def test_the_demo_gives_way_to_a_folder(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = threading.Event()

    def slow(folder: Path, cancel: CancelToken) -> Generator[Progress, None, Path]:
        while not cancel.wait(0.005):
            drawn.set()
            yield Progress(0, 3)
        cancel.raise_if_cancelled()
        return folder

    monkeypatch.setattr(DRAWING, slow)
    stage.desk.open_demo()
    assert drawn.wait(60)
    stage.open_ready()
    assert stage.session.store.folder == stage.folder


def test_closing_twice_is_closing_once(stage: Stage) -> None:
    workspace = stage.open()
    closed: list[int] = []
    stage.desk.closed.connect(lambda: closed.append(1))
    stage.desk.close()
    stage.desk.close()
    workspace.close()
    assert closed == [1]


# --- the latest sessions ---------------------------------------------------------------------


def look_up(stage: Stage) -> list[RecentSession]:
    with stage.qtbot.waitSignal(stage.desk.recent_found, timeout=TIMEOUT_MS) as found:
        stage.desk.look_up_recent()
    assert found.args is not None
    rows: list[RecentSession] = found.args[0]
    return rows


def test_the_latest_sessions_come_with_progress_and_picture(stage: Stage, tmp_path: Path) -> None:
    assert look_up(stage) == []
    stage.open_ready()
    stage.session.label_with_new_class("red")
    stage.close()
    pictures: list[tuple[str, QImage]] = []
    stage.desk.picture_found.connect(lambda path, image: pictures.append((path, image)))
    (row,) = look_up(stage)
    assert (row.folder, row.total, row.labelled, row.folder_exists) == (stage.folder, 9, 1, True)
    stage.wait(lambda: bool(pictures))
    assert pictures[0][0] == str(row.session_path)
    assert not pictures[0][1].isNull()
    shutil.rmtree(stage.folder)
    (row,) = look_up(stage)
    assert not row.folder_exists


def test_a_session_can_be_taken_off_the_list_and_comes_back_when_opened(stage: Stage) -> None:
    stage.open_ready()
    path = stage.session.store.path
    stage.close()
    with stage.qtbot.waitSignal(stage.desk.recent_found, timeout=TIMEOUT_MS) as found:
        stage.desk.forget(str(path))
    assert found.args == [[]]
    assert path.exists()
    stage.open_ready()
    stage.close()
    assert len(look_up(stage)) == 1


def test_a_session_elsewhere_is_listed_too(stage: Stage, tmp_path: Path) -> None:
    path = tmp_path / "elsewhere" / "mine.iaia"
    SessionStore.create(path, folder=stage.folder, created_at=1.0).close()
    stage.open_foreign(path)
    stage.wait_scanned()
    stage.wait_embedded()
    stage.close()
    assert stage.services.settings.value.sessions_elsewhere == (str(path),)
    assert [row.session_path for row in look_up(stage)] == [path]
    stage.open_ready(path)
    assert stage.services.settings.value.sessions_elsewhere == (str(path),)


def test_only_the_latest_look_up_is_told(stage: Stage) -> None:
    stage.open_ready()
    stage.close()
    found: list[object] = []
    stage.desk.recent_found.connect(found.append)
    stage.desk.look_up_recent()
    stage.desk.look_up_recent()
    stage.wait(lambda: stage.services.runner.running == [])
    settle()
    assert len(found) == 1


def test_where_nothing_may_be_written_the_session_can_be_looked_at(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.open_ready()
    stage.session.label_with_new_class("red")
    path = stage.session.store.path
    stage.close()

    def refused(_lock: SessionLock) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(SessionLock, "acquire", refused)
    stage.desk.open(path)
    said = stage.wait_notice("opening")
    assert "there is no permission" in said.text
    assert commands(stage) == ["open_read_only", "open_folder"]
    with stage.qtbot.waitSignal(stage.desk.opened, timeout=TIMEOUT_MS):
        stage.desk.open_read_only()
    assert "where you may not write" in stage.notices[-1].text
    assert stage.workspace.session.read_only


def test_a_session_whose_drive_was_away_is_opened_again_with_all_that_was_decided(
    stage: Stage, tmp_path: Path
) -> None:
    """A copy came back in its place, like a drive that is mounted anew: the system sees another."""
    stage.open_ready()
    stage.session.label_with_new_class("red")
    path = stage.session.store.path
    away = tmp_path / "away"
    path.parent.rename(away)
    stage.session.label_with_new_class("green")
    gone = stage.notices[-1]
    assert "is no longer there" in gone.text
    assert [row.command for row in gone.actions] == ["reopen_session"]
    shutil.copytree(away, path.parent)
    stage.session.label_with_new_class("green")
    assert "was replaced by another file" in stage.notices[-1].text
    with stage.qtbot.waitSignal(stage.desk.opened, timeout=TIMEOUT_MS):
        stage.desk.reopen()
    stage.started()
    assert stage.labels() == {"00_red.png": "red"}
    stage.session.label_with_new_class("green")
    assert stage.saved_labels() == stage.labels()
    assert len(stage.labels()) == 2
    assert stage.session.store.check().ok
