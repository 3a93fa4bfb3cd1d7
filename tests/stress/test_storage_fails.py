"""The disk fails at every single operation of a day's work: told in words, nothing lost."""

from __future__ import annotations

import errno
import os
import random
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from iaia_desktop.core.errors import SessionFileError, SessionUnreachableError
from iaia_desktop.store.session_file import SessionStore
from tests.stress.conftest import Figures, Size
from tests.stress.faulty_disk import OPENS, READS, WRITES, FaultyDisk, faulty_disk
from tests.stress.labelling_flow import UNTOUCHED, Labelling, WishError, steps, what_stands

CODES = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES)
SEED = 20_261_125
LOOKS_AFTER = 3
"""Steps after the fault in which memory and file are compared."""

pytestmark = pytest.mark.usefixtures("qapp")


def fresh(disk: FaultyDisk) -> Labelling:
    """Return a day that has not begun, in a folder of its own."""
    root = disk.root / "day"
    with disk.watched():
        shutil.rmtree(root, ignore_errors=True)
        (root / "photos").mkdir(parents=True)
    return Labelling(root / "photos", root / "s.iaia")


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FaultyDisk]:
    with faulty_disk(tmp_path_factory.mktemp("disk")) as made:
        yield made


def run(disk: FaultyDisk, figures: Figures) -> str:
    """Live through a day with one fault in it; return in which step it was, or ""."""
    day = fresh(disk)
    failed = ""
    looks = 0
    for name, step in steps():
        if name in UNTOUCHED:
            with disk.watched():
                step(day)
            continue
        was_hit = bool(disk.hit)
        try:
            day.wish(step)
        except WishError as error:
            if not disk.hit:
                raise
            failed = name
            judge(str(error), day)
            figures.add("storage: wishes refused in words")
            with disk.watched():
                day.require_in_step()
            if disk.fails_on and not name.startswith("close"):
                # Pressed again while the disk is as it was: refused again, and nothing half.
                with pytest.raises(WishError):
                    day.wish(step)
                with disk.watched():
                    day.require_in_step()
            with disk.watched():
                require_only_the_acknowledged(day, figures)
            disk.heal()
            if not name.startswith("close"):
                day.wish(step)
        if disk.hit and not was_hit and not failed:
            figures.add("storage: faults that cost the person nothing")
        if disk.hit and looks < LOOKS_AFTER:
            looks += 1
            with disk.watched():
                day.require_in_step()
    disk.heal()
    return failed


def require_only_the_acknowledged(day: Labelling, figures: Figures) -> None:
    """A crash right after the fault: what was acknowledged is there, and at most the refused."""
    if day.session is None or not day.path.exists():
        return
    copy = day.path.parent / "crashed" / "s.iaia"
    copy.parent.mkdir(exist_ok=True)
    for suffix in ("", "-wal"):
        source = day.path.with_name(day.path.name + suffix)
        if source.exists():
            shutil.copyfile(source, copy.with_name(copy.name + suffix))
    acknowledged = [row.decision_id for row in day.session.store.decisions()]
    with SessionStore.open(copy) as store:
        assert store.check().problems == ()
        found = [row.decision_id for row in store.decisions()]
    assert found[: len(acknowledged)] == acknowledged
    assert len(found) <= len(acknowledged) + 1
    figures.add("storage: crashes right after a fault")
    if len(found) > len(acknowledged):
        figures.add("storage: of these, refused decisions that were whole on disk all the same")
    shutil.rmtree(copy.parent)


MESSAGES: set[str] = set()


def judge(text: str, day: Labelling) -> None:
    """A sentence for people: whole, of this file, without a word of the machine room."""
    assert str(day.path.parent) in text, text
    assert text[0].isupper(), text
    assert text.endswith("."), text
    assert not re.search(r"Errno|sqlite|Traceback|None|\bWAL\b|Error\b", text), text
    MESSAGES.add(text.replace(str(day.path.parent), "DIR"))


@pytest.fixture(scope="module")
def clean_run(disk: FaultyDisk, figures: Figures) -> tuple[list[str], list[object]]:
    """Return what is done to the disk on a day without faults, and all that stands after it."""
    disk.kinds = frozenset({OPENS, WRITES})
    disk.fail(-1, 0)
    run(disk, figures)
    done = list(disk.done)
    figures.largest("storage: writes, syncs, opens and renames of the flow", len(done))
    with disk.watched():
        return done, all_that_stands(disk)


def all_that_stands(disk: FaultyDisk) -> list[object]:
    return [what_stands(disk.root / "day" / name) for name in ("s.iaia", "old.iaia")]


def alike(done: list[str], code: int) -> list[int]:
    """Return the operations that tell this error from EIO: an open file only knows full and not."""
    if code in {errno.ENOSPC, errno.EIO}:
        return list(range(len(done)))
    return [
        place
        for place, what in enumerate(done)
        if not what.startswith("sqlite") or what.startswith("sqlite open")
    ]


def places(all_of_them: list[int], size: Size) -> list[int]:
    """Return which operations fail: all of them in full size, else a repeatable choice."""
    if size.is_full:
        return all_of_them
    return sorted(random.Random(SEED).sample(all_of_them, 1))  # noqa: S311


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from then on"])
@pytest.mark.parametrize("code", CODES, ids=[errno.errorcode[code] for code in CODES])
def test_a_fault_at_any_write_costs_nothing(
    disk: FaultyDisk,
    clean_run: tuple[list[str], list[object]],
    code: int,
    lasting: bool,
    size: Size,
    figures: Figures,
) -> None:
    disk.kinds = frozenset({OPENS, WRITES})
    done, expected = clean_run
    for place in places(alike(done, code), size):
        disk.fail(place, code, on=lasting)
        what = f"{errno.errorcode[code]} at {place} ({done[place]})"
        try:
            run(disk, figures)
            with disk.watched():
                assert all_that_stands(disk) == expected
        except BaseException as error:
            error.add_note(what)
            raise
        finally:
            disk.heal()
        # The log beside the session is written by a thread of its own, a little more or less often.
        figures.add("storage: faults injected", bool(disk.hit))
    if os.environ.get("IAIA_MESSAGES"):
        Path(os.environ["IAIA_MESSAGES"]).write_text("\n".join(sorted(MESSAGES)))


def test_a_read_that_fails_costs_nothing(
    disk: FaultyDisk,
    clean_run: tuple[list[str], list[object]],
    size: Size,
    figures: Figures,
) -> None:
    _, expected = clean_run
    disk.kinds = frozenset({READS})
    disk.fail(-1, 0)
    run(disk, figures)
    for place in places(list(range(len(disk.done))), size):
        disk.fail(place, errno.EIO)
        try:
            run(disk, figures)
            with disk.watched():
                assert all_that_stands(disk) == expected
        except BaseException as error:
            error.add_note(f"EIO at read {place}, seed {SEED}")
            raise
        finally:
            disk.heal()
        figures.add("storage: reads that failed", bool(disk.hit))


# --- a real disk that is full, and that goes away ---------------------------------------------


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a file system of two megabytes."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root can mount a file system")
    place = tmp_path / "small"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=False, capture_output=True)


def test_a_full_disk_is_told_and_what_was_said_to_be_saved_is_there(
    small_disk: Path, size: Size, figures: Figures
) -> None:
    """Full to the last byte, freed, and full again: no decision is lost or half."""
    path = small_disk / "s.iaia"
    saved: list[str] = []
    with SessionStore.create(path, folder=small_disk, created_at=0.0) as store:
        for round_ in range(size.pick(2, 8)):
            ballast = small_disk / "ballast"
            ballast.write_bytes(b"x" * (200_000 - 20_000 * round_))
            for number in range(10_000):
                names = [f"{round_}/{number}/{part}" + 40 * "x" for part in range(20)]
                try:
                    store.add_images(names)
                except SessionFileError as error:
                    said = str(error)
                    break
                saved += names
            else:
                pytest.fail("the disk never became full")
            assert "the disk is full" in said or "space left" in said
            figures.add("storage: times that a small file system was full")
            assert [image.path for image in store.load_images()] == saved
            ballast.unlink()
            store.add_images([f"{round_}/after"])
            saved.append(f"{round_}/after")
    with SessionStore.open(path) as store:
        assert [image.path for image in store.load_images()] == saved
        assert store.check().ok


def test_a_file_system_that_is_unmounted_and_mounted_again(
    small_disk: Path, tmp_path: Path
) -> None:
    path = small_disk / "s.iaia"
    SessionStore.create(path, folder=small_disk, created_at=0.0).close()
    store = SessionStore.open(path)
    store.add_images(["a.jpg"])
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    subprocess.run(["mount", "--bind", str(small_disk), str(elsewhere)], check=True)
    try:
        subprocess.run(["umount", "-l", str(small_disk)], check=True)
        with pytest.raises(SessionUnreachableError, match="is no longer there"):
            store.add_images(["b.jpg"])
        assert list(small_disk.iterdir()) == []
        subprocess.run(["mount", "--bind", str(elsewhere), str(small_disk)], check=True)
        store.add_images(["c.jpg"])
        store.close()
        with SessionStore.open(path) as again:
            assert [image.path for image in again.load_images()] == ["a.jpg", "c.jpg"]
            assert again.check().ok
    finally:
        subprocess.run(["umount", "-l", str(elsewhere)], check=False)
