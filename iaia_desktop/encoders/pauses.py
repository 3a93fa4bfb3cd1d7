"""Pauses between the layers of a network, in which a batch is stopped or lets others pass."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import torch

from iaia_desktop.encoders.turns import Turns


@dataclass(slots=True)
class Turn:
    """A batch's turn with the network.

    Attributes
    ----------
    pause : callable or None
        Asked between the layers whether to go on; None for a batch that is not to be paused.
    seconds_aside : float
        How long others had the network meanwhile.
    """

    pause: Callable[[], None] | None
    seconds_aside: float = 0.0


class Pauses:
    """Give a network's batches their turns. Safe from any thread.

    On two old cores a batch worth its overhead takes a second, and one of its layers a twentieth of
    that: so long a cancel, or the image on screen, has to wait at most.
    """

    def __init__(self) -> None:
        self._turns = Turns()
        self._here = threading.local()

    def watch(self, network: torch.nn.Module | None) -> bool:
        """Pause before each layer of a network from now on; return whether there is any."""
        layers = [] if network is None else [m for m in network.modules() if not any(m.children())]
        for layer in layers:
            layer.register_forward_pre_hook(self._between_layers)
        return bool(layers)

    @contextmanager
    def turn(self, pause: Callable[[], None] | None = None) -> Iterator[Turn]:
        """Wait until the network is free, and have it within the block.

        Parameters
        ----------
        pause : callable, optional
            For a batch in the background: called now and between the layers; what it raises comes
            out of the block.
        """
        turn = Turn(pause)
        with self._turns.turn(patient=pause is not None):
            self._here.turn = turn
            try:
                if pause is not None:
                    pause()
                yield turn
            finally:
                self._here.turn = None

    def _between_layers(self, _layer: torch.nn.Module, _inputs: object) -> None:
        turn: Turn | None = getattr(self._here, "turn", None)
        if turn is None or turn.pause is None:
            return
        turn.pause()
        started = time.perf_counter()
        if self._turns.step_aside():
            turn.seconds_aside += time.perf_counter() - started
