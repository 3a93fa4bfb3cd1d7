"""The layout that clip-retrieval writes: ``img_emb/*.npy`` beside ``metadata/*.parquet``.

``clip-retrieval inference`` writes one pair a partition, ``img_emb/img_emb_07.npy`` and
``metadata/metadata_07.parquet``, with as many noughts in front as the number of partitions asks
for. The embeddings are half precision and of length 1; the table has a column ``image_path``, which
holds the path as the machine that ran it saw it, or, from tar files, the key of the image: its path
in there without what follows the first dot of the name. Which encoder it was is written nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from iaia_desktop.core.errors import EmbeddingsError
from iaia_desktop.core.saying import Saying
from iaia_desktop.store.foreign_embeddings import (
    ForeignEmbeddings,
    RowNames,
    Shard,
    check_alike,
    check_table,
)
from iaia_desktop.store.parquet_names import open_parquet_names
from iaia_desktop.store.stored_array import names_in, open_npy

EMBEDDINGS_FOLDER = "img_emb"
"""The folder by which the layout is known."""

_METADATA_FOLDER = "metadata"
_TABLE = re.compile(r"img_emb_(\d{1,18})\.npy")
_METADATA = re.compile(r"metadata_(\d{1,18})\.parquet")

OpenNames = Callable[[Path], RowNames]
"""Looks at a table of metadata."""


def open_clip_retrieval(
    folder: Path, open_names: OpenNames = open_parquet_names
) -> ForeignEmbeddings:
    """Look at a folder that clip-retrieval wrote.

    Raises
    ------
    EmbeddingsError
        When a shard is missing or malformed, when a table and its metadata differ in length, and
        when parquet cannot be read here.
    """
    tables = _numbered(folder / EMBEDDINGS_FOLDER, _TABLE)
    metadata = _numbered(folder / _METADATA_FOLDER, _METADATA)
    if not tables:
        raise EmbeddingsError(
            Saying("There is no “img_emb_0.npy” in “{folder}”.", folder=folder / EMBEDDINGS_FOLDER),
            Saying("Choose the folder that clip-retrieval wrote, with all its files."),
        )
    _require_all(folder, tables, metadata)
    shards = tuple(_open(tables[number], metadata[number], open_names) for number in sorted(tables))
    check_alike(folder, shards)
    return ForeignEmbeddings(folder, shards)


def _numbered(folder: Path, pattern: re.Pattern[str]) -> dict[int, Path]:
    found: dict[int, Path] = {}
    for name in names_in(folder):
        match = pattern.fullmatch(name)
        if match is None:
            continue
        number = int(match[1])
        if number in found:
            raise EmbeddingsError(
                Saying(
                    "“{folder}” holds two files of number {number}, “{one}” and “{other}”.",
                    folder=folder,
                    number=number,
                    one=found[number].name,
                    other=name,
                ),
                Saying("They are of two runs: keep each run in a folder of its own."),
            )
        found[number] = folder / name
    return found


def _require_all(folder: Path, tables: dict[int, Path], metadata: dict[int, Path]) -> None:
    """Refuse when a shard is missing, or half of it."""
    for here, there, words in (
        (tables, metadata, f"{_METADATA_FOLDER}/metadata_{{}}.parquet"),
        (metadata, tables, f"{EMBEDDINGS_FOLDER}/img_emb_{{}}.npy"),
    ):
        for number in sorted(here.keys() - there.keys()):
            digits = here[number].stem.rpartition("_")[2]
            raise EmbeddingsError(
                Saying(
                    "“{folder}” has “{file}”, but no “{missing}”.",
                    folder=folder,
                    file=here[number].name,
                    missing=words.format(digits),
                ),
                Saying("Copy the whole folder here again."),
            )
    last = max(tables)
    # No range over what a name says: it may be huge.
    if last != len(tables) - 1:
        gap = next(number for number, there in enumerate(sorted(tables)) if number != there)
        raise EmbeddingsError(
            Saying(
                "“{folder}” has the shards up to number {last}, but none of number {gap}.",
                folder=folder,
                last=last,
                gap=gap,
            ),
            Saying("Copy the whole folder here again, or make that shard again."),
        )


def _open(table: Path, metadata: Path, open_names: OpenNames) -> Shard:
    vectors = open_npy(table)
    check_table(vectors)
    names = open_names(metadata)
    if len(names) != len(vectors):
        raise EmbeddingsError(
            Saying(
                "“{table}” has {vectors:,} embeddings, and “{metadata}” names {names:,} images.",
                table=table,
                vectors=len(vectors),
                metadata=metadata,
                names=len(names),
            ),
            Saying("They are not of one run, or one was not copied whole: copy both again."),
        )
    return Shard(vectors, names)
