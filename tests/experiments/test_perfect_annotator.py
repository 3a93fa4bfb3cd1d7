"""A perfect annotator counts the actions that labelling takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import CancelledError
from iaia_desktop.core.half import rounded
from iaia_desktop.core.method import EpsilonMode, RankerChoice
from iaia_desktop.core.orders import OrderChoice
from iaia_desktop.core.ranker_bank import PRIOR
from iaia_desktop.core.types import Distance, ImageId, ImageState
from iaia_desktop.experiments.dataset import (
    NOT_EMBEDDED,
    DataSetError,
    EmbeddedSet,
    truth_from_names,
)
from iaia_desktop.experiments.effort import EffortResult, EffortSettings, Protocol
from iaia_desktop.experiments.engine_ranker import EngineRanker
from iaia_desktop.experiments.perfect_annotator import PerfectAnnotator, effort_job
from iaia_desktop.experiments.replay import simulate
from iaia_desktop.experiments.settings import Order, SimulationSettings

MakeData = Callable[..., EmbeddedSet]

ONE = EffortSettings(protocol=Protocol.ONE)
PAGES = EffortSettings()


def clusters(images: int = 240, classes: int = 5, noise: float = 0.1) -> EmbeddedSet:
    """Return groups of images that no ranker can confuse."""
    rng = np.random.default_rng(1)
    labels = rng.permutation(np.arange(images) % classes)
    rows = np.eye(classes, 12)[labels] + noise * rng.standard_normal((images, 12))
    return EmbeddedSet(
        truth_from_names("clusters", Path("clusters"), [f"class {label}" for label in labels]),
        rows.astype(np.float32),
        np.arange(images),
        "clusters/1",
    )


def run(data: EmbeddedSet, settings: EffortSettings, seed: int = 0) -> EffortResult:
    job = effort_job(data, settings, seed, CancelToken())
    while True:
        try:
            next(job)
        except StopIteration as stop:
            result: EffortResult = stop.value
            return result


def test_pages_take_little_more_than_an_action_a_page_and_a_name_a_class() -> None:
    data = clusters()
    result = run(data, PAGES)
    assert (result.images, result.right, result.names) == (240, 240, 5)
    assert result.page_images + result.singles == 240
    # Nine or so single images while classes are sought, and a page of each class cut short.
    assert result.actions <= 240 / 24 + 5 + 14 + 5
    assert result.actions == result.pages + result.corrections + result.singles + result.names
    assert result.accuracy == 1.0
    assert result.actions_per_image == result.actions / 240


def test_larger_pages_take_fewer_actions() -> None:
    data = clusters()
    actions = [run(data, replace(PAGES, page_size=size)).actions for size in (4, 12, 48)]
    assert actions == sorted(actions, reverse=True)
    assert len(set(actions)) == 3


@pytest.mark.parametrize("ranker", [RankerChoice.AUTO, RankerChoice.PROTOTYPE])
def test_one_at_a_time_takes_an_action_an_image_and_a_name_a_class(
    ranker: RankerChoice, make_data: MakeData
) -> None:
    result = run(make_data(), replace(ONE, ranker=ranker))
    assert (result.images, result.right, result.names) == (120, 120, 6)
    assert (result.singles, result.pages, result.page_images, result.corrections) == (120, 0, 0, 0)
    assert result.actions == 126


@pytest.mark.parametrize("protocol", Protocol)
def test_doubtful_images_get_their_true_labels_too(protocol: Protocol, make_data: MakeData) -> None:
    data = make_data()
    annotator = PerfectAnnotator(data, replace(ONE, protocol=protocol), 3)
    result = run(data, replace(ONE, protocol=protocol), 3)
    assert result.right == result.images == len(annotator.stream) == 120
    assert result.actions == result.pages + result.corrections + result.singles + result.names
    assert result.page_images + result.singles == 120
    assert result.figures()["final_label_accuracy"] == 1.0


@pytest.mark.parametrize("protocol", Protocol)
def test_a_seed_gives_the_same_run(protocol: Protocol, make_data: MakeData) -> None:
    settings = replace(ONE, protocol=protocol)
    assert run(make_data(), settings, 5) == run(make_data(), settings, 5)


@pytest.mark.parametrize("normalise", [True, False])
@pytest.mark.parametrize("distance", Distance)
def test_the_papers_ranker_is_as_accurate_as_the_replay(
    normalise: bool, distance: Distance, make_data: MakeData
) -> None:
    # The same stream through two programs: the engine of the window, and the replay of the paper.
    data = make_data()
    data = replace(data, embeddings=rounded(data.embeddings.astype(np.float32)))
    papers = replace(
        ONE,
        ranker=RankerChoice.PROTOTYPE,
        epsilon_mode=EpsilonMode.NONE,
        normalise=normalise,
        distance=distance,
    )
    for seed in range(3):
        replayed = simulate(data, SimulationSettings(normalise=normalise, distance=distance), seed)
        assert run(data, papers, seed).accuracy == pytest.approx(replayed.accuracy)


def test_a_fixed_epsilon_alarms_as_in_the_replay(make_data: MakeData) -> None:
    data = make_data()
    data = replace(data, embeddings=rounded(data.embeddings.astype(np.float32)))
    settings = replace(
        ONE, ranker=RankerChoice.PROTOTYPE, epsilon_mode=EpsilonMode.FIXED, epsilon=0.2
    )
    result = run(data, settings, 1)
    (_, alarms), (misses, _) = simulate(data, SimulationSettings(epsilon=0.2), 1).confusion
    assert (result.false_new, result.missed_new) == (alarms, misses)


@pytest.mark.parametrize("order", OrderChoice)
def test_the_orders_of_the_window_decide_every_image_once(order: OrderChoice) -> None:
    result = run(clusters(90), replace(ONE, order=order))
    assert (result.images, result.right, result.actions) == (90, 90, 95)


def test_in_folder_order_images_come_as_they_lie(make_data: MakeData) -> None:
    data = make_data()
    by_folder = run(data, replace(ONE, order=OrderChoice.FOLDER))
    by_file = run(data, replace(ONE, order=Order.FILE))
    assert by_folder.accuracy == by_file.accuracy


def test_every_ranker_is_judged_on_the_same_images() -> None:
    result = run(clusters(), ONE)
    assert list(result.rankers) == [ranker.value for ranker in PRIOR]
    assert all(share is not None and share > 0.9 for share in result.rankers.values())
    assert result.leader in result.rankers
    papers = run(clusters(60), replace(ONE, ranker=RankerChoice.PROTOTYPE))
    assert set(papers.rankers.values()) == {None}
    assert papers.leader == "prototype"


def test_a_limit_and_images_without_embedding(make_data: MakeData) -> None:
    data = make_data()
    assert run(data, replace(PAGES, limit=50)).images == 50
    places = data.places.copy()
    places[::4] = NOT_EMBEDDED
    result = run(replace(data, places=places), PAGES)
    assert (result.images, result.right) == (90, 90)
    nothing = run(replace(data, places=np.full_like(places, NOT_EMBEDDED)), PAGES)
    assert (nothing.images, nothing.actions, nothing.accuracy) == (0, 0, None)
    assert nothing.actions_per_image == 0.0


def test_what_cannot_be() -> None:
    with pytest.raises(ValueError, match="at least one image, not 0"):
        EffortSettings(page_size=0)
    with pytest.raises(DataSetError):
        run(clusters(40), replace(PAGES, order=Order.DOMAIN))


@pytest.mark.parametrize("protocol", Protocol)
def test_a_run_can_be_stopped(protocol: Protocol) -> None:
    token = CancelToken()
    job = effort_job(clusters(60), replace(ONE, protocol=protocol), 0, token)
    event = next(job)
    assert event.total == 60
    token.cancel()
    with pytest.raises(CancelledError):
        for _ in job:
            pass


def test_the_settings_are_written_as_the_options_are_named() -> None:
    assert PAGES.as_json() == {
        "protocol": "pages",
        "page_size": 24,
        "ranker": "auto",
        "order": "shuffle",
        "distance": "cosine",
        "epsilon": "auto",
        "faithful": False,
        "limit": None,
    }
    fixed = replace(ONE, epsilon_mode=EpsilonMode.FIXED, epsilon=0.4, normalise=False)
    assert (fixed.as_json()["epsilon"], fixed.as_json()["faithful"]) == (0.4, True)


def test_the_engine_ranks_by_true_class_numbers() -> None:
    data = clusters(120)
    ranker = EngineRanker(data, PAGES, 0)
    truth = np.array(ranker.truth)
    np.testing.assert_array_equal(truth, data.truth.labels + 1)
    assert ranker.recent_accuracy() is None
    for row in range(60):
        ranker.label(row, int(truth[row]))
    rows = np.arange(70, 120, 3)
    ranking = ranker.rank(rows)
    np.testing.assert_array_equal(ranking.image_ids, rows)
    np.testing.assert_array_equal(ranking.class_ids, truth[rows])
    assert (ranking.runner_up_ids != ranking.class_ids).all()
    for name in ("confidences", "margins", "novelties", "typicality", "new_chances"):
        assert getattr(ranking, name).shape == rows.shape
    accuracy = ranker.recent_accuracy()
    assert accuracy is not None
    assert accuracy > 0.9


def test_labels_go_through_the_decisions_of_the_window() -> None:
    annotator = PerfectAnnotator(clusters(30), PAGES, 0)
    first = annotator.stream[0]
    assert not annotator.knows(first)
    annotator.one(first)
    assert annotator.knows(first)
    verdict = annotator.state.verdict(first)
    assert (verdict.state, verdict.class_id) == (ImageState.LABELLED, 1)
    assert annotator.true_numbers().tolist() == [0, annotator.truth[first] + 1]
    assert ImageId(first) in annotator.stream
