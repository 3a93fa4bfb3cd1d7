"""Which background work the progress strip shows, and what its cancel buttons stop."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from iaia_desktop.jobs.progress import Progress
from iaia_desktop.session.desk import Desk
from iaia_desktop.ui.progress_strip import ProgressStrip

if TYPE_CHECKING:
    from iaia_desktop.encoders.weights import WeightsProgress
    from iaia_desktop.session.transfers import Transfers
    from iaia_desktop.session.workspace import Workspace

_MEGABYTE = 1_000_000


class ProgressRows(QObject):
    """Bring the progress of opening, scanning, fetching, import and export together.

    Parameters
    ----------
    strip : ProgressStrip
        Shows the rows.
    desk : Desk
        Opens sessions.
    transfers : Transfers
        Runs exports and imports.
    """

    def __init__(self, strip: ProgressStrip, desk: Desk, transfers: Transfers) -> None:
        super().__init__(strip)
        self._strip = strip
        self._desk = desk
        self._transfers = transfers
        self._workspace: Workspace | None = None
        strip.cancel_requested.connect(self._cancel)
        desk.opening.connect(self._show_opening)
        desk.opening_ended.connect(self._end_opening)
        transfers.export_progressed.connect(self._show_export)
        transfers.export_ended.connect(self._end_export)
        transfers.import_progressed.connect(self._show_import)
        transfers.import_ended.connect(self._end_import)

    def follow(self, workspace: Workspace) -> None:
        """Show what goes on in this workspace from now on."""
        self.clear()
        self._workspace = workspace
        workspace.folder.progressed.connect(self._show_scan)
        workspace.folder.ended.connect(self._end_scan)
        workspace.elsewhere.progressed.connect(self._show_elsewhere)
        workspace.elsewhere.ended.connect(self._end_elsewhere)
        workspace.automatic.progressed.connect(self._show_automatic)
        workspace.automatic.ended.connect(self._end_automatic)
        workspace.session.keeper.series_stepped.connect(self._show_series)
        workspace.session.keeper.series_ended.connect(self._end_series)
        workspace.encoders.weights_progressed.connect(self._show_weights)
        workspace.encoders.load_ended.connect(self._end_weights)
        workspace.orders.progressed.connect(self._show_order)
        workspace.orders.ended.connect(self._end_order)

    def clear(self) -> None:
        """Take the rows of the closed workspace away."""
        self._workspace = None
        for key in ("scan", "elsewhere", "weights", "order", "automatic", "series"):
            self._strip.finish_task(key)

    # --- rows ---------------------------------------------------------------------------------

    def _show_opening(self, progress: Progress) -> None:
        self._strip.update_task("opening", progress)

    def _end_opening(self) -> None:
        self._strip.finish_task("opening")

    def _show_scan(self, progress: Progress) -> None:
        self._strip.update_task("scan", progress)

    def _end_scan(self) -> None:
        self._strip.finish_task("scan")

    def _show_elsewhere(self, progress: Progress) -> None:
        self._strip.update_task("elsewhere", progress)

    def _end_elsewhere(self) -> None:
        self._strip.finish_task("elsewhere")

    def _show_weights(self, progress: WeightsProgress) -> None:
        text = self.tr("Fetching {file} to {folder}, in MB").format(
            file=Path(progress.file).name, folder=progress.folder
        )
        self._strip.update_task(
            "weights",
            Progress(progress.done_bytes // _MEGABYTE, progress.total_bytes // _MEGABYTE, text),
        )

    def _end_weights(self) -> None:
        self._strip.finish_task("weights")

    def _show_order(self, progress: Progress) -> None:
        self._strip.update_task("order", progress)

    def _end_order(self) -> None:
        self._strip.finish_task("order")

    def _show_export(self, progress: Progress) -> None:
        self._strip.update_task("export", progress)

    def _end_export(self) -> None:
        self._strip.finish_task("export")

    def _show_import(self, progress: Progress) -> None:
        self._strip.update_task("import", progress)

    def _end_import(self) -> None:
        self._strip.finish_task("import")

    def _show_automatic(self, progress: Progress) -> None:
        self._strip.update_task("automatic", progress)

    def _end_automatic(self) -> None:
        self._strip.finish_task("automatic")

    def _show_series(self, images: int) -> None:
        text = self.tr("Taking labels back, or giving them again")
        self._strip.update_task("series", Progress(images, 0, text), cancellable=False)

    def _end_series(self) -> None:
        self._strip.finish_task("series")

    # --- stopping -----------------------------------------------------------------------------

    def _cancel(self, key: str) -> None:
        workspace = self._workspace
        if key == "opening":
            self._desk.cancel_opening()
            self._end_opening()
        elif key == "export":
            self._transfers.cancel_export()
        elif key == "import":
            self._transfers.cancel_import()
        elif workspace is None:
            return
        elif key == "scan":
            workspace.folder.stop()
        elif key == "elsewhere":
            workspace.elsewhere.cancel()
        elif key == "automatic":
            workspace.automatic.cancel()
        elif key == "weights":
            workspace.encoders.cancel_loading()
        elif key == "order":
            workspace.orders.cancel()
