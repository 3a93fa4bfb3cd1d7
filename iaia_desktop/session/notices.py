"""What the session tells the person, as values; the window's message area shows them."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from iaia_desktop.core.errors import KnownError
from iaia_desktop.core.saying import Saying


class NoticeKind(enum.StrEnum):
    """How much it matters."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class NoticeAction:
    """A button beside a notice.

    Attributes
    ----------
    text : str
        On the button: a Saying, or of the window and in its language already.
    command : str
        Name of the verb that the window carries out.
    """

    text: str
    command: str


@dataclass(frozen=True, slots=True)
class Notice:
    """One message in the message area.

    Attributes
    ----------
    kind : NoticeKind
        How much it matters.
    text : str
        What happened and what to do, in full sentences: a Saying, or of the window and in its
        language already.
    key : str
        Messages with the same key replace each other; "" for none.
    actions : tuple of NoticeAction
        Ways on.
    """

    kind: NoticeKind
    text: str
    key: str = ""
    actions: tuple[NoticeAction, ...] = ()


def words_of(error: Exception, of_a_bug: Saying) -> Saying:
    """Return what a failure says to the person: an error's own words, if it has some for them."""
    return error.words if isinstance(error, KnownError) else of_a_bug
