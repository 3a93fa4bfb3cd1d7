"""The settings: encoder, method, looks and keys, applied together or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QWidget,
)

from iaia_desktop.session.precision_trials import PrecisionTrials
from iaia_desktop.session.settings_view import SettingsSurroundings, SettingsView
from iaia_desktop.ui.dialog_frame import DialogFrame, resize_within_screen
from iaia_desktop.ui.icons import icon
from iaia_desktop.ui.keys_page import KeysPage
from iaia_desktop.ui.late_page import LatePage
from iaia_desktop.ui.literal import literal
from iaia_desktop.ui.method_page import MethodPage
from iaia_desktop.ui.settings_pages import EncoderPage, LooksPage
from iaia_desktop.ui.theme import set_role
from iaia_desktop.ui.theme_tokens import SPACE

if TYPE_CHECKING:
    from iaia_desktop.jobs.try_precision import PrecisionTrial

PAGES = ("encoder", "method", "looks", "keys")
"""The pages in their order."""


def _no_problem(spec: str) -> str | None:
    del spec
    return None


def _open_clip_folder(folder: str) -> str:
    return f"open_clip:local-dir:{folder}"


class SettingsDialog(DialogFrame):
    """Change the settings; OK hands them over in one piece, Cancel leaves all as it was.

    Parameters
    ----------
    view : SettingsView
        The settings now.
    surroundings : SettingsSurroundings
        The encoders to choose from, and the keys that classes have.
    check_spec : callable, optional
        Takes a spec; returns in words what is wrong with it, or None.
    spec_of_folder : callable, optional
        Takes a folder with weights; returns its spec. The default takes it for open_clip's.
    trials : PrecisionTrials, optional
        Tries precisions; without it nothing can be measured. Becomes the dialog's own.
    parent : QWidget, optional
        Owner.
    """

    def __init__(
        self,
        view: SettingsView,
        surroundings: SettingsSurroundings,
        *,
        check_spec: Callable[[str], str | None] = _no_problem,
        spec_of_folder: Callable[[str], str] = _open_clip_folder,
        trials: PrecisionTrials | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.set_words(self.tr("Settings"))
        self._before = view
        self._surroundings = surroundings
        self._check_spec = check_spec
        self._spec_of_folder = spec_of_folder
        self._trials = trials
        if trials is not None:
            trials.setParent(self)
            self.finished.connect(trials.cancel)
        content = QWidget(self)
        self._list = QListWidget(content)
        self._list.setAccessibleName(self.tr("Pages of the settings"))
        self._list.setIconSize(QSize(18, 18))
        self._list.setSpacing(2)
        self._list.setFixedWidth(156)
        set_role(self._list, "flat-list")
        self._stack = QStackedWidget(content)
        self._encoder = LatePage(self._build_encoder)
        self._method = LatePage(self._build_method)
        self._looks = LatePage(self._build_looks)
        self._keys = LatePage(self._build_keys, scrolls=False)
        self._add_page(self.tr("Encoder"), icon("cpu"), self._encoder)
        self._add_page(self.tr("Method"), icon("circle-dot"), self._method)
        self._add_page(self.tr("Looks"), icon("image"), self._looks)
        self._add_page(self.tr("Keys"), icon("keyboard"), self._keys)

        across = QHBoxLayout(content)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(SPACE.l)
        across.addWidget(self._list)
        across.addWidget(self._stack, 1)
        self._ok = self.add_button(
            self.tr("OK"), QDialogButtonBox.ButtonRole.AcceptRole, primary=True
        )
        self.add_button(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.set_content(content)
        resize_within_screen(self, 820, 620)

        self._list.currentRowChanged.connect(self._stack.setCurrentIndex)
        self._list.setCurrentRow(0)

    @property
    def encoder_page(self) -> EncoderPage:
        """The page of the encoders."""
        return self._encoder.page

    @property
    def method_page(self) -> MethodPage:
        """The page of the method."""
        return self._method.page

    @property
    def looks_page(self) -> LooksPage:
        """The page of the looks."""
        return self._looks.page

    @property
    def keys_page(self) -> KeysPage:
        """The page of the keys."""
        return self._keys.page

    @property
    def view(self) -> SettingsView:
        """The settings as the dialog shows them; those of pages never turned to are as before."""
        view = self._before
        if self._encoder.is_built:
            view = replace(view, encoder_spec=self.encoder_page.spec)
        if self._method.is_built:
            view = replace(view, method=self.method_page.method)
        if self._looks.is_built:
            page = self.looks_page
            view = replace(
                view,
                theme=page.theme,
                language=page.language,
                keep_zoom=page.keep_zoom,
                thumbnail_size_px=page.thumbnail_size_px,
            )
        if self._keys.is_built:
            view = replace(view, keys=self.keys_page.changed_keys)
        return view

    def show_page(self, name: str) -> None:
        """Turn to a page: encoder, method, looks or keys."""
        self._list.setCurrentRow(PAGES.index(name))

    def _build_encoder(self, parent: QWidget) -> EncoderPage:
        page = EncoderPage(
            self._surroundings.encoders,
            self._check_spec,
            self._spec_of_folder,
            parent,
            precisions=self._surroundings.precisions,
        )
        page.set_spec(self._before.encoder_spec)
        if self._trials is not None:
            page.trial_requested.connect(self._trials.try_out)
            page.changed.connect(self._trials.cancel)
            self._trials.progressed.connect(page.precision.show_progress)
            self._trials.measured.connect(self._show_trial)
            self._trials.failed.connect(page.precision.show_words)
        page.changed.connect(self._on_changed)
        self._show_problem(page.problem)
        return page

    def _build_method(self, parent: QWidget) -> MethodPage:
        page = MethodPage(parent)
        page.set_method(self._before.method)
        return page

    def _build_looks(self, parent: QWidget) -> LooksPage:
        before = self._before
        page = LooksPage(parent)
        page.set_looks(
            before.theme,
            before.thumbnail_size_px,
            keep_zoom=before.keep_zoom,
            language=before.language,
        )
        return page

    def _build_keys(self, parent: QWidget) -> KeysPage:
        page = KeysPage(self._surroundings.class_keys, parent)
        page.set_changed_keys(self._before.keys)
        return page

    def _show_trial(self, trial: PrecisionTrial) -> None:
        self.encoder_page.precision.show_trial(trial.times_as_fast, trial.least_cosine)

    def _add_page(self, title: str, sign: QIcon, page: QWidget) -> None:
        self._list.addItem(QListWidgetItem(sign, title))
        self._stack.addWidget(page)

    def _on_changed(self) -> None:
        self._show_problem(self.encoder_page.problem)

    def _show_problem(self, problem: str) -> None:
        self._ok.setEnabled(not problem)
        self._ok.setToolTip(literal(problem))
