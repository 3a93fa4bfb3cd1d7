"""The live state of a session: what is decided, and how a wish becomes a decision.

``plan_*`` methods turn a wish into a complete :class:`Decision` and change nothing; ``apply`` takes
a decision that is already safe on disk. So a failed write leaves the state as it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from iaia_desktop.core.annotations import Annotations, ChangeSet
from iaia_desktop.core.errors import DecisionError
from iaia_desktop.core.names import normalise_name
from iaia_desktop.core.saying import Saying
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
    SuggestionRecord,
    Verdict,
)

__all__ = ["MAX_NAME_LENGTH", "AnnotationState", "ChangeSet"]

MAX_NAME_LENGTH = 200
"""Characters of a class name; longer ones are refused in words."""

_QUOTED = 40


class AnnotationState(Annotations):
    """Plan decisions about images and classes, from what is decided so far.

    Parameters
    ----------
    palette : sequence of str
        Colours ``#rrggbb`` for new classes, given out in turn.
    """

    def __init__(self, palette: Sequence[str]) -> None:
        super().__init__()
        if not palette:
            raise ValueError("the palette is empty")
        self._palette = tuple(palette)

    # --- images -------------------------------------------------------------------------------

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

    def plan_labels(
        self,
        labels: Sequence[tuple[ImageId, ClassId]],
        *,
        at: float,
        by: DecidedBy = DecidedBy.HUMAN,
        kind: DecisionKind = DecisionKind.CONFIRM_PAGE,
        suggestions: Mapping[ImageId, SuggestionRecord] | None = None,
    ) -> Decision:
        """Plan to label images with classes that exist, each with its own, as one decision.

        Parameters
        ----------
        labels : sequence of (ImageId, ClassId)
            Each image once.
        kind : DecisionKind, optional
            CONFIRM_PAGE for a page of look-alikes, AUTOMATIC for labels that the machine gives.

        Raises
        ------
        DecisionError
            When a class does not exist.
        """
        given = suggestions or {}
        changes = []
        for image_id, class_id in labels:
            self.class_of(class_id)
            after = Verdict(ImageState.LABELLED, class_id, by)
            changes.append(self._image_change(image_id, after, given.get(image_id)))
        return Decision(0, kind, by, at, tuple(changes))

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
            As typed; kept in one spelling, never empty, never the name of another class.
        keys : str
            Characters that may become the class's key, in order of preference.

        Raises
        ------
        DecisionError
            When the name is empty, too long, or taken.
        """
        row = self._founded(self.checked_name(name), self._free_keys(keys))
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
        self,
        labels: Sequence[tuple[ImageId, str]],
        *,
        at: float,
        keys: str = "",
        class_names: Sequence[str] = (),
    ) -> Decision:
        """Plan to take over labels by class name, founding the classes that do not exist yet.

        Parameters
        ----------
        labels : sequence of (ImageId, str)
            Each image once.
        class_names : sequence of str, optional
            More classes to found, that have no image yet.

        Raises
        ------
        DecisionError
            When a name is empty or too long.
        """
        by_name = dict(self.by_name())
        founded: list[AnnotationClass] = []
        free = self._free_keys(keys)
        changes = []
        for name in dict.fromkeys((*(name for _, name in labels), *class_names)):
            if name in by_name:
                continue
            wanted = _required_name(name)
            if wanted not in by_name:
                founded.append(self._founded(wanted, free, ahead=len(founded)))
                by_name[wanted] = founded[-1]
            by_name[name] = by_name[wanted]
        for image_id, name in labels:
            row = by_name[name]
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
        """Plan to change a class's colour or key; a key is swapped with the class that had it.

        Raises
        ------
        DecisionError
            When the class does not exist, or the key is more than one character.
        """
        row = self.class_of(class_id)
        if key is not None and len(key.lower()) > 1:
            raise DecisionError(
                Saying("“{key}” is not one character.", key=key),
                Saying("Choose a letter or a digit."),
            )
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
            raise DecisionError(
                Saying("A class cannot be merged into itself."), Saying("Choose another class.")
            )
        changes = tuple(
            self._image_change(
                image_id, Verdict(ImageState.LABELLED, target, self._verdicts[image_id].by), None
            )
            for image_id in self.members(source)
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
            self._image_change(image_id, UNDECIDED, None) for image_id in self.members(class_id)
        )
        return Decision(
            0,
            DecisionKind.DELETE_CLASS,
            DecidedBy.HUMAN,
            at,
            changes,
            (ClassChange(row, None),),
        )

    # --- names, colours, keys ----------------------------------------------------------------

    def checked_name(self, name: str, *, except_class: ClassId | None = None) -> str:
        """Return the name as it will be kept.

        Raises
        ------
        DecisionError
            When it is empty, too long, or the name of another class.
        """
        wanted = _required_name(name)
        other = self.class_named(wanted)
        if other is not None and other.class_id != except_class:
            raise DecisionError(
                Saying("There is a class “{name}” already.", name=other.name),
                Saying("Choose another name, or merge the two classes."),
            )
        return wanted

    def _image_change(
        self, image_id: ImageId, after: Verdict, suggestion: SuggestionRecord | None
    ) -> ImageChange:
        return ImageChange(image_id, self._verdicts[image_id], after, suggestion)

    def _class_decision(self, kind: DecisionKind, at: float, *changes: ClassChange) -> Decision:
        return Decision(0, kind, DecidedBy.HUMAN, at, (), changes)

    def _founded(self, name: str, free_keys: list[str], *, ahead: int = 0) -> AnnotationClass:
        """Return a class that does not exist yet; takes its key off the free ones."""
        number = ClassId(self._next_class_id + ahead)
        colour = self._palette[(number - 1) % len(self._palette)]
        return AnnotationClass(number, name, colour, free_keys.pop(0) if free_keys else "")

    def _free_keys(self, keys: str) -> list[str]:
        """Return those of the keys that no class has, in order, each once."""
        taken = {row.key for row in self._classes.values()}
        return [key for key in dict.fromkeys(keys.lower()) if key not in taken]


def name_fault(name: str) -> str:
    """Return in a sentence why a class cannot have this name, or ""."""
    wanted = normalise_name(name)
    if not wanted:
        return Saying("A class needs a name.")
    if len(wanted) > MAX_NAME_LENGTH:
        return Saying(
            "The name has {count:,} characters, and at most {most} are kept.",
            count=len(wanted),
            most=MAX_NAME_LENGTH,
        )
    return ""


def _required_name(name: str) -> str:
    wanted = normalise_name(name)
    if not wanted:
        raise DecisionError(Saying("A class needs a name."), Saying("Type at least one letter."))
    if len(wanted) > MAX_NAME_LENGTH:
        raise DecisionError(
            Saying(
                "The name “{name}…” has {count:,} characters.",
                name=wanted[:_QUOTED],
                count=len(wanted),
            ),
            Saying("Use at most {most}.", most=MAX_NAME_LENGTH),
        )
    return wanted
