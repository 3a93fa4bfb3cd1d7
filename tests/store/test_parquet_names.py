"""Parquet files as clip-retrieval writes them; only where pyarrow is installed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from iaia_desktop.core.errors import EmbeddingsError
from iaia_desktop.store.foreign_layouts import open_embeddings
from iaia_desktop.store.parquet_names import open_parquet_names

pa = pytest.importorskip("pyarrow", reason="pyarrow is an optional extra, for parquet files")


def write(path: Path, **columns: Any) -> Path:
    from pyarrow import parquet

    path.parent.mkdir(parents=True, exist_ok=True)
    parquet.write_table(pa.table(columns), path)
    return path


def test_names_come_in_order(tmp_path: Path) -> None:
    paths = [f"/d/{number}.jpg" for number in range(100_000)]
    names = open_parquet_names(write(tmp_path / "m.parquet", image_path=paths, width=paths))
    assert (len(names), names.has_hashes) == (100_000, False)
    batches = list(names.batches())
    assert len(batches) > 1
    assert [path for batch in batches for path in batch.paths] == paths
    assert all(batch.hashes is None for batch in batches)


@pytest.mark.parametrize("as_text", [False, True])
def test_hashes_as_bytes_or_text(tmp_path: Path, as_text: bool) -> None:
    digests = [bytes(range(16)), bytes(range(16, 32))]
    given: list[Any] = [digest.hex() if as_text else digest for digest in digests]
    names = open_parquet_names(
        write(
            tmp_path / "m.parquet",
            image_path=["a", None, "c", "d"],
            content_hash=[*given, None, "zz" if as_text else b"z"],
        )
    )
    (batch,) = names.batches()
    assert batch.paths == ["a", "", "c", "d"]
    assert batch.hashes is not None
    assert [row.tobytes() for row in batch.hashes] == [*digests, bytes(16), bytes(16)]


def test_what_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text.parquet").write_text("no parquet")
    write(tmp_path / "other.parquet", caption=["a"])
    write(tmp_path / "numbers.parquet", image_path=[1, 2])
    whole = write(tmp_path / "whole.parquet", image_path=["a"] * 100).read_bytes()
    (tmp_path / "half.parquet").write_bytes(whole[: len(whole) // 2])
    for name in ("text", "other", "numbers", "half"):
        with pytest.raises(EmbeddingsError, match=name) as caught:
            open_parquet_names(tmp_path / f"{name}.parquet")
        assert caught.value.remedy


def test_a_whole_folder(tmp_path: Path) -> None:
    (tmp_path / "out" / "img_emb").mkdir(parents=True)
    for number in range(2):
        np.save(
            tmp_path / "out" / "img_emb" / f"img_emb_{number}.npy",
            np.full((2, 3), number, dtype=np.float16),
        )
        write(
            tmp_path / "out" / "metadata" / f"metadata_{number}.parquet",
            image_path=[f"/data/{number}/{row}.jpg" for row in range(2)],
        )
    source = open_embeddings(tmp_path / "out")
    assert (len(source), source.dim, source.encoder_id) == (4, 3, None)
    assert source.vectors(np.arange(4))[:, 0].tolist() == [0.0, 0.0, 1.0, 1.0]
