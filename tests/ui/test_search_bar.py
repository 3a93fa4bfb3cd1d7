from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from iaia_desktop.core.search import Ranked, SearchFilter, SearchResult
from iaia_desktop.core.types import ClassId, DecidedBy, ImageId, ImageState
from iaia_desktop.session.image_search import SearchQuery
from iaia_desktop.session.views import ClassRow
from iaia_desktop.ui.search_bar import SearchBar
from iaia_desktop.ui.search_words import found_words, nothing_note, selection_words, value_words


def rows(*names: str) -> list[ClassRow]:
    return [
        ClassRow(ClassId(number), name, "#112233", "", 1) for number, name in enumerate(names, 1)
    ]


@pytest.fixture
def bar(qtbot: QtBot) -> SearchBar:
    made = SearchBar()
    qtbot.addWidget(made)
    made.set_classes(rows("cat", "dog"))
    made.show()
    return made


def test_at_first_all_images_are_asked_for(bar: SearchBar) -> None:
    assert bar.query() == SearchQuery()
    assert not bar.reset.isEnabled()


def test_each_control_is_one_filter(bar: SearchBar, qtbot: QtBot) -> None:
    bar.classes.setCurrentIndex(2)
    bar.states.setCurrentIndex(2)
    bar.deciders.setCurrentIndex(2)
    bar.low.setValue(0.2)
    bar.high.setValue(0.6)

    assert bar.query().filter == SearchFilter(
        class_id=ClassId(2),
        state=ImageState.LABELLED,
        by=DecidedBy.MACHINE,
        nearest=0.2,
        farthest=0.6,
    )
    with qtbot.waitSignal(bar.changed):
        bar.states.setCurrentIndex(5)
    assert bar.query().filter.problems
    assert bar.query().filter.state is None

    bar.reset.click()
    assert bar.query() == SearchQuery()


def test_typing_searches_when_it_rests(bar: SearchBar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bar.changed):
        QTest.keyClicks(bar.field, "im")
        QTest.keyClicks(bar.field, "g")

    assert bar.query().filter.name == "img"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Down])
def test_enter_searches_at_once_and_goes_on_to_the_results(
    bar: SearchBar, qtbot: QtBot, key: Qt.Key
) -> None:
    QTest.keyClicks(bar.field, "img")
    with qtbot.waitSignals([bar.changed, bar.grid_wanted]):
        QTest.keyClick(bar.field, key)


def test_without_a_text_side_the_field_says_that_it_takes_names(bar: SearchBar) -> None:
    assert "name" in bar.field.placeholderText()
    assert "knows no words" in bar.field.toolTip()
    assert bar.kinds.isHidden()


def test_with_a_text_side_the_field_takes_words_or_names(bar: SearchBar) -> None:
    bar.set_reads_words(True)
    bar.field.setText("a red car")
    assert bar.query() == SearchQuery(words="a red car")
    assert "words" in bar.field.placeholderText()

    bar.kinds.setCurrentIndex(1)

    assert bar.query() == SearchQuery(filter=SearchFilter(name="a red car"))
    assert "name" in bar.field.placeholderText()


def test_an_image_to_compare_with_takes_the_place_of_words(bar: SearchBar, qtbot: QtBot) -> None:
    bar.field.setText("img")
    with qtbot.waitSignal(bar.changed):
        bar.set_like(ImageId(4), "trip/IMG_4.jpg")
    bar.set_like_picture(QPixmap(20, 10))
    assert bar.chip.isVisible()
    assert bar.query() == SearchQuery(like=ImageId(4))
    bar.chip.grab()

    QTest.keyClicks(bar.field, "x")
    assert bar.like is None
    assert not bar.chip.isVisible()

    bar.set_like(ImageId(4), "trip/IMG_4.jpg")
    with qtbot.waitSignals([bar.changed, bar.grid_wanted]):
        bar.chip.removed.emit()
    assert bar.query() == SearchQuery()


def test_a_class_that_goes_is_no_filter_any_more(bar: SearchBar, qtbot: QtBot) -> None:
    bar.classes.setCurrentIndex(2)
    with qtbot.assertNotEmitted(bar.changed):
        bar.set_classes(rows("cat", "dog", "cow"))
    assert bar.query().filter.class_id == 2

    with qtbot.waitSignal(bar.changed):
        bar.set_classes(rows("cat"))
    assert bar.query().filter.class_id is None


def result(count: int, ranked: Ranked, fitting: int = 0, unseen: int = 0) -> SearchResult:
    ids = np.arange(count)
    return SearchResult(ids, ids.astype(np.float32), ranked, fitting or count, unseen)


def test_words_of_results() -> None:
    assert found_words(result(1, Ranked.FOLDER)) == "1 image, in folder order"
    assert found_words(result(0, Ranked.FOLDER)) == ""
    assert found_words(result(500, Ranked.LIKENESS, 9_000)) == (
        "The best 500 of 9,000 images, most alike first"
    )
    assert found_words(result(2, Ranked.WORDS, unseen=3)).endswith(
        "3 more are still being looked at"
    )
    assert value_words(float("nan"), Ranked.DISTANCE) == ""
    assert value_words(0.316, Ranked.DISTANCE) == "0.32"
    assert value_words(0.316, Ranked.LIKENESS) == "32\N{THIN SPACE}%"
    assert value_words(0.316, Ranked.WORDS) == ""
    assert "key of a class" in selection_words(2)
    assert "Shift+click" in selection_words(0)


def test_words_of_nothing() -> None:
    none = result(0, Ranked.FOLDER)
    like = SearchQuery(like=ImageId(1))
    assert nothing_note(like, none, knows_like=True).title == "Nothing looks like that"
    assert "still" in nothing_note(like, none, knows_like=False).title
    assert (
        nothing_note(SearchQuery("cat"), none, knows_like=True).title == "Nothing fits these words"
    )
    assert nothing_note(SearchQuery(), none, knows_like=True).title == "No image fits"
    waiting = result(0, Ranked.WORDS, unseen=4)
    assert "still" in nothing_note(SearchQuery("cat"), waiting, knows_like=True).title
