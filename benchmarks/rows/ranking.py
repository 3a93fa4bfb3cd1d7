"""What follows a decision: the folder is ranked anew, and the next image gets its suggestion.

A person decides image after image before the real engine. After each decision the window asks for a
ranking (``ranking_request``, on the GUI thread), a background task works it out
(``rank_folder_job``), and the image that comes is told a class (``suggestion``, on the GUI thread).
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Generator
from functools import partial

import numpy as np

from benchmarks.harness.bench import Bench, median_seconds, percentile, seconds
from benchmarks.harness.measurement import Measurement, Target
from benchmarks.material.labelled import LabelledFolder, labelled_folder
from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.method import RankerChoice
from iaia_desktop.core.ranking_request import RankingRequest
from iaia_desktop.core.types import ImageId
from iaia_desktop.jobs.rank_folder import rank_folder_job

_DIM = 512


def measure(bench: Bench) -> list[Measurement]:
    """Measure with the default rankers and with the paper's, then with very many classes."""
    return [
        *_after_decisions(bench, RankerChoice.AUTO),
        *_after_decisions(bench, RankerChoice.PROTOTYPE),
        *_suggestions(bench, RankerChoice.AUTO),
        *_suggestions(bench, RankerChoice.PROTOTYPE),
    ]


def _after_decisions(bench: Bench, ranker: RankerChoice) -> list[Measurement]:
    images, labels = bench.scaled(100_000, 4_000), bench.scaled(5_000, 1_200)
    classes = 100
    folder = labelled_folder(images, _DIM, classes, labels, ranker)
    rows = []
    if ranker is RankerChoice.AUTO:
        rows.append(_fitted(folder, images, labels))
    first_s = _ranked_s(_request(folder))
    asked, ranked, decided = [], [], []
    for _ in range(bench.scaled(41, 5)):
        decided.append(seconds(folder.decide))
        started = time.perf_counter()
        request = _request(folder)
        asked.append(time.perf_counter() - started)
        ranked.append(_ranked_s(request))
    name = f"{images:,} x {_DIM}, {classes} classes, {labels:,} labels, ranker {ranker.value}"
    baseline = 1000 * median_seconds(_whole_matrix(folder), 3)
    rows.append(
        Measurement(
            what=f"re-rank all after a decision, off the GUI thread ({name})",
            value=1000 * statistics.median(ranked),
            unit="ms",
            target=Target(50.0),
            baseline=baseline,
            baseline_what="all distances in one product, and the nearest",
            details={
                "p95_ms": 1000 * percentile(ranked, 0.95),
                "first_time_ms": 1000 * first_s,
            },
        )
    )
    rows.append(
        Measurement(
            what=f"asking for that ranking, on the GUI thread (ranker {ranker.value})",
            value=1000 * statistics.median(asked),
            unit="ms",
            target=Target(5.0),
            details={
                "p95_ms": 1000 * percentile(asked, 0.95),
                "decision_in_the_engine_ms": 1000 * statistics.median(decided),
            },
        )
    )
    return rows


def _fitted(folder: LabelledFolder, images: int, labels: int) -> Measurement:
    """Fit the rankers to the labels, which the background does now and then."""
    shaped_s, fitted_s = folder.fit_rankers()
    return Measurement(
        what=f"fit the rankers to {labels:,} labels of {images:,} images, off the GUI thread",
        value=fitted_s,
        unit="s",
        details={"shape_of_the_folder_s": shaped_s},
    )


def _request(folder: LabelledFolder) -> RankingRequest:
    return folder.engine.ranking_request(may_lag=True)


def _ranked_s(request: RankingRequest) -> float:
    return seconds(lambda: _exhaust(rank_folder_job(request, CancelToken())))


def _exhaust(job: Generator[object, None, object]) -> None:
    for _ in job:
        pass


def _whole_matrix(folder: LabelledFolder) -> Callable[[], object]:
    """Return what a program does that keeps nothing: every distance, every time."""
    rows = folder.vectors / np.linalg.norm(folder.vectors, axis=1, keepdims=True)
    prototypes = folder.learner.memory.frozen().compared.astype(np.float32)
    return lambda: (1.0 - rows @ prototypes.T).argmin(axis=1)


def _suggestions(bench: Bench, ranker: RankerChoice) -> list[Measurement]:
    classes, labels = bench.scaled(1_000, 100), bench.scaled(10_000, 1_200)
    folder = labelled_folder(2 * labels, _DIM, classes, labels, ranker)
    engine = folder.engine
    if ranker is RankerChoice.AUTO:
        folder.fit_rankers()
    after, again, with_record = [], [], []
    for _ in range(bench.scaled(61, 5)):
        folder.decide()
        image_id = ImageId(folder.next_id)
        after.append(seconds(partial(engine.suggestion, image_id)))
        again.append(seconds(partial(engine.suggestion, image_id)))
        with_record.append(seconds(partial(engine.record, image_id)))
    prototypes = folder.learner.memory.frozen().compared.astype(np.float32)
    row = folder.vectors[0]
    name = f"{classes:,} classes, {labels:,} labels, ranker {ranker.value}"
    return [
        Measurement(
            what=f"suggest for the image on screen, right after a decision ({name})",
            value=1000 * statistics.median(after),
            unit="ms",
            target=Target(2.0),
            baseline=1000 * median_seconds(lambda: prototypes @ row, 21),
            baseline_what="one product of a matrix and a vector",
            details={
                "p95_ms": 1000 * percentile(after, 0.95),
                "once_more_ms": 1000 * statistics.median(again),
                "with_what_every_ranker_says_ms": 1000 * statistics.median(with_record),
            },
        )
    ]
