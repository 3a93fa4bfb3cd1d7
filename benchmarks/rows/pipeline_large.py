"""The embedding pipeline on photos as a camera makes them, against a loop of a few lines."""

from __future__ import annotations

from benchmarks.harness.bench import Bench
from benchmarks.harness.measurement import Measurement, Target
from benchmarks.harness.pipeline import Rig, median, photo_paths
from benchmarks.material.folders import large_photos


def measure(bench: Bench) -> list[Measurement]:
    """Embed 12-megapixel JPEGs with a ViT-B/32, in turn with the plain loop."""
    rig = Rig(bench.data)
    count = bench.scaled(48, 12)
    root = large_photos(bench.data, count)
    paths = photo_paths(root)
    rig.pipeline_rate(root, paths[: count // 2])  # finds its size of batches
    ours, plain = [], []
    for turn in range(bench.scaled(3, 1)):
        few = paths[turn * 8 : turn * 8 + bench.scaled(8, 3)]
        plain.append(rig.plain_rate(root, few))
        ours.append(rig.pipeline_rate(root, paths))
    ratio = median([one / other for one, other in zip(ours, plain, strict=True)])
    return [
        Measurement(
            what="pipeline over the plain loop, 12-megapixel JPEGs, ViT-B/32",
            value=ratio,
            unit="x",
            target=Target(3.0, at_most=False),
            note="plain: full decode, open_clip's transform, batch of 1",
            details={"least": min(one / other for one, other in zip(ours, plain, strict=True))},
        ),
        Measurement(
            what="the same in images a second",
            value=median(ours),
            unit="images/s",
            baseline=median(plain),
            baseline_what="plain loop",
            details={"batch_size": float(rig.encoder.batch_size)},
        ),
    ]
