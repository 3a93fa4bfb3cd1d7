"""What the layers below the window say, in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from iaia_desktop.core.saying import translated


def said(text: str) -> str:
    """Return a text in the language of the window, where it is a ``Saying``; else as it is."""
    return translated(text, _look_up)


def _look_up(template: str) -> str:
    return QCoreApplication.translate("Said", template)
