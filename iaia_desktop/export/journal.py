"""Which files of an unfinished export are whole, as it noted down when they were on the disk."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class PlacedFile:
    """A copy that was written, synced and, where asked, read back.

    Attributes
    ----------
    path : str
        Of the image in the source folder, as in `ExportRow`.
    target : str
        Where it lies among the files, posix separators.
    hash : str
        BLAKE2b-128 of its bytes in hexadecimal.
    size, mtime_ns : int
        Of the copy.
    source_size, source_mtime_ns : int
        Of the image when it was copied.
    verified : bool
        Whether it was read back from the disk.
    """

    path: str
    target: str
    hash: str
    size: int
    mtime_ns: int
    source_size: int
    source_mtime_ns: int
    verified: bool


_TYPES: dict[str, type] = {
    "path": str,
    "target": str,
    "hash": str,
    "size": int,
    "mtime_ns": int,
    "source_size": int,
    "source_mtime_ns": int,
    "verified": bool,
}


def append_placed(journal: Path, files: Iterable[PlacedFile]) -> None:
    """Note files down; the note is on the disk when this returns.

    Parameters
    ----------
    journal : Path
        Made when it is missing.
    files : iterable of PlacedFile
        In any order; of two notes about one target the later one holds.

    Raises
    ------
    OSError
        When the disk does not take it.
    """
    with journal.open("a", encoding="ascii") as lines:
        # A line of its own first: the last one may have been cut off.
        lines.write("\n")
        for file in files:
            lines.write(json.dumps(asdict(file)) + "\n")
        lines.flush()
        os.fsync(lines.fileno())


def read_placed(journal: Path) -> dict[str, PlacedFile]:
    """Return what was noted, by target; lines that make no sense count for nothing.

    Parameters
    ----------
    journal : Path
        May be missing.

    Returns
    -------
    dict of str to PlacedFile
        Empty when it cannot be read.
    """
    found: dict[str, PlacedFile] = {}
    try:
        data = journal.read_bytes()
    except OSError:
        return found
    for line in data.splitlines():
        if (file := _from_line(line)) is not None:
            found[file.target] = file
    return found


def _from_line(line: bytes) -> PlacedFile | None:
    if not line:
        return None
    try:
        raw: Any = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(raw, dict):
        return None
    values: list[Any] = [raw.get(field.name) for field in fields(PlacedFile)]
    fits = all(
        type(value) is _TYPES[field.name]
        for field, value in zip(fields(PlacedFile), values, strict=True)
    )
    return PlacedFile(*values) if fits else None
