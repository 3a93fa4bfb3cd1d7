from __future__ import annotations

import shutil

from iaia_desktop.core.types import FileStatus, ImageState
from tests.english_left import english_left
from tests.session.conftest import Stage

RED, COPY, LAST = "00_red.png", "01_copy.png", "zz_copy.png"


def with_copies(stage: Stage) -> None:
    for name in (COPY, LAST):
        shutil.copy(stage.folder / RED, stage.folder / name)


def hashed(stage: Stage) -> None:
    state = stage.session.state
    stage.workspace.learning.note_files()
    assert all(state.file(image_id).status is FileStatus.READY for image_id in state.images())


def test_copies_are_labelled_once_and_the_next_image_is_no_copy(stage: Stage) -> None:
    with_copies(stage)
    stage.open_ready()
    hashed(stage)

    stage.session.label_with_new_class("red")

    assert stage.labels() == stage.saved_labels() == {RED: "red", COPY: "red", LAST: "red"}
    assert stage.name == "01_green.png"
    assert stage.notices[-1].text.startswith("2 identical copies got the same label")
    assert english_left(stage.notices[-1].text) == ""
    assert len(list(stage.session.engine.metrics.steps)) == 1

    stage.session.undo()
    assert stage.labels() == stage.saved_labels() == {}
    assert stage.name == RED
    stage.session.redo()
    assert stage.labels() == {RED: "red", COPY: "red", LAST: "red"}
    assert stage.name == RED


def test_copies_that_are_read_late_go_with_the_next_label(stage: Stage) -> None:
    with_copies(stage)
    encoder = stage.loader.encoders["builtin"]
    encoder.gate.clear()
    stage.open()
    stage.wait_scanned()
    stage.session.label_with_new_class("red")
    assert stage.labels() == {RED: "red"}

    encoder.gate.set()
    stage.wait_embedded()
    hashed(stage)
    assert stage.labels() == {RED: "red"}
    stage.session.navigator.go_to(stage.image("02_blue.png"))
    stage.session.label_with_new_class("blue")

    wanted = {RED: "red", COPY: "red", LAST: "red", "02_blue.png": "blue"}
    assert stage.labels() == stage.saved_labels() == wanted
    stage.session.undo()
    assert stage.labels() == stage.saved_labels() == {RED: "red"}
    assert stage.name == "02_blue.png"


def test_copies_of_a_page_go_along_and_a_cleared_label_is_cleared_everywhere(stage: Stage) -> None:
    with_copies(stage)
    stage.open_ready()
    hashed(stage)
    stage.session.create_class("red")
    stage.workspace.chosen.label([stage.image(COPY)], stage.class_id("red"))
    assert stage.labels() == {RED: "red", COPY: "red", LAST: "red"}

    stage.session.navigator.go_to(stage.image(LAST))
    stage.session.set_state(ImageState.UNLABELLED)

    assert stage.labels() == stage.saved_labels() == {}
    assert "2 identical copies lost the label too" in stage.notices[-1].text
    assert english_left(stage.notices[-1].text) == ""


def test_copies_survive_a_restart(stage: Stage) -> None:
    with_copies(stage)
    stage.open_ready()
    hashed(stage)
    stage.reopen()
    stage.session.navigator.go_to(stage.image(RED))

    stage.session.label_with_new_class("red")

    assert stage.labels() == {RED: "red", COPY: "red", LAST: "red"}
