"""What encoders and their weights say can be said in another language, whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from iaia_desktop.core.errors import EncoderError, WeightsUnavailableError
from iaia_desktop.core.saying import Saying
from iaia_desktop.encoders.absent import AbsentEncoder
from iaia_desktop.encoders.builtin import BuiltinEncoder
from iaia_desktop.encoders.local_config import require_plain_config
from iaia_desktop.encoders.local_folder import open_local_folder
from iaia_desktop.encoders.precisions import Precision, obstacle
from iaia_desktop.encoders.processor import Processor
from iaia_desktop.encoders.registry import load_encoder
from iaia_desktop.encoders.spec import HOW_TO_NAME, parse_spec
from iaia_desktop.encoders.weights import Patience, fetch_weights
from tests.english_left import english_left

from .conftest import Hub

REPO = "laion/CLIP-ViT-B-32-256x256-DataComp-s34B-b86K"
FILES = "open_clip_model.safetensors, open_clip_pytorch_model.bin"


@pytest.mark.parametrize("status", [None, 404, 503])
def test_what_the_process_that_fetches_says(hub: Hub, status: int | None) -> None:
    hub.status = status
    hub.error_code = "RepoNotFound" if status == 404 else ""
    with pytest.raises(WeightsUnavailableError) as caught:
        fetch_weights("balanced", patience=Patience(first_byte_s=60, silence_s=60))
    error = caught.value
    assert isinstance(error.reason, Saying)
    assert english_left(error.reason, REPO, FILES) == ""
    assert english_left(error.words, REPO, FILES) == ""
    if status == 503:
        assert error.reason == "the server answered 503"


@pytest.mark.parametrize(
    "config",
    ["{", '{"auto_map": 1}', '{"model_cfg": {"timm_model_name": "hf-hub:a/b"}}'],
)
def test_a_configuration_that_is_refused(tmp_path: Path, config: str) -> None:
    path = tmp_path / "config.json"
    path.write_text(config, encoding="utf-8")
    with pytest.raises(EncoderError) as caught:
        require_plain_config(path)
    assert english_left(caught.value.words, path, "auto_map", "timm_model_name") == ""
    if config != "{":
        assert "asks for more than weights" in str(caught.value)


def test_a_folder_that_lacks_something(tmp_path: Path) -> None:
    spec = parse_spec(f"timm:local-dir:{tmp_path}")
    plain = [tmp_path, "config.json", "model.safetensors", "timm"]
    for prepare in (lambda: None, lambda: (tmp_path / "config.json").write_text(json.dumps({}))):
        prepare()
        with pytest.raises(EncoderError) as caught:
            open_local_folder(spec)
        assert english_left(caught.value.words, *plain) == ""


@pytest.mark.parametrize(
    "spec", ["nonsense", "timm:a/b", "open_clip:a", "open_clip:a/b/c", "timm:local-dir:"]
)
def test_a_spec_that_names_no_encoder(spec: str) -> None:
    with pytest.raises(EncoderError) as caught:
        parse_spec(spec)
    assert isinstance(caught.value.what, Saying)
    assert isinstance(caught.value.remedy, Saying)
    assert english_left(caught.value.words, spec, "local-dir", "a/b") == ""
    assert english_left(HOW_TO_NAME) == ""


def test_weights_that_are_not_here(empty_hub_cache: Path) -> None:
    with pytest.raises(WeightsUnavailableError) as caught:
        load_encoder("balanced")
    assert english_left(caught.value.words, parse_spec("balanced")) == ""


def test_titles_and_obstacles() -> None:
    assert english_left(BuiltinEncoder().title) == ""
    assert english_left(AbsentEncoder("a", "timm:a", 4).title) == ""
    for processor in (Processor(is_x86=False, abilities=frozenset()), Processor(True, None)):
        for precision in Precision:
            assert english_left(obstacle(precision, processor)) == ""
