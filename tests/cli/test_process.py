"""The command line as a process of its own: imports, streams, exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

START = [sys.executable, "-m", "iaia_desktop"]

IMPORTS = """
import sys
from iaia_desktop.cli import main
code = main(sys.argv[1:])
heavy = ("PySide6", "shiboken6", "torch", "torchvision", "open_clip", "timm")
loaded = [name for name in heavy if name in sys.modules]
sys.exit(f"loaded {loaded}" if loaded else code)
"""


def command(*arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONUTF8": "1"} | more
    return subprocess.run(
        [str(argument) for argument in arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        timeout=120,
        check=False,
    )


def test_headless_verbs_load_neither_qt_nor_torch(
    folder: Path, examples: Path, session: Path, tmp_path: Path
) -> None:
    for arguments in (
        ("info", session),
        ("annotate", folder, "--examples", examples, "--export", tmp_path / "out", "--json"),
    ):
        done = command(sys.executable, "-c", IMPORTS, *arguments)
        assert (done.returncode, "loaded" in done.stderr) == (0, False), done.stderr


def test_results_and_remarks_are_apart(folder: Path, tmp_path: Path) -> None:
    done = command(*START, "embed", folder, "--output", tmp_path / "e.npz", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["embedded"] == 12
    assert "not read: broken.jpg: " in done.stderr


def test_an_error_is_one_line_and_exit_code_1(tmp_path: Path) -> None:
    done = command(*START, "info", tmp_path / "none.iaia")
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("iaia-desktop: ")
    assert command(*START, "info").returncode == 2


@pytest.mark.skipif(sys.platform != "linux", reason="needs a shell with pipes, and /dev/full")
def test_a_reader_that_leaves_and_a_full_disk(session: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as gone:
        done = subprocess.run(
            [*START, "info", str(session)], stdout=gone, stderr=subprocess.PIPE, check=False
        )
    assert (done.returncode, done.stderr) == (1, b"")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*START, "info", str(session)], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert done.stderr.startswith(b"iaia-desktop: The result could not be written")


def test_libraries_that_chatter_are_not_heard(tmp_path: Path) -> None:
    # Data at which libtiff exclaims on descriptor 2, past Python.
    (tmp_path / "tiffs").mkdir()
    path = tmp_path / "tiffs" / "a.tif"
    Image.new("RGB", (40, 40), (200, 10, 10)).save(path, compression="tiff_adobe_deflate")
    data = bytearray(path.read_bytes())
    data[8:20] = bytes([255]) * 12
    path.write_bytes(data)
    done = command(*START, "embed", tmp_path / "tiffs", "--output", tmp_path / "e.npz")
    assert done.returncode == 1
    starts = ("note: ", "Looking for", "Embedding", "not read: a.tif: ", "iaia-desktop: ")
    assert [line for line in done.stderr.splitlines() if not line.startswith(starts)] == []
