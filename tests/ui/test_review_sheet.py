from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from iaia_desktop.core.review import Doubt, MergeOffer, NearDuplicates, SplitOffer
from iaia_desktop.core.types import ClassId, ImageId
from iaia_desktop.jobs.progress import Progress
from iaia_desktop.session.review_items import ReviewKind
from iaia_desktop.session.review_view import ReviewView, found_words
from iaia_desktop.session.views import ClassRow
from iaia_desktop.ui.review_header import ReviewHeader
from iaia_desktop.ui.review_words import empty_note, place_words, question_of

ROWS = {
    1: ClassRow(ClassId(1), "cat", "#cc3344", "1", 12),
    2: ClassRow(ClassId(2), "a class with a very long name indeed", "#3344cc", "2", 3),
}


def row_of(class_id: ClassId) -> ClassRow | None:
    return ROWS.get(class_id)


def ids(*numbers: int) -> tuple[ImageId, ...]:
    return tuple(ImageId(number) for number in numbers)


def test_every_question_says_what_its_answers_do() -> None:
    one, two = ClassId(1), ClassId(2)
    doubt = question_of(Doubt(ImageId(0), one, two, 1.0), row_of, by_machine=True, same_file=False)
    assert doubt.title == "Is this “cat”?"
    assert doubt.why.startswith("The program labelled it so")
    assert doubt.keep == "Keep “cat”"
    assert len(doubt.agree) < 40
    assert not doubt.other

    pair = NearDuplicates(ImageId(0), ImageId(1), one, two, 1.0, one)
    same = question_of(pair, row_of, by_machine=False, same_file=True)
    near = question_of(pair, row_of, by_machine=False, same_file=False)
    assert same.title == "One picture, two labels?"
    assert near.title.startswith("Nearly")
    assert same.agree == "Both “cat”"
    assert same.other_class == ROWS[2]

    merge = question_of(
        MergeOffer(two, one, 0.42, ids(1), ids(2)), row_of, by_machine=False, same_file=False
    )
    assert merge.agree == "Merge into “cat”"
    assert merge.why.startswith("42%")
    assert merge.other_class == ROWS[2]

    split = question_of(
        SplitOffer(one, ids(1, 2, 3), ids(4, 5), 1.0), row_of, by_machine=False, same_file=False
    )
    assert split.title == "Is “cat” two classes?"
    assert "of 3 and 2" in split.why


@pytest.mark.parametrize("kind", list(ReviewKind))
def test_nothing_to_ask_is_said_in_words(kind: ReviewKind) -> None:
    counts = dict.fromkeys(ReviewKind, 0)
    assert empty_note(ReviewView(kind, counts=counts, busy=True)).title.startswith("Looking")
    assert empty_note(ReviewView(kind, counts=counts)).title == "Nothing to look over yet"

    counts[ReviewKind.LABELS] = 3
    note = empty_note(ReviewView(kind, counts=counts, labels=40))
    assert note.tone == "success"
    assert "Doubtful labels: 3" in note.lines[1]


def test_how_much_was_looked_over() -> None:
    view = ReviewView(
        ReviewKind.LABELS, place=2, counts={ReviewKind.LABELS: 7}, labels=1200, unseen=5,
        is_complete=False,
    )  # fmt: skip
    words = found_words(view)
    assert words.startswith("1,200 labels looked over, 5 still to be looked at")
    assert "region" in words
    assert place_words(view).startswith("2 of 7")
    assert place_words(ReviewView(ReviewKind.LABELS, busy=True)) == "looking over the labels…"


@pytest.fixture
def header(qtbot: QtBot) -> ReviewHeader:
    widget = ReviewHeader()
    qtbot.addWidget(widget)
    widget.show()
    return widget


def test_the_filters_show_counts_and_leave_the_keyboard_alone(
    header: ReviewHeader, qtbot: QtBot
) -> None:
    counts = {ReviewKind.LABELS: 1234, ReviewKind.DUPLICATES: 2, ReviewKind.CLASSES: 0}
    header.set_view(ReviewView(ReviewKind.LABELS, counts=counts, labels=5000))
    assert "1,234" in header.buttons[ReviewKind.LABELS].text()
    assert header.buttons[ReviewKind.LABELS].isChecked()
    assert header.machines_first.isVisible()

    with qtbot.waitSignal(header.kind_chosen) as chosen:
        QTest.mouseClick(header.buttons[ReviewKind.CLASSES], Qt.MouseButton.LeftButton)
    assert chosen.args == [ReviewKind.CLASSES]
    assert not header.buttons[ReviewKind.CLASSES].hasFocus()

    header.set_view(ReviewView(ReviewKind.CLASSES, counts=counts, labels=5000))
    assert not header.machines_first.isVisible()
    with qtbot.waitSignal(header.machines_first_changed):
        header.machines_first.click()


def test_progress_is_shown_while_the_labels_are_looked_over(header: ReviewHeader) -> None:
    header.set_view(ReviewView(ReviewKind.LABELS, counts={}, busy=True))
    header.set_progress(Progress(30, 100, "Looking over the labels"))
    assert header.progress.value() == 30
    header.set_view(ReviewView(ReviewKind.LABELS, counts={}, labels=3))
    assert header.progress.value() < 30
    assert np.isclose(header.progress.maximum(), 1)
