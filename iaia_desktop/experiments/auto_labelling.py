"""Auto-labelling measured on labelled data: how much is labelled without a look, and how wrong.

A person who never errs labels images in random order until the plan promises enough, checks what
the plan asks for, and lets the machine label the rest that the certificate allows: with the same
code as in the window, :mod:`iaia_desktop.core.audit_plan` and :mod:`iaia_desktop.core.auto_label`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.audit import Answer, Audit
from iaia_desktop.core.audit_plan import design_audit, start_audit, surest_rows
from iaia_desktop.core.auto_label import OfferKind, plan_from_audit
from iaia_desktop.core.folder_ranking import FolderRanking

Whole = npt.NDArray[np.int64]


class LabelledRanker(Protocol):
    """The model under test: an engine that is told labels and ranks what waits."""

    def label(self, row: int, class_id: int) -> None:
        """Take in the person's label of an image; class ids count from 1."""
        ...

    def rank(self, rows: Whole) -> FolderRanking:
        """Rank these images (ascending rows serve as image ids), from the labels so far."""
        ...

    def recent_accuracy(self) -> float | None:
        """Return the share of the last labels that had been suggested; None when unknown."""
        ...


@dataclass(frozen=True, slots=True)
class AutoLabelSettings:
    """How one run goes.

    Attributes
    ----------
    target : float
        Largest share of errors among the machine's labels.
    confidence : float
        Of the bound.
    first_offer : int
        Labels before the first plan is made.
    most_labelled : float
        Share of all images after which the person gives up waiting for an offer.
    enough : float
        An expected share of all images that makes the person start checking at once.
    least : float
        An expected share of all images below which checking is not worth it.
    patience : int
        Plans in a row that promise no more than an earlier one before the person starts anyway.
    most_rounds : int
        Rounds of checks at most.
    """

    target: float = 0.01
    confidence: float = 0.9
    first_offer: int = 60
    most_labelled: float = 0.5
    enough: float = 0.25
    least: float = 0.05
    patience: int = 2
    most_rounds: int = 3


@dataclass(frozen=True, slots=True)
class AutoLabelOutcome:
    """What came of it.

    Attributes
    ----------
    images : int
        All images.
    labelled : int
        Images that the person labelled before and between the checks.
    checks : int
        Images that the person checked; each is a label too.
    rounds : int
        Rounds of checks.
    automatic : int
        Images that the machine labelled and nobody looked at.
    wrong : int
        Errors among these.
    bound : float or None
        What was promised; None when nothing was labelled.
    """

    images: int
    labelled: int
    checks: int
    rounds: int
    automatic: int
    wrong: int
    bound: float | None

    @property
    def auto_share(self) -> float:
        """Share of all images that nobody looked at."""
        return self.automatic / self.images if self.images else 0.0

    @property
    def auto_error(self) -> float:
        """Share of errors among the machine's labels; 0 without any."""
        return self.wrong / self.automatic if self.automatic else 0.0


def simulate_auto_labelling(
    ranker: LabelledRanker,
    truth: Sequence[int],
    *,
    seed: int,
    settings: AutoLabelSettings | None = None,
    order: Sequence[int] | None = None,
) -> AutoLabelOutcome:
    """Run one annotator who never errs.

    Parameters
    ----------
    ranker : LabelledRanker
        Fresh; it is told every label.
    truth : sequence of int
        True class ids, from 1, by row.
    seed : int
        Of the order of labelling and of the draw of the checks.
    settings : AutoLabelSettings, optional
        How it goes.
    order : sequence of int, optional
        Rows in the order in which the person labels them; random by default.

    Returns
    -------
    AutoLabelOutcome
    """
    return _Run(ranker, truth, seed, settings or AutoLabelSettings(), order).outcome()


class _Run:
    """One run: the person's state, and what the plan says to do next."""

    def __init__(
        self,
        ranker: LabelledRanker,
        truth: Sequence[int],
        seed: int,
        settings: AutoLabelSettings,
        order: Sequence[int] | None,
    ) -> None:
        self._ranker = ranker
        self._truth = np.asarray(truth, dtype=np.int64)
        self._settings = settings
        self._rng = np.random.default_rng(seed)
        shuffled = self._rng.permutation(len(self._truth))
        self._order: Iterator[int] = iter((shuffled if order is None else np.array(order)).tolist())
        self._done = np.zeros(len(self._truth), dtype=np.bool_)
        self._checks = 0

    def outcome(self) -> AutoLabelOutcome:
        """Label, check, and let the machine label."""
        rounds = 0
        while rounds < self._settings.most_rounds:
            ranking = self._label_until_worthwhile(rounds + 1)
            audit = None if ranking is None else self._start(ranking, rounds + 1)
            if audit is None:
                break
            rounds += 1
            done = self._check(audit, rounds)
            if done is not None:
                return done
        return self._result(rounds, 0, 0, None)

    def _label_until_worthwhile(self, round_number: int) -> FolderRanking | None:
        """Label on until the plan promises enough; return the ranking then, None when it never."""
        settings, total = self._settings, len(self._truth)
        goal, best, idle = max(settings.first_offer, self._labelled), 0.0, 0
        while goal <= settings.most_labelled * total:
            self._label_up_to(goal)
            ranking = self._rank()
            confidences = ranking.confidences[surest_rows(ranking)].astype(np.float64)
            design = design_audit(
                confidences,
                target=settings.target,
                confidence=settings.confidence,
                round_number=round_number,
                recent_accuracy=self._ranker.recent_accuracy(),
            )
            expected = 0.0 if design is None else design.expected
            if expected >= settings.least * total:
                idle = idle + 1 if expected <= 1.02 * best else 0
                best = max(best, expected)
                if expected >= settings.enough * total or idle >= settings.patience:
                    return ranking
            goal = self._labelled + max(20, self._labelled // 5)
        return None

    def _start(self, ranking: FolderRanking, round_number: int) -> Audit | None:
        return start_audit(
            ranking,
            target=self._settings.target,
            confidence=self._settings.confidence,
            round_number=round_number,
            rng=self._rng,
            recent_accuracy=self._ranker.recent_accuracy(),
        )

    def _check(self, audit: Audit, rounds: int) -> AutoLabelOutcome | None:
        """Answer up to each look in turn; label at the first one that allows it."""
        answers = [Answer.NONE] * len(audit.order)
        for look in audit.looks:
            for place in range(audit.answered(answers), look.checked):
                row = int(audit.image_ids[audit.order[place]])
                said = int(audit.class_ids[audit.order[place]])
                answers[place] = Answer.RIGHT if said == self._truth[row] else Answer.WRONG
                self._label(row)
                self._checks += 1
            plan = plan_from_audit(audit, answers, self._rank(), self._settings.target)
            if plan.kind is OfferKind.READY:
                wrong = sum(int(self._truth[row]) != said for row, said in plan.labels)
                return self._result(rounds, len(plan.labels), wrong, plan.bound)
        return None

    @property
    def _labelled(self) -> int:
        return int(self._done.sum())

    def _label_up_to(self, goal: int) -> None:
        while self._labelled < goal:
            row = next(self._order, None)
            if row is None:
                return
            if not self._done[row]:
                self._label(row)

    def _label(self, row: int) -> None:
        self._done[row] = True
        self._ranker.label(row, int(self._truth[row]))

    def _rank(self) -> FolderRanking:
        return self._ranker.rank(np.flatnonzero(~self._done))

    def _result(
        self, rounds: int, automatic: int, wrong: int, bound: float | None
    ) -> AutoLabelOutcome:
        return AutoLabelOutcome(
            images=len(self._truth),
            labelled=self._labelled - self._checks,
            checks=self._checks,
            rounds=rounds,
            automatic=automatic,
            wrong=wrong,
            bound=bound,
        )
