"""The message area: what the program has to say, without ever stopping the work."""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from iaia_desktop.ui.icons import icon, icon_pixmap
from iaia_desktop.ui.painting import readable
from iaia_desktop.ui.theme import set_role, set_tone, tokens_of
from iaia_desktop.ui.theme_tokens import SPACE

INFO_MS = 6000
"""How long an info stays."""


class MessageKind(enum.StrEnum):
    """How bad it is."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class MessageAction:
    """A button of a message.

    Attributes
    ----------
    label : str
        Its words.
    handler : callable
        Called without arguments; the message goes away first.
    """

    label: str
    handler: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Message:
    """Something to say."""

    number: int
    kind: MessageKind
    text: str
    actions: tuple[MessageAction, ...]
    key: str | None


class MessageBar(QFrame):
    """Show the newest message and how many others wait; hidden while there is nothing to say.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.
    info_ms : int
        How long an info stays; it waits longer under the mouse.

    Attributes
    ----------
    messages_changed : Signal(int)
        The number of messages.
    """

    messages_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None, *, info_ms: int = INFO_MS) -> None:
        super().__init__(parent)
        self._messages: list[Message] = []
        self._at = 0
        self._next_number = 0
        self._info_timer = QTimer(self, singleShot=True, interval=info_ms)
        self._info_timer.timeout.connect(self._drop_infos)
        set_role(self, "message")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._icon = QLabel(self)
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        # Else a click would take the keyboard, and hiding would pass it on to some button.
        self._text.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(SPACE.s)
        self._newer = _tool("chevron-left", self.tr("Newer message"), self)
        self._older = _tool("chevron-right", self.tr("Older message"), self)
        self._count = QLabel(self)
        set_role(self._count, "small")
        self._close = _tool("x", self.tr("Dismiss this message"), self)
        self._newer.clicked.connect(self._show_newer)
        self._older.clicked.connect(self._show_older)
        self._close.clicked.connect(self._dismiss_shown)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.m, SPACE.xs + 2, SPACE.s, SPACE.xs + 2)
        row.setSpacing(SPACE.s)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addLayout(self._buttons)
        row.addSpacing(SPACE.xs)
        for widget in (self._newer, self._count, self._older, self._close):
            row.addWidget(widget)
        self.hide()

    @property
    def messages(self) -> tuple[Message, ...]:
        """All messages, newest first."""
        return tuple(self._messages)

    @property
    def shown(self) -> Message | None:
        """The message on screen."""
        return self._messages[self._at] if self._messages else None

    def show_message(
        self,
        kind: MessageKind | str,
        text: str,
        actions: Sequence[MessageAction | tuple[str, Callable[[], object]]] = (),
        key: str | None = None,
    ) -> None:
        """Say something.

        Parameters
        ----------
        kind : MessageKind
            ``info`` goes by itself, ``warning`` and ``error`` stay.
        text : str
            Plain words.
        actions : sequence of MessageAction or of (label, callable)
            Buttons; pressing one dismisses the message and then calls it.
        key : str or None
            A message with the same key is replaced.
        """
        rows = tuple(
            each if isinstance(each, MessageAction) else MessageAction(*each) for each in actions
        )
        message = Message(self._next_number, MessageKind(kind), readable(text), rows, key)
        self._next_number += 1
        self._messages = [each for each in self._messages if key is None or each.key != key]
        self._messages.insert(0, message)
        self._at = 0
        self._update()
        if message.kind is MessageKind.INFO:
            self._info_timer.start()

    def dismiss(self, key: str) -> None:
        """Take the message with this key away, if there is one."""
        self._remove(lambda message: message.key == key)

    def clear(self) -> None:
        """Take all messages away."""
        self._remove(lambda _message: True)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Let an info stay while it is being read."""
        self._info_timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Let an info go again."""
        if any(message.kind is MessageKind.INFO for message in self._messages):
            self._info_timer.start()
        super().leaveEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon in the colours of the scheme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._messages:
            self._draw_icon(self._messages[self._at].kind)

    def _show_newer(self) -> None:
        self._at = max(0, self._at - 1)
        self._update()

    def _show_older(self) -> None:
        self._at = min(len(self._messages) - 1, self._at + 1)
        self._update()

    def _dismiss_shown(self) -> None:
        shown = self.shown
        if shown is not None:
            self._remove(lambda message: message.number == shown.number)

    def _drop_infos(self) -> None:
        self._remove(lambda message: message.kind is MessageKind.INFO)

    def _remove(self, wanted: Callable[[Message], bool]) -> None:
        shown = self.shown
        kept = [message for message in self._messages if not wanted(message)]
        if len(kept) == len(self._messages):
            return
        self._messages = kept
        numbers = [message.number for message in kept]
        if shown is not None and shown.number in numbers:
            self._at = numbers.index(shown.number)
        else:
            self._at = min(self._at, max(0, len(kept) - 1))
        self._update()

    def _press(self, message: Message, action: MessageAction) -> None:
        self._remove(lambda each: each.number == message.number)
        action.handler()

    def _update(self) -> None:
        message = self.shown
        if message is not None:
            self._fill(message)
        self.setVisible(message is not None)
        self.messages_changed.emit(len(self._messages))

    def _fill(self, message: Message) -> None:
        set_tone(self, "accent" if message.kind is MessageKind.INFO else str(message.kind))
        self._draw_icon(message.kind)
        self._text.setText(message.text)
        weight = {
            MessageKind.INFO: self.tr("Info"),
            MessageKind.WARNING: self.tr("Warning"),
            MessageKind.ERROR: self.tr("Error"),
        }[message.kind]
        self.setAccessibleName(f"{weight}: {message.text}")
        while (item := self._buttons.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for action in message.actions:
            button = QPushButton(action.label, self)
            set_role(button, "message-action")
            # A click must not take the keyboard away from the image.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(_Press(self._press, message, action))
            self._buttons.addWidget(button)
        several = len(self._messages) > 1
        self._count.setText(self.tr("{n} of {all}").format(n=self._at + 1, all=len(self._messages)))
        for widget in (self._newer, self._count, self._older):
            widget.setVisible(several)
        self._newer.setEnabled(self._at > 0)
        self._older.setEnabled(self._at < len(self._messages) - 1)

    def _draw_icon(self, kind: MessageKind) -> None:
        tokens = tokens_of(self)
        name, colour = {
            MessageKind.INFO: ("info", tokens.accent),
            MessageKind.WARNING: ("alert", tokens.warning),
            MessageKind.ERROR: ("error", tokens.error),
        }[kind]
        self._icon.setPixmap(icon_pixmap(name, 18, colour, self.devicePixelRatioF()))


class _Press:
    """What a button calls: the message's action, whatever the click says."""

    def __init__(
        self,
        press: Callable[[Message, MessageAction], None],
        message: Message,
        action: MessageAction,
    ) -> None:
        self._press, self._message, self._action = press, message, action

    def __call__(self, checked: bool = False) -> None:
        del checked
        self._press(self._message, self._action)


def _tool(icon_name: str, words: str, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setIcon(icon(icon_name))
    button.setIconSize(QSize(16, 16))
    button.setToolTip(words)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleName(words)
    return button
