from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPixmap, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iaia_desktop.core.types import DecidedBy, FileStatus, ImageId, ImageState
from iaia_desktop.session.views import ImageRow
from iaia_desktop.ui.painting import Note
from iaia_desktop.ui.thumbnail_grid import LARGEST_TILE_PX, SMALLEST_TILE_PX, ThumbnailGrid
from iaia_desktop.ui.thumbnail_model import Tile

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


class Tiles:
    def __init__(self) -> None:
        self.asked: set[int] = set()
        self.special: dict[int, Tile] = {}

    def __call__(self, image_id: ImageId) -> Tile:
        self.asked.add(image_id)
        return self.special.get(image_id) or Tile(row_of(image_id))


class Thumbnails(QObject):
    thumbnail_ready = Signal(int)

    def pixmap(self, image_id: ImageId, size: QSize) -> QPixmap | None:
        return None


def row_of(
    image_id: int,
    state: ImageState = ImageState.UNLABELLED,
    class_name: str = "",
    by: DecidedBy | None = None,
) -> ImageRow:
    path = f"sub/{image_id}.jpg"
    return ImageRow(ImageId(image_id), path, state, FileStatus.READY, "", class_name, "", by)


def ids(*numbers: int) -> list[ImageId]:
    return [ImageId(number) for number in numbers]


@pytest.fixture
def tiles() -> Tiles:
    return Tiles()


@pytest.fixture
def grid(tiles: Tiles, qapp: QApplication, qtbot: QtBot) -> ThumbnailGrid:
    thumbnails = Thumbnails(qapp)
    widget = ThumbnailGrid(tiles, thumbnails)
    qtbot.addWidget(widget)
    widget.resize(700, 500)
    widget.show()
    widget.set_images(ids(*range(100)))
    return widget


def middle(grid: ThumbnailGrid, image_id: int) -> QPoint:
    return grid.visualRect(grid.tiles.index_of(ImageId(image_id))).center()


def click(
    grid: ThumbnailGrid,
    image_id: int,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, modifiers, middle(grid, image_id))


def press(
    grid: ThumbnailGrid,
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    QTest.keyClick(grid, key, modifiers)


def test_only_visible_tiles_are_asked_for(grid: ThumbnailGrid, tiles: Tiles) -> None:
    grid.set_images(ids(*range(100_000)))
    grid.viewport().repaint()

    assert 0 in tiles.asked
    assert len(tiles.asked) < 60


def test_a_click_selects_one_and_moves_the_cursor(grid: ThumbnailGrid, qtbot: QtBot) -> None:
    click(grid, 2)

    with qtbot.waitSignal(grid.selection_changed):
        click(grid, 5)

    assert grid.selected() == ids(5)
    assert grid.cursor_image() == 5


def test_shift_click_selects_from_the_last_plain_click(grid: ThumbnailGrid) -> None:
    click(grid, 6)
    click(grid, 2, SHIFT)
    assert grid.selected() == ids(2, 3, 4, 5, 6)

    click(grid, 8, SHIFT)
    assert grid.selected() == ids(6, 7, 8)


def test_control_click_adds_and_takes_away(grid: ThumbnailGrid) -> None:
    click(grid, 1)
    click(grid, 4, CONTROL)
    assert grid.selected() == ids(1, 4)

    click(grid, 1, CONTROL)
    assert grid.selected() == ids(4)


def test_dragging_selects_a_range(grid: ThumbnailGrid) -> None:
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(grid.viewport(), left, pos=middle(grid, 1))
    QTest.mouseMove(grid.viewport(), middle(grid, 3))
    QTest.mouseRelease(grid.viewport(), left, pos=middle(grid, 3))

    assert grid.selected() in (ids(1, 2, 3), ids(1))


def test_a_click_beside_the_tiles_selects_none(grid: ThumbnailGrid) -> None:
    grid.set_images(ids(0, 1))
    click(grid, 1)

    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 480))

    assert grid.selected() == []


def test_arrows_walk_through_the_rows(grid: ThumbnailGrid) -> None:
    columns = grid.columns()
    assert 2 <= columns <= 6

    press(grid, Qt.Key.Key_Home)
    assert grid.cursor_image() == 0
    press(grid, Qt.Key.Key_Right)
    press(grid, Qt.Key.Key_Down)
    assert grid.cursor_image() == 1 + columns
    press(grid, Qt.Key.Key_Up)
    press(grid, Qt.Key.Key_Up)
    assert grid.cursor_image() == 1
    press(grid, Qt.Key.Key_End)
    assert grid.cursor_image() == 99
    press(grid, Qt.Key.Key_Home)
    assert grid.cursor_image() == 0


def test_shift_and_arrows_select(grid: ThumbnailGrid) -> None:
    click(grid, 3)
    press(grid, Qt.Key.Key_Right, SHIFT)
    press(grid, Qt.Key.Key_Right, SHIFT)
    assert grid.selected() == ids(3, 4, 5)

    press(grid, Qt.Key.Key_Left, SHIFT)
    assert grid.selected() == ids(3, 4)


def test_space_toggles_and_enter_asks_for_the_image(grid: ThumbnailGrid, qtbot: QtBot) -> None:
    click(grid, 3)
    press(grid, Qt.Key.Key_Space)
    assert grid.selected() == []
    press(grid, Qt.Key.Key_Space)
    assert grid.selected() == ids(3)

    with qtbot.waitSignal(grid.image_requested) as asked:
        press(grid, Qt.Key.Key_Return)
    assert asked.args == [3]


def test_enter_is_left_to_the_window_when_the_grid_does_not_activate(
    tiles: Tiles, qapp: QApplication, qtbot: QtBot
) -> None:
    grid = ThumbnailGrid(tiles, Thumbnails(qapp), activates=False)
    qtbot.addWidget(grid)
    grid.set_images(ids(0, 1, 2))
    grid.set_cursor(ImageId(1))

    with qtbot.assertNotEmitted(grid.image_requested):
        press(grid, Qt.Key.Key_Return)
        press(grid, Qt.Key.Key_Space)
    assert grid.selected() == []


def test_a_double_click_asks_for_the_image(grid: ThumbnailGrid, qtbot: QtBot) -> None:
    with qtbot.waitSignal(grid.image_requested) as asked:
        QTest.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=middle(grid, 7))

    assert asked.args == [7]


def test_control_a_selects_all(grid: ThumbnailGrid) -> None:
    press(grid, Qt.Key.Key_A, CONTROL)

    assert len(grid.selected()) == 100


def test_what_stays_keeps_cursor_and_selection(grid: ThumbnailGrid) -> None:
    grid.select(ids(2, 3, 50))
    grid.set_cursor(ImageId(3))

    grid.set_images(ids(9, 50, 3, 1), keep=True)

    assert grid.selected() == ids(50, 3)
    assert grid.cursor_image() == 3


@pytest.mark.parametrize(("angle", "wanted"), [(120, 164), (-120, 132), (120_000, LARGEST_TILE_PX)])
def test_control_wheel_changes_the_tiles(grid: ThumbnailGrid, angle: int, wanted: int) -> None:
    at = QPointF(100, 100)
    event = QWheelEvent(
        at,
        QPointF(grid.mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, angle),
        Qt.MouseButton.NoButton,
        CONTROL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(grid.viewport(), event)

    assert grid.tile_px == wanted
    grid.set_tile_px(1)
    assert grid.tile_px == SMALLEST_TILE_PX


def test_a_note_stands_for_no_images(grid: ThumbnailGrid) -> None:
    grid.set_images([])
    grid.set_note(Note("search", "Nothing looks like that"))
    grid.viewport().repaint()

    assert grid.accessibleDescription() == "Nothing looks like that"
    assert grid.columns() == 1
    press(grid, Qt.Key.Key_Down)
    assert grid.cursor_image() is None


def test_a_screen_reader_is_told_what_a_tile_is(grid: ThumbnailGrid, tiles: Tiles) -> None:
    row = row_of(4, ImageState.LABELLED, "cat", DecidedBy.MACHINE)
    tiles.special[4] = Tile(row, detail="0.21")

    index = grid.tiles.index_of(ImageId(4))
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)

    assert said == "Image 5, sub/4.jpg, Labelled cat by the machine, 0.21"
    assert "Labelled cat" in index.data(Qt.ItemDataRole.ToolTipRole)
