"""Links, pictures, keys, commands and options that the text of the documents names are there."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
from pathlib import Path

import pytest
from PIL import Image
from platformdirs.macos import MacOS
from platformdirs.unix import Unix

from iaia_desktop.cli.console import PROGRAM
from iaia_desktop.cli.parser import VERBS, parse, parser_of_all
from iaia_desktop.session.actions import ACTIONS
from tests.documents.fenced import REPOSITORY, code_spans, documents, read

GUIDE = "docs/user-guide.md"
PICTURES = REPOSITORY / "docs" / "screenshots"
LARGEST_PICTURE_BYTES = 130_000

_LINK = re.compile(r"\]\(([^)\s]+)\)")
_KEY = re.compile(
    r"(?:Ctrl|Shift|Alt)\+\S+|F\d+|[A-Z]|Space|Enter|Return|Esc|Del|Home|End|Left|Right|[/=?]"
)

OTHERS_OPTIONS = frozenset(
    {"--distribution_strategy", "--input_format", "--partial", "--platform", "--strict"}
)
"""Options of other programs that the text names."""


def heading_anchors(text: str) -> set[str]:
    """Return the anchors that headings get, as GitHub and GitLab make them."""
    anchors = set()
    for title in re.findall(r"^#+ (.+)$", text, re.MULTILINE):
        words = re.sub(r"[^\w\- ]", "", title.lower())
        anchors.add(words.replace(" ", "-"))
    return anchors


@pytest.mark.parametrize("document", documents())
def test_links_lead_somewhere(document: str) -> None:
    home = (REPOSITORY / document).parent
    for target in _LINK.findall(read(document)):
        if "://" in target:
            continue
        name, _, anchor = target.partition("#")
        path = home / name if name else REPOSITORY / document
        assert path.exists(), f"{document} links to {target}"
        if anchor:
            assert anchor in heading_anchors(path.read_text(encoding="utf-8")), (document, target)


def test_every_document_is_linked_from_the_readme() -> None:
    linked = {target.partition("#")[0] for target in _LINK.findall(read("README.md"))}
    assert {name for name in documents() if name.startswith("docs/")} <= linked


def test_pictures_are_shown_small_and_whole() -> None:
    shown = {
        (REPOSITORY / document).parent / target
        for document in documents()
        for target in re.findall(r"!\[[^\]]+\]\(([^)\s]+)\)", read(document))
    }
    shown = {Path(path).resolve() for path in shown}
    assert shown == {path.resolve() for path in PICTURES.iterdir()}, "a picture nobody shows"
    for path in shown:
        assert path.stat().st_size <= LARGEST_PICTURE_BYTES, path.name
        with Image.open(path) as picture:
            assert min(picture.size) >= 200, path.name
            colours = picture.getcolors(256)
            assert colours is not None
            assert len(colours) > 16, f"{path.name} shows nothing"


def test_the_readme_has_one_picture() -> None:
    assert read("README.md").count("![") == 1


def test_the_guide_tells_of_every_action_with_a_key() -> None:
    text = read(GUIDE)
    spans = set(code_spans(GUIDE))
    for row in ACTIONS:
        if row.keys:
            is_told = any(key in spans for key in row.keys)
            assert is_told or f"> {row.plain_text}*" in text, (
                f"{GUIDE} does not tell of {row.action_id}"
            )


@pytest.mark.parametrize("document", documents())
def test_keys_and_menus_exist(document: str) -> None:
    known = {key for row in ACTIONS for key in row.keys}
    known |= {"Enter", "F2"}  # of the page of look-alikes, and of the list of classes
    for span in code_spans(document):
        if _KEY.fullmatch(span) and len(span) > 1:
            assert span in known, f"{document}: no key {span}"
    titles = {(str(row.menu), row.plain_text) for row in ACTIONS} | {("Go", "Order")}
    pages = {("Settings", page) for page in ("Encoder", "Method", "Looks", "Keys")}
    for path in re.findall(r"\*([A-Z]\w+(?: > [^*>]+)+)\*", read(document)):
        menu, entry, *_ = path.split(" > ")
        assert (menu, entry) in titles | pages | {("Help", "About")}, f"{document}: no {path}"


def in_full(span: str) -> str:
    """Return a command as the text names it, as one that can be parsed."""
    words = span.replace("\\|", "|").replace("python -m iaia_desktop", PROGRAM)
    words = re.sub(r"\[([^\]|]*?)(?: or [^\]]*)?\]", r"\1", words)
    return re.sub(r"(\w+)\|[\w.|]+", r"\1", words)


@pytest.mark.parametrize("document", documents())
def test_commands_in_the_text_are_right(document: str) -> None:
    for span in code_spans(document):
        command = in_full(span)
        words = shlex.split(command) if command.startswith(f"{PROGRAM} ") else []
        if len(words) < 2 or words[1:2] == ["VERB"] or words[1] == "--help":
            continue
        if words[-1] == "--help" or (words[1] in VERBS and _is_a_name(words[1:])):
            assert words[1] in {*VERBS, "VERB"}, f"{document}: {span}"
            continue
        with contextlib.redirect_stderr(io.StringIO()) as told:
            try:
                parse([_placeholder(word) for word in words[1:]])
            except SystemExit:
                pytest.fail(f"{document}: {span}: {told.getvalue()}")


@pytest.mark.parametrize("document", documents())
def test_modules_that_are_run_in_the_text_exist(document: str) -> None:
    for span in code_spans(document):
        for module in re.findall(r"python -m (benchmarks[\w.]*)", span):
            path = REPOSITORY / module.replace(".", "/")
            assert path.is_dir() or path.with_suffix(".py").is_file(), f"{document}: {span}"


def _is_a_name(words: list[str]) -> bool:
    """Tell whether a verb is only named, perhaps with options that stand for themselves."""
    return len(words) == 1 or all(word.startswith("--") for word in words[1:])


def _placeholder(word: str) -> str:
    return {"EXPERIMENT": "all", "X": "0.3", "N": "1", "P": "0.1", "SHARE": "0.2"}.get(word, word)


@pytest.mark.parametrize("document", documents())
def test_options_in_the_text_exist(document: str) -> None:
    parsers = [parser_of_all()]
    known = {"--help", "--stress", "--figures", "--quick", "--data", "--json", "--check", "--seeds"}
    known |= {"--to", "--output", "--width", "--height"} | OTHERS_OPTIONS
    while parsers:
        parser = parsers.pop()
        for action in parser._actions:
            known.update(action.option_strings)
            if isinstance(action.choices, dict):
                parsers += action.choices.values()
    for span in code_spans(document):
        for option in re.findall(r"(?<![\w-])--[a-z][\w-]*", span):
            assert option in known, f"{document}: no option {option}"


def test_what_is_promised_of_the_comparison_is_dated() -> None:
    text = read("README.md")
    assert re.search(r"As of \w+ 20\d\d", text)
    for peer in ("Label Studio", "X-AnyLabeling", "TagGUI", "digiKam", "FiftyOne"):
        assert peer in text


@pytest.mark.parametrize(("system", "column"), [(Unix, 1), (MacOS, 2)])
def test_the_readme_says_where_data_lie(
    system: type[Unix | MacOS], column: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.delenv(f"XDG_{name}_HOME", raising=False)
    folders = system("iaia-desktop", appauthor=False)
    home = str(Path("~").expanduser())
    told = [
        line.split(" | ")[column].strip("` |")
        for line in read("README.md").splitlines()
        if line.startswith(("| Sessions", "| Settings", "| Embeddings and", "| Logs"))
    ]
    wanted = ("user_data_dir", "user_config_dir", "user_cache_dir", "user_log_dir")
    assert told == [str(getattr(folders, each)).replace(home, "~") for each in wanted]
