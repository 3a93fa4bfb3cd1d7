"""The log beside a session: it has every decision, and is in nobody's way."""

from __future__ import annotations

import errno
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from iaia_desktop.core.errors import SessionFileError
from iaia_desktop.core.types import AnnotationClass, ClassChange, DecidedBy, Decision, DecisionKind
from iaia_desktop.store import decision_log
from iaia_desktop.store.backups import backup_folder, list_backups, list_segments
from iaia_desktop.store.decision_log import DecisionLog
from iaia_desktop.store.log_records import (
    LogLine,
    LogPosition,
    last_position,
    read_lines,
    setting_text,
)
from iaia_desktop.store.restoring import restore_session
from iaia_desktop.store.session_file import SessionStore

START = LogPosition(0, "00112233445566ff")


def decide(store: SessionStore, name: str) -> Decision:
    made = AnnotationClass(store.next_class_id(), name, "#123456")
    return store.append(
        Decision(
            0, DecisionKind.CREATE_CLASS, DecidedBy.HUMAN, 5.0, classes=(ClassChange(None, made),)
        )
    )


def make(path: Path, *names: str) -> None:
    with SessionStore.create(path, folder=path.parent / "photos", created_at=0.0) as store:
        store.add_images(["a.jpg", "b.jpg", b"\xff.jpg".decode("utf-8", "surrogateescape")])
        for name in names:
            decide(store, name)


def names_in(path: Path) -> list[str]:
    with SessionStore.open(path, read_only=True) as store:
        assert store.check().problems == ()
        return [row.name for row in store.load_classes()]


def lines(count: int, start: LogPosition = START) -> list[tuple[LogPosition, LogLine]]:
    found = []
    for number in range(count):
        text = setting_text("n", str(number)).encode()
        line = LogLine(start.after(text), text)
        found.append((start, line))
        start = line.end
    return found


def test_lines_come_back_in_order_and_the_end_is_found_quickly(tmp_path: Path) -> None:
    path = tmp_path / "b" / "000001-decisions.log"
    log = DecisionLog(path)
    assert not path.exists()
    written = lines(2_000)
    for start, line in written:
        log.append(start, line)
    log.close()
    log.close()
    assert list(read_lines([path])) == [START, *(line for _, line in written)]
    assert last_position(path) == written[-1][1].end
    assert not [each for each in threading.enumerate() if each.name == "decision log"]


def test_a_line_that_is_not_whole_ends_what_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "000001-decisions.log"
    log = DecisionLog(path)
    written = lines(10)
    for start, line in written:
        log.append(start, line)
    log.close()
    raw = path.read_bytes()
    for length in range(len(raw)):
        path.write_bytes(raw[:length])
        found = list(read_lines([path]))
        assert found == [START, *(line for _, line in written)][: len(found)]
    for place in range(len(raw)):
        path.write_bytes(raw[:place] + bytes([raw[place] ^ 4]) + raw[place + 1 :])
        found = [item for item in read_lines([path]) if isinstance(item, LogLine)]
        if place > len(b"iaia-log 1 0 "):
            assert found in ([line for _, line in written][: len(found)], [])
    path.write_bytes(b"")
    assert (list(read_lines([path])), last_position(path)) == ([], None)


def test_a_full_disk_is_told_and_nothing_is_lost_when_there_is_room_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "000001-decisions.log"
    monkeypatch.setattr(decision_log, "_RETRY_AFTER_S", 0.01)
    monkeypatch.setattr(decision_log, "_GATHERING_S", 0.0)
    room = 150
    write: Callable[[int, bytes], int] = os.write
    refused = threading.Semaphore(0)

    def full(handle: int, content: bytes) -> int:
        part = bytes(content)[: max(0, room - os.fstat(handle).st_size)]
        if not part:
            refused.release()
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(handle, part)

    monkeypatch.setattr("iaia_desktop.store.decision_log.os.write", full)
    log = DecisionLog(path)
    written = lines(40)
    for start, line in written[:20]:
        log.append(start, line)
    # It is told by the time of the second try.
    for _ in range(2):
        assert refused.acquire(timeout=60)
    assert log.problem == "the disk is full"
    room = 1 << 20
    for start, line in written[20:]:
        log.append(start, line)
    log.close()
    assert log.problem == ""
    assert list(read_lines([path])) == [START, *(line for _, line in written)]


def test_what_a_lost_write_ahead_log_held_comes_back_by_itself(tmp_path: Path) -> None:
    path, left = tmp_path / "s.iaia", tmp_path / "left"
    make(path, "one", "two")
    with SessionStore.open(path) as store:
        decide(store, "three")
        store.add_images(["c.jpg"])
        store.rename_images([(store.load_images()[0].image_id, "moved.jpg")])
        store.set_setting("own", 5)
        store.set_folder(tmp_path / "elsewhere")
        decide(store, "four")
        assert store._log is not None
        store._log.close()
        left.mkdir()
        shutil.copyfile(path, left / "s.iaia")
        shutil.copytree(backup_folder(path), backup_folder(left / "s.iaia"))
    path = left / "s.iaia"
    with pytest.raises(SessionFileError, match=r"missing in the file.*Open it for writing"):
        SessionStore.open(path, read_only=True)
    with SessionStore.open(path, put_off=True) as store:
        assert not store.has_checks_to_finish
        assert store.recovered is not None
        assert (store.recovered.decisions, store.recovered.last_at) == (2, 5.0)
        assert [image.path for image in store.load_images()][::3] == ["moved.jpg", "c.jpg"]
        assert store.get_setting("own", 0) == 5
        assert store.folder == tmp_path / "elsewhere"
        decide(store, "five")
    assert names_in(path) == ["one", "two", "three", "four", "five"]
    with SessionStore.open(path) as store:
        assert store.recovered is None
    path.write_bytes(b"ruin")
    restore_session(path)
    assert names_in(path) == ["one", "two", "three", "four", "five"]


def test_another_session_of_the_same_name_is_left_alone(tmp_path: Path) -> None:
    path, other = tmp_path / "s.iaia", tmp_path / "o.iaia"
    make(path, "one", "two")
    make(other, "different")
    other.replace(path)
    for _ in range(2):
        with SessionStore.open(path) as store:
            assert store.recovered is None
        assert names_in(path) == ["different"]


def test_the_newest_backup_that_is_sound_is_taken_with_all_that_came_after(tmp_path: Path) -> None:
    path = tmp_path / "s.iaia"
    make(path, "day 0")
    for day in range(1, 9):
        with SessionStore.open(path) as store:
            decide(store, f"day {day}")
    assert len(list_backups(path)) == len(list_segments(path)) == 5
    for backup in list_backups(path)[1:]:
        backup.write_bytes(backup.read_bytes()[:-4096])
    path.unlink()
    path.write_bytes(b"")
    restored = restore_session(path)
    assert restored.backup == list_backups(path)[0]
    assert restored.from_log == 5
    assert names_in(path) == [f"day {day}" for day in range(9)]


def test_without_any_log_the_damaged_file_gives_what_it_can(tmp_path: Path) -> None:
    path = tmp_path / "s.iaia"
    make(path)
    with SessionStore.open(path) as store:
        for number in range(400):
            decide(store, f"class {number}")
        store.add_images(["late.jpg"])
    for segment in list_segments(path):
        segment.unlink()
    path.write_bytes(path.read_bytes().replace(b"class 320", b"clasp 320"))
    restored = restore_session(path)
    assert restored.from_log == 0
    assert restored.from_damaged == 320
    assert names_in(path) == [f"class {number}" for number in range(320)]


def test_cancelled_restoring_leaves_all_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "s.iaia"
    make(path, "one")
    path.write_bytes(b"ruin")
    before = sorted(entry.name for entry in tmp_path.iterdir())

    class Stopped(Exception):  # noqa: N818 - no error but a wish
        pass

    for step in range(4):
        asked = 0

        def check(step: int = step) -> None:
            nonlocal asked
            asked += 1
            if asked > step:
                raise Stopped

        with pytest.raises(Stopped):
            restore_session(path, check)
        assert sorted(entry.name for entry in tmp_path.iterdir()) == before
        assert path.read_bytes() == b"ruin"
