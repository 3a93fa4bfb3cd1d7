"""Names are shown as they are, whatever they look like."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QTextDocumentFragment
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

import iaia_desktop.ui
from iaia_desktop.core.shown import shown
from iaia_desktop.jobs.progress import Progress
from iaia_desktop.session.typed_path import typed_path
from iaia_desktop.ui.dropped_path import dropped_path
from iaia_desktop.ui.elided_label import ElidedLabel
from iaia_desktop.ui.literal import literal
from iaia_desktop.ui.path_field import PathField
from iaia_desktop.ui.progress_strip import ProgressStrip
from iaia_desktop.ui.warning_card import WarningCard

HTML = "<b>x</b><img src=/etc/passwd> &amp; &file"
NAMES = st.lists(
    st.one_of(
        st.sampled_from(["<b>", "</b>", "&lt;", "&", "<img src=a>", " ", "\n"]),
        # Qt uses some of what is no character for itself.
        st.text(st.characters(exclude_categories=("Cn", "Cs"), exclude_characters="\xa0")),
    )
).map("".join)


@given(NAMES)
@example(HTML)
@example("x\n<b>y</b>")
@example(" &lt;b")
def test_a_tool_tip_says_what_it_was_given(name: str) -> None:
    words = "\n".join(shown(line) for line in name.split("\n"))
    tip = literal(words)
    if GuiQt.mightBeRichText(tip):
        assert QTextDocumentFragment.fromHtml(tip).toPlainText() == words
    else:
        assert tip == words


UI = sorted(Path(iaia_desktop.ui.__file__).parent.glob("*.py"))


def _calls(tree: ast.AST) -> Iterator[tuple[str, list[ast.expr], int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
            yield name, node.args, node.lineno


def _is_ours(words: ast.expr) -> bool:
    """Tell whether a text is made of words of this program alone."""
    if isinstance(words, ast.Constant):
        return True
    if isinstance(words, ast.IfExp):
        return _is_ours(words.body) and _is_ours(words.orelse)
    if isinstance(words, ast.Call) and isinstance(words.func, ast.Attribute):
        return words.func.attr in {"tr", "toolTip"}
    return isinstance(words, ast.Call) and getattr(words.func, "id", "") == "literal"


OF_OURS = frozenset(
    {
        # Sentences of numbers, and the words of actions.
        ("action_set.py", "setToolTip"),
        ("auto_label_dialog.py", "setToolTip"),
        ("class_list.py", "setToolTip"),
        ("confusion_matrix.py", "setToolTip"),
        ("distance_gauge.py", "setToolTip"),
        ("epsilon_panel.py", "setToolTip"),
        ("keys_page.py", "setToolTip"),
        ("message_bar.py", "setToolTip"),
        ("review_group.py", "setToolTip"),
        ("search_bar.py", "setToolTip"),
        ("status_bar.py", "setToolTip"),
    }
)


@pytest.mark.parametrize("path", UI, ids=lambda path: path.name)
def test_no_tool_tip_may_be_taken_for_html(path: Path) -> None:
    """Every tool tip says words of ours, or goes through ``literal``."""
    for name, arguments, line in _calls(ast.parse(path.read_text(encoding="utf-8"))):
        if name == "setToolTip" and (path.name, name) not in OF_OURS:
            assert _is_ours(arguments[-1]), f"{path.name}:{line}"
        if name == "showText" and path.name != "row_view.py":  # there, the model says it
            assert _is_ours(arguments[1]), f"{path.name}:{line}"


def _texts(widget: object) -> list[QLabel]:
    return widget.findChildren(QLabel)  # type: ignore[attr-defined,no-any-return]


def test_labels_with_names_are_plain(qtbot: QtBot) -> None:
    card, strip, line = WarningCard(), ProgressStrip(), ElidedLabel()
    for widget in (card, strip, line):
        qtbot.addWidget(widget)
    name = HTML + "\udce9\n\u202e"
    card.set_problem(name)
    strip.update_task("key", Progress(0, 0, name))
    line.set_full_text(name)
    for label in [*_texts(card), *_texts(strip), line]:
        assert label.textFormat() is Qt.TextFormat.PlainText or not label.text()
    assert card.problem == shown(name)
    assert shown(name) in [label.text() for label in _texts(strip)]
    assert line.accessibleName() == shown(name)
    assert line.full_text == name
    tip = line.toolTip()
    assert not tip or QTextDocumentFragment.fromHtml(tip).toPlainText() == shown(name)


PATHS = ["/a/ folder ", "/a/new\nline", "/a/caf\udce9", "/a/\u202eb", "~", "/a/x "]


@pytest.mark.parametrize("path", PATHS)
def test_a_path_that_was_set_stays_what_it_is(qtbot: QtBot, path: str) -> None:
    field = PathField("Folder")
    qtbot.addWidget(field)
    field.set_path(path)
    assert field.path == path
    assert field.field.text() == shown(path)
    field.field.setText("  /typed  ")
    assert field.path == "/typed"


def test_nobody_of_a_name_is_no_error() -> None:
    assert typed_path("~nobody-of-that-name/x") == Path("~nobody-of-that-name/x")
    assert typed_path("~/x") == Path.home() / "x"


@pytest.mark.skipif(os.name != "posix", reason="file names are text there")
@pytest.mark.parametrize(
    "path", ["/a/caf\udce9", "/a/a\nb", "/a/100%", "/a/a#b?c", "/a/é 😀", "/a/%E9"]
)
def test_what_is_dropped_keeps_its_bytes(path: str) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromEncoded(Path(path).as_uri().encode())])
    event = QDragEnterEvent(
        QPoint(1, 1),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    assert dropped_path(event) == path
