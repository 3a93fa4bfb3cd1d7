from __future__ import annotations

import numpy as np
import pytest

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import CancelledError
from iaia_desktop.core.folder_ranking import FolderRanking
from iaia_desktop.core.memory import PrototypeMemory
from iaia_desktop.core.pages import PagePlan
from iaia_desktop.core.ranking_request import RankingRequest
from iaia_desktop.core.types import ClassId, ImageId
from iaia_desktop.jobs import plan_page
from iaia_desktop.jobs.plan_page import PageRequest, PlannedPage, fullest_page, plan_page_job


def ranking(*rows: tuple[int, int, float]) -> FolderRanking:
    """Return a ranking of (image, class, confidence)."""
    count = len(rows)
    nought = np.zeros(count, np.float32)
    return FolderRanking(
        np.array([row[0] for row in rows], np.int64),
        np.array([row[1] for row in rows], np.int64),
        np.zeros(count, np.int64),
        np.array([row[2] for row in rows], np.float32),
        nought,
        nought,
    )


def run(request: PageRequest, token: CancelToken | None = None) -> PlannedPage:
    job = plan_page_job(request, token or CancelToken())
    try:
        while True:
            next(job)
    except StopIteration as stop:
        result = stop.value
        assert isinstance(result, PlannedPage)
        return result


def request(count: int = 6, **named: object) -> PageRequest:
    """Return a request for images that all look like class 1, the first ones most."""
    memory = PrototypeMemory(2)
    memory.add(ClassId(1), np.array([1.0, 0.0], np.float32))
    slopes = np.linspace(0.0, 0.5, count)
    rows = np.stack([np.cos(slopes), np.sin(slopes)], axis=1).astype(np.float32)
    made = RankingRequest([ImageId(number) for number in range(count)], rows, memory)
    return PageRequest(made, size=4, **named)  # type: ignore[arg-type]


def prefer_one(ranked: FolderRanking, **_named: object) -> PagePlan:
    """Choose one image, whatever there is."""
    return PagePlan(None, (ImageId(int(ranked.image_ids[0])),), (0.3,))


def test_the_fullest_page_is_the_class_most_images_look_like_surest_first() -> None:
    ranked = ranking((0, 1, 0.9), (1, 2, 0.5), (2, 2, 0.8), (3, 2, 0.7), (4, 1, 0.6))

    page = fullest_page(ranked, 2, frozenset())

    assert page is not None
    assert page.class_id == 2
    assert page.image_ids == (2, 3)
    assert page.confidences == pytest.approx((0.8, 0.7))


def test_what_was_set_aside_for_a_class_is_not_offered_for_it() -> None:
    ranked = ranking((0, 1, 0.9), (1, 1, 0.8), (2, 2, 0.7))
    aside = frozenset(
        {(ImageId(0), ClassId(1)), (ImageId(1), ClassId(2)), (ImageId(2), ClassId(2))}
    )

    page = fullest_page(ranked, 9, aside)

    assert page is not None
    assert (page.class_id, page.image_ids) == (1, (1,))


def test_no_class_makes_no_page() -> None:
    assert fullest_page(ranking((0, 0, 0.0)), 9, frozenset()) is None
    assert fullest_page(ranking(), 9, frozenset()) is None


def test_who_insists_gets_a_page_where_one_image_would_be_quicker(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(plan_page, "plan_next", prefer_one)

    assert not run(request()).plan.is_page
    insisted = run(request(insisted=True))

    assert insisted.plan.class_id == 1
    assert insisted.plan.image_ids == (0, 1, 2, 3)
    assert insisted.ranked == 6
    assert insisted.knows_classes


def test_nothing_that_waits_is_no_page() -> None:
    planned = run(request(0, insisted=True))

    assert planned.plan.image_ids == ()
    assert planned.ranked == 0
    assert not planned.knows_classes


def test_a_cancelled_plan_ends_early() -> None:
    token = CancelToken()
    token.cancel()

    with pytest.raises(CancelledError):
        run(request(), token)
