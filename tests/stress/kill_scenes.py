"""What a driver works on until it is killed: folders of small pictures, sessions in every state."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, ImageDraw

from iaia_desktop.store.session_file import SessionStore
from tests.stress.kill_driver import Part

GOLDEN = Path(__file__).parents[1] / "store" / "golden" / "format-1.session"

_WEIGHT = "x" * 6_000_000
"""A setting of this size makes a file that takes a moment to check and to copy."""

SINGLE = {
    "accept": 12,
    "label": 6,
    "new": 3,
    "create": 1,
    "skip": 2,
    "discard": 2,
    "clear": 3,
    "go": 3,
    "undo": 3,
    "redo": 2,
    "rename": 1,
    "style": 1,
    "merge": 1,
    "delete": 1,
}
"""The verbs of one image at a time, as often as a hasty person wishes for them."""


@dataclass(frozen=True)
class Blow:
    """When the driver is killed.

    Attributes
    ----------
    word : str
        What has to be told first...
    least, most : int
        ...so often, drawn between these.
    within_s : float
        Then so long later at most.
    """

    word: str
    least: int
    most: int
    within_s: float = 0.02


@dataclass(frozen=True)
class Scene:
    """One kind of work to be killed in.

    Attributes
    ----------
    name : str
        For figures and messages.
    blow : Blow
        When.
    verbs : mapping of str to int
        What the person wishes for.
    images : int
        Pictures in the folder.
    set_up : callable
        Takes the home and the folder; returns what is to be opened.
    encoder : str
        See :class:`Part`.
    restores : bool
        See :class:`Part`.
    per_turn : int
        See :class:`Part`.
    lives : int
        Kills of one session in a row.
    watched : bool
        Whether other programs look at the session meanwhile.
    in_short : bool
        Whether the short size has it, too.
    """

    name: str
    blow: Blow
    verbs: Mapping[str, int]
    images: int = 48
    set_up: Callable[[Path, Path], Path] = field(default=lambda home, folder: folder)
    encoder: str = "colours"
    restores: bool = False
    per_turn: int = 1
    lives: int = 6
    watched: bool = False
    in_short: bool = False

    def part(self, home: Path, target: Path, seed: int) -> Part:
        """Return what one life does."""
        return Part(
            home=home,
            target=target,
            verbs=dict(self.verbs),
            seed=seed,
            encoder=self.encoder,
            restores=self.restores,
            per_turn=self.per_turn,
        )


def draw_folder(folder: Path, count: int, seed: int) -> None:
    """Draw small pictures of three kinds, no two alike."""
    chance = random.Random(seed)  # noqa: S311
    folder.mkdir(parents=True)
    for number in range(count):
        shades = [chance.randrange(60) + (180 if number % 3 == k else 20) for k in range(3)]
        picture = Image.new("RGB", (12, 9), tuple(shades))
        spot = tuple(chance.randrange(256) for _ in range(3))
        ImageDraw.Draw(picture).rectangle((0, 0, 3, 2), fill=spot)
        picture.putpixel((11, 8), (number % 256, number // 256, seed % 256))
        below = folder / f"part {number % 4}"
        below.mkdir(exist_ok=True)
        picture.save(below / f"{number:05}.png")


def _first_format(home: Path, folder: Path) -> Path:
    """Return a session of the first format, large enough that its migration takes a moment."""
    path = home / "data" / "sessions" / "old.iaia"
    path.parent.mkdir(parents=True)
    shutil.copyfile(GOLDEN, path)
    pictures = [str(each.relative_to(folder)) for each in sorted(folder.rglob("*.png"))]
    with closing(sqlite3.connect(path)) as rows, rows:
        # What it had learnt is of pictures that are not here.
        rows.execute("DELETE FROM prototypes")
        rows.execute("UPDATE images SET contributed = NULL")
        rows.execute("UPDATE meta SET value = ? WHERE name = 'folder'", (str(folder),))
        (first,) = rows.execute("SELECT max(image_id) + 1 FROM images").fetchone()
        rows.executemany(
            "INSERT INTO images (image_id, path) VALUES (?, ?)", enumerate(pictures, first)
        )
        rows.execute(
            "INSERT INTO settings (name, value) VALUES ('weight', ?)", (json.dumps(_WEIGHT),)
        )
    return path


def _heavy_session(home: Path, folder: Path) -> Path:
    """Return a session whose check and backup take a while behind the first picture."""
    path = home / "data" / "sessions" / "heavy.iaia"
    path.parent.mkdir(parents=True)
    with SessionStore.create(path, folder=folder, created_at=0.0) as store:
        store.add_images([str(each.relative_to(folder)) for each in sorted(folder.rglob("*.png"))])
        store.set_setting("weight", _WEIGHT)
    return path


def damage(path: Path) -> None:
    """Overwrite the middle of a session file, as a failing disk does."""
    size = path.stat().st_size
    with path.open("rb+") as stream:
        for page in range(size // 4096 // 3, size // 4096):
            stream.seek(page * 4096)
            stream.write(os.urandom(4096))


SCENES = (
    Scene("single decisions", Blow("done", 1, 60), SINGLE),
    Scene("undo and redo", Blow("done", 1, 80), {**SINGLE, "undo": 25, "redo": 18, "clear": 6}),
    Scene(
        "pages",
        Blow("done", 1, 14),
        {"page": 20, "undo_page": 2, "redo": 1, "label": 1, "new": 1},
        images=160,
        in_short=True,
    ),
    Scene(
        "auto-label",
        Blow("done", 2, 40, 0.04),
        {"series": 6, "undo": 2, "redo": 1, "accept": 4, "new": 1},
        images=160,
    ),
    Scene(
        "import",
        Blow("done", 2, 40, 0.04),
        {"take_over": 3, "undo": 1, "accept": 6, "new": 1},
        images=160,
    ),
    Scene("scan", Blow("opening", 1, 1, 0.7), SINGLE, images=1_200, lives=3),
    Scene("begin", Blow("opening", 1, 1, 0.06), SINGLE, lives=2),
    Scene(
        "embedding",
        Blow("opened", 1, 1, 1.2),
        SINGLE,
        images=60,
        encoder="builtin",
        in_short=True,
    ),
    Scene("encoder switched", Blow("done", 1, 40, 0.1), {**SINGLE, "encoder": 3}),
    Scene("export", Blow("done", 6, 60, 0.1), {**SINGLE, "export": 4}, images=120, in_short=True),
    Scene("checks behind", Blow("opened", 1, 1, 0.9), SINGLE, set_up=_heavy_session, lives=4),
    Scene(
        "migration",
        Blow("opening", 1, 1, 0.25),
        SINGLE,
        set_up=_first_format,
        lives=4,
        in_short=True,
    ),
    Scene(
        "restoring",
        Blow("restoring", 1, 1, 0.12),
        SINGLE,
        set_up=_heavy_session,
        restores=True,
        lives=3,
        in_short=True,
    ),
    Scene(
        "looked at",
        Blow("done", 10, 60),
        {**SINGLE, "look": 6},
        watched=True,
        in_short=True,
    ),
    Scene("many a turn", Blow("done", 40, 400), SINGLE, per_turn=20),
)
"""Every kind of work that a person may be interrupted in."""
