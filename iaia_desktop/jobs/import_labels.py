"""Read labels that were made elsewhere and match them with a session's images, as a job."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from pathlib import Path

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import ImageError, ImportDataError
from iaia_desktop.core.types import ImageId
from iaia_desktop.export.labels_in import (
    ImportedLabel,
    ImportedLabels,
    match_labels,
    read_class_folders,
    read_labels_csv,
)
from iaia_desktop.images.reading import content_hash, read_file
from iaia_desktop.images.scan import looks_like_image
from iaia_desktop.jobs.progress import Progress


@dataclass(frozen=True, slots=True)
class MatchedLabels:
    """Labels that fit the session.

    Attributes
    ----------
    labels : tuple of (ImageId, str)
        Images with their class names.
    unmatched : tuple of ImportedLabel
        Labels of images that the session does not have.
    problems : tuple of str
        Rows that make no sense.
    """

    labels: tuple[tuple[ImageId, str], ...]
    unmatched: tuple[ImportedLabel, ...]
    problems: tuple[str, ...]


def read_labels(source: Path) -> ImportedLabels:
    """Return the labels of a folder per class, or of a CSV.

    Raises
    ------
    ImportDataError, FolderError
        When there are none to be read.
    """
    if source.is_dir():
        return read_class_folders(source, is_image=looks_like_image)
    return read_labels_csv(source)


def import_job(
    source: Path,
    known: Mapping[str, ImageId],
    hashes: Mapping[bytes, ImageId],
    cancel: CancelToken,
) -> Generator[Progress, None, MatchedLabels]:
    """Read labels and match them: by path, then by unique name, then by content.

    Parameters
    ----------
    source : Path
        A folder per class, or a CSV.
    known : mapping of str to ImageId
        The session's images by path.
    hashes : mapping of bytes to ImageId
        Those whose content is known.

    Raises
    ------
    ImportDataError, FolderError
        When there is nothing to import.
    CancelledError
        When the token is set.
    """
    yield Progress(0, 0, "Reading the labels")
    imported = read_labels(source)
    cancel.raise_if_cancelled()
    matched, rest = match_labels(imported, list(known))
    labels = {known[path]: name for path, name in matched.items()}
    unmatched = []
    for done, label in enumerate(rest):
        cancel.raise_if_cancelled()
        yield Progress(done, len(rest), "Comparing the pictures")
        image_id = _by_content(source, label, hashes)
        if image_id is None or image_id in labels:
            unmatched.append(label)
        else:
            labels[image_id] = label.class_name
    if not labels and not unmatched:
        raise ImportDataError(
            f"There are no labels in “{source}”.", "Choose a folder per class, or a CSV."
        )
    problems = tuple(str(problem) for problem in imported.problems)
    return MatchedLabels(tuple(sorted(labels.items())), tuple(unmatched), problems)


def _by_content(
    source: Path, label: ImportedLabel, hashes: Mapping[bytes, ImageId]
) -> ImageId | None:
    base = source if source.is_dir() else source.parent
    try:
        return hashes.get(content_hash(read_file(base / label.path)))
    except ImageError:
        return None
