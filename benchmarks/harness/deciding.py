"""Press class keys in a big session, as a person does."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from benchmarks.harness.window import WindowDriver
from benchmarks.material.sessions import BigSession

_REST_S = 0.15
"""After a decision: what waits for a quiet moment is part of it."""


def open_big(session: BigSession, scratch: Path, name: str) -> WindowDriver:
    """Open a copy of a session in the window, and wait until all is read and embedded."""
    copy = session.copy_for(scratch, name)
    os.environ["IAIA_HOME"] = str(copy.home)
    driver = WindowDriver()
    driver.open(copy.session)
    driver.until(
        lambda: not driver.session.engine.answers.awaits_stored, "the answers are read", 60
    )
    driver.embed_all()
    driver.live(2.0)
    return driver


def decide(driver: WindowDriver, count: int, each: Callable[[Callable[[], None]], None]) -> None:
    """Give so many images a class by its key.

    Parameters
    ----------
    each : callable
        Is given each decision, to be called once: key, commit, and all that follows from it.
    """
    keyed = [row.name for row in driver.session.state.classes() if row.key]
    for number in range(count):
        driver.see_image()
        name = keyed[number % len(keyed)]

        def act(name: str = name) -> None:
            driver.label_as(name)
            driver.live(_REST_S)

        before = driver.session.history.undo_id
        each(act)
        if driver.session.history.undo_id == before:
            raise RuntimeError("a key was not obeyed")
