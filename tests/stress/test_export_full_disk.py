"""An export to a disk that is truly full: a small one in memory, which only root can make."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from iaia_desktop.core.errors import ExportError
from iaia_desktop.export import space, workshop
from iaia_desktop.export.rows import ExportMode
from tests.stress.conftest import Figures, Size
from tests.stress.export_scene import ExportScene, run_to_end, snapshot

SEED = 313
DISK_MB = 4


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount 4 MB."""
    mount, unmount = shutil.which("mount"), shutil.which("umount")
    if sys.platform != "linux" or os.geteuid() != 0 or mount is None or unmount is None:
        pytest.skip("only root can mount a small disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    command = [mount, "-t", "tmpfs", "-o", f"size={DISK_MB}m", "tmpfs", str(disk)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("this machine does not let root mount a small disk")
    yield disk
    subprocess.run([unmount, "-l", str(disk)], check=True)


@pytest.fixture
def scene(tmp_path: Path, small_disk: Path) -> ExportScene:
    """Return 1.5 MB of pictures on the disk of the tests, to be exported to the small one."""
    made = ExportScene(tmp_path, pictures=60, seed=SEED, largest=50_000)
    made.home = small_disk
    made.output = small_disk / "out"
    return made


def test_too_little_room_is_told_before_anything_is_written(
    scene: ExportScene, small_disk: Path
) -> None:
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(3_000_000))
    with pytest.raises(ExportError, match=r"needs about 3 MB, and only 1 MB are free"):
        run_to_end(scene.request(ExportMode.COPY))
    assert [entry.name for entry in small_disk.iterdir()] == ["ballast"]


@pytest.mark.parametrize("kept", [True, False], ids=["large", "small"])
def test_a_disk_that_runs_full_on_the_way(
    scene: ExportScene,
    small_disk: Path,
    monkeypatch: pytest.MonkeyPatch,
    size: Size,
    figures: Figures,
    kept: bool,
) -> None:
    """Nothing is at the destination, and after making room it goes on, or begins anew."""
    monkeypatch.setattr(space, "free_room", lambda _: None)  # somebody else fills it meanwhile
    monkeypatch.setattr("iaia_desktop.export.lots.LOT_FILES", 5)
    monkeypatch.setattr(workshop, "KEEP_FROM_FILES", 1 if kept else 1_000)
    request = replace(scene.request(ExportMode.COPY), verify=True)
    before = snapshot(scene.root)
    copies = {path.name: path.stat().st_size for path in scene.root.rglob("*.jpg")}
    ballast = small_disk / "ballast"
    free = DISK_MB << 20
    for step in range(1, size.pick(3, 12)):
        ballast.write_bytes(bytes(free - step * sum(copies.values()) // 13))
        with pytest.raises(ExportError, match="is full") as caught:
            run_to_end(request)
        figures.add("exports: small disk full, then gone on with")
        assert not request.output.exists()
        assert "are still needed" in caught.value.remedy
        left = scene.leftovers()
        assert ("goes on where it stopped" in caught.value.remedy) is bool(left)
        assert bool(left) is (kept and bool(left))
        assert snapshot(scene.root) == before
        ballast.unlink()
        report = run_to_end(request)
        assert report.failed == ()
        assert report.verified == report.exported == scene.labelled
        assert bool(report.resumed) is bool(left and any("/files/" in name for name in left))
        assert scene.leftovers() == []
        shutil.rmtree(request.output)


def test_hard_links_to_another_disk_are_copied_with_a_notice(scene: ExportScene) -> None:
    report = run_to_end(scene.request(ExportMode.HARDLINK))
    assert report.exported == scene.labelled
    copied = f"{scene.labelled} files were copied, because hard links are not possible there."
    assert copied in report.notes
    assert all(path.stat().st_nlink == 1 for path in scene.output.rglob("*.jpg"))
