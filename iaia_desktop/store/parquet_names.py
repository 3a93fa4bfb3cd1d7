"""Names of embedded images in parquet files, for which pyarrow must be there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from iaia_desktop.bundled import is_bundled
from iaia_desktop.core.errors import EmbeddingsError
from iaia_desktop.core.saying import Saying
from iaia_desktop.store.foreign_embeddings import HASH_BYTES, Hashes, NameBatch
from iaia_desktop.store.stored_array import as_embeddings_errors

_PATHS = "image_path"
_HASHES = "content_hash"
_BATCH_ROWS = 1 << 16
_TEXT = ("string", "large_string")
_REMEDY = Saying("Install it with “python -m pip install pyarrow”, beside this program.")
_REMEDY_IN_BUNDLE = Saying(
    "The program that comes without Python leaves it out: use the one that pip installs, with "
    "pyarrow beside it, or embeddings in an .npz file."
)
_BYTES = ("binary", "large_binary", "fixed_size_binary")


@dataclass(frozen=True, slots=True)
class _ParquetNames:
    """The names in one parquet file, which is opened anew for each time they are gone through."""

    source: Path
    count: int
    has_hashes: bool

    def __len__(self) -> int:
        return self.count

    def batches(self) -> Iterator[NameBatch]:
        columns = [_PATHS, _HASHES] if self.has_hashes else [_PATHS]
        with _reading(self.source) as parquet, parquet.ParquetFile(self.source) as file:
            for batch in file.iter_batches(batch_size=_BATCH_ROWS, columns=columns):
                rows = batch.to_pydict()
                paths = [path if isinstance(path, str) else "" for path in rows[_PATHS]]
                yield NameBatch(paths, _as_hashes(rows[_HASHES]) if self.has_hashes else None)


def open_parquet_names(path: Path) -> _ParquetNames:
    """Look at a parquet file with a column ``image_path`` and perhaps ``content_hash``.

    Raises
    ------
    EmbeddingsError
        When pyarrow is not installed, or the file is damaged or has no such column of text.
    """
    with _reading(path) as parquet, parquet.ParquetFile(path) as file:
        schema = file.schema_arrow
        count = file.metadata.num_rows
        # By place: a name may stand there twice.
        types = [str(schema.field(place).type) for place in range(len(schema.names))]
        kinds = dict(zip(schema.names, types, strict=True))
        unique = {name for name in kinds if schema.names.count(name) == 1}
    if _PATHS not in unique or not kinds[_PATHS].startswith(_TEXT):
        raise EmbeddingsError(
            Saying("“{path}” has no column “{column}” of text.", path=path, column=_PATHS),
            Saying(
                "It holds the path of the image of each row; make the folder with images as input."
            ),
        )
    has_hashes = _HASHES in unique and kinds[_HASHES].startswith((*_TEXT, *_BYTES))
    return _ParquetNames(path, count, has_hashes)


def _as_hashes(values: list[object]) -> Hashes:
    """Return hashes given as bytes or in hexadecimal; noughts for what is neither."""
    rows = bytearray()
    for value in values:
        data = value
        if isinstance(value, str):
            try:
                data = bytes.fromhex(value)
            except ValueError:
                data = b""
        rows += data if isinstance(data, bytes) and len(data) == HASH_BYTES else bytes(HASH_BYTES)
    return np.frombuffer(bytes(rows), dtype=np.uint8).reshape(-1, HASH_BYTES)


@contextmanager
def _reading(path: Path) -> Iterator[Any]:
    """Give pyarrow's parquet module; tell in words what goes wrong with the file."""
    try:
        import pyarrow as pa  # noqa: PLC0415 - optional, and not before it is needed
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError as error:
        raise EmbeddingsError(
            Saying(
                "“{path}” is a parquet file, and pyarrow, which reads these, is not installed.",
                path=path,
            ),
            _REMEDY_IN_BUNDLE if is_bundled() else _REMEDY,
        ) from error
    with as_embeddings_errors(path):
        try:
            yield parquet
        except pa.ArrowException as error:
            raise ValueError("damaged") from error
