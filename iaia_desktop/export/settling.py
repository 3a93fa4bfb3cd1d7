"""Bring links to the disk bit by bit, so that nobody else has to wait for all of them."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

_FILES = 200
_BYTES = 16 << 20


class Settler:
    """Have the disk take in what was written, every 200 files or 16 MiB.

    A file system with a journal brings to the disk whatever anybody has written when one program
    asks for its own few bytes: a decision that was labelled during an export of 18,000 files waited
    a second for it. What is settled in small lots costs others milliseconds. For links it is a
    courtesy (copies are settled by `Lots`): a file system that cannot do it is left alone.
    """

    def __init__(self) -> None:
        self._files = 0
        self._bytes = 0

    def note(self, path: Path) -> None:
        """Count a file that was placed; settle when it is time to."""
        self._files += 1
        with contextlib.suppress(OSError):
            self._bytes += path.lstat().st_size
        if self._files >= _FILES or self._bytes >= _BYTES:
            self._files = self._bytes = 0
            _settle(path)


def _settle(path: Path) -> None:
    """Bring a file, and on a journalling file system what was written before it, to the disk."""
    # Of a link the folder: what it leads to may lie on another disk.
    wanted = path.parent if path.is_symlink() else path
    with contextlib.suppress(OSError):
        descriptor = os.open(wanted, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
