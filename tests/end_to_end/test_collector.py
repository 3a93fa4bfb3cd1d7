"""Garbage is collected on the GUI thread only, whatever the other threads do."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from iaia_desktop.collector import Collector, collect_if_due
from tests.end_to_end.conftest import Driver, draw_photos


@pytest.fixture
def collecting() -> Iterator[list[str]]:
    """Return the names of the threads that collected, in order."""
    names: list[str] = []

    def note(phase: str, _info: dict[str, int]) -> None:
        if phase == "start":
            names.append(threading.current_thread().name)

    gc.callbacks.append(note)
    yield names
    gc.callbacks.remove(note)
    gc.disable()


def make_rubbish() -> None:
    """Make more objects in cycles than the collector lets pass."""
    for _ in range(5 * gc.get_threshold()[0]):
        rubbish: list[object] = []
        rubbish.append(rubbish)


def in_a_thread() -> None:
    thread = threading.Thread(target=make_rubbish, name="a worker")
    thread.start()
    thread.join()


def test_left_to_itself_python_collects_on_any_thread(collecting: list[str]) -> None:
    gc.enable()
    in_a_thread()
    assert "a worker" in collecting


def test_the_collector_collects_on_its_own_thread(collecting: list[str], qtbot: QtBot) -> None:
    gc.enable()
    collector = Collector()
    collector.start()
    collecting.clear()
    in_a_thread()
    assert collecting == []
    qtbot.waitUntil(lambda: bool(collecting), timeout=60_000)
    assert set(collecting) == {threading.current_thread().name}
    collector.stop()
    assert not gc.isenabled(), "threads may still come to their ends"


def test_older_garbage_has_its_turn(collecting: list[str]) -> None:
    gc.disable()
    made = 0
    for _ in range(30):
        make_rubbish()
        before = gc.get_stats()[1]["collections"]
        collect_if_due()
        made += gc.get_stats()[1]["collections"] - before
    assert made >= 1
    assert len(collecting) >= 30


def test_a_window_at_work_collects_on_its_thread_only(
    start: Callable[[], Driver], tmp_path: Path, collecting: list[str], qtbot: QtBot
) -> None:
    gc.enable()
    draw_photos(tmp_path / "photos", 24)
    driver = start()
    driver.open(tmp_path / "photos")
    collecting.clear()
    driver.embed_all()
    in_a_thread()
    driver.application.desk.close()
    qtbot.waitUntil(lambda: bool(collecting), timeout=60_000)
    in_a_thread()
    assert set(collecting) == {threading.current_thread().name}
