from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from iaia_desktop.core.errors import EncoderError
from iaia_desktop.encoders.base import Encoder, TextEncoder
from iaia_desktop.encoders.registry import load_encoder


@pytest.fixture(scope="module")
def encoder(tiny_timm_folder: Path) -> Encoder:
    return load_encoder(f"timm:local-dir:{tiny_timm_folder}", device="cpu")


@pytest.mark.parametrize("architecture", ["test_vit", "test_efficientnet", "test_convnext"])
def test_images_equal_the_librarys_own(
    architecture: str, tmp_path: Path, pictures: list[Image.Image], timm: Any
) -> None:

    torch.manual_seed(5)
    timm.models.save_for_hf(
        timm.create_model(architecture, num_classes=7), tmp_path, safe_serialization=True
    )
    encoder = load_encoder(f"timm:local-dir:{tmp_path}", device="cpu")
    model = timm.create_model(f"local-dir:{tmp_path}", pretrained=True, num_classes=0).eval()
    transform = timm.data.create_transform(**timm.data.resolve_model_data_config(model))
    with torch.inference_mode():
        expected = model(torch.stack([transform(picture) for picture in pictures])).numpy()
    embeddings = encoder.encode_images(pictures)
    assert embeddings.dtype == np.float32
    assert embeddings.shape == (len(pictures), encoder.dim)
    np.testing.assert_allclose(embeddings, expected, atol=1e-5)


def test_fits_the_protocol(encoder: Encoder, tiny_timm_folder: Path) -> None:
    assert not isinstance(encoder, TextEncoder)
    assert encoder.spec == f"timm:local-dir:{tiny_timm_folder}"
    assert encoder.encoder_id.startswith("timm:local:")
    assert encoder.encoder_id.endswith("@fp32")
    assert encoder.input_size_px == 160
    assert encoder.encode_images([]).shape == (0, encoder.dim)


def test_relative_folders_become_absolute(
    tiny_timm_folder: Path, monkeypatch: pytest.MonkeyPatch, encoder: Encoder
) -> None:
    monkeypatch.chdir(tiny_timm_folder.parent)
    relative = load_encoder(f"timm:local-dir:{tiny_timm_folder.name}", device="cpu")
    assert relative.spec == encoder.spec
    assert relative.encoder_id == encoder.encoder_id


def test_weights_of_another_model_are_refused(tiny_timm_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "foreign"
    shutil.copytree(tiny_timm_folder, folder)
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    config["architecture"] = "test_vit2"
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    with pytest.raises(EncoderError, match=r"model\.safetensors cannot be loaded"):
        load_encoder(f"timm:local-dir:{folder}", device="cpu")


def test_named_models_load_from_the_cache(
    empty_hub_cache: Path, pictures: list[Image.Image], timm: Any
) -> None:
    from safetensors.torch import save_file

    torch.manual_seed(6)
    model = timm.create_model("test_vit").eval()
    commit = "0" * 40
    repo = empty_hub_cache / "models--timm--test_vit.r160_in1k"
    (repo / "snapshots" / commit).mkdir(parents=True)
    (repo / "refs").mkdir()
    (repo / "refs" / "main").write_text(commit, encoding="utf-8")
    save_file(model.state_dict(), repo / "snapshots" / commit / "model.safetensors")

    tagged = load_encoder("timm:test_vit.r160_in1k", device="cpu")
    untagged = load_encoder("timm:test_vit", device="cpu")
    assert tagged.encoder_id == untagged.encoder_id == "timm:test_vit.r160_in1k@fp32"
    transform = timm.data.create_transform(**timm.data.resolve_model_data_config(model))
    with torch.inference_mode():
        batch = torch.stack([transform(picture) for picture in pictures])
        expected = model.forward_head(model.forward_features(batch), pre_logits=True).numpy()
    np.testing.assert_allclose(tagged.encode_images(pictures), expected, atol=1e-5)


def test_real_features_separate_real_classes(shared_data: Path) -> None:
    folder = shared_data / "encoders" / "mobilenet_edgetpu_100"
    if not folder.is_dir():
        pytest.skip(f"no encoder at {folder}")
    encoder = load_encoder(f"timm:local-dir:{folder}", device="cpu")
    assert encoder.dim == 1280
    photos = shared_data / "data" / "clothing-small"
    classes = sorted(path for path in photos.iterdir() if path.is_dir())[:4]
    embeddings = []
    for folder in classes:
        images = [Image.open(path).convert("RGB") for path in sorted(folder.glob("*.jpg"))[:8]]
        vectors = encoder.encode_images(images)
        embeddings.append(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))
    prototypes = np.stack([vectors[:4].mean(axis=0) for vectors in embeddings])
    correct = [
        int((vectors[4:] @ prototypes.T).argmax(axis=1).tolist().count(number))
        for number, vectors in enumerate(embeddings)
    ]
    assert sum(correct) >= 0.6 * 16
