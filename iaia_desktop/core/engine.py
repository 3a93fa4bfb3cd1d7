"""The labelling logic without window or disk: state, prototypes, suggestions and metrics together.

The window, the headless verbs and the experiments all run through this one object, so that what is
measured is what people use.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from iaia_desktop.core.annotator import Suggestion, suggest
from iaia_desktop.core.calibration import (
    DEFAULT_WINDOW,
    NoveltyHistory,
    NoveltyPair,
    leave_one_out_pairs,
    pair_from_ranking,
)
from iaia_desktop.core.learner import Learner
from iaia_desktop.core.method import EpsilonMode, Method
from iaia_desktop.core.metrics import Step, StreamMetrics
from iaia_desktop.core.state import AnnotationState, ChangeSet
from iaia_desktop.core.types import (
    ClassId,
    DecidedBy,
    Decision,
    DecisionKind,
    ImageChange,
    ImageId,
    ImageState,
    SuggestionRecord,
    Vector,
)

_NOVELTY_BATCH = 64
"""A decision about more images than this leaves the epsilon history alone: it is an import."""


_NEWEST_MEMBERS = 2_000
"""Examples for "why this suggestion" are looked for among so many."""


class LabellingEngine:
    """Suggest, and follow decisions.

    Parameters
    ----------
    state : AnnotationState
        Images, classes and verdicts.
    method : Method
        The settings.
    """

    def __init__(self, state: AnnotationState, method: Method) -> None:
        self.state = state
        self.method = method
        self.metrics = StreamMetrics()
        self.novelty = NoveltyHistory()
        self.learner: Learner | None = None
        self._first_suggestions: dict[ImageId, SuggestionRecord] = {}
        self._founders: dict[ClassId, ImageId] = {}

    # --- the encoder's side -------------------------------------------------------------------

    def use_encoder(self, encoder_id: str, dim: int) -> Learner:
        """Start anew with an encoder: an empty memory that fills as embeddings arrive."""
        self.novelty = NoveltyHistory()
        self.learner = Learner(
            encoder_id,
            dim,
            distance=self.method.distance,
            normalise=self.method.normalise,
            learn_from_machine=self.method.learn_from_machine,
        )
        return self.learner

    def add_embeddings(self, image_ids: Sequence[ImageId], vectors: Vector) -> bool:
        """Take embeddings in; images that are labelled already reach their prototypes.

        Returns
        -------
        bool
            Whether a prototype changed.

        Raises
        ------
        ValueError
            When no encoder is in use, or the shapes do not fit.
        """
        if self.learner is None:
            raise ValueError("embeddings came before an encoder")
        self.learner.embeddings.put(image_ids, vectors)
        changed = False
        for image_id in image_ids:
            changed |= self.learner.reconcile(image_id, self.state.verdict(image_id))
        return changed

    def rebuild_novelty(self) -> None:
        """Work the epsilon history out anew from the labelled images that have embeddings.

        After a resume or a switch of encoder the distances at the time of the decisions are gone,
        so each image is measured against the prototypes without itself. Only the newest labels
        that the history looks at are measured: 4,000 x K x d multiplications at most.
        """
        self.novelty = NoveltyHistory()
        learner = self.learner
        if learner is None:
            return
        members = [
            image_id
            for row in self.state.classes()
            for image_id in self.state.members(row.class_id)[-_NEWEST_MEMBERS:]
            if self.state.verdict(image_id).by is DecidedBy.HUMAN
            and image_id in learner.embeddings
            and learner.contribution(image_id) == row.class_id
        ][-DEFAULT_WINDOW:]
        labels = [self.state.verdict(image_id).class_id for image_id in members]
        held = [class_id for class_id in labels if class_id is not None]
        own, other = leave_one_out_pairs(learner.memory, learner.embeddings.rows(members), held)
        for image_id, class_id, near, far in zip(members, held, own, other, strict=True):
            self.novelty.add(
                image_id,
                NoveltyPair(
                    class_id,
                    None if np.isnan(near) else float(near),
                    None if np.isnan(far) else float(far),
                ),
            )

    # --- suggestions --------------------------------------------------------------------------

    @property
    def epsilon(self) -> float | None:
        """The threshold in force, or None for none."""
        if self.method.epsilon_mode is EpsilonMode.FIXED:
            return self.method.epsilon
        if self.method.epsilon_mode is EpsilonMode.NONE:
            return None
        return self.novelty.best_epsilon()

    def suggestion(self, image_id: ImageId) -> Suggestion | None:
        """Return what the memory says about an image; None while its embedding is missing.

        Classes that are known but have no prototype yet are not ranked.
        """
        if self.learner is None:
            return None
        embedding = self.learner.embeddings.get(image_id)
        if embedding is None:
            return None
        said = suggest(self.learner.memory, embedding, epsilon=self.epsilon)
        if all(self.state.has_class(ranked.class_id) for ranked in said.ranked):
            return said
        # A class that went while its members' embeddings are still on the way.
        living = tuple(row for row in said.ranked if self.state.has_class(row.class_id))
        is_new = not living or (said.epsilon is not None and living[0].distance > said.epsilon)
        return Suggestion(is_new=is_new, ranked=living, epsilon=said.epsilon)

    def record(self, image_id: ImageId) -> SuggestionRecord | None:
        """Return the suggestion for an image as it is kept with a decision, or None."""
        return self.as_record(self.suggestion(image_id))

    def as_record(self, said: Suggestion | None) -> SuggestionRecord | None:
        """Return a suggestion made by this engine as it is kept with a decision."""
        if said is None or self.learner is None:
            return None
        nearest = said.nearest
        return SuggestionRecord(
            class_id=None if nearest is None else nearest.class_id,
            is_new=said.is_new,
            distance=said.distance,
            epsilon=said.epsilon,
            encoder_id=self.learner.encoder_id,
        )

    def records(self, image_ids: Iterable[ImageId]) -> dict[ImageId, SuggestionRecord]:
        """Return the suggestions for several images, those without embedding left out."""
        found = {}
        for image_id in image_ids:
            record = self.record(image_id)
            if record is not None:
                found[image_id] = record
        return found

    def nearest_members(self, class_id: ClassId, image_id: ImageId, limit: int) -> list[ImageId]:
        """Return the labelled images of a class that look most like an image, nearest first.

        The image itself is left out. Looks at the newest 2,000 labels of the class, so that the
        cost is bounded (1 M multiplications at d = 512).
        """
        if self.learner is None:
            return []
        table = self.learner.embeddings
        embedding = table.get(image_id)
        members = [
            member
            for member in self.state.members(class_id)[-_NEWEST_MEMBERS:]
            if member != image_id and member in table
        ]
        if embedding is None or not members:
            return []
        rows = table.rows(members).astype(np.float64)
        norms = np.linalg.norm(rows, axis=1) * float(np.linalg.norm(embedding))
        closeness = rows @ embedding.astype(np.float64) / np.maximum(norms, 1e-12)
        order = np.argsort(-closeness, kind="stable")[:limit]
        return [members[index] for index in order]

    # --- decisions ----------------------------------------------------------------------------

    def apply(self, decision: Decision) -> ChangeSet:
        """Follow a decision that is committed: state, metrics, epsilon history, prototypes.

        Raises
        ------
        ValueError
            When the decision does not start from the present state; nothing is changed then.
        """
        changes = self.state.apply(decision)
        founded = {change.class_id for change in decision.classes if change.before is None}
        for change in decision.images:
            class_id = change.after.class_id
            if class_id in founded and class_id is not None:
                self._founders.setdefault(class_id, change.image_id)
            self._follow_metrics(change, undone=decision.kind is DecisionKind.UNDO)
        if self.learner is not None:
            self._follow_novelty(decision)
            self.learner.follow(decision)
        return changes

    def restore_metrics(
        self, steps: Iterable[tuple[ImageId, SuggestionRecord]], founders: dict[ClassId, ImageId]
    ) -> None:
        """Rebuild the metrics of a stored session.

        Parameters
        ----------
        steps : iterable of (ImageId, SuggestionRecord)
            What was suggested when each image got its label, in the order of the decisions;
            only the first one of an image counts.
        founders : dict of ClassId to ImageId
            The image that founded each class.
        """
        self._founders.update(founders)
        for image_id, record in steps:
            self._first_suggestions.setdefault(image_id, record)
            self._count_step(image_id)

    def _follow_metrics(self, change: ImageChange, *, undone: bool) -> None:
        labelled_now = change.after.state is ImageState.LABELLED
        if labelled_now and change.suggestion is not None and change.after.by is DecidedBy.HUMAN:
            # A step is the first answer to a suggestion; correcting it later corrects its truth.
            self._first_suggestions.setdefault(change.image_id, change.suggestion)
        elif undone and not labelled_now:
            self._first_suggestions.pop(change.image_id, None)
        self._count_step(change.image_id)

    def _count_step(self, image_id: ImageId) -> None:
        verdict = self.state.verdict(image_id)
        said = self._first_suggestions.get(image_id)
        counted = image_id in self.metrics
        if said is None or verdict.class_id is None or verdict.by is not DecidedBy.HUMAN:
            if counted:
                self.metrics.remove(image_id)
            return
        step = Step(
            predicted=said.class_id,
            truth=verdict.class_id,
            was_new=self._founders.get(verdict.class_id) == image_id,
            predicted_new=said.is_new,
        )
        if counted:
            self.metrics.replace(image_id, step)
        else:
            self.metrics.add(image_id, step)

    def _follow_novelty(self, decision: Decision) -> None:
        """Keep, for each confirmed image, how far its own class was and how far the next one."""
        for change in decision.images:
            if change.image_id in self.novelty:
                self.novelty.remove(change.image_id)
        if len(decision.images) > _NOVELTY_BATCH or decision.kind is DecisionKind.MERGE_CLASSES:
            return
        for change in decision.images:
            if change.after.by is not DecidedBy.HUMAN or change.after.class_id is None:
                continue
            said = self.suggestion(change.image_id)
            held = self.learner.contribution(change.image_id) if self.learner else None
            if said is None or held is not None:
                continue
            pair = pair_from_ranking(said.ranked, change.after.class_id)
            self.novelty.add(change.image_id, pair)
