"""How the rankers fared on the person's own answers, as the statistics show it."""

from __future__ import annotations

from dataclasses import dataclass

from iaia_desktop.core.engine import LabellingEngine
from iaia_desktop.core.method import RankerChoice
from iaia_desktop.core.ranker_bank import PRIOR


@dataclass(frozen=True, slots=True)
class RankerFigures:
    """One ranker's record.

    Attributes
    ----------
    ranker : RankerChoice
        A single one, never AUTO.
    accuracy : float
        Share of the answers that it foresaw.
    speaks : bool
        Whether suggestions come from it now.
    """

    ranker: RankerChoice
    accuracy: float
    speaks: bool


@dataclass(frozen=True, slots=True)
class RankersView:
    """The records of all rankers with the encoder in use.

    Attributes
    ----------
    chosen : RankerChoice
        The setting.
    answers : int
        Answers of the person that all rankers were tried on.
    rows : tuple of RankerFigures
        The best first; none before the first answer.
    """

    chosen: RankerChoice = RankerChoice.AUTO
    answers: int = 0
    rows: tuple[RankerFigures, ...] = ()


def rankers_view(engine: LabellingEngine) -> RankersView:
    """Return the records; a few milliseconds of the GUI thread."""
    chosen = engine.method.ranker
    if engine.learner is None:
        return RankersView(chosen)
    encoder_id = engine.learner.encoder_id
    record = engine.rankers.record(encoder_id)
    speaker = engine.rankers.leader(encoder_id, engine.method)
    rows = [
        RankerFigures(ranker, accuracy, ranker is speaker)
        for ranker in PRIOR
        if (accuracy := record.accuracy(ranker.value)) is not None
    ]
    # Of equals the one that speaks stands first, then the one that is trusted more at the start.
    rows.sort(key=lambda row: (-row.accuracy, not row.speaks))
    return RankersView(chosen, len(record), tuple(rows))
