"""Measure how well and how fast an encoder serves the method on pictures in class folders.

``python -m benchmarks.builtin_accuracy FOLDER [--encoder SPEC] [--seeds N]``

FOLDER holds one folder a class. The pictures are shuffled, and Algorithm 1 runs over them: each
is suggested a class by the nearest prototype (cosine), then its true class is learnt. Printed are
the share of right suggestions (the first picture of a class is not counted), the mean and the
standard deviation over the shuffles, and the speed from file to embedding: by the clock, and per
second of processor time, which other programs on the machine do not change much.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from iaia_desktop.core.annotator import Annotator
from iaia_desktop.core.errors import ImageError, KnownError
from iaia_desktop.core.memory import PrototypeMemory
from iaia_desktop.core.types import ClassId, Vector
from iaia_desktop.encoders.base import Encoder
from iaia_desktop.encoders.registry import load_encoder
from iaia_desktop.images.decode import decode_rgb, read_file
from iaia_desktop.images.scan import scan_folder

_THREADS_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True)
class EmbeddedSet:
    """Embeddings of a folder of class folders, and what they cost.

    Attributes
    ----------
    embeddings : ndarray, shape (n, d), float32
        In natural order of the paths.
    labels : tuple of ClassId
        From 1, in natural order of the class folders.
    failed : int
        Files that could not be read.
    decode_seconds, encode_seconds : float
        Processor time from file to pixels, and from pixels to embeddings, summed over threads.
    elapsed_seconds : float
        Both together by the clock.
    """

    embeddings: Vector
    labels: tuple[ClassId, ...]
    failed: int
    decode_seconds: float
    encode_seconds: float
    elapsed_seconds: float


def embed_set(folder: Path, encoder: Encoder) -> EmbeddedSet:
    """Embed every picture that lies in a class folder of ``folder``.

    Raises
    ------
    KnownError
        When the folder cannot be read or the encoder cannot work.
    """
    paths = [path for batch in scan_folder(folder) for path in batch.paths if "/" in path]
    class_ids: dict[str, ClassId] = {}
    labels: list[ClassId] = []
    rows: list[Vector] = []
    failed = 0
    decoding = encoding = 0.0
    started = time.perf_counter()
    batch_size = encoder.batch_size  # read once: an encoder may change it while it works
    for start in range(0, len(paths), batch_size):
        images = []
        began = time.process_time()
        for path in paths[start : start + batch_size]:
            try:
                image = decode_rgb(read_file(folder / path), target_px=encoder.input_size_px)
            except ImageError:
                failed += 1
                continue
            images.append(image)
            name = path.split("/", 1)[0]
            labels.append(class_ids.setdefault(name, ClassId(len(class_ids) + 1)))
        decoded = time.process_time()
        if images:
            rows.append(encoder.encode_images(images))
        decoding += decoded - began
        encoding += time.process_time() - decoded
    elapsed = time.perf_counter() - started
    embeddings = np.concatenate(rows) if rows else np.empty((0, encoder.dim), np.float32)
    return EmbeddedSet(embeddings, tuple(labels), failed, decoding, encoding, elapsed)


def stream_accuracy(embedded: EmbeddedSet, seed: int) -> float:
    """Run Algorithm 1 over one shuffle and return A_class, first pictures not counted.

    Parameters
    ----------
    embedded : EmbeddedSet
        At least two pictures of one class.
    seed : int
        Chooses the order: ``numpy.random.default_rng(seed).permutation``.

    Raises
    ------
    ValueError
        When no class has two pictures.
    """
    annotator = Annotator(PrototypeMemory(embedded.embeddings.shape[1]))
    for row in np.random.default_rng(seed).permutation(len(embedded.labels)):
        embedding = embedded.embeddings[row]
        annotator.learn(embedding, embedded.labels[row], annotator.suggest(embedding))
    accuracy = annotator.metrics.accuracy
    if accuracy is None:
        raise ValueError("no class has two pictures")
    return accuracy


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.builtin_accuracy",
        description="Measure an encoder's online accuracy and speed on a folder of class folders.",
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="one folder a class in it")
    parser.add_argument("--encoder", default="builtin", metavar="SPEC", help="default: builtin")
    parser.add_argument("--seeds", type=int, default=10, metavar="N", help="shuffles (default 10)")
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> int:
    """Print one line of results; return 0, or 1 with one line saying what is wrong."""
    chosen = _parse(arguments)
    try:
        encoder = load_encoder(chosen.encoder, device="cpu")
        embedded = embed_set(chosen.folder, encoder)
    except KnownError as error:
        print(error, file=sys.stderr)
        return 1
    count = len(embedded.labels)
    if count <= len(set(embedded.labels)):
        print(f"{chosen.folder} has no class folder with two pictures.", file=sys.stderr)
        return 1
    accuracies = [stream_accuracy(embedded, seed) for seed in range(max(1, chosen.seeds))]
    processor = embedded.decode_seconds + embedded.encode_seconds
    threads = next((os.environ[name] for name in _THREADS_VARIABLES if name in os.environ), "all")
    print(
        f"{chosen.folder.name}: {count} images, {len(set(embedded.labels))} classes, "
        f"{embedded.failed} unreadable; {encoder.encoder_id}, d = {encoder.dim}; "
        f"accuracy {np.mean(accuracies):.3f} (sd {np.std(accuracies):.3f}, "
        f"{len(accuracies)} shuffles); {count / embedded.elapsed_seconds:.0f} images/s, "
        f"{count / processor:.0f} per processor second "
        f"({1000 * embedded.decode_seconds / count:.1f} ms decoding, "
        f"{1000 * embedded.encode_seconds / count:.1f} ms encoding; threads: {threads})"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
