"""Examples count in the prototypes, never on disk, and leave no trace when they go."""

from __future__ import annotations

import numpy as np
import pytest

from iaia_desktop.core.engine import LabellingEngine
from iaia_desktop.core.learner import Learner
from iaia_desktop.core.method import Method
from iaia_desktop.core.palette import CLASS_COLOURS
from iaia_desktop.core.state import AnnotationState
from iaia_desktop.core.types import ClassId, DecidedBy, ImageId, ImageState, Vector, Verdict

CAT, DOG = ClassId(1), ClassId(2)


def vector(*numbers: float) -> Vector:
    return np.array(numbers, dtype=np.float32)


def labelled(class_id: ClassId) -> Verdict:
    return Verdict(ImageState.LABELLED, class_id, DecidedBy.HUMAN)


def learner_with_one_image() -> Learner:
    learner = Learner("fake", 2, normalise=False)
    learner.take([ImageId(0)], vector(1, 0)[np.newaxis])
    learner.reconcile(ImageId(0), labelled(CAT))
    return learner


def test_examples_move_the_prototype_and_leave_it_as_it_was() -> None:
    learner = learner_with_one_image()
    before = learner.memory.prototype(CAT)
    assert learner.set_examples({5: (CAT, vector(0, 1)), 6: (DOG, vector(3, 3))})
    assert learner.memory.prototype(CAT) == pytest.approx([0.5, 0.5])
    assert learner.memory.count(DOG) == 1
    assert not learner.set_examples({5: (CAT, vector(0, 1)), 6: (DOG, vector(3, 3))})
    assert learner.set_examples({})
    assert learner.memory.prototype(CAT) == pytest.approx(before, abs=1e-12)
    assert learner.memory.count(DOG) == 0


def test_what_goes_to_disk_holds_the_images_alone() -> None:
    learner = learner_with_one_image()
    learner.set_examples({5: (CAT, vector(0, 1)), 6: (DOG, vector(3, 3))})
    (stored,), contributed = learner.unsaved()
    assert (stored.class_id, stored.count) == (CAT, 1)
    assert stored.total == pytest.approx([1, 0], abs=1e-12)
    assert contributed == [(ImageId(0), CAT)]
    fresh = Learner("fake", 2, normalise=False)
    fresh.set_examples({5: (CAT, vector(0, 1))})
    fresh.restore([stored], {ImageId(0): CAT})
    assert fresh.memory.prototype(CAT) == pytest.approx([0.5, 0.5])
    assert not fresh.has_unsaved


def engine_with_classes() -> LabellingEngine:
    state = AnnotationState(CLASS_COLOURS)
    state.add_image("a.jpg")
    engine = LabellingEngine(state, Method(normalise=False))
    engine.use_encoder("fake", 2)
    for number, name in enumerate(("cat", "dog"), start=1):
        decision = state.plan_new_class([], name, at=0.0)
        engine.apply(decision.numbered(number))
    engine.add_embeddings([ImageId(0)], vector(1, 0.25)[np.newaxis])
    return engine


def test_with_examples_the_first_image_has_a_suggestion() -> None:
    engine = engine_with_classes()
    said = engine.suggestion(ImageId(0))
    assert said is not None
    assert said.ranked == ()
    assert engine.use_examples({0: (CAT, vector(1, 0)), 1: (DOG, vector(0, 1))})
    said = engine.suggestion(ImageId(0))
    assert said is not None
    assert [row.class_id for row in said.ranked] == [CAT, DOG]
    assert said.class_id == CAT


def test_examples_of_a_class_that_goes_are_left_behind_also_in_a_merge() -> None:
    engine = engine_with_classes()
    learner = engine.learner
    assert learner is not None
    examples = {0: (CAT, vector(1, 0)), 1: (DOG, vector(0, 1))}
    engine.use_examples(examples)
    engine.apply(engine.state.plan_label([ImageId(0)], CAT, at=0.0).numbered(3))
    assert learner.memory.count(CAT) == 2
    merge = engine.state.plan_merge(CAT, DOG, at=0.0).numbered(4)
    engine.apply(merge)
    engine.use_examples(examples)
    assert learner.memory.class_ids == (DOG,)
    assert learner.memory.prototype(DOG) == pytest.approx([0.5, 0.625])
    engine.apply(merge.undoing(at=0.0).numbered(5))
    engine.use_examples(examples)
    assert learner.memory.prototype(CAT) == pytest.approx([1.0, 0.125])
    assert learner.memory.prototype(DOG) == pytest.approx([0.0, 1.0], abs=1e-12)
