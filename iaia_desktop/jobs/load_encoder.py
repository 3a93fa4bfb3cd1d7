"""Get an encoder ready: fetch its weights when they are missing, and load it."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import WeightsDamagedError
from iaia_desktop.encoders.base import Encoder
from iaia_desktop.encoders.registry import fetch_weights, load_encoder, weights_present
from iaia_desktop.encoders.weights import WeightsProgress
from iaia_desktop.jobs.from_callbacks import events_from


@dataclass(frozen=True, slots=True)
class WeightsMissing:
    """The weights are not on this machine: fetching begins now."""

    spec: str


def load_encoder_job(
    spec: str, device: str, cancel: CancelToken
) -> Generator[WeightsMissing | WeightsProgress, None, Encoder]:
    """Return the encoder, loaded; its weights are fetched first when they are not here, or damaged.

    Yields
    ------
    WeightsMissing
        Once, when they have to be fetched.
    WeightsProgress
        While they come in.

    Raises
    ------
    EncoderError
        When there is no such encoder, or it cannot be loaded.
    WeightsUnavailableError
        When the weights are not here and cannot be fetched now (within 10 s of silence).
    CancelledError
        When the token is set; what was fetched so far is kept for the next try.
    """
    if not weights_present(spec):
        yield from _fetch(spec, cancel)
    cancel.raise_if_cancelled()
    try:
        return load_encoder(spec, device=device, cancel=cancel)
    except WeightsDamagedError:
        # What is left of them was thrown away: once more, from the start.
        yield from _fetch(spec, cancel)
    cancel.raise_if_cancelled()
    return load_encoder(spec, device=device, cancel=cancel)


def _fetch(
    spec: str, cancel: CancelToken
) -> Generator[WeightsMissing | WeightsProgress, None, None]:
    yield WeightsMissing(spec)

    def fetch(report: Callable[[WeightsProgress], None]) -> None:
        fetch_weights(spec, progress=report, cancel=cancel)

    yield from events_from(fetch, cancel)
