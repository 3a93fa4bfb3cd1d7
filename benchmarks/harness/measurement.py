"""What a row of the performance table says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Target:
    """What a figure should be.

    Attributes
    ----------
    limit : float
        In the unit of the measurement.
    at_most : bool
        Whether the figure should not pass the limit; else it should reach it.
    """

    limit: float
    at_most: bool = True

    def is_met(self, value: float) -> bool:
        """Tell whether a figure is as it should be."""
        return value <= self.limit if self.at_most else value >= self.limit


@dataclass(frozen=True, slots=True)
class Measurement:
    """One figure of the performance table.

    Attributes
    ----------
    what : str
        What was measured, for the table.
    value : float
        The figure.
    unit : str
        ``s``, ``ms``, ``MB``, ``images/s``, ``x`` …
    target : Target or None
        What it should be; None for a figure that only explains another one.
    baseline : float or None
        The same unit, measured in the same run.
    baseline_what : str
        What the baseline is.
    note : str
        What a reader has to know, in a few words.
    details : mapping of str to float or str
        More figures, for the JSON file.
    """

    what: str
    value: float
    unit: str
    target: Target | None = None
    baseline: float | None = None
    baseline_what: str = ""
    note: str = ""
    details: Mapping[str, float | str] = field(default_factory=dict)

    @property
    def ratio(self) -> float | None:
        """The figure over its baseline; None without one."""
        return None if not self.baseline else self.value / self.baseline

    @property
    def met(self) -> bool | None:
        """Whether the target is reached; None without one."""
        return None if self.target is None else self.target.is_met(self.value)
