"""What can befall a file, a cache and an encoder: each by name, to be drawn at random."""

from __future__ import annotations

import io
import os
import random
import shutil
import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

import numpy as np
from PIL import Image

from iaia_desktop.core.errors import DeviceError, EncoderError
from iaia_desktop.core.types import Vector
from iaia_desktop.encoders.builtin import BuiltinEncoder

FileFault = Callable[[Path], object]


def picture(shade: int, side_px: int = 24) -> bytes:
    """Return a PNG of noise over a colour, another one for each shade."""
    rng = np.random.default_rng(shade)
    noise = rng.integers(0, 40, (side_px, side_px, 3))
    colour = np.array([(shade * 37) % 216, (shade * 91) % 216, (shade * 17) % 216])
    file = io.BytesIO()
    Image.fromarray((noise + colour).astype(np.uint8)).save(file, "PNG")
    return file.getvalue()


def clear(path: Path) -> None:
    """Take away whatever lies there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _bind_socket(path: Path) -> None:
    # The name of a socket may have 108 bytes only, so it is bound from inside the folder.
    here = os.open(".", os.O_RDONLY)
    try:
        os.chdir(path.parent)
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.fchdir(here)
        os.close(here)


FILE_FAULTS: dict[str, FileFault] = {
    "deleted": lambda path: None,
    "empty": lambda path: path.write_bytes(b""),
    "garbage": lambda path: path.write_bytes(b"no picture at all " * 20),
    "cut short": lambda path: path.write_bytes(picture(3)[:200]),
    "other content": lambda path: path.write_bytes(picture(7)),
    "other size": lambda path: path.write_bytes(picture(8, 61)),
    "a folder": lambda path: path.mkdir(),
    "a link to nowhere": lambda path: path.symlink_to("nowhere.png"),
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a link to a folder": lambda path: path.symlink_to(path.parent),
    "no image but a name": lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n"),
}
"""What may lie in the place of an image: made where nothing lies."""

if hasattr(os, "mkfifo"):
    FILE_FAULTS |= {
        "a pipe": os.mkfifo,
        "a socket": _bind_socket,
        "a device": lambda path: path.symlink_to("/dev/zero"),
        "a device that is full": lambda path: path.symlink_to("/dev/full"),
    }


def put(fault: str, path: Path) -> None:
    """Have something else lie in the place of an image."""
    clear(path)
    FILE_FAULTS[fault](path)


class GrowingFile:
    """Write to a file for as long as the block lasts, or cut it again and again."""

    def __init__(self, path: Path, *, cut: bool = False) -> None:
        self._path = path
        self._cut = cut
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._write, name="writer")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _write(self) -> None:
        whole = picture(5, 90)
        with self._path.open("r+b", buffering=0) as file:
            while not self._over.is_set():
                if self._cut:
                    file.truncate(random.randrange(len(whole)))  # noqa: S311
                    file.seek(0)
                    file.write(whole)
                else:
                    file.seek(0, os.SEEK_END)
                    file.write(b"more")


def spoil_cache(fault: str, folder: Path, rng: random.Random) -> None:
    """Do something to what lies in a cache's folder; nothing where there is none."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    match fault:
        case "all deleted":
            shutil.rmtree(folder, ignore_errors=True)
        case "a file in the place of the folder":
            shutil.rmtree(folder, ignore_errors=True)
            folder.parent.mkdir(parents=True, exist_ok=True)
            with suppress(OSError):  # the program was quicker to make it again
                folder.write_bytes(b"")
        case "the folder again":
            if folder.is_file():
                folder.unlink()
        case _:
            if files:
                spoil_file(fault, rng.choice(files), rng)


def spoil_file(fault: str, path: Path, rng: random.Random) -> None:
    """Do something to one file of a cache."""
    try:
        size = path.stat().st_size
        if path.name.endswith("-shm"):
            # SQLite maps it into memory, where a file that is cut in place ends any program. The
            # session file's is no other; so it is put in place anew, as any tool would do.
            data = path.read_bytes()
            path.unlink()
            path.write_bytes(data)
        match fault:
            case "deleted":
                path.unlink()
            case "cut short":
                os.truncate(path, rng.randrange(size + 1))
            case "random bytes":
                path.write_bytes(rng.randbytes(rng.choice((1, 100, 5000))))
            case "a flipped byte":
                with path.open("r+b") as file:
                    file.seek(rng.randrange(max(1, size)))
                    file.write(bytes([rng.randrange(256)]))
            case "a folder in its place":
                path.unlink()
                path.mkdir()
            case "read-only":
                path.chmod(0o444)
    except OSError:
        # Another fault came before this one.
        return


CACHE_FAULTS = (
    "all deleted",
    "a file in the place of the folder",
    "the folder again",
    "deleted",
    "cut short",
    "random bytes",
    "a flipped byte",
    "a folder in its place",
    "read-only",
)


ENCODER_FAULTS: dict[str, Callable[[Vector], Any]] = {
    "nothing comes out": lambda rows: rows[:0],
    "one row too few": lambda rows: rows[:-1],
    "another length": lambda rows: rows[:, :5],
    "no numbers": lambda rows: np.full_like(rows, np.nan),
    "infinite": lambda rows: np.full_like(rows, np.inf),
    "text": lambda rows: rows.astype("U"),
    "one number": lambda rows: np.float32(1) + np.zeros(()),
}

ENCODER_ERRORS: tuple[Exception, ...] = (
    RuntimeError("CUDA error: an illegal memory access was encountered"),
    ValueError("bad value"),
    MemoryError(),
    EncoderError("It failed.", "Choose another."),
    DeviceError("Too little memory on cuda.", "Close others."),
    ZeroDivisionError(),
)


class FaultyEncoder(BuiltinEncoder):
    """The built-in encoder, which fails when it is told to. Safe from several threads."""

    def __init__(self) -> None:
        super().__init__()
        self._guard = threading.Lock()
        self._next: list[Exception | str] = []
        self.refused = -1.0
        self.calls = 0
        # As the encoders of the session's tests have it.
        self.gate = threading.Event()

    @property
    def batch_size(self) -> int:
        """Small, so that there are many."""
        return 8

    def fail_next(self, how: Exception | str, times: int = 1) -> None:
        """Fail at the next calls."""
        with self._guard:
            self._next.extend([how] * times)

    def be_sound(self) -> None:
        """Fail no more."""
        with self._guard:
            self._next.clear()
            self.refused = -1.0

    def encode_images(self, images: Sequence[Image.Image]) -> Vector:
        """Embed images, or fail."""
        with self._guard:
            self.calls += 1
            how = self._next.pop(0) if self._next else None
        if isinstance(how, Exception):
            raise how
        rows = super().encode_images(images)
        if self.refused >= 0 and any(mean(image) > self.refused for image in images):
            raise ValueError("not this one")
        spoiled: Vector = rows if how is None else ENCODER_FAULTS[how](rows)
        return spoiled


def mean(image: Image.Image) -> float:
    """Return how bright an image is."""
    return float(np.asarray(image, dtype=np.float32).mean())
