from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, QObject, QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPixmap, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication
from pytestqt.qtbot import QtBot

from iaia_desktop.core.types import DecidedBy, FileStatus, ImageId, ImageState
from iaia_desktop.session.views import ImageRow
from iaia_desktop.ui.film_model import state_words
from iaia_desktop.ui.film_strip import FilmStrip


def make_row(
    image_id: int,
    *,
    state: ImageState = ImageState.UNLABELLED,
    status: FileStatus = FileStatus.READY,
    reason: str = "",
    class_name: str = "",
    colour: str = "",
    by: DecidedBy | None = None,
) -> ImageRow:
    path = f"sub/{image_id}.jpg"
    return ImageRow(ImageId(image_id), path, state, status, reason, class_name, colour, by)


class Rows:
    """Rows as a session would give them, and a note of which were asked for."""

    def __init__(self) -> None:
        self.special: dict[int, ImageRow] = {}
        self.asked: set[int] = set()

    def __call__(self, image_id: ImageId) -> ImageRow:
        self.asked.add(image_id)
        return self.special.get(image_id) or make_row(image_id)


class Thumbnails(QObject):
    """A source whose thumbnails are ready when a test says so."""

    thumbnail_ready = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[int] = []
        self.ready: dict[int, QPixmap] = {}

    def pixmap(self, image_id: ImageId, size: QSize) -> QPixmap | None:
        self.asked.append(image_id)
        return self.ready.get(image_id)


@pytest.fixture
def rows() -> Rows:
    return Rows()


@pytest.fixture
def thumbnails(qapp: QApplication) -> Thumbnails:
    return Thumbnails()


@pytest.fixture
def strip(rows: Rows, thumbnails: Thumbnails, qtbot: QtBot) -> FilmStrip:
    widget = FilmStrip(rows, thumbnails)
    qtbot.addWidget(widget)
    widget.resize(900, widget.height())
    widget.show()
    return widget


def ids(count: int) -> list[ImageId]:
    return [ImageId(number) for number in range(count)]


def turn_wheel(strip: FilmStrip, angle: QPoint, pixels: QPoint) -> None:
    at = QPointF(100, 40)
    event = QWheelEvent(
        at,
        strip.mapToGlobal(at),
        pixels,
        angle,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(strip.viewport(), event)


def test_only_what_is_seen_is_asked_for(
    strip: FilmStrip, rows: Rows, thumbnails: Thumbnails
) -> None:
    strip.set_rows(ids(100_000))
    strip.set_current(ImageId(50_000))
    strip.grab()
    seen = set(thumbnails.asked)
    assert 50_000 in seen
    assert len(seen) < 40
    assert len(rows.asked) < 40
    assert strip.model().rowCount() == 100_000


def test_the_current_image_comes_to_the_middle(strip: FilmStrip) -> None:
    strip.set_rows(ids(1000))
    for wanted in (500, 501, 20):
        strip.set_current(ImageId(wanted))
        place = strip.visualRect(strip.rows.index_of(ImageId(wanted)))
        assert abs(place.center().x() - strip.viewport().width() / 2) < place.width()
    strip.resize(500, strip.height())
    place = strip.visualRect(strip.rows.index_of(ImageId(20)))
    assert abs(place.center().x() - strip.viewport().width() / 2) < place.width()


def test_more_images_may_come_while_one_looks(strip: FilmStrip) -> None:
    strip.set_rows(ids(30))
    strip.set_current(ImageId(29))
    strip.append_rows([ImageId(number) for number in range(30, 5000)])
    strip.append_rows([])
    assert strip.rows.current == 29
    strip.set_current(ImageId(4999))
    assert strip.visualRect(strip.rows.index_of(ImageId(4999))).right() < strip.width()


def test_a_click_asks_for_the_image(strip: FilmStrip, qtbot: QtBot) -> None:
    strip.set_rows([ImageId(number) for number in (7, 3, 9)])
    place = strip.visualRect(strip.rows.index_of(ImageId(3)))
    with qtbot.waitSignal(strip.image_requested) as asked:
        QTest.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    assert asked.args == [3]


def test_the_wheel_moves_along_the_strip(strip: FilmStrip) -> None:
    strip.set_rows(ids(1000))
    strip.grab()
    bar = strip.horizontalScrollBar()
    turn_wheel(strip, QPoint(0, -120), QPoint())
    after_notch = bar.value()
    assert after_notch > 50
    turn_wheel(strip, QPoint(0, -8), QPoint(0, -7))
    assert bar.value() == after_notch + 7
    turn_wheel(strip, QPoint(8, 0), QPoint(7, 0))
    assert bar.value() == after_notch


def test_the_keyboard_stays_with_the_window(strip: FilmStrip) -> None:
    assert strip.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_a_thumbnail_that_arrives_is_painted(strip: FilmStrip, thumbnails: Thumbnails) -> None:
    strip.set_rows(ids(5))
    strip.grab()
    red = QPixmap(76, 76)
    red.fill(QColor("#ff0000"))
    thumbnails.ready[2] = red
    thumbnails.thumbnail_ready.emit(2)
    thumbnails.thumbnail_ready.emit(999)
    middle = strip.visualRect(strip.rows.index_of(ImageId(2))).center()
    shot = strip.viewport().grab().toImage()
    assert shot.pixelColor(middle.x(), middle.y() - 10).name() == "#ff0000"


def test_a_label_shows_in_the_colour_of_its_class(strip: FilmStrip, rows: Rows) -> None:
    strip.set_rows(ids(5))

    def colours() -> set[str]:
        place = strip.visualRect(strip.rows.index_of(ImageId(1)))
        shot = strip.viewport().grab(place).toImage()
        middle = shot.width() // 2
        return {shot.pixelColor(middle, y).name() for y in range(shot.height())}

    assert "#52a32f" not in colours()
    rows.special[1] = make_row(
        1, state=ImageState.LABELLED, class_name="hat", colour="#52a32f", by=DecidedBy.HUMAN
    )
    strip.refresh([ImageId(1), ImageId(77)])
    assert "#52a32f" in colours()


def test_neighbours_are_refreshed_with_one_signal(strip: FilmStrip, qtbot: QtBot) -> None:
    strip.set_rows(ids(100))
    told: list[tuple[int, int]] = []
    strip.rows.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    strip.refresh([ImageId(number) for number in (5, 4, 6, 50)])
    assert told == [(4, 6), (50, 50)]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (make_row(0), "Not labelled yet"),
        (make_row(0, state=ImageState.SKIPPED), "Skipped"),
        (make_row(0, state=ImageState.DISCARDED), "Discarded"),
        (make_row(0, status=FileStatus.MISSING), "The file is missing"),
        (make_row(0, status=FileStatus.FAILED, reason="cut off"), "Cannot be read: cut off"),
        (
            make_row(0, state=ImageState.LABELLED, class_name="hat", by=DecidedBy.MACHINE),
            "Labelled hat by the machine",
        ),
    ],
)
def test_each_state_has_words_and_is_painted(
    strip: FilmStrip, rows: Rows, row: ImageRow, words: str
) -> None:
    plain = strip_shot(strip)
    rows.special[0] = row
    strip.set_rows(ids(3))
    index = strip.rows.index_of(ImageId(0))
    assert state_words(row) == words
    assert index.data(Qt.ItemDataRole.ToolTipRole) == f"sub/0.jpg\n{words}"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == f"Image 1, sub/0.jpg, {words}"
    assert strip_shot(strip) != plain


def strip_shot(strip: FilmStrip) -> object:
    return strip.viewport().grab().toImage()


def test_another_order_leaves_the_image_on_screen_where_it_is(strip: FilmStrip) -> None:
    strip.set_rows(ids(200))
    strip.set_current(ImageId(100))
    bar = strip.horizontalScrollBar()
    for scrolled_px in (0, -1_500, 2_000):
        bar.setValue(bar.value() + scrolled_px)
        before = strip.visualRect(strip.rows.index_of(ImageId(100))).x()
        turned = list(reversed(strip.rows.ids))

        strip.reorder(turned)

        assert list(strip.rows.ids) == turned
        assert strip.visualRect(strip.rows.index_of(ImageId(100))).x() == before


def test_another_order_without_an_image_on_screen(strip: FilmStrip) -> None:
    strip.set_rows(ids(5))
    strip.reorder(list(reversed(ids(5))))
    assert list(strip.rows.ids) == list(reversed(ids(5)))


def test_items_are_found_where_they_are_shown(strip: FilmStrip) -> None:
    strip.set_rows(ids(40))
    strip.set_current(ImageId(20))
    for number in (18, 20, 22):
        index = strip.rows.index_of(ImageId(number))
        assert strip.indexAt(strip.visualRect(index).center()) == index
    assert not strip.indexAt(QPoint(100, strip.item_size.height() + 1)).isValid()
    strip.horizontalScrollBar().setValue(strip.horizontalScrollBar().maximum())
    last = strip.visualRect(strip.rows.index_of(ImageId(39)))
    assert last.right() == strip.viewport().width() - 1
    strip.set_rows(ids(2))
    assert strip.horizontalScrollBar().maximum() == 0
    assert not strip.indexAt(QPoint(strip.width() - 30, 10)).isValid()
    assert strip.visualRect(QModelIndex()).isEmpty()


@pytest.mark.parametrize("hint", QAbstractItemView.ScrollHint)
def test_any_item_can_be_brought_into_sight(
    strip: FilmStrip, hint: QAbstractItemView.ScrollHint
) -> None:
    strip.set_rows(ids(1000))
    seen = strip.viewport().rect()
    for number in (0, 999, 500, 503, 40):
        index = strip.rows.index_of(ImageId(number))
        strip.scrollTo(index, hint)
        assert seen.contains(strip.visualRect(index))


def test_the_item_under_the_mouse_is_marked(strip: FilmStrip, qtbot: QtBot) -> None:
    strip.set_rows(ids(5))
    plain = strip_shot(strip)
    place = strip.visualRect(strip.rows.index_of(ImageId(2)))
    QTest.mouseMove(strip.viewport(), place.center())
    qtbot.waitUntil(lambda: strip_shot(strip) != plain)
    QTest.mouseMove(strip.viewport(), QPoint(strip.viewport().width() - 5, 5))
    qtbot.waitUntil(lambda: strip_shot(strip) == plain)


def test_images_that_come_are_painted_at_once(strip: FilmStrip) -> None:
    strip.set_rows(ids(1))
    plain = strip_shot(strip)
    strip.append_rows([ImageId(1), ImageId(2)])
    assert strip_shot(strip) != plain


def test_the_scroll_bar_has_a_handle_only_where_there_is_more_to_see(strip: FilmStrip) -> None:
    bar = strip.horizontalScrollBar()
    assert not bar.isEnabled()
    strip.append_rows(ids(50))
    assert bar.isEnabled()
    strip.set_rows(ids(2))
    assert not bar.isEnabled()
