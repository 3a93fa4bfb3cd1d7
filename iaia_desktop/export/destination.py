"""The folder an export goes to: checked first, built aside, moved into place at the end."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from iaia_desktop.core.errors import ExportError
from iaia_desktop.export.names import shown

PARTIAL_MARK = ".iaia-partial-"
"""In the name of a folder that holds an export which is not finished."""

_LONGEST_STEM_BYTES = 200


def check_destination(root: Path, output: Path) -> Path:
    """Refuse a folder that an export must not go to.

    Parameters
    ----------
    root : Path
        The source folder.
    output : Path
        The folder asked for.

    Returns
    -------
    Path
        The output, absolute, without symbolic links.

    Raises
    ------
    ExportError
        When the output is a file, holds anything, cannot be looked into, lies in the source
        folder (also by another spelling of its name or through a link), or contains it.
    """
    with _unusable_in_words(output):
        _refuse_overlap(root.resolve(), output.resolve())
    return require_new_or_empty(output, promise="an export never overwrites")


def require_new_or_empty(output: Path, *, promise: str) -> Path:
    """Refuse a folder that holds anything already.

    Parameters
    ----------
    output : Path
        The folder asked for.
    promise : str
        Why it must be empty, as the end of a sentence.

    Returns
    -------
    Path
        The output, absolute, without symbolic links.

    Raises
    ------
    ExportError
        When the output is a file, holds anything, or cannot be looked into.
    """
    with _unusable_in_words(output):
        real = output.resolve()
        if real.is_symlink() or (real.exists() and not real.is_dir()):
            raise ExportError(
                f"“{shown(output)}” is not a folder.", "Choose a new or an empty folder."
            )
        if real.is_dir() and any(real.iterdir()):
            raise ExportError(
                f"The folder “{shown(output)}” is not empty, and {promise}.",
                "Choose a new or an empty folder.",
            )
    return real


@contextmanager
def _unusable_in_words(output: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, RuntimeError) as problem:  # RuntimeError: a loop of links, before 3.13
        words = problem.strerror if isinstance(problem, OSError) else None
        raise ExportError(
            f"The folder “{shown(output)}” cannot be used ({words or problem}).",
            "Choose another folder.",
        ) from problem


class StagedFolder:
    """A folder under construction that becomes the output in one step, or goes away.

    A new output is built in a sibling and renamed. An output that exists and is empty keeps its
    identity (it may be a mounted disk, or have special permissions): it is built in a folder
    inside, whose contents are moved up, the tables last.

    Parameters
    ----------
    output : Path
        As `check_destination` returned it.

    Attributes
    ----------
    folder : Path
        Where to build; valid inside the ``with`` block.
    """

    def __init__(self, output: Path) -> None:
        self.output = output
        self.folder = output
        self._inside = False
        self._finished = False
        self._parents: list[Path] = []
        self._moved: list[Path] = []

    def __enter__(self) -> Self:
        self._inside = self.output.is_dir()
        home = self.output if self._inside else self.output.parent
        stem = self.output.name.encode("utf-8", "surrogateescape")[:_LONGEST_STEM_BYTES]
        name = stem.decode("utf-8", "ignore") + PARTIAL_MARK + secrets.token_hex(4)
        try:
            self._make_parents(home)
            self.folder = home / name
            self.folder.mkdir()
        except OSError as problem:
            self._remove_parents()
            raise ExportError(
                f"The folder “{shown(self.output)}” cannot be made ({problem.strerror}).",
                "Choose a folder that you may write to.",
            ) from problem
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self._finished:
            self._abandon()

    @property
    def left_behind(self) -> bool:
        """Whether an unfinished folder is still there, because it could not be removed."""
        return not self._finished and self.folder != self.output and self.folder.exists()

    def commit(self) -> None:
        """Move what was built into place; afterwards the export is complete.

        Raises
        ------
        OSError
            When it cannot be moved, or something else has appeared at the output meanwhile.
        """
        if self._inside:
            # Tables last: an output with a manifest is a whole one.
            entries = sorted(self.folder.iterdir(), key=lambda entry: (entry.is_file(), entry.name))
            for entry in entries:
                target = self.output / entry.name
                _refuse_taken(target)
                entry.rename(target)
                self._moved.append(target)
            self.folder.rmdir()
        else:
            _refuse_taken(self.output)
            self.folder.rename(self.output)
        self._finished = True

    def stale_folders(self) -> list[Path]:
        """Return the remains of earlier exports to the same output that were cut off."""
        home = self.folder.parent
        mark = self.folder.name.rpartition(PARTIAL_MARK)[0] + PARTIAL_MARK
        try:
            return [entry for entry in home.iterdir() if self._is_stale(entry, mark)]
        except OSError:
            return []  # only for a note; a parent that cannot be listed has none to tell of

    def _is_stale(self, entry: Path, mark: str) -> bool:
        return entry.name.startswith(mark) and entry != self.folder

    def _make_parents(self, folder: Path) -> None:
        missing = [folder, *folder.parents]
        missing = [parent for parent in missing if not parent.exists()]
        for parent in reversed(missing):
            parent.mkdir(exist_ok=True)
            self._parents.append(parent)

    def _remove_parents(self) -> None:
        for parent in reversed(self._parents):
            try:
                parent.rmdir()
            except OSError:
                return  # somebody put something there meanwhile: it is theirs now

    def _abandon(self) -> None:
        # Links are removed as links, so nothing of the source can be touched.
        for entry in self._moved:
            if entry.is_dir():
                shutil.rmtree(entry, ignore_errors=True)
            else:
                entry.unlink(missing_ok=True)
        shutil.rmtree(self.folder, ignore_errors=True)
        self._remove_parents()


def _refuse_taken(target: Path) -> None:
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, "Something has appeared there meanwhile", str(target))


def _refuse_overlap(root: Path, output: Path) -> None:
    if _is_inside(output, root):
        raise ExportError(
            f"The folder “{shown(output)}” lies inside the folder with the images.",
            "Choose a folder outside it.",
        )
    if _is_inside(root, output):
        raise ExportError(
            f"The folder “{shown(output)}” contains the folder with the images.",
            "Choose a folder beside it.",
        )


def _is_inside(inner: Path, outer: Path) -> bool:
    """Tell whether a path is a folder or lies below it, however either is spelt."""
    if inner == outer or outer in inner.parents:
        return True
    if not outer.exists():
        return False
    outer_status = outer.stat()
    return any(
        os.path.samestat(folder.stat(), outer_status) for folder in _existing(inner, *inner.parents)
    )


def _existing(*folders: Path) -> Iterator[Path]:
    return (folder for folder in folders if folder.exists())
