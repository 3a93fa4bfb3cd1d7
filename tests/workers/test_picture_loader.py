from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field

import pytest
from PIL import Image
from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from iaia_desktop.core.errors import ImageError
from iaia_desktop.core.saying import Saying
from iaia_desktop.workers.picture_loader import Picture, PictureLoader, to_qimage

TIMEOUT_MS = 60_000
SIDE_PX = 10
PICTURE_BYTES = 4 * SIDE_PX * SIDE_PX


@dataclass
class Source:
    """Gives pictures under control: what is asked is written down, what is held waits."""

    asked: list[Hashable] = field(default_factory=list)
    held: dict[Hashable, threading.Event] = field(default_factory=dict)
    begun: dict[Hashable, threading.Event] = field(default_factory=dict)
    broken: dict[Hashable, Exception] = field(default_factory=dict)
    width_px: int = SIDE_PX

    def load(self, key: Hashable) -> Picture:
        self.asked.append(key)
        width_px = self.width_px
        if key in self.begun:
            self.begun[key].set()
        if key in self.held:
            assert self.held[key].wait(60)
        if key in self.broken:
            raise self.broken[key]
        image = QImage(width_px, SIDE_PX, QImage.Format.Format_RGB32)
        image.fill(0)
        return Picture(image, QSize(width_px, SIDE_PX))

    def hold(self, key: Hashable) -> Callable[[], None]:
        """Let the next load of this key wait until the function returned is called."""
        self.held[key] = threading.Event()
        self.begun[key] = threading.Event()
        return self.held[key].set

    def wait_begun(self, key: Hashable) -> None:
        assert self.begun[key].wait(60)


Make = Callable[..., PictureLoader]


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def make(qtbot: QtBot, source: Source) -> Iterator[Make]:
    made: list[PictureLoader] = []

    def loader(*, threads: int = 1, budget_bytes: int = 100 * PICTURE_BYTES) -> PictureLoader:
        made.append(PictureLoader(source.load, budget_bytes=budget_bytes, threads=threads))
        return made[-1]

    yield loader
    for event in source.held.values():
        event.set()
    for each in made:
        each.close()


def wait_for(qtbot: QtBot, loader: PictureLoader, *keys: Hashable) -> None:
    qtbot.waitUntil(lambda: all(loader.get(key) for key in keys), timeout=TIMEOUT_MS)


def test_what_is_wanted_is_loaded_in_order_and_announced(
    qtbot: QtBot, make: Make, source: Source
) -> None:
    loader = make()
    told: list[Hashable] = []
    loader.loaded.connect(lambda key, _picture: told.append(key))
    assert loader.get("a") is None
    loader.want(["a", "b", "c"])
    wait_for(qtbot, loader, "a", "b", "c")
    assert source.asked == ["a", "b", "c"]
    assert told == ["a", "b", "c"]
    picture = loader.get("b")
    assert picture is not None
    assert picture.full_size == QSize(SIDE_PX, SIDE_PX)


def test_a_new_wish_list_replaces_the_old_one(qtbot: QtBot, make: Make, source: Source) -> None:
    release = source.hold("a")
    loader = make()
    loader.want(["a", "b", "c"])
    source.wait_begun("a")
    loader.want(["d", "a"])
    release()
    wait_for(qtbot, loader, "a", "d")
    assert source.asked == ["a", "d"]


def test_one_more_wish_comes_first_and_the_oldest_go(
    qtbot: QtBot, make: Make, source: Source
) -> None:
    release = source.hold("a")
    loader = make()
    loader.want(["a", "b", "c"])
    source.wait_begun("a")
    loader.want_also("a", limit=2)
    loader.want_also("d", limit=2)
    loader.want_also("b", limit=2)
    release()
    wait_for(qtbot, loader, "b", "d")
    assert source.asked == ["a", "b", "d"]


def test_what_is_here_is_not_loaded_again(qtbot: QtBot, make: Make, source: Source) -> None:
    loader = make()
    loader.want(["a"])
    wait_for(qtbot, loader, "a")
    loader.want(["a", "b"])
    loader.want_also("a", limit=5)
    wait_for(qtbot, loader, "b")
    assert source.asked == ["a", "b"]


def test_what_arrived_but_was_not_taken_in_yet_is_not_loaded_again(
    qtbot: QtBot, make: Make, source: Source
) -> None:
    release = source.hold("second")
    loader = make()
    loader.want(["first", "second"])
    # The one thread goes on to the second, so the first one's picture is in the line of events.
    source.wait_begun("second")
    assert loader.get("first") is None
    loader.want(["first", "second"])
    release()
    wait_for(qtbot, loader, "first", "second")
    assert source.asked == ["first", "second"]


def test_a_bad_file_fails_with_its_reason_until_it_is_forgotten(
    qtbot: QtBot, make: Make, source: Source
) -> None:
    source.broken["bad"] = ImageError(Saying("the file is {state}", state="empty"), "Look.")
    loader = make()
    told: list[tuple[Hashable, str]] = []
    loader.failed.connect(lambda key, reason: told.append((key, reason)))
    loader.want(["bad", "good"])
    wait_for(qtbot, loader, "good")
    assert told == [("bad", "the file is empty")]
    assert isinstance(told[0][1], Saying)
    assert loader.failure("bad") == "the file is empty"
    assert loader.failure("good") is None
    loader.want(["bad"])
    loader.want_also("bad", limit=5)
    del source.broken["bad"]
    loader.forget("bad")
    assert loader.failure("bad") is None
    loader.want(["bad"])
    wait_for(qtbot, loader, "bad")
    assert source.asked == ["bad", "good", "bad"]


def test_a_bug_while_loading_costs_one_picture_and_is_logged(
    qtbot: QtBot, make: Make, source: Source, caplog: pytest.LogCaptureFixture
) -> None:
    source.broken["bug"] = ZeroDivisionError()
    loader = make()
    loader.want(["bug", "good"])
    wait_for(qtbot, loader, "good")
    assert "log" in (loader.failure("bug") or "")
    assert "ZeroDivisionError" in caplog.text


def test_the_longest_unused_go_when_the_memory_is_spent(
    qtbot: QtBot, make: Make, source: Source
) -> None:
    loader = make(budget_bytes=3 * PICTURE_BYTES)
    for key in "abc":
        loader.want([key])
        wait_for(qtbot, loader, key)
    assert loader.get("a") is not None
    loader.want(["d"])
    wait_for(qtbot, loader, "d")
    assert loader.get("b") is None
    assert all(loader.get(key) is not None for key in "acd")


def test_a_picture_larger_than_the_memory_is_kept_alone(
    qtbot: QtBot, make: Make, source: Source
) -> None:
    loader = make(budget_bytes=PICTURE_BYTES)
    loader.want(["a"])
    wait_for(qtbot, loader, "a")
    source.width_px = 50 * SIDE_PX
    loader.want(["large"])
    wait_for(qtbot, loader, "large")
    assert loader.get("a") is None
    source.width_px = SIDE_PX
    loader.want(["b"])
    wait_for(qtbot, loader, "b")
    assert loader.get("large") is None


def test_after_clearing_what_was_in_work_is_thrown_away_and_loaded_anew(
    qtbot: QtBot, make: Make, source: Source
) -> None:
    release = source.hold("a")
    loader = make(threads=2)
    told: list[QSize] = []
    loader.loaded.connect(lambda _key, picture: told.append(picture.full_size))
    loader.want(["a"])
    source.wait_begun("a")
    loader.clear()
    source.width_px = 3
    loader.want(["a"])
    qtbot.waitUntil(lambda: len(source.asked) == 2, timeout=TIMEOUT_MS)
    release()
    wait_for(qtbot, loader, "a")
    loader.want(["end"])
    wait_for(qtbot, loader, "end")
    assert told == [QSize(3, SIDE_PX), QSize(3, SIDE_PX)]


def test_forgotten_while_in_work_it_is_loaded_anew(
    qtbot: QtBot, make: Make, source: Source
) -> None:
    release = source.hold("a")
    source.broken["a"] = ImageError("the file has gone", "")
    loader = make(threads=2)
    loader.want(["a"])
    source.wait_begun("a")
    loader.forget("a")
    loader.want(["a"])
    qtbot.waitUntil(lambda: source.asked == ["a", "a"], timeout=TIMEOUT_MS)
    # Both read it by now; what the first one says no longer counts.
    failures: list[Hashable] = []
    loader.failed.connect(lambda key, _reason: failures.append(key))
    release()
    qtbot.waitUntil(lambda: loader.failure("a") is not None, timeout=TIMEOUT_MS)
    loader.want(["end"])
    wait_for(qtbot, loader, "end")
    assert failures == ["a"]


def test_closing_waits_for_what_is_in_work_and_tells_nothing_more(
    qtbot: QtBot, make: Make, source: Source
) -> None:
    loader = make(threads=2)
    told: list[Hashable] = []
    loader.loaded.connect(lambda key, _picture: told.append(key))
    loader.want([str(number) for number in range(50)])
    loader.close()
    loader.close()
    QCoreApplication.processEvents()
    assert told == []
    loader.want(["late"])
    assert loader.get("late") is None


@pytest.mark.parametrize("width_px", [1, 2, 3, 5, 64])
def test_pixels_survive_the_way_to_qt_whatever_the_width(width_px: int, qapp: object) -> None:
    image = Image.new("RGB", (width_px, 3))
    for x in range(width_px):
        for y in range(3):
            image.putpixel((x, y), (x * 3 % 256, y * 80, 200))
    shown = to_qimage(image)
    assert (shown.width(), shown.height()) == (width_px, 3)
    assert shown.pixelColor(width_px - 1, 2) == QColor((width_px - 1) * 3 % 256, 160, 200)
    assert not shown.hasAlphaChannel()


def test_transparency_survives_the_way_to_qt(qapp: object) -> None:
    image = Image.new("RGBA", (3, 1), (255, 0, 0, 255))
    image.putpixel((1, 0), (0, 0, 0, 0))
    shown = to_qimage(image)
    assert shown.hasAlphaChannel()
    assert [shown.pixelColor(x, 0).alpha() for x in range(3)] == [255, 0, 255]


def test_other_modes_are_brought_to_rgb(qapp: object) -> None:
    assert to_qimage(Image.new("L", (2, 2), 128)).pixelColor(1, 1) == QColor(128, 128, 128)
