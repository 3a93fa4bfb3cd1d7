"""Run rows one after the other, each in a process of its own, and collect what they say."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.harness.measurement import Measurement, Target

_ENVIRONMENT = {
    # As __main__ sets it for the program.
    "OPENBLAS_NUM_THREADS": "1",
    "QT_QPA_PLATFORM": "offscreen",
    "HF_HUB_OFFLINE": "1",
    # The offscreen platform says once a window that it cannot propagate size hints.
    "QT_LOGGING_RULES": "qt.qpa.*=false;*.warning=false",
}


_WITHOUT = ("PYTHONDONTWRITEBYTECODE",)
"""Installed programs find their modules compiled; so must those that are measured."""


class RowFailedError(Exception):
    """A row could not be measured."""


def compile_program() -> None:
    """Compile the program's modules, as installing it does."""
    environment = {name: value for name, value in os.environ.items() if name not in _WITHOUT}
    command = [sys.executable, "-m", "compileall", "-q", "iaia_desktop", "benchmarks"]
    subprocess.run(command, env=environment, check=True)


def run_row(name: str, data: Path, *, quick: bool) -> list[Measurement]:
    """Measure one row.

    Raises
    ------
    RowFailedError
        When its process failed; what it said stands in standard error.
    """
    with tempfile.TemporaryDirectory(prefix="iaia-bench-") as folder:
        result = Path(folder) / "row.json"
        command = [sys.executable, "-X", "faulthandler", "-m", "benchmarks.harness.child", name]
        command += ["--data", str(data), "--to", str(result), *(["--quick"] if quick else [])]
        # A home of its own: the person's sessions, settings and caches are none of its business.
        environment = os.environ | _ENVIRONMENT | {"IAIA_HOME": str(Path(folder) / "home")}
        for variable in _WITHOUT:
            environment.pop(variable, None)
        done = subprocess.run(command, env=environment, check=False)
        if done.returncode or not result.exists():
            raise RowFailedError(f"{name} ended with code {done.returncode}")
        return [_measurement(row) for row in json.loads(result.read_text(encoding="utf-8"))]


def _measurement(row: dict[str, object]) -> Measurement:
    target = row.pop("target")
    wanted = Target(**target) if isinstance(target, dict) else None
    return Measurement(target=wanted, **row)  # type: ignore[arg-type]
