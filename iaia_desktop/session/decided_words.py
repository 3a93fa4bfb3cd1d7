"""What is said when no image waits for a decision any more."""

from __future__ import annotations

from iaia_desktop.core.saying import Saying


def all_decided_words(unreadable: int, skipped: int) -> Saying:
    """Return that every image has its decision, and which ones have none that lasts.

    Parameters
    ----------
    unreadable : int
        Images without a decision, for nobody can see them.
    skipped : int
        Images left for later.
    """
    if unreadable and skipped:
        return Saying(
            "Every image that can be read has a decision; {unreadable:,} cannot be read; "
            "{skipped:,} skipped (U goes there).",
            unreadable=unreadable,
            skipped=skipped,
        )
    if unreadable:
        return Saying(
            "Every image that can be read has a decision; {unreadable:,} cannot be read.",
            unreadable=unreadable,
        )
    if skipped:
        return Saying(
            "Every image has a decision; {skipped:,} skipped (U goes there).", skipped=skipped
        )
    return Saying("Every image has a decision.")
