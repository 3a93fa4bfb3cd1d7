"""The folder an export goes to: checked first, built aside, moved into place at the end."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from iaia_desktop.core.errors import ExportError
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.system_words import system_words
from iaia_desktop.export.names import shown
from iaia_desktop.export.overlap import GuardedFolder, refuse_guarded, refuse_overlap
from iaia_desktop.export.parents import make_parents, refuse_taken, remove_parents
from iaia_desktop.export.unfinished import names_inside

PARTIAL_MARK = ".iaia-partial-"
"""In the name of a folder that holds an export which is not finished."""

_LONGEST_STEM_BYTES = 200


def check_destination(
    root: Path, output: Path, *, session: str = "", guarded: Iterable[GuardedFolder] = ()
) -> Path:
    """Refuse a folder that an export must not go to.

    Parameters
    ----------
    root : Path
        The source folder.
    output : Path
        The folder asked for.
    session : str
        What is exported: its own unfinished export may lie in the output.
    guarded : iterable of GuardedFolder
        Further folders in which no export may lie.

    Returns
    -------
    Path
        The output, absolute, without symbolic links.

    Raises
    ------
    ExportError
        When the output is a file, holds anything, cannot be looked into, lies in the source
        folder (also by another spelling of its name, through a link or a second mount), contains
        it, or lies in a guarded folder.
    """
    with _unusable_in_words(output):
        real = output.resolve()
        refuse_overlap(root.resolve(), real)
        refuse_guarded(real, guarded)
        own = names_inside(real, root, session)
    promise = Saying("an export never overwrites")
    return require_new_or_empty(output, promise=promise, besides=own)


def require_new_or_empty(
    output: Path, *, promise: str, besides: frozenset[str] = frozenset()
) -> Path:
    """Refuse a folder that holds anything already.

    Parameters
    ----------
    output : Path
        The folder asked for.
    promise : str
        Why it must be empty, as the end of a sentence.
    besides : frozenset of str
        Names in it that do not count.

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
                Saying("“{folder}” is not a folder.", folder=shown(output)),
                Saying("Choose a new or an empty folder."),
            )
        if real.is_dir() and any(entry.name not in besides for entry in real.iterdir()):
            raise ExportError(
                Saying(
                    "The folder “{folder}” is not empty, and {promise}.",
                    folder=shown(output),
                    promise=promise,
                ),
                Saying("Choose a new or an empty folder."),
            )
    return real


@contextmanager
def _unusable_in_words(output: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, RuntimeError) as problem:  # RuntimeError: a loop of links, before 3.13
        raise ExportError(
            Saying(
                "The folder “{folder}” cannot be used ({reason}).",
                folder=shown(output),
                reason=system_words(problem),
            ),
            Saying("Choose another folder."),
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
        name = _short(self.output.name) + PARTIAL_MARK + secrets.token_hex(4)
        try:
            self._parents = make_parents(home)
            self.folder = home / name
            self.folder.mkdir()
        except OSError as problem:
            remove_parents(self._parents)
            raise ExportError(
                Saying(
                    "The folder “{folder}” cannot be made ({reason}).",
                    folder=shown(self.output),
                    reason=system_words(problem),
                ),
                Saying("Choose a folder that you may write to."),
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
                refuse_taken(target)
                entry.rename(target)
                self._moved.append(target)
            self.folder.rmdir()
        else:
            refuse_taken(self.output)
            self.folder.rename(self.output)
        self._finished = True

    def _abandon(self) -> None:
        # Links are removed as links, so nothing of the source can be touched.
        for entry in self._moved:
            if entry.is_dir():
                shutil.rmtree(entry, ignore_errors=True)
            else:
                entry.unlink(missing_ok=True)
        shutil.rmtree(self.folder, ignore_errors=True)
        remove_parents(self._parents)


def cut_off_notes(output: Path) -> list[str]:
    """Name what exports of earlier versions of the program left when they were cut off.

    Parameters
    ----------
    output : Path
        Of the export.

    Returns
    -------
    list of str
        Sentences for the person.
    """
    mark = _short(output.name) + PARTIAL_MARK
    try:
        found = [
            entry
            for home in (output, output.parent)
            if home.is_dir()
            for entry in home.iterdir()
            if entry.name.startswith(mark)
        ]
    except OSError:
        return []  # a parent that cannot be listed has none to tell of
    return [
        Saying(
            "An earlier export that was cut off has left “{folder}”; it can be deleted.",
            folder=shown(entry),
        )
        for entry in sorted(found)
    ]


def _short(name: str) -> str:
    return name.encode("utf-8", "surrogateescape")[:_LONGEST_STEM_BYTES].decode("utf-8", "ignore")
