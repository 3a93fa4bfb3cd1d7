"""``export``: write a session's labels out."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING

from iaia_desktop.cli.console import Console
from iaia_desktop.cli.path_argument import path_argument
from iaia_desktop.cli.reports import count_lines, failed_json, images, tell_failed, versions
from iaia_desktop.cli.run_job import run_job
from iaia_desktop.cli.targets import add_session_argument, session_file
from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import CancelledError, ExportError
from iaia_desktop.export.folders import ExportMode, ExportReport
from iaia_desktop.export.names import shown
from iaia_desktop.export.split import LARGEST_SHARE
from iaia_desktop.jobs.embed_folder import FailedFile
from iaia_desktop.jobs.export_labels import ExportWish, export_job, unfinished_export

if TYPE_CHECKING:
    from iaia_desktop.cli.verbs import Verbs


def add_parser(verbs: Verbs) -> None:
    """Describe the verb's arguments."""
    parser = verbs.add_parser(
        "export",
        help="write a session's labels out: a folder for each class, and tables",
        description="Write the labels of a session to OUT: a folder for each class, and tables "
        "with what is known of each label. Nothing is ever overwritten, and OUT is there once it "
        "is whole: until then it is built beside it, in OUT.unfinished-export. Each copy is "
        "compared by hash with the image as it was labelled.",
        epilog="An export that was interrupted is gone on with by the same command: what is there "
        "and right is kept, labels that changed meanwhile are taken into account. A small one that "
        "is stopped leaves nothing. Where hard links are not possible files are copied, with a "
        "note. Who edits a hard link edits the original.",
    )
    parser.set_defaults(run=run, needs_window=False)
    add_session_argument(parser)
    parser.add_argument(
        "output",
        metavar="OUT",
        type=path_argument,
        help="a new or empty folder outside the folder of images",
    )
    parser.add_argument(
        "--mode",
        choices=[mode.value for mode in ExportMode],
        default=ExportMode.COPY.value,
        help="how images get into the folders; copy by default, none for the tables only",
    )
    parser.add_argument(
        "--validation",
        metavar="SHARE",
        type=share_argument,
        default=0.0,
        help=f"share of each class for a validation part, 0 (none) to {LARGEST_SHARE:g}",
    )
    parser.add_argument(
        "--seed", metavar="N", type=seed_argument, default=0, help="of the draw, 0 by default"
    )
    parser.add_argument(
        "--verify",
        action="store_true",
        help="read every file back from the disk; takes about twice as long",
    )
    parser.add_argument(
        "--anew",
        action="store_true",
        help="throw an unfinished export to OUT away instead of going on with it",
    )
    parser.add_argument("--json", action="store_true", help="write the result as JSON")


def share_argument(text: str) -> float:
    """Read a share from 0 to 0.9; raises ``argparse.ArgumentTypeError`` for anything else."""
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0.0 <= share <= LARGEST_SHARE:
        raise argparse.ArgumentTypeError(f"{text!r} is not a share from 0 to {LARGEST_SHARE:g}")
    return share


def seed_argument(text: str) -> int:
    """Read a whole number of 0 or more; raises ``argparse.ArgumentTypeError`` otherwise."""
    try:
        seed = int(text)
    except ValueError:
        seed = -1
    if seed < 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 0 on")
    return seed


def run(arguments: argparse.Namespace, console: Console, cancel: CancelToken) -> int:
    """Export, and say what came of it."""
    started = time.perf_counter()
    path = session_file(arguments.session)
    wish = ExportWish(
        output=arguments.output,
        mode=ExportMode(arguments.mode),
        validation_share=arguments.validation,
        seed=arguments.seed,
        verify=arguments.verify,
        anew=arguments.anew,
    )
    before = unfinished_export(path, wish.output)
    if before is not None:
        words = "throwing away" if wish.anew else "going on with"
        console.note(
            f"{words} an unfinished export: {before.done:,} of {before.about.total:,} images are"
            f" in {shown(before.folder)}"
        )
    try:
        report = run_job(export_job(path, wish, cancel), console)
    except CancelledError as stop:
        raise CancelledError(after_stop(path, wish.output)) from stop
    failed = [FailedFile(name, reason) for name, reason in report.failed]
    for note in report.notes:
        console.note(note)
    tell_failed(console, failed)
    if arguments.json:
        console.result_json(
            {
                "session": str(path),
                "export": str(report.output),
                "export_mode": arguments.mode,
                "exported": report.exported,
                "classes": dict(report.per_class),
                "folders": dict(report.folders),
                "splits": dict(report.per_split),
                "unlabelled": report.unlabelled,
                "skipped": report.skipped,
                "discarded": report.discarded,
                "failed": failed_json(failed),
                "verified": report.verified,
                "resumed": report.resumed,
                "notes": list(report.notes),
                "seconds": round(time.perf_counter() - started, 3),
                "versions": versions(),
            }
        )
    else:
        console.result(_as_text(report))
    if failed and not report.exported:
        console.finish()
        raise ExportError(
            "None of the labelled images could be read, so there are only tables in "
            f"“{shown(report.output)}”.",
            "The reasons are listed above.",
        )
    return 0


def after_stop(session: Path, output: Path) -> str:
    """Return what an export that was stopped has left, and what to do about it.

    Parameters
    ----------
    session : Path
        The session file.
    output : Path
        Where the export was to go.
    """
    left = unfinished_export(session, output)
    if left is None:
        return "Nothing was written."
    return (
        f"{left.done:,} of {left.about.total:,} images are in “{shown(left.folder)}”; the same"
        " command goes on, and with --anew it begins anew."
    )


def _as_text(report: ExportReport) -> str:
    left_out = [
        f"{count:,} {words}"
        for count, words in (
            (report.unlabelled, "unlabelled"),
            (report.skipped, "skipped"),
            (report.discarded, "discarded"),
            (len(report.failed), "missing (see incomplete.txt)"),
        )
        if count
    ]
    verified = ""
    if report.verified:
        is_all = report.verified == report.exported
        verified = ", all verified" if is_all else f", {report.verified:,} of them verified"
    lines = [
        f"Exported {images(report.exported)} to {shown(report.output)}{verified}",
        count_lines(report.per_class),
    ]
    if report.resumed:
        lines.append(f"Of these, {report.resumed:,} were there already.")
    if report.per_split:
        parts = (f"{count:,} in {name}" for name, count in report.per_split.items())
        lines.append(f"Split: {', '.join(parts)}.")
    if left_out:
        lines.append(f"Left out: {', '.join(left_out)}.")
    return "\n".join(line for line in lines if line)
