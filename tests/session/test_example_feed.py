"""Pictures from elsewhere that speak for classes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from iaia_desktop.core.errors import SessionFileError
from iaia_desktop.core.method import Method
from iaia_desktop.session.views import SuggestionKind
from iaia_desktop.store.session_file import SessionStore
from tests.session.conftest import Stage, draw, refuse


@pytest.fixture
def elsewhere(tmp_path: Path) -> list[tuple[str, str]]:
    """Return two red and one green picture outside the folder, with their class names."""
    examples = []
    for number, colour in enumerate(("red", "red", "green")):
        path = tmp_path / "elsewhere" / f"{number}.png"
        draw(path, colour, 20 + number)
        examples.append((str(path), colour))
    return examples


def counts(stage: Stage) -> dict[str, int]:
    """Return the frequencies in the memory by class name, examples included."""
    learner = stage.session.engine.learner
    assert learner is not None
    return {
        row.name: learner.memory.count(row.class_id)
        for row in stage.session.state.classes()
        if learner.memory.count(row.class_id)
    }


def wait_counts(stage: Stage, **wanted: int) -> None:
    stage.wait(lambda: counts(stage) == wanted)


def test_examples_make_suggestions_before_anything_is_labelled(
    stage: Stage, elsewhere: list[tuple[str, str]]
) -> None:
    stage.open_ready()
    assert stage.session.import_labels([], elsewhere)
    wait_counts(stage, red=2, green=1)
    said = stage.session.suggest_current()
    assert said is not None
    assert said.class_id == stage.class_id("red")
    assert stage.session.accept()
    assert stage.labels() == {"00_red.png": "red"}
    assert counts(stage) == {"red": 3, "green": 1}
    assert len(stage.session.state) == 9


def test_undo_takes_examples_back_and_redo_brings_them_again(
    stage: Stage, elsewhere: list[tuple[str, str]]
) -> None:
    stage.open_ready()
    stage.session.import_labels([], elsewhere)
    wait_counts(stage, red=2, green=1)
    stage.session.undo()
    assert counts(stage) == {}
    stage.session.redo()
    assert counts(stage) == {"red": 2, "green": 1}


def test_undo_takes_examples_of_classes_that_were_there_before_back_too(
    stage: Stage, elsewhere: list[tuple[str, str]]
) -> None:
    stage.open_ready()
    stage.session.label_with_new_class("red")
    stage.session.label_with_new_class("green")
    right = stage.prototypes()
    stage.session.import_labels([], elsewhere)
    wait_counts(stage, red=3, green=2)
    stage.session.undo()
    assert counts(stage) == {"red": 1, "green": 1}
    assert stage.prototypes() == right
    stage.session.redo()
    assert counts(stage) == {"red": 3, "green": 2}


def test_examples_come_back_with_the_session_and_never_lie_in_stored_prototypes(
    stage: Stage, elsewhere: list[tuple[str, str]]
) -> None:
    stage.open_ready()
    stage.session.label_with_new_class("red")
    stage.session.import_labels([], elsewhere)
    wait_counts(stage, red=3, green=1)
    stage.session.label_with_new_class("green")
    stage.session.flush()
    stored = stage.session.store.load_prototypes("fake/builtin")
    assert [row.count for row in stored] == [1, 1]
    stage.reopen()
    wait_counts(stage, red=3, green=2)
    stage.workspace.use_encoder("timm:one")
    stage.wait(lambda: stage.workspace.encoders.encoder is stage.loader.encoders["timm:one"])
    stage.wait_embedded()
    wait_counts(stage, red=3, green=2)
    stage.workspace.use_method(Method(normalise=False))
    assert counts(stage) == {"red": 3, "green": 2}


def test_an_example_that_cannot_be_read_costs_no_other(
    stage: Stage, elsewhere: list[tuple[str, str]]
) -> None:
    Path(elsewhere[0][0]).write_bytes(b"")
    stage.open_ready()
    stage.session.import_labels([], elsewhere)
    wait_counts(stage, red=1, green=1)
    assert stage.session.state.problems() == []


def test_a_deleted_class_takes_its_examples_along_and_undo_brings_them_back(
    stage: Stage, elsewhere: list[tuple[str, str]]
) -> None:
    stage.open_ready()
    stage.session.import_labels([], elsewhere)
    wait_counts(stage, red=2, green=1)
    learner = stage.session.engine.learner
    assert learner is not None
    before = learner.memory.prototype(stage.class_id("red"))
    stage.session.delete_class(stage.class_id("red"))
    assert counts(stage) == {"green": 1}
    stage.session.undo()
    assert counts(stage) == {"red": 2, "green": 1}
    assert np.allclose(learner.memory.prototype(stage.class_id("red")), before, atol=1e-12)


def test_examples_that_cannot_be_kept_are_told(
    stage: Stage, elsewhere: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.open_ready()
    error = SessionFileError("The settings of the session could not be saved: the disk is full.")
    with monkeypatch.context() as broken:
        broken.setattr(SessionStore, "set_setting", refuse(error))
        assert not stage.session.import_labels([], elsewhere)
    assert stage.notices[-1].text == str(error)
    assert counts(stage) == {}


def test_the_panel_shows_a_suggestion_made_by_examples_alone(
    stage: Stage, elsewhere: list[tuple[str, str]]
) -> None:
    stage.open_ready()
    stage.session.import_labels([], elsewhere)
    wait_counts(stage, red=2, green=1)
    view = stage.workspace.presenter.suggestion()
    assert view.kind is SuggestionKind.KNOWN
    assert view.best is not None
    assert view.best.row.name == "red"
