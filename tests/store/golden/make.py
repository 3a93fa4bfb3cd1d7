"""Make the session of the golden files: small, with every kind of decision.

Run as ``python -m tests.store.golden.make FOLDER`` it writes ``format-N.session`` and what is in
it, ``format-N.json``, in the format of the program as it is. A golden file is never written again:
it says what that version of the program left on people's disks.
"""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path
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
from iaia_desktop.store.schema import FORMAT_VERSION
from iaia_desktop.store.session_file import SessionStore

ENCODER = "builtin:golden"
IMAGES = 24
CREATED_AT = 1_700_000_000.0

_VECTORS = np.arange(IMAGES * 4, dtype=np.float64).reshape(IMAGES, 4) / 8
_HUMAN, _MACHINE = DecidedBy.HUMAN, DecidedBy.MACHINE
_SKIPPED = Verdict(ImageState.SKIPPED, by=_HUMAN)
_DISCARDED = Verdict(ImageState.DISCARDED, by=_HUMAN)


def _label(class_id: int, by: DecidedBy = _HUMAN) -> Verdict:
    return Verdict(ImageState.LABELLED, ClassId(class_id), by)


class _Person:
    """Decide, keeping in mind what holds."""

    def __init__(self, store: SessionStore) -> None:
        self._store = store
        self._verdicts = dict.fromkeys(map(ImageId, range(IMAGES)), UNDECIDED)
        self._classes: dict[ClassId, AnnotationClass] = {}
        self._at = CREATED_AT
        self.done: list[Decision] = []

    def act(
        self,
        kind: DecisionKind,
        images: dict[int, Verdict] | None = None,
        classes: dict[int, AnnotationClass | None] | None = None,
        *,
        by: DecidedBy = _HUMAN,
        suggested: int | None = None,
    ) -> None:
        suggestion = None
        if suggested is not None:
            suggestion = SuggestionRecord(
                ClassId(suggested), suggested == 2, 0.1 + suggested / 7, 0.5, ENCODER
            )
            if "votes" in {field.name for field in dataclasses.fields(SuggestionRecord)}:
                votes = (("prototypes", ClassId(suggested)), ("neighbours", ClassId(1)))
                suggestion = dataclasses.replace(suggestion, votes=votes)
        self.append(
            Decision(
                0,
                kind,
                by,
                self._at,
                tuple(
                    ImageChange(ImageId(number), self._verdicts[ImageId(number)], after, suggestion)
                    for number, after in (images or {}).items()
                ),
                tuple(
                    ClassChange(self._classes.get(ClassId(number)), after)
                    for number, after in (classes or {}).items()
                ),
            )
        )

    def append(self, decision: Decision) -> None:
        self._at += 1.25
        for change in decision.images:
            self._verdicts[change.image_id] = change.after
        for changed in decision.classes:
            self._classes.pop(changed.class_id, None)
            if changed.after is not None:
                self._classes[changed.class_id] = changed.after
        touched = {
            verdict.class_id
            for change in decision.images
            for verdict in (change.before, change.after)
            if verdict.class_id is not None
        }
        self.done.append(
            self._store.append(
                decision,
                prototypes=[self._prototype(class_id) for class_id in sorted(touched)],
                contributed=[
                    (change.image_id, change.after.class_id) for change in decision.images
                ],
                position=decision.images[0].image_id if decision.images else None,
            )
        )

    def undo(self, back: int = 1) -> None:
        self.append(self.done[-back].undoing(at=self._at))

    def redo(self, back: int) -> None:
        self.append(self.done[-back].redoing(at=self._at))

    def _prototype(self, class_id: ClassId) -> StoredPrototype:
        members = [image for image, held in self._verdicts.items() if held.class_id == class_id]
        return StoredPrototype(class_id, ENCODER, len(members), _VECTORS[members].sum(axis=0))


def fill(store: SessionStore) -> None:
    """Do everything a session knows, once at least."""
    store.add_images([f"birds/{number:02} é.jpg" for number in range(IMAGES - 2)])
    store.add_images(["late.png", b"\xff\xfe not utf-8.jpg".decode("utf-8", "surrogateescape")])
    store.update_files(
        [
            FileInfo(ImageId(number), FileStatus.READY, "", bytes([number] * 16), 900 + number,
                     10**18 + number, 640, 480)
            for number in range(IMAGES - 4)
        ]
        + [
            FileInfo(ImageId(20), FileStatus.FAILED, "the image is damaged or cut short"),
            FileInfo(ImageId(21), FileStatus.MISSING, "the file is gone"),
        ]
    )  # fmt: skip
    store.set_setting("encoder", ENCODER)
    store.set_setting("a list", [1, 2.5, "three", None])
    person = _Person(store)
    act, kinds = person.act, DecisionKind
    finch = AnnotationClass(ClassId(1), "finch", "#aa3377", "f")
    robin = AnnotationClass(ClassId(2), "robin “rouge”", "#228833")
    wren = AnnotationClass(ClassId(3), "wren", "#ccbb44", "w")
    act(kinds.NEW_CLASS, {0: _label(1)}, {1: finch})
    act(kinds.CREATE_CLASS, classes={2: robin})
    act(kinds.ACCEPT, {1: _label(1)}, suggested=1)
    act(kinds.CORRECT, {2: _label(2)}, suggested=1)
    act(kinds.CONFIRM_PAGE, {number: _label(2) for number in range(3, 8)}, suggested=2)
    act(kinds.SKIP, {8: _SKIPPED}, suggested=1)
    act(kinds.DISCARD, {9: _DISCARDED})
    act(kinds.CREATE_CLASS, classes={3: wren})
    act(kinds.IMPORT, {10: _label(3), 11: _label(3), 23: _label(1)})
    act(kinds.AUTOMATIC, {12: _label(3, _MACHINE), 13: _label(1, _MACHINE)}, by=_MACHINE,
        suggested=3)  # fmt: skip
    act(kinds.CLEAR, {4: UNDECIDED})
    act(kinds.RENAME_CLASS, classes={1: dataclasses.replace(finch, name="finches")})
    act(kinds.STYLE_CLASS, classes={3: dataclasses.replace(wren, colour="#000000", key="")})
    act(kinds.MERGE_CLASSES, {number: _label(1) for number in (10, 11, 12)}, {3: None})
    person.undo()
    person.redo(2)
    act(kinds.CREATE_CLASS, classes={4: AnnotationClass(ClassId(4), "owl", "#4477aa", "o")})
    act(kinds.DELETE_CLASS, classes={4: None})
    person.undo()
    act(kinds.ACCEPT, {14: _label(4)}, suggested=4)
    person.undo()
    store.rename_images([(ImageId(15), "moved/15.jpg")])


def content(store: SessionStore) -> dict[str, Any]:
    """Return all that a session holds, made of what JSON knows."""
    return {
        "images": [
            [
                image.image_id,
                image.path,
                list(dataclasses.astuple(image.verdict)),
                image.contributed,
                [cell.hex() if isinstance(cell, bytes) else cell for cell in image.file_cells],
            ]
            for image in store.load_images()
        ],
        "classes": [list(dataclasses.astuple(found)) for found in store.load_classes()],
        "decisions": json.loads(json.dumps(list(map(dataclasses.asdict, store.decisions())))),
        "prototypes": [
            [found.class_id, found.encoder_id, found.count, found.total.tolist()]
            for found in store.load_prototypes(ENCODER)
        ],
        "settings": {
            name: store.get_setting(name, None) for name in ("encoder", "a list", "position")
        },
        "created": store.created_at,
    }


def main(folder: Path) -> None:
    """Write the golden file of the present format; refuse to replace one."""
    target = folder / f"format-{FORMAT_VERSION}.session"
    if target.exists():
        sys.exit(f"{target} is there already, and stays as it is.")
    with SessionStore.create(target, folder=Path("/golden"), created_at=CREATED_AT) as store:
        fill(store)
        text = json.dumps(content(store), indent=1)
    target.with_suffix(".json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
