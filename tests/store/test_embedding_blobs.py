"""Embeddings on disk: half precision, old files, damage, and several programs at once."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
import zlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from iaia_desktop.core.half import rounded
from iaia_desktop.core.types import Vector
from iaia_desktop.store import embedding_cache
from iaia_desktop.store.embedding_blobs import pack, unpack
from iaia_desktop.store.embedding_cache import EmbeddingCache

ENCODER = "open_clip:ViT-B-32/laion"

tables = st.integers(1, 9).flatmap(
    lambda dim: hnp.arrays(
        np.float32,
        st.tuples(st.integers(1, 5), st.just(dim)),
        elements=st.floats(width=32, allow_nan=False, allow_infinity=False),
    )
)


def hash_of(number: int) -> bytes:
    return number.to_bytes(16, "little")


def numbered(vectors: Vector) -> dict[bytes, Vector]:
    return {hash_of(number): vector for number, vector in enumerate(vectors)}


def random_vectors(count: int, dim: int = 24, seed: int = 0) -> Vector:
    return np.random.default_rng(seed).standard_normal((count, dim)).astype(np.float32)


def only_file(folder: Path) -> Path:
    (path,) = folder.glob("*.embeddings")
    return path


def assert_holds(cache: EmbeddingCache, vectors: Vector) -> None:
    found = cache.get_many(ENCODER, [hash_of(number) for number in range(len(vectors))])
    assert len(found) == len(vectors)
    expected = rounded(vectors)
    for number, vector in enumerate(expected):
        np.testing.assert_array_equal(found[hash_of(number)], vector)


@given(tables)
def test_what_is_packed_comes_back_rounded_and_nothing_else_happens_to_it(vectors: Vector) -> None:
    read = unpack(pack(numbered(vectors)))
    assert not read.old
    for number, vector in enumerate(rounded(vectors)):
        np.testing.assert_array_equal(read.found[hash_of(number)], vector)
    again = unpack(pack(read.found))
    assert again.found.keys() == read.found.keys()
    for digest, vector in read.found.items():
        np.testing.assert_array_equal(again.found[digest], vector)
        assert not vector.flags.writeable


@given(tables, st.data())
def test_one_wrong_bit_is_noticed(vectors: Vector, data: st.DataObject) -> None:
    rows = pack(numbered(vectors))
    at = data.draw(st.integers(0, len(rows) - 1))
    digest, blob, checksum = rows[at]
    bit = data.draw(st.integers(0, 8 * len(blob) - 1))
    wrong = bytearray(blob)
    wrong[bit // 8] ^= 1 << (bit % 8)
    rows[at] = (digest, bytes(wrong), checksum)
    assert unpack(rows).found.keys() == {row[0] for row in rows} - {digest}


def test_rows_that_are_none_of_ours_are_passed_over() -> None:
    def row(blob: bytes) -> tuple[object, object, object]:
        return b"k", blob, zlib.crc32(blob, zlib.crc32(b"k"))

    odd: list[tuple[object, object, object]] = [
        *map(row, (b"", b"h", b"abh", b"ab")),
        ("text", b"abcd", 1),
        (b"k", 5, 1),
        (b"k", None, None),
    ]
    assert unpack(odd).found == {}


def test_embeddings_that_are_not_finite_are_not_kept(tmp_path: Path) -> None:
    vectors = random_vectors(3)
    vectors[1, 4] = np.nan
    with closing(EmbeddingCache(tmp_path)) as cache:
        cache.put_many(ENCODER, numbered(vectors))
        found = cache.get_many(ENCODER, [hash_of(number) for number in range(3)])
        assert found.keys() == {hash_of(0), hash_of(2)}
        cache.put_many(ENCODER, {hash_of(1): vectors[1]})
        assert cache.problem is None


def old_file(folder: Path, vectors: Vector) -> None:
    """Write a cache as versions before this one did: 32 bits a number, pages of 4,096 bytes."""
    with closing(EmbeddingCache(folder)) as cache:
        cache.put_many(ENCODER, {hash_of(0): np.zeros(1, dtype=np.float32)})
    path = only_file(folder)
    path.unlink()
    with closing(sqlite3.connect(path, isolation_level=None)) as plain:
        plain.execute("PRAGMA page_size = 4096")
        plain.execute("PRAGMA journal_mode = WAL")
        plain.execute("PRAGMA user_version = 1")
        plain.execute("CREATE TABLE encoder (encoder_id TEXT)")
        plain.execute("INSERT INTO encoder VALUES (?)", (ENCODER,))
        plain.execute(
            "CREATE TABLE embeddings (content_hash BLOB PRIMARY KEY NOT NULL, "
            "embedding BLOB NOT NULL, checksum INTEGER NOT NULL)"
        )
        for number, vector in enumerate(vectors):
            digest, blob = hash_of(number), vector.astype("<f4").tobytes()
            checksum = zlib.crc32(blob, zlib.crc32(digest))
            plain.execute("INSERT INTO embeddings VALUES (?, ?, ?)", (digest, blob, checksum))


def lengths(path: Path) -> set[int]:
    with closing(sqlite3.connect(path)) as plain:
        return {row[0] for row in plain.execute("SELECT length(embedding) FROM embeddings")}


def test_old_files_are_read_on_and_grow_lean_where_they_are_read(tmp_path: Path) -> None:
    vectors = random_vectors(1200, dim=5)
    old_file(tmp_path, vectors)
    with closing(EmbeddingCache(tmp_path)) as cache:
        assert_holds(cache, vectors[:600])
        assert lengths(only_file(tmp_path)) == {5 * 2 + 3, 5 * 4}
        assert_holds(cache, vectors)
        assert lengths(only_file(tmp_path)) == {5 * 2 + 3}
        assert_holds(cache, vectors)


def test_an_old_file_that_cannot_be_written_is_read_all_the_same(tmp_path: Path) -> None:
    vectors = random_vectors(40)
    old_file(tmp_path, vectors)
    with closing(EmbeddingCache(tmp_path)) as cache:
        assert cache.get_many(ENCODER, [b"none"]) == {}
        cache._files[ENCODER]._connection.execute("PRAGMA query_only = ON")
        assert_holds(cache, vectors[:30])
    with closing(EmbeddingCache(tmp_path)) as cache:
        assert_holds(cache, vectors)


def test_new_files_have_room_for_little_else(tmp_path: Path) -> None:
    with closing(EmbeddingCache(tmp_path)) as cache:
        cache.put_many(ENCODER, numbered(random_vectors(3_000, dim=512)))
    assert only_file(tmp_path).stat().st_size < 3_000 * 1_150


@pytest.mark.parametrize("damage", ["tail", "head", "middle"])
def test_a_damaged_file_costs_what_is_in_it_and_no_error(tmp_path: Path, damage: str) -> None:
    vectors = random_vectors(2_000)
    with closing(EmbeddingCache(tmp_path)) as cache:
        cache.put_many(ENCODER, numbered(vectors))
    path = only_file(tmp_path)
    content = bytearray(path.read_bytes())
    if damage == "tail":
        del content[len(content) // 2 :]
    elif damage == "head":
        content[:100] = bytes(100)
    else:
        third = len(content) // 3
        content[third : 2 * third] = np.random.default_rng(1).bytes(third)
    path.write_bytes(content)
    expected = rounded(vectors)
    with closing(EmbeddingCache(tmp_path)) as cache:
        found = cache.get_many(ENCODER, [hash_of(number) for number in range(2_000)])
        for number in range(2_000):
            if hash_of(number) in found:
                np.testing.assert_array_equal(found[hash_of(number)], expected[number])
        cache.put_many(ENCODER, numbered(vectors))
        assert_holds(cache, vectors)
        assert cache.problem is None


_WRITER = """
import sys
import threading
import numpy as np
from pathlib import Path
from iaia_desktop.store import embedding_cache
from iaia_desktop.store.embedding_cache import EmbeddingCache
# Who waits for whom, and how long, is the system's affair.
embedding_cache._BUSY_TIMEOUT_S = 200.0
folder, encoder_id, start = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
vectors = np.random.default_rng(0).standard_normal((2000, 24)).astype(np.float32)
cache = EmbeddingCache(folder)
for first in range(start, start + 1000, 50):
    rows = {n.to_bytes(16, "little"): vectors[n] for n in range(first, first + 50)}
    cache.put_many(encoder_id, rows)
    assert len(cache.get_many(encoder_id, list(rows))) == 50
assert cache.problem is None, cache.problem
"""


def test_programs_write_at_once_and_one_is_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _WRITER, str(tmp_path), ENCODER]
    writers = [subprocess.Popen([*command, start]) for start in ("0", "500", "1000")]
    writers[2].kill()
    assert [writer.wait(timeout=240) for writer in writers][:2] == [0, 0]
    with closing(EmbeddingCache(tmp_path)) as cache:
        assert_holds(cache, random_vectors(2_000)[:1_500])


def test_a_new_file_is_made_by_several_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedding_cache, "_BUSY_TIMEOUT_S", 200.0)
    vectors = random_vectors(80)
    start = threading.Barrier(4)

    def fill(number: int) -> list[str | None]:
        problems: list[str | None] = []
        rows = {hash_of(n): vectors[n] for n in range(number * 20, number * 20 + 20)}
        for turn in range(25):
            start.wait()
            with closing(EmbeddingCache(tmp_path / str(turn))) as cache:
                cache.put_many(ENCODER, rows)
                problems.append(cache.problem)
        return problems

    with ThreadPoolExecutor(4) as pool:
        problems = [problem for found in pool.map(fill, range(4)) for problem in found]
    assert problems == [None] * 100
    for turn in range(25):
        with closing(EmbeddingCache(tmp_path / str(turn))) as cache:
            assert_holds(cache, vectors)
