"""The sheet of the review: what may be wrong, one finding after the other, one key each."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from iaia_desktop.core.review import MergeOffer, NearDuplicates, ReviewItem
from iaia_desktop.core.types import ClassId, ImageId
from iaia_desktop.session.actions import effective_keys
from iaia_desktop.session.notices import Notice, NoticeKind
from iaia_desktop.session.review_items import is_machines
from iaia_desktop.session.settings import Settings
from iaia_desktop.session.views import ClassRow
from iaia_desktop.session.workspace import Workspace
from iaia_desktop.ui.elided_label import ElidedLabel
from iaia_desktop.ui.key_button import KeyButton
from iaia_desktop.ui.key_text import key_text
from iaia_desktop.ui.review_header import ReviewHeader
from iaia_desktop.ui.review_stand import ReviewStand
from iaia_desktop.ui.review_words import Question, empty_note, question_of
from iaia_desktop.ui.sheet import Sheet
from iaia_desktop.ui.theme import set_role
from iaia_desktop.ui.theme_tokens import SPACE

_ROOMY_PX = 900
"""In a narrower sheet the key of a class does what the third button would do."""


class ReviewSheet(Sheet):
    """Ask about the findings of the review, and forward the answers.

    Parameters
    ----------
    workspace : Workspace
        The open session.
    settings : Settings
        The keys of the person.
    """

    leave_requested = Signal()
    """One image at a time again."""

    name_requested = Signal()
    """The person wants to name a new class."""

    class_requested = Signal()
    """The person wants to find a class."""

    noticed = Signal(object)

    def __init__(
        self, workspace: Workspace, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._flow = workspace.review
        self._question: Question | None = None
        self._keys: dict[str, str] = {}
        self.header = ReviewHeader()
        self.stand = ReviewStand(workspace)
        self.title, self.why = ElidedLabel(), ElidedLabel()
        self.keep_button = KeyButton(role="primary", least_height_px=36)
        self.agree_button = KeyButton(least_height_px=36)
        self.other_button = KeyButton(least_height_px=36)
        self._bar = QFrame()
        self._hints = ElidedLabel()
        self._lay_out()
        self._connect()
        self.take_settings(settings)

    def take_settings(self, settings: Settings) -> None:
        """Show the keys of the person."""
        self._keys = {
            action_id: keys[0] if keys else ""
            for action_id, keys in effective_keys(settings.keys).items()
        }
        self.header.set_leave_key(self._keys["one_image"])
        hints = [
            self.tr("class key or {key}: another class").format(key=self._key("find_class")),
            self.tr("{key}: new class").format(key=self._key("new_class")),
            self.tr("{back} {on}: look without an answer").format(
                back=self._key("previous_image"), on=self._key("next_image")
            ),
            self.tr("{key}: undo").format(key=self._key("undo")),
        ]
        self._hints.set_full_text("   ·   ".join(hints))
        self._show_view()

    # --- as a sheet ---------------------------------------------------------------------------

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what the verbs do on the review."""
        return {
            "review_labels": self._flow.look_over,
            "accept": self.keep,
            "review_agree": self.agree,
            "new_class": self._name_class,
            "find_class": self._find_class,
            "previous_image": self._previous,
            "next_image": self._next,
            "undo": self._flow.undo,
            "redo": self._flow.redo,
            "zoom_in": self._zoom_in,
            "zoom_out": self._zoom_out,
            "zoom_fit": self._zoom_fit,
            "zoom_actual": self._zoom_actual,
        }

    def take_class(self, class_id: ClassId) -> None:
        """Give what is asked about a class."""
        if self._can_answer():
            self._flow.give(class_id)

    def take_new_class(self, name: str) -> None:
        """Found a class with what is asked about."""
        if self._can_answer():
            self._flow.give_new(name)

    def activate(self) -> None:
        """Begin to be shown."""
        self._flow.begin()
        self.setFocus()

    def deactivate(self) -> None:
        """Stop being shown."""
        self._flow.leave()

    # --- verbs --------------------------------------------------------------------------------

    def keep(self) -> None:
        """Keep what is asked about."""
        if self._can_answer():
            self._flow.keep()

    def agree(self) -> None:
        """Change it as is likelier; name the new class first where one is founded."""
        if self._can_answer() and not self._flow.agree():
            self.name_requested.emit()

    def _other(self) -> None:
        question = self._question
        if question is not None and question.other_class is not None and self._can_answer():
            self._flow.give(question.other_class.class_id)

    def _name_class(self) -> None:
        if isinstance(self._flow.view.item, MergeOffer):
            self._say(self.tr("Merge the two classes, or keep both; names are changed with F2."))
        elif self._can_answer():
            self.name_requested.emit()

    def _find_class(self) -> None:
        if self._can_answer():
            self.class_requested.emit()

    def _previous(self) -> None:
        self._flow.go_by(-1)

    def _next(self) -> None:
        self._flow.go_by(1)

    def _zoom_in(self) -> None:
        for view in self.stand.views:
            view.zoom_in()

    def _zoom_out(self) -> None:
        for view in self.stand.views:
            view.zoom_out()

    def _zoom_fit(self) -> None:
        for view in self.stand.views:
            view.zoom_fit()

    def _zoom_actual(self) -> None:
        for view in self.stand.views:
            view.zoom_actual()

    def _can_answer(self) -> bool:
        """Return whether something is asked about and on screen: nobody judges the unseen."""
        if self._question is None:
            return False
        if not self.stand.can_be_judged:
            self._say(self.tr("The picture is not on screen yet; press the key again then."))
            return False
        return True

    def _go_to(self, image_id: int) -> None:
        self._workspace.session.navigator.go_to(ImageId(image_id))
        self.leave_requested.emit()

    def _say(self, words: str) -> None:
        self.noticed.emit(Notice(NoticeKind.INFO, words, "review"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what there is no room for."""
        super().resizeEvent(event)
        if self._question is not None:
            self._show_question(self._question)

    def showEvent(self, event: QShowEvent) -> None:
        """Show what is asked about."""
        super().showEvent(event)
        self._show_view()

    # --- what is shown ------------------------------------------------------------------------

    def _show_view(self) -> None:
        view = self._flow.view
        self.header.set_view(view)
        self._bar.setVisible(view.item is not None)
        self._hints.setVisible(view.item is not None)
        if view.item is None:
            self._question = None
            self.stand.show_note(empty_note(view))
            return
        self._question = question_of(
            view.item,
            self._row_of,
            by_machine=is_machines(view.item, self._workspace.session.state),
            same_file=self._is_same_file(view.item),
        )
        self._show_question(self._question)
        if self.isVisible():
            self.stand.show_item(view.item)

    def _show_question(self, question: Question) -> None:
        self.title.set_full_text(question.title)
        self.why.set_full_text(question.why)
        other = question.other_class
        self.keep_button.set_content(question.keep, self._keys["accept"])
        self.agree_button.set_content(question.agree, self._keys["review_agree"])
        self.other_button.set_content(question.other, other.key if other else "")
        self.other_button.setVisible(bool(question.other) and self.width() >= _ROOMY_PX)
        can = not self._workspace.session.read_only
        for button in (self.keep_button, self.agree_button, self.other_button):
            button.setEnabled(can)

    def _row_of(self, class_id: ClassId) -> ClassRow | None:
        return self._workspace.presenter.class_row(class_id)

    def _is_same_file(self, item: ReviewItem) -> bool:
        if not isinstance(item, NearDuplicates):
            return False
        state = self._workspace.session.state
        content = state.file(item.first).content_hash
        return content is not None and content == state.file(item.second).content_hash

    def _key(self, action_id: str) -> str:
        return key_text(self._keys[action_id])

    def _lay_out(self) -> None:
        set_role(self.title, "title")
        set_role(self.why, "muted")
        set_role(self._bar, "review-bar")
        set_role(self._hints, "page-hints")
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE.s)
        buttons.addWidget(self.title, 1)
        for button in (self.other_button, self.agree_button, self.keep_button):
            buttons.addWidget(button)
        column = QVBoxLayout(self._bar)
        column.setContentsMargins(SPACE.l, SPACE.s, SPACE.m, SPACE.s)
        column.setSpacing(SPACE.xs)
        column.addLayout(buttons)
        column.addWidget(self.why)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self.stand, 1)
        whole.addWidget(self._bar)
        whole.addWidget(self._hints)
        self.setFocusProxy(self.stand)

    def _connect(self) -> None:
        self._flow.view_changed.connect(self._show_view)
        self._flow.progressed.connect(self.header.set_progress)
        self.header.kind_chosen.connect(self._flow.choose_kind)
        self.header.machines_first_changed.connect(self._flow.set_machines_first)
        self.header.leave_requested.connect(self.leave_requested)
        self.stand.image_requested.connect(self._go_to)
        self.keep_button.clicked.connect(self.keep)
        self.agree_button.clicked.connect(self.agree)
        self.other_button.clicked.connect(self._other)
