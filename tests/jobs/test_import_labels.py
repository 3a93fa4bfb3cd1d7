"""Labels from elsewhere find their images: by path, by a name that is unique, by content."""

from __future__ import annotations

import json
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

import pytest

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import CancelledError, FolderError, ImportDataError
from iaia_desktop.core.types import ImageId
from iaia_desktop.export.labels_in import ImportedLabel
from iaia_desktop.images.reading import content_hash
from iaia_desktop.jobs import import_labels as import_labels_module
from iaia_desktop.jobs.import_labels import (
    MatchedLabels,
    SessionImages,
    import_job,
    read_labels,
)


def finish(job: Generator[object, None, MatchedLabels]) -> MatchedLabels:
    while True:
        try:
            next(job)
        except StopIteration as stop:
            found: MatchedLabels = stop.value
            return found


class Place:
    """A session's folder with a/1.jpg, a/2.jpg, b/1.jpg and 3.jpg; and where labels come from."""

    def __init__(self, root: Path) -> None:
        self.photos = root / "photos"
        self.source = root / "source"
        self.source.mkdir()
        self.paths = ["a/1.jpg", "a/2.jpg", "b/1.jpg", "3.jpg"]
        for path in self.paths:
            self.write(self.photos / path, f"picture {path}")

    def write(self, path: Path, content: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)

    def images(self, *, read: bool = True) -> SessionImages:
        by_path = {path: ImageId(number) for number, path in enumerate(self.paths)}
        by_hash = {
            content_hash((self.photos / path).read_bytes()): image_id
            for path, image_id in by_path.items()
            if read
        }
        contents = {
            image_id: content_hash((self.photos / path).read_bytes())
            for path, image_id in by_path.items()
            if read
        }
        return SessionImages(self.photos, by_path, by_hash, contents)

    def take(self, source: Path, *, read: bool = True) -> MatchedLabels:
        return finish(import_job(source, self.images(read=read), CancelToken()))

    def table(self, text: str) -> Path:
        path = self.source / "labels.csv"
        path.write_text(text)
        return path


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


class TestTable:
    def test_by_path_and_by_a_name_that_is_unique(self, place: Place) -> None:
        found = place.take(
            place.table("path,class\na/1.jpg,cat\n.\\b\\1.jpg,dog\nx/2.jpg,owl\nx/1.jpg,fox\n")
        )
        assert found.labels == ((0, "cat"), (1, "owl"), (2, "dog"))
        # Two images are called 1.jpg, and no file lies beside the table.
        assert found.unmatched == (ImportedLabel("x/1.jpg", "fox"),)
        assert (found.examples, found.problems) == ((), ())

    @pytest.mark.parametrize("read", [True, False])
    def test_by_the_content_of_the_file_beside_it(self, place: Place, read: bool) -> None:
        place.write(place.source / "x" / "1.jpg", "picture b/1.jpg")
        found = place.take(place.table("path,class\nx/1.jpg,dog\n"), read=read)
        assert found.labels == ((2, "dog"),)

    def test_a_picture_that_the_session_does_not_have_is_an_example(self, place: Place) -> None:
        place.write(place.source / "new.jpg", "unknown")
        found = place.take(place.table("path,class\nnew.jpg,dog\n"))
        assert found.examples == ((str(place.source / "new.jpg"), "dog"),)
        assert (found.labels, found.unmatched) == ((), ())


class TestClassFolders:
    def test_a_copy_gets_the_label_that_it_was_exported_with(self, place: Place) -> None:
        place.write(place.photos / "3.jpg", "picture a/1.jpg")
        record = {"split": "", "class": "cat", "path": "a/1.jpg", "exported": "cat/1.jpg"}
        other = record | {"class": "dog", "path": "3.jpg", "exported": "dog/3.jpg"}
        lines = "\n".join(map(json.dumps, (record, other)))
        place.write(place.source / "labels.jsonl", lines)
        for path in ("cat/1.jpg", "dog/3.jpg"):
            place.write(place.source / path, "picture a/1.jpg")
        found = place.take(place.source)
        assert (found.labels, found.unmatched) == (((0, "cat"), (3, "dog")), ())

    def test_a_picture_without_a_suffix(self, place: Place) -> None:
        place.paths.append("photo")
        for folder in (place.photos, place.source / "cat"):
            folder.mkdir(exist_ok=True)
            (folder / "photo").write_bytes(b"\x89PNG\r\n\x1a\n and so on")
        place.write(place.source / "cat" / "notes", "no picture")
        assert place.take(place.source).labels == ((4, "cat"),)

    @pytest.mark.parametrize("name", [" ", "\u200b", "x" * 201, "\n"])
    def test_a_folder_whose_name_is_no_class_costs_only_itself(
        self, place: Place, name: str
    ) -> None:
        place.write(place.source / name / "1.jpg", "picture a/1.jpg")
        place.write(place.source / "cat" / "2.jpg", "picture a/2.jpg")
        found = place.take(place.source)
        assert found.labels == ((1, "cat"),)
        (problem,) = found.problems
        assert "name" in problem
        assert "\n" not in problem

    @pytest.mark.parametrize("read", [True, False])
    def test_by_content_whatever_the_name_where_it_was_read(self, place: Place, read: bool) -> None:
        place.write(place.source / "cat" / "1.jpg", "picture b/1.jpg")
        place.write(place.source / "dog" / "deep" / "2.jpg", "picture a/2.jpg")
        found = place.take(place.source, read=read)
        assert found.labels == ((1, "dog"), (2, "cat"))
        assert (found.examples, found.unmatched) == ((), ())

    def test_another_name_with_known_bytes(self, place: Place) -> None:
        place.write(place.source / "cat" / "renamed.jpg", "picture 3.jpg")
        assert place.take(place.source).labels == ((3, "cat"),)

    @pytest.mark.parametrize("read", [True, False])
    def test_a_name_alone_labels_nothing(self, place: Place, read: bool) -> None:
        place.write(place.source / "cat" / "3.jpg", "another picture")
        found = place.take(place.source, read=read)
        assert found.labels == ()
        assert found.examples == ((str(place.source / "cat" / "3.jpg"), "cat"),)

    def test_a_broken_picture_is_left_over(self, place: Place) -> None:
        place.write(place.source / "cat" / "3.jpg", "")
        assert place.take(place.source).unmatched == (ImportedLabel("cat/3.jpg", "cat"),)

    def test_the_folder_of_the_session_itself(self, place: Place) -> None:
        assert place.take(place.photos).labels == ((0, "a"), (1, "a"), (2, "b"))

    def test_problems_are_sentences(self, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
        place.write(place.source / "cat" / "3.jpg", "picture 3.jpg")
        found = read_labels(place.source)
        with_a_problem = replace(found, problems=(("dog", "The folder cannot be read."),))
        monkeypatch.setattr(import_labels_module, "read_labels", lambda _: with_a_problem)
        assert place.take(place.source).problems == ("dog: The folder cannot be read.",)


class TestRefused:
    def test_nothing_to_import(self, place: Place) -> None:
        with pytest.raises(ImportDataError, match="no class folders"):
            place.take(place.source)
        (place.source / "cat").mkdir()
        with pytest.raises(ImportDataError, match="no labels"):
            place.take(place.source)
        with pytest.raises(ImportDataError, match="cannot be read"):
            place.take(place.source / "nowhere.csv")
        with pytest.raises((ImportDataError, FolderError)):
            place.take(place.table("only\none column\n"))

    def test_cancelled(self, place: Place) -> None:
        place.write(place.source / "cat" / "1.jpg", "picture a/1.jpg")
        token = CancelToken()
        job = import_job(place.source, place.images(), token)
        next(job)
        token.cancel()
        with pytest.raises(CancelledError):
            next(job)
