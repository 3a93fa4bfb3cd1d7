"""Distances that are followed label by label are those that are measured at once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iaia_desktop.core.calibration import leave_one_out_pairs
from iaia_desktop.core.memory import PrototypeMemory
from iaia_desktop.core.prototype_pairs import Key, PrototypePairs
from iaia_desktop.core.types import ClassId, Distance, Vector

DIM, IMAGES = 4, 20


@pytest.mark.parametrize(
    ("distance", "normalise"),
    [(Distance.COSINE, True), (Distance.L2, True), (Distance.L2, False)],
)
@given(
    steps=st.lists(
        st.lists(st.tuples(st.integers(0, IMAGES - 1), st.integers(0, 4)), max_size=4), max_size=9
    )
)
@settings(max_examples=40, deadline=None)
def test_pairs_are_the_same(
    distance: Distance, normalise: bool, steps: list[list[tuple[int, int]]]
) -> None:
    rows = np.random.default_rng(3).standard_normal((IMAGES, DIM)).astype(np.float32)
    memory = PrototypeMemory(DIM, distance=distance, normalise=normalise)
    pairs = PrototypePairs(memory)
    held: dict[int, tuple[ClassId, int]] = {}
    for number, step in enumerate(steps):
        for image, place in step:
            if image in held:
                memory.remove(held.pop(image)[0], rows[image])
                rows[image] = np.roll(rows[image], 1)
            if place:
                memory.add(ClassId(place), rows[image])
                held[image] = (ClassId(place), number)
        sample = sorted(held)[:6]
        keys: list[Key] = [(image, held[image][1], held[image][0]) for image in sample]
        taken = rows[sample].copy()

        def embeddings(places: list[int], taken: Vector = taken) -> Vector:
            return taken[places]

        found = pairs.measure(keys, embeddings)
        expected = leave_one_out_pairs(memory, rows[sample], [held[image][0] for image in sample])
        for column, wanted in zip(found, expected, strict=True):
            np.testing.assert_allclose(column, wanted, atol=1e-12)
        anew = PrototypePairs(memory).measure(keys, embeddings)
        for column, wanted in zip(found, anew, strict=True):
            np.testing.assert_array_equal(column, wanted)
