"""What people answered to suggestions, and the metrics that follow from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from iaia_desktop.core.metrics import Step, StreamMetrics
from iaia_desktop.core.mixing import RankerRecord
from iaia_desktop.core.ranker_guide import RankerGuide, Votes, new_record
from iaia_desktop.core.state import AnnotationState
from iaia_desktop.core.types import (
    ClassId,
    DecidedBy,
    Decision,
    DecisionKind,
    ImageId,
    ImageState,
    SuggestionRecord,
    Verdict,
)

_FIRST_ANSWERS = 10
_FEWEST_LAST_ANSWERS = 3
_LAST_SHARE = 8
"""After the first answers: while half of the last ones, an eighth of all or three, founded a class,
images that may found another come first."""


class Answer(NamedTuple):
    """What a person said to the suggestion for an image.

    Attributes
    ----------
    suggestion : SuggestionRecord
        What was suggested.
    class_id : ClassId
        The class that the person gave.
    founded : bool
        Whether the image founded that class: it is the first one in the decision that made it.
    """

    suggestion: SuggestionRecord
    class_id: ClassId
    founded: bool


@dataclass(frozen=True, slots=True)
class StoredAnswers:
    """The answers of a stored session and what follows from them; made on any thread, given away.

    Attributes
    ----------
    last_decision_id : int
        The decision up to which they reach.
    answers : dict of ImageId to list of Answer
        Those in force, oldest first.
    metrics : StreamMetrics
        A step for each of these images that has a person's label.
    records : dict of str to RankerRecord
        How the rankers fared, by encoder.
    """

    last_decision_id: int
    answers: dict[ImageId, list[Answer]] = field(default_factory=dict)
    metrics: StreamMetrics = field(default_factory=StreamMetrics)
    records: dict[str, RankerRecord] = field(default_factory=dict)


class AnswerBook:
    """Follow the answers, and keep metrics and the rankers' records equal to them.

    The metrics count one step for each image that has a person's label and whose suggestion was
    answered. An answer is a label that a person gave while there was a suggestion. The step's
    prediction is what was suggested before the first answer in force, its truth is the class of the
    last one, and it is a first occurrence when an answer about this image founded that class. Only
    undo takes answers back, and redo gives them again. Merging, renaming and importing are no
    answers, so they leave the steps as they are; an image without a person's label (cleared, set
    aside, or labelled by the machine since) is not counted until it has one again.

    Parameters
    ----------
    state : AnnotationState
        Images and verdicts; only looked at.
    rankers : RankerGuide
        Keeps the rankers' records.
    """

    def __init__(self, state: AnnotationState, rankers: RankerGuide) -> None:
        self.metrics = StreamMetrics()
        self._state = state
        self._rankers = rankers
        self._answers: dict[ImageId, list[Answer]] = {}
        self._meanwhile: list[Decision] | None = None

    # --- a stored session ---------------------------------------------------------------------

    def await_stored(self) -> None:
        """Expect the answers of a stored session later; what is decided until then is not lost."""
        self._meanwhile = []

    @property
    def awaits_stored(self) -> bool:
        """Whether answers of the stored session are still to come."""
        return self._meanwhile is not None

    def take_stored(self, stored: StoredAnswers) -> None:
        """Take the answers of the stored session, and follow what was decided meanwhile."""
        meanwhile, self._meanwhile = self._meanwhile or [], None
        self._answers, self.metrics = stored.answers, stored.metrics
        self._rankers.take_records(stored.records)
        for decision in meanwhile:
            if decision.decision_id > stored.last_decision_id:
                self.follow(decision)

    def restore(self, answers: Iterable[tuple[ImageId, Answer]]) -> None:
        """Take the answers of a stored session, whose state is restored already, here and now.

        Parameters
        ----------
        answers : iterable of (ImageId, Answer)
            Those in force, in the order in which they were given.
        """
        for image_id, answer in answers:
            self._answers.setdefault(image_id, []).append(answer)
        for image_id in self._answers:
            self._count_step(image_id)

    # --- following ----------------------------------------------------------------------------

    def follow(self, decision: Decision) -> None:
        """Follow a decision that is applied to the state."""
        if self._meanwhile is not None:
            self._meanwhile.append(decision)
        self._follow_answers(decision)
        for change in decision.images:
            self._count_step(change.image_id)

    def seek_new(self) -> bool:
        """Return whether the last answers founded classes, so that more are likely to come."""
        count = len(self._answers)
        window = max(_FEWEST_LAST_ANSWERS, count // _LAST_SHARE)
        last = islice(reversed(self._answers.values()), window)
        founding = sum(any(answer.founded for answer in answers) for answers in last)
        return count < _FIRST_ANSWERS or 2 * founding >= window

    def _follow_answers(self, decision: Decision) -> None:
        created = {change.class_id for change in decision.classes if change.before is None}
        for change in decision.images:
            if change.suggestion is None:
                continue
            if decision.kind is DecisionKind.UNDO:
                if _is_persons_label(change.before):
                    self._take_answer_back(change.image_id)
            elif _is_persons_label(change.after) and change.after.class_id is not None:
                class_id = change.after.class_id
                answer = Answer(change.suggestion, class_id, founded=class_id in created)
                self._answers.setdefault(change.image_id, []).append(answer)
                created.discard(class_id)

    def _take_answer_back(self, image_id: ImageId) -> None:
        # Decisions are undone newest first, so the last answer is the one that goes.
        answers = self._answers.get(image_id)
        if answers:
            answers.pop()
        if not answers:
            self._answers.pop(image_id, None)

    def _count_step(self, image_id: ImageId) -> None:
        answers = self._answers.get(image_id)
        counted = image_id in self.metrics
        if answers:
            self._rankers.note_answer(image_id, answers[0].suggestion, answers[-1].class_id)
        if not answers or not _is_persons_label(self._state.verdict(image_id)):
            # An answer that may count again keeps its place: that of a stored session is the same.
            if answers:
                self.metrics.set_aside(image_id)
            else:
                self.metrics.forget(image_id)
            self._rankers.drop_answer(image_id, for_good=not answers)
            return
        step = _step(answers)
        if counted:
            self.metrics.replace(image_id, step)
        else:
            self.metrics.add(image_id, step)


def gather_answers(
    answers: Iterable[tuple[ImageId, Answer]],
    last_decision_id: int,
    persons: set[ImageId],
) -> StoredAnswers:
    """Work out what follows from the answers of a stored session, on any thread.

    Parameters
    ----------
    answers : iterable of (ImageId, Answer)
        Those in force, in the order in which they were given.
    last_decision_id : int
        The decision up to which they reach.
    persons : set of ImageId
        The images that have a person's label after that decision.

    Returns
    -------
    StoredAnswers
        The same as :meth:`AnswerBook.restore` comes to.
    """
    stored = StoredAnswers(last_decision_id)
    known = stored.answers
    for image_id, answer in answers:
        rows = known.get(image_id)
        if rows is None:
            known[image_id] = [answer]
        else:
            rows.append(answer)
    shared_steps: dict[Step, Step] = {}
    shared_votes: dict[Votes, dict[str, ClassId]] = {}
    noted: dict[str, list[tuple[ImageId, dict[str, ClassId], ClassId]]] = {}
    for image_id, rows in known.items():
        said, truth = rows[0].suggestion, rows[-1].class_id
        if said.votes:
            votes = shared_votes.get(said.votes)
            if votes is None:
                votes = shared_votes[said.votes] = dict(said.votes)
            noted.setdefault(said.encoder_id, []).append((image_id, votes, truth))
        if image_id in persons:
            step = _step(rows)
            stored.metrics.add(image_id, shared_steps.setdefault(step, step))
        else:
            stored.metrics.set_aside(image_id)
    for encoder_id, answered in noted.items():
        record = stored.records[encoder_id] = new_record()
        record.note_stored(answered)
        for image_id, _, _ in answered:
            if image_id not in persons:
                record.set_aside(image_id)
    return stored


def _step(answers: list[Answer]) -> Step:
    said, truth = answers[0].suggestion, answers[-1].class_id
    return Step(
        predicted=said.class_id,
        truth=truth,
        was_new=any(answer.founded and answer.class_id == truth for answer in answers),
        predicted_new=said.is_new,
    )


def _is_persons_label(verdict: Verdict) -> bool:
    return verdict.state is ImageState.LABELLED and verdict.by is DecidedBy.HUMAN
