from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from iaia_desktop.core.errors import EncoderError
from iaia_desktop.encoders import device
from iaia_desktop.encoders.batching import BatchSizer
from iaia_desktop.encoders.framing import MAX_ASPECT, trim_long_image
from iaia_desktop.encoders.torch_encoder import Backbone, TorchEncoder


def _to_tensor(image: Image.Image) -> torch.Tensor:
    return torch.from_numpy(np.asarray(image, np.float32) / 255).permute(2, 0, 1)


def _mean_colours(batch: torch.Tensor) -> torch.Tensor:
    return batch.mean(dim=(2, 3))


def _encoder(embed: Callable[[torch.Tensor], torch.Tensor], *, half: bool = False) -> TorchEncoder:
    return TorchEncoder(
        Backbone(embed, _to_tensor, input_size_px=4, crops_centre=False),
        name="fake",
        spec="timm:fake",
        title="fake",
        device="cpu",
        half=half,
        clock=iter(range(10_000)).__next__,
    )


@pytest.fixture
def colours() -> list[Image.Image]:
    return [Image.new("RGB", (4, 4), (shade, 2 * shade, 0)) for shade in range(0, 100, 10)]


def _raises(words: str, kind: type[Exception]) -> Exception:
    return kind(words)


@pytest.mark.parametrize(
    "error",
    [
        torch.cuda.OutOfMemoryError("CUDA out of memory. Tried to allocate 1 GiB"),
        RuntimeError("MPS backend out of memory"),
        RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried"),
        MemoryError(),
    ],
    ids=["cuda", "mps", "cpu", "python"],
)
def test_batches_halve_until_they_fit(error: Exception, colours: list[Image.Image]) -> None:
    sizes = []

    def embed(batch: torch.Tensor) -> torch.Tensor:
        sizes.append(len(batch))
        if len(batch) > 3:
            raise error
        return _mean_colours(batch)

    encoder = _encoder(embed)
    embeddings = encoder.encode_images(colours)
    expected = _mean_colours(torch.stack([_to_tensor(image) for image in colours])).numpy()
    np.testing.assert_allclose(embeddings, expected)
    assert encoder.batch_size <= 3
    sizes.clear()
    encoder.encode_images(colours)
    assert max(sizes) <= 3  # what was learnt is kept


def test_when_not_even_one_image_fits_it_says_so(colours: list[Image.Image]) -> None:
    sizes = []

    def embed(batch: torch.Tensor) -> torch.Tensor:
        sizes.append(len(batch))
        if len(sizes) > 1:  # the first call is the probe
            raise MemoryError
        return _mean_colours(batch)

    encoder = _encoder(embed)
    with pytest.raises(EncoderError, match="too little memory"):
        encoder.encode_images(colours)
    assert sizes == [1, 10, 5, 2, 1]


def test_other_faults_are_told_and_not_retried(colours: list[Image.Image]) -> None:
    calls = []

    def embed(batch: torch.Tensor) -> torch.Tensor:
        calls.append(len(batch))
        if len(calls) > 1:
            raise RuntimeError("device-side assert triggered\nmore")
        return _mean_colours(batch)

    encoder = _encoder(embed)
    with pytest.raises(EncoderError, match="device-side assert triggered"):
        encoder.encode_images(colours)
    assert calls == [1, 10]


def test_embeddings_that_are_no_numbers_are_refused(colours: list[Image.Image]) -> None:
    encoder = _encoder(lambda batch: _mean_colours(batch) / (batch.sum(dim=(1, 2, 3)) > 0)[:, None])
    with pytest.raises(EncoderError, match="not numbers"):
        encoder.encode_images([colours[0]])


def test_a_network_without_embeddings_is_refused() -> None:
    with pytest.raises(EncoderError, match="no embedding"):
        _encoder(lambda batch: batch)


def test_half_precision_is_left_where_it_overflows(colours: list[Image.Image]) -> None:
    weights = torch.full((48, 2), 1e4)

    def embed(batch: torch.Tensor) -> torch.Tensor:
        return batch.flatten(1) @ weights

    encoder = _encoder(embed, half=True)
    assert encoder.encoder_id == "fake@fp32"
    assert np.isfinite(encoder.encode_images(colours)).all()


def test_a_single_image_that_overflows_is_done_in_full(colours: list[Image.Image]) -> None:
    weights = torch.full((48, 2), 1.6e3)

    def embed(batch: torch.Tensor) -> torch.Tensor:
        return batch.flatten(1) @ weights

    encoder = _encoder(embed, half=True)
    assert encoder.encoder_id == "fake@fp16"
    white = Image.new("RGB", (4, 4), "white")
    embeddings = encoder.encode_images([colours[1], white])
    np.testing.assert_allclose(embeddings[1], 48 * 1.6e3, rtol=1e-6)


def test_auto_finds_a_device_that_computes() -> None:
    assert device.pick_device("auto") in device.DEVICES
    assert device.pick_device("cpu") == "cpu"


def test_devices_are_preferred_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    there = {"mps", "cpu"}
    monkeypatch.setattr(device, "_computes", there.__contains__)
    assert device.pick_device() == "mps"
    there.add("cuda")
    assert device.pick_device() == "cuda"


def test_a_device_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device, "_computes", "cpu".__eq__)
    with pytest.raises(EncoderError, match="cuda was asked for"):
        device.pick_device("cuda")
    with pytest.raises(EncoderError, match="no device called"):
        device.pick_device("tpu")


@pytest.fixture
def threads() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(6)
    yield
    torch.set_num_threads(before)


@pytest.mark.usefixtures("threads")
@pytest.mark.parametrize(("cores", "expected"), [(1, 1), (2, 2), (3, 2), (6, 5), (12, 6)])
def test_one_core_of_three_is_left_for_the_window(cores: int, expected: int) -> None:
    assert device.use_threads(cores) == expected
    assert torch.get_num_threads() == expected


def test_batches_grow_while_they_are_quick_and_shrink_when_slow() -> None:
    sizer = BatchSizer(start=4, limit=32, target_s=0.2)
    for _ in range(5):
        sizer.observe(sizer.size, 0.001)
    assert sizer.size == 32
    sizer.observe(32, 1.6)
    assert sizer.size == 16
    for _ in range(9):
        sizer.observe(sizer.size, sizer.size * 0.05)
    assert sizer.size == 4


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 64), st.floats(1e-6, 10))))
def test_batch_sizes_stay_within_bounds(events: list[tuple[bool, int, float]]) -> None:
    sizer = BatchSizer(start=4, limit=64)
    for failed, size, seconds in events:
        limit = sizer.limit
        if failed:
            assert sizer.halve(size) == (size > 1)
        else:
            sizer.observe(size, seconds)
        assert 1 <= sizer.size <= sizer.limit <= limit


@given(st.integers(1, 3000), st.integers(1, 3000))
def test_only_very_long_images_are_trimmed(width_px: int, height_px: int) -> None:
    image = Image.new("1", (width_px, height_px))
    trimmed = trim_long_image(image)
    if max(width_px, height_px) <= MAX_ASPECT * min(width_px, height_px):
        assert trimmed is image
    else:
        assert max(trimmed.size) == MAX_ASPECT * min(trimmed.size)
        assert min(trimmed.size) == min(image.size)
