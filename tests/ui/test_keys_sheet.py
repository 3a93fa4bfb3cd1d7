from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from iaia_desktop.core.types import ClassId
from iaia_desktop.session.actions import ACTIONS, effective_keys
from iaia_desktop.session.views import ClassRow
from iaia_desktop.ui.key_text import key_text
from iaia_desktop.ui.keys_sheet import KeysSheet

CLASSES = (
    ClassRow(ClassId(1), "shoes", "#3177dc", "1", 3),
    ClassRow(ClassId(2), "hat", "#3177dc", "", 3),
)


@pytest.fixture
def sheet(qtbot: QtBot) -> KeysSheet:
    sheet = KeysSheet(effective_keys({"skip": ("Ctrl+J",)}), CLASSES)
    qtbot.addWidget(sheet)
    sheet.show()
    return sheet


def test_every_action_with_a_key_is_listed(sheet: KeysSheet) -> None:
    names = [line.accessibleName() for line in sheet.shown_lines]
    assert len(names) == sum(bool(row.keys) for row in ACTIONS) + 1
    assert "Skip: Ctrl+J" in names
    assert "shoes: 1" in names
    assert "Accept the suggestion: Space, Enter" in names


def test_search_by_words_and_by_key(sheet: KeysSheet, qtbot: QtBot) -> None:
    QTest.keyClicks(sheet.search, "undo")
    assert next(line.accessibleName() for line in sheet.shown_lines).startswith("Undo")
    sheet.search.setText("ctrl+j")
    assert [line.accessibleName() for line in sheet.shown_lines] == ["Skip: Ctrl+J"]
    sheet.search.setText("zzzzqqq")
    assert sheet.shown_lines == ()
    assert sheet._nothing.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_F1, Qt.Key.Key_Question])
def test_keys_that_close(sheet: KeysSheet, qtbot: QtBot, key: Qt.Key) -> None:
    with qtbot.waitSignal(sheet.finished):
        QTest.keyClick(sheet.search, key)


@pytest.mark.parametrize(
    ("portable", "shown"),
    [
        ("Left", "←"),
        ("Ctrl+Z", "Ctrl+Z"),
        ("Ctrl++", "Ctrl++"),
        ("a", "A"),
        ("?", "?"),
        ("Delete", "Del"),
        ("", ""),
    ],
)
def test_keys_as_people_read_them(portable: str, shown: str) -> None:
    assert key_text(portable) == shown
