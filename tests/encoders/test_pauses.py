"""Turns with a network: short batches pass long ones, and long ones can be stopped on the way."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np
import pytest
import torch
from PIL import Image

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import CancelledError
from iaia_desktop.core.types import Vector
from iaia_desktop.encoders.pauses import Pauses
from iaia_desktop.encoders.torch_encoder import Backbone, TorchEncoder
from iaia_desktop.encoders.turns import Turns

_WAIT_S = 60


def _no_pause() -> None:
    pass


def _wait_for(condition: Callable[[], bool]) -> None:
    waited = threading.Event()
    for _ in range(_WAIT_S * 1000):
        if condition():
            return
        waited.wait(0.001)
    raise AssertionError("it does not come")


class TestTurns:
    def test_one_at_a_time(self) -> None:
        turns, inside, most = Turns(), [], []

        def work(patient: bool) -> None:
            for _ in range(20):
                with turns.turn(patient=patient):
                    inside.append(1)
                    most.append(len(inside))
                    if patient:
                        inside.pop()
                        turns.step_aside()
                        inside.append(1)
                        most.append(len(inside))
                    inside.pop()

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(work, [True, True, False, False]))
        assert set(most) == {1}

    def test_nobody_waits_nobody_passes(self) -> None:
        turns = Turns()
        with turns.turn(patient=True):
            assert not turns.step_aside()

    def test_the_impatient_pass_one_who_steps_aside_and_the_patient_do_not(self) -> None:
        turns, order = Turns(), []

        def come(name: str, *, patient: bool) -> None:
            with turns.turn(patient=patient):
                order.append(name)

        with ThreadPoolExecutor(3) as pool, turns.turn(patient=True):
            pool.submit(come, "patient", patient=True)
            pool.submit(come, "first", patient=False)
            pool.submit(come, "second", patient=False)
            _wait_for(lambda: turns._impatient == 2)
            assert turns.step_aside()
            order.append("holder")
        assert sorted(order[:2]) == ["first", "second"]
        assert order[2:] == ["holder", "patient"]

    def test_an_error_gives_the_turn_back(self) -> None:
        turns = Turns()
        with pytest.raises(ValueError, match="mine"), turns.turn():
            raise ValueError("mine")
        with turns.turn():
            pass


def _network(*layers: torch.nn.Module) -> torch.nn.Module:
    return torch.nn.Sequential(torch.nn.Flatten(), *layers).eval()


def _encoder(network: torch.nn.Module) -> TorchEncoder:
    return TorchEncoder(
        Backbone(network, _to_tensor, input_size_px=4, crops_centre=False, network=network),
        name="fake",
        spec="timm:fake",
        title="fake",
        device="cpu",
    )


def _to_tensor(image: Image.Image) -> torch.Tensor:
    return torch.from_numpy(np.array(image, np.float32)).permute(2, 0, 1) / 255


class _Gate(torch.nn.Module):
    """Call something for batches of more than one."""

    def __init__(self) -> None:
        super().__init__()
        self.passed: Callable[[], object] = _no_pause
        self.sizes: list[int] = []

    def forward(self, batch: torch.Tensor) -> torch.Tensor:
        self.sizes.append(len(batch))
        if len(batch) > 1:
            self.passed()
        return batch


class TestPauses:
    def test_without_a_network_there_is_none(self) -> None:
        assert not Pauses().watch(None)
        assert Pauses().watch(torch.nn.Linear(2, 2))

    def test_pauses_change_no_number(self) -> None:
        network = _network(torch.nn.Linear(48, 8), torch.nn.GELU(), torch.nn.Linear(8, 3))
        batch = torch.rand(5, 3, 4, 4)
        with torch.inference_mode():
            before = network(batch)
            pauses = Pauses()
            pauses.watch(network)
            asked = []
            with pauses.turn(lambda: asked.append(1)):
                assert torch.equal(network(batch), before)
        assert len(asked) == 1 + 4  # at the beginning, and before each of the four layers

    def test_a_batch_is_stopped_between_its_layers(self) -> None:
        token, gate, last = CancelToken(), _Gate(), _Gate()
        encoder = _encoder(_network(gate, last))
        prepared = [encoder.prepare(Image.new("RGB", (4, 4)))] * 2
        gate.passed = token.cancel
        reached = []
        last.passed = lambda: reached.append(1)
        with pytest.raises(CancelledError):
            encoder.encode_prepared(prepared, token.raise_if_cancelled)
        assert reached == []
        # The next one finds the network free.
        gate.passed = _no_pause
        assert encoder.encode_prepared(prepared).shape == (2, 48)

    def test_one_image_passes_a_batch_in_the_background(self) -> None:
        gate, last = _Gate(), _Gate()
        encoder = _encoder(_network(gate, last))
        last.sizes.clear()
        white, black = (encoder.prepare(Image.new("RGB", (4, 4), c)) for c in ("white", "black"))
        single: list[Future[Vector]] = []
        with ThreadPoolExecutor(1) as pool:

            def let_it_come() -> None:
                single.append(pool.submit(encoder.encode_prepared, [white]))
                _wait_for(lambda: encoder._pauses._turns._impatient == 1)

            gate.passed = let_it_come
            vectors = encoder.encode_prepared([black, white], _no_pause)
        assert last.sizes == [1, 2]
        np.testing.assert_array_equal(single[0].result(), np.ones((1, 48)))
        np.testing.assert_array_equal(vectors, np.stack([np.zeros(48), np.ones(48)]))
        # The time that others took does not make batches smaller.
        assert encoder.batch_size >= 4
