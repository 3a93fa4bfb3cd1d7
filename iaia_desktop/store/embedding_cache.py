"""Embeddings by content hash and encoder: a cache that may be deleted at any time.

They lie in half precision, with a checksum each: some 1,090 bytes for 512 numbers. Embeddings that
older versions wrote with 32 bits a number are read on, and written anew in half the space when they
are asked for.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

from iaia_desktop.core.saying import Saying
from iaia_desktop.core.types import Vector
from iaia_desktop.store.connection import snapshot, transaction
from iaia_desktop.store.embedding_blobs import ReadRows, Row, pack, unpack
from iaia_desktop.store.faults import reason_of
from iaia_desktop.store.paths import short_hash, slug

_SUFFIX = ".embeddings"
_CHUNK = 500
_BUSY_TIMEOUT_S = 2.0
_BUSY_PAUSE_S = 0.005
_APPLICATION_ID = 0x49414945
_FORMAT_VERSION = 1
_PAGE_BYTES = 16_384
"""Of a new file: on the usual pages of 4,096 bytes a third of the room would stay empty."""

Answer = TypeVar("Answer")


class EmbeddingCache:
    """Keep embeddings on disk, one SQLite file an encoder.

    Trouble with the cache is never an error: what cannot be read counts as absent, what cannot be
    written is computed again another time, and ``problem`` says why. Files that are deleted or
    damaged while the program runs are made anew. Safe from any thread, and beside other instances.

    Parameters
    ----------
    folder : Path
        Where the files lie; made when needed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder.absolute()
        self._guard = threading.RLock()
        self._files: dict[str, _EncoderFile] = {}
        self._problem: Saying | None = None

    @property
    def problem(self) -> str | None:
        """Why embeddings are not kept at present, in one sentence; None when they are."""
        return self._problem

    def get_many(self, encoder_id: str, hashes: Sequence[bytes]) -> dict[bytes, Vector]:
        """Return the embeddings that are known.

        Parameters
        ----------
        encoder_id : str
            The encoder that made them.
        hashes : sequence of bytes
            Content hashes of the images.

        Returns
        -------
        dict of bytes to ndarray, shape (d,), float32
            Only those found, as :func:`iaia_desktop.core.half.rounded` makes them; read-only.
        """
        found: dict[bytes, Vector] = {}
        for start in range(0, len(hashes), _CHUNK):
            read = partial(_EncoderFile.read, hashes=hashes[start : start + _CHUNK])
            rows = self._use(encoder_id, read)
            if rows is not None:
                found.update(rows.found)
                self.put_many(encoder_id, {digest: rows.found[digest] for digest in rows.old})
        return found

    def put_many(self, encoder_id: str, items: Mapping[bytes, Vector]) -> None:
        """Keep embeddings, in half precision.

        Parameters
        ----------
        encoder_id : str
            The encoder that made them.
        items : mapping of bytes to ndarray, shape (d,), float32
            By content hash. Those that are not finite are not kept.
        """
        if not items:
            return
        rows = pack(items)
        if not rows:
            return
        if self._use(encoder_id, partial(_EncoderFile.write, rows=rows)):
            self._problem = None

    def encoder_ids(self) -> list[str]:
        """Return the encoders that have a file here, sorted."""
        with self._guard:
            ids = [_encoder_id_in(path) for path in self._paths()]
        return sorted(encoder_id for encoder_id in ids if encoder_id is not None)

    def size_bytes(self) -> int:
        """Return the space that the cache takes on disk."""
        total = 0
        for path in self._paths():
            for part in _parts(path):
                with suppress(OSError):
                    total += part.stat().st_size
        return total

    def clear(self) -> None:
        """Delete every embedding."""
        with self._guard:
            self.close()
            for path in self._paths():
                _delete(path)

    def close(self) -> None:
        """Close the files; the cache may be used again afterwards."""
        with self._guard:
            for file in self._files.values():
                file.close()
            self._files.clear()

    def _paths(self) -> list[Path]:
        try:
            return sorted(entry for entry in self._folder.iterdir() if entry.suffix == _SUFFIX)
        except OSError:
            return []

    def _use(self, encoder_id: str, work: Callable[[_EncoderFile], Answer]) -> Answer | None:
        with self._guard:
            for _ in range(2):
                try:
                    return work(self._file(encoder_id))
                except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
                    self._forget(encoder_id)
                    if not _is_garbage(error):
                        self._problem = self._not_kept(error)
                        break
                    # Garbage is treated as an empty cache: start the file again, once.
                    _delete(self._path(encoder_id))
                except OSError as error:
                    self._forget(encoder_id)
                    self._problem = self._not_kept(error)
                    break
            return None

    def _not_kept(self, error: sqlite3.Error | UnicodeDecodeError | OSError) -> Saying:
        reason = str(error) if isinstance(error, UnicodeDecodeError) else reason_of(error)[0]
        return Saying(
            "Embeddings are not kept: {reason} ({folder}).", reason=reason, folder=self._folder
        )

    def _path(self, encoder_id: str) -> Path:
        name = f"{slug(encoder_id, 'encoder')}-{short_hash(encoder_id.encode())}{_SUFFIX}"
        return self._folder / name

    def _file(self, encoder_id: str) -> _EncoderFile:
        file = self._files.get(encoder_id)
        if file is None or not file.is_still_there():
            self._forget(encoder_id)
            self._folder.mkdir(parents=True, exist_ok=True)
            file = _EncoderFile(self._path(encoder_id), encoder_id)
            self._files[encoder_id] = file
        return file

    def _forget(self, encoder_id: str) -> None:
        file = self._files.pop(encoder_id, None)
        if file is not None:
            file.close()


class _EncoderFile:
    """The open file of one encoder. Every method may raise sqlite3.DatabaseError and OSError."""

    def __init__(self, path: Path, encoder_id: str) -> None:
        self._path = path
        self._connection = sqlite3.connect(
            path, timeout=_BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
        )
        try:
            self._prepare(encoder_id)
            self._identity = _identity(path)
        except BaseException:
            self._connection.close()
            raise

    def _prepare(self, encoder_id: str) -> None:
        # After a power cut the last embeddings may be missing: they are computed again.
        self._connection.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
        self._write_ahead()
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.execute("PRAGMA trusted_schema = OFF")
        if self._whose() is None:
            self._create(encoder_id)
        if self._whose() != (_FORMAT_VERSION, encoder_id):
            raise sqlite3.DatabaseError("not a file of this cache")

    def _write_ahead(self) -> None:
        # While another program makes the same file, SQLite refuses this change at once: the time
        # that a connection waits for others does not count here.
        give_up = time.monotonic() + _BUSY_TIMEOUT_S
        while True:
            try:
                self._connection.execute("PRAGMA journal_mode = WAL").fetchone()
            except sqlite3.OperationalError as error:
                if not _is_busy(error) or time.monotonic() > give_up:
                    raise
                time.sleep(_BUSY_PAUSE_S)
            else:
                return

    def _whose(self) -> tuple[int, str | None] | None:
        """Return format and encoder of the file, as of one moment; None while it is empty."""
        with snapshot(self._connection):
            (tables,) = self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if tables == 0:
                return None
            (version,) = self._connection.execute("PRAGMA user_version").fetchone()
            return version, _stored_id(self._connection)

    def _create(self, encoder_id: str) -> None:
        with transaction(self._connection):
            self._connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
            self._connection.execute(f"PRAGMA user_version = {_FORMAT_VERSION}")
            self._connection.execute("CREATE TABLE IF NOT EXISTS encoder (encoder_id TEXT)")
            self._connection.execute(
                "CREATE TABLE IF NOT EXISTS embeddings "
                "(content_hash BLOB PRIMARY KEY NOT NULL, embedding BLOB NOT NULL, "
                "checksum INTEGER NOT NULL)"
            )
            self._connection.execute("DELETE FROM encoder")
            self._connection.execute("INSERT INTO encoder VALUES (?)", (encoder_id,))

    def is_still_there(self) -> bool:
        """Tell whether the path still leads to the file that is open."""
        try:
            return _identity(self._path) == self._identity
        except OSError:
            return False

    def read(self, hashes: Sequence[bytes]) -> ReadRows:
        """Return those of at most 500 embeddings that are there and undamaged."""
        marks = ", ".join("?" * len(hashes))
        query = (
            "SELECT content_hash, embedding, checksum FROM embeddings "  # noqa: S608
            f"WHERE content_hash IN ({marks})"
        )
        return unpack(self._connection.execute(query, list(hashes)).fetchall())

    def write(self, rows: Sequence[Row]) -> bool:
        """Store embeddings in one transaction."""
        with transaction(self._connection):
            self._connection.executemany("INSERT OR REPLACE INTO embeddings VALUES (?, ?, ?)", rows)
        return True

    def close(self) -> None:
        """Close the connection."""
        with suppress(sqlite3.Error):
            self._connection.close()


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    return (found.st_dev, found.st_ino)


def _stored_id(connection: sqlite3.Connection) -> str | None:
    row = connection.execute("SELECT encoder_id FROM encoder").fetchone()
    return None if row is None or not isinstance(row[0], str) else row[0]


def _encoder_id_in(path: Path) -> str | None:
    try:
        connection = sqlite3.connect(path, timeout=_BUSY_TIMEOUT_S, isolation_level=None)
        try:
            return _stored_id(connection)
        finally:
            connection.close()
    except (sqlite3.Error, UnicodeDecodeError):
        return None


def _parts(path: Path) -> list[Path]:
    return [path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")]


def _delete(path: Path) -> None:
    for part in _parts(path):
        with suppress(OSError):
            part.unlink()


def _is_busy(error: sqlite3.OperationalError) -> bool:
    return (error.sqlite_errorcode & 0xFF) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def _is_garbage(error: sqlite3.DatabaseError | UnicodeDecodeError) -> bool:
    # An error without a code is about text that is not UTF-8.
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    return code in {
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_FORMAT,
        # Tables or columns that are not ours.
        sqlite3.SQLITE_ERROR,
        sqlite3.SQLITE_CONSTRAINT,
        sqlite3.SQLITE_MISMATCH,
    }
