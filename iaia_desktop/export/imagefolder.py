"""What the Hugging Face ``imagefolder`` makes of names: some words mean parts of a split."""

from __future__ import annotations

import re
from collections.abc import Iterable

from iaia_desktop.core.saying import Saying

# The words and separators of ``datasets.data_files`` (SPLIT_KEYWORDS, NON_WORDS_CHARS).
_SPLIT_WORD = re.compile(
    r"(?:^|[-._ 0-9])"
    r"(?:train|training|validation|valid|dev|val|test|testing|eval|evaluation)"
    r"(?:$|[-._ 0-9])"
)


def split_word_note(targets: Iterable[str], *, has_split: bool) -> str | None:
    """Say how to load an export in which a name reads like a part of a split.

    Without being told, ``imagefolder`` would take a class called "test", or a file called
    ``val_1.jpg``, for a part of its own, and find no labels for it.

    Parameters
    ----------
    targets : iterable of str
        Files relative to the export, posix separators.
    has_split : bool
        Whether they lie in ``train/`` and ``validation/``.

    Returns
    -------
    str or None
        A sentence for the person; None when every name is harmless.
    """
    for target in targets:
        # Where folders tell a split, names of files are not looked at.
        parts = target.split("/")[1:-1] if has_split else target.split("/")
        for part in parts:
            if _SPLIT_WORD.search(part):
                return _note(part, has_split=has_split)
    return None


def _note(name: str, *, has_split: bool) -> str:
    files = (
        '{"train": "train/**", "validation": "validation/**"}' if has_split else '{"train": "**"}'
    )
    return Saying(
        "The Hugging Face imagefolder takes “{name}” for a part of a split; load this export with"
        " data_files={files}.",
        name=name,
        files=files,
    )
