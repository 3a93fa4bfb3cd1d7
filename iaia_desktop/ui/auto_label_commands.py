"""The verbs of automatic labelling: the dialogs, the checks, and the way between them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from iaia_desktop.core.types import ImageState
from iaia_desktop.session.desk import Desk
from iaia_desktop.session.notices import Notice, NoticeKind
from iaia_desktop.session.services import Services

if TYPE_CHECKING:
    from iaia_desktop.core.auto_label import AutoPlan
    from iaia_desktop.session.auto_labelling import AutoLabelling
    from iaia_desktop.session.check_flow import CheckPurpose
    from iaia_desktop.session.workspace import Workspace
    from iaia_desktop.ui.auto_label_dialog import AutoLabelDialog
    from iaia_desktop.ui.check_sheet import CheckSheet
    from iaia_desktop.ui.label_page import LabelPage


class PageSource(Protocol):
    """Knows the page that is on screen."""

    def label_page(self) -> LabelPage | None:
        """Return the page of the open session, or None."""
        ...


class AutoLabelCommands(QObject):
    """Open the dialogs and the sheet of checks, and carry out what they ask for. GUI thread.

    Parameters
    ----------
    window : QWidget
        Owner of the dialogs.
    desk : Desk
        Holds the open session.
    pages : PageSource
        Knows the page on screen.
    services : Services
        Knows the person's keys.
    """

    noticed = Signal(object)
    """Notice for the message area."""

    def __init__(self, window: QWidget, desk: Desk, pages: PageSource, services: Services) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._pages = pages
        self._services = services
        self._dialog: AutoLabelDialog | None = None
        self._followed: Workspace | None = None

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return the handlers by action id."""
        return {
            "auto_label": self._show_dialog,
            "supervision": self._show_supervision,
            "check_machine": self._check_sample,
        }

    def take_settings(self) -> None:
        """Let the sheet follow the person's keys."""
        sheet = self._sheet()
        if sheet is not None:
            sheet.take_settings(self._services.settings.value)

    # --- the supervision level ----------------------------------------------------------------

    def _show_supervision(self) -> None:
        workspace = self._workspace_to_change()
        if workspace is None:
            return
        from iaia_desktop.ui.supervision_dialog import SupervisionDialog

        dialog = SupervisionDialog(workspace.supervisor.level, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: workspace.supervisor.use(dialog.level))
        dialog.open()

    # --- auto-label the rest ------------------------------------------------------------------

    def _show_dialog(self) -> None:
        workspace = self._desk.workspace
        if workspace is None or self._dialog is not None:
            return
        from iaia_desktop.ui.auto_label_dialog import AutoLabelDialog

        automatic = workspace.automatic
        dialog = AutoLabelDialog(automatic.target, automatic.confidence, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.wish_changed.connect(self._take_wish)
        dialog.check_requested.connect(self._start_checks)
        dialog.label_requested.connect(self._label)
        dialog.start_over_requested.connect(self._start_over)
        dialog.sample_requested.connect(self._check_sample)
        dialog.finished.connect(self._forget_dialog)
        if self._followed is not workspace:
            self._followed = workspace
            automatic.planned.connect(self._on_planned)
            automatic.checks_started.connect(self._on_checks_started)
        self._dialog = dialog
        self._show_machine(automatic)
        automatic.plan()
        dialog.open()

    def _forget_dialog(self) -> None:
        self._dialog = None

    def _show_machine(self, automatic: AutoLabelling) -> None:
        if self._dialog is not None:
            self._dialog.set_machine(automatic.machine_count(), automatic.measured)
            self._dialog.set_confidence_fixed(automatic.checking)

    def _take_wish(self, target: float, confidence: float) -> None:
        workspace = self._desk.workspace
        if workspace is not None:
            workspace.automatic.set_wish(target, confidence)
            workspace.automatic.plan()

    def _on_planned(self, plan: AutoPlan) -> None:
        workspace = self._desk.workspace
        if self._dialog is None or workspace is None:
            return
        waiting = workspace.session.state.count_state(ImageState.UNLABELLED)
        self._dialog.set_plan(plan, waiting, read_only=workspace.session.read_only)
        self._dialog.set_confidence_fixed(workspace.automatic.checking)

    def _start_checks(self) -> None:
        workspace = self._workspace_to_change()
        if workspace is not None and self._dialog is not None:
            self._dialog.show_working()
            workspace.automatic.start_checks()

    def _on_checks_started(self) -> None:
        from iaia_desktop.session.check_flow import CheckPurpose

        self._show_checks(CheckPurpose.ROUND)

    def _start_over(self) -> None:
        workspace = self._workspace_to_change()
        if workspace is not None and self._dialog is not None:
            self._dialog.show_working()
            workspace.automatic.start_over()

    def _label(self) -> None:
        workspace = self._workspace_to_change()
        dialog = self._dialog
        if workspace is None or dialog is None or dialog.plan is None:
            return
        plan = dialog.plan
        dialog.accept()
        workspace.automatic.label_rest(plan)

    # --- checks -------------------------------------------------------------------------------

    def _check_sample(self) -> None:
        workspace = self._workspace_to_change()
        if workspace is None:
            return
        from iaia_desktop.session.check_flow import CheckPurpose

        if workspace.automatic.draw_sample():
            self._show_checks(CheckPurpose.SAMPLE)
        else:
            text = self.tr("There is no label of the machine to check.")
            self.noticed.emit(Notice(NoticeKind.INFO, text, "auto-label"))

    def _show_checks(self, purpose: CheckPurpose) -> None:
        page = self._pages.label_page()
        if self._dialog is not None:
            self._dialog.accept()
        if page is None:
            return
        sheet = self._sheet() or self._made(page)
        if sheet is None:
            return
        sheet.set_purpose(purpose)
        if page.sheet is sheet:
            sheet.activate()
        else:
            page.show_sheet(sheet)
        # The dialog had the keyboard.
        self._window.activateWindow()

    def _sheet(self) -> CheckSheet | None:
        page = self._pages.label_page()
        if page is None:
            return None
        from iaia_desktop.ui.check_sheet import CheckSheet

        return page.findChild(CheckSheet)

    def _made(self, page: LabelPage) -> CheckSheet | None:
        workspace = self._desk.workspace
        if workspace is None:
            return None
        from iaia_desktop.ui.check_sheet import CheckSheet

        sheet = CheckSheet(workspace, self._services.settings.value, page)
        sheet.leave_requested.connect(self._leave)
        sheet.finished.connect(self._finish)
        sheet.name_requested.connect(page.pick_new)
        sheet.class_requested.connect(page.pick_class)
        sheet.noticed.connect(self.noticed)
        return sheet

    def _leave(self) -> None:
        page = self._pages.label_page()
        if page is None or page.sheet is not self._sheet():
            return
        page.show_sheet(None)
        if self._desk.workspace is not None:
            self._desk.workspace.session.navigator.leave_decided()

    def _finish(self) -> None:
        """Say what the checks showed: the dialog comes back with it."""
        self._leave()
        self._show_dialog()

    def _workspace_to_change(self) -> Workspace | None:
        workspace = self._desk.workspace
        if workspace is None or not workspace.session.read_only:
            return workspace
        text = self.tr("This window only shows the session; nothing you press here is kept.")
        self.noticed.emit(Notice(NoticeKind.INFO, text, "read-only-press"))
        return None
