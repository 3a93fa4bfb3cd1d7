"""What the person should look at next."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iaia_desktop.core.folder_ranking import NO_CLASS, FolderRanking, empty_ranking
from iaia_desktop.core.pages import PagePlan, plan_next
from iaia_desktop.core.types import ClassId, ImageId

Row = tuple[int, float]


def ranking_of(
    rows: list[Row],
    *,
    margins: list[float] | None = None,
    novelties: list[float] | None = None,
    typicality: list[float] | None = None,
    new_chances: list[float] | None = None,
) -> FolderRanking:
    """Return a ranking of (class, confidence); image ids count from 10."""
    count = len(rows)
    confidences = np.array([row[1] for row in rows], np.float32)
    return FolderRanking(
        np.arange(10, 10 + count),
        np.array([row[0] for row in rows], np.int64),
        np.full(count, NO_CLASS),
        confidences,
        confidences if margins is None else np.array(margins, np.float32),
        np.zeros(count, np.float32) if novelties is None else np.array(novelties, np.float32),
        None if typicality is None else np.array(typicality, np.float32),
        None if new_chances is None else np.array(new_chances, np.float32),
    )


def images(plan: PagePlan) -> list[int]:
    return [int(image_id) - 10 for image_id in plan.image_ids]


def test_the_page_that_saves_the_most_comes_first_surest_first() -> None:
    # Four sure images save 3 actions for 1; six doubtful ones save 3.2 for 2.8.
    rows = [(1, 0.5)] * 4 + [(2, 0.98), (2, 0.99), (2, 1.0), (2, 0.97)]
    plan = plan_next(ranking_of(rows))
    assert (plan.is_page, plan.class_id) == (True, 2)
    assert images(plan) == [6, 5, 4, 7]
    assert plan.confidences == pytest.approx((1.0, 0.99, 0.98, 0.97))


def test_more_saved_for_each_action_wins_over_more_saved() -> None:
    # 20 at .7 save 13 for 7 actions; 6 at 1 save 5 for 1.
    assert plan_next(ranking_of([(1, 0.7)] * 20 + [(2, 1.0)] * 6)).class_id == 2
    assert plan_next(ranking_of([(2, 0.7)] * 20 + [(1, 1.0)] * 6)).class_id == 1


def test_a_full_page_is_no_larger_than_asked_and_takes_the_surest() -> None:
    rows = [(1, 0.9 + number / 1000) for number in range(30)]
    assert images(plan_next(ranking_of(rows), size=5)) == [29, 28, 27, 26, 25]
    assert len(images(plan_next(ranking_of(rows)))) == 24


def test_where_nothing_is_saved_the_least_sure_image_is_asked_for() -> None:
    plan = plan_next(ranking_of([(1, 0.4), (1, 0.4), (2, 0.3)], margins=[0.2, 0.05, 0.1]))
    assert (plan.is_page, plan.class_id, images(plan)) == (False, None, [1])
    assert plan.confidences == pytest.approx((0.4,))


def test_a_page_must_save_half_an_action() -> None:
    # Two images save 1 - e.
    assert plan_next(ranking_of([(1, 0.75), (1, 0.75)])).is_page
    assert not plan_next(ranking_of([(1, 0.74), (1, 0.74)])).is_page
    assert not plan_next(ranking_of([(1, 1.0)])).is_page


def test_what_was_set_aside_is_not_offered_for_that_class_again() -> None:
    rows = [(1, 0.99), (1, 0.98), (1, 0.97), (1, 0.96)]
    aside = [
        (ImageId(10), ClassId(1)),
        (ImageId(11), ClassId(2)),  # of another class: no matter
        (ImageId(99), ClassId(1)),  # decided since
    ]
    assert images(plan_next(ranking_of(rows), set_aside=aside)) == [1, 2, 3]
    everything = [(ImageId(10 + number), ClassId(1)) for number in range(4)]
    plan = plan_next(ranking_of(rows), set_aside=everything)
    assert (plan.is_page, images(plan)) == (False, [3])


def test_seeking_classes_asks_for_what_is_both_typical_and_unlike_the_labelled() -> None:
    rows = [(1, 0.99)] * 4
    ranking = ranking_of(rows, novelties=[0.9, 0.2, 0.8, 0.7], typicality=[0.1, 0.9, 0.6, 0.8])
    plan = plan_next(ranking, seek_new=True)
    assert (plan.is_page, images(plan)) == (False, [3])
    assert images(plan_next(ranking_of(rows, novelties=[0.1, 0.9, 0.8, 0.7]), seek_new=True)) == [1]


def test_the_nearest_labelled_image_says_more_than_the_novelty_where_it_is_known() -> None:
    ranking = ranking_of([(1, 0.9)] * 3, novelties=[0.9, 0.1, 0.2], typicality=[0.5] * 3)
    nearest = np.array([0.1, 0.2, 0.3], np.float32)
    assert images(plan_next(replace(ranking, nearest=nearest), seek_new=True)) == [2]


def test_without_a_class_the_most_typical_image_is_asked_for() -> None:
    nothing = [(NO_CLASS, 0.0)] * 3
    plan = plan_next(ranking_of(nothing, novelties=[np.inf] * 3, typicality=[0.2, 0.7, -0.1]))
    assert (plan.is_page, images(plan)) == (False, [1])
    assert images(plan_next(ranking_of(nothing, novelties=[np.inf] * 3))) == [0]


def test_a_page_that_hides_many_new_images_has_one_of_them_asked_for() -> None:
    rows = [(1, 0.75)] * 24
    few, many = [0.2] * 24, [0.2] * 23 + [0.6]
    assert plan_next(ranking_of(rows, new_chances=few)).is_page
    plan = plan_next(ranking_of(rows, new_chances=many))
    assert (plan.is_page, images(plan)) == (False, [23])


def test_nothing_waits() -> None:
    for seek_new in (False, True):
        assert plan_next(empty_ranking(), seek_new=seek_new) == PagePlan(None, (), ())


row = st.tuples(st.integers(0, 4), st.floats(0, 1, width=32))
pairs = st.sets(st.tuples(st.integers(8, 50).map(ImageId), st.integers(0, 4).map(ClassId)))


@given(st.lists(row, max_size=40), st.integers(1, 12), pairs, st.booleans())
def test_every_plan_is_sound(
    rows: list[Row], size: int, aside: set[tuple[ImageId, ClassId]], seek_new: bool
) -> None:
    plan = plan_next(ranking_of(rows), size=size, set_aside=aside, seek_new=seek_new)
    chosen = images(plan)
    assert len(plan.confidences) == len(chosen)
    if not plan.is_page:
        assert len(chosen) == min(len(rows), 1)
        return
    assert not seek_new
    assert plan.class_id != NO_CLASS
    assert 1 < len(chosen) <= size
    assert len(set(chosen)) == len(chosen)
    assert {rows[number][0] for number in chosen} == {plan.class_id}
    assert list(plan.confidences) == sorted(plan.confidences, reverse=True)
    assert not {(image_id, plan.class_id) for image_id in plan.image_ids} & aside
    left = [
        confidence
        for number, (class_id, confidence) in enumerate(rows)
        if class_id == plan.class_id
        and number not in chosen
        and (ImageId(number + 10), plan.class_id) not in aside
    ]
    assert not left or (len(chosen) == size and max(left) <= min(plan.confidences))
    assert len(chosen) - 1 - sum(1 - chance for chance in plan.confidences) >= 0.5 - 1e-6
