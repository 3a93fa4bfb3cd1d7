"""The prototype memory: running means, exact undo, distances."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iaia_desktop.core.memory import PrototypeMemory
from iaia_desktop.core.prototypes import AnyFloats, Array
from iaia_desktop.core.types import ClassId, Distance, StoredPrototype, Vector

A, B, C = ClassId(1), ClassId(2), ClassId(3)
DIM = 3
BOTH_DISTANCES = pytest.mark.parametrize("distance", list(Distance))
BOTH_FORMS = pytest.mark.parametrize("normalise", [False, True])

components = st.integers(-4096, 4096).map(lambda number: number / 32)
"""Embedding components of magnitude up to 128, exact in float32."""
vectors = st.lists(components, min_size=DIM, max_size=DIM).map(
    lambda values: np.array(values, dtype=np.float32)
)
members = st.lists(st.tuples(st.sampled_from([A, B, C]), vectors), max_size=15)


def vector(*values: float) -> Vector:
    return np.array(values, dtype=np.float32)


def exact_mean(embeddings: list[Vector]) -> list[float]:
    """The mean in rational numbers, rounded once."""
    columns = zip(*(embedding.tolist() for embedding in embeddings), strict=True)
    return [float(sum(map(Fraction, column), Fraction()) / len(embeddings)) for column in columns]


def unit_of(embedding: AnyFloats) -> Array:
    wide = np.array(embedding, dtype=np.float64)
    length = float(np.linalg.norm(wide))
    return wide / length if length else wide


def filled(
    content: list[tuple[ClassId, Vector]],
    *,
    distance: Distance = Distance.COSINE,
    normalise: bool = False,
) -> PrototypeMemory:
    memory = PrototypeMemory(DIM, distance=distance, normalise=normalise)
    for class_id, embedding in content:
        memory.add(class_id, embedding)
    return memory


def snapshot(memory: PrototypeMemory) -> dict[ClassId, tuple[int, list[float]]]:
    return {
        class_id: (memory.count(class_id), memory.prototype(class_id).tolist())
        for class_id in memory.class_ids
    }


class TestRunningMean:
    def test_hand_computed(self) -> None:
        memory = PrototypeMemory(2, normalise=False)
        memory.add(A, vector(1, 2))
        memory.add(A, vector(3, 4))
        memory.add(A, vector(8, 0))
        memory.add(B, vector(-1, 5))
        assert memory.class_ids == (A, B)
        assert len(memory) == 2
        assert (memory.count(A), memory.count(B), memory.count(C)) == (3, 1, 0)
        assert memory.prototype(A).tolist() == [4.0, 2.0]
        assert memory.prototype(B).tolist() == [-1.0, 5.0]
        assert memory.prototype(A).dtype == np.float64

    def test_hand_computed_when_normalising(self) -> None:
        memory = PrototypeMemory(2, normalise=True)
        memory.add(A, vector(3, 4))
        memory.add(A, vector(0, 10))
        # (0.6, 0.8) and (0, 1): each image weighs the same, however long its embedding.
        assert memory.prototype(A) == pytest.approx([0.3, 0.9], abs=1e-15)

    @given(st.lists(vectors, min_size=1, max_size=30))
    def test_equals_the_formula_of_the_paper_and_the_mean(self, embeddings: list[Vector]) -> None:
        memory = PrototypeMemory(DIM, normalise=False)
        running = np.zeros(DIM)
        for number, embedding in enumerate(embeddings, start=1):
            memory.add(A, embedding)
            running = (number - 1) / number * running + 1 / number * embedding.astype(np.float64)
            assert memory.count(A) == number
            assert memory.prototype(A) == pytest.approx(running, rel=1e-12, abs=1e-11)
        assert memory.prototype(A).tolist() == exact_mean(embeddings)

    @BOTH_FORMS
    @given(content=members, data=st.data())
    def test_equals_the_mean_of_current_members_after_any_interleaving(
        self, normalise: bool, content: list[tuple[ClassId, Vector]], data: st.DataObject
    ) -> None:
        memory = PrototypeMemory(DIM, normalise=normalise)
        present: list[tuple[ClassId, Vector]] = []
        for member in content:
            memory.add(*member)
            present.append(member)
            leaving = data.draw(st.integers(-2, len(present) - 1), label="which leaves, if any")
            if leaving >= 0:
                memory.remove(*present.pop(leaving))
        expected: dict[ClassId, list[Array]] = {}
        for class_id, embedding in present:
            z = unit_of(embedding) if normalise else embedding.astype(np.float64)
            expected.setdefault(class_id, []).append(z)
        assert memory.class_ids == tuple(sorted(expected))
        for class_id, embeddings in expected.items():
            assert memory.count(class_id) == len(embeddings)
            mean = np.mean(embeddings, axis=0)
            assert memory.prototype(class_id) == pytest.approx(mean, rel=1e-12, abs=1e-12)

    @BOTH_FORMS
    @given(content=members, data=st.data())
    def test_order_does_not_matter_to_the_last_bit(
        self, normalise: bool, content: list[tuple[ClassId, Vector]], data: st.DataObject
    ) -> None:
        shuffled = data.draw(st.permutations(content))
        one, other = (filled(order, normalise=normalise) for order in (content, shuffled))
        assert snapshot(one) == snapshot(other)


class TestUndo:
    @BOTH_FORMS
    @given(content=members, extra=st.lists(vectors, min_size=1, max_size=10))
    def test_removing_what_was_added_restores_every_bit(
        self, normalise: bool, content: list[tuple[ClassId, Vector]], extra: list[Vector]
    ) -> None:
        memory = filled(content, normalise=normalise)
        before = snapshot(memory)
        for embedding in extra:
            memory.add(A, embedding)
        assert memory.count(A) == before.get(A, (0, []))[0] + len(extra)
        for embedding in extra:
            memory.remove(A, embedding)
        assert snapshot(memory) == before

    @BOTH_FORMS
    @pytest.mark.parametrize("scale", [1e-3, 1.0, 1e2])
    def test_a_class_that_grows_large_and_shrinks_again_is_exact(
        self, normalise: bool, scale: float
    ) -> None:
        rng = np.random.default_rng(7)
        embeddings = (rng.normal(size=(3_000, 16)) * scale).astype(np.float32)
        memory = PrototypeMemory(16, normalise=normalise)
        memory.add(A, embeddings[0])
        before = memory.prototype(A)
        for embedding in embeddings[1:]:
            memory.add(A, embedding)
        assert np.abs(memory.prototype(A) - before).max() > 1e-2 * np.abs(before).max()
        for embedding in embeddings[:0:-1]:
            memory.remove(A, embedding)
        assert memory.count(A) == 1
        np.testing.assert_allclose(memory.prototype(A), before, rtol=1e-12, atol=0)

    def test_huge_and_tiny_components_do_not_swallow_each_other(self) -> None:
        memory = PrototypeMemory(2, normalise=False)
        memory.add(A, vector(1e-6, 1))
        before = memory.prototype(A)
        memory.add(A, vector(1e15, -1e15))
        memory.remove(A, vector(1e15, -1e15))
        assert memory.prototype(A).tolist() == before.tolist()

    def test_a_class_leaves_with_its_last_member_and_comes_back_clean(self) -> None:
        memory = filled([(A, vector(1, 0, 0)), (B, vector(0.1, 0.7, 3)), (C, vector(0, 0, 1))])
        memory.remove(B, vector(0.1, 0.7, 3))
        assert list(memory.class_ids) == [A, C]
        assert memory.count(B) == 0
        with pytest.raises(KeyError):
            memory.prototype(B)
        assert memory.distances(vector(0, 0, 1)).tolist() == [1.0, 0.0]
        memory.add(B, vector(0, 5, 0))
        # Its age, not the time of its return, gives its place.
        assert list(memory.class_ids) == [A, B, C]
        assert memory.prototype(B).tolist() == [0.0, 5.0, 0.0]
        assert memory.distances(vector(0, 1, 0)).tolist() == [1.0, 0.0, 1.0]

    def test_removing_from_a_class_without_members_is_an_error(self) -> None:
        memory = filled([(A, vector(1, 0, 0))])
        with pytest.raises(KeyError):
            memory.remove(B, vector(1, 0, 0))
        assert snapshot(memory) == {A: (1, [1.0, 0.0, 0.0])}


class TestMergeAndDrop:
    @BOTH_FORMS
    @BOTH_DISTANCES
    @given(content=members)
    def test_merge_is_the_mean_of_the_union(
        self, distance: Distance, normalise: bool, content: list[tuple[ClassId, Vector]]
    ) -> None:
        memory = filled(content, distance=distance, normalise=normalise)
        memory.merge(C, A)
        union = filled(
            [(A if class_id == C else class_id, embedding) for class_id, embedding in content],
            distance=distance,
            normalise=normalise,
        )
        assert snapshot(memory) == snapshot(union)
        probe = vector(1, 2, 3)
        assert memory.distances(probe).tolist() == union.distances(probe).tolist()

    def test_hand_computed(self) -> None:
        memory = filled([(A, vector(6, 0, 0)), (B, vector(0, 3, 0)), (B, vector(0, 3, 3))])
        memory.merge(A, B)
        assert snapshot(memory) == {B: (3, [2.0, 2.0, 1.0])}

    def test_merging_into_a_class_without_members_renames(self) -> None:
        memory = filled([(A, vector(6, 0, 0)), (B, vector(0, 3, 0))])
        memory.merge(A, C)
        assert snapshot(memory) == {B: (1, [0.0, 3.0, 0.0]), C: (1, [6.0, 0.0, 0.0])}

    def test_merging_a_class_without_members_changes_nothing(self) -> None:
        memory = filled([(A, vector(6, 0, 0))])
        memory.merge(B, A)
        assert snapshot(memory) == {A: (1, [6.0, 0.0, 0.0])}

    def test_merging_a_class_into_itself_is_an_error(self) -> None:
        memory = filled([(A, vector(6, 0, 0))])
        with pytest.raises(ValueError, match="itself"):
            memory.merge(A, A)
        assert memory.count(A) == 1

    def test_drop_forgets_a_class_and_leaves_the_others(self) -> None:
        memory = filled([(A, vector(6, 0, 0)), (A, vector(2, 0, 0)), (B, vector(0, 3, 0))])
        memory.drop(A)
        memory.drop(C)
        assert snapshot(memory) == {B: (1, [0.0, 3.0, 0.0])}


class TestDistances:
    def test_cosine_by_hand(self) -> None:
        memory = PrototypeMemory(2, normalise=False)
        memory.add(A, vector(2, 0))
        memory.add(B, vector(3, 4))
        memory.add(C, vector(-5, 0))
        # <(1, 0), (3, 4)> / (1 * 5) = 0.6
        assert memory.distances(vector(1, 0)) == pytest.approx([0.0, 0.4, 2.0], abs=1e-15)

    def test_l2_by_hand(self) -> None:
        memory = PrototypeMemory(2, distance=Distance.L2, normalise=False)
        memory.add(A, vector(1, 1))
        memory.add(B, vector(4, 5))
        assert memory.distances(vector(1, 1)).tolist() == [0.0, 5.0]
        assert memory.distances(vector(1, 2)) == pytest.approx([1.0, 18**0.5], abs=1e-15)

    def test_l2_of_normalised_embeddings_by_hand(self) -> None:
        memory = PrototypeMemory(2, distance=Distance.L2, normalise=True)
        memory.add(A, vector(7, 0))
        assert memory.distances(vector(0, 3)) == pytest.approx([2**0.5], abs=1e-15)

    @BOTH_FORMS
    @BOTH_DISTANCES
    @pytest.mark.parametrize("stack_size", [0, 1, 5, 32, 33, 1_500])
    def test_stacks_agree_with_the_definition(
        self, distance: Distance, normalise: bool, stack_size: int
    ) -> None:
        rng = np.random.default_rng(stack_size)
        dim, classes = 24, 13
        memory = PrototypeMemory(dim, distance=distance, normalise=normalise)
        for number in range(60):
            embedding = rng.normal(size=dim).astype(np.float32)
            memory.add(ClassId(1 + number % classes), embedding)
        stack = (rng.normal(size=(stack_size, dim)) + 0.5).astype(np.float32)
        stack *= rng.uniform(0.1, 100, size=(stack_size, 1)).astype(np.float32)
        got = memory.distances(stack)
        assert got.shape == (stack_size, classes)
        expected = np.empty_like(got)
        for row, column in np.ndindex(expected.shape):
            z = unit_of(stack[row]) if normalise else stack[row].astype(np.float64)
            y = memory.prototype(ClassId(1 + column))
            expected[row, column] = (
                np.linalg.norm(y - z)
                if distance is Distance.L2
                else 1 - y @ z / np.linalg.norm(y) / np.linalg.norm(z)
            )
        np.testing.assert_allclose(got, expected, rtol=1e-6, atol=1e-6)
        for row in range(min(stack_size, 40)):
            single = memory.distances(stack[row])
            assert single.shape == (classes,)
            assert single.dtype == np.float64
            np.testing.assert_allclose(single, expected[row], rtol=1e-6, atol=1e-6)

    @BOTH_DISTANCES
    @given(content=members, probe=vectors)
    def test_follow_every_change_of_the_prototypes(
        self, distance: Distance, content: list[tuple[ClassId, Vector]], probe: Vector
    ) -> None:
        memory = filled(content, distance=distance)
        for class_id, embedding in content[::2]:
            memory.remove(class_id, embedding)
        fresh = PrototypeMemory(DIM, distance=distance, normalise=False)
        for class_id, embedding in content[1::2]:
            fresh.add(class_id, embedding)
        assert memory.distances(probe).tolist() == fresh.distances(probe).tolist()
        assert len(memory.distances(probe)) == len(memory.class_ids)

    @BOTH_DISTANCES
    @BOTH_FORMS
    @pytest.mark.parametrize("dim", [1, 3, 7, 64, 513])
    def test_equal_prototypes_are_equally_far_to_the_last_bit(
        self, distance: Distance, normalise: bool, dim: int
    ) -> None:
        rng = np.random.default_rng(dim)
        memory = PrototypeMemory(dim, distance=distance, normalise=normalise)
        embedding = rng.normal(size=dim).astype(np.float32)
        for class_id in range(1, 12):
            for _ in range(5 if normalise else class_id):
                memory.add(ClassId(class_id), embedding)
        probe = rng.normal(size=dim).astype(np.float32)
        assert len(set(memory.distances(probe).tolist())) == 1

    def test_many_classes_keep_their_columns_while_the_matrix_grows(self) -> None:
        class_ids = [ClassId(1 + number) for number in np.random.default_rng(0).permutation(50)]
        memory = PrototypeMemory(2, distance=Distance.L2, normalise=False)
        for class_id in class_ids:
            memory.add(class_id, vector(class_id, 0))
        assert memory.class_ids == tuple(range(1, 51))
        assert memory.distances(vector(0, 0)).tolist() == [float(n) for n in range(1, 51)]

    @BOTH_FORMS
    @pytest.mark.parametrize("stack_size", [1, 40])
    def test_a_zero_vector_is_at_cosine_distance_one(
        self, normalise: bool, stack_size: int
    ) -> None:
        memory = PrototypeMemory(2, normalise=normalise)
        memory.add(A, vector(0, 0))
        memory.add(B, vector(3, 4))
        memory.add(C, vector(1, 0))
        memory.add(C, vector(-1, 0))  # the mean is zero, the members are not
        assert memory.distances(vector(0, 0)).tolist() == [1.0, 1.0, 1.0]
        assert memory.distances(vector(3, 4)) == pytest.approx([1.0, 0.0, 1.0], abs=1e-15)
        zeros = np.zeros((stack_size, 2), dtype=np.float32)
        assert memory.distances(zeros).tolist() == [[1.0, 1.0, 1.0]] * stack_size

    @BOTH_DISTANCES
    @pytest.mark.parametrize("scale", [1e-38, 1e-20, 1e20, 1e38])
    def test_extreme_lengths_in_a_large_stack_are_measured_too(
        self, distance: Distance, scale: float
    ) -> None:
        memory = PrototypeMemory(2, distance=distance, normalise=True)
        memory.add(A, vector(1, 0))
        memory.add(B, vector(0, 1))
        stack = np.tile(vector(1, 1), (40, 1))
        stack[7] = vector(0, scale)
        expected = [1.0, 0.0] if distance is Distance.COSINE else [2**0.5, 0.0]
        assert memory.distances(stack)[7] == pytest.approx(expected, abs=1e-7)

    @pytest.mark.parametrize("stack_size", [0, 3, 50])
    @BOTH_DISTANCES
    def test_an_empty_memory_gives_no_columns(self, distance: Distance, stack_size: int) -> None:
        memory = PrototypeMemory(DIM, distance=distance)
        assert memory.distances(vector(1, 2, 3)).shape == (0,)
        assert memory.distances(np.ones((stack_size, DIM), np.float32)).shape == (stack_size, 0)

    def test_rounding_never_gives_a_distance_out_of_range(self) -> None:
        rng = np.random.default_rng(3)
        stack = rng.normal(size=(500, 8)).astype(np.float32)
        memory = PrototypeMemory(8)
        for row in range(100):
            memory.add(ClassId(row), stack[row])
            memory.add(ClassId(1_000 + row), -stack[row])
        everything = [memory.distances(stack), *(memory.distances(row) for row in stack[:100])]
        assert all(found.min() >= 0.0 and found.max() <= 2.0 for found in everything)


class TestRefusal:
    @pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
    @pytest.mark.parametrize(
        "act",
        [
            lambda memory, z: memory.add(A, z),
            lambda memory, z: memory.add(C, z),
            lambda memory, z: memory.remove(A, z),
            lambda memory, z: memory.distances(z),
            lambda memory, z: memory.distances(np.stack([z] * 40)),
            lambda memory, z: memory.prepared(z),
        ],
    )
    def test_what_is_not_finite_changes_nothing(
        self, act: Callable[[PrototypeMemory, Vector], object], bad: float
    ) -> None:
        memory = filled([(A, vector(1, 2, 3)), (A, vector(1, 0, 0)), (B, vector(0, 1, 0))])
        before = snapshot(memory)
        with pytest.raises(ValueError, match="finite"):
            act(memory, vector(1, bad, 0))
        assert snapshot(memory) == before

    def test_float64_beyond_float32_is_refused(self) -> None:
        memory = PrototypeMemory(1)
        with pytest.raises(ValueError, match="finite"):
            memory.prepared(np.array([1e39]))

    @pytest.mark.parametrize("shape", [(2,), (4,), (1, 2), (1, 1, 3)])
    def test_wrong_shapes(self, shape: tuple[int, ...]) -> None:
        memory = filled([(A, vector(1, 2, 3))])
        with pytest.raises(ValueError, match="embedding"):
            memory.distances(np.ones(shape, np.float32))
        with pytest.raises(ValueError, match="embedding"):
            memory.add(A, np.ones(shape, np.float32))

    def test_a_stack_cannot_be_added(self) -> None:
        with pytest.raises(ValueError, match="stack"):
            PrototypeMemory(DIM).add(A, np.ones((1, DIM), np.float32))

    def test_embeddings_without_components(self) -> None:
        with pytest.raises(ValueError, match="at least one"):
            PrototypeMemory(0)


class TestStorage:
    @BOTH_FORMS
    @BOTH_DISTANCES
    @given(content=members)
    @settings(max_examples=50)
    def test_what_was_stored_comes_back(
        self, distance: Distance, normalise: bool, content: list[tuple[ClassId, Vector]]
    ) -> None:
        memory = filled(content, distance=distance, normalise=normalise)
        back = PrototypeMemory(DIM, distance=distance, normalise=normalise)
        back.add(ClassId(99), vector(1, 1, 1))
        back.restore(reversed(memory.stored("encoder")))
        assert snapshot(back) == snapshot(memory)
        probe = vector(3, 1, 2)
        assert back.distances(probe).tolist() == memory.distances(probe).tolist()
        for class_id, embedding in content:
            back.remove(class_id, embedding)
        assert back.class_ids == ()

    def test_hand_computed(self) -> None:
        memory = filled([(A, vector(1, 2, 3)), (A, vector(3, 2, 1)), (B, vector(0, 0, 9))])
        first, second = memory.stored("encoder")
        assert (first.class_id, first.encoder_id, first.count) == (A, "encoder", 2)
        assert first.total.tolist() == [4.0, 4.0, 4.0]
        assert (second.class_id, second.count, second.total.tolist()) == (B, 1, [0.0, 0.0, 9.0])
        assert [stored.class_id for stored in memory.stored("encoder", [C, B])] == [B]

    def test_what_is_handed_out_is_a_copy(self) -> None:
        memory = filled([(A, vector(1, 2, 3))])
        memory.stored("encoder")[0].total[:] = 77
        memory.prototype(A)[:] = 77
        twin = memory.copy()
        twin.add(A, vector(9, 9, 9))
        twin.add(B, vector(9, 9, 9))
        assert snapshot(memory) == {A: (1, [1.0, 2.0, 3.0])}
        assert snapshot(twin) == {A: (2, [5.0, 5.5, 6.0]), B: (1, [9.0, 9.0, 9.0])}
        assert memory.distances(vector(1, 2, 3)) == pytest.approx([0.0], abs=1e-15)

    def test_preparing_does_not_change_what_was_given(self) -> None:
        embedding: npt.NDArray[np.float64] = np.array([3.0, 4.0, 0.0])
        prepared = PrototypeMemory(DIM, normalise=True).prepared(embedding)
        assert prepared == pytest.approx([0.6, 0.8, 0.0], abs=1e-15)
        assert embedding.tolist() == [3.0, 4.0, 0.0]
        plain = PrototypeMemory(DIM, normalise=False).prepared(embedding)
        plain[:] = 0
        assert embedding.tolist() == [3.0, 4.0, 0.0]

    @pytest.mark.parametrize(
        ("prototypes", "words"),
        [
            ([(A, "e", 1, [1.0, 1, 1]), (A, "e", 2, [1.0, 1, 1])], "twice"),
            ([(A, "e", 1, [1.0, 1, 1]), (B, "f", 1, [1.0, 1, 1])], "encoders"),
            ([(A, "e", 0, [1.0, 1, 1])], "0 members"),
            ([(A, "e", 1, [1.0, 1, 1, 1])], "3 numbers"),
            ([(A, "e", 1, [1.0, np.nan, 1])], "3 numbers"),
        ],
    )
    def test_what_does_not_fit_is_refused_and_changes_nothing(
        self, prototypes: list[tuple[ClassId, str, int, list[float]]], words: str
    ) -> None:
        memory = filled([(C, vector(1, 2, 3))])
        with pytest.raises(ValueError, match=words):
            memory.restore(
                StoredPrototype(class_id, encoder_id, count, np.array(total))
                for class_id, encoder_id, count, total in prototypes
            )
        assert snapshot(memory) == {C: (1, [1.0, 2.0, 3.0])}


def test_frozen_prototypes_stay_as_they_were_and_are_made_once() -> None:
    memory = PrototypeMemory(2)
    memory.add(ClassId(1), np.array([1.0, 0.0], dtype=np.float32))
    frozen = memory.frozen()
    assert memory.frozen() is frozen
    asked = np.array([0.0, 1.0], dtype=np.float32)
    before = frozen.distances(asked).copy()
    memory.add(ClassId(1), asked)
    memory.add(ClassId(2), asked)
    assert memory.frozen() is not frozen
    np.testing.assert_array_equal(frozen.distances(asked), before)
    assert (frozen.class_ids, frozen.count(ClassId(1))) == ((1,), 1)
    np.testing.assert_array_equal(memory.frozen().distances(asked), memory.distances(asked))
    with pytest.raises(ValueError, match="read-only"):
        memory.frozen().compared[0] = 0.0


@pytest.mark.parametrize("distance", Distance)
@given(counts=st.tuples(st.integers(0, 300), st.integers(0, 300), st.integers(0, 9)))
@settings(max_examples=30, deadline=None)
def test_many_at_once_are_many_one_by_one(distance: Distance, counts: tuple[int, int, int]) -> None:
    added, removed, before = counts
    rng = np.random.default_rng(sum(counts))
    rows = (rng.standard_normal((before + added, 3)) * 10.0 ** rng.integers(-3, 3)).astype(
        np.float32
    )
    at_once, by_one = PrototypeMemory(3, distance=distance), PrototypeMemory(3, distance=distance)
    for row in rows[:before]:
        at_once.add(ClassId(4), row)
    at_once.add_many(ClassId(4), rows[before:])
    at_once.remove_many(ClassId(4), rows[: min(removed, len(rows))])
    for row in rows:
        by_one.add(ClassId(4), row)
    for row in rows[:removed]:
        by_one.remove(ClassId(4), row)
    assert at_once.class_ids == by_one.class_ids
    assert at_once.count(ClassId(4)) == by_one.count(ClassId(4))
    if len(at_once):
        np.testing.assert_array_equal(at_once.prototype(ClassId(4)), by_one.prototype(ClassId(4)))
        with pytest.raises(ValueError, match="members"):
            at_once.remove_many(ClassId(4), np.ones((len(rows) + 1, 3), dtype=np.float32))
