"""The third page of the statistics: how often each ranker foresaw the person's own answers."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from iaia_desktop.core.method import RankerChoice
from iaia_desktop.core.ranker_bank import PRIOR
from iaia_desktop.session.rankers_view import RankerFigures, RankersView
from iaia_desktop.ui.figure_card import Card
from iaia_desktop.ui.number_words import share_text
from iaia_desktop.ui.ranker_words import ranker_line, ranker_name
from iaia_desktop.ui.row_painting import blend, draw_bar
from iaia_desktop.ui.theme import set_role, set_tone, tokens_of
from iaia_desktop.ui.theme_tokens import SPACE

_EMPTY_PX = 240


class _Bar(QWidget):
    """A thin bar for a share; the words beside it say the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0.0
        self._loud = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def set_share(self, share: float, *, loud: bool) -> None:
        """Show another share; loud stands out from the others."""
        self._share, self._loud = share, loud
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for a bar."""
        return QSize(260, 12)

    def minimumSizeHint(self) -> QSize:
        """Return the shortest bar that can be read."""
        return QSize(60, 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar."""
        del event
        tokens = tokens_of(self)
        painter = QPainter(self)
        colour = tokens.accent if self._loud else blend(tokens.muted, tokens.raised, 0.6).name()
        draw_bar(painter, self.rect(), self._share, colour, tokens)
        painter.end()


class _RankerRow:
    """The widgets of one ranker, in one row of a grid."""

    def __init__(self, grid: QGridLayout, place: int, speaks: str) -> None:
        self.name = QLabel()
        self.line = QLabel()
        self.line.setWordWrap(True)
        set_role(self.line, "small")
        self.pill = QLabel(speaks)
        set_role(self.pill, "pill")
        set_tone(self.pill, "accent")
        # As high with the mark as without, so that rows stand still while it wanders.
        self.name.setMinimumHeight(self.pill.sizeHint().height())
        self.bar = _Bar()
        self.share = QLabel()
        self.share.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        first = QHBoxLayout()
        first.setSpacing(SPACE.s)
        first.addWidget(self.name)
        first.addWidget(self.pill)
        first.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addLayout(first)
        words.addWidget(self.line)
        grid.addLayout(words, place, 0)
        grid.addWidget(self.bar, place, 1)
        grid.addWidget(self.share, place, 2)

    def show(self, figures: RankerFigures | None) -> None:
        """Show a ranker's record, or nothing."""
        for widget in (self.name, self.line, self.bar, self.share):
            widget.setVisible(figures is not None)
        self.pill.setVisible(figures is not None and figures.speaks)
        if figures is not None:
            self.name.setText(ranker_name(figures.ranker))
            self.line.setText(ranker_line(figures.ranker))
            self.bar.set_share(figures.accuracy, loud=figures.speaks)
            self.share.setText(share_text(figures.accuracy))


class RankersPage(QWidget):
    """List the rankers, the best first, and mark the one that speaks now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answers = QLabel()
        set_role(self._answers, "small")
        self._empty = QLabel()
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setMinimumHeight(_EMPTY_PX)
        set_role(self._empty, "muted")
        self._list = QWidget()
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE.l)
        grid.setVerticalSpacing(SPACE.m)
        grid.setColumnStretch(0, 6)
        grid.setColumnStretch(1, 5)
        speaks = self.tr("speaks now")
        self._rows = [_RankerRow(grid, place, speaks) for place in range(len(PRIOR))]
        # A share may grow by two figures without moving the bars.
        grid.setColumnMinimumWidth(2, self.fontMetrics().horizontalAdvance("100.0 %") + SPACE.s)
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, SPACE.xs, 0, SPACE.s)
        column.addLayout(grid)
        column.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._list)
        self.card = Card(self.tr("How often each ranker was right"), self._stack, self._answers)
        page = QVBoxLayout(self)
        page.setContentsMargins(SPACE.l, SPACE.m, SPACE.l, SPACE.l)
        page.addWidget(self.card)
        page.addStretch(1)
        self.set_view(RankersView())

    def set_view(self, view: RankersView) -> None:
        """Show the records."""
        empty = not view.rows
        self._answers.setText("" if empty else self._answers_words(view.answers))
        self._empty.setText(self._empty_words(view.chosen) if empty else "")
        self._stack.setCurrentWidget(self._empty if empty else self._list)
        self._list.setAccessibleName(self.tr("Rankers"))
        for place, row in enumerate(self._rows):
            row.show(view.rows[place] if place < len(view.rows) else None)
        words = [self._row_words(row) for row in view.rows]
        self._list.setAccessibleDescription(", ".join(words))
        self.card.set_note("" if empty else self._note(view.chosen))

    def _row_words(self, row: RankerFigures) -> str:
        words = f"{ranker_name(row.ranker)}: {share_text(row.accuracy)}"
        return self.tr("{words} (speaks now)").format(words=words) if row.speaks else words

    def _answers_words(self, count: int) -> str:
        words = (
            self.tr("on 1 answer of yours") if count == 1 else self.tr("on {n:,} answers of yours")
        )
        return words.format(n=count)

    def _empty_words(self, chosen: RankerChoice) -> str:
        if chosen is RankerChoice.PROTOTYPE:
            return self.tr(
                "Prototypes rank alone, so the others are not asked. "
                "The settings (Ctrl+,) let others rank."
            )
        return self.tr(
            "Label a few images first: before each answer all rankers say what they would "
            "suggest, and here you see how often each was right. "
            "They begin with 24 images in a folder."
        )

    def _note(self, chosen: RankerChoice) -> str:
        if chosen is RankerChoice.AUTO:
            return self.tr(
                "The one that was right most often lately speaks; at the start it is the mix. "
                "The first image of a class, which none can foresee, counts too."
            )
        return self.tr("“{name}” is chosen in the settings (Ctrl+,).").format(
            name=ranker_name(chosen)
        )
