"""What can happen to the files of a session: each kind of damage, drawn from a seed."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

PAGE_BYTES = 4096


@dataclass(frozen=True)
class Scene:
    """A session in a folder of its own, and other states of it to mix it with.

    Attributes
    ----------
    path : Path
        The session file, to be damaged.
    earlier : Path
        The session file as it was some decisions before.
    earlier_log : Path
        A write-ahead log of that time.
    foreign_log : Path
        A write-ahead log of another session.
    chance : random.Random
        What is drawn.
    """

    path: Path
    earlier: Path
    earlier_log: Path
    foreign_log: Path
    chance: random.Random

    @property
    def log(self) -> Path:
        """The write-ahead log."""
        return self.path.with_name(self.path.name + "-wal")

    @property
    def index(self) -> Path:
        """The index of the write-ahead log."""
        return self.path.with_name(self.path.name + "-shm")


def _in_file(change: Callable[[bytearray, random.Random], object]) -> Callable[[Scene], None]:
    def damage(scene: Scene) -> None:
        content = bytearray(scene.path.read_bytes())
        change(content, scene.chance)
        scene.path.write_bytes(content)

    return damage


def _in_log(change: Callable[[bytearray, random.Random], object]) -> Callable[[Scene], None]:
    def damage(scene: Scene) -> None:
        content = bytearray(scene.log.read_bytes())
        change(content, scene.chance)
        scene.log.write_bytes(content)

    return damage


def flip_bit(content: bytearray, chance: random.Random) -> None:
    """Flip one bit anywhere."""
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def flip_header_bit(content: bytearray, chance: random.Random) -> None:
    """Flip one bit of the first hundred bytes, which say what file it is."""
    content[chance.randrange(100)] ^= 1 << chance.randrange(8)


def flip_bits(content: bytearray, chance: random.Random) -> None:
    """Flip ten bits anywhere."""
    for _ in range(10):
        flip_bit(content, chance)


def change_byte(content: bytearray, chance: random.Random) -> None:
    """Put another byte in the place of one."""
    content[chance.randrange(len(content))] = chance.randrange(256)


def change_letter(content: bytearray, chance: random.Random) -> None:
    """Change one letter or digit: what still reads well is hardest to see."""
    readable = [at for at, byte in enumerate(content) if chr(byte).isalnum() and byte < 128]
    content[chance.choice(readable)] ^= 1


def zero_page(content: bytearray, chance: random.Random) -> None:
    """Wipe a page."""
    at = _page(content, chance)
    content[at : at + PAGE_BYTES] = bytes(min(PAGE_BYTES, len(content) - at))


def scribble(content: bytearray, chance: random.Random) -> None:
    """Write garbage over a stretch."""
    size = min(chance.choice([2, 8, 64, 700, 9_000]), len(content))
    at = chance.randrange(len(content) - size + 1)
    content[at : at + size] = chance.randbytes(size)


def truncate(content: bytearray, chance: random.Random) -> None:
    """Cut off at any length."""
    del content[chance.randrange(len(content)) :]


def truncate_at_page(content: bytearray, chance: random.Random) -> None:
    """Cut off at the end of a page."""
    del content[_page(content, chance) :]


def swap_pages(content: bytearray, chance: random.Random) -> None:
    """Let two pages change places."""
    first, second = _page(content, chance), _page(content, chance)
    one, other = content[first : first + PAGE_BYTES], content[second : second + PAGE_BYTES]
    content[first : first + PAGE_BYTES], content[second : second + PAGE_BYTES] = other, one


def duplicate_page(content: bytearray, chance: random.Random) -> None:
    """Write a page over another one."""
    first, second = _page(content, chance), _page(content, chance)
    content[second : second + PAGE_BYTES] = content[first : first + PAGE_BYTES]


def append_garbage(content: bytearray, chance: random.Random) -> None:
    """Write something behind the end."""
    content += chance.randbytes(chance.choice([1, 100, PAGE_BYTES, 3 * PAGE_BYTES]))


def stale_page(scene: Scene) -> None:
    """Lose one write: a page is as it was some decisions before."""
    content, before = bytearray(scene.path.read_bytes()), scene.earlier.read_bytes()
    pages = [
        at
        for at in range(0, min(len(content), len(before)), PAGE_BYTES)
        if content[at : at + PAGE_BYTES] != before[at : at + PAGE_BYTES]
    ]
    at = scene.chance.choice(pages)
    content[at : at + PAGE_BYTES] = before[at : at + PAGE_BYTES]
    scene.path.write_bytes(content)


def older_file(scene: Scene) -> None:
    """Put a file of some decisions before in the place of the session."""
    scene.path.write_bytes(scene.earlier.read_bytes())


def lose_log(scene: Scene) -> None:
    """Lose the write-ahead log."""
    scene.log.unlink()


def older_log(scene: Scene) -> None:
    """Find a write-ahead log of some decisions before."""
    scene.log.write_bytes(scene.earlier_log.read_bytes())


def foreign_log(scene: Scene) -> None:
    """Find the write-ahead log of another session."""
    scene.log.write_bytes(scene.foreign_log.read_bytes())


def garbage_log(scene: Scene) -> None:
    """Find a write-ahead log that is none."""
    scene.log.write_bytes(scene.chance.randbytes(scene.chance.choice([0, 5, 32, 9_000])))


def garbage_index(scene: Scene) -> None:
    """Find an index of the log that is none."""
    scene.index.write_bytes(scene.chance.randbytes(scene.chance.choice([0, 9, 32 << 10])))


def lose_index(scene: Scene) -> None:
    """Lose the index of the log."""
    scene.index.unlink(missing_ok=True)


def _page(content: bytearray, chance: random.Random) -> int:
    return PAGE_BYTES * chance.randrange(max(1, len(content) // PAGE_BYTES))


ANY_TIME: dict[str, Callable[[Scene], None]] = {
    "a bit": _in_file(flip_bit),
    "a bit of the header": _in_file(flip_header_bit),
    "ten bits": _in_file(flip_bits),
    "a byte": _in_file(change_byte),
    "a letter": _in_file(change_letter),
    "a page of zeros": _in_file(zero_page),
    "garbage": _in_file(scribble),
    "cut off": _in_file(truncate),
    "cut off at a page": _in_file(truncate_at_page),
    "pages swapped": _in_file(swap_pages),
    "a page twice": _in_file(duplicate_page),
    "garbage behind the end": _in_file(append_garbage),
    "a lost write": stale_page,
    "an older file": older_file,
    "a foreign write-ahead log": foreign_log,
    "an older write-ahead log": older_log,
    "a write-ahead log of garbage": garbage_log,
    "an index of garbage": garbage_index,
}
"""Kinds of damage to a session, whether it was closed or its process died."""

AFTER_A_CRASH: dict[str, Callable[[Scene], None]] = {
    **ANY_TIME,
    "no write-ahead log": lose_log,
    "a bit of the write-ahead log": _in_log(flip_bit),
    "garbage in the write-ahead log": _in_log(scribble),
    "the write-ahead log cut off": _in_log(truncate),
    "no index": lose_index,
}
"""Kinds of damage to a session whose process died."""
