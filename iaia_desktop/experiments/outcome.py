"""What an experiment leaves: a table, a chart, sentences, and the numbers."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass

from iaia_desktop.core.types import Distance
from iaia_desktop.experiments.figures import Chart
from iaia_desktop.experiments.results import SimulationResult
from iaia_desktop.experiments.series import Spread, spread_of

DISTANCE_TITLES = {Distance.COSINE: "Cosine distance", Distance.L2: "Euclidean distance"}
DISTANCE_NAMES = {Distance.COSINE: "Cosine", Distance.L2: "Euclidean"}
DISTANCE_WORDS = {Distance.COSINE: "cosine distance", Distance.L2: "Euclidean distance"}


NOTHING = "—"
"""Stands in a table where there is no figure."""


class Experiment(enum.StrEnum):
    """An experiment of the paper."""

    ACCURACY = "accuracy"
    NEWCLASS = "newclass"
    DOMAIN_SHIFT = "domain-shift"
    SUPERVISION = "supervision"


@dataclass(frozen=True, slots=True)
class Table:
    """Hold a table for people: the first column names the rows, the others hold figures."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.header) for row in self.rows):
            raise ValueError("every row has a cell for each column")


@dataclass(frozen=True, slots=True)
class Outcome:
    """Hold what one experiment found.

    Attributes
    ----------
    experiment : Experiment
        Which.
    title : str
        Of its section.
    method : str
        How it was done, in sentences.
    findings : tuple of str
        What came of it: sentences worked out from the numbers.
    table : Table
        The figures.
    chart : Chart
        The plot; its name is the stem of the files.
    variants : tuple of dict
        JSON values: the settings and the figures of each thing compared.
    """

    experiment: Experiment
    title: str
    method: str
    findings: tuple[str, ...]
    table: Table
    chart: Chart
    variants: tuple[dict[str, object], ...]


def variant_json(name: str, runs: Sequence[SimulationResult], **more: object) -> dict[str, object]:
    """Return the settings and figures of the repeats of one thing as JSON values.

    What depends on the clock is left out, so that equal runs write equal files.
    """
    figures = []
    for run in runs:
        values = run.figures()
        values.pop("seconds")
        figures.append({"seed": run.seed, **values})
    averaged = {
        key: None if spread is None else {"mean": spread.mean, "sd": spread.deviation}
        for key, spread in (
            ("accuracy", accuracy_of(runs)),
            ("accuracy_all", spread_of([run.accuracy_all for run in runs])),
            ("final_label_accuracy", spread_of([run.final_label_accuracy for run in runs])),
        )
    }
    return {
        "name": name,
        "settings": runs[0].settings.as_json(),
        **averaged,
        **more,
        "runs": figures,
    }


def accuracy_of(runs: Sequence[SimulationResult]) -> Spread | None:
    """Return the accuracy over the repeats, first images of a class not counted."""
    return spread_of([run.accuracy for run in runs])


def percent(value: Spread | float | None) -> str:
    """Return a share for a table: a dash for none."""
    if value is None:
        return NOTHING
    return value.percent() if isinstance(value, Spread) else f"{value:.1%}"


def difference_of(one: Spread, other: Spread) -> float:
    """Return how much the one is larger, as a reader works it out from the figures shown."""
    return round(round(one.mean, 3) - round(other.mean, 3), 3)


def points(difference: float) -> str:
    """Return the size of a difference of shares in words, such as ``1.5 points``."""
    size = f"{abs(100 * difference):.1f}"
    return "1 point" if size == "1.0" else f"{size} points"


def plural(count: int, one: str, many: str) -> str:
    """Return a number with its noun."""
    return f"1 {one}" if count == 1 else f"{count:,} {many}"
