from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from iaia_desktop.core.errors import SessionFileError
from iaia_desktop.core.method import Method
from iaia_desktop.jobs.stored_method import ENCODER_SETTING, METHOD_SETTING
from iaia_desktop.session.folder_feed import FolderFeed
from iaia_desktop.session.learning_feed import LearningFeed
from iaia_desktop.store.session_file import SessionStore
from tests.session.conftest import Fetch, Stage, draw, refuse, settle


def test_it_passes_on_the_notices_of_all_its_parts(stage: Stage) -> None:
    workspace = stage.open_ready()
    for part in (workspace.session, workspace.folder, workspace.learning):
        part.noticed.emit(part)
    assert [type(notice) for notice in stage.notices] == [
        type(workspace.session),
        FolderFeed,
        LearningFeed,
    ]


def test_a_session_keeps_the_encoder_and_the_method_it_began_with(stage: Stage) -> None:
    stage.open_ready()
    store = stage.session.store
    assert store.get_setting(ENCODER_SETTING, "") == "builtin"
    assert store.get_setting(METHOD_SETTING, {}) == Method().as_json()
    stage.workspace.use_method(Method(normalise=False))
    stage.workspace.use_encoder("timm:one")
    stage.reopen()
    assert stage.workspace.encoder_spec == "timm:one"
    assert stage.session.engine.method == Method(normalise=False)


def test_a_method_that_cannot_be_saved_holds_and_is_told(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.open_ready()
    error = SessionFileError("The settings could not be saved.")
    with monkeypatch.context() as broken:
        broken.setattr(SessionStore, "set_setting", refuse(error))
        stage.workspace.use_method(Method(normalise=False))
        assert stage.wait_notice("method").text == str(error)
    assert stage.session.engine.method == Method(normalise=False)


def test_closing_leaves_no_thread_no_timer_and_no_object(stage: Stage) -> None:
    stage.loader.encoders["builtin"].gate.clear()
    workspace = stage.open()
    stage.wait_scanned()
    stage.session.label_with_new_class("red")
    parts: list[QObject] = [
        workspace,
        workspace.session,
        workspace.encoders,
        workspace.folder,
        workspace.learning,
        workspace.views,
        workspace.thumbnails,
    ]
    stage.desk.close()
    timers = [timer for part in parts for timer in part.findChildren(QTimer)]
    assert timers
    assert not any(timer.isActive() for timer in timers)
    names = {thread.name for thread in threading.enumerate()}
    assert not {name for name in names if name.startswith(("view", "thumbnails"))}
    settle()
    assert not any(isValid(part) for part in parts)
    stage.loader.encoders["builtin"].gate.set()
    stage.wait(lambda: stage.services.runner.running == [])


def test_what_was_learnt_and_noted_last_is_saved_by_closing(stage: Stage) -> None:
    stage.open_ready()
    stage.label_all()
    path = stage.session.store.path
    stage.close()
    with SessionStore.open(path, read_only=True) as store:
        assert [row.count for row in store.load_prototypes("fake/builtin")] == [3, 3, 3]
        assert store.counts().ready == 9
        assert store.position == 8
        assert store.check().ok


def test_closing_works_although_nothing_can_be_saved(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = stage.open_ready()
    stage.session.label_with_new_class("red")
    error = SessionFileError("The disk is full.")
    with monkeypatch.context() as broken:
        for method in ("update_files", "save_prototypes", "set_position"):
            broken.setattr(SessionStore, method, refuse(error))
        stage.desk.close()
    assert workspace.is_closed
    assert {notice.text for notice in stage.notices} == {"The disk is full."}
    stage.open()
    assert stage.labels() == {"00_red.png": "red"}


@pytest.mark.parametrize("what", ["fetching", "loading", "embedding"])
def test_another_session_opens_while_the_first_one_is_busy(
    what: str, stage: Stage, tmp_path: Path
) -> None:
    encoder = stage.loader.encoders["builtin"]
    if what == "fetching":
        stage.services.settings.change(encoder_spec="timm:one")
        stage.loader.fetches["timm:one"] = Fetch()
    elif what == "loading":
        stage.loader.gates["builtin"] = threading.Event()
    else:
        encoder.gate.clear()
    stage.open()
    stage.wait_scanned()
    for number in range(4):
        draw(tmp_path / "other" / f"{number}_green.png", "green", number)
    stage.services.settings.change(encoder_spec="builtin")
    stage.open(tmp_path / "other")
    if what == "loading":
        stage.loader.gates["builtin"].set()
    encoder.gate.set()
    stage.wait_scanned()
    stage.wait_embedded(4)
    stage.label_all()
    assert stage.prototypes() == stage.right_prototypes()
    assert set(stage.saved_labels()) == {f"{number}_green.png" for number in range(4)}
    assert [notice for notice in stage.notices if notice.key == "encoder"] == []
    stage.open()
    assert stage.labels() == {}
    assert len(stage.session.state) == 9
