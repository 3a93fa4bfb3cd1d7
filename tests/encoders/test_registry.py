from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import CancelledError, EncoderError, WeightsUnavailableError
from iaia_desktop.encoders.registry import (
    DEFAULT_SPEC,
    PRESETS,
    list_encoders,
    load_encoder,
    weights_present,
)
from iaia_desktop.encoders.weights import Patience

from .conftest import COMMIT, TINY_CLIP, Hub


def _put_into_cache(cache: Path, repo_id: str, filename: str, content: bytes) -> Path:
    repo = cache / f"models--{repo_id.replace('/', '--')}"
    path: Path = repo / "snapshots" / COMMIT / filename
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    (repo / "refs").mkdir()
    (repo / "refs" / "main").write_text(COMMIT, encoding="utf-8")
    return path


def test_neither_listing_nor_presence_imports_torch() -> None:
    script = (
        "import sys\n"
        "from iaia_desktop.encoders.registry import *\n"
        "list_encoders(); weights_present('balanced'); weights_present('timm:a.b')\n"
        "heavy = {'torch', 'open_clip', 'timm', 'torchvision'} & set(sys.modules)\n"
        "sys.exit(str(heavy) if heavy else 0)\n"
    )
    root = str(Path(__file__).resolve().parents[2])
    result = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": root},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_lists_presets_with_what_they_would_fetch(empty_hub_cache: Path) -> None:
    listings = list_encoders()
    assert [listing.preset for listing in listings] == list(PRESETS)
    for listing in listings:
        if listing.spec == "builtin":
            assert listing.present
            assert (listing.location, listing.size_bytes) == (None, None)
        else:
            assert not listing.present
            assert listing.location is not None
            assert listing.location.is_relative_to(empty_hub_cache)
            assert (listing.size_bytes or 0) > 100_000_000
        assert listing.licence
        assert listing.note


def test_lists_what_lies_in_the_cache(empty_hub_cache: Path) -> None:
    hub = PRESETS["balanced"].hub
    assert hub is not None
    balanced = _put_into_cache(empty_hub_cache, hub.repo_id, hub.filenames[0], b"12345")
    other = _put_into_cache(empty_hub_cache, "timm/resnet18.a1_in1k", "model.safetensors", b"123")
    _put_into_cache(empty_hub_cache, "timm/resnet26.other", "config.json", b"{}")
    by_spec = {listing.spec: listing for listing in list_encoders()}
    assert len(by_spec) == len(PRESETS) + 1
    assert by_spec[DEFAULT_SPEC].present
    assert by_spec[DEFAULT_SPEC].location == balanced
    assert by_spec[DEFAULT_SPEC].size_bytes == 5
    assert by_spec["timm:resnet18.a1_in1k"].location == other
    assert weights_present("balanced")
    assert weights_present("timm:resnet18.a1_in1k")
    assert not weights_present("timm:resnet26.other")


def test_absent_weights_are_told_without_a_network(hub: Hub) -> None:
    with pytest.raises(WeightsUnavailableError, match="not on this machine"):
        load_encoder("balanced")
    assert not hub.asked


def test_offline_with_weights_loads(
    tiny_timm_folder: Path, empty_hub_cache: Path, hub: Hub, pictures: list[Image.Image]
) -> None:
    content = (tiny_timm_folder / "model.safetensors").read_bytes()
    with pytest.raises(WeightsUnavailableError, match="not on this machine"):
        load_encoder("timm:test_vit.r160_in1k", device="cpu")
    _put_into_cache(empty_hub_cache, "timm/test_vit.r160_in1k", "model.safetensors", content)
    # The weights have 7 classes where this name promises 1000: a file of another model.
    with pytest.raises(EncoderError, match=r"model\.safetensors cannot be loaded"):
        load_encoder("timm:test_vit.r160_in1k", device="cpu", allow_download=True)
    assert not hub.asked


def test_fetches_then_embeds_as_open_clip_does(
    hub: Hub,
    tiny_clip_weights: dict[str, Any],
    pictures: list[Image.Image],
    open_clip: Any,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    import torch
    from safetensors.torch import save_file

    weights = tmp_path / "tiny.safetensors"
    save_file(tiny_clip_weights, weights)
    tag = {
        "hf_hub": "someone/tiny/",
        "mean": (0.1, 0.2, 0.3),
        "std": (0.4, 0.5, 0.6),
        "interpolation": "bilinear",
        "resize_mode": "squash",
        "quick_gelu": True,
    }
    monkeypatch.setitem(open_clip.factory._MODEL_CONFIGS, "tiny", TINY_CLIP)
    monkeypatch.setitem(open_clip.pretrained._PRETRAINED, "tiny", {"some_tag": tag})
    hub.put("someone/tiny", "open_clip_model.safetensors", weights.read_bytes())

    encoder = load_encoder(
        "open_clip:tiny/some_tag",
        device="cpu",
        allow_download=True,
        patience=Patience(first_byte_s=60, silence_s=60),
    )
    assert encoder.encoder_id == "open_clip:tiny/some_tag@fp32"
    assert encoder.spec == "open_clip:tiny/some_tag"

    monkeypatch.setitem(tag, "file", str(weights))
    model, _, preprocess = open_clip.create_model_and_transforms(
        "tiny", pretrained="some_tag", force_quick_gelu=True
    )
    with torch.inference_mode():
        batch = torch.stack([preprocess(picture) for picture in pictures])
        expected = model.eval().encode_image(batch).numpy()
    np.testing.assert_allclose(encoder.encode_images(pictures), expected, atol=1e-5)


def test_cancel_is_looked_at_before_loading(tiny_timm_folder: Path) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(CancelledError):
        load_encoder(f"timm:local-dir:{tiny_timm_folder}", cancel=cancel)


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        ("open_clip:ViT-B-33/openai", "ViT-B-32"),
        ("open_clip:ViT-B-32/openaj", "openai"),
        ("timm:resnet19.a1_in1k", "resnet18"),
        ("timm:resnet18.no_such_tag", "resnet18.a1_in1k"),
        ("timm:test_mambaout2.x", "test_mambaout"),
    ],
)
def test_unknown_names_are_answered_with_similar_ones(spec: str, words: str) -> None:
    with pytest.raises(EncoderError, match="has no") as caught:
        load_encoder(spec)
    assert words in caught.value.remedy


@pytest.mark.parametrize("name", ["fast", "balanced", "accurate"])
def test_presets_agree_with_their_libraries(name: str) -> None:
    from iaia_desktop.encoders import openclip, timm_encoder
    from iaia_desktop.encoders.spec import parse_spec

    spec = parse_spec(name)
    library = openclip if spec.family == "open_clip" else timm_encoder
    assert library.hub_location(spec) == PRESETS[name].hub


def test_folder_faults_name_the_expected_file(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="There is no folder"):
        load_encoder(f"timm:local-dir:{tmp_path / 'none'}")
    with pytest.raises(EncoderError, match=r"lacks open_clip_config\.json"):
        load_encoder(f"open_clip:local-dir:{tmp_path}")
    (tmp_path / "open_clip_config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(EncoderError, match=r"open_clip_model\.safetensors is expected"):
        load_encoder(f"open_clip:local-dir:{tmp_path}")


def test_builtin_loads_without_anything(hub: Hub) -> None:
    encoder = load_encoder("builtin")
    assert encoder.spec == "builtin"
    assert encoder.encode_images([Image.new("RGB", (20, 20))]).shape == (1, encoder.dim)
    assert not hub.asked
