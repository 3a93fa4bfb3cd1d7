"""A list of class names as it is typed or pasted: one a line."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from iaia_desktop.core.names import normalise_name

_BULLET = re.compile(r"^\s*[-*\N{BULLET}\N{EN DASH}]\s+")


@dataclass(frozen=True, slots=True)
class NameLines:
    """What a list of names holds.

    Attributes
    ----------
    new : tuple of str
        Names that no class has, each once, in the order typed.
    known : tuple of str
        Names of classes that exist, each once.
    repeated : int
        Lines that repeat one above.
    too_long : tuple of int
        Numbers, from 1, of lines that are too long for a name.
    """

    new: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    repeated: int = 0
    too_long: tuple[int, ...] = ()


def read_name_lines(text: str, existing: Collection[str], *, most_characters: int) -> NameLines:
    """Read names, one a line; empty lines and the marks of a bulleted list are passed over.

    Parameters
    ----------
    text : str
        As typed or pasted.
    existing : collection of str
        Names of the classes there are, as they are kept.
    most_characters : int
        Longest name.
    """
    taken = frozenset(existing)
    names: dict[str, None] = {}
    repeated = 0
    too_long = []
    for number, line in enumerate(text.splitlines(), start=1):
        name = normalise_name(_BULLET.sub("", line))
        if len(name) > most_characters:
            too_long.append(number)
        elif name in names:
            repeated += 1
        elif name:
            names[name] = None
    return NameLines(
        new=tuple(name for name in names if name not in taken),
        known=tuple(name for name in names if name in taken),
        repeated=repeated,
        too_long=tuple(too_long),
    )
