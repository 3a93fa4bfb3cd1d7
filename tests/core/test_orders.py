from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iaia_desktop.core import orders
from iaia_desktop.core.folder_features import IntArray, feature_steps
from iaia_desktop.core.folder_ranking import FolderRanking, empty_ranking
from iaia_desktop.core.ordering import placed
from iaia_desktop.core.orders import OrderChoice, OrderRequest, is_cold, order_ids, order_steps
from iaia_desktop.core.types import ImageId, Vector


def ranking_of(
    ids: IntArray,
    classes: list[int] | None = None,
    confidences: list[float] | None = None,
    margins: list[float] | None = None,
) -> FolderRanking:
    count = len(ids)
    real = np.zeros(count, dtype=np.float32)
    return FolderRanking(
        ids,
        np.array(classes if classes is not None else [0] * count, dtype=np.int64),
        np.zeros(count, dtype=np.int64),
        real if confidences is None else np.array(confidences, dtype=np.float32),
        real if margins is None else np.array(margins, dtype=np.float32),
        real,
    )


def table_of(rows: int, dim: int = 4, seed: int = 0) -> Vector:
    made: Vector = np.random.default_rng(seed).normal(size=(rows, dim)).astype(np.float32)
    return made


def warm(
    choice: OrderChoice,
    classes: list[int],
    confidences: list[float],
    first_class: int = 0,
    margins: list[float] | None = None,
) -> list[int]:
    """Order images 0, 1, ... with labels enough that the ranking is followed."""
    count = len(classes)
    labelled = np.arange(count, count + orders.COLD_LABELS)
    request = OrderRequest(
        choice,
        ranking_of(np.arange(count), classes, confidences, margins),
        table_of(count + len(labelled)),
        labelled,
        first_class=first_class,
    )
    found: list[int] = order_ids(request).tolist()
    return found


@st.composite
def requests(draw: st.DrawFn) -> OrderRequest:
    total = draw(st.integers(1, 60))
    ids = draw(st.permutations(range(total)))
    cut = draw(st.integers(0, total))
    waiting = np.array(sorted(ids[:cut]), dtype=np.int64)
    labelled = np.array(ids[cut:], dtype=np.int64)
    numbers = st.floats(0, 1, width=32)
    ranking = ranking_of(
        waiting,
        draw(st.lists(st.integers(0, 4), min_size=cut, max_size=cut)),
        draw(st.lists(numbers, min_size=cut, max_size=cut)),
        draw(st.lists(numbers, min_size=cut, max_size=cut)),
    )
    table = table_of(total, seed=draw(st.integers(0, 9)))
    if draw(st.booleans()):
        table[: total // 2] = 0.0  # nothing tells these apart
    return OrderRequest(
        draw(st.sampled_from(OrderChoice)),
        ranking,
        table,
        labelled,
        places=np.array(draw(st.permutations(range(total))), dtype=np.int64),
        first_class=draw(st.integers(0, 4)),
        farthest=draw(st.integers(0, 70)),
    )


@settings(deadline=None)
@given(requests())
def test_every_order_is_a_permutation_and_the_same_each_time(request: OrderRequest) -> None:
    found = order_ids(request).tolist()

    assert sorted(found) == request.ranking.image_ids.tolist()
    assert order_ids(request).tolist() == found


@pytest.mark.parametrize("choice", OrderChoice)
def test_no_image_has_an_order_too(choice: OrderChoice) -> None:
    none = np.zeros(0, dtype=np.int64)
    assert len(order_ids(OrderRequest(choice, empty_ranking(), table_of(3), none))) == 0


def test_folder_order_follows_the_places() -> None:
    request = OrderRequest(
        OrderChoice.FOLDER,
        ranking_of(np.array([0, 1, 3])),
        table_of(4),
        np.array([2]),
        places=np.array([3, 0, 1, 2]),
    )
    assert order_ids(request).tolist() == [1, 3, 0]


def test_surest_and_least_sure() -> None:
    sure = [0.2, 0.9, 0.5, 0.9]
    assert warm(OrderChoice.SUREST, [1, 1, 2, 2], sure) == [1, 3, 2, 0]
    assert warm(OrderChoice.LEAST_SURE, [1, 1, 2, 2], sure) == [0, 2, 1, 3]


def test_margins_part_images_that_are_equally_sure() -> None:
    sure, margins = [1.0, 1.0, 1.0], [0.1, 0.3, 0.2]
    assert warm(OrderChoice.SUREST, [1, 1, 1], sure, margins=margins) == [1, 2, 0]
    assert warm(OrderChoice.LEAST_SURE, [1, 1, 1], sure, margins=margins) == [0, 2, 1]


def test_by_class_goes_round_from_the_class_on_screen() -> None:
    classes, sure = [2, 1, 3, 2, 1, 0], [0.1, 0.5, 0.9, 0.8, 0.6, 1.0]
    assert warm(OrderChoice.BY_CLASS, classes, sure) == [4, 1, 3, 0, 2, 5]
    assert warm(OrderChoice.BY_CLASS, classes, sure, first_class=2) == [3, 0, 2, 4, 1, 5]


def clusters(sizes: list[int], seed: int = 1) -> Vector:
    """Draw clusters round the axes, the first image of each nearest to its middle."""
    random = np.random.default_rng(seed)
    parts = []
    for axis, size in enumerate(sizes):
        part = 0.15 * random.normal(size=(size, len(sizes)))
        part[0] = 0.0
        part[:, axis] += 1.0
        parts.append(part)
    made: Vector = np.concatenate(parts).astype(np.float32)
    return made


def test_without_labels_typical_images_of_different_clusters_come_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(orders, "CLUSTERS", 4)
    sizes = [40, 10, 30, 20]
    table = clusters(sizes)
    owners = np.repeat(np.arange(4), sizes)
    for choice in OrderChoice:
        ids = np.arange(100)
        none = np.zeros(0, dtype=np.int64)
        found = order_ids(OrderRequest(choice, ranking_of(ids), table, none))
        if choice is OrderChoice.FOLDER:
            assert found.tolist() == ids.tolist()
        else:
            assert owners[found[:4]].tolist() == [0, 2, 3, 1]


def test_a_cluster_that_was_asked_for_waits_for_its_next_turn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(orders, "CLUSTERS", 4)
    sizes = [40, 10, 30, 20]
    table = clusters(sizes)
    owners = np.repeat(np.arange(4), sizes)
    labelled = np.array([5, 45])
    waiting = np.setdiff1d(np.arange(100), labelled)

    found = order_ids(OrderRequest(OrderChoice.SUREST, ranking_of(waiting), table, labelled))

    assert owners[found[:2]].tolist() == [2, 3]
    assert set(owners[found[2:6]].tolist()) == {0, 1, 2, 3}


def test_most_different_takes_the_farthest_from_all_that_is_labelled() -> None:
    angles = np.radians([0, 5, 90, 180, 185, 270, *range(1, 1 + orders.COLD_LABELS)])
    table = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    count = len(table) - orders.COLD_LABELS
    labelled = np.arange(count, len(table))
    request = OrderRequest(
        OrderChoice.MOST_DIFFERENT, ranking_of(np.arange(count)), table, labelled, farthest=2
    )
    features, _ = run(feature_steps(table, np.concatenate((np.arange(count), labelled))))
    closest = (features[:count] @ features[count:].T).max(axis=1)
    first = int(np.argmin(closest))
    second = int(np.argmin(np.maximum(closest, features[:count] @ features[first])))

    assert order_ids(request).tolist()[:2] == [first, second]


def run(steps: object) -> tuple[Vector, Vector]:
    while True:
        try:
            next(steps)  # type: ignore[call-overload]
        except StopIteration as stop:
            result: tuple[Vector, Vector] = stop.value
            return result


def test_large_folders_are_compared_by_fewer_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orders, "_LARGE", 30)
    monkeypatch.setattr(orders, "_LARGE_DIMS", 4)
    monkeypatch.setattr("iaia_desktop.core.typical.MOST_FITTED", 25)
    table = table_of(60, dim=8)
    for labelled in (np.zeros(0, dtype=np.int64), np.arange(30)):
        waiting = np.setdiff1d(np.arange(60), labelled)
        request = OrderRequest(OrderChoice.MOST_DIFFERENT, ranking_of(waiting), table, labelled)
        assert sorted(order_ids(request).tolist()) == waiting.tolist()


def test_steps_say_how_much_is_done() -> None:
    none = np.zeros(0, dtype=np.int64)
    request = OrderRequest(OrderChoice.SUREST, ranking_of(np.arange(50)), table_of(50), none)
    shares = list(order_steps(request))
    assert shares == sorted(shares)
    assert 0 <= shares[0] <= shares[-1] <= 1


def test_a_small_folder_is_cold_for_a_short_time() -> None:
    assert is_cold(0, 10)
    assert not is_cold(1, 9)
    assert is_cold(orders.COLD_LABELS - 1, 10_000)
    assert not is_cold(orders.COLD_LABELS, 10_000)


@given(st.data())
def test_sorting_keeps_all_images_and_what_is_behind_the_one_on_screen(data: st.DataObject) -> None:
    total = data.draw(st.integers(1, 30))
    now = [ImageId(each) for each in data.draw(st.permutations(range(total)))]
    settled = np.array(data.draw(st.lists(st.booleans(), min_size=total, max_size=total)))
    cut = data.draw(st.integers(0, total))
    waiting = np.array(data.draw(st.permutations(range(total)))[:cut], dtype=np.int64)
    current = data.draw(st.sampled_from([None, *now]))

    found = placed(now, waiting, settled, current)

    assert sorted(found) == list(range(total))
    behind = [each for each in now if settled[each]]
    assert found[: len(behind)] == behind
    if current is not None and not settled[current]:
        assert found[len(behind)] == current
    ahead = [each for each in waiting.tolist() if not settled[each] and each != current]
    start = len(behind) + int(current is not None and not settled[current])
    assert found[start : start + len(ahead)] == ahead
