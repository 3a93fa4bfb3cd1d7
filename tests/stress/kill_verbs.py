"""What a hasty person does with a session: one method a verb, drawn by chance."""

from __future__ import annotations

import itertools
import random
import time
from pathlib import Path

from iaia_desktop.core.auto_label import AutoPlan, OfferKind
from iaia_desktop.core.types import ClassId, ImageId, ImageState
from iaia_desktop.export.rows import ExportMode
from iaia_desktop.session.desk import Desk
from iaia_desktop.session.page import PageKind
from iaia_desktop.session.transfer_views import ExportChoice, ImportChoice, ImportSource
from iaia_desktop.session.transfers import Transfers
from iaia_desktop.session.workspace import Workspace

IN_A_SERIES = 12
"""Images that one decision of a series labels here."""

_MOST_CLASSES = 8


class Hands:
    """Carry out verbs.

    Parameters
    ----------
    chance : random.Random
        Of all choices.
    desk : Desk
        Where the session is open.
    transfers : Transfers
        Exports and imports.
    home : Path
        Tables and exports go there.
    seed : int
        Tells the exports of different lives apart.
    """

    def __init__(
        self,
        chance: random.Random,
        desk: Desk,
        transfers: Transfers,
        home: Path,
        seed: int,
    ) -> None:
        self._random = chance
        self._desk = desk
        self._transfers = transfers
        self._home = home
        self._seed = seed
        self._numbers = itertools.count(chance.randrange(1_000_000))
        self._exports = itertools.count(1)

    def _class(self, workspace: Workspace) -> ClassId | None:
        classes = list(workspace.session.state.classes())
        return self._random.choice(classes).class_id if classes else None

    def _name(self) -> str:
        return f"class {next(self._numbers)}"

    def _waiting(self, workspace: Workspace, most: int) -> list[ImageId]:
        session = workspace.session
        waiting = [i for i in session.state.images() if session.navigator.waits(i)]
        return self._random.sample(waiting, min(most, len(waiting)))

    def accept(self, workspace: Workspace) -> None:
        """Take the suggestion, or found a class."""
        workspace.session.suggest_current()
        if not workspace.session.accept():
            self.new(workspace)

    def label(self, workspace: Workspace) -> None:
        """Give the image a class."""
        class_id = self._class(workspace)
        if class_id is not None:
            workspace.session.label(class_id)

    def new(self, workspace: Workspace) -> None:
        """Found a class with the image, while they are few."""
        if len(list(workspace.session.state.classes())) < _MOST_CLASSES:
            workspace.session.label_with_new_class(self._name())
        else:
            self.label(workspace)

    def create(self, workspace: Workspace) -> None:
        """Found a class without an image."""
        if len(list(workspace.session.state.classes())) < 12:
            workspace.session.create_class(self._name())

    def clear(self, workspace: Workspace) -> None:
        """Take the decision of the image away."""
        workspace.session.set_state(ImageState.UNLABELLED)

    def skip(self, workspace: Workspace) -> None:
        """Skip the image."""
        workspace.session.set_state(ImageState.SKIPPED)

    def discard(self, workspace: Workspace) -> None:
        """Discard the image."""
        workspace.session.set_state(ImageState.DISCARDED)

    def undo(self, workspace: Workspace) -> None:
        """Take the last decision back."""
        workspace.session.undo()

    def redo(self, workspace: Workspace) -> None:
        """Do again what was taken back."""
        workspace.session.redo()

    def undo_page(self, workspace: Workspace) -> None:
        """Take the last decision back, as the sheet of pages does."""
        workspace.pages.undo()

    def rename(self, workspace: Workspace) -> None:
        """Rename a class."""
        class_id = self._class(workspace)
        if class_id is not None:
            workspace.session.rename_class(class_id, self._name())

    def style(self, workspace: Workspace) -> None:
        """Give a class another colour."""
        class_id = self._class(workspace)
        if class_id is not None:
            colour = f"#{self._random.randrange(1 << 24):06x}"
            workspace.session.style_class(class_id, colour=colour)

    def merge(self, workspace: Workspace) -> None:
        """Merge a class into another one."""
        source, target = self._class(workspace), self._class(workspace)
        if source is not None and target is not None and source != target:
            workspace.session.merge_classes(source, target)

    def delete(self, workspace: Workspace) -> None:
        """Delete a class."""
        class_id = self._class(workspace)
        if class_id is not None:
            workspace.session.delete_class(class_id)

    def look(self, _workspace: Workspace) -> None:
        """Look at all sessions, the open one too, as the start page does."""
        self._desk.look_up_recent()

    def go(self, workspace: Workspace) -> None:
        """Go to any image."""
        workspace.session.navigator.go_to(
            ImageId(self._random.randrange(len(workspace.session.state)))
        )

    def page(self, workspace: Workspace) -> None:
        """Confirm the page that is there, with a mark or two; or ask for one."""
        pages = workspace.pages
        pages.set_size(12)
        page = pages.page
        if page is None or pages.view.busy:
            if not pages.active:
                pages.begin()
            elif pages.view.kind is PageKind.ALL_DECIDED:
                self._clear_many(workspace)
            return
        chosen = self._random.choice(page.image_ids)
        mark = self._random.randrange(4)
        class_id = self._class(workspace)
        if mark == 0:
            pages.take_out([chosen])
        elif mark == 1 and class_id is not None:
            pages.give([chosen], class_id)
        elif mark == 2 and len(list(workspace.session.state.classes())) < _MOST_CLASSES:
            pages.give_new([chosen], self._name())
        pages.confirm()

    def _clear_many(self, workspace: Workspace) -> None:
        session = workspace.session
        decided = [i for i in session.state.images() if not session.navigator.waits(i)]
        some = self._random.sample(decided, len(decided) // 2)
        session.decide(
            lambda: session.state.plan_state(some, ImageState.UNLABELLED, at=time.time())
        )

    def series(self, workspace: Workspace) -> None:
        """Let the machine label a part of the rest, in several decisions."""
        class_id = self._class(workspace)
        chosen = self._waiting(workspace, 8 * IN_A_SERIES)
        if class_id is None:
            self.new(workspace)
        elif len(chosen) < IN_A_SERIES:
            self._clear_many(workspace)
        else:
            labels = tuple((image_id, class_id) for image_id in chosen)
            workspace.automatic.label_rest(AutoPlan(OfferKind.READY, 0.01, 0.9, labels=labels))

    def take_over(self, workspace: Workspace) -> None:
        """Import labels for half of the images."""
        if self._transfers.importing:
            return
        state = workspace.session.state
        table = self._home / "labels.csv"
        images = self._random.sample(range(len(state)), len(state) // 2)
        names = [f"imported {number}" for number in range(3)]
        rows = [f"{state.path(ImageId(i))},{self._random.choice(names)}" for i in images]
        table.write_text("path,class\n" + "\n".join(rows) + "\n", encoding="utf-8")
        choice = ImportChoice(ImportSource.CSV, str(table), replace_labels=True)
        self._transfers.import_labels(workspace, choice)

    def export(self, workspace: Workspace) -> None:
        """Export to a new folder, or to an empty one."""
        if self._transfers.exporting or not any(workspace.session.state.classes()):
            return
        number = next(self._exports)
        folder = self._home / "exports" / f"{self._seed}-{number}"
        folder.parent.mkdir(parents=True, exist_ok=True)
        if number % 3 == 0:
            folder.mkdir()  # a folder that is there already is filled, not replaced
        mode = self._random.choice([ExportMode.COPY, ExportMode.HARDLINK, ExportMode.SYMLINK])
        share = self._random.choice([0.0, 0.2])
        self._transfers.export(workspace, ExportChoice(str(folder), mode, share, 1))

    def encoder(self, workspace: Workspace) -> None:
        """Use another encoder."""
        workspace.use_encoder(self._random.choice(["builtin", "timm:one", "timm:two"]))
