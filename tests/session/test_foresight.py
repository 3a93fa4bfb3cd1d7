"""The next image is foreseen before a decision is on disk, and nobody is left ahead of it."""

from __future__ import annotations

import shutil

import pytest

from iaia_desktop.core.errors import SessionFileError
from iaia_desktop.core.types import ImageId, ImageState
from iaia_desktop.store.session_file import SessionStore
from tests.session.conftest import Stage, refuse

FULL = SessionFileError("The decision could not be saved: the disk is full.", "Free some space.")


def record(stage: Stage) -> list[str]:
    """Return what happens from now on, in order, as it happens."""
    session = stage.session
    told: list[str] = []

    def name(image_id: int) -> str:
        return session.state.path(ImageId(image_id))

    def foresee(image_id: int) -> None:
        told.append(f"foreseen {name(image_id)}, {len(session.store.decision_outline())} saved")

    session.foresight.foreseen.connect(foresee)
    session.foresight.stayed.connect(lambda: told.append("stayed"))
    session.changed.connect(lambda _changes: told.append("changed"))
    session.navigator.current_changed.connect(lambda i: told.append(f"shown {name(i)}"))
    return told


def test_the_next_image_is_foreseen_then_the_decision_is_saved_then_it_comes(stage: Stage) -> None:
    stage.open_ready()
    told = record(stage)
    stage.session.label_with_new_class("red")
    stage.session.set_state(ImageState.SKIPPED)
    assert told == [
        "foreseen 01_green.png, 0 saved",
        "changed",
        "shown 01_green.png",
        "foreseen 02_blue.png, 1 saved",
        "changed",
        "shown 02_blue.png",
    ]


def test_undo_and_redo_foresee_their_image(stage: Stage) -> None:
    stage.open_ready()
    stage.session.label_with_new_class("red")
    stage.session.navigator.go_to_place(5)
    told = record(stage)
    stage.session.undo()
    stage.session.redo()
    assert told == [
        "foreseen 00_red.png, 1 saved",
        "changed",
        "shown 00_red.png",
        "foreseen 00_red.png, 2 saved",
        "changed",
    ]


def test_a_decision_that_cannot_be_saved_leaves_nobody_ahead(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.open_ready()
    told = record(stage)
    with monkeypatch.context() as broken:
        broken.setattr(SessionStore, "append", refuse(FULL))
        stage.session.label_with_new_class("red")
    assert told == ["foreseen 01_green.png, 0 saved", "stayed"]
    assert stage.name == "00_red.png"
    assert stage.labels() == {}


def test_a_fault_in_the_program_leaves_nobody_ahead_either(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.open_ready()
    told = record(stage)
    with monkeypatch.context() as broken:
        broken.setattr(SessionStore, "append", refuse(ZeroDivisionError("a fault")))
        with pytest.raises(ZeroDivisionError):
            stage.session.set_state(ImageState.SKIPPED)
    assert told[-1] == "stayed"
    assert stage.name == "00_red.png"


def test_a_refused_wish_foresees_nothing(stage: Stage) -> None:
    stage.open_ready()
    told = record(stage)
    assert stage.session.keeper.hold()
    stage.session.set_state(ImageState.SKIPPED)
    stage.session.keeper.release()
    assert told == []


def test_a_copy_that_goes_along_is_not_foreseen(stage: Stage) -> None:
    shutil.copy(stage.folder / "00_red.png", stage.folder / "00_red_copy.png")
    stage.open_ready()
    stage.workspace.learning.note_files()
    told = record(stage)
    stage.session.label_with_new_class("red")
    assert told == ["changed", "shown 01_green.png"]


def test_what_is_about_no_single_image_foresees_none(stage: Stage) -> None:
    stage.open_ready()
    labels = [(stage.image("01_green.png"), "green"), (stage.image("02_blue.png"), "blue")]
    stage.session.import_labels(labels)
    told = record(stage)
    stage.session.undo()
    stage.session.create_class("red")
    assert told == ["changed", "changed"]
