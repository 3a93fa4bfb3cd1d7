"""Suggestions, metrics and the epsilon history, together with the decisions that move them."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iaia_desktop.core.answers import Answer
from iaia_desktop.core.engine import LabellingEngine
from iaia_desktop.core.history import UndoHistory
from iaia_desktop.core.method import EpsilonMode, Method, RankerChoice
from iaia_desktop.core.state import AnnotationState, ChangeSet
from iaia_desktop.core.types import (
    ClassId,
    DecidedBy,
    Decision,
    Distance,
    ImageId,
    ImageState,
    SuggestionRecord,
    Vector,
)

DEGREES = (0, 8, 90, 80, 180, 5, 95, 178)
"""Where the images lie on the unit circle: three groups, around 0, 90 and 180 degrees."""

CAT, DOG, BIRD = ClassId(1), ClassId(2), ClassId(3)


def at_angle(*degrees: float) -> Vector:
    radians = np.radians(degrees)
    return np.stack([np.cos(radians), np.sin(radians)], axis=1).astype(np.float32)


def far(*degrees: float) -> object:
    """Cosine distance of two directions, which half precision turns a little."""
    return pytest.approx(1 - math.cos(math.radians(degrees[0] - degrees[1])), abs=5e-4)


class Person:
    """Someone who labels with the engine, and undoes."""

    def __init__(self, *, method: Method | None = None, embedded: bool = True) -> None:
        self.state = AnnotationState(["#000000"])
        for number in range(len(DEGREES)):
            self.state.add_image(f"{number}.jpg")
        fixed = Method(epsilon_mode=EpsilonMode.FIXED, epsilon=0.3, ranker=RankerChoice.PROTOTYPE)
        self.engine = LabellingEngine(self.state, method or fixed)
        self.history = UndoHistory()
        self.journal: list[Decision] = []
        if embedded:
            self.engine.use_encoder("fake", 2)
            self.embed(*range(len(DEGREES)))

    def embed(self, *numbers: int) -> bool:
        images = [ImageId(number) for number in numbers]
        return self.engine.add_embeddings(images, at_angle(*(DEGREES[i] for i in numbers)))

    def do(self, decision: Decision) -> ChangeSet:
        decision = decision.numbered(len(self.journal) + 1)
        self.journal.append(decision)
        self.history.record(decision)
        return self.engine.apply(decision)

    def found(self, name: str, *numbers: int) -> ChangeSet:
        images = [ImageId(number) for number in numbers]
        records = self.engine.records(images)
        return self.do(self.state.plan_new_class(images, name, at=0.0, suggestions=records))

    def label(self, class_id: ClassId, *numbers: int, by: DecidedBy = DecidedBy.HUMAN) -> ChangeSet:
        images = [ImageId(number) for number in numbers]
        records = self.engine.records(images)
        return self.do(self.state.plan_label(images, class_id, at=0.0, suggestions=records, by=by))

    def set_state(self, state: ImageState, *numbers: int) -> ChangeSet:
        return self.do(self.state.plan_state([ImageId(n) for n in numbers], state, at=0.0))

    def undo(self) -> None:
        if self.history.undo_id is not None:
            self.do(self.journal[self.history.undo_id - 1].undoing(at=0.0))

    def redo(self) -> None:
        if self.history.redo_id is not None:
            self.do(self.journal[self.history.redo_id - 1].redoing(at=0.0))

    def epsilon(self) -> float | None:
        return self.engine.epsilon

    def learnt_classes(self) -> list[ClassId]:
        return [] if self.engine.learner is None else list(self.engine.learner.memory.class_ids)

    def figures(self) -> tuple[float | None, float | None, object]:
        metrics = self.engine.metrics
        return metrics.accuracy, metrics.accuracy_all, metrics.confusion


class TestSuggestions:
    def test_none_without_an_encoder_or_an_embedding(self) -> None:
        person = Person(embedded=False)
        assert person.engine.suggestion(ImageId(0)) is None
        assert person.engine.record(ImageId(0)) is None
        assert person.engine.nearest_members(CAT, ImageId(0), 3) == []
        with pytest.raises(ValueError, match="before an encoder"):
            person.embed(0)
        person.engine.use_encoder("fake", 2)
        assert person.engine.suggestion(ImageId(0)) is None
        person.embed(0)
        said = person.engine.suggestion(ImageId(0))
        assert said is not None
        assert (said.is_new, said.ranked, said.epsilon) == (True, (), 0.3)

    def test_the_nearest_class_within_epsilon(self) -> None:
        person = Person()
        person.found("cat", 0)
        person.found("dog", 2)
        near = person.engine.record(ImageId(1))
        assert near is not None
        assert near.distance == far(0, 8)
        assert near == SuggestionRecord(CAT, False, near.distance, 0.3, "fake")
        far_off = person.engine.record(ImageId(4))
        assert far_off is not None
        assert (far_off.class_id, far_off.is_new, far_off.distance) == (DOG, True, far(90, 180))
        assert set(person.engine.records([ImageId(1), ImageId(4)])) == {1, 4}

    def test_epsilon_modes(self) -> None:
        for mode, epsilon in (
            (EpsilonMode.NONE, None),
            (EpsilonMode.FIXED, 0.3),
            (EpsilonMode.AUTOMATIC, None),
        ):
            method = Method(epsilon_mode=mode, epsilon=0.3, ranker=RankerChoice.PROTOTYPE)
            person = Person(method=method)
            person.found("cat", 0)
            said = person.engine.suggestion(ImageId(2))
            assert said is not None
            assert (said.epsilon, said.is_new) == (epsilon, epsilon is not None)

    @pytest.mark.parametrize("ranker", [RankerChoice.PROTOTYPE, RankerChoice.LEARNED])
    def test_the_automatic_epsilon_comes_from_the_persons_own_labels(
        self, ranker: RankerChoice
    ) -> None:
        # Thirty classes of one image each lie around a circle, and two have several.
        rng = np.random.default_rng(0)
        person = Person(method=Method(ranker=ranker), embedded=False)
        directions = rng.standard_normal((32, 16))
        rows = [directions[0]] * 40 + [directions[1]] * 40 + list(directions[2:])
        vectors = np.array(rows) + 0.05 * rng.standard_normal((110, 16))
        for number in range(len(DEGREES), len(vectors)):
            person.state.add_image(f"{number}.jpg")
        person.engine.use_encoder("fake", 16)
        images = [ImageId(number) for number in range(len(vectors))]
        person.engine.add_embeddings(images, vectors.astype(np.float32))
        assert person.epsilon() is None
        person.found("cat", *range(30))
        person.found("dog", *range(40, 70))
        assert person.epsilon() is None  # no class so far has one image only
        for number in range(80, 105):
            person.found(f"class {number}", number)
        epsilon = person.epsilon()
        assert epsilon is not None
        known, stranger = (person.engine.record(ImageId(number)) for number in (35, 108))
        assert known is not None
        assert stranger is not None
        assert known.distance is not None
        assert stranger.distance is not None
        assert (known.is_new, stranger.is_new) == (False, True)
        assert known.distance < epsilon < stranger.distance
        for _ in range(25):
            person.undo()
        assert person.epsilon() is None
        for _ in range(25):
            person.redo()
        assert person.epsilon() == epsilon

    def test_a_class_that_is_gone_is_not_suggested_while_its_embeddings_are_on_the_way(
        self,
    ) -> None:
        person = Person()
        person.found("cat", 0)
        person.found("dog", 2, 3)
        assert person.engine.learner is not None
        prototypes, contributed = person.engine.learner.unsaved()
        learner = person.engine.use_encoder("fake", 2)
        learner.restore(prototypes, {i: c for i, c in contributed if c is not None})
        person.label(CAT, 3)
        person.do(person.state.plan_delete(DOG, at=0.0))
        person.embed(6)
        assert person.learnt_classes() == [CAT, DOG]
        said = person.engine.suggestion(ImageId(6))
        assert said is not None
        assert [ranked.class_id for ranked in said.ranked] == [CAT]
        assert said.is_new
        person.embed(2, 3)
        assert person.learnt_classes() == [CAT]

    def test_a_decision_that_does_not_fit_changes_nothing(self) -> None:
        person = Person()
        person.found("cat", 0)
        stale = person.state.plan_label([ImageId(1)], CAT, at=0.0)
        person.label(CAT, 1)
        before = person.figures(), len(person.engine.novelty.meter)
        with pytest.raises(ValueError, match="expects"):
            person.engine.apply(stale)
        assert (person.figures(), len(person.engine.novelty.meter)) == before
        assert person.engine.learner is not None
        assert person.engine.learner.memory.count(CAT) == 2


class TestWhyThisSuggestion:
    def test_the_most_alike_come_first_and_never_the_image_itself(self) -> None:
        person = Person()
        person.found("cat", 0, 1, 2, 5)
        nearest = person.engine.nearest_members
        assert nearest(CAT, ImageId(7), 2) == [2, 1]
        assert nearest(CAT, ImageId(1), 9) == [5, 0, 2]
        assert nearest(CAT, ImageId(1), 0) == []
        assert nearest(ClassId(9), ImageId(1), 3) == []

    def test_members_without_embedding_are_left_out(self) -> None:
        person = Person(embedded=False)
        person.engine.use_encoder("fake", 2)
        person.found("cat", 0, 1, 2)
        person.embed(1, 3)
        assert person.engine.nearest_members(CAT, ImageId(3), 5) == [1]
        assert person.engine.nearest_members(CAT, ImageId(4), 5) == []


class TestMetrics:
    def test_by_hand(self) -> None:
        person = Person()
        assert person.figures() == (None, None, ((0, 0), (0, 0)))
        person.found("cat", 0)  # new suggested, and new it was
        assert person.figures() == (None, 1.0, ((0, 0), (0, 1)))
        person.label(CAT, 1)  # cat suggested, and cat it was
        assert person.figures() == (1.0, 1.0, ((1, 0), (0, 1)))
        person.found("dog", 2)  # new suggested, and new it was
        person.label(CAT, 3)  # dog suggested, but the person said cat
        assert person.figures() == (1 / 2, 3 / 4, ((2, 0), (0, 2)))
        person.label(CAT, 4)  # new suggested, but the person said cat
        assert person.figures() == (1 / 3, 3 / 5, ((2, 1), (0, 2)))
        person.found("owl", 5)  # cat suggested, but it was new
        assert person.figures() == (1 / 3, 3 / 6, ((2, 1), (1, 2)))

    def test_an_answer_that_is_corrected_corrects_the_truth(self) -> None:
        person = Person()
        person.found("cat", 0)
        person.found("dog", 2)
        person.label(CAT, 3)
        wrong = person.figures()
        assert wrong == (0.0, 2 / 3, ((1, 0), (0, 2)))
        person.label(DOG, 3)
        right = person.figures()
        assert right == (1.0, 1.0, ((1, 0), (0, 2)))
        person.undo()
        assert person.figures() == wrong
        person.redo()
        assert person.figures() == right
        # A first occurrence that was named wrongly at first is one all the same.
        person.found("owl", 3)
        assert person.figures() == (None, 2 / 3, ((0, 0), (1, 2)))
        person.label(DOG, 3)
        assert person.figures() == right

    def test_what_is_undone_was_never_answered(self) -> None:
        person = Person()
        person.found("cat", 0)
        person.label(CAT, 3)
        assert person.figures() == (0.0, 1 / 2, ((0, 1), (0, 1)))
        person.undo()
        assert person.figures() == (None, 1.0, ((0, 0), (0, 1)))
        person.undo()
        assert person.figures() == (None, None, ((0, 0), (0, 0)))
        person.redo()
        person.redo()
        assert person.figures() == (0.0, 1 / 2, ((0, 1), (0, 1)))

    def test_what_is_cleared_or_set_aside_is_not_counted_until_it_has_a_label_again(self) -> None:
        person = Person()
        person.found("cat", 0)
        person.label(CAT, 1)
        with_it = person.figures()
        for state in (ImageState.UNLABELLED, ImageState.SKIPPED, ImageState.DISCARDED):
            person.set_state(state, 1)
            assert person.figures() == (None, 1.0, ((0, 0), (0, 1)))
            person.undo()
            assert person.figures() == with_it
        person.set_state(ImageState.UNLABELLED, 1)
        person.label(CAT, 1)
        assert person.figures() == with_it

    def test_names_change_no_answer(self) -> None:
        person = Person()
        person.found("cat", 0)
        person.label(CAT, 1)
        person.found("dog", 2)
        person.label(DOG, 3)
        before = person.figures()
        person.do(person.state.plan_rename(CAT, "tiger", at=0.0))
        person.do(person.state.plan_merge(DOG, CAT, at=0.0))
        assert person.figures() == before
        person.undo()
        assert person.figures() == before
        person.do(person.state.plan_delete(DOG, at=0.0))
        assert person.figures() == (1.0, 1.0, ((1, 0), (0, 1)))
        person.undo()
        assert person.figures() == before

    def test_only_answers_of_a_person_to_a_suggestion_count(self) -> None:
        person = Person(embedded=False)
        person.found("cat", 0)  # before any suggestion
        person.engine.use_encoder("fake", 2)
        person.embed(*range(len(DEGREES)))
        person.label(CAT, 1, by=DecidedBy.MACHINE)
        person.do(person.state.plan_import([(ImageId(5), "cat")], at=0.0))
        assert len(person.engine.metrics) == 0
        person.label(CAT, 1)
        assert len(person.engine.metrics) == 1

    def test_of_a_batch_that_founds_a_class_the_first_image_is_the_new_one(self) -> None:
        person = Person()
        person.found("cat", 1, 0)
        assert person.engine.metrics.confusion == ((0, 1), (0, 1))
        assert person.engine.metrics.step(1).was_new
        assert not person.engine.metrics.step(0).was_new

    def test_answers_in_force_are_all_it_takes_to_restore(self) -> None:
        person = Person()
        person.found("cat", 0)
        person.label(CAT, 3)
        person.found("dog", 3)
        records = [decision.images[0].suggestion for decision in person.journal]
        assert None not in records
        again = LabellingEngine(person.state, person.engine.method)
        again.answers.restore(
            (ImageId(number), Answer(record, class_id, founded))
            for (number, class_id, founded), record in zip(
                [(0, CAT, True), (3, CAT, False), (3, DOG, True)], records, strict=True
            )
            if record is not None
        )
        assert again.metrics.confusion == person.engine.metrics.confusion
        undo = person.journal[-1].undoing(at=0.0)
        person.engine.apply(undo)
        twin = Person()
        twin.found("cat", 0)
        twin.label(CAT, 3)
        assert person.figures() == twin.figures()


PAPERS = Method(ranker=RankerChoice.PROTOTYPE)


def looks(person: Person) -> dict[int, tuple[object, object]]:
    """Return how the images that a person labelled look with and without their class."""
    engine = person.engine
    assert engine.learner is not None
    ids, _ = engine.novelty.meter.sample()
    own, other, _ = engine.novelty.evidence(engine.learner, PAPERS)
    return dict(zip(ids, zip(own.tolist(), other.tolist(), strict=True), strict=True))


def labels(person: Person) -> dict[int, ClassId]:
    meter = person.engine.novelty.meter
    return dict(zip(*meter.sample(), strict=True))


NONE: object = pytest.approx(math.nan, nan_ok=True)


class TestEpsilonHistory:
    def test_an_image_is_measured_without_itself_and_without_its_class(self) -> None:
        person = Person()
        person.found("cat", 0)
        person.found("dog", 2)
        assert looks(person) == {0: (NONE, far(0, 90)), 2: (NONE, far(0, 90))}
        said = person.engine.suggestion(ImageId(1))
        assert said is not None
        assert [row.distance for row in said.ranked] == [far(0, 8), far(8, 90)]
        person.label(CAT, 1)
        # What was said of it before it was learnt is what it looks like without itself.
        assert looks(person)[1] == (far(0, 8), far(8, 90))

    def test_relabel_undo_and_clear(self) -> None:
        person = Person()
        person.found("cat", 0)
        person.found("dog", 2)
        person.label(CAT, 3)
        # Its class exists, but the other one is nearer: that is what would have been said.
        cat = (far(80, 90), far(80, 90))
        assert looks(person)[3] == cat
        person.label(DOG, 3)
        assert looks(person)[3] == (far(80, 90), far(0, 80))
        person.undo()
        assert looks(person)[3] == cat
        person.set_state(ImageState.UNLABELLED, 3)
        assert set(looks(person)) == {0, 2}

    def test_a_merge_and_its_undo(self) -> None:
        person = Person()
        person.found("cat", 0)
        person.found("dog", 2)
        person.label(DOG, 3)
        person.do(person.state.plan_merge(DOG, CAT, at=0.0))
        assert labels(person) == dict.fromkeys((0, 2, 3), CAT)
        assert looks(person)[3] == (far(45, 80), NONE)
        person.undo()
        assert labels(person) == {0: CAT, 2: DOG, 3: DOG}
        assert looks(person)[3] == (far(80, 90), far(0, 80))

    def test_embeddings_that_come_after_the_labels(self) -> None:
        person = Person(embedded=False)
        person.found("cat", 0, 1)
        person.found("dog", 2)
        person.label(DOG, 3, by=DecidedBy.MACHINE)
        person.engine.use_encoder("fake", 2)
        assert person.embed(*range(4))
        assert looks(person) == {
            0: (far(0, 8), far(0, 90)),
            1: (far(0, 8), far(8, 90)),
            2: (NONE, far(4, 90)),
        }

    def test_while_labelled_images_are_on_their_way_nothing_is_called_new(self) -> None:
        person = Person()
        person.found("cat", 0, 1)
        person.found("dog", 2)
        person.label(DOG, 3)
        person.engine.method = Method(epsilon_mode=EpsilonMode.FIXED, epsilon=0.0)
        assert person.engine.learner is not None
        prototypes, contributed = person.engine.learner.unsaved()
        learner = person.engine.use_encoder("fake", 2)
        learner.restore(prototypes, {i: c for i, c in contributed if c is not None})
        person.embed(0, 4)
        said = person.engine.suggestion(ImageId(4))
        assert said is not None
        assert (said.is_new, said.epsilon) == (False, None)
        person.engine.rebuild_novelty()  # the others cannot be read
        said = person.engine.suggestion(ImageId(4))
        assert said is not None
        assert (said.is_new, said.epsilon) == (True, 0.0)

    def test_without_an_encoder_there_is_none(self) -> None:
        person = Person(embedded=False, method=PAPERS)
        person.found("cat", 0)
        person.engine.rebuild_novelty()
        assert len(person.engine.novelty.meter) == 0
        assert person.epsilon() is None


acts = st.lists(
    st.tuples(
        st.sampled_from(
            ["label", "found", "clear", "merge", "delete", "machine", "undo", "redo", "embed"]
        ),
        st.integers(0, 7),
        st.integers(0, 7),
    ),
    max_size=25,
)


def act(person: Person, verb: str, one: int, two: int) -> None:
    classes = [row.class_id for row in person.state.classes()]
    if verb == "embed":
        person.embed(one, two)
    elif verb == "undo":
        person.undo()
    elif verb == "redo":
        person.redo()
    elif verb == "clear":
        person.set_state(ImageState.UNLABELLED, one)
    elif verb == "found":
        person.found(f"c{len(person.journal)}", *{one, two})
    elif classes:
        class_id, other = classes[one % len(classes)], classes[two % len(classes)]
        if verb in {"label", "machine"}:
            by = DecidedBy.HUMAN if verb == "label" else DecidedBy.MACHINE
            person.label(class_id, two, by=by)
        elif verb == "delete":
            person.do(person.state.plan_delete(class_id, at=0.0))
        elif class_id != other:
            person.do(person.state.plan_merge(class_id, other, at=0.0))


@settings(max_examples=60, deadline=None)
@given(acts, st.sampled_from(Distance))
def test_whatever_happens_all_parts_agree(
    steps: Sequence[tuple[str, int, int]], distance: Distance
) -> None:
    person = Person(method=Method(distance), embedded=False)
    person.engine.use_encoder("fake", 2)
    for step in steps:
        act(person, *step)
    engine = person.engine
    assert engine.learner is not None
    verdicts = {image_id: person.state.verdict(image_id) for image_id in person.state.images()}
    by_person = {i for i, v in verdicts.items() if v.class_id and v.by is DecidedBy.HUMAN}
    confirmed = {i for i in by_person if i in engine.learner.embeddings}
    assert labels(person) == {i: verdicts[i].class_id for i in confirmed}
    counted = {i for i in verdicts if i in engine.metrics}
    assert counted <= by_person
    assert sum(map(sum, engine.metrics.confusion)) == len(counted)
    while person.history.undo_id is not None:
        person.undo()
    assert len(engine.metrics) == len(engine.novelty.meter) == len(engine.learner.memory) == 0
