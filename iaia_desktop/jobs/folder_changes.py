"""Compare a folder with what a session knows of it: new, gone, back, and renamed files."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import ImageError
from iaia_desktop.core.types import FileInfo, FileStatus, ImageId
from iaia_desktop.images.reading import content_hash, read_file
from iaia_desktop.images.scan import ScanProblem, natural_key, scan_folder
from iaia_desktop.jobs.progress import Progress


@dataclass(frozen=True, slots=True)
class KnownImage:
    """An image as the session knows it."""

    image_id: ImageId
    path: str
    file: FileInfo


@dataclass(frozen=True, slots=True)
class FolderChanges:
    """What is different.

    Attributes
    ----------
    new_paths : tuple of str
        Files that the session has never seen, in natural order.
    gone : tuple of ImageId
        Images whose file is not there any more.
    back : tuple of ImageId
        Images that were missing and are there again.
    moved : tuple of (ImageId, str)
        Images whose file has another path now, recognised by their content.
    order : tuple of int
        Every image of the session, new ones numbered on, in natural order of paths.
    problems : tuple of ScanProblem
        Folders that may not be read.
    ignored : int
        Files that are not images.
    """

    new_paths: tuple[str, ...]
    gone: tuple[ImageId, ...]
    back: tuple[ImageId, ...]
    moved: tuple[tuple[ImageId, str], ...]
    order: tuple[ImageId, ...]
    problems: tuple[ScanProblem, ...]
    ignored: int


def folder_changes_job(
    root: Path, known: Sequence[KnownImage], cancel: CancelToken
) -> Generator[Progress, None, FolderChanges]:
    """Find out what changed in a folder since the session last looked.

    A new file is taken for a renamed one when its bytes are those of an image that is gone; only
    new files of the same size as a gone one are read for that.

    Raises
    ------
    FolderError
        When the folder is missing or may not be read.
    CancelledError
        When the token is set.
    """
    seen: list[str] = []
    problems: list[ScanProblem] = []
    ignored = 0
    for batch in scan_folder(root, cancel=cancel):
        seen.extend(batch.paths)
        problems.extend(batch.problems)
        ignored += batch.ignored
        yield Progress(len(seen), 0, "Looking for new images")
    by_path = {image.path: image for image in known}
    seen_set = set(seen)
    new_paths = [path for path in seen if path not in by_path]
    unseen = [image for image in known if image.path not in seen_set]
    back = tuple(
        image.image_id
        for image in known
        if image.file.status is FileStatus.MISSING and image.path in seen_set
    )
    moved = yield from _recognise(root, new_paths, unseen, cancel)
    taken = {path for _, path in moved}
    moved_ids = {image_id for image_id, _ in moved}
    new_paths = [path for path in new_paths if path not in taken]
    paths = {image.image_id: image.path for image in known} | dict(moved)
    start = len(known)
    paths |= {ImageId(start + offset): path for offset, path in enumerate(new_paths)}
    return FolderChanges(
        new_paths=tuple(new_paths),
        gone=tuple(image.image_id for image in unseen if image.image_id not in moved_ids),
        back=back,
        moved=moved,
        order=natural_order(paths),
        problems=tuple(problems),
        ignored=ignored,
    )


def natural_order(paths: dict[ImageId, str]) -> tuple[ImageId, ...]:
    """Return the image ids in the natural order of their paths."""
    keys = {
        image_id: tuple(natural_key(part) for part in path.split("/"))
        for image_id, path in paths.items()
    }
    return tuple(sorted(keys, key=keys.__getitem__))


def _recognise(
    root: Path, new_paths: Sequence[str], unseen: Sequence[KnownImage], cancel: CancelToken
) -> Generator[Progress, None, tuple[tuple[ImageId, str], ...]]:
    wanted: dict[bytes, list[ImageId]] = {}
    sizes = set()
    for image in unseen:
        if image.file.content_hash is not None:
            wanted.setdefault(image.file.content_hash, []).append(image.image_id)
            sizes.add(image.file.size_bytes)
    moved: list[tuple[ImageId, str]] = []
    if not wanted:
        return ()
    for done, path in enumerate(new_paths):
        cancel.raise_if_cancelled()
        yield Progress(done, len(new_paths), "Recognising renamed images")
        try:
            if (root / path).stat().st_size not in sizes:
                continue
            digest = content_hash(read_file(root / path))
        except (OSError, ImageError):
            continue
        candidates = wanted.get(digest)
        if candidates:
            moved.append((candidates.pop(0), path))
    return tuple(moved)
