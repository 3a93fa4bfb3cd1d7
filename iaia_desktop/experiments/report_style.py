"""The look of a report: one style sheet, light and dark, on screen and on paper."""

from __future__ import annotations

from iaia_desktop.experiments.plot_style import PAPER, colour_twins

_SHEET = """\
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; background: var(--ground); color: var(--ink);
  font: 1.0625rem/1.6 Charter, "Bitstream Charter", "Iowan Old Style", "Palatino Linotype",
    Georgia, serif;
}
main { max-width: 48rem; margin: 0 auto; padding: 3.5rem 1.5rem 5rem; }
h1, h2, .kicker, .lede, table, figcaption, dl, footer, .files, nav {
  font-family: system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
.kicker { margin: 0 0 .4rem; font-size: .8125rem; letter-spacing: .06em; color: var(--quiet);
  text-transform: uppercase; }
h1 { margin: 0 0 .6rem; font-size: 2rem; line-height: 1.2; letter-spacing: -.015em;
  overflow-wrap: anywhere; }
.lede { margin: 0; font-size: 1.0625rem; line-height: 1.5; color: var(--quiet); }
h2 { margin: 3.2rem 0 .8rem; font-size: 1.25rem; line-height: 1.3; letter-spacing: -.01em; }
p { margin: 0 0 1rem; }
ul { margin: 0 0 1rem; padding-left: 1.2rem; }
li { margin-bottom: .45rem; }
.finding { font-weight: 600; }
dl { display: grid; grid-template-columns: minmax(9rem, auto) 1fr; gap: .4rem 1.5rem; margin: 0;
  font-size: .9375rem; line-height: 1.45; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; margin: 1.6rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; line-height: 1.4;
  font-variant-numeric: tabular-nums; }
caption { text-align: left; padding-bottom: .6rem; font-size: .875rem; color: var(--quiet); }
caption b, figcaption b { color: var(--ink); font-weight: 600; }
th, td { padding: .45rem 0 .45rem 1.25rem; text-align: right; vertical-align: baseline;
  border-bottom: 1px solid var(--line); white-space: nowrap; }
th:first-child, td:first-child { padding-left: 0; text-align: left; white-space: normal; }
thead th { font-weight: 600; white-space: normal; vertical-align: bottom;
  border-bottom-color: var(--strong-line); }
tbody th { font-weight: 400; }
tbody tr:last-child > * { border-bottom-color: var(--strong-line); }
figure { margin: 2rem 0 1rem; }
figure svg { display: block; width: 100%; height: auto; overflow: visible; }
figure svg * { stroke-linejoin: round; stroke-linecap: butt; }
figcaption { margin-top: .8rem; font-size: .875rem; line-height: 1.5; color: var(--quiet); }
.files { font-size: .8125rem; color: var(--quiet); }
pre { margin: 0 0 1rem; padding: .8rem 1rem; background: var(--raised); border-radius: 6px;
  font: .875rem/1.5 ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace;
  white-space: pre-wrap; overflow-wrap: anywhere; }
a { color: var(--link); text-underline-offset: .15em; }
footer { margin-top: 4rem; padding-top: 1rem; border-top: 1px solid var(--line);
  font-size: .8125rem; color: var(--quiet); }
@media (max-width: 34rem) {
  main { padding: 2rem 1rem 3rem; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: .6rem; }
}
@media print {
  body { font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  h1 { font-size: 20pt; }
  h2 { margin-top: 18pt; font-size: 13pt; break-after: avoid; }
  figure, table, dl { break-inside: avoid; }
  .scroll { overflow: visible; }
  .files { display: none; }
  pre { border: 1px solid var(--line); }
}
@page { margin: 18mm 16mm; }
"""

_LIGHT = {
    "ground": PAPER,
    "raised": "#f3f5f7",
    "ink": "#22262e",
    "quiet": "#5c6370",
    "line": "#e4e7eb",
    "strong-line": "#9aa1ac",
    "link": "#0068a8",
}
_DARK = {
    "ground": colour_twins()[PAPER],
    "raised": "#252932",
    "ink": "#e8eaee",
    "quiet": "#a9b0bc",
    "line": "#30353e",
    "strong-line": "#6a7280",
    "link": "#62b5f0",
}


def style_sheet() -> str:
    """Return the style sheet; paper is always light."""
    twins = colour_twins()
    light = {**_LIGHT, **{plot_variable(colour): colour for colour in twins}}
    dark = {**_DARK, **{plot_variable(colour): twin for colour, twin in twins.items()}}
    return (
        f":root {{ color-scheme: light dark; {_declarations(light)} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {_declarations(dark)} }} }}\n"
        + _SHEET
    )


def plot_variable(colour: str) -> str:
    """Return the name of the variable that stands for a colour of a plot."""
    return f"plot-{colour.removeprefix('#')}"


def _declarations(values: dict[str, str]) -> str:
    return " ".join(f"--{name}: {value};" for name, value in values.items())
