"""How much room an export needs, and whether there is that much."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from iaia_desktop.core.errors import ExportError
from iaia_desktop.core.saying import Saying
from iaia_desktop.export.names import shown

_BLOCK_BYTES = 4096
_TABLE_BYTES_PER_ROW = 2048
_RESERVE_BYTES = 1 << 20


def room_for_files(sizes: Iterable[int]) -> int:
    """Return the bytes that copies take on a disk, which gives its room in blocks.

    Parameters
    ----------
    sizes : iterable of int
        Bytes of each file.
    """
    return sum(-(-size // _BLOCK_BYTES) * _BLOCK_BYTES for size in sizes)


def room_for_tables(rows: int) -> int:
    """Return the bytes that tables, notes and a small reserve take.

    Parameters
    ----------
    rows : int
        Images of the session.
    """
    return rows * _TABLE_BYTES_PER_ROW + _RESERVE_BYTES


def free_room(folder: Path) -> int | None:
    """Return the bytes that are free for a folder; None where nobody can tell.

    Parameters
    ----------
    folder : Path
        It or one above it exists.
    """
    for place in (folder, *folder.parents):
        try:
            usage = shutil.disk_usage(place)
        except FileNotFoundError:
            continue
        except OSError:
            return None
        # Some network file systems say that they have no size at all.
        return usage.free if usage.total else None
    return None


def require_room(needed: int, folder: Path, output: Path) -> None:
    """Refuse an export for which there is no room.

    Parameters
    ----------
    needed : int
        Bytes.
    folder : Path
        Where they go.
    output : Path
        As the person knows it.

    Raises
    ------
    ExportError
        With how much is needed, and how much is free.
    """
    free = free_room(folder)
    if free is not None and needed > free:
        raise ExportError(
            Saying(
                "The export needs about {needed}, and only {free} are free for “{folder}”.",
                needed=size_words(needed),
                free=size_words(free),
                folder=shown(output),
            ),
            Saying(
                "Free {missing}, choose another disk, or export links or labels only.",
                missing=size_words(needed - free),
            ),
        )


def size_words(size_bytes: int) -> str:
    """Return a size for people."""
    if size_bytes >= 1_000_000_000_000:
        return f"{size_bytes / 1e12:.1f} TB"
    if size_bytes >= 1_000_000_000:
        return f"{size_bytes / 1e9:.1f} GB"
    return f"{max(1, round(size_bytes / 1e6))} MB"
