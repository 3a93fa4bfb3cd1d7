"""Choose what an encoder computes in, and have it tried on this machine."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from iaia_desktop.jobs.progress import Progress
from iaia_desktop.session.precision_trials import FULL
from iaia_desktop.session.settings_view import PrecisionChoice
from iaia_desktop.ui.radio_card import RadioCard, RadioCards
from iaia_desktop.ui.said import said
from iaia_desktop.ui.theme import set_role
from iaia_desktop.ui.theme_tokens import SPACE

_SAME = 0.05
"""Within this of 1 it is as fast as before, as far as one try tells."""


class PrecisionBox(QWidget):
    """Cards of precisions, and a button that measures the chosen one.

    Parameters
    ----------
    choices : sequence of PrecisionChoice
        The cards.
    parent : QWidget, optional
        Owner.

    Signals
    -------
    changed
        Another precision is chosen.
    trial_requested
        The chosen precision is to be measured.
    """

    changed = Signal()
    trial_requested = Signal()

    def __init__(self, choices: Sequence[PrecisionChoice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._obstacles = {choice.value: choice.obstacle for choice in choices}
        self._notes = {
            FULL: self.tr("The embeddings as their makers meant them."),
            "int8": self.tr("Usually faster on a processor, slightly different suggestions."),
            "bfloat16": self.tr("Usually faster on a processor, slightly different suggestions."),
        }
        titles = {FULL: self.tr("Full (float32)"), "int8": self.tr("8 bits (int8)")}
        titles["bfloat16"] = self.tr("16 bits (bfloat16)")
        self._cards = RadioCards()
        for choice in choices:
            self._cards.add(choice.value, titles.get(choice.value, choice.value), "")
        self._measure = QPushButton(self.tr("Measure on this machine"))
        self._measure.setAutoDefault(False)
        self._outcome = QLabel()
        self._outcome.setWordWrap(True)
        set_role(self._outcome, "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.s)
        title = QLabel(self.tr("Precision"))
        set_role(title, "title")
        column.addWidget(title)
        column.addWidget(self._cards)
        row = QHBoxLayout()
        row.addWidget(self._measure)
        row.addWidget(self._outcome, 1)
        column.addLayout(row)
        # What is chosen where there is no card for it.
        self._cardless = FULL
        self._open_to_choice = True
        self._measuring = False
        self.choose(FULL)
        self._cards.changed.connect(self._on_changed)
        self._measure.clicked.connect(self._on_measure)

    @property
    def value(self) -> str:
        """The precision chosen."""
        return self._cards.value or self._cardless

    @property
    def outcome(self) -> str:
        """What the last try said."""
        return self._outcome.text()

    def choose(self, value: str) -> None:
        """Choose a precision, even one that does not serve here: it was chosen elsewhere."""
        self._cardless = value
        self._cards.choose(value)
        self._refresh()

    def set_open_to_choice(self, is_open: bool) -> None:
        """Say whether the encoder has more than one precision."""
        self._open_to_choice = is_open
        self._refresh()

    def show_progress(self, progress: Progress) -> None:
        """Say what the try is at."""
        words = self.tr("{what} ({done} of {total})…")
        self._outcome.setText(
            words.format(what=said(progress.text), done=progress.done + 1, total=progress.total)
        )

    def show_trial(self, times_as_fast: float, least_cosine: float) -> None:
        """Say what came of the try."""
        speed = self.tr("{times} times as fast here").format(times=f"{times_as_fast:.1f}")
        if abs(times_as_fast - 1) < _SAME:
            speed = self.tr("As fast as in full precision here")
        elif times_as_fast < 1:
            speed = self.tr("Slower here: {times} times as fast").format(
                times=f"{times_as_fast:.2f}"
            )
        words = self.tr("{speed}; embeddings agree to at least {cosine} (cosine).")
        self.show_words(words.format(speed=speed, cosine=_floored(least_cosine)))

    def show_words(self, words: str) -> None:
        """Say how the try ended."""
        self._measuring = False
        self._outcome.setText(said(words))
        self._refresh()

    def forget_outcome(self) -> None:
        """Say nothing of the last try: something else is chosen."""
        self.show_words("")

    def _on_changed(self) -> None:
        self.forget_outcome()
        self.changed.emit()

    def _on_measure(self) -> None:
        self._measuring = True
        self._refresh()
        self.trial_requested.emit()

    def _refresh(self) -> None:
        for card in self._cards.cards:
            self._refresh_card(card)
        obstacle = self._obstacles.get(self.value, "")
        can_be_tried = self._open_to_choice and self.value != FULL and not obstacle
        self._measure.setEnabled(can_be_tried and not self._measuring)
        self._measure.setVisible(can_be_tried)

    def _refresh_card(self, card: RadioCard) -> None:
        why_not = said(self._obstacles.get(card.value, ""))
        if not self._open_to_choice and card.value != FULL:
            why_not = self.tr("The built-in encoder has one precision.")
        note = why_not or self._notes.get(card.value, "")
        card.set_note(note)
        card.button.setAccessibleDescription(note)
        card.button.setEnabled(not why_not)


def _floored(cosine: float) -> str:
    """Never say more than there is: 0.99996 is no 1.0000."""
    return f"{int(cosine * 10_000) / 10_000:.4f}"
