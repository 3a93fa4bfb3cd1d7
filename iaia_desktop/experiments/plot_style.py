"""The look of all plots: colours, type and lines.

The two colours that tell lines apart are blue and vermilion after Okabe and Ito, the ones that
everybody can tell apart; levels run along "plasma", whose lightness alone tells the order. Each
has a twin for a dark ground, which a report puts in its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PAPER = "#ffffff"
INK = "#22262e"
QUIET_INK = "#5c6370"
AXIS = "#9aa1ac"
GRID = "#e4e7eb"

DARK_TWINS: Mapping[str, str] = {
    PAPER: "#1b1e24",
    INK: "#e8eaee",
    QUIET_INK: "#a9b0bc",
    AXIS: "#6a7280",
    GRID: "#30353e",
}
"""The neutral colours of a plot on a dark ground."""


@dataclass(frozen=True, slots=True)
class Tone:
    """One colour of data, on a light and on a dark ground (each at least 3:1, as words too)."""

    light: str
    dark: str


TELLING_TONES = (
    Tone("#0068a8", "#62b5f0"),
    Tone("#c14d00", "#ff9350"),
    Tone("#007a5a", "#3fc79c"),
    Tone("#8a4a7f", "#d99bcb"),
)
"""Colours that tell lines apart, in the order they are given out."""

LEVEL_TONES = (
    Tone("#0d0887", "#f7e425"),
    Tone("#5c01a6", "#fdc627"),
    Tone("#8b0aa5", "#f99a3e"),
    Tone("#b02991", "#ef7b51"),
    Tone("#cc4778", "#e3685f"),
    Tone("#dd5e66", "#d5547a"),
    Tone("#e0662c", "#c6559f"),
)
"""Colours that follow an order, the first level to the last."""


def tone_of(place: int, *, ordered: bool) -> Tone:
    """Return the colour at a place; places beyond the last begin again."""
    tones = LEVEL_TONES if ordered else TELLING_TONES
    return tones[place % len(tones)]


def colour_twins() -> dict[str, str]:
    """Return each colour of a plot with the one for a dark ground."""
    twins = dict(DARK_TWINS)
    twins.update({tone.light: tone.dark for tone in (*TELLING_TONES, *LEVEL_TONES)})
    return twins


STYLE: Mapping[str, object] = {
    "font.family": "sans-serif",
    # It comes with matplotlib, so that a picture is the same on every machine.
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 9.0,
    "text.color": INK,
    # A dollar sign in the name of a folder is a dollar sign.
    "text.parse_math": False,
    "axes.edgecolor": AXIS,
    "axes.labelcolor": QUIET_INK,
    "axes.labelsize": 9.0,
    "axes.titlesize": 9.5,
    "axes.titleweight": "bold",
    "axes.titlecolor": INK,
    "axes.titlelocation": "left",
    "axes.titlepad": 10.0,
    "axes.linewidth": 0.8,
    "axes.facecolor": "none",
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.axisbelow": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.unicode_minus": False,
    "grid.color": GRID,
    "grid.linewidth": 0.8,
    "xtick.color": AXIS,
    "xtick.labelcolor": QUIET_INK,
    "ytick.color": AXIS,
    "ytick.labelcolor": QUIET_INK,
    "ytick.major.size": 0.0,
    "xtick.major.size": 3.0,
    "lines.solid_capstyle": "round",
    "lines.solid_joinstyle": "round",
    "figure.facecolor": PAPER,
    "savefig.facecolor": PAPER,
    "svg.fonttype": "none",
    # Invisible at this size, and it makes long lines a fraction of the bytes.
    "path.simplify": True,
    "path.simplify_threshold": 0.25,
}
"""What is set while a chart is drawn, over matplotlib's own defaults."""
