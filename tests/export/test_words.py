"""What an export says can be said in another language, whole."""

from __future__ import annotations

import errno
import os
import pickle
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

from iaia_desktop.core.errors import ExportError, ImportDataError
from iaia_desktop.core.saying import Saying
from iaia_desktop.export import building
from iaia_desktop.export.folders import ExportMode, ExportReport, ExportRequest
from iaia_desktop.export.labels_in import read_labels_csv
from iaia_desktop.export.workshop import Workshop
from tests.english_left import english_left

Make = Callable[..., ExportRequest]
Finish = Callable[[ExportRequest], ExportReport]


def full(*_: object) -> NoReturn:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def torn(*_: object) -> NoReturn:
    raise OSError(errno.EIO, Saying("the copy of “{path}” is cut short", path="a.jpg"))


@pytest.mark.parametrize("keeps", [1, 1000])
@pytest.mark.parametrize("fault", [full, torn])
def test_an_export_that_stops(
    make_request: Make,
    finish: Finish,
    monkeypatch: pytest.MonkeyPatch,
    fault: Callable[..., NoReturn],
    keeps: int,
) -> None:
    request = make_request({"a.jpg": "cat", "b.jpg": "dog"})
    monkeypatch.setattr(Workshop, "commit", fault)
    monkeypatch.setattr("iaia_desktop.export.workshop.KEEP_FROM_FILES", keeps)
    with pytest.raises(ExportError) as caught:
        finish(request)
    error = pickle.loads(pickle.dumps(caught.value))  # noqa: S301  (our own)
    unfinished = f"{request.output}.unfinished-export"
    assert english_left(error.words, unfinished, request.output, "a.jpg", " MB") == ""
    assert error.remedy.endswith(".")
    assert (unfinished in str(error)) == (keeps == 1)


def test_a_folder_that_is_no_place_for_an_export(make_request: Make, finish: Finish) -> None:
    request = make_request({"a.jpg": "cat"})
    request.output.mkdir()
    (request.output / "mine.txt").touch()
    for output in (request.output, request.root / "out", request.output / "mine.txt"):
        with pytest.raises(ExportError) as caught:
            finish(replace(request, output=output))
        assert english_left(caught.value.words, output) == ""


def test_what_a_report_tells(
    make_request: Make, finish: Finish, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = make_request({"a.jpg": "cat", "b.jpg": "test", "c.jpg": "dog"})
    (request.root / "c.jpg").unlink()
    monkeypatch.setattr(building, "link_file", lambda *_: False)
    report = finish(replace(request, mode=ExportMode.HARDLINK))
    report = pickle.loads(pickle.dumps(report))  # noqa: S301  (our own)
    ((path, reason),) = report.failed
    assert (path, reason) == ("c.jpg", "The file is gone.")
    files = '{"train": "**"}'
    told = [english_left(text, "test", files) for text in (reason, *report.notes)]
    assert told == ["", "", ""]
    assert report.notes[0] == "2 files were copied, because hard links are not possible there."
    assert "The file is gone." in (request.output / "incomplete.txt").read_text(encoding="utf-8")


def test_a_table_with_bad_rows(tmp_path: Path) -> None:
    table = tmp_path / "labels.csv"
    bad = "".join(f"x{n}.jpg\n,cat\n" for n in range(4))
    for rows in ("x.jpg\n", bad, "x.jpg,a\nx.jpg,b\n"):
        table.write_text(f"path,class\n{rows}", encoding="utf-8")
        with pytest.raises(ImportDataError) as caught:
            read_labels_csv(table)
        assert english_left(caught.value.words, table, "x.jpg") == ""
    table.write_text(f"path,class\n{bad}", encoding="utf-8")
    with pytest.raises(ImportDataError, match=r"line 2: too few columns; line 3: .*; and 3 more\."):
        read_labels_csv(table)
