"""Everything that a person does to labels, drawn by chance, on a real workspace."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from typing import TypeVar

from iaia_desktop.core.auto_label import AutoPlan, OfferKind
from iaia_desktop.core.types import ClassId, ImageId, ImageState
from iaia_desktop.jobs.import_labels import MatchedLabels
from iaia_desktop.session.annotation_session import AnnotationSession
from iaia_desktop.session.page import Page, shown_records
from iaia_desktop.session.page_decisions import PageDecisions
from iaia_desktop.session.workspace import Workspace

T = TypeVar("T")
Choose = Callable[[Sequence[object]], object]
Wait = Callable[[Callable[[], bool]], None]

NAMES = ("ant", "bee", "cat", "dog", "élan", "fox", "gnu", "hen", "ibis", "jay", "kite", "lynx")
COLOURS = ("#112233", "#445566", "#778899")
_MOST_ON_A_PAGE = 6


def chance(seed: int) -> Random:
    """Return a chance that a failing run can draw again."""
    return Random(seed)  # noqa: S311 - nothing is kept secret by it


class Verbs:
    """Carry out what is drawn.

    Parameters
    ----------
    workspace : Workspace
        Open and started.
    choose : callable
        Returns one of the things given.
    wait : callable
        Runs the event loop until something holds.
    clock : callable
        Returns seconds since the epoch, UTC.
    """

    def __init__(
        self,
        workspace: Workspace,
        choose: Choose,
        wait: Wait,
        clock: Callable[[], float],
    ) -> None:
        self.workspace = workspace
        self._choose = choose
        self._wait = wait
        self._clock = clock
        self._pages = PageDecisions(workspace.session, clock)

    def one_of(self, things: Sequence[T]) -> T:
        """Return one of the things; there must be any."""
        chosen: T = self._choose(things)  # type: ignore[assignment]
        return chosen

    @property
    def session(self) -> AnnotationSession:
        """The session."""
        return self.workspace.session

    def _class(self) -> ClassId | None:
        rows = self.session.state.classes()
        return self.one_of(rows).class_id if rows else None

    def _images(self, *states: ImageState) -> list[ImageId]:
        state = self.session.state
        return [i for i in state.images() if state.verdict(i).state in states]

    def _go_to(self, *states: ImageState) -> bool:
        found = self._images(*states)
        if found:
            self.session.navigator.go_to(self.one_of(found))
        return bool(found)

    # --- one image ----------------------------------------------------------------------------

    def accept(self) -> None:
        """Take the suggestion for an image that waits, or name a new class where that is said."""
        if self._go_to(ImageState.UNLABELLED):
            self.session.suggest_current()
            if not self.session.accept():
                self.session.label_with_new_class(self.one_of(NAMES))

    def label(self) -> None:
        """Give an image that waits any class."""
        class_id = self._class()
        if class_id is not None and self._go_to(ImageState.UNLABELLED):
            self.session.label(class_id)

    def found(self) -> None:
        """Give an image that waits a class by its name, which may be new."""
        if self._go_to(ImageState.UNLABELLED):
            self.session.label_with_new_class(self.one_of(NAMES))

    def relabel(self) -> None:
        """Give an image that is decided another class."""
        class_id = self._class()
        states = (ImageState.LABELLED, ImageState.SKIPPED, ImageState.DISCARDED)
        if class_id is not None and self._go_to(*states):
            self.session.label(class_id)

    def set_aside(self) -> None:
        """Skip or discard any image, or clear its decision."""
        self._go_to(*ImageState)
        states = (ImageState.SKIPPED, ImageState.DISCARDED, ImageState.UNLABELLED)
        self.session.set_state(self.one_of(states))

    # --- to and fro ---------------------------------------------------------------------------

    def undo(self) -> None:
        """Take the last step back; wait for the whole of a series."""
        self.session.undo()
        self._wait(lambda: not self.session.keeper.held)

    def redo(self) -> None:
        """Do a step again; wait for the whole of a series."""
        self.session.redo()
        self._wait(lambda: not self.session.keeper.held)

    # --- classes ------------------------------------------------------------------------------

    def create(self) -> None:
        """Found a class without an image."""
        self.session.create_class(self.one_of(NAMES))

    def rename(self) -> None:
        """Rename a class, also to a name that is taken."""
        class_id = self._class()
        if class_id is not None:
            self.session.rename_class(class_id, self.one_of(NAMES))

    def style(self) -> None:
        """Change the colour and the key of a class."""
        class_id = self._class()
        if class_id is not None:
            key = self.one_of(("a", "b", "4", ""))
            self.session.style_class(class_id, colour=self.one_of(COLOURS), key=key)

    def merge(self) -> None:
        """Merge a class into another one, or itself."""
        source, target = self._class(), self._class()
        if source is not None and target is not None:
            self.session.merge_classes(source, target)

    def delete(self) -> None:
        """Delete a class."""
        class_id = self._class()
        if class_id is not None:
            self.session.delete_class(class_id)

    # --- many images at once ------------------------------------------------------------------

    def _some(self, found: Sequence[ImageId]) -> list[ImageId]:
        return [] if not found else list(found[: self.one_of(range(1, _MOST_ON_A_PAGE + 1))])

    def page(self) -> None:
        """Confirm a page of look-alikes, some taken out and some given another class."""
        class_id, other = self._class(), self._class()
        waiting = self._some(self._images(ImageState.UNLABELLED))
        if class_id is None or other is None or not waiting:
            return
        records = shown_records(self.session.engine, waiting, class_id)
        page = Page(class_id, dict.fromkeys(waiting, 0.9), records)
        page.take_out(waiting[1 : 1 + self.one_of(range(2))])
        page.give(waiting[-1:], other)
        self._pages.confirm(page)

    def series(self) -> None:
        """Let the machine label some of the rest, in small decisions that are one step."""
        waiting = self._some(self._images(ImageState.UNLABELLED))
        class_id = self._class()
        if class_id is None or not waiting:
            return
        labels = [(image_id, class_id) for image_id in waiting]
        plan = AutoPlan(OfferKind.READY, 0.01, 0.9, labels=tuple(labels))
        if self.workspace.automatic.label_rest(plan):
            self._wait(lambda: not self.workspace.automatic.busy)

    def take_over(self) -> None:
        """Import labels, over those that are there or not."""
        some = self._some(self._images(*ImageState))
        labels = tuple((image_id, self.one_of(NAMES)) for image_id in some)
        found = MatchedLabels(labels, (), (), ())
        ended: list[object] = []
        series = self.workspace.make_import(found, replace_labels=self.one_of((False, True)))
        series.ended.connect(ended.append)
        if series.start():
            self._wait(lambda: bool(ended))
        series.deleteLater()

    def learn_from_machine(self) -> None:
        """Change the method: whether labels of the machine move prototypes."""
        method = self.session.engine.method
        changed = replace(method, learn_from_machine=not method.learn_from_machine)
        self.workspace.use_method(changed)


DECISIONS = (
    "accept",
    "label",
    "found",
    "relabel",
    "set_aside",
    "undo",
    "redo",
    "create",
    "rename",
    "style",
    "merge",
    "delete",
    "page",
    "series",
    "take_over",
)
