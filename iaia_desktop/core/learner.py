"""Keep the prototypes equal to the mean of the labelled images, in whatever order things arrive.

A label may come before the embedding (the person is faster than the encoder), and a label may be
revised at any time. So there is one rule, :meth:`Learner.reconcile`: compare the class that holds
an image's embedding now with the class that should, and move the embedding.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from iaia_desktop.core.column import Column
from iaia_desktop.core.embeddings import EmbeddingTable
from iaia_desktop.core.memory import PrototypeMemory
from iaia_desktop.core.types import (
    UNDECIDED,
    ClassId,
    DecidedBy,
    Decision,
    Distance,
    ImageId,
    StoredPrototype,
    Vector,
    Verdict,
)

_ROWS_AT_ONCE = 1024


class Learner:
    """Own the prototype memory M, the embeddings, and which image counts in which prototype.

    Parameters
    ----------
    encoder_id : str
        The encoder of all embeddings here.
    dim : int
        Length d of an embedding.
    distance : Distance
        How suggestions are ranked.
    normalise : bool
        Whether embeddings are L2-normalised before they are averaged.
    learn_from_machine : bool
        Whether labels that the machine gave move prototypes too (the paper's self-labelling).
    """

    def __init__(
        self,
        encoder_id: str,
        dim: int,
        *,
        distance: Distance = Distance.COSINE,
        normalise: bool = True,
        learn_from_machine: bool = False,
    ) -> None:
        self.encoder_id = encoder_id
        self.learn_from_machine = learn_from_machine
        self.memory = PrototypeMemory(dim, distance=distance, normalise=normalise)
        self.embeddings = EmbeddingTable(dim)
        # Embeddings of examples that are no images of the session: in the memory, never on disk.
        self._examples: dict[int, tuple[ClassId, Vector]] = {}
        self._example_sums = PrototypeMemory(dim, distance=distance, normalise=normalise)
        self._contributed: dict[ImageId, ClassId] = {}
        self.holders = Column()
        """The class whose prototype holds each image, 0 for none; see :meth:`contribution`."""
        self.arrivals = Column()
        """In which order embeddings came: a number of its own for each time one is taken in."""
        self._arrived = 0
        self._dirty_classes: set[ClassId] = set()
        self._dirty_images: set[ImageId] = set()

    def restore(
        self,
        prototypes: Iterable[StoredPrototype],
        contributed: Mapping[ImageId, ClassId],
    ) -> None:
        """Take over what a stored session has learnt; the embeddings may come later.

        Parameters
        ----------
        prototypes : iterable of StoredPrototype
            Of this encoder, each class once.
        contributed : mapping of ImageId to ClassId
            The images that they hold.
        """
        examples = dict(self._examples)
        self.set_examples({})
        self.memory.restore(prototypes)
        self._contributed = dict(contributed)
        self.holders = Column(max(contributed, default=0) + 1)
        for image_id, class_id in contributed.items():
            self.holders.put(image_id, class_id)
        self.set_examples(examples)
        self.mark_saved()

    def set_examples(self, examples: Mapping[int, tuple[ClassId, Vector]]) -> bool:
        """Let these examples, and no others, count in the prototypes beside the labelled images.

        Parameters
        ----------
        examples : mapping of int to (ClassId, ndarray of shape (d,))
            By any number that stays the same for the same example.

        Returns
        -------
        bool
            Whether a prototype changed.
        """
        gone = [number for number in self._examples if number not in examples]
        for number in gone:
            self._drop_example(number)
        new = [number for number in examples if number not in self._examples]
        for number in new:
            class_id, vector = examples[number]
            self.memory.add(class_id, vector)
            self._example_sums.add(class_id, vector)
            self._examples[number] = (class_id, vector)
        return bool(gone or new)

    def _drop_example(self, number: int) -> None:
        class_id, vector = self._examples.pop(number)
        self.memory.remove(class_id, vector)
        self._example_sums.remove(class_id, vector)

    def contribution(self, image_id: ImageId) -> ClassId | None:
        """Return the class whose prototype holds this image's embedding, or None."""
        return self._contributed.get(image_id)

    def examples(self) -> Mapping[int, tuple[ClassId, Vector]]:
        """Return the examples that count beside the images. Not to be changed by the caller."""
        return self._examples

    @property
    def contributed_count(self) -> int:
        """How many images the prototypes hold."""
        return len(self._contributed)

    def take(self, image_ids: Sequence[ImageId], vectors: Vector) -> None:
        """Keep embeddings; :meth:`reconcile` then moves those that a label waits for.

        An image that had another embedding (its file was replaced) leaves its prototype first, for
        only while the old one is at hand can it be taken out again.

        Raises
        ------
        ValueError
            When the shapes differ, or a number is not finite; nothing has changed then.
        """
        if len(image_ids):
            self.embeddings.check(image_ids, vectors)
        for image_id in image_ids:
            self.forget_image(image_id)
        self.embeddings.put(image_ids, vectors)
        self._arrived += 1
        self.arrivals.put(image_ids, self._arrived)

    def wanted(self, verdict: Verdict) -> ClassId | None:
        """Return the class whose prototype an image with this verdict belongs to, or None."""
        if verdict.by is DecidedBy.MACHINE and not self.learn_from_machine:
            return None
        return verdict.class_id

    def reconcile(self, image_id: ImageId, verdict: Verdict) -> bool:
        """Move the image's embedding to the prototype where its label wants it.

        Without an embedding nothing can move yet; the next call after it arrived does.

        Returns
        -------
        bool
            Whether a prototype changed.
        """
        wanted = self.wanted(verdict)
        held = self._contributed.get(image_id)
        if wanted == held:
            return False
        embedding = self.embeddings.get(image_id)
        if embedding is None:
            return False
        if held is not None:
            self.memory.remove(held, embedding)
            self._hold(image_id, None)
            self._dirty_classes.add(held)
        if wanted is not None:
            self.memory.add(wanted, embedding)
            self._hold(image_id, wanted)
            self._dirty_classes.add(wanted)
        self._dirty_images.add(image_id)
        return True

    def follow(self, decision: Decision) -> bool:
        """Let the prototypes follow a decision that is applied to the state.

        A class that goes leaves its examples behind and takes its sum along: merged into the class
        that its images went to, or dropped. That is exact also for images whose embedding is not
        at hand (a resumed session).

        Returns
        -------
        bool
            Whether a prototype changed.
        """
        gone = {change.class_id for change in decision.classes if change.after is None}
        orphans = [number for number, (class_id, _) in self._examples.items() if class_id in gone]
        for number in orphans:
            self._drop_example(number)
        changed = bool(orphans)
        for class_id in gone:
            changed |= self._let_go(class_id, decision)
        verdicts = ((change.image_id, change.after) for change in decision.images)
        return self.reconcile_all(verdicts) > 0 or changed

    def reconcile_all(self, verdicts: Iterable[tuple[ImageId, Verdict]]) -> int:
        """Do :meth:`reconcile` for many different images at once; return how many moved."""
        moves = []
        for image_id, verdict in verdicts:
            wanted, held = self.wanted(verdict), self._contributed.get(image_id)
            if wanted != held and image_id in self.embeddings:
                moves.append((image_id, held, wanted))
        leaving: dict[ClassId, list[ImageId]] = {}
        coming: dict[ClassId, list[ImageId]] = {}
        for image_id, held, wanted in moves:
            if held is not None:
                leaving.setdefault(held, []).append(image_id)
            if wanted is not None:
                coming.setdefault(wanted, []).append(image_id)
        for class_id, image_ids in leaving.items():
            for start in range(0, len(image_ids), _ROWS_AT_ONCE):
                part = image_ids[start : start + _ROWS_AT_ONCE]
                self.memory.remove_many(class_id, self.embeddings.rows(part))
        for class_id, image_ids in coming.items():
            for start in range(0, len(image_ids), _ROWS_AT_ONCE):
                part = image_ids[start : start + _ROWS_AT_ONCE]
                self.memory.add_many(class_id, self.embeddings.rows(part))
        for image_id, _, wanted in moves:
            self._hold(image_id, wanted)
        self._dirty_classes.update(leaving, coming)
        self._dirty_images.update(image_id for image_id, _, _ in moves)
        return len(moves)

    def _let_go(self, class_id: ClassId, decision: Decision) -> bool:
        holders = [
            change
            for change in decision.images
            if self._contributed.get(change.image_id) == class_id
        ]
        targets = {self.wanted(change.after) for change in holders}
        if len(holders) != self.memory.count(class_id) or len(targets) != 1:
            # Not all of its images move to one place: each goes by itself, if it can.
            return False
        target = targets.pop()
        for change in holders:
            self._hold(change.image_id, target)
        self._dirty_classes.add(class_id)
        self._dirty_images.update(change.image_id for change in holders)
        if target is None:
            self.memory.drop(class_id)
        else:
            self.memory.merge(class_id, target)
            self._dirty_classes.add(target)
        return True

    def _hold(self, image_id: ImageId, class_id: ClassId | None) -> None:
        """Note which prototype holds an image."""
        if class_id is None:
            self._contributed.pop(image_id, None)
        else:
            self._contributed[image_id] = class_id
        self.holders.put(image_id, class_id or 0)

    def forget_image(self, image_id: ImageId) -> None:
        """Take an image whose file was replaced out of its prototype and out of the table.

        Only possible while its old embedding is at hand; else it stays in the sum.
        """
        if image_id in self.embeddings:
            self.reconcile(image_id, UNDECIDED)
            self.embeddings.forget(image_id)

    def unsaved(
        self,
    ) -> tuple[list[StoredPrototype], list[tuple[ImageId, ClassId | None]]]:
        """Return what changed since it was last saved; :meth:`mark_saved` follows a save.

        Returns
        -------
        prototypes : list of StoredPrototype
            Of the classes that changed; one that has no members any more has a count of 0.
        contributed : list of (ImageId, ClassId or None)
            The images that moved.
        """
        prototypes = [self._stored(class_id) for class_id in sorted(self._dirty_classes)]
        moved = [
            (image_id, self._contributed.get(image_id)) for image_id in sorted(self._dirty_images)
        ]
        return prototypes, moved

    def _stored(self, class_id: ClassId) -> StoredPrototype:
        """Return the prototype of the labelled images alone, without the examples."""
        count, total = 0, np.zeros(self.memory.dim)
        for row in self.memory.stored(self.encoder_id, [class_id]):
            count, total = row.count, row.total
        for row in self._example_sums.stored(self.encoder_id, [class_id]):
            count, total = count - row.count, total - row.total
        return StoredPrototype(class_id, self.encoder_id, count, total)

    def mark_saved(self) -> None:
        """Note that what :meth:`unsaved` returned is on disk."""
        self._dirty_classes.clear()
        self._dirty_images.clear()

    @property
    def has_unsaved(self) -> bool:
        """Whether prototypes changed since they were last saved."""
        return bool(self._dirty_classes or self._dirty_images)
