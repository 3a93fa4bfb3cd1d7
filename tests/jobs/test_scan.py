"""Images that are added to a session: saved and yielded in step, at the pace of who takes them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import CancelledError
from iaia_desktop.jobs.hand_over import HandOver
from iaia_desktop.jobs.scan import AddedImages, add_images_job, scan_job
from iaia_desktop.store.session_file import SessionStore

IMAGES = 1_300


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    for number in range(IMAGES):
        (folder / f"{number:05d}.jpg").touch()
    return folder


@pytest.fixture
def store(tmp_path: Path, folder: Path) -> Iterator[SessionStore]:
    with SessionStore.create(tmp_path / "s.iaia", folder=folder, created_at=0.0) as store:
        yield store


def take(job: Iterator[AddedImages], hand_over: HandOver, count: int) -> list[AddedImages]:
    taken = []
    for added in job:
        taken.append(added)
        hand_over.taken()
        if len(taken) == count:
            break
    return taken


def test_what_is_yielded_is_saved_and_nothing_else(folder: Path, store: SessionStore) -> None:
    hand_over = HandOver()
    job = scan_job(folder, store, hand_over, CancelToken())
    taken = take(job, hand_over, 2)
    saved = [(image.image_id, image.path) for image in store.load_images()]
    told = [pair for each in taken for pair in zip(each.image_ids, each.paths, strict=True)]
    assert told == saved
    assert len(saved) < IMAGES
    take(job, hand_over, IMAGES)
    assert store.counts().total == IMAGES


def test_paths_that_are_known_already_are_added_in_pieces(store: SessionStore) -> None:
    hand_over = HandOver()
    paths = [f"{number:05d}.jpg" for number in range(IMAGES)]
    taken = take(add_images_job(paths, store, hand_over, CancelToken()), hand_over, IMAGES)
    assert [len(each.paths) for each in taken] == [500, 500, 300]
    assert [i for each in taken for i in each.image_ids] == list(range(IMAGES))
    assert [image.path for image in store.load_images()] == paths


def test_a_job_waits_until_its_pieces_are_taken(folder: Path, store: SessionStore) -> None:
    hand_over = HandOver()
    job = scan_job(folder, store, hand_over, CancelToken())
    first = next(job)
    came = threading.Event()
    second: list[AddedImages] = []

    def go_on() -> None:
        second.append(next(job))
        came.set()

    thread = threading.Thread(target=go_on)
    thread.start()
    assert not came.wait(0.05)
    assert store.counts().total == len(first.paths)
    hand_over.taken()
    assert came.wait(60)
    thread.join()
    assert second[0].image_ids[0] == len(first.paths)


def test_a_job_that_waits_can_be_cancelled(folder: Path, store: SessionStore) -> None:
    token = CancelToken()
    job = scan_job(folder, store, HandOver(), token)
    saved = next(job)
    threading.Timer(0.02, token.cancel).start()
    with pytest.raises(CancelledError):
        next(job)
    assert store.counts().total == len(saved.paths)
