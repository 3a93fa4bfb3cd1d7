"""docs/method.md: the modules that it names are there, and its numbers are those of the code."""

from __future__ import annotations

import re

import pytest

from iaia_desktop.core import (
    class_shapes,
    epsilon_rule,
    feature_space,
    folder_graph,
    mixing,
    near_duplicates,
    novelty_meter,
    novelty_score,
    ranker_bank,
    text_prior,
)
from iaia_desktop.core.method import RankerChoice
from iaia_desktop.core.rankers import kernel, metric, neighbours
from iaia_desktop.ui.ranker_words import ranker_name
from tests.documents.fenced import REPOSITORY, read

TEXT = re.sub(r"\s+", " ", read("docs/method.md")).replace("\N{MINUS SIGN}", "-")

NUMBERS = [
    (novelty_score.NEIGHBOURS, 3, "the three labelled images"),
    (novelty_meter.MOST_OF_CLASS, 50, "at most 50 images are compared with"),
    (novelty_meter.MOST_POINTS, 200, "at most 200) is measured without itself"),
    (epsilon_rule.FALSE_NEW_KEYS, 2.0, "2 (1 - π) P_own"),
    (epsilon_rule.MISSED_NEW_KEYS, 1.0, "- π P_other"),
    (epsilon_rule.CAUTION_IMAGES, 2, "P_own counts two images more"),
    (feature_space.AXES, 256, "at most 256 principal axes"),
    (feature_space.KERNEL_SHARPNESS, 0.5, "exp(-½ ‖a - b‖²)"),
    (kernel.EXACT_LABELS, 2_500, "beyond 2,500 labels"),
    (metric._FEWEST_FREEDOM, 5, "until dof is above 5"),
    (neighbours._SHARPNESS, 10.0, "exp(10 (cosine - 1))"),
    (folder_graph.NEIGHBOURS, 10, "graph of ten nearest neighbours"),
    (folder_graph.RESTRAINT, 0.9, "F ← 0.9 S F + 0.1 Y"),
    (folder_graph.LARGEST_FOLDER, 20_000, "folders up to 20,000 images"),
    (ranker_bank._COSINE_SHARE, 0.4, "exponents .4, .6 and .8"),
    (ranker_bank._KERNEL_SHARE, 0.6, "exponents .4, .6 and .8"),
    (ranker_bank._GRAPH_SHARE, 0.8, "exponents .4, .6 and .8"),
    (mixing._SHARE, 0.01, "a hundredth of all weight is dealt out anew"),
    (text_prior.HALF_LIFE_LABELS, 3.0, "w / (1 + n_k / 3)"),
    (near_duplicates.NEAR_SHARE, 0.25, "within a quarter of the typical distance"),
    (class_shapes.CONFUSED, 0.3, "put 30 % of their images wrong"),
    (class_shapes.SEPARATED, 3.0, "lie three standard deviations apart"),
]


@pytest.mark.parametrize(("in_code", "told", "words"), NUMBERS, ids=[row[2] for row in NUMBERS])
def test_numbers_are_those_of_the_code(in_code: float, told: float, words: str) -> None:
    assert words in TEXT
    assert in_code == told


def test_modules_exist() -> None:
    named = re.findall(r"`((?:core|encoders)/[\w/]*(?:\.py|/))`", TEXT)
    assert len(named) > 20
    for name in named:
        assert (REPOSITORY / "iaia_desktop" / name).exists(), name


def test_every_ranker_is_told_of_by_its_name() -> None:
    rankers = [choice for choice in RankerChoice if choice is not RankerChoice.AUTO]
    rows = re.findall(r"^\| ([A-Z][\w ]+) \|", read("docs/method.md"), re.MULTILINE)
    assert set(rows) == {"Ranker", *map(ranker_name, rankers)}
    assert len(rankers) == 7
    assert "Seven classifiers" in TEXT
