"""Preprocessing in two steps gives the library's numbers; how a stack gets to the device."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from iaia_desktop.encoders.framing import trim_long_image
from iaia_desktop.encoders.preparation import split_preprocessing, stack_on
from iaia_desktop.encoders.registry import load_encoder
from iaia_desktop.encoders.torch_encoder import Backbone, TorchEncoder


@pytest.fixture(params=["clip", "squash", "longest", "timm"])
def preprocess(request: pytest.FixtureRequest, open_clip: Any, timm: Any) -> Any:
    """Return a library's own preprocessing for validation."""
    if request.param == "timm":
        return timm.data.create_transform((3, 48, 48), is_training=False)
    mode = {"clip": "shortest"}.get(request.param, request.param)
    config = open_clip.transform.PreprocessCfg(size=40, resize_mode=mode)
    return open_clip.transform.image_transform_v2(config, is_train=False)


def test_the_two_steps_give_the_very_numbers_of_the_library(
    preprocess: Any, pictures: list[Image.Image]
) -> None:
    parts = split_preprocessing(preprocess)
    prepared = [parts.prepare(picture) for picture in pictures]
    # Bytes, not numbers: the split was possible.
    assert {array.dtype for array in prepared} == {np.dtype(np.uint8)}
    batch = parts.finish(stack_on("cpu", prepared))
    assert torch.equal(batch, torch.stack([preprocess(picture) for picture in pictures]))


def test_what_cannot_be_told_apart_is_kept_whole(pictures: list[Image.Image]) -> None:
    def halves(image: Image.Image) -> torch.Tensor:
        small = image.resize((8, 8))
        return torch.from_numpy(np.array(small, np.float32)).permute(2, 0, 1) / 510

    parts = split_preprocessing(halves)
    batch = parts.finish(stack_on("cpu", [parts.prepare(picture) for picture in pictures]))
    assert torch.equal(batch, torch.stack([halves(picture) for picture in pictures]))


def test_a_chain_that_works_on_numbers_is_kept_whole(
    open_clip: Any, pictures: list[Image.Image]
) -> None:
    whole = open_clip.transform.image_transform_v2(
        open_clip.transform.PreprocessCfg(size=40), is_train=False
    )

    class Chain:
        """Ends as usual, but does something to the numbers in between."""

        transforms = whole.transforms

        def __call__(self, image: Image.Image) -> Any:
            return whole(image) * 2

    parts = split_preprocessing(Chain())
    assert parts.prepare(pictures[0]).dtype == np.float32
    batch = parts.finish(stack_on("cpu", [parts.prepare(pictures[0])]))
    assert torch.equal(batch[0], Chain()(pictures[0]))


@pytest.mark.parametrize("family", ["open_clip", "timm"])
def test_prepared_images_get_the_embeddings_of_the_library_itself(
    family: str,
    tiny_clip_folder: Path,
    tiny_timm_folder: Path,
    open_clip: Any,
    timm: Any,
    pictures: list[Image.Image],
) -> None:
    folder = tiny_clip_folder if family == "open_clip" else tiny_timm_folder
    encoder: Any = load_encoder(f"{family}:local-dir:{folder}", device="cpu")
    pictures = [*pictures, Image.new("RGB", (900, 20), "teal"), pictures[0].convert("L")]
    embeddings = encoder.encode_prepared([encoder.prepare(picture) for picture in pictures])
    if family == "open_clip":
        model, _, preprocess = open_clip.create_model_and_transforms(
            f"local-dir:{folder}", weights_only=True
        )
        embed = model.eval().encode_image
    else:
        embed = timm.create_model(f"local-dir:{folder}", pretrained=True).eval()
        embed.reset_classifier(0)
        config = timm.data.resolve_model_data_config(embed)
        preprocess = timm.data.create_transform(**config, is_training=False)
    with torch.inference_mode():
        stack = [preprocess(trim_long_image(picture.convert("RGB"))) for picture in pictures]
        expected = embed(torch.stack(stack)).numpy()
    np.testing.assert_array_equal(embeddings, expected)
    np.testing.assert_array_equal(encoder.encode_images(pictures), expected)


class _Pinned:
    """A tensor in pinned memory, as far as this machine can tell."""

    def __init__(self, shape: tuple[int, ...], **options: Any) -> None:
        self.options = options
        self.tensor = torch.empty(shape, dtype=options["dtype"])
        self.moved: list[tuple[str, bool]] = []

    def numpy(self) -> Any:
        return self.tensor.numpy()

    def to(self, device: str, *, non_blocking: bool) -> Any:
        self.moved.append((device, non_blocking))
        return self


@pytest.mark.parametrize(("device", "pinned"), [("cuda", True), ("mps", False)])
def test_a_stack_for_a_card_is_pinned_and_copied_behind(device: str, pinned: bool) -> None:
    arrays = [np.full((2, 2, 3), value, np.uint8) for value in (3, 4)]
    stack: Any = stack_on(device, arrays, empty=_Pinned)  # type: ignore[arg-type]
    assert stack.options == {"dtype": torch.uint8, "pin_memory": pinned}
    assert stack.moved == [(device, pinned)]
    np.testing.assert_array_equal(stack.tensor.numpy(), np.stack(arrays))


def test_two_batches_at_once_go_to_a_card_and_one_to_the_cpu() -> None:
    encoder = TorchEncoder(
        Backbone(lambda batch: batch.mean(dim=(2, 3)), _to_tensor, 4, crops_centre=False),
        name="fake",
        spec="timm:fake",
        title="fake",
        device="cpu",
    )
    assert encoder.batches_at_once == 1
    encoder._device = "cuda"
    assert encoder.batches_at_once == 2


def _to_tensor(image: Image.Image) -> torch.Tensor:
    return torch.from_numpy(np.array(image, np.float32)).permute(2, 0, 1)
