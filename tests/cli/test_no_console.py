"""On Windows, ``iaia-desktop-window`` has no standard streams at all."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from iaia_desktop.cli import main
from iaia_desktop.ui import start_error


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    texts: list[str] = []
    monkeypatch.setattr(start_error, "show_start_error", lambda _title, text: texts.append(text))
    return texts


def take_console_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not as a fixture: pytest gives the streams back between the phases of a test."""
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)


def test_a_file_that_is_gone_is_told_in_a_box(
    shown: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_console_away(monkeypatch)
    assert main([str(tmp_path / "gone.iaia")]) == 1
    (text,) = shown
    assert "There is no folder or file" in text
    assert "gone.iaia" in text


def test_verbs_without_a_window_open_none(
    shown: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_console_away(monkeypatch)
    assert main(["info", str(tmp_path / "gone.iaia")]) == 1
    assert main(["--version"]) == 0
    assert main(["--no-such-option"]) == 2
    assert shown == []


def test_with_a_console_there_is_no_box(
    shown: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "gone.iaia")]) == 1
    assert "gone.iaia" in capsys.readouterr().err
    assert shown == []


def test_the_box_shows_the_text_as_it_is(qtbot: QtBot) -> None:
    seen: list[str] = []

    def read() -> None:
        for box in QApplication.topLevelWidgets():
            if isinstance(box, QMessageBox):
                seen.append(box.text())
                box.accept()

    QTimer.singleShot(0, read)
    start_error.show_start_error("IAIA Desktop", "There is no “<b>a</b>”.")
    assert seen == ["There is no “<b>a</b>”."]
