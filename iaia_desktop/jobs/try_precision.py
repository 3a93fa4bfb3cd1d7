"""Try a precision on this machine: how much faster it is, and how much it changes embeddings."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from dataclasses import dataclass

import numpy as np
from PIL import Image

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.types import Vector
from iaia_desktop.encoders.base import Encoder, PreparingEncoder
from iaia_desktop.encoders.registry import load_encoder
from iaia_desktop.encoders.spec import parse_spec
from iaia_desktop.images.demo import DEMO_CLASSES, draw_picture
from iaia_desktop.jobs.progress import Progress

_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class PrecisionTrial:
    """What came of a trial.

    Attributes
    ----------
    spec : str
        The encoder in the precision that was tried.
    times_as_fast : float
        Its images a second over those of the same encoder in full precision.
    least_cosine : float
        Between an image's two embeddings, the least of the pictures tried.
    """

    spec: str
    times_as_fast: float
    least_cosine: float


def try_precision_job(
    spec: str,
    cancel: CancelToken,
    *,
    load: Callable[[str], Encoder] = load_encoder,
    clock: Callable[[], float] = time.perf_counter,
) -> Generator[Progress, None, PrecisionTrial]:
    """Embed drawn pictures in full precision and in another one, turn by turn.

    Parameters
    ----------
    spec : str
        The encoder with its precision; its weights must be on this machine.
    cancel : CancelToken
        Takes effect between the steps of loading and between batches.
    load : callable, optional
        Takes a spec string; returns the encoder.
    clock : callable, optional
        Seconds.

    Yields
    ------
    Progress
        Of a few steps.

    Raises
    ------
    EncoderError
        When the encoder cannot be loaded, or the precision does not serve for it.
    CancelledError
        When the token is set.
    """
    total = 3 + _ROUNDS
    parsed = parse_spec(spec)
    yield Progress(0, total, Saying("Loading the encoder in full precision"))
    full = load(str(parsed.in_full()))
    cancel.raise_if_cancelled()
    words = Saying("Loading the encoder in {precision}", precision=parsed.precision)
    yield Progress(1, total, words)
    reduced = load(str(parsed))
    cancel.raise_if_cancelled()
    pictures = [draw_picture(scene, "precision") for scene in DEMO_CLASSES]
    works = [_embedding_of(pictures, encoder, cancel) for encoder in (full, reduced)]
    seconds: list[list[float]] = [[], []]
    embeddings: list[Vector] = []
    for turn in range(_ROUNDS + 1):
        yield Progress(2 + turn, total, Saying("Measuring"))
        embeddings = []
        # Turn by turn, so that other work on the machine slows both.
        for work, times in zip(works, seconds, strict=True):
            cancel.raise_if_cancelled()
            started = clock()
            embeddings.append(work())
            # The first time is not counted: memory is fetched and caches are filled.
            if turn:
                times.append(clock() - started)
    fastest = [min(times) for times in seconds]
    return PrecisionTrial(
        spec=str(parsed),
        times_as_fast=fastest[0] / max(fastest[1], 1e-9),
        least_cosine=_least_cosine(embeddings[0], embeddings[1]),
    )


def _embedding_of(
    pictures: list[Image.Image], encoder: Encoder, cancel: CancelToken
) -> Callable[[], Vector]:
    """Return the work to time: the network's, without the preparation, which other threads do."""
    if not isinstance(encoder, PreparingEncoder):
        return lambda: encoder.encode_images(pictures)
    prepared = [encoder.prepare(picture) for picture in pictures]
    return lambda: encoder.encode_prepared(prepared, cancel.raise_if_cancelled)


def _least_cosine(one: Vector, other: Vector) -> float:
    lengths = np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
    return float(np.min(np.sum(one * other, axis=1) / np.maximum(lengths, 1e-12)))
