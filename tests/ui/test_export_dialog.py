from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from iaia_desktop.core.saying import Saying
from iaia_desktop.export.rows import ExportMode
from iaia_desktop.session.destination_check import DestinationCheck
from iaia_desktop.session.transfer_views import DestinationView, ExportChoice, ExportView
from iaia_desktop.ui.export_dialog import ExportDialog
from iaia_desktop.workers.task import TaskRunner

VIEW = ExportView(labelled=1270, classes=12, unlabelled=3, skipped=0, discarded=1)


UNFINISHED = "An export of 14:02 is unfinished there: 61,204 of 100,000 images are in place."


class Check(DestinationCheck):
    """Answers at once, from what is known of some folders."""

    def __init__(self) -> None:
        super().__init__(TaskRunner(), Path("a session"))
        self.asked: list[str] = []

    def ask(self, folder: str, mode: ExportMode) -> None:
        self.asked.append(folder)
        view = DestinationView(folder, mode, room="Needs about 3 MB.")
        if folder == "/full":
            view = DestinationView(folder, mode, problem="The folder is not empty.")
        elif folder == "/begun":
            view = DestinationView(folder, mode, unfinished=UNFINISHED)
        self.looked.emit(view)


@pytest.fixture
def dialog(qtbot: QtBot) -> ExportDialog:
    dialog = ExportDialog(VIEW, Check())
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


def test_the_room_is_told(dialog: ExportDialog, qtbot: QtBot) -> None:
    dialog._folder.set_path("/new")
    qtbot.waitUntil(lambda: dialog._room.text() == "Needs about 3 MB.")


def test_an_unfinished_export_is_gone_on_with_or_thrown_away(
    dialog: ExportDialog, qtbot: QtBot
) -> None:
    dialog._folder.set_path("/begun")
    qtbot.waitUntil(dialog._export.isEnabled)
    assert dialog._unfinished._words.text() == UNFINISHED
    assert (dialog._export.text(), dialog.choice.anew) == ("Go on", False)
    dialog._unfinished._begin.click()
    assert (dialog._export.text(), dialog.choice.anew) == ("Export", True)
    # Another folder has nothing that could be thrown away.
    dialog._folder.set_path("/new")
    qtbot.waitUntil(dialog._export.isEnabled)
    assert not dialog._unfinished.isVisibleTo(dialog)
    assert (dialog._export.text(), dialog.choice.anew) == ("Export", False)
    dialog._folder.set_path("/begun")
    qtbot.waitUntil(lambda: dialog._export.text() == "Go on")


def test_the_dialog_grows_for_what_comes_late(dialog: ExportDialog, qtbot: QtBot) -> None:
    dialog.show()
    cards = [card.height() for card in dialog._modes.cards]
    dialog._folder.set_path("/begun")
    qtbot.waitUntil(dialog._export.isEnabled)
    qtbot.waitUntil(lambda: [card.height() for card in dialog._modes.cards] >= cards)


def test_an_answer_about_another_folder_counts_for_nothing(dialog: ExportDialog) -> None:
    dialog._folder.set_path("/full")
    dialog._show_destination(DestinationView("/new", ExportMode.COPY))
    assert not dialog._export.isEnabled()


def test_reading_back_is_a_choice_where_there_are_files(dialog: ExportDialog) -> None:
    assert not dialog.choice.verify
    dialog._verify.setChecked(True)
    choices = [dialog.choice.verify]
    dialog._modes.choose(ExportMode.NONE)
    assert [*choices, dialog.choice.verify] == [True, False]


def test_mode_and_split(dialog: ExportDialog) -> None:
    dialog._modes.choose(ExportMode.NONE)
    dialog._folder.set_path("/new")
    dialog._share.setValue(25)
    assert dialog.choice.validation_share == 0.0
    dialog._split.setChecked(True)
    dialog._seed.setValue(7)
    assert dialog.choice == ExportChoice("/new", ExportMode.NONE, 0.25, 7)


def test_nothing_labelled_is_said(qtbot: QtBot) -> None:
    dialog = ExportDialog(ExportView(0, 0, folder="/new"), Check())
    qtbot.addWidget(dialog)
    assert "nothing to export" in dialog.problem
    assert not dialog._export.isEnabled()


def test_one_image_reads_well(qtbot: QtBot) -> None:
    dialog = ExportDialog(ExportView(1, 1), Check())
    qtbot.addWidget(dialog)
    assert dialog._summary.text() == "1 labelled image in 1 class."


GERMAN = {
    "Needs about {needed}.": "Braucht etwa {needed}.",
    "{n:,} are there.": "{n:,} sind da.",
    "“{folder}” is full.": "„{folder}“ ist voll.",
}


def test_what_is_said_of_the_folder_is_translated(
    dialog: ExportDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("iaia_desktop.ui.said._look_up", lambda words: GERMAN.get(words, words))
    view = DestinationView(
        "",
        ExportMode(dialog._modes.value),
        unfinished=Saying("{n:,} are there.", n=2),
        room=Saying("Needs about {needed}.", needed="3 MB"),
    )
    dialog._show_destination(view)
    assert dialog._room.text() == "Braucht etwa 3 MB."
    assert dialog._unfinished._words.text() == "2 sind da."
    dialog._show_destination(replace(view, problem=Saying("“{folder}” is full.", folder="/x")))
    assert dialog.problem == "„/x“ ist voll."
