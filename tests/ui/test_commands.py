"""Every verb of the actions table can be carried out, and so can every verb of a notice."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QMenu
from pytestqt.qtbot import QtBot

import iaia_desktop.session
from iaia_desktop.app import Application
from iaia_desktop.session.actions import ACTIONS, Menu
from iaia_desktop.ui.commands import ACTION_IDS


@pytest.fixture
def application(qtbot: QtBot, qapp: QApplication) -> Application:
    application = Application(qapp)
    qtbot.addWidget(application.window)
    application.settings.change(encoder_spec="builtin")
    return application


def test_every_action_has_a_handler(application: Application) -> None:
    assert application.window.commands.ids() >= ACTION_IDS
    application.shut_down()


_ACTION = r'NoticeAction\(\s*(?:Saying\()?\s*"[^"]*"\s*\)?,\s*"(\w+)"'
"""The verb of a notice's action, as it stands in the code."""


def test_every_verb_of_a_notice_has_a_handler(application: Application) -> None:
    folder = Path(iaia_desktop.session.__file__).parent
    verbs = set()
    for source in folder.glob("*.py"):
        verbs |= set(re.findall(_ACTION, source.read_text("utf-8")))
    assert "retry_encoder" in verbs
    assert application.window.commands.ids() >= verbs
    application.shut_down()


def test_every_action_is_in_its_menu_with_its_key(application: Application) -> None:
    menus = {
        menu.title().replace("&", ""): menu
        for menu in application.window.menuBar().findChildren(
            QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly
        )
        if menu.title()
    }
    assert list(menus) == [menu.value for menu in Menu]
    for row in ACTIONS:
        menu = menus[row.menu.value]
        entries = [each for part in (menu, *menu.findChildren(QMenu)) for each in part.actions()]
        entry = next(each for each in entries if each.objectName() == row.action_id)
        assert entry.text() == row.text
        if row.keys:
            assert entry.shortcut() == QKeySequence(row.keys[0])
            assert entry.toolTip().startswith(row.tip)
    application.shut_down()


def test_without_a_session_only_what_makes_sense_is_enabled(application: Application) -> None:
    actions = application.window.actions_by_id
    assert actions.action("open_folder").isEnabled()
    assert actions.action("show_keys").isEnabled()
    for name in ("accept", "undo", "export_labels", "next_image", "clear_label"):
        assert not actions.action(name).isEnabled(), name
    application.shut_down()


@pytest.mark.parametrize("command", ["show_keys", "open_settings", "about"])
def test_dialogs_open_without_a_session(
    application: Application, command: str, qtbot: QtBot
) -> None:
    application.window.commands.run(command)
    dialogs = application.window.findChildren(QDialog)
    assert [dialog.isVisible() for dialog in dialogs] == [True]
    dialogs[0].reject()
    application.shut_down()


def test_changed_keys_take_effect_and_are_remembered(
    application: Application, qapp: QApplication
) -> None:
    application.settings.change(keys={"skip": ("K",)})
    application.window.dialogs.settings_changed.emit()
    action = application.window.actions_by_id.action("skip")
    assert action.shortcut().toString() == "K"
    application.shut_down()
    again = Application(qapp)
    assert again.window.actions_by_id.action("skip").shortcut().toString() == "K"
    assert "k" not in again.services.class_keys()
    assert "s" in again.services.class_keys()
    again.shut_down()
    again.window.deleteLater()


def test_held_keys_never_label_image_after_image(application: Application) -> None:
    actions = application.window.actions_by_id
    for name in ("accept", "skip", "discard", "undo", "new_class"):
        assert not actions.action(name).autoRepeat(), name
    assert actions.action("next_image").autoRepeat()
    application.shut_down()


def test_the_window_fits_small_screens(application: Application) -> None:
    room = application.window.screen().availableSize()
    assert application.window.width() <= room.width()
    assert application.window.height() <= room.height()
    assert application.window.testAttribute(Qt.WidgetAttribute.WA_DeleteOnClose) is False
    application.shut_down()


def test_a_folder_dropped_on_the_window_is_opened(
    application: Application, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "dropped"
    folder.mkdir()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder))])
    none = Qt.KeyboardModifier.NoModifier
    drop = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none
    )
    application.window.dropEvent(drop)
    qtbot.waitUntil(lambda: application.desk.workspace is not None)
    assert application.window.windowTitle() == "dropped \N{EN DASH} IAIA Desktop"
    application.shut_down()
