"""The labelling logic without window or disk: state, prototypes, suggestions and metrics together.

The window, the headless verbs and the experiments all run through this one object, so that what is
measured is what people use.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.annotator import Suggestion
from iaia_desktop.core.answers import AnswerBook
from iaia_desktop.core.learner import Learner
from iaia_desktop.core.memory import PrototypeMemory
from iaia_desktop.core.method import Method
from iaia_desktop.core.metrics import StreamMetrics
from iaia_desktop.core.name_guide import NameGuide
from iaia_desktop.core.novelty_guide import NoveltyEvidence, NoveltyGuide
from iaia_desktop.core.ranker_guide import RankerGuide
from iaia_desktop.core.ranking_keeper import RankingKeeper
from iaia_desktop.core.ranking_request import RankingRequest
from iaia_desktop.core.state import AnnotationState, ChangeSet
from iaia_desktop.core.types import (
    ClassId,
    Decision,
    ImageId,
    SuggestionRecord,
    Vector,
)

_NEWEST_MEMBERS = 2_000
"""Examples for "why this suggestion" are looked for among so many."""


class LabellingEngine:
    """Suggest, and follow decisions.

    Whether an image looks new is said by :class:`iaia_desktop.core.novelty_guide.NoveltyGuide`, how
    good the suggestions were by :class:`iaia_desktop.core.answers.AnswerBook`.

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
        self.novelty = NoveltyGuide(state)
        self.learner: Learner | None = None
        self.names = NameGuide(state)
        self.rankers = RankerGuide()
        self._keeper = RankingKeeper()
        self.answers = AnswerBook(state, self.rankers)

    @property
    def metrics(self) -> StreamMetrics:
        """How good the suggestions were, by what people answered."""
        return self.answers.metrics

    # --- the encoder's side -------------------------------------------------------------------

    def use_encoder(self, encoder_id: str, dim: int) -> Learner:
        """Start anew with an encoder: an empty memory that fills as embeddings arrive."""
        if self.learner is None or self.learner.encoder_id != encoder_id:
            self.names.use({})
        self.names.note_change()
        self.rankers.note_change()
        self.learner = Learner(
            encoder_id,
            dim,
            distance=self.method.distance,
            normalise=self.method.normalise,
            learn_from_machine=self.method.learn_from_machine,
        )
        self.novelty.use_encoder(self.learner)
        self.rankers.use_encoder()
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
        self.learner.take(image_ids, vectors)
        distinct = dict.fromkeys(image_ids)
        changed = self.learner.reconcile_all((i, self.state.verdict(i)) for i in distinct)
        self.novelty.note_embedded(image_ids)
        self.novelty.take(self.learner, image_ids)
        self.names.note_change()
        self.rankers.note_change(changed)
        return changed > 0

    def use_examples(self, examples: Mapping[int, tuple[ClassId, Vector]]) -> bool:
        """Let pictures that are no images of the session speak for their classes.

        Parameters
        ----------
        examples : mapping of int to (ClassId, ndarray of shape (d,))
            All of them; those whose class does not live are passed over.

        Returns
        -------
        bool
            Whether a prototype changed.
        """
        if self.learner is None:
            return False
        living = {
            number: example
            for number, example in examples.items()
            if self.state.has_class(example[0])
        }
        self.names.note_change()
        self.rankers.note_change(max(len(living), len(self.learner.examples())))
        self.novelty.use_examples(living)
        return self.learner.set_examples(living)

    def rebuild_novelty(self) -> None:
        """Note that all labelled images which can be embedded are, after a resume or a switch.

        Until then an image may look new for want of labels, so nothing is called new.
        """
        self.novelty.settle()

    # --- suggestions --------------------------------------------------------------------------

    @property
    def epsilon(self) -> float | None:
        """The threshold in force, or None for none."""
        return self.novelty.epsilon(self.learner, self.method)

    @property
    def evidence(self) -> NoveltyEvidence:
        """What the person's labels say about known and new classes, by the score in force."""
        if self.learner is None:
            return NoveltyEvidence(np.zeros(0), np.zeros(0), 0.5)
        return self.novelty.evidence(self.learner, self.method)

    def suggestion(self, image_id: ImageId) -> Suggestion | None:
        """Return what the memory says about an image; None while its embedding is missing.

        Classes that have no prototype yet are ranked when their names are known to the encoder.
        """
        if self.learner is None:
            return None
        embedding = self.learner.embeddings.get(image_id)
        if embedding is None:
            return None
        memory = self.learner.memory
        class_ids: Sequence[ClassId] = memory.class_ids
        distances = memory.distances(embedding)
        if not all(map(self.state.has_class, class_ids)):
            # A class that went while its members' embeddings are still on the way.
            living = [row for row, k in enumerate(class_ids) if self.state.has_class(k)]
            class_ids, distances = [class_ids[row] for row in living], distances[living]
        ranked = self.rankers.ranked(
            class_ids, distances.astype(np.float64), image_id, self.learner, self.method
        )
        said = Suggestion(is_new=not ranked, ranked=ranked, epsilon=None)
        said = self.novelty.judged(said, image_id, self.learner, self.method)
        return self.names.revised(said, embedding, self.learner)

    def record(self, image_id: ImageId) -> SuggestionRecord | None:
        """Return the suggestion for an image as it is kept with a decision, or None."""
        return self.as_record(self.suggestion(image_id), image_id)

    def as_record(
        self, said: Suggestion | None, image_id: ImageId | None = None
    ) -> SuggestionRecord | None:
        """Return a suggestion made by this engine as it is kept with a decision.

        With the image, what every ranker would have suggested for it is kept too.
        """
        if said is None or self.learner is None:
            return None
        nearest = said.nearest
        embedded = image_id is not None and image_id in self.learner.embeddings
        votes = self.rankers.votes([image_id]) if image_id is not None and embedded else {}
        return SuggestionRecord(
            class_id=None if nearest is None else nearest.class_id,
            is_new=said.is_new,
            distance=said.distance,
            epsilon=said.epsilon,
            encoder_id=self.learner.encoder_id,
            votes=() if image_id is None else votes.get(image_id, ()),
        )

    def records(self, image_ids: Iterable[ImageId]) -> dict[ImageId, SuggestionRecord]:
        """Return the suggestions for several images, those without embedding left out."""
        found = {}
        for image_id in image_ids:
            record = self.as_record(self.suggestion(image_id))
            if record is not None:
                found[image_id] = record
        votes = self.rankers.votes(list(found))
        return {
            image_id: replace(record, votes=votes.get(image_id, ()))
            for image_id, record in found.items()
        }

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

    def waiting_ids(self) -> list[ImageId]:
        """Return the images that have an embedding and no decision, ascending."""
        return [ImageId(number) for number in self._waiting().tolist()]

    def _waiting(self) -> npt.NDArray[np.int64]:
        if self.learner is None:
            return np.zeros(0, dtype=np.int64)
        known = self.learner.embeddings.known_ids().astype(np.int64)
        decided = self.state.are_decided(int(known[-1]) + 1 if len(known) else 0)
        waiting: npt.NDArray[np.int64] = known[~decided[known]]
        return waiting

    def ranking_request(self, *, may_lag: bool = False) -> RankingRequest:
        """Return a snapshot from which another thread can rank the images that wait.

        Parameters
        ----------
        may_lag : bool, optional
            Whether rankers that are fitted already will do where few labels changed since.
        """
        learner = self.learner
        if learner is None:
            return RankingRequest([], np.zeros((0, 1), dtype=np.float32), PrototypeMemory(1))
        waiting, seeks_new = self._waiting(), self.answers.seek_new()
        fitted = self.rankers.recent if may_lag and not seeks_new else self.rankers.latest
        return RankingRequest(
            waiting,
            learner.embeddings.all_rows(),
            learner.memory.frozen(),
            ranker=self.rankers.leader(learner.encoder_id, self.method),
            bank=fitted(learner, self.method),
            novelty=self.novelty.snapshot(self.method),
            odds=self.novelty.odds(learner, self.method),
            shape=self.rankers.shape,
            seeks_new=seeks_new,
            names=self.names.prior(learner),
            arrivals=learner.arrivals.first(int(waiting[-1]) + 1 if len(waiting) else 0),
            keeper=self._keeper,
        )

    def settle_rankers(self) -> None:
        """Fit the rankers to the present labels here and now, where no other thread does it."""
        if self.learner is None:
            return
        request = self.rankers.shape_request(self.learner, complete=True)
        if request is not None:
            self.rankers.take_shape(request.work_out())
        self.rankers.take_bank(self.rankers.latest(self.learner, self.method))

    # --- decisions ----------------------------------------------------------------------------

    def apply(self, decision: Decision) -> ChangeSet:
        """Follow a decision that is committed: state, metrics, epsilon history, prototypes.

        Raises
        ------
        ValueError
            When the decision does not start from the present state; nothing is changed then.
        """
        changes = self.state.apply(decision)
        self.answers.follow(decision)
        self.names.note_change()
        self.rankers.note_change(len(decision.images))
        if self.learner is not None:
            self.learner.follow(decision)
            self.novelty.follow(decision)
            self.novelty.take(self.learner, [change.image_id for change in decision.images])
        return changes
