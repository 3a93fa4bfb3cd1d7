"""One writer a session: a lock that dies with the process that holds it."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from filelock import FileLock, Timeout

from iaia_desktop.core.errors import SessionLockedError
from iaia_desktop.core.saying import Saying


class SessionLock:
    """Hold the exclusive right to write to a session.

    The lock is the operating system's, on ``NAME.iaia.lock`` beside the session: a process that
    dies gives it up, and the small file that stays behind is no obstacle.

    Parameters
    ----------
    path : Path
        The session file; several names of one file share one lock.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        real = Path(os.path.realpath(path))
        # Not bound to the thread that takes it: the session may be closed from another one.
        self._lock = FileLock(real.with_name(real.name + ".lock"), timeout=0, thread_local=False)

    def acquire(self) -> None:
        """Take the lock at once.

        Raises
        ------
        SessionLockedError
            When another window or process holds it.
        OSError
            When the lock file cannot be made.
        """
        try:
            self._lock.acquire()
        except Timeout as error:
            raise SessionLockedError(
                Saying(
                    "The session {path} is open in another window of this program.", path=self._path
                ),
                Saying("Close it there first, or open it here for reading only."),
            ) from error
        except NotImplementedError as error:  # the library's word for a file system without locks
            raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK), str(self._path)) from error

    def release(self) -> None:
        """Give the lock up; harmless when it is not held."""
        self._lock.release()
