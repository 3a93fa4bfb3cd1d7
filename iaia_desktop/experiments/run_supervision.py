"""Figure 6 of the paper: how accuracy depends on the share of images that the human decides."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np

from iaia_desktop.core.types import Distance
from iaia_desktop.experiments.figures import Chart, Line, Panel
from iaia_desktop.experiments.outcome import (
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
from iaia_desktop.experiments.passes import Passes, Runs
from iaia_desktop.experiments.run_domains import changes_of
from iaia_desktop.experiments.series import (
    band_of,
    growing_accuracy,
    last_percent,
    spread_of,
    steps,
)
from iaia_desktop.experiments.settings import Order
from iaia_desktop.jobs.progress import Progress

LEVELS = (1.0, 0.5, 0.25, 0.1, 0.05, 0.01, 0.0)
"""The supervision levels of the paper, from all images to none."""


def run_supervision(passes: Passes) -> Generator[Progress, None, Outcome]:
    """Run every supervision level with cosine distance and no epsilon, the machine learning too.

    Domain by domain where there are domains, else in mixed order.

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
    order = Order.DOMAIN if passes.has_domains else Order.SHUFFLE
    found: dict[float, Runs] = {}
    for level in LEVELS:
        found[level] = yield from passes.run(
            Distance.COSINE, order, supervision=level, same_images=True
        )
    if passes.has_domains:
        stream = "The images come domain by domain."
    else:
        stream = "The data has no domains, so the images come in mixed order."
    return Outcome(
        experiment=Experiment.SUPERVISION,
        title="Supervision",
        method=(
            f"{stream} The human decides a share of them, drawn at random; all others take the "
            "suggested class as their label, and the prototypes learn from those labels too. "
            "Cosine distance, no epsilon: a class becomes known when the human first decides an "
            "image of it, and the human always decides the first image of all. Accuracy is that of "
            "the suggestions, whoever decided, first images of a class not counted."
        ),
        findings=_findings(found),
        table=_table(found),
        chart=_chart(found, has_domains=passes.has_domains),
        variants=tuple(variant_json(level_name(level), runs) for level, runs in found.items()),
    )


def level_name(level: float) -> str:
    """Return a supervision level in words."""
    return f"{level:.0%}"


def _chart(found: dict[float, Runs], *, has_domains: bool) -> Chart:
    size = min(run.images for runs in found.values() for run in runs)
    lines = []
    for tone, (level, runs) in enumerate(found.items()):
        band = band_of([growing_accuracy(run)[:size] for run in runs])
        name = level_name(level)
        label = f"{name}{' human' if tone == 0 else ''}: {last_percent(band.mean)}"
        lines.append(Line(name, steps(size), band.mean, tone, label, low=band.low, high=band.high))
    changes = changes_of(found[LEVELS[0]][0]) if has_domains else ()
    caption = "Accuracy over all images so far, for each share of images that the human decides" + (
        "; each dashed line is the beginning of a domain." if has_domains else "."
    )
    repeats = len(found[LEVELS[0]])
    if repeats > 1:
        caption += f" Means of {repeats} runs; the bands show one standard deviation."
    panel = Panel("supervision", "", "images seen", "accuracy", tuple(lines), changes=changes)
    return Chart(
        name=Experiment.SUPERVISION.value,
        title="Accuracy by supervision level",
        caption=caption,
        panels=(panel,),
        x_name="iteration",
        y_name="accuracy",
        ordered=True,
    )


def _table(found: dict[float, Runs]) -> Table:
    rows = []
    for level, runs in found.items():
        decisions = float(np.mean([run.human_decisions for run in runs]))
        rows.append(
            (
                level_name(level),
                f"{decisions:,.0f}",
                percent(accuracy_of(runs)),
                percent(spread_of([run.final_label_accuracy for run in runs])),
            )
        )
    header = ("Supervision", "Human decisions", "Accuracy", "Right labels at the end")
    return Table("What each share of human decisions leads to.", header, tuple(rows))


def _findings(found: dict[float, Runs]) -> tuple[str, ...]:
    means = {level: accuracy_of(runs) for level, runs in found.items()}
    full = means[1.0]
    if full is None:
        return ("Every image is the first of its class, so there is nothing to count.",)
    sentences = []
    tenth = means[0.1]
    if tenth is not None:
        lost = difference_of(full, tenth)
        side = "above" if lost < 0 else "below"
        sentences.append(
            f"With a tenth of the decisions by the human, accuracy is {tenth.percent()}, "
            f"{points(lost)} {side} the {full.percent()} of full supervision."
        )
    near = [
        level for level, mean in means.items() if mean is not None and full.mean - mean.mean <= 0.02
    ]
    least = min(near)
    if least < 1:
        runs = found[least]
        saved = float(np.mean([run.machine_decisions for run in runs]))
        labels = spread_of([run.final_label_accuracy for run in runs])
        sentences.append(
            f"The lowest level within 2 points of full supervision is {level_name(least)}: it "
            f"leaves {plural(round(saved), 'decision', 'decisions')} to the machine, and "
            f"{percent(labels)} of the labels are right at the end."
        )
    else:
        sentences.append("No lower level stays within 2 points of full supervision.")
    return tuple(sentences)
