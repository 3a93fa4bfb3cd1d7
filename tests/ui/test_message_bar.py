from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from iaia_desktop.ui.message_bar import MessageAction, MessageBar, MessageKind


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(1000, 400)
    widget.show()
    return widget


@pytest.fixture
def bar(window: QWidget) -> MessageBar:
    widget = MessageBar(window, info_ms=20)
    widget.setGeometry(100, 200, 800, 40)  # away from where the mouse is without a screen
    return widget


def texts(bar: MessageBar) -> list[str]:
    return [message.text for message in bar.messages]


def press(bar: MessageBar, name: str) -> None:
    for button in (*bar.findChildren(QPushButton), *bar.findChildren(QToolButton)):
        if not button.isHidden() and name in {button.text(), button.accessibleName()}:
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
            return
    raise AssertionError(f"no button {name!r}")


def test_it_is_hidden_while_there_is_nothing_to_say(bar: MessageBar) -> None:
    assert bar.isHidden()
    bar.show_message("error", "The disk is full.")
    assert not bar.isHidden()
    assert bar.accessibleName() == "Error: The disk is full."
    press(bar, "Dismiss this message")
    assert bar.isHidden()


def test_the_same_key_replaces_the_older_message(bar: MessageBar) -> None:
    bar.show_message("warning", "1 file cannot be read.", key="problems")
    bar.show_message("error", "The disk is full.")
    bar.show_message("warning", "2 files cannot be read.", key="problems")
    assert texts(bar) == ["2 files cannot be read.", "The disk is full."]
    bar.dismiss("problems")
    bar.dismiss("nothing of that name")
    assert texts(bar) == ["The disk is full."]


def test_a_click_on_the_words_leaves_the_keyboard_where_it_was(bar: MessageBar) -> None:
    bar.show_message("info", "Saved.")
    words = next(label for label in bar.findChildren(QLabel) if label.text() == "Saved.")
    assert words.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_several_messages_are_counted_and_leafed_through(bar: MessageBar) -> None:
    for word in ("one", "two", "three"):
        bar.show_message(MessageKind.ERROR, word)
    labels = {label.text() for label in bar.findChildren(QLabel)}
    assert "1 of 3" in labels
    press(bar, "Older message")
    assert bar.shown is not None
    assert bar.shown.text == "two"
    press(bar, "Dismiss this message")
    assert bar.shown.text == "one"
    assert texts(bar) == ["three", "one"]
    press(bar, "Newer message")
    assert bar.shown.text == "three"


def test_infos_go_and_errors_stay(bar: MessageBar, qtbot: QtBot) -> None:
    bar.show_message("error", "The disk is full.")
    bar.show_message("info", "Exported.")
    with qtbot.waitSignal(bar.messages_changed) as told:
        pass
    assert told.args == [1]
    assert texts(bar) == ["The disk is full."]


def test_an_info_waits_while_the_mouse_is_on_it(bar: MessageBar, qtbot: QtBot) -> None:
    bar.show_message("info", "Exported.")
    here = QPointF(5, 5)
    QApplication.sendEvent(bar, QEnterEvent(here, here, here))
    with qtbot.assertNotEmitted(bar.messages_changed, wait=60):
        pass
    QApplication.sendEvent(bar, QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(bar.isHidden)


def test_a_button_takes_the_message_away_and_acts(bar: MessageBar) -> None:
    done: list[str] = []

    def again() -> None:
        done.append("again")
        bar.show_message("info", "Trying again.")

    bar.show_message(
        "error", "No connection.", [("Try again", again), MessageAction("Other", again)]
    )
    bar.show()
    press(bar, "Try again")
    assert done == ["again"]
    assert texts(bar) == ["Trying again."]


def test_buttons_of_an_older_message_do_not_linger(bar: MessageBar) -> None:
    bar.show_message("error", "First.", [("Do it", list)])
    bar.show_message("error", "Second.")
    shown = [button.text() for button in bar.findChildren(QPushButton) if not button.isHidden()]
    assert shown == []


def test_markup_and_odd_bytes_are_shown_as_they_are(bar: MessageBar) -> None:
    bar.show_message("error", "<b>caf\udce9</b> cannot be read.")
    assert texts(bar) == ["<b>caf\\udce9</b> cannot be read."]
    formats = {label.textFormat() for label in bar.findChildren(QLabel) if "<b>" in label.text()}
    assert formats == {Qt.TextFormat.PlainText}
    bar.grab()


def test_it_can_be_cleared(bar: MessageBar) -> None:
    bar.show_message("error", "One.")
    bar.show_message("warning", "Two.")
    bar.clear()
    assert bar.messages == ()
    assert bar.shown is None
    assert bar.isHidden()
