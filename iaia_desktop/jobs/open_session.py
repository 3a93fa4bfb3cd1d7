"""Open the session of a folder or of a file, or begin a new one; off the GUI thread."""

from __future__ import annotations

import os
from collections.abc import Collection, Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.engine import LabellingEngine
from iaia_desktop.core.errors import FolderError, SessionFileError
from iaia_desktop.core.history import UndoHistory
from iaia_desktop.core.method import Method
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.state import AnnotationState
from iaia_desktop.core.system_words import system_words
from iaia_desktop.core.types import ClassId, ImageId
from iaia_desktop.images.scan import require_folder, scan_folder
from iaia_desktop.jobs.foreign_session import require_known
from iaia_desktop.jobs.moved_folder import find_moved
from iaia_desktop.jobs.natural_order import natural_order
from iaia_desktop.jobs.progress import Progress
from iaia_desktop.jobs.stored_method import ENCODER_SETTING, read_method, write_method
from iaia_desktop.store.known_folders import note_known_folder
from iaia_desktop.store.paths import (
    find_session_for,
    has_homeless_sessions,
    new_session_path,
)
from iaia_desktop.store.session_file import SessionStore


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """What to open.

    Attributes
    ----------
    target : Path
        A folder of images, or a session file.
    sessions : Path
        The folder where sessions lie by default.
    palette : sequence of str
        Colours for classes.
    method, encoder_spec
        For a session that is new.
    now : float
        Seconds since the epoch, UTC.
    session_path : Path or None
        Where the session of a folder lies, when not in the default place.
    read_only : bool
        Open a session that exists, for looking only.
    put_off : bool
        Leave to later jobs what the picture on screen does not need: check and backup of the file
        where that is as safe, and the answers.
    opened_before : collection of Path or None
        Session files outside the default place that the person worked with on this machine: any
        other one that names places of its own is not opened before the person agrees. None for a
        person who was asked already.
    """

    target: Path
    sessions: Path
    palette: Sequence[str]
    method: Method
    encoder_spec: str
    now: float
    session_path: Path | None = None
    read_only: bool = False
    put_off: bool = False
    opened_before: Collection[Path] | None = None


@dataclass(frozen=True, slots=True)
class OpenedSession:
    """A session ready to be worked with, of which no thread holds on to anything.

    Attributes
    ----------
    store : SessionStore
        Open; whoever receives this closes it.
    engine : LabellingEngine
        With state restored, and metrics unless they were put off, but no encoder yet.
    history : UndoHistory
        What can be undone.
    order : tuple of ImageId
        All images in natural order of their paths.
    contributed : dict
        Which image's embedding is in which prototype, for ``contributed_encoder``.
    encoder_spec : str
        The encoder that the session wants.
    position : ImageId or None
        Where the person stopped.
    is_new : bool
        Whether the session was just begun.
    moved_from : Path or None
        The folder's former place, when it was found again.
    """

    store: SessionStore
    engine: LabellingEngine
    history: UndoHistory
    order: tuple[ImageId, ...]
    contributed: dict[ImageId, ClassId]
    encoder_spec: str
    position: ImageId | None
    is_new: bool
    moved_from: Path | None = None


def open_session_job(
    request: OpenRequest, cancel: CancelToken
) -> Generator[Progress, None, OpenedSession]:
    """Open or begin a session.

    Raises
    ------
    FolderError
        When the target is missing, or the folder may not be read.
    SessionFileError
        When the session is damaged, foreign, newer, or belongs to another folder, and when the
        target is a file that is no session.
    ForeignSessionError
        When the person has to be asked before the session reaches for what it names.
    SessionLockedError
        When another instance holds the session.
    CancelledError
        When the token is set.
    """
    yield Progress(0, 0, Saying("Opening the session"))
    path = _find(request)
    cancel.raise_if_cancelled()
    is_new = path is None
    if path is None:
        store = _begin(request)
    else:
        store = SessionStore.open(
            path,
            read_only=request.read_only,
            put_off=request.put_off,
            stop=lambda: cancel.cancelled,
        )
    try:
        if path == request.target:
            moved_from = None
            if request.opened_before is not None:
                require_known(
                    store,
                    sessions=request.sessions,
                    opened_before=request.opened_before,
                    encoder_spec=request.encoder_spec,
                )
        else:
            moved_from = _follow_folder(request, store)
        note_known_folder(store.path, store.folder, request.sessions)
        return _restore(request, store, is_new=is_new, moved_from=moved_from)
    except BaseException:
        store.close()
        raise


def _find(request: OpenRequest) -> Path | None:
    """Return the session file; None when there is none yet."""
    target = request.target
    try:
        is_folder, is_file = target.is_dir(), target.is_file()
    except OSError as error:
        raise FolderError(
            Saying(
                "“{path}” cannot be reached: {reason}.", path=target, reason=system_words(error)
            ),
            Saying("Check the name and that you may read it, or choose another folder."),
        ) from error
    if is_file:
        return target
    if not is_folder:
        if os.path.exists(target):  # noqa: PTH110 - never raises
            return target  # a pipe or a device, which is told in words
        raise FolderError(
            Saying("“{path}” does not exist.", path=target),
            Saying("Choose a folder of images or a session file."),
        )
    # A folder that cannot be read gets its clear sentence before any session is touched.
    require_folder(target)
    if request.session_path is not None:
        is_there = os.path.exists(request.session_path)  # noqa: PTH110 - never raises
        return request.session_path if is_there else None
    found = find_session_for(target, request.sessions)
    if found is not None or not has_homeless_sessions(request.sessions):
        return found
    # Reading names takes a while for a large folder: only where a session may be recognised.
    first = next(iter(scan_folder(target)), None)
    return None if first is None else find_moved(target, first.paths, request.sessions)[0]


def _follow_folder(request: OpenRequest, store: SessionStore) -> Path | None:
    """Let a session follow its folder; return where the folder was when it lies elsewhere now."""
    former = store.folder
    if os.path.realpath(former) == os.path.realpath(request.target):
        return None
    if os.path.isdir(former):  # noqa: PTH112 - one that may not be looked at is no error here
        raise SessionFileError(
            Saying(
                "The session {session} belongs to another folder, “{folder}”.",
                session=store.path,
                folder=former,
            ),
            Saying("Name another session file for this folder, or open that one by itself."),
        )
    if not request.read_only:
        store.set_folder(request.target)
    return former


def _begin(request: OpenRequest) -> SessionStore:
    if request.read_only:
        raise SessionFileError(
            Saying("There is no session of “{folder}” to look at.", folder=request.target),
            Saying("Open the folder to begin one."),
        )
    path = request.session_path or new_session_path(request.target, request.sessions)
    store = SessionStore.create(path, folder=request.target, created_at=request.now)
    try:
        # Kept from the first day, so that other defaults do not change what was learnt here.
        store.set_setting(ENCODER_SETTING, request.encoder_spec)
        write_method(store, request.method)
    except BaseException:
        store.close()
        raise
    return store


def _restore(
    request: OpenRequest, store: SessionStore, *, is_new: bool, moved_from: Path | None
) -> OpenedSession:
    state = AnnotationState(request.palette)
    images = store.load_image_columns()
    state.restore_images(images.columns)
    state.restore_classes(store.load_classes(), store.next_class_id())
    engine = LabellingEngine(state, read_method(store, request.method))
    history = store.load_history()
    if request.put_off and not is_new:
        engine.answers.await_stored()
    else:
        engine.answers.restore(store.load_answers())
    return OpenedSession(
        store=store,
        engine=engine,
        history=history,
        order=natural_order(state.paths()),
        contributed=images.contributed,
        encoder_spec=str(store.get_setting(ENCODER_SETTING, request.encoder_spec)),
        position=store.position,
        is_new=is_new,
        moved_from=moved_from,
    )
