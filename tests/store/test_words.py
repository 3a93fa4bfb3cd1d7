"""What goes wrong with a session is told in words that can be said in another language, whole."""

from __future__ import annotations

import errno
import os
import pickle
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from iaia_desktop.core.errors import EmbeddingsError, SessionDamagedError, SessionFileError
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.types import FileInfo, FileStatus, ImageId
from iaia_desktop.store.embedding_cache import EmbeddingCache
from iaia_desktop.store.faults import in_words, no_backup
from iaia_desktop.store.session_file import SessionStore
from iaia_desktop.store.stored_array import open_npy
from tests.english_left import english_left

NOT_SAVED = Saying("The decision could not be saved")
KNOWN = [
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EROFS,
    errno.EACCES,
    errno.EIO,
    errno.ENOENT,
    errno.ENOMEM,
    errno.EMFILE,
    errno.ENOLCK,
    errno.ENOTDIR,
    errno.ENAMETOOLONG,
]


def test_english_that_is_left_is_found() -> None:
    assert english_left(Saying("{what} is gone ({path}).", what="a file", path="x"), "x") == "afile"
    assert english_left(Saying("{what}: {n:,} gone", what=Saying("a {n}", n=2), n=1)) == ""


@pytest.mark.parametrize("number", KNOWN)
def test_what_the_system_reports(tmp_path: Path, number: int) -> None:
    path = tmp_path / "s.iaia"
    with pytest.raises(SessionFileError) as caught, in_words(path, NOT_SAVED):
        raise OSError(number, os.strerror(number))
    assert english_left(caught.value.words, path) == ""
    assert english_left(no_backup(path, OSError(number, os.strerror(number))), path) == ""


def test_what_sqlite_reports(tmp_path: Path) -> None:
    path = tmp_path / "s.iaia"
    with (
        closing(sqlite3.connect(path, isolation_level=None)) as one,
        closing(sqlite3.connect(path, timeout=0.0)) as other,
    ):
        one.execute("BEGIN EXCLUSIVE")
        with pytest.raises(SessionFileError) as caught, in_words(path, NOT_SAVED):
            other.execute("CREATE TABLE t (x)")
    assert "another program is using it" in str(caught.value)
    assert english_left(caught.value.words, path) == ""


def test_a_session_that_another_program_has_changed(tmp_path: Path) -> None:
    path = tmp_path / "s.iaia"
    SessionStore.create(path, folder=tmp_path, created_at=1.0).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as plain:
        plain.execute("CREATE TRIGGER strange AFTER INSERT ON images BEGIN SELECT 1; END")
    with pytest.raises(SessionDamagedError) as caught:
        SessionStore.open(path)
    error = caught.value
    assert f"changed it: The trigger strange does not belong there ({path})." in error.what
    assert error.backup is not None
    assert english_left(error.words, "strange", error.backup.parent, path) == ""


def test_it_survives_the_way_from_another_process(tmp_path: Path) -> None:
    path = tmp_path / "none.iaia"
    with pytest.raises(SessionFileError) as caught:
        SessionStore.open(path)
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301  (our own)
    assert str(again) == str(caught.value)
    assert english_left(again.words, path) == english_left(caught.value.words, path) == ""


def test_embeddings_that_cannot_be_kept_or_read(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    cache = EmbeddingCache(in_the_way / "embeddings")
    cache.get_many("encoder", [bytes(16)])
    assert cache.problem is not None
    assert english_left(cache.problem, in_the_way / "embeddings") == ""
    table = tmp_path / "table.npy"
    table.write_bytes(b"no table")
    for path in (table, tmp_path / "none.npy"):
        with pytest.raises(EmbeddingsError) as caught:
            open_npy(path)
        assert english_left(caught.value.words, path) == ""


def test_a_saying_is_stored_as_plain_text(tmp_path: Path) -> None:
    path = tmp_path / "s.iaia"
    reason = Saying("The file is cut short after {n:,} bytes.", n=1200)
    with SessionStore.create(path, folder=tmp_path, created_at=1.0) as store:
        store.add_images(["a.jpg"])
        store.update_files([FileInfo(ImageId(0), FileStatus.FAILED, reason)])
        store.set_setting("last words", reason)
        assert store.check().ok
    with SessionStore.open(path) as store:
        (image,) = store.load_images()
        assert image.file.reason == "The file is cut short after 1,200 bytes."
        assert type(image.file.reason) is str
        assert store.get_setting("last words", "") == reason
        assert store.check().ok
