from __future__ import annotations

from iaia_desktop.core.types import ImageId, ImageState
from iaia_desktop.session.chosen_images import ChosenImages
from tests.english_left import english_left
from tests.session.conftest import Stage


def chosen(stage: Stage) -> ChosenImages:
    return stage.workspace.chosen


def images(stage: Stage, *names: str) -> list[ImageId]:
    return [stage.image(name) for name in names]


def test_several_images_are_one_step_for_undo(stage: Stage) -> None:
    stage.open_ready()
    on_screen = stage.session.current
    said: list[str] = []
    chosen(stage).done.connect(said.append)

    assert chosen(stage).label_new(images(stage, "00_red.png", "03_red.png"), "red")
    row = stage.session.state.class_named("red")
    assert row is not None
    assert chosen(stage).label(images(stage, "06_red.png", "03_red.png"), row.class_id)

    assert set(stage.labels().values()) == {"red"}
    assert stage.saved_labels() == stage.labels()
    assert said[0] == "2 images labelled red; undo takes it back"
    # The one that has the label already is left alone.
    assert said[1] == "1 image labelled red; undo takes it back"
    assert stage.session.current == on_screen
    stage.session.undo()
    assert len(stage.labels()) == 2
    stage.session.undo()
    assert stage.labels() == {}


def test_an_existing_name_is_that_class(stage: Stage) -> None:
    stage.open_ready()
    stage.session.label_with_new_class("red")
    chosen(stage).label_new(images(stage, "03_red.png"), "red")
    assert len(stage.session.state.classes()) == 1
    assert len(stage.labels()) == 2


def test_what_was_decided_otherwise_before_is_told(stage: Stage) -> None:
    stage.open_ready()
    stage.session.label_with_new_class("blue")
    stage.session.create_class("red")
    with stage.qtbot.waitSignal(chosen(stage).done) as said:
        chosen(stage).label(images(stage, "00_red.png", "03_red.png"), stage.class_id("red"))
    assert said.args == ["2 images labelled red (1 decided otherwise before); undo takes it back"]
    assert english_left(said.args[0], "red") == ""


def test_skip_discard_and_clear(stage: Stage) -> None:
    stage.open_ready()
    ids = images(stage, "00_red.png", "01_green.png")
    state = stage.session.state
    for wanted in (ImageState.SKIPPED, ImageState.DISCARDED, ImageState.UNLABELLED):
        assert chosen(stage).set_state(ids, wanted)
        assert {state.verdict(each).state for each in ids} == {wanted}
    assert not chosen(stage).set_state(ids, ImageState.UNLABELLED)
    assert "Nothing to change" in stage.wait_notice("chosen-images").text


def test_what_cannot_be_read_gets_no_label(stage: Stage) -> None:
    (stage.folder / "04_green.png").write_bytes(b"no picture")
    stage.open()
    stage.wait_scanned()
    stage.wait_embedded(8)
    stage.workspace.learning.note_files()
    assert chosen(stage).label_new(images(stage, "01_green.png", "04_green.png"), "green")
    assert list(stage.labels()) == ["01_green.png"]


def test_a_name_that_makes_no_sense_is_told(stage: Stage) -> None:
    stage.open_ready()
    assert not chosen(stage).label_new(images(stage, "01_green.png"), "  ")
    assert stage.labels() == {}


def test_a_window_that_only_looks_decides_nothing(stage: Stage) -> None:
    stage.open_ready()
    stage.session.label_with_new_class("red")
    path = stage.session.store.path
    stage.close()
    stage.open(path, read_only=True)

    assert not chosen(stage).label(images(stage, "03_red.png"), stage.class_id("red"))
    assert "only shows" in stage.wait_notice("read-only-press").text
