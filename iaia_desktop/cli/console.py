"""What the command line says: results on standard output, all else on standard error."""

from __future__ import annotations

import io
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

from iaia_desktop.core.errors import KnownError
from iaia_desktop.export.names import shown

PROGRAM = "iaia-desktop"

_HELPLESS = ("strict", "surrogateescape")
_TTY_EVERY_S = 0.1
_LINE_EVERY_S = 2.0
_LINE_AT_LEAST_EVERY_S = 30.0
_LINE_STEP = 0.1


class Console:
    """Write results, remarks and progress; whatever bytes names hold, every line can be printed.

    On a terminal progress is one line that changes; elsewhere a new line now and then: for each
    tenth, but at most one in 2 s and at least one in 30 s.

    Parameters
    ----------
    out, err : text stream or None
        Standard output and standard error; None where a program without a console has none.
    clock : callable, optional
        Returns seconds; never goes back.
    """

    def __init__(
        self,
        out: TextIO | None,
        err: TextIO | None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._out = out
        self._err = err
        self._clock = clock
        self._is_terminal = err is not None and err.isatty()
        self._line_width = 0
        self._told_label = ""
        self._told_at = -_LINE_EVERY_S
        self._told_share = 0.0
        for stream in (out, err):
            # A console that lacks a character gets its code instead of a traceback. (Python takes
            # “surrogateescape” where the locale is C, which helps with bytes, not with letters.)
            if isinstance(stream, io.TextIOWrapper) and stream.errors in _HELPLESS:
                stream.reconfigure(errors="backslashreplace")

    # --- results ------------------------------------------------------------------------------

    def result(self, text: str) -> None:
        """Write lines of a result for people.

        Raises
        ------
        KnownError
            When standard output cannot be written (a full disk).
        BrokenPipeError
            When nobody reads it any more.
        """
        self._clear_line()
        for line in text.split("\n"):
            self._write_out(shown(line) + "\n")

    def result_json(self, value: object) -> None:
        """Write a result for programs, as :meth:`result`.

        Pure ASCII, so that no encoding can spoil it; names that are not UTF-8 keep their bytes as
        surrogate escapes.
        """
        self._clear_line()
        self._write_out(json.dumps(value, indent=2, allow_nan=False) + "\n")

    def finish(self) -> None:
        """See that everything has arrived; raises as :meth:`result`."""
        self._clear_line()
        if self._out is not None:
            try:
                self._out.flush()
            except BrokenPipeError:
                raise
            except OSError as error:
                raise _not_written(error) from error

    def abandon_results(self) -> None:
        """Throw away what standard output still holds, so that the exit is a quiet one."""
        self._clear_line()
        with suppress(OSError, ValueError, AttributeError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            try:
                if self._out is not None:
                    os.dup2(nowhere, self._out.fileno())
            finally:
                os.close(nowhere)

    def _write_out(self, text: str) -> None:
        if self._out is None:
            return
        try:
            self._out.write(text)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise _not_written(error) from error

    # --- remarks ------------------------------------------------------------------------------

    def note(self, text: str) -> None:
        """Write a remark, in one line."""
        self._say(f"note: {_one_line(text)}")

    def not_read(self, path: str, reason: str) -> None:
        """Name a file that could not be read, in one line."""
        self._say(f"not read: {shown(path)}: {_one_line(reason)}")

    def error(self, text: str) -> None:
        """Write why the program ends without success, in one line."""
        self._say(f"{PROGRAM}: {_one_line(text)}")

    @contextmanager
    def speaking_to(self, err: TextIO) -> Iterator[None]:
        """Write remarks and progress to another stream for a while."""
        before, self._err = self._err, err
        try:
            yield
        finally:
            self._clear_line()
            self._err = before

    def _say(self, line: str) -> None:
        self._clear_line()
        self._write_err(line + "\n")

    # --- progress -----------------------------------------------------------------------------

    def progress(self, label: str, detail: str, share: float | None) -> None:
        """Say how far the work is.

        Parameters
        ----------
        label : str
            What is being done; the same while it is the same work.
        detail : str
            How far it is, in words; may be "".
        share : float or None
            The same from 0 to 1; None when it is not known.
        """
        now = self._clock()
        is_new = label != self._told_label
        waited = now - self._told_at
        line = shown(f"{label}: {detail}" if detail else label)
        if self._is_terminal:
            if not is_new and waited < _TTY_EVERY_S and share != 1.0:
                return
            width = max(20, shutil.get_terminal_size().columns - 1)
            line = line[:width]
            self._write_err("\r" + line.ljust(self._line_width))
            self._line_width = len(line)
        else:
            step = abs((share or 0.0) - self._told_share)
            due = step >= _LINE_STEP or waited >= _LINE_AT_LEAST_EVERY_S
            if waited < _LINE_EVERY_S or not (is_new or due):
                return
            self._write_err(line + "\n")
        self._told_label, self._told_at, self._told_share = label, now, share or 0.0

    def _clear_line(self) -> None:
        if self._line_width:
            self._write_err("\r" + " " * self._line_width + "\r")
            self._line_width = 0

    def _write_err(self, text: str) -> None:
        if self._err is None:
            return
        try:
            self._err.write(text)
            self._err.flush()
        except (OSError, ValueError):
            # Nobody listens: no reason to stop the work.
            self._err = None


def _one_line(text: str) -> str:
    return shown(" ".join(text.split()))


def _not_written(error: OSError) -> KnownError:
    return KnownError(
        f"The result could not be written ({error.strerror or error}).",
        "See where standard output goes, and that there is room.",
    )
