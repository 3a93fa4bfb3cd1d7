"""The prototype memory M of Algorithm 1: running means, frequencies and distances.

Source: "Incremental Automatic Image Annotation", Sabetta, Pelosin, Denevi, Nicolosi, Ital-IA
2023, Algorithm 1, steps 1 and 3.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.types import ClassId, Distance, StoredPrototype, Vector

Array = npt.NDArray[np.float64]
AnyFloats = npt.NDArray[np.float32] | npt.NDArray[np.float64]

_LARGEST_COMPONENT = float(np.finfo(np.float32).max)
_SMALLEST_NORM = 1e-150  # below this the square underflows: no direction is left, so it is zero
_SAFE_FLOAT32_NORMS = (1e-12, 1e12)  # their squares neither overflow nor underflow in float32
_FIRST_CAPACITY = 8
_EXACT_ROWS = 32  # stacks of up to so many embeddings are compared one by one, in float64
_BLOCK_ROWS = 1024  # rows that are widened to float64 at a time, to bound the memory that takes


class PrototypeMemory:
    """Hold one prototype y_k and one frequency n_k for each class, and measure distances to them.

    The sum of each class is kept instead of its mean, and kept twice as precisely as float64
    alone would (a sum and its rounding error, by Knuth's TwoSum: some 106 bits). Prototypes of
    equal members are therefore equal to the last bit, whatever was added and removed before and in
    whatever order; a plain float64 sum drifts while a class grows and shrinks again. The paper's
    y_k <- ((n_k - 1) / n_k) y_k + (1 / n_k) z_i is the same number, less exactly.

    Not safe for use from several threads at once.

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
        self._clear()

    def _clear(self) -> None:
        self._class_ids: tuple[ClassId, ...] = ()
        self._counts: list[int] = []
        self._totals = np.zeros((_FIRST_CAPACITY, self._dim))
        self._residues = np.zeros_like(self._totals)
        self._compared = np.zeros_like(self._totals)

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

    def __len__(self) -> int:
        return len(self._class_ids)

    def count(self, class_id: ClassId) -> int:
        """Return the frequency n_k, which is 0 for a class without members."""
        row, present = self._locate(class_id)
        return self._counts[row] if present else 0

    def prototype(self, class_id: ClassId) -> Array:
        """Return y_k, the mean of a class's members, shape (d,); KeyError when it has none."""
        row = self._row(class_id)
        mean: Array = self._totals[row] / self._counts[row]
        return mean

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

    def add(self, class_id: ClassId, embedding: Vector) -> None:
        """Take one embedding into a class (step 3); a class without members is founded by it.

        Costs O(d), and O(K d) where a class founded earlier comes back.

        Parameters
        ----------
        class_id : ClassId
            The class.
        embedding : ndarray, shape (d,)
            As the encoder gave it; ValueError as for :meth:`prepared`, and nothing has changed.
        """
        addend = self._one(embedding)
        row, present = self._locate(class_id)
        if not present:
            self._insert(row, class_id)
        self._accumulate(row, addend, 1)

    def remove(self, class_id: ClassId, embedding: Vector) -> None:
        """Take one embedding out of a class: the exact inverse of :meth:`add`.

        A class whose last member goes leaves M, and leaves no rounding error behind.

        Parameters
        ----------
        class_id : ClassId
            The class; KeyError when it has no members.
        embedding : ndarray, shape (d,)
            A member, as it was added. The memory cannot tell a stranger from a member.
        """
        addend = self._one(embedding)
        row = self._row(class_id)
        if self._counts[row] == 1:
            self._delete(row)
        else:
            self._accumulate(row, -addend, -1)

    def merge(self, source: ClassId, target: ClassId) -> None:
        """Move all members of one class to another: sums and frequencies add.

        Parameters
        ----------
        source : ClassId
            The class that leaves M; nothing happens when it has no members.
        target : ClassId
            The class that receives, founded by this when it has no members. Another class than
            the source, else ValueError.
        """
        if source == target:
            raise ValueError(f"class {source} cannot be merged into itself")
        row, present = self._locate(source)
        if not present:
            return
        count = self._counts[row]
        total, residue = self._totals[row].copy(), self._residues[row].copy()
        self._delete(row)
        row, present = self._locate(target)
        if not present:
            self._insert(row, target)
        self._accumulate(row, total, 0)
        self._accumulate(row, residue, count)

    def drop(self, class_id: ClassId) -> None:
        """Forget a class with all its members; nothing happens when it has none."""
        row, present = self._locate(class_id)
        if present:
            self._delete(row)

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

    def restore(self, prototypes: Iterable[StoredPrototype]) -> None:
        """Replace everything in the memory by what was stored.

        Parameters
        ----------
        prototypes : iterable of StoredPrototype
            Of one encoder and of this dimension, each class once, in any order; else ValueError,
            and nothing has changed.
        """
        ordered = sorted(prototypes, key=lambda stored: stored.class_id)
        if len({stored.class_id for stored in ordered}) != len(ordered):
            raise ValueError("a class is stored twice")
        if len({stored.encoder_id for stored in ordered}) > 1:
            raise ValueError("prototypes of different encoders cannot share a memory")
        for stored in ordered:
            if stored.count < 1:
                raise ValueError(f"class {stored.class_id} is stored with {stored.count} members")
            if stored.total.shape != (self._dim,) or not np.isfinite(stored.total).all():
                raise ValueError(f"the sum of class {stored.class_id} is not {self._dim} numbers")
        self._clear()
        for row, stored in enumerate(ordered):
            self._insert(row, stored.class_id)
            self._accumulate(row, np.asarray(stored.total, dtype=np.float64), stored.count)

    def stored(
        self, encoder_id: str, class_ids: Iterable[ClassId] | None = None
    ) -> list[StoredPrototype]:
        """Return prototypes as they go to disk.

        Parameters
        ----------
        encoder_id : str
            The encoder whose embeddings were summed.
        class_ids : iterable of ClassId, optional
            Which classes; all when None. Those without members are left out.

        Returns
        -------
        list of StoredPrototype
            Copies, oldest class first.
        """
        wanted = set(self._class_ids if class_ids is None else class_ids)
        return [
            StoredPrototype(class_id, encoder_id, self._counts[row], self._totals[row].copy())
            for row, class_id in enumerate(self._class_ids)
            if class_id in wanted
        ]

    def copy(self) -> PrototypeMemory:
        """Return an independent memory with the same members."""
        twin = PrototypeMemory(self._dim, distance=self._distance, normalise=self._normalise)
        twin._class_ids = self._class_ids
        twin._counts = list(self._counts)
        twin._totals, twin._residues, twin._compared = map(np.copy, self._matrices())
        return twin

    def _check(self, embeddings: AnyFloats) -> None:
        if embeddings.ndim not in {1, 2} or embeddings.shape[-1] != self._dim:
            raise ValueError(f"embeddings of {self._dim} components needed, not {embeddings.shape}")
        # NaN passes through max and min, and then fails the comparison.
        if embeddings.size and not (
            float(embeddings.max()) <= _LARGEST_COMPONENT
            and float(embeddings.min()) >= -_LARGEST_COMPONENT
        ):
            raise ValueError("an embedding has a component that is not a finite float32 number")

    def _one(self, embedding: AnyFloats) -> Array:
        if embedding.ndim != 1:
            raise ValueError(f"one embedding needed, not a stack of shape {embedding.shape}")
        return self.prepared(embedding)

    def _locate(self, class_id: ClassId) -> tuple[int, bool]:
        row = bisect_left(self._class_ids, class_id)
        return row, row < len(self._class_ids) and self._class_ids[row] == class_id

    def _row(self, class_id: ClassId) -> int:
        row, present = self._locate(class_id)
        if not present:
            raise KeyError(class_id)
        return row

    def _matrices(self) -> tuple[Array, Array, Array]:
        return self._totals, self._residues, self._compared

    def _insert(self, row: int, class_id: ClassId) -> None:
        used = len(self._class_ids)
        if used == len(self._totals):
            self._totals, self._residues, self._compared = map(_doubled, self._matrices())
        for matrix in self._matrices():
            matrix[row + 1 : used + 1] = matrix[row:used]
            matrix[row] = 0.0
        self._class_ids = (*self._class_ids[:row], class_id, *self._class_ids[row:])
        self._counts.insert(row, 0)

    def _delete(self, row: int) -> None:
        used = len(self._class_ids)
        for matrix in self._matrices():
            matrix[row : used - 1] = matrix[row + 1 : used]
        self._class_ids = (*self._class_ids[:row], *self._class_ids[row + 1 :])
        del self._counts[row]

    def _accumulate(self, row: int, addend: Array, members: int) -> None:
        total, error = _two_sum(self._totals[row], addend)
        self._totals[row], self._residues[row] = _two_sum(total, self._residues[row] + error)
        self._counts[row] += members
        mean: Array = self._totals[row] / max(self._counts[row], 1)
        self._compared[row] = unit(mean) if self._distance is Distance.COSINE else mean

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
        smallest, largest = _SAFE_FLOAT32_NORMS
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


def _two_sum(left: Array, right: Array) -> tuple[Array, Array]:
    """Return the rounded sum and its exact rounding error (Knuth, TAOCP 2, 4.2.2)."""
    total: Array = left + right
    shared = total - left
    error: Array = (left - (total - shared)) + (right - shared)
    return total, error


def _doubled(matrix: Array) -> Array:
    grown = np.zeros((2 * len(matrix), matrix.shape[1]))
    grown[: len(matrix)] = matrix
    return grown
