"""What is said around the opening of a session that is no failure of it."""

from __future__ import annotations

from pathlib import Path

from iaia_desktop.core.saying import Saying
from iaia_desktop.session.notices import Notice, NoticeKind


def not_there_notice(target: Path) -> Notice:
    """Say that there is nothing to open where the person points to."""
    text = Saying(
        "“{target}” does not exist. Choose a folder of images or a session file.", target=target
    )
    return Notice(NoticeKind.ERROR, text, "opening")


def opened_anew_notice() -> Notice:
    """Say that the session on screen is the one of its file again."""
    text = Saying("The session was opened anew from its file, which holds every decision.")
    return Notice(NoticeKind.INFO, text, "opened-anew")


def moved_notice(moved_from: str | Path) -> Notice:
    """Say that the folder was recognised under its new name.

    Parameters
    ----------
    moved_from : str or Path
        Where it was before.
    """
    text = Saying(
        "This folder was “{moved_from}” before; its labels are here.", moved_from=moved_from
    )
    return Notice(NoticeKind.INFO, text, "moved")
