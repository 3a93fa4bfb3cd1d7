"""The live state of a session: images, classes and verdicts, changed by decisions only.

``plan_*`` methods turn a wish into a complete :class:`Decision` and change nothing; ``apply`` takes
a decision that is already safe on disk. So a failed write leaves the state as it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from iaia_desktop.core.errors import DecisionError
from iaia_desktop.core.names import normalise_name
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
    SuggestionRecord,
    Verdict,
)

MAX_NAME_LENGTH = 200
"""Characters of a class name; longer ones are refused in words."""


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What a decision changed, so that views repaint only that."""

    images: frozenset[ImageId] = frozenset()
    classes: frozenset[ClassId] = frozenset()


class AnnotationState:
    """Hold what is decided about every image, and the classes.

    Parameters
    ----------
    palette : sequence of str
        Colours ``#rrggbb`` for new classes, given out in turn.
    """

    def __init__(self, palette: Sequence[str]) -> None:
        if not palette:
            raise ValueError("the palette is empty")
        self._palette = tuple(palette)
        self._paths: list[str] = []
        self._verdicts: list[Verdict] = []
        self._files: list[FileInfo] = []
        self._classes: dict[ClassId, AnnotationClass] = {}
        self._next_class_id = ClassId(1)
        self._members: dict[ClassId, dict[ImageId, None]] = {}
        self._state_counts: Counter[ImageState] = Counter()
        self._status_counts: Counter[FileStatus] = Counter()
        self._verdict_pool: dict[Verdict, Verdict] = {UNDECIDED: UNDECIDED}

    # --- images -------------------------------------------------------------------------------

    def add_image(
        self, path: str, verdict: Verdict = UNDECIDED, file: FileInfo | None = None
    ) -> ImageId:
        """Add an image at the end and return its id (dense, from 0)."""
        image_id = ImageId(len(self._paths))
        self._paths.append(path)
        self._files.append(file or FileInfo(image_id, FileStatus.PENDING))
        self._verdicts.append(UNDECIDED)
        self._state_counts[ImageState.UNLABELLED] += 1
        self._status_counts[self._files[-1].status] += 1
        self._set_verdict(image_id, verdict)
        return image_id

    def __len__(self) -> int:
        return len(self._paths)

    def path(self, image_id: ImageId) -> str:
        """Return the image's path relative to the session's folder, posix separators."""
        return self._paths[image_id]

    def set_path(self, image_id: ImageId, path: str) -> None:
        """Note that the image's file was renamed."""
        self._paths[image_id] = path

    def paths(self) -> Sequence[str]:
        """Return all paths, by image id. Not to be changed by the caller."""
        return self._paths

    def file(self, image_id: ImageId) -> FileInfo:
        """Return what is known about the image's file."""
        return self._files[image_id]

    def set_file(self, info: FileInfo) -> None:
        """Note what reading the image's file told."""
        self._status_counts[self._files[info.image_id].status] -= 1
        self._status_counts[info.status] += 1
        self._files[info.image_id] = info

    def verdict(self, image_id: ImageId) -> Verdict:
        """Return what is decided about the image."""
        return self._verdicts[image_id]

    def images(self) -> Iterable[ImageId]:
        """Return all image ids, ascending."""
        return (ImageId(number) for number in range(len(self._paths)))

    def count_state(self, state: ImageState) -> int:
        """Return how many images are in this state."""
        return self._state_counts[state]

    def count_status(self, status: FileStatus) -> int:
        """Return how many images' files have this status."""
        return self._status_counts[status]

    def problems(self) -> list[FileInfo]:
        """Return the files that failed or are missing, by image id."""
        bad = (FileStatus.FAILED, FileStatus.MISSING)
        return [info for info in self._files if info.status in bad]

    # --- classes ------------------------------------------------------------------------------

    def restore_classes(self, classes: Iterable[AnnotationClass], next_class_id: ClassId) -> None:
        """Take over the classes of a stored session."""
        for row in classes:
            self._classes[row.class_id] = row
            self._members.setdefault(row.class_id, {})
        self._next_class_id = next_class_id

    def classes(self) -> list[AnnotationClass]:
        """Return the living classes, oldest first."""
        return [self._classes[class_id] for class_id in sorted(self._classes)]

    def has_class(self, class_id: ClassId) -> bool:
        """Return whether the class lives."""
        return class_id in self._classes

    def class_of(self, class_id: ClassId) -> AnnotationClass:
        """Return a living class.

        Raises
        ------
        DecisionError
            When it does not exist (any more).
        """
        try:
            return self._classes[class_id]
        except KeyError:
            raise DecisionError(
                "That class does not exist any more.", "Choose another one."
            ) from None

    def class_named(self, name: str) -> AnnotationClass | None:
        """Return the class whose name is the same but for case and white space, or None."""
        wanted = normalise_name(name)
        for row in self._classes.values():
            if normalise_name(row.name) == wanted:
                return row
        return None

    def class_with_key(self, key: str) -> AnnotationClass | None:
        """Return the class with this key, or None."""
        for row in self._classes.values():
            if row.key and row.key == key.lower():
                return row
        return None

    def members(self, class_id: ClassId) -> Sequence[ImageId]:
        """Return the images with this label, in the order in which they got it."""
        return list(self._members.get(class_id, ()))

    def count_members(self, class_id: ClassId) -> int:
        """Return how many images have this label."""
        return len(self._members.get(class_id, ()))

    # --- planning -----------------------------------------------------------------------------

    def plan_label(
        self,
        image_ids: Sequence[ImageId],
        class_id: ClassId,
        *,
        at: float,
        by: DecidedBy = DecidedBy.HUMAN,
        kind: DecisionKind | None = None,
        suggestions: Mapping[ImageId, SuggestionRecord] | None = None,
    ) -> Decision:
        """Plan to label images with a class that exists.

        Parameters
        ----------
        image_ids : sequence of ImageId
            The images, each once.
        class_id : ClassId
            A living class.
        at : float
            Seconds since the epoch, UTC.
        by : DecidedBy, optional
            Who decides.
        kind : DecisionKind, optional
            By default ACCEPT when the class is what was suggested for every image, else CORRECT.
        suggestions : mapping, optional
            What was suggested for each image.

        Raises
        ------
        DecisionError
            When the class does not exist.
        """
        self.class_of(class_id)
        given = suggestions or {}
        if kind is None:
            kind = DecisionKind.ACCEPT
            for image_id in image_ids:
                said = given.get(image_id)
                if said is None or said.is_new or said.class_id != class_id:
                    kind = DecisionKind.CORRECT
        after = Verdict(ImageState.LABELLED, class_id, by)
        return Decision(
            0, kind, by, at, tuple(self._image_change(i, after, given.get(i)) for i in image_ids)
        )

    def plan_new_class(
        self,
        image_ids: Sequence[ImageId],
        name: str,
        *,
        at: float,
        keys: str = "",
        suggestions: Mapping[ImageId, SuggestionRecord] | None = None,
        kind: DecisionKind = DecisionKind.NEW_CLASS,
        by: DecidedBy = DecidedBy.HUMAN,
    ) -> Decision:
        """Plan to found a class, with these images as its first ones (or none).

        Parameters
        ----------
        name : str
            Stripped; never empty, never the name of another class.
        keys : str
            Characters that may become the class's key, in order of preference.

        Raises
        ------
        DecisionError
            When the name is empty, too long, or taken.
        """
        row = AnnotationClass(
            self._next_class_id, self.checked_name(name), self._next_colour(), self._next_key(keys)
        )
        given = suggestions or {}
        after = Verdict(ImageState.LABELLED, row.class_id, by)
        if not image_ids and kind is DecisionKind.NEW_CLASS:
            kind = DecisionKind.CREATE_CLASS
        return Decision(
            0,
            kind,
            by,
            at,
            tuple(self._image_change(i, after, given.get(i)) for i in image_ids),
            (ClassChange(None, row),),
        )

    def plan_import(
        self, labels: Sequence[tuple[ImageId, str]], *, at: float, keys: str = ""
    ) -> Decision:
        """Plan to take over labels by class name, founding the classes that do not exist yet.

        Parameters
        ----------
        labels : sequence of (ImageId, str)
            Each image once.

        Raises
        ------
        DecisionError
            When a name is empty or too long.
        """
        by_name = {normalise_name(row.name): row for row in self._classes.values()}
        founded: list[AnnotationClass] = []
        free = [key for key in keys if self.class_with_key(key) is None]
        changes = []
        for image_id, name in labels:
            wanted = normalise_name(name)
            row = by_name.get(wanted)
            if row is None:
                number = ClassId(self._next_class_id + len(founded))
                row = AnnotationClass(
                    number,
                    self.checked_name(name),
                    self._next_colour(len(founded)),
                    free.pop(0) if free else "",
                )
                by_name[wanted] = row
                founded.append(row)
            after = Verdict(ImageState.LABELLED, row.class_id, DecidedBy.HUMAN)
            changes.append(self._image_change(image_id, after, None))
        return Decision(
            0,
            DecisionKind.IMPORT,
            DecidedBy.HUMAN,
            at,
            tuple(changes),
            tuple(ClassChange(None, row) for row in founded),
        )

    def plan_state(self, image_ids: Sequence[ImageId], state: ImageState, *, at: float) -> Decision:
        """Plan to skip, discard or clear images (any state but LABELLED)."""
        kind = {
            ImageState.SKIPPED: DecisionKind.SKIP,
            ImageState.DISCARDED: DecisionKind.DISCARD,
            ImageState.UNLABELLED: DecisionKind.CLEAR,
        }[state]
        by = None if state is ImageState.UNLABELLED else DecidedBy.HUMAN
        after = Verdict(state, None, by)
        return Decision(
            0,
            kind,
            DecidedBy.HUMAN,
            at,
            tuple(self._image_change(image_id, after, None) for image_id in image_ids),
        )

    def plan_rename(self, class_id: ClassId, name: str, *, at: float) -> Decision:
        """Plan to rename a class.

        Raises
        ------
        DecisionError
            When the name is empty, too long, or another class has it.
        """
        row = self.class_of(class_id)
        renamed = replace(row, name=self.checked_name(name, except_class=class_id))
        return self._class_decision(DecisionKind.RENAME_CLASS, at, ClassChange(row, renamed))

    def plan_style(
        self, class_id: ClassId, *, at: float, colour: str | None = None, key: str | None = None
    ) -> Decision:
        """Plan to change a class's colour or key; a key is taken from the class that had it."""
        row = self.class_of(class_id)
        styled = replace(
            row,
            colour=row.colour if colour is None else colour,
            key=row.key if key is None else key.lower(),
        )
        changes = [ClassChange(row, styled)]
        if key:
            other = self.class_with_key(key)
            if other is not None and other.class_id != class_id:
                changes.append(ClassChange(other, replace(other, key=row.key)))
        return self._class_decision(DecisionKind.STYLE_CLASS, at, *changes)

    def plan_merge(self, source: ClassId, target: ClassId, *, at: float) -> Decision:
        """Plan to give all images of ``source`` the label ``target``; ``source`` goes.

        Raises
        ------
        DecisionError
            When one of them does not exist, or both are the same.
        """
        row = self.class_of(source)
        self.class_of(target)
        if source == target:
            raise DecisionError("A class cannot be merged into itself.", "Choose another class.")
        changes = tuple(
            self._image_change(
                image_id, Verdict(ImageState.LABELLED, target, self._verdicts[image_id].by), None
            )
            for image_id in self._members[source]
        )
        return Decision(
            0,
            DecisionKind.MERGE_CLASSES,
            DecidedBy.HUMAN,
            at,
            changes,
            (ClassChange(row, None),),
        )

    def plan_delete(self, class_id: ClassId, *, at: float) -> Decision:
        """Plan to delete a class; its images become undecided."""
        row = self.class_of(class_id)
        changes = tuple(
            self._image_change(image_id, UNDECIDED, None) for image_id in self._members[class_id]
        )
        return Decision(
            0,
            DecisionKind.DELETE_CLASS,
            DecidedBy.HUMAN,
            at,
            changes,
            (ClassChange(row, None),),
        )

    # --- applying -----------------------------------------------------------------------------

    def apply(self, decision: Decision) -> ChangeSet:
        """Apply a decision that is committed.

        Raises
        ------
        ValueError
            When the decision does not start from the present state: a bug, never the person's
            fault. Nothing is changed then.
        """
        for change in decision.images:
            if self._verdicts[change.image_id] != change.before:
                raise ValueError(
                    f"image {change.image_id} is {self._verdicts[change.image_id]}, "
                    f"the decision expects {change.before}"
                )
        for class_change in decision.classes:
            if self._classes.get(class_change.class_id) != class_change.before:
                raise ValueError(f"class {class_change.class_id} is not as the decision expects")
        for class_change in decision.classes:
            if class_change.after is not None:
                self._classes[class_change.class_id] = class_change.after
                self._members.setdefault(class_change.class_id, {})
                self._next_class_id = ClassId(max(self._next_class_id, class_change.class_id + 1))
        for change in decision.images:
            self._set_verdict(change.image_id, change.after)
        for class_change in decision.classes:
            if class_change.after is None:
                del self._classes[class_change.class_id]
        touched = {change.class_id for change in decision.classes}
        for change in decision.images:
            touched.update(
                verdict.class_id
                for verdict in (change.before, change.after)
                if verdict.class_id is not None
            )
        return ChangeSet(
            frozenset(change.image_id for change in decision.images), frozenset(touched)
        )

    # --- inside -------------------------------------------------------------------------------

    def checked_name(self, name: str, *, except_class: ClassId | None = None) -> str:
        """Return the name as it will be kept.

        Raises
        ------
        DecisionError
            When it is empty, too long, or the name of another class.
        """
        cleaned = " ".join(name.split())
        if not cleaned:
            raise DecisionError("A class needs a name.", "Type at least one letter.")
        if len(cleaned) > MAX_NAME_LENGTH:
            raise DecisionError(
                f"That name has {len(cleaned)} characters.", f"Use at most {MAX_NAME_LENGTH}."
            )
        other = self.class_named(cleaned)
        if other is not None and other.class_id != except_class:
            raise DecisionError(
                f"There is a class “{other.name}” already.",
                "Choose another name, or merge the two classes.",
            )
        return cleaned

    def _image_change(
        self, image_id: ImageId, after: Verdict, suggestion: SuggestionRecord | None
    ) -> ImageChange:
        return ImageChange(image_id, self._verdicts[image_id], after, suggestion)

    def _class_decision(self, kind: DecisionKind, at: float, *changes: ClassChange) -> Decision:
        return Decision(0, kind, DecidedBy.HUMAN, at, (), changes)

    def _next_colour(self, ahead: int = 0) -> str:
        return self._palette[(self._next_class_id - 1 + ahead) % len(self._palette)]

    def _next_key(self, keys: str) -> str:
        return next((key for key in keys if self.class_with_key(key) is None), "")

    def _set_verdict(self, image_id: ImageId, verdict: Verdict) -> None:
        # One shared object for each distinct verdict: 100,000 images need no 100,000 objects.
        verdict = self._verdict_pool.setdefault(verdict, verdict)
        before = self._verdicts[image_id]
        if before.class_id is not None:
            self._members[before.class_id].pop(image_id, None)
        if verdict.class_id is not None:
            self._members.setdefault(verdict.class_id, {})[image_id] = None
        self._state_counts[before.state] -= 1
        self._state_counts[verdict.state] += 1
        self._verdicts[image_id] = verdict
