"""What is told when decisions are kept, but not as well as they should be."""

from __future__ import annotations

import errno
import os

import pytest

from iaia_desktop.store.faults import reason_of
from iaia_desktop.store.session_file import SessionStore
from tests.english_left import english_left
from tests.session.conftest import Stage


def test_a_log_that_cannot_be_written_is_told_once_in_words_that_can_be_translated(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.open_ready()
    full, _ = reason_of(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
    monkeypatch.setattr(SessionStore, "log_problem", full)
    assert stage.session.flush()
    assert stage.session.flush()
    (told,) = [notice for notice in stage.notices if notice.key == "log"]
    path = stage.session.store.path
    assert told.text == (
        "Decisions are saved, but not a second time in the log beside the session: the disk is full"
        f" ({path}). Free some space; the log goes on by itself."
    )
    assert english_left(told.text, path) == ""
