"""Drawing the demo pictures."""

from __future__ import annotations

from pathlib import Path

import pytest

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import CancelledError, FolderError
from iaia_desktop.jobs.draw_demo import draw_demo_job


def test_what_is_missing_is_drawn(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "demo"
    token = CancelToken()
    job = draw_demo_job(folder, token, count=3)
    progress = next(job)
    assert (progress.done, progress.total) == (1, 3)
    token.cancel()
    with pytest.raises(CancelledError):
        list(job)
    drawn = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert drawn
    assert all(path.suffix == ".jpg" for path in drawn)
    job = draw_demo_job(folder, CancelToken(), count=3)
    seen = [next(job) for _ in range(3)]
    with pytest.raises(StopIteration) as stop:
        next(job)
    assert stop.value.value == folder
    assert [row.done for row in seen] == [1, 2, 3]
    assert len(list(folder.iterdir())) == 3
    assert all(path.stat().st_mtime_ns == changed for path, changed in drawn.items())


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(FolderError, match="cannot be written"):
        list(draw_demo_job(tmp_path / "file" / "demo", CancelToken(), count=1))
