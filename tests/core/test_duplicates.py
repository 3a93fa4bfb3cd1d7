from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iaia_desktop.core.duplicates import MOST_LATE, ContentIndex, main_image, with_copies
from iaia_desktop.core.engine import LabellingEngine
from iaia_desktop.core.history import UndoHistory
from iaia_desktop.core.method import Method
from iaia_desktop.core.state import AnnotationState
from iaia_desktop.core.types import (
    ClassId,
    DecidedBy,
    Decision,
    DecisionKind,
    FileInfo,
    FileStatus,
    ImageId,
    ImageState,
    SuggestionRecord,
    Verdict,
)


def ready(number: int, content: bytes | None) -> FileInfo:
    status = FileStatus.READY if content else FileStatus.PENDING
    return FileInfo(ImageId(number), status, content_hash=content)


class Folder:
    """Images of which some are copies, with the decisions about them numbered and kept."""

    def __init__(self, contents: list[bytes | None]) -> None:
        self.state = AnnotationState(["#000000"])
        self.engine = LabellingEngine(self.state, Method())
        for number, content in enumerate(contents):
            self.state.add_image(f"{number}.jpg", file=ready(number, content))
        self.journal: list[Decision] = []
        self.history = UndoHistory()
        for name in ("cat", "dog", "owl"):
            self.take(self.state.plan_new_class([], name, at=0.0))

    def take(self, decision: Decision) -> Decision:
        done = with_copies(self.state, decision).numbered(len(self.journal) + 1)
        self.state.require_fitting(done)
        self.engine.apply(done)
        self.journal.append(done)
        self.history.record(done)
        return done

    def label(self, number: int, class_id: int, by: DecidedBy = DecidedBy.HUMAN) -> Decision:
        kind = None if by is DecidedBy.HUMAN else DecisionKind.AUTOMATIC
        said = SuggestionRecord(ClassId(1), False, 0.1, None, "fake")
        return self.take(
            self.state.plan_label(
                [ImageId(number)], ClassId(class_id), at=1.0, by=by, kind=kind,
                suggestions={ImageId(number): said},
            )
        )  # fmt: skip

    def undo(self) -> Decision:
        target = self.history.undo_id
        assert target is not None
        return self.take(self.journal[target - 1].undoing(at=2.0))

    def redo(self) -> Decision:
        target = self.history.redo_id
        assert target is not None
        return self.take(self.journal[target - 1].redoing(at=2.0))

    def classes(self) -> list[int | None]:
        return [self.state.verdict(image_id).class_id for image_id in self.state.images()]

    def verdicts(self) -> list[Verdict]:
        return [self.state.verdict(image_id) for image_id in self.state.images()]


def test_a_label_goes_to_all_copies_in_one_step() -> None:
    folder = Folder([b"a", b"b", b"a", None, b"a"])

    folder.label(2, 1)
    assert folder.classes() == [1, None, 1, None, 1]
    assert len(list(folder.engine.metrics.steps)) == 1

    undone = folder.undo()
    assert folder.classes() == [None] * 5
    assert main_image(folder.state, undone) == 2
    assert main_image(folder.state, folder.redo()) == 2
    assert folder.classes() == [1, None, 1, None, 1]


def test_copies_follow_a_correction_and_a_clearing() -> None:
    folder = Folder([b"a", b"a", b"a"])
    folder.label(0, 1)

    folder.label(1, 2)
    assert folder.classes() == [2, 2, 2]

    folder.take(folder.state.plan_state([ImageId(2)], ImageState.UNLABELLED, at=2.0))
    assert folder.classes() == [None, None, None]
    assert not folder.state.contents.late


def test_what_a_person_said_of_a_copy_is_not_changed() -> None:
    folder = Folder([b"a", b"a", b"a", b"a"])
    for number, state in ((1, ImageState.SKIPPED), (2, ImageState.DISCARDED)):
        folder.take(folder.state.plan_state([ImageId(number)], state, at=1.0))

    folder.label(0, 1)

    assert folder.classes() == [1, None, None, 1]
    folder.take(folder.state.plan_state([ImageId(3)], ImageState.DISCARDED, at=2.0))
    assert folder.classes() == [1, None, None, None]


def test_the_machines_label_of_a_copy_gives_way_but_does_not_spread() -> None:
    folder = Folder([b"a", b"a"])
    folder.label(0, 1, DecidedBy.MACHINE)
    assert folder.classes() == [1, None]

    folder.label(1, 2)

    assert folder.verdicts() == [Verdict(ImageState.LABELLED, ClassId(2), DecidedBy.HUMAN)] * 2


def test_a_decision_that_says_two_things_of_one_content_stays_as_it_is() -> None:
    folder = Folder([b"a", b"a", b"a"])
    folder.take(
        folder.state.plan_labels([(ImageId(0), ClassId(1)), (ImageId(1), ClassId(2))], at=1.0)
    )
    assert folder.classes() == [1, 2, None]


def test_an_unreadable_copy_gets_no_label() -> None:
    folder = Folder([b"a", b"a"])
    folder.state.set_file(replace(folder.state.file(ImageId(1)), status=FileStatus.MISSING))
    folder.label(0, 1)
    assert folder.classes() == [1, None]


@pytest.mark.parametrize("first", [0, 1])
def test_a_late_copy_waits_for_the_next_label(first: int) -> None:
    folder = Folder([b"a" if first == 1 else None, b"a" if first == 0 else None, b"b", b"c"])
    folder.label(0, 1)
    assert folder.classes() == [1, None, None, None]

    folder.state.set_file(ready(first, b"a"))
    assert folder.classes() == [1, None, None, None]
    assert list(folder.state.contents.late) == [1]

    folder.label(2, 2)
    assert folder.classes() == [1, 1, 2, None]
    assert not folder.state.contents.late

    undone = folder.undo()
    assert main_image(folder.state, undone) == 2
    assert folder.classes() == [1, None, None, None]

    folder.label(3, 3)
    assert folder.classes() == [1, 1, None, 3]


def test_a_late_copy_that_was_decided_about_is_not_late() -> None:
    folder = Folder([b"a", None, b"b"])
    folder.label(0, 1)
    folder.state.set_file(ready(1, b"a"))
    folder.take(folder.state.plan_state([ImageId(1)], ImageState.SKIPPED, at=1.0))
    folder.label(2, 2)
    assert folder.classes() == [1, None, 2]


def test_late_copies_whose_content_has_two_labels_are_asked_about() -> None:
    folder = Folder([b"a", None, b"a", b"b"])
    folder.take(
        folder.state.plan_labels([(ImageId(0), ClassId(1)), (ImageId(2), ClassId(2))], at=1.0)
    )
    folder.state.set_file(ready(1, b"a"))
    folder.label(3, 3)
    assert folder.classes() == [1, None, 2, 3]


def test_one_decision_takes_along_so_many_late_copies_at_most() -> None:
    folder = Folder([b"a", *([None] * (MOST_LATE + 5)), b"b", b"c"])
    folder.label(0, 1)
    for number in range(1, MOST_LATE + 6):
        folder.state.set_file(ready(number, b"a"))

    folder.label(MOST_LATE + 6, 2)
    assert folder.classes().count(1) == MOST_LATE + 1
    folder.label(MOST_LATE + 7, 2)
    assert folder.classes().count(1) == MOST_LATE + 6


def test_a_file_with_new_content_is_no_copy_any_more() -> None:
    folder = Folder([b"a", b"a", b"b"])
    folder.state.set_file(ready(1, b"b"))
    folder.label(0, 1)
    assert folder.classes() == [1, None, None]
    folder.label(2, 2)
    assert folder.classes() == [1, 2, 2]


def test_the_main_image_of_several_is_none() -> None:
    folder = Folder([b"a", b"b", None, None])
    both = folder.state.plan_label([ImageId(0), ImageId(1)], ClassId(1), at=1.0)
    assert main_image(folder.state, both) is None
    unknown = folder.state.plan_label([ImageId(2), ImageId(3)], ClassId(1), at=1.0)
    assert main_image(folder.state, unknown) is None
    nothing = folder.state.plan_new_class([], "fox", at=1.0)
    assert main_image(folder.state, nothing) is None


@given(
    st.lists(st.tuples(st.integers(0, 5), st.sampled_from([None, b"a", b"b", b"c"])), max_size=40)
)
def test_the_index_finds_what_a_search_finds(moves: list[tuple[int, bytes | None]]) -> None:
    index = ContentIndex()
    now: dict[int, bytes | None] = {}
    for number, content in moves:
        index.move(ImageId(number), now.get(number), content)
        now[number] = content
        for each in (b"a", b"b", b"c"):
            found = sorted(index.images_with(each))
            assert found == sorted(i for i, held in now.items() if held == each)
    assert index.images_with(None) == ()


ACTS = st.one_of(
    st.tuples(st.just("label"), st.integers(0, 7), st.integers(1, 3)),
    st.tuples(st.just("machine"), st.integers(0, 7), st.integers(1, 3)),
    st.tuples(st.just("state"), st.integers(0, 7), st.integers(0, 2)),
    st.tuples(st.just("hash"), st.integers(0, 7), st.integers(0, 2)),
    st.tuples(st.just("undo"), st.just(0), st.just(0)),
    st.tuples(st.just("redo"), st.just(0), st.just(0)),
)
STATES = (ImageState.SKIPPED, ImageState.DISCARDED, ImageState.UNLABELLED)


@given(st.lists(ACTS, max_size=40))
def test_undo_restores_and_every_decision_fits(acts: list[tuple[str, int, int]]) -> None:
    folder = Folder([b"a", b"a", b"b", b"b", None, None, None, None])
    before: dict[int, list[Verdict]] = {}
    after: dict[int, list[Verdict]] = {}
    for act, number, what in acts:
        image_id, then = ImageId(number), folder.verdicts()
        if act == "hash":
            if folder.state.file(image_id).content_hash is None:
                folder.state.set_file(ready(number, (b"a", b"b", b"c")[what]))
                assert folder.verdicts() == then  # the background decides nothing
            continue
        if act == "undo":
            target = folder.history.undo_id
            if target is not None and target > 3:
                folder.undo()
                assert folder.verdicts() == before[target]
            continue
        if act == "redo":
            target = folder.history.redo_id
            if target is not None and target > 3:
                folder.redo()
                assert folder.verdicts() == after[target]
            continue
        if act == "state":
            done = folder.take(folder.state.plan_state([image_id], STATES[what], at=1.0))
        else:
            by = DecidedBy.HUMAN if act == "label" else DecidedBy.MACHINE
            done = folder.label(number, what, by)
        before[done.decision_id], after[done.decision_id] = then, folder.verdicts()
        # The person's own choice of a copy, once made, only follows a change of the same label.
        for change in done.images[1:]:
            assert change.suggestion is None
            assert change.before.state in {ImageState.UNLABELLED, ImageState.LABELLED}
        if act == "label":
            content = folder.state.file(image_id).content_hash
            for other in folder.state.contents.images_with(content):
                assert folder.state.verdict(other).state is not ImageState.UNLABELLED
