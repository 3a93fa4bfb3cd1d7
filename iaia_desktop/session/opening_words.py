"""What is said when a session does not open, or opens for looking only."""

from __future__ import annotations

from iaia_desktop.core.errors import (
    ForeignSessionError,
    KnownError,
    SessionDamagedError,
    SessionFileError,
    SessionLockedError,
    SessionUnreachableError,
    SessionUnwritableError,
)
from iaia_desktop.core.saying import Saying
from iaia_desktop.session.notices import Notice, NoticeAction, NoticeKind, words_of

OPEN_AGAIN = NoticeAction(Saying("Open the session again"), "reopen_session")
"""Goes on from the session's file, once its drive or folder is back."""

_OTHER_FOLDER = NoticeAction(Saying("Open another folder…"), "open_folder")
_LOOK = NoticeAction(Saying("Look at it only"), "open_read_only")
_TRUST = NoticeAction(Saying("Open it"), "trust_session")
_BRING_BACK = NoticeAction(Saying("Bring it back"), "restore_backup")


def not_opened_notice(error: Exception) -> Notice:
    """Say why a session does not open, with the ways on that there are."""
    text = words_of(error, Saying("Opening failed: {reason}", reason=str(error)))
    ways: tuple[NoticeAction, ...] = (_OTHER_FOLDER,)
    if isinstance(error, SessionLockedError | SessionUnwritableError):
        ways = (_LOOK, *ways)
    if isinstance(error, SessionDamagedError) and error.backup is not None:
        ways = (_BRING_BACK, *ways)
    if isinstance(error, ForeignSessionError):
        return Notice(NoticeKind.WARNING, text, "opening", (_TRUST, _OTHER_FOLDER))
    return Notice(NoticeKind.ERROR, text, "opening", ways)


def looks_only_notice(because: Exception | None) -> Notice:
    """Say that an open session is only shown, and why.

    Parameters
    ----------
    because : Exception or None
        Why it could not be opened for writing.
    """
    if isinstance(because, SessionUnwritableError):
        why = Saying("The session lies where you may not write, so it is only shown.")
    else:
        why = Saying("Another window works on this session, so this one only shows it.")
    text = Saying.joined((why, Saying("Nothing you press here is kept.")))
    return Notice(NoticeKind.WARNING, text, "read-only")


def ways_after(error: KnownError) -> tuple[NoticeAction, ...]:
    """Return the ways on when something could not be saved."""
    return (OPEN_AGAIN,) if isinstance(error, SessionUnreachableError) else ()


def not_saved_notice(error: SessionFileError, key: str) -> Notice:
    """Say why something could not be saved.

    Parameters
    ----------
    error : SessionFileError
        From the store.
    key : str
        Replaces what was said before under the same key.
    """
    return Notice(NoticeKind.ERROR, error.words, key, ways_after(error))
