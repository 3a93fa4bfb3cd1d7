"""Read the CIFAR-100 python files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import numpy as np

from iaia_desktop.experiments.dataset import DataSetError, LabelledPixels, truth_from_names
from iaia_desktop.experiments.plain_pickle import PlainPickleError, read_plain_pickle
from iaia_desktop.export.names import shown

PARTS: Final = ("train", "test")
NAMES_FILE: Final = "meta"
INNER_FOLDER: Final = "cifar-100-python"
_SIDE_PX: Final = 32
_PIXELS: Final = 3 * _SIDE_PX * _SIDE_PX
_MOST_BYTES: Final = 2**30


def cifar_file(path: Path) -> Path | None:
    """Return the file of pictures that a path means, or None if it has not this layout.

    A folder with ``meta`` and ``train`` means its 50,000 pictures for training, or ``test`` where
    there is no ``train``; the path of either file means that file.
    """
    if path.is_file():
        return path if path.name in PARTS and (path.parent / NAMES_FILE).is_file() else None
    for folder in (path, path / INNER_FOLDER):
        if (folder / NAMES_FILE).is_file():
            return next((folder / part for part in PARTS if (folder / part).is_file()), None)
    return None


def load_cifar(path: Path) -> LabelledPixels:
    """Read the pictures of CIFAR-100 with their 100 fine classes, in the order of the file.

    The files are pickles, of which nothing is run; see plain_pickle.

    Parameters
    ----------
    path : Path
        The folder, or the file ``train`` or ``test`` in it.

    Raises
    ------
    DataSetError
        When a file is missing, damaged, or not of CIFAR-100.
    """
    file = cifar_file(path)
    if file is None:
        raise DataSetError(
            f"“{shown(path)}” has not the files “meta” and “train” or “test” of CIFAR-100.",
            "Choose the folder cifar-100-python of the python version.",
        )
    content = _read(file)
    pixels, labels = content.get(b"data"), content.get(b"fine_labels")
    names = _read(file.parent / NAMES_FILE).get(b"fine_label_names")
    if (
        not isinstance(pixels, np.ndarray)
        or pixels.dtype != np.uint8
        or pixels.ndim != 2
        or pixels.shape[1] != _PIXELS
        or not isinstance(labels, list)
        or not isinstance(names, list)
    ):
        raise DataSetError(
            f"“{shown(file)}” does not hold pictures and classes as CIFAR-100 does.",
            "Get the python version of CIFAR-100 again.",
        )
    if len(labels) != len(pixels):
        raise DataSetError(
            f"“{shown(file)}” has {len(pixels):,} pictures and {len(labels):,} labels.",
            "Get the file again.",
        )
    if not all(isinstance(label, int) and 0 <= label < len(names) for label in labels):
        raise DataSetError(
            f"“{shown(file)}” has a label that “{NAMES_FILE}” does not name.",
            "Get both files again.",
        )
    texts = [_text(names[label]) for label in labels]
    planes = pixels.reshape(-1, 3, _SIDE_PX, _SIDE_PX)
    return LabelledPixels(
        truth=truth_from_names(f"CIFAR-100 {file.name}", file, texts),
        pixels=planes.transpose(0, 2, 3, 1),
        source=file,
    )


def _read(path: Path) -> Mapping[object, object]:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise DataSetError(
                f"“{shown(path)}” is too large for a file of CIFAR-100.", "Get the file again."
            )
        content = read_plain_pickle(path.read_bytes())
    except OSError as problem:
        raise DataSetError(
            f"“{shown(path)}” cannot be read ({problem.strerror}).",
            "Check that you may read it.",
        ) from problem
    except PlainPickleError as problem:
        raise DataSetError(
            f"“{shown(path)}” is not a file of CIFAR-100: {problem}.",
            "Nothing of it was run; get the python version of CIFAR-100 again.",
        ) from problem
    if not isinstance(content, dict):
        raise DataSetError(f"“{shown(path)}” is not a file of CIFAR-100.", "Get the file again.")
    # Python 3 would write text as str.
    return {key.encode() if isinstance(key, str) else key: value for key, value in content.items()}


def _text(name: object) -> str:
    return name.decode("utf-8", "replace") if isinstance(name, bytes) else str(name)
