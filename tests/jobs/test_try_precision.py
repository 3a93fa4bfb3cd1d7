from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest
from PIL import Image

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import CancelledError, EncoderError
from iaia_desktop.core.types import Vector
from iaia_desktop.encoders.builtin import BuiltinEncoder
from iaia_desktop.jobs.progress import Progress
from iaia_desktop.jobs.try_precision import PrecisionTrial, try_precision_job


@dataclass
class Clock:
    """Goes on when it is told to."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Loader:
    """Gives encoders that take a time of their own, and remembers what was asked for."""

    clock: Clock
    seconds: dict[str, float]
    asked: list[str] = field(default_factory=list)

    def __call__(self, spec: str) -> BuiltinEncoder:
        self.asked.append(spec)
        took_s = self.seconds[spec]
        clock = self.clock

        class Timed(BuiltinEncoder):
            def encode_images(self, images: Sequence[Image.Image]) -> Vector:
                clock.now += took_s
                # Turned a little by how long it took, so that two of them differ.
                grid = np.eye(len(images), 4, dtype=np.float32)
                return grid + np.float32(took_s / 100)

        return Timed()


def run(
    job: Callable[[], Generator[Progress, None, PrecisionTrial]],
) -> tuple[list[int], PrecisionTrial]:
    generator = job()
    steps: list[int] = []
    while True:
        try:
            event = next(generator)
        except StopIteration as stop:
            return steps, stop.value
        assert event.done < event.total
        steps.append(event.done)


def test_tells_the_ratio_and_the_least_cosine() -> None:
    clock = Clock()
    loader = Loader(clock, {"timm:a": 3.0, "timm:a#int8": 1.5})
    steps, trial = run(
        lambda: try_precision_job("timm:a#int8", CancelToken(), load=loader, clock=clock)
    )
    assert loader.asked == ["timm:a", "timm:a#int8"]
    assert steps == sorted(set(steps))
    assert trial.spec == "timm:a#int8"
    assert trial.times_as_fast == pytest.approx(2.0)
    assert 0.5 < trial.least_cosine < 1


def test_stops_between_batches() -> None:
    clock = Clock()
    token = CancelToken()
    loader = Loader(clock, {"timm:a": 3.0, "timm:a#int8": 1.5})
    job = try_precision_job("timm:a#int8", token, load=loader, clock=clock)
    for _ in range(3):
        next(job)
    token.cancel()
    with pytest.raises(CancelledError):
        next(job)


def test_an_encoder_without_precisions_is_told_of() -> None:
    with pytest.raises(EncoderError):
        next(try_precision_job("builtin#int8", CancelToken()))
