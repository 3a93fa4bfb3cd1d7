"""Labelled data: what a loader finds, and what a simulation replays."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.errors import KnownError
from iaia_desktop.core.prototypes import AnyFloats
from iaia_desktop.experiments.results import Numbers
from iaia_desktop.export.names import shown
from iaia_desktop.images.scan import natural_key
from iaia_desktop.jobs.embed_folder import FailedFile

Pixels = npt.NDArray[np.uint8]

NOT_EMBEDDED = -1
"""The place of an image that has no embedding."""


class DataSetError(KnownError):
    """A data set is malformed, or cannot be read."""


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """What is true of the n images of a data set.

    Attributes
    ----------
    name : str
        Of the data set, for titles.
    labels : ndarray, shape (n,), int64
        Places in ``class_names``.
    class_names : tuple of str
        In natural order; each has an image, and there are two at least.
    domains : ndarray, shape (n,), int64
        Places in ``domain_names``; all 0 without domains.
    domain_names : tuple of str
        In the order in which they come, domain by domain; empty without domains.
    """

    name: str
    labels: Numbers
    class_names: tuple[str, ...]
    domains: Numbers
    domain_names: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.labels)


@dataclass(frozen=True, slots=True, eq=False)
class LabelledImages:
    """Labelled image files that have to be embedded.

    Attributes
    ----------
    truth : Truth
        Of n images.
    root : Path
        The folder that the paths start from.
    paths : tuple of str, length n
        Relative to it, in natural order; may hold surrogate escapes.
    problems : tuple of FailedFile
        Subfolders that may not be read.
    """

    truth: Truth
    root: Path
    paths: tuple[str, ...]
    problems: tuple[FailedFile, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class LabelledPixels:
    """Labelled pictures that lie in memory and have to be embedded.

    Attributes
    ----------
    truth : Truth
        Of n pictures.
    pixels : ndarray, shape (n, height, width, 3), uint8
        RGB.
    source : Path
        The file that they came from.
    """

    truth: Truth
    pixels: Pixels
    source: Path


@dataclass(frozen=True, slots=True, eq=False)
class EmbeddedSet:
    """Labelled embeddings: what a simulation replays.

    Attributes
    ----------
    truth : Truth
        Of n images.
    embeddings : ndarray, shape (m, d), float32 or float64
        Finite numbers.
    places : ndarray, shape (n,), int64
        The row of ``embeddings`` for each image; -1 for one that has none, because its file could
        not be read or because it was not asked for.
    encoder_id : str or None
        What made the embeddings, where it is known.
    """

    truth: Truth
    embeddings: AnyFloats
    places: Numbers
    encoder_id: str | None

    def __len__(self) -> int:
        return len(self.truth)


def truth_from_names(
    name: str,
    source: Path,
    labels: Sequence[str],
    domains: Sequence[str] | None = None,
    domain_names: Sequence[str] | None = None,
) -> Truth:
    """Give numbers to the classes and the domains of images.

    Parameters
    ----------
    name : str
        Of the data set, for titles.
    source : Path
        Where the data came from, for messages.
    labels : sequence of str, length n
        The class of each image.
    domains : sequence of str, length n, or None
        The domain of each image.
    domain_names : sequence of str, optional
        The domains in their order; in that of their first images when None.

    Raises
    ------
    DataSetError
        When there is no image, or only one class.
    """
    if not labels:
        raise DataSetError(
            f"There are no images in “{shown(source)}”.", "Choose data with labelled images."
        )
    class_names = tuple(sorted(set(labels), key=natural_key))
    if len(class_names) == 1:
        raise DataSetError(
            f"All images in “{shown(source)}” have one class, “{shown(class_names[0])}”.",
            "Choose data with at least two classes.",
        )
    domain_order = tuple(dict.fromkeys((domain_names or domains) if domains else ()))
    return Truth(
        name=name,
        labels=_numbered(labels, class_names),
        class_names=class_names,
        domains=(
            np.zeros(len(labels), dtype=np.int64)
            if domains is None
            else _numbered(domains, domain_order)
        ),
        domain_names=domain_order,
    )


def natural_path_key(path: str) -> tuple[tuple[str, str, str], ...]:
    """Return the sort key that puts paths in the order in which folders are scanned."""
    return tuple(natural_key(part) for part in path.split("/"))


def _numbered(values: Iterable[Hashable], names: Sequence[Hashable]) -> Numbers:
    number_of = {name: number for number, name in enumerate(names)}
    return np.array([number_of[value] for value in values], dtype=np.int64)
