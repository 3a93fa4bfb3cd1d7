"""All files of a report: figures, tables of their points, the numbers, and the page."""

from __future__ import annotations

import json
from collections.abc import Mapping

from iaia_desktop.experiments.plots import chart_files
from iaia_desktop.experiments.report import ReportHead, report_html
from iaia_desktop.experiments.reproduce import Reproduction

REPORT_NAME = "report.html"
RESULTS_NAME = "results.json"


def report_files(
    head: ReportHead, found: Reproduction, about: Mapping[str, object]
) -> dict[str, bytes]:
    """Return every file of a report by its name.

    Parameters
    ----------
    head : ReportHead
        What was run, on what.
    found : Reproduction
        What it found.
    about : mapping
        JSON values: data, settings and versions, for the file of numbers.

    Returns
    -------
    dict
        A PNG, an SVG and a CSV for each experiment, ``results.json`` and ``report.html``. Equal
        for equal arguments and versions of matplotlib.
    """
    charts = tuple(outcome.chart for outcome in found.outcomes)
    files = chart_files(charts)
    plots = [files[f"{chart.name}.svg"] for chart in charts]
    files[RESULTS_NAME] = results_json(found, about).encode("ascii")
    files[REPORT_NAME] = report_html(head, found.outcomes, plots).encode("utf-8")
    return files


def results_json(found: Reproduction, about: Mapping[str, object]) -> str:
    """Return the numbers of all experiments as JSON; pure ASCII, without NaN."""
    experiments = {
        outcome.experiment.value: {
            "title": outcome.title,
            "findings": list(outcome.findings),
            "variants": list(outcome.variants),
        }
        for outcome in found.outcomes
    }
    content = {**about, "left_out": list(found.left_out), "experiments": experiments}
    return json.dumps(content, indent=2, allow_nan=False) + "\n"
