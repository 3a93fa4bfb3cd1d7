"""Prototypes are the mean of the labelled images, in whatever order things arrive."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from iaia_desktop.core.history import UndoHistory
from iaia_desktop.core.learner import Learner
from iaia_desktop.core.memory import PrototypeMemory
from iaia_desktop.core.state import AnnotationState
from iaia_desktop.core.types import (
    ClassId,
    DecidedBy,
    Decision,
    Distance,
    ImageId,
    ImageState,
    StoredPrototype,
    Vector,
    Verdict,
)

DIM = 3
IMAGES = 8
VECTORS: Vector = (
    np.random.default_rng(7).normal(size=(2, IMAGES, DIM)).astype(np.float16).astype(np.float32)
)
"""Two embeddings for each image: before and after its file was replaced."""

image_ids = st.integers(0, IMAGES - 1).map(ImageId)
image_sets = st.lists(image_ids, min_size=1, max_size=4, unique=True)
picks = st.integers(0, 4)


def put(learner: Learner, state: AnnotationState, images: Sequence[ImageId], version: int) -> None:
    learner.take(images, VECTORS[version][list(images)])
    for image_id in images:
        learner.reconcile(image_id, state.verdict(image_id))


def assert_same_memory(one: PrototypeMemory, other: PrototypeMemory) -> None:
    assert one.class_ids == other.class_ids
    for class_id in one.class_ids:
        assert one.count(class_id) == other.count(class_id)
        np.testing.assert_allclose(
            one.prototype(class_id), other.prototype(class_id), rtol=0, atol=1e-12
        )


class LearningMachine(RuleBasedStateMachine):
    """Label, merge, delete, undo, restart and switch, while embeddings come when they like."""

    @initialize(
        normalise=st.booleans(),
        learn_from_machine=st.booleans(),
        distance=st.sampled_from(Distance),
    )
    def begin(self, normalise: bool, learn_from_machine: bool, distance: Distance) -> None:
        self.options = (distance, normalise, learn_from_machine)
        self.state = AnnotationState(["#000000"])
        for number in range(IMAGES):
            self.state.add_image(f"{number}.jpg")
        self.learner = self.fresh()
        self.history = UndoHistory()
        self.journal: list[Decision] = []
        self.versions: dict[ImageId, int] = {}
        self.stored: dict[ClassId, StoredPrototype] = {}
        self.stored_contributions: dict[ImageId, ClassId] = {}
        self.found()
        self.found()

    def fresh(self) -> Learner:
        distance, normalise, learn_from_machine = self.options
        return Learner(
            "fake",
            DIM,
            distance=distance,
            normalise=normalise,
            learn_from_machine=learn_from_machine,
        )

    def do(self, decision: Decision) -> None:
        decision = decision.numbered(len(self.journal) + 1)
        self.state.apply(decision)
        self.learner.follow(decision)
        self.journal.append(decision)
        self.history.record(decision)

    def pick(self, pick: int) -> ClassId | None:
        classes = self.state.classes()
        return classes[pick % len(classes)].class_id if classes else None

    @rule()
    def found(self) -> None:
        self.do(self.state.plan_new_class([], f"c{len(self.journal)}", at=0.0))

    @rule(images=image_sets)
    def found_with(self, images: list[ImageId]) -> None:
        self.do(self.state.plan_new_class(images, f"c{len(self.journal)}", at=0.0))

    @rule(images=image_sets, pick=picks, by=st.sampled_from(DecidedBy))
    def label(self, images: list[ImageId], pick: int, by: DecidedBy) -> None:
        class_id = self.pick(pick)
        if class_id is not None:
            self.do(self.state.plan_label(images, class_id, at=0.0, by=by))

    @rule(images=image_sets)
    def clear(self, images: list[ImageId]) -> None:
        self.do(self.state.plan_state(images, ImageState.UNLABELLED, at=0.0))

    @rule(pick=picks, other=picks)
    def merge(self, pick: int, other: int) -> None:
        source, target = self.pick(pick), self.pick(other)
        if source is not None and target is not None and source != target:
            self.do(self.state.plan_merge(source, target, at=0.0))

    @rule(pick=picks)
    def delete(self, pick: int) -> None:
        class_id = self.pick(pick)
        if class_id is not None:
            self.do(self.state.plan_delete(class_id, at=0.0))

    @rule()
    def undo(self) -> None:
        if self.history.undo_id is not None:
            self.do(self.journal[self.history.undo_id - 1].undoing(at=0.0))

    @rule()
    def redo(self) -> None:
        if self.history.redo_id is not None:
            self.do(self.journal[self.history.redo_id - 1].redoing(at=0.0))

    @rule(images=image_sets)
    def embed(self, images: list[ImageId]) -> None:
        put(self.learner, self.state, images, 0)
        self.versions |= dict.fromkeys(images, 0)

    @precondition(lambda self: self.versions)
    @rule(pick=st.integers(0, IMAGES))
    def replace_file(self, pick: int) -> None:
        image_id = sorted(self.versions)[pick % len(self.versions)]
        version = 1 - self.versions[image_id]
        put(self.learner, self.state, [image_id], version)
        self.versions[image_id] = version

    @rule()
    def save(self) -> None:
        prototypes, contributed = self.learner.unsaved()
        assert self.learner.has_unsaved == bool(prototypes or contributed)
        self.learner.mark_saved()
        assert not self.learner.has_unsaved
        for row in prototypes:
            if row.count:
                self.stored[row.class_id] = row
            else:
                self.stored.pop(row.class_id, None)
        for image_id, class_id in contributed:
            if class_id is None:
                self.stored_contributions.pop(image_id, None)
            else:
                self.stored_contributions[image_id] = class_id
        again = self.fresh()
        again.restore(self.stored.values(), self.stored_contributions)
        assert_same_memory(again.memory, self.learner.memory)
        assert again.contributed_count == self.learner.contributed_count

    @rule()
    def restart(self) -> None:
        self.save()
        self.learner = self.fresh()
        self.learner.restore(self.stored.values(), self.stored_contributions)
        assert not self.learner.has_unsaved
        # Embeddings are not kept with the session. Those of replaced files come again at once, so
        # that below an image without one has the first.
        before, self.versions = self.versions, {}
        for image_id, version in before.items():
            if version:
                put(self.learner, self.state, [image_id], version)
                self.versions[image_id] = version

    @invariant()
    def prototypes_are_means(self) -> None:
        """Each image counts where its label wants it, or, with no embedding at hand, as before."""
        _, normalise, learn_from_machine = self.options
        members: dict[ClassId, list[int]] = defaultdict(list)
        for image_id in self.state.images():
            verdict = self.state.verdict(image_id)
            held = self.learner.contribution(image_id)
            if image_id in self.versions:
                counts = verdict.by is DecidedBy.HUMAN or learn_from_machine
                assert held == (verdict.class_id if counts else None)
            if held is not None:
                members[held].append(image_id)
        memory = self.learner.memory
        assert list(memory.class_ids) == sorted(members)
        assert self.learner.contributed_count == sum(map(len, members.values()))
        for class_id, images in members.items():
            rows = np.array(
                [VECTORS[self.versions.get(ImageId(i), 0), i] for i in images], np.float64
            )
            if normalise:
                rows /= np.linalg.norm(rows, axis=1, keepdims=True)
            assert memory.count(class_id) == len(images)
            np.testing.assert_allclose(
                memory.prototype(class_id), rows.mean(axis=0), rtol=0, atol=1e-12
            )

    def teardown(self) -> None:
        """When all embeddings are there in the end, the order in which they came is no matter."""
        if not hasattr(self, "state"):
            return
        missing = [image_id for image_id in self.state.images() if image_id not in self.versions]
        put(self.learner, self.state, missing, 0)
        self.versions |= dict.fromkeys(missing, 0)
        self.prototypes_are_means()
        at_once = self.fresh()
        for image_id in self.state.images():
            put(at_once, self.state, [image_id], self.versions[image_id])
        assert_same_memory(at_once.memory, self.learner.memory)


LearningMachine.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
TestLearning = LearningMachine.TestCase


class Resumed:
    """A session taken up again: cats 0 and 1, dogs 2 and 3, and no embedding at hand yet."""

    def __init__(self) -> None:
        self.state = AnnotationState(["#000000"])
        for number in range(5):
            self.state.add_image(f"{number}.jpg")
        self.cat, self.dog = ClassId(1), ClassId(2)
        learner = Learner("fake", DIM)
        for images, name in (([0, 1], "cat"), ([2, 3], "dog")):
            decision = self.state.plan_new_class([ImageId(i) for i in images], name, at=0.0)
            self.state.apply(decision)
        put(learner, self.state, [ImageId(number) for number in range(4)], 0)
        prototypes, contributed = learner.unsaved()
        self.learner = Learner("fake", DIM)
        self.learner.restore(prototypes, {i: c for i, c in contributed if c is not None})

    def do(self, decision: Decision) -> bool:
        self.state.apply(decision)
        return self.learner.follow(decision)

    def mean(self, *numbers: int) -> object:
        rows = VECTORS[0][list(numbers)].astype(np.float64)
        mean = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).mean(axis=0)
        return pytest.approx(mean, rel=0, abs=1e-12)


def test_a_merge_needs_no_embedding() -> None:
    resumed = Resumed()
    assert resumed.do(resumed.state.plan_merge(resumed.dog, resumed.cat, at=0.0))
    memory = resumed.learner.memory
    assert memory.class_ids == (resumed.cat,)
    assert memory.prototype(resumed.cat) == resumed.mean(0, 1, 2, 3)
    prototypes, contributed = resumed.learner.unsaved()
    assert {row.class_id: row.count for row in prototypes} == {resumed.cat: 4, resumed.dog: 0}
    assert contributed == [(ImageId(2), resumed.cat), (ImageId(3), resumed.cat)]


def test_a_merge_that_is_undone_waits_for_the_embeddings() -> None:
    resumed = Resumed()
    merge = resumed.state.plan_merge(resumed.dog, resumed.cat, at=0.0)
    resumed.do(merge)
    assert not resumed.do(merge.undoing(at=0.0))
    memory = resumed.learner.memory
    assert memory.count(resumed.cat) == 4
    put(resumed.learner, resumed.state, [ImageId(2)], 0)
    assert memory.prototype(resumed.dog) == resumed.mean(2)
    assert memory.prototype(resumed.cat) == resumed.mean(0, 1, 3)
    put(resumed.learner, resumed.state, [ImageId(3), ImageId(0)], 0)
    assert memory.prototype(resumed.dog) == resumed.mean(2, 3)
    assert memory.prototype(resumed.cat) == resumed.mean(0, 1)


def test_a_delete_needs_no_embedding_and_its_undo_waits_for_them() -> None:
    resumed = Resumed()
    delete = resumed.state.plan_delete(resumed.dog, at=0.0)
    assert resumed.do(delete)
    memory = resumed.learner.memory
    assert memory.class_ids == (resumed.cat,)
    assert resumed.learner.contribution(ImageId(2)) is None
    assert not resumed.do(delete.undoing(at=0.0))
    assert memory.class_ids == (resumed.cat,)
    put(resumed.learner, resumed.state, [ImageId(3), ImageId(2)], 0)
    assert memory.prototype(resumed.dog) == resumed.mean(2, 3)


def test_a_class_goes_while_one_of_its_images_is_on_the_way_elsewhere() -> None:
    resumed = Resumed()
    resumed.do(resumed.state.plan_label([ImageId(2)], resumed.cat, at=0.0))
    # The sum of the dogs still holds image 2, which is none of them any more.
    assert not resumed.do(resumed.state.plan_delete(resumed.dog, at=0.0))
    put(resumed.learner, resumed.state, [ImageId(3), ImageId(2)], 0)
    memory = resumed.learner.memory
    assert memory.class_ids == (resumed.cat,)
    assert memory.prototype(resumed.cat) == resumed.mean(0, 1, 2)


def test_labels_of_the_machine_move_prototypes_only_when_asked_to() -> None:
    for learns in (False, True):
        state = AnnotationState(["#000000"])
        state.add_image("0.jpg")
        state.apply(state.plan_new_class([], "cat", at=0.0))
        learner = Learner("fake", DIM, learn_from_machine=learns)
        put(learner, state, [ImageId(0)], 0)
        label = state.plan_label([ImageId(0)], ClassId(1), at=0.0, by=DecidedBy.MACHINE)
        state.apply(label)
        assert learner.follow(label) is learns
        confirm = state.plan_label([ImageId(0)], ClassId(1), at=0.0)
        state.apply(confirm)
        assert learner.follow(confirm) is not learns
        assert learner.memory.count(ClassId(1)) == 1


def test_embeddings_that_are_refused_change_nothing() -> None:
    resumed = Resumed()
    put(resumed.learner, resumed.state, [ImageId(0)], 0)
    resumed.learner.mark_saved()
    with pytest.raises(ValueError, match="not finite"):
        resumed.learner.take([ImageId(0)], np.full((1, DIM), np.nan, dtype=np.float32))
    assert resumed.learner.memory.count(resumed.cat) == 2
    assert not resumed.learner.has_unsaved
    resumed.learner.take([], np.zeros((0, DIM), dtype=np.float32))


def test_columns_tell_what_holds_each_image_and_when_it_came() -> None:
    learner = Learner("e", 2)
    rows = np.eye(2, dtype=np.float32)
    learner.take([ImageId(0), ImageId(1)], rows)
    learner.take([ImageId(4)], rows[:1])
    learner.reconcile(ImageId(4), Verdict(ImageState.LABELLED, ClassId(3)))
    assert learner.holders.first(5).tolist() == [0, 0, 0, 0, 3]
    assert learner.arrivals.first(5).tolist() == [1, 1, 0, 0, 2]
    learner.take([ImageId(4)], rows[1:])
    assert learner.holders.first(5).tolist() == [0] * 5
    assert learner.arrivals[4] == 3
    learner.restore([], {ImageId(2): ClassId(9)})
    assert learner.holders.first(4).tolist() == [0, 0, 9, 0]
