"""What is said about the folder of images: what it holds, what changed, what could not be read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from iaia_desktop.core.errors import FolderError
from iaia_desktop.core.saying import Saying
from iaia_desktop.images.formats import NOT_TAKEN
from iaia_desktop.session.notices import Notice, NoticeAction, NoticeKind, words_of

if TYPE_CHECKING:
    from iaia_desktop.images.scan import ScanProblem
    from iaia_desktop.jobs.folder_changes import FolderChanges


def empty_notice(folder: Path, ignored: int) -> Notice:
    """Say that a folder holds no images.

    Parameters
    ----------
    folder : Path
        The folder.
    ignored : int
        Files in it that are none.
    """
    others: list[str] = []
    if ignored:
        held = Saying.counted(ignored, "It holds 1 other file.", "It holds {n:,} other files.")
        others = [held, NOT_TAKEN]
    text = Saying.joined(
        (
            Saying("There are no images in “{folder}”.", folder=folder),
            *others,
            Saying("Choose the folder that holds the pictures, or one above it."),
        )
    )
    ways = (NoticeAction(Saying("Open another folder…"), "open_folder"),)
    return Notice(NoticeKind.WARNING, text, "empty-folder", ways)


def changed_words(changes: FolderChanges, newly_gone: int) -> Saying | None:
    """Return what changed in a folder; None for nothing.

    Parameters
    ----------
    changes : FolderChanges
        As the job found them.
    newly_gone : int
        Images that are missing since.
    """
    parts = []
    if changes.new_paths:
        parts.append(Saying.counted(len(changes.new_paths), "1 image new", "{n:,} images new"))
    if changes.moved:
        parts.append(Saying.counted(len(changes.moved), "1 image renamed", "{n:,} images renamed"))
    if newly_gone:
        parts.append(
            Saying.counted(
                newly_gone,
                "1 image missing (labels are kept)",
                "{n:,} images missing (labels are kept)",
            )
        )
    if changes.back:
        parts.append(Saying.counted(len(changes.back), "1 image back", "{n:,} images back"))
    if changes.again:
        parts.append(
            Saying.counted(
                len(changes.again), "1 image to be read again", "{n:,} images to be read again"
            )
        )
    if not parts:
        return None
    return Saying(
        "The folder changed since the last time: {changes}.", changes=Saying.joined(parts, ", ")
    )


def unreadable_words(problems: Sequence[Saying]) -> Saying:
    """Return that folders within the folder could not be read.

    Parameters
    ----------
    problems : sequence of Saying
        Each one's path and reason; not empty.
    """
    if len(problems) == 1:
        return Saying(
            "A folder could not be read: {first}. Its images are left out.", first=problems[0]
        )
    return Saying(
        "A folder could not be read: {first} and {n:,} more. Its images are left out.",
        first=problems[0],
        n=len(problems) - 1,
    )


def problem_words(problem: ScanProblem) -> Saying:
    """Return which folder could not be read, and why."""
    return Saying("{path}: {reason}", path=problem.path, reason=problem.reason)


def failed_words(error: Exception, *, is_known: bool) -> Saying:
    """Return why a scan failed.

    Parameters
    ----------
    error : Exception
        What ended it.
    is_known : bool
        Whether the session has images of the folder already.
    """
    if isinstance(error, FolderError) and is_known:
        kept = Saying(
            "The labels are kept, and the work goes on by itself when the folder is back."
        )
        return Saying.joined((error.what, kept))
    return words_of(error, Saying("The scan failed: {reason}", reason=str(error)))
