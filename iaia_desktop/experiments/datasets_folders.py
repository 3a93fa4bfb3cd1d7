"""Read labelled images from folders: class folders, domains, CORe50, CelebA."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Final

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.experiments.dataset import DataSetError, LabelledImages, truth_from_names
from iaia_desktop.export.names import shown
from iaia_desktop.jobs.embed_folder import class_folder_names, find_images
from iaia_desktop.jobs.progress import Progress

CORE50_SESSION: Final = re.compile(r"s([1-9][0-9]?)")
CORE50_OBJECT: Final = re.compile(r"o([1-9][0-9]?)")
CORE50_CATEGORIES: Final = (
    "plug adapter",
    "mobile phone",
    "scissors",
    "light bulb",
    "can",
    "glasses",
    "ball",
    "marker",
    "cup",
    "remote control",
)
"""The categories of CORe50, five objects each, in order of the objects' numbers."""

CELEBA_IDENTITIES: Final = "identity_CelebA.txt"
_CELEBA_IMAGES: Final = "img_align_celeba"

Loading = Generator[Progress, None, LabelledImages]


def load_class_folders(folder: Path, cancel: CancelToken) -> Loading:
    """Read a folder per class: the class is the folder at the first level.

    In a folder that this program exported, the class is the one that the folder was made for.

    Raises
    ------
    DataSetError
        When an image lies in no class folder, or there is only one class.
    FolderError
        When the folder is missing, may not be read, or holds no image.
    CancelledError
        When the token is set.
    """
    found = yield from find_images(folder, cancel)
    names = class_folder_names(folder, found.paths)
    if names is None:
        stray = next((path for path in found.paths if "/" not in path), found.paths[0])
        raise _misplaced(folder, stray, "lies in no class folder")
    truth = truth_from_names(folder.name, folder, names)
    return LabelledImages(truth, folder, found.paths, found.problems)


def load_domain_folders(folder: Path, cancel: CancelToken) -> Loading:
    """Read a folder per domain with a folder per class in each.

    Raises
    ------
    DataSetError
        When an image does not lie two folders deep, or there is only one class.
    FolderError, CancelledError
        As :func:`load_class_folders`.
    """

    def place(path: str) -> tuple[str, str] | None:
        parts = path.split("/")
        return (parts[0], parts[1]) if len(parts) >= 3 else None

    return (
        yield from _load_by_place(
            folder, cancel, place, "lies in no class folder within a domain folder"
        )
    )


def load_core50(folder: Path, cancel: CancelToken, *, categories: bool) -> Loading:
    """Read CORe50: folders s1 to s11 for the sessions, in each o1 to o50 for the objects.

    Parameters
    ----------
    categories : bool
        Whether the classes are the 10 categories, as in the paper, or the 50 objects. The
        domains are the sessions.

    Raises
    ------
    DataSetError, FolderError, CancelledError
        As :func:`load_domain_folders`.
    """

    def place(path: str) -> tuple[str, str] | None:
        parts = path.split("/")
        if len(parts) < 3 or not CORE50_SESSION.fullmatch(parts[0]):
            return None
        number = CORE50_OBJECT.fullmatch(parts[1])
        category = (int(number[1]) - 1) // 5 if number is not None else len(CORE50_CATEGORIES)
        if category >= len(CORE50_CATEGORIES):
            return None
        return parts[0], CORE50_CATEGORIES[category] if categories else parts[1]

    return (
        yield from _load_by_place(
            folder, cancel, place, "lies in no folder like s1/o1 to s11/o50, as CORe50 has them"
        )
    )


def load_celeba(folder: Path, cancel: CancelToken) -> Loading:
    """Read CelebA: images and the file that says who is on each.

    The file is ``identity_CelebA.txt`` in the folder or in its folder ``Anno``, with a line such
    as ``000001.jpg 2880`` for each image; images may lie anywhere below the folder. Images that
    the file does not name, and names without an image, are passed over. Of several images of one
    name that in ``img_align_celeba`` counts.

    Raises
    ------
    DataSetError
        When the file is missing or malformed, or names no image that is there.
    FolderError, CancelledError
        As :func:`load_class_folders`.
    """
    identities = _read_identities(celeba_identities(folder) or folder / CELEBA_IDENTITIES)
    found = yield from find_images(folder, cancel)
    chosen: dict[str, str] = {}
    for path in found.paths:
        above, _, name = path.rpartition("/")
        is_aligned = _CELEBA_IMAGES in above.split("/")
        if name in identities and (name not in chosen or is_aligned):
            chosen[name] = path
    kept = set(chosen.values())
    paths = tuple(path for path in found.paths if path in kept)
    if not paths:
        raise DataSetError(
            f"{CELEBA_IDENTITIES} names no image that lies in “{shown(folder)}”.",
            "Put the images beside it.",
        )
    labels = [identities[path.rpartition("/")[2]] for path in paths]
    truth = truth_from_names(folder.name, folder, labels)
    return LabelledImages(truth, folder, paths, found.problems)


def celeba_identities(folder: Path) -> Path | None:
    """Return the identity file of a folder with the layout of CelebA, or None."""
    candidates = (folder / CELEBA_IDENTITIES, folder / "Anno" / CELEBA_IDENTITIES)
    return next((path for path in candidates if path.is_file()), None)


def _load_by_place(
    folder: Path,
    cancel: CancelToken,
    place: Callable[[str], tuple[str, str] | None],
    otherwise: str,
) -> Loading:
    """Read images whose path tells domain and class; ``otherwise`` says what one lacks."""
    found = yield from find_images(folder, cancel)
    domains: list[str] = []
    labels: list[str] = []
    for path in found.paths:
        told = place(path)
        if told is None:
            raise _misplaced(folder, path, otherwise)
        domains.append(told[0])
        labels.append(told[1])
    truth = truth_from_names(folder.name, folder, labels, domains)
    return LabelledImages(truth, folder, found.paths, found.problems)


def _misplaced(folder: Path, path: str, otherwise: str) -> DataSetError:
    return DataSetError(
        f"“{shown(path)}” in “{shown(folder)}” {otherwise}.",
        "Move it, or name another layout with --layout.",
    )


def _read_identities(path: Path) -> dict[str, str]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as problem:
        raise DataSetError(
            f"“{shown(path)}” cannot be read ({problem.strerror}).",
            "CelebA has this file beside its images.",
        ) from problem
    except UnicodeDecodeError as problem:
        raise DataSetError(f"“{shown(path)}” is not text.", "Get the file again.") from problem
    identities: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        cells = line.split()
        if not cells:
            continue
        if len(cells) != 2:
            raise DataSetError(
                f"Line {number} of “{shown(path)}” is not a name and a number.",
                "A line looks like “000001.jpg 2880”.",
            )
        identities[cells[0]] = cells[1]
    return identities
