"""A disk that fails when told to: at every single write, sync, open and rename, SQLite's included.

SQLite reaches the disk through a table of functions, its "VFS". :class:`FaultyDisk` puts its own in
place of those that change something, so that a fault falls between any two writes of one commit,
and a write may be cut in half. Python's own ways to the disk (``os`` and ``io``) are replaced, too.
"""

from __future__ import annotations

import _sqlite3
import ctypes
import errno
import io
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import pytest

OPENS, READS, WRITES = "open", "read", "write"

_P = ctypes.c_void_p
_OK = sqlite3.SQLITE_OK
_IOERR_READ, _IOERR_WRITE, _IOERR_FSYNC, _IOERR_TRUNCATE, _IOERR_DELETE, _IOERR_SHMMAP = (
    266, 778, 1034, 1546, 2570, 5386,
)  # fmt: skip


class _Vfs(ctypes.Structure):
    _fields_ = [
        ("version", ctypes.c_int),
        ("file_size", ctypes.c_int),
        ("path_size", ctypes.c_int),
        ("next", _P),
        ("name", ctypes.c_char_p),
        ("data", _P),
        ("open", _P),
        ("delete", _P),
        ("rest", _P * 14),
    ]


class _Methods(ctypes.Structure):
    _fields_ = [
        ("version", ctypes.c_int),
        ("close", _P),
        ("read", _P),
        ("write", _P),
        ("truncate", _P),
        ("sync", _P),
        ("rest_1", _P * 7),
        ("shm_map", _P),
        ("rest_2", _P * 5),
    ]


_I, _L = ctypes.c_int, ctypes.c_int64
_OPEN = ctypes.CFUNCTYPE(_I, _P, _P, _P, _I, _P)
_DELETE = ctypes.CFUNCTYPE(_I, _P, _P, _I)
_TRANSFER = ctypes.CFUNCTYPE(_I, _P, _P, _I, _L)
_TRUNCATE = ctypes.CFUNCTYPE(_I, _P, _L)
_SYNC = ctypes.CFUNCTYPE(_I, _P, _I)
_SHM_MAP = ctypes.CFUNCTYPE(_I, _P, _I, _I, _I, _P)


@dataclass
class FaultyDisk:
    """Counts what is done to the files below a folder, and lets it fail.

    Attributes
    ----------
    root : Path
        Files elsewhere are left alone.
    done : list of str
        What was done so far, in words.
    """

    root: Path
    done: list[str] = field(default_factory=list)
    kinds: frozenset[str] = frozenset({OPENS, WRITES})
    fails_at: int = -1
    fails_on: bool = False
    code: int = errno.ENOSPC
    hit: str = ""
    asleep: bool = False
    slow: Callable[[str], None] | None = None

    def fail(self, at: int, code: int, *, on: bool = False) -> None:
        """Let the operation of that number fail from now on; with ``on`` all that follow, too."""
        self.done, self.hit = [], ""
        self.fails_at, self.fails_on, self.code = at, on, code

    def heal(self) -> None:
        """Work well from now on."""
        self.fails_at, self.fails_on = -1, False

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Neither count nor fail within: the test looks at the files."""
        self.asleep = True
        try:
            yield
        finally:
            self.asleep = False

    def errno_of(self, kind: str, what: str, path: str) -> int:
        """Note an operation; return the system's error number, or 0 when it may go on."""
        if self.asleep or kind not in self.kinds or not path.startswith(str(self.root)):
            return 0
        number = len(self.done)
        self.done.append(f"{what} {os.path.relpath(path, self.root)}")
        if self.slow is not None:
            self.slow(self.done[-1])
        if self.fails_at < 0 or number < self.fails_at:
            return 0
        if number > self.fails_at and not self.fails_on:
            return 0
        self.hit = self.hit or self.done[-1]
        return self.code

    def require(self, kind: str, what: str, path: object) -> None:
        """Raise OSError when this operation fails."""
        if isinstance(path, str | bytes | os.PathLike):
            text = os.path.abspath(os.fsdecode(path))  # noqa: PTH100
            code = self.errno_of(kind, what, text)
            if code:
                raise OSError(code, os.strerror(code), text)


class _SqliteLayer:
    """Puts a disk's faults between SQLite and the system."""

    def __init__(self, disk: FaultyDisk) -> None:
        self._disk = disk
        self._library = _library()
        find = self._library.sqlite3_vfs_find
        find.restype, find.argtypes = ctypes.POINTER(_Vfs), [ctypes.c_char_p]
        self._register = self._library.sqlite3_vfs_register
        self._register.argtypes = [_P, _I]
        self._unregister = self._library.sqlite3_vfs_unregister
        self._unregister.argtypes = [_P]
        self._real = find(None)
        self._vfs = _Vfs()
        ctypes.memmove(ctypes.byref(self._vfs), self._real, ctypes.sizeof(_Vfs))
        self._vfs.name = b"faulty"
        self._real_open = _OPEN(self._vfs.open)
        self._real_delete = _DELETE(self._vfs.delete)
        self._callbacks: list[Any] = [_OPEN(self._open), _DELETE(self._delete)]
        self._vfs.open, self._vfs.delete = (ctypes.cast(row, _P).value for row in self._callbacks)
        self._methods: dict[int, _Methods] = {}
        self._paths: dict[int, str] = {}

    def install(self) -> None:
        self._register(ctypes.byref(self._vfs), 1)

    def remove(self) -> None:
        self._register(self._real, 1)
        self._unregister(ctypes.byref(self._vfs))

    def _open(self, vfs: int, name: int | None, file: int, flags: int, out: int | None) -> int:
        path = os.fsdecode(ctypes.string_at(name)) if name else ""
        code = self._disk.errno_of(OPENS, "sqlite open", path)
        if code:
            # A file whose opening failed has no methods.
            ctypes.cast(file, ctypes.POINTER(_P))[0] = None
            return _failure(code, sqlite3.SQLITE_CANTOPEN)
        result: int = self._real_open(vfs, name, file, flags, out)
        if result == _OK:
            self._paths[file] = path
            place = ctypes.cast(file, ctypes.POINTER(_P))
            address = place[0]
            if address:
                place[0] = ctypes.addressof(self._with_faults(address))
        return result

    def _delete(self, vfs: int, name: int, sync: int) -> int:
        path = os.fsdecode(ctypes.string_at(name))
        code = self._disk.errno_of(WRITES, "sqlite delete", path)
        if code:
            return _failure(code, _IOERR_DELETE)
        result: int = self._real_delete(vfs, name, sync)
        return result

    def _with_faults(self, address: int) -> _Methods:
        if address in self._methods:
            return self._methods[address]
        made = _Methods.from_buffer_copy(ctypes.cast(address, ctypes.POINTER(_Methods)).contents)
        disk, paths = self._disk, self._paths
        read, write = _TRANSFER(made.read), _TRANSFER(made.write)
        truncate, sync, shm_map = (
            _TRUNCATE(made.truncate),
            _SYNC(made.sync),
            _SHM_MAP(made.shm_map) if made.shm_map else None,
        )

        def on_read(file: int, data: int, size: int, offset: int) -> int:
            code = disk.errno_of(READS, "sqlite read", paths.get(file, ""))
            if code:
                return _IOERR_READ
            result: int = read(file, data, size, offset)
            return result

        def on_write(file: int, data: int, size: int, offset: int) -> int:
            code = disk.errno_of(WRITES, "sqlite write", paths.get(file, ""))
            if code:
                if size > 1 and len(disk.done) % 2:
                    write(file, data, size // 2, offset)  # a part gets there
                return _failure(code, _IOERR_WRITE)
            result: int = write(file, data, size, offset)
            return result

        def on_truncate(file: int, size: int) -> int:
            code = disk.errno_of(WRITES, "sqlite truncate", paths.get(file, ""))
            if code:
                return _failure(code, _IOERR_TRUNCATE)
            result: int = truncate(file, size)
            return result

        def on_sync(file: int, flags: int) -> int:
            code = disk.errno_of(WRITES, "sqlite sync", paths.get(file, ""))
            if code:
                return _failure(code, _IOERR_FSYNC)
            result: int = sync(file, flags)
            return result

        def on_shm_map(file: int, region: int, size: int, extend: int, out: int) -> int:
            code = disk.errno_of(WRITES, "sqlite map", paths.get(file, "") + "-shm")
            if code:
                ctypes.cast(out, ctypes.POINTER(_P))[0] = None
                return _failure(code, _IOERR_SHMMAP)
            result: int = shm_map(file, region, size, extend, out) if shm_map else 0
            return result

        kept = [
            _TRANSFER(on_read),
            _TRANSFER(on_write),
            _TRUNCATE(on_truncate),
            _SYNC(on_sync),
        ]
        made.read, made.write, made.truncate, made.sync = (
            ctypes.cast(row, _P).value for row in kept
        )
        if shm_map is not None:
            mapped = _SHM_MAP(on_shm_map)
            kept.append(mapped)
            made.shm_map = ctypes.cast(mapped, _P).value
        self._callbacks.extend([*kept, read, write, truncate, sync, shm_map])
        self._methods[address] = made
        return made


def _failure(code: int, otherwise: int) -> int:
    """Return what SQLite's own layer returns for an error number of the system."""
    return sqlite3.SQLITE_FULL if code == errno.ENOSPC and otherwise in _FULL else otherwise


_FULL = (_IOERR_WRITE,)


def _library() -> ctypes.CDLL:
    library = ctypes.CDLL(getattr(_sqlite3, "__file__", None))
    try:
        library.sqlite3_vfs_find  # noqa: B018 - looked for
    except AttributeError:
        pytest.skip("this Python hides SQLite's own file layer")
    return library


class _Written:
    """A file of Python's whose writes may fail."""

    def __init__(self, stream: Any, disk: FaultyDisk, path: object) -> None:
        self._stream, self._disk, self._path = stream, disk, path

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def write(self, data: Any) -> Any:
        try:
            self._disk.require(WRITES, "write", self._path)
        except OSError:
            self._stream.write(data[: len(data) // 2])
            self._stream.flush()
            raise
        return self._stream.write(data)


@contextmanager
def faulty_disk(root: Path) -> Iterator[FaultyDisk]:
    """Let what is done to files below a folder go through a disk that may fail.

    All connections to SQLite that are made within have to be closed within.
    """
    disk = FaultyDisk(root)
    layer = _SqliteLayer(disk)
    with pytest.MonkeyPatch.context() as patched:
        _patch_python(patched, disk)
        layer.install()
        try:
            with closing(sqlite3.connect(root / "probe")) as probe:
                probe.execute("CREATE TABLE t (x)")
            if not disk.done:
                pytest.skip("this Python has an SQLite of its own")
            (root / "probe").unlink()
            disk.done = []
            yield disk
        finally:
            layer.remove()


def _patch_python(patched: pytest.MonkeyPatch, disk: FaultyDisk) -> None:
    real_open, real_io_open, real_fsync = os.open, io.open, os.fsync
    names: dict[int, str] = {}

    def low_open(path: Any, flags: int, *rest: Any, **named: Any) -> int:
        kind = OPENS if flags & (os.O_CREAT | os.O_RDWR | os.O_WRONLY) else READS
        disk.require(kind, "open", path)
        handle = real_open(path, flags, *rest, **named)
        names[handle] = os.fsdecode(path) if isinstance(path, str | bytes | os.PathLike) else ""
        return handle

    def high_open(path: Any, mode: str = "r", *rest: Any, **named: Any) -> Any:
        writes = bool(set(mode) & set("wax+"))
        disk.require(OPENS if writes else READS, "open", path)
        stream = real_io_open(path, mode, *rest, **named)
        if writes:
            names[stream.fileno()] = os.fsdecode(path) if not isinstance(path, int) else ""
            return _Written(stream, disk, path)
        return stream

    def fsync(handle: Any) -> None:
        number = handle if isinstance(handle, int) else handle.fileno()
        disk.require(WRITES, "fsync", names.get(number, ""))
        real_fsync(handle)

    patched.setattr(os, "open", low_open)
    patched.setattr(io, "open", high_open)
    patched.setattr(os, "fsync", fsync)
    for name in ("rename", "replace", "mkdir", "unlink", "remove", "utime", "rmdir"):
        real = getattr(os, name)

        def changed(path: Any, *rest: Any, _real: Any = real, _name: str = name, **kw: Any) -> Any:
            disk.require(WRITES, _name, path)
            return _real(path, *rest, **kw)

        patched.setattr(os, name, changed)
