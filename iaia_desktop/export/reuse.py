"""What of an unfinished export is right, and may stay: by its note and by the file itself."""

from __future__ import annotations

import os
import stat
from collections.abc import Generator, Iterator
from dataclasses import replace
from pathlib import Path

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.saying import Saying
from iaia_desktop.export.journal import PlacedFile, append_placed, read_placed
from iaia_desktop.export.placing import hash_file
from iaia_desktop.export.planning import Plan, Source
from iaia_desktop.export.rows import ExportMode, ExportProgress, ExportRequest, ExportRow
from iaia_desktop.export.unfinished import files_below
from iaia_desktop.export.workshop import Workshop

_TELL_EVERY = 500
_TEXT = Saying("Looking at what is there already")


def take_over(
    request: ExportRequest,
    plan: Plan,
    workshop: Workshop,
    cancel: CancelToken,
    *,
    copies: bool,
) -> Generator[ExportProgress, None, dict[str, PlacedFile | None]]:
    """Keep what is right, move what belongs elsewhere by now, and delete all else.

    A copy is right when the export noted it down after the disk had taken it in, its size and time
    are the noted ones, and its hash is that of the image as it was labelled. A link is right when
    it leads to the image.

    Parameters
    ----------
    request : ExportRequest
        What to export.
    plan : Plan
        Where every file goes.
    workshop : Workshop
        Holds what is there.
    cancel : CancelToken
        Looked at between files.
    copies : bool
        Whether copies are wanted, as asked for or because links are not possible there.

    Yields
    ------
    ExportProgress
        Now and then.

    Returns
    -------
    dict of str to (PlacedFile or None)
        The images whose files are in place, by path; None for a link.

    Raises
    ------
    OSError
        When something cannot be moved or deleted.
    CancelledError
        When the person cancelled; what is right by then stays so.
    """
    noted = _by_path(read_placed(workshop.journal))
    kept: dict[str, PlacedFile | None] = {}
    moves: list[tuple[PlacedFile, str]] = []
    read_back: list[PlacedFile] = []
    total = len(plan.labelled)
    for index, row in enumerate(plan.labelled):
        if index % _TELL_EVERY == 0:
            yield ExportProgress(0, total, _TEXT)
        cancel.raise_if_cancelled()
        source, target = plan.sources.get(row.path), plan.targets.get(row.path, "")
        if source is None or not target:
            continue
        if copies:
            found = _right_copy(row, source, noted.get(row.path, []), workshop.files, target)
            if found is None:
                continue
            if request.verify and not found.verified:
                path = workshop.files / found.target
                for _ in (reading := _Reading(path, cancel)):
                    yield ExportProgress(0, total, _TEXT)
                if reading.digest != found.hash:
                    continue
                found = replace(found, verified=True)
                read_back.append(replace(found, target=target))
            kept[row.path] = replace(found, target=target)
            if found.target != target:
                moves.append((found, target))
        elif _is_right_link(workshop.files / target, source, request.mode):
            kept[row.path] = None
    staying = {plan.targets[path] for path in kept} - {target for _, target in moves}
    leaving = {old.target for old, _ in moves}
    yield from _clear(workshop.files, staying | leaving, total, cancel)
    _move(workshop, moves)
    if read_back:
        append_placed(workshop.journal, read_back)
    _remove_empty(workshop.files)
    for entry in workshop.parts.iterdir():
        entry.unlink()
    workshop.files_made = len(kept)
    workshop.bytes_made = sum(file.size for file in kept.values() if file is not None)
    return kept


class _Reading:
    """Read a copy bit by bit; its hash is there at the end."""

    def __init__(self, path: Path, cancel: CancelToken) -> None:
        self._path = path
        self._cancel = cancel
        self.digest: str | None = None

    def __iter__(self) -> Iterator[int]:
        try:
            self.digest = yield from hash_file(self._path, self._cancel, from_disk=True)
        except OSError:
            self.digest = None  # a copy that cannot be read is made anew


def _by_path(placed: dict[str, PlacedFile]) -> dict[str, list[PlacedFile]]:
    found: dict[str, list[PlacedFile]] = {}
    for file in placed.values():
        found.setdefault(file.path, []).append(file)
    return found


def _right_copy(
    row: ExportRow, source: Source, noted: list[PlacedFile], files: Path, target: str
) -> PlacedFile | None:
    # The one that needs no move comes first.
    for file in sorted(noted, key=lambda file: file.target != target):
        if row.content_hash is not None:
            is_wanted = file.hash == row.content_hash.lower()
        else:
            is_wanted = (file.source_size, file.source_mtime_ns) == (source.size, source.mtime_ns)
        if is_wanted and _is_as_noted(files / file.target, file, source):
            return file
    return None


def _is_as_noted(path: Path, file: PlacedFile, source: Source) -> bool:
    try:
        status = path.lstat()
    except (OSError, ValueError):
        return False
    return (
        stat.S_ISREG(status.st_mode)
        and (status.st_size, status.st_mtime_ns) == (file.size, file.mtime_ns)
        # Of the same size and time is also a hard link that took the copy's place since.
        and (status.st_dev, status.st_ino) != (source.device, source.inode)
    )


def _is_right_link(path: Path, source: Source, mode: ExportMode) -> bool:
    try:
        if mode is ExportMode.SYMLINK:
            return path.is_symlink() and path.readlink() == source.real
        status = path.lstat()
    except OSError:
        return False
    return (status.st_dev, status.st_ino) == (source.device, source.inode)


def _clear(
    files: Path, wanted: set[str], total: int, cancel: CancelToken
) -> Generator[ExportProgress, None, None]:
    top = len(os.fspath(files)) + 1
    for index, entry in enumerate(files_below(files)):
        if index % _TELL_EVERY == 0:
            yield ExportProgress(0, total, _TEXT)
        cancel.raise_if_cancelled()
        if entry.path[top:].replace(os.sep, "/") not in wanted:
            Path(entry.path).unlink()


def _move(workshop: Workshop, moves: list[tuple[PlacedFile, str]]) -> None:
    """Move copies whose class or split changed; two may have changed places."""
    if not moves:
        return
    aside = [workshop.parts / f"moved-{number}" for number in range(len(moves))]
    for (old, _), place in zip(moves, aside, strict=True):
        (workshop.files / old.target).rename(place)
    append_placed(workshop.journal, (replace(old, target=target) for old, target in moves))
    for (_, target), place in zip(moves, aside, strict=True):
        new = workshop.files / target
        new.parent.mkdir(parents=True, exist_ok=True)
        place.rename(new)


def _remove_empty(files: Path) -> None:
    for folder, _, _ in os.walk(files, topdown=False):
        if Path(folder) != files and not any(Path(folder).iterdir()):
            Path(folder).rmdir()
