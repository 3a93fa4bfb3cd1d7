"""Keep what C libraries say about damaged files off the screen."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from iaia_desktop.cli.console import Console

_STANDARD_ERROR = 2


@contextmanager
def without_library_chatter(console: Console) -> Iterator[None]:
    """Let only the console write to standard error while images are decoded.

    libtiff and its like write a line for each oddity of a file straight to descriptor 2, past
    Python: hundreds of lines without the file's name, between ours that have it. They go nowhere
    inside; the console keeps the real standard error. Where standard error is no plain descriptor
    (in a program without a console) nothing changes.
    """
    try:
        is_plain = sys.stderr is not None and sys.stderr.fileno() == _STANDARD_ERROR
    except (OSError, ValueError, AttributeError):
        is_plain = False
    if not is_plain:
        yield
        return
    sys.stderr.flush()
    real = os.dup(_STANDARD_ERROR)
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, _STANDARD_ERROR)
        os.close(nowhere)
        with (
            os.fdopen(
                real,
                "w",
                encoding=sys.stderr.encoding,
                errors="backslashreplace",
                closefd=False,
            ) as stream,
            console.speaking_to(stream),
        ):
            yield
    finally:
        os.dup2(real, _STANDARD_ERROR)
        os.close(real)
