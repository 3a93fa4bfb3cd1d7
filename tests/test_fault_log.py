"""The log: it turns, it never stands in the way, and a crash is told by the next run."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import qWarning

from iaia_desktop.fault_log import FaultLog

_CRASHING = """
import ctypes, sys
from pathlib import Path
from iaia_desktop.fault_log import FaultLog
log = FaultLog(Path(sys.argv[1]))
log.start()
def fall():
    ctypes.string_at(0)
fall()
"""


def test_the_log_turns_and_never_grows_beyond_its_size(tmp_path: Path) -> None:
    log = FaultLog(tmp_path / "logs")
    log.start()
    logger = logging.getLogger("iaia_desktop.test")
    for number in range(60):
        logger.error("%d %s", number, "x" * 100_000)
    log.stop()
    files = sorted((tmp_path / "logs").iterdir())
    assert [file.name for file in files] == [
        "iaia-desktop.log",
        *(f"iaia-desktop.log.{number}" for number in (1, 2, 3)),
    ]
    assert all(file.stat().st_size <= 1_000_000 for file in files)


def test_no_name_of_a_file_is_an_entry(tmp_path: Path) -> None:
    log = FaultLog(tmp_path)
    log.start()
    name = "x\n2026-01-01 00:00:00,000 ERROR iaia_desktop: forged\x1b[31m\udce9"
    logger = logging.getLogger("iaia_desktop.test")
    logger.warning("cannot read %s", name)
    logger.error("unexpected", exc_info=ValueError(name))
    log.stop()
    text = log.path.read_text(encoding="utf-8")
    entries = [line for line in text.split("\n") if not line.startswith("  ")]
    assert not any("forged" in entry for entry in entries)
    assert text.count(r"forged\x1b[31m\udce9") == 2


def test_qt_speaks_in_the_log(tmp_path: Path) -> None:
    log = FaultLog(tmp_path)
    log.start()
    qWarning("of Qt's own")
    log.stop()
    assert "WARNING iaia_desktop.qt: of Qt's own" in log.path.read_text(encoding="utf-8")


def test_without_a_place_for_it_the_program_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "logs").write_text("a file stands where the folder should be")
    log = FaultLog(tmp_path / "logs")
    log.start()
    logging.getLogger("iaia_desktop.test").warning("to whoever listens")
    assert log.take_crashes() == ""
    log.stop()
    assert "to whoever listens" in capsys.readouterr().err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_costs_the_record_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "iaia-desktop.log").symlink_to("/dev/full")
    log = FaultLog(tmp_path)
    log.start()
    logging.getLogger("iaia_desktop.test").error("lost")
    log.stop()
    assert capsys.readouterr().err == ""


def test_a_good_end_leaves_no_trace_of_a_crash(tmp_path: Path) -> None:
    log = FaultLog(tmp_path)
    log.start()
    assert (tmp_path / f"crash-{os.getpid()}.txt").exists()
    assert log.take_crashes() == ""
    log.stop()
    assert [path.name for path in tmp_path.iterdir()] == ["iaia-desktop.log"]


def test_a_crash_is_told_once_by_the_next_run(tmp_path: Path) -> None:
    died = subprocess.run([sys.executable, "-c", _CRASHING, str(tmp_path)], check=False)
    assert died.returncode != 0
    log = FaultLog(tmp_path)
    log.start()
    told = log.take_crashes()
    assert "in fall" in told
    assert log.take_crashes() == ""
    log.stop()
    assert "an earlier run crashed" in log.path.read_text(encoding="utf-8")


def test_an_instance_that_still_runs_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / f"crash-{os.getppid()}.txt"
    path.write_text("it is still about to say something")
    log = FaultLog(tmp_path)
    log.start()
    assert log.take_crashes() == ""
    log.stop()
    assert path.exists()
