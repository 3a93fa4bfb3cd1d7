"""Figure 4 of the paper: precision against recall of new-class detection, over epsilon."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np

from iaia_desktop.core.types import Distance
from iaia_desktop.experiments.figures import Chart, Line, Panel, Point, Weight
from iaia_desktop.experiments.newclass import NewClassCurve, newclass_curve
from iaia_desktop.experiments.outcome import (
    DISTANCE_NAMES,
    DISTANCE_TITLES,
    DISTANCE_WORDS,
    NOTHING,
    Experiment,
    Outcome,
    Table,
    percent,
    points,
    variant_json,
)
from iaia_desktop.experiments.passes import Passes, Runs
from iaia_desktop.experiments.series import Spread, spread_of
from iaia_desktop.experiments.settings import Order
from iaia_desktop.jobs.progress import Progress

Curves = tuple[NewClassCurve, ...]

_FEW_CLASSES = 30
_F1 = "best_f1"
_PRECISION = "precision_at_best"
_RECALL = "recall_at_best"
# Of the width of the circle; no plain spaces, which an SVG shows as one.
_INDENT = "\N{NO-BREAK SPACE}" * 3


def run_newclass(passes: Passes) -> Generator[Progress, None, Outcome]:
    """Sweep epsilon over one pass for each distance.

    With full supervision the memory does not depend on epsilon, so no pass is repeated for one.

    Parameters
    ----------
    passes : Passes
        Over the data.

    Yields
    ------
    Progress
        Of each pass.

    Returns
    -------
    Outcome
    """
    found: dict[Distance, Runs] = {}
    for distance in Distance:
        found[distance] = yield from passes.run(distance, Order.SHUFFLE)
    curves = {kind: tuple(newclass_curve(run) for run in runs) for kind, runs in found.items()}
    return Outcome(
        experiment=Experiment.NEWCLASS,
        title="Detection of new classes",
        method=(
            "An image farther than epsilon from every prototype is taken for the first of a new "
            "class. The memory does not depend on epsilon while every image gets its true class, "
            "so one pass in mixed order gives precision and recall for every epsilon. The very "
            "first image of the stream, which meets an empty memory, counts as found."
        ),
        findings=_findings(found, curves),
        table=_table(curves),
        chart=newclass_chart(curves),
        variants=tuple(
            variant_json(kind.value, runs, curves=[_curve_json(curve) for curve in curves[kind]])
            for kind, runs in found.items()
        ),
    )


def place_of_best(curve: NewClassCurve) -> int:
    """Return where on the curve its best epsilon lies."""
    place = int(np.searchsorted(-curve.thresholds, -curve.best_epsilon, side="left"))
    return min(place, len(curve.thresholds) - 1)


def _curve_json(curve: NewClassCurve) -> dict[str, float]:
    place = place_of_best(curve)
    return {
        "average_precision": curve.average_precision,
        "best_epsilon": curve.best_epsilon,
        _F1: curve.best_f1,
        _PRECISION: float(curve.precision[place]),
        _RECALL: float(curve.recall[place]),
        "base_rate": curve.base_rate,
    }


def _average_precision(curves: Curves) -> Spread | None:
    return spread_of([curve.average_precision for curve in curves])


def _table(curves: dict[Distance, Curves]) -> Table:
    rows = []
    for distance, repeats in curves.items():
        epsilon = spread_of([curve.best_epsilon for curve in repeats])
        at_best = [_at_best(repeats, key) for key in (_F1, _PRECISION, _RECALL)]
        rows.append(
            (
                DISTANCE_NAMES[distance],
                percent(_average_precision(repeats)),
                NOTHING if epsilon is None else _epsilon(epsilon),
                *(percent(value) for value in at_best),
            )
        )
    header = ("Distance", "Average precision", "Best epsilon", "F1", "Precision", "Recall")
    return Table("New classes found, and the epsilon with the best F1.", header, tuple(rows))


def _at_best(curves: Curves, key: str) -> Spread | None:
    return spread_of([_curve_json(curve)[key] for curve in curves])


def _epsilon(epsilon: Spread) -> str:
    if epsilon.deviation is None:
        return f"{epsilon.mean:.3f}"
    return f"{epsilon.mean:.3f} ± {epsilon.deviation:.3f}"


def newclass_chart(curves: dict[Distance, Curves]) -> Chart:
    """Return the curves of each distance; where there are several, the first is bold.

    Parameters
    ----------
    curves : dict
        Of each distance, one curve for each order of the images.

    Returns
    -------
    Chart
    """
    lines, marks = [], []
    for tone, (distance, repeats) in enumerate(curves.items()):
        title = DISTANCE_TITLES[distance]
        first = repeats[0]
        for number, curve in enumerate(repeats):
            label = f"{title}\naverage precision {first.average_precision:.1%}"
            lines.append(
                Line(
                    name=title if number == 0 else f"{title}, repeat {number + 1}",
                    x=curve.recall,
                    y=curve.precision,
                    tone=tone,
                    label="" if number else label,
                    weight=Weight.FAINT if number else Weight.MAIN,
                    extra=curve.thresholds,
                )
            )
        place = place_of_best(first)
        marks.append(
            Point(
                name=f"{title}, best F1",
                x=float(first.recall[place]),
                y=float(first.precision[place]),
                tone=tone,
                label=(
                    f"○ best F1 {first.best_f1:.1%}\n{_INDENT}at epsilon {first.best_epsilon:.3f}"
                ),
                extra=first.best_epsilon,
            )
        )
    caption = (
        "Precision against recall of new-class detection, one point for each epsilon: the largest "
        "at the left. Circles mark the epsilon with the best F1."
    )
    repeats_made = max(len(repeats) for repeats in curves.values())
    if repeats_made > 1:
        caption += (
            f" Bold, and in the numbers beside it: the first of {repeats_made} orders. Faint: the "
            "others."
        )
    panel = Panel(
        key="newclass",
        title="",
        x_label="recall",
        y_label="precision",
        lines=tuple(lines),
        points=tuple(marks),
        whole_range=True,
        x_in_percent=True,
        has_key=True,
    )
    return Chart(
        name=Experiment.NEWCLASS.value,
        title="Precision and recall of new-class detection",
        caption=caption,
        panels=(panel,),
        x_name="recall",
        y_name="precision",
        extra_name="epsilon",
    )


def _findings(found: dict[Distance, Runs], curves: dict[Distance, Curves]) -> tuple[str, ...]:
    cosine = _average_precision(curves[Distance.COSINE])
    euclidean = _average_precision(curves[Distance.L2])
    sentences = []
    if cosine is not None and euclidean is not None:
        base_rate = curves[Distance.COSINE][0].base_rate
        sentences.append(
            f"New classes are detected with an average precision of {cosine.percent()} by cosine "
            f"distance and {euclidean.percent()} by Euclidean distance; calling every image new "
            f"would have a precision of {base_rate:.2%}."
        )
    best = max(curves, key=lambda kind: float(np.mean([curve.best_f1 for curve in curves[kind]])))
    f1, precision, recall = (_at_best(curves[best], key) for key in (_F1, _PRECISION, _RECALL))
    epsilon = spread_of([curve.best_epsilon for curve in curves[best]])
    if epsilon is not None:
        sentences.append(
            f"The best F1, {percent(f1)}, is that of {DISTANCE_WORDS[best]} at epsilon "
            f"{_epsilon(epsilon)}, where {percent(precision)} of the images called new are so, and "
            f"{percent(recall)} of the new classes are found."
        )
    classes = found[best][0].classes
    if classes < _FEW_CLASSES:
        sentences.append(
            f"There are only {classes} classes to be found, each worth {points(1 / classes)} of "
            "recall, so the curves are coarse."
        )
    return tuple(sentences)
