"""The settings: encoder, method, looks and keys, applied together or not at all."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from iaia_desktop.session.settings_view import SettingsSurroundings, SettingsView
from iaia_desktop.ui.dialog_frame import DialogFrame
from iaia_desktop.ui.icons import icon
from iaia_desktop.ui.keys_page import KeysPage
from iaia_desktop.ui.method_page import MethodPage
from iaia_desktop.ui.settings_pages import EncoderPage, LooksPage
from iaia_desktop.ui.theme import set_role
from iaia_desktop.ui.theme_tokens import SPACE

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
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.set_words(self.tr("Settings"))
        self.encoder_page = EncoderPage(surroundings.encoders, check_spec, spec_of_folder)
        self.method_page = MethodPage()
        self.looks_page = LooksPage()
        self.keys_page = KeysPage(surroundings.class_keys)
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Pages of the settings"))
        self._list.setIconSize(QSize(18, 18))
        self._list.setSpacing(2)
        self._list.setFixedWidth(156)
        set_role(self._list, "flat-list")
        self._stack = QStackedWidget()
        self._add_page(self.tr("Encoder"), icon("cpu"), self.encoder_page)
        self._add_page(self.tr("Method"), icon("circle-dot"), self.method_page)
        self._add_page(self.tr("Looks"), icon("image"), self.looks_page)
        self._add_page(self.tr("Keys"), icon("keyboard"), self.keys_page, scrolls=False)

        content = QWidget()
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
        self.resize(820, 620)

        self.encoder_page.set_spec(view.encoder_spec)
        self.method_page.set_method(view.method)
        self.looks_page.set_looks(view.theme, view.thumbnail_size_px, keep_zoom=view.keep_zoom)
        self.keys_page.set_changed_keys(view.keys)
        self._list.currentRowChanged.connect(self._stack.setCurrentIndex)
        self._list.setCurrentRow(0)
        self.encoder_page.changed.connect(self._on_changed)
        self._on_changed()

    @property
    def view(self) -> SettingsView:
        """The settings as the dialog shows them."""
        return SettingsView(
            encoder_spec=self.encoder_page.spec,
            method=self.method_page.method,
            theme=self.looks_page.theme,
            keep_zoom=self.looks_page.keep_zoom,
            thumbnail_size_px=self.looks_page.thumbnail_size_px,
            keys=self.keys_page.changed_keys,
        )

    def show_page(self, name: str) -> None:
        """Turn to a page: encoder, method, looks or keys."""
        self._list.setCurrentRow(PAGES.index(name))

    def _add_page(self, title: str, sign: QIcon, page: QWidget, *, scrolls: bool = True) -> None:
        self._list.addItem(QListWidgetItem(sign, title))
        if not scrolls:
            self._stack.addWidget(page)
            return
        scroll = QScrollArea()
        set_role(scroll, "flat-list")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(page)
        self._stack.addWidget(scroll)

    def _on_changed(self) -> None:
        self._ok.setEnabled(not self.encoder_page.problem)
        self._ok.setToolTip(self.encoder_page.problem)
