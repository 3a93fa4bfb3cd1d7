"""The embedding pipeline on small photos against the network alone: the rest should cost little."""

from __future__ import annotations

from benchmarks.harness.bench import Bench
from benchmarks.harness.measurement import Measurement, Target
from benchmarks.harness.pipeline import Rig, median, photo_paths
from benchmarks.material.folders import small_photos


def measure(bench: Bench) -> list[Measurement]:
    """Embed 0.2-megapixel JPEGs with a ViT-B/32, in turn with the network on ready tensors."""
    rig = Rig(bench.data)
    count = bench.scaled(64, 24)
    root = small_photos(bench.data, count)
    paths = photo_paths(root)
    rig.pipeline_rate(root, paths[: count // 2])  # finds its size of batches
    rig.best_model_rate(16)
    ours, alone, sizes = [], [], []
    for _ in range(bench.scaled(3, 1)):
        rate, size = rig.best_model_rate(bench.scaled(32, 16))
        alone.append(rate)
        sizes.append(size)
        ours.append(rig.pipeline_rate(root, paths))
    ratio = median([one / other for one, other in zip(ours, alone, strict=True)])
    return [
        Measurement(
            what="pipeline over the network alone, 0.2-megapixel JPEGs, ViT-B/32",
            value=ratio,
            unit="x",
            target=Target(0.9, at_most=False),
            note="alone: on ready tensors, at the best size of batches",
            details={"least": min(one / other for one, other in zip(ours, alone, strict=True))},
        ),
        Measurement(
            what="the same in images a second",
            value=median(ours),
            unit="images/s",
            baseline=median(alone),
            baseline_what=f"network alone, batches of {sizes[-1]}",
            details={"batch_size": float(rig.encoder.batch_size)},
        ),
    ]
