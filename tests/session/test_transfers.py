from __future__ import annotations

import csv
import json
import shutil
import threading
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import SessionFileError
from iaia_desktop.core.types import DecisionKind, ImageState
from iaia_desktop.export.rows import ExportMode
from iaia_desktop.jobs import export_labels as export_module
from iaia_desktop.jobs import import_labels as import_module
from iaia_desktop.jobs.export_labels import export_job
from iaia_desktop.jobs.import_labels import import_into_session_job
from iaia_desktop.session.notices import Notice, NoticeKind
from iaia_desktop.session.transfer_views import ExportChoice, ExportView, ImportChoice, ImportSource
from iaia_desktop.session.transfers import Transfers
from iaia_desktop.store.session_file import SessionStore
from tests.session.conftest import Stage, colour_in, refuse, settle


@pytest.fixture
def transfers(stage: Stage) -> Transfers:
    made = Transfers(stage.services.runner, stage.desk)
    made.noticed.connect(stage.notices.append)
    return made


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def export(stage: Stage, transfers: Transfers, choice: ExportChoice) -> Notice:
    transfers.export(stage.workspace, choice)
    busy = [transfers.exporting]
    notice = stage.wait_notice("export")
    assert [*busy, transfers.exporting] == [True, False]
    return notice


def take_in(stage: Stage, transfers: Transfers, choice: ImportChoice) -> Notice:
    transfers.import_labels(stage.workspace, choice)
    return stage.wait_notice("import")


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


AnyJob = Callable[..., Generator[object, None, object]]


def hold(job: AnyJob, started: threading.Event) -> AnyJob:
    """Return a job that waits between its steps until it is cancelled."""

    def held(*args: object) -> Generator[object, None, object]:
        cancel = args[-1]
        assert isinstance(cancel, CancelToken)
        running = job(*args)
        yield next(running)
        yield next(running)
        started.set()
        assert cancel.wait(60)
        return (yield from running)

    return held


# --- out -------------------------------------------------------------------------------------


def test_what_is_exported_is_what_was_decided(
    stage: Stage, transfers: Transfers, out: Path
) -> None:
    stage.open_ready()
    before = files(stage.folder)
    stage.label_all()
    stage.session.navigator.go_to(stage.image("08_blue.png"))
    stage.session.set_state(ImageState.DISCARDED)
    stage.session.navigator.go_to(stage.image("07_green.png"))
    stage.session.set_state(ImageState.SKIPPED)
    stage.session.navigator.go_to(stage.image("06_red.png"))
    stage.session.set_state(ImageState.UNLABELLED)
    stage.session.navigator.go_to(stage.image("05_blue.png"))
    stage.session.label(stage.class_id("red"))
    labels = stage.labels()
    assert transfers.export_view(stage.workspace, "/last") == ExportView(
        labelled=6, classes=3, unlabelled=1, skipped=1, discarded=1, folder="/last"
    )
    notice = export(stage, transfers, ExportChoice(str(out), ExportMode.COPY))
    assert notice.kind is NoticeKind.INFO
    assert "6 images in 3 classes, all verified; 3 without a label stayed out." in notice.text
    assert [action.command for action in notice.actions] == ["show_export"]
    assert transfers.exported_to == out
    tables = {"labels.csv", "labels.jsonl", "metadata.csv", "not_exported.csv"}
    exported = files(out)
    assert {path: data for path, data in exported.items() if path not in tables} == {
        f"{class_name}/{path}": before[path] for path, class_name in labels.items()
    }
    rows = [json.loads(line) for line in (out / "labels.jsonl").read_text().splitlines()]
    assert {row["path"]: row["class"] for row in rows} == labels
    assert {row["by"] for row in rows} == {"human"}
    # What was only just read from the files and shown to the person is in the tables.
    assert all(row["content_hash"] for row in rows)
    assert files(stage.folder) == before


def test_labelling_goes_on_while_an_export_runs(
    stage: Stage, transfers: Transfers, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = threading.Event()
    monkeypatch.setattr(export_module, "export_job", hold(export_job, started))
    stage.open_ready()
    stage.session.label_with_new_class("red")
    transfers.export(stage.workspace, ExportChoice(str(out), ExportMode.COPY))
    assert started.wait(60)
    stage.session.label_with_new_class("green")
    assert stage.saved_labels() == {"00_red.png": "red", "01_green.png": "green"}
    transfers.cancel_export()
    stage.wait_notice("export")


def test_a_stopped_export_leaves_nothing(
    stage: Stage, transfers: Transfers, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = threading.Event()
    with monkeypatch.context() as held:
        held.setattr(export_module, "export_job", hold(export_job, started))
        stage.open_ready()
        stage.label_all()
        before = {entry.name for entry in out.parent.iterdir()}
        ends: list[int] = []
        transfers.export_ended.connect(lambda: ends.append(1))
        transfers.export(stage.workspace, ExportChoice(str(out), ExportMode.COPY))
        assert started.wait(60)
        transfers.cancel_export()
        notice = stage.wait_notice("export")
    assert notice.text == "The export was stopped; nothing of it is left."
    assert {entry.name for entry in out.parent.iterdir()} == before
    assert transfers.exported_to is None
    assert ends == [1]
    transfers.cancel_export()
    stage.notices.clear()
    export(stage, transfers, ExportChoice(str(out), ExportMode.COPY))
    assert transfers.exported_to == out


def test_a_stopped_export_is_gone_on_with_or_thrown_away(
    stage: Stage, transfers: Transfers, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("iaia_desktop.export.lots.LOT_FILES", 1)
    monkeypatch.setattr("iaia_desktop.export.workshop.KEEP_FROM_FILES", 1)
    stage.open_ready()
    stage.label_all()
    left: list[bool] = []
    transfers.export_left.connect(left.append)
    files_made = out.with_name("out.unfinished-export") / "files"
    real = CancelToken.raise_if_cancelled

    def look(token: CancelToken) -> None:
        work = transfers._export
        if work is not None and token is work.token and len(list(files_made.glob("*/*"))) >= 4:
            token.cancel()
        real(token)

    def stop() -> Notice:
        stage.notices.clear()
        with monkeypatch.context() as patch:
            patch.setattr(CancelToken, "raise_if_cancelled", look)
            transfers.export(stage.workspace, ExportChoice(str(out), ExportMode.COPY))
            return stage.wait_notice("export")

    notice = stop()
    assert "4 of 9 images are in" in notice.text
    assert [action.command for action in notice.actions] == ["export_labels", "discard_export"]
    assert left == [True]
    assert not out.exists()
    stage.notices.clear()
    notice = export(stage, transfers, ExportChoice(str(out), ExportMode.COPY))
    assert "9 images in 3 classes, all verified; 4 were there already." in notice.text
    assert left == [True, False]
    shutil.rmtree(out)
    stop()
    stage.notices.clear()
    transfers.discard_remains()
    assert "is deleted" in stage.wait_notice("export").text
    assert not files_made.parent.exists()
    assert left == [True, False, True, False]
    transfers.discard_remains()  # nothing is left to be thrown away
    assert not transfers.exporting


def test_an_export_that_cannot_start_says_why_and_offers_another_try(
    stage: Stage, transfers: Transfers, out: Path
) -> None:
    out.mkdir()
    (out / "something").write_text("mine")
    stage.open_ready()
    stage.label_all()
    notice = export(stage, transfers, ExportChoice(str(out), ExportMode.COPY))
    assert notice.kind is NoticeKind.ERROR
    assert "not empty" in notice.text
    assert [action.command for action in notice.actions] == ["export_labels"]
    assert files(out) == {"something": b"mine"}


def test_files_that_vanished_are_counted_and_listed(
    stage: Stage, transfers: Transfers, out: Path
) -> None:
    stage.open_ready()
    stage.label_all()
    (stage.folder / "03_red.png").unlink()
    notice = export(stage, transfers, ExportChoice(str(out), ExportMode.COPY))
    assert notice.kind is NoticeKind.WARNING
    assert "Not complete: 1 labelled image is missing" in notice.text
    assert "03_red.png. The file is gone." in notice.text
    assert "03_red.png: The file is gone." in (out / "incomplete.txt").read_text()
    with (out / "not_exported.csv").open(newline="", encoding="utf-8-sig") as table:
        assert [row["path"] for row in csv.DictReader(table)] == ["03_red.png"]


def test_the_home_folder_may_be_written_as_a_tilde(
    stage: Stage, transfers: Transfers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    stage.open_ready()
    stage.label_all()
    export(stage, transfers, ExportChoice("~/exported", ExportMode.COPY))
    assert (tmp_path / "exported" / "labels.csv").is_file()
    stage.session.import_labels([(stage.image("00_red.png"), "blue")])
    choice = ImportChoice(ImportSource.CLASS_FOLDERS, "~/exported", replace_labels=True)
    take_in(stage, transfers, choice)
    assert stage.labels()["00_red.png"] == "red"


def test_one_export_at_a_time(
    stage: Stage, transfers: Transfers, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.open_ready()
    stage.label_all()
    transfers.export(stage.workspace, ExportChoice(str(out), ExportMode.COPY))
    transfers.export(stage.workspace, ExportChoice(str(out) + "2", ExportMode.COPY))
    stage.wait_notice("export")
    settle()
    assert transfers.exported_to == out
    assert not Path(str(out) + "2").exists()


def test_an_export_outlives_its_session(stage: Stage, transfers: Transfers, out: Path) -> None:
    stage.open_ready()
    stage.label_all()
    transfers.export(stage.workspace, ExportChoice(str(out), ExportMode.COPY))
    stage.close()
    stage.wait_notice("export")
    assert transfers.exported_to == out


# --- in --------------------------------------------------------------------------------------


@pytest.fixture
def classes(stage: Stage, tmp_path: Path) -> Path:
    """Return a folder per class with copies of the session's images, and one that is none."""
    made = tmp_path / "classes"
    for path in stage.folder.iterdir():
        target = made / colour_in(path.name) / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    (made / "red" / "stranger.png").write_bytes(b"no picture at all")
    return made


def folders_choice(path: Path, *, replace_labels: bool = False) -> ImportChoice:
    return ImportChoice(ImportSource.CLASS_FOLDERS, str(path), replace_labels)


def test_an_import_is_one_step_that_can_be_undone(
    stage: Stage, transfers: Transfers, classes: Path
) -> None:
    stage.open_ready()
    notice = take_in(stage, transfers, folders_choice(classes))
    assert "9 labels taken over; 1 picture from there as examples." in notice.text
    assert stage.labels() == {path: colour_in(path) for path in stage.session.state.paths()}
    assert stage.saved_labels() == stage.labels()
    assert stage.prototypes() == stage.right_prototypes()
    (decision,) = stage.session.store.decisions()
    assert decision.kind is DecisionKind.IMPORT
    stage.session.undo()
    assert stage.labels() == {}
    assert stage.session.state.classes() == []
    assert stage.prototypes() == {}
    stage.session.redo()
    assert len(stage.labels()) == 9


@pytest.mark.parametrize("replace_labels", [False, True])
def test_labels_that_are_there_stay_unless_they_shall_give_way(
    replace_labels: bool, stage: Stage, transfers: Transfers, classes: Path
) -> None:
    stage.open_ready()
    stage.session.label_with_new_class("mine")
    stage.session.set_state(ImageState.SKIPPED)
    choice = folders_choice(classes, replace_labels=replace_labels)
    notice = take_in(stage, transfers, choice)
    kept = "2 images kept the decision made before"
    assert (kept in notice.text) is not replace_labels
    assert stage.labels()["00_red.png"] == ("red" if replace_labels else "mine")
    assert ("01_green.png" in stage.labels()) is replace_labels
    assert stage.prototypes() == stage.right_prototypes()


def test_a_table_is_taken_over(stage: Stage, transfers: Transfers, tmp_path: Path) -> None:
    table = tmp_path / "labels.csv"
    table.write_text("path,class\n00_red.png,warm\n01_green.png,cold\nnowhere.png,cold\n")
    stage.open_ready()
    notice = take_in(stage, transfers, ImportChoice(ImportSource.CSV, str(table)))
    assert stage.labels() == {"00_red.png": "warm", "01_green.png": "cold"}
    assert "2 labels taken over; 1 label without an image here." in notice.text


def test_an_import_before_any_embedding_reaches_the_prototypes(
    stage: Stage, transfers: Transfers, classes: Path
) -> None:
    encoder = stage.loader.encoders["builtin"]
    encoder.gate.clear()
    stage.open()
    stage.wait_scanned()
    take_in(stage, transfers, folders_choice(classes))
    encoder.gate.set()
    stage.wait_embedded()
    assert stage.prototypes() == stage.right_prototypes()


def test_an_import_of_nothing_says_so(stage: Stage, transfers: Transfers, tmp_path: Path) -> None:
    stage.open_ready()
    choice = ImportChoice(ImportSource.CSV, str(tmp_path / "gone.csv"))
    notice = take_in(stage, transfers, choice)
    assert notice.kind is NoticeKind.ERROR
    assert "gone.csv" in notice.text
    assert [action.command for action in notice.actions] == ["import_labels"]
    stage.notices.clear()
    table = tmp_path / "labels.csv"
    table.write_text("path,class\nnowhere.png,cold\n")
    notice = take_in(stage, transfers, ImportChoice(ImportSource.CSV, str(table)))
    assert notice.kind is NoticeKind.WARNING
    assert stage.labels() == {}


def test_an_import_that_cannot_be_saved_changes_nothing(
    stage: Stage, transfers: Transfers, classes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.open_ready()
    error = SessionFileError("The decision could not be saved: the disk is full.")
    with monkeypatch.context() as broken:
        broken.setattr(SessionStore, "append", refuse(error))
        transfers.import_labels(stage.workspace, folders_choice(classes))
        assert stage.wait_notice("decision-error").text == str(error)
    assert stage.labels() == {}
    assert [notice for notice in stage.notices if notice.key == "import"] == []
    take_in(stage, transfers, folders_choice(classes))
    assert len(stage.labels()) == 9


def test_a_stopped_import_takes_nothing_over(
    stage: Stage, transfers: Transfers, classes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = threading.Event()
    with monkeypatch.context() as held:
        held.setattr(
            import_module, "import_into_session_job", hold(import_into_session_job, started)
        )
        stage.open_ready()
        ends: list[int] = []
        transfers.import_ended.connect(lambda: ends.append(1))
        transfers.import_labels(stage.workspace, folders_choice(classes))
        assert started.wait(60)
        transfers.import_labels(stage.workspace, folders_choice(classes))
        transfers.cancel_import()
        stage.wait(lambda: ends == [1])
    assert stage.labels() == {}
    transfers.cancel_import()
    take_in(stage, transfers, folders_choice(classes))
    assert len(stage.labels()) == 9


@pytest.mark.parametrize("told", [False, True])
def test_an_import_that_ends_after_its_session_was_closed_is_dropped(
    told: bool, stage: Stage, transfers: Transfers, classes: Path
) -> None:
    workspace = stage.open_ready()
    transfers.import_labels(workspace, folders_choice(classes))
    if told:
        transfers.forget(workspace)
    stage.desk.close()
    stage.wait(lambda: stage.services.runner.running == [])
    settle()
    assert [notice for notice in stage.notices if notice.key == "import"] == []
    stage.open_ready()
    assert stage.labels() == {}
    take_in(stage, transfers, folders_choice(classes))
    assert len(stage.labels()) == 9


def test_forgetting_another_session_stops_nothing(
    stage: Stage, transfers: Transfers, classes: Path
) -> None:
    first = stage.open_ready()
    stage.open_ready()
    transfers.import_labels(stage.workspace, folders_choice(classes))
    transfers.forget(first)
    stage.wait_notice("import")
    assert len(stage.labels()) == 9
