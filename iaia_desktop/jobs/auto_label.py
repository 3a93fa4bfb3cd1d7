"""Work out what the machine could label without a look, off the GUI thread."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from iaia_desktop.core.audit import Answer, Audit
from iaia_desktop.core.audit_plan import (
    AuditDesign,
    design_audit,
    start_audit,
    surest_rows,
    toned_down,
)
from iaia_desktop.core.auto_label import AutoPlan, OfferKind, plan_from_audit
from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.folder_ranking import FolderRanking
from iaia_desktop.core.ranking_request import RankingRequest
from iaia_desktop.jobs.progress import Progress
from iaia_desktop.jobs.rank_folder import rank_folder_job


@dataclass(frozen=True, slots=True, eq=False)
class AutoLabelRequest:
    """Hold what planning needs.

    Attributes
    ----------
    ranking : RankingRequest
        A snapshot that the engine made.
    target : float
        Largest share of errors that the person allows.
    confidence : float
        Of the bound of a round that begins now.
    rounds : int
        Rounds of checks that began in the session so far.
    audit : Audit or None
        The round under way.
    answers : tuple of Answer
        Along its order.
    recent_accuracy : float or None
        Share of the person's last answers that agreed with the suggestion.
    """

    ranking: RankingRequest
    target: float
    confidence: float
    rounds: int = 0
    audit: Audit | None = None
    answers: tuple[Answer, ...] = ()
    recent_accuracy: float | None = None


def plan_auto_label_job(
    request: AutoLabelRequest, cancel: CancelToken
) -> Generator[Progress, None, AutoPlan]:
    """Rank the images that wait, and say what can be offered.

    Yields
    ------
    Progress
        In images.

    Returns
    -------
    AutoPlan

    Raises
    ------
    CancelledError
        When the token is set.
    """
    ranking = yield from rank_folder_job(request.ranking, cancel)
    cancel.raise_if_cancelled()
    if request.audit is not None:
        return plan_from_audit(request.audit, request.answers, ranking, request.target)
    return first_plan(ranking, request)


def first_plan(ranking: FolderRanking, request: AutoLabelRequest) -> AutoPlan:
    """Return what a round that began now would ask for and promise."""
    chances = ranking.confidences[surest_rows(ranking)].astype(np.float64)
    design = design_audit(
        chances,
        target=request.target,
        confidence=request.confidence,
        round_number=request.rounds + 1,
        recent_accuracy=request.recent_accuracy,
    )
    if design is None:
        return AutoPlan(OfferKind.OUT_OF_REACH, request.target, request.confidence)
    chances = toned_down(chances, request.recent_accuracy)
    return AutoPlan(
        OfferKind.CHECK,
        request.target,
        request.confidence,
        images=round(design.expected),
        estimate=_promised_error(chances, design),
        to_check=design.looks[0].checked,
    )


def start_audit_job(
    request: AutoLabelRequest, seed: int, cancel: CancelToken
) -> Generator[Progress, None, Audit | None]:
    """Rank the images that wait, freeze the surest, and draw the order of the checks.

    Parameters
    ----------
    seed : int
        Of the draw; nobody may know it beforehand.

    Yields
    ------
    Progress
        In images.

    Returns
    -------
    Audit or None
        None when no round can reach the target.

    Raises
    ------
    CancelledError
        When the token is set.
    """
    ranking = yield from rank_folder_job(request.ranking, cancel)
    cancel.raise_if_cancelled()
    return start_audit(
        ranking,
        target=request.target,
        confidence=request.confidence,
        round_number=request.rounds + 1,
        rng=np.random.default_rng(seed),
        recent_accuracy=request.recent_accuracy,
    )


def _promised_error(chances: np.typing.NDArray[np.float64], design: AuditDesign) -> float:
    """Return the share of errors that the confidences promise among those likely labelled."""
    share = design.looks[0].checked / design.listed
    surest = chances[: max(1, round(design.expected / (1 - share)))]
    return float(1.0 - surest.mean())
