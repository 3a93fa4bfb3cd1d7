"""Checks, one handful after the other: what the sheet of checks drives and shows."""

from __future__ import annotations

import enum
from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from iaia_desktop.core.state import ChangeSet
from iaia_desktop.core.types import ClassId, ImageId
from iaia_desktop.session.annotation_session import AnnotationSession
from iaia_desktop.session.auto_labelling import AutoLabelling
from iaia_desktop.session.check_list import Check

CHECKS_AT_A_TIME = 12
"""Each image may be of another class: more than so many are not looked at with care."""


class CheckPurpose(enum.StrEnum):
    """What is checked: images before the machine labels, or labels that it gave."""

    ROUND = "round"
    SAMPLE = "sample"


@dataclass(frozen=True, slots=True)
class CheckView:
    """The checks on screen, as the widgets show them.

    Attributes
    ----------
    purpose : CheckPurpose
        What is checked.
    image_ids : tuple of ImageId
        On screen, in random order; empty when all is checked.
    changed : int
        Those of them that get another class.
    answered : int
        Images answered so far.
    wrong : int
        Those of them where the machine was wrong.
    needed : int
        Answers after which there is something to say.
    read_only : bool
        Whether the session may only be looked at.
    """

    purpose: CheckPurpose
    image_ids: tuple[ImageId, ...] = ()
    changed: int = 0
    answered: int = 0
    wrong: int = 0
    needed: int = 0
    read_only: bool = False


class CheckFlow(QObject):
    """Hold the images that are checked now, with the person's corrections. GUI thread.

    Parameters
    ----------
    session : AnnotationSession
        Whose images they are.
    automatic : AutoLabelling
        Says which ones come, and takes the answers.
    """

    view_changed = Signal()
    """Other images, or other numbers: ask :attr:`view`."""

    marks_changed = Signal(object)
    """Collection of ImageId that get another class now than before."""

    finished = Signal()
    """All that was asked for is checked."""

    def __init__(
        self, session: AnnotationSession, automatic: AutoLabelling, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._automatic = automatic
        self._purpose = CheckPurpose.ROUND
        self._active = False
        self._deciding = False
        self._checks: dict[ImageId, Check] = {}
        self._given: dict[ImageId, ClassId] = {}
        session.changed.connect(self._on_changed)

    @property
    def purpose(self) -> CheckPurpose:
        """What is checked."""
        return self._purpose

    @property
    def view(self) -> CheckView:
        """All that is to be shown."""
        tally = self._automatic.tally(sample=self._purpose is CheckPurpose.SAMPLE)
        return CheckView(
            self._purpose,
            tuple(self._checks),
            len(self._given),
            tally.answered,
            tally.wrong,
            tally.needed,
            self._session.read_only,
        )

    def class_of(self, image_id: ImageId) -> ClassId | None:
        """Return the class that an image gets when it is confirmed."""
        check = self._checks.get(image_id)
        return self._given.get(image_id, None if check is None else check.class_id)

    def is_changed(self, image_id: ImageId) -> bool:
        """Return whether an image gets another class than the machine gave it."""
        return image_id in self._given

    # --- coming and going ---------------------------------------------------------------------

    def begin(self, purpose: CheckPurpose) -> None:
        """Show the first images to be checked."""
        self._purpose = purpose
        self._active = True
        self._take_next()

    def leave(self) -> None:
        """Show none any longer; the answers so far count."""
        self._active = False
        self._checks, self._given = {}, {}

    # --- marks and answers --------------------------------------------------------------------

    def give(self, image_ids: Collection[ImageId], class_id: ClassId) -> None:
        """Let images get a class when they are confirmed."""
        if self._session.read_only or not self._session.state.has_class(class_id):
            return
        mine = [image_id for image_id in image_ids if image_id in self._checks]
        for image_id in mine:
            if self._checks[image_id].class_id == class_id:
                self._given.pop(image_id, None)
            else:
                self._given[image_id] = class_id
        self.marks_changed.emit(mine)

    def give_new(self, image_ids: Collection[ImageId], name: str) -> None:
        """Found a class at once, so that it has a key, and let images get it."""
        if self._session.state.class_named(name) is None:
            self._deciding = True
            self._session.create_class(name)
            self._deciding = False
        row = self._session.state.class_named(name)
        if row is not None:
            self.give(image_ids, row.class_id)

    def put_back(self, image_ids: Collection[ImageId]) -> None:
        """Let images get the machine's class after all."""
        for image_id in image_ids:
            self._given.pop(image_id, None)
        self.marks_changed.emit(tuple(image_ids))

    def discard(self, image_ids: Collection[ImageId]) -> None:
        """Discard images at once: they belong to no class, and the machine was wrong."""
        for image_id in image_ids:
            if image_id in self._checks:
                self._automatic.discard(image_id)

    def confirm(self) -> bool:
        """Take the answers for all images on screen, as one step for undo, and go on."""
        state = self._session.state
        checks = list(self._checks.values())
        given = [
            (check.image_id, class_id)
            for check in checks
            if (class_id := self.class_of(check.image_id)) is not None and state.has_class(class_id)
        ]
        if not checks or len(given) < len(checks):
            return False
        self._deciding = True
        stands = self._automatic.answer(given, checks)
        self._deciding = False
        if stands:
            self._take_next()
        return stands

    # --- inside -------------------------------------------------------------------------------

    def _take_next(self) -> None:
        if self._purpose is CheckPurpose.SAMPLE:
            checks = self._automatic.next_sample(CHECKS_AT_A_TIME)
        else:
            checks = self._automatic.next_checks(CHECKS_AT_A_TIME)
        self._checks = {check.image_id: check for check in checks}
        self._given = {}
        self.view_changed.emit()
        if not checks:
            self.finished.emit()

    def _on_changed(self, changes: ChangeSet) -> None:
        """Follow undo and whatever else changes labels: the next open checks are shown."""
        if self._active and not self._deciding and (changes.images or changes.classes):
            self._take_next()
