"""The import dialog: take labels from a folder per class, or from a table."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from iaia_desktop.session.transfer_views import ImportChoice, ImportSource
from iaia_desktop.ui.dialog_frame import DialogFrame
from iaia_desktop.ui.path_field import PathField
from iaia_desktop.ui.radio_card import RadioCards
from iaia_desktop.ui.said import said
from iaia_desktop.ui.theme_tokens import SPACE
from iaia_desktop.ui.warning_card import WarningCard

_CHECK_AFTER_MS = 150


class ImportDialog(DialogFrame):
    """Ask which labels to import; the choice stands in `choice` once accepted.

    Parameters
    ----------
    check : callable
        Takes the kind of source and the path typed; returns in words what stands against it, or
        None.
    path : str
        To begin with.
    parent : QWidget, optional
        Owner.
    """

    def __init__(
        self,
        check: Callable[[ImportSource, str], str | None],
        *,
        path: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.set_words(
            self.tr("Import labels"),
            self.tr(
                "Pictures that are in this folder get their labels; other pictures serve as "
                "examples for suggestions. Undo takes it back."
            ),
        )
        self._check = check
        self._sources = RadioCards()
        self._sources.add(
            ImportSource.CLASS_FOLDERS,
            self.tr("A folder per class"),
            self.tr(
                "Every folder inside is a class. Its pictures are recognised by their content."
            ),
        )
        self._sources.add(
            ImportSource.CSV,
            self.tr("A table (CSV)"),
            self.tr("With a column for the path and one for the class, as the export writes it."),
        )
        self._path = PathField(self.tr("Folder that holds a folder per class"))
        self._label = QLabel()
        self._label.setBuddy(self._path.field)
        self._replace = QCheckBox(self.tr("Replace labels that images have already"))
        self._replace.setToolTip(self.tr("Otherwise an image that has a label keeps it"))
        self._warning = WarningCard()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_CHECK_AFTER_MS)
        self._import = self.add_button(
            self.tr("Import"), QDialogButtonBox.ButtonRole.AcceptRole, primary=True
        )
        self.add_button(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)

        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.s)
        column.addWidget(self._sources)
        column.addSpacing(SPACE.xs)
        column.addWidget(self._label)
        column.addWidget(self._path)
        column.addSpacing(SPACE.xs)
        column.addWidget(self._replace)
        column.addWidget(self._warning)
        column.addStretch(1)
        self.set_content(content)

        self._timer.timeout.connect(self.check_now)
        self._path.changed.connect(self._on_path)
        self._sources.changed.connect(self._on_source)
        self._sources.choose(ImportSource.CLASS_FOLDERS)
        self._path.set_path(path)
        self.fit(620)
        self.check_now()

    @property
    def choice(self) -> ImportChoice:
        """What is chosen now."""
        return ImportChoice(
            ImportSource(self._sources.value), self._path.path, self._replace.isChecked()
        )

    @property
    def problem(self) -> str:
        """What stands against the import; "" for nothing."""
        return self._warning.problem

    def choose_source(self, source: ImportSource) -> None:
        """Choose where the labels come from."""
        self._sources.choose(source)

    def check_now(self) -> None:
        """Ask what stands against the path, without waiting for the last letter."""
        self._timer.stop()
        choice = self.choice
        problem = said(self._check(choice.source, choice.path) or "") if choice.path else ""
        self._warning.set_problem(problem)
        self._import.setEnabled(bool(choice.path) and not problem)

    def accept(self) -> None:
        """Close with the choice, unless something stands against it."""
        self.check_now()
        if self._import.isEnabled():
            super().accept()

    def _on_source(self, value: str) -> None:
        if value == ImportSource.CSV:
            self._label.setText(self.tr("&Table"))
            self._path.set_kind(self.tr("Table of labels"), (self.tr("Tables (*.csv)"),))
        else:
            self._label.setText(self.tr("&Folder"))
            self._path.set_kind(self.tr("Folder that holds a folder per class"))
        self.check_now()

    def _on_path(self) -> None:
        self._import.setEnabled(False)
        self._timer.start()
