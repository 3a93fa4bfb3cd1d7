"""The epsilon that sets itself, in a replay and in the engine: the same."""

from __future__ import annotations

import numpy as np
import pytest

from iaia_desktop.core.engine import LabellingEngine
from iaia_desktop.core.half import rounded
from iaia_desktop.core.method import Method
from iaia_desktop.core.state import AnnotationState
from iaia_desktop.core.types import ClassId, ImageId
from iaia_desktop.experiments.replay_novelty import AutomaticEpsilon

IMAGES = 60


def test_a_replay_says_what_the_engine_says() -> None:
    rng = np.random.default_rng(0)
    directions = rng.standard_normal((20, 12))
    truth = [int(k) for k in np.minimum(rng.integers(0, 40, IMAGES), 19)]
    noise = 0.1 * rng.standard_normal((IMAGES, 12))
    vectors = rounded((directions[truth] + noise).astype(np.float32))
    state = AnnotationState(["#000000"])
    for number in range(IMAGES):
        state.add_image(f"{number}.png")
    engine = LabellingEngine(state, Method())
    engine.use_encoder("fake", 12)
    engine.add_embeddings([ImageId(number) for number in range(IMAGES)], vectors)
    replay = AutomaticEpsilon(vectors)
    found = 0
    for step, k in enumerate(truth):
        image_id = ImageId(step)
        newness = replay.judge(step)
        said = engine.suggestion(image_id)
        assert said is not None
        if step:
            assert said.epsilon == (
                None if newness.epsilon is None else pytest.approx(newness.epsilon, abs=1e-5)
            )
            assert said.distance == pytest.approx(newness.novelty, abs=1e-5)
            assert said.is_new == newness.is_new
            found += said.is_new
        row = state.class_named(str(k))
        if row is None:
            plan = state.plan_new_class([image_id], str(k), at=0.0)
        else:
            plan = state.plan_label([image_id], row.class_id, at=0.0)
        engine.apply(plan.numbered(step + 1))
        replay.learn(step, ClassId(k + 1), by_human=True)
    assert found > 0
