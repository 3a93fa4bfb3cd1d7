"""Write docs/cli.md from the program's own parser, so that the two cannot drift apart.

    python packaging/make_cli_docs.py [--check]

With ``--check`` nothing is written: the exit code is 1 when the document is not what the parser
says. The text is made from the parser's actions and not by argparse's own formatter, which writes
other lines in other versions of Python.
"""

from __future__ import annotations

import argparse
import difflib
import re
import sys
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from iaia_desktop.cli.console import PROGRAM
from iaia_desktop.cli.parser import parser_of_all

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "cli.md"

_WIDTH = 96

_HEAD = f"""\
# The command line

This page is written by `packaging/make_cli_docs.py` from the program's own parser, and a test
compares the two. `{PROGRAM} --help` and `{PROGRAM} VERB --help` say the same on the spot;
`python -m iaia_desktop` is the same as `{PROGRAM}`. Options are never shortened, so that a script
that works today does not break when an option is added.
"""

EXAMPLES: dict[str, tuple[str, ...]] = {
    "": (
        f"{PROGRAM} photos",
        f"{PROGRAM} photos.iaia",
    ),
    "demo": (f"{PROGRAM} demo",),
    "annotate": (
        f"{PROGRAM} annotate photos --examples examples --export labelled --encoder builtin",
        (
            f"{PROGRAM} annotate photos --examples examples --export tables --mode none "
            "--session photos.iaia --json"
        ),
    ),
    "export": (
        f"{PROGRAM} export photos.iaia training --validation 0.2 --verify",
        f"{PROGRAM} export photos.iaia links --mode hardlink",
    ),
    "info": (f"{PROGRAM} info photos.iaia", f"{PROGRAM} info photos.iaia --json"),
    "restore": (f"{PROGRAM} restore damaged.iaia",),
    "embed": (
        f"{PROGRAM} embed photos --output photos.npz --encoder builtin",
        f"{PROGRAM} photos --embeddings photos.npz",
    ),
    "models": (f"{PROGRAM} models",),
    "models fetch": (f"{PROGRAM} models fetch fast",),
    "simulate": (
        f"{PROGRAM} simulate examples --encoder builtin --epsilon auto",
        (
            f"{PROGRAM} simulate examples --encoder builtin --protocol pages --page-size 12 "
            "--no-auto-label"
        ),
    ),
    "reproduce": (f"{PROGRAM} reproduce accuracy examples --encoder builtin --output report",),
}
"""Commands that the documents' test runs as they stand, by verb."""


def document() -> str:
    """Return the whole text of docs/cli.md."""
    parser = parser_of_all()
    parts = [_HEAD, *_section(parser, "", "The window")]
    parts += _below(parser, "")
    return "\n".join(parts)


def _below(parser: argparse.ArgumentParser, name: str) -> Iterator[str]:
    """Yield the sections of the verbs that a parser has."""
    for verb, inner in _verbs(parser).items():
        full = f"{name} {verb}".strip()
        yield from _section(inner, full, f"`{full}`")
        yield from _below(inner, full)


def _section(parser: argparse.ArgumentParser, name: str, title: str) -> Iterator[str]:
    yield f"## {title}\n"
    yield f"```text\n{_usage(parser, name)}\n```\n"
    yield from (f"{_filled(text)}\n" for text in _paragraphs(parser.description))
    plain, *named = _tables(parser)
    if plain.actions:
        yield _table(plain.actions, parser)
    for group in named:
        yield f"{_filled(f'**{_capital(group.title)}.** {group.description}')}\n"
        yield _table(group.actions, parser)
    yield from (f"{_filled(text)}\n" for text in _paragraphs(parser.epilog))
    if examples := EXAMPLES.get(name):
        yield "```sh\n" + "\n".join(_broken(line) for line in examples) + "\n```\n"


@dataclass(frozen=True)
class _Group:
    """Arguments that belong together, under a title of their own unless it is empty."""

    title: str
    description: str
    actions: tuple[argparse.Action, ...]


def _tables(parser: argparse.ArgumentParser) -> list[_Group]:
    """Return argparse's own two groups as one, arguments first, and then the others."""
    groups = [
        _Group(
            group.title or "",
            group.description or "",
            tuple(action for action in group._group_actions if _is_told(action)),
        )
        for group in parser._action_groups
    ]
    # argparse begins every parser with these two, whose titles changed between versions.
    arguments, options, *others = groups
    return [
        _Group("", "", arguments.actions + options.actions),
        *(group for group in others if group.actions),
    ]


def _table(actions: tuple[argparse.Action, ...], parser: argparse.ArgumentParser) -> str:
    rows = "\n".join(_row(action, parser) for action in actions)
    return f"| Argument | Meaning |\n|---|---|\n{rows}\n"


def _usage(parser: argparse.ArgumentParser, name: str) -> str:
    if not name:
        return str(parser.usage)
    words = [f"{PROGRAM} {name}"]
    told = [action for action in parser._actions if _is_told(action)]
    words += [_syntax(action) for action in told if not action.option_strings]
    words += [_syntax(action) for action in told if action.option_strings and action.required]
    words += [f"[{_syntax(action)}]" for action in told if _is_optional(action)]
    return "\n".join(_lines(words, _WIDTH, "    "))


def _lines(words: Sequence[str], width: int, indent: str) -> list[str]:
    """Wrap words, each of which stays in one piece whatever it holds."""
    lines = textwrap.wrap(
        " ".join(word.replace(" ", "\0") for word in words),
        width,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace("\0", " ") for line in lines]


def _is_told(action: argparse.Action) -> bool:
    """Tell whether an action is described: all but help and verbs, which have their own places."""
    return not isinstance(action, argparse._HelpAction | argparse._SubParsersAction)


def _is_optional(action: argparse.Action) -> bool:
    return bool(action.option_strings) and not action.required


def _verbs(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def _syntax(action: argparse.Action) -> str:
    """Return an argument as it is written on a command line: ``--mode copy|none``."""
    value = ""
    if action.nargs != 0:
        value = str(action.metavar or "|".join(map(str, action.choices or [action.dest.upper()])))
    return " ".join(filter(None, [", ".join(action.option_strings), value]))


def _row(action: argparse.Action, parser: argparse.ArgumentParser) -> str:
    # The vertical line ends a cell, also within what is set as code.
    syntax = _syntax(action).replace("|", "\\|")
    words = {**vars(action), "prog": parser.prog}
    meaning = " ".join(((action.help or "") % words).split()).replace("|", "\\|")
    is_list = action.choices is not None and action.metavar is not None
    told = (meaning if is_list else _capital(meaning)).removesuffix(".")
    return f"| `{syntax}` | {told}. |"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _paragraphs(text: str | None) -> list[str]:
    return [] if text is None else text.split("\n\n")


def _filled(text: str) -> str:
    return textwrap.fill(
        " ".join(text.split()), 100, break_long_words=False, break_on_hyphens=False
    )


def _broken(command: str) -> str:
    """Return a long command on several lines, as a shell takes it."""
    if len(command) <= _WIDTH:
        return command
    # An option and its value stay together.
    words = [word.rstrip() for word in re.split(r" (?=--)", command)]
    return " \\\n".join(_lines(words, _WIDTH - 2, "  "))


def main() -> int:
    """Write the document, or compare it; return the exit code."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--check", action="store_true", help="compare, and write nothing")
    chosen = options.parse_args()
    wanted = document()
    if not chosen.check:
        DOCUMENT.write_text(wanted, encoding="utf-8", newline="\n")
        return 0
    there = DOCUMENT.read_text(encoding="utf-8") if DOCUMENT.exists() else ""
    if there == wanted:
        return 0
    changes = difflib.unified_diff(
        there.splitlines(), wanted.splitlines(), "docs/cli.md", "the parser", lineterm=""
    )
    print("\n".join(changes))
    print("docs/cli.md is not what the parser says: run python packaging/make_cli_docs.py")
    return 1


if __name__ == "__main__":
    sys.exit(main())
