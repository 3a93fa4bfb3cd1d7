from __future__ import annotations

import threading

from iaia_desktop.core.errors import SessionFileError
from iaia_desktop.core.types import DecisionKind, ImageState
from iaia_desktop.session.notices import NoticeKind
from iaia_desktop.session.views import SuggestionKind
from tests.session.conftest import COLOURS, Stage, colour_in

FULL = SessionFileError("The decision could not be saved: the disk is full.", "Free some space.")


def newest(stage: Stage) -> DecisionKind:
    """Return the kind of the newest decision on disk."""
    return next(iter(stage.session.store.decisions(newest=1))).kind


# --- labelling -------------------------------------------------------------------------------


def test_the_main_job_by_keys_alone(stage: Stage) -> None:
    stage.open_ready()
    assert stage.name == "00_red.png"
    for colour in COLOURS:
        stage.session.label_with_new_class(colour)
    while stage.session.state.count_state(ImageState.UNLABELLED):
        stage.workspace.presenter.suggestion()
        assert stage.session.accept()
    assert stage.labels() == {path: colour_in(path) for path in stage.session.state.paths()}
    assert stage.saved_labels() == stage.labels()
    assert stage.prototypes() == stage.right_prototypes()
    assert stage.session.engine.metrics.accuracy == 1.0
    assert stage.notices[-1].key == "all-decided"
    assert stage.session.store.check().ok


def test_accepting_with_nothing_labelled_asks_for_a_name(stage: Stage) -> None:
    stage.open_ready()
    assert stage.session.accept() is False
    assert stage.labels() == {}
    assert stage.notices == []


def test_accepting_before_any_embedding_asks_for_a_name_while_there_is_no_class(
    stage: Stage,
) -> None:
    stage.loader.encoders["builtin"].gate.clear()
    stage.open()
    stage.wait_scanned()
    assert stage.session.accept() is False


def test_accepting_without_a_suggestion_says_so_and_labels_nothing(stage: Stage) -> None:
    stage.loader.encoders["builtin"].gate.clear()
    stage.open()
    stage.wait_scanned()
    stage.session.label_with_new_class("red")
    assert stage.session.accept() is True
    assert stage.notices[-1].key == "no-suggestion"
    assert stage.labels() == {"00_red.png": "red"}


def test_labels_before_any_embedding_reach_the_prototypes_when_it_arrives(stage: Stage) -> None:
    encoder = stage.loader.encoders["builtin"]
    encoder.gate.clear()
    stage.open()
    stage.wait_scanned()
    for _ in range(7):
        stage.session.label_with_new_class(colour_in(stage.name))
    stage.session.navigator.go_to(stage.image("02_blue.png"))
    stage.session.set_state(ImageState.UNLABELLED)
    stage.session.navigator.go_to(stage.image("05_blue.png"))
    stage.session.label(stage.class_id("red"))
    assert encoder.seen == 0
    encoder.gate.set()
    stage.wait_embedded()
    assert set(stage.prototypes()) == {"red", "green"}
    assert stage.prototypes() == stage.right_prototypes()
    assert stage.prototypes()["red"][0] == 4


def test_labels_before_any_encoder_reach_the_prototypes(stage: Stage) -> None:
    stage.loader.gates["builtin"] = threading.Event()
    stage.open()
    stage.wait_scanned()
    stage.session.label_with_new_class("red")
    stage.session.label_with_new_class("green")
    assert stage.session.engine.learner is None
    stage.loader.gates["builtin"].set()
    stage.wait_embedded()
    assert stage.prototypes() == stage.right_prototypes()


def test_every_way_of_changing_ones_mind_keeps_the_prototypes_right(stage: Stage) -> None:
    stage.open_ready()
    stage.label_all()
    session = stage.session
    session.navigator.go_to(stage.image("03_red.png"))
    session.label(stage.class_id("blue"))
    session.navigator.go_to(stage.image("04_green.png"))
    session.set_state(ImageState.DISCARDED)
    session.merge_classes(stage.class_id("green"), stage.class_id("red"))
    assert stage.prototypes() == stage.right_prototypes()
    session.rename_class(stage.class_id("red"), "warm")
    session.delete_class(stage.class_id("blue"))
    assert stage.prototypes() == stage.right_prototypes()
    for _ in range(3):
        session.undo()
    assert set(stage.labels().values()) == {"red", "green", "blue"}
    assert stage.prototypes() == stage.right_prototypes()
    for _ in range(3):
        session.redo()
    assert set(stage.labels().values()) == {"warm"}
    assert stage.prototypes() == stage.right_prototypes()
    assert stage.saved_labels() == stage.labels()
    assert session.store.check().ok


def test_a_new_class_of_an_existing_name_is_that_class(stage: Stage) -> None:
    stage.open_ready()
    stage.session.label_with_new_class("red")
    stage.session.label_with_new_class("  red ")
    assert [row.name for row in stage.session.state.classes()] == ["red"]
    assert stage.labels() == {"00_red.png": "red", "01_green.png": "red"}


def test_a_name_that_cannot_be_is_told_and_nothing_changes(stage: Stage) -> None:
    stage.open_ready()
    stage.session.label_with_new_class("   ")
    assert stage.notices[-1].kind is NoticeKind.WARNING
    assert "name" in stage.notices[-1].text
    assert stage.labels() == {}
    assert stage.name == "00_red.png"


def test_new_classes_get_keys_that_no_action_has(stage: Stage) -> None:
    stage.open_ready()
    for number in range(12):
        stage.session.create_class(f"class {number}")
    keys = [row.key for row in stage.session.state.classes()]
    assert keys == [*"1234567890", "a", "b"]
    stage.session.style_class(stage.class_id("class 0"), key="b")
    assert stage.session.state.class_of(stage.class_id("class 11")).key == "1"
    stage.session.style_class(stage.class_id("class 0"), colour="#123456")
    assert stage.session.state.class_of(stage.class_id("class 0")).colour == "#123456"


# --- what was shown is what is recorded ------------------------------------------------------


def test_what_was_shown_is_recorded_although_the_memory_learnt_more(stage: Stage) -> None:
    stage.open_ready()
    stage.session.label_with_new_class("red")
    stage.session.navigator.go_to(stage.image("03_red.png"))
    shown = stage.workspace.presenter.suggestion()
    # Behind the back of the person the memory changes.
    learner = stage.session.engine.learner
    assert learner is not None
    moved = learner.embeddings.get(stage.image("04_green.png"))
    assert moved is not None
    learner.memory.add(stage.class_id("red"), moved)
    stage.session.accept()
    change = next(iter(stage.session.store.decisions(newest=1))).images[0]
    assert change.suggestion is not None
    assert change.suggestion.distance == shown.distance
    assert change.suggestion.encoder_id == "fake/builtin"


def test_a_suggestion_that_was_not_shown_yet_is_neither_accepted_nor_recorded(
    stage: Stage,
) -> None:
    encoder = stage.loader.encoders["builtin"]
    stage.open_ready()
    stage.session.label_with_new_class("red")
    stage.close()
    encoder.gate.clear()
    stage.services.embeddings.clear()
    stage.open()
    stage.session.navigator.go_to(stage.image("03_red.png"))
    assert stage.workspace.presenter.suggestion().kind is SuggestionKind.WAITING
    encoder.gate.set()
    stage.wait_embedded()
    stage.session.accept()
    assert stage.notices[-1].key == "no-suggestion"
    stage.session.label(stage.class_id("red"))
    change = next(iter(stage.session.store.decisions(newest=1))).images[0]
    assert change.suggestion is None
    stage.session.navigator.go_to(stage.image("06_red.png"))
    stage.workspace.presenter.suggestion()
    assert stage.session.accept()
    change = next(iter(stage.session.store.decisions(newest=1))).images[0]
    assert change.suggestion is not None
    assert change.suggestion.class_id == stage.class_id("red")


def test_a_suggestion_is_recorded_with_the_encoder_that_made_it(stage: Stage) -> None:
    stage.open_ready()
    stage.session.label_with_new_class("red")
    shown = stage.workspace.presenter.suggestion()
    stage.workspace.use_encoder("timm:one")
    stage.wait(lambda: _encoder_id(stage) == "fake/timm:one")
    stage.session.label_with_new_class("green")
    change = next(iter(stage.session.store.decisions(newest=1))).images[0]
    assert change.suggestion is not None
    assert change.suggestion.encoder_id == "fake/builtin"
    assert change.suggestion.distance == shown.distance


def test_a_file_that_cannot_be_read_gets_no_suggestion(stage: Stage) -> None:
    stage.open_ready()
    stage.session.label_with_new_class("red")
    (stage.folder / "03_red.png").unlink()
    stage.workspace.folder.start()
    stage.wait_scanned()
    stage.session.navigator.go_to(stage.image("03_red.png"))
    view = stage.workspace.presenter.suggestion()
    assert view.kind is SuggestionKind.UNREADABLE
    stage.session.accept()
    assert "03_red.png" not in stage.labels()
    stage.session.label(stage.class_id("red"))
    change = next(iter(stage.session.store.decisions(newest=1))).images[0]
    assert change.suggestion is None
    assert stage.labels()["03_red.png"] == "red"


def _encoder_id(stage: Stage) -> str:
    learner = stage.session.engine.learner
    return "" if learner is None else learner.encoder_id


# --- going on --------------------------------------------------------------------------------


def test_an_undecided_image_leads_to_the_next_that_waits(stage: Stage) -> None:
    stage.open_ready()
    stage.session.navigator.go_to(stage.image("01_green.png"))
    stage.session.label_with_new_class("green")
    assert stage.name == "02_blue.png"
    stage.session.navigator.go_to(stage.image("00_red.png"))
    stage.session.set_state(ImageState.SKIPPED)
    assert stage.name == "02_blue.png"
    stage.session.set_state(ImageState.DISCARDED)
    assert stage.name == "03_red.png"


def test_the_last_one_leads_round_to_the_first_that_waits(stage: Stage) -> None:
    stage.open_ready()
    stage.session.navigator.go_to_place(-1)
    stage.session.label_with_new_class("blue")
    assert stage.name == "00_red.png"


def test_going_over_decided_images_goes_in_sequence(stage: Stage) -> None:
    stage.open_ready()
    for _ in range(3):
        stage.session.label_with_new_class("thing")
    stage.session.navigator.go_to(stage.image("00_red.png"))
    stage.session.label_with_new_class("red")
    assert stage.name == "01_green.png"
    stage.session.set_state(ImageState.DISCARDED)
    assert stage.name == "02_blue.png"
    stage.session.navigator.go_to(stage.image("00_red.png"))
    stage.session.accept()
    assert stage.name == "01_green.png"
    stage.session.label(stage.class_id("red"))
    assert stage.name == "02_blue.png"
    assert stage.labels()["00_red.png"] == "red"


def test_the_class_it_has_already_is_no_new_decision(stage: Stage) -> None:
    stage.open_ready()
    stage.session.label_with_new_class("red")
    stage.session.navigator.go_to_place(0)
    stage.session.label(stage.class_id("red"))
    assert stage.name == "01_green.png"
    assert len(list(stage.session.store.decisions())) == 1


def test_skipping_or_discarding_twice_only_goes_on(stage: Stage) -> None:
    stage.open_ready()
    for state in (ImageState.SKIPPED, ImageState.DISCARDED):
        stage.session.navigator.go_to_place(0)
        stage.session.set_state(state)
        stage.session.navigator.go_to_place(0)
        stage.session.set_state(state)
        assert stage.name == "01_green.png"
    assert len(list(stage.session.store.decisions())) == 2


def test_clearing_stays_where_it_is(stage: Stage) -> None:
    stage.open_ready()
    stage.session.label_with_new_class("red")
    stage.session.navigator.go_to_place(0)
    stage.session.set_state(ImageState.UNLABELLED)
    assert stage.name == "00_red.png"
    assert stage.labels() == {}
    assert newest(stage) is DecisionKind.CLEAR
    stage.session.set_state(ImageState.UNLABELLED)
    assert len(list(stage.session.store.decisions())) == 2


def test_when_all_is_decided_it_says_so_and_tells_of_skipped_ones(stage: Stage) -> None:
    stage.open_ready()
    stage.session.set_state(ImageState.SKIPPED)
    stage.label_all()
    notice = stage.notices[-1]
    assert notice.key == "all-decided"
    assert "1 skipped" in notice.text
    assert [action.command for action in notice.actions] == ["export_labels"]
    stage.session.navigator.go_to_unlabelled()
    assert stage.name == "00_red.png"


def test_without_an_image_nothing_happens(stage: Stage) -> None:
    for path in stage.folder.iterdir():
        path.unlink()
    stage.open()
    stage.wait_scanned()
    session = stage.session
    assert session.current is None
    assert session.accept() is True
    session.set_state(ImageState.SKIPPED)
    session.label_with_new_class("red")
    session.label(stage.class_id("red"))
    assert session.suggest_current() is None
    assert [row.name for row in session.state.classes()] == ["red"]
    session.undo()
    assert session.state.classes() == []


# --- undo ------------------------------------------------------------------------------------


def test_undo_and_redo_show_the_image_that_they_are_about(stage: Stage) -> None:
    stage.open_ready()
    stage.session.label_with_new_class("red")
    stage.session.label_with_new_class("green")
    stage.session.navigator.go_to_place(-1)
    stage.session.undo()
    assert (stage.name, stage.labels()) == ("01_green.png", {"00_red.png": "red"})
    stage.session.undo()
    assert (stage.name, stage.labels()) == ("00_red.png", {})
    assert stage.session.state.classes() == []
    stage.session.undo()
    stage.session.redo()
    assert (stage.name, stage.labels()) == ("00_red.png", {"00_red.png": "red"})
    stage.session.redo()
    stage.session.redo()
    assert stage.labels() == {"00_red.png": "red", "01_green.png": "green"}
    assert stage.prototypes() == stage.right_prototypes()


def test_undoing_what_was_about_many_images_stays_where_the_person_is(stage: Stage) -> None:
    stage.open_ready()
    stage.label_all()
    stage.session.navigator.go_to_place(-1)
    here = stage.name
    stage.session.delete_class(stage.class_id("red"))
    stage.session.undo()
    assert stage.name == here
    stage.session.redo()
    assert stage.name == here


def test_a_new_decision_ends_what_could_be_redone(stage: Stage) -> None:
    stage.open_ready()
    stage.session.label_with_new_class("red")
    stage.session.undo()
    stage.session.label_with_new_class("green")
    assert stage.session.history.redo_id is None
    stage.session.redo()
    assert stage.labels() == {"00_red.png": "green"}
    assert stage.class_id("green") == 2


def test_the_accuracy_follows_undo(stage: Stage) -> None:
    stage.open_ready()
    for colour in COLOURS:
        stage.session.label_with_new_class(colour)
    accuracies: list[float | None] = []
    stage.session.changed.connect(
        lambda _changes: accuracies.append(stage.session.engine.metrics.accuracy)
    )
    stage.session.suggest_current()
    stage.session.label(stage.class_id("blue"))
    stage.session.undo()
    stage.session.suggest_current()
    stage.session.accept()
    assert accuracies == [0.0, None, 1.0]
