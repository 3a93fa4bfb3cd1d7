"""The grammar of the command line."""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NoReturn, Protocol, cast

from iaia_desktop import __version__
from iaia_desktop.cli import window
from iaia_desktop.cli.console import PROGRAM
from iaia_desktop.cli.path_argument import path_argument
from iaia_desktop.core.shown import shown

if TYPE_CHECKING:
    from iaia_desktop.cli.verbs import Verbs

_USAGE = f"""{PROGRAM} [FOLDER | FILE.iaia] [--embeddings FILE|FOLDER [--encoder SPEC]]
       {PROGRAM} VERB ..."""

_DESCRIPTION = f"""\
Label a folder of images, with suggestions that learn as you go.

With FOLDER, the window opens on its images; a folder that was opened before goes on where you
stopped. With FILE.iaia, that session opens. With neither, the window shows the start page.

With --embeddings, images are not embedded here but looked up in what was embedded elsewhere: an
.npz file that “{PROGRAM} embed” wrote, a folder of such files, or a folder that clip-retrieval
wrote, which does not say its encoder: --encoder does. The session remembers them."""

_EPILOG = f"""\
“{PROGRAM} VERB --help” tells more of a verb. A folder that is called like a verb is opened as
“./demo” or with its whole path. Results go to standard output, all else to standard error.
Exit codes: 0; 1 for an error, told in one line; 2 for a wrong command line; 130 after Ctrl+C."""

VERBS = {
    "demo": "window",
    "annotate": "annotate",
    "export": "export",
    "info": "info",
    "restore": "restore",
    "embed": "embed",
    "models": "models",
    "simulate": "simulate",
    "reproduce": "reproduce",
}
"""The verbs, in the order of the help, and their modules in this package.

The window must not wait for what the others need, so a verb is imported when it is asked for.
"""


class _VerbModule(Protocol):
    """What the module of a verb has."""

    def add_parser(self, verbs: Verbs) -> None:
        """Describe the verb."""
        ...


class _Parser(argparse.ArgumentParser):
    """A parser that takes no shortened options: scripts must not break when one is added."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"allow_abbrev": False, **options})

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, in one line; the name of a file must not command the terminal."""
        super().error(shown(message))


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Read a command line.

    Parameters
    ----------
    argv : sequence of str
        The arguments, without the program's name.

    Returns
    -------
    argparse.Namespace
        With ``run``, the function of the verb, and ``needs_window``.

    Raises
    ------
    SystemExit
        After the help or the version was printed (0), or what is wrong (2).
    """
    first = argv[0] if argv else ""
    if first in VERBS:
        return _parser_of_verbs((first,)).parse_args(argv)
    if first in {"-h", "--help", "--version"}:
        return _parser_of_verbs(tuple(VERBS)).parse_args(argv)
    options = argv[: argv.index("--")] if "--" in argv else argv
    if "-h" in options or "--help" in options:
        return _parser_of_verbs(tuple(VERBS)).parse_args(["--help"])
    opening = _new_parser()
    opening.add_argument("target", nargs="?", type=path_argument)
    opening.add_argument("--embeddings", type=path_argument)
    opening.add_argument("--encoder")
    opening.set_defaults(run=window.run_open, needs_window=True, verb_names=tuple(VERBS))
    return opening.parse_args(argv)


def parser_of_all() -> argparse.ArgumentParser:
    """Return the parser of every verb, as the help shows it and docs/cli.md is written from it."""
    return _parser_of_verbs(tuple(VERBS))


def _parser_of_verbs(names: Sequence[str]) -> argparse.ArgumentParser:
    parser = _new_parser()
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", prog=PROGRAM, required=True)
    for name in names:
        module = importlib.import_module(f"iaia_desktop.cli.{VERBS[name]}")
        cast("_VerbModule", module).add_parser(verbs)
    return parser


def _new_parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog=PROGRAM,
        usage=_USAGE,
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--version", action="version", version=f"{PROGRAM} {__version__}", help="say the version"
    )
    return parser
