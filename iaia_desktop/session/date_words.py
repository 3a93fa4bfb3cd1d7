"""A moment as people write it: its day and its time."""

from __future__ import annotations

import datetime as dt

from iaia_desktop.core.saying import Saying

_MONTHS = (
    Saying("January"),
    Saying("February"),
    Saying("March"),
    Saying("April"),
    Saying("May"),
    Saying("June"),
    Saying("July"),
    Saying("August"),
    Saying("September"),
    Saying("October"),
    Saying("November"),
    Saying("December"),
)

_UNKNOWN = Saying("an unknown time")


def day_and_time_words(moment: dt.datetime) -> Saying:
    """Return a moment as "24 November 2026, 14:02".

    Parameters
    ----------
    moment : datetime
        In the time zone in which it is to be read.
    """
    return Saying(
        "{day} {month} {year}, {time}",
        day=moment.day,
        month=_MONTHS[moment.month - 1],
        year=moment.year,
        time=f"{moment:%H:%M}",
    )


def moment_words(seconds: float, now: dt.datetime | None = None) -> str:
    """Return a moment of today as "14:02", another one with its day.

    Parameters
    ----------
    seconds : float
        Since the epoch, UTC.
    now : datetime, optional
        With a time zone; the present by default.
    """
    now = now or dt.datetime.now().astimezone()
    try:
        moment = dt.datetime.fromtimestamp(seconds, now.tzinfo)
    except (OverflowError, ValueError, OSError):
        return _UNKNOWN
    if moment.date() == now.date():
        return f"{moment:%H:%M}"
    return day_and_time_words(moment)


def whole_moment_words(seconds: float) -> Saying:
    """Return a moment with its day and its time, on the clock of this machine.

    Parameters
    ----------
    seconds : float
        Since the epoch, UTC.
    """
    try:
        return day_and_time_words(dt.datetime.fromtimestamp(seconds).astimezone())
    except (OverflowError, ValueError, OSError):
        return _UNKNOWN
