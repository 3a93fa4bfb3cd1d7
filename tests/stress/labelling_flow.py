"""A day of labelling in a few steps, each a wish that may fail and is then wished for again.

The steps go through the real session: what is decided, what is said and what is on disk can be
compared after each of them.
"""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import KnownError
from iaia_desktop.core.method import Method
from iaia_desktop.core.palette import CLASS_COLOURS
from iaia_desktop.core.types import (
    ClassId,
    DecidedBy,
    Decision,
    DecisionKind,
    FileStatus,
    ImageId,
    ImageState,
)
from iaia_desktop.jobs.open_session import OpenRequest, open_session_job
from iaia_desktop.session.annotation_session import AnnotationSession
from iaia_desktop.session.notices import Notice, NoticeKind
from iaia_desktop.store.session_file import SessionStore

IMAGES = 24
GOLDEN = Path(__file__).parents[1] / "store" / "golden"
_DIM = 6


class WishError(Exception):
    """A wish was not fulfilled; the person was told these words."""


@dataclass
class Labelling:
    """A session that is worked on, step by step.

    Attributes
    ----------
    folder : Path
        The folder of images; it need hold none.
    path : Path
        The session file.
    notices : list of Notice
        What was said so far.
    backup_problems : list of str
        What opening said about backups that could not be made.
    """

    folder: Path
    path: Path
    session: AnnotationSession | None = None
    notices: list[Notice] = field(default_factory=list)
    backup_problems: list[str] = field(default_factory=list)
    clock: Iterator[float] = field(default_factory=lambda: map(float, itertools.count(1_000)))

    # --- opening and closing ------------------------------------------------------------------

    def open(self, *, put_off: bool = False) -> None:
        """Open the session, or begin it."""
        request = OpenRequest(
            target=self.folder,
            sessions=self.path.parent,
            palette=CLASS_COLOURS,
            method=Method(),
            encoder_spec="builtin",
            now=0.0,
            session_path=self.path,
            put_off=put_off,
        )
        job = open_session_job(request, CancelToken())
        while True:
            try:
                next(job)
            except StopIteration as stop:
                opened = stop.value
                break
        session = AnnotationSession(
            opened, clock=lambda: next(self.clock), class_keys=lambda: "123456789"
        )
        session.noticed.connect(self.notices.append)
        self.session = session
        try:
            prototypes = opened.store.load_prototypes("enc")
        except KnownError:
            self.close()
            raise
        if prototypes or not opened.contributed:  # else they are another encoder's
            learner = session.engine.use_encoder("enc", _DIM)
            learner.restore(prototypes, opened.contributed)
            self._embed()
        if opened.store.backup_problem:
            self.backup_problems.append(opened.store.backup_problem)

    def close(self) -> None:
        """Close it; what cannot be saved any more is said."""
        session, self.session = self.s, None
        session.close()

    def finish_checks(self) -> None:
        """Check and copy what opening put off."""
        self.s.store.finish_checks()
        if self.s.store.backup_problem:
            self.backup_problems.append(self.s.store.backup_problem)

    @property
    def s(self) -> AnnotationSession:
        """The session that is open."""
        assert self.session is not None
        return self.session

    # --- the folder's side --------------------------------------------------------------------

    def add_images(self) -> None:
        """Take images in, as the scan does."""
        paths = [f"{number:02}.jpg" for number in range(IMAGES)]
        self.s.take_images(self.s.store.add_images(paths), paths)
        self._embed()
        self.s.navigator.start()

    def note_files(self) -> None:
        """Note what reading the files told."""
        state = self.s.state
        told = [replace(state.file(ImageId(i)), status=FileStatus.READY) for i in range(5)]
        self.s.note_files(told)

    def _embed(self) -> None:
        draw = np.random.default_rng(7)
        vectors = draw.normal(size=(IMAGES, _DIM)).astype(np.float32)
        known = list(self.s.state.images())
        if known:
            self.s.engine.add_embeddings(known, vectors[: len(known)])

    # --- deciding -----------------------------------------------------------------------------

    def label_new(self, image: int, name: str) -> None:
        """Found a class with an image."""
        self.s.navigator.go_to(ImageId(image))
        self.s.label_with_new_class(name)

    def label(self, image: int, name: str) -> None:
        """Give an image a class."""
        self.s.navigator.go_to(ImageId(image))
        self.s.label(self.class_id(name))

    def set_state(self, image: int, state: ImageState) -> None:
        """Skip, discard or clear an image."""
        self.s.navigator.go_to(ImageId(image))
        self.s.set_state(state)

    def label_many(self, images: Sequence[int], name: str, *, at: float | None = None) -> None:
        """Confirm a page; with a time, label a part of a series as the machine does."""
        labels = [(ImageId(image), self.class_id(name)) for image in images]
        by, kind = (
            (DecidedBy.HUMAN, DecisionKind.CONFIRM_PAGE)
            if at is None
            else (DecidedBy.MACHINE, DecisionKind.AUTOMATIC)
        )
        now = next(self.clock) if at is None else at
        self.s.decide(lambda: self.s.state.plan_labels(labels, at=now, by=by, kind=kind))

    def turn(self, *, redo: bool = False) -> None:
        """Undo or redo, all of a series."""
        history = self.s.history
        before = (history.undo_id, history.redo_id)
        (self.s.redo if redo else self.s.undo)()
        while self.s.keeper.held:
            QCoreApplication.processEvents()
        assert (history.undo_id, history.redo_id) != before or self.errors()

    def move(self, image: int) -> None:
        """Go to an image, and let that be remembered."""
        self.s.navigator.go_to(ImageId(image))
        self.s.flush()

    def class_id(self, name: str) -> ClassId:
        """Return the class of a name."""
        row = self.s.state.class_named(name)
        assert row is not None, name
        return row.class_id

    def grow_old(self) -> None:
        """Turn to a session that an older program left."""
        self.path = self.path.with_name("old.iaia")
        shutil.copyfile(GOLDEN / "format-2.session", self.path)

    # --- what is so ---------------------------------------------------------------------------

    def errors(self) -> list[Notice]:
        """Return what was said to have gone wrong."""
        return [notice for notice in self.notices if notice.kind is NoticeKind.ERROR]

    def wish(self, step: Callable[[Labelling], object]) -> None:
        """Do one step; raise WishError with all that was said when it did not succeed."""
        self.notices.clear()
        try:
            step(self)
        except KnownError as error:
            raise WishError(str(error)) from error
        said = self.errors()
        if said:
            # One key press, one message, however many things went wrong behind it.
            assert len({notice.key for notice in said}) == 1, said
            raise WishError(said[-1].text)

    def require_in_step(self) -> None:
        """Compare memory and file, as a second program sees it."""
        if self.session is None or not self.path.exists():
            return
        state, learner = self.s.state, self.s.engine.learner
        with SessionStore.open(self.path, read_only=True) as store:
            images = store.load_images()
            assert [row.path for row in images] == list(state.paths())
            assert [row.verdict for row in images] == [state.verdict(i) for i in state.images()]
            assert [row.file for row in images] == [state.file(i) for i in state.images()]
            assert store.load_classes() == state.classes()
            on_disk = store.load_history()
            live = self.s.history
            assert (on_disk.undo_id, on_disk.redo_id) == (live.undo_id, live.redo_id)
            if learner is None:
                return
            rows = {row.class_id: row for row in store.load_prototypes("enc")}
            held = store.load_image_columns().contributed
        prototypes, contributed = learner.unsaved()
        rows.update({row.class_id: row for row in prototypes})
        for image_id, class_id in contributed:
            if class_id is None:
                held.pop(image_id, None)
            else:
                held[image_id] = class_id
        counts = {number: row.count for number, row in rows.items() if row.count}
        assert counts == {
            row.class_id: learner.memory.count(row.class_id)
            for row in state.classes()
            if learner.memory.count(row.class_id)
        }
        assert held == {i: c for i in state.images() if (c := learner.contribution(i)) is not None}


Step = tuple[str, Callable[[Labelling], object]]


def steps() -> list[Step]:
    """Return the day: begin, label, change one's mind, come back twice, meet a new version."""

    def series(first: int) -> Callable[[Labelling], object]:
        return lambda w: w.label_many(range(first, first + 3), "dog", at=50.0)

    return [
        ("begin", lambda w: w.open(put_off=True)),
        ("scan", Labelling.add_images),
        ("note files", Labelling.note_files),
        ("found a class", lambda w: w.label_new(0, "cat")),
        ("found another", lambda w: w.label_new(1, "dog")),
        ("label", lambda w: w.label(2, "cat")),
        ("correct", lambda w: w.label(2, "dog")),
        ("skip", lambda w: w.set_state(3, ImageState.SKIPPED)),
        ("page", lambda w: w.label_many(range(4, 12), "cat")),
        ("series 1", series(12)),
        ("series 2", series(15)),
        ("undo the series", Labelling.turn),
        ("redo it", lambda w: w.turn(redo=True)),
        ("rename", lambda w: w.s.rename_class(w.class_id("cat"), "kitten")),
        ("style", lambda w: w.s.style_class(w.class_id("dog"), colour="#010203", key="d")),
        ("found a third", lambda w: w.label_new(20, "cow")),
        ("merge", lambda w: w.s.merge_classes(w.class_id("cow"), w.class_id("dog"))),
        ("undo the merge", Labelling.turn),
        ("import", lambda w: w.s.import_labels([(ImageId(21), "cow"), (ImageId(22), "hen")])),
        ("delete", lambda w: w.s.delete_class(w.class_id("hen"))),
        ("a setting", lambda w: w.s.store.set_setting("x", 1)),
        ("move", lambda w: w.move(5)),
        ("back up", lambda w: w.s.store.back_up()),
        ("close", Labelling.close),
        ("come back", lambda w: w.open(put_off=True)),
        ("label early", lambda w: w.set_state(23, ImageState.DISCARDED)),
        ("check and copy", Labelling.finish_checks),
        ("clear", lambda w: w.set_state(3, ImageState.UNLABELLED)),
        ("close again", Labelling.close),
        ("grow old", Labelling.grow_old),
        ("migrate", lambda w: w.open(put_off=True)),
        ("label then", lambda w: w.label_new(0, "dodo")),
        ("undo that", Labelling.turn),
        ("close for good", Labelling.close),
    ]


UNTOUCHED = frozenset({"grow old"})
"""Steps that are not the program's: nothing fails in them."""


def what_stands(path: Path) -> list[Any]:
    """Return all that a session holds, but for the moments at which things were decided.

    Prototypes are left out: what closing cannot save of them is worked out anew.
    """
    with SessionStore.open(path, read_only=True) as store:
        assert store.check().problems == ()
        decisions: list[Decision] = [replace(row, at=0.0) for row in store.decisions()]
        images = [(row.path, row.verdict, row.file) for row in store.load_images()]
        return [images, store.load_classes(), decisions, store.get_setting("x", 0)]
