"""Export a session's labels, as a job."""

from __future__ import annotations

import os
import time
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.types import ImageState
from iaia_desktop.export.folders import (
    ExportMode,
    ExportProgress,
    ExportReport,
    ExportRequest,
    ExportRow,
    run_export,
)
from iaia_desktop.export.overlap import GuardedFolder
from iaia_desktop.export.unfinished import UnfinishedInfo, find_unfinished
from iaia_desktop.jobs.progress import Progress
from iaia_desktop.jobs.time_left import TimeLeft
from iaia_desktop.store.backups import backup_folder
from iaia_desktop.store.paths import program_folders
from iaia_desktop.store.session_file import SessionStore

_TELL_EVERY_S = 0.05


@dataclass(frozen=True, slots=True)
class ExportWish:
    """What the person asks for.

    Attributes
    ----------
    output : Path
        A new or empty folder outside the images' folder.
    mode : ExportMode
        Copy, hard link, symbolic link, or labels only.
    validation_share : float
        Share of each class that goes to the validation split; 0 for no split.
    seed : int
        Of the split.
    verify : bool
        Whether every file is read back from the disk.
    anew : bool
        Whether an unfinished export to the same folder is thrown away rather than gone on with.
    """

    output: Path
    mode: ExportMode = ExportMode.COPY
    validation_share: float = 0.0
    seed: int = 0
    verify: bool = False
    anew: bool = False


def export_job(
    session_path: Path, wish: ExportWish, cancel: CancelToken
) -> Generator[Progress, None, ExportReport]:
    """Write a session's labels out.

    The session is read through a connection of its own, so that labelling goes on meanwhile. An
    unfinished export of the session to the same folder is gone on with.

    Raises
    ------
    ExportError
        When the export cannot start, or had to stop; nothing is at its destination then.
    SessionFileError
        When the session cannot be read.
    CancelledError
        When the token is set; nothing is at the destination then, and `unfinished_export` tells
        what stays beside it.
    """
    yield Progress(0, 0, Saying("Reading the labels"))
    with SessionStore.open(session_path, read_only=True) as store:
        root = store.folder
        cancel.raise_if_cancelled()
        rows = export_rows(store)
    cancel.raise_if_cancelled()
    request = ExportRequest(
        root=root,
        output=wish.output,
        mode=wish.mode,
        rows=rows,
        validation_share=wish.validation_share,
        seed=wish.seed,
        session=session_key(session_path),
        verify=wish.verify,
        anew=wish.anew,
        started_at=time.time(),
        guarded=guarded_folders(session_path),
    )
    running = run_export(request, cancel=cancel)
    told_at = 0.0
    left = TimeLeft()
    try:
        while True:
            try:
                progress = next(running)
            except StopIteration as stop:
                report: ExportReport = stop.value
                return report
            if time.monotonic() - told_at >= _TELL_EVERY_S:
                told_at = time.monotonic()
                yield _told(progress, left)
    finally:
        running.close()


def session_key(session_path: Path) -> str:
    """Return the name by which an unfinished export knows its session."""
    return os.path.realpath(session_path)


def guarded_folders(session_path: Path) -> tuple[GuardedFolder, ...]:
    """Return the folders in which no export may lie: those that the program itself writes to."""
    folders = program_folders()
    return (
        GuardedFolder(
            backup_folder(session_path), Saying("the folder with the backups of the session")
        ),
        *(
            GuardedFolder(folder, Saying("a folder that belongs to the program"))
            for folder in (folders.data, folders.cache, folders.config, folders.logs)
        ),
    )


def unfinished_export(session_path: Path, output: Path) -> UnfinishedInfo | None:
    """Return what an interrupted export of a session to a folder has left to go on with.

    Parameters
    ----------
    session_path : Path
        The session.
    output : Path
        The folder asked for.

    Returns
    -------
    UnfinishedInfo or None
        None when nothing is left.
    """
    key = session_key(session_path)
    # By the session alone: the folder of images is not known without reading it.
    return find_unfinished(output, None, key)


def _told(progress: ExportProgress, left: TimeLeft) -> Progress:
    files = Saying("{done:,} of {total:,}", done=progress.done, total=progress.total)
    if not progress.total_bytes:
        words = left.words(progress.done, progress.total) if progress.done else ""
        amount = Saying.joined((files, words), ", ") if words else ""
        return Progress(progress.done, progress.total, progress.text, amount)
    amount = Saying.joined((files, left.words(progress.done_bytes, progress.total_bytes)), ", ")
    return Progress(progress.done_bytes, progress.total_bytes, progress.text, amount)


def export_rows(store: SessionStore) -> tuple[ExportRow, ...]:
    """Return one row for every image of a session, in the order of their ids.

    A label that another connection gives meanwhile may or may not be among them.
    """
    root = store.folder
    classes_before = store.load_classes()
    origins = store.last_suggestions()
    images = store.load_images()
    # Classes may come and go between two readings: the images may have those of both.
    names = {row.class_id: row.name for row in (*classes_before, *store.load_classes())}
    rows = []
    for image in images:
        origin = origins.get(image.image_id)
        said = origin.suggestion if origin is not None else None
        class_id = image.verdict.class_id
        labelled = image.verdict.state is ImageState.LABELLED
        suggested = None if said is None or said.class_id is None else names.get(said.class_id)
        rows.append(
            ExportRow(
                path=image.path,
                source=root / image.path,
                state=image.verdict.state,
                class_name=names[class_id] if labelled and class_id is not None else None,
                by=image.verdict.by.value if image.verdict.by else None,
                suggested_class=suggested,
                suggested_new=None if said is None else said.is_new,
                distance=None if said is None else said.distance,
                epsilon=None if said is None else said.epsilon,
                encoder_id=None if said is None else said.encoder_id,
                content_hash=(
                    image.file.content_hash.hex() if image.file.content_hash is not None else None
                ),
                decided_at=None if origin is None else origin.at,
                size_bytes=image.file.size_bytes,
                mtime_ns=image.file.mtime_ns,
            )
        )
    return tuple(rows)
