"""Algorithm 1: a stream written out by hand, and random streams against a literal reference."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iaia_desktop.core.annotator import Annotator, RankedClass, Suggestion, suggest
from iaia_desktop.core.memory import PrototypeMemory
from iaia_desktop.core.metrics import Step, StreamMetrics
from iaia_desktop.core.types import ClassId, Distance, Vector

A, B, C = ClassId(1), ClassId(2), ClassId(3)
ROOT2, ROOT5 = math.sqrt(2), math.sqrt(5)
BOTH_DISTANCES = pytest.mark.parametrize("distance", list(Distance))


def vector(*values: float) -> Vector:
    return np.array(values, dtype=np.float32)


def annotator_of(
    distance: Distance = Distance.COSINE,
    *,
    dim: int = 2,
    epsilon: float | None = None,
    normalise: bool = False,
) -> Annotator:
    memory = PrototypeMemory(dim, distance=distance, normalise=normalise)
    return Annotator(memory, epsilon=epsilon)


class Reference:
    """Algorithm 1 as printed, in plain Python numbers: y_k, n_k, A_class and C."""

    def __init__(self, distance: Distance, epsilon: float | None) -> None:
        self.distance = distance
        self.epsilon = epsilon
        self.y: dict[int, list[float]] = {}
        self.n: dict[int, int] = {}
        self.i = 0
        self.a_class = 0.0
        self.c = [[0, 0], [0, 0]]

    def d(self, y: list[float], z: list[float]) -> float:
        if self.distance is Distance.L2:
            return math.sqrt(sum((a - b) ** 2 for a, b in zip(y, z, strict=True)))
        lengths = math.sqrt(sum(a * a for a in y)) * math.sqrt(sum(b * b for b in z))
        return 1 - sum(a * b for a, b in zip(y, z, strict=True)) / lengths

    def estimate(self, z: list[float]) -> tuple[int | None, int]:
        distances = {k: self.d(y, z) for k, y in self.y.items()}
        nearest = min(sorted(distances), key=distances.__getitem__, default=None)
        within = nearest is not None and (
            self.epsilon is None or distances[nearest] <= self.epsilon
        )
        return nearest, 0 if within else 1

    def update(self, z: list[float], k: int) -> int:
        if k in self.y:
            self.n[k] += 1
            n = self.n[k]
            self.y[k] = [(n - 1) / n * a + 1 / n * b for a, b in zip(self.y[k], z, strict=True)]
            return 0
        self.n[k], self.y[k] = 1, z
        return 1

    def step(self, z: list[float], k: int) -> tuple[int | None, int]:
        k_hat, nc_hat = self.estimate(z)
        nc = self.update(z, k)
        self.i += 1
        hit = nc == 1 if nc_hat else k_hat == k
        self.a_class = (self.i - 1) / self.i * self.a_class + 1 / self.i * hit
        self.c[nc][nc_hat] += 1
        return k_hat, nc_hat


# One line an image: z, its class k, the nearest class, its distance, "new class" suggested,
# and the prototypes after it.
Line = tuple[Vector, ClassId, ClassId | None, float | None, bool, dict[ClassId, list[float]]]

# With an epsilon of 0.3.
COSINE_STREAM: list[Line] = [
    # Nothing is known: new.
    (vector(4, 0), A, None, None, True, {A: [4, 0]}),
    # cos((4, 0), (4, 3)) = 16 / (4 * 5) = 0.8, so d = 0.2 <= 0.3: A, and it is. Mean (4, 1.5).
    (vector(4, 3), A, A, 0.2, False, {A: [4, 1.5]}),
    # cos((4, 1.5), (0, 2)) = 3 / (sqrt(18.25) * 2) = 0.351, d = 0.649 > 0.3: new, and it is.
    (vector(0, 2), B, A, 1 - 1.5 / math.sqrt(18.25), True, {A: [4, 1.5], B: [0, 2]}),
    # To B: cos((0, 2), (3, 4)) = 8 / (2 * 5) = 0.8, d = 0.2. To A: (12 + 6) / (sqrt(18.25) * 5)
    # = 0.843, d = 0.157: A is suggested, but it is B. Mean of B: (1.5, 3).
    (vector(3, 4), B, A, 1 - 3.6 / math.sqrt(18.25), False, {A: [4, 1.5], B: [1.5, 3]}),
    # To A: -4 / sqrt(18.25) = -0.936, d = 1.936. To B: (-1.5) / sqrt(11.25) = -0.447, d = 1.447:
    # new, but it is A. Mean of A: ((4 + 4 - 2) / 3, (0 + 3 + 0) / 3) = (2, 1).
    (vector(-2, 0), A, B, 1 + 1 / ROOT5, True, {A: [2, 1], B: [1.5, 3]}),
    # To A: cos((2, 1), (2, 1)) = 1, d = 0: A, but it founds C.
    (vector(2, 1), C, A, 0.0, False, {A: [2, 1], B: [1.5, 3], C: [2, 1]}),
]

# With an epsilon of 3.
L2_STREAM: list[Line] = [
    # Nothing is known: new.
    (vector(0, 0), A, None, None, True, {A: [0, 0]}),
    # |(2, 2)| = 2 sqrt(2) = 2.83 <= 3: A, and it is. Mean (1, 1).
    (vector(2, 2), A, A, 2 * ROOT2, False, {A: [1, 1]}),
    # |(4, 5) - (1, 1)| = |(3, 4)| = 5 > 3: new, and it is.
    (vector(4, 5), B, A, 5.0, True, {A: [1, 1], B: [4, 5]}),
    # To A: |(1, 2)| = 2.24. To B: |(2, 2)| = 2.83: A is suggested, but it is B. Mean (3, 4).
    (vector(2, 3), B, A, ROOT5, False, {A: [1, 1], B: [3, 4]}),
    # To A: |(6, 3)| = 6.71. To B: |(4, 0)| = 4 > 3: new, but it is A.
    # Mean ((0 + 2 + 7) / 3, (0 + 2 + 4) / 3) = (3, 2).
    (vector(7, 4), A, B, 4.0, True, {A: [3, 2], B: [3, 4]}),
    # To A: |(0, 1)| = 1. To B: |(0, -1)| = 1. A tie: the older, A. It founds C.
    (vector(3, 3), C, A, 1.0, False, {A: [3, 2], B: [3, 4], C: [3, 3]}),
]


class TestHandComputedStream:
    @pytest.mark.parametrize(
        ("distance", "epsilon", "stream"),
        [(Distance.COSINE, 0.3, COSINE_STREAM), (Distance.L2, 3.0, L2_STREAM)],
    )
    def test_every_number(self, distance: Distance, epsilon: float, stream: list[Line]) -> None:
        annotator = annotator_of(distance, epsilon=epsilon)
        accuracies_all: list[float | None] = []
        accuracies: list[float | None] = []
        for z, k, k_hat, d, nc_hat, prototypes in stream:
            suggestion = annotator.suggest(z)
            assert suggestion.is_new is nc_hat
            assert suggestion.epsilon == epsilon
            nearest = suggestion.nearest
            assert (nearest and nearest.class_id) == k_hat
            assert suggestion.class_id == (None if nc_hat else k_hat)
            assert suggestion.distance == (d if d is None else pytest.approx(d, abs=1e-12))
            was_new = k not in annotator.memory.class_ids
            step = annotator.learn(z, k, suggestion)
            assert step == Step(k_hat, k, was_new, nc_hat)
            assert list(annotator.memory.class_ids) == list(prototypes)
            for class_id, y in prototypes.items():
                assert annotator.memory.prototype(class_id).tolist() == y
            accuracies_all.append(annotator.metrics.accuracy_all)
            accuracies.append(annotator.metrics.accuracy)
        assert [annotator.memory.count(k) for k in (A, B, C)] == [3, 2, 1]
        # Right: 1 (new), 2 (A), 3 (new). Wrong: 4, 5 and 6.
        assert accuracies_all == [1, 1, 1, 3 / 4, 3 / 5, 3 / 6]
        # Images 1, 3 and 6 found a class and are not counted.
        assert accuracies == [None, 1, 1, 1 / 2, 1 / 3, 1 / 3]
        # Old: 2 and 4 called old, 5 called new. New: 6 called old, 1 and 3 called new.
        assert annotator.metrics.confusion == ((2, 1), (1, 2))
        assert annotator.metrics.precision == 2 / 3
        assert annotator.metrics.recall == 2 / 3

    @pytest.mark.parametrize(
        ("distance", "stream"), [(Distance.COSINE, COSINE_STREAM), (Distance.L2, L2_STREAM)]
    )
    def test_without_epsilon_only_the_first_is_new(
        self, distance: Distance, stream: list[Line]
    ) -> None:
        annotator = annotator_of(distance, epsilon=None)
        for z, k, k_hat, *_ in stream:
            suggestion = annotator.suggest(z)
            assert suggestion.class_id == k_hat
            annotator.learn(z, k, suggestion)
        assert annotator.metrics.confusion == ((3, 0), (2, 1))
        # Right: 2 alone among 2, 4 and 5; and 1, which was called new.
        assert annotator.metrics.accuracy == 1 / 3
        assert annotator.metrics.accuracy_all == 2 / 6


class TestAgainstTheReference:
    @BOTH_DISTANCES
    @given(
        seed=st.integers(0, 2**32 - 1),
        length=st.integers(1, 40),
        classes=st.integers(1, 6),
        reach=st.none() | st.floats(0, 3),
    )
    @settings(max_examples=60)
    def test_random_streams(
        self, distance: Distance, seed: int, length: int, classes: int, reach: float | None
    ) -> None:
        rng = np.random.default_rng(seed)
        epsilon = None if reach is None else reach * (0.4 if distance is Distance.COSINE else 2.5)
        centres = rng.normal(size=(classes, 5)) * 2
        reference = Reference(distance, epsilon)
        annotator = annotator_of(distance, dim=5, epsilon=epsilon)
        for _ in range(length):
            k = ClassId(int(rng.integers(classes)))
            z = (centres[k] + rng.normal(size=5)).astype(np.float32)
            suggestion = annotator.suggest(z)
            annotator.learn(z, k, suggestion)
            k_hat, nc_hat = reference.step(z.tolist(), k)
            assert suggestion.is_new == bool(nc_hat)
            assert (suggestion.nearest and suggestion.nearest.class_id) == k_hat
            assert annotator.metrics.accuracy_all == pytest.approx(reference.a_class, abs=1e-12)
            assert annotator.metrics.confusion == tuple(map(tuple, reference.c))
            assert set(annotator.memory.class_ids) == set(reference.y)
            for class_id, y in reference.y.items():
                assert annotator.memory.count(ClassId(class_id)) == reference.n[class_id]
                found = annotator.memory.prototype(ClassId(class_id))
                np.testing.assert_allclose(found, y, rtol=1e-12, atol=1e-12)

    @BOTH_DISTANCES
    @given(seed=st.integers(0, 2**32 - 1), asked=st.floats(0, 1))
    @settings(max_examples=40)
    def test_streams_where_the_person_is_not_always_asked(
        self, distance: Distance, seed: int, asked: float
    ) -> None:
        rng = np.random.default_rng(seed)
        epsilon = 0.3 if distance is Distance.COSINE else 3.0
        reference = Reference(distance, epsilon)
        annotator = annotator_of(distance, dim=4, epsilon=epsilon)
        for number in range(30):
            z = (rng.normal(size=4) * 2).astype(np.float32)
            suggestion = annotator.suggest(z)
            founded = ClassId(100 + number)
            if rng.random() < asked:
                truth = ClassId(int(rng.integers(4)))
                annotator.learn(z, truth, suggestion)
                reference.step(z.tolist(), truth)
            else:
                k_hat, nc_hat = reference.estimate(z.tolist())
                estimate = founded if nc_hat or k_hat is None else ClassId(k_hat)
                reference.update(z.tolist(), estimate)
                got = annotator.learn_from_estimate(z, suggestion, new_class_id=founded)
                assert got == estimate
        assert len(annotator.metrics) == reference.i
        assert set(annotator.memory.class_ids) == set(reference.y)
        for class_id, y in reference.y.items():
            found = annotator.memory.prototype(ClassId(class_id))
            np.testing.assert_allclose(found, y, rtol=1e-12, atol=1e-12)


class TestSuggest:
    def test_an_empty_memory_suggests_a_new_class(self) -> None:
        for epsilon in (None, 0.0, 5.0):
            found = suggest(PrototypeMemory(2), vector(1, 0), epsilon=epsilon)
            assert found == Suggestion(is_new=True, ranked=(), epsilon=epsilon)
            assert (found.nearest, found.class_id, found.distance) == (None, None, None)
            assert found.judged(A, was_new=True) == Step(None, A, was_new=True, predicted_new=True)

    def test_ranks_all_classes_nearest_first(self) -> None:
        memory = PrototypeMemory(1, distance=Distance.L2, normalise=False)
        for class_id, place in ((A, 9.0), (B, 1.0), (C, 4.0)):
            memory.add(class_id, vector(place))
        found = suggest(memory, vector(2), epsilon=None)
        assert found.ranked == (RankedClass(B, 1), RankedClass(C, 2), RankedClass(A, 7))
        assert found.class_id == B
        shortened = suggest(memory, vector(2), epsilon=0.5, limit=2)
        assert shortened.ranked == found.ranked[:2]
        assert shortened.is_new
        assert shortened.nearest == RankedClass(B, 1)
        assert suggest(memory, vector(2), epsilon=None, limit=50).ranked == found.ranked

    def test_a_distance_of_exactly_epsilon_is_within(self) -> None:
        memory = PrototypeMemory(1, distance=Distance.L2, normalise=False)
        memory.add(A, vector(4))
        assert not suggest(memory, vector(2), epsilon=2.0).is_new
        assert suggest(memory, vector(2), epsilon=math.nextafter(2.0, 0)).is_new
        assert not suggest(memory, vector(4), epsilon=0.0).is_new
        assert not suggest(memory, vector(2), epsilon=math.inf).is_new

    @BOTH_DISTANCES
    @pytest.mark.parametrize("normalise", [False, True])
    def test_ties_break_by_age_whatever_the_order_of_arrival(
        self, distance: Distance, normalise: bool
    ) -> None:
        rng = np.random.default_rng(5)
        embedding = rng.normal(size=37).astype(np.float32)
        memory = PrototypeMemory(37, distance=distance, normalise=normalise)
        for class_id in rng.permutation(200).tolist():
            memory.add(ClassId(class_id), (embedding, -embedding, embedding + 1)[class_id % 3])
        found = suggest(memory, rng.normal(size=37).astype(np.float32), epsilon=None)
        pairs = [(ranked.distance, ranked.class_id) for ranked in found.ranked]
        assert len({distance for distance, _ in pairs}) == 3
        assert pairs == sorted(pairs)

    @pytest.mark.parametrize("epsilon", [-0.1, math.nan, -math.inf])
    def test_an_epsilon_that_is_no_distance(self, epsilon: float) -> None:
        with pytest.raises(ValueError, match="epsilon"):
            suggest(PrototypeMemory(2), vector(1, 0), epsilon=epsilon)
        with pytest.raises(ValueError, match="epsilon"):
            annotator_of(epsilon=epsilon)
        annotator = annotator_of(epsilon=0.5)
        with pytest.raises(ValueError, match="epsilon"):
            annotator.epsilon = epsilon
        assert annotator.epsilon == 0.5

    def test_embeddings_and_limits_that_make_no_sense(self) -> None:
        memory = PrototypeMemory(2)
        with pytest.raises(ValueError, match="finite"):
            suggest(memory, vector(1, math.nan), epsilon=None)
        with pytest.raises(ValueError, match="stack"):
            suggest(memory, np.ones((1, 2), np.float32), epsilon=None)
        with pytest.raises(ValueError, match="at least one"):
            suggest(memory, vector(1, 0), epsilon=None, limit=0)


class TestAnnotator:
    def test_unlearn_takes_back_memory_and_metrics(self) -> None:
        annotator = annotator_of(Distance.L2, epsilon=3.0)
        for number, (z, k, *_) in enumerate(L2_STREAM):
            annotator.learn(z, k, annotator.suggest(z), step_id=number)
        gone = annotator.unlearn(L2_STREAM[5][0], 5)
        assert gone == Step(predicted=A, truth=C, was_new=True, predicted_new=False)
        assert annotator.memory.class_ids == (A, B)
        assert annotator.metrics.confusion == ((2, 1), (0, 2))
        annotator.unlearn(L2_STREAM[1][0], 1)
        # (0, 0) and (7, 4) are left.
        assert annotator.memory.prototype(A).tolist() == [3.5, 2.0]
        assert annotator.metrics.confusion == ((1, 1), (0, 2))
        with pytest.raises(KeyError):
            annotator.unlearn(L2_STREAM[1][0], 1)
        assert annotator.memory.count(A) == 2

    @given(
        stream=st.lists(
            st.tuples(
                st.lists(st.integers(-50, 50), min_size=2, max_size=2), st.sampled_from([A, B, C])
            ),
            min_size=1,
            max_size=15,
        )
    )
    def test_learning_and_unlearning_the_rest_leaves_the_start(
        self, stream: list[tuple[list[int], ClassId]]
    ) -> None:
        annotator, short = annotator_of(epsilon=0.2), annotator_of(epsilon=0.2)
        kept = len(stream) // 2
        for number, (values, k) in enumerate(stream):
            z = vector(*values)
            annotator.learn(z, k, annotator.suggest(z), step_id=number)
            if number < kept:
                short.learn(z, k, short.suggest(z), step_id=number)
        for number in reversed(range(kept, len(stream))):
            annotator.unlearn(vector(*stream[number][0]), number)
        assert annotator.memory.class_ids == short.memory.class_ids
        for k in short.memory.class_ids:
            assert annotator.memory.count(k) == short.memory.count(k)
            found, expected = annotator.memory.prototype(k), short.memory.prototype(k)
            assert found.tolist() == expected.tolist()
        assert list(annotator.metrics.steps) == list(short.metrics.steps)
        assert annotator.metrics.confusion == short.metrics.confusion

    def test_step_ids_are_given_around_those_taken(self) -> None:
        annotator = annotator_of()
        z = vector(1, 0)
        annotator.learn(z, A, annotator.suggest(z), step_id=1)
        for _ in range(2):
            annotator.learn(z, A, annotator.suggest(z))
        assert [step_id in annotator.metrics for step_id in range(4)] == [True, True, True, False]

    def test_a_refused_step_changes_nothing(self) -> None:
        annotator = annotator_of()
        z = vector(1, 0)
        suggestion = annotator.suggest(z)
        annotator.learn(z, A, suggestion, step_id=4)
        with pytest.raises(ValueError, match="already"):
            annotator.learn(z, A, suggestion, step_id=4)
        with pytest.raises(ValueError, match="finite"):
            annotator.learn(vector(1, math.inf), B, suggestion)
        assert annotator.memory.class_ids == (A,)
        assert annotator.memory.count(A) == 1
        assert len(annotator.metrics) == 1

    def test_an_estimate_teaches_without_being_counted(self) -> None:
        annotator = annotator_of(Distance.L2, epsilon=1.0)
        founder = vector(0, 0)
        suggestion = annotator.suggest(founder)
        with pytest.raises(ValueError, match="no class is given"):
            annotator.learn_from_estimate(founder, suggestion)
        assert len(annotator.memory) == 0
        assert annotator.learn_from_estimate(founder, suggestion, new_class_id=B) == B
        near = vector(0, 1)
        # The estimate is B, so the class on offer for a new one is not used.
        assert annotator.learn_from_estimate(near, annotator.suggest(near), new_class_id=C) == B
        assert annotator.memory.class_ids == (B,)
        assert annotator.memory.prototype(B).tolist() == [0.0, 0.5]
        assert len(annotator.metrics) == 0

    def test_normalising_changes_who_is_near(self) -> None:
        # |(8, -1)| > |(-2, 0)|, but (2, 1) points more towards A.
        for normalise, expected in ((False, B), (True, A)):
            annotator = annotator_of(Distance.L2, normalise=normalise)
            annotator.memory.add(A, vector(10, 0))
            annotator.memory.add(B, vector(0, 1))
            assert annotator.suggest(vector(2, 1)).class_id == expected

    def test_metrics_may_be_handed_in(self) -> None:
        metrics = StreamMetrics()
        metrics.add(0, Step(A, A, was_new=False, predicted_new=False))
        annotator = Annotator(PrototypeMemory(2), metrics=metrics)
        assert annotator.metrics is metrics
        z = vector(1, 0)
        annotator.learn(z, B, annotator.suggest(z))
        assert len(metrics) == 2
