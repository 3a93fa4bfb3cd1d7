"""``restore``: bring a damaged session back from its backup and its log."""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import TYPE_CHECKING

from iaia_desktop.cli.console import Console
from iaia_desktop.cli.run_job import run_job
from iaia_desktop.cli.targets import add_session_argument, session_file
from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.shown import shown
from iaia_desktop.jobs.restore_session import restore_session_job

if TYPE_CHECKING:
    from iaia_desktop.cli.verbs import Verbs


def add_parser(verbs: Verbs) -> None:
    """Describe the verb's arguments."""
    parser = verbs.add_parser(
        "restore",
        help="bring a damaged session back",
        description="Bring a damaged session back: from its newest sound backup, the log of "
        "decisions since then, and what the damaged file still tells. The damaged file is kept "
        "beside it.",
    )
    parser.set_defaults(run=run, needs_window=False)
    add_session_argument(parser)


def run(arguments: argparse.Namespace, console: Console, cancel: CancelToken) -> int:
    """Restore the session, and say what is back."""
    path = session_file(arguments.session)
    restored = run_job(restore_session_job(path, cancel), console)
    until = ""
    if restored.last_at is not None:
        last = datetime.fromtimestamp(restored.last_at).astimezone()
        until = f", the last one of {last.isoformat(sep=' ', timespec='minutes')}"
    console.result(
        f"The session {shown(path)} is back with {_decisions(restored.decisions)}{until}.\n"
        f"Taken from the backup {shown(restored.backup)},\n"
        f"{_decisions(restored.from_log)} from the log beside it, "
        f"{restored.from_damaged:,} from the damaged file.\n"
        f"The damaged file is kept as {shown(restored.aside)}."
    )
    return 0


def _decisions(count: int) -> str:
    return "1 decision" if count == 1 else f"{count:,} decisions"
