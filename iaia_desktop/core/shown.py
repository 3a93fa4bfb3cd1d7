"""Names of files and classes as they can be shown: on one line, every sign of them visible."""

from __future__ import annotations

import re
from pathlib import PurePath

from iaia_desktop.core.saying import Saying

_LONGEST_TITLE = 300
_NO_NAME = Saying("(no name)")

# Controls would break the line, or command a terminal. Lone surrogates are bytes that are no text.
# The others are invisible, or turn round what stands beside them: “gpj.exe” reads “exe.jpg” behind
# U+202E. The two joiners (U+200C, U+200D) stay: words and emoji are written with them.
UNSHOWN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff"
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
"""Characters that are not shown as they are."""


def shown(name: str | PurePath) -> str:
    r"""Return a name for a message: no bytes that cannot be printed, no line breaks.

    Parameters
    ----------
    name : str or PurePath
        May hold surrogate escapes, control characters, and characters that nobody sees.

    Returns
    -------
    str
        Encodable as UTF-8, on one line, with ``\n``, ``\x1b``, ``\u202e`` and ``\udce9`` for what
        cannot be shown. What is returned comes back unchanged.
    """
    text = str(name)
    return text if text.isprintable() else UNSHOWN.sub(_escaped, text)


def class_title(name: str) -> str:
    """Return a class's name for the window.

    Names that this program keeps come back as they are. A session file that was made elsewhere may
    hold others: with line breaks, without a letter (a ``Saying`` stands for such a name), or as
    long as a book.
    """
    if name.isprintable() and len(name) <= _LONGEST_TITLE and name.strip():
        return name
    title = shown(name[:_LONGEST_TITLE]).strip()
    return f"{title}…" if len(name) > _LONGEST_TITLE else title or _NO_NAME


def _escaped(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")
