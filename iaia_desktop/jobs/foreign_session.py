"""Ask before a session file that was not made here reaches for the places that it names."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import reduce
from pathlib import Path

from iaia_desktop.core.errors import EncoderError, ForeignSessionError
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.shown import shown
from iaia_desktop.encoders.presets import PRESETS
from iaia_desktop.encoders.spec import BUILTIN, parse_spec
from iaia_desktop.jobs.stored_examples import read_stored_examples
from iaia_desktop.jobs.stored_method import ELSEWHERE_SETTING, ENCODER_SETTING
from iaia_desktop.store.known_folders import is_known_folder, lies_with_session, was_made_here
from iaia_desktop.store.session_file import SessionStore

_REMEDY = Saying("Open it if you trust where it comes from.")


def require_known(
    store: SessionStore, *, sessions: Path, opened_before: Collection[Path], encoder_spec: str
) -> None:
    """Refuse a session from elsewhere that reaches out of its own folder, until the person agrees.

    None of the places is looked at for that.

    Parameters
    ----------
    store : SessionStore
        Open.
    sessions : Path
        The program's own folder of sessions.
    opened_before : collection of Path
        Sessions elsewhere that the person worked with on this machine.
    encoder_spec : str
        The encoder that the person wants anyway.

    Raises
    ------
    ForeignSessionError
        When the person has to be asked.
    """
    folder = store.folder
    if was_made_here(store.path, sessions=sessions, opened_before=opened_before):
        return
    if is_known_folder(store.path, folder, sessions):
        return
    reasons = list(_reasons(store, folder, encoder_spec))
    if reasons:
        raise ForeignSessionError(
            Saying(
                "The session {session} was not begun on this machine, and names {places}. Nothing "
                "there was looked at.",
                session=shown(store.path),
                places=reduce(_and, reasons),
            ),
            _REMEDY,
            session=store.path,
            folder=folder,
        )


def _and(first: Saying, second: Saying) -> Saying:
    return Saying("{first} and {second}", first=first, second=second)


def _reasons(store: SessionStore, folder: Path, encoder_spec: str) -> Iterator[Saying]:
    """Yield in words what a session reaches for outside of its own folder."""
    if not lies_with_session(folder, store.path):
        yield Saying("the folder “{folder}”", folder=shown(folder))
    spec = store.get_setting(ENCODER_SETTING, encoder_spec)
    if spec != encoder_spec and not _is_harmless(spec, store.path):
        yield Saying("the encoder “{spec}”", spec=shown(spec))
    elsewhere: dict[str, object] = store.get_setting(ELSEWHERE_SETTING, {})
    place = elsewhere.get("place")
    if isinstance(place, str) and place and not lies_with_session(Path(place), store.path):
        yield Saying("embeddings in “{place}”", place=shown(place))
    outside = sum(
        not lies_with_session(Path(example.path), store.path)
        for example in read_stored_examples(store)
    )
    if outside:
        yield Saying.counted(outside, "a picture elsewhere", "{n:,} pictures elsewhere")


def _is_harmless(spec: str, session: Path) -> bool:
    """Return whether an encoder is one that the program itself offers, or lies with the session."""
    try:
        wanted = parse_spec(spec)
    except EncoderError:
        return True  # refused in words when it is wanted
    if wanted.folder is not None:
        return lies_with_session(wanted.folder, session)
    full = str(wanted.in_full())
    return wanted.family == BUILTIN or any(full == preset.spec for preset in PRESETS.values())
