"""A function that reports through a callback, as a generator."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import CancelledError
from iaia_desktop.jobs.from_callbacks import events_from

Report = Callable[[int], None]


def test_the_last_report_always_arrives_and_the_result_is_returned() -> None:
    def work(report: Report) -> str:
        for number in range(100):
            report(number)
        return "done"

    job = events_from(work, CancelToken())
    seen = []
    result = None
    while result is None:
        try:
            seen.append(next(job))
        except StopIteration as stop:
            result = stop.value
    assert result == "done"
    assert seen == sorted(set(seen))
    assert seen[-1] == 99


def test_reports_arrive_while_it_works() -> None:
    seen = threading.Event()

    def work(report: Report) -> None:
        report(1)
        assert seen.wait(60)
        report(2)

    job = events_from(work, CancelToken())
    assert next(job) == 1
    seen.set()
    assert list(job) == [2]


def test_it_may_have_nothing_to_report() -> None:
    assert list(events_from(lambda _: None, CancelToken())) == []


def test_what_it_raises_is_raised() -> None:
    def work(report: Report) -> None:
        report(1)
        raise KeyError("lost")

    job = events_from(work, CancelToken())
    with pytest.raises(KeyError, match="lost"):
        list(job)


def test_cancelled_it_does_not_wait_for_the_function() -> None:
    token = CancelToken()
    go_on = threading.Event()
    ended = threading.Event()

    def work(report: Report) -> None:
        report(1)
        go_on.wait(60)
        ended.set()

    job = events_from(work, token)
    next(job)
    token.cancel()
    with pytest.raises(CancelledError):
        next(job)
    assert not ended.is_set()
    go_on.set()
    assert ended.wait(60)


def test_a_function_that_ends_by_itself_when_cancelled() -> None:
    token = CancelToken()

    def work(_report: Report) -> None:
        token.cancel()
        token.raise_if_cancelled()

    with pytest.raises(CancelledError):
        list(events_from(work, token))
