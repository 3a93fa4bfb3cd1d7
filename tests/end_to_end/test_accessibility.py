"""Every control says what it is, and the keyboard reaches the ones that need it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QProgressBar,
    QWidget,
)

from .conftest import Driver, draw_photos

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QProgressBar,
)
INNER = {"qt_spinbox_lineedit", "qt_toolbar_ext_button", "ScrollLeftButton", "ScrollRightButton"}


def name_of(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def nameless(root: QWidget) -> list[str]:
    return [
        f"{type(widget).__name__} {widget.objectName()} in {type(widget.parent()).__name__}"
        for kind in CONTROLS
        for widget in root.findChildren(kind)
        if widget.isVisible()
        and widget.objectName() not in INNER
        and not isinstance(widget.parent(), QLineEdit)  # the sign in a search field
        and not name_of(widget).strip()
    ]


@pytest.fixture
def driver(start: Callable[[], Driver], tmp_path: Path) -> Driver:
    draw_photos(tmp_path / "photos", 6)
    driver = start()
    driver.open(tmp_path / "photos")
    driver.press(Qt.Key.Key_N)
    driver.type_name("red")
    return driver


def test_every_control_of_the_window_has_a_name(driver: Driver) -> None:
    assert nameless(driver.window) == []
    assert driver.page.view.accessibleName(), "the image says which one it is"
    driver.press(Qt.Key.Key_N)
    assert nameless(driver.page.picker) == []
    driver.page.picker.close_picker()
    driver.application.desk.close()
    assert nameless(driver.window.start_page) == []


@pytest.mark.parametrize(
    "command",
    ["open_settings", "show_keys", "export_labels", "import_labels", "show_problems", "about"],
)
def test_every_control_of_the_dialogs_has_a_name(driver: Driver, command: str) -> None:
    driver.window.commands.run(command)
    (dialog,) = [row for row in driver.window.findChildren(QDialog) if row.isVisible()]
    assert dialog.windowTitle()
    assert nameless(dialog) == []
    dialog.reject()


def test_the_keyboard_alone_reaches_every_part(driver: Driver) -> None:
    page = driver.page
    page.view.setFocus()
    reached: set[str] = set()
    for _ in range(40):
        focus = driver.window.focusWidget()
        if focus is not None:
            reached.add(type(focus).__name__)
            for parent in (page.classes, page.panel):
                if parent.isAncestorOf(focus):
                    reached.add(type(parent).__name__)
        driver.press(Qt.Key.Key_Tab, target=focus)
    assert {"ImageView", "ClassList", "SuggestionPanel"} <= reached
