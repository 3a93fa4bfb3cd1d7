"""Folders of made-up pictures; made once, and kept."""

from __future__ import annotations

from pathlib import Path

from benchmarks.material.photos import LARGE, SMALL, TINY, photo_bytes, write_folder

_PER_FOLDER = 1_000


def large_photos(data: Path, count: int) -> Path:
    """Return a folder of 12-megapixel JPEGs, of 12 different pictures."""
    return _folder(data, "large", LARGE, count, originals=12)


def small_photos(data: Path, count: int) -> Path:
    """Return a folder of 0.2-megapixel JPEGs, of 64 different pictures."""
    return _folder(data, "small", SMALL, count, originals=64)


def tiny_photos(data: Path, count: int) -> Path:
    """Return a folder of JPEGs of a few kilobytes, of 64 different pictures."""
    return _folder(data, "tiny", TINY, count, originals=64)


def _folder(data: Path, name: str, size: tuple[int, int], count: int, *, originals: int) -> Path:
    folder = data / f"{name}-{count}"
    if not folder.is_dir():
        # A run that was stopped must not leave half a folder that looks whole.
        unfinished = folder.with_suffix(".unfinished")
        different = photo_bytes(size, min(originals, count))
        write_folder(unfinished, different, count, per_folder=_PER_FOLDER)
        unfinished.rename(folder)
    return folder
