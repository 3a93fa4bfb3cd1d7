"""Figure 5 of the paper: the same images in mixed order, and domain by domain."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass

import numpy as np

from iaia_desktop.core.types import Distance
from iaia_desktop.experiments.figures import Change, Chart, Line, Panel, Weight
from iaia_desktop.experiments.outcome import (
    Experiment,
    Outcome,
    Table,
    accuracy_of,
    difference_of,
    percent,
    plural,
    points,
    variant_json,
)
from iaia_desktop.experiments.passes import Passes, Runs
from iaia_desktop.experiments.results import Flags, SimulationResult
from iaia_desktop.experiments.series import (
    Spread,
    band_of,
    growing_accuracy,
    last_percent,
    recent_accuracy,
    spread_of,
    steps,
    window_for,
)
from iaia_desktop.experiments.settings import Order
from iaia_desktop.export.names import shown
from iaia_desktop.jobs.progress import Progress

MIXED = "mixed order"
BY_DOMAIN = "domain by domain"


@dataclass(frozen=True, slots=True)
class _Domain:
    name: str
    images: int
    mixed: Spread | None
    by_domain: Spread | None
    before: Spread | None
    early: Spread | None


def run_domain_shift(passes: Passes) -> Generator[Progress, None, Outcome]:
    """Compare the two orders with cosine distance, full supervision and no epsilon.

    Parameters
    ----------
    passes : Passes
        Over data with domains.

    Yields
    ------
    Progress
        Of each pass.

    Returns
    -------
    Outcome

    Raises
    ------
    DataSetError
        When there are no domains.
    """
    by_domain = yield from passes.run(Distance.COSINE, Order.DOMAIN, same_images=True)
    mixed = yield from passes.run(Distance.COSINE, Order.SHUFFLE, same_images=True)
    size = min(run.images for run in (*mixed, *by_domain))
    window = window_for(size)
    domains = _domains(mixed, by_domain, window)
    runs = {MIXED: mixed, BY_DOMAIN: by_domain}
    return Outcome(
        experiment=Experiment.DOMAIN_SHIFT,
        title="Domain shift",
        method=(
            "The same images come twice: once in mixed order, and once domain by domain, mixed "
            "within each. Cosine distance, every image decided by the human, no epsilon."
        ),
        findings=_findings(mixed, by_domain, domains, window),
        table=_table(mixed, by_domain, domains, window),
        chart=_chart(runs, size, window),
        variants=tuple(variant_json(name, found) for name, found in runs.items()),
    )


def changes_of(run: SimulationResult) -> tuple[Change, ...]:
    """Return where each domain of a stream begins, the first one included."""
    starts = [0, *run.domain_changes.tolist()]
    return tuple(
        Change(float(start), shown(run.domain_names[run.domain[start]])) for start in starts
    )


def _chart(runs: dict[str, Runs], size: int, window: int) -> Chart:
    changes = changes_of(runs[BY_DOMAIN][0])
    panels = []
    for key, title in (("so far", "All images so far"), ("recent", f"The last {window} images")):
        lines = []
        for tone, (name, found) in enumerate(runs.items()):
            series = [
                growing_accuracy(run) if key == "so far" else recent_accuracy(run, window)
                for run in found
            ]
            band = band_of([values[:size] for values in series])
            end = last_percent(band.mean)
            label = f"{name}, {end}" if key == "so far" and end else name
            lines.append(
                Line(
                    name=name,
                    x=steps(size),
                    y=band.mean,
                    tone=tone,
                    label=label,
                    weight=Weight.MAIN if key == "so far" else Weight.FINE,
                    low=band.low,
                    high=band.high,
                )
            )
        panels.append(Panel(key, title, "images seen", "accuracy", tuple(lines), changes=changes))
    caption = (
        "Accuracy of the same images in mixed order and domain by domain; each dashed line is the "
        "beginning of a domain, for the stream that comes domain by domain."
    )
    repeats = len(runs[MIXED])
    if repeats > 1:
        caption += f" Means of {repeats} orders; the bands show one standard deviation."
    return Chart(
        name=Experiment.DOMAIN_SHIFT.value,
        title="Accuracy under domain shift",
        caption=caption,
        panels=tuple(panels),
        x_name="iteration",
        y_name="accuracy",
        stacked=True,
    )


def _domains(mixed: Runs, by_domain: Runs, window: int) -> tuple[_Domain, ...]:
    first = by_domain[0]
    found = []
    for start in (0, *first.domain_changes.tolist()):
        number = int(first.domain[start])
        found.append(
            _Domain(
                name=shown(first.domain_names[number]),
                images=int(np.count_nonzero(first.domain == number)),
                mixed=_accuracy_in(mixed, number),
                by_domain=_accuracy_in(by_domain, number),
                before=_near(by_domain, number, -window) if start else None,
                early=_near(by_domain, number, window),
            )
        )
    return tuple(found)


def _accuracy_in(runs: Sequence[SimulationResult], domain: int) -> Spread | None:
    return spread_of([_accuracy(run, run.domain == domain) for run in runs])


def _near(runs: Sequence[SimulationResult], domain: int, window: int) -> Spread | None:
    """Return the accuracy over the first images of a domain, or over those before it."""
    found: list[float | None] = []
    for run in runs:
        start = int(np.flatnonzero(run.domain == domain)[0])
        places = np.arange(run.images)
        if window > 0:
            near = (places >= start) & (places < start + window) & (run.domain == domain)
        else:
            near = (places >= start + window) & (places < start)
        found.append(_accuracy(run, near))
    return spread_of(found)


def _accuracy(run: SimulationResult, among: Flags) -> float | None:
    counted = among & ~run.was_new
    return float(run.correct[counted].mean()) if counted.any() else None


def _table(mixed: Runs, by_domain: Runs, domains: Sequence[_Domain], window: int) -> Table:
    rows = [
        (
            domain.name,
            f"{domain.images:,}",
            percent(domain.mixed),
            percent(domain.by_domain),
            percent(domain.early),
        )
        for domain in domains
    ]
    rows.append(
        (
            "All",
            f"{mixed[0].images:,}",
            percent(accuracy_of(mixed)),
            percent(accuracy_of(by_domain)),
            "",
        )
    )
    header = ("Domain", "Images", "Mixed order", "Domain by domain", f"Its first {window}")
    caption = (
        "Accuracy on the images of each domain, in order of the stream; at the right, on the first "
        f"{window} images of the domain when it comes as a whole."
    )
    return Table(caption, header, tuple(rows))


def _findings(
    mixed: Runs, by_domain: Runs, domains: Sequence[_Domain], window: int
) -> tuple[str, ...]:
    whole, parted = accuracy_of(mixed), accuracy_of(by_domain)
    sentences = []
    if whole is not None and parted is not None:
        difference = difference_of(parted, whole)
        if difference == 0:
            told = "no difference"
        else:
            told = f"{points(difference)} {'higher' if difference > 0 else 'lower'}"
        sentences.append(
            f"Domain by domain, accuracy over {plural(mixed[0].images, 'image', 'images')} is "
            f"{parted.percent()}, against {whole.percent()} in mixed order: {told}."
        )
    falls = [
        (domain.before.mean - domain.early.mean, domain)
        for domain in domains
        if domain.before is not None and domain.early is not None
    ]
    if falls:
        fall, worst = max(falls, key=lambda pair: pair[0])
        if fall > 0 and worst.before is not None and worst.early is not None:
            sentences.append(
                f"The largest fall comes with “{worst.name}”: from {worst.before.mean:.1%} over "
                f"the {window} images before it to {worst.early.mean:.1%} over its first {window}."
            )
        else:
            sentences.append("Accuracy does not fall at the beginning of any domain.")
    return tuple(sentences)
