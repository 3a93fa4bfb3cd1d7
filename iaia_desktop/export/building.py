"""Bring every image into an export that is being built: copied in lots, or linked."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.saying import Saying
from iaia_desktop.export.journal import PlacedFile
from iaia_desktop.export.lots import Lots
from iaia_desktop.export.names import TABLE_NAMES
from iaia_desktop.export.placing import (
    SourceFileError,
    check_source,
    copy_file,
    hash_file,
    link_file,
    source_error,
)
from iaia_desktop.export.planning import Plan, Source
from iaia_desktop.export.reuse import take_over
from iaia_desktop.export.rows import ExportMode, ExportProgress, ExportRequest, ExportRow
from iaia_desktop.export.settling import Settler
from iaia_desktop.export.space import require_room, room_for_files, room_for_tables
from iaia_desktop.export.workshop import Workshop

_PROBE = "probe"


@dataclass(slots=True)
class Built:
    """What was placed.

    Attributes
    ----------
    hashes : dict of str to str
        Path to the hash of the bytes that were copied.
    copied_instead : int
        Files that were to be links.
    verified : int
        Files whose bytes were compared.
    resumed : int
        Files that were there already.
    still_needed : int
        Bytes that have yet to be written; told when the disk is full.
    """

    hashes: dict[str, str] = field(default_factory=dict)
    copied_instead: int = 0
    verified: int = 0
    resumed: int = 0
    still_needed: int = 0


class Builder:
    """Place the files of one export.

    Parameters
    ----------
    request : ExportRequest
        What to export.
    plan : Plan
        Where every file goes; files that cannot be placed are added to ``failed``.
    workshop : Workshop
        Where to build, inside its ``with`` block.
    cancel : CancelToken
        Looked at between files, and within large ones.
    """

    def __init__(
        self, request: ExportRequest, plan: Plan, workshop: Workshop, cancel: CancelToken
    ) -> None:
        self.built = Built()
        self._request = request
        self._plan = plan
        self._workshop = workshop
        self._cancel = cancel
        self._folders: set[Path] = set()
        self._settler = Settler()
        self._copies = request.mode is ExportMode.COPY
        self._done = 0
        self._done_bytes = 0
        self._total_bytes = 0

    def build(self) -> Generator[ExportProgress, None, None]:
        """Place every file that is not there yet.

        Yields
        ------
        ExportProgress
            Before each file, and within large ones.

        Raises
        ------
        ExportError
            When there is no room for it.
        OSError
            When the destination fails; what is there by then is whole.
        CancelledError
            When the person cancelled; as after an error.
        """
        if self._request.mode is ExportMode.NONE:
            return
        if not self._copies:
            self._copies = not self._can_link()
        kept = yield from take_over(
            self._request, self._plan, self._workshop, self._cancel, copies=self._copies
        )
        self._take_room(kept)
        with Lots(self._workshop, verify=self._request.verify, cancel=self._cancel) as lots:
            for row in self._plan.labelled:
                source = self._plan.sources.get(row.path)
                if source is None:
                    self._done += 1
                    continue
                yield self._progress()
                self._cancel.raise_if_cancelled()
                try:
                    if self._copies:
                        if row.path in kept:
                            self._count_kept(row, kept[row.path])
                        else:
                            yield from self._copy(row, source, lots)
                    else:
                        yield from self._link(row, source, lots, is_there=row.path in kept)
                except SourceFileError as problem:
                    self._plan.failed[row.path] = problem.what
                self._done += 1
                if lots.is_full:
                    yield from self._settle(lots)
            yield from self._settle(lots)
        self._remove_empty()

    # --- room ---------------------------------------------------------------------------------

    def _can_link(self) -> bool:
        """Try one link: what a file system refuses is better known before it is too late."""
        probe = self._workshop.parts / _PROBE
        probe.unlink(missing_ok=True)
        for source in self._plan.sources.values():
            try:
                is_linked = link_file(source.real, probe, self._request.mode)
            except SourceFileError:
                continue
            probe.unlink(missing_ok=True)
            return is_linked
        return True

    def _take_room(self, kept: dict[str, PlacedFile | None]) -> None:
        sizes = [source.size for path, source in self._plan.sources.items() if path not in kept]
        needed = room_for_tables(len(self._request.rows))
        if self._copies:
            needed += room_for_files(sizes)
            times = 2 if self._request.verify else 1
            self._total_bytes = times * sum(sizes)
        self.built.still_needed = needed
        require_room(needed, self._workshop.folder, self._request.output)

    # --- files --------------------------------------------------------------------------------

    def _count_kept(self, row: ExportRow, file: PlacedFile | None) -> None:
        self.built.resumed += 1
        self.built.copied_instead += self._request.mode is not ExportMode.COPY
        if file is not None:
            self.built.hashes[row.path] = file.hash
            self.built.verified += row.content_hash is not None or file.verified

    def _copy(
        self, row: ExportRow, source: Source, lots: Lots
    ) -> Generator[ExportProgress, None, None]:
        target = self._plan.targets[row.path]
        self._make_folder(target)
        part = lots.next_part()
        before = self._done_bytes
        copying = copy_file(
            # Looked at again: what is there may be another file by now.
            check_source(row.source),
            part,
            expected_hash=row.content_hash,
            cancel=self._cancel,
        )
        try:
            while True:
                try:
                    self._done_bytes += next(copying)
                except StopIteration as stop:
                    copied = stop.value
                    break
                yield self._progress()
        except SourceFileError:
            self._total_bytes -= source.size * (2 if self._request.verify else 1)
            self._total_bytes = max(self._total_bytes, before)
            self._done_bytes = before
            raise
        finally:
            copying.close()
        lots.add(row.path, part, target, copied)
        self.built.hashes[row.path] = copied.hash
        self.built.copied_instead += self._request.mode is not ExportMode.COPY
        self.built.verified += row.content_hash is not None or self._request.verify
        self.built.still_needed -= room_for_files([source.size])

    def _link(
        self, row: ExportRow, source: Source, lots: Lots, *, is_there: bool
    ) -> Generator[ExportProgress, None, None]:
        target = self._plan.targets[row.path]
        link = self._workshop.files / target
        try:
            is_verified = yield from self._check_linked(row, source)
            if not is_there:
                self._make_folder(target)
                if not link_file(check_source(row.source), link, self._request.mode):
                    yield from self._copy(row, source, lots)
                    return
                self._settler.note(link)
                self._workshop.files_made += 1
        except SourceFileError:
            if is_there:
                link.unlink()
            raise
        self.built.resumed += is_there
        self.built.verified += is_verified

    def _check_linked(
        self, row: ExportRow, source: Source
    ) -> Generator[ExportProgress, None, bool]:
        """Refuse an image that is not the labelled one; read it only where there is a doubt."""
        is_as_labelled = (row.size_bytes, row.mtime_ns) == (source.size, source.mtime_ns)
        is_in_doubt = bool(row.mtime_ns) and not is_as_labelled
        if row.content_hash is None or not (self._request.verify or is_in_doubt):
            return False
        reading = hash_file(source.real, self._cancel, from_disk=self._request.verify)
        while True:
            try:
                next(reading)
            except StopIteration as stop:
                digest: str = stop.value
                break
            except OSError as problem:
                raise source_error(problem) from problem
            yield self._progress()
        if digest != row.content_hash.lower():
            raise SourceFileError(Saying("The file has changed since it was labelled."))
        return True

    def _settle(self, lots: Lots) -> Generator[ExportProgress, None, None]:
        settling = lots.settle()
        while True:
            try:
                self._done_bytes += next(settling)
            except StopIteration as stop:
                failed: dict[str, str] = stop.value
                break
            yield self._progress()
        self._plan.failed.update(failed)
        for path in failed:
            del self.built.hashes[path]
            self.built.verified -= 1

    def _make_folder(self, target: str) -> None:
        folder = (self._workshop.files / target).parent
        if folder not in self._folders:
            folder.mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)

    def _remove_empty(self) -> None:
        """Remove class folders all of whose files failed on the way."""
        for folder in sorted(self._folders, reverse=True):
            if not any(folder.iterdir()):
                folder.rmdir()
                if folder.parent != self._workshop.files and not any(folder.parent.iterdir()):
                    folder.parent.rmdir()

    def _progress(self) -> ExportProgress:
        return ExportProgress(
            self._done,
            len(self._plan.labelled),
            Saying("Exporting the images"),
            min(self._done_bytes, self._total_bytes),
            self._total_bytes,
        )


def remove_tables(files: Path) -> None:
    """Remove tables that an earlier, unfinished run wrote.

    Parameters
    ----------
    files : Path
        Where the export is built.
    """
    for folder in (files, files / "train", files / "validation"):
        for name in TABLE_NAMES:
            (folder / name).unlink(missing_ok=True)
