"""What jobs tell is in words that can be translated, whole."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import KnownError
from iaia_desktop.core.saying import Saying
from iaia_desktop.export.rows import ExportProgress
from iaia_desktop.images.scan import require_folder
from iaia_desktop.jobs import export_labels
from iaia_desktop.jobs.draw_demo import draw_demo_job
from iaia_desktop.jobs.embed_folder import beginning_below, find_images
from iaia_desktop.jobs.embeddings_file import check_embeddings_path
from iaia_desktop.jobs.examples import read_examples
from iaia_desktop.jobs.import_labels import SessionImages, import_job
from iaia_desktop.jobs.progress import Progress
from iaia_desktop.jobs.time_left import TimeLeft
from tests.english_left import english_left


def left_of(job: Generator[Progress, None, Any], *plain: object) -> str:
    """Run a job that fails; return what of its words would be English in every language."""
    try:
        for progress in job:
            assert english_left(progress.text, *plain) == ""
    except KnownError as error:
        return english_left(error.words, *plain)
    pytest.fail("the job did not fail")


def test_a_demo_without_a_place(tmp_path: Path) -> None:
    (tmp_path / "0").write_bytes(b"")
    place = tmp_path / "0" / "1"
    assert left_of(draw_demo_job(place, CancelToken()), place) == ""


def test_folders_without_images(tmp_path: Path) -> None:
    assert left_of(find_images(tmp_path, CancelToken()), tmp_path) == ""
    (tmp_path / "1.txt").write_bytes(b"x")
    assert left_of(find_images(tmp_path, CancelToken()), tmp_path) == ""


def test_labels_that_are_none(tmp_path: Path) -> None:
    (tmp_path / "1").mkdir()
    job = import_job(tmp_path, SessionImages(tmp_path, {}, {}), CancelToken())
    assert left_of(job, tmp_path) == ""


@pytest.mark.parametrize("name", ["1", "2/3", "4\0"])
def test_places_that_are_no_folders(tmp_path: Path, name: str) -> None:
    (tmp_path / "2").write_bytes(b"")
    place = tmp_path / name
    with pytest.raises(KnownError) as caught:
        require_folder(place)
    assert english_left(caught.value.words, place) == ""


def test_names_for_embeddings(tmp_path: Path) -> None:
    (tmp_path / "1.npz").write_bytes(b"")
    (tmp_path / "2.npz").mkdir()
    for name in ("1.npz", "2.npz", "3.txt"):
        with pytest.raises(KnownError) as caught:
            check_embeddings_path(tmp_path / name)
        assert english_left(caught.value.words, tmp_path / name, ".npz") == ""
    with pytest.raises(KnownError) as caught:
        beginning_below(tmp_path, tmp_path / "2.npz")
    assert english_left(caught.value.words, tmp_path / "2.npz", tmp_path) == ""


def test_examples_that_are_none(tmp_path: Path) -> None:
    (tmp_path / "1").mkdir()
    with pytest.raises(KnownError) as caught:
        read_examples(tmp_path, tmp_path / "1", ())
    assert english_left(caught.value.words, tmp_path) == ""


@pytest.mark.parametrize("total_bytes", [0, 9_000_000])
@pytest.mark.parametrize("elapsed_s", [1, 10, 90, 100_000])
def test_how_far_an_export_is(total_bytes: int, elapsed_s: int) -> None:
    now = [0.0]
    left = TimeLeft(lambda: now[0])
    left.words(0, 1)
    now[0] += elapsed_s
    progress = ExportProgress(1, 3, Saying("Copying the files"), total_bytes // 3, total_bytes)
    told = export_labels._told(progress, left)
    assert english_left(told.text) == english_left(told.amount) == ""
    if elapsed_s > 1:
        assert told.amount.startswith("1 of 3, about ")
