"""The words of a search: what was found, and what stands in place of nothing."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication

from iaia_desktop.core.search import Ranked, SearchResult
from iaia_desktop.session.image_search import SearchQuery
from iaia_desktop.ui.painting import Note


def found_words(result: SearchResult) -> str:
    """Return in one line how many images were found, and in which order they stand."""
    shown = len(result.image_ids)
    if not shown:
        return ""
    count = _tr("1 image") if shown == 1 else _tr("{n} images").format(n=f"{shown:,}")
    if shown < result.fitting:
        count = _tr("The best {n} of {m} images").format(n=f"{shown:,}", m=f"{result.fitting:,}")
    order = {
        Ranked.FOLDER: _tr("in folder order"),
        Ranked.LIKENESS: _tr("most alike first"),
        Ranked.WORDS: _tr("best match first"),
        Ranked.DISTANCE: _tr("farthest from their class first"),
    }[result.ranked]
    words = f"{count}, {order}"
    if result.unseen:
        words += _tr(" · {n} more are still being looked at").format(n=f"{result.unseen:,}")
    return words


def value_words(value: float, ranked: Ranked) -> str:
    """Return a likeness or a distance as a tile shows it."""
    if math.isnan(value):
        return ""
    if ranked is Ranked.DISTANCE:
        return f"{value:.2f}"
    if ranked is Ranked.LIKENESS:
        return f"{max(0.0, value):.0%}".replace("%", "\N{THIN SPACE}%")
    return ""


def nothing_note(query: SearchQuery, result: SearchResult, *, knows_like: bool) -> Note:
    """Return what stands in place of no image."""
    if query.like is not None and not knows_like:
        return Note(
            "clock",
            _tr("This image is still being looked at"),
            (_tr("Images like it appear here as soon as that is done."),),
        )
    if result.unseen:
        return Note(
            "clock",
            _tr("The images are still being looked at"),
            (_tr("Search again in a while."),),
        )
    if query.like is not None:
        title = _tr("Nothing looks like that")
    elif query.words:
        title = _tr("Nothing fits these words")
    else:
        title = _tr("No image fits")
    return Note("search", title, (_tr("Try fewer filters."),))


def selection_words(count: int) -> str:
    """Return what can be done with what is selected."""
    if count == 0:
        return _tr("Click to select, Shift+click for several, Enter to open")
    chosen = _tr("1 selected") if count == 1 else _tr("{n} selected").format(n=f"{count:,}")
    return _tr("{chosen}: the key of a class labels them, N a new one").format(chosen=chosen)


def _tr(text: str) -> str:
    return QCoreApplication.translate("SearchWords", text)
