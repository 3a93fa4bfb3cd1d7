"""What the smoke test works on: pictures of three kinds, odd formats, and tiny encoders."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

COLOURS = {"blue": (30, 40, 200), "green": (40, 170, 50), "red": (200, 40, 30)}
EACH = 6

_HEIC = Path(__file__).resolve().parent / "picture.heic"

_CLIP: dict[str, Any] = {
    "embed_dim": 24,
    "vision_cfg": {"image_size": 32, "layers": 2, "width": 32, "patch_size": 8, "head_width": 16},
    "text_cfg": {
        "context_length": 77, "vocab_size": 49408, "width": 32, "heads": 2, "layers": 1,
    },
}  # fmt: skip


def draw_classes(folder: Path) -> None:
    """Draw a folder for each colour, with noisy pictures of it."""
    for seed, (name, colour) in enumerate(COLOURS.items()):
        (folder / name).mkdir(parents=True)
        for number in range(EACH):
            _draw(colour, 10 * seed + number).save(folder / name / f"{number}.jpg", quality=92)


def draw_formats(folder: Path) -> list[str]:
    """Draw one picture in each format that needs a library of its own; return the names."""
    folder.mkdir(parents=True)
    picture = _draw((90, 120, 60), 77)
    for suffix in (".avif", ".gif", ".jp2", ".jpg", ".png", ".tiff", ".webp"):
        picture.save(folder / f"picture{suffix}")
    # Pillow does not write it, and what does is no part of the environment. It is the same picture.
    shutil.copyfile(_HEIC, folder / "picture.heic")
    return sorted(path.name for path in folder.iterdir())


def make_open_clip_folder(folder: Path) -> None:
    """Make a tiny CLIP model with random weights, in open_clip's own layout."""
    from iaia_desktop.encoders.torchvision_shim import prepare_torchvision  # noqa: PLC0415

    prepare_torchvision()
    import open_clip  # noqa: PLC0415 - after the line above
    import torch  # noqa: PLC0415
    from safetensors.torch import save_file  # noqa: PLC0415

    folder.mkdir(parents=True)
    torch.manual_seed(3)
    weights = open_clip.CLIP(**_CLIP).state_dict()
    save_file(
        {name: tensor.contiguous() for name, tensor in weights.items()},
        folder / "open_clip_model.safetensors",
    )
    config = {
        "model_cfg": _CLIP,
        "preprocess_cfg": {"mean": [0.5, 0.4, 0.3], "std": [0.2, 0.3, 0.4]},
    }
    (folder / "open_clip_config.json").write_text(json.dumps(config), encoding="utf-8")


def make_timm_folder(folder: Path) -> None:
    """Make a tiny vision transformer with random weights, in timm's own layout."""
    from iaia_desktop.encoders.torchvision_shim import prepare_torchvision  # noqa: PLC0415

    prepare_torchvision()
    import timm  # noqa: PLC0415 - after the line above
    import torch  # noqa: PLC0415

    torch.manual_seed(4)
    model = timm.create_model("test_vit", num_classes=7)
    timm.models.save_for_hf(model, folder, safe_serialization=True)


def _draw(colour: tuple[int, int, int], seed: int) -> Image.Image:
    noise = np.random.default_rng(seed).normal(0, 14, (96, 128, 3))
    return Image.fromarray(np.clip(np.array(colour) + noise, 0, 255).astype(np.uint8))
