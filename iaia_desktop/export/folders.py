"""Labels out: a folder per class with the tables that say how each label came about."""

from __future__ import annotations

import errno
import os
import shutil
from collections import Counter
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import ExportError
from iaia_desktop.core.types import ImageState
from iaia_desktop.export.destination import StagedFolder, check_destination
from iaia_desktop.export.imagefolder import split_word_note
from iaia_desktop.export.manifest import (
    LabelEntry,
    NotExported,
    write_labels,
    write_metadata,
    write_not_exported,
)
from iaia_desktop.export.names import file_names, folder_names, shown
from iaia_desktop.export.placing import Placed, SourceFileError, check_source, place_file
from iaia_desktop.export.rows import (
    ExportMode,
    ExportProgress,
    ExportReport,
    ExportRequest,
    ExportRow,
)
from iaia_desktop.export.settling import Settler
from iaia_desktop.export.split import check_split, split_by_class

__all__ = [
    "ExportMode",
    "ExportProgress",
    "ExportReport",
    "ExportRequest",
    "ExportRow",
    "run_export",
]

_CHECK_BATCH = 256
_TABLE_BYTES_PER_ROW = 2048
_RESERVE_BYTES = 1 << 20

_REASONS = {
    ImageState.UNLABELLED: "Not labelled yet.",
    ImageState.SKIPPED: "Skipped.",
    ImageState.DISCARDED: "Discarded.",
}


@dataclass(slots=True)
class _Plan:
    """What will be placed where; built before anything is written."""

    labelled: list[ExportRow]
    usable: list[ExportRow] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    sizes: dict[int, int] = field(default_factory=dict)  # bytes by device number
    folders: dict[str, str] = field(default_factory=dict)
    splits: dict[str, str] = field(default_factory=dict)
    targets: dict[str, str] = field(default_factory=dict)


def run_export(
    request: ExportRequest, *, cancel: CancelToken
) -> Generator[ExportProgress, None, ExportReport]:
    """Export labels: all of it arrives, or nothing does.

    Everything is built in a folder whose name says that it is partial, and moved into place at
    the end. A file that cannot be read costs only itself. The source folder is only read.

    Parameters
    ----------
    request : ExportRequest
        What to export, and where to.
    cancel : CancelToken
        Looked at between files, and within large ones.

    Yields
    ------
    ExportProgress
        Before each file, in images.

    Returns
    -------
    ExportReport
        What arrived and what did not.

    Raises
    ------
    ExportError
        When the destination is not fit, the disk is full, or writing fails.
    CancelledError
        When the person cancelled. As after an error, nothing is left at the destination.
    """
    check_split(request.validation_share, request.seed)
    output = check_destination(request.root, request.output)
    if request.mode is not ExportMode.NONE and not request.root.is_dir():
        raise ExportError(
            f"The folder with the images, “{shown(request.root)}”, cannot be found.",
            "Connect its disk or tell where it is now, or export the labels only.",
        )
    plan = yield from _make_plan(request, cancel)
    stage = StagedFolder(output)
    try:
        with stage:
            notes = _stale_notes(stage)
            _check_space(request, plan, stage.folder)
            entries, copied_instead = yield from _place_all(request, plan, stage.folder, cancel)
            yield ExportProgress(len(plan.labelled), len(plan.labelled), "Writing the tables")
            _write_tables(request, plan, entries, stage.folder)
            cancel.raise_if_cancelled()
            stage.commit()
    except OSError as problem:
        raise _stopped(problem, stage) from problem
    notes += _mode_notes(request.mode, copied_instead)
    if request.huggingface:
        placed = (entry.exported for entry in entries if entry.exported)
        note = split_word_note(placed, has_split=bool(plan.splits))
        notes += [note] if note else []
    if not plan.labelled:
        notes.append("No image has a label yet, so there are only tables.")
    return _report(request, plan, entries, output, notes)


def _make_plan(
    request: ExportRequest, cancel: CancelToken
) -> Generator[ExportProgress, None, _Plan]:
    labelled = sorted(
        (row for row in request.rows if row.state is ImageState.LABELLED), key=lambda row: row.path
    )
    plan = _Plan(labelled)
    if request.mode is ExportMode.NONE:
        plan.usable = labelled
    else:
        root = Path(os.path.abspath(request.root))  # noqa: PTH100 - without following links
        for index, row in enumerate(labelled):
            if index % _CHECK_BATCH == 0:
                yield ExportProgress(0, len(labelled), "Checking the files")
            cancel.raise_if_cancelled()
            try:
                _refuse_outside(root, row)
                status = check_source(row.source).stat()
            except SourceFileError as problem:
                plan.failed[row.path] = problem.what
            except OSError:
                plan.failed[row.path] = "The file is gone."
            else:
                plan.usable.append(row)
                plan.sizes[status.st_dev] = plan.sizes.get(status.st_dev, 0) + status.st_size
    classes = {row.path: row.class_name or "" for row in plan.usable}
    if request.validation_share > 0:
        plan.splits = split_by_class(classes, share=request.validation_share, seed=request.seed)
    if request.mode is not ExportMode.NONE:
        plan.folders = folder_names(classes.values())
        plan.targets = dict(_targets(classes, plan.folders, plan.splits))
    return plan


def _targets(
    classes: Mapping[str, str], folders: Mapping[str, str], splits: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    members: dict[str, list[str]] = {}
    for path, class_name in classes.items():
        members.setdefault(class_name, []).append(path)
    for class_name, paths in members.items():
        # Names are given over both parts of a split, so that they do not depend on the seed.
        for path, name in file_names(paths).items():
            target = PurePosixPath(splits.get(path, ""), folders[class_name], name)
            yield path, str(target)


def _refuse_outside(root: Path, row: ExportRow) -> None:
    """Refuse a path that a strange session may hold in order to reach other files."""
    relative = PurePosixPath(row.path)
    climbs = ".." in relative.parts or ".." in row.source.parts or relative.is_absolute()
    if climbs or not Path(os.path.abspath(row.source)).is_relative_to(root):  # noqa: PTH100
        raise SourceFileError("The file lies outside the folder with the images.")


def _check_space(request: ExportRequest, plan: _Plan, folder: Path) -> None:
    needed = len(request.rows) * _TABLE_BYTES_PER_ROW + _RESERVE_BYTES
    if request.mode is ExportMode.COPY:
        needed += sum(plan.sizes.values())
    elif request.mode is ExportMode.HARDLINK:
        # Hard links do not reach other disks: these files will be copied.
        here = folder.stat().st_dev
        needed += sum(size for device, size in plan.sizes.items() if device != here)
    free = shutil.disk_usage(folder).free
    if needed > free:
        raise ExportError(
            f"The export needs about {_megabytes(needed)}, and only {_megabytes(free)} are free"
            f" for “{shown(request.output)}”.",
            "Free some space, choose another disk, or export links or labels only.",
        )


def _place_all(
    request: ExportRequest, plan: _Plan, folder: Path, cancel: CancelToken
) -> Generator[ExportProgress, None, tuple[list[LabelEntry], int]]:
    """Place every usable file; return the manifest's entries and how many links became copies."""
    entries: list[LabelEntry] = []
    copied_instead = 0
    total = len(plan.labelled)
    usable = {row.path for row in plan.usable}
    made: set[Path] = set()
    settler = Settler()
    for done, row in enumerate(plan.labelled):
        cancel.raise_if_cancelled()
        yield ExportProgress(done, total, "Exporting the images")
        if row.path not in usable:
            entries.append(LabelEntry(row))
            continue
        split = plan.splits.get(row.path, "")
        target = plan.targets.get(row.path, "")
        if target:
            destination = folder / target
            if destination.parent not in made:
                destination.parent.mkdir(parents=True, exist_ok=True)
                made.add(destination.parent)
            try:
                placed = place_file(
                    row.source,
                    destination,
                    mode=request.mode,
                    expected_hash=row.content_hash,
                    cancel=cancel,
                )
            except SourceFileError as problem:
                plan.failed[row.path] = problem.what
                entries.append(LabelEntry(row))
                continue
            copied_instead += placed is Placed.COPIED_INSTEAD
            settler.note(destination)
        entries.append(LabelEntry(row, exported=target, split=split))
    _remove_empty(made)
    return entries, copied_instead


def _remove_empty(folders: set[Path]) -> None:
    """Remove class folders all of whose files failed on the way."""
    for folder in folders:
        if not any(folder.iterdir()):
            folder.rmdir()


def _write_tables(
    request: ExportRequest, plan: _Plan, entries: Sequence[LabelEntry], folder: Path
) -> None:
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
    if request.huggingface and request.mode is not ExportMode.NONE:
        write_metadata(folder, entries)


def _report(
    request: ExportRequest,
    plan: _Plan,
    entries: Sequence[LabelEntry],
    output: Path,
    notes: Sequence[str],
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
        notes=tuple(notes),
    )


def _stale_notes(stage: StagedFolder) -> list[str]:
    return [
        f"An earlier export that was cut off has left “{shown(folder)}”; it can be deleted."
        for folder in stage.stale_folders()
    ]


def _mode_notes(mode: ExportMode, copied_instead: int) -> list[str]:
    if not copied_instead:
        return []
    files = "1 file was" if copied_instead == 1 else f"{copied_instead} files were"
    kind = "hard" if mode is ExportMode.HARDLINK else "symbolic"
    return [f"{files} copied, because {kind} links are not possible there."]


def _stopped(problem: OSError, stage: StagedFolder) -> ExportError:
    if problem.errno in {errno.ENOSPC, errno.EDQUOT}:
        what = f"The disk of “{shown(stage.output)}” is full, so the export stopped."
        remedy = "Free some space or choose another disk, then export again."
    else:
        what = f"The export to “{shown(stage.output)}” stopped ({problem.strerror or problem})."
        remedy = "See that the disk is connected and may be written to, then export again."
    if stage.left_behind:
        remedy += f" What was made so far is in “{shown(stage.folder)}” and can be deleted."
    return ExportError(what, remedy)


def _megabytes(size_bytes: int) -> str:
    if size_bytes >= 1_000_000_000:
        return f"{size_bytes / 1e9:.1f} GB"
    return f"{max(1, round(size_bytes / 1e6))} MB"
