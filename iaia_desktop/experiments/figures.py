"""Figures as plain data: what a plot shows, and the same numbers as a table.

A plot is drawn from a :class:`Chart`, and its CSV is written from the same one, so the two cannot
differ.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from iaia_desktop.export.cells import neutralise

Values = npt.NDArray[np.float64]

KIND_LINE = "line"
KIND_POINT = "point"
KIND_CHANGE = "change"


class Weight(StrEnum):
    """How loud a line is drawn: bold, finely for one that swings, or below the others."""

    MAIN = "main"
    FINE = "fine"
    FAINT = "faint"


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """Show one series of values.

    Attributes
    ----------
    name : str
        Its name in the table; unique in its panel.
    x, y : ndarray, shape (n,), float64
        Where, and how much: shares from 0 to 1. A NaN in ``y`` is a gap.
    tone : int
        Which colour, as a place in the colours of the chart.
    label : str
        What stands beside its end; "" for nothing.
    weight : Weight
        Faint lines lie under the others.
    low, high : ndarray, shape (n,), or None
        The edges of a band round the line; both or none.
    extra : ndarray, shape (n,), or None
        One more value of each point, for the table (see ``Chart.extra_name``).
    """

    name: str
    x: Values
    y: Values
    tone: int = 0
    label: str = ""
    weight: Weight = Weight.MAIN
    low: Values | None = None
    high: Values | None = None
    extra: Values | None = None

    def __post_init__(self) -> None:
        for values in (self.y, self.low, self.high, self.extra):
            if values is not None and values.shape != self.x.shape:
                raise ValueError(f"line {self.name!r} has values without a place, or none for one")
        if (self.low is None) != (self.high is None):
            raise ValueError(f"line {self.name!r} has half a band")


@dataclass(frozen=True, slots=True)
class Point:
    """Mark one place, with words beside it."""

    name: str
    x: float
    y: float
    tone: int = 0
    label: str = ""
    extra: float | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """Say what begins at ``x``: a labelled vertical line."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Panel:
    """Show lines on one pair of axes; ``y`` is in per cent.

    Attributes
    ----------
    key : str
        Its name in the table.
    title : str
        What it shows, above it; "" for nothing.
    y_label, x_label : str
        What the axes measure.
    lines, points, changes : tuples
        What is on it.
    whole_range : bool
        Whether ``y`` runs from 0 to 100 %, not just over what there is.
    x_in_percent : bool
        Whether ``x`` is a share too.
    has_key : bool
        Whether labels stand in a column beside the axes, and not each at what it names.
    """

    key: str
    title: str
    x_label: str
    y_label: str
    lines: tuple[Line, ...]
    points: tuple[Point, ...] = ()
    changes: tuple[Change, ...] = ()
    whole_range: bool = False
    x_in_percent: bool = False
    has_key: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """Describe a figure.

    Attributes
    ----------
    name : str
        The stem of its files.
    title : str
        One line.
    caption : str
        What is to be seen, in sentences.
    panels : tuple of Panel
        Side by side, or one below the other when ``stacked``.
    x_name, y_name : str
        The columns of the table.
    extra_name : str
        The name of one more column; "" for none.
    ordered : bool
        Whether the colours follow an order (levels), not just tell lines apart.
    """

    name: str
    title: str
    caption: str
    panels: tuple[Panel, ...]
    x_name: str
    y_name: str
    extra_name: str = ""
    stacked: bool = False
    ordered: bool = False


def chart_rows(chart: Chart) -> Iterator[tuple[str, ...]]:
    """Return the table of a chart: a header, then a row for each point that is plotted.

    Columns: ``panel``, ``series``, ``kind`` (line, point or change), the two axes, ``low`` and
    ``high`` (the band), and the extra column where the chart has one. Numbers have all their
    digits (``float(text)`` gives the plotted one); an empty cell is a gap.
    """
    extra = (chart.extra_name,) if chart.extra_name else ()
    yield ("panel", "series", "kind", chart.x_name, chart.y_name, "low", "high", *extra)
    for panel in chart.panels:
        for line in panel.lines:
            nothing = np.full(line.x.shape, math.nan)
            columns = [
                nothing if values is None else values
                for values in (line.x, line.y, line.low, line.high, line.extra)
            ]
            for row in zip(*(column.tolist() for column in columns), strict=True):
                cells = [_cell(value) for value in row]
                yield (panel.key, line.name, KIND_LINE, *cells[: 4 + len(extra)])
        for point in panel.points:
            more = [math.nan if point.extra is None else point.extra] if extra else []
            cells = [_cell(value) for value in (point.x, point.y, math.nan, math.nan, *more)]
            yield (panel.key, point.name, KIND_POINT, *cells)
        for change in panel.changes:
            blank = ("", "", "") + ("",) * len(extra)
            yield (panel.key, neutralise(change.label), KIND_CHANGE, _cell(change.x), *blank)


def chart_csv(chart: Chart) -> str:
    """Return :func:`chart_rows` as a CSV with line feeds."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(chart_rows(chart))
    return text.getvalue()


def _cell(value: float) -> str:
    if math.isnan(value):
        return ""
    return str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)
