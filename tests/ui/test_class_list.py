from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from iaia_desktop.core.types import ClassId
from iaia_desktop.session.views import ClassRow
from iaia_desktop.ui.class_list import ClassList
from iaia_desktop.ui.class_menu import ClassMenu, colour_name, delete_text, shortened
from iaia_desktop.ui.class_model import SortOrder
from iaia_desktop.ui.class_picker import ClassPicker

ROWS = (
    ClassRow(ClassId(1), "shoes", "#3177dc", "1", 34),
    ClassRow(ClassId(2), "Dress", "#fe5828", "2", 5),
    ClassRow(ClassId(4), "hat", "#52a32f", "", 120),
)


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    classes = ClassList()
    classes.set_classes(ROWS)
    window.setCentralWidget(classes)
    window.resize(300, 400)
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def classes(window: QMainWindow) -> ClassList:
    found = window.centralWidget()
    assert isinstance(found, ClassList)
    return found


def names(classes: ClassList) -> list[str]:
    return [row.name for row in classes.model.shown]


def place_of(classes: ClassList, row: int) -> QPoint:
    return classes.view.visualRect(classes.model.index(row)).center()


def test_orders(classes: ClassList) -> None:
    assert names(classes) == ["shoes", "Dress", "hat"]
    classes.model.set_order(SortOrder.NAME)
    assert names(classes) == ["Dress", "hat", "shoes"]
    classes.model.set_order(SortOrder.COUNT)
    assert names(classes) == ["hat", "shoes", "Dress"]


def test_search_shows_what_fits_and_enter_labels(classes: ClassList, qtbot: QtBot) -> None:
    field = classes._search
    QTest.keyClicks(field, "hs")
    assert names(classes) == []
    field.clear()
    QTest.keyClicks(field, "h")
    assert names(classes) == ["hat", "shoes"]
    with qtbot.waitSignal(classes.class_requested) as heard:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert heard.args == [4]
    assert field.text() == ""


def test_click_labels_and_a_double_click_labels_once(classes: ClassList, qtbot: QtBot) -> None:
    heard: list[int] = []
    classes.class_requested.connect(heard.append)
    viewport = classes.view.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=place_of(classes, 1))
    assert heard == [2]
    heard.clear()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=place_of(classes, 0))
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=place_of(classes, 0))
    assert heard == [1]


def test_rename_in_place(classes: ClassList, qtbot: QtBot) -> None:
    classes.begin_rename(ClassId(1))
    editor = classes.view.viewport().findChildren(QLineEdit)[0]
    assert editor.text() == "shoes"
    editor.setText("  boots ")
    with qtbot.waitSignal(classes.rename_requested) as heard:
        QTest.keyClick(editor, Qt.Key.Key_Return)
    assert heard.args == [1, "boots"]
    assert names(classes)[0] == "shoes"


def test_rename_survives_new_counts_and_escape_leaves_the_name(
    classes: ClassList, qtbot: QtBot
) -> None:
    heard: list[object] = []
    classes.rename_requested.connect(lambda *args: heard.append(args))
    classes.begin_rename(ClassId(1))
    editor = classes.view.viewport().findChildren(QLineEdit)[0]
    QTest.keyClicks(editor, "bo")
    classes.set_classes((ClassRow(ClassId(1), "shoes", "#3177dc", "1", 35), *ROWS[1:]))
    assert editor.text() == "bo"
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert heard == []


def test_the_enter_that_ends_a_renaming_labels_nothing_and_leaves_the_list(
    classes: ClassList, qtbot: QtBot
) -> None:
    classes.window().activateWindow()
    chosen: list[int] = []
    classes.class_requested.connect(chosen.append)
    classes.begin_rename(ClassId(1))
    editor = classes.view.viewport().findChildren(QLineEdit)[0]
    qtbot.waitUntil(editor.hasFocus)
    editor.setText("boots")
    with qtbot.waitSignal(classes.rename_requested):
        QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not classes.view.viewport().findChildren(QLineEdit))
    assert chosen == []
    assert not classes.view.hasFocus(), "Space accepts the suggestion again"


def test_f2_renames_the_focused_row(classes: ClassList, qtbot: QtBot) -> None:
    classes.window().activateWindow()
    classes.view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(classes.view.hasFocus)
    QTest.keyClick(classes.view, Qt.Key.Key_F2)
    assert classes.view.viewport().findChildren(QLineEdit)


def press(classes: ClassList, key: Qt.Key, text: str = "") -> None:
    for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
        QApplication.sendEvent(classes.view, event)


def test_key_is_taken_from_the_next_press(classes: ClassList) -> None:
    heard: list[tuple[int, str]] = []
    classes.key_requested.connect(lambda *args: heard.append(args))
    classes.set_taken_keys({"S": "Skip"})
    classes.begin_key(ClassId(4))
    press(classes, Qt.Key.Key_S, "s")
    assert heard == []
    press(classes, Qt.Key.Key_W, "W")
    assert heard == [(4, "w")]
    classes.begin_key(ClassId(1))
    press(classes, Qt.Key.Key_Escape)
    press(classes, Qt.Key.Key_W, "w")
    assert len(heard) == 1
    classes.begin_key(ClassId(1))
    press(classes, Qt.Key.Key_Backspace)
    assert heard[-1] == (1, "")


def test_waiting_for_a_key_comes_before_the_keys_of_the_window(
    classes: ClassList, window: QMainWindow, qtbot: QtBot
) -> None:
    labelled: list[int] = []
    heard: list[tuple[int, str]] = []
    action = QAction(window)
    action.setShortcut("w")
    action.triggered.connect(lambda: labelled.append(1))
    window.addAction(action)
    classes.key_requested.connect(lambda *args: heard.append(args))
    window.activateWindow()
    classes.begin_key(ClassId(4))
    QTest.keyClick(classes.view, Qt.Key.Key_W)
    assert (labelled, heard) == ([], [(4, "w")])
    QTest.keyClick(classes.view, Qt.Key.Key_W)
    assert labelled == [1]


def test_menu_offers_all_that_can_be_done(classes: ClassList, qtbot: QtBot) -> None:
    menu = classes.menu_for(ROWS[0])
    assert isinstance(menu, ClassMenu)
    with qtbot.waitSignal(classes.delete_requested) as heard:
        menu.delete_action.trigger()
    assert heard.args == [1]
    with qtbot.waitSignal(classes.class_requested) as heard:
        menu.label_action.trigger()
    assert heard.args == [1]
    with qtbot.waitSignal(classes.colour_requested) as heard:
        menu.colour_menu.actions()[3].trigger()
    assert heard.args[0] == 1
    assert str(heard.args[1]).startswith("#")


def test_deleting_says_what_it_does() -> None:
    assert delete_text(ROWS[0]) == "Delete “shoes” and remove its 34 labels"
    assert delete_text(ClassRow(ClassId(1), "a", "", "", 1)) == "Delete “a” and remove its label"
    assert delete_text(ClassRow(ClassId(1), "a", "", "", 0)) == "Delete “a”"


def test_delete_key_asks_by_a_menu(classes: ClassList, qtbot: QtBot) -> None:
    heard: list[int] = []
    classes.delete_requested.connect(heard.append)
    classes.window().activateWindow()
    classes.view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(classes.view.hasFocus)
    QTest.keyClick(classes.view, Qt.Key.Key_Delete)
    assert heard == []
    menu = QApplication.activePopupWidget()
    assert menu is not None
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert heard == [1]


def test_merge_asks_for_the_other_class(classes: ClassList, qtbot: QtBot) -> None:
    classes.begin_merge(ClassId(1))
    picker = classes.window().findChildren(ClassPicker)[0]
    assert picker.isVisible()
    assert [pick.name for pick in picker.picks.rows] == ["Dress", "hat"]
    QTest.keyClicks(picker.field, "ha")
    with qtbot.waitSignal(classes.merge_requested) as heard:
        QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert heard.args == [1, 4]


def test_plus_asks_for_a_new_class(classes: ClassList, qtbot: QtBot) -> None:
    with qtbot.waitSignal(classes.new_class_requested):
        classes._new.click()


def test_counts_change_without_a_reset(classes: ClassList) -> None:
    resets: list[int] = []
    classes.model.modelReset.connect(lambda: resets.append(1))
    classes.set_classes((ClassRow(ClassId(1), "shoes", "#3177dc", "1", 35), *ROWS[1:]))
    assert resets == []
    assert classes.model.shown[0].count == 35


def test_empty_list_says_how_to_begin(classes: ClassList) -> None:
    classes.set_classes(())
    assert classes.model.rowCount() == 0
    assert "No classes yet" in classes.view._empty_text


def test_names_in_menus_are_short_and_without_mnemonics() -> None:
    assert shortened("salt & pepper") == "salt && pepper"
    assert len(shortened("x" * 500)) == 32


@pytest.mark.parametrize(
    ("colour", "word"), [("#3177dc", "Blue"), ("#52a32f", "Green"), ("#808080", "Grey")]
)
def test_colours_have_words(colour: str, word: str) -> None:
    assert colour_name(colour) == word
