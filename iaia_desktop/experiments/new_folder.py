"""A new folder of files: written whole or not at all, and never over anything."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from iaia_desktop.core.errors import ExportError
from iaia_desktop.export.destination import (
    StagedFolder,
    check_destination,
    require_new_or_empty,
)
from iaia_desktop.export.names import shown


def check_new_folder(output: Path, source: Path | None = None) -> Path:
    """Refuse, before any work, a folder that results must not go to.

    Parameters
    ----------
    output : Path
        The folder asked for.
    source : Path, optional
        A folder of data: results must not lie in it, nor it in them.

    Returns
    -------
    Path
        The output, absolute, without symbolic links.

    Raises
    ------
    ExportError
        When it is a file, is not empty, cannot be looked into, or overlaps with the source.
    """
    real = require_new_or_empty(output, promise="results never overwrite anything")
    return real if source is None else check_destination(source, output)


def write_new_folder(output: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a new folder, all of them or none.

    Parameters
    ----------
    output : Path
        As :func:`check_new_folder` returned it.
    files : mapping
        Their bytes by name.

    Raises
    ------
    ExportError
        When they cannot be written, or something has appeared at the output meanwhile.
    """
    try:
        with StagedFolder(output) as staged:
            for name, content in files.items():
                (staged.folder / name).write_bytes(content)
            staged.commit()
    except OSError as problem:
        raise ExportError(
            f"The results could not be written to “{shown(output)}” "
            f"({problem.strerror or problem}).",
            "See that there is room and that you may write there.",
        ) from problem
