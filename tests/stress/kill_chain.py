"""A session that is killed again and again, and checked each time."""

from __future__ import annotations

import random
import shutil
import signal
import sqlite3
from contextlib import closing
from dataclasses import replace
from itertools import takewhile
from pathlib import Path

import numpy as np

from iaia_desktop.core.errors import SessionDamagedError
from iaia_desktop.core.types import Decision, Vector
from iaia_desktop.store.backups import list_backups
from iaia_desktop.store.session_file import SessionStore
from tests.stress import kill_checks as checks
from tests.stress.kill_driver import program_folders
from tests.stress.kill_life import Drivers, Life
from tests.stress.kill_scenes import SINGLE, Blow, Scene, damage, draw_folder

_LAGS_BEHIND = 2
"""So many decisions a log may lack that is written on a thread of its own."""


class Chain:
    """A session that is killed again and again, and checked each time.

    Parameters
    ----------
    scene : Scene
        The kind of work.
    base : Path
        A fresh folder.
    seed : int
        Of all choices.
    """

    def __init__(self, scene: Scene, base: Path, drivers: Drivers, seed: int) -> None:
        self.scene = scene
        self.base = base
        self.home = base / "home"
        self.folder = base / "pictures"
        self.drivers = drivers
        self.chance = random.Random(seed)  # noqa: S311
        self.decisions: list[Decision] = []
        self.embed = checks.colours(self.folder)
        draw_folder(self.folder, scene.images, seed)
        self.before = checks.digests(self.folder)
        self.target = scene.set_up(self.home, self.folder)
        self.exported: set[Path] = set()
        self.lives = 0
        if scene.encoder != "colours":
            # The program's own encoder tells the same in another session, without a kill.
            self.embed = self.come_to_rest(base / "elsewhere")[1].__getitem__
        self.prepare()

    def prepare(self) -> None:
        """Look at what is there before the first life; in a copy, since looking may change it."""
        if self.session is not None:
            with SessionStore.open(self.aside()) as store:
                self.decisions = list(store.decisions())

    def aside(self) -> Path:
        """Return a copy of the session."""
        assert self.session is not None
        side = self.base / "side"
        shutil.rmtree(side, ignore_errors=True)
        return checks.copy_of_session(self.session, side)

    @property
    def session(self) -> Path | None:
        """The session file; None while there is none."""
        found = list(program_folders(self.home).sessions.glob("*.iaia"))
        assert len(found) <= 1, "two sessions of one folder"
        return found[0] if found else None

    def kill(self) -> Life:
        """Let the driver live and die once, and check what it leaves."""
        blow = self.scene.blow
        if self.lives and self.chance.random() < 0.15:
            # While the session comes back from the last blow.
            blow = Blow("opening", 1, 1, 0.3)
        life = self.live(self.scene, blow)
        self.lives += 1
        self.check(life)
        return life

    def live(self, scene: Scene, blow: Blow) -> Life:
        """Let the driver live and die once."""
        enough = self.chance.randint(blow.least, blow.most)

        def is_time(life: Life) -> bool:
            if scene.watched and self.chance.random() < 0.3:
                self.look()
            return len(life.words(blow.word)) >= enough

        life = self.drivers.live(
            scene.part(self.home, self.target, self.chance.randrange(1 << 30)),
            is_time,
            self.chance.uniform(0, blow.within_s),
        )
        assert not life.words("failed"), life.words("failed")[0][0]
        assert life.code == -signal.SIGKILL, (life.code, life.told[-3:])
        assert len(life.words(blow.word)) >= enough, (life.code, life.told[-3:])
        return life

    def look(self) -> None:
        """Look at the session as another program does, while the driver works on it."""
        if self.session is None:
            return
        if self.chance.random() < 0.5:
            SessionStore.open(self.session, read_only=True).close()
            return
        with closing(sqlite3.connect(self.session)) as rows:
            rows.execute("SELECT count(*) FROM decisions").fetchone()

    def check(self, life: Life) -> None:
        """Check what is left, now and then in a copy: the next life finds the log as it was."""
        path = self.session
        if path is None:
            assert not life.done
            return
        if self.chance.random() < 0.6:
            path = self.aside()
        self.decisions = checks.check_session(
            path, self.decisions, life.asked, life.done, self.embed
        )
        self.exported.update(Path(told) for (told,) in life.words("exported"))
        checks.check_exports(self.home / "exports", self.folder, self.exported)

    def settle(self) -> int:
        """Let the driver come to rest, and compare what it has learnt with its decisions."""
        life, by_path = self.come_to_rest(self.home)
        for name, vector in by_path.items():
            assert np.array_equal(vector, self.embed(name))
        path = self.session
        assert path is not None
        checks.check_session(path, self.decisions, life.asked, life.done, self.embed)
        compared = checks.check_prototypes(path, self.embed, settled=True)
        assert checks.digests(self.folder) == self.before, "a picture was changed"
        return compared

    def come_to_rest(self, home: Path) -> tuple[Life, dict[str, Vector]]:
        """Let the driver embed all there is, close and end well; return what it knows by then."""
        part = replace(self.scene.part(home, self.target, 0), settles=True)
        life = self.drivers.live(part, None, 0)
        assert not life.words("failed"), life.words("failed")[0][0]
        assert life.words("settled"), life.told[-3:]
        ((_, known),) = life.words("settled")
        ((path, _),) = life.words("opened")
        with SessionStore.open(Path(path), read_only=True) as store:
            paths = [image.path for image in store.load_images()]
        return life, {paths[image_id]: vector for image_id, vector in known.items()}

    def clear(self) -> None:
        """Remove everything."""
        shutil.rmtree(self.base)


class MigrationChain(Chain):
    """A session of the first format: whatever happens, a copy of it as it was is kept."""

    def check(self, life: Life) -> None:
        """Check what is left, and that the copy is there."""
        super().check(life)
        path = self.base / "side" / self.target.name
        if path.exists():
            assert any(_format(backup) == 1 for backup in list_backups(path))


class RestoringChain(Chain):
    """A damaged session that is given up for its last backup: one of them is always there."""

    def prepare(self) -> None:
        """Let the session have decisions in its backup, others in its log, and damage it."""
        plain = replace(self.scene, restores=False, verbs=SINGLE)
        self.live(plain, Blow("done", 5, 20))
        assert self.session is not None
        SessionStore.open(self.session).close()
        self.live(plain, Blow("done", 5, 20))
        with SessionStore.open(self.aside()) as store:
            self.decisions = list(store.decisions())
        damage(self.session)
        self.lost = checks.parts_of_session(self.session)

    def check(self, life: Life) -> None:
        """Check that nothing has vanished, whichever way the restoring stands."""
        path = self.session
        assert path is not None, "the session has vanished"
        there = checks.parts_of_session(path)
        copies = [each for each in path.parent.iterdir() if ".damaged-" in each.name]
        kept = [checks.parts_of_session(each) for each in copies if each.suffix != "-wal"]
        # Nothing of the damaged file is gone: it is in its place, or aside with its log.
        assert self.lost in (there, *kept)
        found = self.found()
        if found is None:
            assert there == self.lost
            assert not life.done
            return
        # The log beside the session may lack what was decided in the moment of the kill.
        pairs = zip(self.decisions, found, strict=False)
        alike = list(takewhile(lambda pair: pair[0] == pair[1], pairs))
        assert len(alike) >= len(self.decisions) - _LAGS_BEHIND
        self.decisions = self.decisions[: len(alike)]
        super().check(life)

    def found(self) -> list[Decision] | None:
        """Return what is decided in the session now; None while it is refused, with a way back."""
        try:
            with SessionStore.open(self.aside()) as store:
                return list(store.decisions())
        except SessionDamagedError as error:
            if error.backup is None:
                raise
            return None


def make_chain(scene: Scene, base: Path, drivers: Drivers, seed: int) -> Chain:
    """Return the chain that fits a scene."""
    kind = {"migration": MigrationChain, "restoring": RestoringChain}.get(scene.name, Chain)
    return kind(scene, base, drivers, seed)


def _format(path: Path) -> int:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as rows:
        return int(rows.execute("PRAGMA user_version").fetchone()[0])
