"""Where a path truly lies, when one folder is mounted in two places."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

_TABLE = Path("/proc/self/mountinfo")
_ESCAPE = re.compile(rb"\\([0-7]{3})")


@dataclass(frozen=True, slots=True)
class TruePlace:
    """A path as its file system knows it.

    Attributes
    ----------
    device : str
        The file system.
    path : PurePosixPath
        Within that file system, whatever part of it is mounted where.
    """

    device: str
    path: PurePosixPath

    def is_inside(self, outer: TruePlace) -> bool:
        """Tell whether this is the other place or lies below it."""
        return self.device == outer.device and self.path.is_relative_to(outer.path)


def true_place(path: Path, table: Path = _TABLE) -> TruePlace | None:
    """Return where a path lies within its file system.

    A folder that is mounted a second time elsewhere (a bind mount) has two paths without any link
    between them; within the file system it has one.

    Parameters
    ----------
    path : Path
        Absolute, without symbolic links; need not exist.
    table : Path
        The system's list of mounts, as Linux writes it.

    Returns
    -------
    TruePlace or None
        None where the system has no such list.
    """
    try:
        lines = table.read_bytes().splitlines()
    except OSError:
        return None
    best: tuple[int, str, PurePosixPath, Path] | None = None
    for line in lines:
        fields = line.split(b" ")
        if len(fields) < 5:
            continue
        device, root, point = fields[2].decode("ascii", "replace"), fields[3], fields[4]
        mounted = Path(_unescaped(point))
        depth = len(mounted.parts)
        # Of two mounts at one point the later one is seen.
        if path.is_relative_to(mounted) and (best is None or depth >= best[0]):
            best = depth, device, PurePosixPath(_unescaped(root)), mounted
    if best is None:
        return None
    _, device, top, mounted = best
    return TruePlace(device, top / path.relative_to(mounted))


def _unescaped(field: bytes) -> str:
    return os.fsdecode(_ESCAPE.sub(lambda match: bytes([int(match[1], 8)]), field))
