from __future__ import annotations

import itertools
import shutil

import pytest

from iaia_desktop.core.types import DecisionKind, ImageId
from iaia_desktop.jobs.import_labels import MatchedLabels
from iaia_desktop.session import import_series
from iaia_desktop.session.import_series import ImportSeries, TakenOver
from tests.session.conftest import Stage, colour_in, settle


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_series, "IMAGES_PER_DECISION", 2)


def found(stage: Stage) -> MatchedLabels:
    state = stage.session.state
    labels = tuple((image_id, colour_in(state.path(image_id))) for image_id in state.images())
    return MatchedLabels(labels, (), (), ())


def begin(
    stage: Stage, labels: MatchedLabels, *, replace_labels: bool = False
) -> tuple[ImportSeries, list[TakenOver]]:
    series = stage.workspace.make_import(labels, replace_labels=replace_labels)
    outcomes: list[TakenOver] = []
    series.ended.connect(outcomes.append)
    assert series.start()
    return series, outcomes


def kinds(stage: Stage) -> list[DecisionKind]:
    return [decision.kind for decision in stage.session.store.decisions()]


def test_an_import_in_many_parts_is_one_step_for_undo_and_redo(stage: Stage) -> None:
    stage.open_ready()
    first = stage.session.state.path(ImageId(0))
    stage.session.label_with_new_class("mine")
    by_hand = stage.labels()
    labels = found(stage)
    _, outcomes = begin(stage, labels)
    stage.wait(lambda: bool(outcomes))
    everything = stage.labels()
    assert outcomes == [TakenOver(len(labels.labels) - 1, 1, complete=True)]
    assert everything == {path: "mine" if path == first else colour_in(path) for path in everything}
    assert len(everything) == len(stage.session.state)
    assert kinds(stage).count(DecisionKind.IMPORT) > 2
    stage.session.undo()
    stage.wait(lambda: not stage.session.keeper.held)
    assert stage.labels() == stage.saved_labels() == by_hand
    assert [row.name for row in stage.session.state.classes()] == ["mine"]
    stage.session.redo()
    stage.wait(lambda: not stage.session.keeper.held)
    assert stage.labels() == stage.saved_labels() == everything
    assert stage.session.store.check().ok


def test_two_imports_are_two_steps(stage: Stage) -> None:
    stage.open_ready()
    labels = found(stage).labels
    for part in (labels[:4], labels[4:]):
        _, outcomes = begin(stage, MatchedLabels(part, (), (), ()))
        stage.wait(lambda outcomes=outcomes: bool(outcomes))  # type: ignore[misc]
    stage.session.undo()
    stage.wait(lambda: not stage.session.keeper.held)
    assert len(stage.labels()) == 4


def test_stopping_keeps_what_was_taken_over(stage: Stage) -> None:
    stage.open_ready()
    series, outcomes = begin(stage, found(stage))
    series.progressed.connect(lambda _: series.cancel())
    stage.wait(lambda: bool(outcomes))
    assert outcomes == [TakenOver(2, 0, complete=False)]
    assert len(stage.labels()) == len(stage.saved_labels()) == 2
    assert not stage.session.keeper.held


def test_other_decisions_wait_meanwhile(stage: Stage) -> None:
    stage.open_ready()
    _, outcomes = begin(stage, found(stage))
    stage.session.label_with_new_class("violet")
    assert stage.wait_notice("held").text
    stage.wait(lambda: bool(outcomes))
    assert "violet" not in stage.labels().values()


def test_closing_the_session_ends_it_between_two_decisions(stage: Stage) -> None:
    stage.open_ready()
    _, outcomes = begin(stage, found(stage))
    stage.desk.close()
    settle()
    assert outcomes == []
    stage.open_ready()
    assert stage.session.store.check().ok


def test_copies_that_the_labels_set_apart_stay_apart(stage: Stage) -> None:
    """A label goes to identical copies, but not where the import says otherwise about them."""
    source = next(stage.folder.iterdir())
    copies = [stage.folder / f"copy {number}.png" for number in range(5)]
    for copy in copies:
        shutil.copy(source, copy)
    stage.open_ready()
    ids = [stage.image(copy.name) for copy in copies]
    names = itertools.cycle(("one", "two"))
    labels = tuple(zip(ids, names, strict=False))
    _, outcomes = begin(stage, MatchedLabels(labels, (), (), ()))
    stage.wait(lambda: bool(outcomes))
    given = stage.labels()
    assert [given[copy.name] for copy in copies] == ["one", "two", "one", "two", "one"]
    assert source.name not in given
