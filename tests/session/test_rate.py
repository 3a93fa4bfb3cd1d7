from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iaia_desktop.session.rate import Rate


def test_nothing_is_known_from_less_than_two_marks() -> None:
    rate = Rate()
    assert rate.per_second(5.0) == 0.0
    rate.note(5.0, 10)
    assert rate.per_second(6.0) == 0.0


def test_the_first_mark_only_opens_the_span() -> None:
    rate = Rate()
    rate.note(0.0, 1000)
    rate.note(1.0, 10)
    rate.note(2.0, 30)
    assert rate.per_second(2.0) == pytest.approx(20.0)
    assert rate.per_second(4.0) == pytest.approx(10.0)


def test_what_is_long_past_no_longer_counts() -> None:
    rate = Rate(window_s=10.0)
    rate.note(0.0, 0)
    rate.note(1.0, 1_000_000)
    for second in range(5, 16):
        rate.note(float(second), 7)
    assert rate.per_second(15.0) == pytest.approx(7.0)
    assert rate.per_second(26.0) == 0.0


def test_marks_of_one_moment_are_no_speed() -> None:
    rate = Rate()
    rate.note(1.0, 5)
    rate.note(1.0, 5)
    assert rate.per_second(1.0) == 0.0


def test_it_forgets_when_told() -> None:
    rate = Rate()
    rate.note(0.0, 1)
    rate.note(1.0, 1)
    rate.reset()
    assert rate.per_second(1.0) == 0.0


@given(st.lists(st.tuples(st.floats(0, 5), st.integers(0, 100)), max_size=50), st.floats(0, 100))
def test_the_speed_is_always_a_sensible_number(
    steps: list[tuple[float, int]], later: float
) -> None:
    rate = Rate()
    now = 0.0
    for pause, units in steps:
        now += pause
        rate.note(now, units)
    assert rate.per_second(now + later) >= 0.0
