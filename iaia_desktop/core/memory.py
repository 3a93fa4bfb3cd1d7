"""The prototype memory M of Algorithm 1: running means, frequencies and distances.

Source: "Incremental Automatic Image Annotation", Sabetta, Pelosin, Denevi, Nicolosi, Ital-IA
2023, Algorithm 1, steps 1 and 3.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from iaia_desktop.core.prototypes import AnyFloats, Array, Prototypes, unit
from iaia_desktop.core.types import ClassId, Distance, StoredPrototype, Vector

_FIRST_CAPACITY = 8
_ROWS_AT_ONCE = 128  # of several that are added at once, so that they stay in the cache


class PrototypeMemory(Prototypes):
    """Prototypes that learn: embeddings are added and removed, classes merged and dropped.

    The sum of each class is kept instead of its mean, and kept twice as precisely as float64
    alone would (a sum and its rounding error, by Knuth's TwoSum: some 106 bits). Prototypes of
    equal members are therefore equal to the last bit, whatever was added and removed before and in
    whatever order; a plain float64 sum drifts while a class grows and shrinks again. The paper's
    y_k <- ((n_k - 1) / n_k) y_k + (1 / n_k) z_i is the same number, less exactly.

    Not safe for use from several threads at once.

    Parameters
    ----------
    dim, distance, normalise
        As for :class:`iaia_desktop.core.prototypes.Prototypes`.
    """

    def __init__(
        self, dim: int, *, distance: Distance = Distance.COSINE, normalise: bool = True
    ) -> None:
        super().__init__(dim, distance=distance, normalise=normalise)
        self._changes = 0
        self._clear()

    def _clear(self) -> None:
        self._class_ids = ()
        self._counts = []
        self._totals = np.zeros((_FIRST_CAPACITY, self._dim))
        self._residues = np.zeros_like(self._totals)
        self._compared = np.zeros_like(self._totals)
        self._frozen: Prototypes | None = None
        self._marks: dict[ClassId, int] = {}

    def marks(self) -> Mapping[ClassId, int]:
        """Return for each class a number that its prototype has in its present state only."""
        return self._marks

    def prototype(self, class_id: ClassId) -> Array:
        """Return y_k, the mean of a class's members, shape (d,); KeyError when it has none."""
        row = self._row(class_id)
        mean: Array = self._totals[row] / self._counts[row]
        return mean

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

    def add_many(self, class_id: ClassId, embeddings: Vector) -> None:
        """Take several embeddings, shape (n, d), into a class; the same as one after the other."""
        if not len(embeddings):
            return
        total, residue = _sums(self.prepared(embeddings))
        row, present = self._locate(class_id)
        if not present:
            self._insert(row, class_id)
        self._accumulate(row, total, 0)
        self._accumulate(row, residue, len(embeddings))

    def remove_many(self, class_id: ClassId, embeddings: Vector) -> None:
        """Take several members, shape (n, d), out of a class: the inverse of :meth:`add_many`."""
        if not len(embeddings):
            return
        row = self._row(class_id)
        if self._counts[row] < len(embeddings):
            raise ValueError(f"class {class_id} has no {len(embeddings)} members")
        if self._counts[row] == len(embeddings):
            self._delete(row)
            return
        total, residue = _sums(self.prepared(embeddings))
        self._accumulate(row, -total, 0)
        self._accumulate(row, -residue, -len(embeddings))

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
        twin._marks, twin._changes = dict(self._marks), self._changes
        twin._totals, twin._residues, twin._compared = map(np.copy, self._matrices())
        return twin

    def frozen(self) -> Prototypes:
        """Return the prototypes as they are now, for any thread; the same ones until they change.

        Costs a copy of K d numbers after a change.
        """
        if self._frozen is None:
            frozen = Prototypes(self._dim, distance=self._distance, normalise=self._normalise)
            frozen._class_ids = self._class_ids
            frozen._counts = list(self._counts)
            frozen._compared = self._compared[: len(self)].copy()
            self._frozen = frozen
        return self._frozen

    def _one(self, embedding: AnyFloats) -> Array:
        if embedding.ndim != 1:
            raise ValueError(f"one embedding needed, not a stack of shape {embedding.shape}")
        return self.prepared(embedding)

    def _row(self, class_id: ClassId) -> int:
        row, present = self._locate(class_id)
        if not present:
            raise KeyError(class_id)
        return row

    def _matrices(self) -> tuple[Array, Array, Array]:
        return self._totals, self._residues, self._compared

    def _insert(self, row: int, class_id: ClassId) -> None:
        self._frozen = None
        used = len(self._class_ids)
        if used == len(self._totals):
            self._totals, self._residues, self._compared = map(_doubled, self._matrices())
        for matrix in self._matrices():
            matrix[row + 1 : used + 1] = matrix[row:used]
            matrix[row] = 0.0
        self._class_ids = (*self._class_ids[:row], class_id, *self._class_ids[row:])
        self._counts.insert(row, 0)

    def _delete(self, row: int) -> None:
        del self._marks[self._class_ids[row]]
        self._frozen = None
        used = len(self._class_ids)
        for matrix in self._matrices():
            matrix[row : used - 1] = matrix[row + 1 : used]
        self._class_ids = (*self._class_ids[:row], *self._class_ids[row + 1 :])
        del self._counts[row]

    def _accumulate(self, row: int, addend: Array, members: int) -> None:
        self._changes += 1
        self._marks[self._class_ids[row]] = self._changes
        self._frozen = None
        total, error = _two_sum(self._totals[row], addend)
        self._totals[row], self._residues[row] = _two_sum(total, self._residues[row] + error)
        self._counts[row] += members
        mean: Array = self._totals[row] / max(self._counts[row], 1)
        self._compared[row] = unit(mean) if self._distance is Distance.COSINE else mean


def _two_sum(left: Array, right: Array) -> tuple[Array, Array]:
    """Return the rounded sum and its exact rounding error (Knuth, TAOCP 2, 4.2.2)."""
    total: Array = left + right
    shared = total - left
    error: Array = (left - (total - shared)) + (right - shared)
    return total, error


def _sums(rows: Array) -> tuple[Array, Array]:
    """Return the sum of rows, shape (n, d), and its rounding error, both of shape (d,).

    In pairs of two sums, so that whole blocks are added at once, and as precisely as one by one.
    """
    total, residue = np.zeros(rows.shape[1]), np.zeros(rows.shape[1])
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        block = rows[start : start + _ROWS_AT_ONCE]
        errors = np.zeros_like(block)
        while len(block) > 1:
            odd = len(block) % 2
            rest, rest_errors = block[len(block) - odd :], errors[len(block) - odd :]
            half = (len(block) - odd) // 2
            added, error = _two_sum(block[:half], block[half : 2 * half])
            error += errors[:half]
            error += errors[half : 2 * half]
            block = np.concatenate([added, rest])
            errors = np.concatenate([error, rest_errors])
        total, error = _two_sum(total, block[0])
        total, residue = _two_sum(total, residue + (error + errors[0]))
    return total, residue


def _doubled(matrix: Array) -> Array:
    grown = np.zeros((2 * len(matrix), matrix.shape[1]))
    grown[: len(matrix)] = matrix
    return grown
