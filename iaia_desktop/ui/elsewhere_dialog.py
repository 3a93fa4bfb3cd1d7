"""The dialog of embeddings made elsewhere: where they are, and which encoder made them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from iaia_desktop.session.elsewhere_wish import ElsewhereWish
from iaia_desktop.session.typed_path import typed_path
from iaia_desktop.ui.dialog_frame import DialogFrame
from iaia_desktop.ui.path_field import PathField
from iaia_desktop.ui.radio_card import RadioCards
from iaia_desktop.ui.said import said
from iaia_desktop.ui.theme_tokens import SPACE
from iaia_desktop.ui.warning_card import WarningCard

FILE = "file"
FOLDER = "folder"

_CHECK_AFTER_MS = 150


class ElsewhereDialog(DialogFrame):
    """Ask which embeddings to use; the choice stands in `choice` once accepted.

    Parameters
    ----------
    check : callable
        Takes a wish; returns in words what stands against it, or None.
    current : ElsewhereWish or None
        What the session uses now.
    encoder_spec : str
        The encoder that the session wants: proposed for folders, which do not say theirs.
    parent : QWidget, optional
        Owner.
    """

    def __init__(
        self,
        check: Callable[[ElsewhereWish], str | None],
        current: ElsewhereWish | None,
        encoder_spec: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.set_words(
            self.tr("Use embeddings made elsewhere"),
            self.tr(
                "What another machine has embedded is looked up, not worked out here. Images that "
                "it does not have are embedded here as ever. Labels stay as they are."
            ),
        )
        self._check = check
        self.wants_none = False
        self._kinds = RadioCards()
        self._kinds.add(
            FILE,
            self.tr("A file (.npz)"),
            self.tr("Written by “iaia-desktop embed”; it says which encoder made it."),
        )
        self._kinds.add(
            FOLDER,
            self.tr("A folder"),
            self.tr("Of such files, or as clip-retrieval writes it (img_emb and metadata)."),
        )
        self._path = PathField(self.tr("File of embeddings"))
        self._label = QLabel()
        self._label.setBuddy(self._path.field)
        self._spec = QLineEdit()
        self._spec.setText(current.spec if current is not None and current.spec else encoder_spec)
        self._spec.setAccessibleName(self.tr("The encoder that made them"))
        self._spec_label = QLabel(self.tr("Made by the &encoder, where the folder does not say it"))
        self._spec_label.setBuddy(self._spec)
        self._warning = WarningCard()
        self._timer = QTimer(self, singleShot=True, interval=_CHECK_AFTER_MS)
        self._use = self.add_button(
            self.tr("Use them"), QDialogButtonBox.ButtonRole.AcceptRole, primary=True
        )
        if current is not None:
            without = self.add_button(
                self.tr("Do without"), QDialogButtonBox.ButtonRole.DestructiveRole
            )
            without.clicked.connect(self._do_without)
        self.add_button(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self._lay_out()
        self._timer.timeout.connect(self.check_now)
        self._path.changed.connect(self._on_typed)
        self._spec.textChanged.connect(self._on_typed)
        self._kinds.changed.connect(self._on_kind)
        is_folder = current is not None and current.place.suffix.lower() != ".npz"
        self._kinds.choose(FOLDER if is_folder else FILE)
        self._path.set_path("" if current is None else str(current.place))
        self.fit(620)
        self.check_now()

    @property
    def choice(self) -> ElsewhereWish | None:
        """What is chosen now; None without a path."""
        path = self._path.path
        if not path:
            return None
        spec = self._spec.text().strip() if self._kinds.value == FOLDER else ""
        return ElsewhereWish(typed_path(path).absolute(), spec)

    @property
    def problem(self) -> str:
        """What stands against the choice; "" for nothing."""
        return self._warning.problem

    def choose(self, kind: str, path: str, spec: str = "") -> None:
        """Fill the dialog in, as a person does."""
        self._kinds.choose(kind)
        self._path.set_path(path)
        if spec:
            self._spec.setText(spec)

    def check_now(self) -> None:
        """Ask what stands against the choice, without waiting for the last letter."""
        self._timer.stop()
        choice = self.choice
        problem = "" if choice is None else said(self._check(choice) or "")
        self._warning.set_problem(problem)
        self._use.setEnabled(choice is not None and not problem)

    def accept(self) -> None:
        """Close with the choice, unless something stands against it."""
        self.check_now()
        if self._use.isEnabled():
            super().accept()

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.s)
        column.addWidget(self._kinds)
        column.addSpacing(SPACE.xs)
        column.addWidget(self._label)
        column.addWidget(self._path)
        column.addSpacing(SPACE.xs)
        column.addWidget(self._spec_label)
        column.addWidget(self._spec)
        column.addWidget(self._warning)
        column.addStretch(1)
        self.set_content(content)

    def _do_without(self) -> None:
        self.wants_none = True
        super().accept()

    def _on_kind(self, value: str) -> None:
        is_folder = value == FOLDER
        if is_folder:
            self._label.setText(self.tr("&Folder"))
            self._path.set_kind(self.tr("Folder of embeddings"))
        else:
            self._label.setText(self.tr("&File"))
            self._path.set_kind(self.tr("File of embeddings"), (self.tr("Embeddings (*.npz)"),))
        self._spec.setEnabled(is_folder)
        self._spec_label.setEnabled(is_folder)
        self.check_now()

    def _on_typed(self) -> None:
        self._use.setEnabled(False)
        self._timer.start()
