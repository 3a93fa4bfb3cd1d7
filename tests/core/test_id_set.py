"""A set of images that only ever become more."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from iaia_desktop.core.id_set import IdSet
from iaia_desktop.core.types import ImageId


@given(st.lists(st.lists(st.integers(0, 50).map(ImageId), max_size=8), max_size=8))
def test_it_is_like_a_set(lots: list[list[ImageId]]) -> None:
    held, model = IdSet(), set[ImageId]()
    for lot in lots:
        held.update(iter(lot))
        model.update(lot)
        assert len(held) == len(model)
        assert {i for i in map(ImageId, range(-3, 60)) if i in held} == model
