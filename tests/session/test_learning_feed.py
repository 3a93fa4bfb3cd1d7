from __future__ import annotations

import shutil
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from iaia_desktop.core.errors import EncoderError, SessionFileError, WeightsUnavailableError
from iaia_desktop.core.method import EpsilonMode, Method
from iaia_desktop.core.types import Distance, FileInfo, FileStatus
from iaia_desktop.session import learning_feed
from iaia_desktop.session.notices import NoticeKind
from iaia_desktop.store.session_file import SessionStore
from tests.session.conftest import Fetch, Stage, colour_in, draw, refuse

FULL = SessionFileError("The prototypes could not be saved: the disk is full.", "Free some space.")
WAYS_ON = [
    ("Try again", "retry_encoder"),
    ("Use a folder with weights…", "choose_weights_folder"),
]


def encoder_id(stage: Stage) -> str:
    learner = stage.session.engine.learner
    return "" if learner is None else learner.encoder_id


def switch(stage: Stage, spec: str) -> None:
    stage.workspace.use_encoder(spec)
    stage.wait(lambda: encoder_id(stage) == f"fake/{spec}")
    stage.wait_embedded()


def test_a_session_that_was_interrupted_learns_the_very_same_prototypes(stage: Stage) -> None:
    # Embeddings from the encoder, and those that the cache gives back later, are one and the same.
    stage.open_ready()
    stage.label_all()
    through = stage.prototypes()
    stage.close()
    for path in stage.services.folders.sessions.glob("*.iaia"):
        path.unlink()
    stage.open_ready()
    stage.session.navigator.go_to(next(iter(stage.session.navigator.order.ids)))
    stage.session.label_with_new_class(colour_in(stage.name))
    stage.reopen()
    stage.wait_embedded()
    stage.label_all()
    assert stage.prototypes() == through


# --- encoders --------------------------------------------------------------------------------


def test_labels_stay_and_prototypes_are_rebuilt_when_the_wanted_encoder_arrives(
    stage: Stage,
) -> None:
    fetch = stage.loader.fetches["timm:one"] = Fetch()
    stage.services.settings.change(encoder_spec="timm:one")
    stage.open_ready()
    assert encoder_id(stage) == "fake/builtin"
    stage.label_all()
    labels = stage.labels()
    fetch.arrive()
    stage.wait(lambda: encoder_id(stage) == "fake/timm:one")
    stage.wait_embedded()
    assert stage.labels() == labels == stage.saved_labels()
    assert stage.prototypes() == stage.right_prototypes()
    learner = stage.session.engine.learner
    assert learner is not None
    # What tells new classes has learnt the same images anew.
    assert len(stage.session.engine.novelty.meter) == learner.contributed_count > 0
    assert [notice for notice in stage.notices if notice.key == "encoder"] == []
    stage.close()
    with SessionStore.open(
        next(stage.services.folders.sessions.glob("*.iaia")), read_only=True
    ) as store:
        assert store.load_prototypes("fake/builtin") == []
        assert [row.count for row in store.load_prototypes("fake/timm:one")] == [3, 3, 3]


def test_without_weights_the_notice_says_so_in_one_line_with_ways_on(stage: Stage) -> None:
    stage.services.settings.change(encoder_spec="timm:one")
    fetch = stage.loader.fetches["timm:one"] = Fetch()
    stage.open()
    fetch.fail(WeightsUnavailableError("No weights.", "Later.", reason="the hub cannot be reached"))
    notice = stage.wait_notice("encoder")
    assert notice.kind is NoticeKind.WARNING
    assert notice.text == (
        "one cannot be fetched now: the hub cannot be reached. The built-in encoder goes on."
    )
    assert [(action.text, action.command) for action in notice.actions] == WAYS_ON
    stage.wait_embedded()
    stage.loader.fetches.clear()
    stage.workspace.encoders.retry()
    stage.wait(lambda: encoder_id(stage) == "fake/timm:one")
    said = stage.notices[-1]
    assert (said.kind, said.key, said.actions) == (NoticeKind.INFO, "encoder", ())
    assert "Fake timm:one" in said.text


def test_a_bug_in_loading_is_told_too(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    stage.services.settings.change(encoder_spec="timm:one")
    stage.loader.errors["timm:one"] = ValueError("broken")
    stage.open()
    assert "broken" in stage.wait_notice("encoder").text
    stage.wait_embedded()


def test_the_notice_names_the_encoder_that_really_goes_on(stage: Stage) -> None:
    stage.services.settings.change(encoder_spec="timm:one")
    stage.open_ready()
    fetch = stage.loader.fetches["timm:two"] = Fetch()
    fetch.fail(WeightsUnavailableError("No weights."))
    stage.workspace.use_encoder("timm:two")
    assert stage.wait_notice("encoder").text == "No weights. Fake timm:one goes on."


def test_an_encoder_that_breaks_is_told_and_the_builtin_one_goes_on(stage: Stage) -> None:
    stage.services.settings.change(encoder_spec="timm:one")
    stage.loader.encoders["timm:one"].error = EncoderError("Out of memory.", "Take a smaller one.")
    stage.open()
    notice = stage.wait_notice("encoder")
    assert notice.kind is NoticeKind.ERROR
    assert notice.text == "Out of memory. Take a smaller one. The built-in one goes on."
    assert [action.command for action in notice.actions] == [command for _, command in WAYS_ON]
    stage.wait(lambda: encoder_id(stage) == "fake/builtin")
    stage.wait_embedded()


def test_a_builtin_encoder_that_breaks_promises_nothing(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    stage.loader.encoders["builtin"].error = ValueError("broken")
    stage.open()
    notice = stage.wait_notice("encoder")
    assert notice.text == (
        "The encoder failed: broken. Labelling goes on, without new suggestions."
    )
    assert [action.command for action in notice.actions] == ["retry_encoder"]


def test_an_encoder_that_breaks_midway_keeps_every_label(stage: Stage) -> None:
    stage.services.settings.change(encoder_spec="timm:one")
    encoder = stage.loader.encoders["timm:one"]
    stage.open_ready()
    stage.label_all()
    encoder.error = EncoderError("Out of memory.", "Take a smaller one.")
    draw(stage.folder / "99_red.png", "red", 29)
    stage.workspace.folder.start()
    stage.wait(lambda: encoder_id(stage) == "fake/builtin")
    stage.wait_embedded()
    assert len(stage.labels()) == 9
    assert stage.prototypes() == stage.right_prototypes()


# --- what was learnt before ------------------------------------------------------------------


def test_another_encoder_than_the_last_time_learns_anew(stage: Stage) -> None:
    stage.open_ready()
    stage.label_all()
    stage.workspace.use_encoder("timm:one")
    stage.close()
    stage.open()
    stage.wait_embedded()
    assert encoder_id(stage) == "fake/timm:one"
    assert stage.prototypes() == stage.right_prototypes()


@pytest.mark.parametrize(
    "method",
    [Method(normalise=False), Method(distance=Distance.L2), Method(learn_from_machine=True)],
)
def test_another_method_learns_anew_with_the_embeddings_at_hand(
    method: Method, stage: Stage
) -> None:
    stage.open_ready()
    stage.label_all()
    seen = stage.loader.encoders["builtin"].seen
    told: list[int] = []
    stage.session.suggestions_changed.connect(lambda: told.append(1))
    stage.workspace.use_method(method)
    learner = stage.session.engine.learner
    assert learner is not None
    assert (learner.memory.distance, learner.memory.normalise) == (
        method.distance,
        method.normalise,
    )
    assert [learner.memory.count(row.class_id) for row in stage.session.state.classes()] == [3] * 3
    assert stage.loader.encoders["builtin"].seen == seen
    learner = stage.session.engine.learner
    assert learner is not None
    # What tells new classes has learnt the same images anew.
    assert len(stage.session.engine.novelty.meter) == learner.contributed_count > 0
    assert told


def test_another_epsilon_alone_learns_nothing_anew(stage: Stage) -> None:
    stage.open_ready()
    stage.label_all()
    learner = stage.session.engine.learner
    stage.workspace.use_method(Method(epsilon_mode=EpsilonMode.FIXED, epsilon=0.5))
    assert stage.session.engine.learner is learner
    assert stage.session.engine.epsilon == 0.5


def test_another_method_before_the_encoder_is_ready_does_not_take_old_prototypes(
    stage: Stage,
) -> None:
    stage.open_ready()
    stage.label_all()
    stage.close()
    stage.loader.gates["builtin"] = threading.Event()
    stage.open()
    assert encoder_id(stage) == ""
    stage.workspace.use_method(Method(normalise=False))
    stage.loader.gates["builtin"].set()
    stage.wait_embedded()
    learner = stage.session.engine.learner
    assert learner is not None
    for row in stage.session.state.classes():
        members = learner.embeddings.rows(stage.session.state.members(row.class_id))
        assert learner.memory.prototype(row.class_id) == pytest.approx(members.mean(axis=0))


def test_another_method_for_new_sessions_does_not_touch_an_old_one(stage: Stage) -> None:
    stage.open_ready()
    stage.label_all()
    stage.close()
    stage.services.settings.change(method=Method(normalise=False))
    stage.open_ready()
    assert stage.session.engine.method == Method()
    assert stage.prototypes() == stage.right_prototypes()


def test_stored_prototypes_that_do_not_add_up_are_learnt_anew(stage: Stage) -> None:
    stage.open_ready()
    stage.label_all()
    right = stage.prototypes()
    path = stage.session.store.path
    stage.close()
    with SessionStore.open(path) as store:
        store.save_prototypes("fake/builtin", [], [store.load_classes()[0].class_id])
    stage.open()
    stage.wait_embedded()
    assert stage.prototypes() == right


def test_prototypes_that_cannot_be_read_or_forgotten_are_told_and_learnt_anew(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.open_ready()
    stage.label_all()
    right = stage.prototypes()
    stage.close()
    monkeypatch.setattr(SessionStore, "load_prototypes", refuse(FULL))
    monkeypatch.setattr(SessionStore, "forget_contributions", refuse(FULL))
    stage.open()
    stage.wait_embedded()
    assert stage.wait_notice("prototypes").text == str(FULL)
    assert stage.prototypes() == right


# --- files -----------------------------------------------------------------------------------


def test_bad_files_are_noted_with_their_reason_and_cost_no_neighbour(stage: Stage) -> None:
    (stage.folder / "04_green.png").write_bytes(b"")
    (stage.folder / "05_blue.png").write_bytes(b"\x89PNG\r\n\x1a\n broken")
    stage.open()
    stage.wait_scanned()
    stage.wait_embedded(7)
    stage.wait(lambda: len(stage.session.state.problems()) == 2)
    assert all(row.reason for row in stage.session.state.problems())
    stage.close()
    with SessionStore.open(
        next(stage.services.folders.sessions.glob("*.iaia")), read_only=True
    ) as store:
        assert (store.counts().failed, store.counts().ready) == (2, 7)


def test_the_image_on_screen_is_noted_at_once_when_it_cannot_be_read(stage: Stage) -> None:
    (stage.folder / "00_red.png").write_bytes(b"")
    stage.open()
    stage.workspace.learning._note_timer.setInterval(60_000)
    stage.wait(lambda: len(stage.session.state) == 9)
    first = stage.image("00_red.png")
    stage.session.navigator.go_to(first)
    stage.wait(lambda: stage.session.state.file(first).status is FileStatus.FAILED)


def test_what_could_not_be_noted_is_noted_later(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(SessionStore, "update_files", refuse(FULL))
        stage.open_ready()
        stage.workspace.learning.note_files()
        assert stage.wait_notice("files").text == str(FULL)
        assert stage.session.store.counts().ready == 0
    stage.workspace.learning.note_files()
    assert stage.session.store.counts().ready == 9


def test_a_file_whose_content_was_replaced_leaves_no_trace_in_the_prototypes(
    stage: Stage,
) -> None:
    stage.open_ready()
    stage.label_all()
    stage.close()
    draw(stage.folder / "03_red.png", "blue", 7)
    stage.open()
    stage.wait_embedded()
    assert stage.labels()["03_red.png"] == "red"
    assert stage.prototypes() == stage.right_prototypes()
    stage.session.navigator.go_to(stage.image("03_red.png"))
    stage.session.label(stage.class_id("blue"))
    assert stage.prototypes() == stage.right_prototypes()


def test_a_crash_after_a_file_was_replaced_leaves_no_trace_either(
    stage: Stage, tmp_path: Path
) -> None:
    stage.open_ready()
    stage.label_all()
    stage.workspace.learning.note_files()
    assert stage.session.flush()
    image_id = stage.image("03_red.png")
    known = stage.session.state.content_hash(image_id)
    replaced = stage.folder / "03_red.png"
    replaced.unlink()
    stage.workspace.folder.start()
    stage.wait_scanned()
    draw(replaced, "blue", 7)
    stage.workspace.folder.start()
    stage.wait_scanned()
    learner = stage.session.engine.learner
    assert learner is not None
    noted = stage.session.state.content_hash
    stage.wait(lambda: learner.has_unsaved or noted(image_id) != known)
    # The program dies in the very moment in which the new bytes are noted.
    path = stage.session.store.path
    stage.workspace.learning.note_files()
    crashed = tmp_path / "crashed.iaia"
    for suffix in ("", "-wal"):
        shutil.copyfile(f"{path}{suffix}", f"{crashed}{suffix}")
    stage.close()
    stage.open(crashed)
    stage.wait_embedded()
    assert stage.prototypes() == stage.right_prototypes()


def test_a_missing_file_keeps_its_label_and_stays_known_by_its_content(stage: Stage) -> None:
    stage.open_ready()
    stage.label_all()
    stage.workspace.learning.note_files()
    digest = stage.session.state.file(stage.image("03_red.png")).content_hash
    stage.close()
    (stage.folder / "03_red.png").unlink()
    stage.open()
    stage.wait_scanned()
    stage.wait_embedded(8)
    stage.workspace.learning.note_files()
    info = stage.session.state.file(stage.image("03_red.png"))
    assert info.status is FileStatus.MISSING
    assert info.content_hash == digest is not None
    assert stage.labels()["03_red.png"] == "red"
    assert stage.prototypes()["red"][0] == 3


def test_switching_there_and_back_keeps_the_prototypes_right(stage: Stage) -> None:
    stage.open_ready()
    stage.label_all()
    right = stage.prototypes()
    switch(stage, "timm:one")
    assert stage.prototypes() == stage.right_prototypes()
    switch(stage, "builtin")
    assert stage.prototypes() == right
    assert stage.loader.encoders["builtin"].seen == 9


def test_what_many_files_told_is_kept_in_parts(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learning_feed, "_NOTED_AT_ONCE", 2)
    parts: list[int] = []
    update = SessionStore.update_files

    def count(store: SessionStore, infos: Sequence[FileInfo]) -> None:
        parts.append(len(infos))
        update(store, infos)

    monkeypatch.setattr(SessionStore, "update_files", count)
    stage.open()
    stage.wait(lambda: stage.session.state.count_status(FileStatus.READY) == 9)
    assert sum(parts) == 9
    assert max(parts) <= 2
    stored = stage.session.store.load_images()
    assert all(image.file.status is FileStatus.READY for image in stored)
