"""Above a page of look-alikes: which class, how sure, how many wait, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from iaia_desktop.session.page import PageKind, PageView
from iaia_desktop.ui.class_dot import ClassDot
from iaia_desktop.ui.elided_label import ElidedLabel
from iaia_desktop.ui.key_button import KeyButton
from iaia_desktop.ui.key_cap import KeyCap
from iaia_desktop.ui.row_painting import font_of
from iaia_desktop.ui.theme import set_role
from iaia_desktop.ui.theme_tokens import FONT_PX, SPACE


class PageHeader(QFrame):
    """Show a ``PageView`` in words, with the buttons of the page."""

    confirm_requested = Signal()
    none_requested = Signal()
    """None of these images is of the class."""

    one_requested = Signal()
    """One image at a time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = PageView(PageKind.WORKING)
        self._waits = False
        self._confirm_key = "Return"
        self._one_key = "Esc"
        set_role(self, "page-header")
        self._dot = ClassDot()
        self._name = ElidedLabel()
        set_role(self._name, "headline")
        self._cap = KeyCap()
        self._line = ElidedLabel()
        set_role(self._line, "muted")
        self._confirm = KeyButton(role="primary", least_height_px=36)
        self._none = KeyButton(least_height_px=36)
        self._one = KeyButton(role="quiet", least_height_px=36)
        self._none.set_content(self.tr("Not these"), "")
        self._none.setToolTip(
            self.tr("None of them is of this class: leave all undecided and show others")
        )
        self._lay_out()
        self._confirm.clicked.connect(self.confirm_requested)
        self._none.clicked.connect(self.none_requested)
        self._one.clicked.connect(self.one_requested)
        self._confirm.set_content(self.tr("Confirm {n} of {all}").format(n=24, all=24), "Enter")
        self._confirm.setMinimumWidth(self._confirm.sizeHint().width())
        self._show()

    @property
    def words(self) -> str:
        """The line below the name of the class."""
        return self._line.full_text

    @property
    def title(self) -> str:
        """The first line."""
        return self._name.full_text

    def set_keys(self, confirm: str, one: str) -> None:
        """Show these keys (portable text) on the buttons."""
        self._confirm_key, self._one_key = confirm, one
        self._show()

    def set_view(self, view: PageView) -> None:
        """Show another page, or another state."""
        self._view = view
        if not view.busy and view.kind is not PageKind.WORKING:
            self._waits = False
        self._show()

    def show_waiting(self) -> None:
        """Say that the next page is being worked out; nobody needs to know before it takes long."""
        self._waits = True
        self._show()

    def _lay_out(self) -> None:
        title = QHBoxLayout()
        title.setSpacing(SPACE.s)
        title.addWidget(self._dot)
        title.addWidget(self._name)
        title.addWidget(self._cap)
        title.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(SPACE.s)
        row.addLayout(title, 1)
        for button in (self._one, self._none, self._confirm):
            row.addWidget(button)
        # One line whatever it says, so that the tiles below never move.
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.l, SPACE.s, SPACE.m, SPACE.s)
        column.setSpacing(SPACE.xs)
        column.addLayout(row)
        column.addWidget(self._line)

    def _show(self) -> None:
        view = self._view
        is_page = view.kind is PageKind.PAGE and view.row is not None
        self._dot.set_colour(view.row.colour if is_page and view.row else "")
        self._dot.setVisible(is_page)
        self._cap.set_key(view.row.key if is_page and view.row else "")
        self._name.set_full_text(self._title())
        self._line.set_full_text(self._second_line())
        self._one.set_content(self.tr("One at a time"), self._one_key)
        self._confirm.setVisible(is_page)
        self._none.setVisible(is_page)
        can = is_page and not view.busy and not view.read_only
        self._confirm.setEnabled(can)
        self._none.setEnabled(can)
        self._confirm.set_content(self._confirm_text(), self._confirm_key)
        # It only grows, so that the buttons beside it stand still while tiles are marked.
        width = max(self._confirm.minimumWidth(), self._confirm.sizeHint().width())
        self._confirm.setMinimumWidth(width)
        self._fit_title()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the size of the title again."""
        super().resizeEvent(event)
        self._fit_title()

    def _fit_title(self) -> None:
        """Use smaller letters before the name of the class is cut."""
        font = font_of(self.font(), FONT_PX.headline, strong=True)
        shown = (
            self._one,
            *((self._none, self._confirm) if self._confirm.isVisibleTo(self) else ()),
        )
        taken = sum(button.sizeHint().width() + SPACE.s for button in shown)
        taken += self._dot.sizeHint().width() + self._cap.sizeHint().width() + 2 * SPACE.s
        room = self.width() - SPACE.l - SPACE.m - taken
        fits = QFontMetrics(font).horizontalAdvance(self._name.full_text) + SPACE.xs <= room
        set_role(self._name, "headline" if fits else "title")

    def _confirm_text(self) -> str:
        view = self._view
        if not view.confirmed:
            return self.tr("Go on")
        if view.taken_out or view.corrected:
            return self.tr("Confirm {n} of {all}").format(n=view.confirmed, all=len(view.image_ids))
        return self.tr("Confirm {n}").format(n=view.confirmed)

    def _title(self) -> str:
        view = self._view
        if view.kind is not PageKind.PAGE or view.row is None:
            return self.tr("Pages of look-alikes")
        count = len(view.image_ids)
        words = (
            self.tr("{n} image that looks like “{name}”")
            if count == 1
            else self.tr("{n} images that look like “{name}”")
        )
        return words.format(n=count, name=view.row.name)

    def _second_line(self) -> str:
        view = self._view
        if self._waits:
            return self.tr("Working out the next page…")
        if view.kind is not PageKind.PAGE:
            return ""
        parts = [self._mistakes()]
        if view.corrected:
            words = self.tr("{n} get another class.")
            one = self.tr("1 gets another class.")
            parts.append(one if view.corrected == 1 else words.format(n=view.corrected))
        if view.taken_out:
            words, one = self.tr("{n} stay undecided."), self.tr("1 stays undecided.")
            parts.append(one if view.taken_out == 1 else words.format(n=view.taken_out))
        parts.append(self._waiting())
        if view.read_only:
            parts.append(self.tr("This window only shows the session."))
        return " ".join(part for part in parts if part)

    def _mistakes(self) -> str:
        view = self._view
        if view.confirmed <= view.corrected:
            return ""
        expected = view.expected_mistakes
        if expected is None:
            return self.tr("With so few labels, some may well be of another class.")
        if expected < 0.5:
            return self.tr("Probably all of them are right.")
        if expected < 1.5:
            return self.tr("About one of them may be another class.")
        return self.tr("About {n} of them may be another class.").format(n=round(expected))

    def _waiting(self) -> str:
        view = self._view
        others = max(0, view.waiting - len(view.image_ids))
        if not others and not view.coming:
            return self.tr("These are the last ones.")
        words = self.tr("{n} more wait").format(n=f"{others:,}") if others else ""
        if view.coming:
            coming = self.tr("{n} are still being looked at").format(n=f"{view.coming:,}")
            words = f"{words}, {coming}" if words else coming
        return words + "."
