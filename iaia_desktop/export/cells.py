r"""Text in CSV cells: one line, never a formula, and the way back.

A cell may hold what came from the folders and files of other people. Three things are changed, and
`restore` takes each of them back exactly:

- What nobody can see (line breaks, other control characters, marks that turn the direction of
  writing, bytes that are no text) is written ``\uXXXX``, so that a row is a line.
- A backslash before such four digits is written ``\u005c``.
- What a spreadsheet would take for a formula gets an apostrophe in front: at the beginning of a
  cell, and after a comma or a semicolon, where another country's spreadsheet begins a new cell.
"""

from __future__ import annotations

import re

from iaia_desktop.core.shown import UNSHOWN

# What spreadsheets take for the start of a formula, with the full-width forms that some locales
# accept. See OWASP, "CSV Injection". A tab and the ends of lines belong to it, and are written as
# their numbers.
_FORMULA = "[ ']*[=+\\-@＝＋－＠]"  # noqa: RUF001
_FORMULA_AHEAD = re.compile(f"(^|[;,])(?={_FORMULA})")
_GUARDED = re.compile(f"(^|[;,])'(?={_FORMULA})")
_NUMBERED = re.compile(r"\\(?=u[0-9a-f]{4})")
_NUMBER = re.compile(r"\\u([0-9a-f]{4})")
_BACKSLASH = "\\"


def neutralise(text: str) -> str:
    """Return the text as a CSV cell.

    Parameters
    ----------
    text : str
        Any text; may hold surrogate escapes.

    Returns
    -------
    str
        Printable, encodable as UTF-8, and no formula in any spreadsheet.
    """
    if not text.isprintable() or _BACKSLASH in text:
        text = UNSHOWN.sub(_as_number, _NUMBERED.sub(r"\\u005c", text))
    return _FORMULA_AHEAD.sub(r"\1'", text)


def restore(cell: str) -> str:
    """Return the text that `neutralise` was given.

    Parameters
    ----------
    cell : str
        A cell of a table of ours; other cells come back unchanged, unless they look like one that
        `neutralise` has changed.

    Returns
    -------
    str
        The text.
    """
    return _NUMBER.sub(_from_number, _GUARDED.sub(r"\1", cell))


def without_formula(name: str) -> str:
    """Return the name of a file or folder such that `neutralise` leaves it alone.

    Other programs look for the file under the name that stands in a table.

    Parameters
    ----------
    name : str
        Printable, without a backslash.

    Returns
    -------
    str
        With underscores for what would make a formula of it.
    """
    return _FORMULA_AHEAD.sub("_", name)


def _as_number(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def _from_number(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    return character if character == _BACKSLASH or UNSHOWN.match(character) else match[0]
