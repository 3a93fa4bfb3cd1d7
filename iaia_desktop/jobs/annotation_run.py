"""One run of labelling from examples over an open session."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from iaia_desktop.core.annotator import suggest
from iaia_desktop.core.calibration import epsilon_from_members
from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.engine import LabellingEngine
from iaia_desktop.core.errors import ImportDataError
from iaia_desktop.core.learner import Learner
from iaia_desktop.core.method import EpsilonMode
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.types import (
    UNDECIDED,
    ClassId,
    DecidedBy,
    Decision,
    DecisionKind,
    FileStatus,
    ImageChange,
    ImageId,
    ImageState,
    SuggestionRecord,
    Vector,
    Verdict,
)
from iaia_desktop.export.names import shown
from iaia_desktop.images.reasons import GONE
from iaia_desktop.jobs import annotation_notes as notes
from iaia_desktop.jobs.annotate_request import AnnotateReport, AnnotateRequest, Taught
from iaia_desktop.jobs.embed import EmbeddedBatch
from iaia_desktop.jobs.embed_folder import FailedFile, embed_items
from iaia_desktop.jobs.embed_queue import EmbedItem
from iaia_desktop.jobs.examples import Examples
from iaia_desktop.jobs.folder_changes import KnownImages, folder_changes_job
from iaia_desktop.jobs.open_session import OpenedSession
from iaia_desktop.jobs.progress import Progress
from iaia_desktop.jobs.stored_examples import (
    StoredExample,
    keep_examples,
    read_stored_examples,
)
from iaia_desktop.jobs.stored_method import write_method
from iaia_desktop.store.matched_embeddings import MatchedEmbeddings

_IMAGES_PER_DECISION = 500
_SAME_DISTANCE = 1e-6


@dataclass(slots=True)
class _Waiting:
    """Embedded images that wait for the decision that labels them."""

    image_ids: list[ImageId] = field(default_factory=list)
    vectors: list[Vector] = field(default_factory=list)


class AnnotationRun:
    """Teach from the examples and label the rest, in an open session.

    Parameters
    ----------
    request : AnnotateRequest
        What to do.
    opened : OpenedSession
        The session; the caller closes its store.
    examples : Examples
        Which examples there are.
    taught : Taught
        The embeddings of those outside the folder.
    paths : sequence of str
        The images of the folder as it is now.
    matched : MatchedEmbeddings or None
        Embeddings made elsewhere, by place in ``paths``.
    """

    def __init__(
        self,
        request: AnnotateRequest,
        opened: OpenedSession,
        examples: Examples,
        taught: Taught,
        paths: Sequence[str],
        matched: MatchedEmbeddings | None,
    ) -> None:
        self._request = request
        self._store = opened.store
        self._is_new = opened.is_new
        self._examples = examples
        self._taught = taught
        self._paths = paths
        self._elsewhere = matched
        self._state = opened.engine.state
        # The session may say that prototypes learn from the machine; here they must not.
        self._engine = LabellingEngine(
            self._state, replace(request.method, learn_from_machine=False)
        )
        self._learner: Learner = self._engine.use_encoder(
            request.encoder.encoder_id, request.encoder.dim
        )
        self._epsilon: float | None = None
        self._notes = [*examples.notes]
        self._said_before: dict[ImageId, SuggestionRecord | None] = {}

    def label(self, cancel: CancelToken) -> Generator[Progress, None, None]:
        """Bring the session up to date with the folder, teach, and label."""
        yield from self._take_folder(cancel)
        self._take_examples()
        yield from self._learn(cancel)
        self._choose_epsilon()
        if self._is_new:
            self._keep_method()
        self._said_before = {
            image_id: origin.suggestion
            for image_id, origin in self._store.last_suggestions().items()
        }
        yield from self._label_rest(cancel)

    # --- the folder ---------------------------------------------------------------------------

    def _take_folder(self, cancel: CancelToken) -> Generator[Progress, None, None]:
        state = self._state
        known = KnownImages.of(state)
        changes = yield from folder_changes_job(self._store.folder, known, cancel)
        self._store.rename_images(changes.moved)
        for image_id, path in changes.moved:
            state.set_path(image_id, path)
        self._note_status(changes.gone, FileStatus.MISSING, GONE)
        back = [*changes.back, *(image_id for image_id, _ in changes.moved)]
        missing = [i for i in back if state.file(i).status is FileStatus.MISSING]
        self._note_status(missing, FileStatus.PENDING, "")
        self._store.add_images(changes.new_paths)
        for path in changes.new_paths:
            state.add_image(path)
        if self._elsewhere is not None:
            places = {path: place for place, path in enumerate(self._paths)}
            self._elsewhere = self._elsewhere.renumbered(list(map(places.get, state.paths())))

    def _note_status(self, image_ids: Iterable[ImageId], status: FileStatus, reason: str) -> None:
        infos = [replace(self._state.file(i), status=status, reason=reason) for i in image_ids]
        self._store.update_files(infos)
        for info in infos:
            self._state.set_file(info)

    # --- the examples -------------------------------------------------------------------------

    def _take_examples(self) -> None:
        """Found the classes, label the examples in the folder, and keep those outside it.

        All of it is one import, as if a person had given these labels.
        """
        given = self._labels_inside()
        kept = {(row.path, row.class_id) for row in read_stored_examples(self._store)}
        base = self._request.examples.absolute()
        outside = [(str(base / path), name) for path, name in self._examples.outside]
        new = [
            (path, name)
            for path, name in outside
            if (row := self._state.class_named(name)) is None or (path, row.class_id) not in kept
        ]
        names = self._examples.class_names
        if given or new or any(self._state.class_named(name) is None for name in names):
            decision = self._commit(
                self._state.plan_import(
                    sorted(given.items()),
                    at=self._request.clock(),
                    keys=self._request.class_keys,
                    class_names=names,
                )
            )
            number = decision.decision_id
            rows = [StoredExample(path, self._class_id(name), number) for path, name in new]
            keep_examples(self._store, rows)

    def _labels_inside(self) -> dict[ImageId, str]:
        """Return the examples that are images of the folder and that nobody has decided about."""
        ids = {self._state.path(image_id): image_id for image_id in self._state.images()}
        given: dict[ImageId, str] = {}
        kept = 0
        for path, name in self._examples.inside:
            verdict = self._state.verdict(ids[path])
            row = self._state.class_named(name)
            if verdict.by is not DecidedBy.HUMAN:
                given[ids[path]] = name
            elif row is None or verdict.class_id != row.class_id:
                kept += 1
        if kept:
            self._notes.append(notes.decided_before(kept))
        return given

    def _learn(self, cancel: CancelToken) -> Generator[Progress, None, None]:
        """Make the prototypes of the person's labels in the session and of the examples."""
        human = [
            image_id
            for image_id in self._state.images()
            if self._learner.wanted(self._state.verdict(image_id)) is not None
        ]
        done = 0
        for batch in self._embedded(human, cancel):
            self._engine.add_embeddings(batch.image_ids, batch.vectors)
            self._note_files(batch)
            done += max(len(batch.files), len(batch.image_ids))
            yield Progress(done, len(human), Saying("Embedding the examples"))
        if self._is_new and self._learner.has_unsaved:
            # Before the examples outside come in: a stored prototype holds images of the session.
            prototypes, contributed = self._learner.unsaved()
            self._store.save_prototypes(
                self._learner.encoder_id, prototypes, contributed=contributed
            )
            self._learner.mark_saved()
        for name, vector in zip(self._taught.class_names, self._taught.vectors, strict=True):
            self._learner.memory.add(self._class_id(name), vector)
        if not len(self._learner.memory):
            raise ImportDataError(
                Saying(
                    "None of the example images in “{folder}” could be read.",
                    folder=shown(self._request.examples),
                ),
                Saying("See that they are images and that you may read them."),
            )
        empty = [
            name
            for name in self._examples.class_names
            if not self._learner.memory.count(self._class_id(name))
        ]
        if empty:
            self._notes.append(notes.without_example(empty))

    def _choose_epsilon(self) -> None:
        method = self._request.method
        if method.epsilon_mode is EpsilonMode.FIXED:
            self._epsilon = method.epsilon
        elif method.epsilon_mode is EpsilonMode.AUTOMATIC:
            vectors, class_ids = self._members()
            self._epsilon = epsilon_from_members(self._learner.memory, vectors, class_ids)
            if self._epsilon is None:
                self._notes.append(notes.without_epsilon())

    def _members(self) -> tuple[Vector, list[ClassId]]:
        """Return the embeddings of all that the prototypes were made of."""
        table = self._learner.embeddings
        inside = [ImageId(int(number)) for number in table.known_ids()]
        held = [(i, self._learner.contribution(i)) for i in inside]
        class_ids = [class_id for _, class_id in held if class_id is not None]
        rows = table.rows([image_id for image_id, class_id in held if class_id is not None])
        class_ids += [self._class_id(name) for name in self._taught.class_names]
        return np.concatenate((rows, self._taught.vectors)), class_ids

    def _keep_method(self) -> None:
        """Let the window go on with the same settings."""
        write_method(
            self._store,
            replace(
                self._request.method,
                epsilon=self._request.method.epsilon if self._epsilon is None else self._epsilon,
            ),
        )

    # --- the images ---------------------------------------------------------------------------

    def _label_rest(self, cancel: CancelToken) -> Generator[Progress, None, None]:
        rest = [
            image_id
            for image_id in self._state.images()
            if self._state.verdict(image_id).by is not DecidedBy.HUMAN
            and self._state.file(image_id).status is not FileStatus.MISSING
        ]
        done = passed_by = 0
        waiting = _Waiting()
        yield Progress(0, len(rest), Saying("Labelling the images"))
        for batch in self._embedded(rest, cancel):
            self._note_files(batch)
            waiting.image_ids.extend(batch.image_ids)
            waiting.vectors.extend(batch.vectors)
            passed_by += len(batch.passed_by)
            done += max(len(batch.files), len(batch.image_ids))
            if len(waiting.image_ids) >= _IMAGES_PER_DECISION:
                self._decide(waiting)
                waiting = _Waiting()
            yield Progress(done, len(rest), Saying("Labelling the images"))
        self._decide(waiting)
        if passed_by:
            self._notes.append(notes.passed_by(passed_by))

    def _decide(self, waiting: _Waiting) -> None:
        changes = []
        for image_id, vector in sorted(
            zip(waiting.image_ids, waiting.vectors, strict=True), key=lambda pair: pair[0]
        ):
            said = suggest(self._learner.memory, vector, epsilon=self._epsilon, limit=1)
            record = self._engine.as_record(said)
            before = self._state.verdict(image_id)
            after = UNDECIDED
            if said.class_id is not None:
                after = Verdict(ImageState.LABELLED, said.class_id, DecidedBy.MACHINE)
            # A second run that says the same leaves no trace.
            repeated = after == UNDECIDED or _same(self._said_before.get(image_id), record)
            if after != before or not repeated:
                changes.append(ImageChange(image_id, before, after, record))
        if changes:
            self._commit(
                Decision(
                    0,
                    DecisionKind.AUTOMATIC,
                    DecidedBy.MACHINE,
                    self._request.clock(),
                    tuple(changes),
                )
            )

    # --- inside -------------------------------------------------------------------------------

    def _embedded(
        self, image_ids: Iterable[ImageId], cancel: CancelToken
    ) -> Iterable[EmbeddedBatch]:
        items = []
        for image_id in image_ids:
            info = self._state.file(image_id)
            known = info if info.status is FileStatus.READY else None
            items.append(EmbedItem(image_id, self._state.path(image_id), known))
        folder, cache = self._store.folder, self._request.cache
        return embed_items(folder, items, self._request.encoder, cache, cancel, self._elsewhere)

    def _note_files(self, batch: EmbeddedBatch) -> None:
        self._store.update_files(batch.files)
        for info in batch.files:
            self._state.set_file(info)

    def _commit(self, decision: Decision) -> Decision:
        committed = self._store.append(decision)
        self._engine.apply(committed)
        return committed

    def _class_id(self, name: str) -> ClassId:
        row = self._state.class_named(name)
        if row is None:
            raise AssertionError(f"class {name!r} was not founded")
        return row.class_id

    def report(self, problems: tuple[FailedFile, ...]) -> AnnotateReport:
        """Count what there is now."""
        state = self._state
        by = Counter(
            verdict.by
            for verdict in map(state.verdict, state.images())
            if verdict.state is ImageState.LABELLED
        )
        bad = state.problems()
        unread = sum(state.verdict(row.image_id) == UNDECIDED for row in bad)
        inside = {path for path, _ in self._examples.inside}
        inside_unread = sum(state.path(row.image_id) in inside for row in bad)
        return AnnotateReport(
            images=len(state),
            labelled=state.count_state(ImageState.LABELLED),
            unlabelled=state.count_state(ImageState.UNLABELLED) - unread,
            skipped=state.count_state(ImageState.SKIPPED),
            discarded=state.count_state(ImageState.DISCARDED),
            by_human=by[DecidedBy.HUMAN],
            by_machine=by[DecidedBy.MACHINE],
            classes={row.name: state.count_members(row.class_id) for row in state.classes()},
            failed=tuple(FailedFile(state.path(row.image_id), row.reason) for row in bad),
            examples=len(self._examples),
            examples_used=len(self._examples) - inside_unread - len(self._taught.failed),
            examples_failed=self._taught.failed,
            problems=(*problems, *self._examples.problems),
            encoder_id=self._learner.encoder_id,
            epsilon=self._epsilon,
            notes=tuple(self._notes),
        )


def _same(before: SuggestionRecord | None, now: SuggestionRecord | None) -> bool:
    if before is None or now is None:
        return before is now
    return (
        (before.class_id, before.is_new, before.encoder_id)
        == (now.class_id, now.is_new, now.encoder_id)
        and _close(before.distance, now.distance)
        and _close(before.epsilon, now.epsilon)
    )


def _close(left: float | None, right: float | None) -> bool:
    if left is None or right is None:
        return left is right
    return math.isclose(left, right, rel_tol=0.0, abs_tol=_SAME_DISTANCE)
