"""The sweep over epsilon from one pass, against a pass for each epsilon."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from iaia_desktop.core.types import Distance
from iaia_desktop.experiments.dataset import EmbeddedSet
from iaia_desktop.experiments.datasets_npz import load_npz
from iaia_desktop.experiments.newclass import newclass_curve
from iaia_desktop.experiments.replay import simulate
from iaia_desktop.experiments.results import SimulationResult
from iaia_desktop.experiments.settings import SimulationSettings

MakeData = Callable[..., EmbeddedSet]


def f1(result: SimulationResult) -> float:
    (_, false_alarms), (misses, hits) = result.confusion
    return 2 * hits / (2 * hits + false_alarms + misses)


@pytest.mark.parametrize("distance", list(Distance))
def test_the_curve_is_what_a_pass_with_each_epsilon_gives(
    make_data: MakeData, distance: Distance
) -> None:
    data = make_data(images=80, classes=8)
    curve = newclass_curve(simulate(data, SimulationSettings(distance=distance), 5))
    assert len(curve.thresholds) >= 75
    best = 0.0
    for place in range(0, len(curve.thresholds), 3):
        epsilon = float(curve.thresholds[place])
        result = simulate(data, SimulationSettings(distance=distance, epsilon=epsilon), 5)
        assert result.precision == pytest.approx(curve.precision[place], abs=1e-12)
        assert result.recall == pytest.approx(curve.recall[place], abs=1e-12)
        best = max(best, f1(result))
    at_best = simulate(data, SimulationSettings(distance=distance, epsilon=curve.best_epsilon), 5)
    assert f1(at_best) == pytest.approx(curve.best_f1, abs=1e-12)
    assert curve.best_f1 >= best


def test_the_curve_begins_with_the_first_image_and_ends_with_all(make_data: MakeData) -> None:
    curve = newclass_curve(simulate(make_data(), SimulationSettings(), 0))
    assert (curve.precision[0], curve.recall[0]) == (1.0, pytest.approx(1 / 6))
    assert curve.recall[-1] == 1.0
    assert curve.precision[-1] == pytest.approx(6 / 120) == pytest.approx(curve.base_rate)
    assert (np.diff(curve.recall) >= 0).all()
    assert (np.diff(curve.thresholds) < 0).all()


def test_average_precision_is_the_area_of_the_steps(make_data: MakeData) -> None:
    curve = newclass_curve(simulate(make_data(), SimulationSettings(), 0))
    area, before = 0.0, 0.0
    for precision, recall in zip(curve.precision, curve.recall, strict=True):
        area += (recall - before) * precision
        before = recall
    assert curve.average_precision == pytest.approx(area, abs=1e-12)


def test_any_epsilon_gives_the_same_curve(make_data: MakeData) -> None:
    data = make_data()
    curves = [
        newclass_curve(simulate(data, SimulationSettings(epsilon=epsilon), 1))
        for epsilon in (None, 0.0, 0.3)
    ]
    for curve in curves[1:]:
        np.testing.assert_array_equal(curve.thresholds, curves[0].thresholds)
        assert curve.best_epsilon == curves[0].best_epsilon


def test_copies_of_an_image_leave_no_threshold_below_nought(make_data: MakeData) -> None:
    data = make_data(images=20)
    data.embeddings[10:] = data.embeddings[:10]
    data.truth.labels[10:] = data.truth.labels[:10]
    curve = newclass_curve(simulate(data, SimulationSettings(distance=Distance.L2), 0))
    assert curve.thresholds[-1] == 0.0


def test_without_full_supervision_there_is_no_sweep(make_data: MakeData) -> None:
    result = simulate(make_data(), SimulationSettings(supervision=0.5), 0)
    with pytest.raises(ValueError, match="full supervision"):
        newclass_curve(result)


@pytest.mark.parametrize(
    ("name", "expected"), [("pacs-photo", 0.983), ("trashnet", 0.702), ("clothing-small", 0.782)]
)
def test_real_features_give_the_accuracy_that_was_measured_elsewhere(
    shared_data: Path, name: str, expected: float
) -> None:
    path = shared_data / "embeddings" / f"{name}.npz"
    if not path.is_file():
        pytest.skip(f"no {path}")
    data = load_npz(path)
    settings = SimulationSettings(limit=2500)
    accuracies = [simulate(data, settings, seed).accuracy for seed in range(2)]
    found = [accuracy for accuracy in accuracies if accuracy is not None]
    assert np.mean(found) == pytest.approx(expected, abs=0.01)
