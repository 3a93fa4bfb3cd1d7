"""The replay against a slow implementation of Algorithm 1, written out step by step."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pytest

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import CancelledError
from iaia_desktop.core.types import Distance
from iaia_desktop.experiments.dataset import NOT_EMBEDDED, DataSetError, EmbeddedSet
from iaia_desktop.experiments.replay import simulate, simulate_job
from iaia_desktop.experiments.results import SimulationResult
from iaia_desktop.experiments.settings import OnNew, Order, SimulationSettings

MakeData = Callable[..., EmbeddedSet]

LEVELS = (1.0, 0.5, 0.25, 0.1, 0.05, 0.01, 0.0)
EPSILONS = {Distance.COSINE: (None, 0.0, 0.25, 0.6), Distance.L2: (None, 0.0, 0.9, 2.5)}


@dataclass
class Cluster:
    """A row of M: y_k, n_k, and the true class that it stands for (None: nobody knows)."""

    mean: list[float] = field(default_factory=list)
    count: int = 0
    name: int | None = None


@dataclass
class Literal:
    """What the literal implementation records."""

    nearest: list[int | None] = field(default_factory=list)
    distance: list[float | None] = field(default_factory=list)
    was_new: list[bool] = field(default_factory=list)
    said_new: list[bool] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    human: list[bool] = field(default_factory=list)
    asked: int = 0
    labels: list[int | None] = field(default_factory=list)
    accuracy: float = 0.0
    accuracy_all: float = 0.0
    confusion: list[list[int]] = field(default_factory=lambda: [[0, 0], [0, 0]])


def norm(vector: list[float]) -> float:
    return math.sqrt(sum(value * value for value in vector))


def far(kind: Distance, left: list[float], right: list[float]) -> float:
    if kind is Distance.L2:
        return math.sqrt(sum((a - b) ** 2 for a, b in zip(left, right, strict=True)))
    product = sum(a * b for a, b in zip(left, right, strict=True))
    return 1.0 - product / (norm(left) * norm(right))


def learn(cluster: Cluster, vector: list[float]) -> None:
    """Step 3: y_k <- ((n_k - 1) / n_k) y_k + (1 / n_k) z_i."""
    cluster.count += 1
    old = cluster.mean or [0.0] * len(vector)
    n = cluster.count
    cluster.mean = [(n - 1) / n * y + z / n for y, z in zip(old, vector, strict=True)]


def rows_of(data: EmbeddedSet, settings: SimulationSettings, seed: int) -> list[int]:
    rows = list(range(len(data)))
    if settings.order is not Order.FILE:
        rows = np.random.default_rng(seed).permutation(len(data)).tolist()
    if settings.order is Order.DOMAIN:
        rows = sorted(rows, key=lambda row: int(data.truth.domains[row]))
    return rows[: settings.limit]


def observe(data: EmbeddedSet, settings: SimulationSettings, row: int) -> list[float]:
    z = [float(value) for value in data.embeddings[row]]
    if not settings.normalise:
        return z
    length = norm(z)
    return [value / length for value in z]


def suggestion(
    memory: list[Cluster], z: list[float], settings: SimulationSettings
) -> tuple[Cluster | None, float | None, bool]:
    """Step 1: the nearest cluster, how far it is, and nc_hat."""
    best: Cluster | None = None
    d: float | None = None
    for cluster in memory:
        now = far(settings.distance, cluster.mean, z)
        if d is None or now < d:
            best, d = cluster, now
    return best, d, d is None or (settings.epsilon is not None and d > settings.epsilon)


def told(memory: list[Cluster], best: Cluster | None, k: int, *, nc_hat: bool) -> Cluster:
    """Step 2, with the human: the cluster of the true class."""
    if best is not None and not nc_hat and best.name is None:
        best.name = k
    if best is not None and best.name == k:
        return best
    named = [cluster for cluster in memory if cluster.name == k]
    if named:
        return named[0]
    memory.append(Cluster(name=k))
    return memory[-1]


def algorithm_1(data: EmbeddedSet, settings: SimulationSettings, seed: int) -> Literal:
    chance = np.random.default_rng(seed).random(len(data))
    memory: list[Cluster] = []
    homes: list[Cluster] = []
    seen: list[int] = []
    out = Literal()
    counted = 0
    for i, row in enumerate(rows_of(data, settings, seed), start=1):
        z = observe(data, settings, row)
        k = int(data.truth.labels[row])
        best, d, nc_hat = suggestion(memory, z, settings)
        k_hat = None if best is None else best.name
        nc = k not in seen
        seen.append(k)
        # Step 4: the figures, by the recurrences of the paper.
        right = nc if nc_hat else k_hat == k
        out.confusion[nc][nc_hat] += 1
        out.accuracy_all = (i - 1) / i * out.accuracy_all + right / i
        if not nc:
            counted += 1
            out.accuracy = (counted - 1) / counted * out.accuracy + right / counted
        # Steps 2 and 3: the answer, and what is learnt from it.
        drawn = bool(chance[row] < settings.supervision)
        by_human = drawn or (nc_hat and settings.on_new is OnNew.ASK)
        out.asked += by_human and not drawn
        if by_human:
            home = told(memory, best, k, nc_hat=nc_hat)
        else:
            home = Cluster() if nc_hat or best is None else best
            if home.count == 0 and settings.learn_from_machine:
                memory.append(home)
        if by_human or settings.learn_from_machine:
            learn(home, z)
        homes.append(home)
        out.nearest.append(k_hat)
        out.distance.append(d)
        out.was_new.append(nc)
        out.said_new.append(nc_hat)
        out.right.append(right)
        out.human.append(by_human)
    out.labels = [home.name for home in homes]
    return out


def numbers(values: list[int | None]) -> list[int]:
    return [-1 if value is None else value for value in values]


def assert_same(result: SimulationResult, literal: Literal) -> None:
    assert result.predicted.tolist() == numbers(literal.nearest)
    assert result.label.tolist() == numbers(literal.labels)
    assert result.was_new.tolist() == literal.was_new
    assert result.predicted_new.tolist() == literal.said_new
    assert result.correct.tolist() == literal.right
    assert result.human.tolist() == literal.human
    distances = [math.nan if value is None else value for value in literal.distance]
    np.testing.assert_allclose(result.distance, distances, rtol=0, atol=1e-9)
    old, new = literal.confusion
    assert [list(row) for row in result.confusion] == [old, new]
    assert result.accuracy == pytest.approx(literal.accuracy, abs=1e-9)
    assert result.accuracy_all == pytest.approx(literal.accuracy_all, abs=1e-9)
    said, were = old[1] + new[1], new[0] + new[1]
    assert result.precision == (pytest.approx(new[1] / said, abs=1e-9) if said else None)
    assert result.recall == (pytest.approx(new[1] / were, abs=1e-9) if were else None)
    right = sum(
        label == int(truth) for label, truth in zip(literal.labels, result.truth, strict=True)
    )
    assert result.final_label_accuracy == pytest.approx(right / len(literal.labels), abs=1e-9)
    assert result.human_decisions == sum(literal.human)
    assert result.machine_decisions == len(literal.human) - sum(literal.human)
    assert int(result.asked.sum()) == literal.asked


@pytest.mark.parametrize("supervision", LEVELS)
@pytest.mark.parametrize("distance", list(Distance))
def test_every_setting_equals_the_algorithm_as_it_is_written(
    make_data: MakeData, distance: Distance, supervision: float
) -> None:
    data = make_data()
    for epsilon in EPSILONS[distance]:
        for on_new in OnNew:
            for learns in (True, False):
                settings = SimulationSettings(
                    distance=distance,
                    epsilon=epsilon,
                    supervision=supervision,
                    on_new=on_new,
                    learn_from_machine=learns,
                )
                assert_same(simulate(data, settings, 3), algorithm_1(data, settings, 3))


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("normalise", [True, False])
@pytest.mark.parametrize("limit", [None, 1, 50, 5_000])
def test_orders_limits_and_raw_embeddings_too(
    make_data: MakeData, order: Order, normalise: bool, limit: int | None
) -> None:
    data = make_data()
    for distance, epsilon in ((Distance.COSINE, 0.4), (Distance.L2, 1.2)):
        settings = SimulationSettings(
            distance=distance,
            epsilon=epsilon,
            order=order,
            supervision=0.3,
            on_new=OnNew.CREATE,
            normalise=normalise,
            limit=limit,
        )
        result, literal = simulate(data, settings, 11), algorithm_1(data, settings, 11)
        if limit == 1:
            assert result.accuracy is None
            literal.accuracy = 0.0
            result = replace(result, accuracy=0.0)
        assert_same(result, literal)


def test_float32_is_taken_as_it_is(make_data: MakeData) -> None:
    data = make_data()
    settings = SimulationSettings(epsilon=0.3, supervision=0.5)
    single = replace(data, embeddings=data.embeddings.astype(np.float32))
    assert_same(simulate(single, settings, 0), algorithm_1(single, settings, 0))


def test_a_seed_gives_the_same_and_another_does_not(make_data: MakeData) -> None:
    data = make_data()
    settings = SimulationSettings(epsilon=0.3, supervision=0.5, on_new=OnNew.CREATE)
    first, again, other = (simulate(data, settings, seed) for seed in (4, 4, 5))
    assert without_seconds(first) == without_seconds(again)
    np.testing.assert_array_equal(first.distance, again.distance)
    assert first.rows.tolist() == again.rows.tolist() != other.rows.tolist()


def without_seconds(result: SimulationResult) -> dict[str, object]:
    return {name: value for name, value in result.figures().items() if name != "seconds"}


def test_the_same_images_are_drawn_in_every_order_and_more_at_a_higher_level(
    make_data: MakeData,
) -> None:
    data = make_data()
    drawn: dict[tuple[Order, float], set[int]] = {}
    for order in Order:
        for level in (0.2, 0.6):
            result = simulate(data, SimulationSettings(order=order, supervision=level), 2)
            rows = result.rows[result.human & ~result.asked]
            drawn[order, level] = set(rows.tolist())
    assert drawn[Order.FILE, 0.2] == drawn[Order.SHUFFLE, 0.2] == drawn[Order.DOMAIN, 0.2]
    assert drawn[Order.FILE, 0.2] < drawn[Order.FILE, 0.6]


def test_domains_come_one_after_the_other(make_data: MakeData) -> None:
    result = simulate(make_data(), SimulationSettings(order=Order.DOMAIN), 0)
    assert result.domain.tolist() == sorted(result.domain.tolist())
    changes = result.domain_changes
    assert [int(result.domain[step]) for step in changes] == [1, 2]
    assert [int(result.domain[step - 1]) for step in changes] == [0, 1]
    assert sorted(result.rows.tolist()) == list(range(120))


def test_an_order_by_domain_needs_domains(make_data: MakeData) -> None:
    data = make_data()
    plain = replace(data, truth=replace(data.truth, domain_names=()))
    with pytest.raises(DataSetError, match="no domains"):
        simulate(plain, SimulationSettings(order=Order.DOMAIN), 0)


def test_images_without_an_embedding_are_left_out(make_data: MakeData) -> None:
    data = make_data()
    places = data.places.copy()
    places[::2] = NOT_EMBEDDED
    result = simulate(replace(data, places=places), SimulationSettings(), 0)
    whole = np.random.default_rng(0).permutation(120)
    assert result.rows.tolist() == [row for row in whole.tolist() if row % 2]
    with pytest.raises(DataSetError, match="No image"):
        simulate(replace(data, places=np.full_like(places, NOT_EMBEDDED)), SimulationSettings(), 0)


def test_it_stops_when_told_to(make_data: MakeData) -> None:
    cancel = CancelToken()
    job = simulate_job(make_data(images=600), SimulationSettings(), 0, cancel)
    next(job)
    cancel.cancel()
    with pytest.raises(CancelledError):
        next(job)


@pytest.mark.parametrize("changes", [{"supervision": 1.5}, {"epsilon": -1.0}, {"limit": 0}])
def test_settings_that_make_no_sense_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="not"):
        SimulationSettings(**changes)
