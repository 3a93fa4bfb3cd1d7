"""What is said of openings, pages, reviews and files: right in English, and all translatable."""

from __future__ import annotations

from pathlib import Path

import pytest

from iaia_desktop.core.errors import (
    KnownError,
    SessionLockedError,
    SessionUnreachableError,
    SessionUnwritableError,
)
from iaia_desktop.core.saying import Saying
from iaia_desktop.session.notices import Notice
from iaia_desktop.session.opening_words import (
    looks_only_notice,
    not_opened_notice,
    not_saved_notice,
)
from iaia_desktop.session.page_words import (
    came_back_notice,
    failed_notice,
    gave_way_notice,
    taken_back_notice,
)
from iaia_desktop.session.preferences import Preferences
from iaia_desktop.session.review_items import ReviewKind
from iaia_desktop.session.review_view import ReviewView, found_words
from iaia_desktop.session.transfer_views import ImportSource
from tests.english_left import english_left
from tests.session.conftest import Stage

WHAT, REMEDY = Saying("The session is gone."), Saying("Bring it back.")
BUG = RuntimeError("xyz")


@pytest.mark.parametrize(
    ("notice", "words"),
    [
        (
            not_opened_notice(SessionLockedError(WHAT, REMEDY)),
            "The session is gone. Bring it back.",
        ),
        (not_opened_notice(BUG), "Opening failed: xyz"),
        (
            looks_only_notice(SessionUnwritableError(WHAT)),
            (
                "The session lies where you may not write, so it is only shown. "
                "Nothing you press here is kept."
            ),
        ),
        (
            looks_only_notice(None),
            (
                "Another window works on this session, so this one only shows it. "
                "Nothing you press here is kept."
            ),
        ),
        (not_saved_notice(SessionUnreachableError(WHAT), "key"), "The session is gone."),
        (
            failed_notice(KnownError(WHAT, REMEDY)),
            "No page could be worked out. The session is gone. Bring it back.",
        ),
        (failed_notice(BUG), "No page could be worked out. The details are in the log."),
        (
            came_back_notice(),
            "Pages are quicker again. Esc goes back to one image at a time.",
        ),
        (
            gave_way_notice(),
            (
                "One image at a time is quicker now: what waits is too doubtful for a page. Pages "
                "come back by themselves; G shows one now, Esc keeps to single images."
            ),
        ),
    ],
)
def test_notices(notice: Notice, words: str) -> None:
    assert notice.text == words
    assert english_left(notice.text, BUG) == ""
    assert "".join(english_left(way.text) for way in notice.actions) == ""


@pytest.mark.parametrize(
    ("labels", "unseen", "is_complete", "words"),
    [
        (1, 0, True, "1 label looked over."),
        (1200, 0, True, "1,200 labels looked over."),
        (1, 1001, True, "1 label looked over, 1,001 still to be looked at."),
        (1200, 5, True, "1,200 labels looked over, 5 still to be looked at."),
        (
            70_000,
            0,
            False,
            (
                "70,000 labels looked over; so many that each image was compared with those of its "
                "region only."
            ),
        ),
        (
            70_000,
            5,
            False,
            (
                "70,000 labels looked over, 5 still to be looked at; so many that each image was "
                "compared with those of its region only."
            ),
        ),
    ],
)
def test_what_a_review_looked_over(labels: int, unseen: int, is_complete: bool, words: str) -> None:
    view = ReviewView(ReviewKind.LABELS, labels=labels, unseen=unseen, is_complete=is_complete)
    assert found_words(view) == words
    assert english_left(found_words(view)) == ""


def test_replaced_files(stage: Stage) -> None:
    workspace = stage.open_ready()
    stage.label_all()
    said: list[Notice] = []
    workspace.replaced.noticed.connect(said.append)
    ids = list(workspace.session.navigator.order.ids)
    names = [workspace.session.state.path(image_id) for image_id in ids]
    workspace.learning.replaced.emit(ids[:1])
    workspace.learning.replaced.emit(ids[1:3])
    while workspace.session.undo() is not None:
        pass
    workspace.replaced.show_next()
    workspace.replaced.show_next()
    one, three, two, unlabelled = [notice.text for notice in said]
    rest = "The label stays; see whether it still holds."
    assert one == (f"“{names[0]}” was labelled as “red”, and its file is another one now. {rest}")
    assert three == (
        f"3 labelled images have other files now, “{names[0]}” the first of them. {rest}"
    )
    assert two.startswith(f"2 labelled images have other files now, “{names[1]}”")
    assert unlabelled == f"“{names[2]}” was labelled, and its file is another one now. {rest}"
    assert [english_left(notice.text, *names, "red") for notice in said] == [""] * 4
    assert [english_left(way.text) for notice in said for way in notice.actions] == [""] * 4


@pytest.mark.parametrize("count", [1, 2])
def test_a_decision_that_was_taken_back(stage: Stage, count: int) -> None:
    session = stage.open_ready().session
    ids = list(session.navigator.order.ids)[:3]
    session.label_with_new_class("red")
    (row,) = session.state.classes()
    if count > 1:
        session.decide(lambda: session.state.plan_label(ids[1:], row.class_id, at=1.0))
    undoing = session.undo()
    assert undoing is not None
    notice = taken_back_notice(session, undoing)
    assert notice is not None
    path = session.state.path(ids[0])
    about = f"“{path}”" if count == 1 else "2 images"
    assert notice.text == f"The last decision, about {about}, is taken back."
    assert english_left(notice.text, path) == ""


def test_what_stands_against_an_import(stage: Stage, tmp_path: Path) -> None:
    preferences = Preferences(stage.services)
    nowhere = str(tmp_path / "1")
    for source in ImportSource:
        for path in ("", nowhere):
            problem = preferences.import_problem(source, path)
            assert problem
            assert english_left(problem, nowhere) == ""
