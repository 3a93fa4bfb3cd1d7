"""Places of images in an order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iaia_desktop.core.places import Places
from iaia_desktop.core.types import ImageId


@given(st.lists(st.integers(0, 60), unique=True), st.integers(0, 60))
def test_they_are_those_of_a_dict(numbers: list[int], cut: int) -> None:
    ids = [ImageId(number) for number in numbers]
    places = Places(ids[:cut])
    places.append(ids[cut:])
    model = {image_id: place for place, image_id in enumerate(ids)}
    for number in range(-2, 65):
        image_id = ImageId(number)
        assert places.get(image_id) == model.get(image_id)
        assert (image_id in places) == (image_id in model)
        if image_id in model:
            assert places[image_id] == model[image_id]
        else:
            with pytest.raises(KeyError):
                places[image_id]
