"""What is kept from ranking to ranking gives what ranking from the beginning gives."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from iaia_desktop.core import kept_distances, kept_novelty, novelty_meter, ranker_guide
from iaia_desktop.core.engine import LabellingEngine
from iaia_desktop.core.folder_ranking import FolderRanking
from iaia_desktop.core.history import UndoHistory
from iaia_desktop.core.method import Method, RankerChoice
from iaia_desktop.core.ranking_request import RankingRequest
from iaia_desktop.core.state import AnnotationState
from iaia_desktop.core.types import (
    UNDECIDED,
    AnnotationClass,
    ClassId,
    DecidedBy,
    Decision,
    Distance,
    ImageId,
    ImageState,
    Vector,
    Verdict,
)

DIM, IMAGES, FIRST = 6, 70, 50
CLASSES = [ClassId(number) for number in range(1, 6)]
METHODS = [
    Method(),
    Method(ranker=RankerChoice.KERNEL),
    Method(ranker=RankerChoice.PROTOTYPE),
    Method(ranker=RankerChoice.PROTOTYPE, distance=Distance.L2),
    Method(ranker=RankerChoice.PROTOTYPE, distance=Distance.L2, normalise=False),
]


def embeddings_of(seed: int) -> Vector:
    rng = np.random.default_rng(seed)
    centres = 2.0 * rng.standard_normal((len(CLASSES), DIM))
    rows = centres[rng.integers(len(CLASSES), size=IMAGES)] + rng.standard_normal((IMAGES, DIM))
    return rows.astype(np.float32)


def kept(request: RankingRequest, *, stop_after: int | None = None) -> FolderRanking | None:
    """Rank with what is kept; None when it was given up."""
    assert request.keeper is not None
    steps = request.keeper.steps(request)
    shares = [-1.0]
    while stop_after is None or len(shares) <= stop_after:
        try:
            shares.append(next(steps))
        except StopIteration as stop:
            assert all(0.0 <= share <= 1.0 for share in shares[1:])
            found: FolderRanking = stop.value
            return found
    steps.close()
    return None


def require_same(found: FolderRanking, expected: FolderRanking, distance: Distance) -> None:
    # From the beginning, twenty times a long distance is rounded to single precision.
    doubt = 3e-6 if distance is Distance.COSINE else 5e-5
    np.testing.assert_array_equal(found.image_ids, expected.image_ids)
    for name in ("confidences", "margins", "novelties", "typicality", "new_chances", "nearest"):
        column, wanted = getattr(found, name), getattr(expected, name)
        assert (column is None) == (wanted is None), name
        if wanted is not None:
            assert column.dtype == np.float32
            np.testing.assert_allclose(column, wanted, atol=doubt, err_msg=name)
    # Classes that are equally likely but for rounding may change places.
    clear = expected.margins > 2 * doubt
    np.testing.assert_array_equal(found.class_ids[clear], expected.class_ids[clear])
    assert found.class_ids.dtype == expected.class_ids.dtype
    assert ((found.runner_up_ids == 0) == (expected.runner_up_ids == 0)).all()


@pytest.fixture(autouse=True, scope="module")
def few_are_compared_with() -> Iterator[None]:
    """Let limits be met in small folders."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(novelty_meter, "MOST_OF_CLASS", 5)
        patch.setattr(novelty_meter, "MOST_COMPARED", 24)
        patch.setattr(novelty_meter, "FEWEST_OF_CLASS", 2)
        yield


class Session(RuleBasedStateMachine):
    """A person and an encoder at work, with a ranking now and then."""

    @initialize(seed=st.integers(0, 5), method=st.sampled_from(METHODS))
    def begin(self, seed: int, method: Method) -> None:
        self.rows = embeddings_of(seed)
        self.state = AnnotationState(["#000000"])
        self.state.restore_classes(
            [AnnotationClass(k, f"class {k}", "#000000", "") for k in CLASSES], ClassId(9)
        )
        for number in range(IMAGES):
            self.state.add_image(f"{number}")
        self.engine = LabellingEngine(self.state, method)
        self.engine.use_encoder("fake", DIM)
        self.history = UndoHistory()
        self.embedded = 0
        self.embed(FIRST)
        self.decisions = 0
        self.asked: list[RankingRequest] = []

    def apply(self, decision: Decision) -> None:
        self.decisions += 1
        decision = decision.numbered(self.decisions)
        self.history.record(decision)
        self.engine.apply(decision)

    def embed(self, count: int) -> None:
        numbers = range(self.embedded, min(IMAGES, self.embedded + count))
        self.embedded = numbers.stop
        self.engine.add_embeddings([ImageId(i) for i in numbers], self.rows[list(numbers)])

    @precondition(lambda self: self.embedded < IMAGES)
    @rule(count=st.integers(1, 9))
    def more_embeddings(self, count: int) -> None:
        self.embed(count)

    @rule(number=st.integers(0, FIRST - 1), seed=st.integers(0, 99))
    def another_file(self, number: int, seed: int) -> None:
        row = np.random.default_rng(seed).standard_normal((1, DIM)).astype(np.float32)
        self.engine.add_embeddings([ImageId(number)], row * (seed > 0))

    @rule(
        numbers=st.sets(st.integers(0, IMAGES - 1), min_size=1, max_size=4),
        place=st.integers(0, 4),
    )
    def label(self, numbers: set[int], place: int) -> None:
        living = [row.class_id for row in self.state.classes()]
        if living:
            images = sorted(ImageId(number) for number in numbers)
            class_id = living[place % len(living)]
            self.apply(self.state.plan_label(images, class_id, at=0.0))

    @rule(number=st.integers(0, IMAGES - 1), state=st.sampled_from(ImageState))
    def set_aside(self, number: int, state: ImageState) -> None:
        if state is not ImageState.LABELLED:
            self.apply(self.state.plan_state([ImageId(number)], state, at=0.0))

    @rule(number=st.integers(0, IMAGES - 1))
    def found(self, number: int) -> None:
        name = f"new {self.decisions}"
        self.apply(self.state.plan_new_class([ImageId(number)], name, at=0.0))

    @precondition(lambda self: len(self.state.classes()) > 2)
    @rule(places=st.lists(st.integers(0, 4), min_size=2, max_size=2, unique=True))
    def merge_or_delete(self, places: list[int]) -> None:
        living = [row.class_id for row in self.state.classes()]
        source, target = (living[place % len(living)] for place in places)
        if source == target:
            self.apply(self.state.plan_delete(source, at=0.0))
        else:
            self.apply(self.state.plan_merge(source, target, at=0.0))

    @rule(method=st.sampled_from(METHODS))
    def rank_otherwise(self, method: Method) -> None:
        before = self.engine.method
        if (before.distance, before.normalise) == (method.distance, method.normalise):
            self.engine.method = method

    @rule()
    def fit(self) -> None:
        self.engine.settle_rankers()

    @rule(after=st.integers(0, 3), may_lag=st.booleans())
    def give_up(self, after: int, may_lag: bool) -> None:
        kept(self.engine.ranking_request(may_lag=may_lag), stop_after=after)

    @rule(may_lag=st.booleans())
    def ask(self, may_lag: bool) -> None:
        self.asked.append(self.engine.ranking_request(may_lag=may_lag))

    @precondition(lambda self: self.asked)
    @rule(place=st.integers(0, 9))
    def rank_what_was_asked_for(self, place: int) -> None:
        # Frozen: whatever happened since does not matter, and neither does the order.
        request = self.asked.pop(place % len(self.asked))
        assert self.engine.learner is not None
        now = self.engine.learner.arrivals.first(len(request.arrivals))
        # But for files that were replaced: their rows are written again.
        if np.array_equal(request.arrivals, now):
            found = kept(request)
            assert found is not None
            require_same(found, request.rank(0, len(request)), request.memory.distance)

    @rule(may_lag=st.booleans())
    def rank(self, may_lag: bool) -> None:
        request = self.engine.ranking_request(may_lag=may_lag)
        found = kept(request)
        assert found is not None
        require_same(found, request.rank(0, len(request)), request.memory.distance)

    @invariant()
    def those_wait_that_have_an_embedding_and_no_decision(self) -> None:
        if hasattr(self, "asked"):
            assert self.engine.waiting_ids() == [
                number
                for number in range(self.embedded)
                if self.state.verdict(ImageId(number)).state is ImageState.UNLABELLED
            ]


TestSession = Session.TestCase
TestSession.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)


def engine_at_work(labels: int) -> LabellingEngine:
    state = AnnotationState(["#000000"])
    state.restore_classes(
        [AnnotationClass(k, f"class {k}", "#000000", "") for k in CLASSES[:2]], ClassId(9)
    )
    for number in range(IMAGES):
        verdict = Verdict(ImageState.LABELLED, CLASSES[number % 2], DecidedBy.HUMAN)
        state.add_image(f"{number}", verdict if number < labels else UNDECIDED)
    engine = LabellingEngine(state, Method())
    engine.use_encoder("fake", DIM)
    engine.add_embeddings([ImageId(number) for number in range(IMAGES)], embeddings_of(1))
    return engine


def test_who_comes_while_another_one_ranks_waits_until_that_one_stops() -> None:
    engine = engine_at_work(10)
    request = engine.ranking_request()
    assert request.keeper is not None
    first, second = request.keeper.steps(request), request.keeper.steps(request)
    next(first)
    assert [next(second) for _ in range(3)] == [0.0, 0.0, 0.0]
    first.close()
    assert kept(request) is not None


def test_with_too_many_images_and_classes_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_distances, "MOST_CELLS", IMAGES)
    engine = engine_at_work(10)
    engine.method = Method(ranker=RankerChoice.PROTOTYPE)
    request = engine.ranking_request()
    for _ in range(2):
        found = kept(request)
        assert found is not None
        require_same(found, request.rank(0, len(request)), Distance.COSINE)


def test_when_many_labels_come_at_once_everything_is_compared_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kept_novelty, "_MOST_FOLLOWED", 2)
    engine = engine_at_work(10)
    assert kept(engine.ranking_request()) is not None
    images = [ImageId(number) for number in range(20, 30)]
    engine.apply(engine.state.plan_label(images, CLASSES[1], at=0.0).numbered(1))
    request = engine.ranking_request()
    found = kept(request)
    assert found is not None
    require_same(found, request.rank(0, len(request)), Distance.COSINE)


def test_rankers_that_lag_a_little_still_rank_a_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranker_guide, "LAG", 0.1)
    engine = engine_at_work(40)
    engine.settle_rankers()
    learner, method = engine.learner, engine.method
    assert learner is not None
    fitted = engine.rankers.latest(learner, method)

    def label(number: int, class_id: ClassId) -> None:
        plan = engine.state.plan_label([ImageId(number)], class_id, at=0.0)
        engine.apply(plan.numbered(number))

    for number in range(40, 44):
        label(number, CLASSES[0])
        assert engine.rankers.recent(learner, method) is fitted
        assert engine.rankers.latest(learner, method) is not fitted
    label(44, CLASSES[0])
    assert engine.rankers.recent(learner, method) is not fitted
    engine.settle_rankers()
    assert engine.rankers.recent(learner, method) is engine.rankers.latest(learner, method)
    # A class that they do not know is never passed over.
    engine.apply(engine.state.plan_new_class([ImageId(50)], "new", at=0.0).numbered(50))
    recent = engine.rankers.recent(learner, method)
    assert recent is not None
    assert ClassId(9) in recent.class_ids
