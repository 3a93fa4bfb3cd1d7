"""The dialog "Auto-label the rest": what is allowed, what can be promised, and the way there."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from iaia_desktop.core.auto_label import AutoPlan, MeasuredError, OfferKind
from iaia_desktop.ui.auto_label_words import measured_words, words_of
from iaia_desktop.ui.dialog_frame import DialogFrame
from iaia_desktop.ui.theme import set_role, set_tone
from iaia_desktop.ui.theme_tokens import SPACE

_PLAN_AFTER_MS = 250
_CONFIDENCES = (0.8, 0.9, 0.95, 0.99)
_SAMPLE = 50


class AutoLabelDialog(DialogFrame):
    """Ask how many errors are allowed, and show what can be promised.

    Parameters
    ----------
    target, confidence : float
        To begin with.
    parent : QWidget, optional
        Owner.
    """

    wish_changed = Signal(float, float)
    """Another target and confidence: a plan is wanted."""

    check_requested = Signal()
    label_requested = Signal()
    """Label what the plan on screen offers."""

    start_over_requested = Signal()
    sample_requested = Signal()
    """Check some of the machine's labels."""

    def __init__(self, target: float, confidence: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_words(
            self.tr("Auto-label the rest"),
            self.tr(
                "The machine labels the images that it is sure of, and nobody looks at them. "
                "They are marked as the machine's, and one undo takes them all back."
            ),
        )
        self._plan: AutoPlan | None = None
        self._target = QDoubleSpinBox()
        self._target.setRange(0.5, 10.0)
        self._target.setSingleStep(0.5)
        self._target.setDecimals(1)
        self._target.setSuffix(" %")
        self._target.setValue(100 * target)
        self._target.setAccessibleName(self.tr("Largest share of wrong labels"))
        self._confidence = QComboBox()
        for each in _CONFIDENCES:
            self._confidence.addItem(f"{100 * each:.0f} %", each)
        self._confidence.setCurrentIndex(max(0, self._confidence.findData(confidence)))
        self._confidence.setAccessibleName(self.tr("Confidence of the promise"))
        self._card = QFrame()
        set_role(self._card, "card")
        self._figure = self._label("headline")
        self._headline = self._label("title")
        self._text = self._label("small")
        self._text.setWordWrap(True)
        self._machine = QFrame()
        set_role(self._machine, "card")
        self._machine_text = self._label("small")
        self._machine_text.setWordWrap(True)
        self._sample = QPushButton()
        self._sample.setAutoDefault(False)
        self._do = self.add_button("", QDialogButtonBox.ButtonRole.ActionRole, primary=True)
        self.add_button(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        self._timer = QTimer(self, singleShot=True, interval=_PLAN_AFTER_MS)
        self._timer.timeout.connect(self._say_wish)
        self._lay_out()
        self._target.valueChanged.connect(self._on_wish)
        self._confidence.currentIndexChanged.connect(self._on_wish)
        self._do.clicked.connect(self._on_do)
        self._sample.clicked.connect(self.sample_requested)
        self.set_machine(0, None)
        self.show_working()
        self.fit(600)

    @property
    def plan(self) -> AutoPlan | None:
        """The plan on screen."""
        return self._plan

    @property
    def words(self) -> str:
        """All that is said about the plan."""
        parts = (self._figure.text(), self._headline.text(), self._text.text())
        return " ".join(part for part in parts if part)

    def show_working(self) -> None:
        """Say that a plan is on its way."""
        self._plan = None
        self._figure.setVisible(False)
        self._headline.setText(self.tr("Working it out…"))
        self._text.setText("")
        self._do.setEnabled(False)
        set_tone(self._card, "")

    def set_plan(self, plan: AutoPlan, waiting: int, *, read_only: bool = False) -> None:
        """Show what can be offered.

        Parameters
        ----------
        plan : AutoPlan
            The offer.
        waiting : int
            Images without a decision.
        read_only : bool, optional
            Whether nothing can be done about it.
        """
        self._plan = plan
        words = words_of(plan, waiting)
        self._figure.setText(words.figure)
        self._figure.setVisible(bool(words.figure))
        self._headline.setText(words.headline)
        self._text.setText(words.text)
        set_tone(self._card, words.tone)
        self._do.setText(words.action or self.tr("Nothing to do"))
        self._do.setEnabled(bool(words.action) and not read_only)
        self._card.setAccessibleName(self.words)

    def set_confidence_fixed(self, fixed: bool) -> None:
        """Let the confidence be chosen, or not while checks are under way."""
        self._confidence.setEnabled(not fixed)
        tip = self.tr("The checks under way were drawn for this confidence") if fixed else ""
        self._confidence.setToolTip(tip)

    def set_machine(self, labels: int, measured: MeasuredError | None) -> None:
        """Show how many labels are the machine's, and what checking some of them showed."""
        self._machine.setVisible(bool(labels) or measured is not None)
        text = (
            self.tr("1 image is labelled by the machine.")
            if labels == 1
            else self.tr("{n:,} images are labelled by the machine.").format(n=labels)
        )
        if measured is not None:
            text = f"{text} {measured_words(measured)}"
        else:
            text += " " + self.tr("Check some of them to measure how many are wrong.")
        self._machine_text.setText(text)
        count = min(_SAMPLE, labels)
        self._sample.setText(self.tr("Check {n} of them…").format(n=count))
        self._sample.setVisible(count > 0)

    # --- inside -------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        wish = QHBoxLayout()
        wish.setSpacing(SPACE.s)
        target = QLabel(self.tr("Allow at &most"))
        target.setBuddy(self._target)
        confidence = QLabel(self.tr("wrong labels, with a &confidence of"))
        confidence.setBuddy(self._confidence)
        for widget in (target, self._target, confidence, self._confidence):
            wish.addWidget(widget)
        wish.addStretch(1)
        inner = QVBoxLayout(self._card)
        inner.setContentsMargins(SPACE.l, SPACE.m, SPACE.l, SPACE.m)
        inner.setSpacing(SPACE.xs)
        first = QHBoxLayout()
        first.setSpacing(SPACE.s)
        first.addWidget(self._figure, 0, Qt.AlignmentFlag.AlignBottom)
        first.addWidget(self._headline, 1, Qt.AlignmentFlag.AlignBottom)
        inner.addLayout(first)
        inner.addWidget(self._text, 1)
        # Room for the longest words, so that nothing jumps.
        self._text.setMinimumHeight(4 * self._text.fontMetrics().lineSpacing())
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        machine = QHBoxLayout(self._machine)
        machine.setContentsMargins(SPACE.l, SPACE.s, SPACE.m, SPACE.s)
        machine.addWidget(self._machine_text, 1)
        machine.addWidget(self._sample)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.m)
        column.addLayout(wish)
        column.addWidget(self._card, 1)
        column.addWidget(self._machine)
        self.set_content(content)

    def _label(self, role: str) -> QLabel:
        label = QLabel()
        label.setTextFormat(Qt.TextFormat.PlainText)
        set_role(label, role)
        return label

    def _on_wish(self) -> None:
        self.show_working()
        self._timer.start()

    def _say_wish(self) -> None:
        self.wish_changed.emit(
            round(self._target.value() / 100, 4), float(self._confidence.currentData())
        )

    def _on_do(self) -> None:
        plan = self._plan
        if plan is None:
            return
        if plan.kind is OfferKind.READY:
            self.label_requested.emit()
        elif plan.kind is OfferKind.CHECK:
            self.check_requested.emit()
        elif plan.kind is OfferKind.SPENT:
            self.start_over_requested.emit()
