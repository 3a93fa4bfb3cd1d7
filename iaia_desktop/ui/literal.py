"""Tool tips that show a text as it is, whatever it looks like."""

from __future__ import annotations

import html

from PySide6.QtGui import Qt


def literal(text: str) -> str:
    """Return a tool tip for a text with names of files, folders or classes in it.

    Qt takes a tool tip that looks like HTML for HTML, and reads the pictures that it names: a file
    called ``<img src=…>`` would choose them. There is no other way to tell it than to write HTML.

    Parameters
    ----------
    text : str
        As it is to be read.

    Returns
    -------
    str
        The text itself, unless it looks like HTML.
    """
    if "<" not in text and "&" not in text:
        return text
    if not Qt.mightBeRichText(text):
        return text
    return f'<span style="white-space: pre-wrap">{html.escape(text)}</span>'
