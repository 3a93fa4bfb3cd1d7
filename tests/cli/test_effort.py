"""``simulate --protocol`` and ``--ranker``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from iaia_desktop.core.method import RankerChoice
from iaia_desktop.core.orders import OrderChoice

Run = Callable[..., Any]

NEEDED = {
    "actions_per_image",
    "final_label_accuracy",
    "accuracy",
    "auto_share",
    "auto_error",
    "target_error",
    "confidence",
    "images",
    "actions",
    "pages",
    "corrected_tiles",
    "names",
    "ranker_accuracy",
    "settings",
    "seed",
    "repeats",
    "runs",
    "versions",
    "seconds",
}
QUICK = "--no-auto-label"


@pytest.fixture
def embeddings(tmp_path: Path) -> Path:
    rng = np.random.default_rng(1)
    labels = rng.integers(4, size=120)
    vectors = np.eye(4, 6)[labels] + 0.25 * rng.normal(size=(120, 6))
    path = tmp_path / "set.npz"
    np.savez(path, embeddings=vectors, labels=labels, domains=labels % 2)
    return path


def test_pages_are_measured_with_all_figures(run: Run, embeddings: Path) -> None:
    finished = run("simulate", embeddings, "--protocol", "pages", "--epsilon", "auto")
    assert (finished.code, finished.err) == (0, "")
    result = finished.json
    assert set(result) >= NEEDED
    assert result["images"] == 120
    assert result["final_label_accuracy"] == 1.0
    assert result["actions_per_image"] == result["actions"] / 120 < 0.5
    assert 0.0 <= result["auto_share"] <= 1.0
    assert result["auto_share"] == 0.0 or 0.0 <= result["auto_error"] <= 1.0
    assert (result["target_error"], result["confidence"]) == (0.01, 0.9)
    assert result["settings"] == {
        "protocol": "pages",
        "page_size": 24,
        "ranker": "auto",
        "order": "shuffle",
        "distance": "cosine",
        "epsilon": "auto",
        "faithful": False,
        "limit": None,
    }


def test_one_at_a_time_is_the_default_with_a_ranker(run: Run, embeddings: Path) -> None:
    result = run("simulate", embeddings, "--ranker", "learned", QUICK).json
    assert (result["settings"]["protocol"], result["settings"]["ranker"]) == ("one", "learned")
    assert (result["actions"], result["actions_per_image"]) == (124, 124 / 120)
    assert not {"auto_share", "auto_error"} & set(result)


@pytest.mark.parametrize("ranker", RankerChoice)
def test_every_ranker_can_be_asked_for(run: Run, embeddings: Path, ranker: str) -> None:
    result = run(
        "simulate", embeddings, "--protocol", "pages", "--ranker", ranker, "--limit", 60, QUICK
    ).json
    assert (result["images"], result["final_label_accuracy"]) == (60, 1.0)


@pytest.mark.parametrize("order", ["file", "domain", *OrderChoice])
def test_every_order_can_be_asked_for(run: Run, embeddings: Path, order: str) -> None:
    finished = run(
        "simulate", embeddings, "--protocol", "one", "--order", order, "--limit", 60, QUICK
    )
    assert finished.json["settings"]["order"] == order
    assert finished.json["final_label_accuracy"] == 1.0


def test_faithful_is_the_papers_method_as_it_is_replayed(run: Run, embeddings: Path) -> None:
    options = ["simulate", embeddings, "--faithful", "--seed", 2]
    replayed = run(*options).json
    for more in (["--protocol", "one"], ["--ranker", "prototype"]):
        measured = run(*options, *more, QUICK).json
        assert measured["accuracy"] == pytest.approx(replayed["accuracy"])
        assert (measured["settings"]["ranker"], measured["settings"]["faithful"]) == (
            "prototype",
            True,
        )


def test_several_seeds_are_averaged(run: Run, embeddings: Path) -> None:
    result = run(
        "simulate", embeddings, "--protocol", "pages", "--seed", 3, "--repeats", 2, QUICK
    ).json
    assert (result["seed"], result["repeats"], len(result["runs"])) == (3, 2, 2)
    for name in ("actions_per_image", "accuracy", "actions"):
        assert result[name] == pytest.approx(np.mean([row[name] for row in result["runs"]]))
    kernels = [row["ranker_accuracy"]["kernel"] for row in result["runs"]]
    assert result["ranker_accuracy"]["kernel"] == pytest.approx(np.mean(kernels))


def test_the_same_seed_gives_the_same(run: Run, embeddings: Path) -> None:
    options = ["simulate", embeddings, "--protocol", "pages", "--seed", 1]
    first, second = run(*options).json, run(*options).json
    assert first["runs"] == second["runs"]


def test_targets_are_shares_or_percentages(run: Run, embeddings: Path) -> None:
    result = run(
        "simulate", embeddings, "--ranker", "mix", "--target-error", "5%", "--confidence", ".95"
    ).json
    assert (result["target_error"], result["confidence"]) == (0.05, 0.95)


def test_a_folder_of_pictures_too_few_for_a_shape(run: Run, examples: Path) -> None:
    result = run("simulate", examples, "--encoder", "builtin", "--protocol", "pages").json
    assert (result["images"], result["names"], result["final_label_accuracy"]) == (15, 3, 1.0)
    assert result["encoder"] == "builtin/1"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--order", "surest"], "The order “surest” is one of the window."),
        (["--protocol", "one", "--supervision", ".5"], "a human decides every image"),
        (["--ranker", "auto", "--on-new", "create"], "a human decides every image"),
        (["--protocol", "one", "--plots", "new"], "nothing is plotted"),
        (["--faithful", "--ranker", "kernel"], "--faithful is the paper's method"),
    ],
)
def test_what_does_not_go_together_is_refused_in_a_line(
    run: Run, embeddings: Path, tmp_path: Path, options: list[str], words: str
) -> None:
    options = [str(tmp_path / "new") if option == "new" else option for option in options]
    finished = run("simulate", embeddings, *options)
    assert (finished.code, finished.out) == (1, "")
    (line,) = finished.error_lines
    assert words in line


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--target-error", "0", "is no share of errors"),
        ("--target-error", "many", "is no share of errors"),
        ("--target-error", "100%", "is no share of errors"),
        ("--confidence", "0.4", "is no confidence"),
        ("--confidence", "1", "is no confidence"),
        ("--page-size", "0", "--page-size"),
        ("--protocol", "both", "--protocol"),
        ("--ranker", "best", "--ranker"),
    ],
)
def test_odd_values_are_refused(
    run: Run, embeddings: Path, option: str, value: str, words: str
) -> None:
    finished = run("simulate", embeddings, "--protocol", "one", option, value)
    assert finished.code == 2
    assert finished.out == ""
    assert words in finished.err
    assert "Traceback" not in finished.err
