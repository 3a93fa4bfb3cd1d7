"""Links beside a session, as a stranger may pack them, lead no write and no delete anywhere."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from iaia_desktop.core.errors import SessionFileError
from iaia_desktop.core.state import AnnotationState
from iaia_desktop.store.session_file import SessionStore

PRECIOUS = b"precious" * 500

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")


@pytest.fixture
def session(tmp_path: Path) -> Path:
    path = tmp_path / "mail" / "s.iaia"
    with SessionStore.create(path, folder=tmp_path, created_at=1.0) as store:
        store.add_images(["a.png"])
        state = AnnotationState(("#112233",))
        state.add_image("a.png")
        store.append(state.plan_new_class([], "x", at=2.0, keys="a"))
    return path


def work_with(path: Path) -> str:
    """Open a session and write to it; return the words with which it was refused, if it was."""
    try:
        with SessionStore.open(path) as store:
            store.set_setting("much", "y" * 50_000)
            state = AnnotationState(("#112233",))
            state.restore_classes(store.load_classes(), store.next_class_id())
            store.append(state.plan_new_class([], "another", at=3.0, keys="b"))
            store.back_up()
    except SessionFileError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    "name", ["s.iaia.lock", "s.iaia-wal", "s.iaia-shm", "s.iaia-journal", "s.iaia.new"]
)
@pytest.mark.parametrize("exists", [True, False])
def test_a_link_to_a_file_is_not_written_through(session: Path, name: str, exists: bool) -> None:
    victim = session.parent.parent / "victim.txt"
    if exists:
        victim.write_bytes(PRECIOUS)
    link = session.with_name(name)
    link.unlink(missing_ok=True)
    link.symlink_to(victim)
    words = work_with(session)
    assert victim.exists() == exists
    assert not exists or victim.read_bytes() == PRECIOUS
    assert not words or str(session) in words


def test_backups_in_a_linked_folder_are_refused(session: Path) -> None:
    victims = session.parent.parent / "victims"
    shutil.move(session.with_name("s.iaia.backups"), victims)
    (victims / "mine.unfinished").write_bytes(PRECIOUS)
    session.with_name("s.iaia.backups").symlink_to(victims)
    before = sorted(victims.iterdir())
    assert "is a link to another place" in work_with(session)
    assert sorted(victims.iterdir()) == before


def test_a_linked_backup_is_refused(session: Path) -> None:
    victim = session.parent.parent / "victim.txt"
    victim.write_bytes(PRECIOUS)
    folder = session.with_name("s.iaia.backups")
    folder.mkdir(exist_ok=True)
    for entry in list(folder.iterdir()):
        entry.unlink()
        entry.symlink_to(victim)
    (folder / "000001-20200101-000000.iaia").unlink(missing_ok=True)
    (folder / "000001-20200101-000000.iaia").symlink_to(victim)
    assert "is a link to another place" in work_with(session)
    assert victim.read_bytes() == PRECIOUS
