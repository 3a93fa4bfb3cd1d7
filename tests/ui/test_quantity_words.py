from __future__ import annotations

import pytest

from iaia_desktop.ui.quantity_words import bytes_text, time_ago, time_left

_DAY = 86400.0


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5.0, "just now"),
        (59.0, "just now"),
        (60.0, "1 minute ago"),
        (3599.0, "59 minutes ago"),
        (3600.0, "1 hour ago"),
        (3 * 3600.0, "3 hours ago"),
        (_DAY, "yesterday"),
        (3 * _DAY, "3 days ago"),
        (14 * _DAY, "2 weeks ago"),
        (70 * _DAY, "2 months ago"),
        (800 * _DAY, "2 years ago"),
    ],
)
def test_time_ago(seconds: float, words: str) -> None:
    assert time_ago(seconds) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.0, "1 s"),
        (40.4, "40 s"),
        (90.0, "2 min"),
        (3600.0, "60 min"),
        (7500.0, "2 h 5 min"),
        (7200.0, "2 h"),
        (50000.0, "14 h"),
    ],
)
def test_time_left(seconds: float, words: str) -> None:
    assert time_left(seconds) == words


@pytest.mark.parametrize(
    ("size", "words"),
    [(12, "12 bytes"), (1500, "1.5 kB"), (354_000_000, "354 MB"), (3_500_000_000, "3.5 GB")],
)
def test_bytes_text(size: int, words: str) -> None:
    assert bytes_text(size) == words
