"""An export says what was decided, and what had been suggested then."""

from __future__ import annotations

import csv
import json
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import CancelledError, ExportError, SessionFileError
from iaia_desktop.core.state import AnnotationState
from iaia_desktop.core.types import (
    AnnotationClass,
    ClassId,
    DecidedBy,
    Decision,
    FileInfo,
    FileStatus,
    ImageId,
    ImageState,
    SuggestionRecord,
)
from iaia_desktop.export.folders import ExportMode, ExportReport, ExportRow
from iaia_desktop.images.reading import content_hash
from iaia_desktop.jobs.export_labels import ExportWish, export_job, export_rows
from iaia_desktop.store.session_file import SessionStore

CAT, DOG = ClassId(1), ClassId(2)


def said(class_id: ClassId | None, distance: float | None, *, is_new: bool) -> SuggestionRecord:
    return SuggestionRecord(class_id, is_new, distance, 0.3, "fake")


class Session:
    """Seven images, of which 0 to 3 are labelled, 4 is skipped, 5 discarded and 6 undecided."""

    def __init__(self, root: Path) -> None:
        self.folder = root / "photos"
        self.path = root / "s.iaia"
        self.store = SessionStore.create(self.path, folder=self.folder, created_at=0.0)
        self.state = AnnotationState(["#111111"])
        paths = ["a/0.jpg", "b/0.jpg", *(f"{number}.jpg" for number in range(2, 7))]
        self.store.add_images(paths)
        for path in paths:
            self.state.add_image(path)
            (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / path).write_text(f"picture {path}")
        self.digest = content_hash((self.folder / "a" / "0.jpg").read_bytes())
        self.store.update_files([FileInfo(ImageId(0), FileStatus.READY, content_hash=self.digest)])
        self.journal: list[Decision] = []

    def do(self, decision: Decision) -> None:
        self.journal.append(self.store.append(decision))
        self.state.apply(decision)

    def label_all(self) -> None:
        new = {ImageId(0): said(None, None, is_new=True)}
        self.do(self.state.plan_new_class([ImageId(0)], "cat", at=10.0, suggestions=new))
        new = {ImageId(1): said(CAT, 0.5, is_new=True)}
        self.do(self.state.plan_new_class([ImageId(1)], "dog", at=11.0, suggestions=new))
        cat = {ImageId(2): said(CAT, 0.125, is_new=False)}
        self.do(self.state.plan_label([ImageId(2)], CAT, at=12.0, suggestions=cat))
        machine = DecidedBy.MACHINE
        self.do(self.state.plan_label([ImageId(3)], DOG, at=13.0, by=machine))
        self.do(self.state.plan_state([ImageId(4)], ImageState.SKIPPED, at=14.0))
        self.do(self.state.plan_state([ImageId(5)], ImageState.DISCARDED, at=15.0))

    def rows(self) -> tuple[ExportRow, ...]:
        return export_rows(self.store)

    def export(self, wish: ExportWish) -> ExportReport:
        return finish(export_job(self.path, wish, CancelToken()))


def finish(job: Generator[object, None, ExportReport]) -> ExportReport:
    while True:
        try:
            next(job)
        except StopIteration as stop:
            report: ExportReport = stop.value
            return report


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = Session(tmp_path)
    with made.store:
        made.label_all()
        yield made


class TestRows:
    def test_everything_about_a_label(self, session: Session) -> None:
        first, second, third, fourth, *_ = session.rows()
        source = session.folder / "a" / "0.jpg"
        assert first == ExportRow(
            path="a/0.jpg",
            source=source,
            state=ImageState.LABELLED,
            class_name="cat",
            by="human",
            suggested_class=None,
            suggested_new=True,
            distance=None,
            epsilon=0.3,
            encoder_id="fake",
            content_hash=session.digest.hex(),
            decided_at=10.0,
        )
        # The nearest class is told, also where "new class" was suggested.
        assert (second.class_name, second.suggested_class) == ("dog", "cat")
        assert (second.suggested_new, second.distance, second.content_hash) == (True, 0.5, None)
        assert (third.class_name, third.suggested_new, third.distance) == ("cat", False, 0.125)
        assert (fourth.class_name, fourth.by, fourth.decided_at) == ("dog", "machine", 13.0)
        assert (fourth.suggested_new, fourth.encoder_id) == (None, None)

    def test_images_without_a_label(self, session: Session) -> None:
        skipped, discarded, undecided = session.rows()[4:]
        assert [row.state for row in (skipped, discarded, undecided)] == [
            ImageState.SKIPPED, ImageState.DISCARDED, ImageState.UNLABELLED,
        ]  # fmt: skip
        assert {row.class_name for row in (skipped, discarded, undecided)} == {None}
        assert (skipped.by, skipped.decided_at) == ("human", 14.0)
        assert (undecided.by, undecided.decided_at) == (None, None)

    def test_what_was_undone_is_not_told(self, session: Session) -> None:
        records = {ImageId(2): said(CAT, 0.25, is_new=False)}
        session.do(session.state.plan_label([ImageId(2)], DOG, at=20.0, suggestions=records))
        row = session.rows()[2]
        assert (row.class_name, row.distance, row.decided_at) == ("dog", 0.25, 20.0)
        session.do(session.journal[-1].undoing(at=21.0))
        row = session.rows()[2]
        assert (row.class_name, row.distance, row.decided_at) == ("cat", 0.125, 12.0)

    def test_renamed_and_merged_classes(self, session: Session) -> None:
        session.do(session.state.plan_rename(CAT, "tiger", at=20.0))
        assert session.rows()[2].class_name == session.rows()[2].suggested_class == "tiger"
        session.do(session.state.plan_merge(CAT, DOG, at=21.0))
        assert {row.class_name for row in session.rows()[:4]} == {"dog"}
        # The class that had been suggested has no name any more.
        assert session.rows()[1].suggested_class is None

    def test_a_class_that_comes_or_goes_meanwhile(
        self, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Classes and images are read one after the other, while someone may be labelling."""
        read_classes = session.store.load_classes
        read_images = session.store.load_images

        def classes_then_a_new_one() -> list[AnnotationClass]:
            found = read_classes()
            if not session.state.class_named("owl"):
                session.do(session.state.plan_new_class([ImageId(6)], "owl", at=30.0))
            return found

        def images_then_one_class_less() -> object:
            found = read_images()
            session.do(session.state.plan_delete(CAT, at=31.0))
            return found

        monkeypatch.setattr(session.store, "load_classes", classes_then_a_new_one)
        monkeypatch.setattr(session.store, "load_images", images_then_one_class_less)
        assert [row.class_name for row in session.rows()] == [
            "cat", "dog", "cat", "dog", None, None, "owl",
        ]  # fmt: skip


class TestJob:
    def test_files_and_tables_say_what_the_decisions_say(
        self, session: Session, tmp_path: Path
    ) -> None:
        report = session.export(ExportWish(tmp_path / "out"))
        assert (report.exported, dict(report.per_class)) == (4, {"cat": 2, "dog": 2})
        assert (report.unlabelled, report.skipped, report.discarded) == (1, 1, 1)
        lines = (tmp_path / "out" / "labels.jsonl").read_text().splitlines()
        records = [json.loads(line) for line in lines]
        names = {row.class_id: row.name for row in session.state.classes()}
        decided = {
            session.state.path(image_id): names[class_id]
            for image_id in session.state.images()
            if (class_id := session.state.verdict(image_id).class_id) is not None
        }
        assert {record["path"]: record["class"] for record in records} == decided
        for record in records:
            copy = tmp_path / "out" / record["exported"]
            assert copy.read_bytes() == (session.folder / record["path"]).read_bytes()
            assert copy.parent.name == record["class"]
        with (tmp_path / "out" / "labels.csv").open(newline="", encoding="utf-8-sig") as table:
            rows = list(csv.DictReader(table))
        assert {row["path"]: row["class"] for row in rows} == decided

    def test_labels_only(self, session: Session, tmp_path: Path) -> None:
        report = session.export(ExportWish(tmp_path / "out", ExportMode.NONE))
        assert report.exported == 4
        assert not list((tmp_path / "out").rglob("*.jpg"))

    def test_a_split(self, session: Session, tmp_path: Path) -> None:
        wish = ExportWish(tmp_path / "out", validation_share=0.5, seed=3)
        assert dict(session.export(wish).per_split) == {"train": 2, "validation": 2}

    def test_files_that_are_gone_or_replaced_are_told(
        self, session: Session, tmp_path: Path
    ) -> None:
        (session.folder / "2.jpg").unlink()
        (session.folder / "a" / "0.jpg").write_text("not what was labelled")
        report = session.export(ExportWish(tmp_path / "out"))
        assert report.exported == 2
        assert sorted(path for path, _ in report.failed) == ["2.jpg", "a/0.jpg"]

    def test_refused_and_cancelled(self, session: Session, tmp_path: Path) -> None:
        with pytest.raises(ExportError):
            session.export(ExportWish(session.folder / "out"))
        with pytest.raises(SessionFileError):
            finish(export_job(tmp_path / "no.iaia", ExportWish(tmp_path / "out"), CancelToken()))
        token = CancelToken()
        token.cancel()
        with pytest.raises(CancelledError):
            finish(export_job(session.path, ExportWish(tmp_path / "out"), token))
        assert not (tmp_path / "out").exists()
