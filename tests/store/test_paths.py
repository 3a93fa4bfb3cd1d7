"""Which session belongs to which folder, and what the start page reads of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from iaia_desktop.core.errors import KnownError
from iaia_desktop.core.types import ImageId
from iaia_desktop.store.paths import (
    candidates_for_moved_folder,
    find_session_for,
    list_sessions,
    new_session_path,
    program_folders,
    slug,
)
from iaia_desktop.store.session_file import SessionStore
from iaia_desktop.store.summary import read_summary


def make_session(folder: Path, sessions: Path, paths: list[str]) -> Path:
    path = new_session_path(folder, sessions)
    with SessionStore.create(path, folder=folder, created_at=0.0) as store:
        store.add_images(paths)
    return path


def test_everything_lies_in_one_folder_when_asked(tmp_path: Path) -> None:
    folders = program_folders({"IAIA_HOME": str(tmp_path)})
    assert folders.sessions == tmp_path / "data" / "sessions"
    assert folders.embeddings == tmp_path / "cache" / "embeddings"
    assert folders.thumbnails == tmp_path / "cache" / "thumbnails"
    assert folders.config == tmp_path / "config"
    assert folders.logs == tmp_path / "logs"
    assert list(tmp_path.iterdir()) == []


def test_otherwise_in_the_folders_of_the_user() -> None:
    folders = program_folders({"IAIA_HOME": ""})
    for folder in (folders.data, folders.cache, folders.config, folders.logs):
        assert folder.is_absolute()
        assert "iaia-desktop" in str(folder)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Holiday 2024!", "holiday-2024"),
        ("../..", "folder"),
        ("写真", "folder"),
        ("CON", "con"),
        ("x" * 300, "x" * 40),
        ("caf\udce9", "caf"),
    ],
)
def test_a_slug_is_safe_everywhere(text: str, expected: str) -> None:
    assert slug(text, "folder") == expected


def test_the_same_folder_finds_its_session(tmp_path: Path) -> None:
    sessions, photos = tmp_path / "sessions", tmp_path / "photos"
    photos.mkdir()
    assert find_session_for(photos, sessions) is None
    made = make_session(photos, sessions, ["a.jpg"])
    assert made.name.startswith("photos-")
    assert find_session_for(photos, sessions) == made
    link = tmp_path / "link"
    link.symlink_to(photos)
    assert find_session_for(link, sessions) == made
    assert find_session_for(tmp_path / "other" / "photos", sessions) is None
    assert new_session_path(photos, sessions) != made
    assert list_sessions(sessions) == [made]


def test_upper_and_lower_case_lead_to_one_session_where_they_are_one_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sessions, photos, other = tmp_path / "sessions", tmp_path / "Photos", tmp_path / "photos"
    made = make_session(photos, sessions, ["a.jpg"])
    assert find_session_for(other, sessions) is None

    def samefile(self: Path, place: Path) -> bool:
        return str(self).lower() == str(place).lower()

    monkeypatch.setattr(Path, "samefile", samefile)
    assert find_session_for(other, sessions) == made
    assert find_session_for(tmp_path / "others", sessions) is None


def test_a_folder_that_took_the_place_of_a_moved_one_gets_a_session_of_its_own(
    tmp_path: Path,
) -> None:
    sessions, old, new = tmp_path / "sessions", tmp_path / "old", tmp_path / "new"
    made = make_session(old, sessions, ["a.jpg"])
    with SessionStore.open(made) as store:
        store.set_folder(new)
    assert find_session_for(new, sessions) == made
    assert find_session_for(old, sessions) is None
    second = make_session(old, sessions, ["b.jpg"])
    assert second != made
    assert find_session_for(old, sessions) == second


def test_a_damaged_session_is_found_rather_than_passed_over(tmp_path: Path) -> None:
    sessions, photos = tmp_path / "sessions", tmp_path / "photos"
    made = make_session(photos, sessions, ["a.jpg"])
    made.write_bytes(b"ruin")
    assert find_session_for(photos, sessions) == made
    with pytest.raises(KnownError):
        read_summary(made)
    assert find_session_for(tmp_path / "others", sessions) is None


def test_a_moved_folder_is_known_by_its_names(tmp_path: Path) -> None:
    sessions = tmp_path / "sessions"
    here = tmp_path / "here"
    here.mkdir()
    odd = "\udcff.jpg"
    names = [f"{number}.jpg" for number in range(999)] + [odd]
    make_session(here, sessions, names)
    full = make_session(tmp_path / "gone", sessions, names)
    part = make_session(tmp_path / "gone too", sessions, names[300:])
    make_session(tmp_path / "gone as well", sessions, ["other.jpg"])
    (sessions / "noise.iaia").write_bytes(b"noise")
    assert candidates_for_moved_folder(sessions, names) == [full, part]
    assert candidates_for_moved_folder(sessions, [*names[:200], odd]) == [full]
    assert candidates_for_moved_folder(sessions, []) == []
    assert candidates_for_moved_folder(tmp_path / "nowhere", names) == []


def test_a_summary_is_read_beside_a_writer(tmp_path: Path) -> None:
    path = tmp_path / "s.iaia"
    with SessionStore.create(path, folder=tmp_path / "photos", created_at=0.0) as store:
        empty = read_summary(path)
        assert (empty.total, empty.thumbnail) == (0, None)
        store.add_images(["a.jpg", "sub/b.jpg"])
        assert read_summary(path).thumbnail == tmp_path / "photos" / "a.jpg"
        store.set_position(ImageId(1))
        summary = read_summary(path)
        assert summary.thumbnail == tmp_path / "photos" / "sub" / "b.jpg"
        assert summary.folder == tmp_path / "photos"
        assert (summary.total, summary.labelled, summary.classes) == (2, 0, 0)
    assert read_summary(path).last_used_at == path.stat().st_mtime


def test_a_summary_never_points_out_of_the_folder(tmp_path: Path) -> None:
    path = tmp_path / "s.iaia"
    with SessionStore.create(path, folder=tmp_path, created_at=0.0) as store:
        store.add_images(["../secret.jpg"])
    with pytest.raises(KnownError, match="damaged"):
        read_summary(path)


def test_a_summary_of_what_is_no_session_is_a_known_error(tmp_path: Path) -> None:
    with pytest.raises(KnownError):
        read_summary(tmp_path / "missing.iaia")
    path = tmp_path / "s.iaia"
    SessionStore.create(path, folder=tmp_path, created_at=0.0).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as plain:
        plain.execute("DROP TABLE images")
    with pytest.raises(KnownError, match="damaged"):
        read_summary(path)
