"""A session that was worked in for days: every kind of decision, drawn at random from a seed."""

from __future__ import annotations

import dataclasses
import json
import random
from collections.abc import Callable
from typing import Any

import numpy as np

from iaia_desktop.core.types import (
    UNDECIDED,
    AnnotationClass,
    ClassChange,
    ClassId,
    DecidedBy,
    Decision,
    DecisionKind,
    FileInfo,
    FileStatus,
    ImageChange,
    ImageId,
    ImageState,
    StoredPrototype,
    SuggestionRecord,
    Verdict,
)
from iaia_desktop.store.session_file import SessionStore

ENCODER = "builtin:busy"
_DIMENSIONS = 32
_HUMAN, _MACHINE = DecidedBy.HUMAN, DecidedBy.MACHINE


class BusyPerson:
    """Decide at random in a session that stays open or is opened again.

    Parameters
    ----------
    seed : int
        What is decided.
    """

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311
        self._vectors = np.random.default_rng(seed).integers(-99, 99, (4_000, _DIMENSIONS)) / 8
        self._verdicts: dict[ImageId, Verdict] = {}
        self._classes: dict[ClassId, AnnotationClass] = {}
        self._next_class = 1
        self._at = 1_700_000_000.0
        self._done: list[Decision] = []
        self._undone: list[Decision] = []
        self._all: list[Decision] = []

    def find(self, store: SessionStore, count: int) -> None:
        """Add images, and read most of their files."""
        first = len(self._verdicts)
        ids = store.add_images([f"shelf {number % 7}/{number:05}.jpg" for number in
                                range(first, first + count)])  # fmt: skip
        self._verdicts |= dict.fromkeys(ids, UNDECIDED)
        store.update_files(
            [
                FileInfo(number, FileStatus.READY, "", number.to_bytes(16), 9_000 + number,
                         10**18 + number, 640, 480)
                if number % 17
                else FileInfo(number, FileStatus.FAILED, "the image is damaged or cut short")
                for number in ids[: count * 3 // 4]
            ]
        )  # fmt: skip

    def decide(self, store: SessionStore, count: int) -> None:
        """Make that many decisions, and now and then something else."""
        acts: list[tuple[Callable[[SessionStore], None], int]] = [
            (self._label, 30), (self._new_class, 4), (self._page, 5), (self._machine, 3),
            (self._set_aside, 6), (self._rename, 3), (self._merge, 1), (self._delete, 1),
            (self._undo, 8), (self._redo, 4), (self._import, 2), (self._other, 3),
        ]  # fmt: skip
        before = len(self._all)
        while len(self._all) - before < count:
            (act,) = self._chance.choices([act for act, _ in acts], [often for _, often in acts])
            act(store)

    def _label(self, store: SessionStore) -> None:
        if not self._classes:
            return self._new_class(store)
        suggested = self._some_class()
        chosen = suggested if self._chance.random() < 0.7 else self._some_class()
        kind = DecisionKind.ACCEPT if chosen == suggested else DecisionKind.CORRECT
        return self._give(store, kind, self._some_images(1), chosen, suggested)

    def _page(self, store: SessionStore) -> None:
        if self._classes:
            chosen = self._some_class()
            self._give(store, DecisionKind.CONFIRM_PAGE, self._some_images(12), chosen, chosen)

    def _machine(self, store: SessionStore) -> None:
        if self._classes:
            chosen = self._some_class()
            self._give(
                store, DecisionKind.AUTOMATIC, self._some_images(25), chosen, chosen, _MACHINE
            )

    def _import(self, store: SessionStore) -> None:
        if self._classes:
            self._give(store, DecisionKind.IMPORT, self._some_images(8), self._some_class(), None)

    def _give(
        self,
        store: SessionStore,
        kind: DecisionKind,
        images: list[ImageId],
        chosen: ClassId,
        suggested: ClassId | None,
        by: DecidedBy = _HUMAN,
    ) -> None:
        record = None
        if suggested is not None:
            far = self._chance.random()
            votes = (("neighbours", self._some_class()), ("prototypes", suggested))
            record = SuggestionRecord(suggested, far > 0.8, far, 0.8, ENCODER, votes)
        after = Verdict(ImageState.LABELLED, chosen, by)
        changes = tuple(
            ImageChange(image, self._verdicts[image], after, record) for image in images
        )
        self._act(store, kind, changes, by=by)

    def _new_class(self, store: SessionStore) -> None:
        made = AnnotationClass(
            ClassId(self._next_class), f"thing № {self._next_class}", "#4477aa", ""
        )
        self._next_class += 1
        image = self._some_images(1)[0]
        after = Verdict(ImageState.LABELLED, made.class_id, _HUMAN)
        self._act(
            store,
            DecisionKind.NEW_CLASS,
            (ImageChange(image, self._verdicts[image], after),),
            (ClassChange(None, made),),
        )

    def _set_aside(self, store: SessionStore) -> None:
        image = self._some_images(1)[0]
        kind, after = self._chance.choice(
            [
                (DecisionKind.SKIP, Verdict(ImageState.SKIPPED, by=_HUMAN)),
                (DecisionKind.DISCARD, Verdict(ImageState.DISCARDED, by=_HUMAN)),
                (DecisionKind.CLEAR, UNDECIDED),
            ]
        )
        self._act(store, kind, (ImageChange(image, self._verdicts[image], after),))

    def _rename(self, store: SessionStore) -> None:
        if self._classes:
            before = self._classes[self._some_class()]
            name = f"{before.name.split(',')[0]}, {len(self._all)}"
            kind = self._chance.choice([DecisionKind.RENAME_CLASS, DecisionKind.STYLE_CLASS])
            if kind is DecisionKind.RENAME_CLASS:
                after = dataclasses.replace(before, name=name)
            else:
                after = dataclasses.replace(before, colour="#aa3377")
            self._act(store, kind, classes=(ClassChange(before, after),))

    def _merge(self, store: SessionStore) -> None:
        if len(self._classes) > 3:
            gone, kept = self._chance.sample(sorted(self._classes), 2)
            after = Verdict(ImageState.LABELLED, kept, _HUMAN)
            changes = tuple(
                ImageChange(image, held, after)
                for image, held in self._verdicts.items()
                if held.class_id == gone
            )
            self._act(
                store,
                DecisionKind.MERGE_CLASSES,
                changes,
                (ClassChange(self._classes[gone], None),),
            )

    def _delete(self, store: SessionStore) -> None:
        used = {held.class_id for held in self._verdicts.values()}
        free = sorted(self._classes.keys() - used)
        if free:
            gone = self._classes[self._chance.choice(free)]
            self._act(store, DecisionKind.DELETE_CLASS, classes=(ClassChange(gone, None),))

    def _undo(self, store: SessionStore) -> None:
        if self._done:
            decision = self._done.pop()
            self._append(store, decision.undoing(at=self._at))
            self._undone.append(decision)

    def _redo(self, store: SessionStore) -> None:
        if self._undone:
            decision = self._undone.pop()
            self._append(store, decision.redoing(at=self._at))
            self._done.append(decision)

    def _other(self, store: SessionStore) -> None:
        draw = self._chance.random()
        if draw < 0.4:
            store.set_setting(self._chance.choice("abc"), [draw, len(self._all)])
        elif draw < 0.7:
            image = self._some_images(1)[0]
            store.rename_images([(image, f"moved/{len(self._all)}.jpg")])
        else:
            self.find(store, 3)

    def _act(
        self,
        store: SessionStore,
        kind: DecisionKind,
        images: tuple[ImageChange, ...] = (),
        classes: tuple[ClassChange, ...] = (),
        *,
        by: DecidedBy = _HUMAN,
    ) -> None:
        self._done.append(self._append(store, Decision(0, kind, by, self._at, images, classes)))
        self._undone.clear()

    def _append(self, store: SessionStore, decision: Decision) -> Decision:
        self._at += self._chance.random() * 5
        touched: set[ClassId] = set()
        for change in decision.images:
            for verdict in (change.before, change.after):
                if verdict.class_id is not None:
                    touched.add(verdict.class_id)
            self._verdicts[change.image_id] = change.after
        for changed in decision.classes:
            self._classes.pop(changed.class_id, None)
            if changed.after is not None:
                self._classes[changed.class_id] = changed.after
        numbered = store.append(
            decision,
            prototypes=[self._prototype(number) for number in sorted(touched)],
            contributed=[(change.image_id, change.after.class_id) for change in decision.images],
            position=decision.images[0].image_id if decision.images else None,
        )
        self._all.append(numbered)
        return numbered

    def _prototype(self, class_id: ClassId) -> StoredPrototype:
        members = [image for image, held in self._verdicts.items() if held.class_id == class_id]
        return StoredPrototype(class_id, ENCODER, len(members), self._vectors[members].sum(axis=0))

    def _some_class(self) -> ClassId:
        return self._chance.choice(sorted(self._classes))

    def _some_images(self, most: int) -> list[ImageId]:
        return self._chance.sample(sorted(self._verdicts), self._chance.randint(1, most))


def content(store: SessionStore) -> dict[str, Any]:
    """Return all that a session holds and says, but for what only one machine knows."""
    return {
        "images": [
            (image.image_id, image.path, image.verdict, image.contributed, image.file_cells)
            for image in store.load_images()
        ],
        "columns": _columns(store),
        "classes": store.load_classes(),
        "decisions": list(store.decisions()),
        "prototypes": [
            (found.class_id, found.count, found.total.tobytes())
            for found in store.load_prototypes(ENCODER)
        ],
        "settings": {name: store.get_setting(name, None) for name in ("a", "b", "c", "position")},
        "folder": str(store.folder),
        "created": store.created_at,
        "next class": store.next_class_id(),
        "history": (store.load_history().undo_id, store.load_history().redo_id),
        "answers": store.load_answers(),
        "counts": store.counts(),
    }


def _columns(store: SessionStore) -> str:
    columns = store.load_image_columns()
    return json.dumps([list(columns.columns.paths), sorted(columns.contributed.items())])
