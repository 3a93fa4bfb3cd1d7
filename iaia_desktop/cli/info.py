"""``info``: say what a session holds, and whether it is sound."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from iaia_desktop.cli.console import Console
from iaia_desktop.cli.reports import count_lines, failed_json, images, versions
from iaia_desktop.cli.targets import add_session_argument, session_file
from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import SessionFileError
from iaia_desktop.core.method import Method
from iaia_desktop.core.types import DecidedBy, FileStatus, ImageState
from iaia_desktop.export.names import shown
from iaia_desktop.jobs.embed_folder import FailedFile
from iaia_desktop.jobs.stored_method import ENCODER_SETTING, read_method
from iaia_desktop.store.opening import open_unchecked
from iaia_desktop.store.session_file import SessionStore

if TYPE_CHECKING:
    from iaia_desktop.cli.verbs import Verbs

_BAD_STATUSES = (FileStatus.FAILED, FileStatus.MISSING)


def add_parser(verbs: Verbs) -> None:
    """Describe the verb's arguments."""
    parser = verbs.add_parser(
        "info",
        help="say what a session holds, and check it",
        description="Say what a session holds: images, classes, decisions, the encoder; and "
        "check that the file is sound. It is only read, also while a window has it open. The "
        "exit code is 1 when the check finds anything.",
    )
    parser.set_defaults(run=run, needs_window=False)
    add_session_argument(parser)
    parser.add_argument("--json", action="store_true", help="write the result as JSON")


def run(arguments: argparse.Namespace, console: Console, cancel: CancelToken) -> int:
    """Read the session, and say what is in it."""
    path = session_file(arguments.session)
    with SessionStore(open_unchecked(path)) as store:
        cancel.raise_if_cancelled()
        facts = session_facts(store)
    if arguments.json:
        console.result_json({**facts, "versions": versions()})
    else:
        console.result(_as_text(facts))
    problems = facts["integrity"]["problems"]
    if problems:
        console.finish()
        raise SessionFileError(
            f"The check of the session “{shown(path)}” found {len(problems)} faults, "
            f"the first one: {problems[0]}",
            "“iaia-desktop restore” brings it back from its backup and its log.",
        )
    return 0


def session_facts(store: SessionStore) -> dict[str, Any]:
    """Return what a session holds, as JSON values.

    Parameters
    ----------
    store : SessionStore
        Open; only read.

    Raises
    ------
    SessionFileError
        When it cannot be read.
    """
    counts = store.counts()
    by: Counter[DecidedBy | None] = Counter()
    labels: Counter[tuple[int, DecidedBy | None]] = Counter()
    prototypes: Counter[int] = Counter()
    failed = []
    for image in store.load_images():
        if image.verdict.state is ImageState.LABELLED and image.verdict.class_id is not None:
            by[image.verdict.by] += 1
            labels[image.verdict.class_id, image.verdict.by] += 1
        if image.contributed is not None:
            prototypes[image.contributed] += 1
        file = image.file
        if file.status in _BAD_STATUSES:
            failed.append(FailedFile(image.path, file.reason))
    classes = []
    for row in store.load_classes():
        human = labels[row.class_id, DecidedBy.HUMAN]
        machine = labels[row.class_id, DecidedBy.MACHINE]
        classes.append(
            {
                "name": row.name,
                "images": human + machine,
                "human": human,
                "machine": machine,
                "in_prototype": prototypes[row.class_id],
                "key": row.key,
                "colour": row.colour,
            }
        )
    kinds = Counter(kind.value for _, kind, _ in store.decision_outline())
    report = store.check()
    folder = store.folder
    created = datetime.fromtimestamp(store.created_at, UTC)
    return {
        "session": str(store.path),
        "folder": str(folder),
        "folder_exists": os.path.isdir(folder),  # noqa: PTH112 - never raises
        "created": created.isoformat(timespec="seconds"),
        "images": counts.total,
        "labelled": counts.labelled,
        "unlabelled": counts.unlabelled,
        "skipped": counts.skipped,
        "discarded": counts.discarded,
        "by": {"human": by[DecidedBy.HUMAN], "machine": by[DecidedBy.MACHINE]},
        "files": {
            "pending": counts.pending,
            "ready": counts.ready,
            "failed": counts.failed,
            "missing": counts.missing,
        },
        "failed": failed_json(failed),
        "classes": classes,
        "encoder": store.get_setting(ENCODER_SETTING, "") or None,
        "method": read_method(store, Method()).as_json(),
        "prototypes": {
            "classes": len(prototypes),
            "images": prototypes.total(),
        },
        "decisions": {"total": counts.decisions, "by_kind": dict(sorted(kinds.items()))},
        "integrity": {
            "ok": report.ok,
            "decisions_replayed": report.decisions,
            "images_compared": report.images,
            "problems": list(report.problems),
        },
    }


def _as_text(facts: dict[str, Any]) -> str:
    method, decisions = facts["method"], facts["decisions"]
    gone = "" if facts["folder_exists"] else " (not there now)"
    epsilon = f"epsilon {method['epsilon_mode']}"
    if method["epsilon_mode"] == "fixed":
        epsilon = f"epsilon {method['epsilon']:g}"
    encoder = shown(facts["encoder"] or "unknown")
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in decisions["by_kind"].items())
    sound = facts["integrity"]["ok"]
    by, prototypes = facts["by"], facts["prototypes"]
    who = f"{by['human']:,} by a person, {by['machine']:,} by the machine"
    states = [
        f"{facts['labelled']:,} labelled ({who})",
        *(f"{facts[state]:,} {state}" for state in ("unlabelled", "skipped", "discarded")),
    ]
    counts = facts["files"]
    files = [
        f"{counts['ready']:,} read",
        f"{counts['pending']:,} not read yet",
        f"{counts['failed']:,} unreadable",
        f"{counts['missing']:,} missing",
    ]
    lines = [
        f"Session {shown(Path(facts['session']))}, begun {facts['created']}",
        f"Folder {shown(Path(facts['folder']))}{gone}",
        f"{images(facts['images'])}: {', '.join(states)}.",
        f"Files: {', '.join(files)}.",
        f"Classes: {len(facts['classes']):,}",
        count_lines({row["name"]: row["images"] for row in facts["classes"]}),
        f"Encoder {encoder}, {method['distance']} distance, {epsilon}.",
        f"Prototypes: {prototypes['classes']:,}, made of {images(prototypes['images'])}.",
        f"Decisions: {decisions['total']:,}{f' ({kinds})' if kinds else ''}.",
        "Check: sound." if sound else "Check: not sound.",
        *(f"  {shown(problem)}" for problem in facts["integrity"]["problems"]),
    ]
    return "\n".join(line for line in lines if line)
