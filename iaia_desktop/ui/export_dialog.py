"""The export dialog: where to, how, and what goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from iaia_desktop.export.rows import ExportMode
from iaia_desktop.session.transfer_views import DestinationView, ExportChoice, ExportView
from iaia_desktop.ui.dialog_frame import DialogFrame
from iaia_desktop.ui.path_field import PathField
from iaia_desktop.ui.radio_card import RadioCards
from iaia_desktop.ui.said import said
from iaia_desktop.ui.theme import set_role
from iaia_desktop.ui.theme_tokens import SPACE
from iaia_desktop.ui.unfinished_card import UnfinishedCard
from iaia_desktop.ui.warning_card import WarningCard

if TYPE_CHECKING:
    from iaia_desktop.session.destination_check import DestinationCheck

_CHECK_AFTER_MS = 150


class ExportDialog(DialogFrame):
    """Ask where and how to export; the choice stands in `choice` once accepted.

    Parameters
    ----------
    view : ExportView
        What there is to export.
    check : DestinationCheck
        Looks at the folder that was typed, in the background.
    mode : ExportMode
        To begin with.
    parent : QWidget, optional
        Owner.
    """

    def __init__(
        self,
        view: ExportView,
        check: DestinationCheck,
        *,
        mode: ExportMode = ExportMode.COPY,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.set_words(
            self.tr("Export"), self.tr("Writes a folder per class, and tables of the labels.")
        )
        self._view = view
        self._check = check
        self._folder = PathField(self.tr("Folder for the export"))
        self._folder.field.setPlaceholderText(self.tr("A new or empty folder"))
        self._modes = RadioCards(columns=2)
        for value, title, note in self._mode_texts():
            self._modes.add(value, title, note)
        self._split = QCheckBox(self.tr("Split into training and validation"))
        self._share = QSpinBox()
        self._share.setRange(1, 50)
        self._share.setValue(20)
        self._share.setSuffix(" %")
        self._share.setAccessibleName(self.tr("Share for validation"))
        self._seed = QSpinBox()
        self._seed.setRange(0, 2_147_483_647)
        self._seed.setAccessibleName(self.tr("Seed of the split"))
        self._seed.setToolTip(self.tr("The same seed gives the same split again"))
        self._verify = QCheckBox(self.tr("Read every file back from the disk"))
        self._verify.setToolTip(
            self.tr(
                "Takes about twice as long. Without it, what is copied is compared as it is read"
            )
        )
        self._summary = QLabel()
        self._summary.setWordWrap(True)
        self._room = QLabel()
        self._room.setWordWrap(True)
        set_role(self._room, "small")
        self._unfinished = UnfinishedCard()
        self._warning = WarningCard()
        # The path is checked a moment after the last letter, not at every one.
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_CHECK_AFTER_MS)
        self._export = self.add_button(
            self.tr("Export"), QDialogButtonBox.ButtonRole.AcceptRole, primary=True
        )
        self.add_button(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self._lay_out()
        self._timer.timeout.connect(self.check_now)
        self._folder.changed.connect(self._on_path)
        self._split.toggled.connect(self._on_split)
        self._check.looked.connect(self._show_destination)
        self._unfinished.changed.connect(self._name_button)
        self._modes.choose(mode)
        self._modes.changed.connect(self._on_path)
        self._folder.set_path(view.folder)
        self._summary.setText(self._summary_text())
        self._on_split(checked=False)
        self.fit(620)
        self.check_now()

    @property
    def choice(self) -> ExportChoice:
        """What is chosen now."""
        return ExportChoice(
            folder=self._folder.path,
            mode=ExportMode(self._modes.value),
            validation_share=self._share.value() / 100 if self._split.isChecked() else 0.0,
            seed=self._seed.value(),
            verify=self._verify.isChecked() and self._verify.isEnabled(),
            anew=self._unfinished.anew,
        )

    @property
    def problem(self) -> str:
        """What stands against the export; "" for nothing."""
        return self._warning.problem

    def check_now(self) -> None:
        """Ask what stands against the path, without waiting for the last letter."""
        self._timer.stop()
        self._export.setEnabled(False)
        path = self._folder.path
        if not self._view.labelled:
            self._warning.set_problem(
                self.tr("No image has a label yet, so there is nothing to export.")
            )
        elif not path:
            self._show_nothing()
        else:
            self._room.setText(self.tr("Looking at the folder…"))
            self._check.ask(path, ExportMode(self._modes.value))

    def accept(self) -> None:
        """Close with the choice, unless something stands against it."""
        if self._export.isEnabled():
            super().accept()

    def done(self, result: int) -> None:
        """Close; what is still being looked at is of no use any more."""
        self._timer.stop()
        self._check.stop()
        super().done(result)

    def showEvent(self, event: QShowEvent) -> None:
        """Make room for what was answered before."""
        super().showEvent(event)
        self.grow()

    def _show_destination(self, view: DestinationView) -> None:
        if (view.folder, view.mode) != (self._folder.path, ExportMode(self._modes.value)):
            return
        self._warning.set_problem(said(view.problem))
        self._room.setText(said(view.room))
        self._unfinished.set_words("" if view.problem else said(view.unfinished))
        self._export.setEnabled(not view.problem)
        self._name_button()
        self.grow()

    def _show_nothing(self) -> None:
        self._warning.set_problem("")
        self._room.setText("")
        self._unfinished.set_words("")
        self._name_button()

    def _name_button(self) -> None:
        goes_on = self._unfinished.is_shown and not self._unfinished.anew
        self._export.setText(self.tr("Go on") if goes_on else self.tr("Export"))

    def _mode_texts(self) -> list[tuple[ExportMode, str, str]]:
        return [
            (
                ExportMode.COPY,
                self.tr("Copy the files"),
                self.tr("Byte for byte. Safe to move and to change afterwards."),
            ),
            (
                ExportMode.HARDLINK,
                self.tr("Hard links"),
                self.tr(
                    "Takes no space, on the same disk only. Who edits one edits your original."
                ),
            ),
            (
                ExportMode.SYMLINK,
                self.tr("Symbolic links"),
                self.tr("Takes no space. Works while the originals stay where they are."),
            ),
            (
                ExportMode.NONE,
                self.tr("Labels only"),
                self.tr("Writes the tables and no image files."),
            ),
        ]

    def _summary_text(self) -> str:
        view = self._view
        images = (
            self.tr("1 labelled image")
            if view.labelled == 1
            else self.tr("{n:,} labelled images").format(n=view.labelled)
        )
        classes = (
            self.tr("1 class")
            if view.classes == 1
            else self.tr("{n:,} classes").format(n=view.classes)
        )
        text = self.tr("{images} in {classes}.").format(images=images, classes=classes)
        left_out = [
            words.format(n=count)
            for count, words in (
                (view.unlabelled, self.tr("{n:,} unlabelled")),
                (view.skipped, self.tr("{n:,} skipped")),
                (view.discarded, self.tr("{n:,} discarded")),
            )
            if count
        ]
        if left_out:
            text += " " + self.tr("{list} stay out; a table lists them.").format(
                list=", ".join(left_out)
            )
        return text

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.s)
        column.addWidget(self._summary)
        column.addSpacing(SPACE.xs)
        label = QLabel(self.tr("&Folder"))
        label.setBuddy(self._folder.field)
        column.addWidget(label)
        column.addWidget(self._folder)
        column.addWidget(self._room)
        column.addWidget(self._unfinished)
        column.addSpacing(SPACE.xs)
        column.addWidget(self._modes)
        column.addSpacing(SPACE.xs)
        column.addWidget(self._split)
        grid = QGridLayout()
        grid.setContentsMargins(SPACE.xl, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE.s)
        for place, (text, spin) in enumerate(
            ((self.tr("For &validation"), self._share), (self.tr("See&d"), self._seed))
        ):
            words = QLabel(text)
            words.setBuddy(spin)
            grid.addWidget(words, 0, 2 * place)
            grid.addWidget(spin, 0, 2 * place + 1)
            spin.setMinimumWidth(110)
        grid.setColumnStretch(4, 1)
        column.addLayout(grid)
        column.addWidget(self._verify)
        column.addWidget(self._warning)
        column.addStretch(1)
        self.set_content(content)

    def _on_path(self) -> None:
        self._export.setEnabled(False)
        self._verify.setEnabled(self._modes.value != ExportMode.NONE)
        self._check.stop()
        self._timer.start()

    def _on_split(self, checked: bool) -> None:
        self._share.setEnabled(checked)
        self._seed.setEnabled(checked)
