"""Arrays on disk, read a part at a time."""

from __future__ import annotations

import io
import os
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from iaia_desktop.core.errors import EmbeddingsError, EmbeddingsGoneError
from iaia_desktop.store.stored_array import open_npy, open_npz

own_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@own_folder
@given(data=st.data())
def test_rows_are_those_of_numpy(tmp_path: Path, data: st.DataObject) -> None:
    shape = data.draw(st.tuples(st.integers(0, 12), st.integers(1, 4)))
    kind = data.draw(st.sampled_from(["<f2", "<f4", "<f8", ">f4", "u1"]))
    table = data.draw(arrays.arrays(np.dtype(kind), shape))
    rows = data.draw(st.lists(st.integers(0, max(0, shape[0] - 1)), max_size=20 * bool(shape[0])))
    np.save(tmp_path / "a.npy", table)
    np.savez(tmp_path / "a.npz", table=table, other=np.zeros(3))
    np.savez_compressed(tmp_path / "b.npz", table=table)
    for stored in (
        open_npy(tmp_path / "a.npy"),
        open_npz(tmp_path / "a.npz", ("table", "lacking"))["table"],
        open_npz(tmp_path / "b.npz", ("table",))["table"],
    ):
        assert (stored.shape, stored.dtype, len(stored)) == (table.shape, table.dtype, shape[0])
        found = stored.rows(np.array(rows, dtype=np.int64))
        assert found.dtype == table.dtype
        assert found.tobytes() == table[np.array(rows, dtype=np.int64)].tobytes()
        assert stored.whole().tobytes() == table.tobytes()
        assert stored.stretch(1, 100).tobytes() == table[1:].tobytes()


def test_text_of_any_kind(tmp_path: Path) -> None:
    np.savez(tmp_path / "a.npz", paths=np.array(["ü/1.png", "b"]), one=np.array("x"))
    found = open_npz(tmp_path / "a.npz", ("paths", "one"))
    assert found["paths"].stretch(0, 2).tolist() == ["ü/1.png", "b"]
    assert str(found["one"].whole()) == "x"


def npy(array: Any, **named: Any) -> bytes:
    file = io.BytesIO()
    np.lib.format.write_array(file, np.asarray(array), **named)
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x93NUMPY",
        b"not numpy at all",
        npy(np.zeros((4, 2)))[:-1],
        npy(np.array([{}], dtype=object), allow_pickle=True),
        npy(np.zeros(2, dtype=[("a", "f4")])),
        npy(np.asfortranarray(np.zeros((4, 2)))),
        npy(np.zeros((2, 2))).replace(b"(2, 2)", b"(-2,2)"),
        npy(np.zeros((2, 2))).replace(b"(2, 2)", b"(9**9)"),
        npy(np.zeros((2, 2)), version=(3, 0)),
    ],
)
def test_what_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.npy").write_bytes(content)
    with pytest.raises(EmbeddingsError, match=r"a\.npy"):
        open_npy(tmp_path / "a.npy")
    with zipfile.ZipFile(tmp_path / "a.npz", "w") as archive:
        archive.writestr("table.npy", content)
    with pytest.raises(EmbeddingsError, match=r"a\.npz"):
        open_npz(tmp_path / "a.npz", ("table",))
    (tmp_path / "b.npz").write_bytes(content)
    with pytest.raises(EmbeddingsError, match=r"b\.npz"):
        open_npz(tmp_path / "b.npz", ("table",))


@own_folder
@given(content=st.binary(max_size=200), place=st.integers(0, 400), name=st.sampled_from("zy"))
def test_any_damage_is_told_in_words(tmp_path: Path, content: bytes, place: int, name: str) -> None:
    path = tmp_path / f"a.np{name}"
    if name == "z":
        np.savez(path, table=np.ones((3, 2), dtype=np.float32))
    else:
        np.save(path, np.ones((3, 2), dtype=np.float32))
    whole = bytearray(path.read_bytes())
    whole[place : place + len(content)] = content
    path.write_bytes(whole)
    # Anything but an error in words fails the test.
    with suppress(EmbeddingsError):
        if name == "z":
            for stored in open_npz(path, ("table",)).values():
                stored.stretch(0, 3)
        else:
            open_npy(path).stretch(0, 3)


def test_a_file_that_goes_or_shrinks_while_it_is_used(tmp_path: Path) -> None:
    path = tmp_path / "a.npy"
    np.save(path, np.ones((100, 8)))
    stored = open_npy(path)
    path.write_bytes(path.read_bytes()[:-1])
    # Not even a row that is there may be read: it may be that of another image.
    with pytest.raises(EmbeddingsError, match="another file now"):
        stored.rows(np.array([0]))
    path.unlink()
    with pytest.raises(EmbeddingsGoneError):
        stored.rows(np.array([0]))
    with pytest.raises(EmbeddingsGoneError):
        open_npy(path)


def test_a_file_that_took_the_place_of_the_one_in_use_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.npy"
    np.save(path, np.ones((100, 8)))
    stored = open_npy(path)
    np.save(tmp_path / "b.npy", np.full((100, 8), 2.0))
    (tmp_path / "b.npy").replace(path)
    with pytest.raises(EmbeddingsError, match="another file now"):
        stored.rows(np.array([0]))
    np.testing.assert_array_equal(open_npy(path).rows(np.array([0])), np.full((1, 8), 2.0))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_in_its_place_keeps_nobody_waiting(tmp_path: Path) -> None:
    path = tmp_path / "a.npy"
    np.save(path, np.ones((100, 8)))
    stored = open_npy(path)
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(EmbeddingsError):
        stored.rows(np.array([0]))
