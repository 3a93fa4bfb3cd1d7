"""The settings of a simulation."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from iaia_desktop.core.annotator import check_epsilon
from iaia_desktop.core.types import Distance


class Order(enum.StrEnum):
    """In which order the images of a data set come."""

    FILE = "file"
    SHUFFLE = "shuffle"
    DOMAIN = "domain"


class OnNew(enum.StrEnum):
    """What happens without the human to an image that lies beyond epsilon."""

    ASK = "ask"
    CREATE = "create"


@dataclass(frozen=True, slots=True)
class SimulationSettings:
    """The settings of a simulation; the seed comes apart from them.

    Attributes
    ----------
    distance : Distance
        How suggestions are ranked.
    epsilon : float or None
        The threshold of new-class detection; None never suggests a new class while there is one.
    automatic_epsilon : bool
        Whether the threshold is chosen before each image from those before it, as the window does,
        and compared with the novelty instead of the distance to the nearest prototype.
    order : Order
        The order of the stream; see :mod:`iaia_desktop.experiments.stream`.
    supervision : float
        The share of images that the human decides, from 0 to 1.
    on_new : OnNew
        What happens without the human to an image beyond epsilon.
    learn_from_machine : bool
        Whether labels that the machine gave move prototypes (the paper: yes).
    normalise : bool
        Whether embeddings are L2-normalised before they are averaged; no is the paper to the
        letter ("faithful").
    limit : int or None
        How many images of the stream are used; all when None.
    """

    distance: Distance = Distance.COSINE
    epsilon: float | None = None
    order: Order = Order.SHUFFLE
    supervision: float = 1.0
    on_new: OnNew = OnNew.ASK
    learn_from_machine: bool = True
    normalise: bool = True
    limit: int | None = None
    automatic_epsilon: bool = False

    def __post_init__(self) -> None:
        check_epsilon(self.epsilon)
        if self.automatic_epsilon and self.epsilon is not None:
            raise ValueError("epsilon is either a number or automatic")
        if not 0 <= self.supervision <= 1:
            raise ValueError(f"supervision is a share from 0 to 1, not {self.supervision}")
        if self.limit is not None and self.limit < 1:
            raise ValueError(f"at least one image is used, not {self.limit}")

    def as_json(self) -> dict[str, str | float | bool | None]:
        """Return the settings as JSON values, named as the options of the command line."""
        return {
            "distance": self.distance.value,
            "epsilon": "auto" if self.automatic_epsilon else self.epsilon,
            "order": self.order.value,
            "supervision": self.supervision,
            "on_new": self.on_new.value,
            "learn_from_machine": self.learn_from_machine,
            "faithful": not self.normalise,
            "limit": self.limit,
        }
