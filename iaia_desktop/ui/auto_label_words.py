"""What the dialog "Auto-label the rest" says about a plan, in words."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from iaia_desktop.core.auto_label import AutoPlan, MeasuredError, OfferKind
from iaia_desktop.ui.number_words import share_text


@dataclass(frozen=True, slots=True)
class PlanWords:
    """A plan in words.

    Attributes
    ----------
    figure : str
        The one figure that counts, or "".
    headline, text : str
        What it means, and what stands behind it.
    action : str
        What the button does; "" for nothing.
    tone : str
        Of the card.
    """

    figure: str
    headline: str
    text: str
    action: str = ""
    tone: str = ""


def words_of(plan: AutoPlan, waiting: int) -> PlanWords:
    """Return a plan in words.

    Parameters
    ----------
    plan : AutoPlan
        What can be offered.
    waiting : int
        Images without a decision.
    """
    if not waiting:
        return PlanWords("", _tr("No image waits"), _tr("Every image has a decision."))
    if plan.kind is OfferKind.READY:
        return _ready(plan, waiting)
    if plan.kind is OfferKind.CHECK:
        return _under_way(plan) if plan.checked else _to_begin(plan, waiting)
    if plan.kind is OfferKind.SPENT:
        return _spent(plan)
    text = _tr(
        "Too few images are sure enough to promise {target}. Label some more images, "
        "or allow more errors."
    )
    return PlanWords("", _tr("Not yet"), text.format(target=_round(plan.target)))


def measured_words(measured: MeasuredError) -> str:
    """Return what a sample of the machine's labels showed."""
    text = _tr(
        "Measured: {wrong:,} of {checked:,} labels of the machine were wrong ({share}). "
        "With {confidence} confidence at most {bound} of all {labels:,} are."
    )
    return text.format(
        wrong=measured.wrong,
        checked=measured.checked,
        share=share_text(measured.share),
        confidence=_round(measured.confidence),
        bound=share_text(measured.bound),
        labels=measured.labels,
    )


def _ready(plan: AutoPlan, waiting: int) -> PlanWords:
    text = _tr(
        "Estimated errors: {estimate}. With {confidence} confidence at most {bound} of them are "
        "wrong, as {checked:,} random checks show. {rest}"
    ).format(
        estimate=share_text(plan.estimate),
        confidence=_round(plan.confidence),
        bound=share_text(plan.bound),
        checked=plan.checked,
        rest=_rest(waiting - plan.images),
    )
    return PlanWords(
        f"{plan.images:,}",
        _tr("of {waiting:,} images can be labelled without a look").format(waiting=waiting),
        text,
        _tr("Label {n:,} images").format(n=plan.images),
        "success",
    )


def _rest(count: int) -> str:
    if not count:
        return ""
    if count == 1:
        return _tr("1 image stays for you.")
    return _tr("{n:,} images stay for you.").format(n=count)


def _to_begin(plan: AutoPlan, waiting: int) -> PlanWords:
    text = _tr(
        "Estimated errors: {estimate}; that is the model's own guess. Check {n:,} images first, "
        "drawn at random, so that the promise holds: at most {target} wrong, with {confidence} "
        "confidence. Each check is a label, too."
    ).format(
        estimate=share_text(plan.estimate),
        n=plan.to_check,
        target=_round(plan.target),
        confidence=_round(plan.confidence),
    )
    return PlanWords(
        _tr("about {n:,}").format(n=plan.images),
        _tr("of {waiting:,} images could be labelled without a look").format(waiting=waiting),
        text,
        _tr("Check {n:,} images…").format(n=plan.to_check),
        "accent",
    )


def _under_way(plan: AutoPlan) -> PlanWords:
    wrong = (
        _tr("None of them was wrong.")
        if not plan.wrong
        else _tr("1 of them was wrong.")
        if plan.wrong == 1
        else _tr("{n:,} of them were wrong.").format(n=plan.wrong)
    )
    more = _tr("After {n:,} more there is something to promise, or a reason not to.").format(
        n=plan.to_check
    )
    return PlanWords(
        f"{plan.checked:,}",
        _tr("of {all:,} images are checked").format(all=plan.checked + plan.to_check),
        f"{wrong} {more}",
        _tr("Check {n:,} more…").format(n=plan.to_check),
        "accent",
    )


def _spent(plan: AutoPlan) -> PlanWords:
    if plan.wrong:
        reason = _tr("{wrong:,} of {checked:,} checked images were wrong: too many for {target}.")
    else:
        reason = _tr("What is left of the {checked:,} checks proves too little for {target}.")
    text = _tr("Allow more errors, or label some more images and begin another round.")
    return PlanWords(
        "",
        _tr("The checks do not allow it"),
        reason.format(wrong=plan.wrong, checked=plan.checked, target=_round(plan.target))
        + " "
        + text,
        _tr("Begin another round"),
        "warning",
    )


def _round(share: float) -> str:
    """Return a share that a person chose, without idle zeros."""
    return f"{100 * share:.3g} %"


def _tr(text: str) -> str:
    return QCoreApplication.translate("AutoLabelWords", text)
