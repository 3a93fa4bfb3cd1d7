"""The settings of the method, and how they are written down."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeGuard, TypeVar

from iaia_desktop.core.types import Distance

Choice = TypeVar("Choice", bound=enum.StrEnum)


class EpsilonMode(enum.StrEnum):
    """Where the threshold of new-class detection comes from."""

    AUTOMATIC = "automatic"
    NONE = "none"
    FIXED = "fixed"


class RankerChoice(enum.StrEnum):
    """Which classifier ranks the classes for an image.

    PROTOTYPE is the paper's; AUTO goes by the one that is best on the person's own answers.
    """

    AUTO = "auto"
    PROTOTYPE = "prototype"
    LEARNED = "learned"
    DISCRIMINANT = "discriminant"
    NEIGHBOURS = "neighbours"
    KERNEL = "kernel"
    GRAPH = "graph"
    MIX = "mix"


@dataclass(frozen=True, slots=True)
class Method:
    """The settings of the method.

    Attributes
    ----------
    distance : Distance
        Cosine is the paper's default.
    epsilon_mode : EpsilonMode
        AUTOMATIC works epsilon out from the person's own answers, NONE never suggests a new class
        while a class exists, FIXED uses ``epsilon``.
    epsilon : float
        The number for FIXED, 0 or more: with the paper's ranker a distance to a prototype, with
        the others a novelty (core/novelty_guide.py).
    normalise : bool
        Whether embeddings are L2-normalised before they are averaged.
    learn_from_machine : bool
        Whether the machine's labels move prototypes (the paper's self-labelling).
    ranker : RankerChoice
        Which classifier ranks the classes.
    """

    distance: Distance = Distance.COSINE
    epsilon_mode: EpsilonMode = EpsilonMode.AUTOMATIC
    epsilon: float = 0.3
    normalise: bool = True
    learn_from_machine: bool = False
    ranker: RankerChoice = RankerChoice.AUTO

    def __post_init__(self) -> None:
        if not _is_epsilon(self.epsilon):
            raise ValueError(f"epsilon is a distance of 0 or more, not {self.epsilon}")

    def as_json(self) -> dict[str, str | float | bool]:
        """Return the settings as JSON values."""
        return {
            "distance": self.distance.value,
            "epsilon_mode": self.epsilon_mode.value,
            "epsilon": self.epsilon,
            "normalise": self.normalise,
            "learn_from_machine": self.learn_from_machine,
            "ranker": self.ranker.value,
        }

    @classmethod
    def from_json(cls, raw: object, default: Method) -> Method:
        """Return the settings that :meth:`as_json` wrote; what is missing or odd is the default."""
        if not isinstance(raw, Mapping):
            return default
        values: Mapping[str, object] = raw
        epsilon = values.get("epsilon")
        mode = _choice(EpsilonMode, values.get("epsilon_mode"), default.epsilon_mode)
        ranker = default.ranker
        if "ranker" not in values and values.get("epsilon_mode") == EpsilonMode.FIXED:
            # Written before there was a choice: the number was a distance to a prototype.
            ranker = RankerChoice.PROTOTYPE
        return cls(
            distance=_choice(Distance, values.get("distance"), default.distance),
            epsilon_mode=mode,
            epsilon=float(epsilon) if _is_epsilon(epsilon) else default.epsilon,
            normalise=_switch(values.get("normalise"), default.normalise),
            learn_from_machine=_switch(
                values.get("learn_from_machine"), default.learn_from_machine
            ),
            ranker=_choice(RankerChoice, values.get("ranker"), ranker),
        )


def _is_epsilon(value: object) -> TypeGuard[int | float]:
    if isinstance(value, float):
        return value >= 0
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53


def _choice(kind: type[Choice], value: object, default: Choice) -> Choice:
    return next((member for member in kind if member.value == value), default)


def _switch(value: object, default: bool) -> bool:
    return value if isinstance(value, bool) else default
