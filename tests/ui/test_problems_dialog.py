from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextDocumentFragment
from pytestqt.qtbot import QtBot

from iaia_desktop.core.types import FileStatus, ImageId, ImageState
from iaia_desktop.images.reasons import EMPTY
from iaia_desktop.session.views import ImageRow
from iaia_desktop.ui import said
from iaia_desktop.ui.problems_dialog import ProblemsDialog


def row(number: int, path: str, reason: str) -> ImageRow:
    return ImageRow(
        ImageId(number), path, ImageState.UNLABELLED, FileStatus.FAILED, reason, "", "", None
    )


ROWS = (row(3, "a/empty.jpg", "The file is empty."), row(9, "b\udcff.png", "It ends too early."))


@pytest.fixture
def dialog(qtbot: QtBot) -> ProblemsDialog:
    dialog = ProblemsDialog()
    qtbot.addWidget(dialog)
    dialog.set_rows(ROWS)
    return dialog


def test_files_and_reasons(dialog: ProblemsDialog) -> None:
    model = dialog.model
    assert dialog.windowTitle() == "2 files cannot be read"
    assert model.index(0, 0).data() == "a/empty.jpg"
    assert model.index(0, 1).data() == "The file is empty."
    assert [model.headerData(n, Qt.Orientation.Horizontal) for n in (0, 1)] == ["File", "Reason"]


def test_search_in_both(dialog: ProblemsDialog) -> None:
    dialog.search.setText("EARLY")
    assert dialog.model.shown == (ROWS[1],)
    dialog.search.setText("empty.j")
    assert dialog.model.shown == (ROWS[0],)


def test_copy(dialog: ProblemsDialog) -> None:
    dialog._copy.click()
    assert QGuiApplication.clipboard().text() == (
        "a/empty.jpg\tThe file is empty.\nb\\udcff.png\tIt ends too early."
    )
    dialog._table.selectRow(0)
    assert dialog.copied_text() == "a/empty.jpg\tThe file is empty."


def test_activated_row_leads_to_its_image(dialog: ProblemsDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.image_requested) as heard:
        dialog._table.activated.emit(dialog.model.index(1, 0))
    assert heard.args == [9]


def test_no_problems(dialog: ProblemsDialog) -> None:
    dialog.set_rows(())
    assert dialog._empty.isVisibleTo(dialog)
    assert not dialog._copy.isEnabled()


def test_names_are_shown_as_they_are(dialog: ProblemsDialog) -> None:
    dialog.set_rows((row(1, "<b>caf\udce9</b>\n\u202e.jpg", "It ends <i>early</i>.\r"),))
    shown = (r"<b>caf\udce9</b>\n\u202e.jpg", r"It ends <i>early</i>.\r")
    for column, words in enumerate(shown):
        index = dialog.model.index(0, column)
        assert index.data() == words
        # What looks like HTML is read as such by tool tips alone.
        tip = str(index.data(Qt.ItemDataRole.ToolTipRole))
        assert QTextDocumentFragment.fromHtml(tip).toPlainText() == words
    assert dialog.copied_text() == "\t".join(shown)


def test_trying_again_is_one_click(dialog: ProblemsDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignals([dialog.retry_requested, dialog.accepted]):
        dialog._retry.click()
    dialog.set_rows(())
    assert not dialog._retry.isEnabled()


def test_reasons_are_in_the_language_of_the_window(
    dialog: ProblemsDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    german = {EMPTY.template: "die Datei ist leer"}
    monkeypatch.setattr(said, "_look_up", lambda text: german[text])
    dialog.set_rows((row(3, "a.jpg", EMPTY), row(4, "b.jpg", "not ours")))
    assert dialog.model.index(0, 1).data() == "die Datei ist leer"
    assert dialog.copied_text() == "a.jpg\tdie Datei ist leer\nb.jpg\tnot ours"
    dialog.search.setText("LEER")
    assert [each.path for each in dialog.model.shown] == ["a.jpg"]
