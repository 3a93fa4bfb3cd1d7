"""Choosing epsilon: by hand, against a literal search, and along a history that is revised."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iaia_desktop.core import calibration
from iaia_desktop.core.annotator import Annotator, RankedClass
from iaia_desktop.core.calibration import (
    NoveltyHistory,
    NoveltyPair,
    epsilon_from_members,
    epsilon_from_pairs,
    good_turing_chance,
    leave_one_out_pairs,
    pair_from_ranking,
)
from iaia_desktop.core.memory import Array, PrototypeMemory
from iaia_desktop.core.types import ClassId, Distance, Vector

A, B, C = ClassId(1), ClassId(2), ClassId(3)
NAN = float("nan")

OWN = np.array([0.1, 0.1, 0.2, 0.2, 0.2, 0.3, 0.3, 0.5])
OTHER = np.array([0.9, 0.4, 0.6, 0.7, 0.8, 0.6, 0.7, 0.8])

distances = st.integers(0, 40).map(lambda number: number / 20)
optional_distances = st.none() | distances
pairs = st.builds(NoveltyPair, st.sampled_from([A, B, C]), optional_distances, optional_distances)


def literal_score(own: Array, other: Array, chance: float, epsilon: float) -> float:
    true_positives = chance * float(np.mean(other > epsilon))
    false_positives = (1 - chance) * float(np.mean(own > epsilon))
    false_negatives = chance - true_positives
    return 2 * true_positives / (2 * true_positives + false_positives + false_negatives)


def history_of(content: list[NoveltyPair], *, window: int | None = None) -> NoveltyHistory:
    history = NoveltyHistory(window=window)
    for image_id, pair in enumerate(content):
        history.add(image_id, pair)
    return history


def example_pairs(count: int = 8) -> list[NoveltyPair]:
    """Four labels of A and four of B: a chance of a new class of 1 / 9."""
    return [
        NoveltyPair((A, B)[number % 2], float(OWN[number]), float(OTHER[number]))
        for number in range(count)
    ]


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


class TestPairFromRanking:
    def test_by_hand(self) -> None:
        ranked = (RankedClass(B, 0.2), RankedClass(A, 0.3), RankedClass(C, 0.9))
        assert pair_from_ranking(ranked, B) == NoveltyPair(B, 0.2, 0.3)
        assert pair_from_ranking(ranked, C) == NoveltyPair(C, 0.9, 0.2)
        founded = ClassId(9)
        assert pair_from_ranking(ranked, founded) == NoveltyPair(founded, None, 0.2)
        assert pair_from_ranking(ranked[:1], B) == NoveltyPair(B, 0.2, None)
        assert pair_from_ranking((), A) == NoveltyPair(A, None, None)


class TestNoveltyHistory:
    def test_by_hand(self) -> None:
        history = history_of(example_pairs())
        assert history.new_class_chance == 1 / 9
        # As in the hand-computed case above, new classes being rarer still.
        assert history.best_epsilon() == pytest.approx(0.55)

    def test_classes_seen_once_make_new_ones_likelier(self) -> None:
        content = example_pairs()
        content += [NoveltyPair(ClassId(10 + number), None, None) for number in range(72)]
        history = history_of(content)
        assert history.new_class_chance == 72 / 80
        assert history.best_epsilon() == pytest.approx(0.35)
        # A second label for each of them, and nothing is rare any more.
        for number in range(72):
            history.add(1_000 + number, NoveltyPair(ClassId(10 + number), None, None))
        assert history.new_class_chance == 1 / 153
        assert history.best_epsilon() == pytest.approx(0.55)

    def test_eight_pairs_are_needed(self) -> None:
        history = history_of(example_pairs(7))
        assert history.best_epsilon() is None
        history.add(7, NoveltyPair(A, None, 0.7))
        history.add(8, NoveltyPair(B, 0.1, None))
        assert history.best_epsilon() is None
        history.add(9, NoveltyPair(A, 0.2, 0.6))
        assert history.best_epsilon() is not None
        history.remove(9)
        assert history.best_epsilon() is None

    def test_two_classes_are_needed(self) -> None:
        history = history_of([NoveltyPair(A, 0.1, 0.5)] * 20)
        assert history.best_epsilon() is None
        history.add(20, NoveltyPair(B, None, None))
        assert history.best_epsilon() == pytest.approx(0.3)
        history.remove(20)
        assert history.best_epsilon() is None

    def test_nothing_yet(self) -> None:
        history = NoveltyHistory()
        assert len(history) == 0
        assert history.new_class_chance == 1.0
        assert history.best_epsilon() is None

    @given(st.lists(pairs, max_size=20), st.none() | st.integers(8, 12), st.data())
    @settings(max_examples=60)
    def test_after_any_changes_it_is_as_if_built_anew(
        self, content: list[NoveltyPair], window: int | None, data: st.DataObject
    ) -> None:
        history = history_of(content, window=window)
        expected = dict(enumerate(content))
        for _ in range(data.draw(st.integers(0, 10))):
            act = data.draw(st.sampled_from(["add", "remove", "replace", "ask"]))
            if act == "ask":
                history.best_epsilon()
            elif act == "add":
                image_id = data.draw(st.integers(100, 110).filter(lambda i: i not in expected))
                expected[image_id] = data.draw(pairs)
                history.add(image_id, expected[image_id])
            elif expected:
                image_id = data.draw(st.sampled_from(sorted(expected)))
                if act == "remove":
                    assert history.remove(image_id) == expected.pop(image_id)
                else:
                    pair = data.draw(pairs)
                    assert history.replace(image_id, pair) == expected[image_id]
                    expected[image_id] = pair
        sizes = Counter(pair.class_id for pair in expected.values())
        chance = good_turing_chance(sizes.values())
        assert len(history) == len(expected)
        assert history.new_class_chance == chance
        recent = list(expected.values())[-window if window else None :]
        own = np.array([NAN if pair.own is None else pair.own for pair in recent])
        other = np.array([NAN if pair.other is None else pair.other for pair in recent])
        wanted = epsilon_from_pairs(own, other, chance) if len(sizes) > 1 else None
        assert history.best_epsilon() == wanted

    def test_the_window_looks_at_the_last_pairs(self) -> None:
        far = [NoveltyPair((A, B)[number % 2], 0.9, 1.7) for number in range(8)]
        near = [NoveltyPair((A, B)[number % 2], 0.1, 0.3) for number in range(8)]
        assert history_of(far + near, window=8).best_epsilon() == pytest.approx(0.2)
        assert history_of(near + far, window=8).best_epsilon() == pytest.approx(1.3)

    def test_epsilon_is_computed_once_for_each_change(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        calls: list[int] = []

        def counting(own: Array, other: Array, new_class_chance: float) -> float | None:
            calls.append(len(own))
            return epsilon_from_pairs(own, other, new_class_chance)

        monkeypatch.setattr(calibration, "epsilon_from_pairs", counting)
        history = history_of(example_pairs())
        assert history.best_epsilon() == history.best_epsilon()
        assert calls == [8]
        history.remove(0)
        assert history.best_epsilon() is history.best_epsilon() is None
        assert calls == [8, 7]

    @pytest.mark.parametrize("bad", [NAN, -0.1, float("inf")])
    def test_what_is_no_distance_changes_nothing(self, bad: float) -> None:
        history = history_of(example_pairs())
        before = history.best_epsilon()
        for pair in (NoveltyPair(A, bad, 0.5), NoveltyPair(A, 0.5, bad)):
            with pytest.raises(ValueError, match="distance"):
                history.add(50, pair)
            with pytest.raises(ValueError, match="distance"):
                history.replace(0, pair)
        assert 50 not in history
        assert history.pair(0) == example_pairs()[0]
        assert history.best_epsilon() == before

    def test_ids(self) -> None:
        history = history_of(example_pairs())
        with pytest.raises(ValueError, match="already"):
            history.add(0, NoveltyPair(A, 0.1, 0.2))
        for act in (history.remove, history.pair):
            with pytest.raises(KeyError):
                act(99)
        with pytest.raises(KeyError):
            history.replace(99, NoveltyPair(A, 0.1, 0.2))
        assert len(history) == 8
        with pytest.raises(ValueError, match="window"):
            NoveltyHistory(window=7)


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

    def test_epsilon_learnt_on_the_way_finds_later_classes(self) -> None:
        embeddings, class_ids = cloud(4, sizes=(20, 20, 20), dim=32)
        late, late_ids = cloud(5, sizes=(10, 10), dim=32)
        class_ids += [ClassId(class_id + 10) for class_id in late_ids]
        annotator, history = Annotator(PrototypeMemory(32)), NoveltyHistory()
        for image_id, (z, k) in enumerate(zip(embeddings + late, class_ids, strict=True)):
            suggestion = annotator.suggest(z)
            history.add(image_id, pair_from_ranking(suggestion.ranked, k))
            annotator.learn(z, k, suggestion, step_id=image_id)
            annotator.epsilon = history.best_epsilon()
        later = [annotator.metrics.step(image_id) for image_id in range(60, 80)]
        assert sum(step.was_new for step in later) == 2
        assert all(step.is_correct for step in later)
