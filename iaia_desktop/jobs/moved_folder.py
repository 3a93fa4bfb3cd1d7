"""Find the session of a folder that was moved or renamed, by what is in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from iaia_desktop.core.errors import ImageError, KnownError
from iaia_desktop.images.reading import content_hash, read_file
from iaia_desktop.store.paths import candidates_for_moved_folder
from iaia_desktop.store.session_file import SessionStore

_SAMPLE = 50
"""Images whose names are compared with sessions whose own folder is gone."""

_PROBES = 8
"""Images whose bytes are compared before a session is trusted."""


def find_moved(
    folder: Path, first_paths: Sequence[str], sessions: Path
) -> tuple[Path | None, Path | None]:
    """Return the session that a folder belongs to although it lies elsewhere now.

    Cameras give the same names again and again, so names only make a candidate: some images must
    have the very bytes that the session knows.

    Parameters
    ----------
    folder : Path
        The folder of images, which no session names.
    first_paths : sequence of str
        Some of its images, relative paths.
    sessions : Path
        The folder of sessions.

    Returns
    -------
    session : Path or None
        The session's file.
    former_folder : Path or None
        Where the folder was.
    """
    for candidate in candidates_for_moved_folder(sessions, first_paths[:_SAMPLE]):
        try:
            with SessionStore.open(candidate, read_only=True) as store:
                if _holds_same_images(folder, first_paths, store):
                    return candidate, store.folder
        except KnownError:
            continue
    return None, None


def _holds_same_images(folder: Path, paths: Sequence[str], store: SessionStore) -> bool:
    known = {
        image.path: image.file.content_hash
        for image in store.load_images()
        if image.file.content_hash is not None
    }
    probes = [path for path in paths if path in known][:_PROBES]
    same = 0
    for path in probes:
        try:
            same += content_hash(read_file(folder / path)) == known[path]
        except ImageError:
            continue
    return bool(probes) and 2 * same > len(probes)
