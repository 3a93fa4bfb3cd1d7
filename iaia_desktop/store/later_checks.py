"""What opening a session may put off until its picture is on screen: the check and the backup.

Both look at the file as it was when it was opened, through a reading transaction that began then.
Meanwhile decisions go into the write-ahead log only: SQLite folds nothing into the file that a
reader may still want to see without it. So the file stays as it was found until it is checked and
copied, and a damaged one is not written to.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from iaia_desktop.core.errors import CancelledError
from iaia_desktop.store.backups import back_up_from
from iaia_desktop.store.connection import Asked, connect, never, stoppable
from iaia_desktop.store.faults import damaged, in_words, no_backup
from iaia_desktop.store.recognising import NOT_OPENED
from iaia_desktop.store.soundness import first_problem

_PATIENCE_S = 2.0
_BETWEEN_LOOKS_S = 0.05


class LaterChecks:
    """Check a session file and keep a backup of it, as it was when it was opened.

    Safe from any thread; whoever comes second waits.

    Parameters
    ----------
    path : Path
        Absolute; open for writing with an empty write-ahead log.
    number : int
        Of the backup.
    """

    def __init__(self, path: Path, number: int) -> None:
        self._path = path
        self._number = number
        self._source = path.stat()
        self._guard = threading.Lock()
        self._done = False
        self._problem = ""
        self.is_damaged = False
        self._reader: sqlite3.Connection | None = connect(path, "mode=ro")
        try:
            self._reader.execute("BEGIN")
            self._reader.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except BaseException:
            self._reader.close()
            raise

    @property
    def are_done(self) -> bool:
        """Whether nothing is left to be done."""
        return self._done

    def finish(self, stop: Asked = never) -> str:
        """Check and copy, unless that is done already.

        Parameters
        ----------
        stop : callable
            Asked now and then whether to give up.

        Returns
        -------
        str
            Why no backup could be made; "" when all is well.

        Raises
        ------
        SessionDamagedError
            When the file is damaged. No backup is made of it, so that older ones stay.
        SessionFileError
            When it cannot be read.
        CancelledError
            When it was given up; it can be finished another time.
        """
        with self._turn(stop):
            reader = self._reader
            if self._done or reader is None:
                return self._problem
            with in_words(self._path, NOT_OPENED), stoppable(reader, stop):
                if first_problem(reader):
                    self.is_damaged = True
                    raise damaged(self._path, NOT_OPENED)
            # A backup that cannot be made is no reason to keep the person from working.
            try:
                back_up_from(reader, self._path, self._source, number=self._number, stop=stop)
            except (sqlite3.Error, OSError) as error:
                self._problem = no_backup(self._path, error)
            self._done = True
            self._let_go()
            return self._problem

    def close(self) -> None:
        """Give up what is not done; what is stuck in a drive that does not answer is left alone."""
        until_s = time.monotonic() + _PATIENCE_S
        with suppress(CancelledError), self._turn(lambda: time.monotonic() > until_s):
            self._let_go()

    @contextmanager
    def _turn(self, stop: Asked) -> Iterator[None]:
        while not self._guard.acquire(timeout=_BETWEEN_LOOKS_S):
            if stop():
                raise CancelledError
        try:
            yield
        finally:
            self._guard.release()

    def _let_go(self) -> None:
        reader, self._reader = self._reader, None
        if reader is not None:
            with suppress(sqlite3.Error):
                reader.close()


def can_be_put_off(path: Path, connection: sqlite3.Connection, *, log_was_empty: bool) -> bool:
    """Tell whether writing leaves the file alone until the checks are done.

    Parameters
    ----------
    path : Path
        The session file.
    connection : sqlite3.Connection
        Open for writing.
    log_was_empty : bool
        Whether there was nothing in the write-ahead log before: the last session was closed well.
    """
    (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    return log_was_empty and mode == "wal" and os.access(path, os.W_OK)


def log_is_empty(path: Path) -> bool:
    """Tell whether no write-ahead log of a session file holds anything."""
    try:
        return path.with_name(path.name + "-wal").stat().st_size == 0
    except OSError:
        return True
