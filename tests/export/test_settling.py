from __future__ import annotations

import os
from pathlib import Path

import pytest

from iaia_desktop.export import settling
from iaia_desktop.export.settling import Settler


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the numbers of the files that were brought to the disk."""
    inodes: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda number: inodes.append(os.fstat(number).st_ino))
    return inodes


def place(folder: Path, count: int, size: int = 1) -> list[Path]:
    paths = [folder / f"{number}.jpg" for number in range(count)]
    for path in paths:
        path.write_bytes(b"x" * size)
    return paths


def test_many_small_files_are_settled_in_lots(
    tmp_path: Path, settled: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "_FILES", 3)
    paths = place(tmp_path, 8)
    settler = Settler()
    for path in paths:
        settler.note(path)
    assert settled == [paths[2].stat().st_ino, paths[5].stat().st_ino]


def test_few_large_files_are_settled_too(
    tmp_path: Path, settled: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "_BYTES", 1_000)
    paths = place(tmp_path, 4, size=600)
    settler = Settler()
    for path in paths:
        settler.note(path)
    assert settled == [paths[1].stat().st_ino, paths[3].stat().st_ino]


def test_links_and_files_that_are_gone_do_no_harm(
    tmp_path: Path, settled: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "_FILES", 1)
    link = tmp_path / "link.jpg"
    link.symlink_to(tmp_path / "nowhere")
    settler = Settler()
    settler.note(link)
    settler.note(tmp_path / "gone.jpg")
    assert settled == [tmp_path.stat().st_ino]


def test_a_disk_that_cannot_settle_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_number: int) -> None:
        raise OSError(95, "not supported")

    monkeypatch.setattr(settling, "_FILES", 1)
    monkeypatch.setattr(os, "fsync", refuse)
    Settler().note(place(tmp_path, 1)[0])
