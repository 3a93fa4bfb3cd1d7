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

from iaia_desktop.core import novelty_meter
from iaia_desktop.core.engine import LabellingEngine
from iaia_desktop.core.folder_ranking import FolderRanking
from iaia_desktop.core.history import UndoHistory
from iaia_desktop.core.method import Method, RankerChoice
from iaia_desktop.core.ranking_request import RankingRequest
from iaia_desktop.core.state import AnnotationState
from iaia_desktop.core.types import (
    AnnotationClass,
    ClassId,
    Decision,
    Distance,
    ImageId,
    ImageState,
    Vector,
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
        if np.array_equal(request.arrivals[request.image_ids], now[request.image_ids]):
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
            assert self.engine.waiting_ids().tolist() == [
                number
                for number in range(self.embedded)
                if self.state.verdict(ImageId(number)).state is ImageState.UNLABELLED
            ]


TestSession = Session.TestCase
TestSession.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
