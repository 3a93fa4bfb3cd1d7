"""The main window: start page or labelling page, with menus, messages, progress and status."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QImage, QPixmap
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from iaia_desktop.session.desk import Desk
from iaia_desktop.session.enabling import is_enabled
from iaia_desktop.session.notices import Notice
from iaia_desktop.session.preferences import Preferences
from iaia_desktop.session.services import Services
from iaia_desktop.session.transfers import Transfers
from iaia_desktop.ui.action_set import ActionSet
from iaia_desktop.ui.auto_label_commands import AutoLabelCommands
from iaia_desktop.ui.commands import Commands
from iaia_desktop.ui.dialog_commands import DialogCommands
from iaia_desktop.ui.dropped_path import dropped_path
from iaia_desktop.ui.icons import application_icon
from iaia_desktop.ui.message_bar import MessageBar
from iaia_desktop.ui.name_commands import NameCommands
from iaia_desktop.ui.order_commands import OrderCommands
from iaia_desktop.ui.page_commands import PageCommands
from iaia_desktop.ui.painting import readable
from iaia_desktop.ui.progress_rows import ProgressRows
from iaia_desktop.ui.progress_strip import ProgressStrip
from iaia_desktop.ui.review_commands import ReviewCommands
from iaia_desktop.ui.said import said
from iaia_desktop.ui.search_commands import SearchCommands
from iaia_desktop.ui.start_page import StartPage
from iaia_desktop.ui.status_bar import StatusStrip
from iaia_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from iaia_desktop.core.state import ChangeSet
    from iaia_desktop.session.views import RecentSession
    from iaia_desktop.session.workspace import Workspace
    from iaia_desktop.ui.label_page import LabelPage

_STATUS_EVERY_MS = 400


class MainWindow(QMainWindow):
    """Compose the widgets and wire them to the desk; everything else is done by others.

    Parameters
    ----------
    desk : Desk
        Opens and holds sessions.
    services : Services
        Settings and folders.
    theme : Theme
        The looks, changed from the settings.
    """

    def __init__(self, desk: Desk, services: Services, theme: Theme) -> None:
        super().__init__()
        self._desk = desk
        self._services = services
        self._theme = theme
        self._page: LabelPage | None = None
        self.setAcceptDrops(True)
        self.setWindowTitle("IAIA Desktop")
        self.setWindowIcon(application_icon())
        self.start_page = StartPage()
        self.messages = MessageBar()
        self.progress = ProgressStrip()
        self.status = StatusStrip()
        self.transfers = Transfers(services.runner, self)
        self.dialogs = DialogCommands(self, desk, services, self.transfers, Preferences(services))
        self.commands = Commands(desk, self, self.dialogs, self)
        self.pages = PageCommands(desk, self, services, self)
        self.commands.add(self.pages.handlers())
        self.automatic = AutoLabelCommands(self, desk, self, services)
        self.commands.add(self.automatic.handlers())
        self.searches = SearchCommands(desk, self, self)
        self.commands.add(self.searches.handlers())
        self.reviews = ReviewCommands(desk, self, services, self)
        self.commands.add(self.reviews.handlers())
        self.namings = NameCommands(self, desk)
        self.commands.add(self.namings.handlers())
        self.actions_by_id = ActionSet(self)
        self._orders = OrderCommands(desk, self.actions_by_id, self)
        self._rows = ProgressRows(self.progress, desk, self.transfers)
        self._stack = QStackedWidget()
        self._lay_out()
        self._status_timer = QTimer(self, interval=_STATUS_EVERY_MS)
        self._status_timer.timeout.connect(self._refresh_status)
        # After the event at hand: a decision and the next image that it brings are told at once.
        self._soon_timer = QTimer(self, singleShot=True, interval=0)
        self._soon_timer.timeout.connect(self._refresh_status)
        self._connect()
        self._take_settings()
        self._restore_geometry()
        self._enable()

    def label_page(self) -> LabelPage | None:
        """Return the page of the open session, or None."""
        return self._page

    def show_notice(self, notice: Notice) -> None:
        """Show a notice in the message area."""
        actions = [
            (said(action.text), partial(self.commands.run, action.command))
            for action in notice.actions
        ]
        text = said(notice.text)
        self.messages.show_message(notice.kind.value, text, actions, notice.key or None)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the session and remember the window's place."""
        geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self._services.settings.change(geometry=geometry)
        self._desk.cancel_opening()
        self._desk.close()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome a folder or a session file, also while another session is open."""
        if dropped_path(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        path = dropped_path(event)
        if path:
            event.acceptProposedAction()
            self.dialogs.open_path(path)

    # --- building -----------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._stack.addWidget(self.start_page)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.messages)
        column.addWidget(self._stack, 1)
        column.addWidget(self.progress)
        column.addWidget(self.status)
        self.setCentralWidget(centre)
        self.actions_by_id.fill(self.menuBar())
        self.status.hide()
        # On a small or a magnified screen the window must not begin beyond its edges.
        room = self.screen().availableSize()
        self.resize(min(1280, room.width() - 32), min(800, room.height() - 64))

    def _connect(self) -> None:
        desk = self._desk
        desk.opened.connect(self._on_opened)
        desk.closed.connect(self._on_closed)
        desk.recent_found.connect(self._on_recent)
        desk.picture_found.connect(self._on_picture)
        for part in (
            desk,
            self.transfers,
            self.commands,
            self.pages,
            self.searches,
            self.reviews,
            self.namings,
            self.automatic,
        ):
            part.noticed.connect(self.show_notice)
        start = self.start_page
        start.open_folder_requested.connect(partial(self.commands.run, "open_folder"))
        start.open_demo_requested.connect(partial(self.commands.run, "open_demo"))
        start.path_dropped.connect(self.dialogs.open_path)
        start.session_requested.connect(self.dialogs.open_path)
        start.forget_requested.connect(desk.forget)
        start.reveal_requested.connect(self.dialogs.reveal)
        self.actions_by_id.triggered.connect(self.commands.run)
        self.actions_by_id.toggled.connect(self._on_toggled)
        self.actions_by_id.class_key_pressed.connect(self.commands.press_class_key)
        self.status.pause_requested.connect(self.commands.pause_embedding)
        self.pages.command_requested.connect(self.commands.run)
        self.dialogs.settings_changed.connect(self._take_settings)
        self.dialogs.quit_requested.connect(self.close)

    def _restore_geometry(self) -> None:
        geometry = self._services.settings.value.geometry
        if geometry:
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))

    def _take_settings(self) -> None:
        value = self._services.settings.value
        self._theme.set_scheme(value.theme)
        self.actions_by_id.set_keys(value.keys)
        self.actions_by_id.action("keep_zoom").setChecked(value.keep_zoom)
        if self._page is not None:
            self._page.take_settings(value)
            self.pages.take_settings()
            self.reviews.take_settings()
            self.automatic.take_settings()
        self._enable()

    def _on_toggled(self, action_id: str, checked: bool) -> None:
        if action_id == "keep_zoom":
            if self._services.settings.value.keep_zoom != checked:
                self._services.settings.change(keep_zoom=checked)
            if self._page is not None:
                self._page.view.set_keep_zoom(checked)

    # --- a session comes and goes -------------------------------------------------------------

    def _on_opened(self, workspace: Workspace) -> None:
        from iaia_desktop.ui.label_page import LabelPage

        self.messages.clear()
        page = LabelPage(workspace, self._services.settings.value, self._stack)
        self._page = page
        page.accept_requested.connect(partial(self.commands.run, "accept"))
        page.new_class_requested.connect(partial(self.commands.run, "new_class"))
        page.class_chosen.connect(self.commands.label)
        page.class_named.connect(self.commands.label_new)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        workspace.noticed.connect(self.show_notice)
        workspace.session.changed.connect(self._on_changed)
        workspace.session.navigator.current_changed.connect(self._on_moved)
        workspace.orders.changed.connect(self._refresh_status)
        self._rows.follow(workspace)
        self._show_title()
        # In a turn of its own: pictures, scan and encoder begin when the page is painted.
        QTimer.singleShot(0, workspace, workspace.start)
        self.status.show()
        self._status_timer.start()
        self._refresh_status()
        self._enable()
        page.view.setFocus()

    def _on_closed(self) -> None:
        self._status_timer.stop()
        page, self._page = self._page, None
        if page is not None:
            self._stack.removeWidget(page)
            page.deleteLater()
        self._rows.clear()
        self.status.hide()
        self.messages.clear()
        self.setWindowTitle("IAIA Desktop")
        self._stack.setCurrentWidget(self.start_page)
        self._desk.look_up_recent()
        self._enable()

    def _on_changed(self, _changes: ChangeSet) -> None:
        self._soon_timer.start()
        self._enable()

    def _show_title(self) -> None:
        """Name the file on screen, the folder, and the program."""
        workspace = self._desk.workspace
        if workspace is None:
            return
        session = workspace.session
        folder = session.store.folder
        parts = [readable(folder.name or str(folder)), "IAIA Desktop"]
        if session.current is not None:
            parts.insert(0, readable(session.state.path(session.current)))
        # “[*]” in a title stands for Qt's sign of unsaved changes; twice, for itself.
        self.setWindowTitle(" \N{EN DASH} ".join(parts).replace("[*]", "[*][*]"))

    def _on_moved(self, _image_id: int) -> None:
        self._show_title()
        self._soon_timer.start()
        self._enable()

    def _refresh_status(self) -> None:
        workspace = self._desk.workspace
        if workspace is not None:
            self.status.set_view(workspace.presenter.status())

    def _enable(self) -> None:
        workspace = self._desk.workspace
        self.actions_by_id.enable(partial(is_enabled, workspace=workspace))

    # --- the start page -----------------------------------------------------------------------

    def _on_recent(self, rows: list[RecentSession]) -> None:
        self.start_page.set_recent(rows, now=self._services.clock())

    def _on_picture(self, session_path: str, image: QImage) -> None:
        self.start_page.set_thumbnail(session_path, QPixmap.fromImage(image))
