"""Opening: what is refused, in which words, and what opening leaves behind."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import threading
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from iaia_desktop.core.errors import (
    KnownError,
    SessionFileError,
    SessionLockedError,
    SessionNewerError,
)
from iaia_desktop.core.types import (
    UNDECIDED,
    AnnotationClass,
    ClassChange,
    ClassId,
    DecidedBy,
    Decision,
    DecisionKind,
    ImageChange,
    ImageState,
    Verdict,
)
from iaia_desktop.store import connection as connection_module
from iaia_desktop.store.backups import backup_folder, list_backups, list_segments
from iaia_desktop.store.checksums import of_row
from iaia_desktop.store.connection import connect_for_reading, database_uri
from iaia_desktop.store.restoring import restore_session
from iaia_desktop.store.schema import FORMAT_VERSION
from iaia_desktop.store.session_file import SessionStore


def make_session(path: Path, *, images: int = 20) -> None:
    """Make a session with every image labelled."""
    with SessionStore.create(path, folder=path.parent, created_at=0.0) as store:
        ids = store.add_images([f"{number}.jpg" for number in range(images)])
        cat = AnnotationClass(ClassId(1), "cat", "#123456")
        after = Verdict(ImageState.LABELLED, cat.class_id, DecidedBy.HUMAN)
        for image_id in ids:
            store.append(
                Decision(
                    0,
                    DecisionKind.ACCEPT,
                    DecidedBy.HUMAN,
                    1.0,
                    images=(ImageChange(image_id, UNDECIDED, after),),
                    classes=(ClassChange(None, cat),) if image_id == 0 else (),
                )
            )


def set_version(path: Path, version: int) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as plain:
        plain.execute(f"PRAGMA user_version = {version}")
        cells = ("format_version", str(version))
        plain.execute(
            "UPDATE meta SET value = ?, checksum = ? WHERE name = 'format_version'",
            (cells[1], of_row(*cells)),
        )


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(SessionFileError, match="there is no file"):
        SessionStore.open(tmp_path / "no.iaia")
    with pytest.raises(SessionFileError, match="is a folder"):
        SessionStore.open(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_session_is_never_created_over_a_file(tmp_path: Path) -> None:
    path = tmp_path / "s.iaia"
    path.write_text("precious")
    with pytest.raises(SessionFileError, match="there is a file already"):
        SessionStore.create(path, folder=tmp_path, created_at=0.0)
    assert path.read_text() == "precious"
    with pytest.raises(SessionFileError, match="could not be created"):
        SessionStore.create(path / "below" / "s.iaia", folder=tmp_path, created_at=0.0)


def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "s.iaia"
    SessionStore.create(path, folder=tmp_path, created_at=0.0).close()
    assert path.is_file()


@pytest.mark.parametrize("content", [b"", b"hello", os.urandom(5000), b"SQLite format 3\0"])
def test_garbage_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "s.iaia"
    path.write_bytes(content)
    for read_only in (False, True):
        with pytest.raises(SessionFileError, match=r"session file is (damaged|empty)"):
            SessionStore.open(path, read_only=read_only)
    assert path.read_bytes() == content
    other = path.rename(tmp_path / "picture.jpg")
    with pytest.raises(SessionFileError, match="is not a session file"):
        SessionStore.open(other)


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "s.iaia"
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("CREATE TABLE images (x)")
    before = path.read_bytes()
    with pytest.raises(SessionFileError, match="another program"):
        SessionStore.open(path)
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["s.iaia"]


def test_a_newer_format_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "s.iaia"
    make_session(path)
    set_version(path, FORMAT_VERSION + 1)
    for read_only in (False, True):
        with pytest.raises(SessionNewerError, match=r"newer version.*Update"):
            SessionStore.open(path, read_only=read_only)


def test_an_older_format_without_a_way_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "s.iaia"
    make_session(path)
    set_version(path, 0)
    with pytest.raises(SessionFileError, match="does not know"):
        SessionStore.open(path)
    with pytest.raises(SessionFileError, match="older format"):
        SessionStore.open(path, read_only=True)


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE settings",
        "DROP TRIGGER decisions_refuse_delete",
        "ALTER TABLE images DROP COLUMN reason",
        "CREATE TRIGGER evil AFTER INSERT ON decisions BEGIN DELETE FROM images; END",
    ],
)
def test_a_schema_that_is_not_ours_is_refused(tmp_path: Path, statement: str) -> None:
    path = tmp_path / "s.iaia"
    make_session(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as plain:
        plain.execute(statement)
    with pytest.raises(SessionFileError, match="damaged"):
        SessionStore.open(path)


def test_views_and_indexes_for_own_queries_are_welcome(tmp_path: Path) -> None:
    path = tmp_path / "s.iaia"
    make_session(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as plain:
        plain.execute("CREATE VIEW cats AS SELECT path FROM images WHERE class_id = 1")
        plain.execute("CREATE INDEX by_state ON images (state)")
        plain.execute("ANALYZE")
    with SessionStore.open(path) as store:
        assert store.check().ok


def test_a_schema_that_cannot_even_be_quoted_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "s.iaia"
    make_session(path)
    content = path.read_bytes()
    place = content.index(b"CREATE TRIGGER") + len(b"CREATE TRIGGER")
    path.write_bytes(content[:place] + b"\xff" + content[place + 1 :])
    for read_only in (False, True):
        with pytest.raises(SessionFileError, match="damaged"):
            SessionStore.open(path, read_only=read_only)


def test_every_cut_and_flip_opens_or_is_refused_in_words(tmp_path: Path) -> None:
    """No damage ends in anything but words; what opens can be read or says that it cannot."""
    path = tmp_path / "good.iaia"
    make_session(path)
    content = path.read_bytes()
    chance = random.Random(7)  # noqa: S311
    broken: list[bytes] = [content[: chance.randrange(len(content))] for _ in range(15)]
    for _ in range(60):
        place = chance.randrange(len(content))
        flipped = bytearray(content)
        flipped[place] ^= 1 << chance.randrange(8)
        broken.append(bytes(flipped))
    refused = 0
    for number, damaged in enumerate(broken):
        victim = tmp_path / f"{number}.iaia"
        victim.write_bytes(damaged)
        try:
            with SessionStore.open(victim, read_only=True) as store:
                store.load_images()
                store.load_classes()
                store.steps()
                store.last_suggestions()
                list(store.decisions())
                store.check()
        except KnownError:
            refused += 1
        assert victim.read_bytes() == damaged
    assert refused >= 15


def test_rows_that_make_no_sense_are_damage(tmp_path: Path) -> None:
    path = tmp_path / "s.iaia"
    make_session(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as plain:
        plain.execute("UPDATE images SET path = CAST(x'ff41' AS TEXT) WHERE image_id = 3")
        plain.execute("UPDATE meta SET value = 'yesterday' WHERE name = 'created'")
        plain.execute("DELETE FROM meta WHERE name = 'folder'")
    with SessionStore.open(path, put_off=True) as store:
        with pytest.raises(SessionFileError, match="damaged"):
            store.load_images()
        with pytest.raises(SessionFileError, match="damaged"):
            _ = store.folder
        with pytest.raises(SessionFileError, match="damaged"):
            _ = store.created_at


def test_the_check_names_what_does_not_fit(tmp_path: Path) -> None:
    path = tmp_path / "s.iaia"
    make_session(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as plain:
        plain.execute("UPDATE images SET state = 'skipped', class_id = NULL WHERE image_id = 3")
        plain.execute("UPDATE classes SET name = 'dog'")
        plain.execute("INSERT INTO prototypes VALUES (1, 'enc', 2, x'0000000000000000', NULL)")
        plain.execute(
            "INSERT INTO image_changes (decision_id, image_id, before_state, after_state) "
            "VALUES (99, 99, 'skipped', 'unlabelled')"
        )
    with SessionStore.open(path, put_off=True) as store:
        problems = "\n".join(store.check().problems)
    assert "Image 3 is not as the decisions left it" in problems
    assert "Class 1 is not as the decisions left it" in problems
    assert "The prototype of class 1 counts 2 images, but 0 are in it" in problems
    assert "refers to a row of decisions that is not there" in problems


def test_one_writer_and_any_number_of_readers(tmp_path: Path) -> None:
    path = tmp_path / "s.iaia"
    make_session(path, images=2)
    with SessionStore.open(path) as writer:
        with pytest.raises(SessionLockedError, match=r"another window.*reading only"):
            SessionStore.open(path)
        link = tmp_path / "link.iaia"
        link.symlink_to(path)
        with pytest.raises(SessionLockedError):
            SessionStore.open(link)
        with SessionStore.open(path, read_only=True) as reader:
            writer.add_images(["new.jpg"])
            assert len(reader.load_images()) == 3
            for write in (
                lambda: reader.add_images(["x.jpg"]),
                lambda: reader.set_setting("a", 1),
                reader.back_up,
            ):
                with pytest.raises(SessionFileError, match="open for reading only"):
                    write()
    SessionStore.open(path).close()


def test_the_lock_is_given_up_from_whatever_thread_closes(tmp_path: Path) -> None:
    path = tmp_path / "s.iaia"
    make_session(path, images=1)
    store = SessionStore.open(path)
    thread = threading.Thread(target=store.close)
    thread.start()
    thread.join()
    SessionStore.open(path).close()


def test_an_opening_that_fails_gives_the_lock_up(tmp_path: Path) -> None:
    path = tmp_path / "s.iaia"
    make_session(path, images=1)
    set_version(path, 9)
    with pytest.raises(SessionNewerError):
        SessionStore.open(path)
    set_version(path, FORMAT_VERSION)
    SessionStore.open(path).close()


def test_reading_leaves_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "s.iaia"
    make_session(path)
    before = {entry.name: entry.stat().st_mtime_ns for entry in tmp_path.iterdir()}
    with SessionStore.open(path, read_only=True) as store:
        assert store.counts().labelled == 20
    assert {entry.name: entry.stat().st_mtime_ns for entry in tmp_path.iterdir()} == before


@pytest.mark.parametrize("unfolded", [False, True])
def test_a_folder_where_nothing_may_be_written_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, unfolded: bool
) -> None:
    """Also when the write-ahead log holds decisions that were never folded into the file."""
    path = tmp_path / "s.iaia"
    make_session(path)
    folder = tmp_path / "cd"
    folder.mkdir()
    with SessionStore.open(path) as store:
        store.add_images(["late.jpg"])
        shutil.copyfile(path, folder / "s.iaia")
        if unfolded:
            shutil.copyfile(path.with_name("s.iaia-wal"), folder / "s.iaia-wal")
    real_connect = connection_module.connect

    def refusing_connect(path: Path, query: str) -> sqlite3.Connection:
        if path.parent == folder and query == "mode=ro":
            raise sqlite3.OperationalError("unable to open database file")
        return real_connect(path, query)

    monkeypatch.setattr(connection_module, "connect", refusing_connect)
    names = sorted(entry.name for entry in folder.iterdir())
    with ExitStack() as resources:
        connection = connect_for_reading(folder / "s.iaia", resources)
        (count,) = connection.execute("SELECT count(*) FROM images").fetchone()
    assert count == (21 if unfolded else 20)
    assert sorted(entry.name for entry in folder.iterdir()) == names


def test_a_system_error_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "s.iaia"
    make_session(path)

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("iaia_desktop.store.recognising.read_header", refused)
    with pytest.raises(SessionFileError, match=r"there is no permission.*reading only"):
        SessionStore.open(path)


def test_names_that_urls_give_a_meaning_to_are_only_names(tmp_path: Path) -> None:
    path = tmp_path / "50% #1 ? a&b é.iaia"
    SessionStore.create(path, folder=tmp_path, created_at=0.0).close()
    with SessionStore.open(path) as store:
        store.add_images(["a.jpg"])
    with SessionStore.open(path, read_only=True) as store:
        assert store.counts().total == 1
    assert database_uri(Path("/a b/c?.iaia"), "mode=ro") == "file:///a%20b/c%3F.iaia?mode=ro"


def test_backups_are_made_only_of_something_new_and_five_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "s.iaia"
    make_session(path)
    assert len(list_backups(path)) == 1  # of the empty session
    left_over = path.with_name("s.iaia.backups") / "000001-20200101-000000.unfinished"
    left_over.touch()
    for _ in range(2):
        SessionStore.open(path).close()
        assert len(list_backups(path)) == 2
        assert not left_over.exists()
    for number in range(7):
        with SessionStore.open(path) as store:
            store.add_images([f"more {number}.jpg"])
    names = [backup.name[:6] for backup in list_backups(path)]
    assert names == ["000005", "000006", "000007", "000008", "000009"]
    segments = [segment.name[:6] for segment in list_segments(path)]
    assert segments == ["000005", "000006", "000007", "000008", "000009"]
    shutil.copyfile(list_backups(path)[-1], tmp_path / "copy.iaia")
    with SessionStore.open(tmp_path / "copy.iaia") as copy:
        assert copy.counts().total == 26
        assert copy.check().ok


def test_a_backup_can_be_made_while_the_session_is_open(tmp_path: Path) -> None:
    path = tmp_path / "s.iaia"
    make_session(path)
    with SessionStore.open(path) as store:
        assert store.back_up() is None
        store.add_images(["new.jpg"])
        backup = store.back_up()
        assert backup == list_backups(path)[-1]
        assert store.back_up() is None


def test_a_backup_that_cannot_be_made_stops_nobody(tmp_path: Path) -> None:
    path = tmp_path / "s.iaia"
    make_session(path)
    shutil.rmtree(backup_folder(path))
    backup_folder(path).write_text("a file in the way")
    with SessionStore.open(path) as store:
        assert "No automatic backup" in store.backup_problem
        store.add_images(["new.jpg"])
        with pytest.raises(SessionFileError, match="backup could not be made"):
            store.back_up()


def test_a_damaged_session_comes_back_from_its_backup(tmp_path: Path) -> None:
    path = tmp_path / "s.iaia"
    make_session(path)
    SessionStore.open(path).close()
    backup = list_backups(path)[-1]
    path.write_bytes(b"ruin")
    with pytest.raises(SessionFileError, match="damaged") as caught:
        SessionStore.open(path)
    assert str(backup.parent) in caught.value.remedy
    restored = restore_session(path)
    assert restored.backup == backup
    assert restored.aside.read_bytes() == b"ruin"
    with SessionStore.open(path) as store:
        assert store.counts().labelled == 20
    assert restore_session(path).aside != restored.aside


def test_without_a_backup_nothing_is_restored_and_nothing_broken(tmp_path: Path) -> None:
    path = tmp_path / "s.iaia"
    path.write_bytes(b"ruin")
    with pytest.raises(SessionFileError, match="could not be restored"):
        restore_session(path)
    assert path.read_bytes() == b"ruin"
    assert {entry.name for entry in tmp_path.iterdir()} == {"s.iaia", "s.iaia.lock"}


def test_image_ids_are_places_in_the_list(tmp_path: Path) -> None:
    path = tmp_path / "s.iaia"
    make_session(path, images=3)
    with closing(sqlite3.connect(path, isolation_level=None)) as plain:
        plain.execute("DELETE FROM images WHERE image_id = 1")
    with pytest.raises(SessionFileError, match="damaged"):
        SessionStore.open(path)
