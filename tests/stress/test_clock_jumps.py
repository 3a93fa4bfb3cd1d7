"""A clock that jumps by years, back and forth: nothing depends on it but the moments themselves."""

from __future__ import annotations

import itertools
import os
import random
import time
from pathlib import Path

import pytest

from iaia_desktop.session.rate import Rate
from iaia_desktop.store.activity import read_activity
from iaia_desktop.store.backups import KEPT_BACKUPS, list_backups
from iaia_desktop.store.session_file import SessionStore
from tests.stress.conftest import Figures, Size
from tests.stress.labelling_flow import UNTOUCHED, Labelling, steps, what_stands

SEED = 5
YEAR_S = 365 * 86_400.0

pytestmark = pytest.mark.usefixtures("qapp")


def live(folder: Path, jumps: random.Random | None) -> Labelling:
    """Live through the day; with jumps, the clock is anywhere between 1902 and 2100 each time."""
    (folder / "photos").mkdir(parents=True)
    day = Labelling(folder / "photos", folder / "s.iaia")
    if jumps is not None:
        day.clock = (jumps.uniform(-68, 130) * YEAR_S for _ in itertools.count())
    for name, step in steps():
        if name in UNTOUCHED:
            step(day)
        else:
            day.wish(step)
            day.require_in_step()
    return day


def test_decisions_and_undo_go_by_their_number(
    tmp_path: Path, size: Size, figures: Figures
) -> None:
    calm = live(tmp_path / "calm", None)
    expected = [what_stands(calm.path), what_stands(calm.path.with_name("s.iaia"))]
    for seed in range(size.pick(1, 20)):
        day = live(tmp_path / str(seed), random.Random(SEED + seed))  # noqa: S311
        session = day.path.with_name("s.iaia")
        assert [what_stands(day.path), what_stands(session)] == expected, f"seed {SEED + seed}"
        read_activity(session)
        figures.add("clock: days with a clock that jumps at every decision")


def test_backups_go_by_their_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Five are kept, the last five, though their dates say otherwise; the order is right."""
    path = tmp_path / "s.iaia"
    SessionStore.create(path, folder=tmp_path, created_at=4e9).close()
    real = time.strftime
    for number, year in enumerate([2031, 1999, 2026, 1980, 2050, 2001, 1990, 2026]):
        monkeypatch.setattr(
            time, "strftime", lambda form, y=year: real(form, (y, 1, 1, 0, 0, 0, 0, 1, 0))
        )
        with SessionStore.open(path) as store:
            store.add_images([f"{number}.jpg"])
            store.back_up()
    copies = list_backups(path)
    assert len(copies) == KEPT_BACKUPS
    found = []
    for copy in copies:
        with SessionStore.open(copy, read_only=True) as store:
            found.append(store.counts().total)
    assert found == sorted(found)
    assert found[-1] == 8


def test_what_changed_is_copied_although_its_date_went_back(tmp_path: Path) -> None:
    path = tmp_path / "s.iaia"
    SessionStore.create(path, folder=tmp_path, created_at=0.0).close()
    for number, year in enumerate([40, 10, 60, -1]):
        with SessionStore.open(path) as store:
            store.add_images([f"{number}.jpg"])
        os.utime(path, (year * YEAR_S, year * YEAR_S))
        SessionStore.open(path).close()
        with SessionStore.open(list_backups(path)[-1], read_only=True) as store:
            assert store.counts().total == number + 1


def test_the_lock_of_a_dead_process_is_taken_whatever_its_date(tmp_path: Path) -> None:
    path = tmp_path / "s.iaia"
    SessionStore.create(path, folder=tmp_path, created_at=0.0).close()
    lock = path.with_name("s.iaia.lock")
    for year in (-60, 0, 130):
        lock.touch()
        os.utime(lock, (year * YEAR_S, year * YEAR_S))
        SessionStore.open(path).close()


def test_pace_is_measured_by_a_clock_that_cannot_be_set() -> None:
    rate = Rate()
    rate.note(100.0, 5)
    rate.note(50.0, 5)
    assert rate.per_second(40.0) >= 0.0
