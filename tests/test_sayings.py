"""What the layers below the window tell a person is made of sayings, which can be translated."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from iaia_desktop.core import errors

PACKAGE = Path(errors.__file__).resolve().parents[1]
LAYERS = ("core", "store", "images", "encoders", "export", "jobs", "workers", "session")


def _kinds(kind: type[errors.KnownError]) -> Iterator[str]:
    yield kind.__name__
    for each in kind.__subclasses__():
        yield from _kinds(each)


TELLING = {"Notice", "NoticeAction", "Progress", "FileInfo"}
WORDS = {"what", "remedy", "reason", "text", "amount"}


def _telling(module: ast.Module) -> set[str]:
    """Return the names whose calls tell a person something, with the errors made in this module."""
    known = TELLING | set(_kinds(errors.KnownError))
    for node in ast.walk(module):
        if isinstance(node, ast.ClassDef):
            bases = {base.id for base in node.bases if isinstance(base, ast.Name)}
            if bases & known and node.name.endswith("Error"):
                known.add(node.name)
    return known


def _is_english(node: ast.expr) -> bool:
    """Tell whether a text is put together so that no catalogue can hold it."""
    if isinstance(node, ast.Constant):
        # A word alone is a name: a key of a notice, a command.
        return isinstance(node.value, str) and " " in node.value.strip()
    if isinstance(node, ast.IfExp):
        return _is_english(node.body) or _is_english(node.orelse)
    if isinstance(node, ast.BinOp):
        parts = (node.left, node.right)
        return any(_is_english(part) or _is_text(part) for part in parts)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr in {"format", "join"}
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id == "str"
    return isinstance(node, ast.JoinedStr)


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def faults(source: str, name: str) -> list[str]:
    module = ast.parse(source)
    telling = _telling(module)
    found = []
    for node in ast.walk(module):
        if not isinstance(node, ast.Call):
            continue
        called = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if called not in telling:
            continue
        given = [*node.args, *(each.value for each in node.keywords if each.arg in WORDS)]
        # Of a job's progress no text is a name, not even one of a single word.
        words = called == "Progress"
        found += [
            f"{name}:{each.lineno}: {ast.unparse(each)}"
            for each in given
            if _is_english(each) or (words and _is_text(each))
        ]
    return found


@pytest.mark.parametrize("layer", LAYERS)
def test_what_is_told_can_be_translated(layer: str) -> None:
    found = [
        fault
        for path in sorted((PACKAGE / layer).rglob("*.py"))
        for fault in faults(path.read_text(encoding="utf-8"), f"{layer}/{path.name}")
    ]
    assert found == []


def test_a_text_that_is_put_together_is_found() -> None:
    source = (
        "class OddError(FolderError): ...\n"
        'FolderError(f"{path} is gone.", Saying("Bring it back."))\n'
        'OddError(Saying("It is odd."), "Do " + something)\n'
        'Notice(NoticeKind.ERROR, str(error), "key")\n'
        'Progress(1, 2, text="Reading files" if some else Saying("Reading a file"))\n'
        'ValueError(f"{path} is a bug")\n'
        "FolderError(what, error.remedy)\n"
        'Progress(2 + turn, 3, "Measuring")\n'
    )
    assert [fault.split(":")[1] for fault in faults(source, "x")] == ["2", "3", "4", "5", "8"]
