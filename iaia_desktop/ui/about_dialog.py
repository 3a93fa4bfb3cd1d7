"""The about dialog: version, licence, and where the person's data lie."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QGridLayout, QLabel, QWidget

from iaia_desktop.ui.dialog_frame import DialogFrame
from iaia_desktop.ui.elided_label import ElidedLabel
from iaia_desktop.ui.icons import icon
from iaia_desktop.ui.theme import set_role
from iaia_desktop.ui.theme_tokens import SPACE


class AboutDialog(DialogFrame):
    """Tell what this is, and let the details be copied.

    Parameters
    ----------
    version : str
        Of the program.
    details : sequence of (str, str)
        Names and values: versions of libraries, paths of data.
    licence : str
        Of the program.
    parent : QWidget, optional
        Owner.
    """

    def __init__(
        self,
        version: str,
        details: Sequence[tuple[str, str]],
        *,
        licence: str = "MIT",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.set_words(
            self.tr("IAIA Desktop"),
            self.tr(
                "Label a folder of images with suggestions that learn as you go, "
                "on your own machine. Nothing you label leaves it."
            ),
        )
        self.setWindowTitle(self.tr("About IAIA Desktop"))
        rows = ((self.tr("Version"), version), (self.tr("Licence"), licence), *details)
        self.details_text = "\n".join(
            ("IAIA Desktop", *(f"{name}: {value}" for name, value in rows))
        )
        content = QWidget()
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE.l)
        grid.setVerticalSpacing(SPACE.s)
        grid.setColumnStretch(1, 1)
        for place, (name, value) in enumerate(rows):
            label = QLabel(name)
            set_role(label, "muted")
            words = ElidedLabel(value, Qt.TextElideMode.ElideMiddle)
            words.setAccessibleName(f"{name}: {value}")
            grid.addWidget(label, place, 0)
            grid.addWidget(words, place, 1)
        grid.setRowStretch(len(rows), 1)
        copy = self.add_button(self.tr("Copy details"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.setIcon(icon("copy"))
        self.add_button(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole, primary=True)
        self.set_content(content)
        self.fit(560)
        copy.clicked.connect(self._on_copy)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details_text)
