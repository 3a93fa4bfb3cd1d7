"""Read any data set that an experiment can replay."""

from __future__ import annotations

import enum
import os
from collections.abc import Generator
from pathlib import Path

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.experiments.dataset import (
    DataSetError,
    EmbeddedSet,
    LabelledImages,
    LabelledPixels,
)
from iaia_desktop.experiments.datasets_cifar import cifar_file, load_cifar
from iaia_desktop.experiments.datasets_csv import load_csv
from iaia_desktop.experiments.datasets_folders import (
    CORE50_OBJECT,
    CORE50_SESSION,
    celeba_identities,
    load_celeba,
    load_class_folders,
    load_core50,
    load_domain_folders,
)
from iaia_desktop.experiments.datasets_npz import load_npz
from iaia_desktop.export.names import shown
from iaia_desktop.jobs.progress import Progress

DataSet = LabelledImages | LabelledPixels | EmbeddedSet


class Layout(enum.StrEnum):
    """How a data set lies on disk."""

    CLASS = "class"
    DOMAIN_CLASS = "domain/class"
    CORE50_CATEGORIES = "core50-categories"
    CORE50_OBJECTS = "core50-objects"
    CIFAR100 = "cifar100"
    CELEBA = "celeba"
    CSV = "csv"
    NPZ = "npz"


def parse_layout(text: str) -> Layout:
    """Return the layout of that name; ``core50`` means its categories, as in the paper.

    Raises
    ------
    DataSetError
        When there is none.
    """
    if text == "core50":
        return Layout.CORE50_CATEGORIES
    try:
        return Layout(text)
    except ValueError as error:
        names = ", ".join(Layout)
        raise DataSetError(
            f"There is no layout “{shown(text)}”.", f"The layouts are: {names}."
        ) from error


def layout_of(path: Path) -> Layout:
    """Tell the layout of data by its names; a folder that is like no other is one per class.

    A folder per domain is never guessed: it looks like a folder per class.

    Raises
    ------
    DataSetError
        When there is nothing at the path, or a file of an unknown kind.
    """
    if os.path.isdir(path):  # noqa: PTH112 - a name too long is no error here
        return _layout_of_folder(path)
    if not os.path.exists(path):  # noqa: PTH110
        raise DataSetError(f"There is no file or folder “{shown(path)}”.", "Check the name.")
    if cifar_file(path) is not None:
        return Layout.CIFAR100
    suffix = path.suffix.lower()
    if suffix == ".npz":
        return Layout.NPZ
    if suffix == ".csv":
        return Layout.CSV
    raise DataSetError(
        f"“{shown(path)}” has an unknown layout.",
        "Choose a folder, a .csv table, an .npz file of embeddings, or a file of CIFAR-100.",
    )


def load_data_job(
    path: Path, layout: Layout | None, cancel: CancelToken
) -> Generator[Progress, None, DataSet]:
    """Read a data set.

    Parameters
    ----------
    path : Path
        A folder or a file.
    layout : Layout or None
        How it lies there; told by its names when None.

    Returns
    -------
    LabelledImages, LabelledPixels or EmbeddedSet
        The first two have to be embedded.

    Raises
    ------
    DataSetError
        When it is malformed, or has another layout.
    FolderError
        When a folder is missing, may not be read, or holds no image.
    CancelledError
        When the token is set.
    """
    layout = layout_of(path) if layout is None else layout
    match layout:
        case Layout.NPZ:
            return load_npz(path)
        case Layout.CSV:
            return load_csv(path)
        case Layout.CIFAR100:
            return load_cifar(path)
        case Layout.CELEBA:
            return (yield from load_celeba(path, cancel))
        case Layout.CORE50_CATEGORIES | Layout.CORE50_OBJECTS:
            categories = layout is Layout.CORE50_CATEGORIES
            return (yield from load_core50(path, cancel, categories=categories))
        case Layout.DOMAIN_CLASS:
            return (yield from load_domain_folders(path, cancel))
        case Layout.CLASS:
            return (yield from load_class_folders(path, cancel))


def _layout_of_folder(folder: Path) -> Layout:
    if cifar_file(folder) is not None:
        return Layout.CIFAR100
    if celeba_identities(folder) is not None:
        return Layout.CELEBA
    try:
        sessions = [entry for entry in folder.iterdir() if CORE50_SESSION.fullmatch(entry.name)]
        objects = [
            entry
            for session in sessions
            if session.is_dir()
            for entry in session.iterdir()
            if CORE50_OBJECT.fullmatch(entry.name) and entry.is_dir()
        ]
    except OSError:
        return Layout.CLASS  # the scan has the words for it
    return Layout.CORE50_CATEGORIES if objects else Layout.CLASS
