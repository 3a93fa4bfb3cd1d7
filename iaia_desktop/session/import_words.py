"""What the message area says when labels from elsewhere were taken over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iaia_desktop.core.saying import Saying

if TYPE_CHECKING:
    from iaia_desktop.jobs.import_labels import MatchedLabels
    from iaia_desktop.session.import_series import TakenOver


def imported_words(found: MatchedLabels, outcome: TakenOver) -> Saying:
    """Return what was taken over, and what was not.

    Parameters
    ----------
    found : MatchedLabels
        What there was to take over.
    outcome : TakenOver
        What came of it.
    """
    parts = [Saying.counted(outcome.taken, "1 label taken over", "{n:,} labels taken over")]
    if outcome.kept:
        parts.append(
            Saying.counted(
                outcome.kept,
                "1 image kept the decision made before",
                "{n:,} images kept the decision made before",
            )
        )
    if found.examples:
        parts.append(
            Saying.counted(
                len(found.examples),
                "1 picture from there as examples",
                "{n:,} pictures from there as examples",
            )
        )
    if found.unmatched:
        parts.append(
            Saying.counted(
                len(found.unmatched),
                "1 label without an image here",
                "{n:,} labels without an image here",
            )
        )
    left = len(found.labels) - outcome.taken - outcome.kept
    if left:
        parts.append(
            Saying.counted(
                left,
                "1 label left out; one undo takes the others back",
                "{n:,} labels left out; one undo takes the others back",
            )
        )
    text = Saying.joined((Saying.joined(parts, "; "), "."), "")
    if not found.problems:
        return text
    left_out = Saying.counted(
        len(found.problems),
        "Left out: 1 row or folder.",
        "Left out: {n:,} rows or folders.",
    )
    return Saying.joined((text, left_out, found.problems[0]))
