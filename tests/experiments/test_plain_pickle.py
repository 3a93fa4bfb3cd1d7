"""Pickles of plain data, and all others."""

from __future__ import annotations

import os
import pickle
from contextlib import suppress
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iaia_desktop.experiments import plain_pickle
from iaia_desktop.experiments.plain_pickle import PlainPickleError, read_plain_pickle

plain = st.recursive(
    st.integers() | st.text() | st.none() | st.booleans(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(plain, st.integers(0, 5))
def test_plain_data_comes_back(value: Any, protocol: int) -> None:
    assert read_plain_pickle(pickle.dumps(value, protocol=protocol)) == value


@given(st.binary(max_size=40), st.integers(0, 5))
def test_bytes_come_back(value: bytes, protocol: int) -> None:
    assert read_plain_pickle(pickle.dumps([value], protocol=protocol)) == [value]


@pytest.mark.parametrize("protocol", range(5))
@pytest.mark.parametrize("kind", ["u1", "i8", ">i4", "<u2"])
def test_arrays_come_back(kind: str, protocol: int) -> None:
    array = np.arange(24).astype(kind).reshape(2, 3, 4)
    for given_array in (array, np.asfortranarray(array)):
        found = read_plain_pickle(pickle.dumps({"a": given_array}, protocol=protocol))
        assert isinstance(found, dict)
        np.testing.assert_array_equal(found["a"], array)


def test_what_python_2_wrote() -> None:
    # {'data': array([[1, 2]], dtype=uint8), 'names': ['x']} by numpy 1 on Python 2.
    data = (
        b"\x80\x02}q\x01(U\x04dataq\x02cnumpy.core.multiarray\n_reconstruct\nq\x03cnumpy\n"
        b"ndarray\nq\x04K\x00\x85U\x01b\x87Rq\x05(K\x01K\x01K\x02\x86cnumpy\ndtype\nq\x06U\x02u1"
        b"K\x00K\x01\x87Rq\x07(K\x03U\x01|NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb\x89U\x02"
        b"\x01\x02tbU\x05namesq\x08]q\x09U\x01xau."
    )
    found = read_plain_pickle(data)
    assert isinstance(found, dict)
    assert found[b"data"].tolist() == [[1, 2]]
    assert found[b"names"] == [b"x"]


@pytest.mark.parametrize(
    "value",
    [
        os.system,
        eval,
        np.load,
        np.array([None, 1], dtype=object),
        np.zeros(2),
        np.zeros(2, dtype="M8[s]"),
        np.zeros(2, dtype=[("a", "u1")]),
        np.array(["text"]),
        np.float64(2.0),
        {1, 2}.__class__,
    ],
)
def test_all_else_is_refused(value: object) -> None:
    with pytest.raises(PlainPickleError):
        read_plain_pickle(pickle.dumps({"a": value}, protocol=2))


@settings(max_examples=300)
@given(st.binary(max_size=200))
def test_garbage_is_refused_or_plain(data: bytes) -> None:
    with suppress(PlainPickleError):
        read_plain_pickle(data)


def test_a_pickle_cannot_change_the_reader() -> None:
    # Sets an attribute of the stand-in for _codecs.encode, then asks for a list.
    data = b"\x80\x02c_codecs\nencode\n}X\x03\x00\x00\x00oddK\x01sb0]."
    assert read_plain_pickle(data) == []
    assert read_plain_pickle(pickle.dumps([b"\xff"], protocol=2)) == [b"\xff"]
    assert not hasattr(plain_pickle._encoded, "odd")


@pytest.mark.parametrize("data", [b"\x80\x02]r\x00\x00\x00\x10.", b"(lp9999999999\n."])
def test_a_pickle_cannot_fill_the_memory_with_numbers(data: bytes) -> None:
    with pytest.raises(PlainPickleError, match="remembers more than it holds"):
        read_plain_pickle(data)
