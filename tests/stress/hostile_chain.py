"""A session of a hostile folder, and what must hold of every export of it."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import unicodedata
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import TypeVar

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.method import Method
from iaia_desktop.core.palette import CLASS_COLOURS
from iaia_desktop.core.types import FileInfo, FileStatus, ImageId
from iaia_desktop.encoders.builtin import BuiltinEncoder
from iaia_desktop.export.cells import restore
from iaia_desktop.export.names import collision_key
from iaia_desktop.images.reading import content_hash
from iaia_desktop.jobs.embed_folder import embed_items
from iaia_desktop.jobs.embed_queue import EmbedItem
from iaia_desktop.jobs.hand_over import HandOver
from iaia_desktop.jobs.import_labels import MatchedLabels, import_into_session_job
from iaia_desktop.jobs.open_session import OpenedSession, OpenRequest, open_session_job
from iaia_desktop.jobs.scan import scan_job

Result = TypeVar("Result")

CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b\ufeff]")
FORMULA = re.compile("[ ]*[=+\\-@\t\r＝＋－＠]")  # noqa: RUF001
TABLES = {"labels.csv", "labels.jsonl", "not_exported.csv", "metadata.csv"}


def finish(job: Generator[object, None, Result]) -> Result:
    """Run a job to its end."""
    while True:
        try:
            next(job)
        except StopIteration as stop:
            result: Result = stop.value
            return result


class Chain:
    """One folder and its session.

    Parameters
    ----------
    root : Path
        The folder.
    sessions : Path
        Where sessions lie.
    """

    def __init__(self, root: Path, sessions: Path) -> None:
        self.root, self.sessions = root, sessions
        self.opened: OpenedSession | None = None
        self.problems: list[str] = []

    @property
    def session(self) -> OpenedSession:
        """What is open."""
        assert self.opened is not None
        return self.opened

    @property
    def path(self) -> Path:
        """The session's file."""
        return self.session.store.path

    def open(self) -> None:
        """Open the folder; begin its session, and scan, when there is none."""
        request = OpenRequest(
            self.root, self.sessions, CLASS_COLOURS, Method(), "builtin", 1_700_000_000.0
        )
        self.opened = finish(open_session_job(request, CancelToken()))
        if self.opened.is_new:
            hand_over = HandOver(1 << 30)
            for added in scan_job(self.root, self.opened.store, hand_over, CancelToken()):
                self.problems += [problem.path for problem in added.problems]
                for path in added.paths:
                    self.opened.engine.state.add_image(path)

    def close(self) -> None:
        """Close the session."""
        self.session.store.close()
        self.opened = None

    def embed(self, every: int) -> int:
        """Embed every so manieth image, without a cache; return how many could not be."""
        state, embedded = self.session.engine.state, 0
        chosen = list(state.images())[::every]
        items = [EmbedItem(image_id, state.path(image_id)) for image_id in chosen]
        for batch in embed_items(self.root, items, BuiltinEncoder(), None, CancelToken()):
            self.session.store.update_files(batch.files)
            for info in batch.files:
                state.set_file(info)
            embedded += len(batch.image_ids)
        return len(chosen) - embedded

    def note_contents(self, contents: Mapping[str, bytes]) -> None:
        """Note what the files hold, as embedding does, without the work."""
        state = self.session.engine.state
        infos = [
            FileInfo(image_id, FileStatus.READY, content_hash=content_hash(contents[path]))
            for image_id in state.images()
            if (path := state.path(image_id)) in contents
        ]
        self.session.store.update_files(infos)
        for info in infos:
            state.set_file(info)

    def label(self, labels: Mapping[str, str]) -> None:
        """Label images by path and class name, as one decision."""
        state = self.session.engine.state
        ids = {state.path(image_id): image_id for image_id in state.images()}
        self._import([(ids[path], name) for path, name in labels.items()])

    def take(self, source: Path) -> MatchedLabels:
        """Import labels; return what was read."""
        found = finish(import_into_session_job(source, self.path, CancelToken()))
        self._import(list(found.labels))
        return found

    def _import(self, labels: list[tuple[ImageId, str]]) -> None:
        state, store = self.session.engine.state, self.session.store
        decision = store.append(state.plan_import(labels, at=1_700_000_001.0))
        state.apply(decision)

    def labels(self) -> dict[str, str]:
        """Return the labels by path."""
        state = self.session.engine.state
        return {
            state.path(image_id): state.class_of(verdict.class_id).name
            for image_id in state.images()
            if (verdict := state.verdict(image_id)).class_id is not None
        }

    def classes(self) -> set[str]:
        """Return the names of the classes."""
        return {row.name for row in self.session.engine.state.classes()}


def check_export(
    out: Path, root: Path, labels: Mapping[str, str], contents: Mapping[str, bytes], *, files: bool
) -> int:
    """Assert all that is promised of the names in an export; return how many files it has.

    Parameters
    ----------
    out, root : Path
        The export, and the folder that it was made of.
    labels : mapping of str to str
        What was labelled, by path.
    contents : mapping of str to bytes
        What the files hold, by path.
    files : bool
        Whether there are files, or tables only.
    """
    placed = _check_names(out, root)
    rows = [json.loads(line) for line in (out / "labels.jsonl").read_text("ascii").splitlines()]
    assert {row["path"]: row["class"] for row in rows} == labels
    assert len(rows) == len(labels)
    exported = {row["exported"]: row["path"] for row in rows}
    if files:
        assert set(exported) == placed
        for name, path in exported.items():
            assert (out / name).read_bytes() == contents[path]
        _check_metadata(out, {row["exported"]: row["class"] for row in rows})
    else:
        assert set(exported) <= {""}
        assert not placed
    _check_table(out / "labels.csv", rows)
    return len(placed)


def _check_names(out: Path, root: Path) -> set[str]:
    """Assert that names are safe and differ everywhere; return the files that are no tables."""
    placed = set()
    for folder, folders, names in os.walk(os.fsencode(out)):
        keys = [collision_key(os.fsdecode(name)) for name in (*folders, *names)]
        assert len(set(keys)) == len(keys), folder
        for raw in (*folders, *names):
            assert len(raw) <= 255
            name = raw.decode()
            assert not CONTROLS.search(name), name
            assert not set(name) & set('/\\:*?"<>|'), name
            assert name == name.rstrip(". "), name
            assert not name.startswith("."), name
            stem = name.split(".")[0].rstrip().upper()
            assert not re.fullmatch("CON|NUL|AUX|PRN|(COM|LPT)[0-9¹²³]|CONIN\\$|CLOCK\\$", stem)
            assert all(unicodedata.category(sign) not in ("Cn", "Cs") for sign in name)
        for raw in names:
            place = Path(os.fsdecode(folder)) / os.fsdecode(raw)
            relative = place.relative_to(out).as_posix()
            if place.name in TABLES and len(Path(relative).parts) <= 2 and place.suffix:
                continue
            assert place.resolve().is_relative_to(root if place.is_symlink() else out)
            placed.add(relative)
    return placed


def _check_table(path: Path, rows: list[dict[str, str]]) -> None:
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    assert text.count("\r\n") == text.count("\n") == text.count("\r") == len(rows) + 1
    assert not CONTROLS.search(text.replace("\r\n", ""))
    cells = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    head = cells.pop(0)
    for row, line in zip(rows, cells, strict=True):
        assert not any(FORMULA.match(cell) for cell in line), line
        back = dict(zip(head, map(restore, line), strict=True))
        for column in ("path", "exported", "class", "suggested_class"):
            assert back[column] == (row[column] or "")
    # Where the semicolon separates cells, quotes stand for themselves within one.
    for raw in text.split("\r\n"):
        for cell in re.split("[;,]", raw)[1:]:
            assert not FORMULA.match(cell), raw


def _check_metadata(out: Path, classes: Mapping[str, str]) -> None:
    told = {}
    for path in sorted(out.rglob("metadata.csv")):
        if path.is_dir():
            continue
        with path.open(encoding="utf-8", newline="") as table:
            for row in csv.DictReader(table):
                place = (path.parent / row["file_name"]).relative_to(out).as_posix()
                told[place] = restore(row["label"])
    assert told == classes
