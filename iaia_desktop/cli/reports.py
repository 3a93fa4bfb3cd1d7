"""Pieces of results that several verbs have in common."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import PIL

from iaia_desktop import __version__
from iaia_desktop.cli.console import Console
from iaia_desktop.core.shown import shown
from iaia_desktop.jobs.embed_folder import FailedFile
from iaia_desktop.store.embedding_cache import EmbeddingCache


def versions() -> dict[str, str]:
    """Return the versions of what made a result; torch only where it was used."""
    found = {
        "iaia_desktop": __version__,
        "python": platform.python_version(),
        "numpy": np.__version__,
        "pillow": PIL.__version__,
    }
    torch = sys.modules.get("torch")
    if torch is not None:
        found["torch"] = str(torch.__version__)
    return found


def failed_json(failed: Iterable[FailedFile]) -> list[dict[str, str]]:
    """Return files that could not be read as JSON values."""
    return [{"path": row.path, "reason": row.reason} for row in failed]


def tell_failed(console: Console, failed: Iterable[FailedFile], within: Path | None = None) -> None:
    """Name files that could not be read, each in a line; ``within`` goes in front of the paths."""
    for row in failed:
        console.not_read(row.path if within is None else str(within / row.path), row.reason)


def tell_cache_problem(console: Console, cache: EmbeddingCache) -> None:
    """Say so when embeddings could not be kept for the next time."""
    if cache.problem is not None:
        console.note(cache.problem)


def count_lines(counts: Mapping[str, int]) -> str:
    """Return numbers by name as lines, largest names aligned; "" for none."""
    if not counts:
        return ""
    width = max(len(f"{count:,}") for count in counts.values())
    return "\n".join(f"  {count:>{width},}  {shown(name)}" for name, count in counts.items())


def images(count: int) -> str:
    """Return a number of images in words."""
    return "1 image" if count == 1 else f"{count:,} images"
