"""What a simulation found: every step of it, and the figures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.epsilon_rule import FALSE_NEW_KEYS, MISSED_NEW_KEYS
from iaia_desktop.experiments.settings import SimulationSettings

Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Confusion = tuple[tuple[float, float], tuple[float, float]]

NO_CLASS = -1
"""Stands in ``predicted`` and ``label`` for: no class of the data set."""

AVERAGED = (
    "accuracy",
    "accuracy_all",
    "precision",
    "recall",
    "f1",
    "new_class_keys",
    "human_decisions",
    "machine_decisions",
    "asked",
    "final_label_accuracy",
)
"""The figures of which repeats give a mean and a standard deviation."""


@dataclass(frozen=True, slots=True, eq=False)
class SimulationResult:
    """One pass over a stream of n images; arrays hold one entry a step, in order of the stream.

    Attributes
    ----------
    name : str
        Of the data set, for titles.
    encoder_id : str or None
        The encoder of the embeddings, where it is known.
    settings : SimulationSettings
        Of this pass.
    seed : int
        Of this pass.
    class_names : tuple of str
        What ``truth``, ``predicted`` and ``label`` count into.
    domain_names : tuple of str
        What ``domain`` counts into; empty for a data set without domains.
    rows : ndarray, shape (n,), int64
        Rows of the data set.
    truth : ndarray, shape (n,), int64
        The true class k.
    predicted : ndarray, shape (n,), int64
        The nearest class k_hat, also where "new class" was suggested; -1 for an empty memory, and
        for a class that the machine founded and no human has named yet.
    label : ndarray, shape (n,), int64
        The label that the image has at the end; -1 for none that anybody has named.
    was_new : ndarray, shape (n,), bool
        nc: the first image of its true class in the stream.
    predicted_new : ndarray, shape (n,), bool
        nc_hat: "new class" was suggested.
    correct : ndarray, shape (n,), bool
        The suggestion (``predicted``, or "new class") was the truth.
    distance : ndarray, shape (n,), float64
        To the nearest prototype; NaN for an empty memory.
    human : ndarray, shape (n,), bool
        The human decided: drawn for it, or asked.
    asked : ndarray, shape (n,), bool
        The human decided though the image was not drawn: it lay beyond epsilon.
    domain : ndarray, shape (n,), int64
        The domain of the image; all 0 without domains.
    confusion : tuple
        C(nc, nc_hat): ((old-old, old-new), (new-old, new-new)), rows truth, columns suggestion.
    accuracy, accuracy_all, precision, recall : float or None
        Of Algorithm 1, step 4; ``accuracy`` does not count first images of a class. None where
        there is nothing to count.
    seconds : float
        What the pass took by the clock.
    novelty : ndarray, shape (n,), float64, or None
        What an automatic epsilon was compared with, NaN for an empty memory; None without one.
    """

    name: str
    encoder_id: str | None
    settings: SimulationSettings
    seed: int
    class_names: tuple[str, ...]
    domain_names: tuple[str, ...]
    rows: Numbers
    truth: Numbers
    predicted: Numbers
    label: Numbers
    was_new: Flags
    predicted_new: Flags
    correct: Flags
    distance: Floats
    human: Flags
    asked: Flags
    domain: Numbers
    confusion: Confusion
    accuracy: float | None
    accuracy_all: float | None
    precision: float | None
    recall: float | None
    seconds: float
    novelty: Floats | None = None

    @property
    def images(self) -> int:
        """How many images the pass saw."""
        return len(self.truth)

    @property
    def classes(self) -> int:
        """How many true classes occurred in the stream."""
        return len(np.unique(self.truth))

    @property
    def human_decisions(self) -> int:
        """How many images the human decided, those asked about included."""
        return int(np.count_nonzero(self.human))

    @property
    def machine_decisions(self) -> int:
        """How many images the machine decided."""
        return self.images - self.human_decisions

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall of "new class"; None without a new class."""
        (_, alarms), (misses, hits) = self.confusion
        return 2 * hits / (2 * hits + alarms + misses) if hits + misses else None

    @property
    def new_class_keys(self) -> float:
        """What saying "new class" cost, in keys an image against never saying it; below 0 it saved.

        A false one costs 2 keys, a true one saves 1 (core/epsilon_rule.py). The first image, which
        founds a class in any case, does not count.
        """
        (_, alarms), (_, hits) = self.confusion
        return (FALSE_NEW_KEYS * alarms - MISSED_NEW_KEYS * max(0, hits - 1)) / self.images

    @property
    def final_label_accuracy(self) -> float:
        """Share of images whose label is the truth at the end."""
        return float(np.mean(self.label == self.truth))

    @property
    def domain_changes(self) -> Numbers:
        """The steps at which another domain begins than that of the step before, ascending."""
        changes: Numbers = np.flatnonzero(self.domain[1:] != self.domain[:-1]) + 1
        return changes

    def figures(self) -> dict[str, object]:
        """Return the figures of the pass as JSON values; all but ``seconds`` are deterministic."""
        return {
            "images": self.images,
            "classes": self.classes,
            "accuracy": self.accuracy,
            "accuracy_all": self.accuracy_all,
            "confusion": [list(row) for row in self.confusion],
            "precision": self.precision,
            "recall": self.recall,
            "f1": self.f1,
            "new_class_keys": self.new_class_keys,
            "human_decisions": self.human_decisions,
            "machine_decisions": self.machine_decisions,
            "asked": int(np.count_nonzero(self.asked)),
            "final_label_accuracy": self.final_label_accuracy,
            "seconds": round(self.seconds, 3),
        }
