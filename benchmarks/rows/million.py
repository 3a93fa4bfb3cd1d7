"""A million images: room on disk, memory, and seconds to write, load, rank and search.

Everything is in one process: the engine with its state, and, as the baseline, the same embeddings
as one array of 32 bits, whose memory is taken away from the figure for the engine.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence

import numpy as np

from benchmarks.harness.bench import Bench, median_seconds, seconds
from benchmarks.harness.measurement import Measurement, Target
from benchmarks.harness.memory import peak_mb, resident_mb
from benchmarks.material.labelled import LabelledFolder, labelled_folder
from benchmarks.rows.at_rest import content_hash
from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.embeddings import EmbeddingTable
from iaia_desktop.core.method import RankerChoice
from iaia_desktop.core.search import SearchRequest, search
from iaia_desktop.core.types import ImageId, Vector
from iaia_desktop.jobs.rank_folder import rank_folder_job
from iaia_desktop.store.embedding_cache import EmbeddingCache

DIM = 512
_CLASSES = 100
_LABELS = 1_000
_CHUNK = 500
_DECISIONS = 3
_KEPT = 120_000
_ENCODER = "benchmark/512"
_FLOATS = "an array of 32 bits"


def measure(bench: Bench) -> list[Measurement]:
    """Write, load, rank and search."""
    count = bench.scaled(1_000_000, 50_000)
    before_mb = resident_mb()
    folder = labelled_folder(count, DIM, _CLASSES, _LABELS, RankerChoice.PROTOTYPE)
    engine_mb = resident_mb() - before_mb - folder.vectors.nbytes / 1e6
    return [
        *_at_rest(bench, folder.vectors),
        Measurement(
            what=f"memory of the engine with {count:,} images x {DIM}, {_CLASSES} classes",
            value=engine_mb,
            unit="MB",
            target=Target(3_000.0),
            baseline=folder.vectors.nbytes / 1e6,
            baseline_what=f"{_FLOATS} alone",
            note="embeddings, paths, verdicts and the method; without window",
        ),
        *_ranked(folder, count),
        _searched(folder, count),
        Measurement(
            what="highest memory of this measurement, the baselines included",
            value=peak_mb() / 1000,
            unit="GB",
            target=Target(8.0),
        ),
    ]


def _at_rest(bench: Bench, vectors: Vector) -> list[Measurement]:
    count = len(vectors)
    hashes = [content_hash(number) for number in range(count)]
    cache = EmbeddingCache(bench.scratch / "cache")
    plain = bench.scratch / "plain.npy"
    written_s = seconds(lambda: _write(cache, hashes, vectors))
    cache.close()
    plain_written_s = seconds(lambda: np.save(plain, vectors))
    disk_gb = cache.size_bytes() / 1e9
    plain_gb = plain.stat().st_size / 1e9
    loaded_s = seconds(lambda: _load(cache, hashes))
    cache.close()
    plain_loaded_s = seconds(lambda: np.load(plain).sum())
    plain.unlink()
    cache.clear()
    name = f"{count:,} embeddings of {DIM} numbers"
    return [
        Measurement(
            what=f"{name} on disk",
            value=disk_gb,
            unit="GB",
            target=Target(1.3e-6 * count),
            baseline=plain_gb,
            baseline_what=f"{_FLOATS} in one file",
            note="with hashes, checksums and an index",
        ),
        Measurement(
            what=f"write {name} to the cache",
            value=written_s,
            unit="s",
            baseline=plain_written_s,
            baseline_what=f"{_FLOATS} in one file",
        ),
        Measurement(
            what=f"load {name} from the cache into memory",
            value=loaded_s,
            unit="s",
            target=Target(30.0),
            baseline=plain_loaded_s,
            baseline_what=f"{_FLOATS} in one file",
        ),
    ]


def _write(cache: EmbeddingCache, hashes: Sequence[bytes], vectors: Vector) -> None:
    for start in range(0, len(hashes), _CHUNK):
        part = slice(start, start + _CHUNK)
        cache.put_many(_ENCODER, dict(zip(hashes[part], vectors[part], strict=True)))


def _load(cache: EmbeddingCache, hashes: Sequence[bytes]) -> None:
    table = EmbeddingTable(DIM)
    for start in range(0, len(hashes), _CHUNK):
        part = hashes[start : start + _CHUNK]
        found = cache.get_many(_ENCODER, part)
        ids = [ImageId(number) for number in range(start, start + len(part))]
        table.put(ids, np.stack([found[digest] for digest in part]))


def _ranked(folder: LabelledFolder, count: int) -> list[Measurement]:
    first_s = seconds(lambda: _rank(folder))
    again = []
    for _ in range(_DECISIONS):
        folder.decide()
        again.append(seconds(lambda: _rank(folder)))
    prototypes = folder.learner.memory.frozen().compared.astype(np.float32)
    norms = np.linalg.norm(folder.vectors, axis=1)
    baseline_s = median_seconds(
        lambda: ((folder.vectors @ prototypes.T) / norms[:, np.newaxis]).argmax(axis=1), 1
    )
    plain = "all cosines in one product of 32 bits"
    return [
        Measurement(
            what=f"rank {count:,} images by {_CLASSES} classes, the first time",
            value=first_s,
            unit="s",
            target=Target(30.0),
            baseline=baseline_s,
            baseline_what=plain,
        ),
        Measurement(
            what=f"rank {count:,} images again after a decision, median of {_DECISIONS}",
            value=statistics.median(again),
            unit="s",
            baseline=baseline_s,
            baseline_what=plain,
            note="nothing of the last ranking is kept for so many" if count > _KEPT else "",
            details={f"{number + 1}_s": value for number, value in enumerate(again)},
        ),
    ]


def _rank(folder: LabelledFolder) -> None:
    for _ in rank_folder_job(folder.engine.ranking_request(may_lag=True), CancelToken()):
        pass


def _searched(folder: LabelledFolder, count: int) -> Measurement:
    learner = folder.learner
    request = SearchRequest(
        snapshot=folder.engine.state.snapshot(),
        embeddings=learner.embeddings.all_rows(),
        known_ids=learner.embeddings.known_ids().astype(np.int64),
        memory=learner.memory.copy(),
        places=np.arange(count, dtype=np.int64),
        like=ImageId(count // 2),
    )
    query = folder.vectors[count // 2]
    return Measurement(
        what=f"search {count:,} images for those like one",
        value=seconds(lambda: search(request)),
        unit="s",
        target=Target(10.0),
        baseline=median_seconds(lambda: (folder.vectors @ query).argsort()[-500:], 1),
        baseline_what="one product with a vector of 32 bits, sorted",
    )
