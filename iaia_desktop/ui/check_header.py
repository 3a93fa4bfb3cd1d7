"""Above the images that are checked: what for, how far, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from iaia_desktop.session.check_flow import CheckPurpose, CheckView
from iaia_desktop.ui.elided_label import ElidedLabel
from iaia_desktop.ui.key_button import KeyButton
from iaia_desktop.ui.theme import set_role
from iaia_desktop.ui.theme_tokens import SPACE


class CheckHeader(QFrame):
    """Show a ``CheckView`` in words, with the buttons."""

    confirm_requested = Signal()
    leave_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = CheckView(CheckPurpose.ROUND)
        self._confirm_key, self._leave_key = "Return", "Esc"
        set_role(self, "page-header")
        self._title = ElidedLabel()
        set_role(self._title, "headline")
        self._lines = QLabel()
        self._lines.setTextFormat(Qt.TextFormat.PlainText)
        self._lines.setWordWrap(True)
        set_role(self._lines, "muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(6)
        self._bar.setAccessibleName(self.tr("Checked"))
        self._confirm = KeyButton(role="primary", least_height_px=36)
        self._leave = KeyButton(role="quiet", least_height_px=36)
        self._confirm.clicked.connect(self.confirm_requested)
        self._leave.clicked.connect(self.leave_requested)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._lines)
        words.addSpacing(SPACE.xs)
        words.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.l, SPACE.m, SPACE.m, SPACE.m)
        row.setSpacing(SPACE.s)
        row.addLayout(words, 1)
        for button in (self._leave, self._confirm):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._show()

    @property
    def words(self) -> str:
        """The line below the title."""
        return self._lines.text()

    def set_keys(self, confirm: str, leave: str) -> None:
        """Show these keys (portable text) on the buttons."""
        self._confirm_key, self._leave_key = confirm, leave
        self._show()

    def set_view(self, view: CheckView) -> None:
        """Show other images, or other numbers."""
        self._view = view
        self._show()

    def _show(self) -> None:
        view = self._view
        count = len(view.image_ids)
        self._title.set_full_text(
            self.tr("Is every class right?") if count else self.tr("All is checked")
        )
        self._lines.setText(self._second_line())
        self._bar.setRange(0, max(1, view.needed))
        self._bar.setValue(min(view.answered, view.needed))
        self._leave.set_content(self.tr("Later"), self._leave_key)
        self._leave.setToolTip(self.tr("Back to the images; what is checked counts"))
        self._confirm.setVisible(bool(count))
        self._confirm.setEnabled(not view.read_only)
        text = self.tr("All right") if not view.changed else self.tr("Confirm with {n} changed")
        self._confirm.set_content(text.format(n=view.changed), self._confirm_key)

    def _second_line(self) -> str:
        view = self._view
        source = (
            self.tr("A random sample of the machine's labels.")
            if view.purpose is CheckPurpose.SAMPLE
            else self.tr("A random sample of what the machine would label.")
        )
        done = self.tr("{done:,} of {all:,} checked").format(done=view.answered, all=view.needed)
        if view.wrong:
            done += self.tr(", {n:,} wrong").format(n=view.wrong)
        return f"{source} {done}."
