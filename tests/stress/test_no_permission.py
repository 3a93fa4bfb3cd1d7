"""Files, folders and caches that may not be read or written; as root, another user tries it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stress.conftest import Figures
from tests.stress.source_faults import picture

_NO_PERMISSION = "cannot be opened: no permission"


@pytest.fixture
def place() -> Iterator[Path]:
    """Return a folder that other users can get into; those of pytest keep them out."""
    made = Path(tempfile.mkdtemp(prefix="iaia-nobody-"))
    made.chmod(0o755)
    yield made
    for path in (made, *made.rglob("*")):
        if path.is_dir():
            path.chmod(0o755)
    shutil.rmtree(made)


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_what_may_not_be_read_or_written_is_told_and_costs_nothing_else(
    place: Path, figures: Figures
) -> None:
    photos = place / "photos"
    for folder in (photos / "inner", photos / "shut", place / "closed"):
        folder.mkdir(parents=True)
    names = ["1.png", "2.png", "3.png", "inner/4.png", "shut/5.png"]
    for number, name in enumerate(names):
        (photos / name).write_bytes(picture(number))
    (photos / "2.png").chmod(0)
    (photos / "shut").chmod(0)
    (place / "closed").chmod(0)
    done = subprocess.run(
        [sys.executable, "-m", "tests.stress.nobody_child", place],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["folder"]["embedded"] == ["1.png", "3.png", "inner/4.png"]
    assert told["folder"]["failed"] == {"2.png": _NO_PERMISSION}
    assert (
        told["folder"]["problems"]
        == {"shut": "no permission"}
        == dict.fromkeys(told["scan"], "no permission")
    )
    assert told["view"] == told["small"] == _NO_PERMISSION
    assert "may not be read" in told["closed"]
    assert "may not be read" in told["changes"]
    assert "Embeddings are not kept" in told["cache"]
    assert told["thumbnail"] > 0
    assert told["again"] == "came out: an end"
    assert told["weights"] is False
    figures.add("doors that are shut", 9)
