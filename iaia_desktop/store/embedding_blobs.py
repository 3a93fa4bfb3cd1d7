"""Embeddings as bytes: in half precision, and as older versions of the program wrote them."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np

from iaia_desktop.core.half import narrow, rounded, widen
from iaia_desktop.core.types import Vector

_MARK = b"h"
"""Last byte of an embedding in half precision. With it and the two of the shift the length is odd,
which that of 32-bit numbers never is."""

_TAIL = 2 + len(_MARK)

_EXPONENT = np.uint16(0x7C00)
_LEAST_SHIFT, _MOST_SHIFT = -200, 113
_MOST_AT_MOST_SHIFT = 2.0**14
"""No more is needed for any number of 32 bits, and no more leaves one finite."""

Row = tuple[bytes, bytes, int]
"""Content hash, bytes of the embedding, and the checksum of both."""


class ReadRows(NamedTuple):
    """What was read.

    Attributes
    ----------
    found : dict of bytes to ndarray, shape (d,), float32
        By content hash; read-only.
    old : set of bytes
        Those of them that lie in the way of older versions, which takes twice the space.
    """

    found: dict[bytes, Vector]
    old: set[bytes]


def pack(items: Mapping[bytes, Vector]) -> list[Row]:
    """Return embeddings as rows of the cache, in half precision; without those not finite."""
    rows: list[Row] = []
    for dim in {len(vector) for vector in items.values()} - {0}:
        hashes = [content_hash for content_hash, vector in items.items() if len(vector) == dim]
        vectors = np.stack([items[content_hash] for content_hash in hashes])
        finite = np.flatnonzero(np.isfinite(vectors).all(axis=1))
        halves, shifts = narrow(vectors[finite])
        tails = shifts.astype("<i2")
        for place, number in enumerate(finite.tolist()):
            blob = halves[place].astype("<f2").tobytes() + tails[place].tobytes() + _MARK
            rows.append((hashes[number], blob, _checksum(hashes[number], blob)))
    return rows


def unpack(rows: Iterable[tuple[object, object, object]]) -> ReadRows:
    """Return the embeddings of those rows that are undamaged, rounded to half precision.

    A row of which a number is infinite, or none at all, was written by another program.
    """
    by_length: dict[int, list[tuple[bytes, bytes]]] = {}
    for content_hash, blob, checksum in rows:
        if (
            isinstance(content_hash, bytes)
            and isinstance(blob, bytes)
            and checksum == _checksum(content_hash, blob)
        ):
            by_length.setdefault(len(blob), []).append((content_hash, blob))
    found: dict[bytes, Vector] = {}
    old: set[bytes] = set()
    for length, pairs in by_length.items():
        blobs = [blob for _, blob in pairs]
        if length % 2 and length > _TAIL:
            sound, vectors = _halves(blobs)
        elif length % 4 == 0 and length:
            sound, vectors = _singles(blobs)
            old.update(pairs[place][0] for place in sound)
        else:
            continue
        vectors.flags.writeable = False
        found.update(zip((pairs[place][0] for place in sound), vectors, strict=True))
    return ReadRows(found, old)


def _halves(blobs: list[bytes]) -> tuple[list[int], Vector]:
    """Return which rows are finite, and those."""
    table = _matrix(blobs)
    tails = np.ascontiguousarray(table[:, -_TAIL : -len(_MARK)]).view("<i2")[:, 0]
    halves = np.ascontiguousarray(table[:, :-_TAIL]).view("<f2").astype(np.float16, copy=False)
    # All ones in the exponent: infinite, or no number. Ten times as fast as asking numpy for that.
    is_sound = (halves.view(np.uint16) & _EXPONENT).max(axis=1) != _EXPONENT
    is_sound &= (tails >= _LEAST_SHIFT) & (tails <= _MOST_SHIFT)
    if (tails == _MOST_SHIFT).any():
        is_sound &= (tails < _MOST_SHIFT) | (np.abs(halves).max(axis=1) <= _MOST_AT_MOST_SHIFT)
    sound = np.flatnonzero(is_sound)
    return sound.tolist(), widen(halves[sound], tails[sound].astype(np.int16))


def _singles(blobs: list[bytes]) -> tuple[list[int], Vector]:
    """Return which rows are finite, and those, rounded."""
    table = _matrix(blobs).view("<f4").astype(np.float32)
    sound = np.flatnonzero(np.isfinite(table).all(axis=1))
    return sound.tolist(), rounded(table[sound])


def _matrix(blobs: list[bytes]) -> np.typing.NDArray[np.uint8]:
    return np.frombuffer(b"".join(blobs), dtype=np.uint8).reshape(len(blobs), -1)


def _checksum(content_hash: bytes, blob: bytes) -> int:
    return zlib.crc32(blob, zlib.crc32(content_hash))
