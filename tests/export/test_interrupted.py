from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import CancelledError, ExportError
from iaia_desktop.export import building, placing
from iaia_desktop.export.folders import (
    ExportMode,
    ExportProgress,
    ExportReport,
    ExportRequest,
    run_export,
)
from tests.stress.faulty_files import FaultyFiles

Make = Callable[..., ExportRequest]
Finish = Callable[[ExportRequest], ExportReport]
Tree = Callable[[Path], dict[str, bytes]]

LABELS = {"a.jpg": "cat", "b.jpg": "dog", "s/a.jpg": "cat", "t.jpg": "bird", "none.jpg": None}
WRITES = frozenset({"open", "write", "fsync", "mkdir"})


def count_writes(request: ExportRequest, finish: Finish) -> int:
    """Return how often an export writes something: the export itself is taken away again."""
    counting = FaultyFiles(request.output.parent, names=WRITES)
    with counting.installed():
        finish(request)
    shutil.rmtree(request.output)
    return counting.count


def full_disk(request: ExportRequest, number: int, where: str = "") -> FaultyFiles:
    """Return a disk on which the ``number``-th writing fails, from 0, among some paths."""
    return FaultyFiles(
        request.output.parent,
        names=WRITES,
        fail_at=number,
        error_number=errno.ENOSPC,
        when=lambda path: where in path,
    )


def assert_nothing_left(request: ExportRequest) -> None:
    assert {entry.name for entry in request.output.parent.iterdir()} == {"source"}


def test_a_full_disk_leaves_nothing_whenever_it_comes(
    make_request: Make, finish: Finish, tree: Tree
) -> None:
    request = make_request(LABELS)
    before = tree(request.root)
    stopped = 0
    for number in range(0, count_writes(request, finish), 4):
        with full_disk(request, number).installed():
            with suppress(ExportError):
                finish(request)
            if request.output.exists():  # only what is a courtesy has failed
                assert len(tree(request.output)) == 4 + 4  # images and tables
                shutil.rmtree(request.output)
            else:
                stopped += 1
        assert_nothing_left(request)
    assert stopped
    assert tree(request.root) == before
    assert finish(request).exported == 4  # and the next try works


def test_a_full_disk_leaves_an_empty_folder_empty(make_request: Make, finish: Finish) -> None:
    request = make_request(LABELS)
    request.output.mkdir()
    with (
        full_disk(request, 0, where="/parts/").installed(),
        pytest.raises(ExportError, match="is full"),
    ):
        finish(request)
    assert list(request.output.iterdir()) == []


def test_made_parents_go_with_a_failed_export(
    make_request: Make, finish: Finish, tmp_path: Path
) -> None:
    request = make_request(LABELS, output=tmp_path / "new/er/out")
    disk = FaultyFiles(tmp_path, names=frozenset({"fsync"}), fail_at=6, error_number=errno.EIO)
    with disk.installed(), pytest.raises(ExportError, match="stopped"):
        finish(request)
    assert {entry.name for entry in tmp_path.iterdir()} == {"source"}


def test_a_disk_that_is_too_small_is_seen_before_anything_is_copied(
    make_request: Make, finish: Finish, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = make_request(LABELS)
    usage = shutil.disk_usage(request.root)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    monkeypatch.setattr(building, "copy_file", None)
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


def test_remains_that_cannot_be_removed_are_named(make_request: Make, finish: Finish) -> None:
    request = make_request(LABELS)
    unplugged = FaultyFiles(
        request.output.parent,
        names=frozenset({"fsync", "unlink", "rmdir", "scandir"}),
        fail_at=6,
        stays=True,
        error_number=errno.EIO,
        when=lambda path: "number" in path or "out.unfinished" in path,
    )
    with unplugged.installed(), pytest.raises(ExportError) as caught:
        finish(request)
    assert "out.unfinished-export" in caught.value.remedy
    assert not request.output.exists()


@pytest.mark.parametrize("number", [errno.EXDEV, errno.EPERM, errno.ENOTSUP])
def test_hard_links_fall_back_to_copies(
    make_request: Make, finish: Finish, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    request = make_request(LABELS, mode=ExportMode.HARDLINK)
    monkeypatch.setattr(os, "link", refuse)
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
    monkeypatch.setattr(os, "link", refuse)
    with pytest.raises(ExportError, match="is full"):
        finish(request)
    assert_nothing_left(request)


def test_a_copy_that_reads_back_differently_stops_the_export(
    make_request: Make, finish: Finish, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(*_: object, **__: object) -> Generator[int, None, str]:
        yield 1
        return "0" * 32

    monkeypatch.setattr("iaia_desktop.export.lots.hash_file", read)
    request = make_request(LABELS, verify=True)
    with pytest.raises(ExportError, match="reads back differently"):
        finish(request)
    assert_nothing_left(request)


def test_a_file_that_fails_while_it_is_read_costs_only_itself(
    make_request: Make, finish: Finish
) -> None:
    request = make_request(LABELS)
    bad_sector = FaultyFiles(
        request.root / "b.jpg", names=frozenset({"read"}), fail_at=0, error_number=errno.EIO
    )
    with bad_sector.installed():
        report = finish(request)
    assert report.failed == (("b.jpg", "The file cannot be read (Input/output error)."),)
    assert report.exported == 3
    assert not (request.output / "dog").exists()


def test_a_file_that_goes_between_check_and_copy_costs_only_itself(make_request: Make) -> None:
    request = make_request(LABELS)
    work = run_export(request, cancel=CancelToken())
    while next(work).text != "Giving the files their names":
        pass
    (request.root / "a.jpg").unlink()
    reports: list[ExportReport] = []

    def rest() -> Iterator[ExportProgress]:
        reports.append((yield from work))

    assert list(rest())
    assert reports[0].failed == (("a.jpg", "The file is gone."),)
    assert reports[0].exported == 3
