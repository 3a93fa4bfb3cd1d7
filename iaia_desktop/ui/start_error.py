"""Say why no window opens, where there is no console to say it in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox


def show_start_error(title: str, text: str) -> None:
    """Show a sentence until the person has read it; makes an application where there is none.

    Parameters
    ----------
    title : str
        Of the program.
    text : str
        What happened and what to do; names of files in it are shown as they are.
    """
    application = QApplication.instance() or QApplication([])
    box = QMessageBox(QMessageBox.Icon.Warning, title, text)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.exec()
    del application
