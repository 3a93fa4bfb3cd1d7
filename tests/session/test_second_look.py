"""What the environment took away comes back by itself: the folder, files, permissions."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from PIL import Image

from iaia_desktop.core.types import FileStatus
from iaia_desktop.images.reading import UnreadableImageError, read_file
from iaia_desktop.jobs import embed as embed_module
from iaia_desktop.jobs import image_reader
from iaia_desktop.session import second_look
from iaia_desktop.session.notices import NoticeKind
from tests.session.conftest import Stage, draw


@pytest.fixture(autouse=True)
def _look_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_look, "_FIRST_AFTER_MS", 20)
    monkeypatch.setattr(second_look, "_LAST_AFTER_MS", 40)
    monkeypatch.setattr(second_look, "_FOLDER_AFTER_MS", 20)
    monkeypatch.setattr(embed_module, "_FOLDER_WAIT_S", 0.02)


def status(stage: Stage, name: str) -> FileStatus:
    return stage.session.state.status(stage.image(name))


def wait_status(stage: Stage, name: str, wanted: FileStatus) -> None:
    def arrived() -> bool:
        stage.workspace.learning.note_files()
        return status(stage, name) is wanted

    stage.wait(arrived)


@pytest.mark.parametrize("left", ["nothing", "an empty folder"])
def test_a_drive_that_is_pulled_out_while_images_are_embedded(
    left: str, stage: Stage, tmp_path: Path
) -> None:
    for number in range(9, 60):
        draw(stage.folder / f"{number:02}_red.png", "red", number)
    encoder = stage.loader.encoders["builtin"]
    encoder.gate.clear()
    stage.open()
    stage.wait_scanned()
    stage.session.label_with_new_class("red")
    shutil.move(stage.folder, tmp_path / "away")
    if left != "nothing":
        stage.folder.mkdir()
    encoder.gate.set()
    notice = stage.wait_notice("folder")
    assert notice.kind is NoticeKind.ERROR
    assert "labels are kept" in notice.text
    assert "goes on by itself" in notice.text
    # The person goes on meanwhile; not one image is called a problem.
    stage.session.label_with_new_class("green")
    stage.workspace.learning.note_files()
    assert stage.session.state.problems() == []
    assert [n.key for n in stage.notices if n.kind is NoticeKind.ERROR] == ["folder"]
    if left != "nothing":
        stage.folder.rmdir()
    shutil.move(tmp_path / "away", stage.folder)
    stage.wait_embedded(60)
    stage.wait(lambda: stage.notices[-1].kind is NoticeKind.INFO)
    assert "there again" in next(n.text for n in stage.notices if n.kind is NoticeKind.INFO)
    stage.workspace.learning.note_files()
    assert stage.session.state.problems() == []
    assert stage.labels() == stage.saved_labels()
    assert sorted(stage.labels().values()) == ["green", "red"]
    assert stage.prototypes() == stage.right_prototypes()


def test_a_session_that_is_opened_without_its_drive(stage: Stage, tmp_path: Path) -> None:
    stage.open_ready()
    stage.label_all()
    path = stage.session.store.path
    stage.close()
    stage.notices.clear()
    shutil.move(stage.folder, tmp_path / "away")
    stage.open(path)
    assert stage.wait_notice("folder").kind is NoticeKind.ERROR
    stage.wait(lambda: stage.workspace.folder.is_gone)
    assert [notice.key for notice in stage.notices] == ["folder"]
    shutil.move(tmp_path / "away", stage.folder)
    stage.wait_embedded(9)
    stage.wait(lambda: not stage.workspace.folder.is_gone)
    assert stage.prototypes() == stage.right_prototypes()
    assert len(stage.labels()) == 9


def test_a_file_that_comes_back_is_read_by_itself(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # However often it is looked at before it comes back.
    monkeypatch.setattr(second_look, "_MOST_TRIES", 1_000_000)
    away = tmp_path / "04_green.png"
    encoder = stage.loader.encoders["builtin"]
    encoder.gate.clear()
    stage.open()
    stage.wait_scanned()
    shutil.move(stage.folder / away.name, away)
    (stage.folder / "05_blue.png").write_bytes((stage.folder / "05_blue.png").read_bytes()[:40])
    encoder.gate.set()
    stage.wait_embedded(7)
    wait_status(stage, "05_blue.png", FileStatus.FAILED)
    wait_status(stage, away.name, FileStatus.MISSING)
    shutil.move(away, stage.folder / away.name)
    # It was still being copied.
    draw(stage.folder / "05_blue.png", "blue", 5)
    stage.wait_embedded(9)
    wait_status(stage, "05_blue.png", FileStatus.READY)
    wait_status(stage, away.name, FileStatus.READY)
    assert stage.session.state.problems() == []


def test_what_stays_broken_is_left_alone_after_some_tries(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[Path] = []

    def reading(path: Path) -> bytes:
        if path.name == "03_red.png":
            tries.append(path)
            raise UnreadableImageError("cannot be read: input/output error")
        return read_file(path)

    monkeypatch.setattr(image_reader, "read_file", reading)
    stage.open()
    stage.wait_scanned()
    stage.wait_embedded(8)
    stage.wait(lambda: len(tries) == 1 + second_look._MOST_TRIES)
    wait_status(stage, "03_red.png", FileStatus.FAILED)
    stage.wait(lambda: stage.workspace.second_look.watched == ())
    assert len(tries) == 1 + second_look._MOST_TRIES
    # A person who has put the disk right asks, and it is read.
    monkeypatch.setattr(image_reader, "read_file", read_file)
    stage.workspace.second_look.try_again()
    stage.wait_embedded(9)


def test_trying_again_reads_every_problem_file(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_look, "_FIRST_AFTER_MS", 1_000_000)
    monkeypatch.setattr(second_look, "_MOST_AT_ONCE", 2)
    for path in list(stage.folder.iterdir())[:6]:
        path.write_bytes(b"garbage" + os.urandom(5))
    stage.open()
    stage.wait_scanned()
    stage.wait_embedded(3)
    stage.wait(lambda: stage.workspace.encoders.waiting_count == 0)
    stage.workspace.learning.note_files()
    bad = [stage.session.state.path(info.image_id) for info in stage.session.state.problems()]
    assert len(bad) == 6
    for name in bad:
        draw(stage.folder / name, name.split("_")[1].split(".")[0], 3)
    stage.workspace.second_look.try_again()
    stage.wait_embedded(9)
    for name in bad:
        wait_status(stage, name, FileStatus.READY)


def test_a_labelled_file_that_was_replaced_is_told_with_a_way_there(stage: Stage) -> None:
    stage.open_ready()
    stage.label_all()
    stage.workspace.learning.note_files()
    Image.new("RGB", (40, 40), (20, 200, 20)).save(stage.folder / "00_red.png")
    stage.workspace.folder.start(asked=True)
    notice = stage.wait_notice("replaced")
    assert "“00_red.png” was labelled as “red”" in notice.text
    assert "label stays" in notice.text
    assert [action.command for action in notice.actions] == ["show_replaced"]
    stage.wait_embedded(9)
    stage.workspace.learning.note_files()
    assert stage.labels()["00_red.png"] == "red" == stage.saved_labels()["00_red.png"]
    assert stage.prototypes() == stage.right_prototypes()
    stage.workspace.replaced.show_next()
    assert stage.name == "00_red.png"
    assert stage.workspace.replaced.found == ()
    # The picture in the middle is the new one, too.
    lost = stage.image("00_red.png")
    stage.workspace.views.show(lost, [])
    stage.wait(lambda: stage.workspace.views.peek(lost) is not None)
    picture = stage.workspace.views.peek(lost)
    assert picture is not None
    assert picture.full_size.width() == 40


def test_unlabelled_files_that_were_replaced_are_nobodys_business(stage: Stage) -> None:
    stage.open_ready()
    stage.workspace.learning.note_files()
    Image.new("RGB", (40, 40), (20, 200, 20)).save(stage.folder / "00_red.png")
    stage.workspace.folder.start(asked=True)
    stage.wait_scanned()
    stage.wait(lambda: stage.workspace.encoders.waiting_count == 0)
    wait_status(stage, "00_red.png", FileStatus.READY)
    assert [notice.key for notice in stage.notices] == ["folder"]
