"""The words of the review: what is asked, and what the answers do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from iaia_desktop.core.review import Doubt, MergeOffer, NearDuplicates, ReviewItem
from iaia_desktop.core.types import ClassId
from iaia_desktop.session.review_items import ReviewKind
from iaia_desktop.session.review_view import ReviewView, found_words
from iaia_desktop.session.views import ClassRow
from iaia_desktop.ui.painting import Note
from iaia_desktop.ui.said import said

_LONGEST_NAME = 20

RowOf = Callable[[ClassId], ClassRow | None]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about an item.

    Attributes
    ----------
    title : str
        The question.
    why : str
        What speaks for another answer.
    keep, agree, other : str
        What the buttons do; "" for no button.
    other_class : ClassRow or None
        The class that ``other`` gives.
    """

    title: str
    why: str
    keep: str
    agree: str
    other: str = ""
    other_class: ClassRow | None = None


def question_of(item: ReviewItem, row_of: RowOf, *, by_machine: bool, same_file: bool) -> Question:
    """Return what is asked about an item.

    Parameters
    ----------
    row_of : callable
        Returns a class by its id.
    by_machine : bool
        Whether the machine gave a label that is asked about.
    same_file : bool
        Whether both files of a pair have the same content.
    """
    if isinstance(item, Doubt):
        return _doubt(_name(row_of(item.class_id)), _name(row_of(item.likelier)), by_machine)
    if isinstance(item, NearDuplicates):
        return _pair(item, row_of, same_file=same_file)
    if isinstance(item, MergeOffer):
        return _merge(item, row_of)
    name = _name(row_of(item.class_id))
    return Question(
        _tr("Is “{name}” two classes?").format(name=name),
        _tr(
            "Its images fall into two groups, of {n} and {m}. A new class would take the "
            "smaller one; you give its name."
        ).format(n=f"{len(item.staying):,}", m=f"{len(item.leaving):,}"),
        _tr("Keep one class"),
        _tr("Name the second class…"),
    )


def _doubt(name: str, likelier: str, by_machine: bool) -> Question:
    why = (
        _tr("The program labelled it so; by the other labels it looks more like “{name}”.")
        if by_machine
        else _tr("By the other labels it looks more like “{name}”.")
    )
    return Question(
        _tr("Is this “{name}”?").format(name=name),
        why.format(name=likelier),
        _tr("Keep “{name}”").format(name=name),
        _tr("Change to “{name}”").format(name=likelier),
    )


def _pair(item: NearDuplicates, row_of: RowOf, *, same_file: bool) -> Question:
    other = item.second_class if item.likelier == item.first_class else item.first_class
    title = (
        _tr("One picture, two labels?")
        if same_file
        else _tr("Nearly the same picture, two labels?")
    )
    why = (
        _tr("Both files have the same content.")
        if same_file
        else _tr("They are far more alike than images of this folder usually are.")
    )
    return Question(
        title,
        why + " " + _tr("“{name}” fits better.").format(name=_name(row_of(item.likelier))),
        _tr("Keep both"),
        _tr("Both “{name}”").format(name=_name(row_of(item.likelier))),
        _tr("Both “{name}”").format(name=_name(row_of(other))),
        row_of(other),
    )


def _merge(item: MergeOffer, row_of: RowOf) -> Question:
    source, target = row_of(item.source), row_of(item.target)
    return Question(
        _tr("Are “{one}” and “{other}” one class?").format(one=_name(target), other=_name(source)),
        _tr(
            "{share} of their images look more like the other class. "
            "Merging is one step, which undo takes back."
        ).format(share=f"{item.confusion:.0%}"),
        _tr("Keep both"),
        _tr("Merge into “{name}”").format(name=_name(target)),
        _tr("Merge into “{name}”").format(name=_name(source)),
        source,
    )


def kind_words(kind: ReviewKind) -> str:
    """Return the name of a filter."""
    return {
        ReviewKind.LABELS: _tr("Doubtful labels"),
        ReviewKind.DUPLICATES: _tr("Near-duplicates"),
        ReviewKind.CLASSES: _tr("Classes"),
    }[kind]


def place_words(view: ReviewView) -> str:
    """Return which of how many is on screen, and how much was looked over."""
    parts = []
    if view.place:
        parts.append(_tr("{n} of {m}").format(n=f"{view.place:,}", m=f"{view.counts[view.kind]:,}"))
    if view.busy:
        parts.append(_tr("looking over the labels…"))
    elif view.labels:
        parts.append(said(found_words(view)))
    return "   ·   ".join(parts)


def empty_note(view: ReviewView) -> Note:
    """Return what stands in place of nothing to ask."""
    if view.busy and not view.labels:
        return Note("search", _tr("Looking over the labels…"))
    if not view.labels:
        return Note(
            "tag",
            _tr("Nothing to look over yet"),
            (_tr("Label some images first; then this finds labels that do not fit."),),
        )
    title = {
        ReviewKind.LABELS: _tr("No label is in doubt"),
        ReviewKind.DUPLICATES: _tr("No look-alikes with different labels"),
        ReviewKind.CLASSES: _tr("Every class looks like one"),
    }[view.kind]
    others = [f"{kind_words(kind)}: {count:,}" for kind, count in view.counts.items() if count]
    lines = [said(found_words(view))]
    if others:
        lines.append(_tr("Still to look at: {others}").format(others=", ".join(others)))
    return Note("check", title, tuple(lines), "success")


def _name(row: ClassRow | None) -> str:
    name = "" if row is None else row.name
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Review", text)
