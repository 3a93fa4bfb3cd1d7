"""The strip at the bottom: where one is, how far, how good the suggestions are, what computes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from iaia_desktop.core.orders import OrderChoice
from iaia_desktop.core.supervision import Supervision, SupervisionMode
from iaia_desktop.session.views import StatusView
from iaia_desktop.ui.elided_label import ElidedLabel
from iaia_desktop.ui.icons import icon
from iaia_desktop.ui.literal import literal
from iaia_desktop.ui.quantity_words import time_left
from iaia_desktop.ui.said import said
from iaia_desktop.ui.theme import set_role, set_tone
from iaia_desktop.ui.theme_tokens import SPACE

_BAR_WIDTH_PX = 96
_ROOMY_PX = 1200
"""From this width on there is room for what the tool tips say as well."""


class StatusStrip(QWidget):
    """Show a `StatusView` in one line; parts without a value say nothing."""

    pause_requested = Signal(bool)
    """Hold the embedding back (True) or let it go on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Status"))
        self._view: StatusView | None = None
        self._position = self._label()
        self._order = self._label()
        self._labelled = self._label()
        self._bar = self._progress(self.tr("Labelled"))
        self._accuracy = self._label()
        self._embedding = self._label()
        self._embedding_bar = self._progress(self.tr("Images looked at"))
        self._pause = QToolButton()
        set_role(self._pause, "quiet")
        self._pause.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._pause.clicked.connect(self._on_pause)
        self._failed = QLabel()
        set_role(self._failed, "pill")
        set_tone(self._failed, "warning")
        self._level = QLabel()
        set_role(self._level, "pill")
        set_tone(self._level, "accent")
        self._encoder = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        set_role(self._encoder, "small")
        self._encoder.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._encoder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.m, SPACE.xs, SPACE.m, SPACE.xs)
        row.setSpacing(SPACE.s)
        row.addWidget(self._position)
        row.addWidget(self._order)
        row.addSpacing(SPACE.s)
        row.addWidget(self._bar)
        row.addWidget(self._labelled)
        row.addSpacing(SPACE.s)
        row.addWidget(self._accuracy)
        row.addWidget(self._level, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._failed, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addSpacing(SPACE.s)
        row.addWidget(self._embedding_bar)
        row.addWidget(self._embedding)
        row.addWidget(self._pause)
        row.addWidget(self._encoder, 1)
        self.setFixedHeight(max(30, self.fontMetrics().height() + 14))
        self._show_nothing()

    def set_view(self, view: StatusView) -> None:
        """Show these values."""
        if view == self._view:
            return
        self._view = view
        self._show_position(view)
        self._show_labelled(view)
        self._show_accuracy(view)
        self._show_embedding(view)
        self._level.setVisible(view.supervision.mode is not SupervisionMode.EVERY)
        self._say(
            self._level,
            self._level_text(view.supervision),
            self.tr("The machine labels the others as you go; the Label menu changes that"),
        )
        self._failed.setVisible(view.failed > 0)
        files = self.tr("1 unreadable") if view.failed == 1 else self.tr("{n:,} unreadable")
        self._say(
            self._failed,
            files.format(n=view.failed),
            self.tr("Files that cannot be read; the View menu lists them"),
        )
        encoder = said(view.encoder)
        text = f"{encoder} · {view.device}" if view.device else encoder
        self._encoder.set_full_text(
            text, self.tr("The encoder, and the device that it computes on") if text else ""
        )

    def _level_text(self, level: Supervision) -> str:
        if level.mode is SupervisionMode.SHARE:
            words = self.tr("Asking for {percent:.0f} % of the images")
            return words.format(percent=100 * level.share)
        if level.mode is SupervisionMode.UNSURE:
            words = self.tr("Asking below {percent:.3g} % sure")
            return words.format(percent=100 * level.sureness)
        return ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as there is room for."""
        super().resizeEvent(event)
        if self._view is not None:
            self._show_labelled(self._view)

    def _show_position(self, view: StatusView) -> None:
        if view.position:
            text = self.tr("Image {position:,} of {total:,}")
        elif view.total:
            text = self.tr("{total:,} images")
        else:
            text = self.tr("No images")
        self._say(
            self._position,
            text.format(position=view.position, total=view.total),
            self.tr("The image on screen, in the order in which images are asked for"),
        )
        self._show_order(view)

    def _show_order(self, view: StatusView) -> None:
        if view.order is OrderChoice.FOLDER or not view.total:
            self._say(self._order, "", "")
            return
        words = self._order_words(view.order)
        if view.order_is_cold:
            tip = self.tr(
                "Labels are few: the most typical images of different clusters are asked for first"
            )
            self._say(
                self._order, self.tr("Order: {words} (typical ones)").format(words=words), tip
            )
        else:
            tip = self.tr("In which order images are asked for; Go > Order has others")
            self._say(self._order, self.tr("Order: {words}").format(words=words), tip)

    def _order_words(self, order: OrderChoice) -> str:
        """Return the name of an order as it stands within a sentence."""
        return {
            OrderChoice.FOLDER: self.tr("folder order"),
            OrderChoice.SUREST: self.tr("surest first"),
            OrderChoice.LEAST_SURE: self.tr("least sure first"),
            OrderChoice.MOST_DIFFERENT: self.tr("most different first"),
            OrderChoice.BY_CLASS: self.tr("by likely class"),
        }[order]

    def _show_labelled(self, view: StatusView) -> None:
        self._bar.setVisible(view.total > 0)
        self._bar.setRange(0, max(1, view.total))
        self._bar.setValue(view.labelled)
        percent = 100 * view.labelled / view.total if view.total else 0.0
        tip = self.tr(
            "{labelled:,} labelled ({percent:.0f} %), {skipped:,} skipped, "
            "{discarded:,} discarded, of {total:,}"
        ).format(
            labelled=view.labelled,
            percent=percent,
            skipped=view.skipped,
            discarded=view.discarded,
            total=view.total,
        )
        parts = [self.tr("{labelled:,} labelled").format(labelled=view.labelled)]
        if view.skipped and self.width() >= _ROOMY_PX:
            parts.append(self.tr("{skipped:,} skipped").format(skipped=view.skipped))
        if view.discarded and self.width() >= _ROOMY_PX:
            parts.append(self.tr("{discarded:,} discarded").format(discarded=view.discarded))
        self._say(self._labelled, " · ".join(parts) if view.total else "", tip)
        self._bar.setToolTip(tip)

    def _show_accuracy(self, view: StatusView) -> None:
        if view.accuracy is None:
            self._say(self._accuracy, "", "")
            return
        self._say(
            self._accuracy,
            self.tr("Accuracy {percent:.0f} %").format(percent=100 * view.accuracy),
            self.tr(
                "Share of the suggestions that were right so far; "
                "the first image of each class does not count"
            ),
        )

    def _show_embedding(self, view: StatusView) -> None:
        to_do = view.total - view.failed
        busy = view.embedded < to_do and bool(view.encoder)
        self._embedding_bar.setVisible(busy)
        self._pause.setVisible(busy)
        if not busy:
            self._say(self._embedding, "", "")
            return
        self._embedding_bar.setRange(0, max(1, to_do))
        self._embedding_bar.setValue(view.embedded)
        self._show_pause(view)
        parts = [self.tr("paused")] if view.paused else []
        if view.images_per_s > 0:
            speed = (
                f"{view.images_per_s:.0f}"
                if view.images_per_s >= 10
                else (f"{view.images_per_s:.1f}")
            )
            parts.append(self.tr("{speed} images/s").format(speed=speed))
        if view.seconds_left is not None:
            parts.append(self.tr("{time} left").format(time=time_left(view.seconds_left)))
        tip = self.tr("{done:,} of {total:,} images looked at; labelling works meanwhile").format(
            done=view.embedded, total=to_do
        )
        self._say(self._embedding, " · ".join(parts), tip)
        self._embedding_bar.setToolTip(tip)

    def _show_pause(self, view: StatusView) -> None:
        words = self.tr("Go on looking") if view.paused else self.tr("Stop looking ahead")
        tip = (
            self.tr("Look at all images in the background")
            if view.paused
            else self.tr("Look at the image on screen only; labelling works all the same")
        )
        self._pause.setIcon(icon("chevrons-right" if view.paused else "x"))
        self._pause.setToolTip(tip)
        self._pause.setAccessibleName(words)

    def _on_pause(self) -> None:
        if self._view is not None:
            self.pause_requested.emit(not self._view.paused)

    def _show_nothing(self) -> None:
        for label in (self._position, self._order, self._labelled, self._accuracy, self._embedding):
            self._say(label, "", "")
        for widget in (self._bar, self._embedding_bar, self._pause, self._failed, self._level):
            widget.hide()

    def _say(self, label: QLabel, text: str, tip: str) -> None:
        if label.text() != text:
            label.setText(text)
        label.setToolTip(literal(tip))
        label.setAccessibleName(text)
        label.setAccessibleDescription(tip)

    def _label(self) -> QLabel:
        label = QLabel()
        label.setTextFormat(Qt.TextFormat.PlainText)
        set_role(label, "small")
        return label

    def _progress(self, name: str) -> QProgressBar:
        bar = QProgressBar()
        bar.setTextVisible(False)
        bar.setFixedSize(_BAR_WIDTH_PX, 6)
        bar.setAccessibleName(name)
        return bar
