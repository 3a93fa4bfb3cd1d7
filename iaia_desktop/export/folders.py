"""Labels out: a folder per class with the tables that say how each label came about."""

from __future__ import annotations

import errno
import os
from collections import Counter
from collections.abc import Generator, Sequence
from dataclasses import replace
from pathlib import Path

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import ExportError
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.system_words import system_words
from iaia_desktop.core.types import ImageState
from iaia_desktop.export.building import Builder, Built, remove_tables
from iaia_desktop.export.destination import check_destination, cut_off_notes
from iaia_desktop.export.imagefolder import split_word_note
from iaia_desktop.export.incomplete import write_incomplete
from iaia_desktop.export.manifest import (
    LabelEntry,
    NotExported,
    write_labels,
    write_metadata,
    write_not_exported,
)
from iaia_desktop.export.names import TABLE_NAMES, shown
from iaia_desktop.export.planning import Plan, make_plan
from iaia_desktop.export.rows import (
    ExportMode,
    ExportProgress,
    ExportReport,
    ExportRequest,
    ExportRow,
)
from iaia_desktop.export.space import size_words
from iaia_desktop.export.split import check_split
from iaia_desktop.export.syncing import sync
from iaia_desktop.export.unfinished import About, tidy_finished
from iaia_desktop.export.workshop import Workshop

__all__ = [
    "ExportMode",
    "ExportProgress",
    "ExportReport",
    "ExportRequest",
    "ExportRow",
    "run_export",
]

_REASONS = {
    ImageState.UNLABELLED: "Not labelled yet.",
    ImageState.SKIPPED: "Skipped.",
    ImageState.DISCARDED: "Discarded.",
}


def run_export(
    request: ExportRequest, *, cancel: CancelToken
) -> Generator[ExportProgress, None, ExportReport]:
    """Export labels: all of it arrives, or what is there says that it is not finished.

    Everything is built in a folder whose name says that it is unfinished, and moved into place at
    the end, when the disk has taken in all of it. An unfinished export of the same session to the
    same output is gone on with: what is there and right is kept. A file that cannot be read costs
    only itself. The source folder is only read.

    Parameters
    ----------
    request : ExportRequest
        What to export, and where to.
    cancel : CancelToken
        Looked at between files, and within large ones.

    Yields
    ------
    ExportProgress
        Before each file and within large ones, in images and in bytes.

    Returns
    -------
    ExportReport
        What arrived and what did not.

    Raises
    ------
    ExportError
        When the destination is not fit, the disk is full, or writing fails.
    CancelledError
        When the person cancelled. As after an error, nothing is at the destination; a large part
        of an export stays beside it (`find_unfinished`), a small one is removed.
    """
    check_split(request.validation_share, request.seed)
    tidy_finished(request.output, request.root, request.session)
    output = check_destination(
        request.root, request.output, session=request.session, guarded=request.guarded
    )
    try:
        if request.mode is not ExportMode.NONE and not request.root.is_dir():
            raise FileNotFoundError(errno.ENOENT, Saying("it is not there"))
        plan = yield from make_plan(request, output, cancel)
    except OSError as problem:
        raise ExportError(
            Saying(
                "The folder with the images, “{folder}”, cannot be found or looked into "
                "({reason}).",
                folder=shown(request.root),
                reason=system_words(problem),
            ),
            Saying("Connect its disk or tell where it is now, or export the labels only."),
        ) from problem
    about = About(
        request.session, os.path.realpath(request.root), request.started_at, len(plan.labelled)
    )
    workshop = Workshop(output, about)
    built = Built()
    try:
        with workshop:
            if request.anew and workshop.found:
                yield ExportProgress(
                    0, len(plan.labelled), Saying("Removing the unfinished export")
                )
                workshop.clear()
            builder = Builder(request, plan, workshop, cancel)
            built = builder.built
            yield from builder.build()
            yield ExportProgress(
                len(plan.labelled), len(plan.labelled), Saying("Writing the tables")
            )
            entries = _entries(plan, built)
            _write_tables(request, plan, entries, workshop.files)
            cancel.raise_if_cancelled()
            workshop.commit()
    except OSError as problem:
        raise _stopped(problem, workshop, plan, built) from problem
    return _report(request, plan, built, entries, output)


def _entries(plan: Plan, built: Built) -> list[LabelEntry]:
    entries = []
    for row in plan.labelled:
        if row.path in plan.failed:
            entries.append(LabelEntry(row))
            continue
        digest = built.hashes.get(row.path)
        if row.content_hash is None and digest is not None:
            # The image had not been read when it was labelled: what was copied has a hash now.
            row = replace(row, content_hash=digest)  # noqa: PLW2901
        entries.append(
            LabelEntry(row, plan.targets.get(row.path, ""), plan.splits.get(row.path, ""))
        )
    return entries


def _write_tables(
    request: ExportRequest, plan: Plan, entries: Sequence[LabelEntry], folder: Path
) -> None:
    remove_tables(folder)
    write_labels(folder, entries)
    left_out = [
        NotExported(row.path, row.state.value, _REASONS[row.state])
        for row in request.rows
        if row.state is not ImageState.LABELLED
    ]
    left_out += [
        NotExported(path, ImageState.LABELLED.value, reason) for path, reason in plan.failed.items()
    ]
    write_not_exported(folder, sorted(left_out, key=lambda entry: entry.path))
    if plan.failed:
        write_incomplete(folder, len(plan.labelled), sorted(plan.failed.items()))
    if request.huggingface and request.mode is not ExportMode.NONE:
        write_metadata(folder, entries)
    for part in {"", *plan.splits.values()}:
        for name in TABLE_NAMES:
            if (folder / part / name).exists():
                sync(folder / part / name)


def _report(
    request: ExportRequest,
    plan: Plan,
    built: Built,
    entries: Sequence[LabelEntry],
    output: Path,
) -> ExportReport:
    arrived = [entry for entry in entries if entry.row.path not in plan.failed]
    states = Counter(row.state for row in request.rows)
    per_class = Counter(entry.row.class_name or "" for entry in arrived)
    return ExportReport(
        exported=len(arrived),
        per_class=dict(sorted(per_class.items())),
        unlabelled=states[ImageState.UNLABELLED],
        skipped=states[ImageState.SKIPPED],
        discarded=states[ImageState.DISCARDED],
        failed=tuple(sorted(plan.failed.items())),
        output=output,
        folders={name: plan.folders[name] for name in sorted(per_class) if name in plan.folders},
        per_split=dict(Counter(entry.split for entry in arrived if entry.split)),
        notes=tuple(_notes(request, plan, built, entries, output)),
        verified=built.verified,
        resumed=built.resumed,
    )


def _notes(
    request: ExportRequest,
    plan: Plan,
    built: Built,
    entries: Sequence[LabelEntry],
    output: Path,
) -> list[str]:
    notes = cut_off_notes(output)
    if built.copied_instead:
        notes.append(_copied_note(built.copied_instead, request.mode))
    if request.huggingface:
        placed = (entry.exported for entry in entries if entry.exported)
        note = split_word_note(placed, has_split=bool(plan.splits))
        notes += [note] if note else []
    if not plan.labelled:
        notes.append(Saying("No image has a label yet, so there are only tables."))
    return notes


def _copied_note(count: int, mode: ExportMode) -> Saying:
    if mode is ExportMode.HARDLINK:
        return Saying.counted(
            count,
            "1 file was copied, because hard links are not possible there.",
            "{n:,} files were copied, because hard links are not possible there.",
        )
    return Saying.counted(
        count,
        "1 file was copied, because symbolic links are not possible there.",
        "{n:,} files were copied, because symbolic links are not possible there.",
    )


def _stopped(problem: OSError, workshop: Workshop, plan: Plan, built: Built) -> ExportError:
    output = shown(workshop.output)
    is_full = problem.errno in {errno.ENOSPC, errno.EDQUOT}
    needed = size_words(max(0, built.still_needed))
    if is_full:
        what = Saying("The disk of “{folder}” is full, so the export stopped.", folder=output)
    else:
        words = system_words(problem)
        reason = words if isinstance(words, Saying) else shown(words)
        what = Saying("The export to “{folder}” stopped ({reason}).", folder=output, reason=reason)
    if not workshop.left_behind:
        if is_full:
            return ExportError(
                what,
                Saying(
                    "Free some space (about {size} are still needed) or choose another disk, then"
                    " export again.",
                    size=needed,
                ),
            )
        return ExportError(
            what,
            Saying("See that the disk is connected and may be written to, then export again."),
        )
    if is_full:
        remedy = Saying(
            "Free some space (about {size} are still needed) or choose another disk, then export"
            " again to the same folder: it goes on where it stopped.",
            size=needed,
        )
    else:
        remedy = Saying(
            "See that the disk is connected and may be written to, then export again to the same"
            " folder: it goes on where it stopped."
        )
    so_far = Saying(
        "{n:,} of {total:,} images are in “{folder}” so far, which can also be deleted.",
        n=workshop.files_made,
        total=len(plan.labelled),
        folder=shown(workshop.folder),
    )
    return ExportError(what, Saying.joined((remedy, so_far)))
