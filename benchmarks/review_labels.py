"""Measure how well the review finds wrong labels, by making some wrong.

``python -m benchmarks.review_labels FOLDER [--seeds N] [--most N]``

FOLDER holds ``*.npz`` files with ``embeddings`` (n, d) and ``labels`` (n,). In each, 2, 5 and 10 %
of the labels are changed to another class at random. Printed is the precision among as many of the
most doubtful labels as were changed (labels that were wrong before count as misses, so that 1.0 may
be out of reach), for each witness alone and for the review; then how many labels the review doubts
at all and how many of the changed ones are among them.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Generator
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.folder_features import feature_steps
from iaia_desktop.core.label_doubts import DOUBTED, doubt_steps
from iaia_desktop.core.near_neighbours import Neighbours, neighbour_steps
from iaia_desktop.core.review import AXES, ReviewRequest, review_steps
from iaia_desktop.core.types import Vector

Ints = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float64]
_Result = TypeVar("_Result")


def main() -> int:
    """Print the table; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--most", type=int, default=10_000, help="images of a set")
    options = parser.parse_args()
    say("set                wrong  prototypes  neighbours  review  doubted  found")
    for path in sorted(options.folder.glob("*.npz")):
        measure(path, options.seeds, options.most)
    return 0


def measure(path: Path, seeds: int, most: int) -> None:
    """Print the rows of one set."""
    data = np.load(path)
    embeddings = data["embeddings"].astype(np.float32)
    _, truth = np.unique(data["labels"], return_inverse=True)
    chosen = np.sort(np.random.default_rng(1).permutation(len(truth))[:most])
    embeddings, truth = embeddings[chosen], truth[chosen].astype(np.int64)
    features = exhaust(feature_steps(embeddings, np.arange(len(truth)), AXES))[0]
    neighbours = exhaust(neighbour_steps(features))
    for share in (0.02, 0.05, 0.10):
        rows = [one_run(features, truth, neighbours, share, seed) for seed in range(seeds)]
        mean = np.mean(rows, axis=0)
        say(
            f"{path.stem:18} {share:5.0%} {mean[0]:11.3f} {mean[1]:11.3f} {mean[2]:7.3f}"
            f" {mean[3]:8.1%} {mean[4]:6.1%}"
        )
    begun = time.monotonic()
    found = exhaust(review_steps(ReviewRequest(embeddings, np.arange(len(truth)), truth)))
    say(
        f"  as it is: {len(found.doubts)} doubts, {len(found.pairs)} near-duplicates, "
        f"{len(found.merges)} to merge, {len(found.splits)} to split of {int(truth.max()) + 1} "
        f"classes; {time.monotonic() - begun:.1f} s for {len(truth):,} images"
    )


def one_run(
    features: Vector, truth: Ints, neighbours: Neighbours, share: float, seed: int
) -> tuple[float, float, float, float, float]:
    """Return the precision of the three scores, the share doubted, the share found."""
    random = np.random.default_rng(seed)
    count, classes = len(truth), int(truth.max()) + 1
    wrong = random.permutation(count)[: round(share * count)]
    labels = truth.copy()
    labels[wrong] = (labels[wrong] + random.integers(1, classes, len(wrong))) % classes
    review = exhaust(doubt_steps(features, labels, classes, neighbours)).scores.astype(np.float64)
    doubted = np.flatnonzero(review > DOUBTED)

    def precision(scores: Scores) -> float:
        worst = np.argsort(-scores, kind="stable")[: len(wrong)]
        return float(np.isin(worst, wrong).mean())

    return (
        precision(prototype_scores(features, labels, classes)),
        precision(neighbour_scores(labels, neighbours, classes)),
        precision(review),
        len(doubted) / count,
        float(np.isin(wrong, doubted).mean()),
    )


def prototype_scores(features: Vector, labels: Ints, classes: int) -> Scores:
    """Return the cosine to the nearest other prototype, less that to the own without the image."""
    rows = features.astype(np.float64)
    sums = np.zeros((classes, rows.shape[1]))
    np.add.at(sums, labels, rows)
    said = rows @ (sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12)).T
    rest = sums[labels] - rows
    own = np.einsum("nd,nd->n", rest, rows) / np.maximum(np.linalg.norm(rest, axis=1), 1e-12)
    said[np.arange(len(rows)), labels] = -np.inf
    scores: Scores = said.max(axis=1) - own
    return scores


def neighbour_scores(labels: Ints, neighbours: Neighbours, classes: int) -> Scores:
    """Return the votes of the ten nearest for another class, less those for the own one."""
    votes = np.zeros((len(labels), classes))
    np.add.at(votes, (np.arange(len(labels))[:, np.newaxis], labels[neighbours.rows]), 1.0)
    here = np.arange(len(labels))
    own = votes[here, labels].copy()
    votes[here, labels] = -1.0
    scores: Scores = votes.max(axis=1) - own
    return scores


def exhaust(steps: Generator[object, None, _Result]) -> _Result:
    """Work through a generator; return its result."""
    while True:
        try:
            next(steps)
        except StopIteration as stop:
            result: _Result = stop.value
            return result


def say(line: str) -> None:
    """Print at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
