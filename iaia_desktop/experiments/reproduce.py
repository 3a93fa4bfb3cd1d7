"""Run the experiments of the paper over one data set."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.experiments.dataset import DataSetError, EmbeddedSet
from iaia_desktop.experiments.outcome import Experiment, Outcome
from iaia_desktop.experiments.paper import PaperFigure
from iaia_desktop.experiments.passes import Passes, PassOptions
from iaia_desktop.experiments.run_accuracy import run_accuracy
from iaia_desktop.experiments.run_domains import run_domain_shift
from iaia_desktop.experiments.run_newclass import run_newclass
from iaia_desktop.experiments.run_supervision import run_supervision
from iaia_desktop.export.names import shown
from iaia_desktop.jobs.progress import Progress


@dataclass(frozen=True, slots=True)
class Reproduction:
    """Hold what the experiments found.

    Attributes
    ----------
    outcomes : tuple of Outcome
        In the order of the paper.
    left_out : tuple of str
        Why an experiment is missing, in sentences.
    """

    outcomes: tuple[Outcome, ...]
    left_out: tuple[str, ...]


def reproduce_job(
    data: EmbeddedSet,
    experiments: Sequence[Experiment],
    options: PassOptions,
    paper: PaperFigure | None,
    cancel: CancelToken,
) -> Generator[Progress, None, Reproduction]:
    """Run experiments; passes that several of them need are made once.

    Costs two passes for accuracy and new classes together, at most two more for domain shift, and
    six more for supervision, each O(n K d), times the repeats.

    Parameters
    ----------
    data : EmbeddedSet
        The images.
    experiments : sequence of Experiment
        Which. Where there are several, one that the data does not allow is left out.
    options : PassOptions
        Seeds, limit, averaging.
    paper : PaperFigure or None
        What the paper says of the data.
    cancel : CancelToken
        Looked at now and then.

    Yields
    ------
    Progress
        Of each pass.

    Returns
    -------
    Reproduction
        Deterministic for a seed.

    Raises
    ------
    DataSetError
        When domain shift alone is asked for and there are no domains, or no image has an embedding.
    CancelledError
        When the token is set.
    """
    passes = Passes(data, options, cancel)
    outcomes: list[Outcome] = []
    left_out: list[str] = []
    for experiment in Experiment:
        if experiment not in experiments:
            continue
        if experiment is Experiment.ACCURACY:
            outcomes.append((yield from run_accuracy(passes, paper)))
        elif experiment is Experiment.NEWCLASS:
            outcomes.append((yield from run_newclass(passes)))
        elif experiment is Experiment.SUPERVISION:
            outcomes.append((yield from run_supervision(passes)))
        elif passes.has_domains:
            outcomes.append((yield from run_domain_shift(passes)))
        elif len(set(experiments)) == 1:
            raise DataSetError(
                f"The data “{shown(data.truth.name)}” has no domains, so there is no shift to see.",
                "Give data with domains, or choose another experiment.",
            )
        else:
            left_out.append(
                "Domain shift was left out: the data has no domains, or only one of them."
            )
    return Reproduction(tuple(outcomes), tuple(left_out))
