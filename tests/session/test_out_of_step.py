"""A fault of ours between disk and memory: the session is opened anew from its file."""

from __future__ import annotations

from typing import Any

import pytest
from pytestqt.exceptions import capture_exceptions

from iaia_desktop.core.types import ClassId
from tests.session.conftest import Stage


def break_apply(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let memory fail half-way through taking a decision in."""
    engine = stage.session.engine
    apply = engine.apply

    def stumble(decision: Any) -> Any:
        apply(decision)
        raise LookupError("half-way")

    monkeypatch.setattr(engine, "apply", stumble)


def test_the_session_opens_anew_with_every_decision(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.open_ready()
    stage.session.label_with_new_class("red")
    stage.session.label_with_new_class("green")
    path, before = stage.session.store.path, stage.workspace
    at = stage.name
    break_apply(stage, monkeypatch)
    with pytest.raises(LookupError, match="half-way"):
        stage.session.label(stage.class_id("red"))
    # What is out of step decides nothing and saves nothing any more.
    stage.session.label(stage.class_id("green"))
    assert stage.session.undo() is None
    assert not stage.session.flush()
    with capture_exceptions() as seen:
        stage.wait(lambda: stage.desk.workspace not in {None, before})
    assert seen == []
    stage.started()
    assert stage.session.store.path == path
    assert stage.labels() == {"00_red.png": "red", "01_green.png": "green", at: "red"}
    assert stage.labels() == stage.saved_labels()
    assert stage.session.undo() is not None
    assert at not in stage.labels()
    stage.session.label(ClassId(stage.class_id("red")))
    stage.wait_notice("opened-anew")


def test_an_undo_that_fails_half_way_opens_anew_too(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.open_ready()
    stage.session.label_with_new_class("red")
    before = stage.workspace
    break_apply(stage, monkeypatch)
    with pytest.raises(LookupError, match="half-way"):
        stage.session.undo()
    stage.wait(lambda: stage.desk.workspace not in {None, before})
    stage.started()
    assert stage.labels() == {} == stage.saved_labels()
    assert stage.session.redo() is not None
    assert stage.labels() == {"00_red.png": "red"}


def test_a_part_that_cannot_stop_does_not_keep_the_file_open(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.open_ready()
    stage.session.label_with_new_class("red")
    path = stage.session.store.path
    stop = stage.workspace.review.stop

    def stumble() -> None:
        stop()
        raise LookupError("in the way")

    monkeypatch.setattr(stage.workspace.review, "stop", stumble)
    with pytest.raises(LookupError, match="in the way"):
        stage.close()
    assert stage.desk.workspace is None
    stage.open(path)
    assert not stage.session.read_only
    assert stage.labels() == {"00_red.png": "red"}
