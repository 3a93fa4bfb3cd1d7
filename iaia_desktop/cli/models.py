"""``models``: list the encoders, and fetch weights ahead of time."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from iaia_desktop.cli.console import Console
from iaia_desktop.cli.reports import versions
from iaia_desktop.cli.run_job import megabytes, show_weights
from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import CancelledError
from iaia_desktop.encoders.precisions import Precision, obstacle
from iaia_desktop.encoders.processor import this_processor
from iaia_desktop.encoders.registry import EncoderListing, fetch_weights, list_encoders
from iaia_desktop.encoders.spec import BUILTIN, parse_spec
from iaia_desktop.export.names import shown

if TYPE_CHECKING:
    from iaia_desktop.cli.verbs import Verbs


def add_parser(verbs: Verbs) -> None:
    """Describe the verb's arguments."""
    parser = verbs.add_parser(
        "models",
        help="list the encoders; “models fetch SPEC” fetches weights ahead of time",
        description="List the encoders: their spec, whether their weights are on this machine, "
        "where, how large, and under which licence. Nothing is fetched for that.",
    )
    parser.set_defaults(run=run_list, needs_window=False)
    parser.add_argument("--json", action="store_true", help="write the result as JSON")
    fetch = parser.add_subparsers(metavar="fetch SPEC").add_parser(
        "fetch",
        help="fetch the weights of an encoder now",
        description="Fetch the weights of an encoder. What has arrived stays when this is "
        "stopped, and the next try goes on from there.",
    )
    fetch.set_defaults(run=run_fetch)
    fetch.add_argument("spec", metavar="SPEC", help="for instance fast, balanced or timm:NAME")
    # Without a default, lest it undo a --json that stands before the word fetch.
    fetch.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help="write the result as JSON"
    )


def run_list(arguments: argparse.Namespace, console: Console, cancel: CancelToken) -> int:
    """List the encoders."""
    listings = list_encoders()
    cancel.raise_if_cancelled()
    if arguments.json:
        console.result_json(
            {
                "encoders": [_listing_json(row) for row in listings],
                "precisions": {
                    str(precision): why_not or None for precision, why_not in _precisions()
                },
                "versions": versions(),
            }
        )
    else:
        console.result("\n".join([*(_listing_text(row) for row in listings), _precision_text()]))
    return 0


def run_fetch(arguments: argparse.Namespace, console: Console, cancel: CancelToken) -> int:
    """Fetch weights, and say where they are."""
    spec = parse_spec(arguments.spec)
    location = None
    if spec.family != BUILTIN:
        try:
            location = fetch_weights(
                str(spec), progress=lambda event: show_weights(event, console), cancel=cancel
            )
        except CancelledError as stop:
            raise CancelledError("What came in so far is kept for the next try.") from stop
    size_bytes = None if location is None else location.stat().st_size
    if arguments.json:
        console.result_json(
            {
                "spec": str(spec),
                "present": True,
                "location": None if location is None else str(location),
                "size_bytes": size_bytes,
                "versions": versions(),
            }
        )
    elif location is None or size_bytes is None:
        console.result("The built-in encoder needs no weights; it works at once.")
    else:
        console.result(
            f"The weights of {spec} are here: {shown(location)}, {megabytes(size_bytes)}"
        )
    return 0


def _precisions() -> list[tuple[Precision, str]]:
    processor = this_processor()
    return [(precision, obstacle(precision, processor)) for precision in Precision]


def _precision_text() -> str:
    lines = ["All but builtin compute in other precisions, too: write SPEC#int8, or --precision."]
    for precision, why_not in _precisions():
        if precision is not Precision.FLOAT32:
            note = why_not or "May be faster here; the settings measure it."
            lines.append(f"    {precision}: {note}")
    return "\n".join(lines)


def _listing_json(row: EncoderListing) -> dict[str, object]:
    return {
        "spec": row.spec,
        "preset": row.preset or None,
        "title": row.title,
        "present": row.present,
        "location": None if row.location is None else str(row.location),
        "size_bytes": row.size_bytes,
        "licence": row.licence or None,
        "note": row.note,
    }


def _listing_text(row: EncoderListing) -> str:
    if row.location is None:
        facts = ["needs no weights"]
    else:
        facts = [f"here, in {shown(row.location)}" if row.present else "not here yet"]
    if row.size_bytes is not None:
        facts.append(megabytes(row.size_bytes))
    facts.append(f"licence {row.licence or 'not known'}")
    name = f"{row.preset}: {row.spec}" if row.preset and row.preset != row.spec else row.spec
    return f"{name}\n    {', '.join(facts)}\n    {row.note}"
