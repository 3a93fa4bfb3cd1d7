"""Plots show what their tables say, the same every time, and harm nobody else."""

from __future__ import annotations

import csv
import io
import math
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from iaia_desktop.core.errors import ExportError
from iaia_desktop.core.metrics import Step, StreamMetrics
from iaia_desktop.core.types import ClassId
from iaia_desktop.experiments import drawing
from iaia_desktop.experiments.dataset import EmbeddedSet
from iaia_desktop.experiments.drawing import draw, spread
from iaia_desktop.experiments.figures import Change, Chart, Line, Panel, Point, chart_csv
from iaia_desktop.experiments.plot_style import DARK_TWINS, LEVEL_TONES, PAPER, TELLING_TONES
from iaia_desktop.experiments.plots import plot_simulation, simulation_charts
from iaia_desktop.experiments.replay import simulate
from iaia_desktop.experiments.results import SimulationResult
from iaia_desktop.experiments.series import (
    band_of,
    growing_accuracy,
    last_percent,
    recent_accuracy,
    spread_of,
)
from iaia_desktop.experiments.settings import Order, SimulationSettings

MakeData = Callable[..., EmbeddedSet]
Pair = tuple[float, float]


def small_chart(**changes: str) -> Chart:
    x = np.arange(1.0, 41.0)
    y = np.linspace(0.4, 0.9, 40)
    y[:2] = math.nan
    low, high = np.clip(y - 0.1, 0, 1), np.clip(y + 0.1, 0, 1)
    panel = Panel(
        key="one",
        title="A panel",
        x_label="images seen",
        y_label="accuracy",
        lines=(
            Line("first", x, y, 0, "first 90%", low=low, high=high, extra=x / 7),
            Line("second", x, y - 0.01, 1, "second 89%"),
        ),
        points=(Point("best", 20.0, 0.6, 1, "best", extra=0.25),),
        changes=(Change(0.0, "start"), Change(25.0, changes.get("domain", "sketch"))),
    )
    return Chart("small", "A chart", "Words.", (panel,), "iteration", "accuracy", "epsilon")


def table_of(chart: Chart) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(chart_csv(chart))))


def plotted_points(chart: Chart) -> list[set[Pair]]:
    """Return the points on each pair of axes, as matplotlib holds them."""
    with drawing._style(chart.name):
        axes = drawing._figure(chart).axes
    found = []
    for pair, panel in zip(axes, chart.panels, strict=True):
        # The vertical lines of changes come after the lines and the points.
        lines = pair.lines[: len(pair.lines) - max(0, len(panel.changes) - 1)]
        points = np.concatenate([line.get_xydata() for line in lines])
        found.append({(x, y) for x, y in points.tolist() if not math.isnan(y)})
    return found


def tabled_points(chart: Chart) -> list[set[Pair]]:
    found: dict[str, set[Pair]] = {panel.key: set() for panel in chart.panels}
    for row in table_of(chart):
        if row[chart.y_name]:
            found[row["panel"]].add((float(row[chart.x_name]), float(row[chart.y_name])))
    return list(found.values())


@pytest.fixture
def result(make_data: MakeData) -> SimulationResult:
    return simulate(make_data(), SimulationSettings(order=Order.DOMAIN), 3)


def test_the_table_holds_every_plotted_point(result: SimulationResult) -> None:
    for chart in (small_chart(), *simulation_charts(result)):
        assert plotted_points(chart) == tabled_points(chart)


def test_the_columns_of_a_table() -> None:
    rows = table_of(small_chart())
    assert list(rows[0]) == [
        *("panel", "series", "kind", "iteration", "accuracy", "low", "high", "epsilon"),
    ]
    assert [row["kind"] for row in rows] == ["line"] * 80 + ["point"] + ["change"] * 2
    assert (rows[0]["accuracy"], rows[0]["epsilon"]) == ("", repr(1 / 7))
    assert rows[2]["low"] == repr(np.clip(np.linspace(0.4, 0.9, 40)[2] - 0.1, 0, 1).item())
    assert (rows[80]["series"], rows[80]["epsilon"]) == ("best", "0.25")
    assert (rows[82]["series"], rows[82]["iteration"]) == ("sketch", "25")


def test_a_domain_that_looks_like_a_formula_is_none_in_a_spreadsheet() -> None:
    assert table_of(small_chart(domain="=1+1"))[-1]["series"] == "'=1+1"


def test_the_same_chart_gives_the_same_bytes() -> None:
    first = draw(small_chart())
    with mpl.rc_context({"lines.linewidth": 9.0, "font.size": 30.0, "svg.hashsalt": None}):
        second = draw(small_chart())
    assert first == second
    with Image.open(io.BytesIO(first.png)) as picture:
        assert picture.size == (1520, 780)
        assert not [key for key in picture.info if key != "dpi"]
    text = first.svg.decode()
    assert "<dc:date>" not in text
    assert "matplotlib.org" not in text
    assert all(words in text for words in ("first 90%", "sketch", "images seen", "100%"))


def test_nothing_is_left_behind_in_matplotlib() -> None:
    before = dict(mpl.rcParams)
    draw(small_chart())
    assert dict(mpl.rcParams) == before


def test_only_drawing_loads_matplotlib_and_never_pyplot() -> None:
    script = """
import sys
import iaia_desktop.cli.reproduce
import iaia_desktop.cli.simulate
import iaia_desktop.experiments.plots
import iaia_desktop.experiments.report_files
assert "matplotlib" not in sys.modules
import numpy as np
from iaia_desktop.experiments.drawing import draw
from iaia_desktop.experiments.figures import Chart, Line, Panel
line = Line("a", np.arange(3.0), np.arange(3.0) / 3)
draw(Chart("c", "", "", (Panel("p", "", "x", "y", (line,)),), "x", "y"))
assert "matplotlib" in sys.modules
assert "matplotlib.pyplot" not in sys.modules
"""
    finished = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True)
    assert (finished.returncode, finished.stderr) == (0, b"")


@pytest.mark.parametrize("name", ["$a_b$ <i>", "日本語", "x" * 60, "\N{GREEK SMALL LETTER MU}"])
def test_any_name_can_be_drawn(name: str) -> None:
    assert draw(small_chart(domain=name)).png


def test_lines_without_values_can_be_drawn() -> None:
    nothing = Line("none", np.arange(5.0), np.full(5, math.nan), label="none")
    empty = Line("empty", np.zeros(0), np.zeros(0), label="empty")
    panel = Panel("p", "", "x", "y", (nothing, empty))
    assert draw(Chart("c", "", "", (panel,), "x", "y")).svg


@given(
    ends=st.lists(st.floats(0, 1), max_size=12),
    gap=st.floats(0.001, 0.2),
)
def test_labels_stand_apart_in_the_order_of_their_ends(ends: list[float], gap: float) -> None:
    places = spread(ends, gap, 1.0)
    heights = sorted(places)
    assert all(above - below >= gap - 1e-9 for below, above in pairwise(heights))
    assert all(place <= 1.0 + 1e-9 for place in places)
    order = sorted(range(len(ends)), key=lambda number: (ends[number], -number))
    assert [places[number] for number in order] == heights


def test_labels_with_room_stay_where_they_are() -> None:
    assert spread([0.9, 0.2, 0.5], 0.1, 1.0) == [0.9, 0.2, 0.5]
    assert spread([0.5, 0.5], 0.1, 1.0) == pytest.approx([0.55, 0.45])
    assert spread([1.0, 1.0], 0.1, 1.0) == pytest.approx([1.0, 0.9])


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lights = sorted((luminance(one), luminance(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def test_data_stands_out_from_both_grounds() -> None:
    for tone in (*TELLING_TONES, *LEVEL_TONES):
        assert contrast(tone.light, PAPER) >= 3.0
        assert contrast(tone.dark, DARK_TWINS[PAPER]) >= 3.0


def test_levels_are_told_by_lightness_alone() -> None:
    lights = [luminance(tone.light) for tone in LEVEL_TONES]
    darks = [luminance(tone.dark) for tone in LEVEL_TONES]
    assert lights == sorted(lights)
    assert darks == sorted(darks, reverse=True)


def test_series_are_those_of_the_metrics(result: SimulationResult) -> None:
    metrics = StreamMetrics()
    for place in range(result.images):
        predicted_new = bool(result.predicted_new[place])
        step = Step(
            predicted=ClassId(int(result.predicted[place])),
            truth=ClassId(int(result.truth[place])),
            was_new=bool(result.was_new[place]),
            predicted_new=predicted_new,
        )
        metrics.add(place, step)
    np.testing.assert_allclose(growing_accuracy(result), metrics.accuracy_series())
    np.testing.assert_allclose(recent_accuracy(result, 17), metrics.moving_average_series(17))
    assert growing_accuracy(result)[-1] == pytest.approx(result.accuracy)


def test_bands_and_spreads() -> None:
    band = band_of([np.array([0.0, 1.0, 1.0]), np.array([1.0, 1.0])])
    assert band.mean.tolist() == [0.5, 1.0]
    assert band.low is not None
    assert band.high is not None
    assert (band.low.tolist(), band.high.tolist()) == ([0.0, 1.0], [1.0, 1.0])
    assert band_of([np.array([0.5])]).low is None
    one, two = spread_of([0.25]), spread_of([0.2, 0.4])
    assert one is not None
    assert two is not None
    assert (one.percent(), two.percent()) == ("25.0%", "30.0 ± 10.0%")
    assert spread_of([0.2, None]) is spread_of([math.nan]) is spread_of([]) is None
    assert (last_percent(np.array([0.5])), last_percent(np.array([math.nan]))) == ("50.0%", "")


def test_plots_of_a_simulation(result: SimulationResult, tmp_path: Path) -> None:
    plot_simulation(result, tmp_path / "plots")
    names = {path.name for path in (tmp_path / "plots").iterdir()}
    assert names == {f"{name}.{kind}" for name in ("accuracy", "newclass") for kind in KINDS}
    with pytest.raises(ExportError, match="is not empty"):
        plot_simulation(result, tmp_path / "plots")


def test_partial_supervision_has_no_curve_of_new_classes(make_data: MakeData) -> None:
    result = simulate(make_data(), SimulationSettings(supervision=0.5), 0)
    assert [chart.name for chart in simulation_charts(result)] == ["accuracy"]


KINDS = ("csv", "png", "svg")


def test_malformed_lines_are_refused() -> None:
    with pytest.raises(ValueError, match="without a place"):
        Line("a", np.zeros(3), np.zeros(2))
    with pytest.raises(ValueError, match="half a band"):
        Line("a", np.zeros(3), np.zeros(3), low=np.zeros(3))
