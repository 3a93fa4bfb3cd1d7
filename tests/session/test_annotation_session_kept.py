"""What a session keeps: on disk before all else, never when only looked at, and after a restart."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication

from iaia_desktop.core.errors import SessionFileError
from iaia_desktop.core.types import FileStatus, ImageState
from iaia_desktop.session.notices import NoticeKind
from iaia_desktop.store.session_file import SessionStore
from tests.session.conftest import COLOURS, Stage, colour_in, refuse, settle

FULL = SessionFileError("The decision could not be saved: the disk is full.", "Free some space.")


# --- the disk first --------------------------------------------------------------------------


def test_every_decision_is_on_disk_before_it_is_announced(stage: Stage) -> None:
    stage.open_ready()
    session = stage.session
    seen: list[bool] = []
    spy = SessionStore.open(session.store.path, read_only=True)

    def compare() -> None:
        on_disk = [image.verdict for image in spy.load_images()]
        in_memory = [session.state.verdict(i) for i in session.state.images()]
        classes = session.state.classes() == spy.load_classes()
        decisions = len(spy.decision_outline())
        seen.append(on_disk == in_memory and classes and decisions == len(seen) + 1)

    session.changed.connect(lambda _changes: compare())
    session.label_with_new_class("red")
    session.label_with_new_class("green")
    session.label(stage.class_id("red"))
    session.set_state(ImageState.SKIPPED)
    session.set_state(ImageState.DISCARDED)
    session.create_class("blue")
    session.rename_class(stage.class_id("blue"), "azure")
    session.style_class(stage.class_id("azure"), colour="#000000")
    session.merge_classes(stage.class_id("green"), stage.class_id("red"))
    session.import_labels([(stage.image("08_blue.png"), "azure")])
    session.undo()
    session.redo()
    session.delete_class(stage.class_id("azure"))
    spy.close()
    assert seen == [True] * 13


def test_a_decision_that_cannot_be_saved_is_not_taken_and_works_the_next_time(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.open_ready()
    session = stage.session
    changes: list[object] = []
    session.changed.connect(changes.append)
    with monkeypatch.context() as broken:
        broken.setattr(SessionStore, "append", refuse(FULL))
        session.label_with_new_class("red")
        session.set_state(ImageState.SKIPPED)
        assert session.import_labels([(stage.image("08_blue.png"), "blue")]) is False
    assert stage.labels() == {}
    assert session.state.classes() == []
    assert session.history.undo_id is None
    assert stage.name == "00_red.png"
    assert changes == []
    assert {notice.text for notice in stage.notices} == {str(FULL)}
    assert stage.notices[-1].kind is NoticeKind.ERROR
    session.label_with_new_class("red")
    assert stage.saved_labels() == {"00_red.png": "red"}
    assert stage.prototypes() == stage.right_prototypes()


def test_an_undo_that_cannot_be_saved_or_read_is_told_and_works_the_next_time(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.open_ready()
    stage.session.label_with_new_class("red")
    for method in ("append", "decision"):
        with monkeypatch.context() as broken:
            broken.setattr(SessionStore, method, refuse(FULL))
            stage.session.undo()
        assert stage.labels() == {"00_red.png": "red"}
        assert stage.notices.pop().text == str(FULL)
    stage.session.undo()
    assert stage.labels() == {}


def test_a_session_file_that_vanishes_refuses_decisions_in_words(stage: Stage) -> None:
    stage.open_ready()
    path = stage.session.store.path
    away = path.with_name("away.iaia")
    path.rename(away)
    stage.session.label_with_new_class("red")
    assert stage.labels() == {}
    assert str(path) in stage.notices[-1].text
    away.rename(path)
    stage.session.label_with_new_class("red")
    assert stage.labels() == {"00_red.png": "red"}


def test_prototypes_that_cannot_be_saved_are_saved_the_next_time(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.open_ready()
    stage.session.label_with_new_class("red")
    with monkeypatch.context() as broken:
        broken.setattr(SessionStore, "save_prototypes", refuse(FULL))
        assert stage.session.flush() is False
    assert stage.notices[-1].text == str(FULL)
    assert stage.session.flush() is True
    (stored,) = stage.session.store.load_prototypes("fake/builtin")
    assert stored.count == 1


def test_the_place_is_saved_soon_after_moving(stage: Stage) -> None:
    stage.open_ready()
    stage.session._keeper._flush_timer.setInterval(1)
    stage.session.navigator.go_to(stage.image("05_blue.png"))
    stage.wait(lambda: stage.session.store.position == stage.image("05_blue.png"))


# --- a look only -----------------------------------------------------------------------------


def test_a_session_that_is_only_looked_at_is_never_written(stage: Stage) -> None:
    stage.open_ready()
    stage.session.label_with_new_class("red")
    stage.close()
    (stage.folder / "08_blue.png").unlink()
    path = next(stage.services.folders.sessions.glob("*.iaia"))
    before = path.read_bytes()
    stage.open(path, read_only=True)
    stage.wait_scanned()
    stage.wait_embedded(8)
    session = stage.session
    session.navigator.go_to(stage.image("05_blue.png"))
    session.label_with_new_class("blue")
    assert "only" in stage.notices[-1].text
    session.set_state(ImageState.SKIPPED)
    session.undo()
    session.create_class("green")
    assert session.flush() is True
    assert stage.labels() == {"00_red.png": "red"}
    session.navigator.go_to(stage.image("08_blue.png"))
    # What reading the files tells is shown all the same.
    gone = stage.image("08_blue.png")
    stage.wait(lambda: session.state.file(gone).status is FileStatus.MISSING)
    stage.workspace.use_method(session.engine.method)
    stage.close()
    assert path.read_bytes() == before


def test_a_look_at_a_session_without_images_scans_nothing(stage: Stage) -> None:
    stage.open()
    stage.wait_scanned()
    path = stage.session.store.path
    stage.close()
    path.unlink()
    with SessionStore.create(path, folder=stage.folder, created_at=1.0):
        stage.open(path, read_only=True)
        assert not stage.workspace.folder.scanning
        assert stage.session.current is None
        assert [notice.key for notice in stage.notices] == ["read-only"]
        stage.close()


# --- coming back -----------------------------------------------------------------------------


def test_reopened_it_stands_where_it_stopped_with_its_history(stage: Stage) -> None:
    stage.open_ready()
    for colour in COLOURS:
        stage.session.label_with_new_class(colour)
    stage.session.suggest_current()
    stage.session.accept()
    stage.session.undo()
    stage.session.navigator.go_to(stage.image("06_red.png"))
    before = (stage.labels(), stage.prototypes(), stage.session.engine.metrics.accuracy)
    stage.reopen()
    assert stage.name == "06_red.png"
    stage.wait_scanned()
    stage.wait_embedded()
    assert (
        stage.labels(), stage.prototypes(), stage.session.engine.metrics.accuracy
    ) == before  # fmt: skip
    stage.session.redo()
    assert stage.labels()["03_red.png"] == "red"
    for _ in range(4):
        stage.session.undo()
    assert stage.labels() == {}
    assert stage.session.state.classes() == []
    assert stage.prototypes() == {}
    assert stage.session.history.undo_id is None
    assert stage.session.store.check().ok


def test_reopened_the_prototypes_are_there_before_any_image_is_embedded_again(
    stage: Stage,
) -> None:
    stage.open_ready()
    stage.label_all()
    before = stage.prototypes()
    stage.close()
    stage.services.embeddings.clear()
    encoder = stage.loader.encoders["builtin"]
    encoder.gate.clear()
    stage.open()
    stage.wait(lambda: stage.session.engine.learner is not None)
    assert stage.prototypes() == before
    encoder.gate.set()
    stage.wait_embedded()
    assert stage.prototypes() == before == stage.right_prototypes()


def test_what_a_kill_left_unsaved_is_learnt_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.open_ready()
    stage.label_all()
    right = stage.right_prototypes()
    # A kill comes before the prototypes of the last decisions and the position are saved.
    monkeypatch.setattr(stage.session, "flush", lambda: True)
    stage.reopen()
    stage.wait_scanned()
    stage.wait_embedded()
    assert stage.labels() == {path: colour_in(path) for path in stage.session.state.paths()}
    assert stage.prototypes() == right == stage.right_prototypes()


def test_closing_while_everything_is_under_way_leaves_nothing_behind(stage: Stage) -> None:
    stage.loader.encoders["builtin"].gate.clear()
    workspace = stage.open()
    stage.wait(lambda: stage.session.current is not None)
    session = stage.session
    told: list[object] = []
    for signal in (session.changed, session.images_added, session.files_changed):
        signal.connect(told.append)
    stage.desk.close()
    told.clear()
    stage.loader.encoders["builtin"].gate.set()
    stage.wait(lambda: stage.services.runner.running == [])
    settle()
    assert told == []
    assert workspace.is_closed


@pytest.mark.parametrize("steps", range(6))
def test_closing_at_any_moment_harms_nothing(stage: Stage, steps: int) -> None:
    stage.open()
    for _ in range(2**steps):
        QCoreApplication.processEvents()
    stage.desk.close()
    settle()
    stage.wait(lambda: stage.services.runner.running == [])
    stage.open_ready()
    assert list(stage.session.state.paths()) == sorted(p.name for p in stage.folder.iterdir())
