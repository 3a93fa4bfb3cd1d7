"""The way that docs/scale.md shows, walked with a few small pictures."""

from __future__ import annotations

import csv
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from iaia_desktop.cli.parser import parse

REPOSITORY = Path(__file__).resolve().parents[2]
COLOURS = {"blue": (30, 40, 200), "green": (40, 170, 50), "red": (200, 40, 30)}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="the commands are for a shell"),
]


def blocks() -> list[str]:
    text = (REPOSITORY / "docs" / "scale.md").read_text(encoding="utf-8")
    return re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def opens_window(line: str) -> bool:
    return re.match(r"iaia-desktop (photos|sessions)/", line) is not None


def draw(path: Path, colour: str, seed: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    noise = np.random.default_rng(seed).normal(0, 12, (24, 32, 3))
    pixels = np.clip(np.array(COLOURS[colour]) + noise, 0, 255).astype(np.uint8)
    Image.fromarray(pixels).save(path)


def test_every_command_works_as_written(tmp_path: Path) -> None:
    for part in range(3):
        for place, colour in enumerate(list(COLOURS) * 3):
            draw(tmp_path / f"photos/part-{part:02}/{place}.png", colour, 10 * part + place)
    for place, colour in enumerate(list(COLOURS) * 3):
        draw(tmp_path / "taught" / colour / f"{place}.png", colour, 90 + place)
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "iaia-desktop"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m iaia_desktop "$@"\n')
    program.chmod(0o755)
    environment = {
        **os.environ,
        "IAIA_HOME": str(tmp_path / "home"),
        "HF_HUB_OFFLINE": "1",
        "PATH": f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}",
    }
    # A person labels the first part in the window; here examples do.
    by_hand = (
        "iaia-desktop annotate photos/part-00 --examples taught --encoder builtin --mode none "
        f"--export by-hand --session {tmp_path / 'home' / 'data' / 'sessions' / 'part-00.iaia'}"
    )
    for block in blocks():
        script = re.sub("^ENCODER=.*$", "ENCODER=builtin", block, flags=re.MULTILINE)
        lines = []
        for line in script.splitlines():
            if not opens_window(line):
                lines.append(line)
            else:
                assert parse(shlex.split(line)[1:]).needs_window
                if "embeddings/part-00.npz" in line:
                    lines.append(by_hand)
        finished = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", "\n".join(lines)],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert finished.returncode == 0, f"{block}\n{finished.stderr}"
    with (tmp_path / "labels.csv").open(encoding="utf-8-sig", newline="") as table:
        rows = list(csv.DictReader(table))
    assert len(rows) == 27
    assert {row["class"] for row in rows} == set(COLOURS)
