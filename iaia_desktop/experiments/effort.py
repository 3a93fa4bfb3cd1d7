"""What labelling takes: the settings of a run of the perfect annotator, and its figures.

The rules are those of :mod:`iaia_desktop.experiments.perfect_annotator`.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field

from iaia_desktop.core.method import EpsilonMode, Method, RankerChoice
from iaia_desktop.core.orders import OrderChoice
from iaia_desktop.core.pages import DEFAULT_PAGE_SIZE
from iaia_desktop.core.types import Distance
from iaia_desktop.experiments.settings import Order, SimulationSettings


class Protocol(enum.StrEnum):
    """How images are put before the annotator."""

    ONE = "one"
    PAGES = "pages"


@dataclass(frozen=True, slots=True)
class EffortSettings:
    """The settings of a run; the seed comes apart from them.

    Attributes
    ----------
    protocol : Protocol
        One image at a time, or pages.
    page_size : int
        Images on a page at most.
    ranker : RankerChoice
        Which ranker speaks.
    order : Order or OrderChoice
        The stream, or an order of the window: one image at a time only.
    distance, epsilon_mode, epsilon, normalise
        As in the method.
    limit : int or None
        How many images of the stream are used; all when None.
    """

    protocol: Protocol = Protocol.PAGES
    page_size: int = DEFAULT_PAGE_SIZE
    ranker: RankerChoice = RankerChoice.AUTO
    order: Order | OrderChoice = Order.SHUFFLE
    distance: Distance = Distance.COSINE
    epsilon_mode: EpsilonMode = EpsilonMode.AUTOMATIC
    epsilon: float = 0.3
    normalise: bool = True
    limit: int | None = None

    def __post_init__(self) -> None:
        if self.page_size < 1:
            raise ValueError(f"a page has at least one image, not {self.page_size}")

    def method(self) -> Method:
        """Return the settings of the method."""
        return Method(
            distance=self.distance,
            epsilon_mode=self.epsilon_mode,
            epsilon=self.epsilon,
            normalise=self.normalise,
            ranker=self.ranker,
        )

    def stream(self) -> SimulationSettings:
        """Return what decides which images are used, and which comes first."""
        order = self.order if isinstance(self.order, Order) else Order.SHUFFLE
        return SimulationSettings(order=order, limit=self.limit)

    def as_json(self) -> dict[str, str | float | bool | None]:
        """Return the settings as JSON values, named as the options of the command line."""
        return {
            "protocol": self.protocol.value,
            "page_size": self.page_size,
            "ranker": self.ranker.value,
            "order": self.order.value,
            "distance": self.distance.value,
            "epsilon": (
                self.epsilon
                if self.epsilon_mode is EpsilonMode.FIXED
                else {"automatic": "auto"}.get(self.epsilon_mode.value, self.epsilon_mode.value)
            ),
            "faithful": not self.normalise,
            "limit": self.limit,
        }


@dataclass(slots=True)
class EffortResult:
    """What a run took.

    Attributes
    ----------
    images : int
        Labelled.
    actions, pages, page_images, corrections, singles, names : int
        Actions in all; pages confirmed, the images on them, and the tiles corrected; images decided
        one at a time; classes named.
    right : int
        Images whose label is their true class at the end.
    accuracy : float or None
        Running accuracy of the suggestions, first images of a class not counted.
    rankers : dict
        The same for every ranker, on the images for which there were rankers.
    false_new, missed_new : int
        Single images that were wrongly called new, and new ones that were not.
    leader : str
        The ranker that speaks at the end.
    """

    images: int = 0
    actions: int = 0
    pages: int = 0
    page_images: int = 0
    corrections: int = 0
    singles: int = 0
    names: int = 0
    right: int = 0
    accuracy: float | None = None
    rankers: dict[str, float | None] = field(default_factory=dict)
    false_new: int = 0
    missed_new: int = 0
    leader: str = ""

    @property
    def actions_per_image(self) -> float:
        """Actions for each image."""
        return self.actions / max(self.images, 1)

    def figures(self) -> dict[str, object]:
        """Return the figures as JSON values."""
        return {
            "images": self.images,
            "actions_per_image": self.actions_per_image,
            "accuracy": self.accuracy,
            "final_label_accuracy": self.right / max(self.images, 1),
            "actions": self.actions,
            "pages": self.pages,
            "page_images": self.page_images,
            "corrected_tiles": self.corrections,
            "single_images": self.singles,
            "names": self.names,
            "false_new": self.false_new,
            "missed_new": self.missed_new,
            "ranker_accuracy": self.rankers,
            "leader": self.leader,
        }
