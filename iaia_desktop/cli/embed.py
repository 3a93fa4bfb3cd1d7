"""``embed``: turn a folder of images into a table of embeddings."""

from __future__ import annotations

import argparse
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from iaia_desktop.cli.console import Console
from iaia_desktop.cli.encoder_choice import add_precision_argument, ready_encoder
from iaia_desktop.cli.path_argument import path_argument
from iaia_desktop.cli.quiet import without_library_chatter
from iaia_desktop.cli.reports import (
    failed_json,
    images,
    tell_cache_problem,
    tell_failed,
    versions,
)
from iaia_desktop.cli.run_job import run_job
from iaia_desktop.cli.targets import require_images
from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import CancelledError, KnownError
from iaia_desktop.export.names import shown
from iaia_desktop.jobs.embed_folder import beginning_below, embed_folder_job
from iaia_desktop.jobs.embeddings_file import check_embeddings_path, save_embeddings
from iaia_desktop.store.embedding_cache import EmbeddingCache
from iaia_desktop.store.paths import program_folders

if TYPE_CHECKING:
    from iaia_desktop.cli.verbs import Verbs


def add_parser(verbs: Verbs) -> None:
    """Describe the verb's arguments."""
    parser = verbs.add_parser(
        "embed",
        help="write the embeddings of a folder's images to a file for numpy",
        description="Write FILE.npz with the arrays “embeddings” (float32, one row an image), "
        "“paths” (relative to FOLDER, in natural order), “encoder” and “spec” (what made them), "
        "“hashes” (of the files' contents), and “labels” where every image of FOLDER lies in a "
        "folder for its class. The window, “annotate” and “simulate” take it with --embeddings. "
        "A file of embeddings that is there already is replaced, in one step; any other file is "
        "left alone.",
    )
    parser.set_defaults(run=run, needs_window=False)
    parser.add_argument("folder", metavar="FOLDER", type=path_argument, help="images to embed")
    parser.add_argument(
        "--output", metavar="FILE.npz", type=path_argument, required=True, help="file to write"
    )
    parser.add_argument(
        "--encoder",
        metavar="SPEC",
        help="see “models”; by default the program's, or the built-in one where the weights of "
        "that are not on this machine",
    )
    add_precision_argument(parser)
    parser.add_argument(
        "--relative-to",
        metavar="ABOVE",
        type=path_argument,
        help="a folder above FOLDER that the paths start from, so that files of several folders "
        "go together",
    )
    parser.add_argument("--json", action="store_true", help="write the result as JSON")


def run(arguments: argparse.Namespace, console: Console, cancel: CancelToken) -> int:
    """Embed, write the file, and say what came of it."""
    started = time.perf_counter()
    output: Path = arguments.output
    check_embeddings_path(output)
    beginning_below(arguments.folder, arguments.relative_to)  # for what it refuses
    require_images(arguments.folder, console, cancel)
    encoder = ready_encoder(arguments.encoder, console, cancel, precision=arguments.precision)
    with closing(EmbeddingCache(program_folders().embeddings)) as cache:
        try:
            with without_library_chatter(console):
                job = embed_folder_job(
                    arguments.folder, encoder, cache, cancel, relative_to=arguments.relative_to
                )
                result = run_job(job, console)
        except CancelledError as stop:
            raise CancelledError("Nothing was written.") from stop
        tell_cache_problem(console, cache)
    if result.paths:
        save_embeddings(output, result)
    tell_failed(console, (*result.problems, *result.failed))
    if arguments.json:
        console.result_json(
            {
                "folder": str(arguments.folder),
                "images": result.found,
                "embedded": len(result.paths),
                "dimension": encoder.dim,
                "classes": None if result.labels is None else sorted(set(result.labels)),
                "failed": failed_json(result.failed),
                "problems": failed_json(result.problems),
                "encoder": encoder.spec,
                "encoder_id": result.encoder_id,
                "device": encoder.device,
                "output": str(output) if result.paths else None,
                "seconds": round(time.perf_counter() - started, 3),
                "versions": versions(),
            }
        )
    elif result.paths:
        lost = f"; {images(len(result.failed))} could not be read" if result.failed else ""
        console.result(
            f"{images(len(result.paths))} embedded with {encoder.spec} "
            f"({encoder.dim} numbers each){lost}.\nWritten to {shown(output)}"
        )
    if not result.paths:
        console.finish()
        raise KnownError(
            f"None of the {images(result.found)} in “{shown(arguments.folder)}” could be read, "
            "so nothing was written.",
            "The reasons are listed above.",
        )
    return 0
