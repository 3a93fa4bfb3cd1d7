from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from iaia_desktop.jobs.progress import Progress
from iaia_desktop.ui.progress_strip import ProgressStrip


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(600, 200)
    return widget


@pytest.fixture
def strip(window: QWidget) -> ProgressStrip:
    return ProgressStrip(window, appear_ms=0)


def test_a_task_shows_until_it_is_finished(strip: ProgressStrip) -> None:
    assert strip.isHidden()
    strip.update_task("embed", Progress(25, 100, "Embedding images"))
    assert not strip.isHidden()
    row = strip.row("embed")
    assert row.text.text() == "Embedding images"
    assert row.amount.text() == "25 of 100"
    assert row.bar.value() / row.bar.maximum() == 0.25
    strip.finish_task("embed")
    strip.finish_task("embed")
    assert strip.isHidden()
    assert list(strip.keys) == []


def test_tasks_have_their_own_rows(strip: ProgressStrip) -> None:
    strip.update_task("scan", Progress(3, 0, "Looking for images"))
    strip.update_task("embed", Progress(1, 4, "Embedding images"))
    strip.update_task("scan", Progress(9, 0, "Looking for images"))
    assert list(strip.keys) == ["scan", "embed"]
    strip.finish_task("scan")
    assert list(strip.keys) == ["embed"]
    assert not strip.isHidden()


def test_an_unknown_total_shows_a_moving_bar(strip: ProgressStrip) -> None:
    strip.update_task("scan", Progress(1234, 0, "Looking for images"))
    row = strip.row("scan")
    assert (row.bar.minimum(), row.bar.maximum()) == (0, 0)
    assert row.amount.text() == "1,234"


def test_bytes_beyond_32_bits_are_no_trouble(strip: ProgressStrip) -> None:
    strip.update_task("fetch", Progress(3 * 2**32, 4 * 2**32, "Fetching weights"))
    assert strip.row("fetch").bar.value() == 750
    strip.update_task("fetch", Progress(5 * 2**32, 4 * 2**32, "Fetching weights"))
    assert strip.row("fetch").bar.value() == 1000


def test_cancel_is_asked_for_once(strip: ProgressStrip, qtbot: QtBot) -> None:
    strip.update_task("export", Progress(1, 4, "Exporting"))
    button = strip.row("export").cancel
    with qtbot.waitSignal(strip.cancel_requested) as asked:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked.args == ["export"]
    assert not button.isEnabled()
    strip.update_task("export", Progress(2, 4, "Exporting"))
    assert not button.isEnabled()


def test_what_cannot_be_cancelled_has_no_button(strip: ProgressStrip) -> None:
    strip.update_task("close", Progress(1, 4, "Closing"), cancellable=False)
    assert strip.row("close").cancel.isHidden()


def test_a_short_task_never_shows(window: QWidget, qtbot: QtBot) -> None:
    strip = ProgressStrip(window, appear_ms=30)
    strip.update_task("quick", Progress(1, 2, "Quick"))
    strip.finish_task("quick")
    strip.update_task("slow", Progress(1, 2, "Slow"))
    assert strip.isHidden()
    qtbot.waitUntil(lambda: not strip.isHidden())
    assert list(strip.keys) == ["slow"]
