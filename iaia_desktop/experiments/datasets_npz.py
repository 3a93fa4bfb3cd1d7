"""Read embeddings that were made elsewhere: ``.npz`` files of numpy."""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import Path

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.prototypes import AnyFloats
from iaia_desktop.experiments.dataset import DataSetError, EmbeddedSet, truth_from_names
from iaia_desktop.export.names import shown

_DAMAGED = (
    ValueError,
    EOFError,
    MemoryError,
    RuntimeError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
_LARGEST_FLOAT32 = float(np.finfo(np.float32).max)


def load_npz(path: Path) -> EmbeddedSet:
    """Read an ``.npz`` file of labelled embeddings.

    Parameters
    ----------
    path : Path
        With the arrays ``embeddings`` (n, d) of floating-point or whole numbers and ``labels``
        (n,) of text or whole numbers; optionally ``domains`` (n,), ``paths`` (n,) and ``encoder``.
        Nothing in it is unpickled.

    Returns
    -------
    EmbeddedSet
        In the order of the rows. Half precision becomes float32; float64 stays.

    Raises
    ------
    DataSetError
        When the file cannot be read or its arrays make no sense together.
    """
    arrays = _read_arrays(path)
    for needed in ("embeddings", "labels"):
        if needed not in arrays:
            raise DataSetError(
                f"“{shown(path)}” has no array “{needed}”.",
                "It needs the arrays “embeddings” and “labels”.",
            )
    embeddings = _as_embeddings(path, arrays["embeddings"])
    columns = {
        name: _as_names(path, name, arrays[name], len(embeddings))
        for name in ("labels", "domains", "paths")
        if name in arrays
    }
    truth = truth_from_names(path.stem, path, columns["labels"], columns.get("domains"))
    encoder = arrays.get("encoder")
    return EmbeddedSet(
        truth=truth,
        embeddings=embeddings,
        places=np.arange(len(embeddings), dtype=np.int64),
        encoder_id=str(encoder) if encoder is not None and encoder.ndim == 0 else None,
    )


def _read_arrays(path: Path) -> dict[str, npt.NDArray[np.generic]]:
    wanted = ("embeddings", "labels", "domains", "paths", "encoder")
    try:
        if not zipfile.is_zipfile(path):
            path.open("rb").close()  # a file that is missing is told as such
            raise DataSetError(f"“{shown(path)}” is not an .npz file.", "Make it with numpy.savez.")
        with np.load(path, allow_pickle=False) as archive:
            return {name: archive[name] for name in wanted if name in archive.files}
    except OSError as problem:
        raise DataSetError(
            f"“{shown(path)}” cannot be read ({problem.strerror or problem}).",
            "Check the name and that you may read it.",
        ) from problem
    except _DAMAGED as problem:
        # numpy's own words for an array of objects speak of an unsafe way round.
        raise DataSetError(
            f"“{shown(path)}” is damaged, or holds arrays of Python objects.",
            "Save plain numbers and text with numpy.savez.",
        ) from problem


def _as_embeddings(path: Path, array: npt.NDArray[np.generic]) -> AnyFloats:
    if array.ndim != 2 or array.dtype.kind not in "fiu":
        raise DataSetError(
            f"The embeddings in “{shown(path)}” are an array of shape {array.shape} and type "
            f"{array.dtype}, not a table of numbers.",
            "Give one row for each image.",
        )
    if not array.shape[1]:
        raise DataSetError(f"The embeddings in “{shown(path)}” have no components.")
    # float32 holds half precision exactly; the memory is as exact as what it is given.
    embeddings: AnyFloats
    if array.dtype.itemsize <= 2 or array.dtype == np.float32:
        embeddings = array.astype(np.float32)
    else:
        embeddings = array.astype(np.float64)
    for row, vector in enumerate(embeddings):
        # NaN passes through max and min, and then fails the comparison.
        if not (vector.max() <= _LARGEST_FLOAT32 and vector.min() >= -_LARGEST_FLOAT32):
            raise DataSetError(
                f"Row {row} of the embeddings in “{shown(path)}” (counted from 0) has a component "
                "that is not a finite number.",
                "Make the embeddings of that image again, or leave it out.",
            )
    return embeddings


def _as_names(path: Path, name: str, array: npt.NDArray[np.generic], size: int) -> tuple[str, ...]:
    if array.ndim != 1 or array.dtype.kind not in "biuSU":
        raise DataSetError(
            f"The {name} in “{shown(path)}” are an array of shape {array.shape} and type "
            f"{array.dtype}, not a list of text or whole numbers.",
            "Give one for each row of the embeddings.",
        )
    if len(array) != size:
        raise DataSetError(
            f"“{shown(path)}” has {size:,} embeddings and {len(array):,} {name}.",
            "Both need the same length, one for each image.",
        )
    if array.dtype.kind == "S":
        return tuple(bytes(value).decode("utf-8", "surrogateescape") for value in array.tolist())
    return tuple(str(value) for value in array.tolist())
