"""Folders that an export must keep away from, whatever names they go by."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from iaia_desktop.core.errors import ExportError
from iaia_desktop.core.saying import Saying
from iaia_desktop.export.mounts import true_place
from iaia_desktop.export.names import shown


@dataclass(frozen=True, slots=True)
class GuardedFolder:
    """A folder in which no export may lie.

    Attributes
    ----------
    folder : Path
        It need not exist.
    words : str
        What it is, as in "lies inside …"; a ``Saying``.
    """

    folder: Path
    words: str


def refuse_overlap(root: Path, output: Path) -> None:
    """Refuse an output that lies in the folder with the images, or around it.

    Seen through symbolic links, bind mounts, other spellings on a file system that does not tell
    cases apart, and relative paths.

    Parameters
    ----------
    root, output : Path
        Absolute, without symbolic links; neither need exist.

    Raises
    ------
    ExportError
        In words.
    OSError
        When one of them cannot be looked at.
    """
    if is_inside(output, root):
        raise ExportError(
            Saying(
                "The folder “{folder}” lies inside the folder with the images.",
                folder=shown(output),
            ),
            Saying("Choose a folder outside it."),
        )
    if is_inside(root, output):
        raise ExportError(
            Saying(
                "The folder “{folder}” contains the folder with the images.", folder=shown(output)
            ),
            Saying("Choose a folder beside it."),
        )


def refuse_guarded(output: Path, guarded: Iterable[GuardedFolder]) -> None:
    """Refuse an output inside folders that are not for exports.

    Parameters
    ----------
    output : Path
        Absolute, without symbolic links.
    guarded : iterable of GuardedFolder
        Where no export may lie.

    Raises
    ------
    ExportError
        In words.
    OSError
        When one of them cannot be looked at.
    """
    for place in guarded:
        if is_inside(output, place.folder.resolve()):
            raise ExportError(
                Saying(
                    "The folder “{folder}” lies inside {place}.",
                    folder=shown(output),
                    place=place.words,
                ),
                Saying("Choose a folder outside it."),
            )


def refuse_folders_of(sources: Iterable[Path], root: Path, output: Path) -> None:
    """Refuse an output inside a folder that holds images, when that folder has two paths.

    Parameters
    ----------
    sources : iterable of Path
        The image files, below ``root``.
    root : Path
        The folder with the images.
    output : Path
        Absolute, without symbolic links.

    Raises
    ------
    ExportError
        In words.
    """
    above = {_identity(folder) for folder in _existing(output, *output.parents)}
    seen: set[Path] = set()
    for source in sources:
        for folder in source.parents:
            if folder in seen or ".." in folder.parts or not folder.is_relative_to(root):
                break
            seen.add(folder)
            try:
                identity = _identity(folder)
            except OSError:
                continue  # the files in it are listed as missing
            if identity in above:
                raise ExportError(
                    Saying(
                        "The folder “{folder}” lies inside “{images}”, which holds images to "
                        "export.",
                        folder=shown(output),
                        images=shown(folder),
                    ),
                    Saying("Choose a folder outside it."),
                )


def is_inside(inner: Path, outer: Path) -> bool:
    """Tell whether a path is a folder or lies below it, however either is spelt.

    Parameters
    ----------
    inner, outer : Path
        Absolute, without symbolic links; neither need exist.

    Raises
    ------
    OSError
        When one of them cannot be looked at.
    """
    if inner == outer or outer in inner.parents:
        return True
    place, around = true_place(inner), true_place(outer)
    if place is not None and around is not None and place.is_inside(around):
        return True
    if not outer.exists():
        return False
    outer_status = outer.stat()
    return any(
        os.path.samestat(folder.stat(), outer_status) for folder in _existing(inner, *inner.parents)
    )


def _identity(folder: Path) -> tuple[int, int]:
    status = folder.stat()
    return status.st_dev, status.st_ino


def _existing(*folders: Path) -> Iterator[Path]:
    return (folder for folder in folders if folder.exists())
