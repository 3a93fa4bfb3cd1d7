"""Measure what each order of asking gives: classes met, and accuracy for the labels spent.

``python -m benchmarks.label_orders FILE.npz... [--seeds N] [--cold N]``

Each file holds ``embeddings`` (n, d) and ``labels`` (n,). A perfect annotator answers what an order
asks for, one image at a time, sorted anew after each label (after each tenth beyond 100). Printed
are, as means over the seeds, the labels until every class was met, and the share of the other
images that the nearest prototype gets right after 20, 50 and 100 labels. The folder is read sorted
by class, as folders of classes are, and shuffled.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import numpy as np

from iaia_desktop.core import orders
from iaia_desktop.core.folder_features import IntArray
from iaia_desktop.core.memory import PrototypeMemory
from iaia_desktop.core.orders import OrderChoice, OrderRequest, order_ids
from iaia_desktop.core.ranking_request import RankingRequest
from iaia_desktop.core.types import ClassId, ImageId, Vector

_LOOKS = (20, 50, 100)
_MOST_LABELS = 3_000
_NAMES = {
    OrderChoice.FOLDER: "Folder order (shuffled)",
    OrderChoice.SUREST: "Surest first",
    OrderChoice.LEAST_SURE: "Least sure first",
    OrderChoice.MOST_DIFFERENT: "Most different first",
    OrderChoice.BY_CLASS: "By likely class",
}


@dataclass(frozen=True)
class Outcome:
    """What one run gave.

    Attributes
    ----------
    all_met : int or None
        Labels until every class was met; None when that took too many.
    accuracies : dict of int to float
        By number of labels.
    """

    all_met: int | None
    accuracies: dict[int, float]


def run(choice: OrderChoice, table: Vector, truth: IntArray, seed: int) -> Outcome:
    """Label in an order until every class was met."""
    memory = PrototypeMemory(table.shape[1])
    labelled: list[int] = []
    waiting = set(range(len(table)))
    accuracies: dict[int, float] = {}
    all_met = None
    classes = len(np.unique(truth))
    ahead: list[int] = []
    while waiting and len(labelled) < _MOST_LABELS:
        if not ahead:
            ids = [ImageId(each) for each in sorted(waiting)]
            request = RankingRequest(ids, table, memory.copy())
            ahead = order_ids(
                OrderRequest(
                    choice, request.rank(0, len(ids)), table, np.array(labelled, dtype=np.int64),
                    seed=seed, farthest=10,
                )
            ).tolist()[: 1 if len(labelled) < 100 else 10]  # fmt: skip
        image = ahead.pop(0)
        waiting.remove(image)
        labelled.append(image)
        memory.add(ClassId(int(truth[image])), table[image])
        if len(labelled) in _LOOKS:
            accuracies[len(labelled)] = _accuracy(memory, table, truth, sorted(waiting))
        if all_met is None and len(set(truth[labelled].tolist())) == classes:
            all_met = len(labelled)
        if all_met is not None and len(labelled) >= max(_LOOKS):
            break
    return Outcome(all_met, accuracies)


def _accuracy(memory: PrototypeMemory, table: Vector, truth: IntArray, rest: list[int]) -> float:
    nearest = np.argmin(memory.distances(table[rest]), axis=1)
    return float(np.mean(np.array(memory.class_ids)[nearest] == truth[rest]))


def _rows(table: Vector, truth: IntArray, seeds: int) -> list[tuple[str, list[Outcome]]]:
    rows = [("Folder order (by class)", [run(OrderChoice.FOLDER, table, truth, 0)])]
    shuffled: dict[OrderChoice, list[Outcome]] = {choice: [] for choice in OrderChoice}
    for seed in range(seeds):
        mixed = np.random.default_rng(seed).permutation(len(table))
        for choice in OrderChoice:
            shuffled[choice].append(run(choice, table[mixed], truth[mixed], seed))
    for choice, outcomes in shuffled.items():
        rows.append((_NAMES[choice], outcomes))
    return rows


def main() -> None:
    """Print a table for each file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--cold", type=int, default=orders.COLD_LABELS)
    options = parser.parse_args()
    orders.COLD_LABELS = options.cold
    for file in options.files:
        with np.load(file) as data:
            names, truth = np.unique(data["labels"], return_inverse=True)
            table = data["embeddings"].astype(np.float32)
        print(f"\n{file.stem}: {len(table):,} images, {len(names)} classes", flush=True)
        print("| Order | Labels until every class was met | After 20 | After 50 | After 100 |")
        print("|---|--:|--:|--:|--:|")
        for name, outcomes in _rows(table, truth.astype(np.int64) + 1, options.seeds):
            met = [outcome.all_met for outcome in outcomes if outcome.all_met is not None]
            words = f"{mean(met):.0f}" if len(met) == len(outcomes) else f"over {_MOST_LABELS:,}"
            shares = [
                f"{100 * mean(outcome.accuracies[look] for outcome in outcomes):.1f} %"
                for look in _LOOKS
            ]
            print(f"| {name} | {words} | {' | '.join(shares)} |", flush=True)


if __name__ == "__main__":
    main()
