"""What the window says after a rescue: how much is back, from where, and up to when."""

from __future__ import annotations

import time
from pathlib import Path

from iaia_desktop.session.rescue_words import recovered_notice, restored_notice
from iaia_desktop.store.replaying import Replayed
from iaia_desktop.store.restoring import RestoredSession

MADE_AT = time.mktime((2026, 3, 5, 9, 30, 0, 0, 0, -1))
LAST_AT = time.mktime((2026, 3, 5, 14, 2, 0, 0, 0, -1))
ASIDE = Path("/s/s.iaia.damaged-1")


def words(*, from_log: int = 0, from_damaged: int = 0, adapted: int = 0) -> str:
    return restored_notice(
        RestoredSession(
            path=Path("/s/s.iaia"),
            aside=ASIDE,
            backup=Path("/s/s.iaia.backups/000001-20260305-093000.iaia"),
            backed_up_at=MADE_AT,
            decisions=1_204,
            from_log=from_log,
            from_damaged=from_damaged,
            last_at=LAST_AT,
            adapted=adapted,
        )
    ).text


def test_a_restored_session_says_what_is_back_and_from_where() -> None:
    assert words(from_log=312) == (
        "The session is back with 1,204 decisions, the last one of 5 March 2026, 14:02. It was "
        "made from the backup of 5 March 2026, 09:30 and 312 decisions from the log beside it. "
        f"The damaged file is kept as “{ASIDE}”."
    )
    assert "09:30, 1 decision from the log beside it and 4 decisions from the damaged" in words(
        from_log=1, from_damaged=4
    )
    assert "2 of them were made while the window showed something damaged" in words(adapted=2)


def test_a_session_that_had_lost_its_end_says_so() -> None:
    assert recovered_notice(Replayed(decisions=1, last_at=LAST_AT)).text == (
        "The session file had lost its last 1 decision; it came back from the log beside it, "
        "up to 5 March 2026, 14:02."
    )
    assert "last changes; they came back" in recovered_notice(Replayed()).text
