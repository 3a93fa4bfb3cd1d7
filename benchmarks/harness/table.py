"""Print measurements as a table."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.harness.measurement import Measurement

_HEAD = ("row", "what", "measured", "target", "", "baseline", "ratio")


def as_markdown(rows: Sequence[tuple[str, Measurement]]) -> str:
    """Return a Markdown table, columns padded so that it reads well in a terminal too.

    Parameters
    ----------
    rows : sequence of (str, Measurement)
        The name of the row, and a figure of it.
    """
    cells = [_HEAD, *(_cells(name, measurement) for name, measurement in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(_HEAD))]
    lines = [_line(cells[0], widths), _line(["-" * width for width in widths], widths)]
    lines.extend(_line(row, widths) for row in cells[1:])
    return "\n".join(lines)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    return (
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
    )


def _cells(name: str, measurement: Measurement) -> tuple[str, ...]:
    target = measurement.target
    wanted = ""
    if target is not None:
        wanted = f"{'≤' if target.at_most else '≥'} {_figure(target.limit)} {measurement.unit}"
    verdict = {None: "", True: "met", False: "missed"}[measurement.met]
    baseline = ""
    if measurement.baseline is not None:
        baseline = f"{_figure(measurement.baseline)} {measurement.unit}"
        baseline += f" ({measurement.baseline_what})" if measurement.baseline_what else ""
    what = f"{measurement.what} ({measurement.note})" if measurement.note else measurement.what
    return (
        name,
        what,
        f"{_figure(measurement.value)} {measurement.unit}",
        wanted,
        verdict,
        baseline,
        "" if measurement.ratio is None else _figure(measurement.ratio),
    )


def _figure(value: float) -> str:
    """Return three significant digits, without an exponent."""
    size = abs(value)
    if size >= 100:
        return f"{value:,.0f}"
    if size >= 10:
        return f"{value:.1f}"
    return f"{value:.2f}" if size >= 1 else f"{value:.3g}"
