"""Try an epsilon on the labels there are: a slider with its effect, and two ways to leave it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from iaia_desktop.session.novelty_view import NoveltyView
from iaia_desktop.ui.number_words import share_text
from iaia_desktop.ui.ranked_list import distance_text
from iaia_desktop.ui.theme import set_role
from iaia_desktop.ui.theme_tokens import SPACE

_STEPS = 200
_SETTLE_MS = 500
"""A slider moved by keys is taken at its word when it rests for so long."""


class EpsilonPanel(QWidget):
    """Show what an epsilon does, and let the person choose one.

    Signals
    -------
    previewed : float
        The slider stands here now; nothing is in force yet.
    epsilon_requested : float
        Use this epsilon from now on.
    automatic_requested
        Let the program choose again.
    """

    previewed = Signal(float)
    epsilon_requested = Signal(float)
    automatic_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: NoveltyView | None = None
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, _STEPS)
        self.slider.setPageStep(_STEPS // 10)
        self.slider.setAccessibleName(self.tr("Epsilon"))
        self.slider.setToolTip(
            self.tr("Left: more is called new. Right: less is. Let go to use the value.")
        )
        self.value = QLabel()
        set_role(self.value, "strong")
        self.effect = QLabel()
        self.effect.setTextFormat(Qt.TextFormat.PlainText)
        self.effect.setWordWrap(True)
        set_role(self.effect, "small")
        self.automatic = QCheckBox(self.tr("Automatic"))
        self.automatic.setToolTip(
            self.tr(
                "The program chooses epsilon after each of your answers, so that it saves keys or "
                "at least costs none"
            )
        )
        self.best = QPushButton()
        self._settle = QTimer(self, singleShot=True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._request)
        self._lay_out()
        self.slider.valueChanged.connect(self._on_moved)
        self.slider.sliderReleased.connect(self._request)
        self.automatic.clicked.connect(self._on_automatic)
        self.best.clicked.connect(self._on_best)
        self.set_view(None)

    @property
    def epsilon(self) -> float | None:
        """The epsilon where the slider stands; None without labels to try it on."""
        if self._view is None:
            return None
        choices = self._view.choices
        share = self.slider.value() / _STEPS
        return choices.lowest + share * (choices.highest - choices.lowest)

    def set_view(self, view: NoveltyView | None) -> None:
        """Show the labels to try epsilons on, and the one in force."""
        self._view = view
        self.setEnabled(view is not None)
        self.setVisible(view is not None)
        if view is None:
            self._settle.stop()
            return
        self.automatic.setChecked(view.automatic)
        best = view.choices.best
        self.best.setVisible(best is not None)
        if best is not None:
            text = self.tr("Use {epsilon}").format(epsilon=distance_text(best))
            self.best.setText(text)
            tip = self.tr("{epsilon} finds new classes best on your labels: F1 {share}").format(
                epsilon=distance_text(best),
                share=share_text(view.choices.outcome(best).point.f1),
            )
            self.best.setToolTip(tip)
            self.best.setAccessibleDescription(tip)
        if self.slider.isSliderDown() or self._settle.isActive():
            self._show_effect()
        else:
            self._stand_at(None if view.current is None else view.current.epsilon)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(SPACE.s)
        top.addWidget(self.value)
        top.addStretch(1)
        top.addWidget(self.automatic)
        top.addWidget(self.best)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.xs)
        column.addLayout(top)
        column.addWidget(self.slider)
        column.addWidget(self.effect)

    def _stand_at(self, epsilon: float | None) -> None:
        """Move the slider without a word to anybody; None is beyond all scores."""
        if self._view is None:
            return
        choices = self._view.choices
        place = _STEPS
        if epsilon is not None:
            share = (epsilon - choices.lowest) / (choices.highest - choices.lowest)
            place = round(_STEPS * min(1.0, max(0.0, share)))
        self.slider.blockSignals(True)
        self.slider.setValue(place)
        self.slider.blockSignals(False)
        self._show_effect(epsilon, none=epsilon is None)

    def _show_effect(self, epsilon: float | None = None, *, none: bool = False) -> None:
        view = self._view
        epsilon = self.epsilon if epsilon is None else epsilon
        if view is None or epsilon is None:
            return
        if none:
            self.value.setText(self.tr("No epsilon"))
            self.effect.setText(
                self.tr("Nothing is called new for now: on your labels so far it would cost keys.")
                if view.automatic
                else self.tr("Nothing is called new.")
            )
        else:
            self.value.setText(self.tr("Epsilon {value}").format(value=distance_text(epsilon)))
            self.effect.setText(self._effect_words(view, epsilon))
        self.slider.setAccessibleDescription(f"{self.value.text()}. {self.effect.text()}")

    def _effect_words(self, view: NoveltyView, epsilon: float) -> str:
        outcome = view.choices.outcome(epsilon)
        keys = outcome.keys_per_100
        if abs(keys) < 0.05:
            cost = self.tr("costs and saves no keys")
        elif keys < 0:
            cost = self.tr("saves {keys:.1f} keys in 100 images").format(keys=-keys)
        else:
            cost = self.tr("costs {keys:.1f} keys in 100 images").format(keys=keys)
        words = self.tr("Precision {precision}, recall {recall}; {cost}.").format(
            precision=share_text(outcome.point.precision),
            recall=share_text(outcome.point.recall),
            cost=cost,
        )
        total = len(view.choices.waiting)
        if total:
            words += " " + self.tr("Of {total:,} waiting images, {new:,} would look new.").format(
                total=total, new=outcome.waiting_new
            )
        return words

    def _on_moved(self, _place: int) -> None:
        self.automatic.setChecked(False)
        self._show_effect()
        epsilon = self.epsilon
        if epsilon is not None:
            self.previewed.emit(epsilon)
        if not self.slider.isSliderDown():
            self._settle.start()

    def _request(self) -> None:
        self._settle.stop()
        epsilon = self.epsilon
        if epsilon is not None:
            self.epsilon_requested.emit(epsilon)

    def _on_automatic(self, checked: bool) -> None:
        if checked:
            self._settle.stop()
            self.automatic_requested.emit()
        else:
            self._request()

    def _on_best(self) -> None:
        if self._view is not None and self._view.choices.best is not None:
            self._settle.stop()
            self.epsilon_requested.emit(self._view.choices.best)
