"""A recent session as a card: its picture, its folder, how far it is, when it was open."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from iaia_desktop.session.views import RecentSession
from iaia_desktop.ui.elided_label import ElidedLabel
from iaia_desktop.ui.icons import icon, icon_pixmap
from iaia_desktop.ui.literal import literal
from iaia_desktop.ui.painting import readable
from iaia_desktop.ui.quantity_words import time_ago
from iaia_desktop.ui.row_painting import blend
from iaia_desktop.ui.theme import set_role, set_tone, tokens_of
from iaia_desktop.ui.theme_tokens import RADIUS, SPACE

THUMBNAIL_PX = 72


class CardPicture(QWidget):
    """Show a picture cut to a rounded square, or an icon while there is none."""

    def __init__(self, missing: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._missing = missing
        self._pixmap: QPixmap | None = None
        self.setFixedSize(THUMBNAIL_PX, THUMBNAIL_PX)

    @property
    def pixmap(self) -> QPixmap | None:
        """The picture, when there is one."""
        return self._pixmap

    def set_pixmap(self, pixmap: QPixmap) -> None:
        """Show a picture."""
        self._pixmap = None if pixmap.isNull() else pixmap
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture or the icon."""
        del event
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), RADIUS.m, RADIUS.m)
        painter.fillPath(shape, blend(tokens.text, tokens.surface, 0.07))
        if self._pixmap is None:
            name = "alert" if self._missing else "image"
            drawing = icon_pixmap(name, 28, tokens.muted, self.devicePixelRatioF())
            painter.drawPixmap((self.width() - 28) // 2, (self.height() - 28) // 2, drawing)
        else:
            size = self._pixmap.deviceIndependentSize()
            scale = max(self.width() / size.width(), self.height() / size.height())
            target = QRectF(0, 0, size.width() * scale, size.height() * scale)
            target.moveCenter(QRectF(self.rect()).center())
            painter.setClipPath(shape)
            painter.drawPixmap(target, self._pixmap, QRectF(self._pixmap.rect()))
        painter.end()


class RecentCard(QPushButton):
    """Open a session with one click; the menu forgets it or shows its folder.

    Signals
    -------
    open_requested, forget_requested, reveal_requested : str
        The path of the session file; of its folder for the last.

    Parameters
    ----------
    row : RecentSession
        The session.
    now : float
        The present, in seconds since the epoch.
    parent : QWidget, optional
        Owner.
    """

    # As objects: Qt's text ends before a byte that is none, and another path would arrive.
    open_requested = Signal(object)
    forget_requested = Signal(object)
    reveal_requested = Signal(object)

    def __init__(self, row: RecentSession, now: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = row
        set_role(self, "tile")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.picture = CardPicture(not row.folder_exists)
        place = row.folder if row.is_readable else row.session_path
        name = ElidedLabel(place.name or str(place))
        set_role(name, "title")
        path = ElidedLabel(str(place), Qt.TextElideMode.ElideMiddle)
        set_role(path, "small")
        progress_words = self._progress_words()
        progress = ElidedLabel(progress_words)
        set_role(progress, "small")
        when = QLabel(time_ago(now - row.opened_at))
        set_role(when, "small")

        top = QHBoxLayout()
        top.setSpacing(SPACE.s)
        top.addWidget(name, 1)
        words = [name.full_text, progress_words, when.text()]
        trouble = self._trouble()
        if trouble:
            pill = QLabel(trouble)
            set_role(pill, "pill")
            set_tone(pill, "warning")
            top.addWidget(pill)
            words.insert(1, trouble)
        bottom = QHBoxLayout()
        bottom.setSpacing(SPACE.s)
        bottom.addWidget(progress, 1)
        bottom.addWidget(when)
        lines = QVBoxLayout()
        lines.setSpacing(SPACE.xs)
        lines.addLayout(top)
        lines.addWidget(path)
        lines.addStretch(1)
        if row.is_readable:
            lines.addWidget(self._share())
        lines.addLayout(bottom)
        across = QHBoxLayout(self)
        across.setContentsMargins(SPACE.m, SPACE.m, SPACE.m, SPACE.m)
        across.setSpacing(SPACE.m)
        across.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignVCenter)
        across.addLayout(lines, 1)
        self._pass_on_the_mouse()
        self.setAccessibleName(readable(", ".join(words)))
        paths = dict.fromkeys((str(place), str(row.session_path)))
        self.setToolTip(literal("\n".join(readable(each) for each in paths)))
        self.clicked.connect(self._on_clicked)

    def _share(self) -> QProgressBar:
        share = QProgressBar()
        share.setRange(0, max(self._row.total, 1))
        share.setValue(self._row.labelled)
        share.setTextVisible(False)
        share.setFixedHeight(6)
        share.setAccessibleName(self._progress_words())
        return share

    def _progress_words(self) -> str:
        if not self._row.is_readable:
            return self.tr("Open it to see what is wrong, and the ways back")
        return self.tr("{labelled:,} of {total:,} labelled").format(
            labelled=self._row.labelled, total=self._row.total
        )

    def _trouble(self) -> str:
        """Return what is wrong at first sight; "" for nothing."""
        if not self._row.is_readable:
            return self.tr("Session cannot be read")
        return "" if self._row.folder_exists else self.tr("Folder not found")

    def _pass_on_the_mouse(self) -> None:
        """Make the card one button: hover, press and tool tip are its own."""
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @property
    def row(self) -> RecentSession:
        """The session."""
        return self._row

    def sizeHint(self) -> QSize:
        """Return the size that the lines need."""
        layout = self.layout()
        inner = layout.sizeHint().height() if layout is not None else 0
        return QSize(360, max(inner, THUMBNAIL_PX + 2 * SPACE.m))

    def minimumSizeHint(self) -> QSize:
        """Return the least width at which the lines are still of use."""
        return QSize(260, self.sizeHint().height())

    def build_menu(self) -> QMenu:
        """Return the menu of the card, connected."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        reveal = menu.addAction(icon("folder-open"), self.tr("Show in file manager"))
        reveal.setEnabled(self._row.folder_exists)
        reveal.triggered.connect(self._on_reveal)
        forget = menu.addAction(icon("x"), self.tr("Remove from this list"))
        forget.setToolTip(self.tr("The session file stays where it is"))
        menu.setToolTipsVisible(True)
        forget.triggered.connect(self._on_forget)
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show the menu."""
        self.build_menu().popup(event.globalPos())

    def _on_clicked(self) -> None:
        self.open_requested.emit(str(self._row.session_path))

    def _on_reveal(self) -> None:
        self.reveal_requested.emit(str(self._row.folder))

    def _on_forget(self) -> None:
        self.forget_requested.emit(str(self._row.session_path))
