"""The verbs that open the window: on the start page, a folder, a session, or the demo."""

from __future__ import annotations

import argparse
import difflib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from iaia_desktop.cli.console import PROGRAM, Console
from iaia_desktop.cli.display import explain_import_error, require_display
from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import EmbeddingsError, EmbeddingsGoneError, FolderError
from iaia_desktop.encoders.spec import parse_spec
from iaia_desktop.export.names import shown
from iaia_desktop.session.elsewhere_wish import ElsewhereWish

if TYPE_CHECKING:
    from iaia_desktop.cli.verbs import Verbs


def add_parser(verbs: Verbs) -> None:
    """Describe ``demo``; opening has no word of its own."""
    parser = verbs.add_parser(
        "demo",
        help="open the window on pictures that the program draws itself",
        description="Open the window on a few hundred pictures that the program draws itself.",
    )
    parser.set_defaults(run=run_demo, needs_window=True)


def run_demo(_arguments: argparse.Namespace, _console: Console, _cancel: CancelToken) -> int:
    """Open the window on the demo pictures."""
    return _open_window(None, demo=True)


def run_open(arguments: argparse.Namespace, _console: Console, _cancel: CancelToken) -> int:
    """Open the window on a folder, a session file, or the start page."""
    target: Path | None = arguments.target
    if target is not None and not os.path.lexists(target):
        near = difflib.get_close_matches(target.name, arguments.verb_names, n=1, cutoff=0.75)
        remedy = "Name a folder of images or a session file."
        if near:
            remedy = f"If you meant the verb, write “{near[0]}”; {PROGRAM} --help lists them all."
        raise FolderError(f"There is no folder or file “{shown(target)}”.", remedy)
    return _open_window(target, demo=False, elsewhere=_elsewhere(arguments))


def _elsewhere(arguments: argparse.Namespace) -> ElsewhereWish | None:
    """Return the embeddings made elsewhere that are asked for."""
    place: Path | None = arguments.embeddings
    spec: str | None = arguments.encoder
    if place is None:
        if spec is None:
            return None
        raise EmbeddingsError(
            "--encoder says which encoder made embeddings, and none are given.",
            "Name them with --embeddings, or choose the encoder in the settings.",
        )
    if arguments.target is None:
        raise EmbeddingsError(
            f"Nobody says which images “{shown(place)}” goes with.", "Name their folder, too."
        )
    if not os.path.exists(place):  # noqa: PTH110 - never raises
        raise EmbeddingsGoneError(
            f"There is no file or folder “{shown(place)}”.", "Check the name of the embeddings."
        )
    if spec is None:
        return ElsewhereWish(place)
    return ElsewhereWish(place, str(parse_spec(spec).absolute()))


def _open_window(target: Path | None, *, demo: bool, elsewhere: ElsewhereWish | None = None) -> int:
    require_display(os.environ, sys.platform)
    try:
        # Here and not above: without a window nothing of Qt is loaded.
        from iaia_desktop.app import run_window  # noqa: PLC0415
    except ImportError as error:
        known = explain_import_error(error)
        if known is None:
            raise
        raise known from error
    return run_window(target, demo=demo, elsewhere=elsewhere)
