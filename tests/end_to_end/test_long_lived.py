"""The garbage collector passes over an open session, and over nothing once it is closed."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

from tests.end_to_end.conftest import Driver, draw_photos


def test_a_session_is_set_aside_while_it_is_open(
    start: Callable[[], Driver], tmp_path: Path
) -> None:
    gc.unfreeze()
    draw_photos(tmp_path / "photos", 6)
    driver = start()
    ended: list[int] = []
    driver.application.desk.opened.connect(
        lambda workspace: workspace.catch_up.ended.connect(lambda: ended.append(1))
    )
    driver.open(tmp_path / "photos")
    driver.until(lambda: bool(ended))
    assert gc.get_freeze_count() > 1_000
    driver.application.desk.close()
    assert gc.get_freeze_count() == 0
