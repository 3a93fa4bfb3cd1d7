from __future__ import annotations

import shutil
import threading
from collections.abc import Generator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import SessionFileError
from iaia_desktop.core.types import FileStatus
from iaia_desktop.images.scan import ScanBatch, ScanProblem
from iaia_desktop.jobs.folder_changes import FolderChanges, KnownImages, folder_changes_job
from iaia_desktop.jobs.hand_over import HandOver
from iaia_desktop.jobs.progress import Progress
from iaia_desktop.jobs.scan import AddedImages
from iaia_desktop.session import folder_feed as module
from iaia_desktop.session import learning_feed
from iaia_desktop.session.notices import NoticeKind
from iaia_desktop.session.views import SuggestionKind
from iaia_desktop.store.session_file import SessionStore
from tests.session.conftest import Stage, draw, refuse, settle

FULL = SessionFileError("The list of images could not be saved: the disk is full.", "Free space.")


class Batches:
    """A scan that gives one batch each time it may."""

    def __init__(self, *batches: ScanBatch) -> None:
        self._batches = batches
        self.may_go_on = [threading.Event() for _ in batches]
        self.saved = threading.Semaphore(0)

    def __call__(
        self, root: Path, store: SessionStore, hand_over: HandOver, cancel: CancelToken
    ) -> Iterator[AddedImages]:
        for batch, event in zip(self._batches, self.may_go_on, strict=True):
            while not event.wait(0.005):
                cancel.raise_if_cancelled()
            hand_over.wait(cancel)
            ids = tuple(store.add_images(batch.paths))
            self.saved.release()
            yield AddedImages(ids, batch.paths, batch.problems, batch.ignored)

    def go_on(self) -> None:
        next(event for event in self.may_go_on if not event.is_set()).set()


def use_batches(monkeypatch: pytest.MonkeyPatch, *batches: ScanBatch) -> Batches:
    made = Batches(*batches)
    monkeypatch.setattr(module, "scan_job", made)
    return made


# --- a new folder ----------------------------------------------------------------------------


def test_a_new_folder_is_scanned_and_its_first_image_shown(stage: Stage) -> None:
    draw(stage.folder / "sub" / "10_red.png", "red")
    (stage.folder / "notes.txt").write_text("no image")
    stage.open_ready()
    assert stage.name == "00_red.png"
    assert len(stage.session.state) == 10
    with SessionStore.open(stage.session.store.path, read_only=True) as store:
        assert [image.path for image in store.load_images()] == list(stage.session.state.paths())
    assert stage.notices == []


def test_the_first_image_shows_and_can_be_labelled_before_the_scan_ends(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = use_batches(
        monkeypatch,
        ScanBatch(("00_red.png", "01_green.png"), (), 0),
        ScanBatch(("02_blue.png",), (), 0),
    )
    workspace = stage.open()
    told: list[Progress] = []
    workspace.folder.progressed.connect(told.append)
    assert stage.session.current is None
    scan.go_on()
    stage.wait(lambda: stage.session.current is not None)
    assert workspace.folder.scanning
    stage.session.label_with_new_class("red")
    assert stage.name == "01_green.png"
    scan.go_on()
    stage.wait_scanned()
    stage.wait_embedded(3)
    assert [progress.done for progress in told] == [2, 3]
    assert stage.prototypes() == stage.right_prototypes()


def test_an_empty_folder_says_so_with_a_way_on(stage: Stage) -> None:
    for path in stage.folder.iterdir():
        path.unlink()
    (stage.folder / "a.txt").write_text("")
    (stage.folder / "b.txt").write_text("")
    stage.open()
    notice = stage.wait_notice("empty-folder")
    assert "2 other files. Camera raw files" in notice.text
    assert str(stage.folder) in notice.text
    assert [action.command for action in notice.actions] == ["open_folder"]


def test_folders_that_cannot_be_read_are_told_together(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    problems = [ScanProblem(f"p{number}", "no permission") for number in range(3)]
    scan = use_batches(
        monkeypatch,
        ScanBatch(("00_red.png",), (problems[0],), 0),
        ScanBatch(("01_green.png",), tuple(problems[1:]), 0),
    )
    stage.open()
    scan.go_on()
    assert "p0: no permission." in stage.wait_notice("unreadable-folders").text
    scan.go_on()
    stage.wait_scanned()
    assert "p0: no permission and 2 more." in stage.wait_notice("unreadable-folders").text


def test_a_stopped_scan_keeps_what_it_found_and_can_be_taken_up(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as held:
        scan = use_batches(
            held, ScanBatch(("04_green.png",), (), 0), ScanBatch(("05_blue.png",), (), 0)
        )
        stage.open()
        scan.go_on()
        stage.wait(lambda: len(stage.session.state) == 1)
        stage.workspace.folder.stop()
        stage.wait_scanned()
    notice = stage.wait_notice("folder")
    assert notice.text == "The scan was stopped with 1 image found."
    assert [action.command for action in notice.actions] == ["rescan"]
    stage.workspace.folder.start()
    stage.wait_scanned()
    stage.wait_embedded(9)
    order = [stage.session.state.path(i) for i in stage.session.navigator.order.ids]
    assert order == sorted(path.name for path in stage.folder.iterdir())
    assert stage.name == "04_green.png"


def test_images_that_cannot_be_saved_end_the_scan_with_the_reason_and_a_way_on(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends: list[int] = []
    with monkeypatch.context() as broken:
        broken.setattr(SessionStore, "add_images", refuse(FULL))
        workspace = stage.open()
        workspace.folder.ended.connect(lambda: ends.append(1))
        stage.wait_notice("folder")
        stage.wait_scanned()
        settle()
    assert [notice.text for notice in stage.notices] == [str(FULL)]
    assert [action.command for action in stage.notices[0].actions] == ["rescan"]
    assert len(stage.session.state) == 0
    assert ends == [1]
    stage.workspace.folder.start()
    stage.wait_scanned()
    assert len(stage.session.state) == 9
    assert stage.name == "00_red.png"


def test_a_bug_in_the_scan_is_told(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "scan_job", refuse(ZeroDivisionError("oh")))
    stage.open()
    assert stage.wait_notice("folder").text == "The scan failed: oh"


def test_scanning_again_meanwhile_counts_only_the_second_scan(stage: Stage) -> None:
    workspace = stage.open()
    ends: list[int] = []
    workspace.folder.ended.connect(lambda: ends.append(1))
    workspace.folder.start()
    workspace.folder.start()
    stage.wait_scanned()
    settle()
    assert ends == [1]
    assert len(stage.session.state) == 9
    stage.wait_embedded(9)


def test_a_scan_waits_until_the_window_has_taken_what_it_found(stage: Stage) -> None:
    for number in range(1_200):
        (stage.folder / f"{number:04d}_red.png").touch()
    told: list[Progress] = []
    workspace = stage.open()
    workspace.folder.progressed.connect(told.append)
    stage.wait_scanned()
    assert [progress.done for progress in told] == [50, 550, 1_050, 1_209]
    with SessionStore.open(stage.session.store.path, read_only=True) as store:
        assert [image.path for image in store.load_images()] == list(stage.session.state.paths())


def test_who_scans_again_right_after_stopping_loses_nothing(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the stopped scan saved at the last moment is there before the next one looks."""
    with monkeypatch.context() as held:
        scan = use_batches(
            held, ScanBatch(("04_green.png",), (), 0), ScanBatch(("05_blue.png",), (), 0)
        )
        workspace = stage.open()
        scan.go_on()
        assert scan.saved.acquire(timeout=60)
        assert len(stage.session.state) == 0
        workspace.folder.stop()
        workspace.folder.start(asked=True)
        assert workspace.folder.scanning
        stage.wait(lambda: len(stage.session.state) == 9)
    stage.wait_scanned()
    with SessionStore.open(stage.session.store.path, read_only=True) as store:
        assert [image.path for image in store.load_images()] == list(stage.session.state.paths())


def test_closing_while_a_scan_saves_is_quiet(stage: Stage) -> None:
    for number in range(1_200):
        (stage.folder / f"{number:04d}_red.png").touch()
    stage.open()
    stage.wait(lambda: len(stage.session.state) > 0)
    stage.close()
    settle()
    stage.open()
    stage.wait_scanned()
    assert len(stage.session.state) == 1_209


# --- a known folder --------------------------------------------------------------------------


@pytest.mark.parametrize("fate", ["gone", "renamed"])
def test_what_was_read_just_before_the_folder_is_compared_counts_as_known(
    fate: str, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learning_feed, "_NOTE_FILES_AFTER_MS", 1_000_000)
    stage.open_ready()
    stage.label_all()
    file = stage.folder / "04_green.png"
    if fate == "gone":
        file.unlink()
    else:
        file.rename(stage.folder / "99_green.png")
    stage.workspace.folder.start()
    stage.wait_scanned()
    stage.workspace.learning.note_files()
    if fate == "gone":
        status = stage.session.state.file(stage.image("04_green.png")).status
        assert status is FileStatus.MISSING
    else:
        assert stage.labels()["99_green.png"] == "green"
        assert len(stage.session.state) == 9


def test_a_loss_that_is_told_while_the_folder_is_compared_has_it_compared_anew(
    stage: Stage,
) -> None:
    workspace = stage.open_ready()
    workspace.learning.note_files()
    state = stage.session.state
    lost, gone = stage.image("04_green.png"), stage.image("05_blue.png")
    for image_id in (lost, gone):
        (stage.folder / state.path(image_id)).unlink()
    workspace.folder.start()
    read = replace(state.file(lost), status=FileStatus.MISSING, reason="the file is gone")
    workspace.learning._told.append(read)
    stage.wait_scanned()
    assert [state.file(image_id).status for image_id in (lost, gone)] == [FileStatus.MISSING] * 2


def test_an_unchanged_folder_says_nothing(stage: Stage) -> None:
    stage.open_ready()
    stage.label_all()
    stage.reopen()
    stage.wait_scanned()
    stage.wait_embedded()
    assert stage.notices == []
    assert len(stage.session.state) == 9


def test_new_files_are_added_in_their_place(stage: Stage) -> None:
    stage.open_ready()
    stage.label_all()
    draw(stage.folder / "03_a_green.png", "green", 9)
    stage.reopen()
    stage.wait_scanned()
    assert "1 image new" in stage.wait_notice("folder").text
    order = [stage.session.state.path(i) for i in stage.session.navigator.order.ids]
    assert order == sorted(path.name for path in stage.folder.iterdir())
    stage.wait_embedded()
    stage.session.navigator.go_to(stage.image("03_a_green.png"))
    assert stage.workspace.presenter.suggestion().kind is SuggestionKind.KNOWN
    stage.session.accept()
    assert stage.saved_labels()["03_a_green.png"] == "green"


def test_very_many_new_files_are_added_piece_by_piece_and_then_put_in_their_place(
    stage: Stage,
) -> None:
    stage.open_ready()
    stage.label_all()
    for number in range(1_200):
        (stage.folder / f"03_{number:04d}.png").touch()
    stage.reopen()
    stage.wait_scanned()
    assert "1,200 images new" in stage.wait_notice("folder").text
    order = [stage.session.state.path(i) for i in stage.session.navigator.order.ids]
    assert order == sorted(path.name for path in stage.folder.iterdir())
    assert len(stage.labels()) == 9
    with SessionStore.open(stage.session.store.path, read_only=True) as store:
        assert [image.path for image in store.load_images()] == list(stage.session.state.paths())


def test_vanished_files_are_kept_as_missing_with_their_labels_and_come_back(
    stage: Stage, tmp_path: Path
) -> None:
    stage.open_ready()
    stage.label_all()
    away = tmp_path / "04_green.png"
    shutil.move(stage.folder / "04_green.png", away)
    stage.reopen()
    stage.wait_scanned()
    stage.wait_embedded(8)
    assert "1 image missing (labels are kept)" in stage.wait_notice("folder").text
    image_id = stage.image("04_green.png")
    assert stage.session.state.file(image_id).status is FileStatus.MISSING
    assert stage.labels()["04_green.png"] == "green"
    shutil.move(away, stage.folder / "04_green.png")
    stage.workspace.folder.start()
    stage.wait_scanned()
    stage.wait_embedded(9)
    stage.workspace.learning.note_files()
    assert stage.session.state.file(image_id).status is FileStatus.READY
    assert stage.prototypes() == stage.right_prototypes()
    assert "1 image back" in stage.wait_notice("folder").text
    stage.reopen()
    stage.wait_scanned()
    assert stage.notices == []


def test_what_is_missing_since_long_is_told_once(stage: Stage) -> None:
    stage.open_ready()
    (stage.folder / "04_green.png").unlink()
    stage.reopen()
    stage.wait_scanned()
    stage.wait_notice("folder")
    stage.reopen()
    stage.wait_scanned()
    stage.wait_embedded(8)
    assert stage.notices == []


def test_who_asks_hears_that_nothing_changed(stage: Stage) -> None:
    stage.open_ready()
    stage.workspace.folder.start(asked=True)
    stage.wait_scanned()
    assert stage.wait_notice("folder").text == "Nothing changed in the folder."


def test_a_folder_pulled_away_while_labelling_is_told_and_taken_up_when_it_is_back(
    stage: Stage, tmp_path: Path
) -> None:
    stage.open_ready()
    stage.label_all()
    stage.workspace.learning.note_files()
    shutil.move(stage.folder, tmp_path / "away")
    lost = stage.image("05_blue.png")
    stage.workspace.views.forget(lost)
    stage.workspace.views.show(lost, [])
    notice = stage.wait_notice("folder")
    assert notice.kind is NoticeKind.ERROR
    assert "does not exist" in notice.text
    shutil.move(tmp_path / "away", stage.folder)
    stage.workspace.folder.start(asked=True)
    stage.wait_scanned()
    assert stage.workspace.views.show(lost, []) is None, "it is tried again"
    assert len(stage.labels()) == 9


def test_renamed_files_keep_their_labels_and_are_looked_at_under_their_new_name(
    stage: Stage,
) -> None:
    stage.open_ready()
    stage.label_all()
    stage.close()
    stage.services.embeddings.clear()
    (stage.folder / "sub").mkdir()
    (stage.folder / "04_green.png").rename(stage.folder / "sub" / "green.png")
    (stage.folder / "05_blue.png").rename(stage.folder / "00_a_blue.png")
    stage.open()
    stage.wait_scanned()
    assert "2 images renamed" in stage.wait_notice("folder").text
    stage.wait_embedded(9)
    stage.workspace.learning.note_files()
    assert stage.session.state.problems() == []
    assert stage.labels()["sub/green.png"] == "green"
    assert stage.labels()["00_a_blue.png"] == "blue"
    assert len(stage.session.state) == 9
    assert stage.prototypes() == stage.right_prototypes()
    assert stage.saved_labels() == stage.labels()


@pytest.mark.parametrize("first", ["scan", "embedding"])
def test_renamed_files_are_embedded_whoever_is_first(first: str, stage: Stage) -> None:
    encoder = stage.loader.encoders["builtin"]
    stage.open_ready()
    stage.close()
    stage.services.embeddings.clear()
    (stage.folder / "08_blue.png").rename(stage.folder / "99_blue.png")
    if first == "scan":
        encoder.gate.clear()
        stage.open()
        stage.wait_scanned()
        encoder.gate.set()
    else:
        with pytest.MonkeyPatch.context() as held:
            may_scan = threading.Event()

            def late(
                root: Path, known: KnownImages, cancel: CancelToken
            ) -> Generator[Progress, None, FolderChanges]:
                assert may_scan.wait(60)
                return (yield from folder_changes_job(root, known, cancel))

            held.setattr(module, "folder_changes_job", late)
            stage.open()
            stage.wait_embedded(8)
            stage.wait(lambda: stage.workspace.encoders.waiting_count == 0)
            stage.workspace.learning.note_files()
            may_scan.set()
            stage.wait_scanned()
    stage.wait_embedded(9)
    stage.workspace.learning.note_files()
    assert stage.session.state.problems() == []


def test_a_folder_that_is_gone_says_so_and_shows_the_session_all_the_same(stage: Stage) -> None:
    stage.open_ready()
    stage.label_all()
    path = stage.session.store.path
    stage.close()
    shutil.rmtree(stage.folder)
    stage.open(path)
    notice = stage.wait_notice("folder")
    assert notice.kind is NoticeKind.ERROR
    assert [action.command for action in notice.actions] == ["locate_folder", "rescan"]
    assert "The labels are kept" in notice.text
    stage.wait_scanned()
    assert len(stage.labels()) == 9
    assert stage.session.current is not None


def test_changes_that_cannot_be_saved_are_told_and_taken_the_next_time(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.open_ready()
    stage.close()
    (stage.folder / "08_blue.png").rename(stage.folder / "99_blue.png")
    draw(stage.folder / "98_red.png", "red", 25)
    with monkeypatch.context() as broken:
        broken.setattr(SessionStore, "rename_images", refuse(FULL))
        stage.open()
        stage.wait_scanned()
    assert stage.wait_notice("folder").text == str(FULL)
    assert len(stage.session.state) == 9
    stage.workspace.folder.start()
    stage.wait_scanned()
    assert len(stage.session.state) == 10
    assert "99_blue.png" in stage.session.state.paths()


def test_closed_while_the_comparison_is_under_way_nothing_is_taken_in(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_compare = threading.Event()

    def late(
        root: Path, known: KnownImages, cancel: CancelToken
    ) -> Generator[Progress, None, FolderChanges]:
        assert may_compare.wait(60)
        return (yield from folder_changes_job(root, known, CancelToken()))

    stage.open_ready()
    stage.close()
    stage.notices.clear()
    draw(stage.folder / "98_red.png", "red", 25)
    monkeypatch.setattr(module, "folder_changes_job", late)
    workspace = stage.open()
    stage.desk.close()
    may_compare.set()
    stage.wait(lambda: stage.services.runner.running == [])
    settle()
    assert stage.notices == []
    assert workspace.is_closed
