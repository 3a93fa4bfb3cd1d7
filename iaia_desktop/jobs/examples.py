"""Given examples, a folder per class: which of them lie among the images to label."""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path, PurePath

from iaia_desktop.core.errors import ImportDataError
from iaia_desktop.core.names import normalise_name
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.state import name_fault
from iaia_desktop.export.labels_in import ImportedLabel, read_class_folders
from iaia_desktop.export.names import shown
from iaia_desktop.images.scan import holds_image, natural_key
from iaia_desktop.jobs.embed_folder import FailedFile

_QUOTED = 40


@dataclass(frozen=True, slots=True)
class Examples:
    """Examples of classes.

    Attributes
    ----------
    class_names : tuple of str
        In natural order; every one can be printed.
    inside : tuple of (str, str)
        Path relative to the folder to label, and class, of the examples that are among its images.
    outside : tuple of (str, str)
        Path relative to the folder of examples, and class, of all others.
    problems : tuple of FailedFile
        Folders of examples that may not be read.
    notes : tuple of str
        Sentences for the person.
    """

    class_names: tuple[str, ...]
    inside: tuple[tuple[str, str], ...]
    outside: tuple[tuple[str, str], ...]
    problems: tuple[FailedFile, ...]
    notes: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.inside) + len(self.outside)


def read_examples(examples: Path, folder: Path, images: Collection[str]) -> Examples:
    """List the examples, and find out which of them are images of the folder to label.

    The two folders may be one, or the examples may lie in the folder to label: an example that is
    also one of its images keeps the class it was given. Where the folder to label lies in the
    folder of examples, what is in it is there to be labelled and no example of anything.

    Parameters
    ----------
    examples : Path
        Holds a folder for each class.
    folder : Path
        The folder to label.
    images : collection of str
        The images of that folder, relative paths.

    Raises
    ------
    FolderError
        When the folder of examples is missing or may not be read.
    ImportDataError
        When it holds no class folder, or no image in any.
    """
    found = read_class_folders(examples, is_image=holds_image)
    labels: list[ImportedLabel] = list(found)
    notes = []
    for class_name in dict.fromkeys(row.class_name for row in labels):
        if fault := name_fault(class_name):
            left_out = Saying(
                "The folder “{folder}” is left out.", folder=shown(class_name[:_QUOTED])
            )
            notes.append(Saying.joined((left_out, fault)))
            labels = [row for row in labels if row.class_name != class_name]
    above, below = _relation(examples, folder)
    if below is not None:
        rest = [row for row in labels if not row.path.startswith(below)]
        if len(rest) < len(labels):
            notes.append(
                Saying(
                    "What lies in “{folder}” is to be labelled, so it is no example, although it "
                    "lies in the folder of examples.",
                    folder=shown(folder),
                )
            )
        labels = rest
    if not labels:
        raise ImportDataError(
            Saying("There are no example images in “{folder}”.", folder=shown(examples)),
            Saying("Choose a folder that holds a folder of images for each class."),
        )
    known = images if isinstance(images, set | frozenset) else frozenset(images)
    inside: list[tuple[str, str]] = []
    outside: list[tuple[str, str]] = []
    for row in labels:
        # A folder's name may hold bytes that are no text, and more; a class's name may not.
        name = normalise_name(row.class_name)
        path = None if above is None else above + row.path
        if path is not None and path in known:
            inside.append((path, name))
        else:
            outside.append((row.path, name))
    names = {normalise_name(row.class_name) for row in labels}
    return Examples(
        class_names=tuple(sorted(names, key=natural_key)),
        inside=tuple(inside),
        outside=tuple(outside),
        problems=tuple(FailedFile(path, reason) for path, reason in found.problems),
        notes=tuple(notes),
    )


def _relation(examples: Path, folder: Path) -> tuple[str | None, str | None]:
    """Return where the examples lie in the folder, or where the folder lies in the examples.

    Each as the beginning of relative paths: "" for the folder itself, else ending in a slash;
    None when it does not lie there.
    """
    real_examples, real_folder = (PurePath(os.path.realpath(path)) for path in (examples, folder))
    if real_examples.is_relative_to(real_folder):
        return _prefix(real_examples.relative_to(real_folder)), None
    if real_folder.is_relative_to(real_examples):
        return None, _prefix(real_folder.relative_to(real_examples))
    return None, None


def _prefix(relative: PurePath) -> str:
    return "" if relative == PurePath() else relative.as_posix() + "/"
