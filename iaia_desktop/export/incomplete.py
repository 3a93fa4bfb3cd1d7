"""A file in an export that lacks something: which images are missing, and why."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from iaia_desktop.export.names import shown

INCOMPLETE_TXT = "incomplete.txt"


def write_incomplete(folder: Path, labels: int, missing: Sequence[tuple[str, str]]) -> None:
    """Write ``incomplete.txt``: which labelled images are not in an export, and why.

    Parameters
    ----------
    folder : Path
        Where; the file may not exist.
    labels : int
        Labelled images in all.
    missing : sequence of (str, str)
        Path and reason, in the order wanted.

    Raises
    ------
    OSError
        When the disk does not take it.
    """
    with (folder / INCOMPLETE_TXT).open("x", encoding="utf-8", newline="\n") as text:
        text.write(
            f"This export is not complete: {len(missing):,} of {labels:,} labelled images are"
            " missing.\nTheir labels are in the tables all the same.\n\n"
        )
        for path, reason in missing:
            text.write(f"{shown(path)}: {reason}\n")
