"""How good the suggestions are: A_class, the confusion matrix C, precision, recall, averages.

Source: Algorithm 1, step 4, of "Incremental Automatic Image Annotation" (Ital-IA 2023). The
recurrence A <- ((i - 1) / i) A + (1 / i) [k_hat = k] is the share of correct steps, which is
kept here as two counts so that steps may be taken out and put back in any order.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.types import ClassId

Series = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Step:
    """What was suggested for one image, and what was true.

    Attributes
    ----------
    predicted : ClassId or None
        The nearest class k_hat, also when "new class" was suggested; None with an empty memory.
    truth : ClassId
        The class k that the person gave.
    was_new : bool
        nc: the image founded its class (a first occurrence).
    predicted_new : bool
        nc_hat: "new class" was suggested.
    """

    predicted: ClassId | None
    truth: ClassId
    was_new: bool
    predicted_new: bool

    def __post_init__(self) -> None:
        if self.predicted is None and not self.predicted_new:
            raise ValueError("a step without a nearest class suggests a new one")

    @property
    def is_correct(self) -> bool:
        """Whether the suggestion, "new" where nc_hat is 1 and else k_hat, was the truth."""
        return self.was_new if self.predicted_new else self.predicted == self.truth


class StreamMetrics:
    """Measure a stream of steps; any step may be taken out or replaced later.

    Adding, removing and replacing cost O(1), and so do all figures but the moving average and
    the series.
    """

    def __init__(self) -> None:
        # None keeps the place of a step that is set aside.
        self._steps: dict[int, Step | None] = {}
        self._aside = 0
        self._correct = 0
        self._correct_repeats = 0
        self._repeats = 0
        self._confusion = [[0, 0], [0, 0]]

    def __len__(self) -> int:
        return len(self._steps) - self._aside

    def __contains__(self, step_id: object) -> bool:
        return isinstance(step_id, int) and self._steps.get(step_id) is not None

    @property
    def steps(self) -> Iterable[Step]:
        """The steps in order of addition."""
        return (step for step in self._steps.values() if step is not None)

    @property
    def step_ids(self) -> Iterable[int]:
        """The identities of the steps, in the same order."""
        return (number for number, step in self._steps.items() if step is not None)

    def step(self, step_id: int) -> Step:
        """Return a step; raises KeyError when there is none with this id."""
        step = self._steps[step_id]
        if step is None:
            raise KeyError(step_id)
        return step

    def add(self, step_id: int, step: Step) -> None:
        """Count a step, as the last one, or where it was set aside.

        Parameters
        ----------
        step_id : int
            Identity of the step, for instance the image's id.
        step : Step
            What happened.

        Raises
        ------
        ValueError
            When there is a step with this id already.
        """
        if step_id in self:
            raise ValueError(f"step {step_id} is counted already")
        self._aside -= step_id in self._steps
        self._steps[step_id] = step
        self._count(step, 1)

    def remove(self, step_id: int) -> Step:
        """Take a step out, and return it; raises KeyError when there is none with this id."""
        step = self.step(step_id)
        del self._steps[step_id]
        self._count(step, -1)
        return step

    def set_aside(self, step_id: int) -> None:
        """Count a step no longer, or not yet, but keep its place for the time it counts again."""
        step = self._steps.get(step_id)
        if step is not None:
            self._count(step, -1)
        if step is not None or step_id not in self._steps:
            self._steps[step_id] = None
            self._aside += 1

    def forget(self, step_id: int) -> None:
        """Give up a step and its place; harmless when there is neither."""
        if step_id in self:
            self.remove(step_id)
        elif step_id in self._steps:
            del self._steps[step_id]
            self._aside -= 1

    def replace(self, step_id: int, step: Step) -> Step:
        """Put another step into the place of one, and return the one that was there.

        Raises
        ------
        KeyError
            When there is none with this id.
        """
        before = self.step(step_id)
        self._steps[step_id] = step
        self._count(before, -1)
        self._count(step, 1)
        return before

    @property
    def accuracy(self) -> float | None:
        """Share of correct suggestions, first occurrences of a class not counted; None if none.

        This is the figure of the paper's tables: no suggestion can name a class that nobody
        has named yet.
        """
        return _share(self._correct_repeats, self._repeats)

    @property
    def accuracy_all(self) -> float | None:
        """Share of correct suggestions among all steps; None before the first.

        The suggestion of a first occurrence is correct when it was "new class".
        """
        return _share(self._correct, len(self))

    @property
    def confusion(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """C(nc, nc_hat): rows are the truth (old, new), columns the suggestion (old, new)."""
        old, new = self._confusion
        return (old[0], old[1]), (new[0], new[1])

    @property
    def precision(self) -> float | None:
        """Share of true new classes among the suggested ones; None when none was suggested."""
        (_, false_alarms), (_, hits) = self.confusion
        return _share(hits, hits + false_alarms)

    @property
    def recall(self) -> float | None:
        """Share of suggested new classes among the true ones; None when there was none."""
        (_, _), (misses, hits) = self.confusion
        return _share(hits, hits + misses)

    def moving_average(self, window: int) -> float | None:
        """Return the accuracy over the last steps, first occurrences among them not counted.

        Parameters
        ----------
        window : int
            How many steps to look back, at least 1. Costs O(window + steps set aside).

        Returns
        -------
        float or None
            None when there is no step to count.
        """
        _check_window(window)
        counted = [
            step.is_correct
            for step in islice(filter(None, reversed(self._steps.values())), window)
            if not step.was_new
        ]
        return _share(sum(counted), len(counted))

    def accuracy_series(self) -> Series:
        """Return :attr:`accuracy` as it stood after each step, for a plot.

        Returns
        -------
        ndarray, shape (steps,), float64
            In order of addition; NaN where nothing could be counted yet.
        """
        correct, counted = self._columns()
        return _shares(np.cumsum(correct & counted), np.cumsum(counted))

    def accuracy_all_series(self) -> Series:
        """Return :attr:`accuracy_all` as it stood after each step, shape (steps,), float64."""
        correct, _ = self._columns()
        return _shares(np.cumsum(correct), np.arange(1, len(correct) + 1))

    def moving_average_series(self, window: int) -> Series:
        """Return :meth:`moving_average` as it stood after each step.

        Parameters
        ----------
        window : int
            How many steps to look back, at least 1.

        Returns
        -------
        ndarray, shape (steps,), float64
            In order of addition; NaN where nothing could be counted.
        """
        _check_window(window)
        correct, counted = self._columns()
        return _shares(_windowed(correct & counted, window), _windowed(counted, window))

    def _count(self, step: Step, sign: int) -> None:
        self._correct += sign * step.is_correct
        self._confusion[step.was_new][step.predicted_new] += sign
        if not step.was_new:
            self._repeats += sign
            self._correct_repeats += sign * step.is_correct

    def _columns(self) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
        size = len(self)
        correct = np.fromiter((step.is_correct for step in self.steps), np.bool_, size)
        counted = np.fromiter((not step.was_new for step in self.steps), np.bool_, size)
        return correct, counted


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _shares(parts: npt.NDArray[np.int_], wholes: npt.NDArray[np.int_]) -> Series:
    undefined: Series = np.full(len(parts), np.nan)
    shares: Series = np.divide(parts, wholes, out=undefined, where=wholes > 0)
    return shares


def _windowed(flags: npt.NDArray[np.bool_], window: int) -> npt.NDArray[np.int_]:
    sums: npt.NDArray[np.int_] = np.concatenate(([0], np.cumsum(flags)))
    ends = np.arange(1, len(flags) + 1)
    windowed: npt.NDArray[np.int_] = sums[ends] - sums[np.maximum(ends - window, 0)]
    return windowed


def _check_window(window: int) -> None:
    if window < 1:
        raise ValueError(f"a window holds at least one step, not {window}")
