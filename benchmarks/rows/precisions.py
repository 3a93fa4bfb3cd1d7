"""How much faster a network is in other precisions than float32, and how much they change it.

The ViT-B/32 has random weights: it tells the speed only. What a precision does to embeddings is
told by trained encoders on real photos: those beside this folder, in ``../shared`` or where
``IAIA_SHARED`` says, and any that ``IAIA_BENCH_ENCODERS`` names by its spec (several with commas).
"""

from __future__ import annotations

import importlib
import os
import sys
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from benchmarks.harness.bench import Bench, seconds
from benchmarks.harness.measurement import Measurement, Target
from benchmarks.material.models import vit_b_32
from benchmarks.material.photos import SMALL, draw_photo
from benchmarks.material.precision_ways import Way, ways_of
from iaia_desktop.encoders.registry import load_encoder

_Numbers = npt.NDArray[np.float32]

_BATCH = 8
_KEPT = "int8"
_LEAST_GAIN = 1.3
"""Less is not worth a second set of embeddings."""

_HOPELESS = 3.0
"""So many times as slow as float32."""

_LEAST_AGREEMENT = 0.95
_SETS = ("clothing-small", "trashnet")


@dataclass(frozen=True, slots=True)
class _Photos:
    """Pictures of one data set, with their classes; without names, drawn ones."""

    name: str
    pictures: list[Image.Image]
    classes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Timed:
    """The shortest time of each way for one batch, in s."""

    best: dict[str, float] = field(default_factory=dict)

    def note(self, name: str, taken_s: float) -> None:
        self.best[name] = min(taken_s, self.best.get(name, taken_s))


def measure(bench: Bench) -> list[Measurement]:
    """Time the network alone on ready tensors, each way in turn, and compare the embeddings."""
    shared = _shared()
    rows = _of_encoder(
        bench,
        f"open_clip:local-dir:{vit_b_32(bench.data)}",
        "ViT-B/32",
        [_drawn(16)],
        trained=False,
    )
    trained = [spec for spec in os.environ.get("IAIA_BENCH_ENCODERS", "").split(",") if spec]
    if shared is not None:
        trained.append(f"timm:local-dir:{shared / 'encoders' / 'mobilenet_edgetpu_100'}")
    sets = [] if shared is None else [_real(shared, name, bench.scaled(60, 12)) for name in _SETS]
    for spec in trained:
        title = Path(spec).name
        rows += _of_encoder(bench, spec, title, sets or [_drawn(16)], trained=bool(sets))
    return rows


def _of_encoder(
    bench: Bench, spec: str, title: str, sets: list[_Photos], *, trained: bool
) -> list[Measurement]:
    encoder: Any = load_encoder(spec, device="cpu")
    prepared = [_stack(encoder, photos) for photos in sets]
    network = _bare(encoder._backbone.network)
    scratch = bench.scratch / title.replace("/", "-")
    scratch.mkdir()
    with _inference():
        ways, missing = ways_of(network, prepared[0], scratch)
        timed = _time(ways, prepared[0][:_BATCH], bench.scaled(4, 1))
        looked_at = ["float32", *(name for name in ways if "int8" in name)] if trained else []
        embedded = {name: [_embed(ways[name], stack) for stack in prepared] for name in looked_at}
    full_s = timed.best.pop("float32")
    rows = [
        _speed(title, name, _BATCH / taken_s, _BATCH / full_s, trained=trained)
        for name, taken_s in timed.best.items()
    ]
    for name in looked_at[1:]:
        pairs = zip(sets, embedded["float32"], embedded[name], strict=True)
        rows += [_agreement(title, name, photos, full, other) for photos, full, other in pairs]
    if missing:
        words = "; ".join(f"{name}: {why}" for name, why in missing.items())
        print(f"{title}: not tried: {words}", file=sys.stderr)
        rows[0] = replace(rows[0], details={"not_tried": words})
    return rows


def _bare(network: Any) -> Any:
    """Take the encoder's own hooks off, which cannot be copied and have nothing to do here."""
    for layer in network.modules():
        layer._forward_pre_hooks.clear()
    return network


def _speed(title: str, name: str, rate: float, full: float, *, trained: bool) -> Measurement:
    is_target = name == _KEPT and not trained
    return Measurement(
        what=f"{title} in {name}, network alone",
        value=rate,
        unit="images/s",
        target=Target(_LEAST_GAIN * full, at_most=False) if is_target else None,
        baseline=full,
        baseline_what="float32",
        note="" if trained else "random weights: speed only",
    )


def _agreement(
    title: str, name: str, photos: _Photos, full: _Numbers, other: _Numbers
) -> Measurement:
    cosines = np.sum(_units(full) * _units(other), axis=1)
    same = float(np.mean(_nearest(full) == _nearest(other)))
    decided = float(np.mean(_decisions(full, photos) == _decisions(other, photos)))
    return Measurement(
        what=f"{title} in {name}: nearest neighbours as in float32, {photos.name}",
        value=same,
        unit="of 1",
        target=Target(_LEAST_AGREEMENT, at_most=False) if name == _KEPT else None,
        note=f"{len(full)} photos; cosine at least {cosines.min():.4f}, mean "
        f"{cosines.mean():.4f}; nearest class mean the same for {decided:.3f}",
        details={
            "least_cosine": float(cosines.min()),
            "mean_cosine": float(cosines.mean()),
            "same_class_mean": decided,
            "accuracy_float32": _accuracy(full, photos),
            "accuracy": _accuracy(other, photos),
        },
    )


# --- pictures -------------------------------------------------------------------------------------


def _shared() -> Path | None:
    named = os.environ.get("IAIA_SHARED")
    folder = Path(named) if named else Path(__file__).parents[2].parent / "shared"
    return folder if (folder / "encoders").is_dir() else None


def _drawn(count: int) -> _Photos:
    return _Photos("drawn", [draw_photo(SMALL, seed) for seed in range(count)])


def _real(shared: Path, name: str, count: int) -> _Photos:
    """Take photos of all classes in turn."""
    folders = [path for path in sorted((shared / "data" / name).iterdir()) if path.is_dir()]
    per_class = -(-count // len(folders))
    chosen = [
        (path, folder.name)
        for folder in folders
        for path in sorted(folder.iterdir())[:per_class]
        if path.suffix.lower() in {".jpg", ".jpeg", ".png"}
    ]
    pictures = [Image.open(path).convert("RGB") for path, _ in chosen]
    return _Photos(name, pictures, tuple(label for _, label in chosen))


def _stack(encoder: Any, photos: _Photos) -> Any:
    prepare = encoder._backbone.preprocess
    torch: Any = importlib.import_module("torch")
    return torch.stack([prepare(picture) for picture in photos.pictures])


# --- numbers --------------------------------------------------------------------------------------


def _inference() -> Any:
    torch: Any = importlib.import_module("torch")
    return torch.inference_mode()


def _time(ways: dict[str, Way], batch: Any, rounds: int) -> _Timed:
    """Time the ways in turn, so that whatever slows the machine slows all of them."""
    timed = _Timed()
    first = {name: seconds(partial(way, batch)) for name, way in ways.items()}
    for name, taken_s in first.items():
        # What is hopeless is not tried again.
        if taken_s > _HOPELESS * first["float32"]:
            timed.note(name, taken_s)
    for _ in range(rounds):
        for name, way in ways.items():
            if name not in timed.best or first[name] <= _HOPELESS * first["float32"]:
                timed.note(name, seconds(partial(way, batch)))
    return timed


def _embed(way: Way, stack: Any) -> _Numbers:
    return np.concatenate([way(stack[n : n + _BATCH]) for n in range(0, len(stack), _BATCH)])


def _units(numbers: _Numbers) -> _Numbers:
    lengths = np.linalg.norm(numbers, axis=1, keepdims=True)
    return np.asarray(numbers / np.maximum(lengths, 1e-12), dtype=np.float32)


def _nearest(numbers: _Numbers) -> npt.NDArray[np.intp]:
    """Return which other image is nearest to each."""
    units = _units(numbers)
    likeness = units @ units.T
    np.fill_diagonal(likeness, -np.inf)
    return np.asarray(np.argmax(likeness, axis=1))


def _decisions(numbers: _Numbers, photos: _Photos) -> npt.NDArray[np.intp]:
    """Return which class mean, made without the image itself, is nearest to each image."""
    units = _units(numbers)
    names = sorted(set(photos.classes))
    truth = np.array([names.index(label) for label in photos.classes])
    likeness = np.empty((len(units), len(names)), dtype=np.float32)
    for number in range(len(names)):
        members = truth == number
        sums = units[members].sum(axis=0)[None] - np.where(members[:, None], units, 0)
        likeness[:, number] = np.sum(_units(sums.astype(np.float32)) * units, axis=1)
    return np.asarray(np.argmax(likeness, axis=1))


def _accuracy(numbers: _Numbers, photos: _Photos) -> float:
    names = sorted(set(photos.classes))
    truth = [names.index(label) for label in photos.classes]
    return float(np.mean(_decisions(numbers, photos) == truth))
