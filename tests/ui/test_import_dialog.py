from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from iaia_desktop.core.saying import Saying
from iaia_desktop.session.transfer_views import ImportChoice, ImportSource
from iaia_desktop.ui.import_dialog import ImportDialog


def check(source: ImportSource, path: str) -> str | None:
    if source is ImportSource.CSV and not path.endswith(".csv"):
        return "This is no table."
    return None


def test_folder_then_table(qtbot: QtBot) -> None:
    dialog = ImportDialog(check)
    qtbot.addWidget(dialog)
    assert not dialog._import.isEnabled()
    dialog._path.set_path("/labels")
    dialog.check_now()
    assert dialog.choice == ImportChoice(ImportSource.CLASS_FOLDERS, "/labels")
    dialog.choose_source(ImportSource.CSV)
    assert dialog.problem == "This is no table."
    assert not dialog._import.isEnabled()
    dialog._path.set_path("/labels.csv")
    dialog._replace.setChecked(True)
    qtbot.waitUntil(dialog._import.isEnabled)
    dialog.accept()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.choice == ImportChoice(ImportSource.CSV, "/labels.csv", replace_labels=True)


def test_nothing_is_imported_against_a_problem(qtbot: QtBot) -> None:
    dialog = ImportDialog(check, path="/labels")
    qtbot.addWidget(dialog)
    dialog.choose_source(ImportSource.CSV)
    dialog.accept()
    assert dialog.result() == QDialog.DialogCode.Rejected


def test_what_stands_against_it_is_translated(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    german = {"“{path}” is not a folder.": "„{path}“ ist kein Ordner."}
    monkeypatch.setattr("iaia_desktop.ui.said._look_up", lambda words: german.get(words, words))
    problem = Saying("“{path}” is not a folder.", path="/labels")
    dialog = ImportDialog(lambda _source, _path: problem, path="/labels")
    qtbot.addWidget(dialog)
    dialog.check_now()
    assert dialog.problem == "„/labels“ ist kein Ordner."
