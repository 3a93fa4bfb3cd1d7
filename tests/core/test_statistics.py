from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iaia_desktop.core.calibration import (
    epsilon_from_pairs,
)
from iaia_desktop.core.metrics import Step, StreamMetrics
from iaia_desktop.core.pace import PAUSE_S, Pace, pace, pace_bins, working_gaps
from iaia_desktop.core.statistics import (
    ClassScore,
    Confused,
    NoveltyPoint,
    StepColumns,
    class_scores,
    confused_pairs,
    novelty_curve,
    novelty_point,
    thinned,
)
from iaia_desktop.core.types import ClassId

CAT, DOG, OWL = ClassId(1), ClassId(2), ClassId(3)


def step(
    said: ClassId | None, truth: ClassId, *, new: bool = False, says_new: bool = False
) -> Step:
    return Step(said, truth, new, says_new or said is None)


STEPS = (
    step(None, CAT, new=True),  # right: the first class
    step(CAT, CAT),  # right
    step(CAT, DOG, new=True),  # missed
    step(CAT, DOG),  # wrong
    step(DOG, DOG),  # right
    step(CAT, DOG),  # wrong
    step(DOG, CAT, says_new=True),  # false alarm
    step(DOG, OWL, new=True, says_new=True),  # noticed
)
COLUMNS = StepColumns.of(range(10, 18), STEPS)

steps = st.builds(
    Step,
    predicted=st.sampled_from((CAT, DOG, OWL)),
    truth=st.sampled_from((CAT, DOG, OWL)),
    was_new=st.booleans(),
    predicted_new=st.booleans(),
)


# --- suggestions ------------------------------------------------------------------------------


def test_figures_of_a_small_session() -> None:
    assert COLUMNS.confusion() == ((4, 1), (1, 2))
    assert COLUMNS.correct.tolist() == [True, True, False, False, True, False, False, True]
    accuracy = COLUMNS.accuracy()
    assert math.isnan(accuracy[0])
    assert accuracy[1:].tolist() == pytest.approx([1, 1, 1 / 2, 2 / 3, 2 / 4, 2 / 5, 2 / 5])


@given(st.lists(steps, max_size=40), st.integers(1, 50))
def test_columns_agree_with_the_metrics_of_the_session(rows: list[Step], window: int) -> None:
    metrics = StreamMetrics()
    for number, row in enumerate(rows):
        metrics.add(number, row)
    columns = StepColumns.of(list(metrics.step_ids), list(metrics.steps))
    assert len(columns) == len(rows)
    assert columns.confusion() == metrics.confusion
    np.testing.assert_array_equal(columns.accuracy(), metrics.accuracy_series())
    np.testing.assert_array_equal(
        columns.moving_average(window), metrics.moving_average_series(window)
    )


def test_the_growing_window_is_a_tenth_and_at_least_twenty() -> None:
    rows = [step(CAT, CAT if number % 3 else DOG) for number in range(400)]
    metrics = StreamMetrics()
    growing = StepColumns.of(range(400), rows).moving_average(None)
    for number, row in enumerate(rows):
        metrics.add(number, row)
        window = max(20, (number + 1) // 10)
        assert growing[number] == pytest.approx(metrics.moving_average(window))


def test_a_window_without_steps_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        COLUMNS.moving_average(0)
    with pytest.raises(ValueError, match="8 steps for 2 images"):
        StepColumns.of((1, 2), STEPS)


def test_nothing_labelled_yet() -> None:
    empty = StepColumns.of((), ())
    assert empty.confusion() == ((0, 0), (0, 0))
    assert len(empty.accuracy()) == len(empty.moving_average(None)) == 0
    assert confused_pairs(empty) == []
    assert class_scores(empty) == {}


def test_confusions_by_pair_the_most_frequent_first() -> None:
    assert confused_pairs(COLUMNS) == [Confused(DOG, CAT, 2), Confused(CAT, None, 1)]


def test_images_behind_the_figures_the_last_one_first() -> None:
    assert COLUMNS.images_confused(DOG, CAT).tolist() == [15, 13]
    assert COLUMNS.images_confused(CAT, None).tolist() == [16]
    assert COLUMNS.images_confused(OWL, CAT).tolist() == []
    assert COLUMNS.images_of_cell(was_new=True, predicted_new=True).tolist() == [17, 10]
    assert COLUMNS.images_of_cell(was_new=True, predicted_new=False).tolist() == [12]


@given(st.lists(steps, max_size=40))
def test_every_wrong_suggestion_is_in_exactly_one_pair(rows: list[Step]) -> None:
    columns = StepColumns.of(range(len(rows)), rows)
    wrong = {number for number, row in enumerate(rows) if not row.was_new and not row.is_correct}
    found: list[int] = []
    for pair in confused_pairs(columns):
        images = columns.images_confused(pair.truth, pair.suggested).tolist()
        assert len(images) == pair.count
        found += images
    assert sorted(found) == sorted(wrong)


def test_scores_leave_out_the_first_image_of_a_class() -> None:
    scores = class_scores(COLUMNS)
    assert scores == {CAT: ClassScore(1, 2), DOG: ClassScore(1, 3)}
    assert scores[CAT].share == 0.5
    assert ClassScore(0, 0).share is None


@given(st.integers(0, 2000), st.integers(2, 100))
def test_thinning_keeps_both_ends_and_the_order(size: int, most: int) -> None:
    places = thinned(size, most)
    assert len(places) == min(size, most)
    assert (np.diff(places) > 0).all()
    if size:
        assert (places[0], places[-1]) == (0, size - 1)


# --- new classes ------------------------------------------------------------------------------

OWN = np.array([0.1, 0.2, 0.3, np.nan])
OTHER = np.array([0.25, 0.4, np.nan, 0.5])


def test_the_curve_by_hand() -> None:
    curve = novelty_curve(OWN, OTHER, 0.5)
    assert curve is not None
    # From the largest threshold down: 0.5 | 0.4 | 0.3 | 0.25 | 0.2 | 0.1.
    assert curve.epsilon.tolist() == pytest.approx([0.45, 0.35, 0.275, 0.225, 0.15, 0.05])
    assert curve.recall.tolist() == pytest.approx([1 / 3, 2 / 3, 2 / 3, 1, 1, 1])
    assert curve.precision.tolist() == pytest.approx([1, 1, 2 / 3, 3 / 4, 3 / 5, 1 / 2])
    assert curve.average_precision == pytest.approx((1 + 1 + 3 / 4) / 3)
    assert curve.chance == 0.5


@pytest.mark.parametrize(
    ("own", "other"), [(np.array([]), OTHER), (OWN, np.array([np.nan])), (OWN[3:], OTHER)]
)
def test_without_both_kinds_of_distance_there_is_no_curve(
    own: np.ndarray, other: np.ndarray
) -> None:
    assert novelty_curve(own, other, 0.5) is None
    assert novelty_point(own, other, 0.5, 0.3) is None


def test_a_threshold_beyond_everything_notices_nothing() -> None:
    point = novelty_point(OWN, OTHER, 0.5, 9.0)
    assert point == NoveltyPoint(9.0, None, 0.0)
    assert point is not None
    assert point.f1 == 0.0


distances = st.lists(st.floats(0.001, 1.0), min_size=1, max_size=30).map(np.array)


@given(distances, distances, st.floats(0.01, 1.0))
def test_every_point_of_the_curve_is_the_point_of_its_epsilon(
    own: np.ndarray, other: np.ndarray, chance: float
) -> None:
    curve = novelty_curve(own, other, chance)
    assert curve is not None
    assert (np.diff(curve.recall) >= 0).all()
    for epsilon, precision, recall in zip(
        curve.epsilon, curve.precision, curve.recall, strict=True
    ):
        point = novelty_point(own, other, chance, float(epsilon))
        assert point is not None
        assert point.recall == pytest.approx(recall)
        assert (point.precision or 0.0) == pytest.approx(precision)
    assert curve.precision[-1] == pytest.approx(chance)


def test_the_epsilon_with_the_best_f1_is_the_best_point_of_its_curve() -> None:
    rng = np.random.default_rng(7)
    own, other = rng.normal(0.3, 0.1, 60).clip(0.01), rng.normal(0.6, 0.1, 60).clip(0.01)
    epsilon = epsilon_from_pairs(own, other, 0.2)
    curve = novelty_curve(own, other, 0.2)
    assert epsilon is not None
    assert curve is not None
    f1 = 2 * curve.precision * curve.recall / (curve.precision + curve.recall)
    point = novelty_point(own, other, 0.2, epsilon)
    assert point is not None
    assert point.f1 == pytest.approx(f1.max())


# --- pace -------------------------------------------------------------------------------------


def pace_of(*at_s: float, units: list[int] | None = None, last_s: float | None = None) -> Pace:
    counts = np.ones(len(at_s), np.int64) if units is None else np.array(units, np.int64)
    return pace(np.array(at_s, np.float64), counts, last_s=last_s)


def test_the_first_act_only_starts_the_clock() -> None:
    assert pace_of() == Pace(0, 0.0)
    assert pace_of(100.0).per_minute is None
    assert pace_of(100.0, 110.0, 130.0) == Pace(2, 30.0)
    assert pace_of(100.0, 110.0, 130.0).per_minute == pytest.approx(4.0)


def test_pauses_of_more_than_two_minutes_are_left_out() -> None:
    assert pace_of(0.0, 10.0, 10.0 + PAUSE_S, 11.0 + 2 * PAUSE_S) == Pace(2, 10.0 + PAUSE_S)
    gaps = working_gaps(np.array([0.0, 120.0, 240.5]))
    np.testing.assert_array_equal(gaps, [np.nan, 120.0, np.nan])


def test_a_clock_that_was_set_back_counts_as_a_pause() -> None:
    assert pace_of(1000.0, 1010.0, 500.0, 520.0) == Pace(2, 30.0)


def test_acts_at_the_same_moment_all_count() -> None:
    assert pace_of(0.0, 5.0, 5.0, 5.0) == Pace(3, 5.0)


def test_an_undo_takes_away_and_a_pace_is_never_negative() -> None:
    assert pace_of(0.0, 10.0, 20.0, units=[1, 1, -1]) == Pace(0, 20.0)
    assert pace_of(0.0, 10.0, 20.0, units=[1, 0, -1]).per_minute == 0.0


def test_only_the_last_seconds_of_work() -> None:
    times = (0.0, 10.0, 20.0, 1000.0, 1005.0, 1010.0)
    assert pace_of(*times, last_s=10.0) == Pace(2, 10.0)
    assert pace_of(*times, last_s=11.0) == Pace(3, 20.0)
    assert pace_of(*times, last_s=1e9) == pace_of(*times)


def test_bins_are_short_for_a_short_time_of_work() -> None:
    times = np.array([0.0, 5.0, 10.0, 12.0, 25.0])
    bins = pace_bins(times, np.ones(5, np.int64))
    assert [(each.start_min * 60, each.end_min * 60) for each in bins] == [
        (0, 10), (10, 20), (20, 25),
    ]  # fmt: skip
    assert [each.per_minute for each in bins] == pytest.approx([12, 6, 12])
    assert pace_bins(times[:1], np.ones(1, np.int64)) == []
    assert pace_bins(times[:0], np.ones(0, np.int64)) == []


@given(st.lists(st.integers(0, 119_000), min_size=2, max_size=200), st.integers(1, 40))
def test_bins_hold_all_the_work(gaps_ms: list[int], most: int) -> None:
    times = np.cumsum(gaps_ms) / 1000.0
    units = np.ones(len(times), np.int64)
    whole = pace(times, units)
    bins = pace_bins(times, units, most=most)
    if whole.work_s == 0:
        assert bins == []
        return
    assert len(bins) <= most
    assert bins[0].start_min == 0
    assert bins[-1].end_min * 60 == pytest.approx(whole.work_s)
    counted = sum(each.per_minute * (each.end_min - each.start_min) for each in bins)
    assert counted == pytest.approx(whole.units, rel=1e-6)
