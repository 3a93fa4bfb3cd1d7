from __future__ import annotations

from collections.abc import Generator

import pytest

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import CancelledError
from iaia_desktop.jobs.pacing import Pace


def _numbers(made: list[int], closed: list[bool]) -> Generator[int, None, None]:
    try:
        for number in range(10):
            made.append(number)
            yield number
    finally:
        closed.append(True)


def test_no_more_than_a_few_wait_to_be_taken() -> None:
    pace, token = Pace(2), CancelToken()
    made: list[int] = []
    closed: list[bool] = []
    events = pace.keep(_numbers(made, closed), token)
    assert [next(events), next(events)] == [0, 1]
    pace.taken()
    assert next(events) == 2
    # The next one is made and has to wait; a cancel ends that, and the job.
    token.cancel()
    with pytest.raises(CancelledError):
        next(events)
    assert made == [0, 1, 2, 3]
    assert closed == [True]


def test_all_come_to_who_takes_them() -> None:
    pace = Pace(1)
    made: list[int] = []
    closed: list[bool] = []
    found = []
    for number in pace.keep(_numbers(made, closed), CancelToken()):
        found.append(number)
        pace.taken()
    assert found == list(range(10))
    assert closed == [True]
