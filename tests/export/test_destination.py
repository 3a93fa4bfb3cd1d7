from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from iaia_desktop.core.errors import ExportError
from iaia_desktop.export import unfinished
from iaia_desktop.export.folders import ExportReport, ExportRequest

Make = Callable[..., ExportRequest]
Finish = Callable[[ExportRequest], ExportReport]
Tree = Callable[[Path], dict[str, bytes]]


def test_parents_are_made(make_request: Make, finish: Finish, tmp_path: Path) -> None:
    report = finish(make_request({"a.jpg": "cat"}, output=tmp_path / "new/er/out"))
    assert report.output == tmp_path / "new/er/out"
    assert (report.output / "cat/a.jpg").is_file()


def test_an_empty_folder_keeps_its_identity(
    make_request: Make, finish: Finish, tmp_path: Path
) -> None:
    output = tmp_path / "out"
    output.mkdir(mode=0o750)
    before = output.stat()
    report = finish(make_request({"a.jpg": "cat"}))
    assert (output / "cat/a.jpg").is_file()
    assert (output.stat().st_ino, output.stat().st_mode) == (before.st_ino, before.st_mode)
    assert {entry.name for entry in output.iterdir()} == {
        "cat",
        "labels.csv",
        "labels.jsonl",
        "metadata.csv",
        "not_exported.csv",
    }
    assert report.exported == 1


def test_a_folder_with_anything_in_it_is_refused(
    make_request: Make, finish: Finish, tree: Tree, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/mine.txt").write_text("mine")
    with pytest.raises(ExportError, match="not empty"):
        finish(make_request({"a.jpg": "cat"}))
    assert tree(tmp_path / "out") == {"mine.txt": b"mine"}


def test_a_second_export_to_the_same_place_is_refused(
    make_request: Make, finish: Finish, tree: Tree
) -> None:
    request = make_request({"a.jpg": "cat"})
    finish(request)
    before = tree(request.output)
    with pytest.raises(ExportError, match="never overwrites"):
        finish(request)
    assert tree(request.output) == before


@pytest.mark.parametrize("output", ["source", "source/out", "source/../source/new/out", ".", ".."])
def test_overlapping_folders_are_refused(
    make_request: Make, finish: Finish, tmp_path: Path, output: str
) -> None:
    with pytest.raises(ExportError, match=r"inside the folder|contains the folder"):
        finish(make_request({"a.jpg": "cat"}, output=tmp_path / output))
    assert {entry.name for entry in tmp_path.iterdir()} == {"source"}


def test_a_way_into_the_source_through_a_link_is_refused(
    make_request: Make, finish: Finish, tmp_path: Path
) -> None:
    request = make_request({"sub/a.jpg": "cat"})
    (tmp_path / "way").symlink_to(request.root / "sub")
    with pytest.raises(ExportError, match="inside the folder"):
        finish(replace(request, output=tmp_path / "way/out"))


def test_another_spelling_of_the_source_is_refused(
    make_request: Make, finish: Finish, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # On a file system that does not tell cases apart, two names are one folder.
    request = make_request({"a.jpg": "cat"})
    (tmp_path / "SOURCE").mkdir()
    real = os.path.samestat
    alike = {request.root.stat().st_ino, (tmp_path / "SOURCE").stat().st_ino}
    monkeypatch.setattr(
        os.path,
        "samestat",
        lambda one, two: real(one, two) or {one.st_ino, two.st_ino} == alike,
    )
    with pytest.raises(ExportError, match="inside the folder"):
        finish(replace(request, output=tmp_path / "SOURCE/out"))


def test_a_file_or_a_broken_link_is_refused(
    make_request: Make, finish: Finish, tmp_path: Path
) -> None:
    request = make_request({"a.jpg": "cat"})
    (tmp_path / "file").write_text("mine")
    with pytest.raises(ExportError, match="not a folder"):
        finish(replace(request, output=tmp_path / "file"))
    with pytest.raises(ExportError):
        finish(replace(request, output=tmp_path / "file/below"))
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    # Python finds the loop from 3.13 on only when it makes the folder.
    with pytest.raises(ExportError, match=r"cannot be (used|made)"):
        finish(replace(request, output=tmp_path / "loop/out"))
    assert (tmp_path / "file").read_text() == "mine"


def test_a_folder_that_cannot_be_made_is_told(
    make_request: Make, finish: Finish, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = make_request({"a.jpg": "cat"}, output=tmp_path / "new/out")
    real = Path.mkdir

    def mkdir(self: Path, mode: int = 0o777, parents: bool = False, exist_ok: bool = False) -> None:
        if unfinished.UNFINISHED_MARK in self.name:
            raise PermissionError(13, "Permission denied", str(self))
        real(self, mode, parents, exist_ok)

    monkeypatch.setattr(Path, "mkdir", mkdir)
    with pytest.raises(ExportError, match="cannot be made") as caught:
        finish(request)
    assert caught.value.remedy
    assert {entry.name for entry in tmp_path.iterdir()} == {"source"}


def test_a_missing_source_folder_is_told(
    make_request: Make, finish: Finish, tmp_path: Path
) -> None:
    with pytest.raises(ExportError, match="cannot be found"):
        finish(make_request({"a.jpg": "cat"}, root=tmp_path / "elsewhere"))


def test_remains_of_a_killed_export_are_told_and_left(
    make_request: Make, finish: Finish, tmp_path: Path
) -> None:
    stale = tmp_path / "out.iaia-partial-0123abcd"
    stale.mkdir()
    (tmp_path / "output.iaia-partial-0123abcd").mkdir()
    report = finish(make_request({"a.jpg": "cat"}))
    assert [str(stale) in note for note in report.notes] == [True]
    assert stale.is_dir()


def test_a_very_long_output_name_works(make_request: Make, finish: Finish, tmp_path: Path) -> None:
    report = finish(make_request({"a.jpg": "cat"}, output=tmp_path / ("é" * 125)))
    assert (report.output / "cat/a.jpg").is_file()
