from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iaia_desktop.core.annotations import AnnotationSnapshot
from iaia_desktop.core.memory import PrototypeMemory
from iaia_desktop.core.search import Ranked, SearchFilter, SearchRequest, SearchResult, search
from iaia_desktop.core.types import (
    ClassId,
    DecidedBy,
    FileInfo,
    FileStatus,
    ImageId,
    ImageState,
    Vector,
    Verdict,
)

LABELLED = ImageState.LABELLED


def labelled(class_id: int, by: DecidedBy = DecidedBy.HUMAN) -> Verdict:
    return Verdict(LABELLED, ClassId(class_id), by)


def snapshot(
    verdicts: list[Verdict],
    paths: list[str] | None = None,
    statuses: dict[int, FileStatus] | None = None,
) -> AnnotationSnapshot:
    count = len(verdicts)
    return AnnotationSnapshot(
        tuple(paths or [f"day {i % 3}/IMG_{i}.JPG" for i in range(count)]),
        tuple(verdicts),
        tuple(
            FileInfo(ImageId(i), (statuses or {}).get(i, FileStatus.READY)) for i in range(count)
        ),
    )


def request_of(
    shot: AnnotationSnapshot,
    table: Vector | None = None,
    known: list[int] | None = None,
    **named: object,
) -> SearchRequest:
    count = len(shot.paths)
    rows = np.eye(count, 4, dtype=np.float32) if table is None else table
    memory = PrototypeMemory(rows.shape[1])
    seen = list(range(count)) if known is None else known
    for number, verdict in enumerate(shot.verdicts):
        if verdict.class_id is not None and number in seen:
            memory.add(verdict.class_id, rows[number])
    return SearchRequest(
        shot,
        rows,
        np.array(seen, dtype=np.int64),
        memory,
        np.arange(count),
        **named,  # type: ignore[arg-type]
    )


def found(result: SearchResult) -> list[int]:
    ids: list[int] = result.image_ids.tolist()
    return ids


def test_without_a_wish_all_images_come_in_folder_order() -> None:
    shot = snapshot([Verdict()] * 4)
    request = request_of(shot)
    turned = SearchRequest(
        shot, request.embeddings, request.known_ids, request.memory, np.array([3, 2, 1, 0])
    )
    result = search(turned)

    assert found(result) == [3, 2, 1, 0]
    assert result.ranked is Ranked.FOLDER
    assert result.fitting == 4


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (SearchFilter(name="img_1"), [1]),
        (SearchFilter(name="DAY jpg 2"), [2]),
        (SearchFilter(name="nowhere"), []),
        (SearchFilter(class_id=ClassId(1)), [0, 1]),
        (SearchFilter(state=ImageState.UNLABELLED), [3, 4]),
        (SearchFilter(state=ImageState.SKIPPED), [2]),
        (SearchFilter(by=DecidedBy.MACHINE), [1]),
        (SearchFilter(by=DecidedBy.HUMAN), [0, 2]),
        (SearchFilter(problems=True), [4]),
        (SearchFilter(problems=False, state=ImageState.UNLABELLED), [3]),
        (SearchFilter(class_id=ClassId(1), by=DecidedBy.HUMAN, name="img"), [0]),
    ],
)
def test_filters(wanted: SearchFilter, ids: list[int]) -> None:
    shot = snapshot(
        [
            labelled(1),
            labelled(1, DecidedBy.MACHINE),
            Verdict(ImageState.SKIPPED, None, DecidedBy.HUMAN),
            Verdict(),
            Verdict(),
        ],
        statuses={4: FileStatus.MISSING},
    )
    assert found(search(request_of(shot, filter=wanted))) == ids


def test_distances_are_to_the_own_prototype_or_to_the_nearest() -> None:
    table = np.array([[1, 0], [1, 0], [0, 1], [0, 1], [1, 1]], dtype=np.float32)
    # Image 2 lies where class 2 is, but is labelled 1.
    shot = snapshot([labelled(1), labelled(1), labelled(1), labelled(2), Verdict()])
    result = search(request_of(shot, table, filter=SearchFilter(nearest=0.0, farthest=2.0)))
    by_id = dict(zip(found(result), result.values.tolist(), strict=True))

    assert result.ranked is Ranked.DISTANCE
    assert found(result)[0] == 2
    assert by_id[3] == pytest.approx(0.0, abs=1e-6)
    nearest = 1 - np.cos(np.arctan2(1, 2) - np.pi / 4)
    assert by_id[4] == pytest.approx(nearest, abs=1e-6)

    far = search(request_of(shot, table, filter=SearchFilter(nearest=by_id[2] - 0.01)))
    assert found(far) == [2]
    near = search(request_of(shot, table, filter=SearchFilter(farthest=0.01)))
    assert found(near) == [3]


def test_without_prototypes_nothing_has_a_distance() -> None:
    shot = snapshot([Verdict()] * 3)
    assert found(search(request_of(shot, filter=SearchFilter(farthest=2.0)))) == []


def test_images_like_one_come_most_alike_first_without_itself() -> None:
    random = np.random.default_rng(3)
    groups = np.array([[5.0, 0, 0], [0, 5, 0], [0, 0, 5]])
    table = (np.repeat(groups, 4, axis=0) + random.normal(size=(12, 3)) + 20).astype(np.float32)
    shot = snapshot([Verdict()] * 12)

    result = search(request_of(shot, table, like=ImageId(5)))

    assert set(found(result)[:3]) == {4, 6, 7}
    assert len(found(result)) == 11
    assert result.ranked is Ranked.LIKENESS
    assert result.values.tolist() == sorted(result.values.tolist(), reverse=True)
    assert result.unseen == 0

    unit = table / np.linalg.norm(table, axis=1, keepdims=True)
    centred = unit - unit.mean(axis=0)
    centred /= np.linalg.norm(centred, axis=1, keepdims=True)
    assert result.values == pytest.approx((centred @ centred[5])[result.image_ids], abs=1e-5)


def test_likeness_goes_with_every_filter_and_has_an_end() -> None:
    table = np.random.default_rng(0).normal(size=(40, 6)).astype(np.float32)
    shot = snapshot([Verdict() if i % 2 else labelled(1) for i in range(40)])
    wanted = SearchFilter(state=ImageState.UNLABELLED)

    result = search(request_of(shot, table, like=ImageId(3), filter=wanted, most_like=5))
    all_of_them = search(request_of(shot, table, like=ImageId(3), filter=wanted))

    assert found(result) == found(all_of_them)[:5]
    assert result.fitting == 19
    assert all(each % 2 for each in found(all_of_them))


def test_an_image_without_an_embedding_is_like_nothing_yet() -> None:
    shot = snapshot([Verdict()] * 3)
    result = search(request_of(shot, known=[0, 1], like=ImageId(2)))
    assert result.ranked is Ranked.FOLDER


def test_images_that_nobody_saw_yet_are_counted() -> None:
    shot = snapshot([Verdict()] * 5)
    like = search(request_of(shot, known=[0, 1, 2], like=ImageId(0)))
    assert (sorted(found(like)), like.unseen) == ([1, 2], 2)
    words = search(request_of(shot, known=[0, 1, 2], words=np.ones(4, dtype=np.float32)))
    assert (sorted(found(words)), words.unseen) == ([0, 1, 2], 2)


def test_words_are_compared_by_their_direction() -> None:
    shot = snapshot([Verdict()] * 4)
    words = np.array([0, 3, 1, 0], dtype=np.float32)
    result = search(request_of(shot, words=words))

    assert found(result)[:2] == [1, 2]
    assert result.ranked is Ranked.WORDS
    assert result.values[0] == pytest.approx(3 / np.sqrt(10))


verdicts = st.sampled_from(
    [
        Verdict(),
        labelled(1),
        labelled(2),
        labelled(2, DecidedBy.MACHINE),
        Verdict(ImageState.SKIPPED, None, DecidedBy.HUMAN),
        Verdict(ImageState.DISCARDED, None, DecidedBy.HUMAN),
    ]
)
filters = st.builds(
    SearchFilter,
    name=st.sampled_from(["", "img", "day 1", "IMG_1"]),
    class_id=st.sampled_from([None, ClassId(1), ClassId(2), ClassId(7)]),
    state=st.one_of(st.none(), st.sampled_from(ImageState)),
    by=st.one_of(st.none(), st.sampled_from(DecidedBy)),
    nearest=st.one_of(st.none(), st.floats(0, 1)),
    farthest=st.one_of(st.none(), st.floats(0, 2)),
    problems=st.one_of(st.none(), st.booleans()),
)


@settings(deadline=None)
@given(st.data())
def test_every_result_fits_and_none_that_fits_is_left_out(data: st.DataObject) -> None:
    total = data.draw(st.integers(0, 25))
    shot = snapshot(
        data.draw(st.lists(verdicts, min_size=total, max_size=total)),
        statuses=dict.fromkeys(range(0, total, 4), FileStatus.FAILED),
    )
    table = np.random.default_rng(total).normal(size=(total, 3)).astype(np.float32)
    known = [i for i in range(total) if data.draw(st.booleans())]
    wanted = data.draw(filters)
    like = data.draw(st.sampled_from([None, *map(ImageId, range(total))]))
    request = request_of(shot, table, known, filter=wanted, like=like)

    result = search(request)

    ids = found(result)
    assert len(set(ids)) == len(ids) == len(result.values)
    fitting = {
        i for i in range(total) if wanted.fits(shot.paths[i], shot.verdicts[i], shot.files[i])
    }
    assert set(ids) <= fitting
    compares = like is not None and like in known
    if wanted.asks_distance or compares:
        fitting &= set(known)
    if compares and like is not None:
        fitting -= {like}
    if not wanted.asks_distance:
        assert set(ids) == fitting
    elif not compares:
        values = result.values
        assert np.all(values >= (wanted.nearest or -1) - 1e-6)
        assert np.all(values <= (2.1 if wanted.farthest is None else wanted.farthest) + 1e-6)
