"""The folders and files that a command line names."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from iaia_desktop.cli.console import Console
from iaia_desktop.cli.path_argument import path_argument
from iaia_desktop.cli.run_job import run_job
from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import SessionFileError
from iaia_desktop.export.names import shown
from iaia_desktop.images.scan import scan_folder
from iaia_desktop.jobs.embed_folder import find_images
from iaia_desktop.store.paths import find_session_for, program_folders


def require_images(folder: Path, console: Console, cancel: CancelToken) -> None:
    """Refuse a folder without images early, before an encoder is fetched for it.

    Raises
    ------
    FolderError
        When the folder is missing, is a file, may not be read, or holds no image.
    """
    first = next(scan_folder(folder, cancel=cancel), None)
    if first is None or not first.paths:
        run_job(find_images(folder, cancel), console)


def add_session_argument(parser: argparse.ArgumentParser) -> None:
    """Let a verb take the session that it is about, for :func:`session_file`."""
    parser.add_argument(
        "session",
        metavar="SESSION",
        type=path_argument,
        help="a session file, or the folder of images whose session is meant",
    )


def session_file(path: Path) -> Path:
    """Return the session file that is meant: the path itself, or the session of a folder.

    Raises
    ------
    SessionFileError
        When the path is a folder that has no session.
    """
    if not os.path.isdir(path):  # noqa: PTH112 - a name too long is no error here
        return path
    found = find_session_for(path, program_folders().sessions)
    if found is None:
        raise SessionFileError(
            f"There is no session of the folder “{shown(path)}”.",
            "Name a session file, or open the folder in the window first.",
        )
    return found
