"""Which ranker to go by: exponential weights with a fixed share, on the person's own answers.

Before an image is learnt, every ranker says what it would suggest; the answer then costs each
ranker that was wrong a factor, and a small share of all weight is dealt out anew, so that the best
ranker of the moment comes to the top within few answers of a change. The mistakes of the leader
exceed those of the best sequence of rankers by O(log) of their number for each switch.

Source: Herbster and Warmuth, "Tracking the best expert", Machine Learning 32, 1998.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.types import ClassId

WINDOW = 1_000
"""Answers that the weights follow from; older ones have been dealt out anew long since."""

_LEARNING_RATE = 0.4
_SHARE = 0.01

Votes = Mapping[str, ClassId]
"""What each ranker would have suggested, by its name."""


class RankerRecord:
    """Keep every ranker's record on the person's answers, by image.

    Everything follows from the answers in force and their order, so that an answer which is taken
    back leaves no trace.

    Parameters
    ----------
    prior : mapping of str to float
        The rankers, and how much each is trusted before any answer.
    """

    def __init__(self, prior: Mapping[str, float]) -> None:
        self._names = tuple(prior)
        start = np.array([prior[name] for name in self._names], dtype=np.float64)
        self._start = start / start.sum()
        self._answers: dict[int, tuple[Votes, ClassId]] = {}
        self._aside: set[int] = set()
        self._right: Counter[str] = Counter()
        self._asked: Counter[str] = Counter()
        self._wrong: dict[int, int] = {}
        self._steps: dict[int, npt.NDArray[np.float64]] = {}
        self._weights: dict[str, float] | None = None

    def __len__(self) -> int:
        return len(self._answers) - len(self._aside)

    def __contains__(self, image_id: object) -> bool:
        return image_id in self._answers and image_id not in self._aside

    def note(self, image_id: int, votes: Votes, truth: ClassId) -> None:
        """Take in an answer, or replace the one about the same image in its place.

        The votes are kept as they are, not to be changed by the caller.
        """
        self.set_aside(image_id)
        self._answers[image_id] = (votes, truth)
        self._aside.discard(image_id)
        self._count(image_id, 1)

    def note_stored(self, answers: Sequence[tuple[int, Votes, ClassId]]) -> None:
        """Take in answers about images of which none is known yet; quick for 100,000 of them.

        Equal votes should be one object: what they say is then looked at only once.
        """
        places: dict[int, int] = {}
        distinct: list[Votes] = []
        index = np.empty(len(answers), dtype=np.intp)
        for row, (image_id, votes, truth) in enumerate(answers):
            self._answers[image_id] = (votes, truth)
            place = places.get(id(votes))
            if place is None:
                place = places[id(votes)] = len(distinct)
                distinct.append(votes)
            index[row] = place
        truths = np.array([truth for _, _, truth in answers], dtype=np.int64)
        for name in {name for votes in distinct for name in votes}:
            said = np.array([votes.get(name, 0) for votes in distinct], dtype=np.int64)[index]
            self._asked[name] += int(np.count_nonzero(said))
            self._right[name] += int(np.count_nonzero(said == truths))
        self._weights = None

    def set_aside(self, image_id: int) -> None:
        """Count an answer no more, and keep its place for when it counts again."""
        if image_id in self:
            self._count(image_id, -1)
            self._aside.add(image_id)

    def forget(self, image_id: int) -> None:
        """Take an answer back; nothing happens when there is none."""
        self.set_aside(image_id)
        self._answers.pop(image_id, None)
        self._aside.discard(image_id)

    def accuracy(self, name: str) -> float | None:
        """Return the share of answers that a ranker foresaw; None before the first."""
        return self._right[name] / self._asked[name] if self._asked[name] else None

    def weights(self) -> Mapping[str, float]:
        """Return the weight of each ranker, summing to 1."""
        if self._weights is None:
            self._weights = self._worked_out()
        return self._weights

    def leader(self) -> str:
        """Return the ranker with the most weight; of equals the one named first."""
        weights = self.weights()
        return max(self._names, key=lambda name: weights[name])

    def _count(self, image_id: int, step: int) -> None:
        votes, truth = self._answers[image_id]
        self._wrong.pop(image_id, None)
        for name, said in votes.items():
            self._asked[name] += step
            self._right[name] += step * (said == truth)
        self._weights = None

    def _worked_out(self) -> dict[str, float]:
        newest_first = (number for number in reversed(self._answers) if number not in self._aside)
        window = list(islice(newest_first, WINDOW))
        weights = self._start
        if window:
            # An answer multiplies the weights by a matrix, up to their sum: what was dealt out
            # anew included. So their product can be taken pair by pair.
            erred = np.array([self._who_erred(image_id) for image_id in window])
            found, steps = np.unique(erred, return_inverse=True)
            matrices = np.stack([self._step(wrong) for wrong in found.tolist()])[steps]
            while len(matrices) > 1:
                # Newest first, so each matrix stands left of those that came before it.
                rest = matrices[len(matrices) & ~1 :]
                matrices = np.concatenate([matrices[:-1:2] @ matrices[1::2], rest])
            weights = matrices[0] @ self._start
            weights /= weights.sum()
        return dict(zip(self._names, weights.tolist(), strict=True))

    def _who_erred(self, image_id: int) -> int:
        """Return the rankers that were wrong about an image, a bit for each."""
        wrong = self._wrong.get(image_id)
        if wrong is None:
            votes, truth = self._answers[image_id]
            # A ranker that said nothing yet is neither praised nor blamed.
            erred = (votes.get(name, truth) != truth for name in self._names)
            wrong = self._wrong[image_id] = sum(bit << place for place, bit in enumerate(erred))
        return wrong

    def _step(self, wrong: int) -> npt.NDArray[np.float64]:
        """Return the matrix that turns weights into those after an answer, up to their sum."""
        known = self._steps.get(wrong)
        if known is not None:
            return known
        bits = np.array([wrong >> place & 1 for place in range(len(self._names))])
        kept = np.exp(-_LEARNING_RATE * bits)
        result: npt.NDArray[np.float64] = (1.0 - _SHARE) * np.diag(kept) + _SHARE * np.outer(
            self._start, kept
        )
        self._steps[wrong] = result
        return result
