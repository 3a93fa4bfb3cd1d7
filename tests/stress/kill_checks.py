"""Hold a session file against what its driver told: nothing lost, nothing invented, all sound.

Everything here works on rows read with plain sqlite3, and rebuilds literally what the program keeps
up to date step by step.
"""

from __future__ import annotations

import csv
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Collection, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
from PIL import Image

from iaia_desktop.core.half import narrow, widen
from iaia_desktop.core.types import Decision, Vector
from iaia_desktop.export.unfinished import UNFINISHED_MARK
from iaia_desktop.store.backups import list_backups
from iaia_desktop.store.session_file import SessionStore
from tests.stress.kill_driver import colours_of

Embed = Callable[[str], Vector]
"""Returns the embedding of the picture with this path."""

_SUM_TOLERANCE = 1e-9
"""Of a sum of unit vectors, each number, for each of its members."""


def copy_of_session(path: Path, folder: Path) -> Path:
    """Copy a session that nobody has open, with its log and its backups."""
    folder.mkdir(parents=True)
    for suffix in ("", "-wal"):
        source = path.with_name(path.name + suffix)
        if source.exists():
            shutil.copyfile(source, folder / source.name)
    backups = path.with_name(path.name + ".backups")
    if backups.exists():
        shutil.copytree(backups, folder / backups.name)
    return folder / path.name


def parts_of_session(path: Path) -> tuple[str, str]:
    """Return what is in a session file and in its log; "" for no log."""
    log = path.with_name(path.name + "-wal")
    return _digest(path), _digest(log) if log.exists() and log.stat().st_size else ""


def check_session(
    path: Path,
    before: Sequence[Decision],
    asked: Sequence[Decision],
    done: Sequence[Decision],
    embed: Embed,
) -> list[Decision]:
    """Check a session whose process was killed, and return its decisions.

    Parameters
    ----------
    path : Path
        The session file; it is opened for writing, so the lock has to be free.
    before : sequence of Decision
        What the session held when the process started.
    asked : sequence of Decision
        What was about to be committed, in order.
    done : sequence of Decision
        What was acknowledged, in order.
    embed : callable
        Tells embeddings.
    """
    with SessionStore.open(path) as store:
        assert not store.read_only
        assert store.backup_problem == ""
        report = store.check()
        assert report.problems == ()
        found = list(store.decisions())
    check_rows(path, found)
    assert found[: len(before)] == list(before), "what was decided in earlier lives changed"
    new = found[len(before) :]
    assert new[: len(done)] == list(done), "an acknowledged decision is lost or changed"
    invented = new[len(done) :]
    assert len(invented) <= 1, "decisions that nobody asked for"
    if invented:
        # The one in work when the blow fell: it may be there, whole.
        assert invented == [asked[-1].numbered(invented[0].decision_id)]
    check_prototypes(path, embed, settled=False)
    for backup in list_backups(path):
        check_backup(backup, found)
    return found


def check_rows(path: Path, decisions: Sequence[Decision]) -> None:
    """Check pages, rules, and that the present state is what the decisions lead to."""
    verdicts: dict[int, tuple[str, int | None, str | None]] = {}
    classes: dict[int, tuple[str, str, str]] = {}
    for decision in decisions:
        for image in decision.images:
            after = image.after
            by = None if after.by is None else after.by.value
            verdicts[image.image_id] = (after.state.value, after.class_id, by)
        for change in decision.classes:
            if change.after is None:
                del classes[change.class_id]
            else:
                row = change.after
                classes[change.class_id] = (row.name, row.colour, row.key)
    with closing(sqlite3.connect(path)) as rows:
        assert rows.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert rows.execute("PRAGMA foreign_key_check").fetchall() == []
        numbers = [row[0] for row in rows.execute("SELECT decision_id FROM decisions")]
        assert numbers == list(range(1, len(decisions) + 1))
        images = rows.execute(
            "SELECT image_id, state, class_id, decided_by FROM images ORDER BY image_id"
        ).fetchall()
        assert [row[0] for row in images] == list(range(len(images)))
        undecided = ("unlabelled", None, None)
        assert {row[0]: row[1:] for row in images} == {
            row[0]: verdicts.get(row[0], undecided) for row in images
        }
        assert verdicts.keys() <= {row[0] for row in images}
        living = rows.execute("SELECT class_id, name, colour, key FROM classes WHERE alive = 1")
        assert {row[0]: row[1:] for row in living} == classes
        position = rows.execute("SELECT value FROM settings WHERE name = 'position'").fetchone()
        assert position is None or 0 <= int(position[0]) < len(images)


def check_prototypes(path: Path, embed: Embed, *, settled: bool) -> int:
    """Check that the stored prototypes are the sums of the images that are said to be in them.

    Parameters
    ----------
    path : Path
        The session file.
    embed : callable
        Tells embeddings.
    settled : bool
        Whether all images are embedded and all is saved: then these are exactly the images that a
        person labelled.

    Returns
    -------
    int
        Prototypes that were compared.
    """
    with closing(sqlite3.connect(path)) as rows:
        prototypes = rows.execute("SELECT class_id, count, total FROM prototypes").fetchall()
        members = rows.execute(
            "SELECT path, contributed FROM images WHERE contributed IS NOT NULL"
        ).fetchall()
        labelled = rows.execute(
            "SELECT path, class_id FROM images WHERE state = 'labelled' AND decided_by = 'human' "
            "AND file_status = 'ready'"
        ).fetchall()
    if settled:
        assert dict(members) == dict(labelled)
    sums: dict[int, list[np.ndarray]] = {}
    for name, class_id in members:
        vector = embed(name).astype(np.float64)
        sums.setdefault(class_id, []).append(vector / np.linalg.norm(vector))
    assert {row[0]: row[1] for row in prototypes} == {key: len(v) for key, v in sums.items()}
    for class_id, count, blob in prototypes:
        right = np.sum(sums[class_id], axis=0)
        total = np.frombuffer(blob, dtype="<f8")
        assert np.abs(total - right).max() <= _SUM_TOLERANCE * count
    return len(prototypes)


def check_backup(backup: Path, decisions: Sequence[Decision]) -> None:
    """Check that a copy is sound, and holds the first of the decisions."""
    uri = f"{backup.as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(uri, uri=True)) as rows:
        assert rows.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        kinds = rows.execute("SELECT decision_id, kind, at FROM decisions ORDER BY 1").fetchall()
    expected = [(row.decision_id, row.kind.value, row.at) for row in decisions]
    assert kinds == expected[: len(kinds)]


def colours(folder: Path) -> Embed:
    """Return what tells the embeddings of pictures in a folder, from their files alone."""
    known: dict[str, Vector] = {}

    def embed(name: str) -> Vector:
        if name not in known:
            with Image.open(folder / name) as picture:
                seen = colours_of(picture)[np.newaxis]
            known[name] = widen(*narrow(seen))[0]
        return known[name]

    return embed


def digests(folder: Path) -> dict[str, tuple[int, str]]:
    """Return time and content of every file below a folder."""
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, _digest(path))
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def check_exports(folder: Path, source: Path, told: Collection[Path]) -> tuple[int, int]:
    """Check that whatever looks like an export is a whole one.

    Parameters
    ----------
    folder : Path
        Where the exports lie.
    source : Path
        The folder of the pictures.
    told : collection of Path
        The exports whose end was acknowledged.

    Returns
    -------
    tuple of int
        Whole exports, and those that were cut off.
    """
    whole = cut = 0
    entries = sorted(folder.iterdir()) if folder.exists() else []
    for entry in entries:
        if UNFINISHED_MARK in entry.name:
            cut += 1
        elif (entry / "labels.csv").exists():
            whole += 1
            _check_export(entry, source)
        else:
            assert entry not in told, "an export that was said to be finished is not whole"
            inside = list(entry.iterdir())
            # A folder that was there before is filled in place, the tables last.
            assert not inside or any(UNFINISHED_MARK in each.name for each in inside)
            cut += bool(inside)
    return whole, cut


def _check_export(folder: Path, source: Path) -> None:
    with (folder / "labels.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    listed = set()
    for row in rows:
        if row["exported"]:
            listed.add(row["exported"])
            assert _digest(folder / row["exported"]) == _digest(source / row["path"])
    there = {
        str(Path(at, name).relative_to(folder))
        for at, _, names in os.walk(folder)
        for name in names
        if Path(at) != folder and UNFINISHED_MARK not in at and name != "metadata.csv"
    }
    assert there == listed


def _digest(path: Path) -> str:
    return hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()
