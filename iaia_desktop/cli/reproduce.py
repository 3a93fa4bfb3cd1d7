"""``reproduce``: the experiments of the paper on labelled data, with a report."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from iaia_desktop import __version__
from iaia_desktop.cli.console import PROGRAM, Console
from iaia_desktop.cli.data_set import (
    add_data_arguments,
    embedded_data,
    positive_number,
    whole_number,
)
from iaia_desktop.cli.path_argument import path_argument
from iaia_desktop.cli.reports import failed_json, images, versions
from iaia_desktop.cli.run_job import run_job
from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import CancelledError
from iaia_desktop.experiments.dataset import NOT_EMBEDDED, Truth
from iaia_desktop.experiments.datasets import layout_of, parse_layout
from iaia_desktop.experiments.embedding import EmbeddedData
from iaia_desktop.experiments.new_folder import check_new_folder, write_new_folder
from iaia_desktop.experiments.outcome import Experiment, plural
from iaia_desktop.experiments.paper import PaperFigure, paper_figure
from iaia_desktop.experiments.passes import PassOptions
from iaia_desktop.experiments.report import ReportHead
from iaia_desktop.experiments.report_files import REPORT_NAME, report_files
from iaia_desktop.experiments.reproduce import Reproduction, reproduce_job
from iaia_desktop.experiments.results import Numbers
from iaia_desktop.export.names import shown

if TYPE_CHECKING:
    from iaia_desktop.cli.verbs import Verbs

_ALL = "all"
_TITLES = {
    "iaia_desktop": "IAIA Desktop",
    "python": "Python",
    "numpy": "NumPy",
    "pillow": "Pillow",
    "matplotlib": "Matplotlib",
}

_DESCRIPTION = """\
Run the experiments of the paper on DATA, whose labels are known, and write a report: report.html,
each figure as PNG, SVG and CSV, and results.json. EXPERIMENT is accuracy (both distances, while the
images come in), newclass (precision and recall of new-class detection for every epsilon),
domain-shift (mixed order against domain by domain), supervision (how many images the human has to
decide), or all."""


def add_parser(verbs: Verbs) -> None:
    """Describe the verb's arguments."""
    parser = verbs.add_parser(
        "reproduce",
        help="run the experiments of the paper on labelled data, with a report",
        description=_DESCRIPTION,
    )
    parser.set_defaults(run=run, needs_window=False)
    parser.add_argument(
        "experiment",
        metavar="EXPERIMENT",
        choices=[*(experiment.value for experiment in Experiment), _ALL],
        help="accuracy, newclass, domain-shift, supervision or all",
    )
    add_data_arguments(parser)
    parser.add_argument(
        "--output",
        metavar="DIR",
        type=path_argument,
        required=True,
        help="a new or empty folder for the report",
    )
    parser.add_argument(
        "--seed", metavar="N", type=whole_number, default=0, help="of all chance (default: 0)"
    )
    parser.add_argument(
        "--repeats",
        metavar="R",
        type=positive_number,
        default=1,
        help="run with the seeds N to N+R-1, and give mean and standard deviation (default: 1)",
    )
    parser.add_argument(
        "--limit",
        metavar="N",
        type=positive_number,
        help="use only N images, drawn with the seed",
    )
    parser.add_argument(
        "--faithful",
        action="store_true",
        help="average the embeddings without normalising them: the paper to the letter",
    )


def run(arguments: argparse.Namespace, console: Console, cancel: CancelToken) -> int:
    """Embed what needs it, run the experiments, and write the report."""
    data_path: Path = arguments.data
    output = check_new_folder(arguments.output, data_path)
    # A wrong layout is told before anything is read.
    layout = parse_layout(arguments.layout) if arguments.layout else layout_of(data_path)
    options = PassOptions(
        seed=arguments.seed,
        repeats=arguments.repeats,
        limit=arguments.limit,
        normalise=not arguments.faithful,
    )
    experiments = (
        tuple(Experiment) if arguments.experiment == _ALL else (Experiment(arguments.experiment),)
    )

    def rows_needed(truth: Truth) -> Numbers | None:
        return _rows_needed(truth, options)

    try:
        embedded = embedded_data(arguments, console, cancel, rows_needed=rows_needed)
        paper = paper_figure(embedded.data.truth, layout.value)
        found = run_job(reproduce_job(embedded.data, experiments, options, paper, cancel), console)
    except CancelledError as stop:
        raise CancelledError("Nothing was written.") from stop
    head = _head(arguments, embedded, found, options, paper)
    about = _about(arguments, embedded, options, paper, layout.value)
    write_new_folder(output, report_files(head, found, about))
    for sentence in found.left_out:
        console.note(sentence)
    sentences = [sentence for outcome in found.outcomes for sentence in outcome.findings[:1]]
    console.result("\n".join([*sentences, f"Written to {shown(output / REPORT_NAME)}"]))
    return 0


def _rows_needed(truth: Truth, options: PassOptions) -> Numbers | None:
    if options.limit is None:
        return None
    size = len(truth)
    used = [
        np.random.default_rng(seed).permutation(size)[: options.limit] for seed in options.seeds
    ]
    return np.unique(np.concatenate(used)).astype(np.int64)


def _head(
    arguments: argparse.Namespace,
    embedded: EmbeddedData,
    found: Reproduction,
    options: PassOptions,
    paper: PaperFigure | None,
) -> ReportHead:
    data = embedded.data
    truth = data.truth
    embedded_count = int(np.count_nonzero(data.places != NOT_EMBEDDED))
    used = embedded_count if options.limit is None else min(options.limit, embedded_count)
    encoder = data.encoder_id or "not named in the file of embeddings"
    parts = [images(used), plural(len(truth.class_names), "class", "classes")]
    if len(truth.domain_names) > 1:
        parts.append(plural(len(truth.domain_names), "domain", "domains"))
    lede = f"{', '.join(parts)}; embeddings of {data.embeddings.shape[1]} numbers"
    lede += f" from {data.encoder_id}." if data.encoder_id else "."
    found_versions = _versions().items()
    domains = ", ".join(shown(name) for name in truth.domain_names) or "none"
    averaged = "L2-normalised" if options.normalise else "taken as they are"
    settings = [
        ("Data", shown(arguments.data)),
        ("Images", f"{used:,}" if used == len(truth) else f"{used:,} of {len(truth):,}"),
        ("Classes", f"{len(truth.class_names):,}"),
        ("Domains", domains),
        ("Encoder", encoder),
        ("Embeddings", f"{data.embeddings.shape[1]} numbers, {averaged} before averaging"),
        ("Seeds" if options.repeats > 1 else "Seed", _seeds(options)),
        ("Versions", ", ".join(f"{_TITLES[name]} {number}" for name, number in found_versions)),
    ]
    if embedded.failed:
        settings.insert(2, ("Not read", images(len(embedded.failed))))
    return ReportHead(
        title=shown(truth.name),
        lede=lede,
        settings=tuple(settings),
        notes=found.left_out,
        command=_command(arguments),
        paper=paper,
        made_by=f"Made by {PROGRAM} {__version__}",
    )


def _seeds(options: PassOptions) -> str:
    if options.repeats == 1:
        return str(options.seed)
    last = options.seed + options.repeats - 1
    return f"{options.seed} to {last}: means, ± one standard deviation"


def _command(arguments: argparse.Namespace) -> str:
    words = [PROGRAM, "reproduce", arguments.experiment, shown(arguments.data)]
    for option in ("layout", "encoder", "limit"):
        value = getattr(arguments, option)
        if value is not None:
            words += [f"--{option}", str(value)]
    words += ["--seed", str(arguments.seed), "--repeats", str(arguments.repeats)]
    if arguments.faithful:
        words.append("--faithful")
    return shlex.join([*words, "--output", "NEW-FOLDER"])


def _about(
    arguments: argparse.Namespace,
    embedded: EmbeddedData,
    options: PassOptions,
    paper: PaperFigure | None,
    layout: str,
) -> dict[str, object]:
    data = embedded.data
    return {
        "data": str(arguments.data),
        "layout": layout,
        "name": data.truth.name,
        "images": len(data.truth),
        "class_names": list(data.truth.class_names),
        "domain_names": list(data.truth.domain_names) or None,
        "failed": failed_json(embedded.failed),
        "encoder": data.encoder_id,
        "dimension": data.embeddings.shape[1],
        "seed": options.seed,
        "repeats": options.repeats,
        "limit": options.limit,
        "faithful": not options.normalise,
        "paper": None if paper is None else {"title": paper.title, "accuracy": paper.accuracy},
        "versions": _versions(),
    }


def _versions() -> dict[str, str]:
    import matplotlib as mpl  # noqa: PLC0415 - slow, and only this verb draws

    # torch is loaded or not, as the cache has it: the results do not depend on that.
    found = {name: number for name, number in versions().items() if name != "torch"}
    return {**found, "matplotlib": str(mpl.__version__)}
