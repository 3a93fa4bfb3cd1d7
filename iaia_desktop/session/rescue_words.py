"""What the window says once a damaged session is back, or what it had lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iaia_desktop.core.saying import Saying
from iaia_desktop.session.date_words import whole_moment_words
from iaia_desktop.session.notices import Notice, NoticeKind

if TYPE_CHECKING:
    from iaia_desktop.store.replaying import Replayed
    from iaia_desktop.store.restoring import RestoredSession


def restored_notice(restored: RestoredSession) -> Notice:
    """Tell what is there of a session that was damaged, up to when, and where it came from."""
    words = [_kept_words(restored), _sources_words(restored)]
    if restored.adapted:
        words.append(
            Saying.counted(
                restored.adapted,
                "1 of them was made while the window showed something damaged: have a look at the "
                "last ones.",
                "{n:,} of them were made while the window showed something damaged: have a look "
                "at the last ones.",
            )
        )
    words.append(Saying("The damaged file is kept as “{aside}”.", aside=restored.aside))
    return Notice(NoticeKind.WARNING, Saying.joined(words), "restored")


def recovered_notice(recovered: Replayed) -> Notice:
    """Tell that a session had lost its end, and has it again."""
    if not recovered.decisions or recovered.last_at is None:
        text = Saying(
            "The session file had lost its last changes; they came back from the log beside it."
        )
    else:
        text = Saying.counted(
            recovered.decisions,
            "The session file had lost its last 1 decision; it came back from the log beside it, "
            "up to {moment}.",
            "The session file had lost its last {n:,} decisions; they came back from the log "
            "beside it, up to {moment}.",
            moment=whole_moment_words(recovered.last_at),
        )
    return Notice(NoticeKind.WARNING, text, "recovered")


def _kept_words(restored: RestoredSession) -> Saying:
    if restored.last_at is None:
        return Saying.counted(
            restored.decisions,
            "The session is back with 1 decision.",
            "The session is back with {n:,} decisions.",
        )
    return Saying.counted(
        restored.decisions,
        "The session is back with 1 decision, the last one of {moment}.",
        "The session is back with {n:,} decisions, the last one of {moment}.",
        moment=whole_moment_words(restored.last_at),
    )


def _sources_words(restored: RestoredSession) -> Saying:
    backup = whole_moment_words(restored.backed_up_at)
    from_log = Saying.counted(
        restored.from_log,
        "1 decision from the log beside it",
        "{n:,} decisions from the log beside it",
    )
    from_damaged = Saying.counted(
        restored.from_damaged,
        "1 decision from the damaged file",
        "{n:,} decisions from the damaged file",
    )
    if restored.from_log and restored.from_damaged:
        return Saying(
            "It was made from the backup of {backup}, {from_log} and {from_damaged}.",
            backup=backup,
            from_log=from_log,
            from_damaged=from_damaged,
        )
    if restored.from_log or restored.from_damaged:
        return Saying(
            "It was made from the backup of {backup} and {others}.",
            backup=backup,
            others=from_log if restored.from_log else from_damaged,
        )
    return Saying("It was made from the backup of {backup}.", backup=backup)
