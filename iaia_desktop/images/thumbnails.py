"""Thumbnails, and a small cache of them on disk that may be deleted at any time."""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
import threading
import time
import zlib
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image

from iaia_desktop.images.colour import over_white
from iaia_desktop.images.decode import decode_for_view

JPEG_QUALITY: Final = 85
_KEEP_SHARE: Final = 0.8
_DELETED_AT_ONCE: Final = 100
_FRESH_S: Final = 24 * 3600
_STALE_TEMPORARY_S: Final = 3600
_SUFFIX: Final = ".jpg"
_CHECKSUM_BYTES: Final = 4
"""Behind the JPEG file, where no reader of such files looks."""

_MOST_BYTES: Final = 8 << 20
"""No thumbnail is as large; whatever is, is none."""

_READ_FLAGS: Final = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
)
_TEMPORARY_SUFFIX: Final = ".part"


def make_thumbnail(data: bytes, size_px: int) -> Image.Image:
    """Decode an image to a small upright picture on white.

    Parameters
    ----------
    data : bytes
        The whole file.
    size_px : int
        The longer side of the result at most; small images keep their size.

    Returns
    -------
    PIL.Image.Image
        Mode RGB.

    Raises
    ------
    ImageError
        As ``decode_for_view``.
    """
    return over_white(decode_for_view(data, max_side_px=size_px).image)


def encode_thumbnail(image: Image.Image) -> bytes:
    """Return an RGB image as the JPEG file that the cache keeps."""
    file = io.BytesIO()
    image.save(file, "JPEG", quality=JPEG_QUALITY)
    return file.getvalue()


def _checksum(data: bytes) -> bytes:
    return zlib.crc32(data).to_bytes(_CHECKSUM_BYTES, "big")


def _open_at_once(path: str, _flags: int) -> int:
    """Open a file; a pipe in its place must not make the reader wait for a writer."""
    return os.open(path, _READ_FLAGS)


class ThumbnailCache:
    """Keep thumbnails as JPEG files, the least recently used ones first to go.

    Nothing in it is precious: a disk that is full or may not be written means that nothing is
    kept, a folder that was deleted is made again. Safe from any thread; several processes may
    share a folder, for files are put in place whole.

    Parameters
    ----------
    folder : Path
        Where the files lie; made when first written to. Nothing else should be kept in it.
    max_bytes : int
        Size cap. When it is passed, a fifth goes, the longest unused first.
    """

    def __init__(self, folder: Path, max_bytes: int) -> None:
        self._folder = folder
        self._max_bytes = max_bytes
        # What was there when the folder was looked through last, and what was added since.
        self._size_bytes: int | None = None
        self._added_bytes = 0
        self._is_sweeping = False
        self._doomed: deque[tuple[int, str]] = deque()
        self._lock = threading.Lock()

    def get(self, key: bytes, size_px: int) -> bytes | None:
        """Return a kept thumbnail.

        Parameters
        ----------
        key : bytes
            The content hash of the image.
        size_px : int
            The size it was put under.

        Returns
        -------
        bytes or None
            A JPEG file; None when it is not there.
        """
        path = self._path(key, size_px)
        try:
            with open(path, "rb", opener=_open_at_once) as file:
                used = os.fstat(file.fileno()).st_mtime
                data = file.read(_MOST_BYTES)
        except OSError:
            return None
        data, checksum = data[:-_CHECKSUM_BYTES], data[-_CHECKSUM_BYTES:]
        if not data or checksum != _checksum(data):
            # Cut short, holed by a power cut, or of another program: half a picture, or another
            # one, would be shown.
            return None
        now = time.time()
        if not now - _FRESH_S <= used <= now:
            # Once a day is often enough to know what is in use, and spares the disk.
            with contextlib.suppress(OSError):
                os.utime(path)
        return data

    def put(self, key: bytes, size_px: int, image: Image.Image) -> bytes:
        """Keep a thumbnail, and return it as the JPEG file that ``get`` will give.

        Parameters
        ----------
        key : bytes
            The content hash of the image.
        size_px : int
            The size that was asked for.
        image : PIL.Image.Image
            Mode RGB, from ``make_thumbnail``.
        """
        data = encode_thumbnail(image)
        with contextlib.suppress(OSError):
            self._write(self._path(key, size_px), data + _checksum(data))
            self._account(len(data) + _CHECKSUM_BYTES)
        return data

    def size_bytes(self) -> int:
        """Return the size of all files that are kept now."""
        return sum(size for _, size, _ in self._files())

    def clear(self) -> None:
        """Delete all thumbnails."""
        for _, _, path in list(self._files()):
            with contextlib.suppress(OSError):
                Path(path).unlink()
        with self._lock:
            self._size_bytes, self._added_bytes = 0, 0
            self._doomed.clear()

    def _path(self, key: bytes, size_px: int) -> Path:
        name = key.hex()
        return self._folder / name[:2] / f"{name[2:]}_{size_px}{_SUFFIX}"

    def _write(self, path: Path, data: bytes) -> None:
        """Put a file in place whole, so that no reader sees half of it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(suffix=_TEMPORARY_SUFFIX, dir=path.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
            Path(temporary).replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
            raise

    def _account(self, added_bytes: int) -> None:
        """Add to the known size; make room when the cap may be passed.

        One thread looks through the folder, which takes a second for 100,000 files; the others go
        on keeping thumbnails meanwhile. What has to go goes a few files at a time, with the next
        thumbnails, for deleting many takes a disk a while and nobody may wait for that.
        """
        self._delete_some()
        with self._lock:
            self._added_bytes += added_bytes
            known = self._size_bytes
            fits = known is not None and known + self._added_bytes <= self._max_bytes
            if fits or self._is_sweeping or self._doomed:
                return
            self._is_sweeping = True
            self._added_bytes = 0
        try:
            size_bytes, doomed = self._look_through()
            with self._lock:
                self._size_bytes = size_bytes
                self._doomed.extend(doomed)
        finally:
            with self._lock:
                self._is_sweeping = False
        self._delete_some()

    def _delete_some(self) -> None:
        """Delete a few of the files that have to go."""
        with self._lock:
            count = min(len(self._doomed), _DELETED_AT_ONCE)
            doomed = [self._doomed.popleft() for _ in range(count)]
        gone_bytes = 0
        for size, path in doomed:
            with contextlib.suppress(OSError):
                Path(path).unlink()
                gone_bytes += size
        if gone_bytes:
            with self._lock:
                self._size_bytes = max(0, (self._size_bytes or 0) - gone_bytes)

    def _look_through(self) -> tuple[int, list[tuple[int, str]]]:
        """Return the size of all that is there, and what goes of it, with sizes.

        When the cap is passed the longest unused go, down to a share of it.
        """
        files = list(self._files())
        total = sum(size for _, size, _ in files)
        if total <= self._max_bytes:
            return total, []
        # By numpy, which sorts without Python's lock: the window lives on.
        used = np.fromiter((time_s for time_s, _, _ in files), np.float64, len(files))
        left, doomed = total, []
        for place in np.argsort(used, kind="stable").tolist():
            if left <= self._max_bytes * _KEEP_SHARE:
                break
            _, size, path = files[place]
            doomed.append((size, path))
            left -= size
        return total, doomed

    def _files(self) -> Iterator[tuple[float, int, str]]:
        """Yield time of last use, size and path; sweep up what a killed process left half done."""
        for folder in _entries(self._folder):
            # Only folders whose names have two letters are the cache's.
            if len(folder.name) != 2:
                continue
            for entry in _entries(folder.path):
                try:
                    status = entry.stat()
                except OSError:
                    continue
                if entry.name.endswith(_SUFFIX):
                    yield status.st_mtime, status.st_size, entry.path
                elif entry.name.endswith(_TEMPORARY_SUFFIX) and _stale(status.st_mtime):
                    with contextlib.suppress(OSError):
                        Path(entry.path).unlink()


def _entries(folder: str | Path) -> list[os.DirEntry[str]]:
    """Return what lies in a folder; nothing when that cannot be said."""
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []


def _stale(modified: float) -> bool:
    return time.time() - modified > _STALE_TEMPORARY_S
