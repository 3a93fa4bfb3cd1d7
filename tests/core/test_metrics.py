"""The metrics of a stream, counted by hand and against a recount from scratch."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iaia_desktop.core.metrics import Step, StreamMetrics
from iaia_desktop.core.types import ClassId

A, B, C = ClassId(1), ClassId(2), ClassId(3)
NAN = float("nan")

STREAM = [
    Step(predicted=None, truth=A, was_new=True, predicted_new=True),  # right: new
    Step(predicted=A, truth=A, was_new=False, predicted_new=False),  # right
    Step(predicted=A, truth=B, was_new=True, predicted_new=False),  # wrong: missed a new class
    Step(predicted=B, truth=B, was_new=False, predicted_new=True),  # wrong: a false alarm
    Step(predicted=A, truth=B, was_new=False, predicted_new=False),  # wrong class
    Step(predicted=B, truth=C, was_new=True, predicted_new=True),  # right: new
    Step(predicted=C, truth=C, was_new=False, predicted_new=False),  # right
]

class_ids = st.sampled_from([A, B, C])
steps = st.builds(
    Step, predicted=class_ids, truth=class_ids, was_new=st.booleans(), predicted_new=st.booleans()
)


def metrics_of(stream: list[Step]) -> StreamMetrics:
    metrics = StreamMetrics()
    for step_id, step in enumerate(stream):
        metrics.add(step_id, step)
    return metrics


def figures(metrics: StreamMetrics) -> list[object]:
    return [
        len(metrics),
        list(metrics.steps),
        metrics.accuracy,
        metrics.accuracy_all,
        metrics.confusion,
        metrics.precision,
        metrics.recall,
        metrics.moving_average(3),
        str(metrics.accuracy_series().tolist()),
    ]


class TestHandComputed:
    def test_correctness_of_each_step(self) -> None:
        assert [step.is_correct for step in STREAM] == [1, 1, 0, 0, 0, 1, 1]

    def test_figures(self) -> None:
        metrics = metrics_of(STREAM)
        # Of the 4 steps of classes that existed, 2 were right; of all 7, 4 were.
        assert metrics.accuracy == 2 / 4
        assert metrics.accuracy_all == 4 / 7
        # Old: 3 called old, 1 called new. New: 1 called old, 2 called new.
        assert metrics.confusion == ((3, 1), (1, 2))
        assert metrics.precision == 2 / 3
        assert metrics.recall == 2 / 3
        assert len(metrics) == 7

    def test_precision_and_recall_are_not_mixed_up(self) -> None:
        metrics = metrics_of([STREAM[0], STREAM[2], STREAM[2], STREAM[2], STREAM[3]])
        assert metrics.confusion == ((0, 1), (3, 1))
        assert metrics.precision == 1 / 2
        assert metrics.recall == 1 / 4

    def test_moving_average(self) -> None:
        metrics = metrics_of(STREAM)
        # The last step is right; the one before founded a class; then two wrong ones.
        assert metrics.moving_average(1) == 1.0
        assert metrics.moving_average(2) == 1.0
        assert metrics.moving_average(3) == 1 / 2
        assert metrics.moving_average(4) == 1 / 3
        assert metrics.moving_average(7) == 2 / 4
        assert metrics.moving_average(1_000) == 2 / 4
        assert metrics_of(STREAM[:6]).moving_average(1) is None

    def test_series(self) -> None:
        metrics = metrics_of(STREAM)
        np.testing.assert_array_equal(
            metrics.accuracy_series(), [NAN, 1, 1, 1 / 2, 1 / 3, 1 / 3, 2 / 4]
        )
        np.testing.assert_array_equal(
            metrics.accuracy_all_series(), [1, 1, 2 / 3, 2 / 4, 2 / 5, 3 / 6, 4 / 7]
        )
        np.testing.assert_array_equal(metrics.moving_average_series(2), [NAN, 1, 1, 0, 0, 0, 1])

    def test_nothing_yet(self) -> None:
        metrics = StreamMetrics()
        assert metrics.accuracy is None
        assert metrics.accuracy_all is None
        assert metrics.precision is None
        assert metrics.recall is None
        assert metrics.moving_average(5) is None
        assert metrics.confusion == ((0, 0), (0, 0))
        assert metrics.accuracy_series().shape == (0,)
        assert metrics.moving_average_series(5).shape == (0,)

    def test_only_a_first_occurrence(self) -> None:
        metrics = metrics_of(STREAM[:1])
        assert metrics.accuracy is None
        assert metrics.accuracy_all == 1.0

    def test_a_relabelled_image_is_judged_anew(self) -> None:
        metrics = metrics_of(STREAM)
        before = metrics.replace(4, Step(A, A, was_new=False, predicted_new=False))
        assert before == STREAM[4]
        assert metrics.step(4).truth == A
        assert metrics.accuracy == 3 / 4
        assert list(metrics.steps) == [*STREAM[:4], metrics.step(4), *STREAM[5:]]

    def test_undo_takes_a_step_out(self) -> None:
        metrics = metrics_of(STREAM)
        assert metrics.remove(6) == STREAM[6]
        assert 6 not in metrics
        assert metrics.accuracy == 1 / 3
        assert figures(metrics) == figures(metrics_of(STREAM[:6]))


class TestInvariants:
    @given(st.lists(steps, min_size=1, max_size=30))
    def test_accuracy_is_the_recurrence_of_the_paper(self, stream: list[Step]) -> None:
        metrics = StreamMetrics()
        running = 0.0
        for number, step in enumerate(stream, start=1):
            metrics.add(number, step)
            named = "new" if step.predicted_new else step.predicted
            hit = named == ("new" if step.was_new and step.predicted_new else step.truth)
            running = (number - 1) / number * running + 1 / number * hit
            assert metrics.accuracy_all == pytest.approx(running, abs=1e-12)

    @given(st.lists(steps, max_size=20), st.data())
    def test_after_any_changes_the_figures_are_those_of_a_recount(
        self, stream: list[Step], data: st.DataObject
    ) -> None:
        metrics = metrics_of(stream)
        expected = dict(enumerate(stream))
        for _ in range(data.draw(st.integers(0, 10))):
            act = data.draw(st.sampled_from(["add", "remove", "replace"]))
            if act == "add":
                step_id = data.draw(st.integers(100, 110).filter(lambda i: i not in expected))
                expected[step_id] = data.draw(steps)
                metrics.add(step_id, expected[step_id])
            elif expected:
                step_id = data.draw(st.sampled_from(sorted(expected)))
                if act == "remove":
                    assert metrics.remove(step_id) == expected.pop(step_id)
                else:
                    step = data.draw(steps)
                    assert metrics.replace(step_id, step) == expected[step_id]
                    expected[step_id] = step
        assert figures(metrics) == figures(metrics_of(list(expected.values())))
        counted = [step for step in expected.values() if not step.was_new]
        hits = sum(step.predicted == step.truth and not step.predicted_new for step in counted)
        assert metrics.accuracy == (hits / len(counted) if counted else None)
        assert sum(map(sum, metrics.confusion)) == len(expected)

    @given(st.lists(steps, min_size=1, max_size=20), st.integers(1, 25))
    def test_series_are_the_figures_as_they_stood(self, stream: list[Step], window: int) -> None:
        metrics = StreamMetrics()
        stood: list[tuple[float | None, float | None, float | None]] = []
        for step_id, step in enumerate(stream):
            metrics.add(step_id, step)
            stood.append((metrics.accuracy, metrics.accuracy_all, metrics.moving_average(window)))
        series = (
            metrics.accuracy_series(),
            metrics.accuracy_all_series(),
            metrics.moving_average_series(window),
        )
        for found, expected in zip(series, zip(*stood, strict=True), strict=True):
            wanted = [NAN if figure is None else figure for figure in expected]
            np.testing.assert_array_equal(found, wanted)


class TestRefusal:
    def test_an_id_counts_once(self) -> None:
        metrics = metrics_of(STREAM)
        with pytest.raises(ValueError, match="already"):
            metrics.add(3, STREAM[0])
        assert figures(metrics) == figures(metrics_of(STREAM))

    def test_unknown_ids(self) -> None:
        metrics = metrics_of(STREAM)
        with pytest.raises(KeyError):
            metrics.remove(70)
        with pytest.raises(KeyError):
            metrics.replace(70, STREAM[0])
        with pytest.raises(KeyError):
            metrics.step(70)
        assert figures(metrics) == figures(metrics_of(STREAM))

    def test_a_window_without_steps(self) -> None:
        with pytest.raises(ValueError, match="window"):
            metrics_of(STREAM).moving_average(0)
        with pytest.raises(ValueError, match="window"):
            metrics_of(STREAM).moving_average_series(0)

    def test_no_nearest_class_means_new(self) -> None:
        with pytest.raises(ValueError, match="new one"):
            Step(predicted=None, truth=A, was_new=True, predicted_new=False)


def test_a_step_that_is_set_aside_keeps_its_place() -> None:
    one, two = ClassId(1), ClassId(2)
    first, second = Step(one, one, False, False), Step(one, two, False, False)
    metrics = StreamMetrics()
    metrics.add(10, first)
    metrics.add(20, second)
    metrics.set_aside(10)
    metrics.set_aside(10)
    assert (len(metrics), list(metrics.step_ids), 10 in metrics) == (1, [20], False)
    assert metrics.accuracy == 0
    assert list(metrics.accuracy_series()) == [0]
    with pytest.raises(KeyError):
        metrics.step(10)
    metrics.set_aside(30)
    metrics.add(10, first)
    metrics.add(30, first)
    assert list(metrics.step_ids) == [10, 20, 30]
    assert metrics.moving_average(2) == 0.5
    for number in (10, 20, 30, 40):
        metrics.set_aside(30)
        metrics.forget(number)
    assert len(metrics) == 0
    assert metrics.accuracy_all is None
    assert metrics.confusion == ((0, 0), (0, 0))
