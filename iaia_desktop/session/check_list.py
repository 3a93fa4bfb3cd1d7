"""A random draw of the machine's classes, and what the person says about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from iaia_desktop.core.audit import Answer, Audit
from iaia_desktop.core.state import AnnotationState
from iaia_desktop.core.types import ClassId, DecidedBy, FileStatus, ImageId, ImageState

_UNREADABLE = (FileStatus.FAILED, FileStatus.MISSING)


@dataclass(frozen=True, slots=True)
class Check:
    """An image to be checked, with the class that the machine gave it."""

    image_id: ImageId
    class_id: ClassId


@dataclass(frozen=True, slots=True)
class Tally:
    """How far checks are.

    Attributes
    ----------
    answered, wrong : int
        Answers, and mistakes of the machine among them.
    needed : int
        Answers after which there is something to say.
    """

    answered: int
    wrong: int
    needed: int


def answers_of(audit: Audit, state: AnnotationState) -> list[Answer]:
    """Return what the person says about the images of a round, along its order.

    It is read off the labels, so that undo and later corrections count by themselves.
    """
    pairs = zip(
        audit.image_ids[audit.order].tolist(), audit.class_ids[audit.order].tolist(), strict=True
    )
    return [_answer(state, ImageId(image_id), class_id) for image_id, class_id in pairs]


def open_checks(audit: Audit, answers: Sequence[Answer], most: int) -> list[Check]:
    """Return the first images of the order that have no answer.

    Parameters
    ----------
    audit : Audit
        The round.
    answers : sequence of Answer
        Along its order, as far as images are asked for.
    most : int
        Images at most.
    """
    checks: list[Check] = []
    for place, answer in enumerate(answers):
        if len(checks) == most:
            break
        if answer is Answer.NONE:
            row = audit.order[place]
            image_id, class_id = int(audit.image_ids[row]), int(audit.class_ids[row])
            checks.append(Check(ImageId(image_id), ClassId(class_id)))
    return checks


def _answer(state: AnnotationState, image_id: ImageId, class_id: int) -> Answer:
    if image_id >= len(state):
        return Answer.NONE
    verdict = state.verdict(image_id)
    if verdict.by is DecidedBy.HUMAN and verdict.state is not ImageState.SKIPPED:
        return Answer.RIGHT if verdict.class_id == class_id else Answer.WRONG
    # What cannot be looked at any more is reckoned as a mistake, to be on the safe side.
    return Answer.WRONG if state.file(image_id).status in _UNREADABLE else Answer.NONE
