"""One connection to a session file, shared by threads: its transactions, its errors, its end."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from iaia_desktop.core.errors import CancelledError, SessionFileError, SessionUnreachableError
from iaia_desktop.core.saying import Saying
from iaia_desktop.store.appending import advance_log, read_log_position
from iaia_desktop.store.backups import back_up, next_number, segment_path
from iaia_desktop.store.connection import Asked, never, snapshot, transaction
from iaia_desktop.store.decision_log import DecisionLog
from iaia_desktop.store.faults import in_words
from iaia_desktop.store.log_records import LogLine, LogPosition
from iaia_desktop.store.opening import OpenedSession
from iaia_desktop.store.recognising import NOT_OPENED
from iaia_desktop.store.session_rows import VerdictPool

_PATIENCE_S = 2.0
"""So long closing waits for checks that are not done; what is left is done when it is opened."""

_HANGS_AFTER_S = 10.0
"""So long one call waits for another one, which may be stuck in a drive that does not answer."""

_NOT_COPIED = Saying("The automatic backup could not be made")
_NOT_READ = Saying("The session could not be read")
_NOT_CLOSED = Saying("The session could not be closed")


class SessionAccess:
    """Give one call at a time a transaction on the session file, and errors in words.

    Parameters
    ----------
    opened : OpenedSession
        The connection and what has to be closed with it.

    Attributes
    ----------
    path : Path
        The session file, absolute.
    read_only : bool
        Whether every write is refused.
    backup_problem : str
        Why no automatic backup could be made at opening; "" when all is well.
    recovered : Replayed or None
        What the file had lost, and the log beside it brought back at opening.
    """

    def __init__(self, opened: OpenedSession) -> None:
        self.path = opened.path
        self.read_only = opened.read_only
        self.backup_problem = opened.backup_problem
        self._connection = opened.connection
        self._resources = opened.resources
        self._guard = threading.RLock()
        self._later = opened.later
        self._log = opened.log
        self._noted: list[tuple[LogPosition, LogLine]] = []
        self.recovered = opened.recovered
        self._closed = False
        self._pool = VerdictPool()
        self._kept_settings: dict[str, str] | None = None
        self._kept_folder: Path | None = None
        try:
            with in_words(self.path, NOT_OPENED):
                self._look_around()
        except BaseException:
            self._resources.close()
            if self._later is not None:
                self._later.close()
            raise

    def _look_around(self) -> None:
        """Note what file this is, and how it is now: both are compared before each write."""
        self._file_identity = _identity(self.path)
        self._log_identity = _identity(_log_of(self.path))
        with snapshot(self._connection):
            self._data_version = self._read_data_version()
            self._position = read_log_position(self._connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Fold the write-ahead log into the file, close it, release the lock; may be repeated.

        Where another thread is stuck in a drive that does not answer, all is left as it is: what
        was acknowledged is on the disk, and the system clears up when the program ends.
        """
        with suppress(SessionUnreachableError), self._turn(_NOT_CLOSED):
            if self._closed:
                return
            self._closed = True
            if self._log is not None:
                self._log.close()
            may_write = not self.read_only and self._finish_at_last()
            if may_write:
                # A full disk leaves the log where it is: still part of the session.
                with suppress(sqlite3.Error):
                    self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            self._resources.close()
            # Its reading transaction has kept SQLite from folding the log into a damaged file.
            if self._later is not None:
                self._later.close()

    def back_up(self) -> Path | None:
        """Copy the session beside itself now, when anything changed since the last copy.

        Raises
        ------
        SessionFileError
            When the copy could not be made; the session itself is not touched by that.
        """
        with self._turn(_NOT_COPIED), in_words(self.path, _NOT_COPIED):
            self._require_writable(_NOT_COPIED)
            number = next_number(self.path)
            copy = back_up(self._connection, self.path, number=number)
            if copy is not None and self._log is not None:
                self._log.close()
                self._log = DecisionLog(segment_path(self.path, number))
            return copy

    @property
    def has_checks_to_finish(self) -> bool:
        """Whether checking the file and copying it was put off at opening, and is not done."""
        return self._later is not None and not self._later.are_done

    def finish_checks(self, stop: Asked = never) -> None:
        """Check the file and keep a backup, as they were at opening; other calls go on meanwhile.

        Parameters
        ----------
        stop : callable
            Asked now and then whether to give up; it can be finished another time.

        Raises
        ------
        SessionDamagedError
            When the file is damaged. It is as it was found: what was decided since lies in the log
            beside it, and closing leaves both alone.
        SessionFileError
            When it cannot be read.
        CancelledError
            When it was given up.
        """
        later = self._later
        if later is not None:
            self.backup_problem = later.finish(stop)

    def _finish_at_last(self) -> bool:
        """Finish what was put off; return whether the log may be folded into the file."""
        later = self._later
        if later is None or later.are_done:
            return True
        if later.is_damaged:
            return False
        until_s = time.monotonic() + _PATIENCE_S
        try:
            later.finish(lambda: time.monotonic() > until_s)
        except (SessionFileError, CancelledError):
            return False
        return True

    @contextmanager
    def _turn(self, doing: Saying) -> Iterator[None]:
        """Let no other thread in."""
        if not self._guard.acquire(timeout=_HANGS_AFTER_S):
            raise SessionUnreachableError(
                Saying("{doing}: its drive does not answer ({path}).", doing=doing, path=self.path),
                Saying("Check the drive or the network, and try again when it does."),
            )
        try:
            yield
        finally:
            self._guard.release()

    @contextmanager
    def _writing(self, doing: Saying) -> Iterator[sqlite3.Connection]:
        with self._turn(doing):
            self._require_writable(doing)
            self._noted.clear()
            with in_words(self.path, doing), transaction(self._connection):
                self._require_untouched(doing)
                yield self._connection
            if self._noted:
                self._position = self._noted[-1][1].end
            if self._log is not None:
                for start, line in self._noted:
                    self._log.append(start, line)

    def _note(self, connection: sqlite3.Connection, text: str) -> None:
        """Let the log have one more line, if the transaction in work is committed."""
        self._noted.append(advance_log(connection, text))

    @property
    def log_problem(self) -> str:
        """Why the log of decisions beside the session cannot be written; "" when all is well."""
        return "" if self._log is None else self._log.problem

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with (
            self._turn(_NOT_READ),
            in_words(self.path, _NOT_READ),
            snapshot(self._connection),
        ):
            yield self._connection

    def _require_writable(self, doing: Saying) -> None:
        if self._closed:
            # A job may be about to write when the session is closed.
            raise SessionFileError(
                Saying("{doing}: the session is closed.", doing=doing), Saying("Open it again.")
            )
        if self.read_only:
            raise SessionFileError(
                Saying(
                    "{doing}: the session {path} is open for reading only.",
                    doing=doing,
                    path=self.path,
                ),
                Saying("Close the other window that has it open, then open it again."),
            )
        # Without this, writes would go on into a file that has lost its name, and be gone.
        identity = _identity(self.path)
        if identity != self._file_identity:
            raise SessionUnreachableError(
                Saying(
                    "{doing}: the session file is no longer there ({path})."
                    if identity is None
                    else "{doing}: the session file was replaced by another file ({path}).",
                    doing=doing,
                    path=self.path,
                ),
                Saying("Connect its drive again, or put the file back, and try again."),
            )
        log = _log_of(self.path)
        if self._log_identity is not None and _identity(log) != self._log_identity:
            raise SessionUnreachableError(
                Saying(
                    "{doing}: a part of the session was taken away ({path}).", doing=doing, path=log
                ),
                Saying("Open the session again: everything decided so far is kept."),
            )

    def _require_untouched(self, doing: Saying) -> None:
        """Refuse to go on from a memory that knows nothing of what somebody else wrote."""
        version = self._read_data_version()
        if version == self._data_version:
            return
        # Another number comes after a failure of the disk, too.
        if read_log_position(self._connection) != self._position:
            raise SessionUnreachableError(
                Saying(
                    "{doing}: another program has changed the session meanwhile ({path}).",
                    doing=doing,
                    path=self.path,
                ),
                Saying("Open the session again to go on from what it holds now."),
            )
        self._data_version = version

    def _read_data_version(self) -> int:
        (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        return int(version)

    def _setting_text(self, name: str) -> str | None:
        """Return a setting as it is stored; read once, for a drive that is away says nothing."""
        if self._kept_settings is None or self.read_only:
            with self._reading() as connection:
                self._kept_settings = dict(connection.execute("SELECT name, value FROM settings"))
        return self._kept_settings.get(name)

    def _keep_setting(self, name: str, text: str) -> None:
        """Take note of a setting that is stored now."""
        if self._kept_settings is not None:
            self._kept_settings[name] = text


def _log_of(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116  (called for each decision, and quicker)
    except OSError:
        return None
    return (found.st_dev, found.st_ino)
