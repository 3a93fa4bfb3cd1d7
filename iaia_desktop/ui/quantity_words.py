"""Quantities in words: how long ago, how long still, how large."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

_MINUTE_S = 60
_HOUR_S = 3600
_DAY_S = 86400


def _words(one: str, many: str, count: int) -> str:
    text = QCoreApplication.translate("QuantityWords", one if count == 1 else many)
    return text.format(n=count)


def time_ago(seconds: float) -> str:
    """Return how long ago something was, as people say it.

    Parameters
    ----------
    seconds : float
        Since then; less than a minute, and the future, are "just now".
    """
    if seconds < _MINUTE_S:
        return QCoreApplication.translate("QuantityWords", "just now")
    if seconds < _HOUR_S:
        return _words("1 minute ago", "{n} minutes ago", int(seconds // _MINUTE_S))
    if seconds < _DAY_S:
        return _words("1 hour ago", "{n} hours ago", int(seconds // _HOUR_S))
    days = int(seconds // _DAY_S)
    if days == 1:
        return QCoreApplication.translate("QuantityWords", "yesterday")
    if days < 14:
        return _words("1 day ago", "{n} days ago", days)
    if days < 60:
        return _words("1 week ago", "{n} weeks ago", days // 7)
    if days < 730:
        return _words("1 month ago", "{n} months ago", days // 30)
    return _words("1 year ago", "{n} years ago", days // 365)


def time_left(seconds: float) -> str:
    """Return how long something will take, coarsely: "40 s", "3 min", "2 h 5 min".

    Parameters
    ----------
    seconds : float
        Until the end; not negative.
    """
    if seconds < 90:
        return QCoreApplication.translate("QuantityWords", "{n} s").format(n=max(1, round(seconds)))
    minutes = round(seconds / _MINUTE_S)
    if minutes < 90:
        return QCoreApplication.translate("QuantityWords", "{n} min").format(n=minutes)
    hours, rest = divmod(minutes, 60)
    if hours < 10 and rest:
        return QCoreApplication.translate("QuantityWords", "{h} h {n} min").format(h=hours, n=rest)
    whole = round(minutes / 60)
    return QCoreApplication.translate("QuantityWords", "{n} h").format(n=whole)


def bytes_text(size: int) -> str:
    """Return a size in kB, MB or GB (powers of 1,000)."""
    if size < 1000:
        return QCoreApplication.translate("QuantityWords", "{n} bytes").format(n=size)
    amount = float(size)
    for unit in ("kB", "MB", "GB"):
        amount /= 1000
        if amount < 999.5:
            return f"{amount:.2g} {unit}" if amount < 10 else f"{amount:.0f} {unit}"
    return f"{amount / 1000:.2g} TB"
