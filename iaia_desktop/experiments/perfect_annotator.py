"""A perfect annotator before the logic of the window, who counts the actions that labelling takes.

Every image gets its true label, decided by the simulated human through the same engine, pages and
decisions as in the window. An action is a key or a click:

- one image at a time: 1 to accept the suggestion or to give another class;
- a page: 1 to confirm it, and 1 for each tile that is corrected;
- 1 more for the name of a class that is new.

Moving from page to page or image to image costs nothing. In the protocol ``one`` images come in the
order of the stream; in ``pages`` the program chooses pages and single images itself, and the stream
decides only which image is first. The rankers are fitted anew before each page, and between single
images whenever there are 3 % more labels (in the window a background thread fits all the time).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Mapping, Sequence

import numpy as np

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.engine import LabellingEngine
from iaia_desktop.core.orders import OrderChoice, OrderRequest, order_ids
from iaia_desktop.core.pages import plan_next
from iaia_desktop.core.ranker_bank import PRIOR
from iaia_desktop.core.state import AnnotationState
from iaia_desktop.core.types import ClassId, Decision, ImageId, ImageState, SuggestionRecord, Vector
from iaia_desktop.experiments.dataset import NOT_EMBEDDED, EmbeddedSet
from iaia_desktop.experiments.effort import EffortResult, EffortSettings, Protocol
from iaia_desktop.experiments.results import Numbers
from iaia_desktop.experiments.stream import stream_rows
from iaia_desktop.jobs.progress import Progress

_REFIT_GROWTH = 1.03
_SORT_EVERY = 25
_SMALL = 30


class PerfectAnnotator:
    """Label a data set through the engine of the window, and count the actions.

    Parameters
    ----------
    data : EmbeddedSet
        Images without an embedding are left out.
    settings : EffortSettings
        How.
    seed : int
        Of the stream.
    """

    def __init__(self, data: EmbeddedSet, settings: EffortSettings, seed: int) -> None:
        self.settings = settings
        rows = stream_rows(data.truth, settings.stream(), seed)
        rows = rows[data.places[rows] != NOT_EMBEDDED]
        # The session knows its images by the order of the folder, not by that of the stream.
        self._rows = np.sort(rows)
        self.stream = [ImageId(int(place)) for place in np.searchsorted(self._rows, rows)]
        self.truth: list[int] = data.truth.labels[self._rows].tolist()
        self._names = data.truth.class_names
        self._class_of: dict[int, ClassId] = {}
        self.state = AnnotationState(["#000000"])
        self.engine = LabellingEngine(self.state, settings.method())
        for image_id in range(len(self._rows)):
            self.state.add_image(f"{image_id}")
        vectors: Vector = np.asarray(data.embeddings[data.places[self._rows]], dtype=np.float32)
        self.engine.use_encoder(data.encoder_id or "data", vectors.shape[1])
        if len(vectors):
            self.engine.add_embeddings([ImageId(i) for i in range(len(vectors))], vectors)
        self.engine.settle_rankers()
        self.result = EffortResult(images=len(self._rows))
        self._decisions = 0
        self._judged = 0
        self._right: Counter[str] = Counter()

    def knows(self, image_id: ImageId) -> bool:
        """Return whether the true class of an image has a name in the session."""
        return self.truth[image_id] in self._class_of

    def one(self, image_id: ImageId) -> None:
        """Decide one image: accept, give another class, or name a new one."""
        result = self.result
        said = self.engine.suggestion(image_id)
        record = self.engine.as_record(said, image_id)
        suggestions = {} if record is None else {image_id: record}
        result.singles += 1
        result.actions += 1
        if self.knows(image_id):
            class_id = self._class_of[self.truth[image_id]]
            self._judge(suggestions, image_id, class_id)
            result.false_new += said is not None and said.is_new
            decision = self.state.plan_label([image_id], class_id, at=0.0, suggestions=suggestions)
        else:
            result.missed_new += said is not None and not said.is_new
            decision = self._founding(self.truth[image_id], [image_id], suggestions)
        self._apply(decision)

    def page(self, class_id: ClassId, image_ids: tuple[ImageId, ...]) -> None:
        """Confirm a page after correcting its tiles."""
        result = self.result
        records = self.engine.records(image_ids)
        result.pages += 1
        result.page_images += len(image_ids)
        result.actions += 1
        labels = []
        for image_id in image_ids:
            if self.knows(image_id):
                self._judge(records, image_id, self._class_of[self.truth[image_id]])
            else:
                self._apply(self._founding(self.truth[image_id], [], {}))
            label = self._class_of[self.truth[image_id]]
            if label != class_id:
                result.corrections += 1
                result.actions += 1
            labels.append((image_id, label))
        self._apply(self.state.plan_labels(labels, at=0.0, suggestions=records))

    def finish(self) -> EffortResult:
        """Return what the run took."""
        result, engine = self.result, self.engine
        encoder_id = engine.learner.encoder_id if engine.learner else ""
        result.accuracy = engine.metrics.accuracy
        result.rankers = {
            ranker.value: self._right[ranker] / self._judged if self._judged else None
            for ranker in PRIOR
        }
        result.leader = engine.rankers.leader(encoder_id, engine.method).value
        result.right = sum(
            self.state.verdict(image_id).class_id == self._class_of.get(self.truth[image_id])
            for image_id in self.stream
        )
        return result

    def true_numbers(self) -> Numbers:
        """Return the true class, from 1, by class of the session; 0 for none."""
        numbers = np.zeros(len(self._class_of) + 1, dtype=np.int64)
        for truth, class_id in self._class_of.items():
            numbers[class_id] = truth + 1
        return numbers

    def refit(self) -> None:
        """Fit the rankers to the labels so far."""
        self.engine.settle_rankers()

    def _founding(
        self,
        truth: int,
        image_ids: Sequence[ImageId],
        suggestions: Mapping[ImageId, SuggestionRecord],
    ) -> Decision:
        """Plan to found the class that an image is of; naming it is one more action."""
        self.result.names += 1
        self.result.actions += 1
        decision = self.state.plan_new_class(
            image_ids, self._names[truth], at=0.0, suggestions=suggestions
        )
        self._class_of[truth] = decision.classes[0].class_id
        return decision

    def _judge(
        self,
        records: Mapping[ImageId, SuggestionRecord],
        image_id: ImageId,
        class_id: ClassId,
    ) -> None:
        """Count which rankers foresaw the class of an image, which is known already."""
        record = records.get(image_id)
        if record is not None and record.votes:
            self._judged += 1
            self._right.update(ranker for ranker, said in record.votes if said == class_id)

    def _apply(self, decision: Decision) -> None:
        self._decisions += 1
        self.engine.apply(decision.numbered(self._decisions))


def effort_job(
    data: EmbeddedSet, settings: EffortSettings, seed: int, cancel: CancelToken
) -> Generator[Progress, None, EffortResult]:
    """Label a whole data set.

    Yields
    ------
    Progress
        In images.

    Raises
    ------
    DataSetError
        When the order is by domain and there are no domains.
    CancelledError
        When the token is set.
    """
    annotator = PerfectAnnotator(data, settings, seed)
    if settings.protocol is Protocol.PAGES:
        yield from _by_pages(annotator, cancel)
    else:
        yield from _one_by_one(annotator, cancel)
    return annotator.finish()


def _by_pages(annotator: PerfectAnnotator, cancel: CancelToken) -> Generator[Progress, None, None]:
    total, engine = len(annotator.stream), annotator.engine
    if total:
        annotator.one(annotator.stream[0])
    while True:
        cancel.raise_if_cancelled()
        annotator.refit()
        request = engine.ranking_request()
        if not len(request):
            return
        yield Progress(total - len(request), total, "Labelling page by page")
        ranking = request.rank(0, len(request))
        plan = plan_next(ranking, size=annotator.settings.page_size, seek_new=request.seeks_new)
        if plan.class_id is None:
            annotator.one(plan.image_ids[0])
        else:
            annotator.page(plan.class_id, plan.image_ids)


def _one_by_one(
    annotator: PerfectAnnotator, cancel: CancelToken
) -> Generator[Progress, None, None]:
    total, fitted_at = len(annotator.stream), 0
    waiting = list(annotator.stream)
    for done in range(total):
        cancel.raise_if_cancelled()
        if done < _SMALL or done >= _REFIT_GROWTH * fitted_at:
            annotator.refit()
            fitted_at = done
        if done % _SORT_EVERY == 0:
            yield Progress(done, total, "Labelling one by one")
            waiting = _sorted_again(annotator, waiting)
        annotator.one(waiting.pop(0))


def _sorted_again(annotator: PerfectAnnotator, waiting: list[ImageId]) -> list[ImageId]:
    """Return the images that wait in the order of the window, if one is asked for."""
    choice = annotator.settings.order
    if not isinstance(choice, OrderChoice):
        return waiting
    engine = annotator.engine
    request = engine.ranking_request()
    if engine.learner is None:
        return waiting
    labelled = [
        i
        for i in annotator.state.images()
        if annotator.state.verdict(i).state is ImageState.LABELLED
    ]
    ordered = order_ids(
        OrderRequest(
            choice,
            request.rank(0, len(request)),
            engine.learner.embeddings.all_rows(),
            np.asarray(labelled, dtype=np.int64),
        )
    )
    return [ImageId(int(number)) for number in ordered]
