"""Measure the effort of labelling on data sets of embeddings, and write it down as tables.

``python -m benchmarks.labelling_effort measure FILE.npz --to FOLDER [--seeds N] [--limit N]``
``python -m benchmarks.labelling_effort tables FOLDER``

``measure`` labels the set with a perfect annotator (experiments/perfect_annotator.py) for each
seed: by pages with the ranker ``auto`` and with the paper's ``prototype``, and one image at a time
with ``auto``, where every ranker predicts each image before it is learnt. It also lets the machine
label the rest at a target error of 1 %. Each run is one JSON file in FOLDER; ``tables`` prints
Markdown.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.method import EpsilonMode, RankerChoice
from iaia_desktop.core.ranker_bank import PRIOR
from iaia_desktop.experiments.auto_labelling import AutoLabelSettings, simulate_auto_labelling
from iaia_desktop.experiments.dataset import EmbeddedSet
from iaia_desktop.experiments.datasets import Layout, layout_of
from iaia_desktop.experiments.datasets_npz import load_npz
from iaia_desktop.experiments.effort import EffortSettings, Protocol
from iaia_desktop.experiments.engine_ranker import EngineRanker
from iaia_desktop.experiments.perfect_annotator import effort_job

Figures = dict[str, object]

TARGET_ERROR, CONFIDENCE = 0.01, 0.9
_BASE = EffortSettings(epsilon_mode=EpsilonMode.NONE)


def _labelled(data: EmbeddedSet, settings: EffortSettings, seed: int) -> Figures:
    job = effort_job(data, settings, seed, CancelToken())
    while True:
        try:
            next(job)
        except StopIteration as stop:
            return dict(stop.value.figures())


def _automatic(data: EmbeddedSet, settings: EffortSettings, seed: int) -> Figures:
    ranker = EngineRanker(data, settings, seed)
    wanted = AutoLabelSettings(target=TARGET_ERROR, confidence=CONFIDENCE)
    outcome = simulate_auto_labelling(ranker, ranker.truth, seed=seed, settings=wanted)
    return {
        "auto_share": outcome.auto_share,
        "auto_error": outcome.auto_error,
        "labelled": outcome.labelled,
        "checks": outcome.checks,
        "bound": outcome.bound,
    }


PARTS: dict[str, tuple[Callable[[EmbeddedSet, EffortSettings, int], Figures], EffortSettings]] = {
    "pages-auto": (_labelled, _BASE),
    "pages-prototype": (_labelled, replace(_BASE, ranker=RankerChoice.PROTOTYPE)),
    "one": (_labelled, replace(_BASE, protocol=Protocol.ONE)),
    "automatic": (_automatic, _BASE),
}


def measure(file: Path, folder: Path, seeds: int, limit: int | None, parts: list[str]) -> None:
    """Run what is not measured yet, and write each run into a file of its own."""
    if layout_of(file) is not Layout.NPZ:
        raise SystemExit(f"{file} holds no embeddings.")
    data = load_npz(file)
    folder.mkdir(parents=True, exist_ok=True)
    for part in parts:
        work, settings = PARTS[part]
        for seed in range(seeds):
            target = folder / f"{file.stem}.{part}.{seed}.json"
            if target.exists():
                continue
            started = time.perf_counter()
            figures = work(data, replace(settings, limit=limit), seed)
            figures["seconds"] = round(time.perf_counter() - started, 1)
            target.write_text(json.dumps(figures), encoding="utf-8")
            print(file.stem, part, seed, json.dumps(figures), flush=True)


def tables(folder: Path) -> None:
    """Print the means over the seeds as Markdown."""
    runs: dict[tuple[str, str], list[dict[str, object]]] = {}
    for path in sorted(folder.glob("*.json")):
        name, part, _ = path.stem.rsplit(".", 2)
        runs.setdefault((name, part), []).append(json.loads(path.read_text(encoding="utf-8")))
    names = sorted({name for name, _ in runs})
    print("| set | images | prototype | auto | single runs of auto |\n|---|---|---|---|---|")
    for name in names:
        auto, papers = runs.get((name, "pages-auto"), []), runs.get((name, "pages-prototype"), [])
        if auto:
            each = ", ".join(f"{_number(run, 'actions_per_image'):.4f}" for run in auto)
            print(
                f"| {name} | {auto[0]['images']:,} | {_mean(papers, 'actions_per_image')} "
                f"| {_mean(auto, 'actions_per_image')} | {each} |"
            )
    rankers = [ranker.value for ranker in PRIOR]
    print("\n| set | images | auto | " + " | ".join(rankers) + " |")
    print("|---" * (len(rankers) + 3) + "|")
    for name in names:
        one = runs.get((name, "one"), [])
        if one:
            cells = [_accuracy(one, ranker) for ranker in rankers]
            print(
                f"| {name} | {one[0]['images']:,} | {_mean(one, 'accuracy', 3)} | "
                + " | ".join(cells)
                + " |"
            )
    print("\n| set | seed | labelled first | checked | without a look | errors among them |")
    print("|---|---|---|---|---|---|")
    for name in names:
        for seed, run in enumerate(runs.get((name, "automatic"), [])):
            print(
                f"| {name} | {seed} | {run['labelled']} | {run['checks']} "
                f"| {_number(run, 'auto_share'):.1%} | {_number(run, 'auto_error'):.2%} |"
            )


def _number(run: dict[str, object], key: str) -> float:
    value = run[key]
    if not isinstance(value, int | float):
        raise TypeError(f"{key} is no number: {value!r}")
    return float(value)


def _mean(runs: list[dict[str, object]], key: str, digits: int = 4) -> str:
    values = [_number(run, key) for run in runs]
    return f"{np.mean(values):.{digits}f}" if values else "—"


def _accuracy(runs: list[dict[str, object]], ranker: str) -> str:
    values = []
    for run in runs:
        found = run["ranker_accuracy"]
        if isinstance(found, dict):
            values.append(float(found[ranker]))
    return f"{np.mean(values):.3f}" if values else "—"


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    verbs = parser.add_subparsers(dest="verb", required=True)
    one = verbs.add_parser("measure")
    one.add_argument("file", type=Path)
    one.add_argument("--to", type=Path, required=True)
    one.add_argument("--seeds", type=int, default=3)
    one.add_argument("--limit", type=int)
    one.add_argument("--part", choices=[*PARTS], action="append")
    other = verbs.add_parser("tables")
    other.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    if arguments.verb == "tables":
        tables(arguments.folder)
    else:
        parts = arguments.part or [*PARTS]
        measure(arguments.file, arguments.to, arguments.seeds, arguments.limit, parts)


if __name__ == "__main__":
    main()
