"""The start page: open a folder, drop one, try the demo, or go on with a recent session."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPalette,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from iaia_desktop.session.views import RecentSession
from iaia_desktop.ui.dropped_path import dropped_path
from iaia_desktop.ui.icons import icon, icon_pixmap
from iaia_desktop.ui.recent_card import RecentCard
from iaia_desktop.ui.theme import set_role, tokens_of
from iaia_desktop.ui.theme_tokens import SPACE

_COLUMN_WIDTH_PX = 860
_TWO_COLUMNS_FROM_PX = 700


class StartPage(QWidget):
    """Greet, and lead to a session.

    Signals
    -------
    open_folder_requested, open_demo_requested
        The buttons.
    path_dropped : str
        A folder or a session file was dropped.
    session_requested, forget_requested : str
        The path of a recent session's file.
    reveal_requested : str
        A folder, to be shown in the file manager.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.
    """

    open_folder_requested = Signal()
    open_demo_requested = Signal()
    # As objects: Qt's text ends before a byte that is none, and another path would arrive.
    path_dropped = Signal(object)
    session_requested = Signal(object)
    forget_requested = Signal(object)
    reveal_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.setAccessibleName(self.tr("Start page"))
        self._cards: list[RecentCard] = []
        self._columns = 0

        self._drop_zone = QFrame()
        set_role(self._drop_zone, "drop-target")
        self._drop_icon = QLabel()
        self._drop_icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._drop_text = QLabel()
        self._drop_text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_role(self._drop_text, "muted")
        self._recent_title = QLabel(self.tr("Recent sessions"))
        set_role(self._recent_title, "section")
        self._empty = QLabel(
            self.tr("Folders that you have labelled appear here, to go on where you stopped.")
        )
        self._empty.setWordWrap(True)
        set_role(self._empty, "muted")
        self._grid_host = QWidget()
        self._grid = QGridLayout(self._grid_host)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SPACE.m)
        self._lay_out()
        self._show_drop(active=False)
        self.set_recent((), now=0.0)

    @property
    def cards(self) -> tuple[RecentCard, ...]:
        """The cards of the recent sessions, in order."""
        return tuple(self._cards)

    @property
    def drop_active(self) -> bool:
        """Whether something that can be opened hovers over the page."""
        return bool(self._drop_zone.property("active"))

    def set_recent(self, rows: Sequence[RecentSession], *, now: float) -> None:
        """Show the recent sessions.

        Parameters
        ----------
        rows : sequence of RecentSession
            The last opened one first.
        now : float
            The present, in seconds since the epoch, for "3 hours ago".
        """
        for card in self._cards:
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = []
        for row in rows:
            card = RecentCard(row, now, self._grid_host)
            card.open_requested.connect(self.session_requested)
            card.forget_requested.connect(self.forget_requested)
            card.reveal_requested.connect(self.reveal_requested)
            self._cards.append(card)
        self._empty.setVisible(not rows)
        self._columns = 0
        self._arrange()

    def set_thumbnail(self, session_path: str, pixmap: QPixmap) -> None:
        """Show a picture on the card of a session."""
        for card in self._cards:
            if str(card.row.session_path) == session_path:
                card.picture.set_pixmap(pixmap)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome a folder or a session file."""
        if dropped_path(event):
            event.acceptProposedAction()
            self._show_drop(active=True)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Go on welcoming it."""
        if self.drop_active:
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Calm down."""
        self._show_drop(active=False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand on what was dropped."""
        self._show_drop(active=False)
        path = dropped_path(event)
        if path:
            event.acceptProposedAction()
            self.path_dropped.emit(path)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the sign in the drop zone again when the colours change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show_drop(active=self.drop_active)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use one or two columns of cards."""
        super().resizeEvent(event)
        self._arrange()

    def _heading(self) -> QHBoxLayout:
        mark = QLabel()
        mark.setPixmap(icon_pixmap("iaia", 56, "#000000", self.devicePixelRatioF()))
        name = QLabel("IAIA Desktop")
        set_role(name, "display")
        line = QLabel(
            self.tr(
                "Label a folder of images with suggestions that learn as you go, "
                "on your own machine."
            )
        )
        line.setWordWrap(True)
        set_role(line, "muted")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(name)
        words.addWidget(line)
        heading = QHBoxLayout()
        heading.setSpacing(SPACE.l)
        heading.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
        heading.addLayout(words, 1)
        return heading

    def _fill_drop_zone(self) -> None:
        self._open = QPushButton(self.tr("Open folder…"))
        set_role(self._open, "primary")
        self._open.setIcon(icon("folder-open", role=QPalette.ColorRole.HighlightedText))
        self._open.setToolTip(self.tr("Open a folder of images, or go on where you stopped"))
        self._demo = QPushButton(self.tr("Try the demo"))
        self._demo.setIcon(icon("sparkles"))
        self._demo.setToolTip(self.tr("Try the program on pictures it draws itself"))
        for button in (self._open, self._demo):
            button.setIconSize(QSize(18, 18))
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._open.clicked.connect(self.open_folder_requested)
        self._demo.clicked.connect(self.open_demo_requested)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE.m)
        buttons.addStretch(1)
        buttons.addWidget(self._open)
        buttons.addWidget(self._demo)
        buttons.addStretch(1)
        zone = QVBoxLayout(self._drop_zone)
        zone.setContentsMargins(SPACE.xl, SPACE.xl, SPACE.xl, SPACE.xl)
        zone.setSpacing(SPACE.m)
        zone.addWidget(self._drop_icon)
        zone.addLayout(buttons)
        zone.addWidget(self._drop_text)

    def _lay_out(self) -> None:
        self._fill_drop_zone()
        column = QWidget()
        column.setMaximumWidth(_COLUMN_WIDTH_PX)
        stack = QVBoxLayout(column)
        stack.setContentsMargins(SPACE.xl, SPACE.xl, SPACE.xl, SPACE.xl)
        stack.setSpacing(SPACE.l)
        stack.addSpacing(SPACE.l)
        stack.addLayout(self._heading())
        stack.addWidget(self._drop_zone)
        stack.addSpacing(SPACE.s)
        stack.addWidget(self._recent_title)
        stack.addWidget(self._empty)
        stack.addWidget(self._grid_host)
        stack.addStretch(1)

        page = QWidget()
        across = QHBoxLayout(page)
        across.setContentsMargins(0, 0, 0, 0)
        across.addStretch(1)
        across.addWidget(column, 100)
        across.addStretch(1)
        scroll = QScrollArea()
        set_role(scroll, "flat-list")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def _arrange(self) -> None:
        columns = 2 if self.width() >= _TWO_COLUMNS_FROM_PX else 1
        if columns == self._columns:
            return
        self._columns = columns
        for place, card in enumerate(self._cards):
            self._grid.addWidget(card, place // columns, place % columns)
            card.show()
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, columns - 1)

    def _show_drop(self, *, active: bool) -> None:
        self._drop_zone.setProperty("active", active)
        style = self._drop_zone.style()
        style.unpolish(self._drop_zone)
        style.polish(self._drop_zone)
        tokens = tokens_of(self)
        colour = tokens.accent if active else tokens.muted
        self._drop_icon.setPixmap(
            icon_pixmap("folder-open" if active else "image", 40, colour, self.devicePixelRatioF())
        )
        self._drop_text.setText(
            self.tr("Let go to open it")
            if active
            else self.tr("or drop a folder of images, or a session file, here")
        )
