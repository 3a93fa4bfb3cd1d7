"""The embedding pipeline as the program runs it, and the two things it is held against."""

from __future__ import annotations

import importlib
import statistics
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from benchmarks.harness.bench import seconds
from benchmarks.material.models import vit_b_32
from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.types import ImageId
from iaia_desktop.encoders.base import Encoder
from iaia_desktop.encoders.registry import load_encoder
from iaia_desktop.images.scan import scan_folder
from iaia_desktop.jobs.embed import EmbedRequest, embed_job
from iaia_desktop.jobs.embed_queue import EmbedItem, EmbedQueue
from iaia_desktop.store.embedding_cache import EmbeddingCache

BATCH_SIZES = {"cpu": (8, 16, 32), "mps": (16, 32, 64), "cuda": (64, 128, 256)}
"""Of the model alone; the best one counts."""


@dataclass
class Rig:
    """An encoder as the program loads it, and the same network as its library gives it.

    Parameters
    ----------
    data : Path
        Where the weights lie.
    device : str
        ``cpu`` or ``cuda``.
    """

    data: Path
    device: str = "cpu"
    encoder: Encoder = field(init=False)

    def __post_init__(self) -> None:
        folder = vit_b_32(self.data)
        self.encoder = load_encoder(f"open_clip:local-dir:{folder}", device=self.device)
        # Only now: loading an encoder settles what must be settled before these are imported.
        self._torch: Any = importlib.import_module("torch")
        library: Any = importlib.import_module("open_clip")
        self._model, _, self._preprocess = library.create_model_and_transforms(
            f"local-dir:{folder}", device=self.device, weights_only=True
        )
        self._model.eval()

    def pipeline_rate(self, root: Path, paths: Sequence[str]) -> float:
        """Return how many images a second go from files to the cache on disk, empty at first."""
        queue = EmbedQueue()
        queue.add([EmbedItem(ImageId(row), path) for row, path in enumerate(paths)])
        queue.close()
        with (
            tempfile.TemporaryDirectory(prefix="iaia-cache-") as folder,
            closing(EmbeddingCache(Path(folder))) as cache,
        ):
            started = time.perf_counter()
            request = EmbedRequest(root, self.encoder, cache, queue)
            computed = sum(batch.computed for batch in embed_job(request, CancelToken()))
            elapsed = time.perf_counter() - started
        if computed != len(paths):
            raise RuntimeError(f"only {computed} of {len(paths)} images were embedded")
        return computed / elapsed

    def plain_rate(self, root: Path, paths: Sequence[str]) -> float:
        """Return how many images a second the loop of a few lines does, one after the other."""

        def loop() -> None:
            for path in paths:
                with Image.open(root / path) as opened:
                    batch = self._preprocess(opened.convert("RGB"))[None].to(self.device)
                with self._torch.inference_mode():
                    self._model.encode_image(batch).float().cpu().numpy()

        return len(paths) / seconds(loop)

    def model_rate(self, size: int, batches: int) -> float:
        """Return how many ready images a second the network alone embeds in batches of a size."""
        torch = self._torch
        half = self.device == "cuda"
        batch = torch.rand(size, 3, 224, 224, device=self.device)

        def work() -> None:
            with torch.inference_mode(), torch.autocast(self.device, torch.float16, enabled=half):
                for _ in range(batches):
                    found = self._model.encode_image(batch)
                found.float().cpu()

        return size * batches / seconds(work)

    def best_model_rate(self, images: int) -> tuple[float, int]:
        """Return the rate of the network alone at its best size of batches, and that size."""
        rates = {
            size: self.model_rate(size, max(1, images // size)) for size in BATCH_SIZES[self.device]
        }
        best = max(rates, key=lambda size: rates[size])
        return rates[best], best


def photo_paths(root: Path) -> list[str]:
    """Return the images of a folder, as the program lists them."""
    return [path for batch in scan_folder(root) for path in batch.paths]


def median(values: Sequence[float]) -> float:
    """Return the median."""
    return float(statistics.median(values))


def cosines(first: Any, second: Any) -> Any:
    """Return the cosine of each row with the row of the same number, shape (n,)."""
    products = np.einsum("ij,ij->i", first, second)
    return products / np.linalg.norm(first, axis=1) / np.linalg.norm(second, axis=1)
