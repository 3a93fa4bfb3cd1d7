"""The passes that the experiments share, each made once."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, replace

import numpy as np

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.types import Distance
from iaia_desktop.experiments.dataset import NOT_EMBEDDED, EmbeddedSet
from iaia_desktop.experiments.outcome import DISTANCE_TITLES
from iaia_desktop.experiments.replay import simulate_job
from iaia_desktop.experiments.results import SimulationResult
from iaia_desktop.experiments.settings import Order, SimulationSettings
from iaia_desktop.jobs.progress import Progress

Runs = tuple[SimulationResult, ...]


@dataclass(frozen=True, slots=True)
class PassOptions:
    """Say what all passes have in common.

    Attributes
    ----------
    seed, repeats : int
        Seeds ``seed`` to ``seed + repeats - 1``.
    limit : int or None
        How many images are used; all when None.
    normalise : bool
        Whether embeddings are L2-normalised before they are averaged.
    """

    seed: int = 0
    repeats: int = 1
    limit: int | None = None
    normalise: bool = True

    def __post_init__(self) -> None:
        if self.repeats < 1:
            raise ValueError(f"there is at least one pass, not {self.repeats}")

    @property
    def seeds(self) -> range:
        """The seeds of the repeats."""
        return range(self.seed, self.seed + self.repeats)


class Passes:
    """Run passes over one data set, and keep them for the next experiment.

    Parameters
    ----------
    data : EmbeddedSet
        The images.
    options : PassOptions
        What all passes have in common.
    cancel : CancelToken
        Looked at now and then.
    """

    def __init__(self, data: EmbeddedSet, options: PassOptions, cancel: CancelToken) -> None:
        self.data = data
        self.options = options
        self._cancel = cancel
        self._sample: EmbeddedSet | None = None
        self._known: dict[tuple[SimulationSettings, bool, int], SimulationResult] = {}

    @property
    def has_domains(self) -> bool:
        """Whether the images come from more than one domain."""
        return len(self.data.truth.domain_names) > 1

    def run(
        self,
        distance: Distance,
        order: Order,
        *,
        supervision: float = 1.0,
        same_images: bool = False,
    ) -> Generator[Progress, None, Runs]:
        """Run a pass for each seed, with no epsilon.

        Parameters
        ----------
        distance, order, supervision
            As in SimulationSettings.
        same_images : bool, optional
            With a limit, take the same images in every order and for every seed: those that the
            limit leaves of the shuffled stream of the first seed. The limit alone would cut an
            order by domain after its first domains.

        Yields
        ------
        Progress
            In images of the pass.

        Returns
        -------
        tuple of SimulationResult
            In order of the seeds.

        Raises
        ------
        DataSetError, CancelledError
            As ``simulate_job``.
        """
        options = self.options
        settings = SimulationSettings(
            distance=distance,
            order=order,
            supervision=supervision,
            normalise=options.normalise,
            limit=options.limit,
        )
        same_images = same_images and options.limit is not None
        runs = []
        for seed in options.seeds:
            key = (settings, same_images, seed)
            if key not in self._known:
                self._known[key] = yield from self._replay(settings, seed, same_images=same_images)
            runs.append(self._known[key])
        return tuple(runs)

    def _replay(
        self, settings: SimulationSettings, seed: int, *, same_images: bool
    ) -> Generator[Progress, None, SimulationResult]:
        words = f"{DISTANCE_TITLES[settings.distance]}, {_ORDER_WORDS[settings.order]}"
        if settings.supervision < 1:
            words += f", {settings.supervision:.0%} by the human"
        if self.options.repeats > 1:
            words += f", seed {seed}"
        data = self._sampled() if same_images else self.data
        used = replace(settings, limit=None) if same_images else settings
        job = simulate_job(data, used, seed, self._cancel)
        while True:
            try:
                event = next(job)
            except StopIteration as stop:
                result: SimulationResult = stop.value
                return replace(result, settings=settings)
            yield Progress(event.done, event.total, words)

    def _sampled(self) -> EmbeddedSet:
        if self._sample is None:
            size = len(self.data)
            shuffled = np.random.default_rng(self.options.seed).permutation(size)
            places = self.data.places.copy()
            places[shuffled[self.options.limit :]] = NOT_EMBEDDED
            self._sample = replace(self.data, places=places)
        return self._sample


_ORDER_WORDS = {
    Order.FILE: "in the order of the files",
    Order.SHUFFLE: "in mixed order",
    Order.DOMAIN: "domain by domain",
}
