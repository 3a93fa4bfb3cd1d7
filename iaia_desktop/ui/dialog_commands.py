"""The verbs that ask something first: open, import, export, settings, help."""

from __future__ import annotations

import platform
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QObject, QSysInfo, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from iaia_desktop import __version__
from iaia_desktop.core.types import ImageId
from iaia_desktop.session.actions import effective_keys
from iaia_desktop.session.desk import Desk
from iaia_desktop.session.services import Services

if TYPE_CHECKING:
    from iaia_desktop.session.preferences import Preferences
    from iaia_desktop.session.transfers import Transfers
    from iaia_desktop.ui.statistics_dialog import StatisticsOpener


class DialogCommands(QObject):
    """Open dialogs and carry out what they return. GUI thread.

    Parameters
    ----------
    window : QWidget
        Owner of the dialogs.
    desk : Desk
        Holds the open session.
    services : Services
        Settings and folders.
    transfers : Transfers
        Runs exports and imports.
    preferences : Preferences
        Turns settings into what the dialog shows, and back.
    """

    settings_changed = Signal()
    """The person changed settings; they are saved already."""

    quit_requested = Signal()

    def __init__(
        self,
        window: QWidget,
        desk: Desk,
        services: Services,
        transfers: Transfers,
        preferences: Preferences,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._services = services
        self._transfers = transfers
        self._preferences = preferences
        transfers.export_left.connect(self._note_unfinished)

    @cached_property
    def statistics(self) -> StatisticsOpener:
        """Opens the window of the statistics."""
        from iaia_desktop.ui.statistics_dialog import StatisticsOpener

        return StatisticsOpener(self._window, self._desk, self._services.runner)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return the handlers by action id."""
        return {
            "open_folder": self._open_folder,
            "open_session": self._open_session,
            "locate_folder": self._locate_folder,
            "choose_weights_folder": partial(self._open_settings, "encoder"),
            "use_embeddings": self._use_embeddings,
            "import_labels": self._import_labels,
            "export_labels": self._export_labels,
            "show_export": self._show_export,
            "discard_export": self._transfers.discard_remains,
            "open_settings": self._open_settings,
            "show_statistics": self._show_statistics,
            "show_problems": self._show_problems,
            "show_keys": self._show_keys,
            "about": self._about,
            "quit": self.quit_requested.emit,
        }

    def open_path(self, path: str) -> None:
        """Open a folder or a session file that was dropped, or chosen from the list."""
        self._desk.open(Path(path))

    def reveal(self, session_path: str) -> None:
        """Show where a session file lies."""
        QDesktopServices.openUrl(_url_of(Path(session_path).parent))

    # --- opening ------------------------------------------------------------------------------

    def _open_folder(self) -> None:
        start = self._services.settings.value.open_folder
        chosen = QFileDialog.getExistingDirectory(
            self._window, self.tr("Open a folder of images"), start
        )
        if chosen:
            self._services.settings.change(open_folder=str(Path(chosen).parent))
            self._desk.open(Path(chosen))

    def _open_session(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Open a session file"),
            str(self._services.folders.sessions),
            self.tr("Sessions (*.iaia)"),
        )
        if chosen:
            self._desk.open(Path(chosen))

    def _locate_folder(self) -> None:
        workspace = self._desk.workspace
        if workspace is None:
            return
        # Where it was, or as near as there still is something.
        start = workspace.session.store.folder
        while not start.is_dir() and start != start.parent:
            start = start.parent
        chosen = QFileDialog.getExistingDirectory(
            self._window, self.tr("Where is the folder of images now?"), str(start)
        )
        if chosen:
            self._desk.relocate(Path(chosen))

    def _use_embeddings(self) -> None:
        workspace = self._desk.workspace
        if workspace is None:
            return
        from iaia_desktop.ui.elsewhere_dialog import ElsewhereDialog

        dialog = ElsewhereDialog(
            self._preferences.elsewhere_problem,
            workspace.elsewhere.wish,
            workspace.encoder_spec,
            self._window,
        )

        def take() -> None:
            if workspace.is_closed:
                return
            if dialog.wants_none:
                workspace.elsewhere.do_without()
            elif dialog.choice is not None:
                workspace.elsewhere.use(dialog.choice)

        dialog.accepted.connect(take)
        self._show(dialog)

    # --- labels in and out --------------------------------------------------------------------

    def _import_labels(self) -> None:
        workspace = self._desk.workspace
        if workspace is None:
            return
        from iaia_desktop.ui.import_dialog import ImportDialog

        dialog = ImportDialog(self._preferences.import_problem, parent=self._window)
        dialog.accepted.connect(lambda: self._transfers.import_labels(workspace, dialog.choice))
        self._show(dialog)

    def _export_labels(self) -> None:
        workspace = self._desk.workspace
        if workspace is None:
            return
        from iaia_desktop.session.destination_check import DestinationCheck
        from iaia_desktop.ui.export_dialog import ExportDialog

        settings, session = self._services.settings, workspace.session.store.path
        begun = settings.value.unfinished_export
        folder = (
            begun[1]
            if len(begun) == 2 and begun[0] == str(session)
            else settings.value.export_folder
        )
        view = self._transfers.export_view(workspace, folder)
        check = DestinationCheck(self._services.runner, session)
        dialog = ExportDialog(view, check, parent=self._window)
        check.setParent(dialog)

        def start() -> None:
            chosen = Path(dialog.choice.folder)
            # Noted before it begins: the power may go.
            settings.change(
                export_folder=str(chosen.parent), unfinished_export=(str(session), str(chosen))
            )
            self._transfers.export(workspace, dialog.choice)

        dialog.accepted.connect(start)
        self._show(dialog)

    def _note_unfinished(self, is_left: bool) -> None:
        if not is_left and self._services.settings.value.unfinished_export:
            self._services.settings.change(unfinished_export=())

    def _show_export(self) -> None:
        folder = self._transfers.exported_to
        if folder is not None:
            QDesktopServices.openUrl(_url_of(folder))

    # --- settings and help --------------------------------------------------------------------

    def _open_settings(self, page: str = "") -> None:
        from iaia_desktop.session.precision_trials import PrecisionTrials
        from iaia_desktop.ui.settings_dialog import SettingsDialog

        workspace = self._desk.workspace
        dialog = SettingsDialog(
            self._preferences.view(workspace),
            self._preferences.surroundings(workspace),
            check_spec=self._preferences.spec_problem,
            spec_of_folder=self._preferences.spec_of_folder,
            trials=PrecisionTrials(self._services.runner),
            parent=self._window,
        )
        if page:
            dialog.show_page(page)

        def take() -> None:
            self._preferences.take(dialog.view, self._desk.workspace)
            self.settings_changed.emit()

        dialog.accepted.connect(take)
        self._show(dialog)

    def _show_statistics(self) -> None:
        self.statistics.show()

    def _show_problems(self) -> None:
        workspace = self._desk.workspace
        if workspace is None:
            return
        from iaia_desktop.ui.problems_dialog import ProblemsDialog

        dialog = ProblemsDialog(self._window)
        state = workspace.session.state
        dialog.set_rows([workspace.presenter.image_row(row.image_id) for row in state.problems()])
        dialog.image_requested.connect(
            lambda number: workspace.session.navigator.go_to(ImageId(number))
        )
        dialog.retry_requested.connect(workspace.second_look.try_again)
        self._show(dialog)

    def _show_keys(self) -> None:
        from iaia_desktop.ui.keys_sheet import KeysSheet

        workspace = self._desk.workspace
        rows = workspace.presenter.class_rows() if workspace is not None else []
        keys = effective_keys(self._services.settings.value.keys)
        self._show(KeysSheet(keys, rows, self._window))

    def _about(self) -> None:
        from iaia_desktop.ui.about_dialog import AboutDialog

        folders = self._services.folders
        details = [
            (self.tr("Sessions"), str(folders.sessions)),
            (self.tr("Cache (may be deleted)"), str(folders.cache)),
            (self.tr("Settings"), str(self._services.settings.path)),
            (self.tr("Log"), str(folders.logs)),
            (self.tr("Python"), platform.python_version()),
            (self.tr("Qt for Python"), pyside_version),
            (self.tr("System"), f"{QSysInfo.prettyProductName()}, {QSysInfo.kernelVersion()}"),
        ]
        self._show(AboutDialog(__version__, details, parent=self._window))

    def _show(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def _url_of(path: Path) -> QUrl:
    """Return the address of a local path, also where its bytes are no text."""
    return QUrl.fromEncoded(path.absolute().as_uri().encode())
