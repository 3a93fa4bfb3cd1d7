"""A network of the usual size with random weights, in a folder as its library writes them.

What a network computes takes the same time whatever its weights are, and random ones need no
download. Its embeddings say little about pictures, but they move with the pixels, so two ways of
decoding one picture can be compared by them.
"""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any

from iaia_desktop.encoders.torch_environment import prepare_torch_environment
from iaia_desktop.encoders.torchvision_shim import prepare_torchvision

_MODEL = "ViT-B-32"
# Those of CLIP, which the model's own configuration leaves open.
_PREPROCESSING = {
    "mean": [0.48145466, 0.4578275, 0.40821073],
    "std": [0.26862954, 0.26130258, 0.27577711],
    "interpolation": "bicubic",
    "resize_mode": "shortest",
}


def vit_b_32(data: Path) -> Path:
    """Return a folder with a ViT-B/32 of CLIP with random weights; made once, and kept (600 MB).

    Its spec is ``open_clip:local-dir:FOLDER``.
    """
    folder = data / "vit-b-32"
    if not folder.is_dir():
        # A run that was stopped must not leave half a folder that looks whole.
        unfinished = folder.with_suffix(".unfinished")
        unfinished.mkdir(parents=True, exist_ok=True)
        _write_open_clip(unfinished, _MODEL, seed=0)
        unfinished.rename(folder)
    return folder


def _write_open_clip(folder: Path, name: str, *, seed: int) -> None:
    prepare_torch_environment()
    prepare_torchvision()
    torch: Any = importlib.import_module("torch")
    open_clip: Any = importlib.import_module("open_clip")
    save: Any = importlib.import_module("safetensors.torch").save_file
    torch.manual_seed(seed)
    model = open_clip.create_model(name, pretrained=None)
    weights = {key: tensor.contiguous() for key, tensor in model.state_dict().items()}
    save(weights, folder / "open_clip_model.safetensors")
    config = {"model_cfg": open_clip.get_model_config(name), "preprocess_cfg": _PREPROCESSING}
    (folder / "open_clip_config.json").write_text(json.dumps(config, indent=1), encoding="utf-8")
