"""Whether decoding keeps a graphics card fed; where there is none, nothing is measured."""

from __future__ import annotations

import importlib
import importlib.util
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks.harness.bench import Bench, seconds
from benchmarks.harness.measurement import Measurement, Target
from benchmarks.harness.pipeline import Rig, median, photo_paths
from benchmarks.material.folders import large_photos, small_photos
from iaia_desktop.core.types import ImageId
from iaia_desktop.encoders.torch_environment import prepare_torch_environment
from iaia_desktop.jobs.decode_threads import decode_threads
from iaia_desktop.jobs.embed_queue import EmbedItem
from iaia_desktop.jobs.image_reader import ImageReader


def measure(bench: Bench) -> list[Measurement]:
    """Embed small and large JPEGs on CUDA in half precision, against the network alone.

    Beside each stands what decoding alone gives with the same threads: no pipeline can be faster.
    """
    if not _has_cuda():
        print("cuda_feed: there is no CUDA on this machine, so nothing is measured.")
        return []
    rig = Rig(bench.data, "cuda")
    small = small_photos(bench.data, bench.scaled(6000, 300))
    large = large_photos(bench.data, bench.scaled(600, 24))
    rig.best_model_rate(1024)
    alone, size = rig.best_model_rate(bench.scaled(4096, 1024))
    rows = [
        Measurement(
            what=f"network alone on CUDA, half precision, batches of {size}",
            value=alone,
            unit="images/s",
        )
    ]
    for name, root in (("0.2-megapixel", small), ("12-megapixel", large)):
        paths = photo_paths(root)
        rig.pipeline_rate(root, paths[: len(paths) // 3])  # files in memory, batches of their size
        decoded = median([_decode_rate(rig, root, paths) for _ in range(2)])
        rate = median([rig.pipeline_rate(root, paths) for _ in range(3)])
        threads = decode_threads("cuda")
        bound = min(alone, decoded)
        rows += [
            Measurement(
                what=f"pipeline on CUDA over the network alone, {name} JPEGs",
                value=rate / alone,
                unit="x",
                target=Target(0.8, at_most=False),
                note=f"decoding alone: {decoded:,.0f} images/s with {threads} threads",
                details={"images_per_s": rate, "decoding_images_per_s": decoded},
            ),
            Measurement(
                what=f"the same in images a second, {name} JPEGs",
                value=rate,
                unit="images/s",
                baseline=bound,
                baseline_what="decoding alone" if decoded < alone else "network alone",
            ),
        ]
    return rows


def _decode_rate(rig: Rig, root: Path, paths: list[str]) -> float:
    """Return how many images a second are read, decoded and prepared, with nothing to encode."""
    reader = ImageReader(root, rig.encoder, None)
    items = [EmbedItem(ImageId(row), path) for row, path in enumerate(paths)]

    def read(item: EmbedItem) -> bool:
        return reader.read(item).picture is not None

    with ThreadPoolExecutor(decode_threads("cuda")) as pool:
        return len(paths) / seconds(lambda: sum(pool.map(read, items)))


def _has_cuda() -> bool:
    if importlib.util.find_spec("torch") is None:
        return False
    prepare_torch_environment()
    torch: Any = importlib.import_module("torch")
    return bool(torch.cuda.is_available())
