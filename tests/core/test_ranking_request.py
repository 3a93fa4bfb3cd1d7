"""A snapshot that another thread ranks the waiting images from."""

from __future__ import annotations

import numpy as np
import pytest

from iaia_desktop.core.epsilon_rule import NewClassOdds
from iaia_desktop.core.feature_space import Features
from iaia_desktop.core.folder_shape import ShapeRequest
from iaia_desktop.core.memory import PrototypeMemory
from iaia_desktop.core.method import RankerChoice
from iaia_desktop.core.ranker_bank import PRIOR, LabelSnapshot, RankerBank
from iaia_desktop.core.ranking_request import RankingRequest
from iaia_desktop.core.types import ClassId, ImageId, Vector

COUNT, DIM = 40, 4
RNG = np.random.default_rng(21)
TRUTH = np.arange(COUNT) % 3
TABLE = (np.eye(3, DIM)[TRUTH] + 0.3 * RNG.standard_normal((COUNT, DIM))).astype(np.float32)
SHAPE = ShapeRequest(range(COUNT), TABLE).work_out()
FEATURES = SHAPE.features_of(np.arange(COUNT), TABLE)
WAITING = [ImageId(number) for number in range(9, COUNT)]


def memory_of(count: int) -> PrototypeMemory:
    memory = PrototypeMemory(DIM)
    for number in range(count):
        memory.add(ClassId(int(TRUTH[number]) + 1), TABLE[number])
    return memory


def bank_of(count: int) -> RankerBank:
    labels = LabelSnapshot(
        range(count),
        [ClassId(int(number) + 1) for number in TRUTH[:count]],
        np.zeros((0, DIM), np.float32),
        [],
    )
    return RankerBank(SHAPE, labels, TABLE, memory_of(count))


class Rising:
    """A novelty that rises with the first number of an embedding."""

    def novelties(self, rows: Vector) -> Features:
        return rows[:, 0]


@pytest.mark.parametrize("ranker", PRIOR)
def test_classes_and_confidences_are_those_of_the_ranker(ranker: RankerChoice) -> None:
    bank = bank_of(9)
    request = RankingRequest(WAITING, TABLE, memory_of(9), ranker=ranker, bank=bank)
    ranking = request.rank(0, len(request))
    chances = bank.probabilities(ranker, np.array(WAITING))
    sorted_chances = np.sort(chances, axis=1)
    assert ranking.image_ids.tolist() == WAITING
    np.testing.assert_array_equal(ranking.class_ids, chances.argmax(axis=1) + 1)
    np.testing.assert_array_equal(
        ranking.runner_up_ids, np.argsort(-chances, kind="stable")[:, 1] + 1
    )
    np.testing.assert_allclose(ranking.confidences, sorted_chances[:, -1])
    np.testing.assert_allclose(
        ranking.margins, sorted_chances[:, -1] - sorted_chances[:, -2], atol=1e-6
    )
    assert (ranking.typicality, ranking.new_chances) == (None, None)


def test_without_rankers_the_prototypes_rank() -> None:
    request = RankingRequest(WAITING, TABLE, memory_of(9))
    ranking = request.rank(0, len(request))
    distances = np.asarray(memory_of(9).distances(TABLE[9:]), dtype=np.float64)
    np.testing.assert_array_equal(ranking.class_ids, distances.argmin(axis=1) + 1)
    np.testing.assert_allclose(ranking.novelties, distances.min(axis=1), atol=1e-6)
    scores = np.exp(-20.0 * distances)
    np.testing.assert_allclose(
        ranking.confidences, (scores / scores.sum(axis=1, keepdims=True)).max(axis=1), atol=1e-4
    )


def test_blocks_joined_are_the_whole() -> None:
    def request() -> RankingRequest:
        return RankingRequest(
            WAITING,
            TABLE,
            memory_of(9),
            ranker=RankerChoice.MIX,
            bank=bank_of(9),
            novelty=Rising(),
            odds=NewClassOdds(0.1, -2.0, 1.5),
            shape=SHAPE,
            seeks_new=True,
        )

    whole = request().rank(0, COUNT)
    parts = request()
    joined = parts.joined([parts.rank(0, 10), parts.rank(10, 12), parts.rank(12, COUNT)])
    for name in whole.__slots__:
        np.testing.assert_allclose(getattr(joined, name), getattr(whole, name), atol=1e-6)
    assert len(request().joined([])) == 0
    assert len(request().rank(5, 5)) == 0


def test_the_chance_of_a_new_class_is_taken_off_the_confidence() -> None:
    odds = NewClassOdds(0.1, -1.0, 2.0)
    plain = RankingRequest(WAITING, TABLE, memory_of(9), bank=bank_of(9)).rank(0, COUNT)
    doubted = RankingRequest(
        WAITING, TABLE, memory_of(9), bank=bank_of(9), novelty=Rising(), odds=odds
    ).rank(0, COUNT)
    expected = [odds.chance(float(row[0])) for row in TABLE[9:]]
    assert doubted.new_chances is not None
    np.testing.assert_allclose(doubted.new_chances, expected, atol=1e-5)
    np.testing.assert_allclose(
        doubted.confidences, plain.confidences * (1 - np.array(expected)), atol=1e-5
    )
    np.testing.assert_array_equal(doubted.class_ids, plain.class_ids)
    np.testing.assert_array_equal(doubted.novelties, TABLE[9:, 0])
    assert doubted.margins.min() >= 0.0


def test_the_shape_says_how_typical_images_are() -> None:
    ranking = RankingRequest(WAITING, TABLE, memory_of(9), shape=SHAPE).rank(0, COUNT)
    np.testing.assert_array_equal(ranking.typicality, SHAPE.density[9:])


def seeking() -> RankingRequest:
    return RankingRequest(
        WAITING, TABLE, memory_of(9), bank=bank_of(9), shape=SHAPE, seeks_new=True
    )


def test_while_classes_are_looked_for_the_nearest_labelled_image_is_known() -> None:
    ranking = seeking().rank(0, COUNT)
    cosines = FEATURES[9:].astype(np.float64) @ FEATURES[:9].T
    assert ranking.nearest is not None
    np.testing.assert_allclose(ranking.nearest, 1.0 - cosines.max(axis=1), atol=1e-5)
    later = RankingRequest(WAITING, TABLE, memory_of(9), bank=bank_of(9), shape=SHAPE)
    assert later.rank(0, COUNT).nearest is None


def test_an_image_as_if_labelled_waits_no_more_and_is_like_what_is_known() -> None:
    request = seeking()
    before = request.rank(0, COUNT)
    after = request.as_if_labelled(before, ImageId(20))
    assert after.image_ids.tolist() == [number for number in WAITING if number != 20]
    kept = before.image_ids != 20
    distances = 1.0 - FEATURES[9:][kept] @ FEATURES[20]
    assert before.nearest is not None
    assert after.nearest is not None
    np.testing.assert_allclose(
        after.nearest, np.minimum(before.nearest[kept], distances), atol=1e-6
    )
    np.testing.assert_array_equal(after.class_ids, before.class_ids[kept])
    np.testing.assert_array_equal(after.confidences, before.confidences[kept])
    assert (after.novelties <= before.novelties[kept]).all()


def test_before_the_first_label_everything_is_unlike_what_is_known() -> None:
    ranking = RankingRequest(WAITING, TABLE, PrototypeMemory(DIM), shape=SHAPE).rank(0, COUNT)
    assert not ranking.class_ids.any()
    assert not ranking.confidences.any()
    assert np.isinf(ranking.novelties).all()
    assert ranking.typicality is not None


def test_a_single_class_has_no_runner_up() -> None:
    ranking = RankingRequest(WAITING, TABLE, memory_of(1)).rank(0, COUNT)
    assert set(ranking.class_ids.tolist()) == {1}
    assert not ranking.runner_up_ids.any()
    np.testing.assert_array_equal(ranking.margins, ranking.confidences)
    np.testing.assert_allclose(ranking.confidences, 1.0)


def test_it_can_be_stopped_between_steps() -> None:
    class StoppedError(Exception):
        pass

    def stop() -> None:
        raise StoppedError

    request = RankingRequest(
        WAITING, TABLE, memory_of(9), ranker=RankerChoice.GRAPH, bank=bank_of(9)
    )
    with pytest.raises(StoppedError):
        request.rank(0, COUNT, stop)
