"""``simulate``."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from iaia_desktop.cli import simulate as verb

Run = Callable[..., Any]

NEEDED = {
    "images",
    "classes",
    "accuracy",
    "accuracy_all",
    "confusion",
    "precision",
    "recall",
    "human_decisions",
    "machine_decisions",
    "final_label_accuracy",
    "seconds",
    "settings",
    "versions",
    "seed",
}


@pytest.fixture
def embeddings(tmp_path: Path) -> Path:
    rng = np.random.default_rng(1)
    labels = rng.integers(4, size=80)
    vectors = np.eye(4, 6)[labels] + 0.3 * rng.normal(size=(80, 6))
    path = tmp_path / "set.npz"
    np.savez(path, embeddings=vectors, labels=labels, domains=labels % 2)
    return path


def without_seconds(result: dict[str, Any]) -> dict[str, Any]:
    runs = [{k: v for k, v in run.items() if k != "seconds"} for run in result["runs"]]
    return {**{k: v for k, v in result.items() if k != "seconds"}, "runs": runs}


def test_a_folder_per_class(run: Run, examples: Path) -> None:
    finished = run("simulate", examples, "--encoder", "builtin")
    assert finished.code == 0
    result = finished.json
    assert set(result) >= NEEDED
    assert (result["images"], result["classes"]) == (15, 3)
    assert result["class_names"] == ["blue", "green", "red"]
    assert np.sum(result["confusion"]) == 15
    assert (result["human_decisions"], result["machine_decisions"]) == (15, 0)
    assert result["final_label_accuracy"] == 1.0
    assert result["encoder"] == "builtin/1"
    assert finished.err == ""


def test_embedding_first_gives_the_same(run: Run, examples: Path, tmp_path: Path) -> None:
    options = ["--epsilon", "0.1", "--supervision", "0.5", "--seed", "3"]
    run("embed", examples, "--output", tmp_path / "e.npz", "--encoder", "builtin")
    by_file = run("simulate", tmp_path / "e.npz", *options).json
    by_folder = run("simulate", examples, "--encoder", "builtin", *options).json
    assert by_file["runs"][0]["confusion"] == by_folder["runs"][0]["confusion"]
    for name in ("accuracy_all", "human_decisions", "final_label_accuracy", "encoder"):
        assert by_file[name] == by_folder[name]


def test_images_that_cannot_be_read_are_named(run: Run, examples: Path) -> None:
    (examples / "red" / "broken.png").write_bytes(b"?")
    finished = run("simulate", examples, "--encoder", "builtin")
    assert finished.json["images"] == 15
    assert [row["path"] for row in finished.json["failed"]] == ["red/broken.png"]
    assert "not read: red/broken.png" in finished.err


def test_the_order_is_the_permutation_of_the_seed(run: Run, embeddings: Path) -> None:
    # After one image nothing is known; the second is right only if it is of the same class.
    with np.load(embeddings) as arrays:
        labels = arrays["labels"]
    for seed in range(4):
        first, second = np.random.default_rng(seed).permutation(80)[:2]
        result = run("simulate", embeddings, "--seed", seed, "--limit", 2).json
        assert result["classes"] == (1 if labels[first] == labels[second] else 2)


def test_an_epsilon_that_sets_itself(run: Run, embeddings: Path) -> None:
    never = run("simulate", embeddings).json
    assert (never["new_class_keys"], never["settings"]["epsilon"]) == (0.0, None)
    result = run("simulate", embeddings, "--epsilon", "auto", "--repeats", "2").json
    assert result["settings"]["epsilon"] == "auto"
    for row in result["runs"]:
        (_, alarms), (misses, hits) = row["confusion"]
        assert row["new_class_keys"] == pytest.approx((2 * alarms - (hits - 1)) / row["images"])
        assert row["f1"] == pytest.approx(2 * hits / (2 * hits + alarms + misses))
        assert 0.0 < row["average_precision"] <= 1.0


def test_every_option_reaches_the_settings(run: Run, embeddings: Path) -> None:
    result = run(
        "simulate", embeddings, "--distance", "l2", "--epsilon", "0.7", "--order", "domain",
        "--supervision", "25%", "--on-new", "create", "--learn-from-machine", "no", "--faithful",
        "--limit", "60", "--seed", "5", "--repeats", "2",
    ).json  # fmt: skip
    assert result["settings"] == {
        "distance": "l2",
        "epsilon": 0.7,
        "order": "domain",
        "supervision": 0.25,
        "on_new": "create",
        "learn_from_machine": False,
        "faithful": True,
        "limit": 60,
    }
    assert [row["seed"] for row in result["runs"]] == [5, 6]
    assert result["images"] == 60
    assert result["domain_names"] in (["0", "1"], ["1", "0"])


def test_the_same_seed_gives_the_same(run: Run, embeddings: Path) -> None:
    options = ["simulate", embeddings, "--supervision", "0.3", "--epsilon", "0.2", "--repeats", "2"]
    first, second = run(*options).json, run(*options).json
    assert without_seconds(first) == without_seconds(second)


def test_the_figures_go_to_a_file_too(run: Run, embeddings: Path, tmp_path: Path) -> None:
    target = tmp_path / "new" / "figures.json"
    for _ in range(2):
        finished = run("simulate", embeddings, "--json", target)
        assert finished.code == 0
        assert json.loads(target.read_text()) == finished.json
    assert [path.name for path in target.parent.iterdir()] == ["figures.json"]


def test_progress_only_when_asked_for(run: Run, embeddings: Path) -> None:
    assert run("simulate", embeddings).err == ""
    assert "Replaying the images" in run("simulate", embeddings, "--progress").err


def test_an_encoder_is_of_no_use_with_embeddings(run: Run, embeddings: Path) -> None:
    finished = run("simulate", embeddings, "--encoder", "builtin")
    assert finished.code == 0
    assert "--encoder has no effect" in finished.err


def test_plots_of_a_pass(run: Run, embeddings: Path, tmp_path: Path) -> None:
    assert run("simulate", embeddings, "--plots", tmp_path / "p").code == 0
    names = {path.name for path in (tmp_path / "p").iterdir()}
    assert {"accuracy.png", "newclass.svg"} <= names


def test_plots_are_drawn_of_each_pass(
    run: Run, embeddings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[tuple[int, Path]] = []
    module = ModuleType("iaia_desktop.experiments.plots")
    module.plot_simulation = (  # type: ignore[attr-defined]  # a stand-in for the slow one
        lambda result, folder: drawn.append((result.seed, folder))
    )
    monkeypatch.setitem(sys.modules, module.__name__, module)
    run("simulate", embeddings, "--plots", tmp_path / "p")
    run("simulate", embeddings, "--plots", tmp_path / "p", "--repeats", "2")
    assert drawn == [
        (0, tmp_path / "p"),
        (0, tmp_path / "p" / "seed-0"),
        (1, tmp_path / "p" / "seed-1"),
    ]


def test_what_simulate_refuses(run: Run, embeddings: Path, tmp_path: Path) -> None:
    (tmp_path / "precious.json").write_text('{"mine": 1}')
    (tmp_path / "void").mkdir()
    np.savez(tmp_path / "nan.npz", embeddings=np.full((2, 2), np.nan), labels=np.array([1, 2]))
    np.savez(tmp_path / "plain.npz", embeddings=np.eye(2), labels=np.array([1, 2]))
    for arguments in (
        [tmp_path / "void"],
        [tmp_path / "nowhere"],
        [tmp_path / "nan.npz"],
        [tmp_path / "plain.npz", "--order", "domain"],
        [embeddings, "--layout", "coco"],
        [embeddings, "--json", tmp_path / "precious.json"],
        [embeddings, "--json", tmp_path / "void"],
        [embeddings, "--plots", tmp_path],
    ):
        finished = run("simulate", *arguments)
        assert (finished.code, finished.out) == (1, "")
        assert len(finished.error_lines) == 1
    assert (tmp_path / "precious.json").read_text() == '{"mine": 1}'


@pytest.mark.parametrize(
    "option",
    [
        ["--epsilon", "-1"],
        ["--epsilon", "nan"],
        ["--epsilon", "inf"],
        ["--supervision", "50"],
        ["--supervision", "-5%"],
        ["--seed", "-1"],
        ["--seed", "²"],
        ["--repeats", "0"],
        ["--limit", "0"],
        ["--order", "random"],
    ],
)
def test_options_that_make_no_sense(run: Run, embeddings: Path, option: list[str]) -> None:
    finished = run("simulate", embeddings, *option)
    assert (finished.code, finished.out) == (2, "")


def test_shares() -> None:
    assert [verb.share_argument(text) for text in ("1", "0.05", "5%", "100%")] == [1, 0.05, 0.05, 1]
    assert verb.epsilon_argument("none") is None
    assert verb.epsilon_argument("auto") == "auto"
