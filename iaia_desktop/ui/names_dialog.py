"""The dialog for class names: a list, one a line, before any image has a label."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from iaia_desktop.core.name_lines import NameLines, read_name_lines
from iaia_desktop.session.class_names import NamingView
from iaia_desktop.ui.dialog_frame import DialogFrame
from iaia_desktop.ui.said import said
from iaia_desktop.ui.theme import set_role
from iaia_desktop.ui.theme_tokens import SPACE

_READ_AFTER_MS = 120
_WIDTH_PX = 640
_FIELD_HEIGHT_PX = 260
_LIST_WIDTH_PX = 200


class NamesDialog(DialogFrame):
    """Ask for names of classes; those that no class has stand in `names` once accepted.

    Parameters
    ----------
    view : NamingView
        The classes there are, and whether the encoder reads names.
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, view: NamingView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._read = NameLines()
        self.set_words(self.tr("Class names"), self._explanation_words())
        self._field = _NameField()
        self._field.setPlaceholderText(self.tr("One name per line; a list can be pasted."))
        self._field.setAccessibleName(self.tr("Names of classes, one per line"))
        self._field.setTabChangesFocus(True)
        self._field.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._field.setMinimumHeight(_FIELD_HEIGHT_PX)
        self._summary = QLabel()
        self._summary.setTextFormat(Qt.TextFormat.PlainText)
        self._summary.setWordWrap(True)
        set_role(self._summary, "small")
        self._summary.setMinimumHeight(2 * self._summary.fontMetrics().lineSpacing() + 2)
        self._summary.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._create = self.add_button(
            self.tr("Make the classes"), QDialogButtonBox.ButtonRole.AcceptRole, primary=True
        )
        self._create.setToolTip(self.tr("Ctrl+Enter"))
        self.add_button(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self._timer = QTimer(self, singleShot=True, interval=_READ_AFTER_MS)
        self._timer.timeout.connect(self.read_now)
        self._field.textChanged.connect(self._timer.start)
        self._field.accepted.connect(self.accept)
        self._lay_out()
        self.fit(_WIDTH_PX)
        self.read_now()
        self._field.setFocus()

    @property
    def field(self) -> QPlainTextEdit:
        """Where names are typed."""
        return self._field

    @property
    def summary(self) -> str:
        """What the line below the field says."""
        return self._summary.text()

    @property
    def names(self) -> tuple[str, ...]:
        """The names that no class has yet, in the order typed."""
        return self._read.new

    def read_now(self) -> None:
        """Read what is typed, without waiting for the last letter."""
        self._timer.stop()
        self._read = read_name_lines(
            self._field.toPlainText(),
            self._view.existing,
            most_characters=self._view.most_characters,
        )
        words = self._summary_words()
        self._summary.setText(words)
        self._field.setAccessibleDescription(words)
        self._create.setEnabled(bool(self._read.new) and not self._read.too_long)

    def accept(self) -> None:
        """Close with the names, unless something stands against them."""
        self.read_now()
        if self._create.isEnabled():
            super().accept()

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.s)
        row = QHBoxLayout()
        row.setSpacing(SPACE.m)
        left = QVBoxLayout()
        left.setSpacing(SPACE.xs)
        label = QLabel(self.tr("&New names"))
        label.setBuddy(self._field)
        left.addWidget(label)
        left.addWidget(self._field, 1)
        row.addLayout(left, 1)
        if self._view.existing:
            row.addLayout(self._existing_column())
        column.addLayout(row, 1)
        column.addWidget(self._summary)
        self.set_content(content)

    def _existing_column(self) -> QVBoxLayout:
        right = QVBoxLayout()
        right.setSpacing(SPACE.xs)
        title = QLabel(self.tr("Classes there are ({n})").format(n=f"{len(self._view.existing):,}"))
        there = QListWidget()
        there.addItems(list(self._view.existing))
        there.setAccessibleName(title.text())
        there.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        there.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        there.setTextElideMode(Qt.TextElideMode.ElideRight)
        there.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        there.setUniformItemSizes(True)
        there.setFixedWidth(_LIST_WIDTH_PX)
        there.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        right.addWidget(title)
        right.addWidget(there, 1)
        return right

    def _explanation_words(self) -> str:
        if self._view.can_read:
            return self.tr(
                "This encoder ({title}) reads names: the first image has a suggestion already, and "
                "your labels take over from there. Names that say what is to be seen work best."
            ).format(title=said(self._view.encoder))
        if self._view.can_read is None:
            return self.tr(
                "Every name becomes a class. Whether the encoder can read names shows once it is "
                "loaded."
            )
        return self.tr(
            "Every name becomes a class. This encoder ({title}) cannot read names, so suggestions "
            "begin with your first labels; CLIP encoders read them."
        ).format(title=said(self._view.encoder))

    def _summary_words(self) -> str:
        read = self._read
        if read.too_long:
            if len(read.too_long) == 1:
                return self.tr(
                    "Line {line} is too long: a name has at most {most} characters."
                ).format(line=read.too_long[0], most=self._view.most_characters)
            return self.tr(
                "{n} lines are too long, the first is line {line}: a name has at most {most} "
                "characters."
            ).format(n=len(read.too_long), line=read.too_long[0], most=self._view.most_characters)
        parts = []
        if read.new:
            new = self.tr("1 new class") if len(read.new) == 1 else self.tr("{n} new classes")
            parts.append(new.format(n=f"{len(read.new):,}"))
        if read.known:
            known = (
                self.tr("1 exists already")
                if len(read.known) == 1
                else self.tr("{n} exist already")
            )
            parts.append(known.format(n=f"{len(read.known):,}"))
        if read.repeated:
            again = (
                self.tr("1 repeats another") if read.repeated == 1 else self.tr("{n} repeat others")
            )
            parts.append(again.format(n=f"{read.repeated:,}"))
        if not parts:
            return self.tr("All classes come in one step, which undo takes back.")
        return " · ".join(parts)


class _NameField(QPlainTextEdit):
    """A field of many lines, in which Ctrl+Enter accepts."""

    accepted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Accept with Ctrl+Enter; Enter begins a line."""
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.accepted.emit()
            return
        super().keyPressEvent(event)
