"""Open the session of a folder or of a file, or begin a new one; off the GUI thread."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.engine import LabellingEngine
from iaia_desktop.core.errors import FolderError
from iaia_desktop.core.history import UndoHistory
from iaia_desktop.core.method import Method
from iaia_desktop.core.state import AnnotationState
from iaia_desktop.core.types import ClassId, ImageId, SuggestionRecord
from iaia_desktop.images.scan import scan_folder
from iaia_desktop.jobs.folder_changes import natural_order
from iaia_desktop.jobs.moved_folder import find_moved
from iaia_desktop.jobs.progress import Progress
from iaia_desktop.jobs.stored_method import ENCODER_SETTING, read_method
from iaia_desktop.store.paths import find_session_for, new_session_path
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
        Open a session file for looking only.
    """

    target: Path
    sessions: Path
    palette: Sequence[str]
    method: Method
    encoder_spec: str
    now: float
    session_path: Path | None = None
    read_only: bool = False


@dataclass(frozen=True, slots=True)
class OpenedSession:
    """A session ready to be worked with, of which no thread holds on to anything.

    Attributes
    ----------
    store : SessionStore
        Open; whoever receives this closes it.
    engine : LabellingEngine
        With state and metrics restored, but no encoder yet.
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
        When the folder is missing, is a file that is no session, or may not be read.
    SessionFileError
        When the session is damaged, foreign, newer, or held by another instance.
    CancelledError
        When the token is set.
    """
    yield Progress(0, 0, "Opening the session")
    moved_from = None
    is_new = False
    if request.target.is_dir():
        path, moved_from = _session_of_folder(request)
        if path is None:
            path = request.session_path or new_session_path(request.target, request.sessions)
            store = _begin(request, path)
            is_new = True
        else:
            store = SessionStore.open(path, read_only=request.read_only)
            if store.folder != request.target and not request.read_only:
                store.set_folder(request.target)
    elif request.target.is_file():
        store = SessionStore.open(request.target, read_only=request.read_only)
    else:
        raise FolderError(
            f"“{request.target}” does not exist.", "Choose a folder of images or a session file."
        )
    try:
        cancel.raise_if_cancelled()
        return _restore(request, store, is_new=is_new, moved_from=moved_from)
    except BaseException:
        store.close()
        raise


def _session_of_folder(request: OpenRequest) -> tuple[Path | None, Path | None]:
    """Return the session file of a folder, and where the folder was when it moved since."""
    # A folder that cannot be read gets its clear sentence before any session is touched.
    first = next(iter(scan_folder(request.target)), None)
    wanted = request.session_path
    if wanted is not None:
        return (wanted if wanted.exists() else None), None
    found = find_session_for(request.target, request.sessions)
    if found is not None or first is None:
        return found, None
    return find_moved(request.target, first.paths, request.sessions)


def _begin(request: OpenRequest, path: Path) -> SessionStore:
    path.parent.mkdir(parents=True, exist_ok=True)
    store = SessionStore.create(path, folder=request.target, created_at=request.now)
    store.set_setting(ENCODER_SETTING, request.encoder_spec)
    return store


def _restore(
    request: OpenRequest, store: SessionStore, *, is_new: bool, moved_from: Path | None
) -> OpenedSession:
    state = AnnotationState(request.palette)
    contributed: dict[ImageId, ClassId] = {}
    paths: dict[ImageId, str] = {}
    for image in store.load_images():
        state.add_image(image.path, image.verdict, image.file)
        paths[image.image_id] = image.path
        if image.contributed is not None:
            contributed[image.image_id] = image.contributed
    state.restore_classes(store.load_classes(), store.next_class_id())
    engine = LabellingEngine(state, read_method(store, request.method))
    steps: list[tuple[ImageId, SuggestionRecord]] = []
    founders: dict[ClassId, ImageId] = {}
    for step in store.steps():
        if step.suggestion is not None:
            steps.append((step.image_id, step.suggestion))
        if step.created_class:
            founders.setdefault(step.class_id, step.image_id)
    engine.restore_metrics(steps, founders)
    return OpenedSession(
        store=store,
        engine=engine,
        history=UndoHistory(store.decision_outline()),
        order=natural_order(paths),
        contributed=contributed,
        encoder_spec=str(store.get_setting(ENCODER_SETTING, request.encoder_spec)),
        position=store.position,
        is_new=is_new,
        moved_from=moved_from,
    )


def without_write_access(request: OpenRequest) -> OpenRequest:
    """Return the request for a look at a session that another instance holds."""
    return replace(request, read_only=True)
