"""Compare a folder with what a session knows of it: new, gone, back, and renamed files."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import overload

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import FolderError, ImageError
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.state import AnnotationState
from iaia_desktop.core.types import FileInfo, FileStatus, ImageId
from iaia_desktop.images.reading import content_hash, folder_is_there, read_file
from iaia_desktop.images.scan import ScanProblem, scan_folder
from iaia_desktop.jobs.look_again import may_be_read_now
from iaia_desktop.jobs.natural_order import natural_order
from iaia_desktop.jobs.progress import Progress


@dataclass(frozen=True, slots=True)
class KnownImage:
    """An image as the session knows it."""

    image_id: ImageId
    path: str
    file: FileInfo


class KnownImages(Sequence[KnownImage]):
    """All images of a session at one moment, by id; each is put together when it is asked for.

    Parameters
    ----------
    paths : sequence of str
        By image id.
    files : sequence of FileInfo
        By image id.
    missing : iterable of ImageId
        Those whose file was missing when it was last looked for.
    failed : iterable of ImageId
        Those whose file could not be read then.
    thorough : bool
        Whether to look for files that were replaced under their name, too.
    """

    def __init__(
        self,
        paths: Sequence[str],
        files: Sequence[FileInfo],
        missing: Iterable[ImageId],
        failed: Iterable[ImageId] = (),
        *,
        thorough: bool = False,
    ) -> None:
        self.thorough = thorough
        self.paths = paths
        self.missing = tuple(missing)
        self.failed = tuple(failed)
        self._files = files

    @classmethod
    def of(cls, state: AnnotationState, *, thorough: bool = False) -> KnownImages:
        """Return the images as they are now; what changes later does not reach them."""
        now = state.snapshot()
        missing, failed = (
            [info.image_id for info in state.problems() if info.status is status]
            for status in (FileStatus.MISSING, FileStatus.FAILED)
        )
        return cls(now.paths, now.files, missing, failed, thorough=thorough)

    def __len__(self) -> int:
        return len(self.paths)

    @overload
    def __getitem__(self, place: int) -> KnownImage: ...
    @overload
    def __getitem__(self, place: slice) -> list[KnownImage]: ...
    def __getitem__(self, place: int | slice) -> KnownImage | list[KnownImage]:
        if isinstance(place, slice):
            return [self[number] for number in range(len(self))[place]]
        number = range(len(self))[place]
        return KnownImage(ImageId(number), self.paths[number], self._files[number])


@dataclass(frozen=True, slots=True)
class FolderChanges:
    """What is different.

    Attributes
    ----------
    new_paths : tuple of str
        Files that the session has never seen, in natural order; also those that took the place of
        an image that moved.
    gone : tuple of ImageId
        Images whose file is not there any more.
    back : tuple of ImageId
        Images that were missing and are there again.
    moved : tuple of (ImageId, str)
        Images whose file has another path now, recognised by their content; they move all at once,
        for one may take the path of another.
    order : tuple of ImageId
        Every image of the session, new ones numbered on, in natural order of paths; empty when
        none is new and none moved, since the order is what it was then.
    problems : tuple of ScanProblem
        Folders that may not be read.
    ignored : int
        Files that are not images.
    again : tuple of ImageId
        Images to be read again: those that failed and may be readable now, and, where that was
        asked for, those whose file is another one now.
    """

    new_paths: tuple[str, ...]
    gone: tuple[ImageId, ...]
    back: tuple[ImageId, ...]
    moved: tuple[tuple[ImageId, str], ...]
    order: tuple[ImageId, ...]
    problems: tuple[ScanProblem, ...]
    ignored: int
    again: tuple[ImageId, ...] = ()


def folder_changes_job(
    root: Path, known: KnownImages, cancel: CancelToken
) -> Generator[Progress, None, FolderChanges]:
    """Find out what changed in a folder since the session last looked.

    A file is taken for a renamed one when its bytes are those of an image that is gone, or whose
    path holds other bytes now (a series of pictures that was numbered anew). Only files of the same
    size as such an image are read for that, and none where no image is gone.

    Raises
    ------
    FolderError
        When the folder is missing or may not be read; or when it is empty, as that of a drive which
        is not plugged in may be, and the session knows images in it.
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
        yield Progress(len(seen), 0, Saying("Looking for new images"))
    if not seen and len(known) and not folder_is_there(root):
        raise FolderError(
            Saying(
                "The folder “{folder}” is empty: the drive that it was on may not be plugged in.",
                folder=root,
            ),
            Saying("Bring the images back, or find the folder."),
        )
    known_paths = set(known.paths)
    seen_set = set(seen)
    unseen = [known[i] for i, path in enumerate(known.paths) if path not in seen_set]
    back = tuple(i for i in known.missing if known.paths[i] in seen_set)
    moved: tuple[tuple[ImageId, str], ...] = ()
    if unseen:
        replaced = [image for image in known if image.path in seen_set and _differs(root, image)]
        fresh = [path for path in seen if path not in known_paths]
        moved = yield from _recognise(root, fresh, unseen, replaced, cancel)
    paths = list(known.paths)
    for image_id, path in moved:
        paths[image_id] = path
    taken = set(paths)
    new_paths = [path for path in seen if path not in taken]
    moved_ids = {image_id for image_id, _ in moved}
    return FolderChanges(
        new_paths=tuple(new_paths),
        gone=tuple(image.image_id for image in unseen if image.image_id not in moved_ids),
        back=back,
        moved=moved,
        order=natural_order([*paths, *new_paths]) if moved or new_paths else (),
        problems=tuple(problems),
        ignored=ignored,
        again=tuple(_to_be_read_again(root, known, {*back, *moved_ids}, cancel)),
    )


def _to_be_read_again(
    root: Path, known: KnownImages, done: set[ImageId], cancel: CancelToken
) -> Iterator[ImageId]:
    for image_id in known.failed:
        cancel.raise_if_cancelled()
        image = known[image_id]
        if image_id not in done and may_be_read_now(root / image.path, image.file):
            yield image_id
    if known.thorough:
        for image in known:
            cancel.raise_if_cancelled()
            is_ready = image.file.status is FileStatus.READY and image.image_id not in done
            if is_ready and _differs(root, image):
                yield image.image_id


def _differs(root: Path, image: KnownImage) -> bool:
    """Tell whether the file under an image's path is not the one that was read."""
    if image.file.content_hash is None:
        return False
    try:
        status = (root / image.path).stat()
    except OSError:
        return False
    return (status.st_size, status.st_mtime_ns) != (image.file.size_bytes, image.file.mtime_ns)


def _recognise(
    root: Path,
    fresh: Sequence[str],
    unseen: Sequence[KnownImage],
    replaced: Sequence[KnownImage],
    cancel: CancelToken,
) -> Generator[Progress, None, tuple[tuple[ImageId, str], ...]]:
    """Find where the bytes of images went that are not, or no longer, under their paths."""
    sizes = {image.file.size_bytes for image in (*unseen, *replaced)}
    owners = {image.path: image for image in replaced}
    digests: dict[str, bytes] = {}
    for done, path in enumerate((*owners, *fresh)):
        cancel.raise_if_cancelled()
        yield Progress(done, len(owners) + len(fresh), Saying("Recognising renamed images"))
        with suppress(OSError, ImageError):
            if (root / path).stat().st_size in sizes:
                digests[path] = content_hash(read_file(root / path))
    # A file that only has another date is where it was.
    for path, image in list(owners.items()):
        if digests.get(path) == image.file.content_hash:
            del owners[path], digests[path]
    wanted: dict[bytes, list[ImageId]] = {}
    for image in (*unseen, *owners.values()):
        if image.file.content_hash is not None:
            wanted.setdefault(image.file.content_hash, []).append(image.image_id)
    moved: dict[ImageId, str] = {}
    for path, digest in digests.items():
        if wanted.get(digest):
            moved[wanted[digest].pop(0)] = path
    return tuple(_without_collisions(moved, {p: row.image_id for p, row in owners.items()}).items())


def _without_collisions(
    moved: dict[ImageId, str], owners: Mapping[str, ImageId]
) -> dict[ImageId, str]:
    """Drop moves onto the path of an image that stays: its bytes are nowhere else."""
    while True:
        kept = {i: path for i, path in moved.items() if owners.get(path, i) in moved}
        if len(kept) == len(moved):
            return kept
        moved = kept
