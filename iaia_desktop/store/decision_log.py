"""The log beside a session: every decision once more, in a file that is only ever added to.

A backup is made when a session is opened; this log has what was decided since. It is written by a
thread of its own, right after each commit, and forced to the disk every few seconds, so that nobody
waits for it: what a damaged session file holds is on the disk a second time, but for the last
seconds.
"""

from __future__ import annotations

import os
import threading
import time
from contextlib import suppress
from pathlib import Path

from iaia_desktop.store.connection import sync_folder
from iaia_desktop.store.faults import reason_of
from iaia_desktop.store.log_records import LogLine, LogPosition, header_line

SYNC_AFTER_S = 5.0
"""How long a line may wait to be forced to the disk."""

_GATHERING_S = 0.1
_RETRY_AFTER_S = 2.0
_MOST_WAITING_BYTES = 64 << 20
_PATIENCE_S = 10.0


class DecisionLog:
    """Write one part of a log. Safe from any thread; none of its methods waits for the disk.

    The file is made with the first line, the thread too.

    Parameters
    ----------
    path : Path
        Of this part; nothing is there yet.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._changed = threading.Condition()
        self._waiting: list[bytes] = []
        self._waiting_bytes = 0
        self._is_closing = False
        self._gave_up = False
        self._thread: threading.Thread | None = None
        self._handle = -1
        self._size = 0
        self._problem = ""

    @property
    def problem(self) -> str:
        """Why lines could not be written so far, as the end of a sentence; "" when all is well."""
        return self._problem

    def append(self, start: LogPosition, line: LogLine) -> None:
        """Have a line written that begins at a place."""
        with self._changed:
            if self._is_closing or self._gave_up:
                return
            content = line.as_bytes()
            if self._thread is None:
                content = header_line(start) + content
                self._thread = threading.Thread(
                    target=self._write_on, name="decision log", daemon=True
                )
                self._thread.start()
            self._waiting.append(content)
            self._waiting_bytes += len(content)
            # A log with a hole is of no use after it: the next backup begins a new one.
            self._gave_up = self._waiting_bytes > _MOST_WAITING_BYTES
            if len(self._waiting) == 1:
                self._changed.notify()

    def close(self) -> None:
        """Write what waits, force it to the disk and end the thread; may be repeated."""
        with self._changed:
            self._is_closing = True
            self._changed.notify()
            thread = self._thread
        if thread is not None:
            # A drive that hangs must not keep the program from ending.
            thread.join(_PATIENCE_S)

    def _write_on(self) -> None:
        unsynced_since: float | None = None
        pause_s: float | None = None
        while True:
            with self._changed:
                if not self._is_closing and (pause_s is not None or not self._waiting):
                    self._changed.wait(self._wait_s(unsynced_since, pause_s))
                if not self._is_closing and self._waiting and pause_s is None:
                    # What comes at once goes at once; and not while the window is at work.
                    self._changed.wait_for(lambda: self._is_closing, _GATHERING_S)
                lines, self._waiting = self._waiting, []
                is_closing = self._is_closing
            pause_s = None
            if lines:
                if self._write(b"".join(lines)):
                    unsynced_since = unsynced_since or time.monotonic()
                else:
                    with self._changed:
                        self._waiting[:0] = lines
                    pause_s = _RETRY_AFTER_S
            with self._changed:
                self._waiting_bytes = sum(map(len, self._waiting))
            is_due = (
                unsynced_since is not None and time.monotonic() - unsynced_since >= SYNC_AFTER_S
            )
            if unsynced_since is not None and (is_due or is_closing):
                self._sync()
                unsynced_since = None
            if is_closing:
                self._end()
                return

    @staticmethod
    def _wait_s(unsynced_since: float | None, pause_s: float | None) -> float | None:
        if unsynced_since is None:
            return pause_s
        left_s = max(0.0, unsynced_since + SYNC_AFTER_S - time.monotonic())
        return left_s if pause_s is None else min(pause_s, left_s)

    def _write(self, content: bytes) -> bool:
        """Write all of it or nothing; return whether that worked."""
        try:
            if self._handle < 0:
                self._path.parent.mkdir(exist_ok=True)
                flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
                flags |= getattr(os, "O_NOFOLLOW", 0)
                self._handle = os.open(self._path, flags, 0o666)
                sync_folder(self._path.parent)
            left = memoryview(content)
            while left:
                left = left[os.write(self._handle, left) :]
        except OSError as error:
            self._problem, _ = reason_of(error)
            if self._handle >= 0:
                # What cannot be cut off is passed over by whoever reads.
                with suppress(OSError):
                    os.ftruncate(self._handle, self._size)
                    return False
                with suppress(OSError):
                    self._size += os.write(self._handle, b"\n")
            return False
        self._size += len(content)
        self._problem = ""
        return True

    def _sync(self) -> None:
        try:
            os.fsync(self._handle)
        except OSError as error:
            self._problem, _ = reason_of(error)

    def _end(self) -> None:
        if self._handle >= 0:
            with suppress(OSError):
                os.close(self._handle)
            self._handle = -1
