"""The process for odd files: a question and the file come in, an answer and the pixels go out.

It ends when nobody is there to ask, and is ended by the system when one image takes too long.
"""

from __future__ import annotations

import json
import signal
import sys
import time
from pathlib import Path
from typing import IO, Any, Final

from PIL import AvifImagePlugin

from iaia_desktop.core.errors import ImageError
from iaia_desktop.images.decoding import (
    DecodedView,
    decode_here_for_encoder,
    decode_here_to_fit,
    side_fit,
)
from iaia_desktop.images.reasons import TOO_LARGE

_SLACK_BYTES: Final = 16 * 2**20
"""What the interpreter itself may need meanwhile."""


def main() -> None:
    """Answer until the pipe is closed."""
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    # A print of some library must not get among the answers.
    sys.stdout = sys.stderr
    # The stack of each thread would count as memory in use.
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    answers.write(b"ready\n")
    answers.flush()
    while line := questions.readline():
        question = json.loads(line)
        _limit_memory(question["memory_bytes"])
        data = questions.read(question["bytes"])
        if len(data) < question["bytes"]:
            return
        _answer(answers, question, data)
        answers.flush()


def _answer(answers: IO[bytes], question: dict[str, Any], data: bytes) -> None:
    begun_s = time.process_time()
    if sys.platform != "win32":
        # At the end of its time the system stops the process, whatever library it is in.
        signal.setitimer(signal.ITIMER_PROF, question["cpu_limit_s"])
    try:
        view = _decoded(question, data)
        pixels = view.image.tobytes()
    except ImageError as error:
        _refuse(answers, error.what, begun_s)
        return
    except MemoryError:
        _refuse(answers, TOO_LARGE, begun_s)
        return
    finally:
        if sys.platform != "win32":
            signal.setitimer(signal.ITIMER_PROF, 0)
    head = {
        "mode": view.image.mode,
        "width": view.image.width,
        "height": view.image.height,
        "full_width": view.width_px,
        "full_height": view.height_px,
        "bytes": len(pixels),
    }
    answers.write(json.dumps(head).encode() + b"\n")
    answers.write(pixels)


def _refuse(answers: IO[bytes], reason: str, begun_s: float) -> None:
    words = {"reason": reason, "cpu_s": time.process_time() - begun_s}
    answers.write(json.dumps(words).encode() + b"\n")


def _decoded(question: dict[str, Any], data: bytes) -> DecodedView:
    most_bytes = question["memory_bytes"]
    side = question["max_side_px"]
    if side is not None:
        return decode_here_to_fit(data, side_fit(side), most_bytes=most_bytes)
    return decode_here_for_encoder(data, target_px=question["target_px"], most_bytes=most_bytes)


def _limit_memory(more_bytes: int) -> None:
    """Let the system refuse more memory than there may be, where it can."""
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 - not on every system

        status = Path("/proc/self/status").read_text(encoding="ascii")
        in_use = int(status.split("VmData:")[1].split()[0]) << 10
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (in_use + more_bytes + _SLACK_BYTES, hard))


if __name__ == "__main__":
    main()
