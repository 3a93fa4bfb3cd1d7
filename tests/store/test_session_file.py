"""What goes into a session file comes out of it again, and nothing half done."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from iaia_desktop.core.errors import SessionFileError
from iaia_desktop.core.types import (
    UNDECIDED,
    AnnotationClass,
    ClassChange,
    ClassId,
    DecidedBy,
    Decision,
    DecisionKind,
    FileInfo,
    FileStatus,
    ImageChange,
    ImageId,
    ImageState,
    StoredPrototype,
    SuggestionRecord,
    Verdict,
)
from iaia_desktop.store.checksums import with_checksum
from iaia_desktop.store.faults import DamagedRowError
from iaia_desktop.store.session_file import SessionStore
from iaia_desktop.store.session_rows import require_inside

CAT = AnnotationClass(ClassId(1), "cat", "#aa0000", "1")
DOG = AnnotationClass(ClassId(2), "dog", "#00aa00")
SUGGESTED_CAT = SuggestionRecord(ClassId(1), False, 0.25, 0.5, "enc")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SessionStore]:
    with SessionStore.create(
        tmp_path / "s.iaia", folder=tmp_path / "photos", created_at=5.0
    ) as made:
        yield made


def reopened(store: SessionStore) -> SessionStore:
    store.close()
    return SessionStore.open(store.path)


def new_class(annotation_class: AnnotationClass, *, at: float = 1.0) -> Decision:
    change = ClassChange(before=None, after=annotation_class)
    return Decision(0, DecisionKind.CREATE_CLASS, DecidedBy.HUMAN, at, classes=(change,))


def labelled(class_id: int, by: DecidedBy = DecidedBy.HUMAN) -> Verdict:
    return Verdict(ImageState.LABELLED, ClassId(class_id), by)


def label(
    image_id: int,
    class_id: int,
    *,
    before: Verdict = UNDECIDED,
    kind: DecisionKind = DecisionKind.ACCEPT,
    by: DecidedBy = DecidedBy.HUMAN,
    at: float = 2.0,
    suggestion: SuggestionRecord | None = SUGGESTED_CAT,
) -> Decision:
    change = ImageChange(ImageId(image_id), before, labelled(class_id, by), suggestion)
    return Decision(0, kind, by, at, images=(change,))


def test_a_new_session_is_empty_and_remembers_its_folder(
    store: SessionStore, tmp_path: Path
) -> None:
    assert store.folder == tmp_path / "photos"
    assert store.created_at == 5.0
    assert store.load_images() == []
    assert store.load_classes() == []
    assert store.next_class_id() == 1
    assert store.position is None
    assert store.counts().total == 0
    assert list(store.decisions()) == []
    assert store.check().ok


def test_the_file_is_readable_with_plain_sqlite_and_says_whose_it_is(store: SessionStore) -> None:
    store.add_images(["a.jpg"])
    store.append(new_class(CAT))
    store.append(label(0, 1))
    store.close()
    with closing(sqlite3.connect(store.path)) as plain:
        assert plain.execute("PRAGMA application_id").fetchone() == (0x49414941,)
        assert plain.execute("PRAGMA user_version").fetchone() == (3,)
        assert plain.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        rows = plain.execute(
            "SELECT path, state, name, decided_by FROM images JOIN classes USING (class_id)"
        ).fetchall()
        assert rows == [("a.jpg", "labelled", "cat", "human")]
        meta = dict(plain.execute("SELECT name, value FROM meta"))
        assert set(meta) == {"format_version", "created", "folder", "app_version", "identity"}


def test_images_keep_their_names_whatever_bytes_they_hold(store: SessionStore) -> None:
    paths = [
        "plain.jpg",
        "sub/ünï cödé 🐈.png",
        "new\nline.jpg",
        "-dash",
        "..dots..jpg",
        "שלום.png",
        "not utf-8 \udcff\udcfe.jpg",
        "x" * 255,
    ]
    assert store.add_images(paths[:3]) == [0, 1, 2]
    assert store.add_images(paths[3:]) == [3, 4, 5, 6, 7]
    with reopened(store) as again:
        images = again.load_images()
        assert [image.path for image in images] == paths
        assert [image.image_id for image in images] == list(range(8))
        assert all(image.verdict is UNDECIDED for image in images)
        assert images[0].file == FileInfo(ImageId(0), FileStatus.PENDING)


def test_an_image_is_never_added_twice(store: SessionStore) -> None:
    store.add_images(["a.jpg"])
    with pytest.raises(ValueError, match="already"):
        store.add_images(["b.jpg", "a.jpg"])
    assert [image.path for image in store.load_images()] == ["a.jpg"]
    assert store.add_images(["b.jpg"]) == [1]


def test_what_is_known_about_files_comes_back(store: SessionStore) -> None:
    store.add_images(["a.jpg", "b.jpg", "c.jpg"])
    infos = [
        FileInfo(ImageId(0), FileStatus.READY, "", b"h" * 16, 12, 2**62, 30, 40),
        FileInfo(ImageId(1), FileStatus.FAILED, "The file is empty."),
        FileInfo(ImageId(2), FileStatus.MISSING),
    ]
    store.update_files(infos)
    store.update_files([])
    with reopened(store) as again:
        assert [image.file for image in again.load_images()] == infos
        counts = again.counts()
        assert (counts.pending, counts.ready, counts.failed, counts.missing) == (0, 1, 1, 1)


def test_two_images_may_swap_their_paths(store: SessionStore) -> None:
    store.add_images(["old.jpg", "new.jpg", "other.jpg"])
    store.rename_images([(ImageId(0), "new.jpg"), (ImageId(1), "old.jpg")])
    assert [image.path for image in store.load_images()] == ["new.jpg", "old.jpg", "other.jpg"]
    with pytest.raises(ValueError, match="another image"):
        store.rename_images([(ImageId(0), "other.jpg")])
    assert [image.path for image in store.load_images()] == ["new.jpg", "old.jpg", "other.jpg"]


def test_a_decision_comes_back_as_it_was_appended(store: SessionStore) -> None:
    store.add_images(["a.jpg", "b.jpg", "c.jpg"])
    decision = Decision(
        0,
        DecisionKind.NEW_CLASS,
        DecidedBy.HUMAN,
        1234.5,
        images=(
            ImageChange(
                ImageId(2),
                UNDECIDED,
                labelled(1),
                SuggestionRecord(None, True, None, None, "enc"),
            ),
            ImageChange(ImageId(0), UNDECIDED, Verdict(ImageState.SKIPPED, by=DecidedBy.HUMAN)),
        ),
        classes=(ClassChange(None, DOG), ClassChange(None, CAT)),
    )
    first = store.append(decision)
    assert first == decision.numbered(1)
    second = store.append(first.undoing(at=2000.0))
    third = store.append(first.redoing(at=2001.0))
    with reopened(store) as again:
        assert list(again.decisions()) == [first, second, third]
        assert list(again.decisions(newest=2)) == [second, third]
        assert list(again.decisions(newest=0)) == []
        assert again.decision(2) == second
        with pytest.raises(KeyError):
            again.decision(4)
        assert again.decision_outline() == [
            (1, DecisionKind.NEW_CLASS, None),
            (2, DecisionKind.UNDO, 1),
            (3, DecisionKind.REDO, 1),
        ]
        assert again.load_classes() == [CAT, DOG]
        verdicts = [image.verdict for image in again.load_images()]
        assert verdicts == [Verdict(ImageState.SKIPPED, by=DecidedBy.HUMAN), UNDECIDED, labelled(1)]
        assert again.check().ok


def test_the_number_of_a_class_is_never_used_again(store: SessionStore) -> None:
    created = store.append(new_class(CAT))
    store.append(created.undoing(at=2.0))
    assert store.load_classes() == []
    assert store.next_class_id() == 2
    with reopened(store) as again:
        assert again.next_class_id() == 2
        again.append(created.redoing(at=3.0))
        assert again.load_classes() == [CAT]


def test_a_decision_that_does_not_follow_is_refused_whole(store: SessionStore) -> None:
    store.add_images(["a.jpg", "b.jpg"])
    store.append(new_class(CAT))
    stale = ImageChange(ImageId(1), labelled(1), UNDECIDED)
    sound = ImageChange(ImageId(0), UNDECIDED, labelled(1))
    with pytest.raises(ValueError, match="follow"):
        store.append(Decision(0, DecisionKind.CLEAR, DecidedBy.HUMAN, 1.0, images=(sound, stale)))
    with pytest.raises(ValueError, match="the session has"):
        store.append(new_class(CAT))
    assert [image.verdict for image in store.load_images()] == [UNDECIDED, UNDECIDED]
    assert store.append(label(0, 1)).decision_id == 2
    assert store.check().ok


def test_the_journal_refuses_to_be_changed(store: SessionStore) -> None:
    store.add_images(["a.jpg"])
    store.append(new_class(CAT))
    store.append(label(0, 1))
    store.close()
    with closing(sqlite3.connect(store.path, isolation_level=None)) as plain:
        for table in ("decisions", "image_changes", "class_changes"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                plain.execute(f"UPDATE {table} SET decision_id = decision_id + 1")
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                plain.execute(f"DELETE FROM {table}")


def test_prototypes_come_back_to_the_last_bit(store: SessionStore) -> None:
    store.add_images(["a.jpg", "b.jpg"])
    store.append(new_class(CAT))
    total = np.array([0.1, -1e-300, 3.0, np.pi])
    store.append(
        label(0, 1),
        prototypes=[StoredPrototype(ClassId(1), "enc", 1, total)],
        contributed=[(ImageId(0), ClassId(1))],
        position=ImageId(1),
    )
    with reopened(store) as again:
        (loaded,) = again.load_prototypes("enc")
        assert (loaded.class_id, loaded.encoder_id, loaded.count) == (1, "enc", 1)
        assert loaded.total.dtype == np.float64
        assert np.array_equal(loaded.total, total)
        assert loaded.total.flags.writeable
        assert again.load_prototypes("other") == []
        assert [image.contributed for image in again.load_images()] == [1, None]
        assert again.position == 1
        assert again.check().ok
        again.save_prototypes("enc", [], removed=[ClassId(1)], contributed=[(ImageId(0), None)])
        assert again.load_prototypes("enc") == []
        assert again.check().ok


def test_a_prototype_of_nothing_goes(store: SessionStore) -> None:
    store.append(new_class(CAT))
    store.save_prototypes("enc", [StoredPrototype(ClassId(1), "enc", 2, np.ones(3))])
    assert not store.check().ok
    store.save_prototypes("enc", [StoredPrototype(ClassId(1), "enc", 0, np.zeros(3))])
    assert store.load_prototypes("enc") == []


def test_another_encoder_starts_from_nothing_and_labels_stay(store: SessionStore) -> None:
    store.add_images(["a.jpg"])
    store.append(new_class(CAT))
    store.append(
        label(0, 1),
        prototypes=[StoredPrototype(ClassId(1), "enc", 1, np.ones(3))],
        contributed=[(ImageId(0), ClassId(1))],
    )
    store.forget_contributions()
    (image,) = store.load_images()
    assert (image.contributed, image.verdict) == (None, labelled(1))
    assert store.load_prototypes("enc") == []


def test_settings_are_json_of_the_type_that_is_asked_for(store: SessionStore) -> None:
    odd = "\udcff"
    for name, value in (("a", 1), ("b", [1, "x"]), ("c", {"k": None}), ("d", odd), ("e", True)):
        store.set_setting(name, value)
    with reopened(store) as again:
        assert again.get_setting("a", 0) == 1
        assert again.get_setting("a", 0.5) == 1.0
        assert again.get_setting("a", "text") == "text"
        assert again.get_setting("b", ["default"]) == [1, "x"]
        assert again.get_setting("c", None) == {"k": None}
        assert again.get_setting("d", "") == odd
        assert again.get_setting("e", 0) == 0
        assert again.get_setting("nothing", 7) == 7


def test_a_setting_that_is_garbage_gives_the_default(store: SessionStore) -> None:
    store.close()
    with closing(sqlite3.connect(store.path, isolation_level=None)) as plain:
        for row in (("a", "{oops"), ("position", '"x"')):
            plain.execute("INSERT INTO settings VALUES (?, ?, ?)", with_checksum(row))
    with SessionStore.open(store.path) as again:
        assert again.get_setting("a", 3) == 3
        assert again.position is None


def test_the_folder_may_move(store: SessionStore, tmp_path: Path) -> None:
    odd = tmp_path / "odd \udcff"
    store.set_folder(odd)
    with reopened(store) as again:
        assert again.folder == odd


def test_each_verdict_is_traced_to_the_decision_behind_it(store: SessionStore) -> None:
    store.add_images([f"{number}.jpg" for number in range(6)])
    store.append(new_class(CAT))
    store.append(new_class(DOG))
    other = SuggestionRecord(ClassId(2), True, 0.75, None, "enc")
    accepted = store.append(label(0, 1, at=10.0))
    corrected = store.append(label(0, 2, before=labelled(1), at=11.0, suggestion=other))
    store.append(corrected.undoing(at=12.0))
    cleared = store.append(
        Decision(
            0,
            DecisionKind.CLEAR,
            DecidedBy.HUMAN,
            13.0,
            images=(ImageChange(ImageId(0), labelled(1), UNDECIDED),),
        )
    )
    again_accepted = store.append(label(0, 1, at=14.0, suggestion=other))
    store.append(again_accepted.undoing(at=15.0))
    store.append(cleared.undoing(at=16.0))
    automatic = store.append(
        label(1, 2, kind=DecisionKind.AUTOMATIC, by=DecidedBy.MACHINE, at=17.0)
    )
    late = store.append(label(2, 1, at=18.0, suggestion=None))
    store.append(late.undoing(at=19.0))
    redone = store.append(late.redoing(at=20.0))
    store.append(redone.undoing(at=21.0))
    store.append(late.redoing(at=22.0))
    undone = store.append(label(3, 1, at=23.0))
    store.append(undone.undoing(at=24.0))

    origins = store.last_suggestions()
    assert set(origins) == {0, 1, 2}
    first = origins[ImageId(0)]
    assert (first.decision_id, first.at, first.by) == (accepted.decision_id, 10.0, DecidedBy.HUMAN)
    assert first.suggestion == SUGGESTED_CAT
    assert origins[ImageId(1)].by is DecidedBy.MACHINE
    assert origins[ImageId(1)].decision_id == automatic.decision_id
    assert origins[ImageId(2)].decision_id == late.decision_id
    assert origins[ImageId(2)].suggestion is None

    steps = store.steps()
    assert [step.decision_id for step in steps] == [accepted.decision_id, late.decision_id]
    assert steps[0].suggestion == SUGGESTED_CAT
    assert [step.class_id for step in steps] == [1, 1]
    assert store.check().ok


def test_a_step_knows_whether_its_class_was_new(store: SessionStore) -> None:
    store.add_images(["a.jpg", "b.jpg"])
    first = label(0, 1, kind=DecisionKind.NEW_CLASS)
    store.append(
        Decision(
            0,
            first.kind,
            first.by,
            first.at,
            images=first.images,
            classes=(ClassChange(None, CAT),),
        )
    )
    store.append(label(1, 1))
    assert [step.created_class for step in store.steps()] == [True, False]


def test_ten_thousand_images_are_one_decision(store: SessionStore) -> None:
    ids = store.add_images([f"{number}.jpg" for number in range(10_000)])
    store.append(new_class(CAT))
    changes = tuple(ImageChange(image_id, UNDECIDED, labelled(1)) for image_id in ids)
    store.append(Decision(0, DecisionKind.ACCEPT, DecidedBy.HUMAN, 1.0, images=changes))
    assert store.counts().labelled == 10_000
    assert store.decision(2).images == changes
    verdicts = {id(image.verdict) for image in store.load_images()}
    assert len(verdicts) == 1


def test_a_full_disk_costs_one_decision_and_nothing_else(store: SessionStore) -> None:
    ids = store.add_images([f"{number}.jpg" for number in range(2_000)])
    store.append(new_class(CAT))
    (pages,) = store._connection.execute("PRAGMA page_count").fetchone()
    store._connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    changes = tuple(ImageChange(image_id, UNDECIDED, labelled(1)) for image_id in ids)
    decision = Decision(0, DecisionKind.ACCEPT, DecidedBy.HUMAN, 1.0, images=changes)
    with pytest.raises(SessionFileError, match="The decision could not be saved: the disk is full"):
        store.append(decision)
    assert store.counts().labelled == 0
    assert store.check().ok
    store._connection.execute("PRAGMA max_page_count = 1000000")
    assert store.append(decision).decision_id == 2
    assert store.counts().labelled == 2_000


def test_a_file_that_another_program_holds_is_told_in_words(store: SessionStore) -> None:
    store.add_images(["a.jpg"])
    store._connection.execute("PRAGMA busy_timeout = 0")
    with closing(sqlite3.connect(store.path, isolation_level=None)) as plain:
        plain.execute("BEGIN IMMEDIATE")
        with pytest.raises(SessionFileError, match="another program is using it"):
            store.append(new_class(CAT))
        plain.execute("ROLLBACK")
    assert store.append(new_class(CAT)).decision_id == 1


def test_a_file_that_lost_its_name_takes_no_more_decisions(store: SessionStore) -> None:
    aside = store.path.with_name("aside.iaia")
    store.path.rename(aside)
    with pytest.raises(SessionFileError, match="is no longer there"):
        store.append(new_class(CAT))
    store.path.write_bytes(b"something else")
    with pytest.raises(SessionFileError, match="was replaced"):
        store.append(new_class(CAT))
    aside.replace(store.path)
    assert store.append(new_class(CAT)).decision_id == 1


def test_a_write_that_is_interrupted_leaves_nothing(
    store: SessionStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    store.add_images(["a.jpg"])
    with monkeypatch.context() as patch:
        patch.setattr("iaia_desktop.store.live_tables.apply_class_changes", interrupted)
        with pytest.raises(KeyboardInterrupt):
            store.append(new_class(CAT))
    assert list(store.decisions()) == []
    assert store.append(new_class(CAT)).decision_id == 1


def test_threads_take_turns(store: SessionStore) -> None:
    def add(start: int) -> None:
        for number in range(start, start + 10):
            store.add_images([f"{number}.jpg"])

    threads = [threading.Thread(target=add, args=(start,)) for start in (0, 100, 200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    images = store.load_images()
    assert len({image.path for image in images}) == len(images) == 30


def test_closing_twice_is_harmless_and_leaves_one_whole_file(store: SessionStore) -> None:
    store.append(new_class(CAT))
    store.close()
    store.close()
    names = {entry.name for entry in store.path.parent.iterdir()}
    assert names == {"s.iaia", "s.iaia.lock", "s.iaia.backups"}
    with pytest.raises(sqlite3.ProgrammingError):
        store.counts()
    with pytest.raises(SessionFileError, match="is closed"):
        store.add_images(["a.jpg"])


@pytest.mark.parametrize("path", ["", "/etc/passwd", "../up.jpg", "a/../../b.jpg", "a\0b"])
def test_a_path_that_leads_out_of_the_folder_is_damage(path: str) -> None:
    with pytest.raises(DamagedRowError):
        require_inside(path)


def test_a_session_that_points_out_of_its_folder_is_refused(store: SessionStore) -> None:
    store.add_images(["fine.jpg", "../../secret.jpg"])
    with pytest.raises(SessionFileError, match="damaged"):
        store.load_images()
