"""Run commands in this process, with folders of their own, and without a network."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from iaia_desktop.cli import main

COLOURS = {"blue": (30, 40, 200), "green": (40, 170, 50), "red": (200, 40, 30)}


@dataclass(frozen=True)
class Finished:
    """What a command left: its exit code, and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def error_lines(self) -> list[str]:
        return [line for line in self.err.splitlines() if line.startswith("iaia-desktop:")]


Run = Callable[..., Finished]


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep every command away from the user's files, from weights and from the network."""
    monkeypatch.setenv("IAIA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    return tmp_path / "home"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs one command."""

    def run_command(*arguments: object) -> Finished:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        written = capsys.readouterr()
        return Finished(code, written.out, written.err)

    return run_command


def draw_noise(path: Path, colour: tuple[int, int, int], seed: int) -> None:
    """Draw a small picture of one colour with noise."""
    path.parent.mkdir(parents=True, exist_ok=True)
    noise = np.random.default_rng(seed).normal(0, 12, (24, 32, 3))
    pixels = np.clip(np.array(colour) + noise, 0, 255).astype(np.uint8)
    Image.fromarray(pixels).save(path)


@pytest.fixture
def examples(tmp_path: Path) -> Path:
    """Return a folder with five examples of each of three classes."""
    for name, colour in COLOURS.items():
        for number in range(5):
            draw_noise(tmp_path / "examples" / name / f"{number}.png", colour, number)
    return tmp_path / "examples"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return four images of each class, named by it, and two files that cannot be read."""
    for name, colour in COLOURS.items():
        for number in range(4):
            draw_noise(tmp_path / "images" / "some" / f"{name}{number}.png", colour, 90 + number)
    (tmp_path / "images" / "broken.jpg").write_bytes(b"this is no picture")
    (tmp_path / "images" / "empty.png").write_bytes(b"")
    return tmp_path / "images"


@pytest.fixture
def session(run: Run, folder: Path, examples: Path, tmp_path: Path) -> Path:
    """Return the session file of a folder that was labelled from the examples."""
    place = tmp_path / "kept" / "s.iaia"
    finished = run(
        *("annotate", folder, "--examples", examples, "--export", tmp_path / "first"),
        *("--encoder", "builtin", "--session", place),
    )
    assert finished.code == 0
    return place
