"""The embedding cache before half precision: 32 bits a number, on pages of 4,096 bytes."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from iaia_desktop.core.types import Vector


class OldCache:
    """What the embedding cache did with one encoder, without its care for damage.

    Parameters
    ----------
    path : Path
        The file; made here.
    """

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA page_size = 4096")
        self._connection.execute("PRAGMA journal_mode = WAL").fetchone()
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS embeddings (content_hash BLOB PRIMARY KEY NOT NULL, "
            "embedding BLOB NOT NULL, checksum INTEGER NOT NULL)"
        )

    def put_many(self, items: Mapping[bytes, Vector]) -> None:
        """Keep embeddings."""
        rows = []
        for content_hash, vector in items.items():
            blob = np.ascontiguousarray(vector, dtype="<f4").tobytes()
            rows.append((content_hash, blob, zlib.crc32(blob, zlib.crc32(content_hash))))
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany("INSERT OR REPLACE INTO embeddings VALUES (?, ?, ?)", rows)
        self._connection.execute("COMMIT")

    def get_many(self, hashes: Sequence[bytes]) -> dict[bytes, Vector]:
        """Return the embeddings that are known."""
        marks = ", ".join("?" * len(hashes))
        query = (
            "SELECT content_hash, embedding, checksum FROM embeddings "  # noqa: S608
            f"WHERE content_hash IN ({marks})"
        )
        return {
            content_hash: np.frombuffer(blob, dtype="<f4")
            for content_hash, blob, checksum in self._connection.execute(query, list(hashes))
            if zlib.crc32(blob, zlib.crc32(content_hash)) == checksum
        }

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
