"""Which images a person decides, and which ones the machine (the paper's supervision levels)."""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from iaia_desktop.core.types import ImageId


class SupervisionMode(enum.StrEnum):
    """For which images the person is asked.

    EVERY is the default. SHARE asks for a random share, as in section 3 of the paper. UNSURE asks
    where the machine is not sure enough.
    """

    EVERY = "every"
    SHARE = "share"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Supervision:
    """How much a person decides in one session.

    Attributes
    ----------
    mode : SupervisionMode
        For which images the person is asked.
    share : float
        For SHARE: the share of the images that a person decides, from 0 to 1.
    sureness : float
        For UNSURE: the person is asked below this confidence, from 0.5 to 1.
    seed : str
        Of the draw: the same image is drawn, or not, whenever its turn comes.
    """

    mode: SupervisionMode = SupervisionMode.EVERY
    share: float = 0.25
    sureness: float = 0.95
    seed: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1:
            raise ValueError(f"a share lies between 0 and 1, not at {self.share}")
        if not 0.5 <= self.sureness <= 1:
            raise ValueError(f"sureness lies between 0.5 and 1, not at {self.sureness}")

    def asks(self, image_id: ImageId, confidence: float | None) -> bool:
        """Return whether a person decides about an image whose turn it is.

        Parameters
        ----------
        image_id : ImageId
            The image.
        confidence : float or None
            Estimated chance that the suggestion is right; None when nobody knows.
        """
        if self.mode is SupervisionMode.EVERY:
            return True
        if self.mode is SupervisionMode.SHARE:
            return drawn(self.seed, image_id) < self.share
        return confidence is None or confidence < self.sureness

    def as_json(self) -> dict[str, str | float]:
        """Return the settings as JSON values."""
        return {
            "mode": self.mode.value,
            "share": self.share,
            "sureness": self.sureness,
            "seed": self.seed,
        }

    @classmethod
    def from_json(cls, raw: object) -> Supervision:
        """Return the settings that :meth:`as_json` wrote; asking for every image when odd."""
        if not isinstance(raw, Mapping):
            return cls()
        try:
            return cls(
                SupervisionMode(raw["mode"]),
                float(raw["share"]),
                float(raw["sureness"]),
                str(raw["seed"]),
            )
        except (KeyError, TypeError, ValueError):
            return cls()


def drawn(seed: str, image_id: ImageId) -> float:
    """Return a number from 0 to 1 (excluded), uniform over images, and always the same for one.

    A hash in place of a generator: undo, a restart and another order of the images find the same
    draw again.
    """
    digest = hashlib.blake2b(f"{seed}:{image_id}".encode(), digest_size=7).digest()
    return int.from_bytes(digest, "big") / 2**56
