"""Strange image files by the thousand: each embedded, or listed with words for a person.

They are tried in processes of their own, so that a crash is seen as one. No time is asserted, but a
file that hangs is: its process has to end.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.stress.conftest import Figures, Size
from tests.stress.image_bombs import BOMBS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is told as Linux does")

SEED = 20_26
MOST_MB = 1_000
QUICK_BOMBS = (
    "png with a text of 200 MB", "png 1 x 40,000,000", "jpeg 65,500 x 65,500",
    "jpeg of 2,000 scans",
    "gif 65,535 x 65,535", "tiff of 65,535 samples", "tiff that leads to itself",
    "icon of a huge bitmap", "bmp 2,147,483,647 wide", "webp 16,383 x 16,383",
    "jpeg 2000 that hides its size", "png and jpeg glued",
)  # fmt: skip
LARGE = (
    "png 9,000 x 9,000 of zeros", "webp 6,000 x 6,000 of zeros", "tiff of one packed strip",
    "jpeg 9,000 x 9,000, progressive", "tga 6,000 x 6,000", "jpeg 20,000 x 20,000",
)  # fmt: skip
"""Each within the limits, and many of them beyond what there is for all."""

LIBRARY_WORDS = re.compile(
    r"PIL|Pillow\b|decoder|libtiff|zlib|Errno|Error\b|exception|bytes object|\bNone\b|0x|\bmode\b"
)


def _run(request: dict[str, Any], figures: Figures, *, timeout_s: float) -> list[dict[str, Any]]:
    """Have files tried in a process, and return what each came to."""
    command = [sys.executable, "-m", "tests.stress.image_trials", json.dumps(request)]
    root = Path(__file__).parents[2]
    try:
        done = subprocess.run(
            command, cwd=root, capture_output=True, text=True, check=False, timeout=timeout_s
        )
    except subprocess.TimeoutExpired as hung:
        told = (hung.stdout or b"").decode(errors="replace")
        pytest.fail(f"seed {SEED}: hangs at {told.splitlines()[-1:]}")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    last = lines[-1] if lines else {}
    assert done.returncode == 0, f"seed {SEED}: {last}\n{done.stderr[-2000:]}"
    results = [line for line in lines if "name" in line]
    for result in results:
        _judge(result, figures)
    return results


def _judge(result: dict[str, Any], figures: Figures) -> None:
    reasons = result["reasons"]
    assert len({bool(reason) for reason in reasons.values()}) == 1, result
    reason = reasons["embedded"]
    assert not LIBRARY_WORDS.search(reason), result
    assert result["peak_mb"] < MOST_MB, result
    figures.add("strange images tried")
    figures.add("strange images listed with a reason" if reason else "strange images embedded")
    figures.largest("strange images: seconds of computing for one, at most", result["cpu_s"])
    figures.largest("strange images: seconds on the clock for one, at most", result["wall_s"])
    figures.largest("strange images: MB for one, at most", result["peak_mb"])


def test_difficult_files_of_other_projects(shared_data: Path, size: Size, figures: Figures) -> None:
    folder = shared_data / "data" / "hard"
    if not size.is_full:
        pytest.skip("tests/images looks at these in every run")
    if not folder.is_dir():
        pytest.skip("the folder of real pictures has no difficult files")
    results = _run({"folder": str(folder)}, figures, timeout_s=900)
    assert sum(not result["reasons"]["embedded"] for result in results) > 100


def test_bombs(size: Size, figures: Figures) -> None:
    names = list(BOMBS) if size.is_full else list(QUICK_BOMBS)
    # A few in a process: the memory of one must not be that of the others before it.
    for start in range(0, len(names), 12):
        _run({"bombs": names[start : start + 12]}, figures, timeout_s=900)


def test_large_ones_at_once(size: Size, figures: Figures) -> None:
    if not size.is_full:
        pytest.skip("takes gigabytes of pixels; the rule itself is tested in tests/images")
    request = {"together": list(LARGE), "threads": 8}
    command = [sys.executable, "-m", "tests.stress.image_trials", json.dumps(request)]
    done = subprocess.run(
        command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    result = json.loads(done.stdout)
    assert result["reasons"] == [""], result
    assert result["peak_mb"] < MOST_MB, result
    figures.add("large images decoded on 8 threads at once", result["together"])
    figures.largest("large images on 8 threads: MB for all, at most", result["peak_mb"])


def test_mutations(size: Size, figures: Figures) -> None:
    count = size.pick(100, 6_000)
    for start in range(0, count, 2_000):
        stop = min(count, start + 2_000)
        _run({"mutations": [start, stop], "seed": SEED}, figures, timeout_s=1_500)


def test_files_that_are_cut_anywhere(size: Size, figures: Figures) -> None:
    if not size.is_full:
        pytest.skip("tests/images cuts some in every run")
    _run({"cuts": 8}, figures, timeout_s=2_500)
