"""The window in other languages: it starts in them, and no text is cut off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QPushButton,
    QRadioButton,
    QTabWidget,
    QWidget,
)

from iaia_desktop.core.types import ClassId
from iaia_desktop.session.settings import SettingsFile
from iaia_desktop.session.views import ClassRow, RankedRow, SuggestionKind, SuggestionView
from iaia_desktop.store.paths import program_folders
from iaia_desktop.ui.elided_label import ElidedLabel
from iaia_desktop.ui.settings_dialog import PAGES, SettingsDialog

from .conftest import Driver, draw_photos

_ROUNDING_PX = 1
"""Widths of text are fractions of pixels, those of widgets are not."""

_INDICATOR_PX = 20
"""Least room for a box, a dot or an arrow beside a text."""

DIALOGS = (
    "show_statistics", "export_labels", "import_labels", "name_classes", "open_settings",
    "show_problems", "auto_label", "supervision", "use_embeddings", "about", "show_keys",
)  # fmt: skip
SHEETS = ("label_pages", "search_images", "review_labels")


def cut_texts(window: QWidget) -> list[str]:
    """Return, for every visible text that does not fit, what it is and how much is missing.

    Texts that elide by design are left out.
    """
    faults: list[str] = []
    for label in window.findChildren(QLabel):
        if label.isVisible() and label.text() and not isinstance(label, ElidedLabel):
            if label.wordWrap():
                faults += _missing(
                    label, label.text(), label.heightForWidth(label.width()), label.height()
                )
            elif "<" not in label.text():
                need = _width(label, label.text())
                faults += _missing(label, label.text(), need, label.contentsRect().width())
    for button in window.findChildren(QAbstractButton):
        if button.isVisible() and button.text():
            sign = 0 if button.icon().isNull() else button.iconSize().width()
            if isinstance(button, QCheckBox | QRadioButton):
                sign += _INDICATOR_PX
            need = _width(button, button.text()) + sign
            faults += _missing(button, button.text(), need, button.contentsRect().width())
    for combo in window.findChildren(QComboBox):
        if combo.isVisible():
            need = _width(combo, combo.currentText()) + _INDICATOR_PX
            faults += _missing(combo, combo.currentText(), need, combo.width())
    return faults


def _width(widget: QWidget, text: str) -> int:
    lines = text.replace("&&", "\0").replace("&", "").replace("\0", "&").splitlines()
    metrics = widget.fontMetrics()
    return max((metrics.horizontalAdvance(line) for line in lines), default=0) - _ROUNDING_PX


def _missing(widget: QWidget, text: str, need: int, room: int) -> list[str]:
    if need <= room:
        return []
    place = f"{type(widget.parentWidget()).__name__}/{type(widget).__name__}"
    return [f"{place}: “{text}” needs {need} px and has {room}"]


@pytest.fixture(params=["en", "de", "it"])
def driver(
    request: pytest.FixtureRequest, start: Callable[[], Driver], qapp: QApplication, tmp_path: Path
) -> Iterator[Driver]:
    SettingsFile(program_folders().config / "settings.json").change(language=request.param)
    driver = start()
    driver.window.resize(1280, 720)
    yield driver
    for translator in driver.application.language:
        qapp.removeTranslator(translator)
        translator.deleteLater()


def _settled(window: QWidget) -> list[str]:
    """Return what is cut off once everything is laid out."""
    for _ in range(4):
        QApplication.processEvents()
    return cut_texts(window)


def test_no_text_is_cut_off(driver: Driver, tmp_path: Path) -> None:
    draw_photos(tmp_path, 6)
    (tmp_path / "trip" / "zz.png").write_bytes(b"no picture")
    driver.open(tmp_path)
    driver.embed_all()
    faults = _settled(driver.window)
    for name in ("red", "green"):
        driver.press(Qt.Key.Key_N)
        faults += _settled(driver.window)
        driver.type_name(name)
        driver.see_image()
        faults += _settled(driver.window)
    for action_id in SHEETS:
        driver.window.commands.run(action_id)
        faults += _settled(driver.window)
        driver.window.commands.run("one_image")
    for action_id in DIALOGS:
        driver.window.commands.run(action_id)
        for dialog in _dialogs(driver):
            for page in _pages(dialog):
                page()
                faults += _settled(dialog)
            assert dialog.minimumSizeHint().width() <= 1280
            assert dialog.minimumSizeHint().height() <= 720
            dialog.reject()
    driver.application.desk.close()
    faults += _settled(driver.window)
    assert driver.window.minimumSizeHint().width() <= 1280
    assert sorted(set(faults)) == []


def _dialogs(driver: Driver) -> list[QDialog]:
    return [each for each in driver.window.findChildren(QDialog) if each.isVisible()]


def _pages(dialog: QDialog) -> list[Callable[[], None]]:
    """Return what turns to each page of a dialog."""
    if isinstance(dialog, SettingsDialog):
        return [partial(dialog.show_page, name) for name in PAGES]
    tabs = dialog.findChild(QTabWidget)
    if tabs is None:
        return [lambda: None]
    return [partial(tabs.setCurrentIndex, place) for place in range(tabs.count())]


def test_what_the_suggestion_says_is_whole(driver: Driver, tmp_path: Path) -> None:
    draw_photos(tmp_path, 3)
    driver.open(tmp_path)
    row = ClassRow(ClassId(1), "red", "#aa3333", "1", 3)
    best = RankedRow(row, 0.2, 0.6)
    panel = driver.page.panel
    # What the session itself suggests, now that its images are embedded, stays away.
    with QSignalBlocker(driver.session):
        driver.page.refresh_suggestion()
        for kind in SuggestionKind:
            for view in (
                SuggestionView(kind),
                SuggestionView(kind, best=best, ranked=(best,), distance=0.4, epsilon=0.3),
            ):
                panel.set_view(view)
                assert _settled(panel) == []
                assert panel.view == view
                for label in panel.findChildren(ElidedLabel):
                    if label.isVisible():
                        assert label.text() == label.full_text, kind


def test_a_text_that_is_cut_off_is_found(qapp: QApplication) -> None:
    window = QWidget()
    for number, widget in enumerate(
        (QLabel("A long text of many words", window), QPushButton("Another long text", window))
    ):
        widget.setGeometry(0, 40 * number, 60, 30)
    window.show()
    assert len(cut_texts(window)) == 2
    window.hide()
    window.deleteLater()
