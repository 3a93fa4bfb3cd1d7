"""The engine of the window as the model that auto-labelling is measured with."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from iaia_desktop.core.folder_ranking import FolderRanking
from iaia_desktop.core.types import ImageId
from iaia_desktop.experiments.auto_labelling import Whole
from iaia_desktop.experiments.dataset import EmbeddedSet
from iaia_desktop.experiments.effort import EffortSettings
from iaia_desktop.experiments.perfect_annotator import PerfectAnnotator


class EngineRanker:
    """Rank by the engine, and tell it every label as a decision of the person.

    Parameters
    ----------
    data : EmbeddedSet
        Images without an embedding are left out.
    settings : EffortSettings
        Ranker and method.
    seed : int
        Of the stream, where a limit leaves some images out.
    """

    def __init__(self, data: EmbeddedSet, settings: EffortSettings, seed: int) -> None:
        self._annotator = PerfectAnnotator(data, settings, seed)

    @property
    def truth(self) -> list[int]:
        """The true class of each image, from 1."""
        return [number + 1 for number in self._annotator.truth]

    def label(self, row: int, _class_id: int) -> None:
        """Take in the label of an image: always the true one."""
        self._annotator.one(ImageId(row))

    def recent_accuracy(self) -> float | None:
        """Return the share of the last hundred labels that had been suggested."""
        return self._annotator.engine.metrics.moving_average(100)

    def rank(self, rows: Whole) -> FolderRanking:
        """Rank these images, which wait, from the labels so far."""
        self._annotator.refit()
        request = self._annotator.engine.ranking_request()
        ranking = request.rank(0, len(request))
        ranking = ranking.taken(np.searchsorted(ranking.image_ids, rows))
        true_numbers = self._annotator.true_numbers()
        return replace(
            ranking,
            class_ids=true_numbers[ranking.class_ids],
            runner_up_ids=true_numbers[ranking.runner_up_ids],
        )
