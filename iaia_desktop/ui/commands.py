"""What each action does: the handlers of the actions table, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from iaia_desktop.core.types import ClassId, ImageState
from iaia_desktop.session.actions import ACTIONS
from iaia_desktop.session.desk import Desk
from iaia_desktop.session.notices import Notice, NoticeKind
from iaia_desktop.ui.dialog_commands import DialogCommands

if TYPE_CHECKING:
    from iaia_desktop.session.annotation_session import AnnotationSession
    from iaia_desktop.ui.label_page import LabelPage
    from iaia_desktop.ui.sheet import Sheet

_ABOUT_THE_ONE_IMAGE = frozenset({
    "accept", "new_class", "find_class", "skip", "discard", "clear_label", "previous_image",
    "next_image", "next_unlabelled", "next_skipped", "next_discarded", "first_image", "last_image",
    "zoom_fit", "zoom_actual", "zoom_in", "zoom_out",
})  # fmt: skip
"""Verbs that mean nothing on a sheet which does not handle them: nobody labels the unseen."""


class PageSource(Protocol):
    """Knows the page that is on screen."""

    def label_page(self) -> LabelPage | None:
        """Return the page of the open session, or None."""
        ...


class Commands(QObject):
    """Carry out actions and the verbs of notices. GUI thread.

    Parameters
    ----------
    desk : Desk
        Holds the open session.
    pages : PageSource
        Knows the page on screen.
    dialogs : DialogCommands
        The verbs that ask something first.
    """

    noticed = Signal(object)
    """Notice for the message area."""

    def __init__(
        self, desk: Desk, pages: PageSource, dialogs: DialogCommands, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._pages = pages
        self._handlers: dict[str, Callable[[], object]] = {
            "accept": self._accept,
            "new_class": self._new_class,
            "find_class": self._find_class,
            "skip": self._skip,
            "discard": self._discard,
            "clear_label": self._clear_label,
            "undo": self._undo,
            "redo": self._redo,
            "previous_image": self._previous_image,
            "next_image": self._next_image,
            "next_unlabelled": self._next_unlabelled,
            "next_skipped": self._next_skipped,
            "next_discarded": self._next_discarded,
            "first_image": self._first_image,
            "last_image": self._last_image,
            "zoom_fit": self._zoom_fit,
            "zoom_actual": self._zoom_actual,
            "zoom_in": self._zoom_in,
            "zoom_out": self._zoom_out,
            "one_image": self._one_image,
            "rescan": self._rescan,
            "retry_encoder": self._retry_encoder,
            "show_replaced": self._show_replaced,
            "close_session": desk.close,
            "open_demo": desk.open_demo,
            "open_read_only": desk.open_read_only,
            "reopen_session": desk.reopen,
            "restore_backup": desk.restore_backup,
            "trust_session": desk.trust_session,
            **dialogs.handlers(),
        }

    def add(self, handlers: Mapping[str, Callable[[], object]]) -> None:
        """Take in verbs that are carried out elsewhere."""
        self._handlers.update(handlers)

    def ids(self) -> frozenset[str]:
        """Return the verbs that can be carried out."""
        return frozenset(self._handlers)

    def run(self, command: str) -> None:
        """Carry out a verb; a sheet in place of the one image may have its own way of doing it."""
        sheet = self._sheet()
        on_sheet = None if sheet is None else sheet.handlers().get(command)
        if on_sheet is not None:
            on_sheet()
        elif sheet is None or command not in _ABOUT_THE_ONE_IMAGE:
            self._handlers[command]()

    def press_class_key(self, key: str) -> None:
        """Label the image on screen with the class that has this key."""
        session = self._session()
        if session is None:
            return
        row = session.state.class_with_key(key)
        if row is None:
            self.noticed.emit(
                Notice(
                    NoticeKind.INFO,
                    self.tr("No class has the key {key}. N makes a new class.").format(
                        key=key.upper()
                    ),
                    "class-key",
                )
            )
        else:
            self.label(row.class_id)

    def pause_embedding(self, paused: bool) -> None:
        """Look at the image on screen only, or at all of them again."""
        if self._desk.workspace is not None:
            self._desk.workspace.encoders.set_paused(paused)

    def label(self, class_id: int) -> None:
        """Label the image on screen, or what is selected on a sheet, with a class."""
        sheet = self._sheet()
        if sheet is not None:
            sheet.take_class(ClassId(class_id))
            return
        session = self._session_to_label()
        if session is not None:
            session.label(ClassId(class_id))

    def label_new(self, name: str) -> None:
        """Label the image on screen, or what is selected on a sheet, with a new class."""
        sheet = self._sheet()
        if sheet is not None:
            sheet.take_new_class(name)
            return
        session = self._session_to_label()
        if session is not None:
            session.label_with_new_class(name)

    # --- labels -------------------------------------------------------------------------------

    def _accept(self) -> None:
        session, page = self._session_to_label(), self._pages.label_page()
        if session is None or page is None:
            return
        if not page.suggestion_is_seen:
            text = self.tr(
                "The suggestion is not on screen yet; press the key again when you see it."
            )
            self.noticed.emit(Notice(NoticeKind.INFO, text, "not-shown-yet"))
            return
        if not session.accept():
            self._new_class()

    def _new_class(self) -> None:
        page = self._pages.label_page()
        if page is not None and self._session_to_label() is not None:
            page.pick_new()

    def _find_class(self) -> None:
        page = self._pages.label_page()
        if page is not None and self._session_to_label() is not None:
            page.pick_class()

    def _skip(self) -> None:
        self._set_state(ImageState.SKIPPED)

    def _discard(self) -> None:
        self._set_state(ImageState.DISCARDED)

    def _clear_label(self) -> None:
        self._set_state(ImageState.UNLABELLED)

    def _set_state(self, state: ImageState) -> None:
        session = self._session_to_judge()
        if session is not None:
            session.set_state(state)

    def _undo(self) -> None:
        session = self._session()
        if session is not None:
            session.undo()

    def _redo(self) -> None:
        session = self._session()
        if session is not None:
            session.redo()

    # --- going --------------------------------------------------------------------------------

    def _previous_image(self) -> None:
        self._go(lambda session: session.navigator.go_by(-1))

    def _next_image(self) -> None:
        self._go(lambda session: session.navigator.go_by(1))

    def _next_unlabelled(self) -> None:
        self._go(lambda session: session.navigator.go_to_unlabelled())

    def _next_skipped(self) -> None:
        self._go_to_state(ImageState.SKIPPED, self.tr("No other image is skipped."))

    def _next_discarded(self) -> None:
        self._go_to_state(ImageState.DISCARDED, self.tr("No other image is discarded."))

    def _go_to_state(self, state: ImageState, none_words: str) -> None:
        session = self._session()
        if session is not None and not session.navigator.go_to_state(state):
            self.noticed.emit(Notice(NoticeKind.INFO, none_words, "none-in-state"))

    def _first_image(self) -> None:
        self._go(lambda session: session.navigator.go_to_place(0))

    def _last_image(self) -> None:
        self._go(lambda session: session.navigator.go_to_place(-1))

    def _go(self, move: Callable[[AnnotationSession], None]) -> None:
        session = self._session()
        if session is not None:
            move(session)

    # --- looking ------------------------------------------------------------------------------

    def _zoom_fit(self) -> None:
        self._look(lambda page: page.view.zoom_fit())

    def _zoom_actual(self) -> None:
        self._look(lambda page: page.view.zoom_actual())

    def _zoom_in(self) -> None:
        self._look(lambda page: page.view.zoom_in())

    def _zoom_out(self) -> None:
        self._look(lambda page: page.view.zoom_out())

    def _look(self, change: Callable[[LabelPage], None]) -> None:
        page = self._pages.label_page()
        if page is not None:
            change(page)

    def _one_image(self) -> None:
        page = self._pages.label_page()
        if page is not None:
            page.show_sheet(None)
        if self._desk.workspace is not None:
            # Whoever asks for single images keeps to them: pages do not come back by themselves.
            self._desk.workspace.pages.leave()

    # --- ways on from notices -----------------------------------------------------------------

    def _rescan(self) -> None:
        if self._desk.workspace is not None:
            self._desk.workspace.folder.start(asked=True)

    def _retry_encoder(self) -> None:
        if self._desk.workspace is not None:
            self._desk.workspace.encoders.retry()

    def _show_replaced(self) -> None:
        if self._desk.workspace is not None:
            self._desk.workspace.replaced.show_next()

    # --- who and what -------------------------------------------------------------------------

    def _session(self) -> AnnotationSession | None:
        return None if self._desk.workspace is None else self._desk.workspace.session

    def _sheet(self) -> Sheet | None:
        page = self._pages.label_page()
        return None if page is None else page.sheet

    def _session_to_judge(self) -> AnnotationSession | None:
        """Return the session when its image is really on screen: nobody labels the unseen."""
        session = self._session()
        page = self._pages.label_page()
        if session is None or page is None or session.current is None:
            return None
        if session.read_only:
            text = self.tr("This window only shows the session; nothing you press here is kept.")
            self.noticed.emit(Notice(NoticeKind.INFO, text, "read-only-press"))
            return None
        if not page.stage.can_be_judged:
            text = self.tr("The picture is not on screen yet; press the key again when you see it.")
            self.noticed.emit(Notice(NoticeKind.INFO, text, "not-shown-yet"))
            return None
        return session

    def _session_to_label(self) -> AnnotationSession | None:
        """Return the session when its image can be seen: skipping and discarding need less."""
        session = self._session_to_judge()
        page = self._pages.label_page()
        if session is not None and page is not None and not page.stage.can_be_labelled:
            text = self.tr(
                "An image that cannot be shown gets no label. U goes to the next that waits."
            )
            self.noticed.emit(Notice(NoticeKind.INFO, text, "cannot-be-shown"))
            return None
        return session


ACTION_IDS = frozenset(row.action_id for row in ACTIONS if not row.checkable)
"""The verbs of the actions table that need a handler."""
