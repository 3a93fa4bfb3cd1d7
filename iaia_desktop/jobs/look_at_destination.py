"""Look at the folder that an export is to go to, before anything is begun; and throw remains away.

Disks may be slow or gone: that is no work for the thread that paints.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import ExportError, KnownError
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.types import ImageState
from iaia_desktop.export.destination import check_destination
from iaia_desktop.export.names import shown
from iaia_desktop.export.rows import ExportMode
from iaia_desktop.export.space import free_room, room_for_files, room_for_tables
from iaia_desktop.export.unfinished import (
    FILES,
    UnfinishedInfo,
    find_unfinished,
    remove_unfinished,
)
from iaia_desktop.jobs.export_labels import guarded_folders, session_key, unfinished_export
from iaia_desktop.jobs.progress import Progress
from iaia_desktop.store.session_file import SessionStore


@dataclass(frozen=True, slots=True)
class SessionSizes:
    """What an export of a session weighs, as far as its files were read.

    Attributes
    ----------
    root : Path
        The folder with the images.
    files_bytes : int
        Room that copies of the labelled images take.
    tables_bytes : int
        Room that the tables take.
    """

    root: Path
    files_bytes: int
    tables_bytes: int


@dataclass(frozen=True, slots=True)
class DestinationLook:
    """What is known of a destination.

    Attributes
    ----------
    folder : str
        As it was asked for.
    mode : ExportMode
        As it was asked for.
    sizes : SessionSizes
        To be given back with the next question about the same session.
    problem : str
        What stands against it; "" for nothing.
    unfinished : UnfinishedInfo or None
        An export to go on with.
    needed_bytes : int
        Room that is still needed.
    free_bytes : int or None
        Room that there is; None where nobody can tell.
    copies_instead : bool
        Whether hard links do not reach that far.
    """

    folder: str
    mode: ExportMode
    sizes: SessionSizes
    problem: str = ""
    unfinished: UnfinishedInfo | None = None
    needed_bytes: int = 0
    free_bytes: int | None = None
    copies_instead: bool = False


def look_at_destination(
    session_path: Path,
    folder: str,
    mode: ExportMode,
    sizes: SessionSizes | None,
    cancel: CancelToken,
) -> Generator[Progress, None, DestinationLook]:
    """Look whether an export can go to a folder, what is there already, and what it needs.

    Nothing is written.

    Raises
    ------
    SessionFileError
        When the session cannot be read.
    CancelledError
        When the token is set.
    """
    yield Progress(0, 0, Saying("Looking at the folder"))
    if sizes is None:
        with SessionStore.open(session_path, read_only=True) as store:
            sizes = _sizes(store)
    cancel.raise_if_cancelled()
    output = Path(folder).expanduser()
    key = session_key(session_path)
    try:
        check_destination(sizes.root, output, session=key, guarded=guarded_folders(session_path))
    except KnownError as error:
        return DestinationLook(folder, mode, sizes, error.words)
    cancel.raise_if_cancelled()
    unfinished = find_unfinished(output, sizes.root, key)
    copies_instead = mode is ExportMode.HARDLINK and not _on_one_disk(sizes.root, output)
    needed = sizes.tables_bytes
    if mode is ExportMode.COPY or copies_instead:
        there = unfinished.size_bytes if unfinished is not None else 0
        needed += max(0, sizes.files_bytes - there)
    return DestinationLook(
        folder,
        mode,
        sizes,
        unfinished=unfinished,
        needed_bytes=needed,
        free_bytes=free_room(output),
        copies_instead=copies_instead,
    )


def find_remains(
    session_path: Path, output: Path, cancel: CancelToken
) -> Generator[Progress, None, UnfinishedInfo | None]:
    """Tell what an interrupted export of a session to a folder has left."""
    yield Progress(0, 0, Saying("Looking at what is left"))
    cancel.raise_if_cancelled()
    return unfinished_export(session_path, output)


def discard_remains(folder: Path, cancel: CancelToken) -> Generator[Progress, None, Path]:
    """Delete an unfinished export, bit by bit; what says what it is goes last.

    Raises
    ------
    ExportError
        When something of it cannot be deleted.
    CancelledError
        When the token is set; the rest can be deleted later, or gone on with.
    """
    yield Progress(0, 0, Saying("Removing the unfinished export"))
    files = folder / FILES
    with suppress(OSError):
        for entry in sorted(files.iterdir()):
            cancel.raise_if_cancelled()
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry, ignore_errors=True)
            yield Progress(0, 0, Saying("Removing the unfinished export"))
    if not remove_unfinished(folder):
        raise ExportError(
            Saying(
                "The unfinished export “{folder}” could not be deleted completely.",
                folder=shown(folder),
            ),
            Saying("See that its disk is connected, or delete the folder by hand."),
        )
    return folder


def _sizes(store: SessionStore) -> SessionSizes:
    images = store.load_images()
    labelled = (
        image.file.size_bytes for image in images if image.verdict.state is ImageState.LABELLED
    )
    return SessionSizes(store.folder, room_for_files(labelled), room_for_tables(len(images)))


def _on_one_disk(root: Path, output: Path) -> bool:
    try:
        device = root.stat().st_dev
        for place in (output, *output.absolute().parents):
            if os.path.lexists(place):
                return place.stat().st_dev == device
    except OSError:
        return True  # the export itself will tell
    return True
