from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPixmap, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iaia_desktop.core.types import FileStatus, ImageId, ImageState
from iaia_desktop.session.views import ImageRow
from iaia_desktop.ui.page_grid import MOST_TILES, PageGrid
from iaia_desktop.ui.thumbnail_model import Tile

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Pictures(QObject):
    """Have a picture of every image but those that are on their way."""

    thumbnail_ready = Signal(int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.coming: set[ImageId] = set()
        self.asked = 0
        self._picture = QPixmap(20, 20)
        self._picture.fill(QColor("#336699"))

    def pixmap(self, image_id: ImageId, size: QSize) -> QPixmap | None:
        self.asked += 1
        return None if image_id in self.coming else self._picture

    def arrive(self, image_id: ImageId) -> None:
        self.coming.discard(image_id)
        self.thumbnail_ready.emit(image_id)


def tile(image_id: ImageId) -> Tile:
    row = ImageRow(
        image_id, f"{image_id}.jpg", ImageState.UNLABELLED, FileStatus.READY, "", "", "", None
    )
    if image_id == 1:
        return Tile(row, caption="Taken out", mark="x", faded=True)
    return Tile(row, caption="cat", colour="#cc3344" if image_id == 2 else "")


def ids(*numbers: int) -> list[ImageId]:
    return [ImageId(number) for number in numbers]


@pytest.fixture
def pictures(qapp: QApplication) -> Pictures:
    return Pictures(qapp)


@pytest.fixture
def grid(pictures: Pictures, qtbot: QtBot) -> PageGrid:
    widget = PageGrid(tile, pictures)
    qtbot.addWidget(widget)
    widget.resize(1000, 640)
    widget.show()
    qtbot.waitExposed(widget)
    widget.set_images(ids(*range(24)))
    widget.viewport().repaint()
    return widget


def middle(grid: PageGrid, image_id: int) -> QPoint:
    return grid.visualRect(grid.tiles.index_of(ImageId(image_id))).center()


def test_a_page_of_24_fits_into_windows_of_many_sizes(grid: PageGrid) -> None:
    for width, height in ((1000, 640), (760, 480), (1600, 900), (2400, 1300), (700, 900)):
        grid.resize(width, height)
        grid.viewport().repaint()
        assert grid.capacity == 24
        assert grid.verticalScrollBar().maximum() == 0, (width, height)
        assert grid.viewport().rect().contains(middle(grid, 23))


def test_a_tiny_window_makes_smaller_pages(grid: PageGrid, qtbot: QtBot) -> None:
    with qtbot.waitSignal(grid.capacity_changed):
        grid.resize(300, 200)

    assert 1 <= grid.capacity < 24


def test_the_chosen_size_of_tiles_makes_the_page(grid: PageGrid, qtbot: QtBot) -> None:
    with qtbot.waitSignal(grid.capacity_changed):
        grid.choose_px(80)
    assert 24 < grid.capacity <= MOST_TILES

    grid.choose_px(0)
    assert grid.capacity == 24
    assert grid.chosen_px == 0


def test_control_and_the_wheel_choose_the_size(grid: PageGrid, qtbot: QtBot) -> None:
    before = grid.tile_px
    event = QWheelEvent(
        QPointF(50, 50), grid.mapToGlobal(QPointF(50, 50)), QPoint(), QPoint(0, 120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    with qtbot.waitSignal(grid.tile_size_changed):
        QApplication.sendEvent(grid.viewport(), event)

    assert grid.tile_px > before
    assert grid.chosen_px == grid.tile_px
    assert grid.capacity < 24


def test_on_a_new_page_no_tile_is_meant_until_one_is_chosen(grid: PageGrid) -> None:
    grid.setFocus()
    assert grid.targets() == []

    QTest.keyClick(grid, Qt.Key.Key_Right)
    QTest.keyClick(grid, Qt.Key.Key_Right)
    assert grid.targets() == ids(1)
    QTest.keyClick(grid, Qt.Key.Key_Right, SHIFT)
    assert grid.targets() == ids(1, 2)

    grid.set_images(ids(30, 31))
    assert grid.targets() == []


def test_a_click_toggles_and_a_drag_or_a_range_does_not(grid: PageGrid, qtbot: QtBot) -> None:
    toggled: list[int] = []
    grid.tile_toggled.connect(toggled.append)

    QTest.mouseClick(grid.viewport(), LEFT, NONE, middle(grid, 3))
    assert toggled == [3]

    QTest.mouseClick(grid.viewport(), LEFT, SHIFT, middle(grid, 6))
    assert grid.targets() == ids(3, 4, 5, 6)
    assert toggled == [3]

    # Pressed, and selected on while the button was held: QTest cannot move a held button.
    QTest.mousePress(grid.viewport(), LEFT, NONE, middle(grid, 8))
    grid.select(ids(8, 9))
    QTest.mouseRelease(grid.viewport(), LEFT, NONE, middle(grid, 9))
    assert toggled == [3]


def test_a_double_click_looks_closer_and_leaves_the_tile_as_it_was(
    grid: PageGrid, qtbot: QtBot
) -> None:
    toggled: list[int] = []
    grid.tile_toggled.connect(toggled.append)
    QTest.mouseClick(grid.viewport(), LEFT, NONE, middle(grid, 3))

    with qtbot.waitSignal(grid.zoom_requested):
        QTest.mouseDClick(grid.viewport(), LEFT, NONE, middle(grid, 3))

    assert toggled.count(3) % 2 == 0


def test_space_looks_closer_and_enter_is_left_to_the_window(grid: PageGrid, qtbot: QtBot) -> None:
    with qtbot.waitSignal(grid.zoom_requested):
        QTest.keyClick(grid, Qt.Key.Key_Space)
    with qtbot.assertNotEmitted(grid.image_requested):
        QTest.keyClick(grid, Qt.Key.Key_Return)


def test_a_tile_is_seen_when_its_picture_was_on_screen(
    grid: PageGrid, pictures: Pictures, qtbot: QtBot
) -> None:
    assert grid.unseen(ids(*range(24))) == []
    pictures.coming = {ImageId(102)}
    grid.set_images(ids(*range(100, 124)))
    grid.viewport().repaint()
    assert grid.unseen(ids(*range(100, 124))) == ids(102)
    assert grid.unpainted(ids(101, 102)) == ids(102)

    pictures.arrive(ImageId(102))

    qtbot.waitUntil(lambda: grid.unseen(ids(102)) == [])


def test_what_lies_below_the_window_is_seen_after_scrolling_only(grid: PageGrid) -> None:
    grid.choose_px(200)
    grid.set_images(ids(*range(60)))
    grid.viewport().repaint()
    below = grid.unseen(ids(*range(60)))
    assert ImageId(59) in below
    assert ImageId(0) not in below

    grid.scroll_to(ImageId(59))
    grid.viewport().repaint()

    assert grid.unseen(ids(59)) == []
    assert ImageId(30) in grid.unseen(ids(*range(60)))


def test_of_thousands_only_the_visible_tiles_are_painted(
    grid: PageGrid, pictures: Pictures
) -> None:
    grid.set_images(ids(*range(5_000)))
    bar = grid.verticalScrollBar()
    for step in range(10):
        pictures.asked = 0
        bar.setValue(bar.maximum() * step // 10)
        grid.viewport().repaint()
        assert 0 < pictures.asked < 100


def test_tiles_say_what_becomes_of_them(grid: PageGrid) -> None:
    texts = [
        grid.tiles.index_of(ImageId(number)).data(Qt.ItemDataRole.AccessibleTextRole)
        for number in range(3)
    ]

    assert "cat" in texts[0]
    assert "Taken out" in texts[1]


def test_marks_are_painted(grid: PageGrid) -> None:
    picture = grid.grab().toImage()
    ratio = picture.devicePixelRatio()

    def near(image_id: int, dx: int, dy: int) -> QColor:
        at = grid.viewport().mapTo(grid, middle(grid, image_id)) + QPoint(dx, dy)
        return picture.pixelColor(round(at.x() * ratio), round(at.y() * ratio))

    half = grid.tile_px // 2
    frame = near(2, -half + 1, 0)
    assert abs(frame.red() - 0xCC) < 40
    assert near(3, 0, 0) == QColor("#336699")
    assert near(1, 12, 10) != near(3, 12, 10)
