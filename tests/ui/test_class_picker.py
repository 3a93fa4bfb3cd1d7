from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListView, QMainWindow
from pytestqt.qtbot import QtBot

from iaia_desktop.core.types import ClassId
from iaia_desktop.session.views import ClassRow
from iaia_desktop.ui.class_picker import ClassPicker

ROWS = tuple(
    ClassRow(ClassId(number), name, "#3177dc", str(number), number)
    for number, name in enumerate(("shoes", "shirt", "dress", "t-shirt"), start=1)
)


class Heard:
    """What the picker said, in order."""

    def __init__(self, picker: ClassPicker) -> None:
        self.all: list[tuple[str, object]] = []
        picker.class_picked.connect(lambda number: self.all.append(("picked", number)))
        picker.class_named.connect(lambda name: self.all.append(("named", name)))
        picker.cancelled.connect(lambda: self.all.append(("cancelled", None)))


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    field = QLineEdit()
    window.setCentralWidget(field)
    window.resize(800, 600)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    field.setFocus()
    return window


@pytest.fixture
def picker(window: QMainWindow) -> ClassPicker:
    host = window.centralWidget()
    assert host is not None
    return ClassPicker(host)


@pytest.fixture
def heard(picker: ClassPicker) -> Heard:
    return Heard(picker)


def test_new_name_is_handed_on_normalised(picker: ClassPicker, heard: Heard, qtbot: QtBot) -> None:
    picker.open_new(ROWS)
    QTest.keyClicks(picker.field, "  rain  coat ")
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert heard.all == [("named", "rain coat")]
    assert not picker.isVisible()


def test_existing_name_picks_the_class(picker: ClassPicker, heard: Heard, qtbot: QtBot) -> None:
    picker.open_new(ROWS)
    QTest.keyClicks(picker.field, "shirt")
    assert picker.hint.startswith("This class exists")
    QTest.keyClick(picker.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert heard.all == [("picked", 2)]


def test_near_duplicate_is_asked_about(picker: ClassPicker, heard: Heard, qtbot: QtBot) -> None:
    picker.open_new(ROWS)
    QTest.keyClicks(picker.field, "shoe")
    assert "Much like “shoes”" in picker.hint
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert heard.all == [], "a near name is never taken unasked"
    assert picker.hint.startswith("Did you mean “shoes”?")
    rows = picker.findChild(QListView)
    assert rows is not None
    card = rows.parentWidget()
    assert card is not None
    assert rows.geometry().bottom() < card.height(), "no row is cut off"
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    picker.open_new(ROWS, "shoe")
    QTest.keyClick(picker.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert heard.all == [("picked", 1), ("named", "shoe")]


def test_completion_with_tab_and_arrows(picker: ClassPicker, heard: Heard, qtbot: QtBot) -> None:
    picker.open_new(ROWS)
    QTest.keyClicks(picker.field, "dr")
    QTest.keyClick(picker.field, Qt.Key.Key_Tab)
    assert picker.field.text() == "dress"
    picker.open_new(ROWS, "shi")
    QTest.keyClick(picker.field, Qt.Key.Key_Down)
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert heard.all == [("picked", 2)]


def test_nothing_typed_names_nothing(picker: ClassPicker, heard: Heard, qtbot: QtBot) -> None:
    picker.open_new(ROWS)
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    QTest.keyClicks(picker.field, "   ")
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert heard.all == []
    assert picker.isVisible()


def test_find_by_a_few_letters(picker: ClassPicker, heard: Heard, qtbot: QtBot) -> None:
    picker.open_find(ROWS)
    assert len(picker.picks.rows) == len(ROWS)
    QTest.keyClicks(picker.field, "shir")
    assert [pick.name for pick in picker.picks.rows] == ["shirt", "t-shirt"]
    QTest.keyClick(picker.field, Qt.Key.Key_Down)
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert heard.all == [("picked", 4)]


def test_find_without_a_match_offers_a_new_class(
    picker: ClassPicker, heard: Heard, qtbot: QtBot
) -> None:
    picker.open_find(ROWS)
    QTest.keyClicks(picker.field, "blazer")
    assert "makes a new one" in picker.hint
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert heard.all == [("named", "blazer")]


def test_choice_offers_nothing_new(picker: ClassPicker, heard: Heard, qtbot: QtBot) -> None:
    picker.open_choice(ROWS, "Merge “x” into")
    QTest.keyClicks(picker.field, "blazer")
    assert picker.picks.rows == ()
    QTest.keyClick(picker.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert heard.all == []


def test_escape_closes_and_gives_the_focus_back(
    picker: ClassPicker, heard: Heard, window: QMainWindow, qtbot: QtBot
) -> None:
    assert window.focusWidget() is window.centralWidget()
    picker.open_find(ROWS)
    assert window.focusWidget() is picker.field
    QTest.keyClick(picker.field, Qt.Key.Key_Escape)
    assert heard.all == [("cancelled", None)]
    assert window.focusWidget() is window.centralWidget()


def test_click_beside_the_card_closes(
    picker: ClassPicker, heard: Heard, window: QMainWindow, qtbot: QtBot
) -> None:
    picker.open_find(ROWS)
    assert picker.geometry() == window.rect()
    QTest.mouseClick(picker, Qt.MouseButton.LeftButton, pos=QPoint(5, 590))
    assert heard.all == [("cancelled", None)]


def test_click_on_a_row_picks(picker: ClassPicker, heard: Heard, qtbot: QtBot) -> None:
    picker.open_find(ROWS)
    view = picker._view
    place = view.visualRect(view.model().index(2, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert heard.all == [("picked", 3)]


def test_it_follows_the_window(picker: ClassPicker, window: QMainWindow, qtbot: QtBot) -> None:
    picker.open_find(ROWS)
    window.resize(500, 400)
    qtbot.waitUntil(lambda: picker.width() == 500)
    assert picker.rect().contains(picker._card.geometry())


def test_a_focus_that_is_gone_is_no_trouble(
    picker: ClassPicker, heard: Heard, window: QMainWindow, qtbot: QtBot
) -> None:
    gone = QLineEdit(window)
    gone.show()
    gone.setFocus()
    picker.open_find(ROWS)
    with qtbot.waitSignal(gone.destroyed):
        gone.deleteLater()
    picker.close_picker()
    assert heard.all == [("cancelled", None)]


PROPOSED = ("rain coat", "umbrella", "puddle")


def test_proposals_are_shown_until_a_name_is_typed(picker: ClassPicker, heard: Heard) -> None:
    picker.open_new(ROWS, proposals=PROPOSED)
    assert [row.name for row in picker.picks.rows] == list(PROPOSED)
    assert "1 to 3" in picker.hint
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert heard.all == []  # nothing is chosen yet
    QTest.keyClicks(picker.field, "skirt")
    assert next(row.name for row in picker.picks.rows) == "skirt"
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert heard.all == [("named", "skirt")]


def test_a_digit_chooses_a_proposal_and_enter_takes_it(picker: ClassPicker, heard: Heard) -> None:
    picker.open_new(ROWS, proposals=PROPOSED)
    QTest.keyClicks(picker.field, "2")
    assert picker.field.text() == ""
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert heard.all == [("named", "umbrella")]


def test_a_digit_may_begin_a_name(picker: ClassPicker, heard: Heard) -> None:
    picker.open_new(ROWS, proposals=PROPOSED)
    QTest.keyClicks(picker.field, "3d model")
    assert picker.field.text() == "3d model"
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert heard.all == [("named", "3d model")]


def test_a_digit_without_a_proposal_is_typed(picker: ClassPicker) -> None:
    picker.open_new(ROWS, proposals=PROPOSED)
    QTest.keyClicks(picker.field, "7")
    assert picker.field.text() == "7"


def test_arrows_and_tab_choose_proposals(picker: ClassPicker, heard: Heard) -> None:
    picker.open_new(ROWS, proposals=PROPOSED)
    QTest.keyClick(picker.field, Qt.Key.Key_Down)
    QTest.keyClick(picker.field, Qt.Key.Key_Down)
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert heard.all == [("named", "umbrella")]
    picker.open_new(ROWS, proposals=PROPOSED)
    QTest.keyClick(picker.field, Qt.Key.Key_Tab)
    assert picker.field.text() == "rain coat"


def test_without_proposals_nothing_is_shown(picker: ClassPicker) -> None:
    picker.open_new(ROWS, proposals=PROPOSED)
    picker.close_picker()
    picker.open_new(ROWS)
    assert picker.picks.rows == ()
