from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from iaia_desktop.core.errors import ImageError
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.types import ImageId
from iaia_desktop.images.thumbnails import ThumbnailCache
from iaia_desktop.session import pictures as module
from iaia_desktop.session.pictures import FULL_SIDE_PX, SCREEN_SIDE_PX, Thumbnails, ViewPictures
from iaia_desktop.workers.frame import Frame
from iaia_desktop.workers.picture_loader import Picture
from iaia_desktop.workers.pictures import load_view
from tests.session.conftest import TIMEOUT_MS, Stage, draw, settle

NAMES = ["a.png", "b.png", "c.png", "d.png"]
A, B, C, D = (ImageId(number) for number in range(4))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "root"
    for name in NAMES:
        draw(root / name, "red")
    return root


@pytest.fixture
def views(root: Path, qtbot: QtBot) -> Iterator[ViewPictures]:
    made = ViewPictures(lambda image_id: NAMES[image_id])
    made.set_root(root)
    yield made
    made.close()
    settle()


@pytest.fixture
def thumbnails(root: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[Thumbnails]:
    made = Thumbnails(lambda image_id: NAMES[image_id], ThumbnailCache(tmp_path / "t", 1 << 20))
    made.set_root(root)
    yield made
    made.close()
    settle()


def wait_shown(qtbot: QtBot, views: ViewPictures, image_id: ImageId) -> Picture:
    found: list[Picture] = []

    def here() -> bool:
        picture = views.show(image_id, [])
        if isinstance(picture, Picture):
            found.append(picture)
        return bool(found)

    qtbot.waitUntil(here, timeout=TIMEOUT_MS)
    return found[0]


# --- the image in the middle -----------------------------------------------------------------


def test_the_picture_arrives_and_its_neighbours_are_ready(
    qtbot: QtBot, views: ViewPictures
) -> None:
    told: list[int] = []
    views.ready.connect(lambda image_id, _picture: told.append(image_id))
    assert views.show(A, [B, C]) is None
    qtbot.waitUntil(lambda: len(told) == 3, timeout=TIMEOUT_MS)
    assert sorted(told) == [A, B, C]
    assert isinstance(views.show(B, []), Picture)
    assert isinstance(views.show(A, []), Picture)


def test_a_bad_file_gives_its_reason_until_it_is_forgotten(
    qtbot: QtBot, views: ViewPictures, root: Path
) -> None:
    (root / "a.png").write_bytes(b"")
    with qtbot.waitSignal(views.failed, timeout=TIMEOUT_MS) as said:
        views.show(A, [])
    assert said.args is not None
    assert said.args[0] == A
    assert views.show(A, []) == said.args[1]
    # A signal of str would have made of it a text that nobody can translate.
    assert isinstance(said.args[1], Saying)
    draw(root / "a.png", "blue")
    views.forget(A)
    assert wait_shown(qtbot, views, A).full_size == QSize(16, 12)


def test_every_pixel_comes_when_wanted_and_takes_the_place_of_the_smaller_picture(
    qtbot: QtBot, views: ViewPictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    sides: list[int] = []

    def load(path: Path, max_side_px: int) -> Picture:
        sides.append(max_side_px)
        return load_view(path, max_side_px)

    monkeypatch.setattr(module, "load_view", load)
    wait_shown(qtbot, views, A)
    with qtbot.waitSignal(views.ready, timeout=TIMEOUT_MS) as full:
        views.want_full(A)
    assert full.args is not None
    assert views.show(A, []) is full.args[1]
    assert sides == [SCREEN_SIDE_PX, FULL_SIDE_PX]
    # Without the smaller one at hand, showing it asks for nothing that would take its place.
    views._loader.forget(views._key(A))
    assert views.show(A, [B]) is full.args[1]
    wait_shown(qtbot, views, B)
    assert sides == [SCREEN_SIDE_PX, FULL_SIDE_PX, SCREEN_SIDE_PX]


def test_a_picture_too_large_for_every_pixel_stays_on_screen(
    qtbot: QtBot, views: ViewPictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(path: Path, max_side_px: int) -> Picture:
        if max_side_px == FULL_SIDE_PX:
            raise ImageError("too large")
        return load_view(path, max_side_px)

    monkeypatch.setattr(module, "load_view", load)
    told: list[int] = []
    views.failed.connect(lambda image_id, _reason: told.append(image_id))
    wait_shown(qtbot, views, A)
    views.want_full(A)
    qtbot.waitUntil(
        lambda: views._loader.failure(views._full_key(A)) is not None, timeout=TIMEOUT_MS
    )
    assert told == []
    assert isinstance(views.show(A, []), Picture)


def test_another_folder_shows_its_own_pictures(
    qtbot: QtBot, views: ViewPictures, tmp_path: Path
) -> None:
    wait_shown(qtbot, views, A)
    other = tmp_path / "other"
    other.mkdir()
    Image.new("RGB", (30, 20)).save(other / "a.png")
    views.set_root(other)
    assert wait_shown(qtbot, views, A).full_size == QSize(30, 20)


# --- thumbnails ------------------------------------------------------------------------------


def test_a_thumbnail_comes_later_and_is_no_larger_than_asked(
    qtbot: QtBot, thumbnails: Thumbnails
) -> None:
    with qtbot.waitSignal(thumbnails.thumbnail_ready, timeout=TIMEOUT_MS) as ready:
        assert thumbnails.pixmap(A, QSize(8, 8)) is None
    assert ready.args == [A]
    small = thumbnails.pixmap(A, QSize(8, 8))
    assert small is not None
    assert small.size() == QSize(8, 6)
    assert thumbnails.pixmap(A, QSize(8, 8)) is small
    large = thumbnails.pixmap(A, QSize(100, 100))
    assert large is not None
    assert large.size() == QSize(16, 12)


def test_a_thumbnail_that_cannot_be_made_comes_once_the_file_is_back(
    qtbot: QtBot, thumbnails: Thumbnails, root: Path
) -> None:
    (root / "a.png").unlink()
    with qtbot.waitSignal(thumbnails._loader.failed, timeout=TIMEOUT_MS):
        assert thumbnails.pixmap(A, QSize(8, 8)) is None
    draw(root / "a.png", "blue")
    assert thumbnails.pixmap(A, QSize(8, 8)) is None
    thumbnails.forget(A)
    with qtbot.waitSignal(thumbnails.thumbnail_ready, timeout=TIMEOUT_MS):
        assert thumbnails.pixmap(A, QSize(8, 8)) is None
    assert thumbnails.pixmap(A, QSize(8, 8)) is not None


def test_what_failed_while_the_folder_was_away_is_asked_for_again(
    qtbot: QtBot, thumbnails: Thumbnails, root: Path
) -> None:
    (root / "a.png").unlink()
    with qtbot.waitSignal(thumbnails._loader.failed, timeout=TIMEOUT_MS):
        assert thumbnails.pixmap(A, QSize(8, 8)) is None
    draw(root / "a.png", "blue")
    told: list[int] = []
    thumbnails.thumbnail_ready.connect(told.append)
    thumbnails.forget_failures()
    assert told == [A], "who shows it is told to ask again"
    with qtbot.waitSignal(thumbnails.thumbnail_ready, timeout=TIMEOUT_MS):
        assert thumbnails.pixmap(A, QSize(8, 8)) is None
    assert thumbnails.pixmap(A, QSize(8, 8)) is not None


def test_a_forgotten_thumbnail_is_made_anew(
    qtbot: QtBot, thumbnails: Thumbnails, root: Path
) -> None:
    for image_id in (A, B):
        with qtbot.waitSignal(thumbnails.thumbnail_ready, timeout=TIMEOUT_MS):
            thumbnails.pixmap(image_id, QSize(8, 8))
        thumbnails.pixmap(image_id, QSize(8, 8))
    Image.new("RGB", (6, 8)).save(root / "a.png")
    thumbnails.forget(A)
    with qtbot.waitSignal(thumbnails.thumbnail_ready, timeout=TIMEOUT_MS):
        assert thumbnails.pixmap(A, QSize(8, 8)) is None
    fresh = thumbnails.pixmap(A, QSize(8, 8))
    assert fresh is not None
    assert fresh.size() == QSize(6, 8)
    assert thumbnails.pixmap(B, QSize(8, 8)) is not None


# --- in a session ----------------------------------------------------------------------------


def test_a_file_that_comes_back_is_shown_again(stage: Stage) -> None:
    hidden = stage.folder.with_name("hidden.png")
    stage.open_ready()
    stage.close()
    (stage.folder / "00_red.png").rename(hidden)
    workspace = stage.open()
    stage.wait_scanned()
    image_id = stage.image("00_red.png")
    stage.wait(lambda: isinstance(workspace.views.show(image_id, []), str))
    with stage.qtbot.waitSignal(workspace.thumbnails._loader.failed, timeout=TIMEOUT_MS):
        workspace.thumbnails.pixmap(image_id, QSize(8, 8))
    hidden.rename(stage.folder / "00_red.png")
    workspace.folder.start()
    stage.wait_scanned()
    stage.wait(lambda: isinstance(workspace.views.show(image_id, []), Picture))
    stage.wait(lambda: workspace.thumbnails.pixmap(image_id, QSize(8, 8)) is not None)


# --- the room in which pictures are shown ----------------------------------------------------


def test_a_picture_comes_in_the_size_of_its_room_and_anew_for_another_one(
    qtbot: QtBot, views: ViewPictures, root: Path
) -> None:
    Image.new("RGB", (400, 300), "teal").save(root / "a.png")
    small, large = Frame(100, 100), Frame(200, 200)
    told: list[QSize] = []
    views.ready.connect(lambda _image_id, picture: told.append(picture.image.size()))
    assert views.show(A, [], small) is None
    qtbot.waitUntil(lambda: len(told) == 1, timeout=TIMEOUT_MS)
    # The smaller one stands in until the other one is here.
    stand_in = views.show(A, [], large)
    assert isinstance(stand_in, Picture)
    assert stand_in.image.size() == QSize(100, 75)
    qtbot.waitUntil(lambda: len(told) == 2, timeout=TIMEOUT_MS)
    assert told == [QSize(100, 75), QSize(200, 150)]
    assert views.peek(A) is views.show(A, [], large)
    views.forget(A)
    assert views.peek(A) is None


def test_pictures_for_rooms_of_long_ago_go(qtbot: QtBot, views: ViewPictures) -> None:
    for side in range(10, 20):
        views.show(A, [], Frame(side, side))
        qtbot.waitUntil(
            lambda: isinstance(views.peek(A), Picture) and not views._loader._in_work,
            timeout=TIMEOUT_MS,
        )
    assert len(views._loader.held_keys()) <= 4


def test_only_as_many_are_loaded_ahead_as_there_is_memory_for(
    views: ViewPictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted: list[int] = []
    monkeypatch.setattr(views._loader, "want", lambda keys: wanted.append(len(keys)))
    ahead = [B] * 100
    views.show(A, ahead, Frame(1_000, 1_000))
    views.show(A, ahead, Frame(4_000, 3_000))
    assert wanted == [17, 4]


def test_hastening_asks_for_what_is_not_here(qtbot: QtBot, views: ViewPictures) -> None:
    wait_shown(qtbot, views, A)
    with qtbot.waitSignal(views.ready, timeout=TIMEOUT_MS) as told:
        views.hasten(A)
        views.hasten(B)
    assert told.args is not None
    assert told.args[0] == B
