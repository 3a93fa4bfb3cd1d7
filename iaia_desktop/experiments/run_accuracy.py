"""Table 1 and figure 2 of the paper: how accurate the suggestions are, for both distances."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np

from iaia_desktop.core.types import Distance
from iaia_desktop.experiments.figures import Chart, Line, Panel, Weight
from iaia_desktop.experiments.outcome import (
    DISTANCE_NAMES,
    DISTANCE_TITLES,
    NOTHING,
    Experiment,
    Outcome,
    Table,
    accuracy_of,
    difference_of,
    percent,
    plural,
    points,
    variant_json,
)
from iaia_desktop.experiments.paper import PaperFigure
from iaia_desktop.experiments.passes import Passes, Runs
from iaia_desktop.experiments.series import (
    band_of,
    growing_accuracy,
    last_percent,
    recent_accuracy,
    spread_of,
    steps,
    window_for,
)
from iaia_desktop.experiments.settings import Order
from iaia_desktop.jobs.progress import Progress


def run_accuracy(passes: Passes, paper: PaperFigure | None) -> Generator[Progress, None, Outcome]:
    """Compare the two distances on the shuffled stream, with full supervision and no epsilon.

    Parameters
    ----------
    passes : Passes
        Over the data.
    paper : PaperFigure or None
        What the paper says of the data.

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
    size = min(run.images for runs in found.values() for run in runs)
    window = window_for(size)
    return Outcome(
        experiment=Experiment.ACCURACY,
        title="Accuracy of the suggestions",
        method=(
            "The images come in mixed order. For each, the class with the nearest prototype is "
            "suggested; then the true class is told, and its prototype takes the image in. No "
            "epsilon is set. The first image of a class is not counted, for no suggestion can "
            "name a class that nobody has named yet."
        ),
        findings=_findings(found, paper),
        table=_table(found, window, paper),
        chart=_chart(found, size, window, repeats=passes.options.repeats),
        variants=tuple(variant_json(distance.value, runs) for distance, runs in found.items()),
    )


def _table(found: dict[Distance, Runs], window: int, paper: PaperFigure | None) -> Table:
    header = ["Distance", "Accuracy", "First images counted", f"Last {window} images"]
    rows = []
    for distance, runs in found.items():
        row = [
            DISTANCE_NAMES[distance],
            percent(accuracy_of(runs)),
            percent(spread_of([run.accuracy_all for run in runs])),
            percent(spread_of([float(recent_accuracy(run, window)[-1]) for run in runs])),
        ]
        if paper is not None:
            row.append(f"{paper.accuracy:.1%}" if distance is Distance.COSINE else NOTHING)
        rows.append(tuple(row))
    if paper is not None:
        header.append("Paper, CLIP")
    return Table("Accuracy over the whole stream.", tuple(header), tuple(rows))


def _chart(found: dict[Distance, Runs], size: int, window: int, *, repeats: int) -> Chart:
    panels = []
    for tone, (distance, runs) in enumerate(found.items()):
        recent = band_of([recent_accuracy(run, window)[:size] for run in runs])
        growing = band_of([growing_accuracy(run)[:size] for run in runs])
        right = np.mean([run.correct[:size] for run in runs], axis=0)
        lines = (
            Line(
                name=f"last {window} images",
                x=steps(size),
                y=recent.mean,
                tone=tone,
                weight=Weight.FAINT,
            ),
            Line(
                name="moving average",
                x=steps(size),
                y=growing.mean,
                tone=tone,
                label=last_percent(growing.mean),
                low=growing.low,
                high=growing.high,
                extra=right,
            ),
        )
        title = DISTANCE_TITLES[distance]
        panels.append(Panel(distance.value, title, "images seen", "accuracy", lines))
    caption = (
        "Accuracy while the images come in. Bold: the moving average with a growing window, that "
        f"is, all images so far. Faint: the last {window} images."
    )
    if repeats > 1:
        caption += f" Means of {repeats} orders; the bands show one standard deviation."
    return Chart(
        name=Experiment.ACCURACY.value,
        title="Accuracy per iteration",
        caption=caption,
        panels=tuple(panels),
        x_name="iteration",
        y_name="accuracy",
        extra_name="suggestion_correct",
    )


def _findings(found: dict[Distance, Runs], paper: PaperFigure | None) -> tuple[str, ...]:
    cosine, euclidean = (accuracy_of(found[kind]) for kind in (Distance.COSINE, Distance.L2))
    first = found[Distance.COSINE][0]
    if cosine is None or euclidean is None:
        return ("Every image is the first of its class, so there is nothing to count.",)
    counted = plural(first.images - int(first.was_new.sum()), "image", "images")
    told = (
        f"Of {counted} that were not the first of their class, cosine distance names "
        f"{cosine.percent()} rightly and Euclidean distance {euclidean.percent()}"
    )
    difference = difference_of(cosine, euclidean)
    spread = max(cosine.deviation or 0.0, euclidean.deviation or 0.0)
    if difference == 0:
        sentences = [f"{told}: no difference."]
    else:
        better = "cosine" if difference > 0 else "Euclidean"
        within = ", within the spread of the repeats" if abs(difference) <= spread else ""
        sentences = [f"{told}: {points(difference)} in favour of {better}{within}."]
    growth = _growth(found[Distance.COSINE])
    if growth:
        sentences.append(growth)
    if paper is not None:
        side = "above" if cosine.mean > paper.accuracy else "below"
        sentences.append(
            f"The paper reports {paper.accuracy:.1%} for {paper.title} with CLIP features and "
            f"cosine distance; this run is {points(round(cosine.mean, 3) - paper.accuracy)} {side}."
        )
    return tuple(sentences)


def _growth(runs: Runs) -> str:
    """Say how the accuracy grew from the beginning of the stream to its end."""
    size = min(run.images for run in runs)
    if size < 400:
        return ""
    window = window_for(size)
    early = spread_of([float(recent_accuracy(run, window)[window - 1]) for run in runs])
    late = spread_of([float(recent_accuracy(run, window)[-1]) for run in runs])
    if early is None or late is None:
        return ""
    change = difference_of(late, early)
    verb = "rises" if change > 0 else "falls" if change < 0 else "stays"
    return (
        f"With cosine distance, accuracy {verb} from {early.percent()} in the first {window} "
        f"images to {late.percent()} in the last {window}."
    )
