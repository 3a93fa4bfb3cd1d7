"""Before an export begins: what stands against its folder, what is there, what it needs."""

from __future__ import annotations

import shutil
from collections.abc import Generator
from pathlib import Path
from typing import TypeVar

import pytest

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import CancelledError, ExportError
from iaia_desktop.core.types import FileInfo, FileStatus, ImageId
from iaia_desktop.export.rows import ExportMode
from iaia_desktop.jobs import look_at_destination as module
from iaia_desktop.jobs.export_labels import ExportWish, export_job
from iaia_desktop.jobs.look_at_destination import (
    DestinationLook,
    discard_remains,
    find_remains,
    look_at_destination,
)
from iaia_desktop.store.backups import backup_folder
from tests.jobs.test_export_labels import Session

T = TypeVar("T")


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[Session, None, None]:
    monkeypatch.setenv("IAIA_HOME", str(tmp_path / "home"))
    made = Session(tmp_path)
    with made.store:
        made.label_all()
        sizes = [5_000, 1, 4_096, 0]
        made.store.update_files(
            [
                FileInfo(ImageId(number), FileStatus.READY, size_bytes=size, mtime_ns=1)
                for number, size in enumerate(sizes)
            ]
        )
        yield made


def result(job: Generator[object, None, T]) -> T:
    while True:
        try:
            next(job)
        except StopIteration as stop:
            found: T = stop.value
            return found


def look(
    session: Session, folder: Path | str, mode: ExportMode = ExportMode.COPY
) -> DestinationLook:
    return result(look_at_destination(session.path, str(folder), mode, None, CancelToken()))


def begin(session: Session, out: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Leave an unfinished export."""
    monkeypatch.setattr("iaia_desktop.export.workshop.KEEP_FROM_FILES", 1)
    monkeypatch.setattr("iaia_desktop.export.lots.LOT_FILES", 1)
    job = export_job(session.path, ExportWish(out), CancelToken())
    folder = out.with_name("out.unfinished-export")
    monkeypatch.setattr("iaia_desktop.jobs.export_labels._TELL_EVERY_S", 0)
    for _ in job:
        if len(list(folder.glob("files/*/*"))) == 2:
            job.close()
    return folder


def test_what_is_needed_and_what_is_free(session: Session, tmp_path: Path) -> None:
    seen = look(session, tmp_path / "new" / "out")
    assert (seen.problem, seen.unfinished, seen.copies_instead) == ("", None, False)
    assert seen.sizes.files_bytes == 8_192 + 4_096 + 4_096
    assert seen.needed_bytes == seen.sizes.files_bytes + seen.sizes.tables_bytes
    assert seen.free_bytes is not None
    assert not (tmp_path / "new").exists()
    links = look(session, tmp_path / "out", ExportMode.HARDLINK)
    assert links.needed_bytes == links.sizes.tables_bytes


def test_what_is_known_of_the_session_is_not_read_again(session: Session, tmp_path: Path) -> None:
    sizes = look(session, tmp_path / "out").sizes
    session.path.unlink()
    job = look_at_destination(
        session.path, str(tmp_path / "out"), ExportMode.COPY, sizes, CancelToken()
    )
    assert result(job).problem == ""


def test_another_disk_is_seen_before_links_fail_there(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_on_one_disk", lambda *_: False)
    seen = look(session, tmp_path / "out", ExportMode.HARDLINK)
    assert seen.copies_instead
    assert seen.needed_bytes > seen.sizes.files_bytes
    assert not look(session, tmp_path / "out", ExportMode.SYMLINK).copies_instead


def test_places_that_are_not_for_exports(session: Session, tmp_path: Path) -> None:
    backups = backup_folder(session.path)
    for folder in (session.folder / "out", tmp_path, backups / "out", tmp_path / "home/data/x"):
        assert look(session, folder).problem
    assert "backups of the session" in look(session, backups / "out").problem
    assert "belongs to the program" in look(session, tmp_path / "home/cache/out").problem


def test_an_unfinished_export_is_found_and_thrown_away(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    folder = begin(session, out, monkeypatch)
    seen = look(session, out)
    assert seen.unfinished is not None
    assert (seen.unfinished.folder, seen.unfinished.done) == (folder, 2)
    assert seen.unfinished.about.total == 4
    assert result(find_remains(session.path, out, CancelToken())) == seen.unfinished
    assert result(discard_remains(folder, CancelToken())) == folder
    assert not folder.exists()
    assert result(find_remains(session.path, out, CancelToken())) is None


def test_throwing_away_can_be_stopped_and_says_when_it_fails(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = begin(session, tmp_path / "out", monkeypatch)
    token = CancelToken()
    token.cancel()
    with pytest.raises(CancelledError):
        result(discard_remains(folder, token))
    assert look(session, tmp_path / "out").unfinished is not None
    with monkeypatch.context() as stuck:
        stuck.setattr(shutil, "rmtree", lambda *_, **__: None)
        with pytest.raises(ExportError, match="could not be deleted"):
            result(discard_remains(folder, CancelToken()))
    # It is still one that can be gone on with, or deleted.
    assert result(discard_remains(folder, CancelToken())) == folder
