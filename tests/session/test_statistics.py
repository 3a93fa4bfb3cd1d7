from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QTimer

from iaia_desktop.core.errors import SessionFileError
from iaia_desktop.core.method import EpsilonMode
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.types import DecisionKind, ImageState
from iaia_desktop.jobs import session_statistics
from iaia_desktop.session.novelty_view import MOST_POINTS
from iaia_desktop.session.rankers_view import RankersView
from iaia_desktop.session.statistics import (
    ChosenImages,
    Mistaken,
    OfCell,
    OfClass,
    StatisticsFeed,
    StatisticsView,
)
from iaia_desktop.store.activity import read_activity
from tests.english_left import english_left
from tests.session.conftest import Stage, refuse


class Watcher:
    """A feed with what it said."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.views: list[StatisticsView] = []
        self.problems: list[str] = []
        self.feed = StatisticsFeed(stage.workspace, stage.services.runner, stage.desk)
        self.feed.updated.connect(self.views.append)
        self.feed.failed.connect(self.problems.append)

    def watch(self) -> StatisticsView:
        """Begin to watch, and return what is shown first."""
        self.feed.set_watched(True)
        return self.until(lambda view: True)

    def until(self, holds: Callable[[StatisticsView], bool]) -> StatisticsView:
        """Return the first view for which something holds."""
        self.stage.wait(lambda: bool(self.views) and holds(self.views[-1]))
        return self.views[-1]


@pytest.fixture
def watcher(stage: Stage) -> Iterator[Watcher]:
    stage.open_ready()
    watcher = Watcher(stage)
    yield watcher
    watcher.feed.stop()


def test_a_session_without_labels(watcher: Watcher) -> None:
    view = watcher.watch()
    assert (view.answered, view.accuracy, view.precision, view.recall) == (0, None, None, None)
    assert view.running.places == ()
    assert view.novelty is None
    assert not view.classes
    assert not view.confusions
    assert view.seconds_left is None
    assert view.acts.remaining == 9


def test_the_figures_of_a_session_that_was_labelled(watcher: Watcher) -> None:
    watcher.stage.label_all()
    view = watcher.watch()
    metrics = watcher.stage.session.engine.metrics
    assert view.answered == len(metrics) == 9
    assert view.accuracy == metrics.accuracy
    assert view.accuracy_all == metrics.accuracy_all
    assert view.confusion == metrics.confusion
    assert (view.precision, view.recall) == (metrics.precision, metrics.recall)
    assert view.running.places == tuple(range(1, 10))
    assert view.running.values[-1] == metrics.accuracy
    assert [(each.row.name, each.row.count) for each in view.classes] == [
        ("red", 3), ("green", 3), ("blue", 3),
    ]  # fmt: skip
    acts = view.acts
    assert (acts.acts, acts.images_judged, acts.human, acts.machine) == (9, 9, 9, 0)
    assert acts.kinds[DecisionKind.NEW_CLASS] == 3
    assert acts.labels.units == 8  # the clock ticks once a decision; the first one only starts it
    assert acts.labels.per_minute == pytest.approx(60.0)
    assert (acts.remaining, view.seconds_left) == (0, 0.0)
    # Nine images are too few for rankers.
    assert view.rankers == RankersView()


def test_the_epsilon_in_force_is_on_the_curve(watcher: Watcher) -> None:
    watcher.stage.label_all()
    engine = watcher.stage.session.engine
    curve = watcher.watch().novelty
    assert curve is not None
    # Nine labels are too few for the program to choose one.
    assert (curve.automatic, engine.epsilon, curve.current) == (True, None, None)
    watcher.stage.workspace.use_method(
        replace(engine.method, epsilon_mode=EpsilonMode.FIXED, epsilon=0.25)
    )
    view = watcher.until(lambda view: view.novelty is not None and not view.novelty.automatic)
    curve = view.novelty
    assert curve is not None
    assert curve.current is not None
    assert curve.current.epsilon == engine.epsilon == 0.25
    assert curve.choices.outcome(0.25).point == curve.current
    assert curve.chance == pytest.approx(3 / 9)
    assert len(curve.epsilon) == len(curve.precision) == len(curve.recall) <= MOST_POINTS


def test_images_behind_the_figures(watcher: Watcher) -> None:
    stage, feed = watcher.stage, watcher.feed
    assert feed.images(OfCell(False, False)) == ChosenImages(0, ())
    stage.label_all()
    watcher.watch()
    red = stage.class_id("red")
    members = tuple(reversed(stage.session.state.members(red)))
    assert feed.images(OfClass(red)) == ChosenImages(3, members)
    cells = [
        feed.images(OfCell(new, said)).total for new in (False, True) for said in (False, True)
    ]
    (known, alarms), (missed, found) = stage.session.engine.metrics.confusion
    assert cells == [known, alarms, missed, found]
    assert feed.images(Mistaken(red, red)).total == 0


def test_confusions_name_the_classes_and_leave_out_those_that_are_gone(watcher: Watcher) -> None:
    stage = watcher.stage
    for name in ("red", "green", "green", "green"):  # the last one is red
        stage.session.label_with_new_class(name)
    red, green = stage.class_id("red"), stage.class_id("green")
    rows = watcher.watch().confusions
    assert ("green", "red") in [
        (row.truth.name, row.suggested and row.suggested.name) for row in rows
    ]
    images = watcher.feed.images(Mistaken(green, red))
    assert stage.image("03_red.png") in images.newest
    before = len(watcher.views)
    stage.session.merge_classes(green, red)
    view = watcher.until(lambda view: len(watcher.views) > before and len(view.classes) == 1)
    assert [row for row in view.confusions if row.truth.class_id == green] == []


def test_figures_follow_while_somebody_watches_and_rest_otherwise(watcher: Watcher) -> None:
    stage = watcher.stage
    watcher.watch()
    stage.session.label_with_new_class("red")
    assert watcher.until(lambda view: view.acts.acts == 1).acts.human == 1
    watcher.feed.set_watched(False)
    seen = len(watcher.views)
    stage.session.label_with_new_class("green")
    assert not any(timer.isActive() for timer in watcher.feed.findChildren(QTimer))
    assert len(watcher.views) == seen
    assert watcher.watch() is not None
    watcher.until(lambda view: view.acts.acts == 2)


def test_acts_with_undo_skip_and_discard(watcher: Watcher) -> None:
    session = watcher.stage.session
    session.label_with_new_class("red")
    session.label_with_new_class("green")
    session.undo()
    session.redo()
    session.set_state(ImageState.SKIPPED)
    session.set_state(ImageState.DISCARDED)
    acts = watcher.watch().acts
    assert acts.acts == len(session.store.decision_outline())
    assert acts.kinds[DecisionKind.NEW_CLASS] == 2
    assert acts.taken_back == 1
    assert acts.kinds[DecisionKind.DISCARD] + acts.kinds[DecisionKind.SKIP] >= 1
    assert acts.acts > acts.images_judged
    session.undo()
    session.undo()
    later = watcher.until(lambda view: view.acts.taken_back == 3)
    assert later.acts.acts == acts.acts + 2


def test_an_import_is_no_work_and_neither_is_taking_it_back(watcher: Watcher) -> None:
    session = watcher.stage.session
    assert session.import_labels([(number, "red") for number in list(session.state.images())[:5]])
    acts = watcher.watch().acts
    assert (acts.acts, acts.images_judged, acts.human) == (0, 0, 5)
    assert acts.labels.per_minute is None
    session.undo()
    later = watcher.until(lambda view: view.acts.human == 0)
    assert (later.acts.acts, later.acts.taken_back) == (0, 0)


def test_another_window_is_worked_out_at_once(watcher: Watcher) -> None:
    watcher.stage.label_all()
    growing = watcher.watch()
    watcher.feed.set_window(1)
    single = watcher.views[-1]
    assert (growing.window, single.window) == (None, 1)
    assert set(single.moving.values[3:]) <= {0.0, 1.0}
    assert growing.running.values[3:] == single.running.values[3:]


def test_a_session_that_cannot_be_read_says_so(
    watcher: Watcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = SessionFileError(Saying("The session could not be read."), Saying("Try again."))
    monkeypatch.setattr(session_statistics, "read_activity", refuse(error))
    watcher.feed.set_watched(True)
    watcher.stage.wait(lambda: bool(watcher.problems))
    assert watcher.problems[0] == "The session could not be read. Try again."
    assert english_left(watcher.problems[0]) == ""


def test_nothing_starts_once_the_session_is_closed(watcher: Watcher) -> None:
    watcher.watch()
    seen = len(watcher.views)
    watcher.stage.session.label_with_new_class("red")
    watcher.stage.close()
    watcher.feed.set_watched(True)
    watcher.feed.set_window(20)
    watcher.feed.stop()
    assert len(watcher.views) == seen


def test_the_journal_is_read_beside_the_session(watcher: Watcher) -> None:
    stage = watcher.stage
    stage.session.label_with_new_class("red")
    stage.session.create_class("spare")
    activity = read_activity(stage.session.store.path)
    assert [row.kind for row in activity.rows] == [
        DecisionKind.NEW_CLASS,
        DecisionKind.CREATE_CLASS,
    ]
    assert [(row.labels, row.settled) for row in activity.rows] == [(1, 1), (0, 0)]
    assert sum(activity.verdicts.values()) == 9
    with pytest.raises(SessionFileError):
        read_activity(stage.session.store.path.with_name("no.iaia"))
