from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iaia_desktop.core.audit import Answer, Audit, Look, share_of_risk
from iaia_desktop.core.audit_plan import design_audit, start_audit, toned_down
from iaia_desktop.core.auto_label import (
    AutoPlan,
    OfferKind,
    agreeing_rows,
    measured_error,
    plan_from_audit,
)
from iaia_desktop.core.folder_ranking import FolderRanking, empty_ranking


def ranking_of(confidences: np.ndarray, class_ids: np.ndarray | None = None) -> FolderRanking:
    count = len(confidences)
    classes = np.ones(count, dtype=np.int64) if class_ids is None else class_ids
    real = np.asarray(confidences, dtype=np.float32)
    return FolderRanking(
        np.arange(count), classes, np.zeros(count, dtype=np.int64), real, real, 1 - real
    )


def drawn_anew(audit: Audit, seed: int) -> Audit:
    """Return the same round with another draw of the checks."""
    order = np.random.default_rng(seed).permutation(len(audit))[: len(audit.order)]
    return replace(audit, order=order.astype(np.int64))


def play(audit: Audit, ranking: FolderRanking, wrong: np.ndarray, target: float) -> AutoPlan | None:
    """Answer the checks of one round up to the first look that allows an offer."""
    rows = audit.image_ids[audit.order]
    answers = [Answer.WRONG if wrong[row] else Answer.RIGHT for row in rows]
    for look in audit.looks:
        given = answers[: look.checked] + [Answer.NONE] * (len(answers) - look.checked)
        plan = plan_from_audit(audit, given, ranking, target)
        if plan.kind is OfferKind.READY:
            return plan
    return None


def begun(ranking: FolderRanking, target: float, *, seed: int = 1, round_number: int = 1) -> Audit:
    rng = np.random.default_rng(seed)
    audit = start_audit(ranking, target=target, confidence=0.9, round_number=round_number, rng=rng)
    assert audit is not None
    return audit


def true_error(plan: AutoPlan, wrong: np.ndarray) -> float:
    return float(np.mean([wrong[image_id] for image_id, _ in plan.labels]))


def test_shares_of_the_risk_add_up_to_no_more_than_all_of_it() -> None:
    assert sum(share_of_risk(place) for place in range(1, 200)) <= 1 + 1e-12
    with pytest.raises(ValueError, match="from 1"):
        share_of_risk(0)


def test_an_easy_folder_is_labelled_and_keeps_the_promise() -> None:
    confidences = np.linspace(0.9999, 0.97, 2_000)
    wrong = np.zeros(2_000, dtype=bool)
    wrong[1_900::20] = True
    ranking = ranking_of(confidences)
    plan = play(begun(ranking, 0.01), ranking, wrong, 0.01)
    assert plan is not None
    assert plan.bound is not None
    assert plan.estimate is not None
    assert plan.bound <= 0.01
    assert plan.images == len(plan.labels) > 500
    assert true_error(plan, wrong) <= 0.01
    assert 0 < plan.estimate <= plan.bound


@pytest.mark.parametrize("shape", ["flat", "tail", "head", "lying"])
def test_over_many_draws_the_target_is_missed_no_more_often_than_promised(shape: str) -> None:
    """Whatever the model thinks of itself: at 90 %, at most one run in ten may miss 5 %."""
    runs, missed, count = 400, 0, 600
    confidences = np.linspace(0.9999, 0.93, count)
    wrong = np.zeros(count, dtype=bool)
    if shape == "flat":
        wrong[::17] = True
    elif shape == "tail":
        wrong[380::6] = True
    elif shape == "head":
        wrong[:200:8] = True
    else:
        confidences = np.full(count, 0.999)
        wrong[np.random.default_rng(0).permutation(count)[:36]] = True
    ranking = ranking_of(confidences)
    audit = begun(ranking, 0.05)
    for seed in range(runs):
        plan = play(drawn_anew(audit, seed), ranking, wrong, 0.05)
        missed += plan is not None and true_error(plan, wrong) > 0.05
    assert missed / runs <= 0.1


def test_a_hopeless_folder_gets_no_offer() -> None:
    assert design_audit(np.full(1_000, 0.6), target=0.01, confidence=0.9) is None
    assert design_audit(np.full(30, 0.999), target=0.01, confidence=0.9) is None
    assert design_audit(np.zeros(0), target=0.01, confidence=0.9) is None


def test_a_later_round_asks_for_more() -> None:
    confidences = np.linspace(0.9999, 0.99, 20_000)
    first = design_audit(confidences, target=0.01, confidence=0.9)
    second = design_audit(confidences, target=0.01, confidence=0.9, round_number=2)
    assert first is not None
    assert second is not None
    assert second.looks[0].risk < first.looks[0].risk
    assert sum(look.risk for look in first.looks) <= 0.1 * share_of_risk(1) + 1e-12


def test_what_the_model_took_back_is_left_to_the_person() -> None:
    before = ranking_of(np.linspace(0.9999, 0.99, 400))
    audit = begun(before, 0.1)
    classes = np.ones(400, dtype=np.int64)
    classes[7] = 2
    now = ranking_of(np.linspace(0.9999, 0.99, 400), classes)
    answers = [Answer.RIGHT] * len(audit.order)
    plan = plan_from_audit(audit, answers, now, 0.1)
    assert plan.kind is OfferKind.READY
    assert 7 not in dict(plan.labels)
    assert not agreeing_rows(audit, empty_ranking()).any()


def test_a_gap_in_the_answers_ends_what_counts() -> None:
    audit = Audit(1, 0.9, np.arange(10), np.ones(10, np.int64), np.arange(4), (Look(3, 0, 0.1),))
    assert audit.answered([Answer.RIGHT, Answer.NONE, Answer.RIGHT, Answer.RIGHT]) == 1
    assert audit.certificates([Answer.RIGHT, Answer.NONE, Answer.RIGHT, Answer.RIGHT]) == []
    found = audit.certificates([Answer.RIGHT, Answer.WRONG, Answer.RIGHT, Answer.NONE])
    assert [each.prefix for each in found] == [1]


def test_too_many_errors_spend_the_round() -> None:
    ranking = ranking_of(np.linspace(0.9999, 0.99, 400))
    audit = begun(ranking, 0.02)
    plan = plan_from_audit(audit, [Answer.WRONG] * len(audit.order), ranking, 0.02)
    assert plan.kind is OfferKind.SPENT
    assert plan.labels == ()
    assert plan.wrong == len(audit.order)


def test_a_round_survives_the_disk() -> None:
    ranking = ranking_of(np.linspace(0.9999, 0.99, 400))
    audit = begun(ranking, 0.05, round_number=2)
    again = Audit.from_json(audit.as_json())
    assert again is not None
    assert again.looks == audit.looks
    assert again.round_number == 2
    for mine, theirs in (
        (audit.image_ids, again.image_ids),
        (audit.class_ids, again.class_ids),
        (audit.order, again.order),
    ):
        assert mine.tolist() == theirs.tolist()


@pytest.mark.parametrize("raw", [None, 3, {}, {"round": 1}, {"round": "x", "images": "?"}])
def test_a_stored_round_that_makes_no_sense_is_none(raw: object) -> None:
    assert Audit.from_json(raw) is None


@settings(max_examples=60)
@given(st.integers(1, 400), st.integers(0, 400), st.integers(0, 2**32 - 1))
def test_the_measured_error_bounds_the_truth_when_all_is_checked(
    labels: int, wrong_count: int, seed: int
) -> None:
    wrong = np.zeros(labels, dtype=bool)
    wrong[: min(labels, wrong_count)] = True
    np.random.default_rng(seed).shuffle(wrong)
    answers = [Answer.WRONG if each else Answer.RIGHT for each in wrong]
    measured = measured_error(labels, answers, 0.9)
    assert measured is not None
    assert measured.share == pytest.approx(wrong.mean())
    assert measured.bound >= measured.share - 1e-12


def test_the_measured_error_is_wrong_no_more_often_than_promised() -> None:
    rng = np.random.default_rng(2)
    wrong = np.zeros(500, dtype=bool)
    wrong[:25] = True
    runs, missed = 400, 0
    for _ in range(runs):
        answers = [Answer.WRONG if each else Answer.RIGHT for each in rng.permutation(wrong)[:200]]
        bounds = [measured_error(500, answers[:size], 0.9) for size in range(50, 201, 10)]
        missed += any(bound is not None and bound.bound < 0.05 for bound in bounds)
    assert missed / runs <= 0.1


def test_no_answers_measure_nothing() -> None:
    assert measured_error(500, [Answer.RIGHT] * 49, 0.9) is None
    assert measured_error(0, [], 0.9) is None


def test_confidences_that_the_answers_belie_are_toned_down() -> None:
    proud = np.linspace(0.99999, 0.9, 200)
    toned = toned_down(proud, 0.2)
    assert float(1 - toned.mean()) == pytest.approx(0.1, abs=1e-3)
    assert (np.diff(toned) <= 0).all()
    modest = np.linspace(0.9, 0.3, 200)
    assert toned_down(modest, 0.9) is modest
    assert toned_down(proud, None) is proud


def test_a_flat_doubt_about_all_images_does_not_stand_in_the_way() -> None:
    # A chance of a new class, taken off every confidence alike: the errors still gather at the end.
    chances = np.concatenate((np.full(1_300, 0.991), np.linspace(0.98, 0.5, 200)))
    design = design_audit(chances, target=0.01, confidence=0.9)
    assert design is not None
    assert design.listed > 1_000
