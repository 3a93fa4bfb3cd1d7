"""Prototypes and how far embeddings are from them: one state of the memory M, to be measured with.

Source: "Incremental Automatic Image Annotation", Sabetta, Pelosin, Denevi, Nicolosi, Ital-IA
2023, Algorithm 1, step 1.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.types import ClassId, Distance

Array = npt.NDArray[np.float64]
AnyFloats = npt.NDArray[np.float32] | npt.NDArray[np.float64]

_LARGEST_COMPONENT = float(np.finfo(np.float32).max)
_SMALLEST_NORM = 1e-150  # below this the square underflows: no direction is left, so it is zero
SAFE_FLOAT32_NORMS = (1e-12, 1e12)  # their squares neither overflow nor underflow in float32
_EXACT_ROWS = 32  # stacks of up to so many embeddings are compared one by one, in float64
_BLOCK_ROWS = 1024  # rows that are widened to float64 at a time, to bound the memory that takes


class Prototypes:
    """Hold one prototype y_k and one frequency n_k for each class, and measure distances to them.

    What :meth:`iaia_desktop.core.memory.PrototypeMemory.frozen` returns never changes, so that any
    thread may use it.

    Parameters
    ----------
    dim : int
        Length d of an embedding, at least 1.
    distance : Distance, optional
        Cosine, ``1 - <a, b> / (|a| |b|)`` in [0, 2], where the distance from or to a zero vector
        is 1; or L2, ``|a - b|``.
    normalise : bool, optional
        Whether each embedding is divided by its L2 norm (in float64) before it is averaged or
        compared, so that z_i of the paper is a unit vector. A zero vector stays zero.
    """

    def __init__(
        self, dim: int, *, distance: Distance = Distance.COSINE, normalise: bool = True
    ) -> None:
        if dim < 1:
            raise ValueError(f"an embedding has at least one component, not {dim}")
        self._dim = dim
        self._distance = distance
        self._normalise = normalise
        self._class_ids: tuple[ClassId, ...] = ()
        self._counts: list[int] = []
        self._compared: Array = np.zeros((0, dim))

    @property
    def dim(self) -> int:
        """Length d of an embedding."""
        return self._dim

    @property
    def distance(self) -> Distance:
        """How distances are measured."""
        return self._distance

    @property
    def normalise(self) -> bool:
        """Whether embeddings are L2-normalised first."""
        return self._normalise

    @property
    def class_ids(self) -> tuple[ClassId, ...]:
        """The classes with at least one member, oldest (lowest id) first."""
        return self._class_ids

    @property
    def compared(self) -> Array:
        """What embeddings are compared with, shape (K, d): unit vectors for cosine. Read only."""
        view = self._compared[: len(self)]
        view.flags.writeable = False
        return view

    def only(self, rows: Sequence[int]) -> Prototypes:
        """Return the prototypes of some rows, ascending, to be measured with."""
        some = Prototypes(self._dim, distance=self._distance, normalise=self._normalise)
        some._class_ids = tuple(self._class_ids[row] for row in rows)
        some._counts = [self._counts[row] for row in rows]
        some._compared = self._compared[np.asarray(rows, dtype=np.intp)]
        return some

    def __len__(self) -> int:
        return len(self._class_ids)

    def count(self, class_id: ClassId) -> int:
        """Return the frequency n_k, which is 0 for a class without members."""
        row, present = self._locate(class_id)
        return self._counts[row] if present else 0

    def prepared(self, embeddings: AnyFloats) -> Array:
        """Return embeddings as they are averaged and compared (z_i of the paper).

        Parameters
        ----------
        embeddings : ndarray, shape (d,) or (n, d)
            As the encoder gave them.

        Returns
        -------
        ndarray, same shape, float64
            L2-normalised if the memory normalises.

        Raises
        ------
        ValueError
            When the shape is wrong or a component is NaN, infinite or beyond float32.
        """
        self._check(embeddings)
        wide: Array = np.array(embeddings, dtype=np.float64)
        return unit(wide) if self._normalise else wide

    def distances(self, embeddings: AnyFloats) -> AnyFloats:
        """Measure how far embeddings are from every prototype.

        Up to 32 embeddings are compared in float64, and equal prototypes then give equal
        distances to the last bit, so that ties are true ties. Larger stacks take one matrix
        product: in float32 for cosine (absolute error about 1e-6), in float64 for L2 (error at
        most about 1e-7 of the norms).

        Parameters
        ----------
        embeddings : ndarray, shape (d,) or (n, d)
            As the encoder gave them; ValueError as for :meth:`prepared`.

        Returns
        -------
        ndarray, shape (K,) or (n, K), float64 or float32
            Columns in the order of :attr:`class_ids`; K is 0 for an empty memory.
        """
        if embeddings.ndim == 1:
            return self._exact(embeddings)
        self._check(embeddings)
        if len(embeddings) <= _EXACT_ROWS:
            return self._exact_stack(embeddings)
        if self._distance is Distance.COSINE:
            return self._cosine_stack(embeddings)
        return self._l2_stack(embeddings)

    def _locate(self, class_id: ClassId) -> tuple[int, bool]:
        row = bisect_left(self._class_ids, class_id)
        return row, row < len(self._class_ids) and self._class_ids[row] == class_id

    def _check(self, embeddings: AnyFloats) -> None:
        if embeddings.ndim not in {1, 2} or embeddings.shape[-1] != self._dim:
            raise ValueError(f"embeddings of {self._dim} components needed, not {embeddings.shape}")
        # NaN passes through max and min, and then fails the comparison.
        if embeddings.size and not (
            float(embeddings.max()) <= _LARGEST_COMPONENT
            and float(embeddings.min()) >= -_LARGEST_COMPONENT
        ):
            raise ValueError("an embedding has a component that is not a finite float32 number")

    def _exact(self, embedding: AnyFloats) -> Array:
        # einsum goes row by row in one order of summation, where a BLAS product may treat the
        # last rows differently and so tell equal prototypes apart.
        prototypes = self._compared[: len(self)]
        prepared = self.prepared(embedding)
        if self._distance is Distance.COSINE:
            return cosine_to_distance(np.einsum("kd,d->k", prototypes, unit(prepared)))
        difference = prototypes - prepared
        length: Array = np.sqrt(np.einsum("kd,kd->k", difference, difference))
        return length

    def _exact_stack(self, embeddings: AnyFloats) -> Array:
        result = np.empty((len(embeddings), len(self)))
        for row, embedding in enumerate(embeddings):
            result[row] = self._exact(embedding)
        return result

    def _cosine_stack(self, embeddings: AnyFloats) -> npt.NDArray[np.float32]:
        narrow = embeddings.astype(np.float32, copy=False)
        prototypes = self._compared[: len(self)].astype(np.float32)
        with np.errstate(all="ignore"):  # odd rows are done again below
            norms = np.sqrt(np.einsum("nd,nd->n", narrow, narrow))
            result: npt.NDArray[np.float32] = narrow @ prototypes.T
            result /= norms[:, np.newaxis]
            np.subtract(1.0, result, out=result)
            np.clip(result, 0.0, 2.0, out=result)
        smallest, largest = SAFE_FLOAT32_NORMS
        odd = np.flatnonzero(~((norms > smallest) & (norms < largest)))
        result[odd] = self._exact_stack(embeddings[odd])
        return result

    def _l2_stack(self, embeddings: AnyFloats) -> Array:
        prototypes = self._compared[: len(self)]
        # Measured from the middle of the prototypes, the squares cancel far less.
        centre = prototypes.mean(axis=0) if len(self) else np.zeros(self._dim)
        prototypes = prototypes - centre
        prototype_squares = np.einsum("kd,kd->k", prototypes, prototypes)
        result = np.empty((len(embeddings), len(self)))
        for start in range(0, len(embeddings), _BLOCK_ROWS):
            block = self.prepared(embeddings[start : start + _BLOCK_ROWS]) - centre
            squares = block @ prototypes.T
            squares *= -2.0
            squares += np.einsum("nd,nd->n", block, block)[:, np.newaxis]
            squares += prototype_squares
            result[start : start + _BLOCK_ROWS] = np.sqrt(np.maximum(squares, 0.0, out=squares))
        return result


def unit(vectors: Array) -> Array:
    """Divide vectors, shape (d,) or (n, d), by their L2 norms; zero vectors stay zero."""
    norms = np.sqrt(np.einsum("...d,...d->...", vectors, vectors))[..., np.newaxis]
    zeros = np.zeros_like(vectors)
    divided: Array = np.divide(vectors, norms, out=zeros, where=norms > _SMALLEST_NORM)
    return divided


def cosine_to_distance(cosine: Array) -> Array:
    """Turn cosines into cosine distances, within [0, 2] whatever the rounding."""
    distance: Array = np.clip(1.0 - cosine, 0.0, 2.0)
    return distance
