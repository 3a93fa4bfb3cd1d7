"""``annotate``: label a folder from a folder of examples for each class."""

from __future__ import annotations

import argparse
import math
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from iaia_desktop.cli.console import Console
from iaia_desktop.cli.elsewhere import add_embeddings_argument, encoder_for, given_embeddings
from iaia_desktop.cli.encoder_choice import add_precision_argument
from iaia_desktop.cli.path_argument import path_argument
from iaia_desktop.cli.quiet import without_library_chatter
from iaia_desktop.cli.reports import (
    count_lines,
    failed_json,
    images,
    tell_cache_problem,
    tell_failed,
    versions,
)
from iaia_desktop.cli.run_job import run_job
from iaia_desktop.cli.targets import require_images
from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import CancelledError, ExportError, KnownError
from iaia_desktop.core.method import EpsilonMode, Method
from iaia_desktop.core.palette import CLASS_COLOURS
from iaia_desktop.core.types import Distance
from iaia_desktop.encoders.base import Encoder
from iaia_desktop.export.destination import check_destination
from iaia_desktop.export.folders import ExportMode, ExportReport
from iaia_desktop.export.names import shown
from iaia_desktop.images.scan import scan_folder
from iaia_desktop.jobs.annotate import (
    AnnotateReport,
    AnnotateRequest,
    annotate_job,
    stored_encoder_spec,
)
from iaia_desktop.jobs.embed_folder import FailedFile
from iaia_desktop.jobs.export_labels import (
    ExportWish,
    export_job,
    guarded_folders,
    session_key,
    unfinished_export,
)
from iaia_desktop.session.actions import class_keys_available, effective_keys
from iaia_desktop.store.embedding_cache import EmbeddingCache
from iaia_desktop.store.paths import SESSION_SUFFIX, program_folders

if TYPE_CHECKING:
    from iaia_desktop.cli.verbs import Verbs

_EPSILON_WORDS = {EpsilonMode.AUTOMATIC: "auto", EpsilonMode.NONE: "none"}

Epsilon = tuple[EpsilonMode, float | None]


def add_parser(verbs: Verbs) -> None:
    """Describe the verb's arguments."""
    parser = verbs.add_parser(
        "annotate",
        help="label a folder from a folder of examples for each class, without a window",
        description="Label FOLDER from examples: each image gets the class whose examples it is "
        "nearest to, and stays unlabelled beyond epsilon. The examples alone teach, never the "
        "labels given on the way, so the order of the images does not matter. An example that "
        "lies in FOLDER keeps the class it was given.",
        epilog="Files that cannot be read are listed and cost nobody else. The exit code is 1 "
        "only when nothing could be read, or an error stopped the run.",
    )
    parser.set_defaults(run=run, needs_window=False)
    parser.add_argument("folder", metavar="FOLDER", type=path_argument, help="images to label")
    parser.add_argument(
        "--examples",
        metavar="CLASSFOLDERS",
        type=path_argument,
        required=True,
        help="a folder that holds a folder of example images for each class",
    )
    parser.add_argument(
        "--export",
        metavar="OUT",
        type=path_argument,
        required=True,
        help="a new or empty folder for the labels, outside FOLDER",
    )
    parser.add_argument(
        "--encoder",
        metavar="SPEC",
        help="see “models”; by default the session's or the program's, or the built-in one where "
        "the weights of that are not on this machine",
    )
    add_precision_argument(parser)
    add_embeddings_argument(parser)
    parser.add_argument(
        "--distance",
        choices=[distance.value for distance in Distance],
        default=Distance.COSINE.value,
        help="between unit vectors; cosine by default",
    )
    parser.add_argument(
        "--epsilon",
        metavar="X|none|auto",
        type=epsilon_argument,
        default=(EpsilonMode.AUTOMATIC, None),
        help="an image farther than this from every class stays unlabelled; “none” labels every "
        "image; “auto”, the default, works it out from the examples",
    )
    parser.add_argument(
        "--mode",
        choices=[mode.value for mode in ExportMode],
        default=ExportMode.COPY.value,
        help="how images get into the folders of OUT; copy by default, none for the tables only",
    )
    parser.add_argument(
        "--session",
        metavar="FILE",
        type=path_argument,
        help="keep the session, to go on with it in the window; one that exists is gone on with, "
        "and what a person decided in it stays",
    )
    parser.add_argument("--json", action="store_true", help="write the result as JSON")


def epsilon_argument(text: str) -> Epsilon:
    """Read ``auto``, ``none``, or a distance of 0 or more.

    Raises
    ------
    argparse.ArgumentTypeError
        When it is none of these.
    """
    for mode, word in _EPSILON_WORDS.items():
        if text.strip().lower() == word:
            return mode, None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 <= value < math.inf:
        raise argparse.ArgumentTypeError(f"{text!r} is neither auto, none, nor a number from 0 on")
    return EpsilonMode.FIXED, value


def run(arguments: argparse.Namespace, console: Console, cancel: CancelToken) -> int:
    """Label, export, and say what came of it."""
    started = time.perf_counter()
    _check_places(arguments, console, cancel)
    kept: Path | None = arguments.session
    stored_spec = None if kept is None else stored_encoder_spec(kept)
    elsewhere = given_embeddings(arguments)
    encoder = encoder_for(
        elsewhere,
        arguments.encoder,
        console,
        cancel,
        otherwise=stored_spec,
        precision=arguments.precision,
    )
    mode, epsilon = arguments.epsilon
    method = Method(distance=Distance(arguments.distance), epsilon_mode=mode)
    if epsilon is not None:
        method = Method(distance=method.distance, epsilon_mode=mode, epsilon=epsilon)
    exported = None
    with (
        _session_path(kept) as session_path,
        closing(EmbeddingCache(program_folders().embeddings)) as cache,
    ):
        request = AnnotateRequest(
            folder=arguments.folder,
            examples=arguments.examples,
            session_path=session_path,
            encoder=encoder,
            cache=cache,
            palette=CLASS_COLOURS,
            class_keys=class_keys_available(effective_keys({})),
            method=method,
            clock=time.time,
            elsewhere=elsewhere,
        )
        try:
            with without_library_chatter(console):
                report = run_job(annotate_job(request, cancel), console)
            readable = report.images - len(report.failed)
            if readable:
                wish = ExportWish(arguments.export, ExportMode(arguments.mode))
                exported = run_job(export_job(session_path, wish, cancel), console)
        except CancelledError as stop:
            raise CancelledError(_after_stop(kept, arguments.export)) from stop
        tell_cache_problem(console, cache)
    seconds = time.perf_counter() - started
    _tell_remarks(console, arguments, report, exported)
    if arguments.json:
        console.result_json(_as_json(arguments, encoder, report, exported, seconds))
    elif exported is not None:
        console.result(_as_text(arguments, encoder, report, exported))
    if not readable:
        console.finish()
        raise KnownError(
            f"None of the {images(report.images)} in “{shown(arguments.folder)}” could be read, "
            "so nothing was exported.",
            "The reasons are listed above.",
        )
    return 0


def _check_places(arguments: argparse.Namespace, console: Console, cancel: CancelToken) -> None:
    """Refuse at once what would stop the run at its end."""
    require_images(arguments.folder, console, cancel)
    next(scan_folder(arguments.examples, cancel=cancel), None)
    kept: Path | None = arguments.session
    output = check_destination(
        arguments.folder,
        arguments.export,
        session="" if kept is None else session_key(kept),
        guarded=() if kept is None else guarded_folders(kept),
    )
    if output.is_relative_to(os.path.realpath(arguments.examples)):
        raise ExportError(
            f"The folder “{shown(arguments.export)}” lies inside the folder of examples.",
            "Choose a folder outside it.",
        )
    if kept is not None and Path(os.path.realpath(kept)).is_relative_to(output):
        raise ExportError(
            f"The session “{shown(kept)}” would lie inside the export.",
            "Choose another place for one of them.",
        )


@contextmanager
def _session_path(kept: Path | None) -> Iterator[Path]:
    """Give the session's place: the one asked for, or one that goes away again."""
    if kept is not None:
        yield kept
        return
    with tempfile.TemporaryDirectory(prefix="iaia-", ignore_cleanup_errors=True) as folder:
        yield Path(folder) / f"annotate{SESSION_SUFFIX}"


def _after_stop(kept: Path | None, output: Path) -> str:
    if kept is None or not kept.exists():
        return "Nothing was written."
    words = f"The labels so far are in “{shown(kept)}”, and the same command goes on."
    if (left := unfinished_export(kept, output)) is not None:
        words += f" So does the export, from what is in “{shown(left.folder)}”."
    return words


def _tell_remarks(
    console: Console,
    arguments: argparse.Namespace,
    report: AnnotateReport,
    exported: ExportReport | None,
) -> None:
    for note in (*report.notes, *(exported.notes if exported else ())):
        console.note(note)
    tell_failed(console, report.problems)
    tell_failed(console, report.examples_failed, within=arguments.examples)
    tell_failed(console, report.failed)
    for path, reason in _lost_on_export(report, exported):
        console.note(f"not exported: {shown(path)}: {reason}")


def _lost_on_export(report: AnnotateReport, exported: ExportReport | None) -> list[tuple[str, str]]:
    """Return what failed in the export alone, such as a file that went meanwhile."""
    known = {row.path for row in report.failed}
    return [row for row in (exported.failed if exported else ()) if row[0] not in known]


def _as_json(
    arguments: argparse.Namespace,
    encoder: Encoder,
    report: AnnotateReport,
    exported: ExportReport | None,
    seconds: float,
) -> dict[str, object]:
    mode: EpsilonMode = arguments.epsilon[0]
    lost = [FailedFile(path, reason) for path, reason in (exported.failed if exported else ())]
    return {
        "folder": str(arguments.folder),
        "images": report.images,
        "labelled": report.labelled,
        "unlabelled": report.unlabelled,
        "skipped": report.skipped,
        "discarded": report.discarded,
        "by": {"human": report.by_human, "machine": report.by_machine},
        "classes": report.classes,
        "failed": failed_json(report.failed),
        "problems": failed_json(report.problems),
        "examples": {
            "folder": str(arguments.examples),
            "images": report.examples,
            "used": report.examples_used,
            "failed": failed_json(report.examples_failed),
        },
        "encoder": encoder.spec,
        "encoder_id": report.encoder_id,
        "device": encoder.device,
        "distance": arguments.distance,
        "epsilon": report.epsilon,
        "epsilon_mode": _EPSILON_WORDS.get(mode, mode.value),
        "export": str(exported.output) if exported else None,
        "export_mode": arguments.mode,
        "exported": exported.exported if exported else 0,
        "export_failed": failed_json(lost),
        "session": None if arguments.session is None else str(arguments.session),
        "notes": [*report.notes, *(exported.notes if exported else ())],
        "seconds": round(seconds, 3),
        "versions": versions(),
    }


def _as_text(
    arguments: argparse.Namespace, encoder: Encoder, report: AnnotateReport, exported: ExportReport
) -> str:
    parts = [f"{report.labelled:,} labelled", f"{report.unlabelled:,} unlabelled"]
    for count, words in (
        (report.skipped, "skipped"),
        (report.discarded, "discarded"),
        (len(report.failed), "could not be read"),
    ):
        if count:
            parts.append(f"{count:,} {words}")
    epsilon = "no epsilon" if report.epsilon is None else f"epsilon {report.epsilon:.4g}"
    if report.epsilon is not None and arguments.epsilon[0] is EpsilonMode.AUTOMATIC:
        epsilon += " (from the examples)"
    lines = [
        f"{images(report.images)}: {', '.join(parts)}.",
        count_lines(report.classes),
        f"Encoder {encoder.spec}, {arguments.distance} distance, {epsilon}.",
        f"Taught by {images(report.examples_used)}.",
        f"Exported {images(exported.exported)} to {shown(exported.output)}",
    ]
    if arguments.session is not None:
        lines.append(f"The session is in {shown(arguments.session)}")
    return "\n".join(line for line in lines if line)
