"""``simulate --protocol`` and ``--ranker``: how many actions labelling takes."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

import numpy as np

from iaia_desktop.cli.console import Console
from iaia_desktop.cli.data_set import embedded_data, positive_number, run_or_drain
from iaia_desktop.cli.reports import failed_json
from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import KnownError
from iaia_desktop.core.method import EpsilonMode, RankerChoice
from iaia_desktop.core.orders import OrderChoice
from iaia_desktop.core.pages import DEFAULT_PAGE_SIZE
from iaia_desktop.core.types import Distance
from iaia_desktop.experiments.auto_labelling import (
    AutoLabelOutcome,
    AutoLabelSettings,
    simulate_auto_labelling,
)
from iaia_desktop.experiments.dataset import EmbeddedSet, Truth
from iaia_desktop.experiments.effort import EffortResult, EffortSettings, Protocol
from iaia_desktop.experiments.engine_ranker import EngineRanker
from iaia_desktop.experiments.perfect_annotator import effort_job
from iaia_desktop.experiments.results import Numbers
from iaia_desktop.experiments.settings import Order
from iaia_desktop.experiments.stream import stream_rows

_WITH_REPLAY_ONLY = ("--supervision below 1", "--on-new create", "--plots")


def add_effort_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the options that ask for the effort of labelling."""
    group = parser.add_argument_group(
        "the effort of labelling",
        "With --protocol or --ranker a perfect annotator labels all images through the logic of "
        "the window, and actions are counted; without them the paper's algorithm is replayed.",
    )
    group.add_argument(
        "--protocol",
        choices=[*Protocol],
        help="one image at a time, or pages of look-alikes (default with --ranker: one)",
    )
    group.add_argument(
        "--page-size",
        metavar="N",
        type=positive_number,
        default=DEFAULT_PAGE_SIZE,
        help=f"images on a page at most (default: {DEFAULT_PAGE_SIZE})",
    )
    group.add_argument(
        "--ranker",
        choices=[*RankerChoice],
        help="what ranks the classes; prototype is the paper's (default with --protocol: auto)",
    )
    group.add_argument(
        "--target-error",
        metavar="P",
        type=_error_argument,
        default=0.01,
        help="largest share of errors when the machine labels the rest (default: 1%%)",
    )
    group.add_argument(
        "--confidence",
        metavar="P",
        type=_confidence_argument,
        default=0.9,
        help="of the bound on that share (default: 0.9)",
    )
    group.add_argument(
        "--no-auto-label",
        action="store_true",
        help="leave out what the machine could label by itself, which takes as long again",
    )


def effort_settings(arguments: argparse.Namespace) -> EffortSettings | None:
    """Return what is asked for; None for a replay of the paper's algorithm.

    Raises
    ------
    KnownError
        When options of the two do not go together.
    """
    order = arguments.order
    if arguments.protocol is None and arguments.ranker is None:
        if order in [*OrderChoice]:
            raise KnownError(
                f"The order “{order}” is one of the window.", "Give --protocol one with it."
            )
        return None
    replay_only = (
        arguments.supervision < 1.0 or arguments.on_new != "ask" or arguments.plots is not None
    )
    if replay_only:
        raise KnownError(
            "With --protocol and --ranker a human decides every image, and nothing is plotted.",
            f"Leave out {', '.join(_WITH_REPLAY_ONLY)}, or leave out --protocol and --ranker.",
        )
    ranker = RankerChoice(arguments.ranker or RankerChoice.AUTO)
    if arguments.faithful:
        if arguments.ranker not in {None, RankerChoice.PROTOTYPE}:
            raise KnownError(
                f"--faithful is the paper's method, and --ranker {ranker} is not.",
                "Leave one of them out.",
            )
        ranker = RankerChoice.PROTOTYPE
    epsilon = arguments.epsilon
    mode = EpsilonMode.NONE if epsilon is None else EpsilonMode.FIXED
    if epsilon == "auto":
        mode = EpsilonMode.AUTOMATIC
    return EffortSettings(
        protocol=Protocol(arguments.protocol or Protocol.ONE),
        page_size=arguments.page_size,
        ranker=ranker,
        order=OrderChoice(order) if order in [*OrderChoice] else Order(order),
        distance=Distance(arguments.distance),
        epsilon_mode=mode,
        epsilon=epsilon if mode is EpsilonMode.FIXED else 0.3,
        normalise=not arguments.faithful,
        limit=arguments.limit,
    )


def measure_effort(
    arguments: argparse.Namespace,
    settings: EffortSettings,
    console: Console,
    cancel: CancelToken,
) -> dict[str, object]:
    """Label the data for each seed, and return the figures."""
    silent = not arguments.progress
    seeds = range(arguments.seed, arguments.seed + arguments.repeats)

    def rows_needed(truth: Truth) -> Numbers:
        return np.concatenate([stream_rows(truth, settings.stream(), seed) for seed in seeds])

    embedded = embedded_data(arguments, console, cancel, rows_needed=rows_needed, silent=silent)
    runs, outcomes = [], []
    for seed in seeds:
        job = effort_job(embedded.data, settings, seed, cancel)
        runs.append(run_or_drain(job, console, silent=silent))
        if not arguments.no_auto_label:
            outcomes.append(_auto_labelled(arguments, embedded.data, settings, seed))
        cancel.raise_if_cancelled()
    return {
        **_means(runs, outcomes),
        "target_error": arguments.target_error,
        "confidence": arguments.confidence,
        "seed": arguments.seed,
        "repeats": arguments.repeats,
        "encoder": embedded.data.encoder_id,
        "dimension": embedded.data.embeddings.shape[1],
        "class_names": list(embedded.data.truth.class_names),
        "failed": failed_json(embedded.failed),
        "settings": settings.as_json(),
    }


def _auto_labelled(
    arguments: argparse.Namespace, data: EmbeddedSet, settings: EffortSettings, seed: int
) -> AutoLabelOutcome:
    ranker = EngineRanker(data, settings, seed)
    wanted = AutoLabelSettings(target=arguments.target_error, confidence=arguments.confidence)
    return simulate_auto_labelling(ranker, ranker.truth, seed=seed, settings=wanted)


def _means(runs: Sequence[EffortResult], outcomes: Sequence[AutoLabelOutcome]) -> dict[str, object]:
    rows: list[dict[str, object]] = [run.figures() for run in runs]
    for row, outcome in zip(rows, outcomes, strict=False):
        row["auto_share"] = outcome.auto_share
        row["auto_error"] = outcome.auto_error
        row["auto_checks"] = outcome.checks
        row["auto_labelled_before"] = outcome.labelled
        row["auto_bound"] = outcome.bound
    first = rows[0]
    means: dict[str, object] = {name: _mean([row[name] for row in rows]) for name in first}
    rankers = [run.rankers for run in runs]
    means["ranker_accuracy"] = {name: _mean([row[name] for row in rankers]) for name in rankers[0]}
    return {**means, "runs": rows}


def _mean(values: Sequence[object]) -> object:
    numbers = [value for value in values if isinstance(value, int | float)]
    if len(numbers) == len(values):
        mean = float(np.mean(numbers))
        return (
            int(mean) if all(isinstance(value, int) for value in values) and mean % 1 == 0 else mean
        )
    if numbers:
        return float(np.mean(numbers))
    return values[0] if len(set(map(str, values))) == 1 else None


def _share(text: str) -> float | None:
    try:
        return float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        return None


def _error_argument(text: str) -> float:
    value = _share(text)
    if value is None or not 0 < value < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is no share of errors, such as 0.01 or 1%")
    return value


def _confidence_argument(text: str) -> float:
    value = _share(text)
    if value is None or not 0.5 <= value < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is no confidence from 0.5 to below 1")
    return value
