"""A check of what the machine would label: a frozen list, a random order, and what it proves.

The list holds the surest images with the class that the model gave each at one moment. The person
checks them in a random order, one answer each. At numbers of answers that are fixed beforehand
(looks), the bound of :mod:`iaia_desktop.core.error_bound` says how many errors may be left unseen.

The bound survives looking at it again and again: what is shown changes at the looks only, and each
look, of each round, has a share of the risk of its own; the shares of all rounds that there may
ever be add up to no more than the whole (a union bound with decreasing shares).
"""

from __future__ import annotations

import base64
import enum
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.error_bound import most_missed

Whole = npt.NDArray[np.int64]

FIRST_SHARE = 0.8
"""Share of the risk that the first look, and the first round, may use; the next ones get the same
share of what is then left."""


class Answer(enum.IntEnum):
    """What the person says about an image of the list."""

    NONE = 0
    RIGHT = 1
    WRONG = 2


@dataclass(frozen=True, slots=True)
class Look:
    """A number of answers at which the bound is worked out.

    Attributes
    ----------
    checked : int
        Answers.
    found : int
        Errors among them that the list may have before it is cut.
    risk : float
        Chance that the bound of this look is wrong.
    """

    checked: int
    found: int
    risk: float


@dataclass(frozen=True, slots=True)
class Certificate:
    """What the answers prove.

    Attributes
    ----------
    prefix : int
        So many of the surest images it is about.
    missed : int
        At most so many errors are among those of them that nobody checked.
    checked : int
        Answers of the look.
    checked_within : int
        Those of them inside the prefix.
    found_within : int
        Errors among these.
    """

    prefix: int
    missed: int
    checked: int
    checked_within: int
    found_within: int

    @property
    def estimate(self) -> float:
        """Estimated share of errors in the prefix: (found + 1/2) / (checked + 1).

        The mean of the posterior under Jeffreys' prior: never nought, as the truth may not be.
        """
        return (self.found_within + 0.5) / (self.checked_within + 1)


@dataclass(frozen=True, slots=True, eq=False)
class Audit:
    """One round of checks.

    Attributes
    ----------
    round_number : int
        From 1; every round started in a session counts, whatever became of it.
    confidence : float
        Of all rounds together, for instance 0.9.
    image_ids : ndarray, shape (m,), int64
        The list, surest first.
    class_ids : ndarray, shape (m,), int64
        The class that the model gave each of them.
    order : ndarray, shape (c,), int64
        Places in the list in the random order in which they are checked, as far as the last look.
    looks : tuple of Look
        Ascending by answers.
    """

    round_number: int
    confidence: float
    image_ids: Whole
    class_ids: Whole
    order: Whole
    looks: tuple[Look, ...]

    def __post_init__(self) -> None:
        if self.image_ids.shape != self.class_ids.shape:
            raise ValueError("every image of the list has one class")
        places = set(self.order.tolist())
        if len(places) != len(self.order) or not places <= set(range(len(self.image_ids))):
            raise ValueError("the order holds places of the list, each once")
        sizes = [look.checked for look in self.looks]
        if not sizes or sizes != sorted(set(sizes)) or sizes[-1] > len(self.order):
            raise ValueError("looks ascend, up to the length of the order")

    def __len__(self) -> int:
        return len(self.image_ids)

    def answered(self, answers: Sequence[Answer]) -> int:
        """Return how many images of the order are answered without a gap.

        Parameters
        ----------
        answers : sequence of Answer
            Along the order.
        """
        for place, answer in enumerate(answers):
            if answer is Answer.NONE:
                return place
        return len(answers)

    def next_look(self, answered: int) -> Look | None:
        """Return the first look that so many answers do not reach yet, or None."""
        return next((look for look in self.looks if look.checked > answered), None)

    def certificates(self, answers: Sequence[Answer]) -> list[Certificate]:
        """Return what the looks that are reached prove, each for itself.

        All hold at the same time, with the risks of the looks added.

        Parameters
        ----------
        answers : sequence of Answer
            Along the order.
        """
        answered = self.answered(answers)
        proved = []
        for look in self.looks:
            if look.checked > answered:
                break
            checked = self.order[: look.checked]
            wrong = np.array([answer is Answer.WRONG for answer in answers[: look.checked]])
            errors = np.sort(checked[wrong])
            prefix = len(self) if len(errors) <= look.found else int(errors[look.found])
            proved.append(
                Certificate(
                    prefix=prefix,
                    missed=most_missed(len(self), look.checked, look.found, look.risk),
                    checked=look.checked,
                    checked_within=int((checked < prefix).sum()),
                    found_within=int((errors < prefix).sum()),
                )
            )
        return proved

    def as_json(self) -> dict[str, object]:
        """Return the round as JSON values."""
        return {
            "round": self.round_number,
            "confidence": self.confidence,
            "images": _packed(self.image_ids),
            "classes": _packed(self.class_ids),
            "order": _packed(self.order),
            "looks": [[look.checked, look.found, look.risk] for look in self.looks],
        }

    @classmethod
    def from_json(cls, raw: object) -> Audit | None:
        """Return the round that :meth:`as_json` wrote; None when it makes no sense."""
        if not isinstance(raw, Mapping):
            return None
        try:
            return cls(
                int(raw["round"]),
                float(raw["confidence"]),
                _unpacked(raw["images"]),
                _unpacked(raw["classes"]),
                _unpacked(raw["order"]),
                tuple(
                    Look(int(checked), int(found), float(risk))
                    for checked, found, risk in raw["looks"]
                ),
            )
        except (KeyError, TypeError, ValueError, zlib.error):
            return None


def share_of_risk(place: int) -> float:
    """Return the share of the risk that round or look number ``place`` may use, from 1.

    A geometric series, so that there may be any number of them: all shares add up to 1.
    """
    if place < 1:
        raise ValueError(f"rounds count from 1, not from {place}")
    return FIRST_SHARE * (1 - FIRST_SHARE) ** (place - 1)


def _packed(numbers: Whole) -> str:
    return base64.b64encode(zlib.compress(numbers.astype("<i4").tobytes(), 6)).decode("ascii")


def _unpacked(text: str) -> Whole:
    data = zlib.decompress(base64.b64decode(text, validate=True))
    return np.frombuffer(data, dtype="<i4").astype(np.int64)
