from __future__ import annotations

import itertools
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from huggingface_hub import try_to_load_from_cache

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import CancelledError, EncoderError, WeightsUnavailableError
from iaia_desktop.encoders import fetch
from iaia_desktop.encoders.presets import PRESETS, HubWeights
from iaia_desktop.encoders.spec import parse_spec
from iaia_desktop.encoders.weights import (
    Patience,
    WeightsProgress,
    fetch_weights,
    known_hub_weights,
    weights_present,
)

from .conftest import Hub

SPEC = "balanced"
REPO = "laion/CLIP-ViT-B-32-256x256-DataComp-s34B-b86K"
SAFE, PICKLED = "open_clip_model.safetensors", "open_clip_pytorch_model.bin"
CONTENT = np.random.default_rng(5).bytes(3_000_000)
LONG = Patience(first_byte_s=60, silence_s=60)
SHORT_SILENCE = Patience(first_byte_s=60, silence_s=0.3)


def _incomplete(cache: Path) -> list[Path]:
    return list(cache.glob("models--*/blobs/*.incomplete"))


def test_fetches_into_the_hubs_own_cache(hub: Hub, empty_hub_cache: Path) -> None:
    hub.put(REPO, SAFE, CONTENT)
    told: list[WeightsProgress] = []
    assert not weights_present(SPEC)
    path = fetch_weights(SPEC, progress=told.append, patience=LONG)
    assert path.read_bytes() == CONTENT
    assert weights_present(SPEC)
    assert try_to_load_from_cache(REPO, SAFE, cache_dir=empty_hub_cache) == str(path)
    assert [step.done_bytes for step in told] == sorted(step.done_bytes for step in told)
    assert told[0].done_bytes == 0
    assert told[-1].done_bytes == told[-1].total_bytes == len(CONTENT)
    assert {(step.file, step.folder) for step in told} == {
        (SAFE, empty_hub_cache / f"models--{REPO.replace('/', '--')}")
    }
    asked = len(hub.asked)
    assert fetch_weights(SPEC) == path
    assert len(hub.asked) == asked


def test_takes_the_second_name_where_the_hub_lacks_the_first(hub: Hub) -> None:
    hub.put(REPO, PICKLED, b"weights")
    path = fetch_weights(SPEC, patience=LONG)
    assert path.name == PICKLED
    assert path.read_bytes() == b"weights"


def test_goes_on_where_a_silent_connection_stopped(hub: Hub, empty_hub_cache: Path) -> None:
    hub.put(REPO, SAFE, CONTENT)
    hub.stall_after_bytes = len(CONTENT) // 2
    with pytest.raises(WeightsUnavailableError, match="silent"):
        fetch_weights(SPEC, patience=SHORT_SILENCE)
    assert not weights_present(SPEC)
    (partial,) = _incomplete(empty_hub_cache)
    kept = partial.stat().st_size
    assert 0 < kept <= len(CONTENT) // 2
    hub.stall_after_bytes = None
    told: list[WeightsProgress] = []
    path = fetch_weights(SPEC, progress=told.append, patience=LONG)
    assert path.read_bytes() == CONTENT
    assert told[0].done_bytes == kept
    assert hub.asked[-2][2] == f"bytes={kept}-"
    assert not _incomplete(empty_hub_cache)


def test_cancel_stops_and_keeps_what_arrived(hub: Hub, empty_hub_cache: Path) -> None:
    hub.put(REPO, SAFE, CONTENT)
    hub.stall_after_bytes = 1_000_000
    cancel = CancelToken()

    def cancel_after_some(step: WeightsProgress) -> None:
        if step.done_bytes:
            cancel.cancel()

    with pytest.raises(CancelledError):
        fetch_weights(SPEC, progress=cancel_after_some, cancel=cancel, patience=LONG)
    (partial,) = _incomplete(empty_hub_cache)
    assert CONTENT.startswith(partial.read_bytes())


def test_cancelled_beforehand_nothing_is_asked(hub: Hub) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(CancelledError):
        fetch_weights(SPEC, cancel=cancel)
    assert not hub.asked


def test_damaged_bytes_are_thrown_away(hub: Hub, empty_hub_cache: Path) -> None:
    hub.put(REPO, SAFE, CONTENT)
    hub.etags = dict.fromkeys(hub.etags, "0" * 64)
    with pytest.raises(WeightsUnavailableError, match="damaged"):
        fetch_weights(SPEC, patience=LONG)
    assert not _incomplete(empty_hub_cache)
    assert not weights_present(SPEC)


def test_a_version_that_is_no_file_name_is_refused(hub: Hub, tmp_path: Path) -> None:
    hub.put(REPO, SAFE, CONTENT)
    hub.etags = dict.fromkeys(hub.etags, "../../../outside")
    with pytest.raises(WeightsUnavailableError, match="which version"):
        fetch_weights(SPEC, patience=LONG)
    assert not list(tmp_path.rglob("outside*"))


@pytest.fixture
def mute_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Listen, so that connections are accepted, and never answer."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{server.getsockname()[1]}")
        yield


@pytest.mark.usefixtures("mute_server")
def test_a_server_that_never_answers_is_given_up() -> None:
    with pytest.raises(WeightsUnavailableError, match="does not answer") as caught:
        fetch_weights(SPEC, patience=Patience(first_byte_s=1.0, silence_s=1.0))
    assert "folder with weights" in caught.value.remedy


def test_the_server_is_not_to_answer_for_the_start_of_the_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = tmp_path / "go on"
    program = (
        "import json, pathlib, sys\n"
        "sys.stdin.readline()\n"
        "while not pathlib.Path(sys.argv[1]).exists():\n    pass\n"
        "print(json.dumps({'event': 'asking'}))\n"
        "print(json.dumps({'event': 'done', 'path': sys.argv[1]}), flush=True)\n"
    )
    seconds = itertools.count()

    def clock() -> float:
        now = min(next(seconds), 20)
        if now == 20:
            go_on.touch()
        return float(now)

    monkeypatch.setattr(fetch, "time", SimpleNamespace(monotonic=clock))
    command = [sys.executable, "-c", program, str(go_on)]
    monkeypatch.setattr(fetch, "child_command", lambda _module: command)
    assert fetch_weights(SPEC) == go_on


def test_default_patience_ends_within_ten_seconds() -> None:
    patience = Patience()
    assert patience.first_byte_s <= 8
    assert patience.silence_s <= 8


def test_unreachable_server(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{port}")
    with pytest.raises(WeightsUnavailableError, match="no connection"):
        fetch_weights(SPEC, patience=LONG)


@pytest.mark.parametrize(("status", "words"), [(500, "500"), (403, "403"), (401, "401")])
def test_a_server_that_refuses(hub: Hub, status: int, words: str) -> None:
    hub.status, hub.error_code = status, ""
    with pytest.raises(WeightsUnavailableError, match=words):
        fetch_weights(SPEC, patience=LONG)


def test_a_model_the_hub_does_not_know(hub: Hub) -> None:
    hub.status, hub.error_code = 404, "RepoNotFound"
    with pytest.raises(WeightsUnavailableError, match="no such model"):
        fetch_weights(SPEC, patience=LONG)


def test_a_model_without_weights_on_the_hub(hub: Hub) -> None:
    with pytest.raises(WeightsUnavailableError, match="holds none of"):
        fetch_weights(SPEC, patience=LONG)


def test_offline_wish_is_respected(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(WeightsUnavailableError, match="HF_HUB_OFFLINE"):
        fetch_weights(SPEC)
    assert not hub.asked


def test_builtin_needs_nothing() -> None:
    assert weights_present("builtin")
    with pytest.raises(EncoderError, match="no weights"):
        fetch_weights("builtin")


def test_folder_is_its_own_weights(tmp_path: Path) -> None:
    spec = f"timm:local-dir:{tmp_path}"
    assert not weights_present(spec)
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    assert not weights_present(spec)
    (tmp_path / "model.safetensors").write_bytes(b"")
    assert weights_present(spec)
    assert fetch_weights(spec) == tmp_path / "model.safetensors"


def test_known_locations() -> None:
    assert known_hub_weights(parse_spec("balanced")) == PRESETS["balanced"].hub
    assert known_hub_weights(parse_spec("timm:resnet18.a1_in1k")) == HubWeights(
        "timm/resnet18.a1_in1k", ("model.safetensors", "pytorch_model.bin")
    )
    assert known_hub_weights(parse_spec("timm:resnet18")) is None
    assert known_hub_weights(parse_spec("open_clip:ViT-B-32/openai")) is None
