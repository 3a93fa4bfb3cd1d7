from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from iaia_desktop.export.rows import ExportMode
from iaia_desktop.session.transfer_views import ExportChoice, ExportView
from iaia_desktop.ui.export_dialog import ExportDialog

VIEW = ExportView(labelled=1270, classes=12, unlabelled=3, skipped=0, discarded=1)


def check(path: str) -> str | None:
    return "The folder is not empty." if path == "/full" else None


@pytest.fixture
def dialog(qtbot: QtBot) -> ExportDialog:
    dialog = ExportDialog(VIEW, check)
    qtbot.addWidget(dialog)
    return dialog


def test_summary_counts_what_goes_and_what_stays(dialog: ExportDialog) -> None:
    assert dialog._summary.text() == (
        "1,270 labelled images in 12 classes. "
        "3 unlabelled, 1 discarded stay out; a table lists them."
    )


def test_export_waits_for_a_folder_that_is_fine(dialog: ExportDialog, qtbot: QtBot) -> None:
    assert not dialog._export.isEnabled()
    dialog._folder.set_path("/full")
    qtbot.waitUntil(lambda: dialog.problem == "The folder is not empty.")
    assert not dialog._export.isEnabled()
    dialog.accept()
    assert dialog.result() == QDialog.DialogCode.Rejected
    dialog._folder.field.setText(" /new ")
    qtbot.waitUntil(dialog._export.isEnabled)
    dialog.accept()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.choice == ExportChoice("/new", ExportMode.COPY)


def test_mode_and_split(dialog: ExportDialog) -> None:
    dialog._modes.choose(ExportMode.NONE)
    dialog._folder.set_path("/new")
    dialog._share.setValue(25)
    assert dialog.choice.validation_share == 0.0
    dialog._split.setChecked(True)
    dialog._seed.setValue(7)
    assert dialog.choice == ExportChoice("/new", ExportMode.NONE, 0.25, 7)


def test_nothing_labelled_is_said(qtbot: QtBot) -> None:
    dialog = ExportDialog(ExportView(0, 0, folder="/new"), check)
    qtbot.addWidget(dialog)
    assert "nothing to export" in dialog.problem
    assert not dialog._export.isEnabled()


def test_one_image_reads_well(qtbot: QtBot) -> None:
    dialog = ExportDialog(ExportView(1, 1), check)
    qtbot.addWidget(dialog)
    assert dialog._summary.text() == "1 labelled image in 1 class."
