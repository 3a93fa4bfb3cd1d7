"""The catalogues hold every text of the window, translated with the same braces and marks."""

from __future__ import annotations

import ast
import importlib.util
import re
import string
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from iaia_desktop.core.saying import Saying
from iaia_desktop.core.types import FileStatus, ImageId, ImageState
from iaia_desktop.session.actions import ACTIONS, Menu
from iaia_desktop.session.settings import Settings, SettingsFile
from iaia_desktop.session.views import ImageRow
from iaia_desktop.ui.action_words import action_name, action_text, menu_title, submenu_title
from iaia_desktop.ui.key_text import key_text
from iaia_desktop.ui.language import LANGUAGES, catalogue_path, install_language, language_for
from iaia_desktop.ui.said import said
from iaia_desktop.ui.settings_pages import LooksPage
from iaia_desktop.ui.state_caption import state_caption

SCRIPT = Path(__file__).resolve().parents[2] / "packaging" / "translate.py"
TRANSLATED = ("de", "it")


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("translate_script", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


translate = _load()
TEXTS, FAULTS = translate.find_texts()
ENTRIES = {name: translate.read_catalogue(translate.catalogue_path(name)) for name in TRANSLATED}


@pytest.fixture(params=TRANSLATED)
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    name: str = request.param
    translators = install_language(qapp, name)
    yield name
    for translator in translators:
        qapp.removeTranslator(translator)
        translator.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


# --- the texts of the code --------------------------------------------------------------------


def test_every_text_given_to_the_translator_can_be_looked_up() -> None:
    assert FAULTS == []
    assert len(TEXTS) > 900


def test_a_text_that_is_put_together_is_a_fault(tmp_path: Path) -> None:
    module = tmp_path / "some.py"
    module.write_text(
        "class A(QWidget):\n"
        "    def f(self, n):\n"
        '        self.tr("whole")\n'
        '        self.tr("one" if n else "two")\n'
        '        self.tr(f"{n} images")\n'
        "        self.tr(n)\n"
        '        self.tr("a" + n)\n'
        '        _tr("by a helper")\n'
        "def _tr(text):\n"
        '    return QCoreApplication.translate("Helped", text)\n'
    )
    texts, faults = translate.find_texts([module])
    assert list(texts) == [("A", "whole"), ("A", "one"), ("A", "two"), ("Helped", "by a helper")]
    assert [fault.split(":")[1] for fault in faults] == ["5", "6", "7"]


_PROSE = re.compile(r"[A-Za-z]{2,}[,;:.]? [A-Za-z]{2,}|^[A-Z][a-z]+…?$")
_NO_WORDS = frozenset(
    {
        # Names, which are the same in every language.
        "IAIA Desktop", "Deutsch", "English", "Italiano", "Fusion",
        # Keys in Qt's portable text.
        "Down", "Enter", "Esc", "Left", "Return", "Right", "Space", "Up",
        # What stands in the field until a spec is typed is a spec.
        "open_clip:MODEL/PRETRAINED, timm:NAME",
        # Of the details that are copied into a report.
        "IAIA Desktop ", " in the thread ",
        "Page", '<span style="white-space: pre-wrap">',
    }
)  # fmt: skip
_QUIET = ("debug", "info", "warning", "error", "exception")


def _prose(path: Path) -> Iterator[str]:
    """Yield literals that a person could read, and that do not go through the translator."""
    reader = translate._Reader(path.name)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    reader.visit(tree)
    known = {text for _, text in TEXTS} if path.name in {"ranker_words.py", "class_menu.py"} else ()
    passed: set[int] = set()
    for node in ast.walk(tree):
        skipped: list[ast.AST] = []
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in {"tr", "translate", "Saying", "counted", *reader.helpers, *_QUIET}:
                skipped = list(node.args)
        elif isinstance(node, ast.Raise) or (
            isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        ):
            skipped = [node]
        passed |= {id(each) for one in skipped for each in ast.walk(one)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
            if id(node) in passed or text in known or text in _NO_WORDS:
                continue
            if _PROSE.search(text):
                yield f"{path.name}:{node.lineno}: {text!r}"


def test_every_text_goes_through_the_translator() -> None:
    found = [line for path in translate.sources() for line in _prose(path)]
    assert found == []


# --- the catalogues ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", TRANSLATED)
def test_the_catalogue_is_what_the_script_would_write(name: str) -> None:
    path = translate.catalogue_path(name)
    words = translate.catalogue_text(name, translate.updated(ENTRIES[name], TEXTS))
    assert path.read_text(encoding="utf-8") == words, "run packaging/translate.py"


@pytest.mark.parametrize("name", TRANSLATED)
def test_every_text_is_translated(name: str) -> None:
    entries = ENTRIES[name]
    assert [key for key in TEXTS if key not in entries or entries[key].kind] == []
    assert [key for key in TEXTS if not entries[key].translation.strip()] == []


def _marks(text: str) -> tuple[object, ...]:
    """Return what a translation has to share with its text."""
    fields = Counter(
        f"{name}:{spec}!{conversion}"
        for _, name, spec, conversion in string.Formatter().parse(text)
        if name is not None
    )
    fields = Counter(dict.fromkeys(fields, 1))  # a name may be said twice
    ends = (text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :])
    return fields, ends, text.count("&"), "…" in text, text.count("\n"), text.count("·")


@pytest.mark.parametrize("name", TRANSLATED)
def test_a_translation_has_the_marks_of_its_text(name: str) -> None:
    wrong = [
        (source, entry.translation)
        for (_, source), entry in ENTRIES[name].items()
        if not entry.kind and _marks(source) != _marks(entry.translation)
    ]
    assert wrong == []


@pytest.mark.parametrize("name", TRANSLATED)
def test_a_sentence_stays_one(name: str) -> None:
    wrong = [
        (source, entry.translation)
        for (_, source), entry in ENTRIES[name].items()
        if not entry.kind and source.endswith((".", "?")) and source[-1] != entry.translation[-1]
    ]
    assert wrong == []


@pytest.mark.parametrize("name", TRANSLATED)
def test_the_program_loads_what_the_catalogue_says(name: str, qapp: QApplication) -> None:
    translator = QTranslator()
    assert translator.load(str(catalogue_path(name)))
    for (context, source), entry in ENTRIES[name].items():
        if not entry.kind:
            assert translator.translate(context, source) == entry.translation


# --- in the window ----------------------------------------------------------------------------


def test_a_text_of_a_base_class_is_found_in_its_heirs(language: str, qapp: QApplication) -> None:
    class Heir(LooksPage):
        pass

    theme = ENTRIES[language]["LooksPage", "Theme"].translation
    page = Heir()
    assert page.tr("Theme") == theme != "Theme"
    page.deleteLater()


def test_an_unknown_text_stays_english(language: str, qapp: QApplication) -> None:
    assert QObject().tr("No such text") == "No such text"


def test_what_lower_layers_say_is_found_by_its_template(tmp_path: Path) -> None:
    module = tmp_path / "below.py"
    module.write_text('a = Saying("{n:,} images", n=1)\nb = Saying(words)\n')
    texts, faults = translate.find_texts([module])
    assert list(texts) == [("Said", "{n:,} images")]
    assert len(faults) == 1


def test_the_window_says_it_in_its_language(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    german = {"{n:,} images": "{n:,} Bilder"}
    monkeypatch.setattr(
        "iaia_desktop.ui.said.QCoreApplication.translate", lambda _context, text: german[text]
    )
    assert said(Saying("{n:,} images", n=1200)) == "1,200 Bilder"
    assert said("as it is") == "as it is"


def test_mnemonics_are_unique_in_a_menu(language: str) -> None:
    del language
    _check_mnemonics()


def test_english_mnemonics_are_unique_in_a_menu(qapp: QApplication) -> None:
    _check_mnemonics()


def _check_mnemonics() -> None:
    groups: dict[str, list[str]] = {"": [menu_title(menu) for menu in Menu]}
    for row in ACTIONS:
        place = row.menu.value
        if row.submenu:
            if submenu_title(row) not in groups.setdefault(place, []):
                groups[place].append(submenu_title(row))
            place = row.submenu
        groups.setdefault(place, []).append(action_text(row))
    for place, texts in groups.items():
        letters = [text[text.index("&") + 1].lower() for text in texts]
        assert len(set(letters)) == len(letters), (place, sorted(letters))


def test_names_of_actions_are_plain(language: str) -> None:
    for row in ACTIONS:
        assert not set(action_name(row)) & {"&", "…"}


def test_keys_are_called_as_on_the_keyboard(language: str) -> None:
    assert key_text("Left") == "←"
    assert key_text("Ctrl+Left").endswith("+←")
    expected = {"de": ("Strg+Z", "Leertaste"), "it": ("Ctrl+Z", "Spazio")}
    assert (key_text("Ctrl+Z"), key_text("Space")) == expected[language]


def test_english_loads_no_catalogue(qapp: QApplication) -> None:
    assert install_language(qapp, "en") == []


def test_a_missing_catalogue_leaves_english(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("iaia_desktop.ui.language.resources_folder", lambda: tmp_path)
    translators = install_language(qapp, "de")
    assert QCoreApplication.translate("LooksPage", "Theme") == "Theme"
    for translator in translators:
        qapp.removeTranslator(translator)


@pytest.mark.parametrize(
    ("system", "expected"),
    [
        (["de-AT", "en-GB"], "de"),
        (["fr-CH", "it-CH", "de-CH"], "it"),
        (["it"], "it"),
        (["fr-FR"], "en"),
        ([], "en"),
    ],
)
def test_the_system_decides_unless_the_person_did(
    system: list[str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QLocale, "uiLanguages", lambda *_: system)
    assert language_for("system") == expected
    assert [language_for(code) for code in LANGUAGES] == list(LANGUAGES)


# --- the setting ------------------------------------------------------------------------------


def test_the_looks_page_offers_every_language(qapp: QApplication) -> None:
    page = LooksPage()
    for code in ("system", *LANGUAGES):
        page.set_looks("light", 76, keep_zoom=False, language=code)
        assert page.language == code
    page.deleteLater()


def test_the_setting_is_kept_and_checked(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    SettingsFile(path).change(language="it")
    assert SettingsFile(path).value.language == "it"
    path.write_text('{"language": "tlh"}')
    assert SettingsFile(path).value == Settings()


def test_the_words_below_thumbnails_are_translated(language: str) -> None:
    row = ImageRow(ImageId(0), "a.jpg", ImageState.SKIPPED, FileStatus.READY, "", "", "", None)
    unreadable = replace(row, state=ImageState.UNLABELLED, status=FileStatus.FAILED)
    words = {"de": ("übersprungen", "nicht lesbar"), "it": ("saltata", "illeggibile")}
    assert (state_caption(row), state_caption(unreadable)) == words[language]
