"""A process that is killed loses no decision that it had acknowledged, and invents none."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import iaia_desktop
from iaia_desktop.core.errors import SessionDamagedError, SessionLockedError
from iaia_desktop.core.types import (
    AnnotationClass,
    ClassChange,
    DecidedBy,
    Decision,
    DecisionKind,
    ImageState,
)
from iaia_desktop.store import exchanging
from iaia_desktop.store.restoring import restore_session
from iaia_desktop.store.session_file import SessionStore

IMAGES = 400

LABEL_ALL = f"""
import sys
from pathlib import Path
from iaia_desktop.core.types import *
from iaia_desktop.store.session_file import SessionStore

store = SessionStore.open(Path(sys.argv[1]))
new = AnnotationClass(store.next_class_id(), "cat", "#123456")
store.append(Decision(0, DecisionKind.CREATE_CLASS, DecidedBy.HUMAN, 0.0,
                      classes=(ClassChange(None, new),)))
after = Verdict(ImageState.LABELLED, new.class_id, DecidedBy.HUMAN)
for number in range({IMAGES}):
    if number == 200:  # the log is folded into the file in the midst of things
        store._connection.execute("PRAGMA wal_autocheckpoint = 1")
    change = ImageChange(ImageId(number), UNDECIDED, after)
    done = store.append(Decision(0, DecisionKind.ACCEPT, DecidedBy.HUMAN, 1.0, images=(change,)),
                        contributed=[(ImageId(number), None)])
    print(done.decision_id, number, flush=True)
sys.stdin.read()
"""

HOLD = """
import sys
from pathlib import Path
from iaia_desktop.store.session_file import SessionStore

store = SessionStore.open(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


LOOK = """
import sqlite3, sys

connection = sqlite3.connect(sys.argv[1])
print(connection.execute("SELECT count(*) FROM decisions").fetchone()[0], flush=True)
connection.close()
"""

DECIDE_WHILE_OTHERS_LOOK = """
import subprocess, sys
from pathlib import Path
from iaia_desktop.core.types import *
from iaia_desktop.store.opening import session_snapshot
from iaia_desktop.store.session_file import SessionStore

path, look = Path(sys.argv[1]), sys.argv[2]
store = SessionStore.open(path)
for number in range(3):
    # What the start page, an export and the metrics do.
    with session_snapshot(path, "The session could not be read"):
        pass
    SessionStore.open(path, read_only=True).close()
    subprocess.run([sys.executable, "-c", look, sys.argv[1]], check=True)
    new = AnnotationClass(store.next_class_id(), f"cat {number}", "#123456")
    store.append(Decision(0, DecisionKind.CREATE_CLASS, DecidedBy.HUMAN, 0.0,
                          classes=(ClassChange(None, new),)))
print("done", flush=True)
sys.stdin.read()
"""


@contextmanager
def child(script: str, path: Path, *more: str) -> Iterator[subprocess.Popen[str]]:
    """Run a script with the session as its argument; killed at the end if it still runs."""
    root = str(Path(iaia_desktop.__file__).parents[1])
    with subprocess.Popen(
        [sys.executable, "-c", script, str(path), *more],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": root},
    ) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that cannot be caught")
@pytest.mark.parametrize("seed", range(4))
def test_nothing_acknowledged_is_lost(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "s.iaia"
    with SessionStore.create(path, folder=tmp_path, created_at=0.0) as store:
        store.add_images([f"{number}.jpg" for number in range(IMAGES)])
    enough = random.Random(seed).randrange(1, IMAGES)  # noqa: S311
    acknowledged: list[tuple[int, int]] = []
    with child(LABEL_ALL, path) as process:
        assert process.stdout is not None
        for line in process.stdout:
            decision_id, number = map(int, line.split())
            acknowledged.append((decision_id, number))
            if len(acknowledged) == enough:
                process.kill()
    assert len(acknowledged) >= enough

    with SessionStore.open(path) as store:
        assert store.check().problems == ()
        found = [
            (decision.decision_id, change.image_id)
            for decision in store.decisions()
            for change in decision.images
        ]
        assert found[: len(acknowledged)] == acknowledged
        # The one in work when the blow fell may be there, whole; never more.
        assert len(found) <= len(acknowledged) + 1
        labelled = [
            image.image_id
            for image in store.load_images()
            if image.verdict.state is ImageState.LABELLED
        ]
        assert labelled == [number for _, number in found]


def test_a_second_instance_is_refused_until_the_first_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "s.iaia"
    SessionStore.create(path, folder=tmp_path, created_at=0.0).close()
    with child(HOLD, path) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(SessionLockedError, match="another window"):
            SessionStore.open(path)
        with SessionStore.open(path, read_only=True) as reader:
            assert reader.counts().total == 0
        process.kill()
        process.wait()
        with SessionStore.open(path) as store:
            store.add_images(["a.jpg"])


def test_a_session_that_is_being_decided_in_can_be_looked_at(tmp_path: Path) -> None:
    """An export, or a second window: what it sees is of one moment, and not taken for damage."""
    path = tmp_path / "s.iaia"
    over = threading.Event()
    with SessionStore.create(path, folder=tmp_path, created_at=0.0) as store:

        def decide_on() -> None:
            number = 0
            while not over.is_set():
                decide(store, f"class {(number := number + 1)}")

        with ThreadPoolExecutor(1) as pool:
            deciding = pool.submit(decide_on)
            try:
                for _ in range(60):
                    SessionStore.open(path, read_only=True).close()
            finally:
                over.set()
            deciding.result()
        assert len(names(store)) > 0


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that cannot be caught")
def test_other_programs_that_look_take_nothing_away(tmp_path: Path) -> None:
    """A program that closes a file gives up all its locks on it, also those of SQLite.

    Had this program opened the session by itself, the next program that looks would believe that
    nobody is there, and tidy the write-ahead log away, with all that goes into it from then on.
    """
    path = tmp_path / "s.iaia"
    SessionStore.create(path, folder=tmp_path, created_at=0.0).close()
    with child(DECIDE_WHILE_OTHERS_LOOK, path, LOOK) as process:
        assert process.stdout is not None
        assert process.stdout.read(len("0\n1\n2\ndone\n")) == "0\n1\n2\ndone\n"
        process.kill()
        process.wait()
    with SessionStore.open(path) as store:
        assert [row.name for row in store.load_classes()] == ["cat 0", "cat 1", "cat 2"]


class Killed(BaseException):
    """The process ends here."""


def names(store: SessionStore) -> list[str]:
    return [row.name for row in store.load_classes()]


def decide(store: SessionStore, name: str) -> None:
    new = AnnotationClass(store.next_class_id(), name, "#123456")
    change = ClassChange(None, new)
    store.append(Decision(0, DecisionKind.CREATE_CLASS, DecidedBy.HUMAN, 0.0, classes=(change,)))


def test_a_crash_while_a_backup_is_restored_loses_neither(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At every step there is a session under its name, and all that is left of the damaged one."""
    made = tmp_path / "made" / "s.iaia"
    made.parent.mkdir()
    with SessionStore.create(made, folder=tmp_path, created_at=0.0) as store:
        store.set_setting("weight", "x" * 200_000)
        decide(store, "before")
    SessionStore.open(made).close()
    with made.open("rb+") as stream:
        stream.seek(100_000)
        stream.write(bytes(range(256)) * 100)
    damaged = made.read_bytes()
    left = made.with_name("s.iaia-wal")
    left.write_bytes(b"what the log held")
    steps = ("_keep", "sync_folder", "Path.rename", "Path.unlink", "Path.replace")
    for number in range(20):
        folder = tmp_path / str(number)
        shutil.copytree(made.parent, folder)
        path = folder / "s.iaia"
        done = 0

        def counted(real: Callable[..., Any], limit: int = number) -> Callable[..., Any]:
            def step(*positional: Any, **named: Any) -> Any:
                nonlocal done
                done += 1
                if done > limit:
                    raise Killed
                return real(*positional, **named)

            return step

        (folder / "s.iaia.restoring").write_bytes(
            max((folder / "s.iaia.backups").glob("*.iaia")).read_bytes()
        )
        with monkeypatch.context() as patch:
            for name in steps:
                owner, _, attribute = f"exchanging.{name}".rpartition(".")
                place = exchanging if owner == "exchanging" else Path
                patch.setattr(place, attribute, counted(getattr(place, attribute)))
            try:
                exchanging.exchange(path, folder / "s.iaia.restoring")
            except Killed:
                finished = False
            else:
                finished = True
        copies = [entry for entry in folder.iterdir() if ".damaged-" in entry.name]
        kept = {entry.read_bytes() for entry in [path, *copies]}
        assert damaged in kept
        assert left.read_bytes() in {
            entry.read_bytes() for entry in folder.iterdir() if entry.name.endswith("-wal")
        }
        try:
            SessionStore.open(path).close()
        except SessionDamagedError:
            assert not finished
            restore_session(path)
        with SessionStore.open(path) as store:
            assert names(store) == ["before"]
        if finished:
            assert done >= 6
            return
    raise AssertionError("it never came to its end")
