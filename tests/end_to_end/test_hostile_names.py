"""The window with names that nobody would give: each is shown as it is, and does nothing else."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QMenu,
    QWidget,
)

from iaia_desktop.core.palette import CLASS_COLOURS
from iaia_desktop.core.shown import class_title, shown
from iaia_desktop.core.types import (
    AnnotationClass,
    ClassChange,
    ClassId,
    DecidedBy,
    Decision,
    DecisionKind,
    ImageChange,
    ImageId,
    ImageState,
    Verdict,
)
from iaia_desktop.export.rows import ExportMode
from iaia_desktop.session.transfer_views import ExportChoice, ImportChoice, ImportSource
from iaia_desktop.ui.class_menu import ClassMenu
from tests.end_to_end.conftest import Driver
from tests.stress.hostile_chain import Chain
from tests.stress.hostile_tree import HostileTree

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")

HTML = "<b>x<b><img src=x> &amp; &file"
FILES = (HTML, "[*]", "new\nline", "\x1b[31m", "\u202egnp", "caf\udce9", "&&", "%s", " ", "=1+1")
STRANGE = (
    "<b>y</b><img src='/etc/passwd'>",
    "a\nb",
    "\u202egnp",
    "",
    "   ",
    "x" * 100_000,
    "&y",
    "a  b",
)
"""Names of classes in a session file that was made elsewhere."""

UNSHOWN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u200b\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def hostile_folder(root: Path) -> HostileTree:
    tree = HostileTree(root)
    for name in FILES:
        tree.plant(b"<i>", name.encode("utf-8", "surrogateescape") + b".png")
    (root / f"broken {HTML}\n.png").write_bytes(b"no picture")
    return tree


def begin(root: Path, sessions: Path) -> None:
    """Make a session as a stranger's program might have."""
    chain = Chain(root, sessions)
    chain.open()
    store, state = chain.session.store, chain.session.engine.state
    for number, name in enumerate(STRANGE):
        row = AnnotationClass(ClassId(number + 1), name, CLASS_COLOURS[number], "")
        after = Verdict(ImageState.LABELLED, row.class_id, DecidedBy.HUMAN)
        image_id = ImageId(number)
        change = ImageChange(image_id, state.verdict(image_id), after, None)
        decision = Decision(
            0,
            DecisionKind.NEW_CLASS,
            DecidedBy.HUMAN,
            1_700_000_000.0 + number,
            (change,),
            (ClassChange(None, row),),
        )
        state.apply(store.append(decision))
    chain.close()


def texts(widget: QWidget) -> Iterator[tuple[QWidget, str]]:
    """Yield all that a widget and those in it say, as it is read; fail at hidden HTML."""
    for each in (widget, *widget.findChildren(QWidget)):
        tip = each.toolTip()
        if GuiQt.mightBeRichText(tip):
            assert tip.startswith('<span style="white-space: pre-wrap">'), ascii(tip)
            tip = QTextDocumentFragment.fromHtml(tip).toPlainText()
        yield from ((each, tip), (each, each.accessibleName()), (each, each.windowTitle()))
        if isinstance(each, QLabel):
            plain = each.textFormat() is Qt.TextFormat.PlainText
            assert plain or not GuiQt.mightBeRichText(each.text()), ascii(each.text())
            yield each, each.text()
        if isinstance(each, QComboBox):
            yield from ((each, each.itemText(place)) for place in range(each.count()))
        if isinstance(each, QAbstractItemView) and each.model() is not None:
            yield from ((each, words) for words in told_by(each.model()))
        if isinstance(each, QMenu):
            yield from ((each, action.text()) for action in each.actions())


def told_by(model: QAbstractItemModel) -> Iterator[str]:
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
    for row in range(min(model.rowCount(QModelIndex()), 40)):
        for column in range(columns):
            index = model.index(row, column)
            for role in (
                Qt.ItemDataRole.DisplayRole,
                Qt.ItemDataRole.ToolTipRole,
                Qt.ItemDataRole.AccessibleTextRole,
            ):
                words = index.data(role)
                if isinstance(words, str):
                    if role == Qt.ItemDataRole.ToolTipRole and GuiQt.mightBeRichText(words):
                        assert words.startswith("<span"), ascii(words)
                        words = QTextDocumentFragment.fromHtml(words).toPlainText()
                    yield words


def look_around() -> set[str]:
    """Look at every window there is; return all that is said, each on its lines."""
    said = set()
    for window in QApplication.topLevelWidgets():
        for widget, words in texts(window):
            assert not UNSHOWN.search(words), (type(widget).__name__, ascii(words[:200]))
            assert len(words) < 20_000, (type(widget).__name__, len(words))
            said |= {words, *words.split("\n")}
    return said


def test_every_name_is_shown_as_it_is(start: Callable[[], Driver], tmp_path: Path) -> None:
    root = tmp_path / "folder [*] <b>\udce9\n&"
    tree = hostile_folder(root)
    driver = start()
    driver.open(root)
    driver.embed_all()
    session, window = driver.session, driver.window
    titles = set()
    for number, name in enumerate(("<b>cat</b>", "&dog", "=cmd()", "[*]", "שלום", "{name}")):
        driver.see_image()
        titles.add(window.windowTitle())
        path = session.state.path(session.current) if session.current is not None else ""
        assert window.windowTitle().startswith(shown(path).replace("[*]", "[*][*]"))
        if number < 2:
            driver.press(Qt.Key.Key_N)
            driver.type_name(name)
        else:
            session.label_with_new_class(name)
    said = look_around()
    assert {shown(path) for path in tree.images} <= said
    assert {"<b>cat</b>", "&dog", "[*]"} <= said
    for command in (
        *("show_problems", "export_labels", "import_labels", "use_embeddings", "open_settings"),
        *("show_statistics", "show_keys", "about", "name_classes", "supervision", "auto_label"),
        *("find_class", "review_labels", "search_images", "label_pages", "one_image"),
    ):
        driver.window.commands.run(command)
        QApplication.processEvents()
        look_around()
        for dialog in window.findChildren(QDialog):
            dialog.close()
        QApplication.processEvents()
    menu = ClassMenu(driver.workspace.presenter.class_rows()[1], 3)
    assert menu.label_action.text() == "Label the image “&&dog”"
    menu.deleteLater()
    out = tmp_path / "out\n\udce9 <i>"
    driver.application.window.dialogs._transfers.export(
        driver.workspace, ExportChoice(str(out), ExportMode.COPY)
    )
    driver.until(lambda: driver.last_words.startswith("Exported to"))
    assert f"“{shown(out)}”" in driver.last_words
    assert len((out / "labels.jsonl").read_text().splitlines()) == 6
    look_around()
    driver.application.desk.close()
    driver.until(lambda: bool(window.start_page.cards))
    said = look_around()
    assert {shown(root.name), shown(root)} <= said
    # The card opens this very folder, whatever its bytes are.
    window.start_page.cards[0].click()
    driver.until(lambda: driver.application.desk.workspace is not None)
    assert driver.session.store.folder == root


def test_a_session_of_a_stranger_is_shown_exported_and_taken_back(
    start: Callable[[], Driver], tmp_path: Path
) -> None:
    root = tmp_path / "photos"
    hostile_folder(root)
    driver = start()
    begin(root, driver.application.desk._services.folders.sessions)
    driver.open(root)
    driver.embed_all()
    assert [row.name for row in driver.session.state.classes()] == list(STRANGE)
    said = look_around()
    assert {class_title(name) for name in STRANGE} <= said
    # A name that is typed finds the class, however its own is spelt.
    assert driver.session.state.class_named("a b") is not None
    out = tmp_path / "out"
    driver.application.window.dialogs._transfers.export(
        driver.workspace, ExportChoice(str(out), ExportMode.COPY)
    )
    driver.until(lambda: driver.last_words.startswith("Exported to"))
    before = {path: driver.session.state.verdict(path) for path in driver.session.state.images()}
    for source, path in ((ImportSource.CLASS_FOLDERS, out), (ImportSource.CSV, out / "labels.csv")):
        driver.application.window.messages.clear()
        driver.application.window.dialogs._transfers.import_labels(
            driver.workspace, ImportChoice(source, str(path), replace_labels=True)
        )
        driver.until(lambda: "taken over" in driver.last_words)
        after = {path: driver.session.state.verdict(path) for path in driver.session.state.images()}
        assert after == before
        assert [row.name for row in driver.session.state.classes()] == list(STRANGE)
