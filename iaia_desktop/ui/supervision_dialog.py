"""The dialog of the supervision level: which images a person is asked for."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import (
    QDialogButtonBox,
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from iaia_desktop.core.supervision import Supervision, SupervisionMode
from iaia_desktop.ui.dialog_frame import DialogFrame
from iaia_desktop.ui.radio_card import RadioCards
from iaia_desktop.ui.theme import set_role, set_tone
from iaia_desktop.ui.theme_tokens import SPACE


class SupervisionDialog(DialogFrame):
    """Ask how much a person decides; the choice stands in `level` once accepted.

    Parameters
    ----------
    level : Supervision
        What holds now.
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, level: Supervision, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_words(
            self.tr("Supervision"),
            self.tr(
                "Which images you are asked for, as you go from one to the next. The machine "
                "labels the others when their turn comes. It never makes a new class."
            ),
        )
        self._before = level
        self._cards = RadioCards()
        self._cards.add(
            SupervisionMode.EVERY,
            self.tr("Ask for every image"),
            self.tr("Every label is yours."),
        )
        self._cards.add(
            SupervisionMode.SHARE,
            self.tr("Ask for a random share"),
            self.tr("The machine labels the rest as it suggests. Its errors are not bounded."),
        )
        self._cards.add(
            SupervisionMode.UNSURE,
            self.tr("Ask only when unsure"),
            self.tr("The machine labels what it is sure of, by its own estimate."),
        )
        self._share = QSpinBox()
        self._share.setRange(0, 100)
        self._share.setSingleStep(5)
        self._share.setSuffix(" %")
        self._share.setValue(round(100 * level.share))
        self._sureness = QDoubleSpinBox()
        self._sureness.setRange(50.0, 99.9)
        self._sureness.setSingleStep(1.0)
        self._sureness.setDecimals(1)
        self._sureness.setSuffix(" %")
        self._sureness.setValue(100 * level.sureness)
        self._share_row = self._row(self.tr("&Ask for this share of the images"), self._share)
        self._sureness_row = self._row(self.tr("A&sk below this estimate"), self._sureness)
        self._note = QFrame()
        set_role(self._note, "card")
        set_tone(self._note, "warning")
        words = QLabel(
            self.tr(
                "Labels of the machine carry its mark everywhere and can be undone. For a promise "
                "about their errors, use “Auto-label the rest” instead."
            )
        )
        words.setWordWrap(True)
        inner = QHBoxLayout(self._note)
        inner.setContentsMargins(SPACE.m, SPACE.s, SPACE.m, SPACE.s)
        inner.addWidget(words)
        policy = self._note.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._note.setSizePolicy(policy)
        self.add_button(self.tr("Use it"), QDialogButtonBox.ButtonRole.AcceptRole, primary=True)
        self.add_button(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.s)
        for widget in (self._cards, self._share_row, self._sureness_row, self._note):
            column.addWidget(widget)
        column.addStretch(1)
        self.set_content(content)
        self._cards.changed.connect(self._on_mode)
        self._cards.choose(level.mode)
        self.fit(560)

    @property
    def level(self) -> Supervision:
        """What is chosen now."""
        return replace(
            self._before,
            mode=SupervisionMode(self._cards.value),
            share=self._share.value() / 100,
            sureness=round(self._sureness.value() / 100, 4),
        )

    def choose(self, mode: SupervisionMode) -> None:
        """Choose for which images the person is asked."""
        self._cards.choose(mode)

    def _row(self, words: str, field: QWidget) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(SPACE.xl, 0, 0, 0)
        label = QLabel(words)
        label.setBuddy(field)
        field.setAccessibleName(words.replace("&", ""))
        row.addWidget(label)
        row.addWidget(field)
        row.addStretch(1)
        policy = holder.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        holder.setSizePolicy(policy)
        return holder

    def _on_mode(self, mode: str) -> None:
        self._share_row.setEnabled(mode == SupervisionMode.SHARE)
        self._sureness_row.setEnabled(mode == SupervisionMode.UNSURE)
        self._note.setVisible(mode != SupervisionMode.EVERY)
