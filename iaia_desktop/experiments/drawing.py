"""Draw charts with matplotlib: the same chart gives the same bytes.

No figure is known to pyplot and no setting outlives a call; matplotlib is imported by the first
one, so nothing else pays for it. One chart at a time: matplotlib's settings belong to the process.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from iaia_desktop.experiments.figures import Chart, Line, Panel, Point, Weight
from iaia_desktop.experiments.plot_style import (
    AXIS,
    PAPER,
    QUIET_INK,
    STYLE,
    tone_of,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PNG_DPI = 200

_WIDTH_IN = 7.6
_PANEL_HEIGHT_IN = 2.75
_SINGLE_HEIGHT_IN = 3.9
_POINTS_PER_IN = 72.0
_LABEL_GAP_PT = 12.5
_CHARACTER_PT = 5.6
_BAND_POINTS = 400
_LINE_WIDTHS = {Weight.MAIN: 1.8, Weight.FINE: 1.2, Weight.FAINT: 0.8}
_WEB_FONTS = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', 'DejaVu Sans', sans-serif"


@dataclass(frozen=True, slots=True)
class Drawing:
    """Hold a drawn chart as the bytes of two files."""

    png: bytes
    svg: bytes


def draw(chart: Chart) -> Drawing:
    """Draw a chart.

    Parameters
    ----------
    chart : Chart
        What to show.

    Returns
    -------
    Drawing
        A PNG of 200 dots an inch and an SVG with text as text; equal for equal charts and
        versions of matplotlib.
    """
    with _style(chart.name), warnings.catch_warnings():
        # A name in letters that the font lacks shows as boxes in the PNG, and well in the SVG.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        figure = _figure(chart)
        png, svg = io.BytesIO(), io.BytesIO()
        figure.savefig(png, format="png", dpi=PNG_DPI, metadata={"Software": None})
        figure.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
    return Drawing(png.getvalue(), _tidied(svg.getvalue()))


@contextmanager
def _style(salt: str) -> Iterator[None]:
    import matplotlib as mpl  # noqa: PLC0415 - slow to import, and rarely needed

    with mpl.rc_context():
        # A person's own settings would change the files.
        mpl.rcdefaults()
        # Its type lists the names of all settings, which differ from version to version.
        settings: Any = {**STYLE, "svg.hashsalt": salt}
        mpl.rcParams.update(settings)
        yield


def _figure(chart: Chart) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - as above
    from matplotlib.figure import Figure  # noqa: PLC0415 - as above

    rows = len(chart.panels) if chart.stacked else 1
    height = _SINGLE_HEIGHT_IN if rows == 1 else rows * _PANEL_HEIGHT_IN
    figure = Figure(figsize=(_WIDTH_IN, height), layout="constrained")
    FigureCanvasAgg(figure)
    if chart.stacked:
        figure.set_layout_engine("constrained", h_pad=0.1)
    columns = 1 if chart.stacked else len(chart.panels)
    grid = figure.subplots(rows, columns, sharex=True, sharey=not chart.stacked, squeeze=False)
    for place, (axes, panel) in enumerate(zip(grid.flat, chart.panels, strict=True)):
        is_last = place == len(chart.panels) - 1
        _draw_panel(
            axes,
            panel,
            ordered=chart.ordered,
            x_label=is_last or not chart.stacked,
            y_label=place == 0 or chart.stacked,
        )
    low = _lowest(chart.panels)
    for axes, panel in zip(grid.flat, chart.panels, strict=True):
        bottom = 0.0 if panel.whole_range else low
        # A line along 100 % keeps its whole width.
        axes.set_ylim(bottom, 1.0 + 0.012 * (1.0 - bottom))
    # The labels at the ends need the axes where they will be.
    figure.draw_without_rendering()
    for axes, panel in zip(grid.flat, chart.panels, strict=True):
        write = _write_key if panel.has_key else _label_ends
        write(axes, panel, ordered=chart.ordered)
        _label_changes(axes, panel)
    return figure


def _draw_panel(axes: Axes, panel: Panel, *, ordered: bool, x_label: bool, y_label: bool) -> None:
    from matplotlib.ticker import (  # noqa: PLC0415 - as above
        FuncFormatter,
        MaxNLocator,
        PercentFormatter,
    )

    if panel.title:
        # The names of what begins stand between the title and the axes.
        axes.set_title(panel.title, pad=22.0 if panel.changes else None)
    mains = 0
    for line in panel.lines:
        _draw_line(axes, line, ordered=ordered, place=mains, has_key=panel.has_key)
        mains += line.weight is not Weight.FAINT
    for point in panel.points:
        _draw_point(axes, point, ordered=ordered)
    for change in panel.changes[1:]:
        axes.axvline(change.x, color=AXIS, linewidth=0.8, linestyle=(0, (3, 2)), zorder=1)
    axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=6, steps=[1, 2, 5, 10]))
    axes.margins(x=0.0)
    if panel.x_in_percent:
        axes.set_xlim(0.0, 1.02)
        axes.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
        axes.grid(visible=True, axis="x")
    else:
        first, last = _x_range(panel)
        axes.set_xlim(min(first, 0.0), max(last, first + 1.0))
        axes.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True, steps=[1, 2, 2.5, 5, 10]))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    if x_label:
        axes.set_xlabel(panel.x_label)
    if y_label:
        axes.set_ylabel(panel.y_label)


def _draw_line(axes: Axes, line: Line, *, ordered: bool, place: int, has_key: bool) -> None:
    colour = tone_of(line.tone, ordered=ordered).light
    is_faint = line.weight is Weight.FAINT
    width = _LINE_WIDTHS[line.weight]
    if has_key and not is_faint:
        # Curves that run on one another stay visible: each next one is finer.
        width += 0.8 if place == 0 else 0.0
    order = 2.0 if is_faint else 3.0 + 0.01 * place
    start = 0 if has_key or is_faint else min(_unsteady(len(line.x)), len(line.x) - 1)
    if start:
        head = slice(0, start + 1)
        axes.plot(line.x[head], line.y[head], color=colour, linewidth=0.8, alpha=0.45, zorder=2)
    axes.plot(
        line.x[start:],
        line.y[start:],
        color=colour,
        linewidth=width,
        alpha=0.45 if is_faint else 1.0,
        zorder=order,
    )
    if line.low is not None and line.high is not None:
        # An edge of every point would make the file many times as large, and look the same.
        some = slice(0, None, max(1, len(line.x) // _BAND_POINTS))
        axes.fill_between(
            line.x[some], line.low[some], line.high[some], color=colour, alpha=0.15, linewidth=0
        )


def _unsteady(size: int) -> int:
    """Return how many steps at the start of a stream are drawn faintly: each moves a mean far."""
    return min(50, size // 20)


def _draw_point(axes: Axes, point: Point, *, ordered: bool) -> None:
    colour = tone_of(point.tone, ordered=ordered).light
    axes.plot(
        [point.x],
        [point.y],
        color=colour,
        marker="o",
        markersize=7,
        markerfacecolor=PAPER,
        markeredgecolor=colour,
        markeredgewidth=1.8,
        zorder=5,
        clip_on=False,
    )


def _label_ends(axes: Axes, panel: Panel, *, ordered: bool) -> None:
    """Write the label of each line beside its end, none over another."""
    labelled = [line for line in panel.lines if line.label and np.isfinite(line.y).any()]
    ends = [float(line.y[np.isfinite(line.y)][-1]) for line in labelled]
    bottom, top = axes.get_ylim()
    per_point = (top - bottom) / _size_pt(axes)[1]
    places = spread(ends, _LABEL_GAP_PT * per_point, top)
    shifts = [(place - end) / per_point for place, end in zip(places, ends, strict=True)]
    is_moved = any(abs(shift) > 1.0 for shift in shifts)
    for line, end, shift in zip(labelled, ends, shifts, strict=True):
        colour = tone_of(line.tone, ordered=ordered).light
        leader = {"arrowstyle": "-", "color": colour, "linewidth": 0.8, "relpos": (0.0, 0.5)}
        axes.annotate(
            line.label,
            xy=(float(line.x[np.isfinite(line.y)][-1]), end),
            xytext=(18.0 if is_moved else 6.0, shift),
            textcoords="offset points",
            color=colour,
            va="center",
            ha="left",
            annotation_clip=False,
            arrowprops={**leader, "shrinkA": 1.0, "shrinkB": 3.0} if is_moved else None,
        )


def _write_key(axes: Axes, panel: Panel, *, ordered: bool) -> None:
    """Write the labels of lines and points in a column beside the axes."""
    place_pt = -4.0
    entries: list[Line | Point] = [*panel.lines, *panel.points]
    # What belongs to one colour stands together.
    for entry in sorted(entries, key=lambda entry: entry.tone):
        if not entry.label:
            continue
        is_line = isinstance(entry, Line)
        if is_line and place_pt < -4.0:
            place_pt -= 8.0
        axes.annotate(
            entry.label,
            xy=(1.0, 1.0),
            xycoords="axes fraction",
            xytext=(12.0, place_pt),
            textcoords="offset points",
            color=tone_of(entry.tone, ordered=ordered).light,
            fontweight="bold" if is_line else "normal",
            va="top",
            ha="left",
            annotation_clip=False,
        )
        place_pt -= _LABEL_GAP_PT * (entry.label.count("\n") + 1)


def _size_pt(axes: Axes) -> tuple[float, float]:
    box = axes.get_window_extent()
    dots = axes.get_figure(root=True)
    per_dot = _POINTS_PER_IN / (dots.dpi if dots is not None else _POINTS_PER_IN)
    return float(box.width * per_dot), float(box.height * per_dot)


def _label_changes(axes: Axes, panel: Panel) -> None:
    """Write what begins at each change above the axes, turned where there is little room."""
    if not panel.changes:
        return
    width_pt, _ = _size_pt(axes)
    first, last = axes.get_xlim()
    starts = [change.x for change in panel.changes]
    rooms = np.diff([*starts, last]) / (last - first) * width_pt
    crowded = any(
        len(change.label) * _CHARACTER_PT > room
        for change, room in zip(panel.changes, rooms, strict=True)
    )
    for change in panel.changes:
        axes.annotate(
            change.label,
            xy=(change.x, 1.0),
            xycoords=("data", "axes fraction"),
            xytext=(0.0, 4.0),
            textcoords="offset points",
            fontsize=8.0,
            color=QUIET_INK,
            rotation=35.0 if crowded else 0.0,
            rotation_mode="anchor",
            ha="left",
            va="bottom",
        )


def _x_range(panel: Panel) -> tuple[float, float]:
    ends = [float(end) for line in panel.lines if len(line.x) for end in (line.x[0], line.x[-1])]
    return (min(ends), max(ends)) if ends else (0.0, 1.0)


def _lowest(panels: Sequence[Panel]) -> float:
    """Return the ten of per cent below all lines but for their unsteady start; 80 % at most."""
    lows = [0.9]
    for line in (line for panel in panels for line in panel.lines):
        warm = line.y[min(len(line.y) // 10, 200) :]
        for values in (warm, line.low[-len(warm) :] if line.low is not None else warm):
            finite = values[np.isfinite(values)]
            if len(finite):
                lows.append(float(finite.min()))
    return max(0.0, float(np.floor(min(lows) * 10 - 1e-9)) / 10)


def spread(ends: Sequence[float], gap: float, top: float) -> list[float]:
    """Move places apart as little as needed (in the mean of the squares).

    Parameters
    ----------
    ends : sequence of float
        Where labels would stand.
    gap : float
        The least distance between two of them.
    top : float
        None stands higher.

    Returns
    -------
    list of float
        The places in the order of ``ends``; the higher end keeps the higher place, and the first
        of two equal ones stands above.
    """
    order = sorted(range(len(ends)), key=lambda number: (ends[number], -number))
    groups: list[list[float]] = []  # ends that stand gap by gap, from the bottom
    for number in order:
        groups.append([ends[number]])
        while len(groups) > 1:
            below, above = groups[-2], groups[-1]
            if _first_place(below, gap) + len(below) * gap <= _first_place(above, gap):
                break
            groups[-2:] = [below + above]
    heights = [
        _first_place(group, gap) + gap * number for group in groups for number in range(len(group))
    ]
    for number in range(len(heights) - 1, -1, -1):
        highest = top - gap * (len(heights) - 1 - number)
        heights[number] = min(heights[number], highest)
    places = [0.0] * len(ends)
    for number, height in zip(order, heights, strict=True):
        places[number] = height
    return places


def _first_place(group: Sequence[float], gap: float) -> float:
    """Return where the lowest label of a group stands so that all are nearest to their ends."""
    return sum(end - gap * number for number, end in enumerate(group)) / len(group)


def _tidied(svg: bytes) -> bytes:
    """Name fonts that other machines have, and take out line ends that depend on the machine."""
    text = svg.decode("utf-8").replace("\r\n", "\n")
    text = re.sub(r"'DejaVu Sans'(, '[^']*'|, [a-z-]+)*", _WEB_FONTS, text)
    return text.encode("utf-8")
