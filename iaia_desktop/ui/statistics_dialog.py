"""The window of the statistics: an overview, the classes with their images, the rankers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QLabel, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from iaia_desktop.core.method import EpsilonMode
from iaia_desktop.core.types import ImageId
from iaia_desktop.session.desk import Desk
from iaia_desktop.session.statistics import (
    ChosenImages,
    ImageChoice,
    StatisticsFeed,
    StatisticsView,
)
from iaia_desktop.session.views import ImageRow, ThumbnailSource
from iaia_desktop.ui.dialog_frame import resize_within_screen
from iaia_desktop.ui.icons import application_icon
from iaia_desktop.ui.late_page import LatePage
from iaia_desktop.ui.said import said
from iaia_desktop.ui.statistics_classes import ClassFiguresPage
from iaia_desktop.ui.statistics_overview import Overview
from iaia_desktop.ui.statistics_rankers import RankersPage
from iaia_desktop.ui.theme import set_role
from iaia_desktop.ui.theme_tokens import SPACE
from iaia_desktop.workers.task import TaskRunner

_WIDTH_PX = 1080
_HEIGHT_PX = 760
_CLASSES_TAB = 1


class StatisticsDialog(QDialog):
    """Show the figures of a session, in a window of its own beside the labelling.

    Parameters
    ----------
    images_of : callable
        Returns the images that a figure counts.
    row_of : callable
        Gives what there is to show about an image.
    thumbnails : ThumbnailSource
        Gives pictures without blocking.

    Signals
    -------
    watched : bool
        Whether anybody can see the figures.
    window_requested : object
        Average over so many last images; None for a window that grows.
    image_requested : int
        Show this image in the labelling window.
    epsilon_requested : float
        Use this epsilon from now on.
    automatic_requested
        Let the program choose epsilon.
    """

    watched = Signal(bool)
    epsilon_requested = Signal(float)
    automatic_requested = Signal()
    window_requested = Signal(object)
    image_requested = Signal(int)

    def __init__(
        self,
        images_of: Callable[[ImageChoice], ChosenImages],
        row_of: Callable[[ImageId], ImageRow],
        thumbnails: ThumbnailSource,
        parent: QWidget | None = None,
    ) -> None:
        # A window, not a dialog that floats: labelling goes on in front of it.
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(self.tr("Statistics"))
        self.setAccessibleName(self.tr("Statistics"))
        self.setWindowIcon(application_icon())
        self._view: StatisticsView | None = None
        self._images_of = images_of
        self._row_of = row_of
        self._thumbnails = thumbnails
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        area = _scroll_area(self.tabs)
        self.overview = Overview(area)
        area.setWidget(self.overview)
        self._classes = LatePage(self._build_classes, scrolls=False)
        self._rankers = LatePage(self._build_rankers, scrolls=False)
        self.tabs.addTab(area, self.tr("Overview"))
        self.tabs.addTab(self._classes, self.tr("Classes and confusions"))
        self.tabs.addTab(self._rankers, self.tr("Rankers"))
        self.problem = QLabel(self)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setWordWrap(True)
        self.problem.setContentsMargins(SPACE.l, SPACE.s, SPACE.l, SPACE.s)
        set_role(self.problem, "error-text")
        self.problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE.xs, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs, 1)
        column.addWidget(self.problem)
        resize_within_screen(self, _WIDTH_PX, _HEIGHT_PX)
        self.overview.window_requested.connect(self.window_requested)
        self.overview.cell_requested.connect(self._on_cell_requested)
        self.overview.epsilon_requested.connect(self.epsilon_requested)
        self.overview.automatic_requested.connect(self.automatic_requested)

    @property
    def classes(self) -> ClassFiguresPage:
        """The page of the classes and their confusions."""
        page = self._classes.page.widget()
        if not isinstance(page, ClassFiguresPage):
            raise TypeError("another page stands in the place of the classes")
        return page

    @property
    def rankers(self) -> RankersPage:
        """The page of the rankers."""
        page = self._rankers.page.widget()
        if not isinstance(page, RankersPage):
            raise TypeError("another page stands in the place of the rankers")
        return page

    def set_view(self, view: StatisticsView) -> None:
        """Show figures; pages that nobody turned to show them when somebody does."""
        self._view = view
        self.problem.hide()
        self.overview.set_view(view)
        if self._classes.is_built:
            self.classes.set_view(view)
        if self._rankers.is_built:
            self.rankers.set_view(view.rankers)

    def show_problem(self, text: str) -> None:
        """Say why the figures are not up to date."""
        self.problem.setText(said(text))
        self.problem.show()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for figures from now on."""
        super().showEvent(event)
        # Nothing is marked until somebody walks here with the Tab key.
        self.setFocus()
        self.watched.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Ask for none while nobody sees them."""
        super().hideEvent(event)
        self.watched.emit(False)

    def _build_classes(self, parent: QWidget) -> QScrollArea:
        area = _scroll_area(parent)
        page = ClassFiguresPage(self._images_of, self._row_of, self._thumbnails, area)
        area.setWidget(page)
        page.image_requested.connect(self.image_requested)
        if self._view is not None:
            page.set_view(self._view)
        return area

    def _build_rankers(self, parent: QWidget) -> QScrollArea:
        area = _scroll_area(parent)
        page = RankersPage(area)
        area.setWidget(page)
        if self._view is not None:
            page.set_view(self._view.rankers)
        return area

    def _on_cell_requested(self, was_new: bool, predicted_new: bool) -> None:
        self.classes.choose_cell(was_new, predicted_new)
        self.tabs.setCurrentIndex(_CLASSES_TAB)


class StatisticsOpener(QObject):
    """Open the statistics of the open session, once, and close them with it.

    Parameters
    ----------
    window : QWidget
        The labelling window, which owns the statistics.
    desk : Desk
        Holds the open session.
    runner : TaskRunner
        Works the figures out.
    """

    def __init__(self, window: QWidget, desk: Desk, runner: TaskRunner) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._runner = runner
        self._dialog: StatisticsDialog | None = None
        self._feed: StatisticsFeed | None = None
        desk.closed.connect(self._close)

    @property
    def dialog(self) -> StatisticsDialog | None:
        """The window of the statistics, when it is open."""
        return self._dialog

    def show(self) -> None:
        """Show the statistics, or bring them to the front."""
        workspace = self._desk.workspace
        if workspace is None:
            return
        if self._dialog is None:
            feed = StatisticsFeed(workspace, self._runner, self)
            dialog = StatisticsDialog(
                feed.images, workspace.presenter.image_row, workspace.thumbnails, self._window
            )
            feed.updated.connect(dialog.set_view)
            feed.failed.connect(dialog.show_problem)
            dialog.watched.connect(feed.set_watched)
            dialog.window_requested.connect(feed.set_window)
            dialog.image_requested.connect(self._go_to)
            dialog.epsilon_requested.connect(self._use_epsilon)
            dialog.automatic_requested.connect(self._use_automatic_epsilon)
            dialog.finished.connect(self._close)
            self._dialog, self._feed = dialog, feed
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()

    def _go_to(self, image_id: int) -> None:
        workspace = self._desk.workspace
        if workspace is None:
            return
        workspace.session.navigator.go_to(ImageId(image_id))
        self._window.raise_()
        self._window.activateWindow()

    def _use_epsilon(self, epsilon: float) -> None:
        self._use_method(EpsilonMode.FIXED, epsilon)

    def _use_automatic_epsilon(self) -> None:
        self._use_method(EpsilonMode.AUTOMATIC, None)

    def _use_method(self, mode: EpsilonMode, epsilon: float | None) -> None:
        workspace = self._desk.workspace
        if workspace is None:
            return
        method = workspace.session.engine.method
        value = method.epsilon if epsilon is None else epsilon
        workspace.use_method(replace(method, epsilon_mode=mode, epsilon=value))

    def _close(self, _result: int = 0) -> None:
        dialog, self._dialog = self._dialog, None
        feed, self._feed = self._feed, None
        if feed is not None:
            feed.stop()
            feed.deleteLater()
        if dialog is not None:
            dialog.close()
            dialog.deleteLater()


def _scroll_area(parent: QWidget) -> QScrollArea:
    """Return what lets a page scroll where the screen is too small for it."""
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
