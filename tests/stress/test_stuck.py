"""What hangs for ever keeps nobody from labelling, and not the program from ending cleanly."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from iaia_desktop.store.paths import program_folders
from iaia_desktop.store.session_file import SessionStore
from tests.stress.conftest import Figures, Size

_PATIENCE_S = 240


@pytest.mark.parametrize("what", ["the encoder", "the disk of the pictures"])
def test_the_program_ends_beside_a_thread_that_hangs(
    what: str, tmp_path: Path, program_home: Path, size: Size, figures: Figures
) -> None:
    if not size.is_full and what != "the encoder":
        pytest.skip("one of them in a short run: each starts the whole program")
    folder = tmp_path / "photos"
    folder.mkdir()
    for number in range(12):
        Image.new("RGB", (16, 16), (20 * number, 40, 80)).save(folder / f"{number}.png")
    done = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-m", "tests.stress.stuck_child", folder, what],
        env={**os.environ, "IAIA_HOME": str(program_home)},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=_PATIENCE_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "labelled" in done.stdout
    assert "Fatal" not in done.stderr
    assert "QThread" not in done.stderr
    (session,) = program_folders().sessions.glob("*.iaia")
    with SessionStore.open(session) as store:
        assert [row.name for row in store.load_classes()] == ["kept"]
        assert sum(image.verdict.class_id is not None for image in store.load_images()) == 1
    figures.add("closings beside a thread that hangs")
