"""A clock that jumps: what the window shows does not depend on it."""

from __future__ import annotations

import os
from pathlib import Path

from iaia_desktop.core.types import ImageState
from iaia_desktop.store.activity import read_activity
from iaia_desktop.store.session_file import SessionStore
from iaia_desktop.ui.quantity_words import time_ago
from tests.session.conftest import Stage

YEAR_S = 365 * 86_400.0


def test_the_start_page_names_the_session_that_was_open_last(stage: Stage, tmp_path: Path) -> None:
    stage.open_ready()
    other = stage.session.store.path.with_name("future.iaia")
    SessionStore.create(other, folder=tmp_path, created_at=0.0).close()
    os.utime(other, (130 * YEAR_S, 130 * YEAR_S))
    path = stage.session.store.path
    stage.close()
    with stage.qtbot.waitSignal(stage.desk.recent_found) as found:
        stage.desk.look_up_recent()
    assert [row.session_path for row in found.args[0]] == [path, other]
    assert time_ago(-50 * YEAR_S) == "just now"


def test_a_session_labelled_by_a_mad_clock_shows_its_figures(stage: Stage) -> None:
    stage.open_ready()
    moments = iter([4e9, -1e9, 1e9, 0.0, 2.5e9])
    stage.session._clock = lambda: next(moments)
    for name in ("red", "green", "blue"):
        stage.session.label_with_new_class(name)
    stage.session.set_state(ImageState.SKIPPED)
    stage.session.undo()
    assert len(stage.labels()) == 3
    assert len(read_activity(stage.session.store.path).rows) == 5
    assert stage.workspace.presenter.status() is not None
