"""Opening: new, again, moved, foreign, held by another, and with all that was learnt."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.engine import LabellingEngine
from iaia_desktop.core.errors import (
    CancelledError,
    FolderError,
    SessionFileError,
    SessionLockedError,
)
from iaia_desktop.core.history import UndoHistory
from iaia_desktop.core.method import EpsilonMode, Method
from iaia_desktop.core.types import (
    DecidedBy,
    Decision,
    FileInfo,
    FileStatus,
    ImageId,
    ImageState,
)
from iaia_desktop.images.reading import content_hash
from iaia_desktop.jobs.open_session import OpenedSession, OpenRequest, open_session_job
from iaia_desktop.store.session_file import SessionStore
from iaia_desktop.store.stored_answers import read_stored_answers

Result = TypeVar("Result")

PALETTE = ("#111111", "#222222")
METHOD = Method(epsilon_mode=EpsilonMode.FIXED, epsilon=0.25, normalise=False)


def finish(job: Generator[object, None, Result]) -> Result:
    while True:
        try:
            next(job)
        except StopIteration as stop:
            result: Result = stop.value
            return result


class Place:
    """A folder of images and a folder of sessions."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "photos"
        self.sessions = root / "sessions"

    def fill(self, folder: Path, count: int = 12, *, text: str = "picture") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(count):
            (folder / f"{number}.jpg").write_bytes(f"{text} {number}".encode())

    def request(self, target: Path, **others: object) -> OpenRequest:
        base: dict[str, object] = {
            "sessions": self.sessions,
            "palette": PALETTE,
            "method": METHOD,
            "encoder_spec": "builtin",
            "now": 5.0,
        }
        return OpenRequest(target=target, **(base | others))  # type: ignore[arg-type]  # mixed types

    def open(self, target: Path, **others: object) -> OpenedSession:
        return finish(open_session_job(self.request(target, **others), CancelToken()))

    def begin(self, *, hashes: bool = True) -> Path:
        """Open a new session with all images read, close it, and return its file."""
        opened = self.open(self.folder)
        with opened.store as store:
            names = sorted(path.name for path in self.folder.iterdir())
            ids = store.add_images(names)
            if hashes:
                store.update_files(
                    [
                        FileInfo(
                            image_id,
                            FileStatus.READY,
                            content_hash=content_hash((self.folder / name).read_bytes()),
                        )
                        for image_id, name in zip(ids, names, strict=True)
                    ]
                )
            return store.path


@pytest.fixture
def place(tmp_path: Path) -> Place:
    made = Place(tmp_path)
    made.fill(made.folder)
    return made


class TestNew:
    def test_a_new_session(self, place: Place) -> None:
        opened = place.open(place.folder)
        with opened.store as store:
            assert opened.is_new
            assert store.path.parent == place.sessions
            assert (store.folder, store.created_at) == (place.folder, 5.0)
            assert (opened.order, opened.position, opened.moved_from) == ((), None, None)
            assert (opened.encoder_spec, opened.engine.method) == ("builtin", METHOD)
            assert opened.history.undo_id is None
            assert opened.engine.learner is None

    def test_nothing_is_written_into_the_folder_of_images(self, place: Place) -> None:
        before = sorted(place.folder.iterdir())
        place.open(place.folder).store.close()
        assert sorted(place.folder.iterdir()) == before

    def test_an_empty_folder_has_a_session_too(self, place: Place) -> None:
        empty = place.root / "empty"
        empty.mkdir()
        opened = place.open(empty)
        opened.store.close()
        assert opened.is_new
        again = place.open(empty)
        again.store.close()
        assert not again.is_new

    def test_a_place_of_its_own(self, place: Place) -> None:
        path = place.root / "elsewhere" / "mine.iaia"
        opened = place.open(place.folder, session_path=path)
        opened.store.close()
        assert opened.is_new
        assert path.is_file()
        assert not place.sessions.exists()
        again = place.open(place.folder, session_path=path)
        again.store.close()
        assert not again.is_new

    def test_to_look_at_there_must_be_one(self, place: Place) -> None:
        with pytest.raises(SessionFileError, match="no session of"):
            place.open(place.folder, read_only=True)
        assert not place.sessions.exists()

    def test_cancelled_before_anything_is_made(self, place: Place) -> None:
        token = CancelToken()
        job = open_session_job(place.request(place.folder), token)
        next(job)
        token.cancel()
        with pytest.raises(CancelledError):
            next(job)
        assert not place.sessions.exists()


class TestAgain:
    def test_at_the_image_where_the_person_stopped(self, place: Place) -> None:
        path = place.begin()
        with SessionStore.open(path) as store:
            store.set_position(ImageId(3))
        for target in (place.folder, path):
            opened = place.open(target)
            opened.store.close()
            assert opened.position == 3
            assert not opened.is_new
            assert opened.moved_from is None

    def test_the_session_keeps_its_own_settings(self, place: Place) -> None:
        place.begin()
        opened = place.open(place.folder, method=Method(), encoder_spec="timm:other")
        opened.store.close()
        assert opened.engine.method == METHOD
        assert opened.encoder_spec == "builtin"

    def test_images_come_in_natural_order_with_what_is_known(self, place: Place) -> None:
        path = place.begin()
        with SessionStore.open(path) as store:
            store.add_images(["b/2.jpg", "a/1.jpg"])
            store.update_files([FileInfo(ImageId(0), FileStatus.FAILED, "broken")])
        opened = place.open(path)
        opened.store.close()
        state = opened.engine.state
        shown = [state.path(image_id) for image_id in opened.order]
        assert shown == [f"{number}.jpg" for number in range(12)] + ["a/1.jpg", "b/2.jpg"]
        assert state.file(ImageId(0)).reason == "broken"

    def test_through_a_link_it_is_the_same_session(self, place: Place) -> None:
        path = place.begin()
        link = place.root / "link"
        link.symlink_to(place.folder)
        opened = place.open(link)
        opened.store.close()
        assert opened.store.path == path
        assert opened.moved_from is None

    def test_a_second_one_may_only_look(self, place: Place) -> None:
        path = place.begin()
        first = place.open(place.folder)
        with first.store:
            for target in (place.folder, path):
                with pytest.raises(SessionLockedError):
                    place.open(target)
                second = place.open(target, read_only=True)
                with second.store:
                    assert second.store.read_only
                    assert len(second.engine.state) == 12
                    with pytest.raises(SessionFileError, match="reading only"):
                        second.store.set_position(ImageId(1))
        place.open(place.folder).store.close()


class TestMoved:
    def move(self, place: Place) -> Path:
        there = place.root / "new place"
        place.folder.rename(there)
        return there

    def test_a_folder_that_moved_is_known_by_its_bytes(self, place: Place) -> None:
        path = place.begin()
        there = self.move(place)
        opened = place.open(there)
        with opened.store as store:
            assert (store.path, opened.moved_from) == (path, place.folder)
            assert store.folder == there
            assert not opened.is_new
        again = place.open(there)
        again.store.close()
        assert again.moved_from is None

    def test_names_alone_do_not_make_it_the_same(self, place: Place) -> None:
        path = place.begin()
        self.move(place)
        other = place.root / "camera"
        place.fill(other, text="another picture")
        opened = place.open(other)
        opened.store.close()
        assert opened.is_new
        assert opened.store.path != path

    def test_nor_do_names_whose_bytes_nobody_read(self, place: Place) -> None:
        place.begin(hashes=False)
        opened = place.open(self.move(place))
        opened.store.close()
        assert opened.is_new

    def test_a_copy_is_another_folder_while_the_first_is_there(self, place: Place) -> None:
        place.begin()
        copy = place.root / "copy"
        place.fill(copy)
        opened = place.open(copy)
        opened.store.close()
        assert opened.is_new

    def test_a_few_changed_files_do_not_matter(self, place: Place) -> None:
        path = place.begin()
        there = self.move(place)
        (there / "0.jpg").write_bytes(b"edited")
        (there / "1.jpg").unlink()
        (there / "z.jpg").write_bytes(b"new")
        opened = place.open(there)
        opened.store.close()
        assert opened.store.path == path

    def test_looking_at_it_leaves_it_as_it_is(self, place: Place) -> None:
        path = place.begin()
        there = self.move(place)
        opened = place.open(there, read_only=True)
        opened.store.close()
        assert opened.moved_from == place.folder
        with SessionStore.open(path, read_only=True) as store:
            assert store.folder == place.folder

    def test_a_session_that_is_named_follows_only_when_its_folder_is_gone(
        self, place: Place
    ) -> None:
        path = place.begin()
        other = place.root / "other"
        place.fill(other, text="another picture")
        with pytest.raises(SessionFileError, match="belongs to another folder"):
            place.open(other, session_path=path)
        with SessionStore.open(path) as store:  # the lock is free again
            assert store.folder == place.folder
        self.move(place)
        opened = place.open(other, session_path=path)
        with opened.store as store:
            assert (opened.moved_from, store.folder) == (place.folder, other)

    def test_a_session_file_opens_without_its_folder(self, place: Place) -> None:
        path = place.begin()
        self.move(place)
        opened = place.open(path)
        with opened.store as store:
            assert len(opened.engine.state) == 12
            assert store.folder == place.folder
            assert opened.moved_from is None


class TestRefused:
    def test_a_file_that_is_no_session(self, place: Place) -> None:
        with pytest.raises(SessionFileError, match="not a session file"):
            place.open(place.folder / "0.jpg")
        garbage = place.root / "broken.iaia"
        garbage.write_bytes(b"nothing of the kind")
        with pytest.raises(SessionFileError, match="damaged"):
            place.open(garbage)

    def test_a_file_of_another_program(self, place: Place) -> None:
        foreign = place.root / "foreign.iaia"
        with closing(sqlite3.connect(foreign)) as connection:
            connection.execute("CREATE TABLE x (y)")
            connection.commit()
        with pytest.raises(SessionFileError, match="another program"):
            place.open(foreign)

    def test_what_is_not_there(self, place: Place) -> None:
        with pytest.raises(FolderError, match="does not exist"):
            place.open(place.root / "nowhere")
        with pytest.raises(FolderError, match="cannot be reached"):
            place.open(place.root / ("x" * 5000))
        assert not place.sessions.exists()

    def test_the_usual_session_that_is_damaged_is_not_passed_over(self, place: Place) -> None:
        path = place.begin()
        path.write_bytes(b"garbage")
        with pytest.raises(SessionFileError, match="damaged"):
            place.open(place.folder)


IMAGES = 6
VECTORS = np.random.default_rng(3).normal(size=(IMAGES, 4)).astype(np.float32)


class Labelling:
    """A session under way: every decision goes to disk first, then to the engine."""

    def __init__(self, opened: OpenedSession) -> None:
        self.store: SessionStore = opened.store
        self.engine: LabellingEngine = opened.engine
        self.history: UndoHistory = opened.history
        self.engine.use_encoder("fake", 4)

    def embed(self, *numbers: int) -> None:
        self.engine.add_embeddings([ImageId(n) for n in numbers], VECTORS[list(numbers)])

    def do(self, decision: Decision) -> None:
        decision = self.store.append(decision)
        self.engine.apply(decision)
        self.history.record(decision)

    def act(self, verb: str, one: int, two: int) -> None:
        state = self.engine.state
        images = [ImageId(number) for number in dict.fromkeys((one % IMAGES, two % IMAGES))]
        records = self.engine.records(images)
        classes = [row.class_id for row in state.classes()]
        if verb == "embed":
            self.embed(*images)
        elif verb == "found":
            name = f"found {self.store.next_class_id()}"
            self.do(state.plan_new_class(images, name, at=0.0, suggestions=records))
        elif verb == "create":
            name = f"created {self.store.next_class_id()}"
            self.do(state.plan_new_class([], name, at=0.0))
        elif verb == "import":
            name = f"imported {one % 3}"
            self.do(state.plan_import([(image_id, name) for image_id in images], at=0.0))
        elif verb in {"clear", "skip"}:
            after = ImageState.UNLABELLED if verb == "clear" else ImageState.SKIPPED
            self.do(state.plan_state(images[:1], after, at=0.0))
        elif verb == "undo" and self.history.undo_id is not None:
            self.do(self.store.decision(self.history.undo_id).undoing(at=0.0))
        elif verb == "redo" and self.history.redo_id is not None:
            self.do(self.store.decision(self.history.redo_id).redoing(at=0.0))
        elif classes:
            class_id, other = classes[one % len(classes)], classes[two % len(classes)]
            if verb in {"label", "machine"}:
                by = DecidedBy.HUMAN if verb == "label" else DecidedBy.MACHINE
                batch = images[: 1 + (one + two) % 2]
                self.do(state.plan_label(batch, class_id, at=0.0, by=by, suggestions=records))
            elif verb == "delete":
                self.do(state.plan_delete(class_id, at=0.0))
            elif verb == "merge" and class_id != other:
                self.do(state.plan_merge(class_id, other, at=0.0))


VERBS = (
    "label", "label", "found", "create", "import", "clear", "skip", "machine", "delete", "merge",
    "undo", "undo", "redo", "embed", "reopen",
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(VERBS), st.integers(0, 11), st.integers(0, 11)),
        min_size=5,
        max_size=30,
    )
)
def test_what_is_restored_is_what_was(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, int, int]]
) -> None:
    place = Place(tmp_path_factory.mktemp("restored"))
    place.fill(place.folder, IMAGES)
    live = Labelling(place.open(place.folder))
    live.store.add_images([f"{number}.jpg" for number in range(IMAGES)])
    for number in range(IMAGES):
        live.engine.state.add_image(f"{number}.jpg")
    live.embed(0, 1, 2)
    for verb, one, two in [*acts, ("reopen", 0, 0), ("reopen", 1, 0)]:
        if verb != "reopen":
            live.act(verb, one, two)
            continue
        # Opened beside the one that goes on, so that both can be compared.
        put_off = one % 2 == 0
        again = Labelling(place.open(place.folder, read_only=True, put_off=put_off))
        if put_off:
            assert again.engine.answers.awaits_stored
            again.engine.answers.take_stored(read_stored_answers(again.store.path))
        again.store.close()
        for figure in ("accuracy", "accuracy_all", "confusion", "precision", "recall"):
            assert getattr(again.engine.metrics, figure) == getattr(live.engine.metrics, figure)
        assert again.engine.state.classes() == live.engine.state.classes()
        for image_id in live.engine.state.images():
            assert again.engine.state.verdict(image_id) == live.engine.state.verdict(image_id)
        assert again.history.undo_id == live.history.undo_id
        assert again.history.redo_id == live.history.redo_id
        # And the next session goes on from what was restored.
        again.store = live.store
        known = [ImageId(int(number)) for number in live.engine.learner.embeddings.known_ids()]  # type: ignore[union-attr]  # set by use_encoder
        again.embed(*known)
        live = again
    assert not live.store.check().problems
    live.store.close()


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(VERBS), st.integers(0, 11), st.integers(0, 11)),
        min_size=5,
        max_size=25,
    ),
    st.integers(0, 25),
)
def test_answers_that_are_read_later_lose_nothing_decided_meanwhile(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, int, int]], cut: int
) -> None:
    place = Place(tmp_path_factory.mktemp("meanwhile"))
    place.fill(place.folder, IMAGES)
    opened = place.open(place.folder)
    opened.store.add_images([f"{number}.jpg" for number in range(IMAGES)])
    opened.store.close()
    live = Labelling(place.open(place.folder))
    live.embed(*range(IMAGES))
    for act in acts[:cut]:
        live.act(*act)
    live.store.close()
    again = Labelling(place.open(place.folder, put_off=True))
    again.embed(*range(IMAGES))
    early = read_stored_answers(again.store.path) if cut % 2 else None
    for act in acts[cut:]:
        again.act(*act)
    # Read before or after what was decided meanwhile: nothing is missed, nothing counts twice.
    again.engine.answers.take_stored(early or read_stored_answers(again.store.path))
    again.store.close()
    at_once = place.open(place.folder, read_only=True)
    at_once.store.close()
    for figure in ("accuracy", "accuracy_all", "confusion", "precision", "recall"):
        assert getattr(again.engine.metrics, figure) == getattr(at_once.engine.metrics, figure)
    assert set(again.engine.metrics.step_ids) == set(at_once.engine.metrics.step_ids)
    assert again.engine.rankers.record("fake").weights() == pytest.approx(
        at_once.engine.rankers.record("fake").weights()
    )
