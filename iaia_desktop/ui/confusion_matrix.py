"""The confusion matrix C(nc, nc_hat): what was new, against what was suggested as new."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QSizePolicy, QWidget

from iaia_desktop.ui.number_words import share_text
from iaia_desktop.ui.row_painting import blend, font_of, small_font
from iaia_desktop.ui.theme import set_role, tokens_of
from iaia_desktop.ui.theme_tokens import FONT_PX, RADIUS, SPACE

Counts = tuple[tuple[int, int], tuple[int, int]]


class MatrixCell(QPushButton):
    """One count, tinted by its share of the row: green where the suggestion was right.

    Parameters
    ----------
    words : str
        What the cell counts, in words.
    is_right : bool
        Whether these suggestions were right.
    """

    def __init__(self, words: str, *, is_right: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._is_right = is_right
        self._count = 0
        self._share: float | None = None
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_count(self, count: int, share: float | None) -> None:
        """Show a count, and its share of the row."""
        self._count, self._share = count, share
        images = self.tr("1 image") if count == 1 else self.tr("{n:,} images").format(n=count)
        sentence = f"{self._words}: {images}"
        if share is not None:
            sentence = self.tr("{sentence}, {share} of the row").format(
                sentence=sentence, share=share_text(share)
            )
        self.setAccessibleName(sentence)
        self.setToolTip(sentence)
        self.setEnabled(count > 0)
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for the count and its share."""
        return QSize(96, 62)

    def minimumSizeHint(self) -> QSize:
        """Return room for a short count."""
        return QSize(64, 46)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, count and share."""
        del event
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        full = tokens.success if self._is_right else tokens.warning
        # The strongest tint still leaves the text readable.
        tint = 0.0 if self._share is None else 0.05 + 0.23 * self._share
        ground = blend(full, tokens.raised, tint if self._count else 0.0)
        edge: str | QColor = tokens.border
        if self.hasFocus():
            edge = tokens.focus
        elif self.underMouse() and self.isEnabled():
            edge = tokens.border_strong
        wide = 2 if self.hasFocus() else 1
        painter.setPen(QPen(QColor(edge), wide))
        painter.setBrush(ground)
        inset = wide / 2
        body = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(body, RADIUS.m, RADIUS.m)
        painter.setPen(QColor(tokens.text if self._count else tokens.muted))
        painter.setFont(font_of(self.font(), FONT_PX.headline, strong=True, tabular=True))
        number_px = painter.fontMetrics().height()
        small = small_font(self.font(), tabular=True)
        has_share = self._share is not None and body.height() > number_px + 20
        top = body.center().y() - (number_px + (16 if has_share else 0)) / 2
        centre = int(Qt.AlignmentFlag.AlignHCenter)
        number = QRectF(body.left(), top, body.width(), number_px)
        painter.drawText(number, centre, f"{self._count:,}")
        if has_share:
            painter.setFont(small)
            painter.setPen(QColor(tokens.muted if not self._count else tokens.text))
            below = QRectF(body.left(), number.bottom() - 2, body.width(), 20)
            painter.drawText(below, centre, share_text(self._share))
        painter.end()


class ConfusionMatrix(QWidget):
    """Four counts, each a button that asks for its images.

    Signals
    -------
    cell_requested : bool, bool
        See the images that were new (or not), and suggested as new (or not).
    """

    cell_requested = Signal(bool, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("New and known classes, as suggested and as they were"))
        known, new = self.tr("known"), self.tr("new")
        self.cells = {
            (False, False): MatrixCell(
                self.tr("Image of a known class, a known one suggested"), is_right=True
            ),
            (False, True): MatrixCell(
                self.tr("Image of a known class, a new one suggested"), is_right=False
            ),
            (True, False): MatrixCell(
                self.tr("First image of a class, a known one suggested"), is_right=False
            ),
            (True, True): MatrixCell(
                self.tr("First image of a class, a new one suggested"), is_right=True
            ),
        }
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(SPACE.xs)
        middle = Qt.AlignmentFlag.AlignHCenter
        grid.addWidget(_words(self.tr("Suggested class")), 0, 1, 1, 2, middle)
        for column, words in enumerate((known, new), start=1):
            grid.addWidget(_words(words), 1, column, middle)
            grid.setColumnStretch(column, 1)
        for row, words in enumerate((self.tr("Was\nknown"), self.tr("Was\nnew")), start=2):
            grid.addWidget(_words(words), row, 0)
            grid.setRowStretch(row, 1)
        for (was_new, predicted_new), cell in self.cells.items():
            grid.addWidget(cell, 2 + was_new, 1 + predicted_new)
            cell.clicked.connect(partial(self._on_clicked, was_new, predicted_new))
        self.set_counts(((0, 0), (0, 0)))

    def set_counts(self, counts: Counts) -> None:
        """Show C(nc, nc_hat): rows are the truth (known, new), columns the suggestion."""
        for (was_new, predicted_new), cell in self.cells.items():
            row = counts[was_new]
            count = row[predicted_new]
            cell.set_count(count, count / sum(row) if sum(row) else None)

    def _on_clicked(self, was_new: bool, predicted_new: bool, _checked: bool = False) -> None:
        self.cell_requested.emit(was_new, predicted_new)


def _words(text: str) -> QLabel:
    label = QLabel(text)
    set_role(label, "small")
    return label
