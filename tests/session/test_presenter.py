from __future__ import annotations

import pytest

from iaia_desktop.core.method import EpsilonMode, Method
from iaia_desktop.core.types import DecidedBy, FileStatus, ImageState
from iaia_desktop.session.views import StatusView, SuggestionKind, SuggestionView
from tests.english_left import english_left
from tests.session.conftest import Stage


def suggestion(stage: Stage) -> SuggestionView:
    return stage.workspace.presenter.suggestion()


def status(stage: Stage) -> StatusView:
    return stage.workspace.presenter.status()


def label_first_three(stage: Stage) -> None:
    for colour in ("red", "green", "blue"):
        stage.session.label_with_new_class(colour)


def test_without_an_image(stage: Stage) -> None:
    for path in stage.folder.iterdir():
        path.unlink()
    stage.open()
    stage.wait_scanned()
    assert suggestion(stage) == SuggestionView(SuggestionKind.NO_IMAGE)
    assert (status(stage).position, status(stage).total) == (0, 0)


def test_first_while_nothing_is_labelled(stage: Stage) -> None:
    stage.open_ready()
    assert suggestion(stage).kind is SuggestionKind.FIRST
    stage.session.create_class("red")
    assert suggestion(stage).kind is SuggestionKind.FIRST
    assert suggestion(stage).ranked == ()


def test_waiting_while_the_embedding_is_under_way(stage: Stage) -> None:
    stage.loader.encoders["builtin"].gate.clear()
    stage.open()
    stage.wait_scanned()
    assert suggestion(stage).kind is SuggestionKind.FIRST
    stage.session.label_with_new_class("red")
    assert suggestion(stage).kind is SuggestionKind.WAITING


def test_a_known_class_with_distances_examples_and_ranks(stage: Stage) -> None:
    stage.open_ready()
    label_first_three(stage)
    view = suggestion(stage)
    assert view.kind is SuggestionKind.KNOWN
    assert view.best is not None
    assert view.best.row.name == "red"
    current = stage.session.current
    assert current is not None
    said = stage.session.engine.suggestion(current)
    assert said is not None
    assert view.distance == said.novelty
    assert view.ranked[0].row.name == "red"
    assert [row.distance for row in view.ranked] == sorted(row.distance for row in view.ranked)
    assert all(0.0 <= row.closeness <= 1.0 for row in view.ranked)
    assert view.ranked[0].closeness > view.ranked[-1].closeness
    assert view.examples == (stage.image("00_red.png"),)
    assert (view.state, view.decided_class) == (ImageState.UNLABELLED, None)
    assert view.best.row.key == "1"
    assert view.best.row.count == 1


def test_a_new_class_when_none_is_near_enough(stage: Stage) -> None:
    stage.open_ready()
    stage.workspace.use_method(Method(epsilon_mode=EpsilonMode.FIXED, epsilon=0.1))
    stage.session.label_with_new_class("red")
    view = suggestion(stage)
    assert view.kind is SuggestionKind.NEW
    assert view.best is not None
    assert view.distance is not None
    assert (view.epsilon, view.epsilon_automatic) == (0.1, False)
    assert view.distance > 0.1
    stage.session.navigator.go_to(stage.image("03_red.png"))
    assert suggestion(stage).kind is SuggestionKind.KNOWN
    stage.workspace.use_method(Method(epsilon_mode=EpsilonMode.NONE))
    stage.session.navigator.go_to(stage.image("04_green.png"))
    assert suggestion(stage).kind is SuggestionKind.KNOWN
    assert suggestion(stage).epsilon is None


def test_a_new_class_when_no_class_has_a_picture_that_was_seen(stage: Stage) -> None:
    (stage.folder / "00_red.png").write_bytes(b"")
    stage.open()
    stage.wait_scanned()
    stage.wait_embedded(8)
    stage.workspace.learning.note_files()
    stage.session.navigator.go_to(stage.image("00_red.png"))
    stage.session.label_with_new_class("red")
    stage.wait(lambda: stage.workspace.encoders.waiting_count == 0)
    view = suggestion(stage)
    assert (view.kind, view.best) == (SuggestionKind.NEW, None)


def test_a_decided_image_shows_its_label_and_its_examples(stage: Stage) -> None:
    stage.open_ready()
    stage.label_all()
    stage.session.navigator.go_to(stage.image("03_red.png"))
    view = suggestion(stage)
    assert view.decided_class is not None
    assert view.decided_class.name == "red"
    assert view.decided_by is DecidedBy.HUMAN
    assert view.state is ImageState.LABELLED
    assert set(view.examples) == {stage.image("00_red.png"), stage.image("06_red.png")}
    stage.session.set_state(ImageState.SKIPPED)
    stage.session.navigator.go_to(stage.image("03_red.png"))
    assert suggestion(stage).state is ImageState.SKIPPED
    assert suggestion(stage).decided_class is None


@pytest.mark.parametrize("labelled", [False, True])
def test_a_file_that_cannot_be_read_says_why(labelled: bool, stage: Stage) -> None:
    (stage.folder / "04_green.png").write_bytes(b"")
    stage.open()
    stage.wait_scanned()
    stage.wait_embedded(8)
    stage.workspace.learning.note_files()
    image_id = stage.image("04_green.png")
    stage.session.navigator.go_to(image_id)
    if labelled:
        stage.session.label_with_new_class("green")
        stage.session.navigator.go_to(image_id)
    view = suggestion(stage)
    assert view.kind is SuggestionKind.UNREADABLE
    assert view.reason
    assert (view.decided_class is not None) is labelled
    row = stage.workspace.presenter.image_row(image_id)
    assert (row.status, row.reason) == (FileStatus.FAILED, view.reason)
    assert status(stage).failed == 1
    assert english_left(view.reason) == english_left(row.reason) == ""


def test_a_reason_that_a_session_kept_can_be_translated(stage: Stage) -> None:
    (stage.folder / "04_green.png").write_bytes(b"")
    stage.open()
    stage.wait_scanned()
    stage.wait_embedded(8)
    stage.workspace.learning.note_files()
    reason = stage.workspace.presenter.image_row(stage.image("04_green.png")).reason
    stage.reopen()
    image_id = stage.image("04_green.png")
    assert type(stage.session.state.file(image_id).reason) is str
    row = stage.workspace.presenter.image_row(image_id)
    assert row.reason == reason
    assert english_left(row.reason) == ""


def test_rows_of_classes_and_images(stage: Stage) -> None:
    stage.open_ready()
    presenter = stage.workspace.presenter
    stage.label_all()
    assert [(row.name, row.count, row.key) for row in presenter.class_rows()] == [
        ("red", 3, "1"),
        ("green", 3, "2"),
        ("blue", 3, "3"),
    ]
    red = stage.class_id("red")
    row = presenter.image_row(stage.image("00_red.png"))
    assert (row.class_name, row.state, row.by) == ("red", ImageState.LABELLED, DecidedBy.HUMAN)
    assert row.colour == stage.session.state.class_of(red).colour
    stage.session.delete_class(red)
    assert presenter.class_row(red) is None
    row = presenter.image_row(stage.image("00_red.png"))
    assert (row.class_name, row.colour, row.by) == ("", "", None)


def test_a_class_that_goes_while_its_embeddings_are_on_the_way_is_not_ranked(
    stage: Stage,
) -> None:
    stage.open_ready()
    label_first_three(stage)
    stage.close()
    stage.services.embeddings.clear()
    encoder = stage.loader.encoders["builtin"]
    encoder.gate.clear()
    stage.open()
    stage.session.delete_class(stage.class_id("red"))
    encoder.gate.set()
    stage.wait_embedded()
    stage.session.navigator.go_to(stage.image("03_red.png"))
    assert "red" not in [row.row.name for row in suggestion(stage).ranked]
    assert stage.prototypes() == stage.right_prototypes()


def test_the_status_counts_and_names(stage: Stage) -> None:
    stage.loader.encoders["builtin"].gate.clear()
    stage.open()
    assert status(stage).encoder == "Loading the encoder"
    assert status(stage).device == ""
    stage.wait_scanned()
    stage.wait(lambda: stage.workspace.encoders.encoder is not None)
    assert status(stage).seconds_left is None
    stage.loader.encoders["builtin"].gate.set()
    stage.wait_embedded()
    label_first_three(stage)
    stage.session.suggest_current()
    stage.session.accept()
    stage.session.set_state(ImageState.SKIPPED)
    stage.session.set_state(ImageState.DISCARDED)
    view = status(stage)
    assert (view.position, view.total) == (7, 9)
    assert (view.labelled, view.skipped, view.discarded, view.failed) == (4, 1, 1, 0)
    assert view.accuracy == 1.0
    assert view.embedded == 9
    assert (view.encoder, view.device, view.paused) == ("Fake builtin", "cpu", False)
    assert view.images_per_s == 0.0
    stage.workspace.encoders.set_paused(True)
    assert status(stage).paused
