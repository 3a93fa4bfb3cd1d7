"""The labelled data that a command line names: its arguments, and how it gets ready."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Generator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TypeVar

from iaia_desktop.cli.console import Console
from iaia_desktop.cli.elsewhere import add_embeddings_argument, encoder_for, given_embeddings
from iaia_desktop.cli.encoder_choice import add_precision_argument, in_precision
from iaia_desktop.cli.path_argument import path_argument
from iaia_desktop.cli.quiet import without_library_chatter
from iaia_desktop.cli.reports import tell_cache_problem, tell_failed
from iaia_desktop.cli.run_job import run_job
from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import EmbeddingsError
from iaia_desktop.encoders.registry import DEFAULT_SPEC
from iaia_desktop.encoders.spec import parse_spec
from iaia_desktop.experiments.dataset import EmbeddedSet, LabelledImages, Truth
from iaia_desktop.experiments.datasets import load_data_job, parse_layout
from iaia_desktop.experiments.embedding import EmbeddedData, EncoderSource, embed_data_job
from iaia_desktop.experiments.remembered_encoder import NOTES_NAME, EncoderNotes
from iaia_desktop.experiments.results import Numbers
from iaia_desktop.export.names import shown
from iaia_desktop.jobs.progress import Progress
from iaia_desktop.store.embedding_cache import EmbeddingCache
from iaia_desktop.store.paths import program_folders

Result = TypeVar("Result")

_DATA_HELP = """\
a folder per class; a folder per domain with a folder per class in each (with --layout
domain/class); CORe50 (s1/o1 to s11/o50); the CIFAR-100 python files; CelebA (images and
identity_CelebA.txt); a .csv table of path,label[,domain]; or an .npz file with “embeddings” and
“labels”, and optionally “domains” and “paths”"""


def add_data_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments that name labelled data and how it is embedded."""
    parser.add_argument("data", metavar="DATA", type=path_argument, help=_DATA_HELP)
    parser.add_argument(
        "--layout",
        metavar="LAYOUT",
        help="how DATA lies there, where its names do not tell: class, domain/class, "
        "core50-categories (10 classes, as in the paper), core50-objects (50 classes), cifar100, "
        "celeba, csv or npz",
    )
    parser.add_argument(
        "--encoder",
        metavar="SPEC",
        help="see “models”; by default the program's, or the built-in one where the weights of "
        "that are not on this machine",
    )
    add_precision_argument(parser)
    add_embeddings_argument(parser)


def embedded_data(
    arguments: argparse.Namespace,
    console: Console,
    cancel: CancelToken,
    *,
    rows_needed: Callable[[Truth], Numbers | None] | None = None,
    silent: bool = False,
) -> EmbeddedData:
    """Read the data that :func:`add_data_arguments` describes, and embed it where needed.

    Parameters
    ----------
    arguments : argparse.Namespace
        With ``data``, ``layout``, ``encoder`` and ``embeddings``.
    rows_needed : callable, optional
        Which rows of the data set have to be embedded; all without it.
    silent : bool, optional
        Whether to say nothing of the progress.

    Raises
    ------
    DataSetError, FolderError
        When the data is malformed or cannot be read.
    EmbeddingsError
        When embeddings made elsewhere do not go with it.
    EncoderError
        When the encoder cannot be loaded or cannot work.
    CancelledError
        When the token is set.
    """
    path: Path = arguments.data
    elsewhere = given_embeddings(arguments)
    layout = None if arguments.layout is None else parse_layout(arguments.layout)
    data = run_or_drain(load_data_job(path, layout, cancel), console, silent=silent)
    if elsewhere is not None and not isinstance(data, LabelledImages):
        raise EmbeddingsError(
            f"“{shown(path)}” is no folder or table of image files, so --embeddings has nothing to "
            "go with.",
            "Leave it out.",
        )
    if isinstance(data, EmbeddedSet):
        if arguments.encoder is not None:
            console.note(f"“{shown(path)}” holds embeddings already, so --encoder has no effect.")
        if rows_needed is not None:
            rows_needed(data.truth)  # for what it refuses
        return EmbeddedData(data)
    rows = None if rows_needed is None else rows_needed(data.truth)
    folders = program_folders()
    spec = in_precision(str(parse_spec(arguments.encoder or DEFAULT_SPEC)), arguments.precision)
    source = EncoderSource(
        spec=spec,
        load=partial(
            encoder_for,
            elsewhere,
            arguments.encoder,
            console,
            cancel,
            precision=arguments.precision,
        ),
        notes=EncoderNotes(folders.cache / NOTES_NAME),
    )
    with closing(EmbeddingCache(folders.embeddings)) as cache:
        with without_library_chatter(console):
            job = embed_data_job(data, rows, source, cache, cancel, elsewhere)
            embedded = run_or_drain(job, console, silent=silent)
        tell_cache_problem(console, cache)
    problems = data.problems if isinstance(data, LabelledImages) else ()
    tell_failed(console, (*problems, *embedded.failed))
    return embedded


def run_or_drain(
    job: Generator[Progress, None, Result], console: Console, *, silent: bool
) -> Result:
    """Run a job and return its result; show how far it is, or say nothing."""
    if not silent:
        return run_job(job, console)
    while True:
        try:
            next(job)
        except StopIteration as stop:
            result: Result = stop.value
            return result


def whole_number(text: str) -> int:
    """Read an argument that is a whole number of 0 or more."""
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(f"“{text}” is no whole number of 0 or more")
    return int(text)


def positive_number(text: str) -> int:
    """Read an argument that is a whole number of 1 or more."""
    if whole_number(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is no whole number of 1 or more")
    return int(text)
