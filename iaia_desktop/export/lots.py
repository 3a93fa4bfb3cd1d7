"""Copies become part of an export in lots: synced, read back where asked, noted down, renamed."""

from __future__ import annotations

import errno
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.saying import Saying
from iaia_desktop.export.journal import PlacedFile, append_placed
from iaia_desktop.export.names import shown
from iaia_desktop.export.placing import Copied, SourceFileError, hash_file, raise_for_name
from iaia_desktop.export.syncing import sync
from iaia_desktop.export.workshop import Workshop

LOT_FILES = 200
LOT_BYTES = 16 << 20
_SYNC_THREADS = 4


@dataclass(frozen=True, slots=True)
class _Waiting:
    path: str
    part: Path
    target: str
    copied: Copied


class Lots:
    """Hold copies back under temporary names until the disk has taken them in.

    In lots, since syncing each file by itself takes three times as long, and syncing all of them
    at the end would make everybody else's own few bytes wait for it. Within a lot a few threads
    sync at once: a journalling file system then writes its journal once for all.

    Parameters
    ----------
    workshop : Workshop
        Where the export is built.
    verify : bool
        Whether each file is read back from the disk.
    cancel : CancelToken
        Looked at between files.
    """

    def __init__(self, workshop: Workshop, *, verify: bool, cancel: CancelToken) -> None:
        self._workshop = workshop
        self._verify = verify
        self._cancel = cancel
        self._waiting: list[_Waiting] = []
        self._bytes = 0
        self._number = 0
        self._pool = ThreadPoolExecutor(_SYNC_THREADS, thread_name_prefix="sync")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.shutdown(cancel_futures=True)

    @property
    def is_full(self) -> bool:
        """Whether it is time to settle."""
        return len(self._waiting) >= LOT_FILES or self._bytes >= LOT_BYTES

    def next_part(self) -> Path:
        """Return a temporary name for the next copy."""
        self._number += 1
        return self._workshop.parts / str(self._number)

    def add(self, path: str, part: Path, target: str, copied: Copied) -> None:
        """Take a copy.

        Parameters
        ----------
        path : str
            Of the image.
        part : Path
            The copy, as `next_part` named it.
        target : str
            Where it goes, posix separators; its folder is there, and the name is not taken.
        copied : Copied
            What was written.
        """
        self._waiting.append(_Waiting(path, part, target, copied))
        self._bytes += copied.size

    def settle(self) -> Generator[int, None, dict[str, str]]:
        """Make what was taken part of the export.

        Yields
        ------
        int
            Bytes that were read back since the last time.

        Returns
        -------
        dict of str to str
            Path and reason of files that the destination does not take by their name.

        Raises
        ------
        OSError
            When the disk does not take them, or they read back differently.
        CancelledError
            When the person cancelled.
        """
        waiting, self._waiting, self._bytes = self._waiting, [], 0
        if not waiting:
            return {}
        syncing = [self._pool.submit(self._sync, item.part) for item in waiting]
        for future in syncing:
            future.result()
        if self._verify:
            for item in waiting:
                yield from self._read_back(item)
        self._cancel.raise_if_cancelled()
        # Noted down before it bears its name: what bears one is whole, and known to be.
        append_placed(self._workshop.journal, [self._noted(item) for item in waiting])
        failed = {}
        for item in waiting:
            try:
                self._rename(item)
            except SourceFileError as problem:
                item.part.unlink()
                failed[item.path] = problem.what
            else:
                self._workshop.files_made += 1
                self._workshop.bytes_made += item.copied.size
        return failed

    def _sync(self, part: Path) -> None:
        if not self._cancel.cancelled:
            sync(part)

    def _read_back(self, item: _Waiting) -> Generator[int, None, None]:
        found = yield from hash_file(item.part, self._cancel, from_disk=True)
        if found != item.copied.hash:
            raise OSError(
                errno.EIO,
                Saying("the copy of “{path}” reads back differently", path=shown(item.path)),
                str(item.part),
            )

    def _noted(self, item: _Waiting) -> PlacedFile:
        status = item.part.lstat()
        if status.st_size != item.copied.size:
            raise OSError(
                errno.EIO,
                Saying("the copy of “{path}” is cut short", path=shown(item.path)),
                str(item.part),
            )
        return PlacedFile(
            path=item.path,
            target=item.target,
            hash=item.copied.hash,
            size=status.st_size,
            mtime_ns=status.st_mtime_ns,
            source_size=item.copied.size,
            source_mtime_ns=item.copied.source_mtime_ns,
            verified=self._verify,
        )

    def _rename(self, item: _Waiting) -> None:
        try:
            item.part.rename(self._workshop.files / item.target)
        except OSError as problem:
            raise_for_name(problem)
            raise
