"""An export that was interrupted goes on: what is right stays, and the result is the same."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import CancelledError, ExportError
from iaia_desktop.core.types import ImageState
from iaia_desktop.export import lots, workshop
from iaia_desktop.export.folders import ExportMode, ExportReport, ExportRequest, run_export
from iaia_desktop.export.unfinished import find_unfinished

Make = Callable[..., ExportRequest]
Finish = Callable[[ExportRequest], ExportReport]
Tree = Callable[[Path], dict[str, bytes]]

LABELS = {
    "IMG.jpg": "cat",
    "a/IMG.jpg": "cat",
    "a/b/IMG.jpg": "dog",
    "c/x.png": "cat",
    "c/y.png": "dog",
    "d.png": None,
}


@pytest.fixture(autouse=True)
def small_lots(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settle every file, and keep every unfinished export."""
    monkeypatch.setattr(lots, "LOT_FILES", 1)
    monkeypatch.setattr(workshop, "KEEP_FROM_FILES", 1)


def stop_after(request: ExportRequest, files: int) -> Path:
    """Run an export until so many files are in place, then cancel; return what it leaves."""
    folder = request.output.with_name(request.output.name + ".unfinished-export")
    cancel_when(request, lambda: len(list(folder.glob("files/*/*"))) >= files)
    assert not request.output.exists()
    return folder


def cancel_when(request: ExportRequest, is_time: Callable[[], bool]) -> None:
    """Run an export, and cancel it at the first step after it is time."""
    cancel = CancelToken()
    with suppress(CancelledError):
        for _ in run_export(request, cancel=cancel):
            if is_time():
                cancel.cancel()
    assert cancel.cancelled


def relabel(request: ExportRequest, **changes: str | None) -> ExportRequest:
    """Give images other classes, or none; ``__`` in a name stands for a slash."""
    wanted = {path.replace("__", "/").replace("_", "."): name for path, name in changes.items()}
    rows = [
        row
        if row.path not in wanted
        else replace(row, class_name=wanted[row.path], state=ImageState.LABELLED)
        if wanted[row.path] is not None
        else replace(row, class_name=None, state=ImageState.SKIPPED)
        for row in request.rows
    ]
    return replace(request, rows=tuple(rows))


def undisturbed(request: ExportRequest, finish: Finish, tree: Tree) -> dict[str, bytes]:
    """Return what an export gives that nothing stops; it is taken away again."""
    elsewhere = replace(request, output=request.output.with_name("elsewhere"))
    finish(elsewhere)
    found = tree(elsewhere.output)
    shutil.rmtree(elsewhere.output)
    return found


@pytest.mark.parametrize("mode", [ExportMode.COPY, ExportMode.HARDLINK, ExportMode.SYMLINK])
@pytest.mark.parametrize("files", [1, 3, 5])
def test_it_goes_on_from_there(
    make_request: Make, finish: Finish, tree: Tree, files: int, mode: ExportMode
) -> None:
    request = make_request(LABELS, mode=mode)
    folder = stop_after(request, files)
    found = find_unfinished(request.output, request.root, "")
    assert found is not None
    assert (found.folder, found.done, found.about.total) == (folder, files, 5)
    kept = {path: path.lstat().st_ino for path in folder.glob("files/*/*")}
    report = finish(request)
    assert (report.exported, report.resumed) == (5, files)
    for path, inode in kept.items():
        target = request.output / path.relative_to(folder / "files")
        assert target.lstat().st_ino == inode  # not made anew
    assert tree(request.output) == undisturbed(request, finish, tree)
    assert not folder.exists()


def test_it_says_in_the_folder_what_it_is(make_request: Make, tree: Tree) -> None:
    request = make_request(LABELS, started_at=12.5, session="my session")
    files = tree(stop_after(request, 2))
    assert b"not finished" in files["READ ME.txt"]
    about = json.loads(files["about.json"])
    assert (about["session"], about["started_at"], about["total"]) == ("my session", 12.5, 5)


def test_labels_that_changed_meanwhile_are_taken_into_account(
    make_request: Make, finish: Finish, tree: Tree
) -> None:
    request = make_request(LABELS)
    stop_after(request, 5 - 1)
    changed = relabel(request, IMG_jpg="dog", a__b__IMG_jpg="cat", c__x_png=None, d_png="owl")
    report = finish(changed)
    assert report.resumed == 3  # two that changed places, one that stayed
    assert tree(changed.output) == undisturbed(changed, finish, tree)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    classes=st.lists(st.sampled_from([None, "cat", "dog", "owl"]), min_size=6, max_size=6),
    share=st.sampled_from([0.0, 0.5]),
    files=st.integers(1, 4),
)
def test_whatever_changed_the_result_is_that_of_an_undisturbed_export(
    make_request: Make,
    finish: Finish,
    tree: Tree,
    tmp_path: Path,
    classes: list[str | None],
    share: float,
    files: int,
) -> None:
    shutil.rmtree(tmp_path)
    tmp_path.mkdir()
    request = make_request(LABELS)
    stop_after(request, files)
    wanted = dict(zip(LABELS, classes, strict=True))
    rows = tuple(
        replace(
            row,
            class_name=wanted[row.path],
            state=ImageState.LABELLED if wanted[row.path] else ImageState.UNLABELLED,
        )
        for row in request.rows
    )
    changed = replace(request, rows=rows, validation_share=share)
    finish(changed)
    assert tree(changed.output) == undisturbed(changed, finish, tree)


def test_a_copy_that_was_touched_is_made_anew(
    make_request: Make, finish: Finish, tree: Tree
) -> None:
    request = make_request(LABELS)
    folder = stop_after(request, 5 - 1)
    (folder / "files/cat/IMG.jpg").write_bytes(b"not what it was")
    (folder / "files/cat/strange.jpg").write_bytes(b"nobody knows this one")
    (folder / "files/cat/a__IMG.jpg").unlink()
    (folder / "files/cat/a__IMG.jpg").symlink_to("/etc/passwd")
    assert finish(request).resumed == 5 - 3
    assert tree(request.output) == undisturbed(request, finish, tree)


def test_a_copy_that_rotted_is_found_when_it_is_read_back(
    make_request: Make, finish: Finish, tree: Tree
) -> None:
    request = make_request(LABELS)
    folder = stop_after(request, 5 - 1)
    copy = folder / "files/cat/IMG.jpg"
    status = copy.stat()
    copy.write_bytes(b"x" * status.st_size)
    os.utime(copy, ns=(status.st_atime_ns, status.st_mtime_ns))
    report = finish(replace(request, verify=True))
    assert (report.resumed, report.verified) == (3, 5)
    assert tree(request.output) == undisturbed(request, finish, tree)


def test_an_image_that_was_replaced_meanwhile_is_not_exported_as_the_labelled_one(
    make_request: Make, finish: Finish
) -> None:
    request = make_request(LABELS)
    rows = tuple(replace(row, content_hash=None) for row in request.rows)
    unread = replace(request, rows=rows)
    stop_after(unread, 5 - 1)
    (request.root / "IMG.jpg").write_bytes(b"another picture")
    # Labelled before it had been read: the picture that is there now is copied.
    assert finish(unread).resumed == 5 - 2
    assert (request.output / "cat/IMG.jpg").read_bytes() == b"another picture"
    shutil.rmtree(request.output)
    report = finish(request)
    assert report.failed == (("IMG.jpg", "The file has changed since it was labelled."),)
    assert "IMG.jpg: The file has changed" in (request.output / "incomplete.txt").read_text()


@pytest.mark.parametrize("mode", [ExportMode.HARDLINK, ExportMode.SYMLINK])
def test_links_to_an_image_that_was_replaced_are_told_apart(
    make_request: Make, finish: Finish, mode: ExportMode
) -> None:
    request = make_request(LABELS, mode=mode)
    status = request.rows[0].source.stat()
    rows = tuple(
        replace(row, size_bytes=row.source.stat().st_size, mtime_ns=status.st_mtime_ns)
        for row in request.rows
    )
    request = replace(request, rows=rows)
    stop_after(request, 3)
    (request.root / "IMG.jpg").write_bytes(b"another picture")
    os.utime(request.root / "c/y.png")  # touched, but the same
    report = finish(request)
    assert report.failed == (("IMG.jpg", "The file has changed since it was labelled."),)
    assert report.exported == 4


def test_a_hard_link_does_not_pass_for_a_copy(
    make_request: Make, finish: Finish, tree: Tree
) -> None:
    request = make_request(LABELS)
    stop_after(request, 3)
    stop_after(replace(request, mode=ExportMode.HARDLINK), 3)
    finish(request)
    for path in request.output.rglob("*.*"):
        assert path.stat().st_nlink == 1
    assert tree(request.output) == undisturbed(request, finish, tree)


def test_it_can_be_begun_anew(make_request: Make, finish: Finish) -> None:
    request = make_request(LABELS)
    stop_after(request, 3)
    report = finish(replace(request, anew=True))
    assert (report.exported, report.resumed) == (5, 0)


def test_a_line_of_the_journal_that_was_cut_off_costs_one_file(
    make_request: Make, finish: Finish
) -> None:
    request = make_request(LABELS)
    journal = stop_after(request, 3) / "placed.jsonl"
    journal.write_bytes(journal.read_bytes()[:-20] + b"\n[1]\n{}\nnull\n\xff\n")
    assert finish(request).resumed == 2


def test_another_export_to_the_same_folder_waits(make_request: Make, finish: Finish) -> None:
    request = make_request(LABELS)
    folder = stop_after(request, 3)
    with FileLock(folder / "lock"), pytest.raises(ExportError, match="under way"):
        finish(request)
    assert finish(request).resumed == 3


def test_the_unfinished_export_of_another_session_is_left_alone(
    make_request: Make, finish: Finish, tree: Tree, tmp_path: Path
) -> None:
    request = make_request(LABELS, session="one")
    folder = stop_after(request, 3)
    before = tree(folder)
    other_root = tmp_path / "other"
    shutil.copytree(request.root, other_root)
    rows = tuple(replace(row, source=other_root / row.path) for row in request.rows)
    report = finish(replace(request, session="two", root=other_root, rows=rows))
    assert (report.exported, report.resumed) == (5, 0)
    assert tree(folder) == before


def test_a_session_that_was_moved_or_a_disk_that_came_back_elsewhere_goes_on(
    make_request: Make, finish: Finish, tmp_path: Path
) -> None:
    request = make_request(LABELS, session="one")
    stop_after(request, 3)
    assert finish(replace(request, session="moved")).resumed == 3
    shutil.rmtree(request.output)
    stop_after(request, 3)
    new_root = request.root.rename(tmp_path / "again")
    rows = tuple(replace(row, source=new_root / row.path) for row in request.rows)
    assert finish(replace(request, root=new_root, rows=rows)).resumed == 3


def test_a_folder_of_that_name_which_is_somebody_elses_is_left_alone(
    make_request: Make, finish: Finish, tree: Tree, tmp_path: Path
) -> None:
    mine = tmp_path / "out.unfinished-export"
    mine.mkdir()
    (mine / "files").write_text("my list of files")
    report = finish(make_request(LABELS))
    assert report.exported == 5
    assert tree(mine) == {"files": b"my list of files"}


def test_a_small_export_that_is_stopped_leaves_nothing(
    make_request: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workshop, "KEEP_FROM_FILES", 4)
    request = make_request(LABELS)
    assert not stop_after(request, 3).exists()
    assert stop_after(request, 4).is_dir()


def test_what_was_cut_off_while_it_moved_into_an_empty_folder_is_gone_on_with(
    make_request: Make, finish: Finish, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = make_request(LABELS)
    request.output.mkdir()
    real = Path.rename
    moved = 0

    class PowerCut(BaseException):
        pass

    def rename(self: Path, target: Path) -> Path:
        nonlocal moved
        if target.parent == request.output:
            moved += 1
            if moved == 2:
                raise PowerCut
        return real(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", rename)
        patch.setattr("iaia_desktop.export.workshop.Workshop.__exit__", lambda *_: None)
        with pytest.raises(PowerCut):
            finish(request)
    assert (request.output / "cat").is_dir()
    assert not (request.output / "labels.jsonl").exists()
    assert finish(request).resumed == 5
    assert tree(request.output) == undisturbed(request, finish, tree)


def test_a_stranger_in_an_empty_folder_is_not_taken_for_what_was_moved(
    make_request: Make, finish: Finish, tree: Tree
) -> None:
    request = make_request(LABELS)
    request.output.mkdir()
    folder = request.output / "out.unfinished-export"
    cancel_when(request, lambda: bool(list(folder.glob("files/*/*"))))
    (request.output / "cat").mkdir()
    (request.output / "cat/mine.jpg").write_bytes(b"mine")
    with pytest.raises(ExportError, match="not empty"):
        finish(request)
    assert tree(request.output)["cat/mine.jpg"] == b"mine"
