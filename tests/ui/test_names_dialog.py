from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QListWidget
from pytestqt.qtbot import QtBot

from iaia_desktop.session.class_names import NamingView
from iaia_desktop.ui.names_dialog import NamesDialog


def open_dialog(
    qtbot: QtBot, existing: tuple[str, ...] = (), *, can_read: bool | None = True
) -> NamesDialog:
    dialog = NamesDialog(NamingView(existing, can_read, "Some encoder"))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def words_of(dialog: NamesDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(type(dialog._summary)))


def test_names_are_typed_one_a_line_and_accepted_by_key(qtbot: QtBot) -> None:
    dialog = open_dialog(qtbot)
    QTest.keyClicks(dialog.field, "red shoe")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    QTest.keyClicks(dialog.field, "boot")
    assert dialog.isVisible()
    QTest.keyClick(dialog.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.names == ("red shoe", "boot")


def test_the_summary_counts_what_comes_and_what_does_not(qtbot: QtBot) -> None:
    dialog = open_dialog(qtbot, ("cat",))
    dialog.field.setPlainText("cat\ndog\nbird\ndog\n\n")
    dialog.read_now()
    assert dialog.summary == "2 new classes · 1 exists already · 1 repeats another"
    there = dialog.findChild(QListWidget)
    assert there is not None
    assert there.count() == 1


def test_nothing_new_cannot_be_accepted(qtbot: QtBot) -> None:
    dialog = open_dialog(qtbot, ("cat",))
    for text in ("", "  \n", "cat", "ok\n" + "x" * 201):
        dialog.field.setPlainText(text)
        dialog.accept()
        assert dialog.isVisible()
    assert "Line 2 is too long" in dialog.summary


@pytest.mark.parametrize(
    ("can_read", "words"),
    [(True, "reads names"), (False, "cannot read names"), (None, "once it is loaded")],
)
def test_it_says_whether_the_encoder_reads(qtbot: QtBot, can_read: bool | None, words: str) -> None:
    assert words in words_of(open_dialog(qtbot, can_read=can_read))


def test_five_hundred_names_are_read_at_once(qtbot: QtBot) -> None:
    dialog = open_dialog(qtbot)
    dialog.field.setPlainText("\n".join(f"thing {number}" for number in range(500)))
    dialog.read_now()
    assert len(dialog.names) == 500
    assert dialog.summary == "500 new classes"
