"""Keep the libraries' warnings and log lines off the person's screen while they load."""

from __future__ import annotations

import contextlib
import logging
import warnings
from collections.abc import Iterator


@contextlib.contextmanager
def quiet_libraries() -> Iterator[None]:
    """Ignore warnings, and stop logging from setting itself up, until the block ends.

    open_clip logs through the root logger's functions, which install a handler that writes to
    standard error where there is none; a handler that does nothing prevents that. Log lines still
    reach the handlers that the program itself has set up.
    """
    root = logging.getLogger()
    stopper = logging.NullHandler()
    root.addHandler(stopper)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        root.removeHandler(stopper)
