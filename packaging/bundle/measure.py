"""How long the bundle takes to start: cold, with nothing of it in memory, and warm."""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from smoke_screen import Screen

COLOURS_OF_A_WINDOW = 40
PATIENCE_S = 120
_DROP = Path("/proc/sys/vm/drop_caches")


def report(program: Path, times: int) -> str:
    """Start the window, and a verb without one, some times each.

    Parameters
    ----------
    program : Path
        Of the bundle.
    times : int
        How often each; the first start of all, which fills the caches of a new user, is apart.

    Returns
    -------
    str
        A few lines, in seconds from the start of the process until the window is drawn.
    """
    lines = []
    with Screen() as screen, tempfile.TemporaryDirectory(prefix="iaia-measure-") as home:
        environment = os.environ | {"DISPLAY": screen.display, "IAIA_HOME": home}
        _start(screen, program, environment)
        cold = []
        if os.access(_DROP, os.W_OK):
            for _ in range(times):
                _drop_caches()
                cold.append(_start(screen, program, environment))
            lines.append(f"window, cold: {_in_words(cold)}")
        else:
            lines.append("window, cold: not measured, which takes root")
        warm = [_start(screen, program, environment) for _ in range(times)]
        lines.append(f"window, warm: {_in_words(warm)}")
        said = [_run(program, environment) for _ in range(times)]
        lines.append(f"--version, warm: {_in_words(said)}")
    return "\n".join(lines)


def _start(screen: Screen, program: Path, environment: dict[str, str]) -> float:
    started = time.perf_counter()
    process = subprocess.Popen([program], env=environment, stdout=subprocess.DEVNULL)
    try:
        screen.wait_until_drawn(COLOURS_OF_A_WINDOW, PATIENCE_S, process)
        return time.perf_counter() - started
    finally:
        process.kill()
        process.wait()
        # Its window is gone before the next one is looked for.
        screen.wait_until_empty()


def _run(program: Path, environment: dict[str, str]) -> float:
    started = time.perf_counter()
    subprocess.run([program, "--version"], env=environment, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started


def _drop_caches() -> None:
    os.sync()
    _DROP.write_text("3\n", encoding="ascii")


def _in_words(seconds: list[float]) -> str:
    return (
        f"median {statistics.median(seconds):.2f} s "
        f"({min(seconds):.2f} to {max(seconds):.2f}, {len(seconds)} times)"
    )
