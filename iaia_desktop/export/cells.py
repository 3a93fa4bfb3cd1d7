"""Text in CSV cells that no spreadsheet takes for a formula, and the way back."""

from __future__ import annotations

# What spreadsheets take for the start of a formula, with the full-width forms that some
# locales accept. See OWASP, "CSV Injection".
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001


def neutralise(text: str) -> str:
    """Return the text as a CSV cell: with an apostrophe in front where it looks like a formula.

    Text that already has apostrophes before such a start gets one more, so that `restore` is
    exact.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        Never starts with a character that begins a formula.
    """
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA_STARTS) else text


def restore(cell: str) -> str:
    """Return the text that `neutralise` was given.

    Parameters
    ----------
    cell : str
        A cell of a table of ours; other cells come back unchanged unless they start with an
        apostrophe before a formula.

    Returns
    -------
    str
        The text.
    """
    if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA_STARTS):
        return cell[1:]
    return cell
