"""The figures as one JSON object."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from iaia_desktop.experiments.dataset import EmbeddedSet
from iaia_desktop.experiments.replay import simulate
from iaia_desktop.experiments.settings import SimulationSettings
from iaia_desktop.experiments.summary import summary_json

MakeData = Callable[..., EmbeddedSet]


def summarise(data: EmbeddedSet, settings: SimulationSettings, *seeds: int) -> dict[str, Any]:
    summary = summary_json([simulate(data, settings, seed) for seed in seeds])
    read: dict[str, Any] = json.loads(json.dumps(summary, allow_nan=False))
    return read


def test_one_pass(make_data: MakeData) -> None:
    data = make_data()
    settings = SimulationSettings(epsilon=0.4, supervision=0.5)
    result = simulate(data, settings, 3)
    summary = summarise(data, settings, 3)
    for name in (
        "images",
        "classes",
        "accuracy",
        "accuracy_all",
        "precision",
        "recall",
        "human_decisions",
        "machine_decisions",
        "final_label_accuracy",
    ):
        assert summary[name] == getattr(result, name)
        assert type(summary[name]) is type(getattr(result, name))
    assert summary["confusion"] == [list(row) for row in result.confusion]
    assert summary["settings"] == settings.as_json()
    assert (summary["seed"], summary["repeats"]) == (3, 1)
    assert set(summary["standard_deviation"].values()) == {0.0, None}
    assert summary["best_epsilon"] is None


def test_repeats_give_mean_and_standard_deviation(make_data: MakeData) -> None:
    data = make_data()
    summary = summarise(data, SimulationSettings(), 5, 6, 7)
    accuracies = [run["accuracy"] for run in summary["runs"]]
    assert [run["seed"] for run in summary["runs"]] == [5, 6, 7]
    assert summary["accuracy"] == pytest.approx(np.mean(accuracies))
    assert summary["standard_deviation"]["accuracy"] == pytest.approx(np.std(accuracies))
    assert (summary["images"], summary["repeats"]) == (120, 3)
    assert np.sum(summary["confusion"]) == 120
    assert summary["best_f1"] == pytest.approx(np.mean([run["best_f1"] for run in summary["runs"]]))


def test_what_cannot_be_counted_is_none(make_data: MakeData) -> None:
    summary = summarise(make_data(), SimulationSettings(limit=1), 0)
    assert summary["accuracy"] is None
    assert summary["standard_deviation"]["accuracy"] is None
    assert summary["accuracy_all"] == 1.0
