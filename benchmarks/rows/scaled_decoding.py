"""What decoding JPEGs at a fraction of their size does to embeddings, and what it saves."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from PIL import Image

from benchmarks.harness.bench import Bench, median_seconds
from benchmarks.harness.measurement import Measurement, Target
from benchmarks.harness.pipeline import cosines
from benchmarks.material.models import vit_b_32
from benchmarks.material.photos import LARGE, as_jpeg, draw_photo
from iaia_desktop.core.types import Vector
from iaia_desktop.encoders.base import Encoder
from iaia_desktop.encoders.registry import load_encoder
from iaia_desktop.images.decode import decode_rgb

_LEAST = 0.99


def measure(bench: Bench) -> list[Measurement]:
    """Embed photos decoded both ways, with random weights and, where at hand, real ones."""
    drawn = _drawn(bench.data, bench.scaled(24, 3))
    random = load_encoder(f"open_clip:local-dir:{vit_b_32(bench.data)}", device="cpu")
    rows = [_compare("ViT-B/32, random weights", random, drawn), _speed(drawn[0])]
    shared = _shared()
    if shared is not None:
        encoder = load_encoder(
            f"timm:local-dir:{shared / 'encoders' / 'mobilenet_edgetpu_100'}", device="cpu"
        )
        rows.append(_compare("MobileNet, real weights", encoder, drawn))
        real = _enlarged(shared / "data", bench.scaled(24, 3))
        if real:
            rows.append(_compare("MobileNet, real weights, real photos enlarged", encoder, real))
    return rows


def _compare(name: str, encoder: Encoder, photos: Sequence[bytes]) -> Measurement:
    whole, scaled = _embeddings(encoder, photos)
    alike = cosines(whole, scaled)
    others = whole / np.linalg.norm(whole, axis=1, keepdims=True)
    between = (others @ others.T)[~np.eye(len(others), dtype=bool)]
    centre = whole.mean(axis=0)
    return Measurement(
        what=f"cosine of scaled to full decoding, least of {len(photos)} photos, {name}",
        value=float(alike.min()),
        unit="",
        target=Target(_LEAST, at_most=False),
        baseline=float(between.max()),
        baseline_what="most alike of two different photos",
        details={
            "median": float(np.median(alike)),
            "least_after_centring": float(cosines(whole - centre, scaled - centre).min()),
        },
    )


def _embeddings(encoder: Encoder, photos: Sequence[bytes]) -> tuple[Vector, Vector]:
    whole, scaled = [], []
    for photo in photos:
        whole.append(encoder.encode_images([decode_rgb(photo)])[0])
        small = decode_rgb(photo, target_px=encoder.input_size_px)
        scaled.append(encoder.encode_images([small])[0])
    return np.stack(whole), np.stack(scaled)


def _speed(photo: bytes) -> Measurement:
    return Measurement(
        what="decoding a 12-megapixel JPEG for an encoder of 224 pixels, scaled",
        value=1e3 * median_seconds(lambda: decode_rgb(photo, target_px=224), repeats=7),
        unit="ms",
        baseline=1e3 * median_seconds(lambda: decode_rgb(photo), repeats=5),
        baseline_what="in full",
        note="median",
    )


def _drawn(data: Path, count: int) -> list[bytes]:
    """Return so many different photos of 12 megapixels; drawn once, and kept."""
    folder = data / "different"
    folder.mkdir(parents=True, exist_ok=True)

    def draw(seed: int) -> bytes:
        path = folder / f"{seed:03d}.jpg"
        if not path.exists():
            unfinished = path.with_suffix(".unfinished")
            unfinished.write_bytes(as_jpeg(draw_photo(LARGE, seed)))
            unfinished.rename(path)
        return path.read_bytes()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(draw, range(1000, 1000 + count)))


def _enlarged(folder: Path, count: int) -> list[bytes]:
    """Return real photos, at most so many, enlarged to the size of a camera's.

    Those at hand are too small for their decoding to be scaled at all.
    """
    found = sorted((folder / "clothing-small").rglob("*.jpg"))
    photos = []
    for path in found[:: max(1, len(found) // count)][:count]:
        with Image.open(path) as opened:
            image = opened.convert("RGB")
        share = (LARGE[0] * LARGE[1] / (image.width * image.height)) ** 0.5
        size = (round(image.width * share), round(image.height * share))
        data = io.BytesIO()
        image.resize(size, Image.Resampling.LANCZOS).save(data, "JPEG", quality=90)
        photos.append(data.getvalue())
    return photos


def _shared() -> Path | None:
    """Return the folder with real pictures and weights, where there is one."""
    beside = Path(__file__).resolve().parents[2].parent / "shared"
    folder = Path(os.environ.get("IAIA_SHARED") or beside)
    return folder if (folder / "encoders" / "mobilenet_edgetpu_100").is_dir() else None
