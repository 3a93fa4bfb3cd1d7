"""Fixed random projections made of sign flips and Hadamard transforms.

The signs are raw bits of PCG64 with a fixed seed, which numpy promises never to change, so every
machine and every version draws the same projection.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from iaia_desktop.encoders.descriptors import Floats


def _signs(bits: np.random.PCG64, length: int) -> Floats:
    """Draw ``length`` values of -1 or 1."""
    top = (np.atleast_1d(bits.random_raw(length)) >> np.uint64(63)).astype(np.float32)
    return top * np.float32(2.0) - np.float32(1.0)


def _order(bits: np.random.PCG64, length: int) -> npt.NDArray[np.intp]:
    """Draw an order of ``length`` things."""
    return np.argsort(np.atleast_1d(bits.random_raw(length)), kind="stable")


def _power_of_two(length: int) -> int:
    """Return the smallest power of two that is at least ``length``."""
    return 1 << (length - 1).bit_length()


def hadamard(values: Floats) -> Floats:
    """Apply the orthonormal Walsh-Hadamard transform to a vector of 2**k values."""
    length = values.shape[0]
    result = values
    half = 1
    while half < length:
        pairs = result.reshape(-1, 2, half)
        result = np.stack((pairs[:, 0] + pairs[:, 1], pairs[:, 0] - pairs[:, 1]), axis=1)
        result = result.reshape(length)
        half *= 2
    return result * np.float32(1.0 / np.sqrt(length))


class FastProjection:
    """Shorten vectors so that dot products survive (Ailon and Chazelle 2006).

    Parameters
    ----------
    input_dim : int
        Length of what comes in.
    output_dim : int
        Length of what goes out, at most the next power of two of ``input_dim``.
    seed : int
        Chooses the projection.
    """

    def __init__(self, input_dim: int, output_dim: int, *, seed: int) -> None:
        bits = np.random.PCG64(seed)
        self._input_dim = input_dim
        self._length = _power_of_two(input_dim)
        self._flip = _signs(bits, self._length)
        self._kept = np.sort(_order(bits, self._length)[:output_dim])
        self._scale = np.float32(np.sqrt(self._length / output_dim))

    def __call__(self, values: Floats) -> Floats:
        """Project a vector, shape (input_dim,), to shape (output_dim,)."""
        padded = np.zeros(self._length, dtype=np.float32)
        padded[: self._input_dim] = values
        return hadamard(padded * self._flip)[self._kept] * self._scale


class GaussianFeatures:
    """Features whose dot products are a Gaussian kernel.

    Random Fourier features (Rahimi and Recht 2007) with structured orthogonal frequencies (Yu et
    al. 2016, "Orthogonal random features"): dot products approach ``exp(-sharpness/2 |x - y|^2)``.

    Parameters
    ----------
    input_dim : int
        Length of what comes in.
    output_dim : int
        Even; half of the features are cosines, half are sines.
    sharpness : float
        How fast the kernel falls with the squared distance.
    seed : int
        Chooses the frequencies.
    """

    def __init__(self, input_dim: int, output_dim: int, *, sharpness: float, seed: int) -> None:
        bits = np.random.PCG64(seed)
        self._input_dim = input_dim
        self._length = _power_of_two(input_dim)
        self._flips = tuple(_signs(bits, self._length) for _ in range(3))
        self._kept = np.sort(_order(bits, self._length)[: output_dim // 2])
        self._frequency = np.float32(np.sqrt(sharpness * self._length))
        self._scale = np.float32(1.0 / np.sqrt(output_dim // 2))

    def __call__(self, values: Floats) -> Floats:
        """Map a vector, shape (input_dim,), to a unit vector, shape (output_dim,)."""
        turned = np.zeros(self._length, dtype=np.float32)
        turned[: self._input_dim] = values
        for flip in self._flips:
            turned = hadamard(turned * flip)
        angle = turned[self._kept] * self._frequency
        return np.concatenate((np.cos(angle), np.sin(angle))) * self._scale
