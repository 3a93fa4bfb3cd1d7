"""Decode odd files in a process of their own, which may be stopped and may break down."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import signal
import subprocess
import threading
from pathlib import Path
from typing import IO, Any, Final

from PIL import Image

import iaia_desktop
from iaia_desktop.bundled import child_command
from iaia_desktop.core.errors import ImageError
from iaia_desktop.images.aside_limits import (
    CPU_LIMIT_S,
    FEW_BYTES,
    MEMORY_BYTES,
    WALL_LIMIT_S,
)
from iaia_desktop.images.decoding import DecodedView
from iaia_desktop.images.reasons import (
    DAMAGED,
    NO_PROCESS,
    TOO_SLOW,
    recognised,
    tells_too_large,
)
from iaia_desktop.images.room import PIXELS

_LEAST_S: Final = 0.05


def decode_aside(
    data: bytes, *, target_px: int | None = None, max_side_px: int | None = None
) -> DecodedView:
    """Decode a file in the process for odd files, one at a time.

    Safe from any thread. The process is started when it is first wanted, and again after it had to
    be stopped.

    Parameters
    ----------
    data : bytes
        The whole file.
    target_px : int, optional
        As for ``decode_for_encoder``; when ``max_side_px`` is not given.
    max_side_px : int, optional
        As for ``decode_for_view``.

    Returns
    -------
    DecodedView
        The image in mode RGB, for a view also RGBA.

    Raises
    ------
    ImageError
        With the reason: that of the decoder, or that it took too long, or that it broke down.
    """
    return _HELPER.decode(data, target_px, max_side_px)


class _Helper:
    """The process, and who may use it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def decode(self, data: bytes, target_px: int | None, max_side_px: int | None) -> DecodedView:
        question: dict[str, Any] = {
            "bytes": len(data), "target_px": target_px, "max_side_px": max_side_px,
            "cpu_limit_s": CPU_LIMIT_S,
        }  # fmt: skip
        with self._lock:
            # Most are small. To reserve much for each would make all other decoders wait for it.
            few_bytes = FEW_BYTES + len(data)
            answer, pixels = self._ask_within(few_bytes, question, data)
            if few_bytes < MEMORY_BYTES and tells_too_large(answer.get("reason", "")):
                # Both tries share the time that there is for the file.
                question["cpu_limit_s"] = max(_LEAST_S, CPU_LIMIT_S - answer["cpu_s"])
                answer, pixels = self._ask_within(MEMORY_BYTES, question, data)
        if "reason" in answer:
            raise ImageError(recognised(answer["reason"]))
        size = (answer["width"], answer["height"])
        image = Image.frombytes(answer["mode"], size, pixels)
        return DecodedView(image, answer["full_width"], answer["full_height"])

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._stop()

    def _ask_within(
        self, memory_bytes: int, question: dict[str, Any], data: bytes
    ) -> tuple[dict[str, Any], bytes]:
        memory_bytes = min(memory_bytes, MEMORY_BYTES)
        with PIXELS.taken(memory_bytes):
            return self._ask(question | {"memory_bytes": memory_bytes}, data)

    def _ask(self, question: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
        process = self._running()
        # The process ends itself at its limit of time on the processor; this is for a system that
        # cannot do that, and for one that hangs without computing.
        overdue = threading.Event()
        timer = threading.Timer(WALL_LIMIT_S, self._kill, (process, overdue))
        timer.daemon = True
        timer.start()
        try:
            head, pixels = _exchange(process, question, data)
        except (OSError, ValueError, EOFError):
            self._stop()
            timed_out = overdue.is_set() or _ended_by_timer(process)
            raise ImageError(TOO_SLOW if timed_out else DAMAGED) from None
        except BaseException:
            # Half of an answer may be left in the pipe.
            self._stop()
            raise
        finally:
            timer.cancel()
            timer.join()
        return head, pixels

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._stop()
            self._process = _start()
        return self._process

    @staticmethod
    def _kill(process: subprocess.Popen[bytes], overdue: threading.Event) -> None:
        overdue.set()
        process.kill()

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        process.wait()


def _start() -> subprocess.Popen[bytes]:
    environment = dict(os.environ)
    package = str(Path(iaia_desktop.__file__).parents[1])
    paths = [package, *filter(None, [environment.get("PYTHONPATH")])]
    environment |= {
        "PYTHONPATH": os.pathsep.join(paths),
        "OPENBLAS_NUM_THREADS": "1",
        # Arenas of many threads would count as memory in use.
        "MALLOC_ARENA_MAX": "2",
        "MALLOC_MMAP_THRESHOLD_": str(4 << 20),
    }
    try:
        process = subprocess.Popen(  # noqa: S603 - a module of ours
            child_command("iaia_desktop.images.aside_child"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # Libraries print there whatever they think of a file.
            stderr=subprocess.DEVNULL,
            env=environment,
            # Ctrl+C in a terminal is for the program, which ends this process itself.
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise ImageError(NO_PROCESS) from error
    # The limit of time begins when it is ready, not while it imports.
    if process.stdout is None or process.stdout.readline() != b"ready\n":
        process.kill()
        process.communicate()
        raise ImageError(NO_PROCESS)
    return process


def _exchange(
    process: subprocess.Popen[bytes], question: dict[str, Any], data: bytes
) -> tuple[dict[str, Any], bytes]:
    if process.stdin is None or process.stdout is None:
        raise EOFError
    process.stdin.write(json.dumps(question).encode() + b"\n")
    process.stdin.write(data)
    process.stdin.flush()
    answer: dict[str, Any] = json.loads(process.stdout.readline() or b"!")
    return answer, _exactly(process.stdout, answer.get("bytes", 0))


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    data = pipe.read(size)
    if len(data) != size:
        raise EOFError
    return data


def _ended_by_timer(process: subprocess.Popen[bytes]) -> bool:
    """Tell what ended a process that is over; that it was killed afterwards changes nothing."""
    timer = getattr(signal, "SIGPROF", None)
    return timer is not None and process.returncode == -timer


_HELPER: Final = _Helper()
atexit.register(_HELPER.close)
