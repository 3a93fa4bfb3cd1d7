from __future__ import annotations

import math
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iaia_desktop.core.errors import ExportError
from iaia_desktop.export.split import TRAIN, VALIDATION, split_by_class

LABELS = st.dictionaries(st.text(max_size=6), st.sampled_from(["a", "b", "c\udce9"]), max_size=60)


@given(LABELS, st.floats(0.0, 0.9), st.integers(0, 2**70))
def test_each_class_is_split_by_its_share(labels: dict[str, str], share: float, seed: int) -> None:
    parts = split_by_class(labels, share=share, seed=seed)
    assert list(parts) == list(labels)
    assert set(parts.values()) <= {TRAIN, VALIDATION}
    for class_name, count in Counter(labels.values()).items():
        drawn = sum(parts[path] == VALIDATION for path in labels if labels[path] == class_name)
        assert drawn == min(count - 1, math.floor(share * count + 0.5))


@given(LABELS, st.integers(0, 5))
def test_the_split_depends_on_seed_and_members_alone(labels: dict[str, str], seed: int) -> None:
    parts = split_by_class(labels, share=0.5, seed=seed)
    backwards = split_by_class(dict(reversed(labels.items())), share=0.5, seed=seed)
    only_a = {path: name for path, name in labels.items() if name == "a"}
    assert backwards == parts
    for path, part in split_by_class(only_a, share=0.5, seed=seed).items():
        assert parts[path] == part


def test_seeds_differ() -> None:
    labels = {str(number): "a" for number in range(100)}
    parts = [split_by_class(labels, share=0.3, seed=seed) for seed in (1, 2)]
    assert parts[0] != parts[1]


@pytest.mark.parametrize(("share", "seed"), [(-0.1, 0), (0.95, 0), (math.nan, 0), (0.2, -1)])
def test_an_impossible_split_is_refused(share: float, seed: int) -> None:
    with pytest.raises(ExportError, match="not possible"):
        split_by_class({"x": "a"}, share=share, seed=seed)
