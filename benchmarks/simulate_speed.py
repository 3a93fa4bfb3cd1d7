"""Measure how long one pass of a simulation takes.

``python -m benchmarks.simulate_speed [--images N] [--classes K] [--dimensions D]``

Made-up embeddings are replayed with full supervision, for both distances. The baseline is the same
stream through the annotator as the window uses it, which ranks every class for every image: the
ratio of the two hardly depends on the machine. The sweep over epsilon is timed beside them; a pass
for each epsilon would take the pass times the number of thresholds.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import numpy as np

from iaia_desktop.core.annotator import Annotator
from iaia_desktop.core.memory import PrototypeMemory
from iaia_desktop.core.types import ClassId, Distance
from iaia_desktop.experiments.dataset import EmbeddedSet, truth_from_names
from iaia_desktop.experiments.newclass import newclass_curve
from iaia_desktop.experiments.replay import simulate
from iaia_desktop.experiments.settings import Order, SimulationSettings


def made_up(images: int, classes: int, dim: int) -> EmbeddedSet:
    """Return clouds of points, one a class, in float32."""
    rng = np.random.default_rng(0)
    labels = rng.integers(classes, size=images)
    centres = rng.normal(size=(classes, dim))
    vectors = (centres[labels] + 2.0 * rng.normal(size=(images, dim))).astype(np.float32)
    return EmbeddedSet(
        truth=truth_from_names("made up", Path("made up"), [str(label) for label in labels]),
        embeddings=vectors,
        places=np.arange(images),
        encoder_id=None,
    )


def annotator_seconds(data: EmbeddedSet, distance: Distance) -> tuple[float, float | None]:
    """Return how long the annotator takes over the rows in order, and its accuracy."""
    started = time.perf_counter()
    annotator = Annotator(PrototypeMemory(data.embeddings.shape[1], distance=distance))
    labels = data.truth.labels.tolist()
    for label, embedding in zip(labels, data.embeddings.astype(np.float32), strict=True):
        annotator.learn(embedding, ClassId(label + 1), annotator.suggest(embedding))
    return time.perf_counter() - started, annotator.metrics.accuracy


def main(arguments: list[str]) -> int:
    """Print a line for each distance; return 0, or 1 when the two ways do not agree."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.simulate_speed",
        description="Measure how long one pass of a simulation takes.",
    )
    parser.add_argument("--images", type=int, default=12_000, metavar="N")
    parser.add_argument("--classes", type=int, default=200, metavar="K")
    parser.add_argument("--dimensions", type=int, default=512, metavar="D")
    chosen = parser.parse_args(arguments)
    data = made_up(chosen.images, chosen.classes, chosen.dimensions)
    print(f"{chosen.images:,} images, {chosen.classes} classes, {chosen.dimensions} dimensions")
    for distance in Distance:
        settings = SimulationSettings(distance=distance, order=Order.FILE)
        result = simulate(data, settings, 0)
        baseline, accuracy = annotator_seconds(data, distance)
        started = time.perf_counter()
        curve = newclass_curve(result)
        sweep = time.perf_counter() - started
        print(
            f"{distance}: a pass {result.seconds:.2f} s; the annotator {baseline:.2f} s "
            f"(ratio {result.seconds / baseline:.2f}); the sweep over {len(curve.thresholds):,} "
            f"thresholds {1000 * sweep:.1f} ms"
        )
        if accuracy != result.accuracy:
            print(f"{distance}: accuracy {result.accuracy}, by the annotator {accuracy}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
