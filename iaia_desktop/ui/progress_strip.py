"""The running work: a row for each task, with how far it is and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from iaia_desktop.jobs.progress import Progress
from iaia_desktop.ui.painting import readable
from iaia_desktop.ui.said import said
from iaia_desktop.ui.theme import set_role
from iaia_desktop.ui.theme_tokens import SPACE

APPEAR_MS = 300
"""A task that is done within this time never shows, so that the window does not jump."""

TEXT_PX = 170
AMOUNT_PX = 110
"""Least widths of the words and the figures, so that the bars of all rows stand in line."""


class ProgressStrip(QFrame):
    """List the running tasks; hidden while there are none.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.
    appear_ms : int
        How long a task must run before it shows; 0 for at once.

    Attributes
    ----------
    cancel_requested : Signal(str)
        The person wants the task with this key to stop.
    """

    cancel_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, appear_ms: int = APPEAR_MS) -> None:
        super().__init__(parent)
        self._appear_ms = appear_ms
        self._tasks: dict[str, TaskRow] = {}
        set_role(self, "progress-strip")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE.m, SPACE.xs, SPACE.s, SPACE.xs)
        self._column.setSpacing(2)
        self.hide()

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the running tasks, oldest first."""
        return tuple(self._tasks)

    def row(self, key: str) -> TaskRow:
        """Return the row of a task.

        Raises
        ------
        KeyError
            When no task of that key runs.
        """
        return self._tasks[key]

    def update_task(self, key: str, progress: Progress, *, cancellable: bool = True) -> None:
        """Show how far a task is; an unknown key begins a row.

        Parameters
        ----------
        key : str
            Names the task.
        progress : Progress
            How far it is; a total of 0 shows a bar that only moves.
        cancellable : bool
            Whether the row has a Cancel button.
        """
        row = self._tasks.get(key)
        if row is None:
            row = TaskRow(key, self)
            row.cancel_requested.connect(self.cancel_requested)
            row.appeared.connect(self._show_or_hide)
            self._tasks[key] = row
            self._column.addWidget(row)
            row.appear_after(self._appear_ms)
        row.show_progress(progress, cancellable=cancellable)

    def finish_task(self, key: str) -> None:
        """Take the row of a task away; a key that is not there is no error."""
        row = self._tasks.pop(key, None)
        if row is not None:
            row.leave()
            self._column.removeWidget(row)
            self._show_or_hide()

    def _show_or_hide(self) -> None:
        self.setVisible(any(not row.isHidden() for row in self._tasks.values()))


class TaskRow(QWidget):
    """One running task.

    Attributes
    ----------
    cancel_requested : Signal(str)
        With the key of the task.
    appeared : Signal()
        The row shows from now on.
    """

    cancel_requested = Signal(str)
    appeared = Signal()

    def __init__(self, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._key = key
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._appear)
        self.text = QLabel(self)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setMinimumWidth(TEXT_PX)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setMinimumWidth(80)
        self.amount = QLabel(self)
        set_role(self.amount, "small")
        self.amount.setMinimumWidth(AMOUNT_PX)
        self.amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.cancel = QPushButton(self.tr("Cancel"), self)
        set_role(self.cancel, "compact")
        # A click must not take the keyboard away from the image.
        self.cancel.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.cancel.clicked.connect(self._cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.m)
        row.addWidget(self.text)
        row.addWidget(self.bar, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.amount)
        row.addWidget(self.cancel)
        self.hide()

    def show_progress(self, progress: Progress, *, cancellable: bool) -> None:
        """Show how far the task is."""
        words = readable(said(progress.text))
        self.text.setText(words)
        if progress.total > 0:
            # In thousandths, since a bar counts in 32 bits and bytes do not.
            self.bar.setRange(0, 1000)
            self.bar.setValue(min(1000, progress.done * 1000 // progress.total))
            self.amount.setText(
                said(progress.amount)
                or self.tr("{done:,} of {total:,}").format(done=progress.done, total=progress.total)
            )
        else:
            self.bar.setRange(0, 0)
            self.amount.setText(f"{progress.done:,}" if progress.done else "")
        # A width that only grows: figures that change do not make the bar tremble.
        self.amount.setMinimumWidth(max(self.amount.minimumWidth(), self.amount.sizeHint().width()))
        self.bar.setAccessibleName(words)
        self.cancel.setAccessibleName(self.tr("Cancel: {what}").format(what=words))
        self.cancel.setVisible(cancellable)

    def appear_after(self, delay_ms: int) -> None:
        """Show the row, at once or after a while."""
        if delay_ms > 0:
            self._timer.start(delay_ms)
        else:
            self._appear()

    def leave(self) -> None:
        """Go away for good."""
        self._timer.stop()
        self.hide()
        self.deleteLater()

    def _appear(self) -> None:
        self.show()
        self.appeared.emit()

    def _cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.cancel.setText(self.tr("Cancelling…"))
        self.cancel_requested.emit(self._key)
