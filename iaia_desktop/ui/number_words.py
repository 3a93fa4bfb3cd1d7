"""Figures as they stand on the screen: shares, rates, and a dash for what is not known."""

from __future__ import annotations

import math

UNKNOWN = "\N{EN DASH}"
"""Stands for a figure that there is not."""


def share_text(share: float | None) -> str:
    """Return a share as a percentage: "72.4 %", and "100 %" or "0 %" only when that is exact.

    Parameters
    ----------
    share : float or None
        0 to 1; a dash stands for None and NaN.
    """
    if share is None or math.isnan(share):
        return UNKNOWN
    percent = 100.0 * share
    if percent in {0.0, 100.0}:
        return f"{percent:.0f} %"
    if percent < 0.1:
        return f"{percent:.1g} %" if percent >= 0.001 else "<0.001 %"
    return f"{min(percent, 99.9):.1f} %"


def rate_text(rate: float | None) -> str:
    """Return a rate with two or three figures that count: "0.42", "8.3", "24", "1,240"."""
    if rate is None:
        return UNKNOWN
    if rate and rate < 1:
        return f"{rate:.2g}"
    return f"{rate:.1f}" if rate < 10 else f"{rate:,.0f}"


def clock_text(minutes: float) -> str:
    """Return a time of work as minutes and seconds: "3:20"; from an hour on, "1:03:20"."""
    seconds = round(60 * minutes)
    whole, rest = divmod(seconds, 60)
    hours, whole = divmod(whole, 60)
    return f"{hours}:{whole:02}:{rest:02}" if hours else f"{whole}:{rest:02}"
