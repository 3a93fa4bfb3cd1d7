"""What is said of the folder: the right numbers, and nothing that stays English."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from iaia_desktop.core.errors import FolderError
from iaia_desktop.core.saying import Saying
from iaia_desktop.images.scan import ScanProblem
from iaia_desktop.jobs.folder_changes import FolderChanges
from iaia_desktop.session.folder_words import (
    changed_words,
    empty_notice,
    failed_words,
    problem_words,
    unreadable_words,
)
from tests.english_left import english_left
from tests.session.conftest import Stage

AWAY = Saying("it has gone")


NOTHING = FolderChanges((), (), (), (), (), (), 0)


@pytest.mark.parametrize(
    ("ignored", "words"),
    [
        (0, "There are no images in “/some”. Choose"),
        (1, "There are no images in “/some”. It holds 1 other file. Camera raw"),
        (1200, "There are no images in “/some”. It holds 1,200 other files. Camera raw"),
    ],
)
def test_a_folder_without_images(ignored: int, words: str) -> None:
    text = empty_notice(Path("/some"), ignored).text
    assert text.startswith(words)
    assert text.endswith("Choose the folder that holds the pictures, or one above it.")


@pytest.mark.parametrize(
    ("many", "words"),
    [
        (1, "1 image new, 1 image missing (labels are kept)"),
        (1001, "1,001 images new, 1,001 images missing (labels are kept)"),
    ],
)
def test_what_changed(many: int, words: str) -> None:
    changes = replace(NOTHING, new_paths=tuple(map(str, range(many))))
    text = changed_words(changes, many)
    assert text == f"The folder changed since the last time: {words}."
    assert english_left(text) == ""


def test_nothing_changed() -> None:
    assert changed_words(NOTHING, 0) is None


def test_folders_that_cannot_be_read() -> None:
    one = problem_words(ScanProblem("sub", AWAY))
    assert unreadable_words([one]) == (
        "A folder could not be read: sub: it has gone. Its images are left out."
    )
    several = unreadable_words([one, one, one])
    assert several == (
        "A folder could not be read: sub: it has gone and 2 more. Its images are left out."
    )
    assert english_left(several, "sub") == ""


@pytest.mark.parametrize("is_known", [True, False])
def test_a_folder_that_is_gone(*, is_known: bool) -> None:
    error = FolderError(Saying("{path} is gone.", path="/away"), Saying("Choose another one."))
    text = failed_words(error, is_known=is_known)
    assert ("labels are kept" in text) is is_known
    assert ("Choose another one." in text) is not is_known
    assert english_left(text, "/away") == ""


def test_the_reason_why_a_file_is_missing_keeps_its_words(stage: Stage) -> None:
    stage.open_ready()
    gone = stage.image("00_red.png")
    (stage.folder / "00_red.png").unlink()
    stage.workspace.folder.start(asked=True)
    stage.wait(lambda: stage.session.state.file(gone).reason != "")
    assert english_left(stage.session.state.file(gone).reason) == ""
