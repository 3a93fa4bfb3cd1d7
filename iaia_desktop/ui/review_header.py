"""Above the review: which findings, how many, and whose labels come first."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from iaia_desktop.jobs.progress import Progress
from iaia_desktop.session.review_items import ReviewKind
from iaia_desktop.session.review_view import ReviewView
from iaia_desktop.ui.elided_label import ElidedLabel
from iaia_desktop.ui.key_button import KeyButton
from iaia_desktop.ui.review_words import kind_words, place_words
from iaia_desktop.ui.shortcut_guard import BUTTON_KEYS, ShortcutGuard
from iaia_desktop.ui.theme import set_role
from iaia_desktop.ui.theme_tokens import SPACE


class ReviewHeader(QFrame):
    """Show the filters with their counts, and the progress of looking over the labels."""

    kind_chosen = Signal(object)
    """ReviewKind."""

    machines_first_changed = Signal(bool)
    leave_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "page-header")
        self._title = ElidedLabel(self.tr("Review"))
        set_role(self._title, "headline")
        self._place = ElidedLabel()
        set_role(self._place, "muted")
        self._group = QButtonGroup(self)
        self.buttons = {kind: self._filter(kind) for kind in ReviewKind}
        self._group.buttonClicked.connect(self._on_clicked)
        self.machines_first = QCheckBox(self.tr("What the program labelled first"))
        self.machines_first.setToolTip(
            self.tr("Ask about labels of the machine before those of a person")
        )
        self.machines_first.toggled.connect(self.machines_first_changed)
        self.machines_first.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        ShortcutGuard(self.machines_first, BUTTON_KEYS)
        self._leave = KeyButton(role="quiet", least_height_px=36)
        self._leave.clicked.connect(self.leave_requested)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Looking over the labels"))
        self._lay_out()
        self.set_leave_key("Esc")
        self._rest()

    def set_leave_key(self, key: str) -> None:
        """Show the key that goes back to one image."""
        self._leave.set_content(self.tr("One at a time"), key)

    def set_view(self, view: ReviewView) -> None:
        """Show the counts, and where the person is."""
        for kind, button in self.buttons.items():
            count = view.counts.get(kind, 0)
            button.setText(f"{kind_words(kind)}   {count:,}")
            button.setChecked(kind is view.kind)
        self.machines_first.setVisible(view.kind is not ReviewKind.CLASSES)
        self._place.set_full_text(place_words(view))
        if view.busy:
            set_role(self.progress, "search-busy")
        else:
            self._rest()

    def set_progress(self, progress: Progress) -> None:
        """Show how far the labels are looked over."""
        self.progress.setRange(0, max(1, progress.total))
        self.progress.setValue(progress.done)

    def _rest(self) -> None:
        set_role(self.progress, "search-rest")
        self.progress.setRange(0, 1)
        self.progress.reset()

    def _filter(self, kind: ReviewKind) -> QPushButton:
        button = QPushButton()
        set_role(button, "filter")
        button.setCheckable(True)
        # Space answers: a click on a filter must not take the keyboard.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        ShortcutGuard(button, BUTTON_KEYS)
        button.setProperty("kind", kind.value)
        self._group.addButton(button)
        return button

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(SPACE.m)
        first.addWidget(self._title)
        first.addWidget(self._place, 1)
        first.addWidget(self._leave)
        second = QHBoxLayout()
        second.setSpacing(SPACE.xs)
        for button in self.buttons.values():
            second.addWidget(button)
        second.addStretch(1)
        second.addWidget(self.machines_first)
        rows = QVBoxLayout()
        rows.setContentsMargins(SPACE.l, SPACE.s, SPACE.m, SPACE.s)
        rows.setSpacing(SPACE.xs)
        rows.addLayout(first)
        rows.addLayout(second)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(rows)
        column.addWidget(self.progress)

    def _on_clicked(self, button: QPushButton) -> None:
        self.kind_chosen.emit(ReviewKind(button.property("kind")))
