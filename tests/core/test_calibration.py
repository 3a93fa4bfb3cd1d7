"""The epsilon with the best F1: by hand, against a literal search, and from examples."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iaia_desktop.core import calibration
from iaia_desktop.core.calibration import (
    epsilon_from_members,
    epsilon_from_pairs,
    good_turing_chance,
    leave_one_out_pairs,
)
from iaia_desktop.core.memory import PrototypeMemory
from iaia_desktop.core.prototypes import Array
from iaia_desktop.core.types import ClassId, Distance, Vector

A, B, C = ClassId(1), ClassId(2), ClassId(3)
NAN = float("nan")

OWN = np.array([0.1, 0.1, 0.2, 0.2, 0.2, 0.3, 0.3, 0.5])
OTHER = np.array([0.9, 0.4, 0.6, 0.7, 0.8, 0.6, 0.7, 0.8])

distances = st.integers(0, 40).map(lambda number: number / 20)
optional_distances = st.none() | distances


def literal_score(own: Array, other: Array, chance: float, epsilon: float) -> float:
    true_positives = chance * float(np.mean(other > epsilon))
    false_positives = (1 - chance) * float(np.mean(own > epsilon))
    false_negatives = chance - true_positives
    return 2 * true_positives / (2 * true_positives + false_positives + false_negatives)


class TestGoodTuring:
    def test_by_hand(self) -> None:
        assert good_turing_chance([1, 1, 3, 0]) == 2 / 5
        assert good_turing_chance([4, 5]) == 1 / 10
        assert good_turing_chance([100, 1]) == 1 / 101
        assert good_turing_chance([1, 1]) == 1.0
        assert good_turing_chance([]) == 1.0


class TestEpsilonFromPairs:
    def test_by_hand(self) -> None:
        # Where a new class is rare, one missed (0.4) costs less than a false alarm (0.5):
        # 0.55 hits 7/8 of .25 without a false alarm, F1 = .4375 / (.21875 + .25) = .933;
        # 0.35 hits all, with a false alarm of .75/8, F1 = .5 / (.25 + .09375 + .25) = .842.
        assert epsilon_from_pairs(OWN, OTHER, 0.25) == pytest.approx(0.55)
        # Where it is common, the other way round:
        # 0.35 has F1 = 1.8 / (.9 + .0125 + .9) = .993; 0.55 has 1.575 / (.7875 + .9) = .933.
        assert epsilon_from_pairs(OWN, OTHER, 0.9) == pytest.approx(0.35)

    def test_kinds_that_lie_apart_are_parted_in_the_middle(self) -> None:
        for chance in (0.01, 0.5, 1.0):
            assert epsilon_from_pairs(OWN / 10, OTHER, chance) == pytest.approx((0.05 + 0.4) / 2)

    def test_of_equally_good_ones_the_largest_wins(self) -> None:
        # With a chance of 1 false alarms cost nothing: every candidate below 0.4 is perfect.
        assert epsilon_from_pairs(OWN, OTHER, 1.0) == pytest.approx(0.35)

    def test_missing_distances_are_passed_over(self) -> None:
        own = np.concatenate((OWN, [NAN, NAN, NAN]))
        other = np.concatenate((OTHER, [NAN, NAN, 0.45]))
        assert epsilon_from_pairs(own, other, 0.25) == epsilon_from_pairs(OWN, OTHER, 0.25)
        assert epsilon_from_pairs(own[1:], other[1:], 0.25) is None

    @given(
        content=st.lists(st.tuples(distances, distances), min_size=8, max_size=25),
        chance=st.integers(1, 1_000).map(lambda number: number / 1_000),
    )
    def test_no_smaller_threshold_is_better_and_no_larger_as_good(
        self, content: list[tuple[float, float]], chance: float
    ) -> None:
        own, other = np.array(content).T
        everything = np.unique(content)
        epsilon = epsilon_from_pairs(own, other, chance)
        if epsilon is None:
            assert everything.tolist() == [0.0]
            return
        score = literal_score(own, other, chance, epsilon)
        # Half-way between all distances that may occur, up to the largest that does.
        for rival in np.arange(0.025, everything[-1], 0.05).tolist():
            rival_score = literal_score(own, other, chance, rival)
            parts_otherwise = ((everything > epsilon) != (everything > rival)).any()
            if rival > epsilon and parts_otherwise:
                assert rival_score < score - 1e-11
            else:
                assert rival_score <= score + 1e-11

    def test_all_distances_zero(self) -> None:
        assert epsilon_from_pairs(np.zeros(9), np.zeros(9), 0.5) is None

    def test_refusals(self) -> None:
        with pytest.raises(ValueError, match="pairs"):
            epsilon_from_pairs(OWN, OTHER[1:], 0.5)
        for chance in (0.0, 1.1, NAN):
            with pytest.raises(ValueError, match="chance"):
                epsilon_from_pairs(OWN, OTHER, chance)


def cloud(seed: int, *, sizes: tuple[int, ...], dim: int = 6) -> tuple[list[Vector], list[ClassId]]:
    rng = np.random.default_rng(seed)
    embeddings: list[Vector] = []
    class_ids: list[ClassId] = []
    for number, size in enumerate(sizes):
        centre = rng.normal(size=dim) * 3
        for _ in range(size):
            embeddings.append((centre + rng.normal(size=dim)).astype(np.float32))
            class_ids.append(ClassId(1 + number))
    order = rng.permutation(len(embeddings))
    return [embeddings[place] for place in order], [class_ids[place] for place in order]


def memory_of(
    embeddings: list[Vector],
    class_ids: list[ClassId],
    *,
    distance: Distance = Distance.COSINE,
    normalise: bool = True,
) -> PrototypeMemory:
    memory = PrototypeMemory(len(embeddings[0]), distance=distance, normalise=normalise)
    for class_id, embedding in zip(class_ids, embeddings, strict=True):
        memory.add(class_id, embedding)
    return memory


class TestLeaveOneOut:
    def test_by_hand(self) -> None:
        embeddings = [np.array(z, np.float32) for z in ([0, 0], [6, 8], [0, 4], [3, 0])]
        class_ids = [A, A, A, B]
        memory = memory_of(embeddings, class_ids, distance=Distance.L2, normalise=False)
        own, other = leave_one_out_pairs(memory, np.stack(embeddings), class_ids)
        # Without itself: to (3, 6), (0, 2), (3, 4); B is alone. To the other class: (3, 0), and
        # for B the mean of A, (2, 4).
        np.testing.assert_allclose(own, [45**0.5, 72**0.5, 3, NAN], rtol=1e-12)
        np.testing.assert_allclose(other, [3, 73**0.5, 5, 17**0.5], rtol=1e-12)

    @pytest.mark.parametrize("distance", list(Distance))
    @pytest.mark.parametrize("normalise", [False, True])
    @pytest.mark.parametrize("block_rows", [3, 4_096])
    def test_is_taking_each_out_in_turn(
        self,
        distance: Distance,
        normalise: bool,
        block_rows: int,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(calibration, "_BLOCK_ROWS", block_rows)
        embeddings, class_ids = cloud(1, sizes=(20, 1, 2, 17))
        memory = memory_of(embeddings, class_ids, distance=distance, normalise=normalise)
        own, other = leave_one_out_pairs(memory, np.stack(embeddings), class_ids)
        for row, (embedding, class_id) in enumerate(zip(embeddings, class_ids, strict=True)):
            rest = memory.copy()
            rest.remove(class_id, embedding)
            found = dict(zip(rest.class_ids, rest.distances(embedding).tolist(), strict=True))
            np.testing.assert_allclose(own[row], found.pop(class_id, NAN), rtol=1e-9, atol=1e-9)
            np.testing.assert_allclose(other[row], min(found.values()), rtol=1e-5, atol=1e-6)
        assert np.isnan(own).sum() == 1
        assert not np.isnan(other).any()

    def test_a_single_class_has_no_other(self) -> None:
        embeddings, class_ids = cloud(2, sizes=(5,))
        memory = memory_of(embeddings, class_ids)
        own, other = leave_one_out_pairs(memory, np.stack(embeddings), class_ids)
        assert np.isfinite(own).all()
        assert np.isnan(other).all()
        assert epsilon_from_members(memory, np.stack(embeddings), class_ids) is None

    def test_no_images(self) -> None:
        own, other = leave_one_out_pairs(PrototypeMemory(3), np.empty((0, 3), np.float32), [])
        assert own.shape == other.shape == (0,)

    def test_refusals(self) -> None:
        embeddings, class_ids = cloud(2, sizes=(3, 3))
        memory = memory_of(embeddings, class_ids)
        with pytest.raises(ValueError, match="5 classes"):
            leave_one_out_pairs(memory, np.stack(embeddings), class_ids[1:])
        with pytest.raises(KeyError):
            leave_one_out_pairs(memory, np.stack(embeddings), [ClassId(99)] * 6)


class TestOnAStream:
    @pytest.mark.parametrize("distance", list(Distance))
    def test_epsilon_from_examples_finds_new_classes(self, distance: Distance) -> None:
        embeddings, class_ids = cloud(3, sizes=(12, 12, 12, 12), dim=32)
        examples = [place for place, class_id in enumerate(class_ids) if class_id != ClassId(4)]
        known = [embeddings[place] for place in examples]
        known_ids = [class_ids[place] for place in examples]
        memory = memory_of(known, known_ids, distance=distance)
        epsilon = epsilon_from_members(memory, np.stack(known), known_ids)
        assert epsilon is not None
        nearest = memory.distances(np.stack(embeddings)).min(axis=1)
        is_new = np.array([class_id == ClassId(4) for class_id in class_ids])
        assert (nearest[is_new] > epsilon).all()
        assert (nearest[~is_new] <= epsilon).all()
