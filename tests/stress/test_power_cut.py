"""What a power cut leaves: all that was acknowledged, or what was before; never a mixture.

A killed process loses nothing that it wrote, for the system writes it; a power cut loses what was
not forced to the disk. Each decision is: the end of the write-ahead log may be missing or garbage
behind the last of them, and a checkpoint may have reached any part of the file, in any order.
"""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from iaia_desktop.core.types import (
    UNDECIDED,
    AnnotationClass,
    ClassChange,
    ClassId,
    DecidedBy,
    Decision,
    DecisionKind,
    ImageChange,
    ImageId,
    ImageState,
    Verdict,
)
from iaia_desktop.store.session_file import SessionStore
from tests.stress.conftest import Figures, Size
from tests.stress.kill_checks import check_rows

_IMAGES = 120
_SECTOR = 512
"""What a disk writes whole, at the least."""


@dataclass
class Disk:
    """The bytes of a session's file and of its log, and what was acknowledged by then.

    Attributes
    ----------
    file, log : bytes
        As the system wrote them.
    decisions : list of Decision
        All, in order.
    ends : list of int
        Where the log ended when each was acknowledged; 0 for those that the file has.
    """

    file: bytes = b""
    log: bytes = b""
    decisions: list[Decision] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def take(self, path: Path) -> None:
        """Take over what is written by now."""
        self.file = path.read_bytes()
        self.log = path.with_name(path.name + "-wal").read_bytes()

    def safe_up_to(self, end: int) -> int:
        """Return how many decisions lie in the file, or in the log before a place."""
        return sum(each <= end for each in self.ends)

    def lay_out(self, folder: Path, file: bytes, log: bytes) -> Path:
        """Write what the power cut leaves, and return the session file."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        path = folder / "s.iaia"
        path.write_bytes(file)
        path.with_name(path.name + "-wal").write_bytes(log)
        return path


@dataclass
class Disks:
    """A disk with a long log, the file after that was folded in, and a log that began again."""

    long: Disk
    folded: bytes
    again: Disk


def label(store: SessionStore, disk: Disk, first: int, count: int) -> None:
    """Label some images, and note where the log ends after each."""
    log = store.path.with_name(store.path.name + "-wal")
    cat = AnnotationClass(ClassId(1), "cat", "#123456")
    after = Verdict(ImageState.LABELLED, cat.class_id, DecidedBy.HUMAN)
    for number in range(first, first + count):
        decision = Decision(
            0,
            DecisionKind.ACCEPT,
            DecidedBy.HUMAN,
            float(number),
            images=(ImageChange(ImageId(number), UNDECIDED, after),),
            classes=(ClassChange(None, cat),) if number == 0 else (),
        )
        disk.decisions.append(store.append(decision, position=ImageId(number)))
        disk.ends.append(log.stat().st_size)


@pytest.fixture(scope="module")
def disks(tmp_path_factory: pytest.TempPathFactory) -> Disks:
    """Return what a session's disk held at two moments."""
    path = tmp_path_factory.mktemp("power") / "s.iaia"
    with SessionStore.create(path, folder=path.parent, created_at=0.0) as store:
        store.add_images([f"{number}.jpg" for number in range(_IMAGES)])
    with SessionStore.open(path) as store:
        long = Disk()
        label(store, long, 0, 80)
        long.take(path)
        # The log is folded into the file; it stays as long as it is, and is written anew.
        assert store._connection.execute("PRAGMA wal_checkpoint(FULL)").fetchone()[0] == 0
        folded = path.read_bytes()
        again = Disk(decisions=list(long.decisions), ends=[0] * len(long.decisions))
        frames = len(again.decisions)
        label(store, again, 80, 20)
        again.take(path)
    # The old log is longer than what is new in it: its size says nothing about where the new ends.
    again.ends[frames:] = new_ends(again.log, len(again.decisions) - frames)
    return Disks(long, folded, again)


def new_ends(log: bytes, commits: int) -> list[int]:
    """Return where each of the first transactions in a log ends.

    The form is that of https://www.sqlite.org/walformat.html: a header of 32 bytes, then frames of
    24 bytes and a page; a frame that ends a transaction says how large the file is then, and those
    of an earlier life of the log bear other salts.
    """
    page = int.from_bytes(log[8:12], "big")
    salts, ends, at = log[16:24], [], 32
    while at < len(log) and log[at + 8 : at + 16] == salts:
        commit = int.from_bytes(log[at + 4 : at + 8], "big") != 0
        at += 24 + page
        if commit:
            ends.append(at)
    assert len(ends) == commits
    return ends


def check(path: Path, disk: Disk, least: int) -> int:
    """Check that a session opens with the first decisions, at least so many; return how many."""
    with SessionStore.open(path) as store:
        assert store.check().problems == ()
        found = list(store.decisions())
    assert found == disk.decisions[: len(found)]
    assert len(found) >= least
    check_rows(path, found)
    return len(found)


@pytest.mark.parametrize("began_again", [False, True], ids=["long log", "log that began again"])
def test_a_log_that_ends_anywhere_gives_the_first_decisions(
    disks: Disks,
    began_again: bool,
    tmp_path: Path,
    size: Size,
    figures: Figures,
) -> None:
    disk = disks.again if began_again else disks.long
    chance = random.Random(5)  # noqa: S311
    for trial in range(size.pick(6, 500)):
        print("trial", trial)
        end = chance.randrange(len(disk.log))
        if began_again:
            end = chance.randrange(disk.ends[-1] + 1)
        kind = chance.choice(["cut", "garbage", "gap"])
        if kind == "cut":
            log = disk.log[:end]
        elif kind == "garbage":
            log = disk.log[:end] + chance.randbytes(len(disk.log) - end)
        else:
            # Sectors may arrive in any order: one is missing, later ones are there.
            end -= end % _SECTOR
            log = disk.log[:end] + bytes(_SECTOR) + disk.log[end + _SECTOR :]
        check(disk.lay_out(tmp_path / "cut", disk.file, log), disk, disk.safe_up_to(end))
        figures.add("power cuts: ends of the log")


def test_a_checkpoint_that_got_anywhere_gives_all_decisions(
    disks: Disks, tmp_path: Path, size: Size, figures: Figures
) -> None:
    """The log is on the disk before a checkpoint starts, and is cut only when it is over."""
    long, folded = disks.long, disks.folded
    chance = random.Random(6)  # noqa: S311
    before = long.file.ljust(len(folded), b"\0")
    for trial in range(size.pick(6, 500)):
        print("trial", trial)
        share = chance.random()
        parts = [
            (folded if chance.random() < share else before)[start : start + _SECTOR]
            for start in range(0, len(folded), _SECTOR)
        ]
        # The first page is what tells whose file it is; a disk writes its first sector whole.
        path = long.lay_out(tmp_path / "torn", b"".join(parts), long.log)
        if chance.random() < 0.3:
            with path.open("rb+") as stream:
                stream.truncate(chance.randrange(len(long.file), len(folded) + 1))
        assert check(path, long, len(long.decisions)) == len(long.decisions)
        figures.add("power cuts: in the midst of a checkpoint")


def test_every_decision_is_forced_to_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "s.iaia"
    with SessionStore.create(path, folder=tmp_path, created_at=0.0) as store:
        assert store._connection.execute("PRAGMA synchronous").fetchone() == (2,)
        assert store._connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    with SessionStore.open(path, put_off=True) as store:
        assert store._connection.execute("PRAGMA synchronous").fetchone() == (2,)
