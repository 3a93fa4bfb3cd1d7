"""Random sessions against a model in memory: the file always says what the model says."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from iaia_desktop.core.types import (
    UNDECIDED,
    AnnotationClass,
    ClassChange,
    ClassId,
    DecidedBy,
    Decision,
    DecisionKind,
    ImageChange,
    ImageId,
    ImageState,
    StoredPrototype,
    SuggestionRecord,
    Verdict,
)
from iaia_desktop.store.session_file import SessionStore

ENCODER = "enc"
IMAGES = 8
# Whole numbers: sums in any order are equal to the last bit.
EMBEDDINGS = np.arange(IMAGES * 3, dtype=np.float64).reshape(IMAGES, 3)

SET_ASIDE = {
    ImageState.UNLABELLED: DecisionKind.CLEAR,
    ImageState.SKIPPED: DecisionKind.SKIP,
    ImageState.DISCARDED: DecisionKind.DISCARD,
}

image_ids = st.integers(0, IMAGES - 1).map(ImageId)
deciders = st.sampled_from(DecidedBy)
distances = st.floats(0, 2, allow_nan=False)


class SessionMachine(RuleBasedStateMachine):
    """Decide at random, undo, redo and reopen."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "s.iaia"
        self.store = SessionStore.create(path, folder=Path(self.folder.name), created_at=0.0)
        self.store.add_images([f"{number}.jpg" for number in range(IMAGES)])
        self.verdicts: dict[ImageId, Verdict] = dict.fromkeys(
            map(ImageId, range(IMAGES)), UNDECIDED
        )
        self.classes: dict[ClassId, AnnotationClass] = {}
        self.appended: list[Decision] = []
        self.done: list[Decision] = []
        self.undone: list[Decision] = []

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    def append(self, decision: Decision) -> Decision:
        touched: set[ClassId] = set()
        for change in decision.images:
            touched |= {
                verdict.class_id
                for verdict in (change.before, change.after)
                if verdict.class_id is not None
            }
            self.verdicts[change.image_id] = change.after
        for class_change in decision.classes:
            self.classes.pop(class_change.class_id, None)
            if class_change.after is not None:
                self.classes[class_change.class_id] = class_change.after
        numbered = self.store.append(
            decision,
            prototypes=[self.prototype(class_id) for class_id in sorted(touched)],
            contributed=[(change.image_id, change.after.class_id) for change in decision.images],
        )
        self.appended.append(numbered)
        return numbered

    def prototype(self, class_id: ClassId) -> StoredPrototype:
        members = [
            image for image, verdict in self.verdicts.items() if verdict.class_id == class_id
        ]
        return StoredPrototype(class_id, ENCODER, len(members), EMBEDDINGS[members].sum(axis=0))

    def act(
        self,
        kind: DecisionKind,
        images: tuple[ImageChange, ...] = (),
        classes: tuple[ClassChange, ...] = (),
        by: DecidedBy = DecidedBy.HUMAN,
    ) -> None:
        decision = Decision(0, kind, by, float(len(self.appended)), images, classes)
        self.done.append(self.append(decision))
        self.undone.clear()

    def change(
        self,
        image_id: ImageId,
        after: Verdict,
        suggestion: SuggestionRecord | None = None,
    ) -> ImageChange:
        return ImageChange(image_id, self.verdicts[image_id], after, suggestion)

    @rule(name=st.text(max_size=5), image_id=image_ids)
    def new_class(self, name: str, image_id: ImageId) -> None:
        created = AnnotationClass(self.store.next_class_id(), f"c{name}", "#123456", "")
        label = self.change(
            image_id, Verdict(ImageState.LABELLED, created.class_id, DecidedBy.HUMAN)
        )
        self.act(DecisionKind.NEW_CLASS, (label,), (ClassChange(None, created),))

    @precondition(lambda self: bool(self.classes))
    @rule(
        data=st.data(),
        images=st.lists(image_ids, min_size=1, max_size=4, unique=True),
        by=deciders,
        distance=distances,
    )
    def label(
        self, data: st.DataObject, images: list[ImageId], by: DecidedBy, distance: float
    ) -> None:
        class_id = data.draw(st.sampled_from(sorted(self.classes)))
        suggestion = SuggestionRecord(class_id, distance > 1, distance, None, ENCODER)
        after = Verdict(ImageState.LABELLED, class_id, by)
        kind = DecisionKind.ACCEPT if by is DecidedBy.HUMAN else DecisionKind.AUTOMATIC
        changes = tuple(self.change(image_id, after, suggestion) for image_id in images)
        self.act(kind, changes, by=by)

    @rule(
        image_id=image_ids,
        state=st.sampled_from(list(SET_ASIDE)),
    )
    def set_aside(self, image_id: ImageId, state: ImageState) -> None:
        by = None if state is ImageState.UNLABELLED else DecidedBy.HUMAN
        self.act(SET_ASIDE[state], (self.change(image_id, Verdict(state, by=by)),))

    @precondition(lambda self: bool(self.classes))
    @rule(data=st.data(), name=st.text(max_size=5))
    def rename(self, data: st.DataObject, name: str) -> None:
        before = self.classes[data.draw(st.sampled_from(sorted(self.classes)))]
        after = AnnotationClass(before.class_id, f"r{name}", before.colour, "k")
        self.act(DecisionKind.RENAME_CLASS, classes=(ClassChange(before, after),))

    @precondition(lambda self: len(self.classes) > 1)
    @rule(data=st.data())
    def merge(self, data: st.DataObject) -> None:
        source, target = data.draw(st.permutations(sorted(self.classes)))[:2]
        after = Verdict(ImageState.LABELLED, target, DecidedBy.HUMAN)
        changes = tuple(
            self.change(image_id, after)
            for image_id, verdict in self.verdicts.items()
            if verdict.class_id == source
        )
        gone = ClassChange(self.classes[source], None)
        self.act(DecisionKind.MERGE_CLASSES, changes, (gone,))

    @precondition(lambda self: bool(self.done))
    @rule()
    def undo(self) -> None:
        decision = self.done.pop()
        self.append(decision.undoing(at=float(len(self.appended))))
        self.undone.append(decision)

    @precondition(lambda self: bool(self.undone))
    @rule()
    def redo(self) -> None:
        decision = self.undone.pop()
        self.append(decision.redoing(at=float(len(self.appended))))
        self.done.append(decision)

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = SessionStore.open(self.store.path)

    @invariant()
    def the_file_says_what_the_model_says(self) -> None:
        images = self.store.load_images()
        assert {image.image_id: image.verdict for image in images} == self.verdicts
        assert {found.class_id: found for found in self.store.load_classes()} == self.classes
        assert self.store.check().problems == ()

    @invariant()
    def the_journal_is_what_was_appended(self) -> None:
        assert list(self.store.decisions()) == self.appended

    @invariant()
    def prototypes_are_the_sums_of_the_present_members(self) -> None:
        stored = {found.class_id: found for found in self.store.load_prototypes(ENCODER)}
        for class_id in {verdict.class_id for verdict in self.verdicts.values()} - {None}:
            assert class_id is not None
            expected = self.prototype(class_id)
            found = stored.pop(class_id)
            assert found.count == expected.count
            assert np.array_equal(found.total, expected.total)
        assert stored == {}

    @invariant()
    def every_verdict_has_its_origin(self) -> None:
        origins = self.store.last_suggestions()
        in_force = {decision.decision_id: decision for decision in self.done}
        for image_id, verdict in self.verdicts.items():
            if verdict.state is ImageState.UNLABELLED:
                assert image_id not in origins
                continue
            origin = in_force[origins[image_id].decision_id]
            (change,) = [found for found in origin.images if found.image_id == image_id]
            assert change.after == verdict
            assert change.suggestion == origins[image_id].suggestion

    @invariant()
    def the_steps_are_the_labels_in_force(self) -> None:
        kinds = {DecisionKind.ACCEPT, DecisionKind.NEW_CLASS}
        expected = sorted(
            (decision.decision_id, change.image_id)
            for decision in self.done
            if decision.kind in kinds
            for change in decision.images
        )
        assert sorted((step.decision_id, step.image_id) for step in self.store.steps()) == expected


SessionMachine.TestCase.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
TestSessionModel = SessionMachine.TestCase
