"""How new an image looks: against a literal computation, and whatever was added and removed."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iaia_desktop.core import novelty_meter
from iaia_desktop.core.embeddings import EmbeddingTable
from iaia_desktop.core.novelty_meter import NoveltyMeter
from iaia_desktop.core.types import ClassId, ImageId, Vector

DIM = 6
IMAGES = 40
A, B, C = ClassId(1), ClassId(2), ClassId(3)


def filled_table(seed: int = 0) -> EmbeddingTable:
    table = EmbeddingTable(DIM)
    rows = np.random.default_rng(seed).standard_normal((IMAGES, DIM)) + 0.5
    table.put([ImageId(number) for number in range(IMAGES)], rows.astype(np.float32))
    return table


def literal(table: EmbeddingTable, mean: Vector, query: Vector, members: list[int]) -> float:
    """Return one minus the mean of the three highest cosines, word for word."""

    def seen(row: Vector) -> Vector:
        moved = row / np.linalg.norm(row) - mean
        return moved / np.linalg.norm(moved)

    cosines = sorted(float(seen(query) @ seen(table.rows([ImageId(i)])[0])) for i in members)[-3:]
    return 1.0 - sum(cosines) / len(cosines) if cosines else float("inf")


def meter_with(table: EmbeddingTable, labels: Mapping[int, ClassId]) -> NoveltyMeter:
    meter = NoveltyMeter(table)
    for image_id, class_id in labels.items():
        meter.add(ImageId(image_id), class_id, by_person=True)
    return meter


def test_by_hand() -> None:
    table = filled_table()
    mean = np.full(DIM, 0.1, np.float32)
    meter = meter_with(table, {})
    meter.use_mean(mean)
    query = table.rows([ImageId(39)])[0]
    assert meter.novelty(query) == float("inf")
    members: list[int] = []
    for image_id in (3, 8, 1, 30, 22):
        meter.add(ImageId(image_id), A, by_person=True)
        members.append(image_id)
        expected = literal(table, mean, query, members)
        assert meter.novelty(query) == pytest.approx(expected, abs=1e-5)
    rows = table.rows([ImageId(39), ImageId(38)])
    assert meter.snapshot().novelties(rows) == pytest.approx(
        [literal(table, mean, row, members) for row in rows], abs=1e-5
    )
    inside = table.rows([ImageId(8)])[0]
    assert meter.novelty(inside, without=ImageId(8)) == pytest.approx(
        literal(table, mean, inside, [3, 1, 30, 22]), abs=1e-5
    )


def test_points_leave_the_image_or_its_class_out() -> None:
    table = filled_table()
    mean = np.zeros(DIM, np.float32)
    labels = {0: A, 1: A, 2: B, 3: A, 4: B, 5: C}
    meter = meter_with(table, labels)
    ids, classes = meter.sample()
    own, other = meter.points()
    assert dict(zip(ids, classes, strict=True)) == labels
    for place, image_id in enumerate(ids):
        row = table.rows([image_id])[0]
        rest = [i for i in labels if i != image_id]
        others = [i for i, class_id in labels.items() if class_id != labels[image_id]]
        assert other[place] == pytest.approx(literal(table, mean, row, others), abs=1e-5)
        if labels[image_id] == C:
            assert np.isnan(own[place])
        else:
            assert own[place] == pytest.approx(literal(table, mean, row, rest), abs=1e-5)


def test_only_a_persons_labels_make_points_and_count_for_the_chance() -> None:
    meter = meter_with(filled_table(), {0: A, 1: B})
    assert meter.new_class_chance == pytest.approx(2.5 / 3)
    assert meter.cautious_chance == pytest.approx(1 / 3)
    meter.add(ImageId(2), C, by_person=False)
    assert set(meter.sample()[0]) == {0, 1}
    assert meter.new_class_chance == pytest.approx(2.5 / 3)
    meter.add(ImageId(3), A, by_person=True)
    assert meter.new_class_chance == pytest.approx(1.5 / 4)
    # A class that pictures from elsewhere speak for is not seen for the first time.
    meter.use_examples({7: (B, np.ones(DIM, np.float32))})
    assert meter.new_class_chance == pytest.approx(0.5 / 4)
    assert meter.cautious_chance == 0.0
    assert len(meter) == 4
    assert meter.class_count == 3


def test_examples_are_compared_with() -> None:
    table = filled_table()
    meter = NoveltyMeter(table)
    row = table.rows([ImageId(5)])[0]
    meter.use_examples({3: (A, row)})
    assert meter.novelty(row) == pytest.approx(0.0, abs=1e-5)
    meter.use_examples({})
    assert meter.novelty(row) == float("inf")


def test_of_large_classes_some_images_are_compared_with_always_the_same_ones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(novelty_meter, "MOST_OF_CLASS", 5)
    table = filled_table()
    query = table.rows([ImageId(39)])[0]
    forwards = meter_with(table, dict.fromkeys(range(30), A))
    backwards = meter_with(table, dict.fromkeys(reversed(range(30)), A))
    assert forwards.novelty(query) == backwards.novelty(query)
    few = forwards.novelty(query)
    for number in range(20):
        forwards.remove(ImageId(number))
    for number in range(20):
        forwards.add(ImageId(number), A, by_person=True)
    assert forwards.novelty(query) == few


def test_an_embedding_that_changed_is_seen() -> None:
    table = filled_table()
    meter = meter_with(table, {0: A})
    query = table.rows([ImageId(1)])[0].copy()
    before = meter.novelty(query)
    meter.remove(ImageId(0))
    table.put([ImageId(0)], query[np.newaxis])
    meter.add(ImageId(0), A, by_person=True)
    assert before > 0.01
    assert meter.novelty(query) == pytest.approx(0.0, abs=1e-6)
    with pytest.raises(ValueError, match="in already"):
        meter.add(ImageId(0), A, by_person=True)
    with pytest.raises(KeyError):
        meter.remove(ImageId(9))


moves = st.lists(
    st.tuples(st.integers(0, IMAGES - 2), st.sampled_from([A, B, C, None]), st.booleans()),
    max_size=40,
)


@settings(max_examples=50, deadline=None)
@given(moves, moves, st.booleans())
def test_what_is_added_and_taken_out_again_leaves_no_trace(
    first: list[tuple[int, ClassId | None, bool]],
    second: list[tuple[int, ClassId | None, bool]],
    in_bulk: bool,
) -> None:
    table = filled_table()
    query = table.rows([ImageId(IMAGES - 1)])[0]
    meter = NoveltyMeter(table)
    labels: dict[ImageId, tuple[ClassId, bool]] = {}

    def move(wanted: Mapping[ImageId, tuple[ClassId, bool]]) -> None:
        gone = [i for i in labels if labels[i] != wanted.get(i)]
        come = [(i, *row) for i, row in wanted.items() if labels.get(i) != row]
        limit = novelty_meter._FEW
        novelty_meter._FEW = -1 if in_bulk else limit
        try:
            meter.update(gone, come)
        finally:
            novelty_meter._FEW = limit
        labels.clear()
        labels.update(wanted)

    def after(
        start: Mapping[ImageId, tuple[ClassId, bool]], steps: object
    ) -> dict[ImageId, tuple[ClassId, bool]]:
        wanted = dict(start)
        for image_id, class_id, by_person in steps:  # type: ignore[attr-defined]
            wanted.pop(ImageId(image_id), None)
            if class_id is not None:
                wanted[ImageId(image_id)] = (class_id, by_person)
        return wanted

    def said() -> tuple[object, ...]:
        own, other = meter.points()
        sample = meter.sample()
        return (meter.novelty(query), own.tolist(), other.tolist(), sample, meter.new_class_chance)

    one = after({}, first)
    move(one)
    before = said()
    meter.novelty(query)
    move(after(one, second))
    said()
    move(one)
    assert repr(said()) == repr(before)
    fresh = NoveltyMeter(table)
    fresh.update([], [(i, *row) for i, row in one.items()])
    assert repr(fresh.sample()) == repr(meter.sample())
    assert fresh.novelty(query) == meter.novelty(query)


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_what_is_followed_label_by_label_is_what_is_measured_at_once(data: st.DataObject) -> None:
    table = filled_table()
    mean = np.full(DIM, 0.1, np.float32)
    meter = NoveltyMeter(table)
    meter.use_mean(mean)
    limits = {"MOST_OF_CLASS": 4, "MOST_COMPARED": 9, "FEWEST_OF_CLASS": 2, "MOST_POINTS": 7}
    labels: dict[int, ClassId] = {}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in limits.items():
            patch.setattr(novelty_meter, name, value)
        for _ in range(data.draw(st.integers(1, 12))):
            moved = data.draw(st.lists(st.integers(0, IMAGES - 1), min_size=1, max_size=4))
            for image_id in set(moved):
                if image_id in labels:
                    meter.remove(ImageId(image_id))
                    del labels[image_id]
                    if data.draw(st.booleans()):
                        fresh = np.full((1, DIM), 1.0 + image_id / 40, dtype=np.float32)
                        fresh[0, image_id % DIM] = -2.0
                        table.put([ImageId(image_id)], fresh)
                if data.draw(st.booleans()):
                    labels[image_id] = data.draw(st.sampled_from((A, B, C)))
                    meter.add(ImageId(image_id), labels[image_id], by_person=True)
            if data.draw(st.booleans()):
                # Not every change is looked at before the next one.
                meter.points()
        anew = NoveltyMeter(table)
        anew.use_mean(mean)
        for image_id, class_id in labels.items():
            anew.add(ImageId(image_id), class_id, by_person=True)
        for kept, expected in zip(meter.points(), anew.points(), strict=True):
            np.testing.assert_allclose(kept, expected, atol=1e-6)
        rows = table.rows(table.known_ids())
        np.testing.assert_allclose(
            meter.snapshot().novelties(rows), anew.snapshot().novelties(rows), atol=1e-6
        )
        assert meter.novelty(rows[0]) == pytest.approx(anew.novelty(rows[0]), abs=1e-6)
        assert meter.sample() == anew.sample()
