"""Golden files: what every version of the format left on people's disks opens with all of it."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from iaia_desktop.core.types import DecisionKind
from iaia_desktop.store.backups import list_backups
from iaia_desktop.store.restoring import restore_session
from iaia_desktop.store.schema import FORMAT_VERSION
from iaia_desktop.store.session_file import SessionStore
from tests.store.golden.make import CREATED_AT, content, fill

GOLDEN = Path(__file__).parent / "golden"
VERSIONS = range(1, FORMAT_VERSION + 1)


def told(version: int) -> Any:
    """Return what was in the file, as the program that wrote it said."""
    found = json.loads((GOLDEN / f"format-{version}.json").read_text(encoding="utf-8"))
    for decision in found["decisions"]:
        for change in decision["images"]:
            if change["suggestion"] is not None and version == 1:
                change["suggestion"].setdefault("votes", [])  # nobody asked rankers then
    return found


def same(store: SessionStore) -> Any:
    return json.loads(json.dumps(content(store)))


@pytest.fixture(params=VERSIONS)
def version(request: pytest.FixtureRequest) -> int:
    found: int = request.param
    return found


@pytest.fixture
def path(version: int, tmp_path: Path) -> Path:
    target = tmp_path / "old.iaia"
    shutil.copyfile(GOLDEN / f"format-{version}.session", target)
    return target


def test_there_is_one_of_every_version_with_every_kind_of_decision(version: int) -> None:
    kinds = {decision["kind"] for decision in told(version)["decisions"]}
    assert kinds == {kind.value for kind in DecisionKind}


def test_it_opens_with_everything(path: Path, version: int) -> None:
    before = path.read_bytes()
    with SessionStore.open(path) as store:
        assert same(store) == told(version)
        assert store.check().problems == ()
        assert store.backup_problem == ""
    # The copy made before anything changed is the old file.
    if version < FORMAT_VERSION:
        with closing(sqlite3.connect(list_backups(path)[0])) as old:
            assert old.execute("PRAGMA user_version").fetchone() == (version,)
    else:
        assert path.read_bytes()[:4096] == before[:4096]
    with SessionStore.open(path, read_only=True) as again:
        assert same(again) == told(version)


def test_it_comes_back_from_the_backup_made_before_it_was_brought_up_to_date(
    path: Path, version: int
) -> None:
    with SessionStore.open(path) as store:
        store.set_setting("later", 1)
        store.rename_images([(store.load_images()[3].image_id, "later.jpg")])
    for newer in list_backups(path)[1:]:
        newer.unlink()
    path.write_bytes(b"ruin")
    restore_session(path)
    with SessionStore.open(path) as store:
        # The log goes on from the old file, too: it becomes the same session again.
        assert store.get_setting("later", 0) == 1
        assert store.load_images()[3].path == "later.jpg"
        assert same(store)["decisions"] == told(version)["decisions"]


def test_the_present_program_writes_what_the_golden_file_of_its_version_holds(
    tmp_path: Path,
) -> None:
    """Every cell of every table: a change of format that nobody noticed fails here."""
    path = tmp_path / "s.iaia"
    with SessionStore.create(path, folder=Path("/golden"), created_at=CREATED_AT) as store:
        fill(store)
    golden = GOLDEN / f"format-{FORMAT_VERSION}.session"
    assert _cells(path) == _cells(shutil.copyfile(golden, tmp_path / "golden.iaia"))


def _cells(path: Path) -> dict[str, list[Any]]:
    with closing(sqlite3.connect(path)) as plain:
        tables = [
            name for (name,) in plain.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        found = {
            name: sorted(plain.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
            for name in tables
        }
        found["objects"] = sorted(
            plain.execute("SELECT type, name, sql FROM sqlite_master").fetchall(), key=repr
        )
    # Drawn by chance for each session, with what follows from it; and the version of the program.
    found["meta"] = [row[:1] for row in found["meta"] if row[0] in {"identity", "app_version"}] + [
        row for row in found["meta"] if row[0] not in {"identity", "app_version"}
    ]
    found["settings"] = [row if row[0] != "log" else row[:1] for row in found["settings"]]
    return found
