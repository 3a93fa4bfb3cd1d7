"""The dialog hears about the folder that it asked for last, in words."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from iaia_desktop.export.rows import ExportMode
from iaia_desktop.export.unfinished import About, UnfinishedInfo
from iaia_desktop.jobs.look_at_destination import DestinationLook, SessionSizes
from iaia_desktop.session.date_words import moment_words
from iaia_desktop.session.destination_check import (
    DestinationCheck,
    destination_view,
    unfinished_words,
)
from iaia_desktop.session.transfer_views import DestinationView
from tests.session.conftest import Stage, settle

SIZES = SessionSizes(Path("root"), 3_000_000_000, 1_000_000)
NOW = dt.datetime(2026, 11, 25, 18, 0, tzinfo=dt.UTC)


def test_the_last_question_is_answered(stage: Stage, tmp_path: Path) -> None:
    stage.open_ready()
    stage.label_all()
    check = DestinationCheck(stage.services.runner, stage.session.store.path)
    heard: list[DestinationView] = []
    check.looked.connect(heard.append)
    check.ask(str(stage.folder / "inside"), ExportMode.COPY)
    check.ask(str(tmp_path / "out"), ExportMode.COPY)
    stage.wait(lambda: len(heard) == 1)
    assert (heard[0].folder, heard[0].problem) == (str(tmp_path / "out"), "")
    assert heard[0].room.startswith("Needs about 1 MB; ")
    check.ask(str(stage.folder / "inside"), ExportMode.COPY)
    stage.wait(lambda: len(heard) == 2)
    assert "inside the folder with the images" in heard[1].problem
    check.ask(str(tmp_path / "other"), ExportMode.COPY)
    check.stop()
    running = stage.services.runner
    stage.wait(lambda: "destination" not in [task.name for task in running.running])
    settle()
    assert len(heard) == 2


def test_a_session_that_cannot_be_read_stands_against_it(stage: Stage, tmp_path: Path) -> None:
    check = DestinationCheck(stage.services.runner, tmp_path / "gone.iaia")
    heard: list[DestinationView] = []
    check.looked.connect(heard.append)
    check.ask(str(tmp_path / "out"), ExportMode.NONE)
    stage.wait(lambda: bool(heard))
    assert "gone.iaia" in heard[0].problem


@pytest.mark.parametrize(
    ("look", "room", "problem"),
    [
        (
            DestinationLook("f", ExportMode.COPY, SIZES, needed_bytes=3_001_000_000),
            "Needs about 3.0 GB.",
            "",
        ),
        (
            DestinationLook(
                "f", ExportMode.COPY, SIZES, needed_bytes=3_001_000_000, free_bytes=1_000_000_000
            ),
            "",
            "There is not enough room: about 3.0 GB are needed and 1.0 GB are free.",
        ),
        (
            DestinationLook(
                "f",
                ExportMode.HARDLINK,
                SIZES,
                needed_bytes=3_001_000_000,
                free_bytes=4 * 10**12,
                copies_instead=True,
            ),
            (
                "That folder is on another disk, where hard links do not reach: the files will be"
                " copied. Needs about 3.0 GB; 4.0 TB are free there."
            ),
            "",
        ),
    ],
)
def test_room_in_words(look: DestinationLook, room: str, problem: str) -> None:
    view = destination_view(look)
    assert view.room == room
    assert view.problem.startswith(problem)
    assert bool(view.problem) is bool(problem)


def test_moments_in_words() -> None:
    today = dt.datetime(2026, 11, 25, 14, 2, tzinfo=dt.UTC).timestamp()
    assert moment_words(today, NOW) == "14:02"
    assert moment_words(today - 86_400, NOW) == "24 November 2026, 14:02"
    assert moment_words(1e300, NOW) == "an unknown time"
    info = UnfinishedInfo(Path("out"), About("s", "r", 1e300, 100_000), 61_204, 0)
    assert unfinished_words(info) == (
        "An export of an unknown time is unfinished there: 61,204 of 100,000 images are in place."
    )
