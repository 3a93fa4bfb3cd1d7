"""Bring the images of a folder into its session, as jobs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.types import ImageId
from iaia_desktop.images.scan import ScanProblem, scan_folder
from iaia_desktop.jobs.hand_over import HandOver
from iaia_desktop.store.session_file import SessionStore

_BATCH_SIZE = 500


@dataclass(frozen=True, slots=True)
class AddedImages:
    """Images that are in the session's file now.

    Whoever keeps the session in memory has to take over all of these, in the order in which they
    come: their numbers go on from each other.

    Attributes
    ----------
    image_ids : tuple of ImageId
        Their numbers, ascending without gaps.
    paths : tuple of str
        Their paths, in natural order.
    problems : tuple of ScanProblem
        Folders that could not be read meanwhile.
    ignored : int
        Other files that were passed over.
    """

    image_ids: tuple[ImageId, ...]
    paths: tuple[str, ...]
    problems: tuple[ScanProblem, ...] = ()
    ignored: int = 0


def scan_job(
    root: Path, store: SessionStore, hand_over: HandOver, cancel: CancelToken
) -> Iterator[AddedImages]:
    """Add the images of a folder to its session in natural order, in batches, until cancelled.

    Raises
    ------
    FolderError
        When the folder is missing, is a file, or may not be read.
    SessionFileError
        When images cannot be saved; those yielded before are.
    CancelledError
        When the token is set; what was saved was yielded.
    """
    for batch in scan_folder(root, batch_size=_BATCH_SIZE, cancel=cancel):
        # Nothing may come between saving a batch and yielding it.
        hand_over.wait(cancel)
        yield AddedImages(_added(store, batch.paths), batch.paths, batch.problems, batch.ignored)


def add_images_job(
    paths: Sequence[str], store: SessionStore, hand_over: HandOver, cancel: CancelToken
) -> Iterator[AddedImages]:
    """Add images that were found before, in batches, until cancelled.

    Raises
    ------
    SessionFileError
        When images cannot be saved; those yielded before are.
    CancelledError
        When the token is set; what was saved was yielded.
    """
    for start in range(0, len(paths), _BATCH_SIZE):
        batch = tuple(paths[start : start + _BATCH_SIZE])
        hand_over.wait(cancel)
        yield AddedImages(_added(store, batch), batch)


def _added(store: SessionStore, paths: Sequence[str]) -> tuple[ImageId, ...]:
    return tuple(store.add_images(paths)) if paths else ()
