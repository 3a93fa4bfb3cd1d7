"""Arrays of numpy on disk, read some rows at a time: ``.npy`` files, alone or inside ``.npz``.

Rows are read from the file, never mapped into memory: a file that is cut short, or on a drive that
is pulled out, gives an error that can be told, where a mapping would end the program, and what was
read does not stay in the program's memory. Nothing is ever unpickled.
"""

from __future__ import annotations

import io
import os
import struct
import tokenize
import zipfile
import zlib
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.errors import EmbeddingsError, EmbeddingsGoneError
from iaia_desktop.core.saying import Saying
from iaia_desktop.store.faults import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator

Rows = npt.NDArray[np.int64]

_HEADER_LIMIT = 10_000
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_MOST_UNPACKED_BYTES = 256 << 20
"""A compressed array is unpacked in memory, so it must not be larger."""

_DAMAGED = (
    ValueError,
    EOFError,
    MemoryError,
    OverflowError,
    RuntimeError,
    NotImplementedError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)

_NO_HEADER = (tokenize.TokenError, SyntaxError, TypeError, KeyError, IndexError, AttributeError)
"""What numpy raises on a damaged head: it reads it as Python's literals."""


@dataclass(frozen=True, slots=True, eq=False)
class StoredArray:
    """One array on disk. Safe from any thread; holds no file open.

    Attributes
    ----------
    source : Path
        The file, for messages.
    shape : tuple of int
        Of the whole array; the first is the number of rows.
    dtype : dtype
        Plain numbers or text, never Python objects.
    """

    source: Path
    shape: tuple[int, ...]
    dtype: np.dtype[Any]
    _offset: int
    _open: Callable[[], IO[bytes]]

    def __len__(self) -> int:
        return self.shape[0] if self.shape else 1

    def stretch(self, start: int, stop: int) -> npt.NDArray[Any]:
        """Return the rows from ``start`` to before ``stop``."""
        return self.rows(np.arange(start, min(stop, len(self)), dtype=np.int64))

    def rows(self, rows: Rows) -> npt.NDArray[Any]:
        """Return rows, in the order asked for.

        Parameters
        ----------
        rows : ndarray, shape (n,), int64
            Places from 0; rows that follow each other on disk are read at once.

        Raises
        ------
        EmbeddingsError
            When the file cannot be read any more.
        """
        order = np.argsort(rows, kind="stable")
        wanted = rows[order]
        found = np.empty((len(rows), *self.shape[1:]), dtype=self.dtype)
        breaks = np.flatnonzero(np.diff(wanted) != 1) + 1
        starts = [0, *breaks.tolist()] if len(rows) else []
        stops = [*breaks.tolist(), len(rows)]
        with as_embeddings_errors(self.source), self._open() as file:
            for start, stop in zip(starts, stops, strict=False):
                file.seek(self._offset + int(wanted[start]) * self._row_bytes)
                found[start:stop] = self._read(file, stop - start)
        back = np.empty_like(order)
        back[order] = np.arange(len(order))
        return found[back]

    def whole(self) -> npt.NDArray[Any]:
        """Return the array; for small ones, also of no dimension."""
        with as_embeddings_errors(self.source), self._open() as file:
            file.seek(self._offset)
            return self._read(file, len(self)).reshape(self.shape)

    @property
    def _row_bytes(self) -> int:
        return self.dtype.itemsize * int(np.prod(self.shape[1:], dtype=np.int64))

    def _read(self, file: IO[bytes], count: int) -> npt.NDArray[Any]:
        wanted = count * self._row_bytes
        data = _read_fully(file, wanted)
        if len(data) != wanted:
            raise EmbeddingsError(
                Saying("“{path}” was cut short while it was read.", path=self.source),
                Saying("Copy it here again, and see that nothing writes to it."),
            )
        return np.frombuffer(data, dtype=self.dtype).reshape((count, *self.shape[1:]))


def open_npy(path: Path) -> StoredArray:
    """Look at the head of an ``.npy`` file.

    Raises
    ------
    EmbeddingsGoneError
        When there is no such file.
    EmbeddingsError
        When it is damaged, cannot be read, or holds Python objects.
    """
    with as_embeddings_errors(path):
        size = path.stat().st_size
        return _array_in(path, _opener(path), 0, size)


def open_npz(path: Path, names: tuple[str, ...]) -> dict[str, StoredArray]:
    """Look at the heads of some arrays of an ``.npz`` file; those that it lacks are left out.

    Raises
    ------
    EmbeddingsGoneError
        When there is no such file.
    EmbeddingsError
        When it is damaged, cannot be read, or holds Python objects.
    """
    found: dict[str, StoredArray] = {}
    with as_embeddings_errors(path), zipfile.ZipFile(path) as archive:
        members = {info.filename.removesuffix(".npy"): info for info in archive.infolist()}
        for name in names:
            if name in members:
                found[name] = _member(path, archive, members[name])
    return found


@contextmanager
def as_embeddings_errors(path: Path) -> Iterator[None]:
    """Tell what goes wrong with a file in words."""
    try:
        yield
    except FileNotFoundError as error:
        raise EmbeddingsGoneError(
            Saying("There is no “{path}”.", path=path),
            Saying("Put the embeddings there again, or choose others."),
        ) from error
    except OSError as error:
        raise EmbeddingsError(
            Saying(
                "“{path}” cannot be read ({reason}).",
                path=path,
                reason=reason_of(error)[0],
            ),
            Saying("See that you may read it and that its drive is there."),
        ) from error
    except _DAMAGED as error:
        # numpy's own words for an array of objects speak of an unsafe way round.
        raise EmbeddingsError(
            Saying(
                "“{path}” is damaged, or holds something other than plain numbers and text.",
                path=path,
            ),
            Saying("Make it again, or copy it here again."),
        ) from error


def _opener(path: Path) -> Callable[[], IO[bytes]]:
    """Return what opens a file as often as it is wanted, as long as it is the one it was."""
    first: tuple[int, ...] | None = None

    def opened() -> IO[bytes]:
        nonlocal first
        file = open(path, "rb", buffering=0, opener=_open_at_once)  # noqa: SIM115 - handed over
        status = os.fstat(file.fileno())
        now = (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)
        first = first or now
        if now != first:
            # Its rows may be those of other images now.
            file.close()
            raise EmbeddingsError(
                Saying("“{path}” is another file now than the one that was looked at.", path=path),
                Saying("Open the session again to use what is in it."),
            )
        return file

    return opened


def _open_at_once(path: str, flags: int) -> int:
    """Open a file; a pipe in its place must not make the reader wait for a writer."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _member(path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> StoredArray:
    if info.flag_bits & 0x1:
        raise ValueError("encrypted")
    if info.compress_type == zipfile.ZIP_STORED:
        with open(path, "rb") as file:  # noqa: PTH123
            file.seek(info.header_offset)
            magic, name_bytes, extra_bytes = _LOCAL_HEADER.unpack(file.read(_LOCAL_HEADER.size))
        if magic != b"PK\x03\x04":
            raise ValueError("no member there")
        start = info.header_offset + _LOCAL_HEADER.size + name_bytes + extra_bytes
        return _array_in(path, _opener(path), start, info.file_size)
    if info.compress_type != zipfile.ZIP_DEFLATED:
        raise ValueError("not a way in which numpy compresses")
    if info.file_size > _MOST_UNPACKED_BYTES:
        raise EmbeddingsError(
            Saying(
                "“{path}” is compressed, so that no part of it can be read by itself.", path=path
            ),
            Saying("Write it with numpy.savez in place of numpy.savez_compressed."),
        )
    with archive.open(info) as packed:
        data = packed.read(_MOST_UNPACKED_BYTES + 1)
    return _array_in(path, partial(io.BytesIO, data), 0, len(data))


def _array_in(
    path: Path, opener: Callable[[], IO[bytes]], start: int, size_bytes: int
) -> StoredArray:
    with opener() as file:
        file.seek(start)
        head = io.BytesIO(_read_fully(file, min(size_bytes, _HEADER_LIMIT + 16)))
    version = np.lib.format.read_magic(head)
    if version == (1, 0):
        read = np.lib.format.read_array_header_1_0
    elif version == (2, 0):
        read = np.lib.format.read_array_header_2_0
    else:
        raise ValueError("an unknown version")
    try:
        shape, by_columns, dtype = read(head, max_header_size=_HEADER_LIMIT)
    except _NO_HEADER as error:
        raise ValueError("no such head") from error
    if dtype.hasobject or dtype.names is not None or dtype.subdtype is not None:
        raise ValueError("not plain")
    if any(length < 0 for length in shape):
        raise ValueError("no such shape")
    expected = dtype.itemsize
    for length in shape:
        expected *= length
    if head.tell() + expected > size_bytes:
        raise EmbeddingsError(
            Saying("“{path}” is shorter than it says.", path=path),
            Saying("It was not copied whole: copy it again."),
        )
    if by_columns and sum(length > 1 for length in shape) > 1:
        raise EmbeddingsError(
            Saying(
                "The table in “{path}” lies there column by column, so rows cannot be read.",
                path=path,
            ),
            Saying("Write it as numpy.ascontiguousarray(table)."),
        )
    return StoredArray(path, tuple(shape), dtype, start + head.tell(), opener)


def _read_fully(file: IO[bytes], count: int) -> bytes:
    """Read as many bytes, however few come at a time; fewer only at the end of the file."""
    data = file.read(count)
    if len(data) == count:
        return data
    parts = [data]
    missing = count - len(data)
    while missing > 0 and parts[-1]:
        parts.append(file.read(missing))
        missing -= len(parts[-1])
    return b"".join(parts)


def names_in(folder: Path) -> list[str]:
    """Return the names in a folder, sorted.

    Raises
    ------
    EmbeddingsError
        When it cannot be read.
    """
    with as_embeddings_errors(folder):
        return sorted(path.name for path in folder.iterdir())
