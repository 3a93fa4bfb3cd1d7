from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import CancelledError, EncoderError
from iaia_desktop.encoders import int8_network
from iaia_desktop.encoders.absent import may_be_compared
from iaia_desktop.encoders.int8_linear import Int8Linear, Int8SelfAttention, kernels_work
from iaia_desktop.encoders.int8_network import LEAST_COSINE, to_int8
from iaia_desktop.encoders.openclip import OpenClipEncoder
from iaia_desktop.encoders.precisions import Precision, obstacle
from iaia_desktop.encoders.processor import Processor, this_processor
from iaia_desktop.encoders.reduced import device_for, reduced
from iaia_desktop.encoders.registry import load_encoder
from iaia_desktop.encoders.torch_encoder import TorchEncoder

needs_int8 = pytest.mark.skipif(
    bool(obstacle(Precision.INT8, this_processor())) or not kernels_work(),
    reason="this processor has no AVX2, or this torch no kernels for it",
)


def cosines(one: Any, other: Any) -> Any:
    one, other = np.asarray(one), np.asarray(other)
    lengths = np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
    return (one * other).sum(axis=1) / lengths


# --- a layer --------------------------------------------------------------------------------------


@needs_int8
@given(
    st.integers(0, 2**31),
    st.integers(1, 9),
    st.integers(1, 70),
    st.integers(1, 40),
    st.floats(1e-3, 1e3),
)
def test_a_layer_gives_what_it_gave_but_for_rounding(
    seed: int, rows: int, size: int, outputs: int, strength: float
) -> None:
    generator = torch.Generator().manual_seed(seed)
    weight = torch.randn(outputs, size, generator=generator)
    bias = torch.randn(outputs, generator=generator)
    inputs = strength * torch.randn(rows, size, generator=generator)
    given_ = Int8Linear(weight, bias)(inputs)
    # Each factor is at most half a step off: of 127 to the largest of its row, of 63 for weights.
    step = inputs.abs().amax(1, keepdim=True) / 127 / 2
    weight_step = (weight.abs().amax(1) / 63 / 2)[None]
    bound = step * weight.abs().sum(1)[None] + weight_step * (inputs.abs() + step).sum(1)[:, None]
    expected = inputs @ weight.T + bias
    assert ((given_ - expected).abs() <= bound * 1.01 + 1e-4 * strength).all()


@needs_int8
def test_products_are_not_cut_off_at_their_largest() -> None:
    # All of them at both ends at once: where two are added in 16 bits, these do not fit but for
    # weights of seven bits.
    for sign in (1.0, -1.0):
        layer = Int8Linear(torch.full((16, 64), sign), None)
        torch.testing.assert_close(layer(torch.ones(4, 64)), torch.full((4, 16), 64 * sign))


@needs_int8
def test_shapes_are_kept_and_nothing_stays_nothing() -> None:
    layer = Int8Linear(torch.randn(6, 10), torch.arange(6.0))
    assert layer(torch.randn(2, 3, 5, 10)).shape == (2, 3, 5, 6)
    torch.testing.assert_close(layer(torch.zeros(1, 10)), torch.arange(6.0)[None])
    assert not torch.isfinite(layer(torch.full((1, 10), torch.nan))).any()


@needs_int8
def test_attention_gives_what_it_gave_but_for_rounding() -> None:
    torch.manual_seed(1)
    attention = torch.nn.MultiheadAttention(32, 4, batch_first=True).eval()
    sequence = torch.randn(3, 7, 32)
    with torch.inference_mode():
        expected, _ = attention(sequence, sequence, sequence, need_weights=False)
        answer, weights = Int8SelfAttention(attention)(sequence, sequence, sequence)
    assert weights is None
    assert cosines(answer.flatten(1), expected.flatten(1)).min() > 0.999


# --- a network ------------------------------------------------------------------------------------


class _Reads(torch.nn.Module):
    """Has two linear layers, and uses the weights of one past the layer."""

    def __init__(self) -> None:
        super().__init__()
        self.called = torch.nn.Linear(48, 48)
        self.read = torch.nn.Linear(48, 48)

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        hidden: torch.Tensor = self.called(inputs)
        return hidden @ self.read.weight.T


@needs_int8
def test_layers_that_are_never_called_stay() -> None:
    torch.manual_seed(2)
    network = _Reads()
    to_int8(network, lambda: network(torch.ones(2, 48)), "tiny")
    assert isinstance(network.called, Int8Linear)
    assert type(network.read) is torch.nn.Linear


class _Crosses(torch.nn.Module):
    """Attends from one sequence to another."""

    def __init__(self) -> None:
        super().__init__()
        self.attention = torch.nn.MultiheadAttention(32, 4, batch_first=True)
        self.last = torch.nn.Linear(32, 2000)

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        mixed, _ = self.attention(inputs, inputs + 1, inputs, need_weights=False)
        outputs: torch.Tensor = self.last(mixed).flatten(1)
        return outputs


@needs_int8
def test_attention_to_something_else_stays() -> None:
    torch.manual_seed(3)
    network = _Crosses().eval()
    inputs = torch.randn(2, 5, 32)
    to_int8(network, lambda: network(inputs), "tiny")
    assert type(network.attention) is torch.nn.MultiheadAttention
    assert isinstance(network.last, Int8Linear)


def test_networks_of_convolutions_are_refused() -> None:
    network = torch.nn.Sequential(
        torch.nn.Conv2d(3, 8, 3), torch.nn.Flatten(), torch.nn.LazyLinear(4)
    )
    pictures = torch.randn(2, 3, 16, 16)
    network(pictures)
    with pytest.raises(EncoderError, match="other layers than int8 makes faster"):
        to_int8(network, lambda: network(pictures), "tiny")


@needs_int8
def test_embeddings_that_change_too_much_are_refused() -> None:
    # One huge value in each row leaves one step or none for all the others, which decide.
    weight = torch.ones(8, 64)
    weight[:, 0] = 0
    weight += 0.01 * torch.randn(8, 64, generator=torch.Generator().manual_seed(4))
    weight[:, 0] = 0
    network = torch.nn.Sequential(torch.nn.Linear(64, 8, bias=False))
    network[0].weight = torch.nn.Parameter(weight)
    rows = torch.randn(4, 64, generator=torch.Generator().manual_seed(5))
    rows[:, 0] = 1e4
    with pytest.raises(EncoderError, match="by too much"):
        to_int8(network, lambda: network(rows), "tiny")


def test_machines_without_the_kernels_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(int8_network, "kernels_work", lambda: False)
    with pytest.raises(EncoderError, match="does not work with this processor"):
        to_int8(torch.nn.Sequential(), lambda: torch.ones(1, 1), "tiny")


# --- an encoder -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def clip(tiny_clip_folder: Path) -> OpenClipEncoder:
    encoder = load_encoder(f"open_clip:local-dir:{tiny_clip_folder}", device="cpu")
    assert isinstance(encoder, OpenClipEncoder)
    return encoder


@pytest.fixture(scope="module")
def clip_int8(tiny_clip_folder: Path) -> OpenClipEncoder:
    encoder = load_encoder(f"open_clip:local-dir:{tiny_clip_folder}#int8")
    assert isinstance(encoder, OpenClipEncoder)
    return encoder


@needs_int8
def test_int8_has_an_id_of_its_own_and_embeds_alike(
    clip: OpenClipEncoder, clip_int8: OpenClipEncoder, pictures: list[Image.Image]
) -> None:
    assert clip_int8.encoder_id == clip.encoder_id.replace("@fp32", "@int8-rows")
    assert not may_be_compared(clip.encoder_id, clip_int8.encoder_id)
    assert clip_int8.spec == f"{clip.spec}#int8"
    assert clip_int8.title == f"{clip.title} (int8)"
    assert clip_int8.device == "cpu"
    close = cosines(clip_int8.encode_images(pictures), clip.encode_images(pictures))
    assert LEAST_COSINE < close.min() < 1 - 1e-9


@needs_int8
def test_int8_does_not_depend_on_neighbours(
    clip_int8: OpenClipEncoder, pictures: list[Image.Image]
) -> None:
    together = clip_int8.encode_images(pictures * 3)
    alone = np.concatenate([clip_int8.encode_images([picture]) for picture in pictures])
    np.testing.assert_allclose(together, np.tile(alone, (3, 1)), atol=1e-5)


@needs_int8
def test_texts_stay_in_full_precision(clip: OpenClipEncoder, clip_int8: OpenClipEncoder) -> None:
    texts = ["a shoe", "a photo of a hat"]
    np.testing.assert_array_equal(clip_int8.encode_texts(texts), clip.encode_texts(texts))


@needs_int8
def test_batches_pause_between_the_new_layers(
    clip_int8: OpenClipEncoder, pictures: list[Image.Image]
) -> None:
    token = CancelToken()
    asked = []

    def pause() -> None:
        asked.append(1)
        if len(asked) == 6:
            token.cancel()
        token.raise_if_cancelled()

    with pytest.raises(CancelledError):
        clip_int8.encode_prepared([clip_int8.prepare(picture) for picture in pictures], pause)
    assert len(asked) == 6


@needs_int8
@pytest.mark.parametrize("architecture", ["test_vit", "test_convnext"])
def test_transformers_of_timm(
    architecture: str, tmp_path: Path, pictures: list[Image.Image], timm: Any
) -> None:
    torch.manual_seed(6)
    model = timm.create_model(architecture, num_classes=7)
    timm.models.save_for_hf(model, tmp_path, safe_serialization=True)
    full = load_encoder(f"timm:local-dir:{tmp_path}", device="cpu")
    assert isinstance(full, TorchEncoder)
    int8 = load_encoder(f"timm:local-dir:{tmp_path}#int8")
    assert cosines(int8.encode_images(pictures), full.encode_images(pictures)).min() > LEAST_COSINE


def test_convolutions_of_timm_are_refused_in_words(tmp_path: Path, timm: Any) -> None:
    model = timm.create_model("test_efficientnet", num_classes=7)
    timm.models.save_for_hf(model, tmp_path, safe_serialization=True)
    with pytest.raises(EncoderError, match="float32"):
        load_encoder(f"timm:local-dir:{tmp_path}#int8")


def test_bfloat16_only_where_the_processor_has_it(clip: OpenClipEncoder) -> None:
    pictures = torch.rand(2, 3, 32, 32)
    embed = clip._backbone.embed
    plain = Processor(is_x86=True, abilities=frozenset({"avx2"}))
    with pytest.raises(EncoderError, match="neither AMX nor AVX512-BF16"):
        reduced(embed, None, Precision.BFLOAT16, "tiny", pictures, plain)
    able = Processor(is_x86=True, abilities=frozenset({"avx2", "amx_bf16"}))
    with torch.inference_mode():
        half = reduced(embed, None, Precision.BFLOAT16, "tiny", pictures, able)(pictures)
        assert half.dtype == torch.float32
        assert cosines(half, embed(pictures)).min() > 0.99


def test_a_network_that_hides_its_layers_keeps_its_precision(clip: OpenClipEncoder) -> None:
    able = Processor(is_x86=True, abilities=frozenset({"avx2"}))
    embed = clip._backbone.embed
    with pytest.raises(EncoderError, match="cannot be told apart"):
        reduced(embed, None, Precision.INT8, "tiny", torch.rand(1, 3, 32, 32), able)
    assert reduced(embed, None, Precision.FLOAT32, "tiny", torch.rand(1, 3, 32, 32)) is embed


def test_reduced_precisions_are_the_processors(tiny_clip_folder: Path) -> None:
    assert device_for(Precision.INT8, "auto") == device_for(Precision.INT8, "cpu") == "cpu"
    with pytest.raises(EncoderError, match="precision of the processor"):
        load_encoder(f"open_clip:local-dir:{tiny_clip_folder}#int8", device="cuda")
