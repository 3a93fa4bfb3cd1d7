"""A line for a path with a button that browses for it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from iaia_desktop.ui.icons import icon
from iaia_desktop.ui.painting import readable
from iaia_desktop.ui.theme_tokens import SPACE


class PathField(QWidget):
    """Type a path or browse for it.

    Parameters
    ----------
    name : str
        What the path is, for screen readers and for the title of the file dialog.
    filters : sequence of str
        Name filters of files ("Tables (*.csv)"); none means a folder is looked for.
    parent : QWidget, optional
        Owner.
    """

    changed = Signal(str)

    def __init__(
        self, name: str, filters: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._filters = tuple(filters)
        self._set = ""
        self.field = QLineEdit()
        self.field.setAccessibleName(name)
        self.button = QPushButton(self.tr("Browse…"))
        self.button.setIcon(icon("folder-open"))
        self.button.setAutoDefault(False)
        self.button.setAccessibleName(self.tr("Browse: {name}").format(name=name))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.s)
        row.addWidget(self.field, 1)
        row.addWidget(self.button)
        self.setFocusProxy(self.field)
        self.field.textChanged.connect(self.changed)
        self.button.clicked.connect(self._browse)

    @property
    def path(self) -> str:
        """The path, as it was set, or as typed but for spaces around it."""
        text = self.field.text()
        return self._set if text == readable(self._set) else text.strip()

    def set_path(self, path: str) -> None:
        """Show a path; it stays what it is while nothing is typed, whatever it is made of."""
        self._set = path
        self.field.setText(readable(path))

    def set_kind(self, name: str, filters: Sequence[str] = ()) -> None:
        """Look for something else from now on."""
        self._name, self._filters = name, tuple(filters)
        self.field.setAccessibleName(name)
        self.button.setAccessibleName(self.tr("Browse: {name}").format(name=name))

    def _browse(self) -> None:
        dialog = QFileDialog(self, self._name, self.path)
        if self._filters:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
            dialog.setNameFilters(list(self._filters))
        else:
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.set_path)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
