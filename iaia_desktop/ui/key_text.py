"""Keys as people read them: on caps, in tool tips and in the sheet of keys."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence

_ARROWS = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}


def key_text(portable: str) -> str:
    """Return a key in the words of this system, arrows as arrows.

    Parameters
    ----------
    portable : str
        A key in Qt's portable text ("Ctrl+Z"), or a class's single character; "" gives "".
    """
    if len(portable) == 1:
        return portable.upper()
    native = QKeySequence.fromString(portable, QKeySequence.SequenceFormat.PortableText).toString(
        QKeySequence.SequenceFormat.NativeText
    )
    # By its portable name: the native one is in the language of the window.
    arrow = _ARROWS.get(portable.rpartition("+")[2])
    if arrow is None:
        return native
    head, plus, _ = native.rpartition("+")
    return head + plus + arrow
