"""What opening put off is done behind: nothing decided meanwhile is lost, damage is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from iaia_desktop.session.notices import NoticeKind
from iaia_desktop.store.backups import list_backups
from tests.session.conftest import Stage


def test_the_session_is_checked_copied_and_knows_its_answers_soon(stage: Stage) -> None:
    stage.open_ready()
    stage.label_all()
    path, before = stage.session.store.path, stage.session.engine.metrics.accuracy
    stage.close()
    copies = len(list_backups(path))
    stage.open()
    stage.wait(lambda: not stage.session.store.has_checks_to_finish)
    stage.wait(lambda: stage.session.engine.metrics.accuracy == before)
    assert len(list_backups(path)) == copies + 1


def test_a_decision_before_the_answers_are_read_counts(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.open_ready()
    stage.label_all()
    stage.session.undo()
    answered = len(stage.session.engine.metrics)
    monkeypatch.setattr("iaia_desktop.session.catch_up._AFTER_MS", 600_000)
    stage.close()
    with stage.qtbot.waitSignal(stage.desk.opened):
        stage.desk.open(stage.folder)
    workspace = stage.workspace
    workspace.start()
    stage.wait_embedded()
    stage.session.redo()
    assert stage.session.engine.answers.awaits_stored
    workspace.catch_up._timer.start(0)
    stage.wait(lambda: not stage.session.engine.answers.awaits_stored)
    assert len(stage.session.engine.metrics) == answered + 1


def test_damage_that_is_found_behind_closes_the_session_and_offers_the_backup(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.open_ready()
    stage.label_all()
    stage.close()
    stage.open_ready()
    path = stage.session.store.path
    stage.wait(lambda: bool(list_backups(path)))
    stage.close()
    content = _damaged(path)
    stage.notices.clear()
    monkeypatch.setattr("tests.session.conftest.Stage.wait", lambda *_: None)
    stage.open()
    monkeypatch.undo()
    notice = stage.wait_notice("opening")
    assert notice.kind is NoticeKind.ERROR
    assert "damaged" in notice.text
    assert "restore_backup" in [action.command for action in notice.actions]
    assert stage.desk.workspace is None
    assert path.read_bytes() == content


def test_what_is_decided_before_damage_is_found_comes_back(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.open_ready()
    stage.label_all()
    stage.close()
    stage.open_ready()
    path = stage.session.store.path
    stage.wait(lambda: not stage.session.store.has_checks_to_finish)
    before = list(stage.session.store.decisions())
    stage.close()
    content = _damaged(path)
    with stage.qtbot.waitSignal(stage.desk.opened):
        stage.desk.open(stage.folder)
    session = stage.session
    monkeypatch.setattr("iaia_desktop.session.catch_up._AFTER_MS", 0)
    assert session.store.has_checks_to_finish
    session.create_class("seen in the first second")
    stage.workspace.catch_up._timer.start(0)
    stage.wait(lambda: stage.desk.workspace is None)
    stage.notices.clear()
    stage.desk.restore_backup()
    notice = stage.wait_notice("restored")
    assert f"is back with {len(before) + 1} decisions" in notice.text
    assert "1 decision from the log beside it" in notice.text
    store = stage.session.store
    assert [row.name for row in store.load_classes()][-1] == "seen in the first second"
    assert list(store.decisions())[:-1] == before
    # What SQLite keeps beside a file goes with it.
    (aside,) = (
        each
        for each in path.parent.iterdir()
        if ".damaged-" in each.name and not each.name.endswith(("-wal", "-shm"))
    )
    assert str(aside) in notice.text
    assert aside.read_bytes() == content


def _damaged(path: Path) -> bytes:
    """Damage the page of the journal's images, which nobody reads to open a session."""
    content = bytearray(path.read_bytes())
    for start in range(0, len(content), 4096):
        page = content[start : start + 4096]
        if b"labelled" in page and b"fake/" in page:
            content[start : start + 100] = b"X" * 100
            path.write_bytes(content)
            return bytes(content)
    raise AssertionError("there is no such page")
