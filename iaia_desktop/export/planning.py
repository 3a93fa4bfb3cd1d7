"""What an export will place where; worked out before anything is written."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.types import ImageState
from iaia_desktop.export.names import file_names, folder_names
from iaia_desktop.export.overlap import refuse_folders_of
from iaia_desktop.export.placing import SourceFileError, check_source, source_error
from iaia_desktop.export.rows import ExportMode, ExportProgress, ExportRequest, ExportRow
from iaia_desktop.export.split import split_by_class

_CHECK_BATCH = 256


@dataclass(frozen=True, slots=True)
class Source:
    """An image file as it is now.

    Attributes
    ----------
    real : Path
        Without symbolic links.
    device, inode : int
        Where it lies.
    size, mtime_ns : int
        How large and how old it is.
    """

    real: Path
    device: int
    inode: int
    size: int
    mtime_ns: int


@dataclass(slots=True)
class Plan:
    """What will be placed where.

    Attributes
    ----------
    labelled : list of ExportRow
        All labels, by path.
    sources : dict of str to Source
        Files that can be placed, by path; empty when none are wanted.
    failed : dict of str to str
        Path and reason of the labelled images that stay out.
    folders : dict of str to str
        Class name to folder name.
    splits : dict of str to str
        Path to part.
    targets : dict of str to str
        Path to the file's place in the export, posix separators.
    """

    labelled: list[ExportRow]
    sources: dict[str, Source] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    folders: dict[str, str] = field(default_factory=dict)
    splits: dict[str, str] = field(default_factory=dict)
    targets: dict[str, str] = field(default_factory=dict)


def make_plan(
    request: ExportRequest, output: Path, cancel: CancelToken
) -> Generator[ExportProgress, None, Plan]:
    """Look at every file, and give each its place.

    Parameters
    ----------
    request : ExportRequest
        What to export.
    output : Path
        As `check_destination` returned it.
    cancel : CancelToken
        Looked at between files.

    Yields
    ------
    ExportProgress
        Now and then.

    Returns
    -------
    Plan
        Complete.

    Raises
    ------
    ExportError
        When the output turns out to lie in a folder of images.
    OSError
        When the folders on the way to the output cannot be looked at.
    CancelledError
        When the person cancelled.
    """
    labelled = sorted(
        (row for row in request.rows if row.state is ImageState.LABELLED), key=lambda row: row.path
    )
    plan = Plan(labelled)
    wants_files = request.mode is not ExportMode.NONE
    if wants_files:
        root = Path(os.path.abspath(request.root))  # noqa: PTH100 - without following links
        refuse_folders_of((row.source for row in labelled), root, output)
        for index, row in enumerate(labelled):
            if index % _CHECK_BATCH == 0:
                yield ExportProgress(0, len(labelled), Saying("Checking the files"))
            cancel.raise_if_cancelled()
            _look_at(row, root, plan)
        usable = [row for row in labelled if row.path in plan.sources]
    else:
        usable = labelled
    yield ExportProgress(0, len(labelled), Saying("Giving the files their names"))
    cancel.raise_if_cancelled()
    classes = {row.path: row.class_name or "" for row in usable}
    if request.validation_share > 0:
        plan.splits = split_by_class(classes, share=request.validation_share, seed=request.seed)
    if wants_files:
        plan.folders = folder_names(classes.values())
        for path, target in _targets(classes, plan.folders, plan.splits, cancel):
            plan.targets[path] = target
    return plan


def _look_at(row: ExportRow, root: Path, plan: Plan) -> None:
    try:
        _refuse_outside(root, row)
        real = check_source(row.source)
        status = real.stat()
    except SourceFileError as problem:
        plan.failed[row.path] = problem.what
    except OSError as problem:
        plan.failed[row.path] = source_error(problem).what
    else:
        plan.sources[row.path] = Source(
            real, status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns
        )


def _targets(
    classes: Mapping[str, str],
    folders: Mapping[str, str],
    splits: Mapping[str, str],
    cancel: CancelToken,
) -> Iterator[tuple[str, str]]:
    members: dict[str, list[str]] = {}
    for path, class_name in classes.items():
        members.setdefault(class_name, []).append(path)
    for class_name, paths in members.items():
        # Names are given over both parts of a split, so that they do not depend on the seed.
        for path, name in file_names(paths, cancel.raise_if_cancelled).items():
            target = PurePosixPath(splits.get(path, ""), folders[class_name], name)
            yield path, str(target)


def _refuse_outside(root: Path, row: ExportRow) -> None:
    """Refuse a path that a strange session may hold in order to reach other files."""
    relative = PurePosixPath(row.path)
    climbs = ".." in relative.parts or ".." in row.source.parts or relative.is_absolute()
    if climbs or not Path(os.path.abspath(row.source)).is_relative_to(root):  # noqa: PTH100
        raise SourceFileError(Saying("The file lies outside the folder with the images."))
