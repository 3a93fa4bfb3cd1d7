"""Read labels that were made elsewhere and match them with a session's images, as a job."""

from __future__ import annotations

import os
from collections.abc import Collection, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import ImageError, ImportDataError
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.shown import shown
from iaia_desktop.core.state import name_fault
from iaia_desktop.core.types import ImageId
from iaia_desktop.export.labels_in import (
    ImportedLabel,
    ImportedLabels,
    match_labels,
    read_class_folders,
    read_labels_csv,
)
from iaia_desktop.images.reading import content_hash, read_file
from iaia_desktop.images.scan import holds_image
from iaia_desktop.jobs.progress import Progress
from iaia_desktop.store.session_file import SessionStore

_QUOTED = 40


@dataclass(frozen=True, slots=True)
class SessionImages:
    """What a session knows of its images when an import begins.

    Attributes
    ----------
    root : Path
        The session's folder.
    by_path : mapping of str to ImageId
        All images, by relative path.
    by_hash : mapping of bytes to ImageId
        Those whose content is known.
    contents : mapping of ImageId to bytes
        The same the other way round, with every copy of a file.
    class_names : frozenset of str
        Of the classes there are.
    """

    root: Path
    by_path: Mapping[str, ImageId]
    by_hash: Mapping[bytes, ImageId]
    contents: Mapping[ImageId, bytes] = field(default_factory=dict)
    class_names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class MatchedLabels:
    """Labels that were read.

    Attributes
    ----------
    labels : tuple of (ImageId, str)
        Images of the session with their class names.
    examples : tuple of (str, str)
        Pictures that the session does not have: whole path and class name.
    unmatched : tuple of ImportedLabel
        Labels without an image here and without a picture there.
    problems : tuple of str
        Folders that could not be read, and classes whose name cannot be kept, each with the reason.
    """

    labels: tuple[tuple[ImageId, str], ...]
    examples: tuple[tuple[str, str], ...]
    unmatched: tuple[ImportedLabel, ...]
    problems: tuple[str, ...]


def read_labels(source: Path) -> ImportedLabels:
    """Return the labels of a folder per class, or of a CSV.

    Raises
    ------
    ImportDataError, FolderError
        When there are none to be read.
    """
    if os.path.isdir(source):  # noqa: PTH112 - a name too long is no error here
        return read_class_folders(source, is_image=holds_image)
    return read_labels_csv(source)


def import_into_session_job(
    source: Path, session_path: Path, cancel: CancelToken
) -> Generator[Progress, None, MatchedLabels]:
    """Read labels and match them with the images that a session has; see :func:`import_job`.

    The session is read through a connection of its own, so that labelling goes on meanwhile.

    Raises
    ------
    SessionFileError
        When the session cannot be read.
    ImportDataError, FolderError, CancelledError
        As ``import_job``.
    """
    yield Progress(0, 0, Saying("Reading the labels"))
    with SessionStore.open(session_path, read_only=True) as store:
        images = store.load_images()
        class_names = frozenset(row.name for row in store.load_classes())
        root = store.folder
    cancel.raise_if_cancelled()
    known = SessionImages(
        root=root,
        by_path={image.path: image.image_id for image in images},
        by_hash={
            image.file.content_hash: image.image_id
            for image in images
            if image.file.content_hash is not None
        },
        contents={
            image.image_id: image.file.content_hash
            for image in images
            if image.file.content_hash is not None
        },
        class_names=class_names,
    )
    return (yield from import_job(source, known, cancel))


def import_job(
    source: Path, images: SessionImages, cancel: CancelToken
) -> Generator[Progress, None, MatchedLabels]:
    """Read labels and match them with the session's images.

    Pictures in class folders are matched by their bytes: cameras give the same names again and
    again, so a name alone labels nothing; of several copies, the one that the picture was exported
    from. The rows of a CSV are matched by path, then by unique
    name, then by the bytes of the file beside the CSV. Pictures that the session does not have are
    examples of their class, and a picture in two class folders labels nothing.

    Parameters
    ----------
    source : Path
        A folder per class, or a CSV.
    images : SessionImages
        What there is to label.

    Raises
    ------
    ImportDataError, FolderError
        When there is nothing to import.
    CancelledError
        When the token is set.
    """
    yield Progress(0, 0, Saying("Reading the labels"))
    imported = read_labels(source)
    cancel.raise_if_cancelled()
    usable, unusable = _split_by_name(imported, images.class_names)
    by_name, rest = match_labels(usable, list(images.by_path))
    labels: dict[ImageId, str] = {}
    is_folder = os.path.isdir(source)  # noqa: PTH112 - a name too long is no error here
    if is_folder:
        rest = usable
    else:
        labels = {images.by_path[path]: name for path, name in by_name.items()}
    base = source if is_folder else source.parent
    unread = _unread_by_name(images)
    examples: list[tuple[str, str]] = []
    unmatched: list[ImportedLabel] = []
    ambiguous: set[ImageId] = set()
    for done, label in enumerate(rest):
        cancel.raise_if_cancelled()
        yield Progress(done, len(rest), Saying("Comparing the pictures"))
        path = base / label.path
        try:
            digest = content_hash(read_file(path))
        except ImageError:
            unmatched.append(label)
            continue
        image_id = _exported_from(label, digest, images)
        if image_id is None:
            image_id = images.by_hash.get(digest)
        if image_id is None:
            image_id = _unread_twin(digest, unread.get(path.name, ()), images)
        if image_id is None:
            examples.append((str(path.absolute()), label.class_name))
        elif labels.setdefault(image_id, label.class_name) != label.class_name:
            ambiguous.add(image_id)
            unmatched.append(label)
    for image_id in ambiguous:
        del labels[image_id]
    folders = (Saying.joined((shown(path), why), ": ") for path, why in imported.problems)
    problems = (*folders, *unusable)
    if not labels and not examples and not unmatched:
        raise ImportDataError(
            Saying.joined(
                (Saying("There are no labels in “{source}”.", source=shown(source)), *problems[:1])
            ),
            Saying("Choose a folder per class, or a CSV."),
        )
    return MatchedLabels(tuple(sorted(labels.items())), tuple(examples), tuple(unmatched), problems)


def _split_by_name(
    imported: ImportedLabels, known: Collection[str]
) -> tuple[list[ImportedLabel], list[str]]:
    """Return the labels whose classes exist or can be founded, and why others cannot."""
    faults: dict[str, str] = {}
    for name in dict.fromkeys(label.class_name for label in imported):
        fault = "" if name in known else name_fault(name)
        if fault:
            faults[name] = Saying("“{name}”: {fault}", name=shown(name[:_QUOTED]), fault=fault)
    usable = [label for label in imported if label.class_name not in faults]
    return usable, list(faults.values())


def _exported_from(label: ImportedLabel, digest: bytes, images: SessionImages) -> ImageId | None:
    """Return the image that a file was exported from, if it still has the file's bytes."""
    if label.source is None:
        return None
    image_id = images.by_path.get(label.source)
    return image_id if image_id is not None and images.contents.get(image_id) == digest else None


def _unread_by_name(images: SessionImages) -> dict[str, list[str]]:
    """Return the paths of images whose content nobody has read yet, by base name."""
    read = set(images.by_hash.values())
    unread: dict[str, list[str]] = {}
    for path, image_id in images.by_path.items():
        if image_id not in read:
            unread.setdefault(PurePosixPath(path).name, []).append(path)
    return unread


def _unread_twin(digest: bytes, candidates: Sequence[str], images: SessionImages) -> ImageId | None:
    """Return the image among those of the same name that has these bytes."""
    for path in candidates:
        try:
            if content_hash(read_file(images.root / path)) == digest:
                return images.by_path[path]
        except ImageError:
            continue
    return None
