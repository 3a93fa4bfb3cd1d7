"""Whatever is marked, confirmed and taken back on pages: what lives is what the journal tells."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.half import rounded
from iaia_desktop.core.method import Method
from iaia_desktop.core.types import ClassId, ImageId, ImageState
from iaia_desktop.jobs.open_session import OpenedSession, OpenRequest, open_session_job
from iaia_desktop.session.annotation_session import AnnotationSession
from iaia_desktop.session.page import Page, shown_records
from iaia_desktop.session.page_decisions import PageDecisions

IMAGES = 10
VECTORS = rounded(np.random.default_rng(3).normal(size=(IMAGES, 4)).astype(np.float32))


def open_session(folder: Path, *, read_only: bool = False) -> OpenedSession:
    sessions = folder.parent / "sessions"
    request = OpenRequest(
        folder, sessions, ("#111111", "#222222"), Method(), "builtin", 1.0, read_only=read_only
    )
    job = open_session_job(request, CancelToken())
    while True:
        try:
            next(job)
        except StopIteration as stop:
            opened: OpenedSession = stop.value
            return opened


class Pages:
    """A session of ten images and two classes, whose pages are marked at random."""

    def __init__(self, folder: Path) -> None:
        ticks = itertools.count(100)
        self.session = AnnotationSession(
            open_session(folder), clock=lambda: float(next(ticks)), class_keys=lambda: "123456789"
        )
        paths = [f"{number}.png" for number in range(IMAGES)]
        self.session.take_images(self.session.store.add_images(paths), paths)
        self.engine = self.session.engine
        self.engine.use_encoder("fake", VECTORS.shape[1])
        self.engine.add_embeddings([ImageId(number) for number in range(IMAGES)], VECTORS)
        for number, name in enumerate(("one", "two")):
            self.session.navigator.go_to(ImageId(number))
            self.session.label_with_new_class(name)
        self.decisions = PageDecisions(self.session, lambda: float(next(ticks)))
        self.page: Page | None = None
        self.show(0)

    def waiting(self) -> list[ImageId]:
        state = self.session.state
        return [i for i in state.images() if state.verdict(i).state is ImageState.UNLABELLED]

    def show(self, at: int) -> None:
        images = self.waiting()[:4]
        classes = self.session.state.classes()
        if not classes:
            self.page = None
            return
        class_id = classes[at % len(classes)].class_id
        records = shown_records(self.engine, images, class_id)
        self.page = Page(class_id, dict.fromkeys(images, 0.5), records)

    def act(self, verb: str, at: int, other: int) -> None:
        page, state = self.page, self.session.state
        if verb == "undo" and self.session.history.undo_id is not None:
            turned = self.decisions.undo()
            assert turned is not None
            self.page = turned.page
            if self.page is None:
                self.show(at)
            else:
                assert set(self.page.image_ids) >= {i.image_id for i in turned.decision.images}
                self.page.drop([i for i in self.page.image_ids if i not in self.waiting()])
        elif verb == "redo" and self.session.history.redo_id is not None:
            self.decisions.redo()
            self.show(at)
        elif verb == "single" and self.waiting() and state.classes():
            self.session.navigator.go_to(self.waiting()[at % len(self.waiting())])
            self.session.label(state.classes()[other % len(state.classes())].class_id)
            self.show(at)
        elif page is None or not page.image_ids or not state.has_class(page.class_id):
            self.show(at)
        else:
            self.mark(page, verb, page.image_ids[at % len(page.image_ids)], other)

    def mark(self, page: Page, verb: str, image_id: ImageId, other: int) -> None:
        classes = self.session.state.classes()
        if verb == "toggle":
            page.toggle([image_id])
        elif verb == "give":
            page.give([image_id], classes[other % len(classes)].class_id)
        elif verb == "new":
            row = self.decisions.found_class(f"class {other}")
            assert row is not None
            page.give([image_id], row.class_id)
        elif verb == "confirm":
            wanted = page.labels()
            living = [i for i, class_id in wanted if not self.session.state.has_class(class_id)]
            page.take_out(living)
            self.check_confirm(page)
            self.show(other)

    def check_confirm(self, page: Page) -> None:
        wanted = dict(page.labels())
        assert self.decisions.confirm(page)
        for image_id in page.image_ids:
            assert self.session.state.verdict(image_id).class_id == wanted.get(image_id)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                ("toggle", "give", "give", "new", "confirm", "confirm", "undo", "redo", "single")
            ),
            st.integers(0, 9),
            st.integers(0, 4),
        ),
        min_size=4,
        max_size=25,
    )
)
def test_what_lives_is_what_the_journal_tells(
    tmp_path_factory: pytest.TempPathFactory,
    qapp: QApplication,
    acts: list[tuple[str, int, int]],
) -> None:
    del qapp
    folder = tmp_path_factory.mktemp("pages") / "photos"
    folder.mkdir()
    (folder / "0.png").write_bytes(b"")
    pages = Pages(folder)
    for verb, at, other in acts:
        pages.act(verb, at, other)

    live = pages.session
    assert live.flush()
    again = open_session(folder, read_only=True)
    try:
        state = again.engine.state
        assert state.classes() == live.state.classes()
        assert [state.verdict(i) for i in state.images()] == [
            live.state.verdict(i) for i in live.state.images()
        ]
        assert again.history.undo_id == live.history.undo_id
        assert again.history.redo_id == live.history.redo_id
        for figure in ("accuracy", "confusion", "precision", "recall"):
            assert getattr(again.engine.metrics, figure) == getattr(live.engine.metrics, figure)
        assert not live.store.check().problems
        assert_prototypes_are_means(pages)
    finally:
        again.store.close()
        live.close()


def assert_prototypes_are_means(pages: Pages) -> None:
    learner = pages.engine.learner
    assert learner is not None
    unit = VECTORS.astype(np.float64) / np.linalg.norm(VECTORS, axis=1, keepdims=True)
    for row in pages.session.state.classes():
        members = pages.session.state.members(ClassId(row.class_id))
        assert learner.memory.count(row.class_id) == len(members)
        if members:
            np.testing.assert_allclose(
                learner.memory.prototype(row.class_id), unit[members].mean(axis=0), atol=1e-6
            )


def test_marks_of_a_page() -> None:
    images = [ImageId(number) for number in range(4)]
    page = Page(ClassId(1), dict(zip(images, (0.9, 0.8, 0.7, 0.6), strict=True)), {})

    page.toggle(images[:2])
    page.toggle(images[1:3])
    assert page.taken_out() == images[:3]
    page.toggle(images[:3])
    assert page.taken_out() == []

    page.give(images[:2], ClassId(2))
    page.give(images[1:2], ClassId(1))
    assert page.labels() == [(images[0], 2), *((image_id, 1) for image_id in images[1:])]
    assert page.expected_mistakes() == pytest.approx(0.2 + 0.3 + 0.4)
    page.give([ImageId(77)], ClassId(2))
    page.cut(3)
    assert page.image_ids == tuple(images[:3])
    assert page.count_corrected() == 1
    page.drop(images[:1])
    assert not page.is_touched


def test_mistakes_that_were_not_expected_make_the_next_page_expect_more(tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    pages = Pages(folder)
    assert pages.decisions.missed_per_image() is None  # two labels tell nothing
    page = pages.page
    assert page is not None
    sure = Page(page.class_id, dict.fromkeys(page.image_ids, 1.0), page.records)
    other = next(
        row.class_id for row in pages.session.state.classes() if row.class_id != page.class_id
    )
    sure.give(sure.image_ids[:2], other)
    pages.check_confirm(sure)
    assert pages.decisions.missed_per_image() == pytest.approx(2 / 4)
    assert sure.expected_mistakes(0.5) == pytest.approx(2 * 0.5)
    assert sure.view(None, None).expected_mistakes is None
    pages.decisions.undo()
    assert pages.decisions.missed_per_image() is None
    pages.session.close()
