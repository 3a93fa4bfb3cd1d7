"""Run a part of a test as somebody whom permissions bind: tests may run as root."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_NOBODY = 65_534


def as_nobody(part: Callable[[], None]) -> None:
    """Run it, in a child process without rights where this is root; fail when it fails.

    What it imports has to be imported before: the child may not even read the program.
    """
    if not hasattr(os, "geteuid"):
        pytest.skip("permissions are others here")
    if os.geteuid() != 0:
        part()
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # other threads: the child uses none
        child = os.fork()
    if child == 0:
        status = 1
        try:
            os.setgroups([])
            os.setgid(_NOBODY)
            os.setuid(_NOBODY)
            part()
            status = 0
        except BaseException:  # noqa: BLE001 - the end of the child
            traceback.print_exc()
            sys.stderr.flush()
        finally:
            os._exit(status)
    _, ended = os.waitpid(child, 0)
    assert ended == 0, "see what the child wrote"


@contextmanager
def nobodys_folder() -> Iterator[Path]:
    """Make a folder that belongs to whoever :func:`as_nobody` is."""
    folder = Path(tempfile.mkdtemp(prefix="iaia-nobody-"))
    try:
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            os.chown(folder, _NOBODY, _NOBODY)
        yield folder
    finally:
        for inside, _, _ in os.walk(folder):
            Path(inside).chmod(0o700)
        shutil.rmtree(folder)
