"""The live state: every wish becomes a decision that can be applied, undone and done again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from iaia_desktop.core.errors import DecisionError
from iaia_desktop.core.history import UndoHistory
from iaia_desktop.core.state import MAX_NAME_LENGTH, AnnotationState
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
    SuggestionRecord,
    Verdict,
)

PALETTE = ("#111111", "#222222", "#333333")
KEYS = "12ab"
IMAGES = 6

image_ids = st.integers(0, IMAGES - 1).map(ImageId)
image_sets = st.lists(image_ids, min_size=1, max_size=4, unique=True)
picks = st.integers(0, 5)
names = st.sampled_from(
    ["cat", "dog", "Cat", " bird ", "e\u0301lan", "\u00e9lan", "fish  tank", "", "\u200b"]
)


def a_state(images: int = IMAGES) -> AnnotationState:
    state = AnnotationState(PALETTE)
    for number in range(images):
        state.add_image(f"{number}.jpg")
    return state


def snapshot(state: AnnotationState) -> tuple[object, ...]:
    """Return all that decisions may change, the numbering of classes left out."""
    return (
        [state.verdict(image_id) for image_id in state.images()],
        state.classes(),
        [state.count_state(each) for each in ImageState],
        {row.class_id: set(state.members(row.class_id)) for row in state.classes()},
    )


class DecidingMachine(RuleBasedStateMachine):
    """Decide at random, undo and redo; a decision is always planned from the present state."""

    def __init__(self) -> None:
        super().__init__()
        self.state = a_state()
        self.first = snapshot(self.state)
        self.history = UndoHistory()
        self.journal: list[Decision] = []
        self.seen_classes: set[ClassId] = set()

    def do(self, decision: Decision) -> None:
        decision = decision.numbered(len(self.journal) + 1)
        created = {change.class_id for change in decision.classes if change.before is None}
        if decision.kind not in {DecisionKind.UNDO, DecisionKind.REDO}:
            assert not created & self.seen_classes, "the number of a class is never used again"
        self.seen_classes |= created
        before = snapshot(self.state)
        changes = self.state.apply(decision)
        self.journal.append(decision)
        self.history.record(decision)
        assert changes.images == {change.image_id for change in decision.images}
        assert changes.classes >= {change.class_id for change in decision.classes}
        # Whatever was done can be taken back at once, and done again.
        after = snapshot(self.state)
        self.state.apply(decision.undoing(at=0.0))
        assert snapshot(self.state) == before
        self.state.apply(decision.redoing(at=0.0))
        assert snapshot(self.state) == after

    def pick(self, pick: int) -> ClassId | None:
        classes = self.state.classes()
        return classes[pick % len(classes)].class_id if classes else None

    @rule(images=image_sets, pick=picks, by=st.sampled_from(DecidedBy))
    def label(self, images: list[ImageId], pick: int, by: DecidedBy) -> None:
        class_id = self.pick(pick)
        if class_id is not None:
            self.do(self.state.plan_label(images, class_id, at=0.0, by=by))

    @rule(images=st.lists(image_ids, max_size=3, unique=True), name=names)
    def found(self, images: list[ImageId], name: str) -> None:
        before = snapshot(self.state)
        try:
            decision = self.state.plan_new_class(images, name, at=0.0, keys=KEYS)
        except DecisionError:
            assert snapshot(self.state) == before
        else:
            self.do(decision)

    @rule(
        labels=st.dictionaries(
            image_ids, names.filter(lambda name: bool(name.strip("\u200b"))), max_size=5
        )
    )
    def take_over(self, labels: dict[ImageId, str]) -> None:
        self.do(self.state.plan_import(list(labels.items()), at=0.0, keys=KEYS))

    @rule(
        images=image_sets,
        state=st.sampled_from([each for each in ImageState if each is not ImageState.LABELLED]),
    )
    def set_aside(self, images: list[ImageId], state: ImageState) -> None:
        self.do(self.state.plan_state(images, state, at=0.0))

    @rule(pick=picks, name=names)
    def rename(self, pick: int, name: str) -> None:
        class_id = self.pick(pick)
        if class_id is None:
            return
        try:
            decision = self.state.plan_rename(class_id, name, at=0.0)
        except DecisionError:
            return
        self.do(decision)

    @rule(pick=picks, key=st.sampled_from(["", "1", "A", "z"]), colour=st.sampled_from(PALETTE))
    def style(self, pick: int, key: str, colour: str) -> None:
        class_id = self.pick(pick)
        if class_id is not None:
            self.do(self.state.plan_style(class_id, at=0.0, key=key, colour=colour))
            assert self.state.class_of(class_id).key == key.lower()

    @rule(pick=picks, other=picks)
    def merge(self, pick: int, other: int) -> None:
        source, target = self.pick(pick), self.pick(other)
        if source is None or target is None or source == target:
            return
        together = {*self.state.members(source), *self.state.members(target)}
        self.do(self.state.plan_merge(source, target, at=0.0))
        assert set(self.state.members(target)) == together
        assert not self.state.has_class(source)

    @rule(pick=picks)
    def delete(self, pick: int) -> None:
        class_id = self.pick(pick)
        if class_id is not None:
            members = self.state.members(class_id)
            self.do(self.state.plan_delete(class_id, at=0.0))
            assert all(self.state.verdict(image_id) == UNDECIDED for image_id in members)

    @rule()
    def undo(self) -> None:
        if self.history.undo_id is not None:
            self.do(self.journal[self.history.undo_id - 1].undoing(at=0.0))

    @rule()
    def redo(self) -> None:
        if self.history.redo_id is not None:
            self.do(self.journal[self.history.redo_id - 1].redoing(at=0.0))

    @invariant()
    def members_are_what_verdicts_say(self) -> None:
        for row in self.state.classes():
            labelled = {
                image_id
                for image_id in self.state.images()
                if self.state.verdict(image_id).class_id == row.class_id
            }
            members = self.state.members(row.class_id)
            assert set(members) == labelled
            assert len(members) == len(labelled) == self.state.count_members(row.class_id)

    @invariant()
    def labels_are_of_living_classes(self) -> None:
        for image_id in self.state.images():
            class_id = self.state.verdict(image_id).class_id
            assert class_id is None or self.state.has_class(class_id)

    @invariant()
    def counts_are_right(self) -> None:
        states = [self.state.verdict(image_id).state for image_id in self.state.images()]
        for each in ImageState:
            assert self.state.count_state(each) == states.count(each)

    @invariant()
    def names_and_keys_are_unique(self) -> None:
        rows = self.state.classes()
        assert len({row.name for row in rows}) == len(rows)
        keys = [row.key for row in rows if row.key]
        assert len(set(keys)) == len(keys)
        for row in rows:
            assert self.state.class_named(row.name) == row
            if row.key:
                assert self.state.class_with_key(row.key.upper()) == row

    def teardown(self) -> None:
        while self.history.undo_id is not None:
            self.do(self.journal[self.history.undo_id - 1].undoing(at=0.0))
        assert snapshot(self.state) == self.first


DecidingMachine.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
TestDeciding = DecidingMachine.TestCase


def said(class_id: int | None, *, is_new: bool = False) -> SuggestionRecord:
    return SuggestionRecord(
        None if class_id is None else ClassId(class_id), is_new, 0.1, None, "fake"
    )


class TestKindOfLabel:
    def test_what_was_suggested_is_accepted_and_all_else_corrects(self) -> None:
        state = a_state()
        for name in ("cat", "dog"):
            state.apply(state.plan_new_class([], name, at=0.0))
        images = [ImageId(0), ImageId(1)]
        cat = ClassId(1)

        def kind(first: SuggestionRecord | None, second: SuggestionRecord | None) -> DecisionKind:
            records = {
                image_id: record
                for image_id, record in zip(images, (first, second), strict=True)
                if record is not None
            }
            return state.plan_label(images, cat, at=0.0, suggestions=records).kind

        assert kind(said(1), said(1)) is DecisionKind.ACCEPT
        assert kind(said(1), said(2)) is DecisionKind.CORRECT
        assert kind(said(1), None) is DecisionKind.CORRECT
        assert kind(said(1), said(1, is_new=True)) is DecisionKind.CORRECT
        assert kind(said(None, is_new=True), said(1)) is DecisionKind.CORRECT

    def test_the_suggestion_is_kept_with_the_image(self) -> None:
        state = a_state()
        state.apply(state.plan_new_class([], "cat", at=0.0))
        decision = state.plan_label(
            [ImageId(2)], ClassId(1), at=5.0, suggestions={ImageId(2): said(1), ImageId(3): said(1)}
        )
        assert decision.at == 5.0
        assert [change.suggestion for change in decision.images] == [said(1)]

    def test_a_class_without_an_image_is_created(self) -> None:
        state = a_state()
        assert state.plan_new_class([], "cat", at=0.0).kind is DecisionKind.CREATE_CLASS
        assert state.plan_new_class([ImageId(0)], "cat", at=0.0).kind is DecisionKind.NEW_CLASS

    def test_a_label_that_a_machine_gave_stays_the_machines_after_a_merge(self) -> None:
        state = a_state()
        for name in ("cat", "dog"):
            state.apply(state.plan_new_class([], name, at=0.0))
        state.apply(state.plan_label([ImageId(0)], ClassId(1), at=0.0, by=DecidedBy.MACHINE))
        state.apply(state.plan_merge(ClassId(1), ClassId(2), at=0.0))
        expected = Verdict(ImageState.LABELLED, ClassId(2), DecidedBy.MACHINE)
        assert state.verdict(ImageId(0)) == expected


class TestNames:
    def test_one_spelling_is_kept(self) -> None:
        state = a_state()
        state.apply(state.plan_new_class([], "  cafe\u0301 \t au\u200b lait ", at=0.0))
        (row,) = state.classes()
        assert row.name == "caf\u00e9 au lait"
        assert state.class_named("cafe\u0301  au lait") == row
        assert state.class_named("Caf\u00e9 au lait") is None

    @pytest.mark.parametrize("name", ["", "   ", "\u200b", "\n"])
    def test_a_name_that_shows_nothing_is_refused(self, name: str) -> None:
        state = a_state()
        with pytest.raises(DecisionError, match="needs a name"):
            state.plan_new_class([], name, at=0.0)
        with pytest.raises(DecisionError, match="needs a name"):
            state.plan_import([(ImageId(0), name)], at=0.0)

    def test_a_name_that_is_too_long_is_refused(self) -> None:
        state = a_state()
        state.apply(state.plan_new_class([], "x" * MAX_NAME_LENGTH, at=0.0))
        with pytest.raises(DecisionError, match="201 characters"):
            state.plan_new_class([], "y" * (MAX_NAME_LENGTH + 1), at=0.0)

    def test_a_name_that_is_taken_is_refused_but_may_be_kept(self) -> None:
        state = a_state()
        for name in ("cat", "dog"):
            state.apply(state.plan_new_class([], name, at=0.0))
        with pytest.raises(DecisionError, match="“cat” already"):
            state.plan_new_class([], "cat ", at=0.0)
        with pytest.raises(DecisionError, match="“cat” already"):
            state.plan_rename(ClassId(2), "cat", at=0.0)
        state.apply(state.plan_rename(ClassId(1), "cat", at=0.0))
        state.apply(state.plan_rename(ClassId(2), "Cat", at=0.0))
        assert [row.name for row in state.classes()] == ["cat", "Cat"]

    def test_bytes_that_are_no_text_can_be_stored(self) -> None:
        state = a_state()
        name = "caf\udce9"
        for _ in range(2):
            state.apply(state.plan_import([(ImageId(0), name), (ImageId(1), name)], at=0.0))
        (row,) = state.classes()
        assert row.name == "caf\\udce9"
        row.name.encode()

    def test_classes_of_a_strange_session_are_found_as_they_are_written_there(self) -> None:
        state = a_state()
        strange = [
            AnnotationClass(ClassId(1), "a b", "#111111", ""),
            AnnotationClass(ClassId(2), "a  b", "#111111", ""),
            AnnotationClass(ClassId(3), "e\u0301 ", "#111111", ""),
        ]
        state.restore_classes(strange, ClassId(4))
        found = {name: state.class_named(name) for name in ("a b", "a  b", "a   b", "\u00e9")}
        assert [row.class_id if row else None for row in found.values()] == [1, 2, 1, 3]
        names = ["a  b", "e\u0301 ", "a b", "\u00e9"]
        plan = state.plan_import([(ImageId(n), name) for n, name in enumerate(names)], at=0.0)
        assert [change.after.class_id for change in plan.images] == [2, 3, 1, 3]
        assert not plan.classes
        state.apply(state.plan_rename(ClassId(3), "c", at=0.0))
        assert state.class_named("\u00e9") is None

    @given(st.text(max_size=12))
    def test_every_name_is_refused_or_found_again(self, name: str) -> None:
        state = a_state(1)
        try:
            state.apply(state.plan_new_class([], name, at=0.0))
        except DecisionError:
            return
        (row,) = state.classes()
        assert state.class_named(name) == row
        row.name.encode()
        # An import finds the class, too, and founds no second one.
        assert state.plan_import([(ImageId(0), name)], at=0.0).classes == ()

    def test_an_import_takes_each_class_once_however_it_is_spelt(self) -> None:
        state = a_state()
        state.apply(state.plan_new_class([], "dog", at=0.0, keys=KEYS))
        labels = ["cat", "cat ", "dog", "bird", " cat"]
        decision = state.plan_import(
            [(ImageId(number), name) for number, name in enumerate(labels)], at=0.0, keys=KEYS
        )
        state.apply(decision)
        assert [(row.name, row.key) for row in state.classes()] == [
            ("dog", "1"), ("cat", "2"), ("bird", "a"),
        ]  # fmt: skip
        assert state.members(ClassId(2)) == [ImageId(0), ImageId(1), ImageId(4)]


class TestKeysAndColours:
    def test_keys_are_given_out_in_turn_until_there_is_none(self) -> None:
        state = a_state()
        for number in range(6):
            state.apply(state.plan_new_class([], f"c{number}", at=0.0, keys="1Aa2"))
        assert [row.key for row in state.classes()] == ["1", "a", "2", "", "", ""]

    def test_a_key_changes_hands(self) -> None:
        state = a_state()
        for name in ("cat", "dog", "bird"):
            state.apply(state.plan_new_class([], name, at=0.0, keys="12"))
        state.apply(state.plan_style(ClassId(3), at=0.0, key="1"))
        assert [row.key for row in state.classes()] == ["", "2", "1"]
        state.apply(state.plan_style(ClassId(3), at=0.0, key="2"))
        assert [row.key for row in state.classes()] == ["", "1", "2"]
        state.apply(state.plan_style(ClassId(3), at=0.0, key=""))
        assert [row.key for row in state.classes()] == ["", "1", ""]

    def test_a_key_is_one_character(self) -> None:
        state = a_state()
        state.apply(state.plan_new_class([], "cat", at=0.0))
        with pytest.raises(DecisionError, match="not one character"):
            state.plan_style(ClassId(1), at=0.0, key="12")

    def test_colours_follow_the_age_of_the_class(self) -> None:
        state = a_state()
        for number in range(4):
            state.apply(state.plan_new_class([], f"c{number}", at=0.0))
        assert [row.colour for row in state.classes()] == [*PALETTE, PALETTE[0]]
        with pytest.raises(ValueError, match="palette"):
            AnnotationState([])


def labelled(class_id: int) -> Verdict:
    return Verdict(ImageState.LABELLED, ClassId(class_id), DecidedBy.HUMAN)


class TestWhatDoesNotFit:
    """State: image 0 is a cat, image 1 is skipped, dog has no image."""

    @pytest.fixture
    def state(self) -> AnnotationState:
        state = a_state(3)
        state.apply(state.plan_new_class([ImageId(0)], "cat", at=0.0))
        state.apply(state.plan_new_class([], "dog", at=0.0))
        state.apply(state.plan_state([ImageId(1)], ImageState.SKIPPED, at=0.0))
        return state

    @pytest.mark.parametrize(
        "images",
        [
            pytest.param([(0, UNDECIDED, labelled(2))], id="another verdict before"),
            pytest.param([(2, UNDECIDED, labelled(9))], id="a class that never was"),
            pytest.param([(3, UNDECIDED, labelled(1))], id="no such image"),
            pytest.param([(-1, UNDECIDED, labelled(1))], id="a negative image"),
            pytest.param(
                [(2, UNDECIDED, labelled(1)), (2, UNDECIDED, labelled(1))], id="an image twice"
            ),
            pytest.param(
                [(2, UNDECIDED, labelled(1)), (0, UNDECIDED, labelled(1))], id="the second is wrong"
            ),
        ],
    )
    def test_images(
        self, state: AnnotationState, images: list[tuple[int, Verdict, Verdict]]
    ) -> None:
        changes = tuple(
            ImageChange(ImageId(number), before, after) for number, before, after in images
        )
        self.check(state, Decision(0, DecisionKind.CORRECT, DecidedBy.HUMAN, 0.0, changes))

    def test_classes(self, state: AnnotationState) -> None:
        cat, dog = state.classes()
        fresh = AnnotationClass(ClassId(3), "bird", "#444444")

        def decision(*classes: ClassChange, images: tuple[ImageChange, ...] = ()) -> Decision:
            return Decision(0, DecisionKind.DELETE_CLASS, DecidedBy.HUMAN, 0.0, images, classes)

        self.check(state, decision(ClassChange(replace(dog, name="hound"), dog)))
        self.check(state, decision(ClassChange(None, dog)))
        self.check(state, decision(ClassChange(fresh, None)))
        self.check(state, decision(ClassChange(None, fresh), ClassChange(None, fresh)))
        # A class goes, and an image would be left behind, or would come to it.
        self.check(state, decision(ClassChange(cat, None)))
        coming = (ImageChange(ImageId(2), UNDECIDED, labelled(2)),)
        self.check(state, decision(ClassChange(dog, None), images=coming))

    def test_a_plan_that_was_overtaken(self, state: AnnotationState) -> None:
        delete = state.plan_delete(ClassId(1), at=0.0)
        label = state.plan_label([ImageId(2)], ClassId(1), at=0.0)
        found = state.plan_new_class([], "bird", at=0.0)
        state.apply(label)
        self.check(state, delete)
        self.check(state, label)
        state.apply(found)
        self.check(state, found)

    def check(self, state: AnnotationState, decision: Decision) -> None:
        before = snapshot(state)
        following = state.plan_new_class([], "next", at=0.0)
        with pytest.raises(ValueError, match=r"image|class"):
            state.apply(decision)
        assert snapshot(state) == before
        assert state.plan_new_class([], "next", at=0.0) == following


class TestUnknownClasses:
    def test_are_said_in_words(self) -> None:
        state = a_state()
        state.apply(state.plan_new_class([], "cat", at=0.0))
        gone = ClassId(7)
        plans: tuple[Callable[[], Decision], ...] = (
            lambda: state.plan_label([ImageId(0)], gone, at=0.0),
            lambda: state.plan_rename(gone, "x", at=0.0),
            lambda: state.plan_style(gone, at=0.0, key="x"),
            lambda: state.plan_merge(gone, ClassId(1), at=0.0),
            lambda: state.plan_merge(ClassId(1), gone, at=0.0),
            lambda: state.plan_delete(gone, at=0.0),
        )
        for plan in plans:
            with pytest.raises(DecisionError, match="does not exist any more"):
                plan()
        with pytest.raises(DecisionError, match="into itself"):
            state.plan_merge(ClassId(1), ClassId(1), at=0.0)


class TestFiles:
    def test_statuses_are_counted(self) -> None:
        state = a_state(3)
        state.set_file(FileInfo(ImageId(1), FileStatus.FAILED, "broken"))
        state.set_file(FileInfo(ImageId(2), FileStatus.READY))
        state.set_file(FileInfo(ImageId(2), FileStatus.MISSING, "gone"))
        assert [state.count_status(each) for each in FileStatus] == [1, 0, 1, 1]
        assert [info.reason for info in state.problems()] == ["broken", "gone"]

    def test_a_stored_session_is_taken_over(self) -> None:
        state = AnnotationState(PALETTE)
        info = FileInfo(ImageId(0), FileStatus.READY, content_hash=b"x")
        state.add_image("a/0.jpg", labelled(4), info)
        state.add_image("a/1.jpg")
        cat = AnnotationClass(ClassId(4), "cat", "#444444", "c")
        state.restore_classes([cat], ClassId(8))
        assert (len(state), state.file(ImageId(0)), state.paths()) == (
            2, info, ["a/0.jpg", "a/1.jpg"],
        )  # fmt: skip
        assert state.members(ClassId(4)) == [ImageId(0)]
        assert state.class_with_key("C") == cat
        assert state.plan_new_class([], "dog", at=0.0).classes[0].class_id == 8
        state.set_path(ImageId(1), "b/1.jpg")
        assert state.path(ImageId(1)) == "b/1.jpg"
