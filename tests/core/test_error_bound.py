from __future__ import annotations

from itertools import combinations
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iaia_desktop.core.error_bound import chance_of_few, most_missed


@given(st.integers(1, 40), st.data())
def test_the_chance_is_that_of_the_hypergeometric_distribution(
    population: int, data: st.DataObject
) -> None:
    marked = data.draw(st.integers(0, population))
    drawn = data.draw(st.integers(0, population))
    most = data.draw(st.integers(-1, population))
    exact = sum(
        comb(marked, count) * comb(population - marked, drawn - count)
        for count in range(max(0, most + 1))
        if count <= drawn
    ) / comb(population, drawn)
    assert chance_of_few(population, marked, drawn, most) == pytest.approx(exact, abs=1e-9)


def test_known_numbers_of_clean_checks_for_a_very_large_folder() -> None:
    # The table of Clopper and Pearson: 230 clean checks for 1 % at 90 %, 45 for 5 %.
    huge = 10_000_000
    assert most_missed(huge, 230, 0, 0.1) / huge <= 0.01 < most_missed(huge, 227, 0, 0.1) / huge
    assert most_missed(huge, 45, 0, 0.1) / huge <= 0.05 < most_missed(huge, 44, 0, 0.1) / huge
    assert most_missed(huge, 388, 1, 0.1) / huge <= 0.01 < most_missed(huge, 380, 1, 0.1) / huge


def test_all_checked_leaves_nothing_to_miss() -> None:
    assert most_missed(50, 50, 3, 0.1) == 0
    assert most_missed(50, 0, 0, 0.1) == 50


@given(st.integers(1, 300), st.data())
def test_more_checks_and_fewer_errors_never_loosen_the_bound(
    population: int, data: st.DataObject
) -> None:
    checked = data.draw(st.integers(1, population))
    found = data.draw(st.integers(0, checked))
    bound = most_missed(population, checked, found, 0.1)
    assert 0 <= bound <= population - checked
    assert most_missed(population, checked, found, 0.01) >= bound
    if found:
        assert most_missed(population, checked, found - 1, 0.1) <= bound


def missed_before_cut(errors: list[int], checked: set[int], found: int) -> int:
    """Return the unchecked errors that rank before error number ``found + 1`` of the checked."""
    seen = missed = 0
    for place in sorted(errors):
        if place in checked:
            seen += 1
            if seen > found:
                break
        else:
            missed += 1
    return missed


@pytest.mark.parametrize("errors", [[0], [0, 1, 2], [3, 7], [5, 6, 7, 8, 9], list(range(10)), []])
@pytest.mark.parametrize("checks", [2, 4, 6])
@pytest.mark.parametrize("found", [0, 1, 2])
def test_over_all_draws_the_bound_is_wrong_no_more_often_than_promised(
    errors: list[int], checks: int, found: int
) -> None:
    if found > checks:
        pytest.skip("no such look")
    for risk in (0.3, 0.1):
        bound = most_missed(10, checks, found, risk)
        draws = list(combinations(range(10), checks))
        wrong = sum(missed_before_cut(errors, set(draw), found) > bound for draw in draws)
        assert wrong / len(draws) <= risk


def test_in_many_random_draws_the_bound_is_wrong_about_as_often_as_promised() -> None:
    rng = np.random.default_rng(5)
    errors = rng.choice(1_000, 12, replace=False).tolist()
    bound = most_missed(1_000, 200, 0, 0.1)
    wrong = sum(
        missed_before_cut(errors, set(rng.permutation(1_000)[:200].tolist()), 0) > bound
        for _ in range(2_000)
    )
    assert 0.03 <= wrong / 2_000 <= 0.1


@pytest.mark.parametrize("risk", [0.0, 1.0, -0.1])
def test_a_risk_outside_its_range_is_refused(risk: float) -> None:
    with pytest.raises(ValueError, match="risk"):
        most_missed(10, 5, 0, risk)


def test_counts_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="found"):
        most_missed(10, 5, 6, 0.1)
    with pytest.raises(ValueError, match="drawn"):
        chance_of_few(10, 5, 11, 0)
