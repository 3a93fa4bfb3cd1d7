"""What the window says after a rescue: how much is back, from where, and up to when."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from iaia_desktop.session.rescue_words import recovered_notice, restored_notice
from iaia_desktop.store.replaying import Replayed
from iaia_desktop.store.restoring import RestoredSession
from tests.english_left import english_left

MADE_AT = time.mktime((2026, 3, 5, 9, 30, 0, 0, 0, -1))
LAST_AT = time.mktime((2026, 3, 5, 14, 2, 0, 0, 0, -1))
ASIDE = Path("/s/s.iaia.damaged-1")


def words(
    *,
    from_log: int = 0,
    from_damaged: int = 0,
    adapted: int = 0,
    decisions: int = 1_204,
    last_at: float | None = LAST_AT,
) -> str:
    return restored_notice(
        RestoredSession(
            path=Path("/s/s.iaia"),
            aside=ASIDE,
            backup=Path("/s/s.iaia.backups/000001-20260305-093000.iaia"),
            backed_up_at=MADE_AT,
            decisions=decisions,
            from_log=from_log,
            from_damaged=from_damaged,
            last_at=last_at,
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


def test_a_session_without_decisions_names_no_time() -> None:
    assert words(decisions=0, last_at=None).startswith(
        "The session is back with 0 decisions. It was made from the backup of 5 March 2026, 09:30."
    )


def test_a_time_beyond_all_calendars() -> None:
    assert "the last one of an unknown time." in words(last_at=1e300)


@pytest.mark.parametrize("from_log", [0, 1, 2])
@pytest.mark.parametrize("from_damaged", [0, 1, 2])
@pytest.mark.parametrize("adapted", [0, 1, 2])
@pytest.mark.parametrize("last_at", [None, LAST_AT, 1e300])
def test_no_english_is_left(
    from_log: int, from_damaged: int, adapted: int, last_at: float | None
) -> None:
    text = words(from_log=from_log, from_damaged=from_damaged, adapted=adapted, last_at=last_at)
    assert english_left(text, ASIDE) == ""


@pytest.mark.parametrize("decisions", [0, 1, 2])
def test_no_english_is_left_of_what_came_back(decisions: int) -> None:
    notice = recovered_notice(Replayed(decisions=decisions, last_at=LAST_AT))
    assert english_left(notice.text) == ""
