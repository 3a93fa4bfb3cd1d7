from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, Self

import pytest

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import CancelledError, ExportError
from iaia_desktop.export import folders, placing
from iaia_desktop.export.folders import (
    ExportMode,
    ExportProgress,
    ExportReport,
    ExportRequest,
    run_export,
)

Make = Callable[..., ExportRequest]
Finish = Callable[[ExportRequest], ExportReport]
Tree = Callable[[Path], dict[str, bytes]]

LABELS = {"a.jpg": "cat", "b.jpg": "dog", "s/a.jpg": "cat", "t.jpg": "bird", "none.jpg": None}
FILES_WRITTEN = 4 + 4  # images and tables


class FullFile:
    """A file whose disk is full."""

    def __init__(self, file: IO[Any], error_number: int) -> None:
        self._file = file
        self._error_number = error_number

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, data: Any) -> int:
        self._file.write(data[:2])
        raise OSError(self._error_number, os.strerror(self._error_number))


def fill_disk_at(monkeypatch: pytest.MonkeyPatch, number: int, error_number: int) -> None:
    """Make the file that is created as the ``number``-th, from 0, impossible to write."""
    real = Path.open
    created = 0

    def open_file(self: Path, mode: str = "r", *args: Any, **options: Any) -> Any:
        nonlocal created
        file = real(self, mode, *args, **options)
        if "x" in mode:
            created += 1
            if created == number + 1:
                return FullFile(file, error_number)
        return file

    monkeypatch.setattr(Path, "open", open_file)


def assert_nothing_left(request: ExportRequest) -> None:
    assert {entry.name for entry in request.output.parent.iterdir()} == {"source"}


@pytest.mark.parametrize("number", range(FILES_WRITTEN))
def test_a_full_disk_leaves_nothing_whenever_it_comes(
    make_request: Make, finish: Finish, tree: Tree, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    request = make_request(LABELS)
    before = tree(request.root)
    with monkeypatch.context() as patch:
        fill_disk_at(patch, number, errno.ENOSPC)
        with pytest.raises(ExportError, match="is full") as caught:
            finish(request)
    assert "Free some space" in caught.value.remedy
    assert_nothing_left(request)
    assert tree(request.root) == before
    assert finish(request).exported == 4  # and the next try works


def test_a_full_disk_leaves_an_empty_folder_empty(
    make_request: Make, finish: Finish, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = make_request(LABELS)
    request.output.mkdir()
    fill_disk_at(monkeypatch, 2, errno.ENOSPC)
    with pytest.raises(ExportError, match="is full"):
        finish(request)
    assert list(request.output.iterdir()) == []


def test_made_parents_go_with_a_failed_export(
    make_request: Make, finish: Finish, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    request = make_request(LABELS, output=tmp_path / "new/er/out")
    fill_disk_at(monkeypatch, 0, errno.EIO)
    with pytest.raises(ExportError, match="stopped"):
        finish(request)
    assert {entry.name for entry in tmp_path.iterdir()} == {"source"}


def test_a_disk_that_is_too_small_is_seen_before_anything_is_copied(
    make_request: Make, finish: Finish, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = make_request(LABELS)
    usage = shutil.disk_usage(request.root)._replace(free=1000)
    monkeypatch.setattr("iaia_desktop.export.folders.shutil.disk_usage", lambda _: usage)
    monkeypatch.setattr(folders, "place_file", None)
    with pytest.raises(ExportError, match="needs about"):
        finish(request)
    assert_nothing_left(request)


@pytest.mark.parametrize("steps", range(1, 7))
def test_a_cancelled_export_leaves_nothing(make_request: Make, steps: int) -> None:
    request = make_request(LABELS)
    cancel = CancelToken()
    work = run_export(request, cancel=cancel)
    for _ in range(steps):
        next(work)
    cancel.cancel()
    with pytest.raises(CancelledError):
        next(work)
    assert_nothing_left(request)


def test_a_large_file_stops_in_its_middle(
    make_request: Make, finish: Finish, monkeypatch: pytest.MonkeyPatch
) -> None:
    class LateCancel(CancelToken):
        looks = 0

        def raise_if_cancelled(self) -> None:
            self.looks += 1
            if self.looks > 12:
                self.cancel()
            super().raise_if_cancelled()

    monkeypatch.setattr(placing, "CHUNK_BYTES", 1)
    request = make_request({"a.jpg": "cat"})
    with pytest.raises(CancelledError):
        for _ in run_export(request, cancel=LateCancel()):
            pass
    assert_nothing_left(request)


def test_a_closed_export_leaves_nothing(make_request: Make) -> None:
    request = make_request(LABELS)
    work = run_export(request, cancel=CancelToken())
    for _ in range(4):
        next(work)
    work.close()
    assert_nothing_left(request)


@pytest.mark.parametrize("exists", [False, True])
def test_what_appears_meanwhile_is_not_overwritten(
    make_request: Make, tree: Tree, exists: bool
) -> None:
    request = make_request(LABELS)
    if exists:
        request.output.mkdir()
    work = run_export(request, cancel=CancelToken())
    for _ in range(4):
        next(work)
    request.output.mkdir(exist_ok=True)
    (request.output / "labels.jsonl").write_text("mine")
    with pytest.raises(ExportError, match="has appeared"):
        for _ in work:
            pass
    assert tree(request.output) == {"labels.jsonl": b"mine"}
    assert {entry.name for entry in request.output.parent.iterdir()} == {"source", "out"}


def test_remains_that_cannot_be_removed_are_named(
    make_request: Make, finish: Finish, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = make_request(LABELS)
    fill_disk_at(monkeypatch, 2, errno.ENOSPC)
    monkeypatch.setattr("iaia_desktop.export.destination.shutil.rmtree", lambda *_, **__: None)
    with pytest.raises(ExportError) as caught:
        finish(request)
    assert "out.iaia-partial-" in caught.value.remedy


@pytest.mark.parametrize("number", [errno.EXDEV, errno.EPERM, errno.ENOTSUP])
def test_hard_links_fall_back_to_copies(
    make_request: Make, finish: Finish, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    request = make_request(LABELS, mode=ExportMode.HARDLINK)
    monkeypatch.setattr("iaia_desktop.export.placing.os.link", refuse)
    report = finish(request)
    copy = request.output / "dog/b.jpg"
    assert not copy.samefile(request.root / "b.jpg")
    assert copy.read_bytes() == (request.root / "b.jpg").read_bytes()
    assert report.notes == ("4 files were copied, because hard links are not possible there.",)


@pytest.mark.parametrize(
    "problem", [PermissionError(errno.EPERM, "no"), NotImplementedError("no links here")]
)
def test_symbolic_links_fall_back_to_copies(
    make_request: Make, finish: Finish, monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    def refuse(*_: object) -> None:
        raise problem

    request = make_request({"a.jpg": "cat"}, mode=ExportMode.SYMLINK)
    monkeypatch.setattr(Path, "symlink_to", refuse)
    report = finish(request)
    assert not (request.output / "cat/a.jpg").is_symlink()
    assert report.notes == ("1 file was copied, because symbolic links are not possible there.",)


def test_a_link_that_meets_a_full_disk_stops_the_export(
    make_request: Make, finish: Finish, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    request = make_request(LABELS, mode=ExportMode.HARDLINK)
    monkeypatch.setattr("iaia_desktop.export.placing.os.link", refuse)
    with pytest.raises(ExportError, match="is full"):
        finish(request)
    assert_nothing_left(request)


def test_a_copy_that_reads_back_differently_stops_the_export(
    make_request: Make, finish: Finish, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placing, "file_hash", lambda _: "0" * 32)
    request = make_request(LABELS)
    with pytest.raises(ExportError, match="reads back differently"):
        finish(request)
    assert_nothing_left(request)


def test_a_file_that_fails_while_it_is_read_costs_only_itself(
    make_request: Make, finish: Finish, monkeypatch: pytest.MonkeyPatch, tree: Tree
) -> None:
    request = make_request(LABELS)
    real = Path.open

    class BadSector:
        def __init__(self, file: IO[bytes]) -> None:
            self._file = file

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            self._file.close()

        def read(self, _: int) -> bytes:
            raise OSError(errno.EIO, "Input/output error")

    def open_file(self: Path, mode: str = "r", *args: Any, **options: Any) -> Any:
        file = real(self, mode, *args, **options)
        return BadSector(file) if self == request.root / "b.jpg" else file

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", open_file)
        report = finish(request)
    assert report.failed == (("b.jpg", "The file cannot be read (Input/output error)."),)
    assert report.exported == 3
    assert not (request.output / "dog").exists()


def test_a_file_that_goes_between_check_and_copy_costs_only_itself(make_request: Make) -> None:
    request = make_request(LABELS)
    work = run_export(request, cancel=CancelToken())
    next(work)
    next(work)
    (request.root / "a.jpg").unlink()
    reports: list[ExportReport] = []

    def rest() -> Iterator[ExportProgress]:
        reports.append((yield from work))

    assert list(rest())
    assert reports[0].failed == (("a.jpg", "The file is gone."),)
    assert reports[0].exported == 3
