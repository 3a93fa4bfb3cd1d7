"""A file system that fails at one chosen operation, or from there on, below chosen folders."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import pytest

_BY_PATH = (
    "open", "link", "symlink", "rename", "replace", "mkdir", "rmdir", "unlink", "stat", "lstat",
    "scandir", "listdir", "utime", "readlink", "statvfs",
)  # fmt: skip
_BY_NUMBER = ("write", "read", "fsync", "fstat")


class FaultyFiles:
    """Count the operations on files below some folders, and let one of them fail.

    Parameters
    ----------
    folders : Path
        Below which operations count.
    fail_at : int
        Number of the operation that fails, from 0; -1 for none.
    error_number : int
        Of the error.
    stays : bool
        Whether all operations after it fail, too, as on a disk that was unplugged.
    names : collection of str
        The operations that count; all of them by default. Writing through a file object counts as
        ``write``, opening one as ``open``.
    """

    def __init__(
        self,
        *folders: Path,
        fail_at: int = -1,
        error_number: int = 0,
        stays: bool = False,
        names: frozenset[str] = frozenset(),
        when: Callable[[str], bool] | None = None,
    ) -> None:
        self.count = 0
        self.failed: list[str] = []
        self._folders = tuple(os.fspath(folder) for folder in folders)
        self._fail_at = fail_at
        self._error_number = error_number
        self._stays = stays
        self._names = names
        self._when = when
        self._numbers: set[int] = set()

    def check(self, name: str, where: str) -> None:
        """Count an operation; raise when it is its turn."""
        if self._names and name not in self._names:
            return
        if self._when is not None and not self._when(where):
            return
        number, self.count = self.count, self.count + 1
        if self._fail_at >= 0 and (number == self._fail_at or (self._stays and self.failed)):
            self.failed.append(f"{name} {where}")
            raise OSError(self._error_number, os.strerror(self._error_number), where)

    def is_below(self, path: object) -> bool:
        """Tell whether a path lies below the folders."""
        if not isinstance(path, str | os.PathLike):
            return False
        text = os.fspath(path)
        return isinstance(text, str) and text.startswith(self._folders)

    @contextmanager
    def installed(self) -> Iterator[Self]:
        """Put this in the place of the operating system's functions for a while."""
        with pytest.MonkeyPatch.context() as patch:
            for name in _BY_PATH:
                patch.setattr(os, name, self._by_path(name, getattr(os, name)))
            for name in _BY_NUMBER:
                patch.setattr(os, name, self._by_number(name, getattr(os, name)))
            patch.setattr(os, "close", self._closing(os.close))
            patch.setattr(io, "open", self._opening(io.open))
            yield self

    def _by_path(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            for path in args[:2]:
                if self.is_below(path):
                    self.check(name, os.fspath(path))
                    break
            result = real(*args, **options)
            if name == "open" and args and self.is_below(args[0]):
                self._numbers.add(result)
            return result

        return call

    def _by_number(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(number: Any, *args: Any, **options: Any) -> Any:
            if number in self._numbers:
                self.check(name, f"number {number}")
            return real(number, *args, **options)

        return call

    def _closing(self, real: Callable[[int], None]) -> Callable[[int], None]:
        def close(number: int) -> None:
            self._numbers.discard(number)
            real(number)

        return close

    def _opening(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def open_file(path: Any, mode: str = "r", *args: Any, **options: Any) -> Any:
            if not self.is_below(path):
                return real(path, mode, *args, **options)
            self.check("open", os.fspath(path))
            return _FaultyFile(real(path, mode, *args, **options), self, os.fspath(path))

        return open_file


class _FaultyFile:
    """A file object whose writing and syncing may fail."""

    def __init__(self, file: Any, faults: FaultyFiles, where: str) -> None:
        self._file = file
        self._faults = faults
        self._where = where

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __iter__(self) -> Iterator[Any]:
        return iter(self._file)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def write(self, data: Any) -> Any:
        """Write, or half of it when it is the turn of this one to fail."""
        try:
            self._faults.check("write", self._where)
        except OSError:
            self._file.write(data[: len(data) // 2])
            raise
        return self._file.write(data)

    def read(self, *args: Any) -> Any:
        """Read, if it may."""
        self._faults.check("read", self._where)
        return self._file.read(*args)

    def flush(self) -> None:
        """Flush, if it may."""
        self._faults.check("write", self._where)
        self._file.flush()
