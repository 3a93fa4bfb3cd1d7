"""A scale from no distance at all to far away, with the threshold and the image's distance."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from iaia_desktop.ui.ranked_list import distance_text
from iaia_desktop.ui.row_painting import blend, small_font
from iaia_desktop.ui.theme import tokens_of

_TRACK_HEIGHT = 6.0


class DistanceGauge(QWidget):
    """Paint the distance of the nearest class against epsilon.

    The stretch within epsilon is tinted; the dot is the image. Without a distance nothing is
    painted and the room stays.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._distance: float | None = None
        self._epsilon: float | None = None
        self._automatic = False
        self._farther = 0.0
        self._is_novelty = False
        self._values: tuple[object, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_values(
        self,
        distance: float | None,
        epsilon: float | None,
        *,
        automatic: bool = False,
        farther: float = 0.0,
        is_novelty: bool = False,
    ) -> None:
        """Show a distance, and the threshold where there is one.

        Parameters
        ----------
        distance : float or None
            Of the nearest class; None shows nothing.
        epsilon : float or None
            The new-class threshold; None when there is none.
        automatic : bool
            Whether the threshold is worked out from the person's answers.
        farther : float
            The distance of a class farther away, which gives the scale where epsilon does not.
        is_novelty : bool
            Whether the distance is that of the labelled images most like this one.
        """
        values = (distance, epsilon, automatic, farther, is_novelty)
        if values == self._values:
            return
        self._values = values
        self._distance, self._epsilon, self._automatic, self._farther, self._is_novelty = values
        sentence = self._sentence()
        self.setAccessibleName(sentence or self.tr("Distance"))
        self.setToolTip(sentence)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the one height of every state."""
        return QSize(200, QFontMetrics(small_font(self.font())).height() + 19)

    def minimumSizeHint(self) -> QSize:
        """Return the one height of every state."""
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint words above, the scale below."""
        del event
        if self._distance is None:
            return
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small_font(self.font(), tabular=True))
        line = painter.fontMetrics().height()
        beyond = self._epsilon is not None and self._distance > self._epsilon
        marker = QColor(tokens.warning if beyond else tokens.accent)

        name = self.tr("novelty {distance}") if self._is_novelty else self.tr("distance {distance}")
        left_text = name.format(distance=distance_text(self._distance))
        painter.setPen(QColor(tokens.text))
        words = QRectF(0, 0, self.width(), line)
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft, left_text)
        painter.setPen(QColor(tokens.muted))
        painter.drawText(words, Qt.AlignmentFlag.AlignRight, self._epsilon_text())

        edge = 6.0
        span = self.width() - 2 * edge
        reference = self._farther if self._epsilon is None else self._epsilon
        largest = max(self._distance, reference, 1e-9) * 1.18
        middle = line + (self.height() - line) / 2 + 1
        track = QRectF(edge, middle - _TRACK_HEIGHT / 2, span, _TRACK_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(blend(tokens.text, tokens.surface, 0.12))
        painter.drawRoundedRect(track, 3, 3)
        if self._epsilon is not None:
            within = QRectF(track)
            within.setWidth(span * min(1.0, max(0.0, self._epsilon / largest)))
            painter.setBrush(blend(tokens.accent, tokens.surface, 0.38))
            painter.drawRoundedRect(within, 3, 3)
            painter.setPen(QPen(QColor(tokens.text), 2))
            painter.drawLine(
                QPointF(within.right(), track.top() - 3),
                QPointF(within.right(), track.bottom() + 3),
            )
        centre = QPointF(edge + span * max(0.0, self._distance) / largest, middle)
        painter.setPen(QPen(QColor(tokens.surface), 2))
        painter.setBrush(marker)
        painter.drawEllipse(centre, 6.0, 6.0)
        painter.end()

    def _epsilon_text(self) -> str:
        if self._epsilon is None:
            return self.tr("no epsilon")
        text = self.tr("epsilon {epsilon}").format(epsilon=distance_text(self._epsilon))
        return self.tr("{epsilon}, automatic").format(epsilon=text) if self._automatic else text

    def _sentence(self) -> str:
        if self._distance is None:
            return ""
        distance = distance_text(self._distance)
        if self._is_novelty:
            return self._novelty_sentence(distance)
        if self._epsilon is None:
            return self.tr(
                "The nearest class is {distance} away. There is no threshold for new classes."
            ).format(distance=distance)
        words = (
            self.tr("The nearest class is {distance} away, beyond epsilon ({epsilon}).")
            if self._distance > self._epsilon
            else self.tr("The nearest class is {distance} away, within epsilon ({epsilon}).")
        )
        return words.format(distance=distance, epsilon=distance_text(self._epsilon))

    def _novelty_sentence(self, novelty: str) -> str:
        measured = self.tr(
            "The labelled pictures most like this one are {novelty} away on average"
        ).format(novelty=novelty)
        if self._epsilon is None:
            return self.tr("{measured}. Nothing is called new at present.").format(
                measured=measured
            )
        beyond = self._distance is not None and self._distance > self._epsilon
        words = (
            self.tr("{measured}, beyond epsilon ({epsilon}).")
            if beyond
            else self.tr("{measured}, within epsilon ({epsilon}).")
        )
        return words.format(measured=measured, epsilon=distance_text(self._epsilon))
