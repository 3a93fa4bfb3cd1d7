"""Labels out of and into the open session, as background work."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from iaia_desktop.core.errors import KnownError
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.types import ImageState
from iaia_desktop.session.export_words import exported_words, stopped_words
from iaia_desktop.session.import_words import imported_words
from iaia_desktop.session.notices import Notice, NoticeAction, NoticeKind, words_of
from iaia_desktop.session.typed_path import typed_path
from iaia_desktop.workers.task import Task, TaskRunner

if TYPE_CHECKING:
    from iaia_desktop.export.rows import ExportReport
    from iaia_desktop.export.unfinished import UnfinishedInfo
    from iaia_desktop.jobs.import_labels import MatchedLabels
    from iaia_desktop.session.import_series import ImportSeries, TakenOver
    from iaia_desktop.session.transfer_views import ExportChoice, ExportView, ImportChoice
    from iaia_desktop.session.workspace import Workspace


class Transfers(QObject):
    """Run exports and imports, one of each at a time. Lives on the GUI thread.

    Parameters
    ----------
    runner : TaskRunner
        Starts and keeps tasks.
    """

    export_progressed = Signal(object)
    """Progress."""

    export_ended = Signal()
    import_progressed = Signal(object)
    """Progress."""

    import_ended = Signal()
    export_left = Signal(bool)
    """Whether something is left of the last export that can be gone on with."""

    noticed = Signal(object)
    """Notice for the message area."""

    def __init__(self, runner: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._export: Task | None = None
        self._import: Task | None = None
        self._import_into: Workspace | None = None
        self._replace_labels = False
        # Labels that are read, while they are taken over.
        self._series: ImportSeries | None = None
        self._found: MatchedLabels | None = None
        self._exported_to: Path | None = None
        # The last export that was begun, and what is left of it.
        self._session_path: Path | None = None
        self._output: Path | None = None
        self._remains: UnfinishedInfo | None = None

    @property
    def exported_to(self) -> Path | None:
        """Where the last finished export lies."""
        return self._exported_to

    @property
    def exporting(self) -> bool:
        """Whether an export is under way."""
        return self._export is not None

    def export_view(self, workspace: Workspace, folder: str) -> ExportView:
        """Return what there is to export."""
        from iaia_desktop.session.transfer_views import ExportView

        state = workspace.session.state
        with_members = [row for row in state.classes() if state.count_members(row.class_id)]
        return ExportView(
            labelled=state.count_state(ImageState.LABELLED),
            classes=len(with_members),
            unlabelled=state.count_state(ImageState.UNLABELLED),
            skipped=state.count_state(ImageState.SKIPPED),
            discarded=state.count_state(ImageState.DISCARDED),
            folder=folder,
        )

    def export(self, workspace: Workspace, choice: ExportChoice) -> None:
        """Write the labels out in the background; labelling goes on meanwhile."""
        if self._export is not None:
            return
        from iaia_desktop.jobs.export_labels import ExportWish, export_job

        workspace.learning.note_files()
        workspace.session.flush()
        folder = typed_path(choice.folder)
        wish = ExportWish(
            folder,
            choice.mode,
            choice.validation_share,
            choice.seed,
            verify=choice.verify,
            anew=choice.anew,
        )
        self._session_path, self._output = workspace.session.store.path, folder
        self._remains = None
        task = self._runner.make("export", partial(export_job, self._session_path, wish))
        task.progressed.connect(self.export_progressed)
        task.succeeded.connect(self._on_exported)
        task.failed.connect(self._on_export_failed)
        task.cancelled.connect(self._on_export_cancelled)
        self._export = self._runner.start(task)

    def cancel_export(self) -> None:
        """Stop the export; the notice that follows says what is left of it."""
        if self._export is not None:
            self._export.cancel()

    def discard_remains(self) -> None:
        """Delete what the last export left when it was stopped."""
        if self._remains is None or self._export is not None:
            return
        from iaia_desktop.jobs.look_at_destination import discard_remains

        task = self._runner.make("export", partial(discard_remains, self._remains.folder))
        task.progressed.connect(self.export_progressed)
        task.succeeded.connect(self._on_discarded)
        task.failed.connect(self._on_export_failed)
        task.cancelled.connect(self._on_export_cancelled)
        self._remains = None
        self._export = self._runner.start(task)

    @property
    def importing(self) -> bool:
        """Whether an import is under way."""
        return self._import is not None or self._series is not None

    def import_labels(self, workspace: Workspace, choice: ImportChoice) -> None:
        """Read labels in the background and take them over, as one step for undo."""
        if self.importing:
            return
        from iaia_desktop.jobs.import_labels import import_into_session_job

        # The job reads what the images are by itself: 100,000 of them are not counted up here.
        workspace.learning.note_files()
        workspace.session.flush()
        self._import_into = workspace
        self._replace_labels = choice.replace_labels
        source = typed_path(choice.path)
        path = workspace.session.store.path
        task = self._runner.make("import", partial(import_into_session_job, source, path))
        task.progressed.connect(self.import_progressed)
        task.succeeded.connect(self._on_imported)
        task.failed.connect(self._on_import_failed)
        task.cancelled.connect(self._end_import)
        self._import = self._runner.start(task)

    def cancel_import(self) -> None:
        """Stop the import; what is taken over by then stays, and one undo takes it back."""
        if self._import is not None:
            self._import.cancel()
        if self._series is not None:
            self._series.cancel()

    def forget(self, workspace: Workspace) -> None:
        """Take nothing over into a workspace that is closed."""
        if self._import_into is workspace:
            self.cancel_import()
            self._import_into = None
            self._drop_series()

    # --- export -------------------------------------------------------------------------------

    def _on_exported(self, report: ExportReport) -> None:
        self._end_export()
        self._exported_to = report.output
        self.export_left.emit(False)
        show = (NoticeAction(Saying("Show the folder"), "show_export"),)
        kind = NoticeKind.WARNING if report.failed or report.notes else NoticeKind.INFO
        self.noticed.emit(Notice(kind, exported_words(report), "export", show))

    def _on_export_failed(self, error: Exception) -> None:
        self._end_export()
        text = words_of(error, Saying("The export failed: {reason}", reason=str(error)))
        again = (NoticeAction(Saying("Export again…"), "export_labels"),)
        self.noticed.emit(Notice(NoticeKind.ERROR, text, "export", again))
        self._look_for_remains(self._on_failure_looked)

    def _on_export_cancelled(self) -> None:
        # What is left is only known when the disk was asked; the end is told together with it.
        self._look_for_remains(self._on_remains)

    def _look_for_remains(self, then: Callable[[UnfinishedInfo | None], None]) -> None:
        if self._session_path is None or self._output is None or self._runner.is_closed:
            then(None)
            return
        from iaia_desktop.jobs.look_at_destination import find_remains

        job = partial(find_remains, self._session_path, self._output)
        task = self._runner.make("remains", job)
        task.succeeded.connect(then)
        task.failed.connect(self._on_remains_unknown)
        task.cancelled.connect(self._end_export)
        self._runner.start(task)

    def _on_remains(self, remains: UnfinishedInfo | None) -> None:
        self._end_export()
        self._keep(remains)
        if remains is None:
            text = Saying("The export was stopped; nothing of it is left.")
            self.noticed.emit(Notice(NoticeKind.INFO, text, "export"))
            return
        actions = (
            NoticeAction(Saying("Go on…"), "export_labels"),
            NoticeAction(Saying("Throw it away"), "discard_export"),
        )
        self.noticed.emit(Notice(NoticeKind.INFO, stopped_words(remains), "export", actions))

    def _on_failure_looked(self, remains: UnfinishedInfo | None) -> None:
        self._keep(remains)

    def _on_remains_unknown(self, error: Exception) -> None:
        self._end_export()
        text = Saying(
            "The export was stopped; what is left of it cannot be looked at ({reason}).",
            reason=error.words if isinstance(error, KnownError) else str(error),
        )
        self.noticed.emit(Notice(NoticeKind.WARNING, text, "export"))

    def _on_discarded(self, folder: Path) -> None:
        self._end_export()
        self._keep(None)
        text = Saying("The unfinished export “{folder}” is deleted.", folder=folder)
        self.noticed.emit(Notice(NoticeKind.INFO, text, "export"))

    def _keep(self, remains: UnfinishedInfo | None) -> None:
        self._remains = remains
        self.export_left.emit(remains is not None)

    def _end_export(self) -> None:
        self._export = None
        self.export_ended.emit()

    # --- import -------------------------------------------------------------------------------

    def _on_imported(self, found: MatchedLabels) -> None:
        workspace = self._import_into
        # The job may have come to its end in the very moment in which the person stopped it.
        stopped = self._import is None or self._import.token.cancelled
        self._import = None
        if stopped or workspace is None or workspace.is_closed:
            self._end_import()
            return
        self._found = found
        self._series = workspace.make_import(found, replace_labels=self._replace_labels)
        self._series.progressed.connect(self.import_progressed)
        self._series.ended.connect(self._on_taken_over)
        if not self._series.start():
            self._end_import()

    def _on_taken_over(self, outcome: TakenOver) -> None:
        found = self._found
        self._end_import()
        if found is None or not (outcome.complete or outcome.taken):
            return
        kind = NoticeKind.INFO if outcome.taken or found.examples else NoticeKind.WARNING
        self.noticed.emit(Notice(kind, imported_words(found, outcome), "import"))

    def _on_import_failed(self, error: Exception) -> None:
        self._end_import()
        text = words_of(error, Saying("The import failed: {reason}", reason=str(error)))
        again = (NoticeAction(Saying("Import again…"), "import_labels"),)
        self.noticed.emit(Notice(NoticeKind.ERROR, text, "import", again))

    def _end_import(self) -> None:
        self._import = self._import_into = None
        self._drop_series()
        self.import_ended.emit()

    def _drop_series(self) -> None:
        series, self._series = self._series, None
        self._found = None
        if series is not None:
            series.stop()
            series.deleteLater()
