from __future__ import annotations

import pytest

from iaia_desktop.jobs.time_left import TimeLeft


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("elapsed_s", "done", "words"),
    [
        (1, 10, ""),  # too early to tell
        (10, 0, ""),
        (10, 500, "about 10 seconds left"),
        (10, 999, "about 5 seconds left"),
        (60, 500, "about 1 minute left"),
        (600, 100, "about 90 minutes left"),
        (36_000, 500, "about 10 hours left"),
        (10, 1000, ""),
    ],
)
def test_the_rest_takes_as_long_as_what_was_done(elapsed_s: int, done: int, words: str) -> None:
    clock = Clock()
    left = TimeLeft(clock)
    assert left.words(0, 1000) == ""
    clock.now += elapsed_s
    assert left.words(done, 1000) == words


def test_what_was_there_already_does_not_count_as_pace() -> None:
    clock = Clock()
    left = TimeLeft(clock)
    left.words(900, 1000)
    clock.now += 100
    assert left.words(950, 1000) == "about 2 minutes left"
