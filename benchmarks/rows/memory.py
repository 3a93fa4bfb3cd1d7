"""Resident memory of the real window with a session of 100,000 images.

The window runs in a process of its own, so that it holds nothing of what made the data. Embeddings
have 512 numbers and come from the cache, as of an image whose file is unchanged; the encoder itself
is a stub of a few bytes, so that nothing has to be taken away for it. ``python -m
benchmarks.rows.memory HOME SESSION`` is that process.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt

from benchmarks.harness.bench import Bench
from benchmarks.harness.measurement import Measurement, Target
from benchmarks.harness.memory import peak_mb, resident_mb
from benchmarks.harness.window import WindowDriver
from benchmarks.material.embeddings import clouds
from benchmarks.material.sessions import SEED, BigSession, big_session
from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.types import ImageId
from iaia_desktop.encoders.builtin import BuiltinEncoder
from iaia_desktop.store.embedding_cache import EmbeddingCache
from iaia_desktop.store.session_file import SessionStore

if TYPE_CHECKING:
    from PIL import Image

    from iaia_desktop.core.types import Vector
    from iaia_desktop.session.page_flow import PageFlow

DIM = 512
_CLASSES = 100
_CHUNK = 5_000
_LIMIT_MB = 400.0
_SETTLE_S = 3.0


class CachedEncoder:
    """An encoder of 512 numbers whose embeddings all lie in the cache already."""

    encoder_id = f"benchmark/{DIM}"
    spec = "builtin"
    title = "512 numbers"
    dim = DIM
    input_size_px = 128
    device = "cpu"
    batch_size = 32

    def encode_images(self, images: Sequence[Image.Image]) -> Vector:
        """Refuse: an image that is not in the cache would be measured as something else."""
        raise RuntimeError(f"{len(images)} images are not in the cache")


def measure(bench: Bench) -> list[Measurement]:
    """Measure a session at its beginning, and one that is nearly done."""
    images = bench.scaled(100_000, 2_000)
    return [
        _measured(bench, images, images // 5, "a fifth decided"),
        _measured(bench, images, images, "all decided"),
    ]


def _measured(bench: Bench, images: int, decisions: int, words: str) -> Measurement:
    session = big_session(bench.data, images, decisions, _CLASSES)
    copy = session.copy_for(bench.scratch, f"home-{decisions}")
    _use_cache_of_512(copy, images, bench.data / f"embeddings-{DIM}-{images}-{_CLASSES}")
    command = [sys.executable, "-m", "benchmarks.rows.memory", str(copy.home), str(copy.session)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found = json.loads(done.stdout.splitlines()[-1])
    if found["embedded"] < images:
        raise RuntimeError(f"only {found['embedded']} of {images} images had an embedding")
    return Measurement(
        what=f"resident memory with {images:,} images x {DIM}, {words}",
        value=found["page planned"],
        unit="MB",
        target=Target(_LIMIT_MB),
        baseline=found["empty window"],
        baseline_what="the window without a session",
        note=f"highest meanwhile {found['highest']:.0f} MB; torch is not imported",
        details=found,
    )


def _use_cache_of_512(session: BigSession, images: int, cache_folder: Path) -> None:
    """Give the session's home a cache with embeddings of 512 numbers, made once."""
    with SessionStore.open(session.session, read_only=True) as store:
        hashes = [image.file.content_hash or b"" for image in store.load_images()]
    cache = EmbeddingCache(cache_folder)
    if len(cache.get_many(CachedEncoder.encoder_id, hashes[-1:])) < 1:
        vectors = clouds(images, BuiltinEncoder().dim, _CLASSES, seed=SEED)[0][:, :DIM]
        for start in range(0, images, _CHUNK):
            part = slice(start, start + _CHUNK)
            rows = dict(zip(hashes[part], np.ascontiguousarray(vectors[part]), strict=True))
            cache.put_many(CachedEncoder.encoder_id, rows)
    cache.close()
    session.folders.embeddings.unlink()
    session.folders.embeddings.symlink_to(cache_folder.absolute())


def _load(_spec: str, _device: str, _cancel: CancelToken) -> Generator[object, None, object]:
    yield from ()
    return CachedEncoder()


def _live(home: Path, session: Path) -> dict[str, float]:
    """Open the session in the window, and do what a person does first of all."""
    os.environ["IAIA_HOME"] = str(home)
    driver = WindowDriver()
    # The services are frozen, and hold what loads encoders.
    object.__setattr__(driver.application.services, "load_encoder", _load)
    driver.open(None)
    driver.live(_SETTLE_S)
    found = {"empty window": resident_mb()}
    driver.application.desk.open(session)
    driver.until(lambda: driver.application.desk.workspace is not None, "a session is open")
    driver.until(lambda: driver.session.current is not None, "there is an image")
    driver.see_image()
    found["session open"] = resident_mb()
    driver.embed_all()
    engine = driver.session.engine
    found["embedded"] = 0 if engine.learner is None else len(engine.learner.embeddings)
    driver.live(_SETTLE_S)
    driver.until(lambda: not driver.workspace.rankers.busy, "the rankers rest")
    driver.until(lambda: bool(engine.rankers.votes([ImageId(0)])), "rankers are fitted")
    found["rankers fitted"] = resident_mb()
    flow = driver.workspace.pages
    driver.press(Qt.Key.Key_G)
    # The plan may also be that single images are the better offer.
    driver.until(lambda: not flow.view.busy and not _is_waiting(flow), "a page is planned")
    driver.live(_SETTLE_S)
    found["page planned"] = resident_mb()
    found["highest"] = peak_mb()
    if "torch" in sys.modules:
        raise RuntimeError("torch was imported")
    driver.quit()
    return found


def _is_waiting(flow: PageFlow) -> bool:
    return flow.active and flow.page is None


if __name__ == "__main__":
    print(json.dumps(_live(Path(sys.argv[1]), Path(sys.argv[2]))))
