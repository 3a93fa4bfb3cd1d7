from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from iaia_desktop.core.errors import EncoderError
from iaia_desktop.encoders.base import Encoder, TextEncoder
from iaia_desktop.encoders.openclip import OpenClipEncoder
from iaia_desktop.encoders.registry import load_encoder


@pytest.fixture(scope="module")
def encoder(tiny_clip_folder: Path) -> OpenClipEncoder:
    encoder = load_encoder(f"open_clip:local-dir:{tiny_clip_folder}", device="cpu")
    assert isinstance(encoder, OpenClipEncoder)
    return encoder


def test_images_equal_the_librarys_own(
    encoder: OpenClipEncoder,
    tiny_clip_folder: Path,
    pictures: list[Image.Image],
    open_clip: Any,
) -> None:
    model, _, preprocess = open_clip.create_model_and_transforms(f"local-dir:{tiny_clip_folder}")
    with torch.inference_mode():
        batch = torch.stack([preprocess(picture) for picture in pictures])
        expected = model.eval().encode_image(batch).numpy()
    embeddings = encoder.encode_images(pictures)
    assert embeddings.dtype == np.float32
    assert embeddings.shape == (len(pictures), encoder.dim) == (5, 16)
    np.testing.assert_allclose(embeddings, expected, atol=1e-5)
    assert np.abs(np.linalg.norm(embeddings, axis=1) - 1).min() > 1e-3  # not normalised


def test_texts_equal_the_librarys_own(
    encoder: OpenClipEncoder, tiny_clip_folder: Path, open_clip: Any
) -> None:
    texts = ["a photo of a shirt", "ein Schuh", "", "word " * 100]
    name = f"local-dir:{tiny_clip_folder}"
    model, _, _ = open_clip.create_model_and_transforms(name)
    with torch.inference_mode():
        expected = model.eval().encode_text(open_clip.get_tokenizer(name)(texts)).numpy()
    np.testing.assert_allclose(encoder.encode_texts(texts), expected, atol=1e-5)


def test_fits_the_protocols(encoder: OpenClipEncoder, tiny_clip_folder: Path) -> None:
    as_protocol: Encoder = encoder
    assert isinstance(encoder, TextEncoder)
    assert as_protocol.spec == f"open_clip:local-dir:{tiny_clip_folder}"
    assert as_protocol.title == tiny_clip_folder.name
    assert as_protocol.device == "cpu"
    assert as_protocol.input_size_px == 32
    assert as_protocol.batch_size >= 1


def test_order_and_batches_do_not_matter(
    encoder: OpenClipEncoder, pictures: list[Image.Image]
) -> None:
    together = encoder.encode_images(pictures * 20)
    alone = np.concatenate([encoder.encode_images([picture]) for picture in pictures])
    np.testing.assert_allclose(together, np.tile(alone, (20, 1)), atol=1e-5)


def test_nothing_in_nothing_out(encoder: OpenClipEncoder) -> None:
    assert encoder.encode_images([]).shape == (0, 16)
    assert encoder.encode_texts([]).shape == (0, 16)


def test_other_modes_and_extreme_shapes_embed(encoder: OpenClipEncoder) -> None:
    images = [
        Image.new("L", (20, 20), 99),
        Image.new("RGB", (1, 1)),
        Image.new("RGB", (1, 60_000)),
        Image.new("RGB", (60_000, 2)),
    ]
    assert np.isfinite(encoder.encode_images(images)).all()


def test_half_precision_stays_close(
    encoder: OpenClipEncoder, tiny_clip_folder: Path, pictures: list[Image.Image]
) -> None:
    from iaia_desktop.encoders.openclip import load_open_clip
    from iaia_desktop.encoders.spec import parse_spec

    half = load_open_clip(parse_spec(encoder.spec), Path(), device="cpu", half=True)
    assert half.encoder_id == encoder.encoder_id.replace("@fp32", "@fp16")
    exact = encoder.encode_images(pictures)
    np.testing.assert_allclose(half.encode_images(pictures), exact, atol=0.02, rtol=0.02)
    np.testing.assert_allclose(
        half.encode_texts(["a"]), encoder.encode_texts(["a"]), atol=0.02, rtol=0.02
    )


def test_id_follows_the_bytes_and_not_the_folder(
    encoder: OpenClipEncoder, tiny_clip_folder: Path, tmp_path: Path
) -> None:
    moved = tmp_path / "moved"
    shutil.copytree(tiny_clip_folder, moved)
    spec = f"open_clip:local-dir:{moved}"
    assert load_encoder(spec, device="cpu").encoder_id == encoder.encoder_id
    config = json.loads((moved / "open_clip_config.json").read_text(encoding="utf-8"))
    config["preprocess_cfg"]["mean"] = [0.1, 0.1, 0.1]
    (moved / "open_clip_config.json").write_text(json.dumps(config), encoding="utf-8")
    assert load_encoder(spec, device="cpu").encoder_id != encoder.encoder_id


@pytest.mark.parametrize("content", [b"", b"garbage" * 100, None], ids=["empty", "garbage", "cut"])
def test_damaged_weights_are_named(
    tiny_clip_folder: Path, tmp_path: Path, content: bytes | None
) -> None:
    folder = tmp_path / "damaged"
    shutil.copytree(tiny_clip_folder, folder)
    weights = folder / "open_clip_model.safetensors"
    weights.write_bytes(weights.read_bytes()[:5000] if content is None else content)
    with pytest.raises(EncoderError, match="cannot be loaded") as caught:
        load_encoder(f"open_clip:local-dir:{folder}", device="cpu")
    assert str(weights) in caught.value.what


@pytest.mark.parametrize("config", ["not json", "{}", '{"model_cfg": {"embed_dim": 1}}'])
def test_damaged_configuration(tiny_clip_folder: Path, tmp_path: Path, config: str) -> None:
    folder = tmp_path / "damaged"
    shutil.copytree(tiny_clip_folder, folder)
    (folder / "open_clip_config.json").write_text(config, encoding="utf-8")
    with pytest.raises(EncoderError, match="cannot be loaded"):
        load_encoder(f"open_clip:local-dir:{folder}", device="cpu")


def test_pickled_code_is_not_run(tiny_clip_folder: Path, tmp_path: Path) -> None:
    class Trap:
        def __reduce__(self) -> tuple[object, Sequence[str]]:
            return Path.touch, (tmp_path / "sprung",)  # type: ignore[return-value] # a trap

    folder = tmp_path / "pickled"
    folder.mkdir()
    shutil.copy(tiny_clip_folder / "open_clip_config.json", folder)
    torch.save({"state_dict": Trap()}, folder / "open_clip_pytorch_model.bin")
    with pytest.raises(EncoderError, match="cannot be loaded"):
        load_encoder(f"open_clip:local-dir:{folder}", device="cpu")
    assert not (tmp_path / "sprung").exists()


def test_nothing_is_written_to_the_screen(
    tiny_clip_folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    handlers = list(logging.getLogger().handlers)
    load_encoder(f"open_clip:local-dir:{tiny_clip_folder}", device="cpu")
    assert capfd.readouterr() == ("", "")
    assert logging.getLogger().handlers == handlers
