from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QProgressBar
from pytestqt.qtbot import QtBot

from iaia_desktop.session.views import RecentSession
from iaia_desktop.ui.elided_label import ElidedLabel
from iaia_desktop.ui.start_page import StartPage

NOW = 1_700_000_000.0
FOLDER = Path("/home/ada/Pictures/a rather long way down/into the/holiday photographs")
ROWS = (
    RecentSession(Path("/data/a.iaia"), FOLDER, 360, 90, NOW - 3 * 3600, None, folder_exists=True),
    RecentSession(
        Path("/data/b.iaia"), Path("/gone"), 0, 0, NOW - 200_000, None, folder_exists=False
    ),
)


@pytest.fixture
def page(qtbot: QtBot) -> StartPage:
    page = StartPage()
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    page.set_recent(ROWS, now=NOW)
    return page


def test_buttons(page: StartPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.open_folder_requested):
        page._open.click()
    with qtbot.waitSignal(page.open_demo_requested):
        page._demo.click()


def test_card_tells_folder_progress_and_time(page: StartPage) -> None:
    card = page.cards[0]
    assert card.accessibleName() == "holiday photographs, 90 of 360 labelled, 3 hours ago"
    bar = card.findChildren(QProgressBar)[0]
    assert (bar.value(), bar.maximum()) == (90, 360)
    assert str(FOLDER) in [label.full_text for label in card.findChildren(ElidedLabel)]


def test_missing_folder_is_marked(page: StartPage) -> None:
    assert "Folder not found" in [label.text() for label in page.cards[1].findChildren(QLabel)]


def test_a_session_that_cannot_be_read_stays_in_sight(page: StartPage, qtbot: QtBot) -> None:
    file = Path("/data/photos.iaia")
    page.set_recent(
        [RecentSession(file, file.parent, 0, 0, NOW, None, folder_exists=False, is_readable=False)],
        now=NOW,
    )
    card = page.cards[0]
    assert card.accessibleName() == (
        "photos.iaia, Session cannot be read, Open it to see what is wrong, and the ways back, "
        "just now"
    )
    assert card.findChildren(QProgressBar) == []
    with qtbot.waitSignal(page.session_requested) as heard:
        QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(120, 30))
    assert heard.args == [str(file)]


def test_click_opens_the_session(page: StartPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.session_requested) as heard:
        QTest.mouseClick(page.cards[0], Qt.MouseButton.LeftButton, pos=QPoint(120, 30))
    assert heard.args == ["/data/a.iaia"]


def test_menu_forgets_and_reveals(page: StartPage, qtbot: QtBot) -> None:
    reveal, forget = page.cards[0].build_menu().actions()
    with qtbot.waitSignal(page.reveal_requested) as heard:
        reveal.trigger()
    assert heard.args == [str(FOLDER)]
    with qtbot.waitSignal(page.forget_requested) as heard:
        forget.trigger()
    assert heard.args == ["/data/a.iaia"]
    assert not page.cards[1].build_menu().actions()[0].isEnabled()


def test_thumbnail_is_shown(page: StartPage) -> None:
    picture = QPixmap(30, 20)
    picture.fill(QColor("#00ff00"))
    page.set_thumbnail("/data/a.iaia", picture)
    page.set_thumbnail("/data/unknown.iaia", picture)
    shown = page.cards[0].picture.grab().toImage()
    assert shown.pixelColor(36, 36).name() == "#00ff00"
    assert page.cards[1].picture.pixmap is None


def test_empty_state(page: StartPage) -> None:
    page.set_recent((), now=NOW)
    assert page.cards == ()
    assert page._empty.isVisible()


def test_one_column_when_narrow(page: StartPage, qapp: QApplication) -> None:
    qapp.processEvents()
    assert page.cards[0].y() == page.cards[1].y()
    page.resize(500, 700)
    qapp.processEvents()
    assert page.cards[0].x() == page.cards[1].x()


def drop_event(kind: type[QDropEvent], urls: list[QUrl], keep: list[QMimeData]) -> QDropEvent:
    data = QMimeData()
    data.setUrls(urls)
    keep.append(data)
    point: QPoint | QPointF = QPoint(10, 10) if kind is QDragEnterEvent else QPointF(10, 10)
    return kind(
        point,
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )


def test_dropped_folder_is_handed_on(page: StartPage, qtbot: QtBot) -> None:
    keep: list[QMimeData] = []
    urls = [QUrl.fromLocalFile("/home/ada/photos")]
    enter = drop_event(QDragEnterEvent, urls, keep)
    assert isinstance(enter, QDragEnterEvent)
    active: list[bool] = []
    page.dragEnterEvent(enter)
    active.append(page.drop_active)
    page.dragLeaveEvent(QDragLeaveEvent())
    active.append(page.drop_active)
    assert active == [True, False]
    with qtbot.waitSignal(page.path_dropped) as heard:
        page.dropEvent(drop_event(QDropEvent, urls, keep))
    assert heard.args == ["/home/ada/photos"]


def test_what_is_no_file_is_not_welcome(page: StartPage) -> None:
    keep: list[QMimeData] = []
    event = drop_event(QDragEnterEvent, [QUrl("https://example.org/a.jpg")], keep)
    assert isinstance(event, QDragEnterEvent)
    event.ignore()
    page.dragEnterEvent(event)
    assert (page.drop_active, event.isAccepted()) == (False, False)
