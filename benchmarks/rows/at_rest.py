"""Embeddings on disk: room, time to write and read, and what half precision changes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from benchmarks.harness.bench import Bench, seconds
from benchmarks.harness.measurement import Measurement, Target
from benchmarks.material.embeddings import clouds
from benchmarks.material.old_cache import OldCache
from iaia_desktop.core.half import rounded
from iaia_desktop.core.types import Vector
from iaia_desktop.store.embedding_cache import EmbeddingCache

DIM = 512
_CLASSES = 1_000
_CHUNK = 500
_ASKED = 2_000
_NEIGHBOURS = 10
_ENCODER = "benchmark/512"
_BYTES_OF_FLOATS = 4 * DIM
_MOST_MILLIONTHS = 100.0


def measure(bench: Bench) -> list[Measurement]:
    """Write and read as the pipeline does, 500 at a time, beside the way it was before."""
    count = bench.scaled(100_000, 4_000)
    vectors = clouds(count, DIM, _CLASSES, seed=3)[0]
    hashes = [content_hash(number) for number in range(count)]
    cache = EmbeddingCache(bench.scratch / "cache")
    old = OldCache(bench.scratch / "old.embeddings")

    def put(items: Mapping[bytes, Vector]) -> None:
        cache.put_many(_ENCODER, items)

    def get(asked: Sequence[bytes]) -> dict[bytes, Vector]:
        return cache.get_many(_ENCODER, asked)

    new_written = seconds(lambda: _write(put, hashes, vectors))
    old_written = seconds(lambda: _write(old.put_many, hashes, vectors))
    cache.close()
    old.close()
    new_bytes = cache.size_bytes() / count
    old_bytes = (bench.scratch / "old.embeddings").stat().st_size / count
    old = OldCache(bench.scratch / "old.embeddings")
    new_read = seconds(lambda: _read(get, hashes))
    old_read = seconds(lambda: _read(old.get_many, hashes))
    old.close()
    cache.close()
    before = "the cache with 32-bit numbers"
    return [
        Measurement(
            what=f"an embedding of {DIM} numbers on disk, with hash and checksum",
            value=new_bytes,
            unit="bytes",
            target=Target(1.25 * _BYTES_OF_FLOATS / 2),
            baseline=old_bytes,
            baseline_what=before,
        ),
        Measurement(
            what=f"write {count:,} embeddings, {_CHUNK} at a time",
            value=count / new_written,
            unit="images/s",
            target=Target(10_000, at_most=False),
            baseline=count / old_written,
            baseline_what=before,
        ),
        Measurement(
            what=f"read {count:,} embeddings, {_CHUNK} at a time",
            value=new_read,
            unit="s",
            target=Target(1.0),
            baseline=old_read,
            baseline_what=before,
        ),
        *_exactness(vectors),
    ]


def content_hash(number: int) -> bytes:
    """Return a hash as an image has one."""
    return hashlib.blake2b(number.to_bytes(8, "little"), digest_size=16).digest()


def _write(
    put: Callable[[Mapping[bytes, Vector]], None], hashes: list[bytes], vectors: Vector
) -> None:
    for start in range(0, len(hashes), _CHUNK):
        part = slice(start, start + _CHUNK)
        put(dict(zip(hashes[part], vectors[part], strict=True)))


def _read(get: Callable[[Sequence[bytes]], dict[bytes, Vector]], hashes: list[bytes]) -> None:
    for start in range(0, len(hashes), _CHUNK):
        part = hashes[start : start + _CHUNK]
        found = get(part)
        # As the pipeline hands them on.
        np.stack([found[digest] for digest in part])


def _exactness(vectors: Vector) -> list[Measurement]:
    halves = rounded(vectors)
    exact = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    lean = halves / np.linalg.norm(halves, axis=1, keepdims=True)
    cosines = np.einsum("nd,nd->n", exact.astype(np.float64), lean.astype(np.float64))
    asked = np.linspace(0, len(vectors) - 1, min(_ASKED, len(vectors))).astype(np.intp)
    first = shared = 0
    for start in range(0, len(asked), 100):
        part = asked[start : start + 100]
        one, other = _nearest(exact, part), _nearest(lean, part)
        first += int((one[:, 0] == other[:, 0]).sum())
        shared += sum(len(np.intersect1d(*pair)) for pair in zip(one, other, strict=True))
    return [
        Measurement(
            what="1 less the cosine of an embedding to itself in 32 bits, the largest",
            value=1e6 * float(1.0 - cosines.min()),
            unit="millionths",
            target=Target(_MOST_MILLIONTHS),
        ),
        Measurement(
            what=f"the {_NEIGHBOURS} nearest of {len(vectors):,} are those of 32 bits",
            value=100 * shared / (_NEIGHBOURS * len(asked)),
            unit="%",
            target=Target(99.0, at_most=False),
            note=f"of {len(asked):,} images asked; the nearest one is the same in "
            f"{first / len(asked):.2%}",
        ),
    ]


def _nearest(rows: Vector, asked: np.typing.NDArray[np.intp]) -> np.typing.NDArray[np.intp]:
    cosines = rows[asked] @ rows.T
    cosines[np.arange(len(asked)), asked] = -np.inf
    best = np.argpartition(-cosines, _NEIGHBOURS, axis=1)[:, :_NEIGHBOURS]
    order = np.argsort(-np.take_along_axis(cosines, best, axis=1), axis=1)
    return np.take_along_axis(best, order, axis=1)
