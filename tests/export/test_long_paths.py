"""An export is written through the long form of its folder, and tells its usual one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from iaia_desktop.export.rows import ExportReport, ExportRequest

Make = Callable[..., ExportRequest]
Finish = Callable[[ExportRequest], ExportReport]
Tree = Callable[[Path], dict[str, bytes]]


@pytest.fixture
def other_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Let the long form be a way through a link, as it is another name of the same place."""
    (tmp_path / "long").symlink_to(tmp_path)
    asked: list[Path] = []

    def long_form(path: Path, *, from_length: int = 0) -> Path:
        asked.append(path)
        return tmp_path / "long" / path.relative_to(tmp_path)

    monkeypatch.setattr("iaia_desktop.export.workshop.long_form", long_form)
    return asked


@pytest.mark.parametrize("there_already", [False, True])
def test_what_is_written_goes_by_the_long_form(
    make_request: Make, finish: Finish, tree: Tree, other_name: list[Path], there_already: bool
) -> None:
    request = make_request({"a.jpg": "cat", "b.jpg": "dog"})
    if there_already:
        request.output.mkdir()
    report = finish(request)
    assert other_name
    assert report.exported == 2
    assert report.output == request.output
    assert {"cat/a.jpg", "dog/b.jpg", "labels.csv"} <= set(tree(request.output))
    assert [
        path.name for path in request.output.parent.iterdir() if "unfinished" in path.name
    ] == []
