"""Run a job to its end on the command line, and show how far it is."""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar

from iaia_desktop.cli.console import Console
from iaia_desktop.encoders.registry import WeightsProgress
from iaia_desktop.jobs.freed_memory import return_freed_memory
from iaia_desktop.jobs.load_encoder import WeightsMissing
from iaia_desktop.jobs.progress import Progress

Result = TypeVar("Result")


def run_job(job: Generator[object, None, Result], console: Console) -> Result:
    """Run a job and return its result; what it raises is raised."""
    # Or each thread that decodes keeps the memory of the largest image it had.
    return_freed_memory()
    try:
        while True:
            try:
                event = next(job)
            except StopIteration as stop:
                result: Result = stop.value
                return result
            if isinstance(event, Progress):
                _show_progress(event, console)
            elif isinstance(event, WeightsProgress):
                show_weights(event, console)
            elif isinstance(event, WeightsMissing):
                console.progress(f"Fetching the weights of {event.spec}", "", None)
    finally:
        # After a KeyboardInterrupt the job still has threads and files to put away.
        job.close()


def show_weights(event: WeightsProgress, console: Console) -> None:
    """Show how far a download is."""
    label = f"Fetching {event.file} into {event.folder}"
    if event.total_bytes:
        share = event.done_bytes / event.total_bytes
        detail = f"{megabytes(event.done_bytes)} of {megabytes(event.total_bytes)}, {share:.0%}"
        console.progress(label, detail, share)
    else:
        console.progress(label, megabytes(event.done_bytes), None)


def megabytes(size_bytes: int) -> str:
    """Return a size for people."""
    if size_bytes >= 1_000_000_000:
        return f"{size_bytes / 1e9:.1f} GB"
    return f"{size_bytes / 1e6:.0f} MB"


def _show_progress(event: Progress, console: Console) -> None:
    label = event.text or "Working"
    if event.total:
        share = event.done / event.total
        amount = event.amount or f"{event.done:,} of {event.total:,}"
        console.progress(label, f"{amount}, {share:.0%}", share)
    elif event.done:
        console.progress(label, f"{event.done:,}", None)
    else:
        console.progress(label, "", None)
