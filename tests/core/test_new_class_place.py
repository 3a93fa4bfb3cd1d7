"""Where "new class" stands among the ranked classes."""

from __future__ import annotations

import pytest

from iaia_desktop.core.annotator import RankedClass, Suggestion
from iaia_desktop.core.new_class_place import place_of_new
from iaia_desktop.core.types import ClassId


def said(*rows: tuple[float, float | None], new: float | None, is_new: bool = False) -> Suggestion:
    ranked = tuple(
        RankedClass(ClassId(place), distance, chance=chance)
        for place, (distance, chance) in enumerate(rows, start=1)
    )
    return Suggestion(is_new, ranked, None, new_chance=new)


@pytest.mark.parametrize(
    ("new", "place"), [(0.5, 1), (0.2, 1), (0.1, 2), (0.01, 3), (0.0, 3), (1.0, 1)]
)
def test_the_classes_share_what_a_new_one_leaves(new: float, place: int) -> None:
    rows = ((0.3, 0.8), (0.5, 0.15), (0.4, 0.05))
    assert place_of_new(said(*rows, new=new)) == place


def test_distances_stand_in_for_chances() -> None:
    rows = ((0.1, None), (0.15, None), (0.5, None))
    assert place_of_new(said(*rows, new=0.1)) == 2
    assert place_of_new(said((0.1, None), new=0.001)) == 1


def test_what_is_suggested_comes_first_and_what_nobody_knows_is_not_ranked() -> None:
    assert place_of_new(said((0.1, 0.9), (0.2, 0.1), new=0.01, is_new=True)) == 0
    assert place_of_new(said(new=1.0)) == 0
    assert place_of_new(said((0.1, 0.9), new=None)) is None
