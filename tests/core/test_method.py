"""The settings of the method, written down and read back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iaia_desktop.core.method import EpsilonMode, Method, RankerChoice
from iaia_desktop.core.types import Distance

methods = st.builds(
    Method,
    distance=st.sampled_from(Distance),
    epsilon_mode=st.sampled_from(EpsilonMode),
    epsilon=st.floats(0, allow_nan=False),
    normalise=st.booleans(),
    learn_from_machine=st.booleans(),
    ranker=st.sampled_from(RankerChoice),
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=4,
)


@given(methods, methods)
def test_what_is_written_is_read_back(method: Method, default: Method) -> None:
    assert Method.from_json(json.loads(json.dumps(method.as_json())), default) == method


@given(
    st.dictionaries(st.sampled_from(list(Method().as_json())), json_values) | json_values, methods
)
def test_whatever_is_read_is_a_method(raw: object, default: Method) -> None:
    method = Method.from_json(raw, default)
    assert method.epsilon >= 0
    assert isinstance(method.normalise, bool)


def test_only_what_is_odd_or_missing_is_the_default() -> None:
    default = Method(distance=Distance.L2, epsilon=0.7, learn_from_machine=True)
    raw = {
        "distance": "manhattan",
        "epsilon_mode": "fixed",
        "epsilon": -1,
        "normalise": False,
        "learn_from_machine": "no",
        "ranker": "oracle",
    }
    assert Method.from_json(raw, default) == Method(
        Distance.L2, EpsilonMode.FIXED, 0.7, normalise=False, learn_from_machine=True
    )
    assert Method.from_json({"epsilon": float("nan")}, default) == default
    assert Method.from_json({"epsilon": True}, default) == default
    assert Method.from_json({"epsilon": 10**400}, default) == default
    assert Method.from_json({"epsilon": 1}, default).epsilon == 1.0
    assert Method.from_json(["epsilon"], default) == default


def test_a_fixed_epsilon_from_before_there_were_rankers_stays_a_distance_to_a_prototype() -> None:
    old = {"epsilon_mode": "fixed", "epsilon": 0.4}
    assert Method.from_json(old, Method()).ranker is RankerChoice.PROTOTYPE
    assert Method.from_json({**old, "ranker": "auto"}, Method()).ranker is RankerChoice.AUTO
    assert Method.from_json({"epsilon_mode": "none"}, Method()).ranker is RankerChoice.AUTO


@pytest.mark.parametrize("epsilon", [-0.1, float("nan")])
def test_epsilon_is_a_distance(epsilon: float) -> None:
    with pytest.raises(ValueError, match="0 or more"):
        Method(epsilon=epsilon)
