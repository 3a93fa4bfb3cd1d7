"""How many errors may be left among images that nobody checked: an exact bound from random checks.

The images are a fixed, ranked list; chance lies only in which of them are checked. So nothing is
assumed about the model, the order of the folder, or the images being alike.
"""

from __future__ import annotations

import math


def chance_of_few(population: int, marked: int, drawn: int, most: int) -> float:
    """Return the chance to draw at most so many marked items, without replacement.

    The distribution function of the hypergeometric distribution.

    Parameters
    ----------
    population : int
        Items in all.
    marked : int
        Marked ones among them.
    drawn : int
        Items drawn at random, each at most once.
    most : int
        Marked ones among the drawn, at most.

    Raises
    ------
    ValueError
        When there are fewer items than are marked or drawn, or a count is negative.
    """
    if not (0 <= marked <= population and 0 <= drawn <= population):
        raise ValueError(f"{marked} marked and {drawn} drawn of {population}")
    least = max(0, drawn + marked - population)
    if most < least:
        return 0.0
    if most >= min(marked, drawn):
        return 1.0
    scale = _log_choices(population, drawn)
    total = math.fsum(
        math.exp(
            _log_choices(marked, count) + _log_choices(population - marked, drawn - count) - scale
        )
        for count in range(least, most + 1)
    )
    return min(1.0, total)


def most_missed(population: int, checked: int, found: int, risk: float) -> int:
    """Bound the errors among the unchecked images that rank before the next one found.

    Of a list of ``population`` images in any fixed order, ``checked`` are chosen at random and
    checked. Walk down the list and stop before error number ``found + 1`` among the checked (or at
    the end). With a chance of at least ``1 - risk``, no more unchecked errors than the number
    returned were passed on the way.

    That the walk stops where the data say costs nothing: more than x errors are missed before that
    place only if, of the first x + 1 + found errors of the list, at most ``found`` are checked; and
    which errors come first is a fact about the list, not about the draw. So the bound holds for the
    longest prefix with ``found`` errors found, and for every shorter one at the same time. It is
    the exact test of Clopper and Pearson (1934) in its form for a finite population, read
    backwards; the setting, a fixed data set of which only the checks are random, is that of PAC
    labelling (Candès, Ilyas, Zrnic 2025, arXiv 2506.10908).

    Parameters
    ----------
    population : int
        Images in the list.
    checked : int
        How many of them were checked, chosen without replacement.
    found : int
        Errors that the walk may pass among the checked ones.
    risk : float
        Between 0 and 1.

    Returns
    -------
    int
        At most ``population - checked``.

    Raises
    ------
    ValueError
        When the risk is not between 0 and 1, or the counts do not fit.
    """
    if not 0 < risk < 1:
        raise ValueError(f"a risk lies between 0 and 1, not at {risk}")
    if not 0 <= found <= checked <= population:
        raise ValueError(f"{found} found of {checked} checked of {population}")

    def too_unlikely(missed: int) -> bool:
        return chance_of_few(population, missed + found, checked, found) <= risk

    # The largest number of missed errors that is not too unlikely; more are ever less likely.
    low, high = 0, population - checked
    while low < high:
        middle = (low + high + 1) // 2
        if too_unlikely(middle):
            high = middle - 1
        else:
            low = middle
    return low


def _log_choices(items: int, chosen: int) -> float:
    return math.lgamma(items + 1) - math.lgamma(chosen + 1) - math.lgamma(items - chosen + 1)
