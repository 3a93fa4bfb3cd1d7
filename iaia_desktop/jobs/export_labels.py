"""Export a session's labels, as a job."""

from __future__ import annotations

import time
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.types import ImageState
from iaia_desktop.export.folders import (
    ExportMode,
    ExportReport,
    ExportRequest,
    ExportRow,
    run_export,
)
from iaia_desktop.jobs.progress import Progress
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
    """

    output: Path
    mode: ExportMode = ExportMode.COPY
    validation_share: float = 0.0
    seed: int = 0


def export_job(
    session_path: Path, wish: ExportWish, cancel: CancelToken
) -> Generator[Progress, None, ExportReport]:
    """Write a session's labels out.

    The session is read through a connection of its own, so that labelling goes on meanwhile.

    Raises
    ------
    ExportError
        When the export cannot start, or had to stop; nothing is left then.
    SessionFileError
        When the session cannot be read.
    CancelledError
        When the token is set; nothing is left then.
    """
    yield Progress(0, 0, "Reading the labels")
    with SessionStore.open(session_path, read_only=True) as store:
        root = store.folder
        rows = export_rows(store)
    request = ExportRequest(
        root=root,
        output=wish.output,
        mode=wish.mode,
        rows=rows,
        validation_share=wish.validation_share,
        seed=wish.seed,
    )
    running = run_export(request, cancel=cancel)
    told_at = 0.0
    while True:
        try:
            progress = next(running)
        except StopIteration as stop:
            report: ExportReport = stop.value
            return report
        if time.monotonic() - told_at >= _TELL_EVERY_S:
            told_at = time.monotonic()
            yield Progress(progress.done, progress.total, progress.text)


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
            )
        )
    return tuple(rows)
