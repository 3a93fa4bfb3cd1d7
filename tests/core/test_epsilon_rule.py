"""The epsilon that costs the fewest keys, and the odds of a new class."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iaia_desktop.core.epsilon_rule import (
    NEVER,
    Floats,
    cheapest_epsilon,
    fitted_odds,
    keys_per_image,
)

NAN = float("nan")
OWN = np.array([0.1, 0.2, 0.2, 0.3, NAN])
OTHER = np.array([0.2, 0.5, 0.6, NAN, 0.7])

scores = st.lists(st.integers(0, 20).map(lambda n: n / 10) | st.just(NAN), max_size=30).map(
    lambda values: np.array(values, np.float64)
)
chances = st.floats(0.0, 1.0)


def test_by_hand() -> None:
    # Beyond 0.4: none of 4 known ones, counted as 2 of 6, and 3 of 4 new ones.
    epsilons = np.array([0.4, 0.15, 0.0, NEVER])
    cost = keys_per_image(OWN, OTHER, 0.5, epsilons)
    assert cost.tolist() == pytest.approx([1 / 3 - 0.375, 5 / 6 - 0.5, 1.0 - 0.5, 0.0])
    plain = keys_per_image(OWN, OTHER, 0.5, epsilons, caution=0)
    assert plain.tolist() == pytest.approx([-0.375, 0.75 - 0.5, 1.0 - 0.5, 0.0])
    assert cheapest_epsilon(OWN, OTHER, 0.5) == pytest.approx(0.4)
    # Where new classes are rarer, one false alarm among so few is too likely.
    assert cheapest_epsilon(OWN, OTHER, 0.4) is None


def test_without_evidence_there_is_no_epsilon() -> None:
    nothing = np.array([NAN])
    for own, other in ((nothing, OTHER), (OWN, nothing), (np.zeros(0), np.zeros(0))):
        assert cheapest_epsilon(own, other, 0.9) is None
    assert cheapest_epsilon(np.zeros(9), np.zeros(9), 0.9) is None


@given(scores, scores, chances)
def test_it_never_costs_more_than_never_saying_new(
    own: Floats, other: Floats, chance: float
) -> None:
    epsilon = cheapest_epsilon(own, other, chance)
    if epsilon is None:
        return
    known, new = own[~np.isnan(own)], other[~np.isnan(other)]
    # In plain counts too, without the images more that the rule counts.
    false_new = 2 * (1 - chance) * np.mean(known > epsilon)
    found_new = chance * np.mean(new > epsilon)
    assert false_new - found_new < 0
    assert keys_per_image(own, other, chance, np.array([epsilon]))[0] < 0


@given(scores, scores, chances)
def test_no_other_threshold_is_cheaper(own: Floats, other: Floats, chance: float) -> None:
    epsilon = cheapest_epsilon(own, other, chance)
    if np.isnan(own).all() or np.isnan(other).all():
        return
    everything = np.arange(0.0, 2.2, 0.05)
    best = keys_per_image(own, other, chance, everything).min()
    mine = 0.0 if epsilon is None else keys_per_image(own, other, chance, np.array([epsilon]))[0]
    # At 0 and below all scores it may not cut: an image that looks like another is not new.
    lowest = keys_per_image(own, other, chance, np.array([0.0]))[0]
    assert mine <= best + 1e-9 or best == lowest


@given(scores, scores, chances, st.floats(0, 2), st.floats(0, 2))
def test_the_odds_rise_with_the_score(
    own: Floats, other: Floats, chance: float, one: float, two: float
) -> None:
    odds = fitted_odds(own, other, chance)
    low, high = sorted((one, two))
    assert 0.0 <= odds.chance(low) <= odds.chance(high) <= 1.0
    assert odds.chance(NEVER) == 1.0


def test_the_odds_of_kinds_that_lie_apart() -> None:
    rng = np.random.default_rng(0)
    own, other = rng.normal(0.3, 0.05, 200), rng.normal(0.8, 0.05, 200)
    odds = fitted_odds(own, other, 0.1)
    assert odds.chance(0.3) < 0.01
    assert odds.chance(0.8) > 0.9
    assert 0.02 < odds.chance(0.55) < 0.4
    assert fitted_odds(own[:1], other, 0.1).chance(0.8) == pytest.approx(0.1)
