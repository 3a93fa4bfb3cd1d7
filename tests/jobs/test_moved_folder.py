"""A folder that lies elsewhere is known by its pictures, never by names alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from iaia_desktop.core.types import FileInfo, FileStatus, ImageId
from iaia_desktop.images.reading import content_hash
from iaia_desktop.jobs.moved_folder import find_moved
from iaia_desktop.store.session_file import SessionStore

PATHS = [f"{number}.jpg" for number in range(10)]


@pytest.fixture
def sessions(tmp_path: Path) -> Path:
    return tmp_path / "sessions"


def a_folder(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True)
    for path in PATHS:
        (folder / path).write_text(f"{text} {path}")
    return folder


def a_session(path: Path, folder: Path, text: str) -> None:
    """Make the session of a folder that is gone, whose pictures held this text."""
    with SessionStore.create(path, folder=folder, created_at=0.0) as store:
        ids = store.add_images(PATHS)
        store.update_files(
            [
                FileInfo(
                    image_id,
                    FileStatus.READY,
                    content_hash=content_hash(f"{text} {name}".encode()),
                )
                for image_id, name in zip(ids, PATHS, strict=True)
            ]
        )


def test_among_several_the_one_with_the_same_pictures(tmp_path: Path, sessions: Path) -> None:
    for number, text in enumerate(["holiday", "wedding", "garden"]):
        a_session(sessions / f"{number}.iaia", tmp_path / f"gone {number}", text)
    (sessions / "broken.iaia").write_bytes(b"garbage")
    folder = a_folder(tmp_path / "here", "wedding")
    assert find_moved(folder, PATHS, sessions) == (sessions / "1.iaia", tmp_path / "gone 1")


def test_the_same_names_with_other_pictures(tmp_path: Path, sessions: Path) -> None:
    a_session(sessions / "0.iaia", tmp_path / "gone", "holiday")
    folder = a_folder(tmp_path / "here", "wedding")
    assert find_moved(folder, PATHS, sessions) == (None, None)


def test_most_of_the_pictures_must_be_the_same(tmp_path: Path, sessions: Path) -> None:
    a_session(sessions / "0.iaia", tmp_path / "gone", "holiday")
    folder = a_folder(tmp_path / "here", "holiday")
    for path in PATHS[:3]:
        (folder / path).write_text("edited")
    (folder / PATHS[3]).unlink()
    (folder / PATHS[3]).mkdir()
    assert find_moved(folder, PATHS, sessions) == (None, None)
    (folder / PATHS[0]).write_text(f"holiday {PATHS[0]}")
    assert find_moved(folder, PATHS, sessions)[0] == sessions / "0.iaia"


def test_nothing_to_go_by(tmp_path: Path, sessions: Path) -> None:
    folder = a_folder(tmp_path / "here", "holiday")
    assert find_moved(folder, PATHS, sessions) == (None, None)
    a_session(sessions / "0.iaia", tmp_path / "gone", "holiday")
    assert find_moved(folder, [], sessions) == (None, None)
    # A session whose own folder is there is that folder's.
    a_session(sessions / "1.iaia", folder, "wedding")
    assert find_moved(folder, PATHS, sessions)[0] == sessions / "0.iaia"


def test_what_was_never_read_is_not_known(tmp_path: Path, sessions: Path) -> None:
    with SessionStore.create(
        sessions / "0.iaia", folder=tmp_path / "gone", created_at=0.0
    ) as store:
        store.add_images(PATHS)
        store.update_files([FileInfo(ImageId(0), FileStatus.FAILED, "broken")])
    folder = a_folder(tmp_path / "here", "holiday")
    assert find_moved(folder, PATHS, sessions) == (None, None)
