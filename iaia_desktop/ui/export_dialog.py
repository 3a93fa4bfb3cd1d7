"""The export dialog: where to, how, and what goes out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
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
from iaia_desktop.session.transfer_views import ExportChoice, ExportView
from iaia_desktop.ui.dialog_frame import DialogFrame
from iaia_desktop.ui.path_field import PathField
from iaia_desktop.ui.radio_card import RadioCards
from iaia_desktop.ui.theme_tokens import SPACE
from iaia_desktop.ui.warning_card import WarningCard

_CHECK_AFTER_MS = 150


class ExportDialog(DialogFrame):
    """Ask where and how to export; the choice stands in `choice` once accepted.

    Parameters
    ----------
    view : ExportView
        What there is to export.
    check : callable
        Takes the path typed; returns in words what stands against it, or None.
    mode : ExportMode
        To begin with.
    parent : QWidget, optional
        Owner.
    """

    def __init__(
        self,
        view: ExportView,
        check: Callable[[str], str | None],
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
        self._summary = QLabel()
        self._summary.setWordWrap(True)
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
        self._modes.choose(mode)
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
        )

    @property
    def problem(self) -> str:
        """What stands against the export; "" for nothing."""
        return self._warning.problem

    def check_now(self) -> None:
        """Ask what stands against the path, without waiting for the last letter."""
        self._timer.stop()
        path = self._folder.path
        if not self._view.labelled:
            problem = self.tr("No image has a label yet, so there is nothing to export.")
        elif not path:
            problem = ""
        else:
            problem = self._check(path) or ""
        self._warning.set_problem(problem)
        self._export.setEnabled(bool(path) and not problem)

    def accept(self) -> None:
        """Close with the choice, unless something stands against it."""
        self.check_now()
        if self._export.isEnabled():
            super().accept()

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
                self.tr("Takes no space. Only on the same disk; a change shows in both places."),
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
        column.addWidget(self._warning)
        column.addStretch(1)
        self.set_content(content)

    def _on_path(self) -> None:
        self._export.setEnabled(False)
        self._timer.start()

    def _on_split(self, checked: bool) -> None:
        self._share.setEnabled(checked)
        self._seed.setEnabled(checked)
