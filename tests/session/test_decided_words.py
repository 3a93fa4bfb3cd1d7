"""Sentences with numbers and dates: right in English, and none of them stays English elsewhere."""

from __future__ import annotations

import datetime as dt

import pytest

from iaia_desktop.session.date_words import day_and_time_words, moment_words
from iaia_desktop.session.decided_words import all_decided_words
from tests.english_left import english_left


@pytest.mark.parametrize(
    ("unreadable", "skipped", "words"),
    [
        (0, 0, "Every image has a decision."),
        (1001, 0, "Every image that can be read has a decision; 1,001 cannot be read."),
        (0, 2, "Every image has a decision; 2 skipped (U goes there)."),
        (
            1,
            2,
            (
                "Every image that can be read has a decision; 1 cannot be read; "
                "2 skipped (U goes there)."
            ),
        ),
    ],
)
def test_no_image_waits(unreadable: int, skipped: int, words: str) -> None:
    text = all_decided_words(unreadable, skipped)
    assert text == words
    assert english_left(text) == ""


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_has_its_name(month: int) -> None:
    moment = dt.datetime(2026, month, 4, 9, 5, tzinfo=dt.UTC)
    text = day_and_time_words(moment)
    assert text == f"4 {moment:%B} 2026, 09:05"
    assert english_left(text) == ""


def test_a_time_beyond_all_calendars() -> None:
    assert english_left(moment_words(1e300)) == ""
