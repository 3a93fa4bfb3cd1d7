"""Tiny random models, a few pictures, and a small hub on this machine."""

from __future__ import annotations

import hashlib
import http.server
import importlib
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from iaia_desktop.encoders.torch_environment import prepare_torch_environment

# Before any test module imports torch.
prepare_torch_environment()

COMMIT = "0123456789abcdef0123456789abcdef01234567"

TINY_CLIP: dict[str, Any] = {
    "embed_dim": 16,
    "vision_cfg": {
        "image_size": 32, "layers": 1, "width": 32, "head_width": 16, "patch_size": 8,
    },
    "text_cfg": {
        "context_length": 16, "vocab_size": 49408, "width": 16, "heads": 2, "layers": 1,
    },
}  # fmt: skip


@dataclass
class Hub:
    """What the small hub holds and how it behaves; changed by the tests, read by its threads."""

    url: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    etags: dict[str, str] = field(default_factory=dict)
    files_sent: dict[str, bytes] = field(default_factory=dict)
    stall_after_bytes: int | None = None
    cut_after_bytes: int | None = None
    status: int | None = None
    error_code: str = "EntryNotFound"
    asked: list[tuple[str, str, str | None]] = field(default_factory=list)
    release: threading.Event = field(default_factory=threading.Event)

    def put(self, repo_id: str, filename: str, content: bytes) -> None:
        """Put a file into a repository."""
        path = f"/{repo_id}/resolve/main/{filename}"
        self.files[path] = content
        self.etags[path] = hashlib.sha256(content).hexdigest()


def _handler(hub: Hub) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

        def do_HEAD(self) -> None:
            self._answer(with_body=False)

        def do_GET(self) -> None:
            self._answer(with_body=True)

        def _answer(self, *, with_body: bool) -> None:
            wanted = self.headers.get("Range")
            hub.asked.append((self.command, self.path, wanted))
            content = hub.files.get(self.path)
            if hub.status is not None or content is None:
                self.send_response(hub.status or 404)
                self.send_header("X-Error-Code", hub.error_code)
                self.send_header("X-Repo-Commit", COMMIT)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            if with_body:
                content = hub.files_sent.get(self.path, content)
            first = int(wanted.removeprefix("bytes=").removesuffix("-")) if wanted else 0
            self.send_response(206 if wanted else 200)
            self.send_header("ETag", f'"{hub.etags[self.path]}"')
            self.send_header("X-Repo-Commit", COMMIT)
            self.send_header("Accept-Ranges", "bytes")
            self.send_header("Content-Length", str(len(content) - first))
            if wanted:
                span = f"bytes {first}-{len(content) - 1}/{len(content)}"
                self.send_header("Content-Range", span)
            self.end_headers()
            if not with_body:
                return
            if hub.stall_after_bytes is not None:
                self.wfile.write(content[first : hub.stall_after_bytes])
                self.wfile.flush()
                hub.release.wait()
                self.close_connection = True
                return
            if hub.cut_after_bytes is not None:
                self.wfile.write(content[first : hub.cut_after_bytes])
                self.close_connection = True
                return
            self.wfile.write(content[first:])

    return Handler


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """Serve a hub on this machine, with an empty cache; the libraries are pointed to both."""
    hub = Hub()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _handler(hub))
    server.handle_error = lambda *_: None  # type: ignore[method-assign] # a killed client
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    hub.url = f"http://127.0.0.1:{server.server_address[1]}"
    monkeypatch.setenv("HF_ENDPOINT", hub.url)
    try:
        yield hub
    finally:
        hub.release.set()
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(autouse=True)
def empty_hub_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a hub cache of its own, and no hub: nothing here asks the real one."""
    for variable in ("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HF_HUB_OFFLINE", "HF_TOKEN"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.delenv("TRANSFORMERS_OFFLINE", raising=False)
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:1")
    return tmp_path / "hf" / "hub"


@pytest.fixture(scope="session")
def pictures() -> list[Image.Image]:
    """Return RGB pictures of several sizes: noise over slopes, so that no two look alike."""
    generator = np.random.default_rng(7)
    sizes = [(64, 64), (90, 50), (40, 75), (33, 32), (160, 120)]
    pictures = []
    for width_px, height_px in sizes:
        slope = np.linspace(0, 200, width_px)[None, :, None] * generator.random(3)
        noise = generator.integers(0, 56, (height_px, width_px, 3))
        pictures.append(Image.fromarray((slope + noise).astype(np.uint8)))
    return pictures


@pytest.fixture(scope="session")
def open_clip() -> Any:
    """Return the library open_clip, which has no types."""
    from iaia_desktop.encoders.torchvision_shim import prepare_torchvision

    prepare_torchvision()
    return importlib.import_module("open_clip")


@pytest.fixture(scope="session")
def timm() -> Any:
    """Return the library timm, which has few types."""
    from iaia_desktop.encoders.torchvision_shim import prepare_torchvision

    prepare_torchvision()
    return importlib.import_module("timm")


@pytest.fixture(scope="session")
def tiny_clip_weights(open_clip: Any) -> dict[str, Any]:
    """Return the random weights of a tiny CLIP model."""
    import torch

    torch.manual_seed(3)
    model = open_clip.CLIP(**TINY_CLIP)
    return {name: tensor.contiguous() for name, tensor in model.state_dict().items()}


@pytest.fixture(scope="session")
def tiny_clip_folder(tmp_path_factory: pytest.TempPathFactory, tiny_clip_weights: Any) -> Path:
    """Return a folder in open_clip's own layout, with a preprocessing that is not the default."""
    from safetensors.torch import save_file

    folder = tmp_path_factory.mktemp("tiny_clip")
    save_file(tiny_clip_weights, folder / "open_clip_model.safetensors")
    config = {
        "model_cfg": TINY_CLIP,
        "preprocess_cfg": {"mean": [0.5, 0.4, 0.3], "std": [0.2, 0.3, 0.4]},
    }
    (folder / "open_clip_config.json").write_text(json.dumps(config), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def tiny_timm_folder(tmp_path_factory: pytest.TempPathFactory, timm: Any) -> Path:
    """Return a folder in timm's own layout, with a classifier of 7 classes."""
    import torch

    torch.manual_seed(4)
    folder = tmp_path_factory.mktemp("tiny_timm")
    model = timm.create_model("test_vit", num_classes=7)
    timm.models.save_for_hf(model, folder, safe_serialization=True)
    return folder
