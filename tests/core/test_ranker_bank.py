"""All rankers, fitted to the labels of one moment."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iaia_desktop.core.annotator import suggest
from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import CancelledError
from iaia_desktop.core.folder_shape import FolderShape, ShapeRequest
from iaia_desktop.core.memory import PrototypeMemory
from iaia_desktop.core.method import RankerChoice
from iaia_desktop.core.ranker_bank import PRIOR, LabelSnapshot, RankerBank
from iaia_desktop.core.types import ClassId

COUNT, DIM, CLASSES = 60, 6, 3
RNG = np.random.default_rng(11)
TRUTH = RNG.integers(CLASSES, size=COUNT + 10)
CENTRES = RNG.standard_normal((CLASSES, DIM)) * 2
TABLE = (CENTRES[TRUTH] + 0.7 * RNG.standard_normal((COUNT + 10, DIM))).astype(np.float32)
SHAPE = ShapeRequest(range(COUNT), TABLE).work_out()
EVERY = np.arange(COUNT + 10)  # the last ten came after the shape

Labels = dict[int, int]


def bank_of(
    labels: Labels, *, shape: FolderShape = SHAPE, examples: tuple[int, ...] = ()
) -> RankerBank:
    """Return the bank for labels by image; examples are of classes, at their centres."""
    memory = PrototypeMemory(DIM)
    for image_id, class_id in labels.items():
        memory.add(ClassId(class_id), TABLE[image_id])
    vectors = CENTRES[[number - 1 for number in examples]].astype(np.float32)
    for vector, class_id in zip(vectors, examples, strict=True):
        memory.add(ClassId(class_id), vector)
    snapshot = LabelSnapshot(
        sorted(labels),
        [ClassId(labels[image_id]) for image_id in sorted(labels)],
        vectors.reshape(-1, DIM),
        [ClassId(number) for number in examples],
    )
    return RankerBank(shape, snapshot, TABLE, memory)


def true_labels(*image_ids: int) -> Labels:
    return {image_id: int(TRUTH[image_id]) + 1 for image_id in image_ids}


TWENTY = true_labels(*range(20))


@pytest.mark.parametrize("ranker", PRIOR)
def test_rows_are_chances_of_the_classes_by_age(ranker: RankerChoice) -> None:
    numbers = [7, 2, 4]
    first = [int(np.flatnonzero(group == TRUTH)[0]) for group in range(3)]
    bank = bank_of({image_id: numbers[TRUTH[image_id]] for image_id in first})
    assert bank.class_ids == (2, 4, 7)
    chances = bank.probabilities(ranker, EVERY)
    assert chances.shape == (COUNT + 10, 3)
    assert chances.min() >= 0.0
    np.testing.assert_allclose(chances.sum(axis=1), 1.0, atol=1e-5)
    # A labelled image looks most like its own class.
    assert chances[first].argmax(axis=1).tolist() == [2, 0, 1]


@pytest.mark.parametrize("ranker", PRIOR)
def test_every_ranker_knows_separate_groups_apart(ranker: RankerChoice) -> None:
    chances = bank_of(TWENTY).probabilities(ranker, EVERY[:COUNT])
    assert np.mean(chances.argmax(axis=1) == TRUTH[:COUNT]) > 0.85


@pytest.mark.parametrize("ranker", PRIOR)
def test_a_single_label_is_certain(ranker: RankerChoice) -> None:
    np.testing.assert_allclose(bank_of({5: 3}).probabilities(ranker, EVERY), 1.0)


@given(st.dictionaries(st.integers(0, COUNT + 9), st.integers(1, 5), min_size=1, max_size=25))
@settings(max_examples=25)
def test_the_papers_ranker_orders_as_the_prototypes_do(labels: Labels) -> None:
    bank = bank_of(labels)
    memory = PrototypeMemory(DIM)
    for image_id, class_id in labels.items():
        memory.add(ClassId(class_id), TABLE[image_id])
    chances = bank.probabilities(RankerChoice.PROTOTYPE, EVERY)
    for row, embedding in zip(chances, TABLE, strict=True):
        ranked = [
            bank.class_ids.index(r.class_id)
            for r in suggest(memory, embedding, epsilon=None).ranked
        ]
        said = row[ranked]
        assert (np.diff(said) <= 1e-5).all()


@given(
    st.dictionaries(st.integers(0, COUNT + 9), st.integers(1, 4), min_size=1, max_size=12),
    st.integers(0, COUNT + 9),
    st.integers(1, 6),
)
@settings(max_examples=15)
def test_a_label_that_is_taken_back_leaves_no_trace(
    labels: Labels, image_id: int, class_id: int
) -> None:
    before = bank_of(labels)
    bank_of({**labels, image_id: class_id}).fit()
    after = bank_of(labels)
    assert after.class_ids == before.class_ids
    for ranker in PRIOR:
        np.testing.assert_array_equal(
            after.probabilities(ranker, EVERY), before.probabilities(ranker, EVERY)
        )


def test_a_memory_that_took_a_label_back_ranks_as_before() -> None:
    before = bank_of(TWENTY).probabilities(RankerChoice.PROTOTYPE, EVERY)
    memory = PrototypeMemory(DIM)
    for image_id, class_id in TWENTY.items():
        memory.add(ClassId(class_id), TABLE[image_id])
    memory.add(ClassId(9), TABLE[40])
    memory.remove(ClassId(9), TABLE[40])
    ids = sorted(TWENTY)
    labels = LabelSnapshot(
        ids, [ClassId(TWENTY[i]) for i in ids], np.zeros((0, DIM), np.float32), []
    )
    after = RankerBank(SHAPE, labels, TABLE, memory).probabilities(RankerChoice.PROTOTYPE, EVERY)
    np.testing.assert_array_equal(before, after)


def test_examples_speak_for_their_classes_in_every_ranker_but_the_graph() -> None:
    bank = bank_of({0: int(TRUTH[0]) + 1}, examples=(1, 2, 3))
    assert bank.class_ids == (1, 2, 3)
    for ranker in PRIOR:
        chances = bank.probabilities(ranker, EVERY)
        np.testing.assert_allclose(chances.sum(axis=1), 1.0, atol=1e-5)
        if ranker is not RankerChoice.GRAPH:
            assert np.mean(chances.argmax(axis=1) == TRUTH) > 0.8
    only = bank_of({}, examples=(1, 2))
    assert only.class_ids == (1, 2)
    np.testing.assert_allclose(only.probabilities(RankerChoice.GRAPH, EVERY), 0.5)


def test_images_that_came_after_the_shape_are_ranked_and_learnt_from() -> None:
    late = np.arange(COUNT, COUNT + 10)
    by_graph = bank_of(TWENTY).probabilities(RankerChoice.GRAPH, late)
    np.testing.assert_allclose(by_graph, 1 / 3, atol=1e-6)
    for ranker in PRIOR:
        if ranker is not RankerChoice.GRAPH:
            right = bank_of(TWENTY).probabilities(ranker, late).argmax(axis=1) == TRUTH[late]
            assert right.mean() >= 0.7
    bank = bank_of(true_labels(*late.tolist()))
    chances = bank.probabilities(RankerChoice.NEIGHBOURS, EVERY)
    assert np.mean(chances.argmax(axis=1) == TRUTH) > 0.7
    np.testing.assert_allclose(bank.probabilities(RankerChoice.GRAPH, EVERY).sum(axis=1), 1.0)


@pytest.mark.parametrize("ranker", PRIOR)
def test_a_large_folder_does_without_a_graph(ranker: RankerChoice) -> None:
    bank = bank_of(TWENTY, shape=replace(SHAPE, graph=None))
    bank.fit()
    chances = bank.probabilities(ranker, EVERY)
    np.testing.assert_allclose(chances.sum(axis=1), 1.0, atol=1e-5)
    if ranker is RankerChoice.GRAPH:
        np.testing.assert_allclose(chances, 1 / 3)
    else:
        assert np.mean(chances.argmax(axis=1) == TRUTH) > 0.85


def test_votes_are_the_first_class_of_each_ranker() -> None:
    bank = bank_of(TWENTY)
    asked = np.array([33, 64, 21])
    votes = bank.votes(asked)
    assert len(votes) == 3
    for row, said in enumerate(votes):
        assert list(said) == [ranker.value for ranker in PRIOR]
        for ranker in PRIOR:
            chances = bank.probabilities(ranker, asked)[row]
            assert said[ranker.value] == bank.class_ids[int(chances.argmax())]


def test_fitting_first_changes_nothing_and_can_be_stopped() -> None:
    eager, lazy = bank_of(TWENTY), bank_of(TWENTY)
    eager.fit()
    for ranker in PRIOR:
        np.testing.assert_array_equal(
            eager.probabilities(ranker, EVERY), lazy.probabilities(ranker, EVERY)
        )
    token = CancelToken()
    token.cancel()
    with pytest.raises(CancelledError):
        bank_of(TWENTY).fit(token.raise_if_cancelled)


def test_a_class_whose_embeddings_are_on_the_way_is_passed_over() -> None:
    # A resumed session knows all prototypes at once, and the embeddings come one by one.
    memory = PrototypeMemory(DIM)
    for image_id, class_id in {**TWENTY, 30: 9}.items():
        memory.add(ClassId(class_id), TABLE[image_id])
    ids = sorted(TWENTY)
    labels = LabelSnapshot(
        ids, [ClassId(TWENTY[i]) for i in ids], np.zeros((0, DIM), np.float32), []
    )
    bank = RankerBank(SHAPE, labels, TABLE, memory)
    assert bank.class_ids == (1, 2, 3)
    np.testing.assert_allclose(
        bank.probabilities(RankerChoice.PROTOTYPE, EVERY),
        bank_of(TWENTY).probabilities(RankerChoice.PROTOTYPE, EVERY),
        atol=1e-6,
    )


def test_auto_is_no_single_ranker() -> None:
    with pytest.raises(ValueError, match="no single ranker"):
        bank_of(TWENTY).probabilities(RankerChoice.AUTO, EVERY)
