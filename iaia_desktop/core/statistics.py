"""Figures of a labelling session: how the suggestions did, and what was confused.

Pure sums over columns; nothing here reads a file or a clock. All functions cost O(n), or O(n log n)
where they sort: a few milliseconds for 100,000 images. Turning 100,000 ``Step`` objects into
columns (:meth:`StepColumns.of`) takes about 100 ms of Python, so a window does that in a task.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.metrics import Step
from iaia_desktop.core.types import ClassId

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

GROWING_SHARE = 0.1
"""The growing window of the moving average holds this share of the images so far."""

FEWEST_IN_WINDOW = 20
"""The growing window never holds fewer, so that the first values do not jump about."""

NOTHING = 0
"""In the column of predicted classes: the memory was empty. Class ids begin at 1."""


# --- how the suggestions did ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StepColumns:
    """The steps of a session as columns, in the order in which the images were answered.

    Attributes
    ----------
    image_ids : ndarray, shape (n,), int64
        The images.
    predicted, truth : ndarray, shape (n,), int64
        Nearest class when the suggestion was made (``NOTHING`` for none), and the class given.
    was_new, predicted_new : ndarray, shape (n,), bool
        nc and nc_hat: the image founded its class; "new class" was suggested.
    """

    image_ids: Ints
    predicted: Ints
    truth: Ints
    was_new: Flags
    predicted_new: Flags

    @classmethod
    def of(cls, image_ids: Sequence[int], steps: Sequence[Step]) -> StepColumns:
        """Return the columns of steps.

        Raises
        ------
        ValueError
            When there are more steps than images, or fewer.
        """
        if len(image_ids) != len(steps):
            raise ValueError(f"{len(steps)} steps for {len(image_ids)} images")
        size = len(steps)
        return cls(
            np.fromiter(image_ids, np.int64, size),
            np.fromiter((step.predicted or NOTHING for step in steps), np.int64, size),
            np.fromiter((step.truth for step in steps), np.int64, size),
            np.fromiter((step.was_new for step in steps), np.bool_, size),
            np.fromiter((step.predicted_new for step in steps), np.bool_, size),
        )

    def __len__(self) -> int:
        return len(self.image_ids)

    @property
    def correct(self) -> Flags:
        """Whether the suggestion, "new" where nc_hat is 1 and else k_hat, was the truth."""
        return np.where(self.predicted_new, self.was_new, self.predicted == self.truth)

    @property
    def counted(self) -> Flags:
        """Whether the accuracy counts the step: it is no first occurrence of a class."""
        return ~self.was_new

    def accuracy(self) -> Floats:
        """Return the accuracy as it stood after each step, shape (n,); NaN before the first."""
        ends = np.arange(1, len(self) + 1)
        return self._shares(np.zeros_like(ends), ends)

    def moving_average(self, window: int | None) -> Floats:
        """Return the accuracy over the last steps, as it stood after each step.

        Parameters
        ----------
        window : int or None
            How many steps to look back, at least 1. None is a window that grows: a tenth of the
            steps so far, and at least 20.

        Returns
        -------
        ndarray, shape (n,), float64
            NaN where there was nothing to count.

        Raises
        ------
        ValueError
            When the window holds no step.
        """
        ends = np.arange(1, len(self) + 1)
        if window is None:
            widths = np.maximum((ends * GROWING_SHARE).astype(np.int64), FEWEST_IN_WINDOW)
        elif window < 1:
            raise ValueError(f"a window holds at least one step, not {window}")
        else:
            widths = np.full(len(ends), window)
        return self._shares(np.maximum(ends - widths, 0), ends)

    def confusion(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """Return C(nc, nc_hat): rows are the truth (old, new), columns the suggestion."""
        cells = np.bincount(2 * self.was_new + self.predicted_new, minlength=4)
        return (int(cells[0]), int(cells[1])), (int(cells[2]), int(cells[3]))

    def images_of_cell(self, *, was_new: bool, predicted_new: bool) -> Ints:
        """Return the images that one cell of C counts, the last one first."""
        return self._newest_first((self.was_new == was_new) & (self.predicted_new == predicted_new))

    def images_confused(self, truth: ClassId, suggested: ClassId | None) -> Ints:
        """Return the images of a class for which another one was suggested, the last one first.

        Parameters
        ----------
        truth : ClassId
            The class given.
        suggested : ClassId or None
            What was suggested instead; None for "new class".
        """
        wrong = self.counted & ~self.correct & (self.truth == truth)
        if suggested is None:
            return self._newest_first(wrong & self.predicted_new)
        return self._newest_first(wrong & ~self.predicted_new & (self.predicted == suggested))

    def _newest_first(self, chosen: Flags) -> Ints:
        return self.image_ids[chosen][::-1]

    def _shares(self, starts: Ints, ends: Ints) -> Floats:
        correct = _sums(self.correct & self.counted)
        counted = _sums(self.counted)
        parts, wholes = correct[ends] - correct[starts], counted[ends] - counted[starts]
        undefined: Floats = np.full(len(ends), np.nan)
        shares: Floats = np.divide(parts, wholes, out=undefined, where=wholes > 0)
        return shares


@dataclass(frozen=True, slots=True)
class Confused:
    """How often one class was suggested for images of another.

    Attributes
    ----------
    truth : ClassId
        The class that the person gave.
    suggested : ClassId or None
        What was suggested; None for "new class".
    count : int
        Number of images.
    """

    truth: ClassId
    suggested: ClassId | None
    count: int


def confused_pairs(steps: StepColumns) -> list[Confused]:
    """Count the wrong suggestions for each pair of classes, the most frequent pair first.

    First occurrences of a class are left out, as in the accuracy: no suggestion could be right.
    """
    wrong = steps.counted & ~steps.correct
    suggested = np.where(steps.predicted_new, NOTHING, steps.predicted)[wrong]
    pairs, counts = np.unique(
        np.stack([steps.truth[wrong], suggested], axis=1), axis=0, return_counts=True
    )
    found = [
        Confused(ClassId(int(truth)), ClassId(int(said)) if said else None, int(count))
        for (truth, said), count in zip(pairs, counts, strict=True)
    ]
    return sorted(found, key=lambda row: (-row.count, row.truth, row.suggested or NOTHING))


@dataclass(frozen=True, slots=True)
class ClassScore:
    """How often the suggestion was right for the images of one class, the first one left out."""

    correct: int
    counted: int

    @property
    def share(self) -> float | None:
        """Share of right suggestions; None when nothing was counted."""
        return self.correct / self.counted if self.counted else None


def class_scores(steps: StepColumns) -> dict[ClassId, ClassScore]:
    """Return the score of each class that the steps count."""
    counted = steps.counted
    class_ids, rows = np.unique(steps.truth[counted], return_inverse=True)
    totals = np.bincount(rows, minlength=len(class_ids))
    right = np.bincount(rows, weights=steps.correct[counted], minlength=len(class_ids))
    return {
        ClassId(int(class_id)): ClassScore(int(good), int(total))
        for class_id, good, total in zip(class_ids, right, totals, strict=True)
    }


def thinned(size: int, most: int) -> Ints:
    """Return at most ``most`` places out of ``size``, evenly spread, both ends included."""
    if size <= most:
        return np.arange(size, dtype=np.int64)
    return np.unique(np.linspace(0, size - 1, most).round().astype(np.int64))


# --- new classes ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NoveltyPoint:
    """How well new classes would be told apart with one epsilon.

    Attributes
    ----------
    epsilon : float
        The threshold.
    precision : float or None
        Share of true new classes among the suggested ones; None when none would be suggested.
    recall : float
        Share of the new classes that would be noticed.
    """

    epsilon: float
    precision: float | None
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 when none would be suggested."""
        if not self.precision:
            return 0.0
        return 2.0 * self.precision * self.recall / (self.precision + self.recall)


@dataclass(frozen=True, slots=True)
class NoveltyCurve:
    """Precision against recall of new-class detection over all thresholds.

    Attributes
    ----------
    epsilon, precision, recall : ndarray, shape (m,), float64
        One point for each set of images that a threshold can call new, from the largest epsilon
        (low recall) to the smallest (all images, recall 1).
    average_precision : float
        Precision averaged over the steps of recall, as in the area under the curve.
    chance : float
        pi, the share of images that found a class: the precision of calling every image new.
    """

    epsilon: Floats
    precision: Floats
    recall: Floats
    average_precision: float
    chance: float


def novelty_curve(own: Floats, other: Floats, chance: float) -> NoveltyCurve | None:
    """Return the curve that labelled images give (``NoveltyEvidence``).

    Each image counts twice: at its score without itself, as an image of a known class, and at its
    score without its class, as what it would have been had its class been new. The two kinds are
    weighted by ``chance``.

    Parameters
    ----------
    own, other : ndarray, shape (n,), float64
        The two distances; NaN where there is none.
    chance : float
        pi, the share of images that found a class, within (0, 1].

    Returns
    -------
    NoveltyCurve or None
        None when one of the two kinds is missing.
    """
    known, new = np.sort(own[~np.isnan(own)]), np.sort(other[~np.isnan(other)])
    if not len(known) or not len(new):
        return None
    levels = np.unique(np.concatenate((known, new)))
    # Half-way between two distances that occur, as the automatic epsilon is; below the smallest
    # one every image is called new.
    thresholds = np.concatenate((((levels[:-1] + levels[1:]) / 2)[::-1], [levels[0] / 2]))
    recall = _share_beyond(new, thresholds)
    alarms = _share_beyond(known, thresholds)
    called = chance * recall + (1.0 - chance) * alarms
    precision = np.divide(chance * recall, called, out=np.zeros_like(recall), where=called > 0)
    steps = np.diff(recall, prepend=0.0)
    return NoveltyCurve(thresholds, precision, recall, float((steps * precision).sum()), chance)


def novelty_point(own: Floats, other: Floats, chance: float, epsilon: float) -> NoveltyPoint | None:
    """Return the point of one epsilon; None when one of the two kinds of distance is missing.

    Parameters are those of :func:`novelty_curve`.
    """
    known, new = own[~np.isnan(own)], other[~np.isnan(other)]
    if not len(known) or not len(new):
        return None
    recall = float(np.count_nonzero(new > epsilon)) / len(new)
    alarms = float(np.count_nonzero(known > epsilon)) / len(known)
    called = chance * recall + (1.0 - chance) * alarms
    return NoveltyPoint(epsilon, chance * recall / called if called > 0 else None, recall)


def _sums(flags: Flags) -> Ints:
    sums: Ints = np.concatenate((np.zeros(1, np.int64), np.cumsum(flags, dtype=np.int64)))
    return sums


def _share_beyond(ordered: Floats, thresholds: Floats) -> Floats:
    share: Floats = 1.0 - np.searchsorted(ordered, thresholds, side="right") / len(ordered)
    return share
