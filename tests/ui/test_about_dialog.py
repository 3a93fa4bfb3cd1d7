from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from iaia_desktop.ui.about_dialog import AboutDialog


def test_details_are_shown_and_copied(qtbot: QtBot) -> None:
    dialog = AboutDialog("1.2.3", (("Sessions", "/home/ada/sessions"),))
    qtbot.addWidget(dialog)
    copy = next(one for one in dialog.findChildren(QPushButton) if one.text() == "Copy details")
    copy.click()
    assert QGuiApplication.clipboard().text() == (
        "IAIA Desktop\nVersion: 1.2.3\nLicence: MIT\nSessions: /home/ada/sessions"
    )
