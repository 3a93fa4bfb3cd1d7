"""Examples from outside the folder: embedded in the same line, counted in the same prototypes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from iaia_desktop.core.types import ClassId, ImageId, Vector
from iaia_desktop.jobs.embed import EmbeddedBatch
from iaia_desktop.jobs.embed_queue import EmbedItem
from iaia_desktop.jobs.stored_examples import StoredExample, read_stored_examples
from iaia_desktop.session.annotation_session import AnnotationSession


class ExampleFeed:
    """Hold the examples of a session and their embeddings. GUI thread.

    In the line for the encoder an example bears a negative number where an image has its id.

    Parameters
    ----------
    session : AnnotationSession
        Whose classes the examples speak for.
    """

    def __init__(self, session: AnnotationSession) -> None:
        self._session = session
        self._examples: list[StoredExample] = read_stored_examples(session.store)
        self._vectors: dict[int, Vector] = {}

    def __len__(self) -> int:
        return len(self._examples)

    def restart(self) -> list[EmbedItem]:
        """Forget all embeddings (another encoder came) and return what to put in line."""
        self._vectors.clear()
        return self._items(range(len(self._examples)))

    def reload(self) -> list[EmbedItem]:
        """Take in examples that the session got since, and return what to put in line."""
        known = len(self._examples)
        self._examples = read_stored_examples(self._session.store)
        return self._items(range(known, len(self._examples)))

    def take(self, batch: EmbeddedBatch) -> EmbeddedBatch:
        """Keep the embeddings of examples, and return the batch of images without them."""
        if all(image_id >= 0 for image_id in batch.image_ids) and all(
            info.image_id >= 0 for info in batch.files
        ):
            return batch
        rows = []
        for row, image_id in enumerate(batch.image_ids):
            if image_id >= 0:
                rows.append(row)
            else:
                self._vectors[-1 - image_id] = batch.vectors[row]
        self.follow()
        return EmbeddedBatch(
            image_ids=tuple(batch.image_ids[row] for row in rows),
            vectors=batch.vectors[np.asarray(rows, dtype=np.intp)],
            files=tuple(info for info in batch.files if info.image_id >= 0),
            computed=batch.computed,
        )

    def follow(self) -> bool:
        """Let those examples count whose import is in force and whose class lives.

        Returns
        -------
        bool
            Whether a prototype changed.
        """
        history = self._session.history
        counting: dict[int, tuple[ClassId, Vector]] = {
            number: (self._examples[number].class_id, vector)
            for number, vector in self._vectors.items()
            if history.is_in_force(self._examples[number].decision_id)
        }
        return self._session.engine.use_examples(counting)

    def _items(self, numbers: Sequence[int]) -> list[EmbedItem]:
        return [EmbedItem(ImageId(-1 - n), self._examples[n].path) for n in numbers]
