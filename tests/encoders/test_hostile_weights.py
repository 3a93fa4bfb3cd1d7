"""Weights from a stranger: they are refused in words, run nothing, and ask nobody for anything.

In a process of its own, with the environment of a person: the tests' one is offline anyway.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from iaia_desktop.core.errors import EncoderError
from iaia_desktop.encoders.local_config import require_plain_config

from .conftest import COMMIT, TINY_CLIP

CHILD = r"""
import json, os, pickle, sys
from pathlib import Path

reached = []

def watch(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.sendto"}:
        reached.append(f"{event} {arguments[1:]}")
        raise OSError("no network in this test")

sys.addaudithook(watch)
from iaia_desktop.core.errors import EncoderError
from iaia_desktop.encoders.registry import load_encoder
from iaia_desktop.encoders.torch_environment import prepare_torch_environment

prepare_torch_environment()
import torch

base, mark = Path(sys.argv[1]), sys.argv[2]

class Evil:
    def __reduce__(self):
        return exec, (f"open({mark!r}, 'w').close()",)

def zipped(path):
    torch.save({"state_dict": Evil()}, path)

def legacy(path):
    torch.save({"weight": torch.zeros(2), "more": Evil()}, path,
               _use_new_zipfile_serialization=False)

def raw(path):
    path.write_bytes(pickle.dumps(Evil()))

def script(path):
    torch.jit.save(torch.jit.trace(torch.nn.Linear(2, 2), torch.zeros(1, 2)), str(path))

def disguised(path):
    torch.save(Evil(), path)

said = {}
for way in (zipped, legacy, raw, script):
    for family, name in (
        ("open_clip", "open_clip_pytorch_model.bin"), ("open_clip", "open_clip_pytorch_model.pth"),
        ("timm", "pytorch_model.bin"), ("timm", "model.pth"),
    ):
        folder = base / family
        way(folder / name)
        try:
            load_encoder(f"{family}:local-dir:{folder}", device="cpu")
            said[f"{way.__name__} {family} {name}"] = "loaded"
        except EncoderError as error:
            said[f"{way.__name__} {family} {name}"] = str(error)
        (folder / name).unlink()
for family, name in (("open_clip", "open_clip_model.safetensors"), ("timm", "model.safetensors")):
    zipped(base / family / name)
    try:
        load_encoder(f"{family}:local-dir:{base / family}", device="cpu")
        said[f"pickled {name}"] = "loaded"
    except EncoderError as error:
        said[f"pickled {name}"] = str(error)
cached = base / "cached"
zipped(cached)
snapshot = Path(os.environ["HF_HOME"], "hub", "models--timm--test_vit.r160_in1k", "snapshots")
cached.rename(next(snapshot.iterdir()) / "pytorch_model.bin")
for spec in ("timm:test_vit.r160_in1k", *(f"open_clip:local-dir:{base}/{name}" for name in
             ("hub vision", "hub text", "code")), f"timm:local-dir:{base}/hub architecture"):
    try:
        load_encoder(spec, device="cpu")
        said[spec] = "loaded"
    except EncoderError as error:
        said[spec] = str(error)
print(json.dumps({"said": said, "reached": reached, "ran": Path(mark).exists()}))
"""


def _folder(base: Path, name: str, config: str, content: dict[str, Any]) -> None:
    (base / name).mkdir()
    (base / name / config).write_text(json.dumps(content), encoding="utf-8")


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """Return a folder of folders of a stranger, each with its configuration."""
    clip, timm = "open_clip_config.json", "config.json"
    _folder(tmp_path, "open_clip", clip, {"model_cfg": TINY_CLIP, "preprocess_cfg": {}})
    _folder(tmp_path, "timm", timm, {"architecture": "test_vit", "num_classes": 7})
    vision = {**TINY_CLIP, "vision_cfg": {"timm_model_name": "hf-hub:evil/model"}}
    text = {**TINY_CLIP, "text_cfg": {"hf_model_name": "evil/model"}}
    code = {**TINY_CLIP, "text_cfg": {"tokenizer_kwargs": {"trust_remote_code": True}}}
    for name, model in (("hub vision", vision), ("hub text", text), ("code", code)):
        _folder(tmp_path, name, clip, {"model_cfg": model})
        (tmp_path / name / "open_clip_model.safetensors").write_bytes(b"")
    _folder(tmp_path, "hub architecture", timm, {"architecture": "hf-hub:evil/model"})
    (tmp_path / "hub architecture" / "model.safetensors").write_bytes(b"")
    repo = tmp_path / "hf" / "hub" / "models--timm--test_vit.r160_in1k"
    (repo / "snapshots" / COMMIT).mkdir(parents=True)
    (repo / "refs").mkdir()
    (repo / "refs" / "main").write_text(COMMIT, encoding="utf-8")
    return tmp_path


def test_nothing_is_run_and_nobody_is_asked(base: Path) -> None:
    mark = base / "it ran"
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith(("HF_", "TRANSFORMERS_"))},
        "HF_HOME": str(base / "hf"),
        "HF_ENDPOINT": "http://127.0.0.1:1",
        # What a person may have set must not open the door.
        "TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD": "1",
    }
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(base), str(mark)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=200,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert not mark.exists()
    assert not told["ran"]
    assert told["reached"] == []
    assert len(told["said"]) == 23
    for what, words in told["said"].items():
        assert "cannot be loaded" in words or "asks for more than weights" in words, (what, words)


@pytest.mark.parametrize(
    "content",
    [
        {"model_cfg": {"text_cfg": {"tokenizer_kwargs": {"trust_remote_code": True}}}},
        {"model_cfg": {"vision_cfg": {"timm_model_name": "hf-hub:a/b"}}},
        {"architecture": "hf_hub:a/b"},
        {"architecture": "local-dir:/elsewhere"},
        {"architecture": ["vit"]},
        {"architecture": "vit", "model_args": {"checkpoint_path": "/etc/passwd"}},
        {"list": [{"auto_map": {"AutoModel": "evil.Model"}}]},
    ],
)
def test_a_configuration_that_reaches_out_is_refused(
    content: dict[str, Any], tmp_path: Path
) -> None:
    config = tmp_path / "config.json"
    config.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(EncoderError, match="asks for more than weights"):
        require_plain_config(config)


@pytest.mark.parametrize("content", [b"{", b"\xff", b"[" * 100_000, b" " * (5 << 20)])
def test_a_configuration_that_is_none_is_refused(content: bytes, tmp_path: Path) -> None:
    config = tmp_path / "config.json"
    config.write_bytes(content)
    with pytest.raises(EncoderError, match=r"damaged|too large"):
        require_plain_config(config)


def test_a_plain_configuration_is_taken(tmp_path: Path) -> None:
    config = tmp_path / "config.json"
    plain = {"architecture": "test_vit", "pretrained_cfg": {"url": "https://x/y", "tag": None}}
    config.write_text(json.dumps(plain), encoding="utf-8")
    require_plain_config(config)
