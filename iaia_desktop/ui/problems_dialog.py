"""The list of files that cannot be read, with the reason for each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from iaia_desktop.core.types import ImageId
from iaia_desktop.session.views import ImageRow
from iaia_desktop.ui.dialog_frame import DialogFrame, resize_within_screen
from iaia_desktop.ui.icons import icon
from iaia_desktop.ui.literal import literal
from iaia_desktop.ui.painting import readable
from iaia_desktop.ui.said import said
from iaia_desktop.ui.theme import set_role
from iaia_desktop.ui.theme_tokens import SPACE

_ModelIndex = QModelIndex | QPersistentModelIndex


class ProblemsModel(QAbstractTableModel):
    """Hold the images that cannot be read, and show those that fit the search."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[ImageRow, ...] = ()
        self._shown: tuple[ImageRow, ...] = ()
        self._search = ""

    @property
    def shown(self) -> tuple[ImageRow, ...]:
        """The rows from the top down."""
        return self._shown

    def set_rows(self, rows: Sequence[ImageRow]) -> None:
        """Take the images."""
        self._all = tuple(rows)
        self._refresh()

    def set_search(self, text: str) -> None:
        """Show the rows in whose path or reason the text occurs."""
        self._search = text.strip().casefold()
        self._refresh()

    def rowCount(self, parent: _ModelIndex | None = None) -> int:
        """Return how many rows are shown."""
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def columnCount(self, parent: _ModelIndex | None = None) -> int:
        """Return two: file and reason."""
        return 0 if parent is not None and parent.isValid() else 2

    def data(self, index: _ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the path or the reason."""
        if not 0 <= index.row() < len(self._shown):
            return None
        row = self._shown[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            words = readable(row.path if index.column() == 0 else said(row.reason))
            return literal(words) if role == Qt.ItemDataRole.ToolTipRole else words
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return the names of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("File"), self.tr("Reason"))[section]
        return None

    def _refresh(self) -> None:
        self.beginResetModel()
        self._shown = tuple(
            row
            for row in self._all
            if self._search in row.path.casefold() or self._search in said(row.reason).casefold()
        )
        self.endResetModel()


class ProblemsDialog(DialogFrame):
    """List the files that cannot be read; a double click goes to the image.

    Signals
    -------
    image_requested : int
        Go to this image.
    retry_requested
        Read all of them again.
    """

    image_requested = Signal(int)
    retry_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Search files and reasons"))
        self._search.setAccessibleName(self.tr("Search files and reasons"))
        self._search.setClearButtonEnabled(True)
        self._search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._model = ProblemsModel(self)
        self._table = QTableView()
        self._table.setModel(self._model)
        self._table.setAccessibleName(self.tr("Files that cannot be read"))
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._table.setWordWrap(False)
        self._table.setShowGrid(False)
        self._table.setTabKeyNavigation(False)
        self._table.verticalHeader().hide()
        self._table.verticalHeader().setDefaultSectionSize(
            max(30, self._table.fontMetrics().height() + 12)
        )
        header = self._table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        self._table.setColumnWidth(0, 240)
        self._empty = QLabel(self.tr("Every file can be read."))
        set_role(self._empty, "muted")
        self._copy = self.add_button(
            self.tr("Copy the list"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self._copy.setIcon(icon("copy"))
        self._retry = self.add_button(self.tr("Try again"), QDialogButtonBox.ButtonRole.ActionRole)
        self._retry.setToolTip(self.tr("Read these files again: what kept them may have passed"))
        self.add_button(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)

        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.s)
        column.addWidget(self._search)
        column.addWidget(self._empty)
        column.addWidget(self._table, 1)
        self.set_content(content)
        resize_within_screen(self, 780, 480)

        copy_keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self._table)
        copy_keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy_keys.activated.connect(self._on_copy)
        self._search.textChanged.connect(self._model.set_search)
        self._copy.clicked.connect(self._on_copy)
        self._retry.clicked.connect(self._on_retry)
        self._table.activated.connect(self._on_activated)
        self.set_rows(())

    @property
    def model(self) -> ProblemsModel:
        """The rows as shown."""
        return self._model

    @property
    def search(self) -> QLineEdit:
        """The search field."""
        return self._search

    def set_rows(self, rows: Sequence[ImageRow]) -> None:
        """Show these images."""
        self._model.set_rows(rows)
        title = (
            self.tr("1 file cannot be read")
            if len(rows) == 1
            else self.tr("{n:,} files cannot be read").format(n=len(rows))
        )
        self.set_words(
            title if rows else self.tr("Problem files"),
            self.tr("They are left out of suggestions; the files themselves are never touched.")
            if rows
            else "",
        )
        self._empty.setVisible(not rows)
        self._table.setVisible(bool(rows))
        self._search.setVisible(bool(rows))
        self._copy.setEnabled(bool(rows))
        self._retry.setEnabled(bool(rows))

    def copied_text(self) -> str:
        """Return what copying gives: the rows selected, or all shown, with a tab between."""
        chosen = sorted({index.row() for index in self._table.selectionModel().selectedRows()})
        rows = [self._model.shown[place] for place in chosen] or self._model.shown
        return "\n".join(f"{readable(row.path)}\t{readable(said(row.reason))}" for row in rows)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.copied_text())

    def _on_retry(self) -> None:
        self.retry_requested.emit()
        # What it shows is the past from now on; the status bar counts what is left.
        self.accept()

    def _on_activated(self, index: QModelIndex | QPersistentModelIndex) -> None:
        self.image_requested.emit(ImageId(self._model.shown[index.row()].image_id))
