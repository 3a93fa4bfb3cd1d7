from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iaia_desktop.core.annotator import RankedClass, Suggestion
from iaia_desktop.core.engine import LabellingEngine
from iaia_desktop.core.method import Method
from iaia_desktop.core.state import AnnotationState
from iaia_desktop.core.text_prior import (
    HALF_LIFE_LABELS,
    TextPrior,
    may_be_read,
    text_similarities,
)
from iaia_desktop.core.types import ClassId, Decision, ImageId, Vector

DIM = 48
CLASSES = 8
ONE, TWO, THREE = ClassId(1), ClassId(2), ClassId(3)


def unit(rows: np.ndarray) -> np.ndarray:
    unit_rows: np.ndarray = rows / np.linalg.norm(rows, axis=-1, keepdims=True)
    return unit_rows


@dataclass
class World:
    """Images in clusters and names in a space that agrees, but for a gap between the two."""

    images: Vector
    truth: np.ndarray
    names: Vector
    codes: Vector


def make_world(seed: int, count: int = 240, noise: float = 1.6) -> World:
    rng = np.random.default_rng(seed)
    directions = unit(rng.normal(size=(CLASSES, DIM)))
    common = 2.0 * unit(rng.normal(size=DIM))
    truth = rng.integers(0, CLASSES, count)
    images = common + directions[truth] + noise * unit(rng.normal(size=(count, DIM)))
    gap = 5.0 * unit(rng.normal(size=DIM))
    names = unit(gap + directions + 0.8 * unit(rng.normal(size=(CLASSES, DIM))))
    codes = unit(gap + 1.3 * unit(rng.normal(size=(CLASSES, DIM))))
    return World(
        images.astype(np.float32), truth, names.astype(np.float32), codes.astype(np.float32)
    )


class Run:
    """An engine that is asked about image after image and told the truth."""

    def __init__(self, world: World, texts: Vector | None) -> None:
        self.world = world
        self.state = AnnotationState(["#336699"])
        self.engine = LabellingEngine(self.state, Method())
        for number in range(len(world.images)):
            self.state.add_image(f"{number}.png")
        names = [f"class {number}" for number in range(CLASSES)]
        self.engine.apply(self.state.plan_import([], at=0.0, class_names=names))
        self.engine.use_encoder("agreeing", DIM)
        ids = [ImageId(number) for number in range(len(world.images))]
        self.engine.add_embeddings(ids, world.images)
        self.hits: list[bool] = []
        if texts is not None:
            self.engine.names.use({ClassId(k + 1): texts[k] for k in range(CLASSES)})

    def guess(self, number: int) -> ClassId | None:
        said = self.engine.suggestion(ImageId(number))
        return None if said is None or said.nearest is None else said.nearest.class_id

    def label(self, number: int, at: float = 0.0) -> Decision:
        image_id, truth = ImageId(number), ClassId(int(self.world.truth[number]) + 1)
        decision = self.state.plan_label(
            [image_id], truth, at=at, suggestions=self.engine.records([image_id])
        )
        self.engine.apply(decision.numbered(number + 1))
        return decision.numbered(number + 1)

    def through(self, count: int) -> list[bool]:
        for number in range(count):
            self.hits.append(self.guess(number) == int(self.world.truth[number]) + 1)
            self.label(number)
        return self.hits

    def zero_shot(self) -> float:
        guesses = [self.guess(number) for number in range(len(self.world.images))]
        return float(np.mean(np.array(guesses) == self.world.truth + 1))


def test_names_alone_are_far_above_chance() -> None:
    world = make_world(1)
    assert Run(world, world.names).zero_shot() > 0.6  # chance: 0.125
    assert Run(world, None).guess(0) is None


def test_the_first_image_has_a_suggestion_by_name() -> None:
    world = make_world(1)
    run = Run(world, world.names)
    said = run.engine.suggestion(ImageId(0))
    assert said is not None
    assert not said.is_new
    assert said.nearest is not None
    assert said.nearest.by_name
    assert len(said.ranked) == CLASSES
    record = run.engine.as_record(said)
    assert record is not None
    assert record.class_id == said.class_id
    assert record.distance is None  # there is no prototype to be distant from


def test_names_help_while_labels_are_few() -> None:
    gained = []
    for seed in range(4):
        world = make_world(seed)
        without = Run(world, None).through(40)
        gained.append(np.mean(Run(world, world.names).through(40)) - np.mean(without))
    assert min(gained) > 0
    assert np.mean(gained) > 0.1


def test_codes_as_names_cost_next_to_nothing() -> None:
    lost = []
    for seed in range(3):
        world = make_world(seed, count=120)
        without = np.mean(Run(world, None).through(120))
        lost.append(without - np.mean(Run(world, world.codes).through(120)))
    assert float(np.mean(lost)) <= 0.003


def test_names_that_are_wrong_lose_their_say() -> None:
    world = make_world(2)
    run = Run(world, np.roll(world.names, 1, axis=0))
    run.through(80)
    assert run.engine.learner is not None
    prior = run.engine.names.prior(run.engine.learner)
    assert prior is not None
    assert prior.weight == 0.0


@pytest.mark.parametrize(
    ("name", "readable"),
    [
        ("cat", True), ("golden retriever", True), ("OK", True), ("猫", True), ("ox", True),
        ("A1", False), ("x7", False), ("12", False), ("B", False), ("AB12", False), ("", False),
        ("class A", True),
    ],
)  # fmt: skip
def test_codes_are_not_read_at_all(name: str, readable: bool) -> None:
    assert may_be_read(name) is readable


def test_a_name_fades_as_its_class_gets_labels() -> None:
    texts = np.eye(3, 4, dtype=np.float32)
    prior = TextPrior((ONE, TWO, THREE), texts, text_scale=0.1)
    image = np.array([[1.0, 0.2, 0.0, 0.0]], dtype=np.float32)
    distances = np.full((1, 3), 0.4)
    leads = []
    for count in (0, 3, 30, 3000):
        scores = prior.scores(image, (ONE, TWO, THREE), distances, [count] * 3)[0]
        leads.append(scores[0] - scores[1])
    assert leads[0] == pytest.approx(2 * leads[1])
    assert HALF_LIFE_LABELS == 3
    assert leads == sorted(leads, reverse=True)
    assert leads[-1] < leads[0] / 500


def test_a_likely_new_class_is_looked_for_among_the_names_without_examples() -> None:
    texts = np.eye(3, 4, dtype=np.float32)
    prior = TextPrior((ONE, TWO, THREE), texts, text_scale=0.2, distance_scale=0.05)
    image = np.array([0.0, 0.1, 0.4, 1.0], dtype=np.float32)
    near = (RankedClass(ONE, 0.5), RankedClass(TWO, 0.7))
    known = prior.revised(Suggestion(False, near, 0.6), image, {ONE: 5, TWO: 5})
    new = prior.revised(Suggestion(True, near, 0.4), image, {ONE: 5, TWO: 5})
    assert known.class_id == ONE
    assert new.class_id == THREE
    assert not new.is_new
    assert new.distance == 0.5  # of the nearest prototype, for the statistics of epsilon


def test_without_say_nothing_changes() -> None:
    prior = TextPrior((ONE, TWO), np.eye(2, dtype=np.float32), weight=0.0)
    said = Suggestion(False, (RankedClass(TWO, 0.1),), None)
    assert prior.revised(said, np.ones(2, dtype=np.float32), {TWO: 1}) is said


def test_similarities_bear_zeros_and_any_length() -> None:
    images = np.array([[3.0, 4.0], [0.0, 0.0]], dtype=np.float32)
    found = text_similarities(images, np.array([[1.0, 0.0]], dtype=np.float32))
    np.testing.assert_allclose(found, [[0.6], [0.0]], atol=1e-6)
    with pytest.raises(ValueError, match="names"):
        TextPrior((ONE,), np.zeros((2, 3), dtype=np.float32))


def test_another_encoder_knows_no_names_and_the_same_one_keeps_them() -> None:
    world = make_world(1)
    run = Run(world, world.names)
    before = run.guess(0)
    run.engine.use_encoder("agreeing", DIM)
    run.engine.add_embeddings([ImageId(0)], world.images[:1])
    assert run.guess(0) == before
    run.engine.use_encoder("another", DIM)
    run.engine.add_embeddings([ImageId(0)], world.images[:1])
    assert run.guess(0) is None


def test_a_class_that_is_deleted_is_not_ranked() -> None:
    world = make_world(1)
    run = Run(world, world.names)
    first = run.guess(0)
    assert first is not None
    run.engine.apply(run.state.plan_delete(first, at=1.0).numbered(1))
    said = run.engine.suggestion(ImageId(0))
    assert said is not None
    assert first not in [row.class_id for row in said.ranked]
    assert len(said.ranked) == CLASSES - 1


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 50), labelled=st.integers(0, 25), taken_back=st.integers(1, 25))
def test_undo_brings_every_suggestion_back(seed: int, labelled: int, taken_back: int) -> None:
    world = make_world(seed, count=60)
    run = Run(world, world.names)
    for number in range(labelled):
        run.label(number)
    before = [run.engine.suggestion(ImageId(number)) for number in range(50, 60)]
    decisions = [run.label(number) for number in range(labelled, labelled + taken_back)]
    for decision in reversed(decisions):
        run.engine.apply(decision.undoing(at=2.0))
    assert [run.engine.suggestion(ImageId(number)) for number in range(50, 60)] == before


@given(
    distances=st.lists(st.floats(0, 2), min_size=2, max_size=6),
    counts=st.lists(st.integers(0, 50), min_size=6, max_size=6),
    seed=st.integers(0, 99),
)
def test_scores_are_finite_and_fall_with_distance(
    distances: list[float], counts: list[int], seed: int
) -> None:
    rng = np.random.default_rng(seed)
    ids = [ClassId(k + 1) for k in range(len(distances))]
    texts = unit(rng.normal(size=(len(ids), 5))).astype(np.float32)
    prior = TextPrior(tuple(ids), texts, distance_scale=0.1, text_scale=0.1)
    image = rng.normal(size=(1, 5)).astype(np.float32)
    row = np.array([distances])
    row[0, counts[0] % len(ids)] = np.nan
    scores = prior.scores(image, ids, row, counts[: len(ids)])
    assert np.isfinite(scores).all()
    known = int(np.flatnonzero(~np.isnan(row[0]))[0])
    farther = row.copy()
    farther[0, known] += 0.5
    after = prior.scores(image, ids, farther, counts[: len(ids)])
    assert after[0, known] < scores[0, known]


def test_chances_and_names_are_pooled_to_chances() -> None:
    texts = np.eye(3, 4, dtype=np.float32)
    prior = TextPrior((ONE, TWO, THREE), texts, text_scale=0.4)
    image = np.array([[0.1, 0.1, 1.0, 0.0]], dtype=np.float32)
    examples = np.array([[0.9, 0.1, np.nan]])
    calm = prior.pooled(image, (ONE, TWO, THREE), examples, [2, 2, 0], 0.05)[0]
    new = prior.pooled(image, (ONE, TWO, THREE), examples, [2, 2, 0], 0.9)[0]
    assert calm.sum() == pytest.approx(1.0)
    assert calm.argmax() == 0
    assert new.argmax() == 2
    said = Suggestion(
        True, (RankedClass(ONE, 0.5, chance=0.9), RankedClass(TWO, 0.6, chance=0.1)), 0.4
    )
    revised = prior.revised(said, image[0], {ONE: 2, TWO: 2})
    assert revised.class_id == THREE
    assert revised.ranked[1].chance is not None


def test_many_labels_leave_the_chances_as_they_are() -> None:
    prior = TextPrior((ONE, TWO), np.eye(2, 3, dtype=np.float32), text_scale=0.1)
    examples = np.array([[0.3, 0.7]])
    image = np.array([[1.0, 0.0, 0.0]], dtype=np.float32)
    after = prior.pooled(image, (ONE, TWO), examples, [100_000, 100_000], 0.1)
    np.testing.assert_allclose(after, examples, atol=1e-3)


def test_the_whole_folder_is_ranked_by_names_before_the_first_label() -> None:
    world = make_world(1)
    run = Run(world, world.names)
    request = run.engine.ranking_request()
    ranking = request.joined([request.rank(0, len(request))])
    assert np.mean(ranking.class_ids == world.truth + 1) > 0.6
    assert np.isinf(ranking.novelties).all()
    sure = ranking.confidences > np.median(ranking.confidences)
    right = ranking.class_ids == world.truth + 1
    assert np.mean(right[sure]) > np.mean(right[~sure])
    for number in range(30):
        run.label(number)
    request = run.engine.ranking_request()
    after = request.joined([request.rank(0, len(request))])
    assert np.mean(after.class_ids == world.truth[30:] + 1) > np.mean(right)
    agree = [run.guess(int(i)) == k for i, k in zip(after.image_ids, after.class_ids, strict=True)]
    assert np.mean(agree) > 0.8
