"""How many of the surest images to check, so that as many others as possible need no look.

Planning only has to be wise, never right: it chooses the list and the looks of an
:class:`~iaia_desktop.core.audit.Audit` from estimated confidences, and the answers alone prove what
they prove. A model that is too sure of itself costs checks, and no wrong certificate.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.audit import Audit, Look, share_of_risk
from iaia_desktop.core.error_bound import most_missed
from iaia_desktop.core.folder_ranking import NO_CLASS, FolderRanking

Real = npt.NDArray[np.float64]

FIRST_LOOK_SHARE = 0.9
"""Share of a round's risk that its first look uses; the second one uses the rest."""

SMALLEST_LIST = 40
_FEWEST_CHECKS = 20
_LIST_SHARES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05, 0.02, 0.01)
_CHECK_SHARES = (
    0.0005, 0.001, 0.002, 0.003, 0.005, 0.007, 0.01, 0.015, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07,
    0.08, 0.1, 0.12, 0.14, 0.16, 0.18, 0.2, 0.21, 0.22, 0.23, 0.24, 0.25, 0.26, 0.27, 0.28, 0.3,
    0.33, 0.36, 0.4, 0.45, 0.5,
)  # fmt: skip
_ERRORS_FOUND = (0, 1, 2, 4, 8)
_SHARPER = 2.0
"""Errors may gather among the doubtful far more than the confidences say, for instance where a
chance of a new class is taken off all of them alike. Planned for is that too, as the second power
of each chance of an error, with the same number of errors in all."""

_CHECK_COST = 0.25
"""A check is a label too, but one that a page might have given for less: in images."""

_MARGIN = 1.15
"""So many times as many checks as the curves ask for: with just enough of them, one error found a
little earlier than expected leaves a list that is too short for its bound."""

_RANKS = 161
"""Places of the list at which the expected errors are looked at."""


@dataclass(frozen=True, slots=True)
class AuditDesign:
    """What is to be checked.

    Attributes
    ----------
    listed : int
        So many of the surest images form the list.
    looks : tuple of Look
        One, or two: the second one stands a few errors more, with more answers.
    expected : float
        Images that are likely to get a label without a look, if the confidences are right.
    """

    listed: int
    looks: tuple[Look, ...]
    expected: float


def design_audit(
    confidences: Real,
    *,
    target: float,
    confidence: float,
    round_number: int = 1,
    recent_accuracy: float | None = None,
) -> AuditDesign | None:
    """Choose the list, the number of checks and the errors that they may find.

    For each choice, the errors found before a place of the list follow a Poisson distribution with
    the share of checks times the expected errors as mean (by several opinions on how far they
    gather at the end of the list), which gives the expected place where the
    list is cut, and from it the expected number of images that are labelled without a look. The
    choice with the most of them, less a cost for each check, is taken.

    Parameters
    ----------
    confidences : ndarray, shape (n,)
        Chance of each waiting image that its class is right, in falling order.
    target : float
        Largest share of errors among the machine's labels, between 0 and 1.
    confidence : float
        Of the bound, over all rounds.
    round_number : int, optional
        From 1.
    recent_accuracy : float, optional
        Share of the person's last answers that agreed with the suggestion. Confidences that promise
        far better are toned down to it.

    Returns
    -------
    AuditDesign or None
        None when no choice can reach the target: too few images for so small a share.
    """
    risk = (1 - confidence) * share_of_risk(round_number)
    first_risk = risk * FIRST_LOOK_SHARE
    chances = toned_down(np.clip(confidences, 0.0, 1.0), recent_accuracy)
    curves = _error_curves(1.0 - chances)
    best: tuple[float, float, int, int, int] | None = None
    for listed in sorted({int(share * len(confidences)) for share in _LIST_SHARES}):
        if listed < SMALLEST_LIST:
            continue
        places = np.unique(np.linspace(0, listed, _RANKS).astype(np.int64))
        expected_errors = [curve[places] for curve in curves]
        for share in _CHECK_SHARES:
            checks = math.ceil(share * listed)
            if checks < _FEWEST_CHECKS:
                continue
            for found in _ERRORS_FOUND:
                missed = most_missed(listed, checks, min(found, checks), first_risk)
                # So long must the cut list be for the bound to keep the target.
                needed = max(1.0, missed / target) / (1 - share)
                if needed > listed:
                    break
                gain = (1 - share) * _expected_cut(places, expected_errors, share, found, needed)
                worth = gain - _CHECK_COST * checks
                if best is None or worth > best[0]:
                    best = (worth, gain, listed, checks, found)
    if best is None or best[0] <= 0:
        return None
    _, gain, listed, checks, found = best
    checks = min(math.ceil(_MARGIN * checks), listed // 2)
    looks = [Look(checks, found, first_risk)]
    second = _second_look(listed, checks, 2 * found + 1, target, risk - first_risk)
    if second is not None:
        looks.append(second)
    return AuditDesign(listed, tuple(looks), gain)


def start_audit(
    ranking: FolderRanking,
    *,
    target: float,
    confidence: float,
    round_number: int,
    rng: np.random.Generator,
    recent_accuracy: float | None = None,
) -> Audit | None:
    """Freeze the list of a round, and draw the order of its checks.

    Parameters
    ----------
    ranking : FolderRanking
        Of all images that wait.
    rng : numpy.random.Generator
        The only chance there is: what holds for the certificate holds over its draws.
    recent_accuracy : float, optional
        As for :func:`design_audit`.

    Returns
    -------
    Audit or None
        None when no round can reach the target.
    """
    rows = surest_rows(ranking)
    design = design_audit(
        ranking.confidences[rows].astype(np.float64),
        target=target,
        confidence=confidence,
        round_number=round_number,
        recent_accuracy=recent_accuracy,
    )
    if design is None:
        return None
    listed = rows[: design.listed]
    order = rng.permutation(design.listed)[: design.looks[-1].checked]
    return Audit(
        round_number,
        confidence,
        ranking.image_ids[listed].copy(),
        ranking.class_ids[listed].copy(),
        order.astype(np.int64),
        design.looks,
    )


def surest_rows(ranking: FolderRanking) -> npt.NDArray[np.int64]:
    """Return the rows that have a class, surest first; the nearer to a doubt, the later."""
    rows = np.flatnonzero(ranking.class_ids != NO_CLASS)
    order = np.lexsort((-ranking.margins[rows], -ranking.confidences[rows]))
    return rows[order].astype(np.int64)


def toned_down(chances: Real, recent_accuracy: float | None) -> Real:
    """Return confidences that promise, on average, at least an eighth of the errors seen of late.

    Each chance of an error p becomes p ** g, with the same g, at most 1, for all: their order stays
    and the surest remain the surest by far. The model has learnt since those errors, hence so
    small a share of them: it is there to catch a model that thinks far too well of itself.

    Parameters
    ----------
    chances : ndarray, shape (n,)
        From 0 to 1.
    recent_accuracy : float or None
        Share of the last suggestions that were right; None changes nothing.
    """
    if recent_accuracy is None or not len(chances):
        return chances
    wanted = min((1.0 - recent_accuracy) / 8, 0.5)
    errors = np.clip(1.0 - chances, 1e-9, 1.0)
    if errors.mean() >= wanted:
        return chances
    low, high = 0.0, 1.0
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (middle, high) if (errors**middle).mean() > wanted else (low, middle)
    toned: Real = 1.0 - errors**low
    return toned


def _expected_cut(
    places: npt.NDArray[np.int64],
    expected_errors: list[Real],
    share: float,
    found: int,
    needed: float,
) -> float:
    """Return the expected length of the cut list, counted as nothing where it is too short."""
    total = 0.0
    for errors in expected_errors:
        uncut = _at_most(share * errors, found)
        at_needed = float(np.interp(needed, places, uncut))
        beyond = places > needed
        spots = np.concatenate(([needed], places[beyond]))
        chances = np.concatenate(([at_needed], uncut[beyond]))
        steps = np.diff(spots)
        total += needed * at_needed + float((steps * (chances[1:] + chances[:-1])).sum()) / 2
    return total / len(expected_errors)


def _error_curves(errors: Real) -> list[Real]:
    """Return the errors expected before each place of the list, by several opinions."""
    sharper = errors**_SHARPER
    if sharper.sum() > 0:
        sharper *= errors.sum() / sharper.sum()
    plain, gathered = (np.concatenate(([0.0], np.cumsum(each))) for each in (errors, sharper))
    # Half as many count twice: the checks teach the model, and it stays silent where it learns.
    return [plain, gathered / 2, gathered / 2, gathered]


def _at_most(means: Real, most: int) -> Real:
    """Return the chance of at most so many events, for Poisson distributions of these means."""
    term = np.exp(-means)
    total = term.copy()
    for count in range(1, most + 1):
        term = term * means / count
        total += term
    return total


def _second_look(listed: int, checks: int, found: int, target: float, risk: float) -> Look | None:
    """Return a look with more errors found for the whole list, within twice the checks."""
    low, high = checks + 1, min(2 * checks, listed // 2)
    if high < low or not _reaches(listed, high, found, target, risk):
        return None
    while low < high:
        middle = (low + high) // 2
        if _reaches(listed, middle, found, target, risk):
            high = middle
        else:
            low = middle + 1
    return Look(high, found, risk)


def _reaches(listed: int, checks: int, found: int, target: float, risk: float) -> bool:
    if found > checks:
        return False
    return most_missed(listed, checks, found, risk) <= target * 0.95 * (listed - checks)
