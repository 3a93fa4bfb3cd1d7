"""The settings of the method, and how they are written down."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from iaia_desktop.core.types import Distance


class EpsilonMode(enum.StrEnum):
    """Where the threshold of new-class detection comes from."""

    AUTOMATIC = "automatic"
    NONE = "none"
    FIXED = "fixed"


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
        The number for FIXED.
    normalise : bool
        Whether embeddings are L2-normalised before they are averaged.
    learn_from_machine : bool
        Whether the machine's labels move prototypes (the paper's self-labelling).
    """

    distance: Distance = Distance.COSINE
    epsilon_mode: EpsilonMode = EpsilonMode.AUTOMATIC
    epsilon: float = 0.3
    normalise: bool = True
    learn_from_machine: bool = False

    def as_json(self) -> dict[str, str | float | bool]:
        """Return the settings as JSON values."""
        return {
            "distance": self.distance.value,
            "epsilon_mode": self.epsilon_mode.value,
            "epsilon": self.epsilon,
            "normalise": self.normalise,
            "learn_from_machine": self.learn_from_machine,
        }

    @classmethod
    def from_json(cls, raw: object, default: Method) -> Method:
        """Return the settings that :meth:`as_json` wrote; what is missing or odd is the default."""
        if not isinstance(raw, Mapping):
            return default
        values: Mapping[str, Any] = raw
        try:
            return cls(
                distance=Distance(values.get("distance", default.distance)),
                epsilon_mode=EpsilonMode(values.get("epsilon_mode", default.epsilon_mode)),
                epsilon=float(values.get("epsilon", default.epsilon)),
                normalise=bool(values.get("normalise", default.normalise)),
                learn_from_machine=bool(
                    values.get("learn_from_machine", default.learn_from_machine)
                ),
            )
        except (TypeError, ValueError):
            return default
