"""The embedding cache: keeps what it is given, and is never in the way."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from iaia_desktop.core.types import Vector
from iaia_desktop.store.embedding_cache import EmbeddingCache

ENCODER = "open_clip:ViT-B-32/laion"


def hash_of(number: int) -> bytes:
    return number.to_bytes(16, "little")


def some(count: int, start: int = 0) -> dict[bytes, Vector]:
    """Return embeddings that half precision holds exactly."""
    return {
        hash_of(number): np.array([number % 2000, -0.5, 2.0**-20], dtype=np.float32)
        for number in range(start, start + count)
    }


def assert_known(cache: EmbeddingCache, items: dict[bytes, Vector]) -> None:
    found = cache.get_many(ENCODER, list(items))
    assert found.keys() == items.keys()
    for content_hash, embedding in items.items():
        assert found[content_hash].dtype == np.float32
        assert np.array_equal(found[content_hash], embedding)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "embeddings"


def only_file(folder: Path) -> Path:
    (path,) = folder.glob("*.embeddings")
    return path


def test_what_was_put_is_found_also_by_another_instance(folder: Path) -> None:
    cache = EmbeddingCache(folder)
    items = some(1234)
    assert cache.get_many(ENCODER, list(items)) == {}
    cache.put_many(ENCODER, items)
    assert_known(cache, items)
    assert_known(EmbeddingCache(folder), items)
    assert cache.get_many(ENCODER, [hash_of(99999), hash_of(3)]).keys() == {hash_of(3)}
    assert cache.get_many("other", list(items)) == {}
    assert cache.problem is None


def test_encoders_are_kept_apart(folder: Path) -> None:
    cache = EmbeddingCache(folder)
    cache.put_many("a/b", some(1))
    cache.put_many("a-b", {hash_of(0): np.zeros(5, dtype=np.float32)})
    assert cache.get_many("a/b", [hash_of(0)])[hash_of(0)].shape == (3,)
    assert cache.get_many("a-b", [hash_of(0)])[hash_of(0)].shape == (5,)
    assert cache.encoder_ids() == ["a-b", "a/b"]


def test_an_embedding_may_be_replaced(folder: Path) -> None:
    cache = EmbeddingCache(folder)
    cache.put_many(ENCODER, some(2))
    replaced = {hash_of(0): np.ones(3, dtype=np.float32)}
    cache.put_many(ENCODER, replaced)
    assert_known(cache, replaced)


def test_clearing_frees_the_space_and_nothing_of_others(folder: Path) -> None:
    cache = EmbeddingCache(folder)
    cache.put_many(ENCODER, some(100))
    foreign = folder / "notes.txt"
    foreign.write_text("mine")
    assert cache.size_bytes() > 1000
    cache.clear()
    assert cache.size_bytes() == 0
    assert [entry.name for entry in folder.iterdir()] == ["notes.txt"]
    cache.put_many(ENCODER, some(1))
    assert_known(cache, some(1))


def test_deleted_while_running_it_starts_again(folder: Path) -> None:
    cache = EmbeddingCache(folder)
    cache.put_many(ENCODER, some(10))
    shutil.rmtree(folder)
    assert cache.get_many(ENCODER, list(some(10))) == {}
    cache.put_many(ENCODER, some(5))
    assert_known(cache, some(5))
    only_file(folder).unlink()
    cache.put_many(ENCODER, some(3))
    assert_known(EmbeddingCache(folder), some(3))
    assert cache.problem is None


@pytest.mark.parametrize("content", [b"", b"garbage " * 1000, b"SQLite format 3\0" + b"\1" * 8000])
def test_garbage_is_an_empty_cache(folder: Path, content: bytes) -> None:
    cache = EmbeddingCache(folder)
    cache.put_many(ENCODER, some(10))
    cache.close()
    only_file(folder).write_bytes(content)
    assert cache.get_many(ENCODER, list(some(10))) == {}
    cache.put_many(ENCODER, some(4))
    assert_known(cache, some(4))


def test_overwritten_while_open_it_is_an_empty_cache(folder: Path) -> None:
    cache = EmbeddingCache(folder)
    cache.put_many(ENCODER, some(2000))
    cache.close()
    assert cache.get_many(ENCODER, [hash_of(1)])
    path = only_file(folder)
    path.write_bytes(b"x" * path.stat().st_size)
    cache.get_many(ENCODER, list(some(2000)))
    cache.close()
    cache.put_many(ENCODER, some(4))
    assert_known(cache, some(4))


def test_a_flipped_bit_costs_its_embedding_only(folder: Path) -> None:
    cache = EmbeddingCache(folder)
    cache.put_many(ENCODER, some(3))
    cache.close()
    with closing(sqlite3.connect(only_file(folder), isolation_level=None)) as plain:
        plain.execute(
            "UPDATE embeddings SET embedding = x'000000000001000068' WHERE content_hash = ?",
            (hash_of(1),),
        )
        plain.execute("UPDATE embeddings SET embedding = 5 WHERE content_hash = ?", (hash_of(2),))
    assert cache.get_many(ENCODER, list(some(3))).keys() == {hash_of(0)}


def test_a_file_of_another_shape_is_an_empty_cache(folder: Path) -> None:
    cache = EmbeddingCache(folder)
    cache.put_many(ENCODER, some(1))
    cache.close()
    path = only_file(folder)
    for statement in (
        "DROP TABLE embeddings",
        "PRAGMA user_version = 5",
        "UPDATE encoder SET encoder_id = 'another'",
    ):
        with closing(sqlite3.connect(path, isolation_level=None)) as plain:
            plain.execute(statement)
        assert cache.get_many(ENCODER, [hash_of(0)]) == {}
        cache.put_many(ENCODER, some(1))
        assert_known(cache, some(1))
        cache.close()


def test_a_place_where_nothing_can_be_written_stops_nobody(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a folder")
    cache = EmbeddingCache(in_the_way / "embeddings")
    cache.put_many(ENCODER, some(3))
    assert cache.get_many(ENCODER, list(some(3))) == {}
    assert cache.problem is not None
    assert "are not kept" in cache.problem
    assert cache.encoder_ids() == []
    assert cache.size_bytes() == 0
    cache.clear()
    in_the_way.unlink()
    cache.put_many(ENCODER, some(3))
    assert_known(cache, some(3))
    assert cache.problem is None


def test_a_full_disk_stops_the_keeping_only(folder: Path) -> None:
    cache = EmbeddingCache(folder)
    cache.put_many(ENCODER, some(3))
    cache._files[ENCODER]._connection.execute("PRAGMA max_page_count = 4")
    cache.put_many(ENCODER, some(5000))
    assert cache.problem is not None
    assert "full" in cache.problem
    assert_known(cache, some(3))
    cache.put_many(ENCODER, some(5, start=10))
    assert cache.problem is None


def test_threads_share_one_cache(folder: Path) -> None:
    cache = EmbeddingCache(folder)

    def put(start: int) -> None:
        for number in range(start, start + 50, 5):
            cache.put_many(ENCODER, some(5, start=number))
            assert_known(cache, some(5, start=number))

    threads = [threading.Thread(target=put, args=(start,)) for start in (0, 100, 200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for start in (0, 100, 200):
        assert_known(cache, some(50, start=start))
