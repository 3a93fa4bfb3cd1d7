"""Embeddings made elsewhere by this program: an ``.npz`` file, or a folder of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from iaia_desktop.core.errors import EmbeddingsError
from iaia_desktop.core.saying import Saying
from iaia_desktop.store.foreign_embeddings import (
    HASH_BYTES,
    ForeignEmbeddings,
    NameBatch,
    Shard,
    check_alike,
    check_table,
)
from iaia_desktop.store.stored_array import StoredArray, names_in, open_npz

NPZ_SUFFIX = ".npz"
"""How the names of such files end."""

_ARRAYS = ("embeddings", "paths", "encoder", "spec", "hashes")
_BATCH_BYTES = 4 << 20
_LONGEST_NAME_BYTES = 1 << 18


@dataclass(frozen=True, slots=True, eq=False)
class _NpzNames:
    """The names of the rows, as they lie in the file."""

    paths: StoredArray
    hashes: StoredArray | None

    @property
    def has_hashes(self) -> bool:
        return self.hashes is not None

    def __len__(self) -> int:
        return len(self.paths)

    def batches(self) -> Iterator[NameBatch]:
        count = max(1, _BATCH_BYTES // max(1, self.paths.dtype.itemsize))
        for start in range(0, len(self.paths), count):
            names = self.paths.stretch(start, start + count).tolist()
            if self.paths.dtype.kind == "S":
                names = [name.decode("utf-8", "surrogateescape") for name in names]
            hashes = None if self.hashes is None else self.hashes.stretch(start, start + count)
            yield NameBatch(names, hashes)


def open_npz_embeddings(path: Path) -> ForeignEmbeddings:
    """Look at an ``.npz`` file of embeddings.

    Parameters
    ----------
    path : Path
        With the arrays ``embeddings`` (n, d) of floating-point numbers and ``paths`` (n,) of text;
        optionally ``encoder`` and ``spec`` (text) and ``hashes`` (n, 16) of bytes.

    Raises
    ------
    EmbeddingsError
        When it is malformed, or cannot be read.
    """
    arrays = open_npz(path, _ARRAYS)
    for needed in ("embeddings", "paths"):
        if needed not in arrays:
            raise EmbeddingsError(
                Saying("“{path}” has no array “{array}”.", path=path, array=needed),
                Saying("It needs “embeddings” and “paths”, as “iaia-desktop embed” writes them."),
            )
    vectors, paths, hashes = arrays["embeddings"], arrays["paths"], arrays.get("hashes")
    check_table(vectors)
    if len(paths.shape) != 1 or paths.dtype.kind not in "SU":
        raise EmbeddingsError(
            Saying(
                "The paths in “{path}” are an array of shape {shape} and type {dtype}, not a "
                "list of text.",
                path=path,
                shape=paths.shape,
                dtype=paths.dtype,
            ),
            Saying("Give one path for each row of the embeddings."),
        )
    if paths.dtype.itemsize > _LONGEST_NAME_BYTES:
        raise EmbeddingsError(
            Saying("“{path}” holds paths that are too long for any disk.", path=path)
        )
    if len(paths) != len(vectors):
        raise EmbeddingsError(
            Saying(
                "“{path}” has {vectors:,} embeddings and {paths:,} paths.",
                path=path,
                vectors=len(vectors),
                paths=len(paths),
            ),
            Saying("Both need the same length, one for each image: make the file again."),
        )
    if hashes is not None and (
        hashes.dtype != np.uint8 or hashes.shape != (len(vectors), HASH_BYTES)
    ):
        raise EmbeddingsError(
            Saying(
                "The hashes in “{path}” are an array of shape {shape} and type {dtype}, not "
                "{size} bytes for each of {vectors:,} embeddings.",
                path=path,
                shape=hashes.shape,
                dtype=hashes.dtype,
                size=HASH_BYTES,
                vectors=len(vectors),
            ),
            Saying("Make the file again, or leave the array out."),
        )
    shards = (Shard(vectors, _NpzNames(paths, hashes)),)
    check_alike(path, shards)
    return ForeignEmbeddings(
        path, shards, encoder_id=_text(arrays, "encoder"), spec=_text(arrays, "spec")
    )


def open_npz_folder(folder: Path) -> ForeignEmbeddings:
    """Look at all ``.npz`` files of a folder, in the order of their names.

    Raises
    ------
    EmbeddingsError
        When one is malformed, or another encoder made it than the first.
    """
    parts = [open_npz_embeddings(folder / name) for name in npz_names(folder)]
    for part in parts[1:]:
        if part.encoder_id != parts[0].encoder_id:
            raise EmbeddingsError(
                _other_encoder(part, parts[0]),
                Saying("Keep the embeddings of one encoder in a folder of their own."),
            )
    shards = tuple(shard for part in parts for shard in part.shards)
    check_alike(folder, shards)
    return ForeignEmbeddings(folder, shards, parts[0].encoder_id, parts[0].spec)


def npz_names(folder: Path) -> list[str]:
    """Return the names of the ``.npz`` files of a folder; hidden ones are none."""
    return [
        name
        for name in names_in(folder)
        if name.lower().endswith(NPZ_SUFFIX) and not name.startswith(".")
    ]


def _text(arrays: dict[str, StoredArray], name: str) -> str | None:
    array = arrays.get(name)
    if array is None:
        return None
    if array.shape or array.dtype.kind != "U" or array.dtype.itemsize > _LONGEST_NAME_BYTES:
        raise EmbeddingsError(
            Saying(
                "The {name} in “{path}” is an array of shape {shape} and type {dtype}, not "
                "one text.",
                name=name,
                path=array.source,
                shape=array.shape,
                dtype=array.dtype,
            ),
            Saying("Make the file again, or leave the array out."),
        )
    return str(array.whole()) or None


def _other_encoder(part: ForeignEmbeddings, first: ForeignEmbeddings) -> Saying:
    """Tell that two files are of two encoders, of which one may go without a name."""
    if not part.encoder_id:
        return Saying(
            "“{path}” does not name the encoder that made it, and “{first}” was made with "
            "the encoder “{encoder}”.",
            path=part.place,
            first=first.place,
            encoder=first.encoder_id,
        )
    if not first.encoder_id:
        return Saying(
            "“{path}” was made with the encoder “{encoder}”, and “{first}” does not name "
            "the encoder that made it.",
            path=part.place,
            encoder=part.encoder_id,
            first=first.place,
        )
    return Saying(
        "“{path}” was made with the encoder “{encoder}”, and “{first}” with “{first_encoder}”.",
        path=part.place,
        encoder=part.encoder_id,
        first=first.place,
        first_encoder=first.encoder_id,
    )
