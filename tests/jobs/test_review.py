from __future__ import annotations

import numpy as np
import pytest

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import CancelledError
from iaia_desktop.core.review import ReviewFindings, ReviewRequest
from iaia_desktop.jobs.review import review_job


def request(count: int = 60) -> ReviewRequest:
    rows = np.random.default_rng(0).normal(size=(count, 8)).astype(np.float32)
    rows.flags.writeable = False
    return ReviewRequest(rows, np.arange(count), np.arange(count) % 2 + 1)


def test_progress_rises_to_the_result() -> None:
    steps = review_job(request(), CancelToken())
    done, result = [], None
    while result is None:
        try:
            done.append(next(steps))
        except StopIteration as stop:
            result = stop.value
    assert isinstance(result, ReviewFindings)
    assert [step.done for step in done] == sorted(step.done for step in done)
    assert done[-1].total == 100


def test_it_stops_when_asked_to() -> None:
    token = CancelToken()
    steps = review_job(request(), token)
    next(steps)
    token.cancel()
    with pytest.raises(CancelledError):
        next(steps)
