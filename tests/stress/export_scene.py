"""Pictures in a folder and labels for them, as exports that are disturbed need them."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
from pathlib import Path

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import ExportError
from iaia_desktop.core.types import ImageState
from iaia_desktop.export.folders import run_export
from iaia_desktop.export.rows import ExportMode, ExportReport, ExportRequest, ExportRow

TABLES = ("labels.csv", "labels.jsonl", "not_exported.csv", "metadata.csv", "incomplete.txt")

Snapshot = dict[str, tuple[bytes, int]]


class ExportScene:
    """Pictures of several sizes, of which most are labelled.

    Parameters
    ----------
    folder : Path
        Everything lies below it.
    pictures : int
        How many.
    seed : int
        Of their bytes and classes.
    largest : int
        Bytes of the largest.
    """

    def __init__(self, folder: Path, *, pictures: int, seed: int, largest: int = 3_000) -> None:
        self.root = folder / "pictures"
        self.home = folder / "exports"
        self.output = self.home / "out"
        chance = random.Random(seed)  # noqa: S311 - reproducible, not secret
        self.rows = tuple(self._make(number, chance, largest) for number in range(pictures))
        self.labelled = sum(row.class_name is not None for row in self.rows)

    def request(self, mode: ExportMode, **_: object) -> ExportRequest:
        """Return the wish to export all of it."""
        return ExportRequest(
            self.root, self.output, mode, self.rows, session="a session", started_at=1.7e9
        )

    def reference(self, mode: ExportMode) -> Snapshot:
        """Return what an undisturbed export gives; nothing of it is left."""
        run_to_end(self.request(mode))
        found = snapshot(self.output)
        self.clean()
        return found

    def clean(self) -> None:
        """Take away all that exports left."""
        shutil.rmtree(self.home, ignore_errors=True)

    def leftovers(self) -> list[str]:
        """Return what lies beside and in the export without belonging to it."""
        found = [path.relative_to(self.home).as_posix() for path in self.home.rglob("*")]
        return [path for path in found if ".unfinished-export" in path]

    def assert_partial(self, report: ExportReport) -> None:
        """Check an export that lacks something: it says so, and what is there is right."""
        assert (self.output / "incomplete.txt").is_file()
        lines = (self.output / "labels.jsonl").read_text(encoding="ascii").splitlines()
        records = [json.loads(line) for line in lines]
        assert len(records) == self.labelled
        placed = [record for record in records if record["exported"]]
        assert len(placed) == report.exported == self.labelled - len(report.failed)
        for record in placed:
            copy = self.output / record["exported"]
            assert copy.read_bytes() == (self.root / record["path"]).read_bytes()
        pictures = [name for name in snapshot(self.output) if Path(name).name not in TABLES]
        assert sorted(pictures) == sorted(record["exported"] for record in placed)

    def _make(self, number: int, chance: random.Random, largest: int) -> ExportRow:
        path = f"{'ab'[number % 2]}/IMG_{number // 2}.jpg"
        source = self.root / path
        data = chance.randbytes(chance.randrange(1, largest))
        if not source.exists():
            source.parent.mkdir(parents=True, exist_ok=True)
            source.write_bytes(data)
            os.utime(source, ns=(1_500_000_000_000_000_000 + number,) * 2)
        if number % 7 == 6:
            return ExportRow(path, source, ImageState.SKIPPED)
        # One in three was labelled before anybody had read it.
        digest = hashlib.blake2b(data, digest_size=16).hexdigest() if number % 3 else None
        return ExportRow(
            path,
            source,
            ImageState.LABELLED,
            class_name=chance.choice(["cat", "dog", "owl"]),
            by="human",
            content_hash=digest,
        )


def run_to_end(request: ExportRequest, cancel: CancelToken | None = None) -> ExportReport:
    """Run an export and return its report."""
    work = run_export(request, cancel=cancel or CancelToken())
    try:
        while True:
            try:
                next(work)
            except StopIteration as stop:
                report: ExportReport = stop.value
                return report
    finally:
        work.close()


def go_on(scene: ExportScene, request: ExportRequest) -> ExportReport | None:
    """Export again; None when it was whole already, and lacked nothing but being tidied up."""
    was_whole = (scene.output / "labels.jsonl").is_file()
    try:
        report = run_to_end(request)
    except ExportError as problem:
        if was_whole and "never overwrites" in problem.what:
            return None
        raise
    assert report.failed == ()
    return report


def snapshot(folder: Path) -> Snapshot:
    """Return bytes and time of every file below a folder, through links; of tables no time."""
    found: Snapshot = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            is_table = path.name in TABLES
            found[name] = path.read_bytes(), 0 if is_table else path.stat().st_mtime_ns
    return found
