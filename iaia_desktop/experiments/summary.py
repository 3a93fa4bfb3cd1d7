"""The figures of one pass or of several, as one JSON object."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from iaia_desktop.experiments.newclass import newclass_curve
from iaia_desktop.experiments.results import AVERAGED, SimulationResult

_NEW_CLASS = ("average_precision", "best_epsilon", "best_f1")


def summary_json(runs: Sequence[SimulationResult]) -> dict[str, object]:
    """Return the figures of passes that differ in their seed.

    Parameters
    ----------
    runs : sequence of SimulationResult
        At least one, in order of the seeds.

    Returns
    -------
    dict
        Each figure as its mean over the runs (whole if all runs agree), without the runs where
        there was nothing to count; ``standard_deviation`` of the population of runs; ``runs`` with
        the figures of each seed. ``average_precision``, ``best_epsilon`` and ``best_f1`` of
        new-class detection are None unless the human decided everything.
    """
    rows = [_figures(run) for run in runs]
    first = runs[0]
    means: dict[str, object] = {
        name: _mean([row[name] for row in rows]) for name in rows[0] if name != "confusion"
    }
    confusion = np.mean([run.confusion for run in runs], axis=0).tolist()
    means["confusion"] = [[_whole(cell) for cell in line] for line in confusion]
    means["seconds"] = round(sum(run.seconds for run in runs), 3)
    return {
        **{name: means[name] for name in rows[0]},
        "standard_deviation": {
            name: _deviation([row[name] for row in rows]) for name in (*AVERAGED, *_NEW_CLASS)
        },
        "seed": first.seed,
        "repeats": len(runs),
        "encoder": first.encoder_id,
        "class_names": list(first.class_names),
        "domain_names": list(first.domain_names) or None,
        "settings": first.settings.as_json(),
        "runs": [{"seed": run.seed, **row} for run, row in zip(runs, rows, strict=True)],
    }


def _figures(run: SimulationResult) -> dict[str, object]:
    found: dict[str, object] = dict.fromkeys(_NEW_CLASS)
    if run.human.all():
        curve = newclass_curve(run)
        found = {
            "average_precision": curve.average_precision,
            "best_epsilon": curve.best_epsilon,
            "best_f1": curve.best_f1,
        }
    return {**run.figures(), **found}


def _numbers(values: Sequence[object]) -> list[float]:
    return [value for value in values if isinstance(value, int | float)]


def _mean(values: Sequence[object]) -> float | None:
    numbers = _numbers(values)
    if not numbers:
        return None
    return numbers[0] if len(set(numbers)) == 1 else float(np.mean(numbers))


def _deviation(values: Sequence[object]) -> float | None:
    numbers = _numbers(values)
    return float(np.std(numbers)) if numbers else None


def _whole(value: float) -> float:
    return int(value) if value == int(value) else value
