"""Write a report on one page that needs nothing else: text, tables and figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from iaia_desktop.experiments.outcome import Outcome, Table
from iaia_desktop.experiments.paper import PAPER_TITLE, PAPER_WORDS, PaperFigure
from iaia_desktop.experiments.plot_style import colour_twins
from iaia_desktop.experiments.report_style import plot_variable, style_sheet


@dataclass(frozen=True, slots=True)
class ReportHead:
    """Say what was run, on what.

    Attributes
    ----------
    title : str
        The data, by name.
    lede : str
        One sentence on the data and the encoder.
    settings : tuple of (str, str)
        What was run: names and values.
    notes : tuple of str
        What was left out, and why; sentences.
    command : str
        What to type for the same report.
    paper : PaperFigure or None
        What the paper says of the data.
    made_by : str
        The program and its version.
    """

    title: str
    lede: str
    settings: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    command: str
    paper: PaperFigure | None
    made_by: str


def report_html(head: ReportHead, outcomes: Sequence[Outcome], plots: Sequence[bytes]) -> str:
    """Return the report as one HTML page.

    Parameters
    ----------
    head : ReportHead
        What was run, on what.
    outcomes : sequence of Outcome
        What it found.
    plots : sequence of bytes
        The SVG of each outcome's chart, as ``draw`` made it.

    Returns
    -------
    str
        Self-contained: no scripts, no fonts, nothing from elsewhere. Equal for equal arguments.
    """
    return "\n".join(
        (
            "<!doctype html>",
            '<html lang="en-GB">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>{escape(head.title)}: incremental annotation</title>",
            f"<style>\n{style_sheet()}</style>",
            "</head>",
            "<body>",
            "<main>",
            *_opening(head, outcomes),
            *_sections(outcomes, plots),
            *_paper_section(head),
            *_closing(head),
            "</main>",
            "</body>",
            "</html>",
            "",
        )
    )


def _opening(head: ReportHead, outcomes: Sequence[Outcome]) -> Iterator[str]:
    yield "<header>"
    yield '<p class="kicker">Incremental annotation: results</p>'
    yield f"<h1>{escape(head.title)}</h1>"
    yield f'<p class="lede">{escape(head.lede)}</p>'
    yield "</header>"
    yield "<section>"
    yield "<h2>In short</h2>"
    yield "<ul>"
    for outcome in outcomes:
        if outcome.findings:
            yield f"<li>{_words(outcome.findings[0])}</li>"
    for note in head.notes:
        yield f"<li>{escape(note)}</li>"
    yield "</ul>"
    yield "</section>"
    yield "<section>"
    yield "<h2>What was run</h2>"
    yield "<dl>"
    for name, value in head.settings:
        yield f"<dt>{escape(name)}</dt><dd>{_words(value)}</dd>"
    yield "</dl>"
    yield "</section>"


def _sections(outcomes: Sequence[Outcome], plots: Sequence[bytes]) -> Iterator[str]:
    for number, (outcome, plot) in enumerate(zip(outcomes, plots, strict=True), start=1):
        name = outcome.chart.name
        yield f'<section id="{escape(name)}">'
        yield f"<h2>{escape(outcome.title)}</h2>"
        yield f"<p>{escape(outcome.method)}</p>"
        if outcome.findings:
            first, *others = (_words(finding) for finding in outcome.findings)
            yield f'<p><span class="finding">{first}</span> {" ".join(others)}</p>'
        yield from _table(number, outcome.table)
        yield "<figure>"
        yield inline_svg(plot, outcome.chart.title)
        caption = f"<b>Figure {number}.</b> {escape(outcome.chart.caption)}"
        yield f"<figcaption>{caption}</figcaption>"
        yield "</figure>"
        links = ", ".join(
            f'<a href="{escape(name)}.{suffix}">{escape(name)}.{suffix}</a>'
            for suffix in ("csv", "png", "svg")
        )
        yield f'<p class="files">Every plotted point, and the figure: {links}</p>'
        yield "</section>"


def _table(number: int, table: Table) -> Iterator[str]:
    yield '<div class="scroll"><table>'
    yield f"<caption><b>Table {number}.</b> {escape(table.caption)}</caption>"
    cells = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.header)
    yield f"<thead><tr>{cells}</tr></thead>"
    yield "<tbody>"
    for first, *others in table.rows:
        cells = "".join(f"<td>{_words(cell)}</td>" for cell in others)
        yield f'<tr><th scope="row">{escape(first)}</th>{cells}</tr>'
    yield "</tbody>"
    yield "</table></div>"


def _paper_section(head: ReportHead) -> Iterator[str]:
    yield "<section>"
    yield "<h2>The paper</h2>"
    if head.paper is None:
        words = (
            f"The experiments are those of “{PAPER_TITLE}”. This data is none of its data sets, "
            f"so its figures say nothing of it; they are, {PAPER_WORDS}."
        )
    else:
        words = (
            f"The experiments are those of “{PAPER_TITLE}”, and {head.paper.title} is one of its "
            f"data sets: its figures, {PAPER_WORDS}, depend on a CLIP checkpoint that it does not "
            "name, so a difference is no fault by itself."
        )
    yield f"<p>{escape(words)}</p>"
    yield "</section>"


def _closing(head: ReportHead) -> Iterator[str]:
    yield "<section>"
    yield "<h2>To run it again</h2>"
    yield f"<pre>{escape(head.command)}</pre>"
    yield "</section>"
    yield (
        f'<footer>{escape(head.made_by)}. All figures as numbers: <a href="results.json">'
        "results.json</a>.</footer>"
    )


def _words(text: str) -> str:
    """Return text for the page, in which a figure and its deviation stay in one line."""
    return escape(text).replace(" ± ", "&nbsp;±&nbsp;")


def inline_svg(svg: bytes, title: str) -> str:
    """Return an SVG to stand in a page, in the page's colours.

    Parameters
    ----------
    svg : bytes
        As ``draw`` made it.
    title : str
        What it shows, for those who cannot see it.

    Returns
    -------
    str
        One ``svg`` element without ids but those that it refers to itself, which the name of its
        chart makes its own.
    """
    text = svg.decode("utf-8")
    text = text[text.index("<svg") :].strip()
    text = re.sub(r"<metadata>.*?</metadata>\s*", "", text, flags=re.DOTALL)
    text = re.sub(r"<style\b.*?</style>\s*", "", text, flags=re.DOTALL)
    text = re.sub(r'^(<svg[^>]*?) width="[^"]*" height="[^"]*"', r"\1", text)
    text = text.replace("<svg ", f'<svg role="img" aria-label="{escape(title)}" ', 1)
    used = set(re.findall(r'(?:href="|url\()#([^")]+)', text))
    text = re.sub(r' id="([^"]*)"', lambda match: match[0] if match[1] in used else "", text)
    for colour in colour_twins():
        text = text.replace(colour, f"var(--{plot_variable(colour)})")
    return text
