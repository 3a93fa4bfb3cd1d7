from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QObject, QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iaia_desktop.app import Application
from iaia_desktop.core.epsilon_choices import epsilon_choices
from iaia_desktop.core.pace import Pace, PaceBin
from iaia_desktop.core.statistics import ClassScore, NoveltyPoint
from iaia_desktop.core.types import ClassId, DecisionKind, FileStatus, ImageId, ImageState
from iaia_desktop.jobs.session_statistics import ActFigures
from iaia_desktop.session.novelty_view import NoveltyView
from iaia_desktop.session.statistics import (
    ChosenImages,
    ClassFigures,
    ConfusionRow,
    ImageChoice,
    Mistaken,
    OfCell,
    OfClass,
    SeriesView,
    StatisticsView,
)
from iaia_desktop.session.views import ClassRow, ImageRow
from iaia_desktop.ui.chart_base import count_ticks, nice_ceiling
from iaia_desktop.ui.charts import Curve, LineChart, Plot
from iaia_desktop.ui.number_words import UNKNOWN, clock_text, rate_text, share_text
from iaia_desktop.ui.share_bar import Part, ShareBar
from iaia_desktop.ui.statistics_dialog import StatisticsDialog
from iaia_desktop.ui.theme import Theme

CAT = ClassRow(ClassId(1), "cat", "#3366cc", "1", 30)
DOG = ClassRow(ClassId(2), "dog & <b>co</b>", "#cc6633", "2", 12)
NO_ACTS = ActFigures({}, 0, 0, 0, 0, 0, Pace(0, 0.0), Pace(0, 0.0), (), 50)
EMPTY = StatisticsView(
    answered=0,
    accuracy=None,
    accuracy_all=None,
    running=SeriesView(),
    moving=SeriesView(),
    window=None,
    confusion=((0, 0), (0, 0)),
    novelty=None,
    classes=(),
    confusions=(),
    acts=NO_ACTS,
    seconds_left=None,
)
OWN = np.linspace(0.1, 0.4, 20)
OTHER = np.linspace(0.3, 0.9, 20)
CHOICES = epsilon_choices(OWN, OTHER, 0.5, np.array([0.2, 0.5, 0.95, np.inf], np.float32))
assert CHOICES is not None
VIEW = StatisticsView(
    answered=4,
    accuracy=2 / 3,
    accuracy_all=0.75,
    running=SeriesView((1, 2, 3, 4), (math.nan, 1.0, 0.5, 2 / 3)),
    moving=SeriesView((1, 2, 3, 4), (math.nan, 1.0, 0.5, 0.5)),
    window=20,
    confusion=((1, 1), (0, 2)),
    novelty=NoveltyView(
        (0.5, 0.4, 0.2), (1.0, 0.75, 0.5), (0.25, 0.75, 1.0), 0.8, 0.5,
        NoveltyPoint(0.41, 0.75, 0.75), automatic=True, choices=CHOICES,
    ),
    classes=(ClassFigures(CAT, ClassScore(18, 20)), ClassFigures(DOG, ClassScore(0, 0))),
    confusions=(ConfusionRow(CAT, DOG, 3), ConfusionRow(DOG, None, 1)),
    acts=ActFigures(
        kinds={DecisionKind.ACCEPT: 30, DecisionKind.CORRECT: 9, DecisionKind.NEW_CLASS: 1},
        taken_back=2,
        acts=42,
        images_judged=40,
        human=40,
        machine=5,
        labels=Pace(24, 120.0),
        settled=Pace(24, 120.0),
        bins=(PaceBin(0.0, 1.0, 16.0), PaceBin(1.0, 2.0, 8.0)),
        remaining=30,
    ),
    seconds_left=150.0,
)  # fmt: skip


class Pictures(QObject):
    """Thumbnails that never arrive."""

    thumbnail_ready = Signal(int)

    def pixmap(self, image_id: ImageId, size: QSize) -> QPixmap | None:
        """Have none."""
        return None


def image_row(image_id: ImageId) -> ImageRow:
    return ImageRow(
        image_id,
        f"{image_id}.png",
        ImageState.LABELLED,
        FileStatus.READY,
        "",
        "cat",
        "#3366cc",
        None,
    )


@pytest.fixture
def asked() -> list[ImageChoice]:
    return []


@pytest.fixture
def dialog(qtbot: QtBot, asked: list[ImageChoice]) -> Iterator[StatisticsDialog]:
    pictures = Pictures()

    def images_of(choice: ImageChoice) -> ChosenImages:
        asked.append(choice)
        return ChosenImages(2, (ImageId(8), ImageId(5)))

    dialog = StatisticsDialog(images_of, image_row, pictures)
    qtbot.addWidget(dialog)
    dialog.resize(1000, 720)
    yield dialog
    dialog.close()


# --- the overview -----------------------------------------------------------------------------


def test_empty_states_say_what_to_do(dialog: StatisticsDialog) -> None:
    dialog.set_view(EMPTY)
    overview = dialog.overview
    assert overview.accuracy_tile.value.text() == UNKNOWN
    assert overview.left_tile.value.text() == UNKNOWN
    for chart in (overview.accuracy, overview.novelty, overview.pace):
        assert chart.point_count() == 0
        assert "first" in chart.accessibleDescription()
    assert not any(cell.isEnabled() for cell in overview.matrix.cells.values())
    assert "Click" in dialog.classes._heading.text()
    assert dialog.rankers._empty.text().startswith("Label a few images first")
    dialog.grab()


def test_figures_in_large_type(dialog: StatisticsDialog) -> None:
    dialog.set_view(VIEW)
    overview = dialog.overview
    assert overview.accuracy_tile.value.text() == "66.7 %"
    assert "75.0 %" in overview.accuracy_tile.toolTip()
    assert overview.rate_tile.value.text() == "12"
    assert overview.acts_tile.value.text() == "1.05"
    assert overview.left_tile.value.text() == "2 min"
    assert overview.deciders_tile.value.text() == "40 · 5"
    assert overview.acts_tile.accessibleName() == "Actions an image: 1.05"
    dialog.set_view(replace(VIEW, acts=replace(VIEW.acts, remaining=0)))
    assert overview.left_tile.value.text() == "Done"


def test_the_accuracy_chart_tells_exact_values(dialog: StatisticsDialog) -> None:
    dialog.set_view(VIEW)
    chart = dialog.overview.accuracy
    assert chart.tip(3) == "After 4 images\nSince the beginning: 66.7 %\nMoving average: 50.0 %"
    assert chart.tip(0).endswith(UNKNOWN)
    assert "66.7 %" in chart.accessibleDescription()
    assert [curve.name for curve in chart.plot.curves] == [
        "Since the beginning 66.7 %",
        "Moving average 50.0 %",
    ]


def test_the_epsilon_in_force_is_marked(dialog: StatisticsDialog) -> None:
    dialog.set_view(VIEW)
    chart = dialog.overview.novelty
    assert [(mark.x, mark.y) for mark in chart.plot.marks] == [(0.75, 0.75)]
    assert chart.plot.marks[0].text.startswith("epsilon 0.41")
    assert "precision 75.0 %" in chart.accessibleDescription()
    assert "0.5" in chart.tip(0)
    assert VIEW.novelty is not None
    dialog.set_view(replace(VIEW, novelty=replace(VIEW.novelty, current=None)))
    assert chart.plot.marks == ()
    assert "No epsilon" in chart.accessibleDescription()


def test_an_epsilon_is_tried_on_the_labels(dialog: StatisticsDialog, qtbot: QtBot) -> None:
    dialog.set_view(VIEW)
    panel = dialog.overview.epsilon
    assert CHOICES is not None
    assert panel.automatic.isChecked()
    assert panel.value.text() == "Epsilon 0.410"
    wanted = CHOICES.outcome(0.41)
    assert share_text(wanted.point.precision) in panel.effect.text()
    assert share_text(wanted.point.recall) in panel.effect.text()
    # Nothing tells how new an image looks whose score is not finite.
    assert "Of 3 waiting images, 2 would look new." in panel.effect.text()
    assert panel.effect.text() in panel.slider.accessibleDescription()
    # The mark on the curve follows the slider, and what is chosen is asked for once it rests.
    with qtbot.waitSignal(dialog.epsilon_requested) as asked:
        panel.slider.setValue(panel.slider.maximum())
        assert not panel.automatic.isChecked()
        assert dialog.overview.novelty.plot.marks[0].x == 0.0
        assert "1 would look new" in panel.effect.text()
    assert asked.args == [pytest.approx(CHOICES.highest)]
    assert panel.best.text() == f"Use {CHOICES.best:.3f}"
    with qtbot.waitSignal(dialog.epsilon_requested) as asked:
        panel.best.click()
    assert asked.args == [CHOICES.best]
    with qtbot.waitSignal(dialog.automatic_requested):
        panel.automatic.click()


def test_without_an_epsilon_the_panel_says_why(dialog: StatisticsDialog) -> None:
    assert VIEW.novelty is not None
    panel = dialog.overview.epsilon
    dialog.set_view(replace(VIEW, novelty=replace(VIEW.novelty, current=None)))
    assert panel.value.text() == "No epsilon"
    assert "would cost keys" in panel.effect.text()
    dialog.set_view(replace(VIEW, novelty=replace(VIEW.novelty, current=None, automatic=False)))
    assert panel.effect.text() == "Nothing is called new."
    dialog.set_view(replace(VIEW, novelty=None))
    assert not panel.isEnabled()
    assert panel.epsilon is None


def test_the_matrix_counts_in_words_and_leads_to_the_images(
    dialog: StatisticsDialog, asked: list[ImageChoice]
) -> None:
    dialog.set_view(VIEW)
    matrix = dialog.overview.matrix
    cell = matrix.cells[False, True]
    assert cell.accessibleName() == (
        "Image of a known class, a new one suggested: 1 image, 50.0 % of the row"
    )
    assert not matrix.cells[True, False].isEnabled()
    cell.click()
    assert asked == [OfCell(False, True)]
    assert dialog.tabs.currentIndex() == 1
    assert "a new class was suggested · 2 images" in dialog.classes._heading.text()


def test_decisions_are_parts_of_a_whole(dialog: StatisticsDialog) -> None:
    dialog.set_view(VIEW)
    counts = {part.name: part.count for part in dialog.overview.kinds.parts}
    assert counts["Suggestion accepted"] == 30
    assert counts["Taken back"] == 2
    assert counts["Skipped"] == 0


def test_another_window_is_asked_for(dialog: StatisticsDialog, qtbot: QtBot) -> None:
    box = dialog.overview.window_box
    with qtbot.waitSignal(dialog.window_requested) as heard:
        box.activated.emit(1)
    assert heard.args == [20]
    with qtbot.waitSignal(dialog.window_requested) as heard:
        box.activated.emit(0)
    assert heard.args == [None]


# --- classes and confusions -------------------------------------------------------------------


def test_rows_say_the_figures_in_words(dialog: StatisticsDialog) -> None:
    dialog.set_view(VIEW)
    page = dialog.classes
    assert [row.tip for row in page.classes.rows] == [
        "cat: 30 images, 18 of 20 suggestions right (90.0 %)",
        "dog & <b>co</b>: 12 images",
    ]
    assert [row.tip for row in page.confusions.rows] == [
        "3 images of “cat”, “dog & <b>co</b>” suggested",
        "1 image of “dog & <b>co</b>”, “new class” suggested",
    ]


def test_a_click_shows_the_images_and_a_click_on_one_goes_there(
    dialog: StatisticsDialog, asked: list[ImageChoice], qtbot: QtBot
) -> None:
    dialog.set_view(VIEW)
    page = dialog.classes
    page.class_view.row_requested.emit(0)
    page.confusion_view.row_requested.emit(1)
    assert asked == [OfClass(CAT.class_id), Mistaken(DOG.class_id, None)]
    assert list(page.strip.rows.ids) == [8, 5]
    with qtbot.waitSignal(dialog.image_requested) as heard:
        page.strip.clicked.emit(page.strip.rows.index(1, 0))
    assert heard.args == [5]


def test_what_was_chosen_stays_when_the_figures_change(
    dialog: StatisticsDialog, asked: list[ImageChoice]
) -> None:
    dialog.set_view(VIEW)
    dialog.classes.class_view.row_requested.emit(0)
    asked.clear()
    dialog.set_view(replace(VIEW, answered=5))
    assert asked == [OfClass(CAT.class_id)]


def test_the_images_can_be_walked_with_the_keyboard(dialog: StatisticsDialog, qtbot: QtBot) -> None:
    dialog.set_view(VIEW)
    dialog.tabs.setCurrentIndex(1)
    dialog.classes.class_view.row_requested.emit(0)
    dialog.show()
    strip = dialog.classes.strip
    strip.setFocus()
    qtbot.waitUntil(strip.hasFocus)
    QTest.keyClick(strip, Qt.Key.Key_Right)
    with qtbot.waitSignal(dialog.image_requested) as heard:
        QTest.keyClick(strip, Qt.Key.Key_Return)
    assert heard.args == [5]


# --- the window -------------------------------------------------------------------------------


def test_figures_are_wanted_while_the_window_is_seen(
    dialog: StatisticsDialog, qtbot: QtBot
) -> None:
    seen: list[bool] = []
    dialog.watched.connect(seen.append)
    dialog.show()
    dialog.hide()
    assert seen == [True, False]


def test_a_small_screen_scrolls(dialog: StatisticsDialog) -> None:
    assert dialog.minimumSizeHint().width() <= 640
    assert dialog.minimumSizeHint().height() <= 340


def test_a_problem_is_shown_until_figures_come(dialog: StatisticsDialog) -> None:
    dialog.show_problem("The session could not be read.")
    assert dialog.problem.isVisibleTo(dialog)
    dialog.set_view(VIEW)
    assert not dialog.problem.isVisibleTo(dialog)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_both_schemes_are_painted_without_a_warning(
    dialog: StatisticsDialog, qapp: QApplication, scheme: str
) -> None:
    theme = Theme(qapp, scheme=scheme)
    dialog.set_view(VIEW)
    dialog.classes.class_view.row_requested.emit(0)
    for place in range(2):
        dialog.tabs.setCurrentIndex(place)
        image = dialog.grab().toImage()
        ground = image.pixelColor(QPoint(3, 300))
        assert (ground.lightness() < 128) is theme.is_dark
    qapp.setStyleSheet("")


def test_the_window_opens_follows_and_closes_with_the_session(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    for number, shade in enumerate((20, 120, 220)):
        (tmp_path / "photos").mkdir(exist_ok=True)
        Image.new("RGB", (16, 12), (shade, shade, shade)).save(tmp_path / f"photos/{number}.png")
    application = Application(qapp)
    qtbot.addWidget(application.window)
    application.settings.change(encoder_spec="builtin")
    window = application.window
    statistics = window.dialogs.statistics
    window.commands.run("show_statistics")
    assert not window.findChildren(StatisticsDialog)
    with qtbot.waitSignal(application.desk.opened):
        application.desk.open(tmp_path / "photos")
    workspace = application.desk.workspace
    assert workspace is not None
    qtbot.waitUntil(lambda: workspace.session.current is not None)
    qtbot.waitUntil(lambda: not workspace.folder.scanning)
    window.commands.run("show_statistics")
    dialog = statistics.dialog
    assert dialog is not None
    window.commands.run("show_statistics")
    assert window.findChildren(StatisticsDialog) == [dialog]
    workspace.session.label_with_new_class("grey")
    qtbot.waitUntil(lambda: dialog.overview.deciders_tile.value.text() == "1 · 0")
    dialog.image_requested.emit(2)
    assert workspace.session.current == 2
    application.desk.close()
    assert not dialog.isVisible()
    window.commands.run("show_statistics")
    assert statistics.dialog is None
    application.shut_down()


# --- charts -----------------------------------------------------------------------------------


@pytest.fixture
def chart(qtbot: QtBot) -> LineChart:
    chart = LineChart("Shares", "Nothing yet.")
    qtbot.addWidget(chart)
    chart.resize(400, 220)
    places = (0.0, 5.0, 10.0)
    chart.set_plot(
        Plot((Curve("a", places, (0.0, 0.5, 1.0)),), "x", x_largest=10.0, tip_of="point {}".format)
    )
    return chart


def test_the_cursor_follows_the_mouse_and_the_arrows(chart: LineChart) -> None:
    assert chart.nearest(chart.position(1) + QPointF(3, 40)) == 1
    assert chart.position(2).y() < chart.position(0).y()
    for key, place in (
        (Qt.Key.Key_Left, 1),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_Left, 0),
        (Qt.Key.Key_Right, 1),
        (Qt.Key.Key_End, 2),
    ):
        QTest.keyClick(chart, key)
        assert chart.cursor_place == place
        assert chart.accessibleDescription() == f"point {place}"
    QTest.mouseMove(chart, chart.position(1).toPoint())
    chart.set_plot(Plot())
    assert chart.cursor_place is None
    assert chart.accessibleDescription() == "Nothing yet."


def test_gaps_and_single_points_are_painted(chart: LineChart) -> None:
    gap = (math.nan, 0.5, math.nan)
    chart.set_plot(Plot((Curve("a", (0.0, 5.0, 10.0), gap),), "x", x_largest=10.0))
    assert chart._path(chart.plot.curves[0], chart._area()).elementCount() == 2
    chart.grab()


@pytest.mark.parametrize(
    ("largest", "fractions", "words"),
    [
        (360, False, ["0", "50", "100", "150", "200", "250", "300", "350"]),
        (3, False, ["0", "1", "2", "3"]),
        (0.8, True, ["0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8"]),
        (100_000, False, ["0", "20,000", "40,000", "60,000", "80,000", "100,000"]),
        (0, False, ["0"]),
    ],
)
def test_ticks_are_round_numbers(largest: float, fractions: bool, words: list[str]) -> None:
    ticks = count_ticks(largest, 600, fractions=fractions)
    assert [text for _, text in ticks] == words
    assert all(0 <= share <= 1 + 1e-9 for share, _ in ticks)


def test_axes_end_at_round_numbers() -> None:
    values = (0, 0.7, 1, 1.2, 27, 443, 999)
    assert [nice_ceiling(value) for value in values] == pytest.approx([1, 0.8, 1, 2, 30, 600, 1000])


def test_the_parts_of_a_bar_have_words(qtbot: QtBot) -> None:
    bar = ShareBar("Decisions")
    qtbot.addWidget(bar)
    bar.resize(200, 100)
    assert bar.words_at(5, 5) == ""
    bar.set_parts((Part("one", 3, "accent"), Part("two", 1, "success"), Part("none", 0, "error")))
    assert bar.words_at(5, 5) == "one: 3 (75.0 %)"
    assert bar.words_at(190, 5) == "two: 1 (25.0 %)"
    assert bar.words_at(10, bar._line(2).center().y()) == "none: 0 (0 %)"
    assert bar.accessibleDescription() == "one: 3 (75.0 %), two: 1 (25.0 %), none: 0 (0 %)"


def test_numbers_as_they_are_shown() -> None:
    shares = (None, math.nan, 0.0, 1.0, 0.724, 0.9999, 0.0004, 1e-9)
    assert [share_text(share) for share in shares] == [
        UNKNOWN, UNKNOWN, "0 %", "100 %", "72.4 %", "99.9 %", "0.04 %", "<0.001 %",
    ]  # fmt: skip
    assert [rate_text(rate) for rate in (None, 0.0, 0.423, 8.31, 23.6, 1240.0)] == [
        UNKNOWN, "0.0", "0.42", "8.3", "24", "1,240",
    ]  # fmt: skip
    assert [clock_text(minutes) for minutes in (0, 0.5, 3 + 1 / 3, 63.34)] == [
        "0:00", "0:30", "3:20", "1:03:20",
    ]  # fmt: skip
