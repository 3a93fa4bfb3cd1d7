"""Which ranker speaks, and how the rankers fared."""

from __future__ import annotations

import numpy as np

from iaia_desktop.core.annotator import RankedClass, suggest
from iaia_desktop.core.folder_shape import FEWEST_IMAGES
from iaia_desktop.core.learner import Learner
from iaia_desktop.core.method import Method, RankerChoice
from iaia_desktop.core.ranker_bank import PRIOR
from iaia_desktop.core.ranker_guide import RankerGuide
from iaia_desktop.core.types import (
    ClassId,
    ImageId,
    ImageState,
    SuggestionRecord,
    Verdict,
)

AUTO = Method()
PAPER = Method(ranker=RankerChoice.PROTOTYPE)
LEARNED = Method(ranker=RankerChoice.LEARNED)
RNG = np.random.default_rng(3)
TRUTH = np.arange(80) % 3
ROWS = (np.eye(3, 5)[TRUTH] + 0.3 * RNG.standard_normal((80, 5))).astype(np.float32)


def take(learner: Learner, *numbers: int) -> None:
    learner.take([ImageId(number) for number in numbers], ROWS[list(numbers)])


def label(learner: Learner, number: int, class_id: int) -> None:
    verdict = Verdict(ImageState.LABELLED, ClassId(class_id))
    learner.reconcile(ImageId(number), verdict)


def learner_of(count: int, labels: int = 0) -> Learner:
    learner = Learner("e", 5)
    take(learner, *range(count))
    for number in range(labels):
        label(learner, number, int(TRUTH[number]) + 1)
    return learner


def guide_for(learner: Learner, method: Method = AUTO) -> RankerGuide:
    """Return a guide whose rankers are fitted."""
    guide = RankerGuide()
    request = guide.shape_request(learner)
    assert request is not None
    guide.take_shape(request.work_out())
    guide.take_bank(guide.latest(learner, method))
    return guide


def test_a_shape_is_asked_for_when_there_are_enough_images_or_many_more() -> None:
    guide, learner = RankerGuide(), learner_of(FEWEST_IMAGES - 1)
    assert guide.shape_request(learner, complete=True) is None
    take(learner, FEWEST_IMAGES - 1)
    request = guide.shape_request(learner)
    assert request is not None
    assert list(request.image_ids) == list(range(FEWEST_IMAGES))
    guide.take_shape(request.work_out())
    assert guide.shape is not None
    assert guide.shape_request(learner) is None
    assert guide.shape_request(learner, complete=True) is None
    take(learner, *range(FEWEST_IMAGES, FEWEST_IMAGES + 5))
    # A fifth more: only when no more are on the way.
    assert guide.shape_request(learner) is None
    assert guide.shape_request(learner, complete=True) is not None
    take(learner, FEWEST_IMAGES + 5)
    assert guide.shape_request(learner) is not None
    guide.use_encoder()
    assert guide.shape is None


def test_rankers_need_a_shape_a_label_and_leave_to_speak() -> None:
    learner = learner_of(30, labels=4)
    assert RankerGuide().latest(learner, AUTO) is None
    guide = guide_for(learner_of(30))
    assert guide.latest(learner_of(30), AUTO) is None
    assert guide.latest(learner, PAPER) is None
    bank = guide.latest(learner, AUTO)
    assert bank is not None
    assert bank.class_ids == (1, 2, 3)
    assert guide.latest(learner, AUTO) is bank
    label(learner, 5, 9)
    guide.note_change()
    changed = guide.latest(learner, AUTO)
    assert changed is not None
    assert changed.class_ids == (1, 2, 3, 9)
    # The former one was for the labels of its moment, and still is.
    assert bank.class_ids == (1, 2, 3)


def test_the_order_of_the_labels_does_not_matter() -> None:
    first, second = learner_of(40), learner_of(40)
    for number in range(12):
        label(first, number, int(TRUTH[number]) + 1)
    for number in reversed(range(12)):
        label(second, number, int(TRUTH[number]) + 1)
    ids = np.arange(40)
    one, other = (guide_for(learner).latest(learner, AUTO) for learner in (first, second))
    assert one is not None
    assert other is not None
    for ranker in set(PRIOR) - {RankerChoice.PROTOTYPE}:
        np.testing.assert_array_equal(
            one.probabilities(ranker, ids), other.probabilities(ranker, ids)
        )


def ranked(
    guide: RankerGuide, learner: Learner, number: int, method: Method
) -> tuple[RankedClass, ...]:
    memory = learner.memory
    distances = memory.distances(ROWS[number]).astype(np.float64)
    return guide.ranked(memory.class_ids, distances, ImageId(number), learner, method)


def test_the_classes_follow_the_chances_of_the_ranker_that_speaks() -> None:
    learner = learner_of(60, labels=20)
    guide = guide_for(learner)
    bank = guide.latest(learner, LEARNED)
    assert bank is not None
    for number in range(20, 60):
        plain = suggest(learner.memory, ROWS[number], epsilon=None).ranked
        found = ranked(guide, learner, number, LEARNED)
        chances = bank.probabilities(RankerChoice.LEARNED, np.array([number]))[0]
        assert [row.class_id for row in found] == [
            bank.class_ids[column] for column in np.argsort(-chances, kind="stable")
        ]
        assert [row.chance for row in found] == sorted(chances.tolist(), reverse=True)
        distances = {row.class_id: row.distance for row in plain}
        assert all(row.distance == distances[row.class_id] for row in found)
        assert not any(row.by_name for row in found)
        assert ranked(guide, learner, number, PAPER) == plain


def test_without_rankers_the_classes_are_ordered_by_distance() -> None:
    learner = learner_of(30, labels=4)
    guide = guide_for(learner)
    assert guide.ranked((), np.zeros(0), ImageId(9), learner, AUTO) == ()
    guide.take_bank(None)
    plain = suggest(learner.memory, ROWS[9], epsilon=None).ranked
    assert ranked(guide, learner, 9, AUTO) == plain
    assert guide.votes([ImageId(9)]) == {}


def test_a_class_that_the_rankers_do_not_know_yet_keeps_its_place() -> None:
    learner = learner_of(40, labels=6)
    guide = guide_for(learner)
    for place in range(4):
        class_ids = [ClassId(number) for number in (1, 2, 3, 8, 9)]
        unknown = 0.1 * place + 0.05
        distances = np.array([0.2, 0.3, 0.1, unknown, unknown + 0.01])
        found = guide.ranked(class_ids, distances, ImageId(30), learner, AUTO)
        assert found[place : place + 2] == (
            RankedClass(ClassId(8), unknown),
            RankedClass(ClassId(9), unknown + 0.01),
        )
        known = [row for row in found if row.class_id < 8]
        chances = [row.chance or 0.0 for row in known]
        assert chances == sorted(chances, reverse=True)
        assert {row.class_id for row in known} == {1, 2, 3}


def test_votes_are_kept_by_image() -> None:
    learner = learner_of(40, labels=6)
    guide = guide_for(learner)
    assert guide.votes([]) == {}
    votes = guide.votes([ImageId(39), ImageId(20)])
    assert list(votes) == [39, 20]
    assert [name for name, _ in votes[ImageId(20)]] == [ranker.value for ranker in PRIOR]
    assert guide.votes([ImageId(20)])[ImageId(20)] == votes[ImageId(20)]


def record(encoder_id: str, right: str | None) -> SuggestionRecord:
    """Return what was suggested when one ranker alone was right about class 1."""
    votes = tuple((ranker.value, ClassId(1 if ranker == right else 2)) for ranker in PRIOR)
    return SuggestionRecord(
        ClassId(1), False, 0.1, None, encoder_id, votes if right is not None else ()
    )


def test_the_best_ranker_on_the_persons_answers_leads_for_each_encoder() -> None:
    guide = RankerGuide()
    assert guide.leader("e", AUTO) is RankerChoice.MIX
    for number in range(8):
        guide.note_answer(ImageId(number), record("e", "kernel"), ClassId(1))
    assert guide.leader("e", AUTO) is RankerChoice.KERNEL
    assert guide.leader("other", AUTO) is RankerChoice.MIX
    assert guide.leader("e", LEARNED) is RankerChoice.LEARNED
    assert guide.leader("e", PAPER) is RankerChoice.PROTOTYPE
    for number in range(8):
        guide.forget_answer(ImageId(number))
    assert guide.leader("e", AUTO) is RankerChoice.MIX
    assert len(guide.record("e")) == 0


def test_an_answer_replaces_the_one_before_also_of_another_encoder() -> None:
    guide = RankerGuide()
    guide.note_answer(ImageId(4), record("e", "kernel"), ClassId(1))
    guide.note_answer(ImageId(4), record("f", "graph"), ClassId(1))
    assert (len(guide.record("e")), len(guide.record("f"))) == (0, 1)
    # Prototypes alone suggested it: no ranker is judged.
    guide.note_answer(ImageId(5), record("f", None), ClassId(1))
    assert len(guide.record("f")) == 1


def test_an_answer_that_may_count_again_keeps_its_place() -> None:
    guide, straight = RankerGuide(), RankerGuide()
    for number, right in enumerate(("kernel", "graph", "kernel")):
        guide.note_answer(ImageId(number), record("e", right), ClassId(1))
        straight.note_answer(ImageId(number), record("e", right), ClassId(1))
    weights = dict(guide.record("e").weights())
    guide.drop_answer(ImageId(0), for_good=False)
    assert len(guide.record("e")) == 2
    guide.note_answer(ImageId(0), record("e", "kernel"), ClassId(1))
    assert guide.record("e").weights() == weights
    guide.drop_answer(ImageId(0), for_good=True)
    guide.note_answer(ImageId(0), record("e", "kernel"), ClassId(1))
    straight.forget_answer(ImageId(0))
    straight.note_answer(ImageId(0), record("e", "kernel"), ClassId(1))
    assert guide.record("e").weights() == straight.record("e").weights() != weights
