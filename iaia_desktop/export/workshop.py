"""The folder in which an export is built: found again, gone on with, moved into place at once."""

from __future__ import annotations

import errno
import json
import os
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

from iaia_desktop.core.errors import ExportError
from iaia_desktop.core.long_paths import long_form
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.system_words import system_words
from iaia_desktop.export.names import shown
from iaia_desktop.export.parents import (
    is_taken,
    make_parents,
    refuse_taken,
    remove_parents,
)
from iaia_desktop.export.syncing import sync
from iaia_desktop.export.unfinished import (
    FILES,
    JOURNAL,
    LOCK,
    MOVING,
    PARTS,
    READ_ME,
    About,
    candidates,
    is_blank,
    moved_names,
    read_about,
    read_me,
    remove_unfinished,
    write_about,
)

KEEP_FROM_FILES = 1_000
KEEP_FROM_BYTES = 256 << 20
"""An unfinished export of that many files or bytes is kept: a smaller one is made anew quickly."""


class Workshop:
    """Where an export is built, beside the output or, when that exists already, in it.

    Going in takes over the unfinished export of the same session, or begins one. Coming out
    without `commit`, what was made is kept when it is worth that, and else removed.

    Parameters
    ----------
    output : Path
        As `check_destination` returned it.
    about : About
        What is exported.

    Attributes
    ----------
    folder : Path
        The folder that says that it is unfinished; valid inside the ``with`` block.
    found : bool
        Whether it was there already.
    files_made, bytes_made : int
        What it holds; the export counts.
    """

    def __init__(self, output: Path, about: About) -> None:
        self.output = output
        self.folder = output
        self.found = False
        self.files_made = 0
        self.bytes_made = 0
        self._about = about
        self._inside = False
        self._finished = False
        self._parents: list[Path] = []
        self._lock: FileLock | None = None

    @property
    def files(self) -> Path:
        """What becomes the export."""
        return long_form(self.folder / FILES)

    @property
    def parts(self) -> Path:
        """Files that are being made."""
        return long_form(self.folder / PARTS)

    @property
    def journal(self) -> Path:
        """Tells which files are whole."""
        return self.folder / JOURNAL

    @property
    def left_behind(self) -> bool:
        """Whether the unfinished folder is still there after the ``with`` block."""
        if self._finished or self.folder == self.output:
            return False
        try:
            return is_taken(self.folder)
        except OSError:
            return True  # a disk that went is no disk that is empty

    def __enter__(self) -> Self:
        try:
            self._inside = self.output.is_dir()
            home = self.output if self._inside else self.output.parent
            self._parents = make_parents(home)
            self._claim(home)
        except OSError as problem:
            self._let_go()
            remove_parents(self._parents)
            raise ExportError(
                Saying(
                    "The folder “{folder}” cannot be made ({reason}).",
                    folder=shown(self.output),
                    reason=system_words(problem),
                ),
                Saying("Choose a folder that you may write to, on a disk that is not full."),
            ) from problem
        except BaseException:
            self._let_go()
            remove_parents(self._parents)
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        is_worth_keeping = self.files_made >= KEEP_FROM_FILES or self.bytes_made >= KEEP_FROM_BYTES
        if self._finished or (not is_worth_keeping and self._is_back()):
            self._remove()
        self._let_go()
        if not self._finished:
            remove_parents(self._parents)

    def clear(self) -> None:
        """Throw away what an earlier export left, as far as it is not needed to begin anew.

        Raises
        ------
        OSError
            When it cannot be removed.
        """
        removed = self._remove()
        self._let_go()
        if not removed:
            raise OSError(
                errno.ENOTEMPTY,
                Saying("the unfinished export cannot be removed"),
                str(self.folder),
            )
        self.found = False
        self._make(self.folder)

    def commit(self) -> None:
        """Move what was built into place; afterwards the export is complete.

        Everything is on the disk before, so that also a power cut leaves the whole or nothing.

        Raises
        ------
        OSError
            When it cannot be moved, or something else has appeared at the output meanwhile.
        """
        for folder, _, _ in os.walk(self.files, topdown=False):
            sync(Path(folder))
        if self._inside:
            self._move_up()
        else:
            refuse_taken(self.output)
            self.files.rename(long_form(self.output))
        self._finished = True
        with suppress(OSError):
            sync(self.output)
            sync(self.output.parent)

    def _remove(self) -> bool:
        if os.name == "nt":
            self._let_go()  # a file that is locked cannot be deleted there
        return remove_unfinished(long_form(self.folder))

    def _is_back(self) -> bool:
        """Bring back what was moved up; tell whether nothing stayed outside without a mark."""
        try:
            self._take_back_moved()
        except OSError:
            return False
        return True

    def _move_up(self) -> None:
        # Tables last: an output with a manifest is a whole one.
        entries = sorted(self.files.iterdir(), key=lambda entry: (entry.is_file(), entry.name))
        for entry in entries:
            refuse_taken(self.output / entry.name)
        note = self.folder / MOVING
        with note.open("w", encoding="ascii") as file:
            json.dump([entry.name for entry in entries], file)
            file.flush()
            os.fsync(file.fileno())
        try:
            for entry in entries:
                refuse_taken(self.output / entry.name)
                entry.rename(long_form(self.output / entry.name))
        except OSError:
            self._is_back()
            raise

    def _take_back_moved(self) -> None:
        """Bring back what was moved up when that was cut off."""
        if self._finished:
            return
        moved = moved_names(self.folder)
        for name in sorted(moved):
            if is_taken(self.output / name):
                long_form(self.output / name).rename(self.files / name)
        (self.folder / MOVING).unlink(missing_ok=True)

    def _claim(self, home: Path) -> None:
        for folder in candidates(home, self.output.name):
            about = read_about(folder)
            if about is not None and not about.is_of(Path(self._about.root), self._about.session):
                continue
            if about is None and is_taken(folder) and not is_blank(folder):
                continue  # somebody's own, whatever it is
            self.found = about is not None
            self._make(folder)
            return
        raise ExportError(
            Saying("Too many unfinished exports lie beside “{folder}”.", folder=shown(self.output)),
            Saying("Delete those that are not needed, or choose another folder."),
        )

    def _make(self, folder: Path) -> None:
        is_new = not folder.exists()
        folder.mkdir(exist_ok=True)
        self.folder = folder
        try:
            self._take_lock(folder)
            write_about(folder, self._about)
            (folder / READ_ME).write_text(read_me(self.output), encoding="utf-8")
            self.files.mkdir(exist_ok=True)
            self.parts.mkdir(exist_ok=True)
            self._take_back_moved()
            with suppress(OSError):
                sync(folder)
                sync(folder.parent)
        except OSError:
            if is_new:
                self._let_go()
                remove_unfinished(folder)
            raise

    def _take_lock(self, folder: Path) -> None:
        lock = FileLock(folder / LOCK, timeout=0, thread_local=False)
        try:
            lock.acquire()
        except Timeout as problem:
            raise ExportError(
                Saying("Another export to “{folder}” is under way.", folder=shown(self.output)),
                Saying("Wait until it is done, or choose another folder."),
            ) from problem
        except NotImplementedError:
            return  # a file system without locks: two exports to one folder are rare enough
        self._lock = lock

    def _let_go(self) -> None:
        if self._lock is not None:
            with suppress(OSError):
                self._lock.release(force=True)
            self._lock = None
