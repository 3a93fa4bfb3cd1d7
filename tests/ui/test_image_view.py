from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPixmap, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iaia_desktop.ui.image_view import ImageView, Shown
from iaia_desktop.ui.image_viewport import MAX_ZOOM, ImageViewport
from iaia_desktop.ui.theme_tokens import LIGHT


def picture(width: int = 400, height: int = 200, colour: str = "#336699") -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB888)
    image.fill(QColor(colour))
    return image


def turn_wheel(view: ImageView, at: QPointF, notches: float) -> None:
    event = QWheelEvent(
        at,
        view.mapToGlobal(at),
        QPoint(),
        QPoint(0, round(120 * notches)),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


@pytest.fixture
def view(qtbot: QtBot) -> ImageView:
    widget = ImageView()
    qtbot.addWidget(widget)
    widget.resize(424, 324)
    widget.show()
    return widget


# Where the image lies: arithmetic -----------------------------------------------------------------

sides = st.integers(1, 6000)


@given(
    view=st.tuples(st.integers(50, 3000), st.integers(50, 3000)),
    image=st.tuples(sides, sides),
    ratio=st.sampled_from([1.0, 1.25, 1.5, 2.0]),
    steps=st.lists(st.sampled_from([1.25, 0.8, 2.0, 0.5]), max_size=12),
    at=st.tuples(st.floats(0, 1), st.floats(0, 1)),
)
def test_zoom_stays_within_limits_and_the_image_over_the_view(
    view: tuple[int, int],
    image: tuple[int, int],
    ratio: float,
    steps: list[float],
    at: tuple[float, float],
) -> None:
    port = ImageViewport()
    port.set_view(QSize(*view), ratio)
    port.set_image(QSize(*image), keep=False)
    for step in steps:
        port.zoom_by(step, QPointF(at[0] * view[0], at[1] * view[1]))
        assert min(port.fit_zoom, 1.0) * 0.999 <= port.zoom <= MAX_ZOOM * 1.001
        target = port.target()
        for low, size, room in (
            (target.left(), target.width(), view[0]),
            (target.top(), target.height(), view[1]),
        ):
            if size > room:
                assert low <= 1e-6
                assert low + size >= room - 1e-6
            else:
                assert low + size / 2 == pytest.approx(room / 2, abs=1e-6)


@given(
    view=st.tuples(st.integers(1, 3000), st.integers(1, 3000)),
    image=st.tuples(sides, sides),
    ratio=st.sampled_from([1.0, 1.25, 1.5, 2.0]),
)
def test_decoder_and_view_come_to_the_same_size(
    view: tuple[int, int], image: tuple[int, int], ratio: float
) -> None:
    port = ImageViewport()
    port.set_view(QSize(*view), ratio)
    port.set_image(QSize(*image), keep=False)
    target = port.target()
    shown = QSize(round(target.width() * ratio), round(target.height() * ratio))
    assert port.frame.fitted(QSize(*image)) == shown


def test_a_step_across_fit_or_actual_size_stops_there_once() -> None:
    port = ImageViewport(margin_px=0)
    port.set_view(QSize(500, 500), 1.0)
    port.set_image(QSize(600, 600), keep=False)
    port.zoom_by(1.25, QPointF(250, 250))
    assert port.zoom == 1.0
    port.zoom_by(1.25, QPointF(250, 250))
    assert port.zoom == 1.25
    port.zoom_by(0.5, QPointF(250, 250))
    assert port.zoom == 1.0
    port.zoom_by(0.5, QPointF(250, 250))
    assert port.is_fit


# The widget ---------------------------------------------------------------------------------------


def test_an_image_fits_and_goes_on_fitting(view: ImageView) -> None:
    view.set_image(picture(), QSize(400, 200))
    assert view.is_fit
    assert view.zoom == 1.0  # 424 less a margin of 12 at either side
    view.resize(224, 324)
    assert view.is_fit
    assert view.zoom == 0.5


def test_the_wheel_keeps_the_point_under_the_cursor(view: ImageView) -> None:
    view.set_image(picture(4000, 3000), QSize(4000, 3000))
    view.zoom_actual()
    at = QPointF(300, 80)
    under = view.viewport.image_point(at)
    for _ in range(3):
        turn_wheel(view, at, 1)
    now = view.viewport.image_point(at)
    assert view.zoom == pytest.approx(1.25**3)
    assert (now.x(), now.y()) == pytest.approx((under.x(), under.y()), abs=0.01)


def test_keys_zoom_around_the_centre(view: ImageView) -> None:
    view.set_image(picture(4000, 3000), QSize(4000, 3000))
    view.zoom_actual()
    under = view.viewport.image_point(QPointF(212, 162))
    view.zoom_in()
    view.zoom_in()
    view.zoom_out()
    now = view.viewport.image_point(QPointF(212, 162))
    assert (now.x(), now.y()) == pytest.approx((under.x(), under.y()), abs=0.01)


def test_zoom_tells_of_itself(view: ImageView, qtbot: QtBot) -> None:
    view.set_image(picture(800, 400), QSize(800, 400))
    with qtbot.waitSignal(view.zoom_changed) as told:
        view.zoom_actual()
    assert told.args == [1.0]


def test_dragging_moves_the_image_and_stops_at_its_edge(view: ImageView) -> None:
    view.set_image(picture(4000, 3000), QSize(4000, 3000))
    view.zoom_actual()
    before = view.viewport.target().topLeft()
    button = Qt.MouseButton.LeftButton
    QTest.mousePress(view, button, pos=QPoint(200, 200))
    QTest.mouseMove(view, QPoint(170, 210))
    assert view.viewport.target().topLeft() - before == QPointF(-30, 10)
    QTest.mouseMove(view, QPoint(200 + 5000, 200))
    QTest.mouseRelease(view, button, pos=QPoint(200, 200))
    assert view.viewport.target().left() == pytest.approx(0, abs=1e-6)


def test_a_double_click_changes_between_fit_and_actual_size(view: ImageView) -> None:
    view.set_image(picture(4000, 3000), QSize(4000, 3000))
    at = QPoint(100, 100)
    under = view.viewport.image_point(QPointF(at))
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=at)
    assert view.zoom == 1.0
    now = view.viewport.image_point(QPointF(at))
    assert (now.x(), now.y()) == pytest.approx((under.x(), under.y()), abs=0.01)
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=at)
    assert view.is_fit


def test_zoom_is_kept_between_images_on_request_only(view: ImageView) -> None:
    big = QSize(4000, 3000)
    view.set_image(picture(4000, 3000), big, "a.jpg")
    view.viewport.zoom_to(1.0, QPointF(20, 20))
    centre = view.viewport.centre
    view.set_keep_zoom(True)
    view.set_image(picture(100, 100), QSize(100, 100), "small.jpg")
    assert view.zoom == 1.0
    view.set_image(picture(4000, 3000), big, "b.jpg")
    assert view.zoom == 1.0
    assert view.viewport.centre == centre
    view.set_keep_zoom(False)
    view.set_image(picture(4000, 3000), big, "c.jpg")
    assert view.is_fit


def test_the_actual_size_shows_the_very_pixels(view: ImageView) -> None:
    image = QImage(301, 201, QImage.Format.Format_RGB32)
    for x in range(301):
        for y in range(201):
            image.setPixelColor(x, y, QColor("#ffffff" if (x + y) % 2 else "#000000"))
    view.set_image(image, image.size())
    view.zoom_actual()
    shot = view.grab().toImage()
    corner = view.viewport.target().topLeft()
    left, top = round(corner.x()), round(corner.y())
    for x, y in ((0, 0), (1, 0), (150, 100), (300, 200)):
        assert shot.pixelColor(left + x, top + y) == image.pixelColor(x, y)


def test_a_fitted_large_image_is_scaled_smoothly(view: ImageView) -> None:
    # Lines of one pixel, black and white: smooth scaling gives grey, dropping pixels gives lines.
    image = QImage(1600, 1200, QImage.Format.Format_RGB32)
    image.fill(QColor("#000000"))
    for x in range(0, 1600, 2):
        for y in range(1200):
            image.setPixel(x, y, 0xFFFFFFFF)
    view.set_image(image, image.size())
    shot = view.grab().toImage()
    greys = [shot.pixelColor(x, 162).red() for x in range(60, 360)]
    assert min(greys) > 100
    assert max(greys) < 160


def test_a_board_shows_through_transparent_images(view: ImageView) -> None:
    image = QImage(100, 100, QImage.Format.Format_RGBA8888)
    image.fill(Qt.GlobalColor.transparent)
    view.set_image(image, image.size())
    shot = view.grab().toImage()
    seen = {shot.pixelColor(x, 162).name() for x in range(170, 250)}
    assert seen == {LIGHT.check_light, LIGHT.check_dark}


def test_a_placeholder_gives_way_without_losing_the_zoom(view: ImageView) -> None:
    size = QSize(4000, 3000)
    view.set_placeholder(QPixmap.fromImage(picture(80, 60)), size, "a.jpg")
    shown = [view.shown]
    view.zoom_actual()
    centre = view.viewport.centre
    view.set_image(picture(2000, 1500), size, "a.jpg")
    assert [*shown, view.shown] == [Shown.PLACEHOLDER, Shown.IMAGE]
    assert view.zoom == 1.0
    assert view.viewport.centre == centre


def test_more_detail_is_asked_for_once_when_the_pixels_run_out(view: ImageView) -> None:
    asked: list[bool] = []
    view.full_detail_requested.connect(lambda: asked.append(True))
    view.set_image(picture(1000, 750), QSize(4000, 3000), "a.jpg")
    assert not asked
    view.zoom_actual()
    view.zoom_in()
    assert asked == [True]
    view.set_image(picture(4000, 3000), QSize(4000, 3000), "a.jpg")
    assert view.zoom == 1.25
    view.zoom_in()
    assert asked == [True]


def test_loading_shows_only_when_it_takes_its_time(view: ImageView, qtbot: QtBot) -> None:
    view.set_image(picture(), QSize(400, 200), "a.jpg")
    view.set_loading("b.jpg")
    assert view.shown is Shown.IMAGE
    view.set_image(picture(), QSize(400, 200), "b.jpg")
    view.set_loading("c.jpg")
    qtbot.waitUntil(lambda: view.shown is Shown.LOADING)
    view.set_image(picture(), QSize(400, 200))
    assert view.shown is Shown.IMAGE
    assert "c.jpg" in view.accessibleName()


def test_screen_readers_hear_what_is_shown(view: ImageView) -> None:
    view.set_image(picture(), QSize(4000, 2000), "cat.jpg")
    view.set_badge("hat", "#ff0000")
    assert view.accessibleName() == "Image, cat.jpg, 4000 by 2000 pixels, hat"
    view.set_loading("dog.jpg")
    assert view.accessibleName() == "Loading, dog.jpg"
    view.set_failed("This image cannot be read", "The file is empty", "sub/caf\udce9.jpg")
    assert view.accessibleName().startswith("This image cannot be read, The file is empty, sub/caf")
    view.set_empty("Open a folder to begin")
    assert "Open a folder" in view.accessibleName()
    assert view.shown is Shown.EMPTY
    view.grab()


def test_without_an_image_hands_do_nothing(view: ImageView) -> None:
    view.set_failed("This image cannot be read", "The file is empty")
    turn_wheel(view, QPointF(50, 50), 2)
    view.zoom_in()
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=QPoint(50, 50))
    view.event(QEvent(QEvent.Type.DevicePixelRatioChange))
    assert view.is_fit
    assert view.shown is Shown.FAILED


@pytest.mark.parametrize("size", [(1, 1), (1, 5000), (5000, 1)])
def test_odd_shapes_are_shown(view: ImageView, size: tuple[int, int]) -> None:
    view.set_image(picture(*size), QSize(*size))
    view.grab()
    view.zoom_actual()
    view.grab()
    for _ in range(20):
        view.zoom_in()
    view.grab()
    assert view.zoom <= MAX_ZOOM
