"""What the memory says about every image that waits."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from iaia_desktop.core.folder_ranking import FolderRanking, empty_ranking
from iaia_desktop.core.types import ImageId


def test_rows_and_classes_are_found_by_image() -> None:
    real = np.zeros(3, np.float32)
    ids, classes = np.array([2, 5, 9]), np.array([4, 0, 1])
    ranking = FolderRanking(ids, classes, np.zeros(3, np.int64), real, real, real)
    assert len(ranking) == 3
    assert [ranking.row(ImageId(number)) for number in (1, 2, 3, 9, 10)] == [None, 0, None, 2, None]
    assert [ranking.class_of(ImageId(number)) for number in (2, 5, 9, 7)] == [4, None, 1, None]


def test_columns_have_one_number_an_image() -> None:
    real, whole = np.zeros(2, np.float32), np.zeros(2, np.int64)
    with pytest.raises(ValueError, match=r"2 images, but a column of shape \(3,\)"):
        FolderRanking(whole, whole, whole, np.zeros(3, np.float32), real, real)
    ranking = FolderRanking(whole, whole, whole, real, real, real)
    for changed in ("typicality", "new_chances", "nearest"):
        few: dict[str, Any] = {changed: real[:1]}
        with pytest.raises(ValueError, match="2 images"):
            replace(ranking, **few)


def test_an_empty_ranking_knows_nobody() -> None:
    assert len(empty_ranking()) == 0
    assert empty_ranking().row(ImageId(0)) is None
    assert empty_ranking().class_of(ImageId(0)) is None
