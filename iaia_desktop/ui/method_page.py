"""The page of the settings about the method: ranker, distance, epsilon."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QHBoxLayout, QWidget

from iaia_desktop.core.method import EpsilonMode, Method
from iaia_desktop.core.types import Distance
from iaia_desktop.ui.radio_card import RadioCards
from iaia_desktop.ui.ranker_words import RANKERS, ranker_line, ranker_name
from iaia_desktop.ui.settings_pages import explanation, heading, page_column
from iaia_desktop.ui.theme_tokens import SPACE


class _CalmComboBox(QComboBox):
    """Leave the wheel to the page, so that scrolling past never changes the choice."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Pass the wheel on."""
        event.ignore()


class MethodPage(QWidget):
    """Choose what ranks, the distance, epsilon and whether embeddings are normalised."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._method = Method()
        self._ranker = _CalmComboBox()
        self._ranker.setAccessibleName(self.tr("What ranks the classes"))
        for ranker in RANKERS:
            self._ranker.addItem(ranker_name(ranker), ranker)
        self._ranker_line = explanation("")
        self._distance = RadioCards()
        self._distance.add(
            Distance.COSINE, self.tr("Cosine"), self.tr("Compares directions. The usual choice.")
        )
        self._distance.add(
            Distance.L2, self.tr("Euclidean (L2)"), self.tr("Compares directions and lengths.")
        )
        self._epsilon_mode = RadioCards()
        self._epsilon_mode.add(
            EpsilonMode.AUTOMATIC,
            self.tr("Automatic"),
            self.tr("Worked out from your own answers, so that it saves keys and costs none."),
        )
        self._epsilon_mode.add(
            EpsilonMode.NONE,
            self.tr("None"),
            self.tr("Never suggests a new class once there is one."),
        )
        self._epsilon_mode.add(
            EpsilonMode.FIXED,
            self.tr("A number"),
            self.tr(
                "An image farther than this from all that is labelled looks new. "
                "The statistics show what a number does (Ctrl+T)."
            ),
        )
        self._epsilon = QDoubleSpinBox()
        self._epsilon.setRange(0.0, 1000.0)
        self._epsilon.setDecimals(3)
        self._epsilon.setSingleStep(0.01)
        self._epsilon.setAccessibleName(self.tr("Epsilon"))
        self._epsilon.setMinimumWidth(120)
        self._normalise = QCheckBox(self.tr("Bring embeddings to length 1 before averaging"))
        self._normalise.setToolTip(
            self.tr("Keeps an image with a long embedding from weighing more than others")
        )

        column = page_column(self)
        column.addWidget(heading(self.tr("What ranks the classes")))
        row = QHBoxLayout()
        row.addWidget(self._ranker)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._ranker_line)
        column.addSpacing(SPACE.s)
        column.addWidget(heading(self.tr("Distance")))
        column.addWidget(self._distance)
        column.addSpacing(SPACE.s)
        column.addWidget(heading(self.tr("Epsilon, the threshold for a new class")))
        column.addWidget(self._epsilon_mode)
        row = QHBoxLayout()
        row.setContentsMargins(SPACE.xl + SPACE.m, 0, 0, 0)
        row.addWidget(self._epsilon)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(SPACE.s)
        column.addWidget(self._normalise)
        column.addStretch(1)
        self._ranker.currentIndexChanged.connect(self._on_ranker)
        self._epsilon_mode.changed.connect(self._on_mode)
        self._on_ranker(self._ranker.currentIndex())

    @property
    def method(self) -> Method:
        """The method chosen."""
        return replace(
            self._method,
            distance=Distance(self._distance.value),
            epsilon_mode=EpsilonMode(self._epsilon_mode.value),
            epsilon=self._epsilon.value(),
            normalise=self._normalise.isChecked(),
            ranker=RANKERS[self._ranker.currentIndex()],
        )

    def set_method(self, method: Method) -> None:
        """Show this method."""
        self._method = method
        self._ranker.setCurrentIndex(RANKERS.index(method.ranker))
        self._distance.choose(method.distance)
        self._epsilon_mode.choose(method.epsilon_mode)
        self._epsilon.setValue(method.epsilon)
        self._normalise.setChecked(method.normalise)
        self._on_mode(self._epsilon_mode.value)

    def _on_ranker(self, place: int) -> None:
        words = ranker_line(RANKERS[place])
        self._ranker_line.setText(words)
        self._ranker.setAccessibleDescription(words)

    def _on_mode(self, value: str) -> None:
        self._epsilon.setEnabled(value == EpsilonMode.FIXED)
