"""Which ranker speaks, what the rankers say, and how they fared on the person's answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.annotator import RankedClass, ranked_classes
from iaia_desktop.core.folder_shape import FEWEST_IMAGES, FolderShape, ShapeRequest
from iaia_desktop.core.learner import Learner
from iaia_desktop.core.method import Method, RankerChoice
from iaia_desktop.core.mixing import RankerRecord
from iaia_desktop.core.ranker_bank import PRIOR, LabelSnapshot, RankerBank
from iaia_desktop.core.types import ClassId, ImageId, SuggestionRecord

LAG = 0.03
"""Share of the labels that may have changed since the rankers were fitted which rank a folder: as
many as go by between two fits where the effort of labelling is measured one image at a time."""

Floats = npt.NDArray[np.float64]
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
        self._changes = 0
        self._records: dict[str, RankerRecord] = {}

    # --- following ----------------------------------------------------------------------------

    def use_encoder(self) -> None:
        """Begin anew with another encoder; the records of all encoders are kept."""
        self._shape = self._latest = self._ready = None

    def note_change(self, labels: int = 0) -> None:
        """Note that labels, examples or embeddings changed, so many of the labels among them."""
        self._latest = None
        self._changes += labels

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
        return ShapeRequest(learner.embeddings.known_ids(), learner.embeddings.all_rows())

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
            if not len(labels.class_of) and not labels.example_classes:
                return None
            self._latest = RankerBank(
                self._shape, labels, learner.embeddings.all_rows(), learner.memory.frozen()
            )
            self._latest.made_at = self._changes
        return self._latest

    def recent(self, learner: Learner, method: Method) -> RankerBank | None:
        """Return the rankers that are fitted already while they will do, else :meth:`latest`.

        They will do for ranking a whole folder while they know the very classes that have labels,
        and no more than 3 % of the labels changed since.
        """
        bank = self._ready
        if (
            bank is not None
            and bank.shape is self._shape
            and method.ranker is not RankerChoice.PROTOTYPE
            and self._changes - bank.made_at <= LAG * bank.label_count
            and bank.class_ids == learner.memory.class_ids
        ):
            return bank
        return self.latest(learner, method)

    def take_bank(self, bank: RankerBank | None) -> None:
        """Let these rankers speak; they are fitted already. None lets the prototypes speak."""
        self._ready = bank

    # --- saying -------------------------------------------------------------------------------

    def leader(self, encoder_id: str, method: Method) -> RankerChoice:
        """Return the ranker that speaks: the chosen one, or the best so far."""
        if method.ranker is not RankerChoice.AUTO:
            return method.ranker
        return RankerChoice(self.record(encoder_id).leader())

    def ranked(
        self,
        class_ids: Sequence[ClassId],
        distances: Floats,
        image_id: ImageId,
        learner: Learner,
        method: Method,
    ) -> tuple[RankedClass, ...]:
        """Return the classes for an image in the order of the ranker that speaks.

        Parameters
        ----------
        class_ids : sequence of ClassId, length K
            Oldest first.
        distances : ndarray, shape (K,), float64
            From the image to their prototypes.
        image_id : ImageId
            An embedded image.

        Returns
        -------
        tuple of RankedClass
            By chance; a class that the rankers do not know yet keeps the place that its distance
            gives it. Without rankers all are ordered by distance.
        """
        order = np.argsort(distances, kind="stable")
        bank = self._ready
        if bank is None or method.ranker is RankerChoice.PROTOTYPE or not len(order):
            return _rows(class_ids, distances, order)
        ids = np.array([image_id], dtype=np.int64)
        chances = bank.probabilities(self.leader(learner.encoder_id, method), ids)[0]
        columns = np.array(bank.columns_of(class_ids), dtype=np.intp)[order]
        known = np.flatnonzero(columns >= 0)
        chance = chances[columns[known]]
        by_chance = np.argsort(-chance, kind="stable")
        likeliest_first = order[known[by_chance]]
        rows = _rows(class_ids, distances, likeliest_first, chance[by_chance].tolist())
        if len(known) == len(order):
            return rows
        all_rows = list(rows)
        for place in np.flatnonzero(columns < 0).tolist():
            all_rows[place:place] = _rows(class_ids, distances, order[place : place + 1])
        return tuple(all_rows)

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
    # By image, so that the rankers are the same whatever the order of the labels was.
    known = learner.embeddings.known_ids()
    holders = learner.holders.first(int(known[-1]) + 1 if len(known) else 0)
    labelled = known[holders[known] > 0]
    examples = learner.examples()
    vectors = [examples[number][1] for number in sorted(examples)]
    dim = learner.embeddings.dim
    return LabelSnapshot(
        image_ids=labelled.astype(np.int64),
        class_of=holders[labelled].astype(np.int64),
        examples=np.stack(vectors) if vectors else np.zeros((0, dim), dtype=np.float32),
        example_classes=[examples[number][0] for number in sorted(examples)],
    )


def _rows(
    class_ids: Sequence[ClassId],
    distances: Floats,
    order: npt.NDArray[np.intp],
    chances: Iterable[float | None] = repeat(None),
) -> tuple[RankedClass, ...]:
    names = map(class_ids.__getitem__, order.tolist())
    return ranked_classes(names, distances[order].tolist(), chances=chances)
