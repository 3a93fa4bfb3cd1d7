"""Which ranker speaks, what the rankers say, and how they fared on the person's answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from iaia_desktop.core.annotator import RankedClass, Suggestion
from iaia_desktop.core.folder_shape import FEWEST_IMAGES, FolderShape, ShapeRequest
from iaia_desktop.core.learner import Learner
from iaia_desktop.core.method import Method, RankerChoice
from iaia_desktop.core.mixing import RankerRecord
from iaia_desktop.core.ranker_bank import PRIOR, LabelSnapshot, RankerBank
from iaia_desktop.core.types import ClassId, ImageId, SuggestionRecord

Votes = tuple[tuple[str, ClassId], ...]


class RankerGuide:
    """Hold the folder's shape and the rankers, and follow the labels. GUI thread, as the engine.

    The rankers are fitted to all labels at once, which takes a fraction of a second, so another
    thread does it: :meth:`latest` gives the bank of the present labels to fit, :meth:`take_bank`
    takes it when it is ready, and until then the former one speaks. Without any the prototypes do.
    """

    def __init__(self) -> None:
        self._shape: FolderShape | None = None
        self._latest: RankerBank | None = None
        self._ready: RankerBank | None = None
        self._records: dict[str, RankerRecord] = {}

    # --- following ----------------------------------------------------------------------------

    def use_encoder(self) -> None:
        """Begin anew with another encoder; the records of all encoders are kept."""
        self._shape = self._latest = self._ready = None

    def note_change(self) -> None:
        """Note that labels, examples or embeddings changed."""
        self._latest = None

    @property
    def shape(self) -> FolderShape | None:
        """What the unlabelled images tell; None while there are too few."""
        return self._shape

    def shape_request(self, learner: Learner, *, complete: bool = False) -> ShapeRequest | None:
        """Return what another thread needs to work the shape out; None while the one here will do.

        Parameters
        ----------
        learner : Learner
            Holds the embeddings.
        complete : bool, optional
            Whether no more embeddings are on the way, so that any that came since count.
        """
        embedded = len(learner.embeddings)
        if embedded < FEWEST_IMAGES:
            return None
        if self._shape is not None and not self._shape.is_outgrown(embedded):
            same = embedded == len(self._shape)
            if same or not complete:
                return None
        return ShapeRequest(learner.embeddings.known_ids().tolist(), learner.embeddings.all_rows())

    def take_shape(self, shape: FolderShape) -> None:
        """Go by this shape from now on."""
        self._shape = shape
        self._latest = None

    def latest(self, learner: Learner, method: Method) -> RankerBank | None:
        """Return the rankers for the present labels, to be fitted and used on any thread.

        None while the paper's classifier ranks alone, or shape or labels are missing.
        """
        if (
            method.ranker is RankerChoice.PROTOTYPE
            or self._shape is None
            or not len(learner.memory)
        ):
            return None
        if self._latest is None:
            labels = _snapshot(learner)
            if not labels.class_of and not labels.example_classes:
                return None
            self._latest = RankerBank(
                self._shape, labels, learner.embeddings.all_rows(), learner.memory.copy()
            )
        return self._latest

    def take_bank(self, bank: RankerBank | None) -> None:
        """Let these rankers speak; they are fitted already. None lets the prototypes speak."""
        self._ready = bank

    # --- saying -------------------------------------------------------------------------------

    def leader(self, encoder_id: str, method: Method) -> RankerChoice:
        """Return the ranker that speaks: the chosen one, or the best so far."""
        if method.ranker is not RankerChoice.AUTO:
            return method.ranker
        return RankerChoice(self.record(encoder_id).leader())

    def revised(
        self, said: Suggestion, image_id: ImageId, learner: Learner, method: Method
    ) -> Suggestion:
        """Return a suggestion with its classes in the order of the ranker that speaks.

        Parameters
        ----------
        said : Suggestion
            By the prototypes.
        image_id : ImageId
            An embedded image.
        """
        bank = self._ready
        if bank is None or method.ranker is RankerChoice.PROTOTYPE or not said.ranked:
            return said
        ids = np.array([image_id], dtype=np.int64)
        chances = bank.probabilities(self.leader(learner.encoder_id, method), ids)[0]
        chance_of = dict(zip(bank.class_ids, chances.tolist(), strict=True))
        return replace(said, ranked=_reordered(said.ranked, chance_of))

    def votes(self, image_ids: Sequence[ImageId]) -> dict[ImageId, Votes]:
        """Return what each ranker would suggest for embedded images; nothing without a bank."""
        if self._ready is None or not image_ids:
            return {}
        said = self._ready.votes(np.asarray(image_ids, dtype=np.int64))
        return {
            image_id: tuple(votes.items()) for image_id, votes in zip(image_ids, said, strict=True)
        }

    # --- the record ---------------------------------------------------------------------------

    def record(self, encoder_id: str) -> RankerRecord:
        """Return how the rankers fared on the answers with the embeddings of an encoder."""
        if encoder_id not in self._records:
            self._records[encoder_id] = new_record()
        return self._records[encoder_id]

    def take_records(self, records: Mapping[str, RankerRecord]) -> None:
        """Go by these records from now on, by encoder."""
        self._records = dict(records)

    def note_answer(self, image_id: ImageId, said: SuggestionRecord, truth: ClassId) -> None:
        """Take in an answer about an image, in place of the one before."""
        self.forget_answer(image_id, said.encoder_id)
        if said.votes:
            self.record(said.encoder_id).note(image_id, dict(said.votes), truth)

    def drop_answer(self, image_id: ImageId, *, for_good: bool) -> None:
        """Count the answer about an image no more: at all, or until it is noted again."""
        for record in self._records.values():
            if for_good:
                record.forget(image_id)
            else:
                record.set_aside(image_id)

    def forget_answer(self, image_id: ImageId, except_encoder: str = "") -> None:
        """Take the answer about an image back."""
        for encoder_id, record in self._records.items():
            if encoder_id != except_encoder:
                record.forget(image_id)


def new_record() -> RankerRecord:
    """Return a record without an answer yet."""
    return RankerRecord({ranker.value: weight for ranker, weight in PRIOR.items()})


def _snapshot(learner: Learner) -> LabelSnapshot:
    pairs = [
        (image_id, class_id)
        for image_id, class_id in learner.contributions().items()
        if image_id in learner.embeddings
    ]
    # By image, so that the rankers are the same whatever the order of the labels was.
    pairs.sort()
    examples = learner.examples()
    vectors = [examples[number][1] for number in sorted(examples)]
    dim = learner.embeddings.dim
    return LabelSnapshot(
        image_ids=[image_id for image_id, _ in pairs],
        class_of=[class_id for _, class_id in pairs],
        examples=np.stack(vectors) if vectors else np.zeros((0, dim), dtype=np.float32),
        example_classes=[examples[number][0] for number in sorted(examples)],
    )


def _reordered(
    ranked: tuple[RankedClass, ...], chance_of: dict[ClassId, float]
) -> tuple[RankedClass, ...]:
    """Order by chance; a class that the rankers do not know yet keeps its place."""
    known = [
        replace(row, chance=chance_of[row.class_id]) for row in ranked if row.class_id in chance_of
    ]
    known.sort(key=lambda row: -(row.chance or 0.0))
    for place, row in enumerate(ranked):
        if row.class_id not in chance_of:
            known.insert(place, row)
    return tuple(known)
