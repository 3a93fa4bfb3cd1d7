"""Rank a folder, and fit the rankers, off the GUI thread."""

from __future__ import annotations

import numpy as np
import pytest

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import CancelledError
from iaia_desktop.core.folder_ranking import FolderRanking
from iaia_desktop.core.folder_shape import ShapeRequest
from iaia_desktop.core.memory import PrototypeMemory
from iaia_desktop.core.method import RankerChoice
from iaia_desktop.core.ranker_bank import LabelSnapshot, RankerBank
from iaia_desktop.core.ranking_request import RankingRequest
from iaia_desktop.core.types import ClassId, ImageId
from iaia_desktop.jobs import rank_folder
from iaia_desktop.jobs.fit_rankers import fit_rankers_job, shape_folder_job
from iaia_desktop.jobs.progress import Progress
from iaia_desktop.jobs.rank_folder import rank_folder_job

ROWS = np.random.default_rng(2).standard_normal((30, 4)).astype(np.float32)


def request() -> RankingRequest:
    memory = PrototypeMemory(4)
    memory.add(ClassId(1), ROWS[0])
    memory.add(ClassId(2), ROWS[1])
    return RankingRequest([ImageId(number) for number in range(2, 30)], ROWS, memory)


def bank() -> RankerBank:
    shape = ShapeRequest(range(30), ROWS).work_out()
    memory = PrototypeMemory(4)
    memory.add(ClassId(1), ROWS[0])
    labels = LabelSnapshot([0], [ClassId(1)], np.zeros((0, 4), np.float32), [])
    return RankerBank(shape, labels, ROWS, memory)


def ranked(token: CancelToken) -> tuple[list[Progress], FolderRanking]:
    job, seen = rank_folder_job(request(), token), []
    while True:
        try:
            seen.append(next(job))
        except StopIteration as stop:
            return seen, stop.value


def test_the_folder_is_ranked_block_by_block(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rank_folder, "BLOCK_ROWS", 10)
    seen, ranking = ranked(CancelToken())
    assert [(event.done, event.total) for event in seen] == [(0, 28), (10, 28), (20, 28)]
    whole = request().rank(0, 28)
    assert ranking.image_ids.tolist() == list(range(2, 30))
    np.testing.assert_array_equal(ranking.class_ids, whole.class_ids)
    np.testing.assert_allclose(ranking.confidences, whole.confidences, atol=1e-6)


def test_no_image_waits() -> None:
    job = rank_folder_job(RankingRequest([], ROWS, PrototypeMemory(4)), CancelToken())
    with pytest.raises(StopIteration) as stop:
        next(job)
    assert len(stop.value.value) == 0


def test_ranking_stops_between_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rank_folder, "BLOCK_ROWS", 10)
    token = CancelToken()
    job = rank_folder_job(request(), token)
    next(job)
    token.cancel()
    with pytest.raises(CancelledError):
        next(job)


def test_a_shape_is_worked_out() -> None:
    job = shape_folder_job(ShapeRequest(range(3, 28), ROWS), CancelToken())
    event = next(job)
    assert (event.done, event.total) == (0, 25)
    with pytest.raises(StopIteration) as stop:
        next(job)
    assert stop.value.value.image_ids.tolist() == list(range(3, 28))


def test_rankers_are_fitted() -> None:
    unfitted = bank()
    job = fit_rankers_job(unfitted, CancelToken())
    next(job)
    with pytest.raises(StopIteration) as stop:
        next(job)
    assert stop.value.value is unfitted
    chances = unfitted.probabilities(RankerChoice.MIX, np.arange(30))
    np.testing.assert_allclose(chances, 1.0)


def test_both_stop_when_asked() -> None:
    token = CancelToken()
    jobs = [shape_folder_job(ShapeRequest(range(30), ROWS), token), fit_rankers_job(bank(), token)]
    for job in jobs:
        next(job)
    token.cancel()
    for job in jobs:
        with pytest.raises(CancelledError):
            next(job)
