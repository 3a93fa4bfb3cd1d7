"""docs/file-format.md tells of every table and column of a session, and of nothing else."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from iaia_desktop.core.types import DecidedBy, DecisionKind, FileStatus, ImageState
from iaia_desktop.export.manifest import LABEL_COLUMNS
from iaia_desktop.export.split import TRAIN, VALIDATION
from iaia_desktop.jobs.stored_examples import EXAMPLES_SETTING
from iaia_desktop.jobs.stored_method import ELSEWHERE_SETTING, ENCODER_SETTING, METHOD_SETTING
from iaia_desktop.session.auto_labelling import AUTO_LABEL_SETTING
from iaia_desktop.session.order_feed import ORDER_SETTING
from iaia_desktop.session.review_flow import SETTLED_SETTING
from iaia_desktop.session.supervisor import SUPERVISION_SETTING
from iaia_desktop.store import log_records
from iaia_desktop.store.live_tables import POSITION_SETTING
from iaia_desktop.store.log_records import POSITION_IN_LOG
from iaia_desktop.store.schema import FORMAT_VERSION
from iaia_desktop.store.session_file import SessionStore
from tests.documents.fenced import blocks, read

DOCUMENT = "docs/file-format.md"
SQLITES_OWN = "sqlite_sequence"

Rows = list[tuple[str, ...]]


@pytest.fixture
def session(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    path = tmp_path / "new.iaia"
    SessionStore.create(path, folder=tmp_path, created_at=1.0).close()
    with closing(sqlite3.connect(path)) as connection:
        yield connection


def section(title: str) -> str:
    """Return what stands under a heading, to the next one."""
    match = re.search(
        rf"^#+ {re.escape(title)}\n(.*?)(?=^#|\Z)", read(DOCUMENT), re.MULTILINE | re.DOTALL
    )
    assert match is not None, f"no heading “{title}”"
    return match[1]


def tables(title: str) -> dict[str, Rows]:
    """Return the tables under a heading, by the name of their first column; code marks are off."""
    found: dict[str, Rows] = {}
    for text in re.findall(r"(?:^\|.*\|\n)+", section(title), re.MULTILINE):
        head, _, *rows = [
            tuple(cell.strip().strip("`") for cell in line.strip("|\n").split(" | "))
            for line in text.splitlines()
        ]
        assert all(len(row) == len(head) for row in rows), (title, head)
        found[head[0]] = rows
    return found


def test_every_table_and_column_with_its_type(session: sqlite3.Connection) -> None:
    names = {
        name for (name,) in session.execute("SELECT name FROM sqlite_master WHERE type='table'")
    }
    told = set(re.findall(r"^### `(\w+)`$", read(DOCUMENT), re.MULTILINE))
    assert told == names - {SQLITES_OWN}
    assert f"`{SQLITES_OWN}`" in read(DOCUMENT)
    for name in sorted(told):
        columns = [
            (row[1], row[2] or "any") for row in session.execute(f"PRAGMA table_info({name})")
        ]
        rows = tables(f"`{name}`")["Column"]
        assert [row[:2] for row in rows] == columns, name
        assert all(len(row[2]) > 3 for row in rows), name


def test_no_index_and_no_view_goes_untold(session: sqlite3.Connection) -> None:
    kinds = session.execute(
        "SELECT DISTINCT type FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
    ).fetchall()
    assert {kind for (kind,) in kinds} == {"table", "trigger"}


def test_the_version() -> None:
    assert f"**format version {FORMAT_VERSION}**" in read(DOCUMENT)


def test_every_kind_of_decision() -> None:
    assert [row[0] for row in tables("`decisions`")["Kind"]] == [
        kind.value for kind in DecisionKind
    ]


@pytest.mark.parametrize(
    ("table", "column", "values"),
    [
        ("images", "state", [*ImageState]),
        ("images", "file_status", [*FileStatus]),
        ("images", "decided_by", [*DecidedBy]),
        ("decisions", "by", [*DecidedBy]),
    ],
)
def test_every_value_of_a_list(table: str, column: str, values: list[str]) -> None:
    (meaning,) = [row[2] for row in tables(f"`{table}`")["Column"] if row[0] == column]
    for value in values:
        assert f"`{value}`" in f"`{meaning}`" or f"{value}`" in meaning, (column, value)


def test_every_entry_of_meta(session: sqlite3.Connection) -> None:
    names = {name for (name,) in session.execute("SELECT name FROM meta")}
    assert {row[0] for row in tables("`meta`")["Entry"]} == names


def test_every_setting(place: Path) -> None:
    told = {row[0] for row in tables("`settings`")["Setting"]}
    assert told == {
        AUTO_LABEL_SETTING,
        ELSEWHERE_SETTING,
        ENCODER_SETTING,
        EXAMPLES_SETTING,
        METHOD_SETTING,
        ORDER_SETTING,
        POSITION_IN_LOG,
        POSITION_SETTING,
        SETTLED_SETTING,
        SUPERVISION_SETTING,
    }
    with closing(sqlite3.connect("photos.iaia")) as connection:
        assert {name for (name,) in connection.execute("SELECT name FROM settings")} <= told


def test_the_lines_of_the_log() -> None:
    (block,) = [block for block in blocks(DOCUMENT) if block.language == "json"]
    writers = {
        "images": log_records.images_text,
        "moves": log_records.moves_text,
        "setting": log_records.setting_text,
        "folder": log_records.folder_text,
    }
    lines = [json.loads(line) for line in block.text.splitlines()]
    assert [line[0] for line in lines] == list(writers)
    for kind, *content in lines:
        writer = writers[kind]
        assert json.loads(writer(*content)) == [kind, *content]  # type: ignore[operator]


def test_every_column_of_an_export() -> None:
    rows = tables("An export")["Column"]
    assert tuple(row[0] for row in rows) == LABEL_COLUMNS
    (split,) = [row[1] for row in rows if row[0] == "split"]
    assert TRAIN in split
    assert VALIDATION in split


def test_every_array_of_embeddings(place: Path) -> None:
    import numpy as np

    from iaia_desktop.cli import main

    assert main(["embed", "photos", "--output", "all.npz", "--encoder", "builtin"]) == 0
    with np.load("all.npz") as file:
        assert {row[0] for row in tables("Embeddings")["Array"]} == set(file.files)
