"""Keep the embeddings of a folder as a file that ``numpy.load`` and ``--embeddings`` take."""

from __future__ import annotations

import os
import secrets
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.errors import ExportError
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.system_words import system_words
from iaia_desktop.export.names import shown
from iaia_desktop.jobs.embed_folder import FolderEmbeddings

EMBEDDINGS_SUFFIX = ".npz"
"""How the name of a file of embeddings ends."""

_ARRAYS = frozenset({"embeddings", "paths", "encoder"})


def check_embeddings_path(path: Path) -> None:
    """Refuse a name under which embeddings must not be kept.

    Raises
    ------
    ExportError
        When the name does not end in ``.npz``, is that of a folder, or of a file that holds
        anything but embeddings.
    """
    if path.suffix.lower() != EMBEDDINGS_SUFFIX:
        raise ExportError(
            Saying(
                "“{file}” does not end in {suffix}.", file=shown(path), suffix=EMBEDDINGS_SUFFIX
            ),
            Saying("Give the file such a name; numpy.load reads it."),
        )
    if os.path.isdir(path):  # noqa: PTH112 - a name too long is no error here
        raise ExportError(
            Saying("“{path}” is a folder.", path=shown(path)),
            Saying("Choose another name for the file."),
        )
    if os.path.lexists(path) and not _holds_embeddings(path):
        raise ExportError(
            Saying(
                "There is a file “{file}” already, and it holds no embeddings.", file=shown(path)
            ),
            Saying("Choose another name; only a file of embeddings is replaced."),
        )


def save_embeddings(path: Path, result: FolderEmbeddings) -> None:
    """Write embeddings to a file, whole or not at all.

    The file is made for ``numpy.load`` and needs no pickle: ``embeddings`` float32 (n, d),
    ``paths`` text (n,), ``encoder`` and ``spec`` text (), ``hashes`` uint8 (n, 16) of the files'
    contents where all are known, and ``labels`` text (n,) where there are classes.
    Names that are not UTF-8 hold surrogate escapes.

    Raises
    ------
    ExportError
        When it cannot be written; a file that was there stays as it was.
    """
    check_embeddings_path(path)
    arrays: dict[str, npt.NDArray[Any]] = {
        "embeddings": np.ascontiguousarray(result.vectors, dtype=np.float32),
        "paths": np.array(result.paths, dtype=np.str_),
        "encoder": np.array(result.encoder_id, dtype=np.str_),
        "spec": np.array(result.spec, dtype=np.str_),
    }
    if result.hashes is not None:
        whole = np.frombuffer(b"".join(result.hashes), dtype=np.uint8)
        arrays["hashes"] = whole.reshape(len(result.hashes), -1)
    if result.labels is not None:
        arrays["labels"] = np.array(result.labels, dtype=np.str_)
    # Beside the target, so that the last step is a rename within one file system.
    unfinished = path.with_name(f".{secrets.token_hex(4)}.unfinished")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with unfinished.open("xb") as file:
            np.savez(file, allow_pickle=False, **arrays)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as error:
        raise ExportError(
            Saying(
                "The embeddings could not be written to “{file}” ({reason}).",
                file=shown(path),
                reason=system_words(error),
            ),
            Saying("See that there is room and that you may write there."),
        ) from error
    finally:
        with suppress(OSError):
            unfinished.unlink()


def _holds_embeddings(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.removesuffix(".npy") for name in archive.namelist()}
    except (OSError, ValueError, zipfile.BadZipFile):
        return False
    return names >= _ARRAYS
