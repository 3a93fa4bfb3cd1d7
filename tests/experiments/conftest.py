"""Labelled data for the experiments."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from iaia_desktop.experiments.dataset import EmbeddedSet, truth_from_names

MakeData = Callable[..., EmbeddedSet]


@pytest.fixture
def make_data() -> MakeData:
    """Return a function that makes clouds of points, one a class, in several domains."""

    def make(
        *, images: int = 120, classes: int = 6, domains: int = 3, dim: int = 5, seed: int = 7
    ) -> EmbeddedSet:
        rng = np.random.default_rng(seed)
        labels = rng.integers(classes, size=images)
        places = rng.integers(domains, size=images)
        centres = rng.normal(size=(classes, dim)) * 1.5
        shifts = rng.normal(size=(domains, dim)) * 0.7
        lengths = rng.uniform(0.5, 2.0, size=(images, 1))
        vectors = (centres[labels] + shifts[places] + rng.normal(size=(images, dim))) * lengths
        return EmbeddedSet(
            truth=truth_from_names(
                "clouds",
                Path("clouds"),
                [f"class {label}" for label in labels],
                [f"domain {place}" for place in places],
                [f"domain {place}" for place in range(domains)],
            ),
            embeddings=vectors,
            places=np.arange(images),
            encoder_id="clouds/1",
        )

    return make
