"""Plots of a single simulation."""

from __future__ import annotations

from pathlib import Path

from iaia_desktop.experiments.drawing import draw
from iaia_desktop.experiments.figures import Chart, Line, Panel, Weight, chart_csv
from iaia_desktop.experiments.new_folder import check_new_folder, write_new_folder
from iaia_desktop.experiments.newclass import newclass_curve
from iaia_desktop.experiments.results import SimulationResult
from iaia_desktop.experiments.run_domains import changes_of
from iaia_desktop.experiments.run_newclass import newclass_chart
from iaia_desktop.experiments.series import (
    growing_accuracy,
    last_percent,
    recent_accuracy,
    steps,
    window_for,
)
from iaia_desktop.experiments.settings import Order


def plot_simulation(result: SimulationResult, folder: Path) -> None:
    """Draw one pass: accuracy, and new-class detection where the human decided everything.

    Parameters
    ----------
    result : SimulationResult
        The pass.
    folder : Path
        A new or an empty folder; gets a PNG, an SVG and a CSV for each plot.

    Raises
    ------
    ExportError
        When the folder is not empty, or cannot be written.
    """
    output = check_new_folder(folder)
    write_new_folder(output, chart_files(simulation_charts(result)))


def simulation_charts(result: SimulationResult) -> tuple[Chart, ...]:
    """Return what :func:`plot_simulation` draws."""
    accuracy = accuracy_chart(result)
    if not result.human.all():
        return (accuracy,)
    return accuracy, newclass_chart({result.settings.distance: (newclass_curve(result),)})


def accuracy_chart(result: SimulationResult) -> Chart:
    """Return the accuracy of one pass over all images so far, and over the last ones.

    Parameters
    ----------
    result : SimulationResult
        The pass; where it comes domain by domain, their beginnings are marked.

    Returns
    -------
    Chart
    """
    window = window_for(result.images)
    growing, recent = growing_accuracy(result), recent_accuracy(result, window)
    seen = steps(result.images)
    in_domains = result.settings.order is Order.DOMAIN and len(result.domain_names) > 1
    panel = Panel(
        key="accuracy",
        title="",
        x_label="images seen",
        y_label="accuracy",
        lines=(
            Line(f"last {window} images", seen, recent, weight=Weight.FAINT),
            Line("moving average", seen, growing, label=last_percent(growing)),
        ),
        changes=changes_of(result) if in_domains else (),
    )
    caption = (
        "Accuracy while the images come in, first images of a class not counted. Bold: all images "
        f"so far. Faint: the last {window} images."
    )
    return Chart("accuracy", "Accuracy", caption, (panel,), "iteration", "accuracy")


def chart_files(charts: tuple[Chart, ...]) -> dict[str, bytes]:
    """Draw charts, and return the bytes of each one's PNG, SVG and CSV by name of the file."""
    files = {}
    for chart in charts:
        drawing = draw(chart)
        files[f"{chart.name}.png"] = drawing.png
        files[f"{chart.name}.svg"] = drawing.svg
        files[f"{chart.name}.csv"] = chart_csv(chart).encode("utf-8")
    return files
