"""What the machine may label without anybody looking, and how sure that is.

Error means: of the images that the machine labels and that nobody looked at, the share whose class
is not the one that the person would give. Images that a person decides, checks included, count
neither way.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.audit import Answer, Audit, Certificate
from iaia_desktop.core.error_bound import most_missed
from iaia_desktop.core.folder_ranking import FolderRanking
from iaia_desktop.core.types import ClassId, ImageId

Flags = npt.NDArray[np.bool_]


class OfferKind(enum.StrEnum):
    """How far the way to an offer is.

    READY can label now. CHECK waits for answers. OUT_OF_REACH has no design that could reach the
    target: too few images wait, or too few are sure. SPENT was checked to the end, and too many
    errors were found; after more labels another round may do better.
    """

    READY = "ready"
    CHECK = "check"
    OUT_OF_REACH = "out_of_reach"
    SPENT = "spent"


@dataclass(frozen=True, slots=True)
class AutoPlan:
    """What "auto-label the rest" can offer now.

    Attributes
    ----------
    kind : OfferKind
        READY when ``labels`` may be given.
    target : float
        Largest share of errors that the person allows.
    confidence : float
        Of the bound.
    images : int
        Images that would be labelled; an expectation unless READY.
    estimate : float or None
        Estimated share of errors among them: from the checks, or before them from the model's own
        confidences; None when there is nothing to go by.
    bound : float or None
        With the stated confidence, no larger share of them is wrong; None before the checks.
    checked : int
        Answers given in this round.
    wrong : int
        Errors among them.
    to_check : int
        Answers still needed before the next look; 0 when none is.
    labels : tuple of (ImageId, ClassId)
        What would be given; empty unless READY.
    """

    kind: OfferKind
    target: float
    confidence: float
    images: int = 0
    estimate: float | None = None
    bound: float | None = None
    checked: int = 0
    wrong: int = 0
    to_check: int = 0
    labels: tuple[tuple[ImageId, ClassId], ...] = ()


@dataclass(frozen=True, slots=True)
class MeasuredError:
    """What checking a random sample of the machine's labels showed.

    Attributes
    ----------
    labels : int
        Labels of the machine that the sample was drawn from.
    checked, wrong : int
        Answers, and errors among them.
    bound : float
        With the stated confidence, no larger share of all these labels was wrong, the checked
        ones included.
    confidence : float
        Of the bound, however often one looks.
    """

    labels: int
    checked: int
    wrong: int
    bound: float
    confidence: float

    @property
    def share(self) -> float:
        """Share of errors among the checked ones."""
        return self.wrong / self.checked if self.checked else 0.0


def agreeing_rows(audit: Audit, ranking: FolderRanking) -> Flags:
    """Return which images of the list wait, and would get the same class now as in the list.

    The machine stays silent where the model has changed its mind since the list was frozen. The
    certificate counts the errors of the whole list, so leaving images out only takes errors away;
    that fewer images share them is reckoned with in the bound.

    Returns
    -------
    ndarray, shape (m,), bool
        Along the list.
    """
    if not len(ranking):
        return np.zeros(len(audit), dtype=np.bool_)
    places = np.searchsorted(ranking.image_ids, audit.image_ids)
    places = np.minimum(places, len(ranking) - 1)
    waits = ranking.image_ids[places] == audit.image_ids
    same: Flags = waits & (ranking.class_ids[places] == audit.class_ids)
    return same


def best_certificate(
    audit: Audit, answers: Sequence[Answer], open_rows: Flags, target: float
) -> tuple[Certificate, int] | None:
    """Return the certificate with which most images can be labelled, and their number.

    Parameters
    ----------
    audit : Audit
        The round.
    answers : sequence of Answer
        Along its order.
    open_rows : ndarray, shape (m,), bool
        The images of the list that may be labelled: undecided, and of the same class still.
    target : float
        Largest share of errors.

    Returns
    -------
    (Certificate, int) or None
        None when no certificate keeps the target.
    """
    counts = np.concatenate(([0], np.cumsum(open_rows)))
    best: tuple[Certificate, int] | None = None
    for certificate in audit.certificates(answers):
        count = int(counts[certificate.prefix])
        if not count or certificate.missed > target * count:
            continue
        if best is None or count > best[1]:
            best = (certificate, count)
    return best


def plan_from_audit(
    audit: Audit, answers: Sequence[Answer], ranking: FolderRanking, target: float
) -> AutoPlan:
    """Return what a round offers, given the answers so far.

    Parameters
    ----------
    audit : Audit
        The round.
    answers : sequence of Answer
        Along its order.
    ranking : FolderRanking
        Of the images that wait now.
    target : float
        Largest share of errors that the person allows.
    """
    answered = audit.answered(answers)
    wrong = sum(answer is Answer.WRONG for answer in answers[:answered])
    open_rows = agreeing_rows(audit, ranking)
    open_rows[audit.order[:answered]] = False
    best = best_certificate(audit, answers, open_rows, target)
    following = audit.next_look(answered)
    to_check = 0 if following is None else following.checked - answered
    if best is not None:
        certificate, count = best
        rows = np.flatnonzero(open_rows[: certificate.prefix])
        return AutoPlan(
            OfferKind.READY,
            target,
            audit.confidence,
            images=count,
            estimate=certificate.estimate,
            bound=certificate.missed / count,
            checked=answered,
            wrong=wrong,
            to_check=to_check,
            labels=tuple(
                (ImageId(int(image_id)), ClassId(int(class_id)))
                for image_id, class_id in zip(
                    audit.image_ids[rows], audit.class_ids[rows], strict=True
                )
            ),
        )
    return AutoPlan(
        OfferKind.SPENT if following is None else OfferKind.CHECK,
        target,
        audit.confidence,
        images=int(open_rows.sum()),
        estimate=None if not answered else (wrong + 0.5) / (answered + 1),
        checked=answered,
        wrong=wrong,
        to_check=to_check,
    )


def measured_error(
    labels: int, answers: Sequence[Answer], confidence: float, *, step: int = 50
) -> MeasuredError | None:
    """Return the error of the machine's labels that a random sample shows, with its bound.

    The bound is worked out anew after ``step``, twice, four times ... as many answers only, each
    time j with a share 1 / (j (j + 1)) of the risk, so that it holds at all these times at once.

    Parameters
    ----------
    labels : int
        Labels that the sample was drawn from.
    answers : sequence of Answer
        In random order; those from the first missing one on are not looked at.
    confidence : float
        Of the bound.
    step : int, optional
        Answers before the first bound; fewer when there are fewer labels.

    Returns
    -------
    MeasuredError or None
        None before the first bound.
    """
    given = list(answers)
    if Answer.NONE in given:
        given = given[: given.index(Answer.NONE)]
    bound: float | None = None
    size, look = min(step, labels), 1
    while 0 < size <= len(given):
        wrong = sum(answer is Answer.WRONG for answer in given[:size])
        risk = (1 - confidence) / (look * (look + 1))
        worst = (most_missed(labels, size, wrong, risk) + wrong) / labels
        bound = worst if bound is None else min(bound, worst)
        if size == labels:
            break
        size, look = min(2 * size, labels), look + 1
    if bound is None:
        return None
    wrong = sum(answer is Answer.WRONG for answer in given)
    return MeasuredError(labels, len(given), wrong, max(bound, wrong / labels), confidence)
