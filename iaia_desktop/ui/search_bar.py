"""The bar above the results of a search: what to look for, and which images count."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from iaia_desktop.core.search import SearchFilter
from iaia_desktop.core.types import DecidedBy, ImageId, ImageState
from iaia_desktop.session.image_search import SearchQuery
from iaia_desktop.session.views import ClassRow
from iaia_desktop.ui.icons import icon
from iaia_desktop.ui.search_chip import SearchChip
from iaia_desktop.ui.shortcut_guard import ShortcutGuard
from iaia_desktop.ui.theme import set_role
from iaia_desktop.ui.theme_tokens import SPACE

_TYPING_MS = 250
"""A search begins when typing rests for so long."""

_NARROWEST_PX = 130
"""A list of choices may be so narrow in a small window; its tool tip says what it is."""

_ROOMY_PX = 760
"""From this width on there is room for a word before the distances."""

_LARGEST_DISTANCE = 2.0
_PROBLEMS = "problems"


class SearchBar(QFrame):
    """Let the person say what to look for.

    With an encoder that has a text side the field takes words that describe a picture, or, by
    choice, part of a file name; without one it takes part of a file name, and says so.
    """

    changed = Signal()
    """Ask :meth:`query`: it is another one."""

    grid_wanted = Signal()
    """The person is done with the bar: the keyboard belongs to the results."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "search-bar")
        self._like: ImageId | None = None
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self._tell)
        self.chip = SearchChip()
        self.chip.removed.connect(self._forget_like)
        self.field = QLineEdit()
        self.field.setClearButtonEnabled(True)
        self.field.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.field.setMinimumHeight(34)
        self.field.textChanged.connect(self._on_typed)
        self.field.installEventFilter(self)
        ShortcutGuard(self.field, {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down})
        self.kinds = self._combo(self.tr("What the field is about"))
        self.kinds.addItem(self.tr("What it shows"))
        self.kinds.addItem(self.tr("File name"))
        self.classes = self._combo(self.tr("Label"))
        self.states = self._combo(self.tr("State"))
        self.deciders = self._combo(self.tr("Decided by"))
        self.low = self._distance(self.tr("Least distance"), self.tr("from "))
        self.high = self._distance(self.tr("Greatest distance"), self.tr("to "))
        self._distance_word = QLabel(self.tr("Distance"))
        set_role(self._distance_word, "small")
        self.reset = QPushButton(self.tr("Clear"))
        set_role(self.reset, "link")
        self.reset.setToolTip(self.tr("Look at all images again"))
        self.reset.clicked.connect(self.clear)
        self._fill()
        self._lay_out()
        self.set_reads_words(False)
        self.set_classes([])
        self._show_reset()

    # --- what is asked ------------------------------------------------------------------------

    def query(self) -> SearchQuery:
        """Return what the person looks for."""
        text = self.field.text().strip()
        by_words = not self.kinds.isHidden() and self.kinds.currentIndex() == 0
        # Qt hands enumerations back as plain strings.
        state = self.states.currentData() or ""
        decider = self.deciders.currentData()
        wanted = SearchFilter(
            name="" if by_words else text,
            class_id=self.classes.currentData(),
            state=ImageState(state) if state not in {"", _PROBLEMS} else None,
            by=DecidedBy(decider) if decider else None,
            nearest=self.low.value() or None,
            farthest=self.high.value() or None,
            problems=True if state == _PROBLEMS else None,
        )
        return SearchQuery(text if by_words else "", self._like, wanted)

    def set_like(self, image_id: ImageId, name: str) -> None:
        """Look for images like this one, whatever was looked for before."""
        self._like = image_id
        self.chip.set_name(name)
        self.chip.show()
        self._set_silently(self.field, "")
        self._tell()

    def set_like_picture(self, picture: QPixmap | None) -> None:
        """Show a small picture of the image that others are compared with."""
        self.chip.set_picture(picture)

    @property
    def like(self) -> ImageId | None:
        """The image that others are compared with."""
        return self._like

    def clear(self) -> None:
        """Ask for all images."""
        self._like = None
        self.chip.hide()
        self._set_silently(self.field, "")
        for widget in (self.classes, self.states, self.deciders):
            widget.setCurrentIndex(0)
        for spin in (self.low, self.high):
            spin.blockSignals(True)
            spin.setValue(0.0)
            spin.blockSignals(False)
        self._tell()
        self.grid_wanted.emit()

    def focus_field(self) -> None:
        """Let the person type."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    # --- what can be asked --------------------------------------------------------------------

    def set_reads_words(self, reads_words: bool) -> None:
        """Say whether the encoder knows what words look like."""
        self.kinds.setVisible(reads_words)
        self._show_hint()

    def set_classes(self, rows: Sequence[ClassRow]) -> None:
        """Offer these classes."""
        chosen = self.classes.currentData()
        self.classes.blockSignals(True)
        self.classes.clear()
        self.classes.addItem(self.tr("Any class"), None)
        for row in rows:
            self.classes.addItem(row.name, row.class_id)
        place = self.classes.findData(chosen)
        self.classes.setCurrentIndex(max(0, place))
        self.classes.blockSignals(False)
        if chosen is not None and place < 0:
            self._tell()

    # --- inside -------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go on to the results with Enter and the arrow down."""
        if watched is self.field and isinstance(event, QKeyEvent):
            keys = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down}
            if event.type() == QEvent.Type.KeyPress and event.key() in keys:
                if self._typing.isActive():
                    self._tell()
                self.grid_wanted.emit()
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave a narrow bar to the controls."""
        super().resizeEvent(event)
        self._distance_word.setVisible(self.width() >= _ROOMY_PX)

    def _fill(self) -> None:
        self.states.addItem(self.tr("Any state"), None)
        self.states.addItem(self.tr("Not labelled"), ImageState.UNLABELLED)
        self.states.addItem(self.tr("Labelled"), ImageState.LABELLED)
        self.states.addItem(self.tr("Skipped"), ImageState.SKIPPED)
        self.states.addItem(self.tr("Discarded"), ImageState.DISCARDED)
        self.states.addItem(self.tr("Cannot be read"), _PROBLEMS)
        self.deciders.addItem(self.tr("By anybody"), None)
        self.deciders.addItem(self.tr("By a person"), DecidedBy.HUMAN)
        self.deciders.addItem(self.tr("By the machine"), DecidedBy.MACHINE)
        for combo in (self.kinds, self.classes, self.states, self.deciders):
            combo.currentIndexChanged.connect(self._tell)
            # Letters are keys of classes again as soon as something was chosen.
            combo.activated.connect(self.grid_wanted)
        self.kinds.currentIndexChanged.connect(self._show_hint)

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(SPACE.s)
        first.addWidget(self.chip)
        first.addWidget(self.field, 1)
        first.addWidget(self.kinds)
        first.addWidget(self.reset)
        second = QHBoxLayout()
        second.setSpacing(SPACE.s)
        for combo in (self.classes, self.states, self.deciders):
            second.addWidget(combo, 2)
        second.addSpacing(SPACE.s)
        self._distance_word.setToolTip(self.low.toolTip())
        second.addWidget(self._distance_word)
        second.addWidget(self.low, 1)
        second.addWidget(self.high, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.m, SPACE.m, SPACE.m, SPACE.s)
        column.setSpacing(SPACE.s)
        column.addLayout(first)
        column.addLayout(second)
        self.chip.hide()

    def _combo(self, name: str) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(name)
        combo.setToolTip(name)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(5)
        combo.setMinimumWidth(_NARROWEST_PX)
        return combo

    def _distance(self, name: str, prefix: str) -> QDoubleSpinBox:
        spin = QDoubleSpinBox()
        spin.setRange(0.0, _LARGEST_DISTANCE)
        spin.setSingleStep(0.05)
        spin.setPrefix(prefix)
        spin.setSpecialValueText(prefix + self.tr("any"))
        spin.setKeyboardTracking(False)
        spin.setMinimumWidth(98)
        spin.setAccessibleName(name)
        spin.setToolTip(
            self.tr(
                "{name}: of a labelled image to the prototype of its class, of others to the "
                "nearest one"
            ).format(name=name)
        )
        spin.valueChanged.connect(self._tell)
        return spin

    def _on_typed(self, text: str) -> None:
        if text and self._like is not None:
            # Words are about another thing than the image that was compared with.
            self._like = None
            self.chip.hide()
        self._typing.start()

    def _forget_like(self) -> None:
        self._like = None
        self.chip.hide()
        self._tell()
        self.grid_wanted.emit()

    def _tell(self) -> None:
        self._typing.stop()
        self._show_reset()
        self.changed.emit()

    def _show_reset(self) -> None:
        self.reset.setEnabled(self.query() != SearchQuery())

    def _show_hint(self) -> None:
        by_words = not self.kinds.isHidden() and self.kinds.currentIndex() == 0
        if by_words:
            hint, name = self.tr("What the pictures show, in words"), self.tr("Words")
        else:
            hint, name = self.tr("Part of a file or folder name"), self.tr("File name")
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(name)
        tip = (
            ""
            if not self.kinds.isHidden()
            else self.tr("The encoder in use knows no words, so names of files are searched")
        )
        self.field.setToolTip(tip)

    def _set_silently(self, field: QLineEdit, text: str) -> None:
        field.blockSignals(True)
        field.setText(text)
        field.blockSignals(False)
        self._typing.stop()
