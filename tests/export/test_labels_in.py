from __future__ import annotations

import csv
import secrets
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iaia_desktop.core.errors import FolderError, ImportDataError
from iaia_desktop.core.types import ImageState
from iaia_desktop.export.folders import ExportMode, ExportReport, ExportRequest
from iaia_desktop.export.labels_in import (
    ImportedLabel,
    match_labels,
    read_class_folders,
    read_labels_csv,
)
from iaia_desktop.export.manifest import LabelEntry, write_labels
from iaia_desktop.export.rows import ExportRow

Make = Callable[..., ExportRequest]
Finish = Callable[[ExportRequest], ExportReport]

LABELS = {
    "IMG.jpg": "cat",
    "a/IMG.jpg": "a/b",
    "a/b/IMG.jpg": "A_B",
    "b/IMG.jpg": "cat",
    "=1.jpg": "=cmd()",
    "caf\udce9.jpg": "'=x",
    "new\nline.jpg": "CON",
    "e\u0301.jpg": "cat",
}


def write(folder: Path, *paths: str) -> None:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(b"x")


def pairs(labels: object) -> list[tuple[str, str]]:
    assert hasattr(labels, "labels")
    return [(label.path, label.class_name) for label in labels.labels]


def table(folder: Path, data: str | bytes) -> Path:
    path = folder / "table.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


@pytest.mark.parametrize("mode", list(ExportMode))
def test_an_exported_table_gives_the_labels_back(
    make_request: Make, finish: Finish, mode: ExportMode
) -> None:
    request = make_request(LABELS, mode=mode)
    finish(request)
    found = read_labels_csv(request.output / "labels.csv")
    matched, unmatched = match_labels(found, LABELS)
    assert matched == LABELS
    assert unmatched == []


@pytest.mark.parametrize("mode", [ExportMode.COPY, ExportMode.HARDLINK, ExportMode.SYMLINK])
@pytest.mark.parametrize("share", [0.0, 0.5])
def test_exported_folders_give_the_labels_back(
    make_request: Make, finish: Finish, mode: ExportMode, share: float
) -> None:
    request = make_request(LABELS, mode=mode, validation_share=share)
    finish(request)
    found = read_class_folders(request.output)
    by_bytes = {(request.output / label.path).read_bytes(): label.class_name for label in found}
    assert by_bytes == {row.source.read_bytes(): row.class_name for row in request.rows}
    assert len(found) == len(LABELS)


def test_exported_metadata_gives_the_labels_back(make_request: Make, finish: Finish) -> None:
    request = make_request({"a.jpg": "cat", "sub/b.jpg": "=dog"})
    finish(request)
    found = read_labels_csv(request.output / "metadata.csv")
    matched, unmatched = match_labels(found, ["a.jpg", "sub/b.jpg"])
    assert matched == {"a.jpg": "cat", "sub/b.jpg": "=dog"}
    assert unmatched == []


NAMES = st.one_of(
    st.text(st.characters(), min_size=1, max_size=12),
    st.lists(
        st.sampled_from(
            [*"=+-@';, \n\r\t\\/", "\\udce9", "\udce9", "\\u005c", "e\u0301", "\u202e"]
        ),
        min_size=1,
        max_size=6,
    ).map("".join),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(NAMES, NAMES, max_size=6), st.sampled_from([",", ";", "\t"]))
def test_a_table_gives_back_every_path_and_every_class(
    tmp_path: Path, labels: dict[str, str], delimiter: str
) -> None:
    folder = tmp_path / secrets.token_hex(8)
    folder.mkdir()
    rows = [
        ExportRow(path, folder / "x", ImageState.LABELLED, class_name)
        for path, class_name in labels.items()
    ]
    write_labels(folder, map(LabelEntry, rows))
    path = folder / "labels.csv"
    if delimiter != ",":  # as a spreadsheet of another country saves it
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells = list(csv.reader(file))
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, delimiter=delimiter).writerows(cells)
    found = read_labels_csv(path)
    given_back = {label.path: label.class_name for label in found}
    assert given_back == {path: name for path, name in labels.items() if name.strip()}
    matched, unmatched = match_labels(found, labels)
    assert (matched, unmatched) == (given_back, [])


def test_folders_that_another_file_system_spelt_anew_keep_their_classes(
    make_request: Make, finish: Finish
) -> None:
    request = make_request({"a.jpg": "é:b", "b.jpg": "Cat", "c.jpg": "cat?"}, validation_share=0.0)
    finish(request)
    for name in ("é_b", "Cat", "cat_"):
        away = request.output / "away"
        (request.output / name).rename(away)
        away.rename(request.output / unicodedata.normalize("NFD", name).upper())
    found = read_class_folders(request.output)
    assert sorted(label.class_name for label in found) == ["Cat", "cat?", "é:b"]
    assert sorted(label.source or "" for label in found) == ["a.jpg", "b.jpg", "c.jpg"]


def test_a_file_moved_by_hand_counts_for_its_new_folder(make_request: Make, finish: Finish) -> None:
    request = make_request({"a.jpg": "a:b", "b.jpg": "cat"}, validation_share=0.5)
    finish(request)
    (request.output / "train/cat/b.jpg").rename(request.output / "train/a_b/b.jpg")
    write(request.output, "train/bird/c.jpg", "train/loose.jpg")
    found = read_class_folders(request.output)
    assert pairs(found) == [
        ("train/a_b/a.jpg", "a:b"),
        ("train/a_b/b.jpg", "a:b"),
        ("train/bird/c.jpg", "bird"),
    ]
    assert found.ignored == 1  # the loose file; tables are nobody's images


def test_class_folders(tmp_path: Path) -> None:
    write(tmp_path, "dog/x.jpg", "cat/deep/er/y.png", "cat/a.jpg", "loose.jpg", "notes.txt")
    write(tmp_path, ".git/objects/a.jpg", "cat/._a.jpg", "cat/Thumbs.db", "dog/readme.md")
    found = read_class_folders(tmp_path, is_image=lambda file: file.name.endswith((".jpg", ".png")))
    assert pairs(found) == [
        ("cat/a.jpg", "cat"),
        ("cat/deep/er/y.png", "cat"),
        ("dog/x.jpg", "dog"),
    ]
    assert found.ignored == 1
    assert found.problems == ()


def test_loops_of_links_end(tmp_path: Path) -> None:
    write(tmp_path, "cat/a.jpg", "cat/deep/b.jpg")
    (tmp_path / "cat/deep/loop").symlink_to(tmp_path / "cat")
    (tmp_path / "cat/self").symlink_to(tmp_path / "cat/self")
    found = read_class_folders(tmp_path, is_image=lambda file: file.name.endswith(".jpg"))
    assert pairs(found) == [("cat/a.jpg", "cat"), ("cat/deep/b.jpg", "cat")]


def test_an_unreadable_subfolder_is_a_problem_not_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "cat/a.jpg", "cat/closed/b.jpg", "dog/c.jpg")
    real = Path.iterdir

    def iterdir(self: Path) -> object:
        if self.name == "closed":
            raise PermissionError(13, "Permission denied")
        return real(self)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    found = read_class_folders(tmp_path)
    assert pairs(found) == [("cat/a.jpg", "cat"), ("dog/c.jpg", "dog")]
    assert found.problems == (("cat/closed", "The folder cannot be read (Permission denied)."),)


@pytest.mark.parametrize("content", ["", "{}\n", "[1]\n", "not json\n", '{"exported": 3}\n'])
def test_a_foreign_manifest_is_passed_over(tmp_path: Path, content: str) -> None:
    write(tmp_path, "cat/a.jpg")
    (tmp_path / "labels.jsonl").write_text(content)
    assert pairs(read_class_folders(tmp_path)) == [("cat/a.jpg", "cat")]


def test_folders_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match="no folder"):
        read_class_folders(tmp_path / "missing")
    write(tmp_path, "a.jpg")
    with pytest.raises(FolderError, match="no folder"):
        read_class_folders(tmp_path / "a.jpg")
    with pytest.raises(ImportDataError, match="no class folders"):
        read_class_folders(tmp_path)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    "header", ["path,class", "label,file_name", "Image, Class ", "filename,x,label"]
)
def test_tables_of_others(tmp_path: Path, delimiter: str, header: str) -> None:
    names = [name.strip().lower() for name in header.split(",")]
    cells = ["cat" if name in {"class", "label"} else "b.jpg" for name in names]
    text = "\r\n".join([header.replace(",", delimiter), delimiter.join(cells), ""])
    assert pairs(read_labels_csv(table(tmp_path, text))) == [("b.jpg", "cat")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_fine(tmp_path: Path, encoding: str) -> None:
    path = table(tmp_path, "path;class\nä.jpg;Größe\n".encode(encoding))
    assert pairs(read_labels_csv(path)) == [("ä.jpg", "Größe")]


def test_rows_without_a_class_are_ignored_and_repeats_are_one(tmp_path: Path) -> None:
    path = table(tmp_path, 'path,class\na.jpg,\n\n"a\nb.jpg",x\n"a\nb.jpg",x\n')
    found = read_labels_csv(path)
    assert pairs(found) == [("a\nb.jpg", "x")]
    assert found.ignored == 1


def test_bad_rows_are_told_by_line(tmp_path: Path) -> None:
    path = table(tmp_path, "path,class\na.jpg,cat\nb.jpg\n,dog\na.jpg,dog\n")
    with pytest.raises(ImportDataError) as caught:
        read_labels_csv(path)
    assert "line 3: too few columns" in caught.value.what
    assert "line 4: no path" in caught.value.what
    assert "line 5: a second class for “a.jpg”" in caught.value.what


def test_many_bad_rows_are_cut_short(tmp_path: Path) -> None:
    with pytest.raises(ImportDataError, match="and 95 more"):
        read_labels_csv(table(tmp_path, "path,class\n" + "x\n" * 100))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"path,class\na.jpg,caf\xe9\n", "not UTF-8 text .line 2"),
        (b"", "no columns"),
        (b"one,two\na,b\n", "no columns .*one, two"),
        (b'path,class\n"a.jpg,cat\n', "line 2: unexpected end"),
        (b"path,class\n" + b"x" * 200_000 + b",cat\n", "field larger"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not UTF-8"),
    ],
)
def test_what_is_no_table_is_told(tmp_path: Path, data: bytes, words: str) -> None:
    with pytest.raises(ImportDataError, match=words) as caught:
        read_labels_csv(table(tmp_path, data))
    assert caught.value.remedy


def test_a_missing_table_is_told(tmp_path: Path) -> None:
    with pytest.raises(ImportDataError, match="cannot be read"):
        read_labels_csv(tmp_path / "missing.csv")


def test_matching_prefers_the_exact_path(tmp_path: Path) -> None:
    labels = [
        ImportedLabel("a/x.jpg", "exact"),
        ImportedLabel(".\\b\\x.jpg", "spelling"),
        ImportedLabel("/elsewhere/only.jpg", "base"),
        ImportedLabel("c/y.jpg", "which"),
        ImportedLabel("gone.jpg", "gone"),
    ]
    known = ["a/x.jpg", "b/x.jpg", "d/only.jpg", "e/y.jpg", "f/y.jpg"]
    matched, unmatched = match_labels(labels, known)
    assert matched == {"a/x.jpg": "exact", "b/x.jpg": "spelling", "d/only.jpg": "base"}
    assert unmatched == labels[3:]


def test_labels_that_contradict_each_other_match_nothing() -> None:
    labels = [ImportedLabel("1/x.jpg", "cat"), ImportedLabel("2/x.jpg", "dog")]
    matched, unmatched = match_labels(labels, ["x.jpg"])
    assert matched == {}
    assert unmatched == labels
