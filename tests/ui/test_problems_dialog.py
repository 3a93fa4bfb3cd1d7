from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from iaia_desktop.core.types import FileStatus, ImageId, ImageState
from iaia_desktop.session.views import ImageRow
from iaia_desktop.ui.problems_dialog import ProblemsDialog, printable


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
        "a/empty.jpg\tThe file is empty.\nb\ufffd.png\tIt ends too early."
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


def test_names_that_are_no_text_can_be_shown() -> None:
    assert printable("caf\udce9/x.jpg") == "caf\ufffd/x.jpg"
