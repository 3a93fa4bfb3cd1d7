"""Bring the catalogues of translations up to date with the code, and compile them.

``python packaging/translate.py`` finds every text of the window, adds new ones to
``resources/translations/*.ts`` as unfinished, marks those that are gone as vanished, keeps every
translation, and compiles the ``.qm`` that the program loads. ``--check`` changes nothing and says
what is out of date.
"""

from __future__ import annotations

import argparse
import ast
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import PySide6

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))

from iaia_desktop.encoders.presets import PRESETS  # noqa: E402
from iaia_desktop.session.actions import ACTIONS, Menu  # noqa: E402
from iaia_desktop.ui import class_menu, ranker_words  # noqa: E402

CATALOGUES = REPOSITORY / "resources" / "translations"
LANGUAGES = {"de": "de_DE", "it": "it_IT"}
"""Language of a catalogue, and its locale in the file."""

_OF_TABLES = frozenset({"Actions", "RankerWords", "ClassMenu", "Encoders"})
"""Contexts whose texts reach the translator through a variable; see table_texts."""

Texts = dict[tuple[str, str], None]
"""(context, English text), in the order of the code; a dict because it has no texts twice."""


def sources() -> list[Path]:
    """Return the modules whose texts the window translates."""
    package = REPOSITORY / "iaia_desktop"
    return [package / "app.py", package / "faults.py", *sorted((package / "ui").glob("*.py"))]


def saying_sources() -> list[Path]:
    """Return the modules below the window; what they say is made of ``Saying``."""
    package = REPOSITORY / "iaia_desktop"
    return sorted(set(package.rglob("*.py")) - set(sources()))


def table_texts() -> Iterator[tuple[str, str]]:
    """Yield the texts that stand in tables and reach the translator through a variable."""
    for menu in Menu:
        yield "Actions", f"&{menu.value}"
    for row in ACTIONS:
        yield from (("Actions", text) for text in (row.text, row.tip, row.submenu) if text)
    for name, line in ranker_words.WORDS.values():
        yield "RankerWords", name
        yield "RankerWords", line
    for _, word in class_menu.HUES:
        yield "ClassMenu", word
    for preset in PRESETS.values():
        yield "Encoders", preset.title
        yield "Encoders", preset.note


@dataclass
class _Reader(ast.NodeVisitor):
    """Find the texts of one module, and calls whose text cannot be found."""

    name: str
    texts: Texts = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    helpers: dict[str, dict[int, str]] = field(default_factory=dict)
    classes: list[str] = field(default_factory=list)
    functions: list[ast.FunctionDef] = field(default_factory=list)

    def visit_Module(self, node: ast.Module) -> None:
        for each in node.body:
            if isinstance(each, ast.FunctionDef):
                self._note_helper(each)
        self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self.classes.append(node.name)
        self.generic_visit(node)
        self.classes.pop()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self.functions.append(node)
        self.generic_visit(node)
        self.functions.pop()

    def visit_Call(self, node: ast.Call) -> None:
        called = node.func
        if isinstance(called, ast.Attribute) and called.attr == "tr" and node.args:
            self._take(self.classes[-1] if self.classes else "", node.args[0], node)
        elif isinstance(called, ast.Attribute) and _is_translate(node):
            self._take(_literal(node.args[0]) or "", node.args[1], node)
        elif isinstance(called, ast.Name) and called.id == "Saying" and node.args:
            self._take("Said", node.args[0], node)
        elif _is_counted(called):
            self._take("Said", node.args[1], node)
            self._take("Said", node.args[2], node)
        elif isinstance(called, ast.Name) and called.id in self.helpers:
            for place, context in self.helpers[called.id].items():
                self._take(context, node.args[place], node)
        self.generic_visit(node)

    def _take(self, context: str, value: ast.expr, node: ast.Call) -> None:
        if isinstance(value, ast.IfExp):
            self._take(context, value.body, node)
            self._take(context, value.orelse, node)
            return
        text = _literal(value)
        if text is not None and context:
            self.texts[context, text] = None
        elif not self._is_passed_on(context, value):
            self.faults.append(f"{self.name}:{node.lineno}: {ast.unparse(node)}")

    def _is_passed_on(self, context: str, value: ast.expr) -> bool:
        """Return whether a text that is no literal is found elsewhere."""
        if context in _OF_TABLES:
            return True
        function = self.functions[-1] if self.functions else None
        return (
            isinstance(value, ast.Name) and function is not None and function.name in self.helpers
        )

    def _note_helper(self, function: ast.FunctionDef) -> None:
        """Note a function that translates what it is given: its calls hold the texts."""
        names = [argument.arg for argument in function.args.args]
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and _is_translate(node):
                context = _literal(node.args[0]) or ""
                for each in ast.walk(node.args[1]):
                    if isinstance(each, ast.Name) and each.id in names:
                        places = self.helpers.setdefault(function.name, {})
                        if not isinstance(node.args[1], ast.IfExp) or _is_outcome(
                            node.args[1], each
                        ):
                            places[names.index(each.id)] = context


def _is_counted(called: ast.expr) -> bool:
    """Tell whether ``Saying.counted`` is called, which takes two templates."""
    return (
        isinstance(called, ast.Attribute)
        and called.attr == "counted"
        and isinstance(called.value, ast.Name)
        and called.value.id == "Saying"
    )


def _is_translate(node: ast.Call) -> bool:
    return (
        isinstance(node.func, ast.Attribute)
        and node.func.attr == "translate"
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "QCoreApplication"
        and len(node.args) >= 2
    )


def _is_outcome(choice: ast.IfExp, name: ast.Name) -> bool:
    return name is choice.body or name is choice.orelse


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def find_texts(paths: Iterable[Path] | None = None) -> tuple[Texts, list[str]]:
    """Return every text of the window, and the calls whose text nobody can look up.

    Parameters
    ----------
    paths : iterable of Path, optional
        Modules to read; all of the window, and the tables, by default.
    """
    texts: Texts = {}
    faults: list[str] = []
    for path in [*sources(), *saying_sources()] if paths is None else paths:
        reader = _Reader(path.name)
        reader.visit(ast.parse(path.read_text(encoding="utf-8")))
        texts.update(reader.texts)
        faults.extend(reader.faults)
    if paths is None:
        texts.update(dict.fromkeys(table_texts()))
    return texts, faults


@dataclass(frozen=True)
class Entry:
    """One text of a catalogue.

    Attributes
    ----------
    translation : str
        "" for none yet.
    kind : str
        ``unfinished`` or ``vanished``; "" for one that is in use and done.
    """

    translation: str
    kind: str = ""


Catalogue = dict[tuple[str, str], Entry]


def catalogue_path(language: str) -> Path:
    """Return where the texts of a language lie, in the form that Qt Linguist opens."""
    return CATALOGUES / f"iaia-desktop_{language}.ts"


def read_catalogue(path: Path) -> Catalogue:
    """Return the entries of a file; none when there is no file."""
    entries: Catalogue = {}
    if not path.exists():
        return entries
    for context in ET.parse(path).getroot().iter("context"):  # noqa: S314 - ours
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is not None:
                entries[name, message.findtext("source", "")] = Entry(
                    translation.text or "", translation.get("type", "")
                )
    return entries


def updated(before: Mapping[tuple[str, str], Entry], texts: Texts) -> Catalogue:
    """Return a catalogue of these texts; what was translated stays so, also what is gone."""
    after: Catalogue = {}
    for key in texts:
        old = before.get(key, Entry("", "unfinished"))
        kind = "" if old.kind == "vanished" else old.kind
        after[key] = Entry(old.translation, kind if old.translation else "unfinished")
    for key, old in before.items():
        if key not in after and old.translation:
            after[key] = Entry(old.translation, "vanished")
    return after


def catalogue_text(language: str, entries: Catalogue) -> str:
    """Return a catalogue as XML; contexts in alphabetical order, texts in that of the code."""
    root = ET.Element("TS", version="2.1", language=LANGUAGES[language], sourcelanguage="en_GB")
    contexts: dict[str, ET.Element] = {}
    for name in sorted({context for context, _ in entries}):
        contexts[name] = ET.SubElement(root, "context")
        ET.SubElement(contexts[name], "name").text = name
    for (context, source), entry in entries.items():
        message = ET.SubElement(contexts[context], "message")
        ET.SubElement(message, "source").text = source
        kind = {"type": entry.kind} if entry.kind else {}
        ET.SubElement(message, "translation", kind).text = entry.translation
    ET.indent(root, "    ")
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n'


def compile_catalogue(path: Path, target: Path) -> None:
    """Make the file that the program loads."""
    tool = Path(PySide6.__file__).parent / "lrelease"
    if sys.platform == "win32":
        tool = tool.with_suffix(".exe")
    subprocess.run([tool, "-silent", path, "-qm", target], check=True)


def main(arguments: list[str] | None = None) -> int:
    """Update, or check; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="change nothing")
    options = parser.parse_args(arguments)
    texts, faults = find_texts()
    for fault in faults:
        print(f"not a text that can be looked up: {fault}")
    stale = bool(faults)
    for language in LANGUAGES:
        path = catalogue_path(language)
        entries = updated(read_catalogue(path), texts)
        words = catalogue_text(language, entries)
        if options.check:
            if not path.exists() or path.read_text(encoding="utf-8") != words:
                print(f"{path.name} is out of date")
                stale = True
        else:
            path.write_text(words, encoding="utf-8")
            compile_catalogue(path, path.with_suffix(".qm"))
        open_ones = sum(entry.kind == "unfinished" for entry in entries.values())
        print(f"{language}: {len(texts)} texts, {open_ones} unfinished")
    return int(stale)


if __name__ == "__main__":
    raise SystemExit(main())
