"""Replay a labelled stream through the method: Algorithm 1 with a share of human decisions.

Source: "Incremental Automatic Image Annotation", Sabetta, Pelosin, Denevi, Nicolosi, Ital-IA
2023, Algorithm 1 and the experiments with partial supervision.

One step, for an image z with the true class k:

1. The nearest class k_hat of the memory M is suggested, the older of two at equal distance; or
   "new class" where M is empty or the nearest lies farther than epsilon (core/memory.py). With an
   automatic epsilon, "new class" where the novelty is beyond it (replay_novelty.py).
2. The human decides if the image is drawn for it (stream.py). An image that is not drawn is the
   machine's: it takes k_hat as its label. Beyond epsilon, ``ask`` leaves it to the human, who
   decides it at once (it counts as a human decision, and in ``asked``); ``create`` founds a class
   of its own, of which nobody knows the name yet.
3. A human decision adds z to the class of M that stands for k: the suggested one if it stands for
   k, else the oldest that does, else a class that is founded. If the suggestion was a class without
   a name, the image is a member, and that class stands for k from now on (so several classes of M
   may stand for one true class). A machine decision adds z to the class that it chose if the
   method learns from the machine, and to none if not; a class that would be founded then has no
   prototype, and its one image never gets a name.
4. The suggestion is judged by the truth, whoever decided (core/metrics.py). nc is 1 for the first
   image of its true class in the stream, at every supervision level, so that all levels count the
   same images; with full supervision that is the image which founds the class in M. A suggested
   class without a name is never right.

At the end every image has the label that the human gave, or the name of the class that the machine
put it in; an image in a class without a name has none.

An image is drawn by its row, so "the first human decision on a member" can only be about an image
whose suggestion was the class: earlier members were decided by the machine, for good.
"""

from __future__ import annotations

import time
from collections.abc import Generator

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.experiments.dataset import NOT_EMBEDDED, DataSetError, EmbeddedSet
from iaia_desktop.experiments.replay_novelty import AutomaticEpsilon
from iaia_desktop.experiments.replay_state import ReplayState
from iaia_desktop.experiments.results import SimulationResult
from iaia_desktop.experiments.settings import SimulationSettings
from iaia_desktop.experiments.stream import drawn_for_human, stream_rows
from iaia_desktop.export.names import shown
from iaia_desktop.jobs.progress import Progress

_STEPS_BETWEEN_EVENTS = 250


def simulate(data: EmbeddedSet, settings: SimulationSettings, seed: int) -> SimulationResult:
    """Run one pass and return what it found; see :func:`simulate_job`."""
    job = simulate_job(data, settings, seed, CancelToken())
    while True:
        try:
            next(job)
        except StopIteration as stop:
            result: SimulationResult = stop.value
            return result


def simulate_job(
    data: EmbeddedSet, settings: SimulationSettings, seed: int, cancel: CancelToken
) -> Generator[Progress, None, SimulationResult]:
    """Run one pass over the stream.

    Costs O(n K d) for n images and K classes: some 2 s for 12,000 images, 200 classes and 512
    dimensions on one core (benchmarks/simulate_speed.py).

    Parameters
    ----------
    data : EmbeddedSet
        Images without an embedding are left out of the stream.
    settings : SimulationSettings
        How.
    seed : int
        Of the order and of the draws, 0 or more.

    Yields
    ------
    Progress
        Now and then, in images.

    Returns
    -------
    SimulationResult
        Deterministic for a seed, but for the seconds.

    Raises
    ------
    DataSetError
        When the order is by domain and there are no domains, or no image has an embedding.
    CancelledError
        When the token is set.
    """
    started = time.perf_counter()
    rows = stream_rows(data.truth, settings, seed)
    rows = rows[data.places[rows] != NOT_EMBEDDED]
    if not len(rows):
        raise DataSetError(
            f"No image of the data “{shown(data.truth.name)}” has an embedding.",
            "Choose data with images that can be read.",
        )
    drawn = drawn_for_human(len(data), settings.supervision, seed)[rows]
    truth = data.truth.labels[rows]
    places = data.places[rows]
    automatic = AutomaticEpsilon(data.embeddings[places]) if settings.automatic_epsilon else None
    state = ReplayState(settings, truth, drawn, data.embeddings.shape[1], automatic)
    for step in range(len(rows)):
        if step % _STEPS_BETWEEN_EVENTS == 0:
            cancel.raise_if_cancelled()
            yield Progress(step, len(rows), "Replaying the images")
        state.take(step, data.embeddings[places[step]])
    metrics = state.metrics
    return SimulationResult(
        name=data.truth.name,
        encoder_id=data.encoder_id,
        settings=settings,
        seed=seed,
        class_names=data.truth.class_names,
        domain_names=data.truth.domain_names,
        rows=rows,
        truth=truth,
        predicted=state.predicted,
        label=state.labels(),
        was_new=state.was_new,
        predicted_new=state.predicted_new,
        correct=state.correct(),
        distance=state.distance,
        human=state.human,
        asked=state.human & ~drawn,
        domain=data.truth.domains[rows],
        confusion=metrics.confusion,
        accuracy=metrics.accuracy,
        accuracy_all=metrics.accuracy_all,
        precision=metrics.precision,
        recall=metrics.recall,
        seconds=time.perf_counter() - started,
        novelty=state.novelty if settings.automatic_epsilon else None,
    )
