"""A screen without a monitor: what is drawn can be looked at, and keys are pressed as by a hand."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

SIZE = "1280x800x24"
_HEADER_WORDS = 25
_COLOUR_BYTES = 12


class NotDrawnError(Exception):
    """Nothing, or too little, was drawn in time."""


class Screen:
    """An X server of its own, with its picture in a file. Use in a ``with`` statement."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="iaia-smoke-screen-"))
        reading, writing = os.pipe()
        self._server = subprocess.Popen(
            [
                "Xvfb", "-displayfd", str(writing), "-screen", "0", SIZE, "-nolisten", "tcp",
                "-fbdir", str(self._folder),
            ],
            pass_fds=[writing],
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(writing)
        with os.fdopen(reading) as stream:
            self.display = f":{stream.readline().strip()}"

    @staticmethod
    def is_possible() -> bool:
        """Return whether the two programs that it takes are here."""
        return shutil.which("Xvfb") is not None and shutil.which("xdotool") is not None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.terminate()
        self._server.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def count_colours(self) -> int:
        """Return how many different colours the screen shows."""
        return len(np.unique(self.pixels()))

    def pixels(self) -> np.ndarray:
        """Return the screen, a 32-bit number for each pixel, row by row."""
        data = (self._folder / "Xvfb_screen0").read_bytes()
        words = struct.unpack(f">{_HEADER_WORDS}I", data[: 4 * _HEADER_WORDS])
        header_bytes, height, line_bytes, colours = words[0], words[5], words[12], words[19]
        start = header_bytes + colours * _COLOUR_BYTES
        return np.frombuffer(data, dtype=np.uint32, count=height * line_bytes // 4, offset=start)

    def wait_until_drawn(
        self, colours: int, timeout_s: float, process: subprocess.Popen[bytes]
    ) -> None:
        """Wait until the screen has this many colours.

        Raises
        ------
        NotDrawnError
            When it has not in time, or the program has ended.
        """
        deadline = time.monotonic() + timeout_s
        while (seen := self.count_colours()) < colours:
            if process.poll() is not None:
                raise NotDrawnError(f"the program has ended with {process.returncode}")
            if time.monotonic() > deadline:
                raise NotDrawnError(f"{seen} colours after {timeout_s:.0f} s, not {colours}")
            time.sleep(0.02)

    def wait_until_still(self) -> np.ndarray:
        """Return the screen once it has not changed for half a second."""
        seen = self.pixels()
        while True:
            time.sleep(0.5)
            now = self.pixels()
            if np.array_equal(seen, now):
                return now
            seen = now

    def wait_until_empty(self) -> None:
        """Wait until the last window is gone."""
        while self.count_colours() > 1:
            time.sleep(0.05)

    def focus(self) -> None:
        """Give the keys to the window; there is no window manager that would."""
        found = self._xdotool("search", "--onlyvisible", "--name", "IAIA").split()
        if not found:
            raise NotDrawnError("there is no window of that name")
        self._xdotool("windowfocus", "--sync", found[-1])

    def press(self, *keys: str) -> None:
        """Press keys one after the other, named as xdotool names them."""
        self._xdotool("key", "--delay", "60", *keys)

    def write(self, text: str) -> None:
        """Type a text."""
        self._xdotool("type", "--delay", "60", text)

    def _xdotool(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments],
            env={**os.environ, "DISPLAY": self.display},
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        return done.stdout
