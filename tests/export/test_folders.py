from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from iaia_desktop.core.types import ImageState
from iaia_desktop.export.folders import ExportMode, ExportReport, ExportRequest, ExportRow

Make = Callable[..., ExportRequest]
Finish = Callable[[ExportRequest], ExportReport]
Tree = Callable[[Path], dict[str, bytes]]

LABELS = {
    "IMG.jpg": "cat",
    "a/IMG.jpg": "cat",
    "a/b/IMG.jpg": "dog",
    "c/x.png": "cat",
    "d.png": None,
}


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as table:
        return list(csv.DictReader(table))


def test_every_label_arrives_in_the_folder_of_its_class(
    make_request: Make, finish: Finish, tree: Tree
) -> None:
    request = make_request(LABELS)
    before = tree(request.root)
    report = finish(request)
    files = tree(request.output)
    tables = {"labels.csv", "labels.jsonl", "metadata.csv", "not_exported.csv"}
    assert set(files) - tables == {"cat/IMG.jpg", "cat/a__IMG.jpg", "cat/x.png", "dog/IMG.jpg"}
    assert files["cat/a__IMG.jpg"] == before["a/IMG.jpg"]
    assert files["dog/IMG.jpg"] == before["a/b/IMG.jpg"]
    assert (request.output / "cat/IMG.jpg").stat().st_mtime_ns == 1_500_000_000_123_456_700
    assert tree(request.root) == before
    assert report.exported == 4
    assert report.per_class == {"cat": 3, "dog": 1}
    assert report.folders == {"cat": "cat", "dog": "dog"}
    assert (report.unlabelled, report.skipped, report.discarded) == (1, 0, 0)
    assert report.failed == ()
    assert report.notes == ()
    assert {entry.name for entry in request.output.parent.iterdir()} == {"source", "out"}


def test_the_tables_say_how_each_label_came_about(make_request: Make, finish: Finish) -> None:
    request = make_request(LABELS)
    finish(request)
    record = json.loads((request.output / "labels.jsonl").read_text().splitlines()[1])
    assert record == {
        "path": "a/IMG.jpg",
        "exported": "cat/a__IMG.jpg",
        "class": "cat",
        "split": "",
        "by": "human",
        "suggested_class": "cat",
        "suggested_new": False,
        "distance": 0.25,
        "epsilon": 0.5,
        "encoder": "builtin",
        "content_hash": request.rows[1].content_hash,
        "time": "2023-11-14T22:13:20.500Z",
    }
    row = read_csv(request.output / "labels.csv")[1]
    assert row == {**record, "suggested_new": "false", "distance": "0.25", "epsilon": "0.5"}
    assert read_csv(request.output / "not_exported.csv") == [
        {"path": "d.png", "state": "unlabelled", "reason": "Not labelled yet."}
    ]


def test_metadata_is_what_imagefolder_reads(make_request: Make, finish: Finish) -> None:
    request = make_request(LABELS)
    finish(request)
    rows = read_csv(request.output / "metadata.csv")
    assert [row["label"] for row in rows] == ["cat", "cat", "dog", "cat"]
    assert all((request.output / row["file_name"]).is_file() for row in rows)


def test_metadata_can_be_left_out(make_request: Make, finish: Finish) -> None:
    request = make_request(LABELS, huggingface=False)
    finish(request)
    assert not (request.output / "metadata.csv").exists()


def test_a_split_has_its_folders_and_its_metadata(make_request: Make, finish: Finish) -> None:
    labels = {f"{number}.jpg": "cat" if number % 2 else "dog" for number in range(20)}
    request = make_request(labels, validation_share=0.2, seed=3)
    report = finish(request)
    assert report.per_split == {"train": 16, "validation": 4}
    for split in ("train", "validation"):
        folder = request.output / split
        rows = read_csv(folder / "metadata.csv")
        listed = {row["file_name"] for row in rows}
        lying = {file.relative_to(folder).as_posix() for file in folder.glob("*/*")}
        assert listed == lying
        assert {row["label"] for row in rows} == {"cat", "dog"}
    assert not (request.output / "metadata.csv").exists()
    assert {row["split"] for row in read_csv(request.output / "labels.csv")} == {
        "train",
        "validation",
    }


def test_labels_only(make_request: Make, finish: Finish, tree: Tree) -> None:
    request = make_request(LABELS, mode=ExportMode.NONE)
    request.rows[0].source.unlink()  # labels do not need the files
    report = finish(request)
    assert set(tree(request.output)) == {"labels.csv", "labels.jsonl", "not_exported.csv"}
    assert report.exported == 4
    assert {row["exported"] for row in read_csv(request.output / "labels.csv")} == {""}


def test_hard_links_share_the_file(make_request: Make, finish: Finish) -> None:
    request = make_request(LABELS, mode=ExportMode.HARDLINK)
    report = finish(request)
    assert (request.output / "cat/x.png").samefile(request.root / "c/x.png")
    assert not (request.output / "cat/x.png").is_symlink()
    assert report.notes == ()


def test_symbolic_links_are_absolute(make_request: Make, finish: Finish) -> None:
    request = make_request(LABELS, mode=ExportMode.SYMLINK)
    finish(request)
    target = (request.output / "cat/x.png").readlink()
    assert target.is_absolute()
    assert target.samefile(request.root / "c/x.png")


def test_a_link_to_an_image_is_exported_as_the_image(make_request: Make, finish: Finish) -> None:
    request = make_request({"real.jpg": "cat"}, mode=ExportMode.HARDLINK)
    link = request.root / "link.jpg"
    link.symlink_to(request.root / "real.jpg")
    row = replace(request.rows[0], path="link.jpg", source=link)
    finish(replace(request, rows=(*request.rows, row)))
    assert not (request.output / "cat/link.jpg").is_symlink()
    assert (request.output / "cat/link.jpg").samefile(request.root / "real.jpg")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_bad_file_costs_only_itself(make_request: Make, finish: Finish, tree: Tree) -> None:
    labels = dict.fromkeys(["gone.jpg", "changed.jpg", "good.jpg"], "cat")
    request = make_request({**labels, "folder.jpg": "dog", "pipe.jpg": "dog"})
    (request.root / "gone.jpg").unlink()
    (request.root / "changed.jpg").write_bytes(b"another picture")
    (request.root / "folder.jpg").unlink()
    (request.root / "folder.jpg").mkdir()
    (request.root / "pipe.jpg").unlink()
    os.mkfifo(request.root / "pipe.jpg")
    report = finish(request)
    assert report.exported == 1
    assert dict(report.failed) == {
        "gone.jpg": "The file is gone.",
        "changed.jpg": "The file has changed since it was labelled.",
        "folder.jpg": "It is not an ordinary file.",
        "pipe.jpg": "It is not an ordinary file.",
    }
    assert {name for name in tree(request.output) if "/" in name} == {"cat/good.jpg"}
    assert not (request.output / "dog").exists()
    assert {row["path"] for row in read_csv(request.output / "not_exported.csv")} == {
        path for path, _ in report.failed
    }
    # The label itself is not lost with its file.
    exported = {row["path"]: row["exported"] for row in read_csv(request.output / "labels.csv")}
    assert exported["gone.jpg"] == ""
    assert exported["good.jpg"] == "cat/good.jpg"


def test_a_strange_session_cannot_reach_other_files(
    make_request: Make, finish: Finish, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    request = make_request({"good.jpg": "cat"})
    good = request.rows[0]
    rows = (
        good,
        replace(good, path="../secret.txt", source=request.root / "../secret.txt"),
        replace(good, path="inner.jpg", source=secret),
        replace(good, path=str(secret), source=secret),
    )
    report = finish(replace(request, rows=rows))
    assert report.exported == 1
    assert {reason for _, reason in report.failed} == {
        "The file lies outside the folder with the images."
    }


def test_hostile_names(make_request: Make, finish: Finish) -> None:
    labels = {
        "caf\udce9.jpg": "../../escape",
        "new\nline.jpg": "CON",
        "=1+1.jpg": "=cmd()",
        "-rf.jpg": "con",
        "😀.jpg": "x" * 300,
        "ü" * 125 + ".jpg": " / ",
        "sub/ü.jpg": "ß",
        "sub/u\u0308.jpg": "ß",
        "deep/" * 30 + "ü.jpg": "ß",
    }
    request = make_request(labels)
    report = finish(request)
    assert report.exported == len(labels)
    lines = (request.output / "labels.jsonl").read_text().splitlines()
    records = [json.loads(line) for line in lines]
    assert {record["path"]: record["class"] for record in records} == labels
    for record in records:
        arrived = request.output / record["exported"]
        assert arrived.resolve().is_relative_to(request.output.resolve())
        assert arrived.read_bytes() == (request.root / record["path"]).read_bytes()
        record["exported"].encode("utf-8")
    rows = read_csv(request.output / "labels.csv")
    assert {row["class"] for row in rows} >= {"'=cmd()", "CON", "../../escape"}
    assert {row["path"] for row in rows} >= {"caf\\udce9.jpg", "new\\u000aline.jpg", "'=1+1.jpg"}
    folders = list(report.folders.values())
    assert len({folder.casefold() for folder in folders}) == len(folders)


def test_counts_of_what_was_left_out(make_request: Make, finish: Finish) -> None:
    request = make_request({"a.jpg": "cat"})
    others = tuple(
        ExportRow(f"{state}.jpg", request.root / f"{state}.jpg", state)
        for state in (ImageState.SKIPPED, ImageState.DISCARDED, ImageState.UNLABELLED)
    )
    report = finish(replace(request, rows=request.rows + others))
    assert (report.unlabelled, report.skipped, report.discarded) == (1, 1, 1)
    assert [row["state"] for row in read_csv(request.output / "not_exported.csv")] == [
        "discarded",
        "skipped",
        "unlabelled",
    ]


def test_nothing_labelled_gives_tables_and_a_note(make_request: Make, finish: Finish) -> None:
    report = finish(make_request({"a.jpg": None}))
    assert report.exported == 0
    assert report.notes == ("No image has a label yet, so there are only tables.",)


def test_an_odd_clock_or_distance_does_not_cost_the_export(
    make_request: Make, finish: Finish
) -> None:
    request = make_request({"a.jpg": "cat"})
    row = replace(request.rows[0], decided_at=1e300, distance=float("nan"))
    finish(replace(request, rows=(row,)))
    record = json.loads((request.output / "labels.jsonl").read_text())
    assert record["time"] is None
    assert record["distance"] is None


def test_two_rows_of_one_path_are_a_bug(make_request: Make) -> None:
    request = make_request({"a.jpg": "cat"})
    with pytest.raises(ValueError, match="same path"):
        replace(request, rows=request.rows * 2)
