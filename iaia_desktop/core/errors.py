"""Errors split by blame: a ``KnownError`` has words for the user, anything else is a bug."""

from __future__ import annotations

from pathlib import Path

from iaia_desktop.core.saying import Saying


class KnownError(Exception):
    """Say what went wrong in the user's environment, and what to do about it.

    Parameters
    ----------
    what : str
        One sentence: what happened, and to which file. A ``Saying``, so that the window can say it
        in its language.
    remedy : str, optional
        One sentence: what the person can do. A ``Saying`` too.
    """

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(what, remedy)
        self.what = what
        self.remedy = remedy

    @property
    def words(self) -> Saying:
        """Both sentences; for a notice, where ``str(error)`` would forget how they were made."""
        return Saying.joined((self.what, self.remedy))

    def __str__(self) -> str:
        return f"{self.what} {self.remedy}".strip()


class FolderError(KnownError):
    """A folder is missing, is not a folder, or may not be read or written."""


class ImageError(KnownError):
    """An image file cannot be decoded; ``what`` is the short reason that lists show."""


class SessionFileError(KnownError):
    """A session file is damaged, foreign, or cannot be read or written."""


class SessionDamagedError(SessionFileError):
    """A session file is damaged.

    Parameters
    ----------
    what, remedy : str
        As for ``KnownError``.
    path : Path
        The session file.
    backup : Path or None
        The newest automatic copy of it.
    """

    def __init__(self, what: str, remedy: str, *, path: Path, backup: Path | None) -> None:
        super().__init__(what, remedy)
        self.path = path
        self.backup = backup


class SessionUnreachableError(SessionFileError):
    """A session file is not to be reached, or not the one any more that was opened.

    Its drive or folder may be away; when it is back, opening the session again goes on from it.
    """


class SessionUnwritableError(SessionFileError):
    """A session file lies where this person may not write; looking at it may still be possible."""


class SessionNewerError(SessionFileError):
    """A session file was written by a newer version of the program."""


class SessionLockedError(SessionFileError):
    """Another running instance holds the session."""


class ForeignSessionError(SessionFileError):
    """A session names places that nobody chose on this machine; none of them was looked at.

    Parameters
    ----------
    what, remedy : str
        As for ``KnownError``.
    session, folder : Path
        The session file, and the folder of images that it names.
    """

    def __init__(self, what: str, remedy: str, *, session: Path, folder: Path) -> None:
        super().__init__(what, remedy)
        self.session = session
        self.folder = folder


class EncoderError(KnownError):
    """An encoder does not exist, cannot be loaded, or failed on a batch."""


class WeightsUnavailableError(EncoderError):
    """The weights of an encoder are neither on this machine nor to be fetched now.

    Parameters
    ----------
    what, remedy : str
        As for ``KnownError``.
    reason : str, optional
        Why they cannot be fetched, in a few words without a full stop.
    """

    def __init__(self, what: str, remedy: str = "", *, reason: str = "") -> None:
        super().__init__(what, remedy)
        self.reason = reason


class WeightsDamagedError(WeightsUnavailableError):
    """The weights on this machine were damaged, and were thrown away: fetching them anew helps."""


class DeviceError(EncoderError):
    """An encoder failed on a device (a graphics card) where the processor may do."""


class ExportError(KnownError):
    """An export cannot start, or stopped part of the way."""


class ImportDataError(KnownError):
    """Labels to import are malformed or match nothing."""


class EmbeddingsError(KnownError):
    """Embeddings that were made elsewhere cannot be used."""


class EmbeddingsGoneError(EmbeddingsError):
    """Embeddings that were made elsewhere are not where they were."""


class DecisionError(KnownError):
    """A decision makes no sense in the present state (an unknown class, an empty name)."""


class CancelledError(Exception):
    """The person cancelled the work; not a fault, and never shown as one."""
