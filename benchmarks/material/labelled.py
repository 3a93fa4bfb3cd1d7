"""A folder of made-up embeddings before the real engine, some of it labelled."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks.material.embeddings import clouds
from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.engine import LabellingEngine
from iaia_desktop.core.learner import Learner
from iaia_desktop.core.method import Method, RankerChoice
from iaia_desktop.core.state import AnnotationState
from iaia_desktop.core.types import (
    AnnotationClass,
    ClassId,
    DecidedBy,
    ImageId,
    ImageState,
    Vector,
    Verdict,
)
from iaia_desktop.jobs.fit_rankers import fit_rankers_job

_AT_ONCE = 4096
_ANSWERS = 12
"""So many answers at first: before the tenth the program looks for new classes above all."""


@dataclass(slots=True)
class LabelledFolder:
    """An engine at work, and what a perfect person would say.

    Attributes
    ----------
    engine : LabellingEngine
        With all embeddings; the first images are labelled by a person.
    vectors : ndarray, shape (n, d), float32
        The embeddings as they were before they were kept.
    classes : ndarray, shape (n,)
        The true class of each image, from 0.
    next_id : int
        The next image to decide.
    decisions : int
        How many were taken here.
    """

    engine: LabellingEngine
    vectors: Vector
    classes: npt.NDArray[np.intp]
    next_id: int
    decisions: int = 0

    @property
    def learner(self) -> Learner:
        """What the engine has learnt."""
        if self.engine.learner is None:
            raise RuntimeError("the engine has no encoder")
        return self.engine.learner

    def fit_rankers(self) -> tuple[float, float]:
        """Fit them as the background does; return the seconds for the folder and the labels."""
        rankers, learner = self.engine.rankers, self.learner
        shape = rankers.shape_request(learner, complete=True)
        started = time.perf_counter()
        if shape is not None:
            rankers.take_shape(shape.work_out())
        shaped = time.perf_counter()
        bank = rankers.latest(learner, self.engine.method)
        if bank is not None:
            ahead = self.engine.ranking_request()
            for _ in fit_rankers_job(bank, CancelToken(), ahead):
                pass
        rankers.take_bank(bank)
        return shaped - started, time.perf_counter() - shaped

    def decide(self) -> None:
        """Decide the next image as the person does: what was suggested is kept with the label."""
        image_id = ImageId(self.next_id)
        self.next_id += 1
        record = self.engine.record(image_id)
        class_id = ClassId(int(self.classes[image_id]) + 1)
        decision = self.engine.state.plan_label(
            [image_id],
            class_id,
            at=0.0,
            suggestions={} if record is None else {image_id: record},
        )
        self.decisions += 1
        self.engine.apply(decision.numbered(self.decisions))


def labelled_folder(
    images: int, dim: int, classes: int, labels: int, ranker: RankerChoice
) -> LabelledFolder:
    """Return a folder whose first images are labelled.

    Parameters
    ----------
    images, dim, classes, labels : int
        Numbers of each. With ten labels a class all but surely every class has one.
    ranker : RankerChoice
        What ranks.
    """
    vectors, truth = clouds(images, dim, classes, spread=3.0)
    state = AnnotationState(["#000000"])
    state.restore_classes(
        [AnnotationClass(ClassId(k + 1), f"class {k}", "#000000", "") for k in range(classes)],
        ClassId(classes + 1),
    )
    for number in range(images):
        verdict = Verdict(ImageState.LABELLED, ClassId(int(truth[number]) + 1), DecidedBy.HUMAN)
        if number < labels:
            state.add_image(f"{number}", verdict)
        else:
            state.add_image(f"{number}")
    engine = LabellingEngine(state, Method(ranker=ranker))
    engine.use_encoder("made up", dim)
    for start in range(0, images, _AT_ONCE):
        ids = [ImageId(number) for number in range(start, min(images, start + _AT_ONCE))]
        engine.add_embeddings(ids, vectors[start : start + _AT_ONCE])
    engine.rebuild_novelty()
    folder = LabelledFolder(engine, vectors, truth, next_id=labels)
    for _ in range(_ANSWERS):
        folder.decide()
    return folder
