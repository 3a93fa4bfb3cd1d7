"""Embeddings in half precision: 11 bits a number, enough for every comparison, in half the space.

A number keeps a relative error of at most 1 in 2,048, and the cosine of two embeddings moves by
less than one part in a million. Rows too large or too small for the range of half precision are
shifted by a power of two, which the row carries along; the backbones that we know need none.

Rounding happens once, where an embedding is made: what has been rounded stays as it is however
often it is stored and read again, so that a resumed session works with the very same numbers.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.types import Vector

Halves = npt.NDArray[np.float16]
Shifts = npt.NDArray[np.int16]

_TOP = 15
_BOTTOM = -6
"""Powers of two between which the largest number of a row needs no shift. At the bottom the finest
step of half precision is still 2 to the -18 of the largest number."""

_LARGEST = np.float32(2.0**127)
_CELLS_AT_ONCE = 2**18
"""Numbers that are widened in one go: those of a megabyte stay in the processor's cache."""

_HALF_BITS = np.int32(-0x70002000)
"""Sign, exponent and fraction of a half that stands 13 bits to the left in a word of 32."""

_HALF_BIAS = np.float32(2.0**112)


def narrow(vectors: Vector) -> tuple[Halves, Shifts]:
    """Round embeddings to half precision.

    Parameters
    ----------
    vectors : ndarray, shape (n, d), float32
        d at least 1. Numbers beyond 2 to the 127 count as that.

    Returns
    -------
    halves : ndarray, shape (n, d), float16
    shifts : ndarray, shape (n,), int16
        The embeddings are ``halves * 2 ** shifts``, each row with its own.

    Raises
    ------
    ValueError
        When a number is not finite.
    """
    rows = np.asarray(vectors, dtype=np.float32)
    peaks = _peaks(rows)
    if not np.isfinite(peaks).all():
        raise ValueError("an embedding is not finite")
    if (peaks > _LARGEST).any():
        rows = np.clip(rows, -_LARGEST, _LARGEST)
        peaks = np.minimum(peaks, _LARGEST)
    mantissas, powers = np.frexp(peaks)
    # The peak may be rounded up to the next power: then that one counts, the next time as now.
    powers = powers + (mantissas.astype(np.float16) >= 1)
    plain = ((powers > _BOTTOM) & (powers <= _TOP)) | (peaks == 0)
    shifts = np.where(plain, 0, powers - _TOP).astype(np.int16)
    if not plain.all():
        rows = np.ldexp(rows, -shifts[:, np.newaxis].astype(np.int32))
    return rows.astype(np.float16), shifts


def widen(halves: Halves, shifts: Shifts, out: Vector | None = None) -> Vector:
    """Return the embeddings that :func:`narrow` rounded.

    Parameters
    ----------
    halves : ndarray, shape (n, d), float16
    shifts : ndarray, shape (n,), int16
    out : ndarray, shape (n, d), float32, optional
        Where to write; rows one behind the other.

    Returns
    -------
    ndarray, shape (n, d), float32
        ``out``, or a new array.
    """
    if out is None:
        out = np.empty(halves.shape, dtype=np.float32)
    step = max(1, _CELLS_AT_ONCE // max(1, halves.shape[1]))
    for start in range(0, len(halves), step):
        block = slice(start, start + step)
        _widen_block(halves[block], out[block])
    shifted = np.flatnonzero(shifts)
    if len(shifted):
        out[shifted] = np.ldexp(out[shifted], shifts[shifted, np.newaxis].astype(np.int32))
    return out


class HalfMatrix:
    """Rows of moderate numbers in half precision, read like an array of float32.

    Parameters
    ----------
    halves : ndarray, shape (n, d), float16
    """

    def __init__(self, halves: Halves) -> None:
        self._halves = halves

    @property
    def shape(self) -> tuple[int, ...]:
        """Rows, and numbers of each."""
        return self._halves.shape

    def __getitem__(self, rows: npt.NDArray[np.int64] | npt.NDArray[np.intp] | list[int]) -> Vector:
        """Return rows, shape (k, d), float32, in the order asked for."""
        picked = self._halves[rows]
        return widen(picked, np.zeros(len(picked), dtype=np.int16))


def _widen_block(halves: Halves, out: Vector) -> None:
    """Convert with whole-number steps, which numpy does five times as fast as its own cast."""
    words = out.view(np.int32)
    np.copyto(words, halves.view(np.int16))
    np.left_shift(words, 13, out=words)
    np.bitwise_and(words, _HALF_BITS, out=words)
    np.multiply(out, _HALF_BIAS, out=out)


def rounded(vectors: Vector) -> Vector:
    """Return embeddings as they are after a stay in half precision, shape (n, d), float32.

    Doing it twice changes nothing more. Rows that are not finite stay as they are: who uses them
    has to notice.
    """
    finite = np.isfinite(_peaks(vectors))
    if finite.all():
        return widen(*narrow(vectors))
    found = vectors.astype(np.float32)
    found[finite] = widen(*narrow(vectors[finite]))
    return found


def _peaks(rows: Vector) -> Vector:
    """Return the largest number of each row, whatever its sign; NaN where there is one."""
    peaks: Vector = np.maximum(rows.max(axis=1), -rows.min(axis=1))
    return peaks
