from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from iaia_desktop.core.types import ClassId, DecidedBy, ImageId, ImageState
from iaia_desktop.session.views import ClassRow, RankedRow, SuggestionKind, SuggestionView
from iaia_desktop.ui.distance_gauge import DistanceGauge
from iaia_desktop.ui.elided_label import ElidedLabel
from iaia_desktop.ui.example_strip import ExampleButton
from iaia_desktop.ui.key_button import KeyButton
from iaia_desktop.ui.literal import literal
from iaia_desktop.ui.ranked_list import RankedList, chance_text, distance_text
from iaia_desktop.ui.suggestion_panel import SuggestionPanel


class Thumbnails(QObject):
    """A source whose pictures are ready when the test says so."""

    thumbnail_ready = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.ready: dict[int, QPixmap] = {}

    def pixmap(self, image_id: ImageId, size: QSize) -> QPixmap | None:
        return self.ready.get(image_id)


def class_row(number: int, name: str, key: str = "") -> ClassRow:
    return ClassRow(ClassId(number), name, "#3177dc", key, 10 * number)


ROWS = tuple(
    RankedRow(class_row(number, name, str(number)), 0.1 * number, 1 - 0.1 * number)
    for number, name in enumerate(("shoes", "dress", "hat"), start=1)
)
KNOWN = SuggestionView(
    SuggestionKind.KNOWN,
    best=ROWS[0],
    ranked=ROWS,
    distance=0.1,
    epsilon=0.3,
    examples=(ImageId(4), ImageId(7)),
)
NEW = SuggestionView(SuggestionKind.NEW, best=ROWS[0], ranked=ROWS, distance=0.42, epsilon=0.3)
ALL = (
    SuggestionView(SuggestionKind.NO_IMAGE),
    SuggestionView(SuggestionKind.UNREADABLE, reason="The file ends too early. " * 6),
    SuggestionView(SuggestionKind.WAITING),
    SuggestionView(SuggestionKind.FIRST),
    KNOWN,
    NEW,
)


@pytest.fixture
def thumbnails(qapp: QApplication) -> Thumbnails:
    return Thumbnails()


@pytest.fixture
def window(thumbnails: Thumbnails, qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    window.setCentralWidget(SuggestionPanel(thumbnails))
    window.resize(330, 560)
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def panel(window: QMainWindow) -> SuggestionPanel:
    found = window.centralWidget()
    assert isinstance(found, SuggestionPanel)
    return found


def primary(panel: SuggestionPanel) -> KeyButton:
    return panel.findChildren(KeyButton)[0]


def words(panel: SuggestionPanel) -> list[str]:
    labels = panel.findChildren(QLabel)
    return [
        label.full_text if isinstance(label, ElidedLabel) else label.text()
        for label in labels
        if label.isVisible()
    ]


def test_known_class_is_named_and_accepted(panel: SuggestionPanel, qtbot: QtBot) -> None:
    panel.set_view(KNOWN)
    assert "shoes" in words(panel)
    assert primary(panel).accessibleName() == "Accept, key Space"
    with qtbot.waitSignal(panel.accept_requested):
        primary(panel).click()


def test_new_class_asks_for_a_name_and_still_offers_the_nearest(
    panel: SuggestionPanel, qtbot: QtBot
) -> None:
    panel.set_view(NEW)
    assert "Looks like a new class" in words(panel)
    with qtbot.waitSignal(panel.new_class_requested):
        primary(panel).click()
    assert panel.findChildren(RankedList)[0].rows[0].row.name == "shoes"
    gauge = panel.findChildren(DistanceGauge)[0]
    assert "0.420" in gauge.accessibleName()
    assert "beyond epsilon (0.300)" in gauge.accessibleName()


def test_first_class_is_named(panel: SuggestionPanel, qtbot: QtBot) -> None:
    panel.set_view(SuggestionView(SuggestionKind.FIRST))
    assert "Name the first class" in words(panel)
    with qtbot.waitSignal(panel.new_class_requested):
        primary(panel).click()


@pytest.mark.parametrize("view", ALL[:3], ids=lambda view: view.kind)
def test_nothing_is_accepted_without_a_suggestion(
    panel: SuggestionPanel, view: SuggestionView
) -> None:
    panel.set_view(view)
    assert not primary(panel).isEnabled()


def test_unreadable_file_says_why(panel: SuggestionPanel) -> None:
    panel.set_view(SuggestionView(SuggestionKind.UNREADABLE, reason="The file is empty."))
    assert "The file is empty." in words(panel)


@pytest.mark.parametrize(
    ("by", "tag"),
    [(DecidedBy.HUMAN, "Labelled by you"), (DecidedBy.MACHINE, "Labelled by the program")],
)
def test_decided_image_shows_its_label_and_keeps_it(
    panel: SuggestionPanel, qtbot: QtBot, by: DecidedBy, tag: str
) -> None:
    panel.set_view(
        SuggestionView(
            SuggestionKind.KNOWN,
            best=ROWS[0],
            ranked=ROWS,
            distance=0.1,
            state=ImageState.LABELLED,
            decided_class=ROWS[2].row,
            decided_by=by,
        )
    )
    shown = words(panel)
    assert "hat" in shown
    assert tag in shown
    assert "The suggestion is “shoes”." in shown
    assert primary(panel).accessibleName() == "Keep it, key Space"
    with qtbot.waitSignal(panel.accept_requested):
        primary(panel).click()


def test_skipped_image_says_so_beside_its_suggestion(panel: SuggestionPanel) -> None:
    panel.set_view(
        SuggestionView(SuggestionKind.KNOWN, best=ROWS[0], ranked=ROWS, state=ImageState.SKIPPED)
    )
    assert {"Skipped", "shoes"} <= set(words(panel))


def test_click_on_a_ranked_row_labels(panel: SuggestionPanel, qtbot: QtBot) -> None:
    panel.set_view(KNOWN)
    ranked = panel.findChildren(RankedList)[0]
    place = ranked.visualRect(ranked.model().index(1, 0)).center()
    with qtbot.waitSignal(panel.class_requested) as heard:
        QTest.mouseClick(ranked.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert heard.args == [2]


def test_a_new_class_stands_among_the_ranked_ones(panel: SuggestionPanel, qtbot: QtBot) -> None:
    ranked = panel.findChildren(RankedList)[0]
    panel.set_view(replace(KNOWN, new_chance=0.12, new_place=1))
    assert (ranked.new_place, ranked.rows) == (1, ROWS)
    index = ranked.model().index(1, 0)
    assert index.data() == "New class"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "New class, chance 12 %, key N"
    with qtbot.waitSignal(panel.new_class_requested):
        QTest.mouseClick(
            ranked.viewport(),
            Qt.MouseButton.LeftButton,
            pos=ranked.visualRect(index).center(),
        )
    with qtbot.waitSignal(panel.class_requested) as asked:
        QTest.mouseClick(
            ranked.viewport(),
            Qt.MouseButton.LeftButton,
            pos=ranked.visualRect(ranked.model().index(2, 0)).center(),
        )
    assert asked.args == [2]
    panel.set_view(KNOWN)
    assert ranked.new_place is None


def test_the_gauge_says_what_a_novelty_is(panel: SuggestionPanel) -> None:
    gauge = panel.findChildren(DistanceGauge)[0]
    panel.set_view(replace(NEW, is_novelty=True))
    assert gauge.accessibleName() == (
        "The labelled pictures most like this one are 0.420 away on average, "
        "beyond epsilon (0.300)."
    )
    assert panel.findChildren(ElidedLabel)[0].full_text == "Unlike all that is labelled"
    panel.set_view(replace(KNOWN, is_novelty=True, epsilon=None))
    assert "Nothing is called new" in gauge.accessibleName()


@pytest.mark.parametrize(
    ("chance", "text"), [(0.0, "< 1 %"), (0.12, "12 %"), (0.5, "50 %"), (1.0, "> 99 %")]
)
def test_chances_are_short(chance: float, text: str) -> None:
    assert chance_text(chance) == text


def test_keyboard_chooses_a_ranked_row(panel: SuggestionPanel, qtbot: QtBot) -> None:
    panel.set_view(KNOWN)
    ranked = panel.findChildren(RankedList)[0]
    panel.window().activateWindow()
    ranked.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(ranked.hasFocus)
    QTest.keyClick(ranked, Qt.Key.Key_Down)
    with qtbot.waitSignal(panel.class_requested) as heard:
        QTest.keyClick(ranked, Qt.Key.Key_Return)
    assert heard.args == [2]


def test_mouse_does_not_take_the_keyboard_away(panel: SuggestionPanel, qtbot: QtBot) -> None:
    panel.set_view(KNOWN)
    for button in panel.findChildren(QPushButton):
        assert button.focusPolicy() == Qt.FocusPolicy.TabFocus
    assert panel.findChildren(RankedList)[0].focusPolicy() == Qt.FocusPolicy.TabFocus


def test_examples_lead_to_their_images(
    panel: SuggestionPanel, thumbnails: Thumbnails, qtbot: QtBot
) -> None:
    panel.set_view(KNOWN)
    buttons = panel.findChildren(ExampleButton)
    assert [button.image_id for button in buttons[:3]] == [4, 7, None]
    assert "shoes" in buttons[0].accessibleName()
    with qtbot.waitSignal(panel.image_requested) as heard:
        QTest.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    assert heard.args == [7]


def test_example_is_painted_once_its_thumbnail_is_ready(
    panel: SuggestionPanel, thumbnails: Thumbnails
) -> None:
    panel.set_view(KNOWN)
    picture = QPixmap(20, 20)
    picture.fill(QColor("#ff0000"))
    thumbnails.ready[4] = picture
    thumbnails.thumbnail_ready.emit(4)
    button = panel.findChildren(ExampleButton)[0]
    centre = QPoint(button.width() // 2, button.height() // 2)
    assert button.grab().toImage().pixelColor(centre).name() == "#ff0000"


def test_regions_never_move(panel: SuggestionPanel, qapp: QApplication) -> None:
    seen = set()
    for view in ALL:
        panel.set_view(view)
        qapp.processEvents()
        ranked = panel.findChildren(RankedList)[0]
        button = primary(panel)
        gauge = panel.findChildren(DistanceGauge)[0]
        seen.add((ranked.y(), ranked.height(), button.geometry().getRect(), gauge.y()))
    assert len(seen) == 1


def test_long_name_is_shortened_and_told_whole(panel: SuggestionPanel, qapp: QApplication) -> None:
    name = "a name of a class that goes on and on <b>and on</b>"
    row = RankedRow(class_row(1, name), 0.1, 0.9)
    panel.set_view(SuggestionView(SuggestionKind.KNOWN, best=row, ranked=(row,), distance=0.1))
    qapp.processEvents()
    label = next(one for one in panel.findChildren(ElidedLabel) if one.full_text == name)
    assert label.text().endswith("…")
    assert label.toolTip() == literal(name)
    assert panel.width() == 330


def test_thousand_classes_reuse_the_rows(panel: SuggestionPanel) -> None:
    many = tuple(
        RankedRow(class_row(number, f"class {number}"), number / 1000, 1 - number / 1000)
        for number in range(1, 1001)
    )
    resets: list[int] = []
    view = SuggestionView(SuggestionKind.KNOWN, best=many[0], ranked=many, distance=0.001)
    panel.set_view(view)
    ranked = panel.findChildren(RankedList)[0]
    ranked.model().modelReset.connect(lambda: resets.append(1))
    shuffled = many[500:] + many[:500]
    panel.set_view(SuggestionView(SuggestionKind.KNOWN, best=shuffled[0], ranked=shuffled))
    assert resets == []
    assert ranked.rows == shuffled
    assert len(ranked.findChildren(QWidget)) < 20


def test_keys_can_be_other_ones(panel: SuggestionPanel) -> None:
    panel.set_view(KNOWN)
    panel.set_keys("Ctrl+Space", "M")
    assert primary(panel).accessibleName() == "Accept, key Ctrl+Space"


@pytest.mark.parametrize(
    ("distance", "text"), [(0.12345, "0.123"), (12.345, "12.3"), (123456.0, "1.2e+05")]
)
def test_distances_stay_short(distance: float, text: str) -> None:
    assert distance_text(distance) == text


def test_every_control_has_an_accessible_name(panel: SuggestionPanel) -> None:
    panel.set_view(KNOWN)
    for widget in (
        *panel.findChildren(KeyButton),
        *panel.findChildren(ExampleButton),
        *panel.findChildren(RankedList),
        *panel.findChildren(DistanceGauge),
    ):
        assert widget.accessibleName()


def test_focused_list_keeps_the_keys_of_the_window(
    panel: SuggestionPanel, window: QMainWindow, qtbot: QtBot
) -> None:
    accepted: list[int] = []
    action = QAction(window)
    action.setShortcut("Space")
    action.triggered.connect(lambda: accepted.append(1))
    window.addAction(action)
    panel.set_view(KNOWN)
    ranked = panel.findChildren(RankedList)[0]
    window.activateWindow()
    ranked.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(ranked.hasFocus)
    with qtbot.waitSignal(panel.class_requested):
        QTest.keyClick(ranked, Qt.Key.Key_Space)
    assert accepted == []
    ranked.clearFocus()
    QTest.keyClick(window, Qt.Key.Key_Space)
    assert accepted == [1]
