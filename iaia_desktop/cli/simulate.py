"""``simulate``: replay labelled data through the method, and measure it."""

from __future__ import annotations

import argparse
import json
import math
import os
import secrets
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np

from iaia_desktop.cli.console import Console
from iaia_desktop.cli.data_set import (
    add_data_arguments,
    embedded_data,
    positive_number,
    run_or_drain,
    whole_number,
)
from iaia_desktop.cli.effort import add_effort_arguments, effort_settings, measure_effort
from iaia_desktop.cli.path_argument import path_argument
from iaia_desktop.cli.reports import failed_json, versions
from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import ExportError
from iaia_desktop.core.orders import OrderChoice
from iaia_desktop.core.types import Distance
from iaia_desktop.experiments.dataset import Truth
from iaia_desktop.experiments.new_folder import check_new_folder
from iaia_desktop.experiments.replay import simulate_job
from iaia_desktop.experiments.results import Numbers, SimulationResult
from iaia_desktop.experiments.settings import OnNew, Order, SimulationSettings
from iaia_desktop.experiments.stream import stream_rows
from iaia_desktop.experiments.summary import summary_json
from iaia_desktop.export.names import shown

if TYPE_CHECKING:
    from iaia_desktop.cli.verbs import Verbs

_DESCRIPTION = """\
Replay DATA, whose labels are known, as a stream of images through the method of the window: each
image is suggested a class, then it is decided by a simulated human, who is always right, or by the
machine. The figures are written as one JSON object."""


def add_parser(verbs: Verbs) -> None:
    """Describe the verb's arguments."""
    parser = verbs.add_parser(
        "simulate",
        help="measure the method on labelled data",
        description=_DESCRIPTION,
    )
    parser.set_defaults(run=run, needs_window=False)
    add_data_arguments(parser)
    add_effort_arguments(parser)
    parser.add_argument(
        "--distance",
        choices=[*Distance],
        default=Distance.COSINE,
        help="how far an image is from a prototype (default: cosine)",
    )
    parser.add_argument(
        "--epsilon",
        metavar="X|auto|none",
        type=epsilon_argument,
        default=None,
        help="beyond this distance “new class” is suggested; auto chooses it before each image "
        "from those before it, for the novelty, so that it costs no keys (default: none)",
    )
    parser.add_argument(
        "--order",
        choices=[*Order, *OrderChoice],
        default=Order.SHUFFLE,
        help="of the images: as the files come, shuffled, domain by domain and shuffled within "
        "each, or with --protocol one an order of the window (default: shuffle)",
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
        "--supervision",
        metavar="P",
        type=share_argument,
        default=1.0,
        help="share of the images that the human decides, such as 0.25 or 25%% (default: 1)",
    )
    parser.add_argument(
        "--on-new",
        choices=[*OnNew],
        default=OnNew.ASK,
        help="without the human, an image beyond epsilon is left for it (ask), or founds a class "
        "of its own, to which the first human decision on a member gives its name (create)",
    )
    parser.add_argument(
        "--learn-from-machine",
        choices=["yes", "no"],
        default="yes",
        help="whether the machine's decisions move prototypes (default: yes, as in the paper)",
    )
    parser.add_argument(
        "--faithful",
        action="store_true",
        help="average the embeddings without normalising them: the paper to the letter",
    )
    parser.add_argument(
        "--limit", metavar="N", type=positive_number, help="use only the first N of the stream"
    )
    parser.add_argument(
        "--json", metavar="FILE", type=path_argument, help="also write the figures to FILE"
    )
    parser.add_argument(
        "--plots",
        metavar="DIR",
        type=path_argument,
        help="also draw plots into DIR, a new or an empty folder",
    )
    parser.add_argument("--progress", action="store_true", help="say how far it is")


def run(arguments: argparse.Namespace, console: Console, cancel: CancelToken) -> int:
    """Embed what needs it, replay, and write the figures."""
    started = time.perf_counter()
    silent = not arguments.progress
    if arguments.json is not None:
        _check_json_path(arguments.json)
    if arguments.plots is not None:
        check_new_folder(arguments.plots, arguments.data)
    effort = effort_settings(arguments)
    if effort is not None:
        summary = measure_effort(arguments, effort, console, cancel)
        return _finish(arguments, console, summary, started)
    settings = _settings(arguments)
    seeds = range(arguments.seed, arguments.seed + arguments.repeats)

    def rows_needed(truth: Truth) -> Numbers:
        return np.concatenate([stream_rows(truth, settings, seed) for seed in seeds])

    embedded = embedded_data(arguments, console, cancel, rows_needed=rows_needed, silent=silent)
    runs = [
        run_or_drain(simulate_job(embedded.data, settings, seed, cancel), console, silent=silent)
        for seed in seeds
    ]
    if arguments.plots is not None:
        _draw(runs, arguments.plots)
    summary = {
        **summary_json(runs),
        "dimension": embedded.data.embeddings.shape[1],
        "failed": failed_json(embedded.failed),
    }
    return _finish(arguments, console, summary, started)


def _finish(
    arguments: argparse.Namespace, console: Console, summary: dict[str, object], started: float
) -> int:
    """Write the figures, and with what they were made."""
    whole = {
        **summary,
        "data": str(arguments.data),
        "seconds": round(time.perf_counter() - started, 3),
        "versions": versions(),
    }
    if arguments.json is not None:
        _write_json(arguments.json, whole)
    console.result_json(whole)
    return 0


def epsilon_argument(text: str) -> float | Literal["auto"] | None:
    """Return epsilon from the command line.

    Raises
    ------
    argparse.ArgumentTypeError
        When it is neither a distance of 0 or more nor "auto" nor "none".
    """
    if text == "none":
        return None
    if text == "auto":
        return "auto"
    value = _number(text)
    if value is None or value < 0:
        raise argparse.ArgumentTypeError(
            f"“{text}” is neither a distance of 0 or more nor “auto” nor “none”"
        )
    return value


def share_argument(text: str) -> float:
    """Return a share from 0 to 1, given as such or in per cent.

    Raises
    ------
    argparse.ArgumentTypeError
        When it is none.
    """
    is_percentage = text.endswith("%")
    value = _number(text.removesuffix("%"))
    share = None if value is None else value / 100 if is_percentage else value
    if share is None or not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(
            f"“{text}” is no share: give one from 0 to 1, or 0% to 100%"
        )
    return share


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _settings(arguments: argparse.Namespace) -> SimulationSettings:
    return SimulationSettings(
        distance=Distance(arguments.distance),
        epsilon=None if arguments.epsilon == "auto" else arguments.epsilon,
        automatic_epsilon=arguments.epsilon == "auto",
        order=Order(arguments.order),
        supervision=arguments.supervision,
        on_new=OnNew(arguments.on_new),
        learn_from_machine=arguments.learn_from_machine == "yes",
        normalise=not arguments.faithful,
        limit=arguments.limit,
    )


def _draw(runs: Sequence[SimulationResult], folder: Path) -> None:
    """Draw each pass; several go into folders named by their seeds."""
    from iaia_desktop.experiments.plots import plot_simulation  # noqa: PLC0415 - slow, and rare

    for result in runs:
        plot_simulation(result, folder if len(runs) == 1 else folder / f"seed-{result.seed}")


def _check_json_path(path: Path) -> None:
    """Refuse, before any work, to replace what is no result of this verb."""
    if os.path.isdir(path):  # noqa: PTH112 - a name too long is no error here
        raise ExportError(f"“{shown(path)}” is a folder.", "Choose another name for the file.")
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return
    except (OSError, UnicodeDecodeError):
        text = "?"
    try:
        content = json.loads(text) if text.strip() else {"final_label_accuracy": None}
    except ValueError:
        content = None
    if not isinstance(content, dict) or "final_label_accuracy" not in content:
        raise ExportError(
            f"There is a file “{shown(path)}” already, and it holds no result of a simulation.",
            "Choose another name; only such a result is replaced.",
        )


def _write_json(path: Path, summary: dict[str, object]) -> None:
    """Write a result, whole or not at all."""
    unfinished = path.with_name(f".{secrets.token_hex(4)}.unfinished")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(
            json.dumps(summary, indent=2, allow_nan=False) + "\n", encoding="utf-8"
        )
        unfinished.replace(path)
    except OSError as error:
        raise ExportError(
            f"The result could not be written to “{shown(path)}” ({error.strerror or error}).",
            "See that there is room and that you may write there.",
        ) from error
    finally:
        with suppress(OSError):
            unfinished.unlink()
