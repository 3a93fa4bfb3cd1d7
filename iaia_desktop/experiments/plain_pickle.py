"""Read pickles of plain data without running anything that they say.

A pickle is a program that may call any function. This reader knows the few that numbers, text,
lists, dicts and arrays of whole numbers need, and each of them is a stand-in written here: nothing
of numpy or of Python's library is called by name.
"""

from __future__ import annotations

import io
import pickle
import pickletools
from collections.abc import Callable
from typing import Final

import numpy as np
import numpy.typing as npt

_ARRAY_MODULES: Final = ("numpy.core.multiarray", "numpy._core.multiarray")
_LARGEST_MEMO: Final = 1_000_000
_WHOLE_NUMBERS: Final = frozenset({"u1", "u2", "u4", "u8", "i1", "i2", "i4", "i8"})


class PlainPickleError(ValueError):
    """A pickle is damaged, or holds more than plain data."""


def read_plain_pickle(data: bytes) -> object:
    """Return what a pickle of plain data holds.

    Text that Python 2 wrote comes as bytes. Arrays of whole numbers come as read-only arrays.

    Parameters
    ----------
    data : bytes
        The whole file.

    Raises
    ------
    PlainPickleError
        When it is damaged, or names anything but the stand-ins.
    """
    try:
        _require_small_memo(data)
        return _unwrapped(_Reader(io.BytesIO(data), encoding="bytes").load())
    except PlainPickleError:
        raise
    except Exception as problem:  # a boundary: damaged pickles raise nearly anything
        raise PlainPickleError(f"the pickle is damaged ({problem})") from problem


def _require_small_memo(data: bytes) -> None:
    """Refuse a pickle that numbers what it remembers so high that room for it would fill memory."""
    for operation, argument, _ in pickletools.genops(data):
        is_put = operation.name in {"PUT", "BINPUT", "LONG_BINPUT"}
        if is_put and isinstance(argument, int) and argument > _LARGEST_MEMO:
            raise PlainPickleError("the pickle remembers more than it holds")


class _DataType:
    """Stands in for numpy.dtype: the name of a kind of whole numbers, and their byte order."""

    def __init__(self, name: object, *_flags: object) -> None:
        text = name.decode("ascii") if isinstance(name, bytes) else name
        if not isinstance(text, str) or text not in _WHOLE_NUMBERS:
            raise PlainPickleError(f"the pickle holds an array of {text!r}")
        self.dtype = np.dtype(text)

    def __setstate__(self, state: tuple[object, ...]) -> None:
        order = state[1]
        text = order.decode("ascii") if isinstance(order, bytes) else order
        if text not in {"<", ">", "|", "="}:
            raise PlainPickleError("the pickle holds an array of unknown byte order")
        self.dtype = self.dtype.newbyteorder(text)


class _Array:
    """Stands in for numpy.ndarray: bytes and a shape, made into an array at the end."""

    def __init__(self) -> None:
        self.array: npt.NDArray[np.integer] | None = None

    def __setstate__(self, state: tuple[object, ...]) -> None:
        _, shape, kind, is_fortran, raw = state
        if not (
            isinstance(shape, tuple)
            and all(isinstance(length, int) and length >= 0 for length in shape)
            and isinstance(kind, _DataType)
            and isinstance(raw, bytes)
        ):
            raise PlainPickleError("the pickle holds an array that makes no sense")
        array = np.frombuffer(raw, dtype=kind.dtype)
        self.array = array.reshape(shape, order="F" if is_fortran else "C")


def _encoded(text: object, encoding: object = "latin1") -> bytes:
    """Stand in for _codecs.encode, with which Python 3 writes bytes for Python 2."""
    if not isinstance(text, str) or encoding not in {"latin1", b"latin1"}:
        raise PlainPickleError("the pickle holds bytes that make no sense")
    return text.encode("latin1")


def _fresh(function: Callable[..., object]) -> Callable[..., object]:
    """Return a function of its own that does the same."""

    def call(*arguments: object) -> object:
        return function(*arguments)

    return call


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> object:
        """Return the stand-in for a name, or refuse the pickle.

        A pickle may set attributes of what it is given, so each is a new object.
        """
        if module in _ARRAY_MODULES and name == "_reconstruct":
            return _fresh(lambda *_: _Array())
        match (module, name):
            case ("numpy", "ndarray"):
                return None  # what _reconstruct is told to make
            case ("numpy", "dtype"):
                return _fresh(_DataType)
            case ("_codecs", "encode"):
                return _fresh(_encoded)
            case ("__builtin__" | "builtins", "bytes"):
                return _fresh(lambda: b"")
        raise PlainPickleError(f"the pickle asks for {module}.{name}")

    def persistent_load(self, pid: object) -> object:
        """Refuse references to what lies outside the pickle."""
        raise PlainPickleError(f"the pickle refers to {pid!r}, which lies outside it")


def _unwrapped(value: object) -> object:
    """Return the value, and those of a dict, with arrays in place of their stand-ins."""
    if isinstance(value, _Array):
        if value.array is None:
            raise PlainPickleError("the pickle holds an array without numbers")
        return value.array
    if isinstance(value, dict):
        return {key: _unwrapped(item) for key, item in value.items()}
    return value
