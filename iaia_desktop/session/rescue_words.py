"""What the window says once a damaged session is back, or what it had lost."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from iaia_desktop.session.notices import Notice, NoticeKind, counted

if TYPE_CHECKING:
    from iaia_desktop.store.replaying import Replayed
    from iaia_desktop.store.restoring import RestoredSession


def restored_notice(restored: RestoredSession) -> Notice:
    """Tell what is there of a session that was damaged, up to when, and where it came from."""
    kept = counted(restored.decisions, "decision")
    until = "" if restored.last_at is None else f", the last one of {_moment(restored.last_at)}"
    sources = [f"the backup of {_moment(restored.backed_up_at)}"]
    if restored.from_log:
        sources.append(f"{counted(restored.from_log, 'decision')} from the log beside it")
    if restored.from_damaged:
        sources.append(f"{counted(restored.from_damaged, 'decision')} from the damaged file")
    words = [
        f"The session is back with {kept}{until}. It was made from {_listed(sources)}.",
        f"The damaged file is kept as “{restored.aside}”.",
    ]
    if restored.adapted:
        words.insert(
            1,
            f"{counted(restored.adapted, 'of them was', 'of them were')} made while the window "
            "showed something damaged: have a look at the last ones.",
        )
    return Notice(NoticeKind.WARNING, " ".join(words), "restored")


def recovered_notice(recovered: Replayed) -> Notice:
    """Tell that a session had lost its end, and has it again."""
    if not recovered.decisions or recovered.last_at is None:
        text = "The session file had lost its last changes; they came back from the log beside it."
    else:
        what = counted(recovered.decisions, "decision")
        it = "it came" if recovered.decisions == 1 else "they came"
        text = (
            f"The session file had lost its last {what}; {it} back from the log beside it, up to "
            f"{_moment(recovered.last_at)}."
        )
    return Notice(NoticeKind.WARNING, text, "recovered")


def _moment(at: float) -> str:
    return time.strftime("%d %B %Y, %H:%M", time.localtime(at)).lstrip("0")


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
