"""``annotate``: from a folder and examples to a folder per class."""

from __future__ import annotations

import csv
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.encoders.builtin import BuiltinEncoder
from iaia_desktop.store.session_file import SessionStore

Run = Callable[..., Any]


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_each_image_arrives_in_the_folder_of_its_class(
    run: Run, folder: Path, examples: Path, tmp_path: Path
) -> None:
    before = files_in(folder)
    finished = run("annotate", folder, "--examples", examples, "--export", tmp_path / "out")
    assert finished.code == 0
    pictures = {name for name in files_in(tmp_path / "out") if name.endswith(".png")}
    assert pictures == {
        f"{name}/{name}{number}.png" for name in ("blue", "green", "red") for number in range(4)
    }
    for name in pictures:
        exported = (tmp_path / "out" / name).read_bytes()
        assert exported == (folder / "some" / Path(name).name).read_bytes()
    with (tmp_path / "out" / "labels.csv").open(encoding="utf-8-sig", newline="") as table:
        rows = list(csv.DictReader(table))
    assert {(row["class"], row["by"], row["encoder"]) for row in rows} == {
        (name, "machine", "builtin/1") for name in ("blue", "green", "red")
    }
    assert all(row["epsilon"] and row["distance"] for row in rows)
    assert files_in(folder) == before


def test_the_summary_is_on_standard_output_and_the_rest_is_not(
    run: Run, folder: Path, examples: Path, tmp_path: Path
) -> None:
    finished = run("annotate", folder, "--examples", examples, "--export", tmp_path / "out")
    assert finished.out.startswith("14 images: 12 labelled, 0 unlabelled, 2 could not be read.\n")
    assert "  4  blue\n" in finished.out
    assert str(tmp_path / "out") in finished.out
    assert "not read: broken.jpg: " in finished.err
    assert "not read: empty.png: the file is empty\n" in finished.err
    assert finished.error_lines == []


def test_the_result_as_json(run: Run, folder: Path, examples: Path, tmp_path: Path) -> None:
    finished = run(
        *("annotate", folder, "--examples", examples, "--export", tmp_path / "out", "--json"),
        *("--encoder", "builtin", "--distance", "l2", "--epsilon", "1.5", "--mode", "none"),
        *("--session", tmp_path / "s.iaia"),
    )
    result = finished.json
    assert finished.code == 0
    assert {key: result[key] for key in ("images", "labelled", "unlabelled")} == {
        "images": 14,
        "labelled": 12,
        "unlabelled": 0,
    }
    assert [row["path"] for row in result["failed"]] == ["broken.jpg", "empty.png"]
    assert all(row["reason"] for row in result["failed"])
    assert result["classes"] == {"blue": 4, "green": 4, "red": 4}
    assert result["by"] == {"human": 0, "machine": 12}
    assert (result["encoder"], result["encoder_id"]) == ("builtin", "builtin/1")
    assert (result["distance"], result["epsilon"], result["epsilon_mode"]) == ("l2", 1.5, "fixed")
    assert (result["export"], result["export_mode"]) == (str(tmp_path / "out"), "none")
    assert result["session"] == str(tmp_path / "s.iaia")
    assert result["exported"] == 12
    assert result["seconds"] >= 0
    assert set(result["versions"]) >= {"iaia_desktop", "python", "numpy", "pillow"}
    assert set(files_in(tmp_path / "out")) == {"labels.csv", "labels.jsonl", "not_exported.csv"}


@pytest.mark.parametrize(("epsilon", "labelled"), [("0", 0), ("none", 12)])
def test_epsilon_decides_what_stays_unlabelled(
    run: Run, folder: Path, examples: Path, tmp_path: Path, epsilon: str, labelled: int
) -> None:
    result = run(
        *("annotate", folder, "--examples", examples, "--export", tmp_path / "out", "--json"),
        *("--epsilon", epsilon),
    ).json
    assert (result["labelled"], result["unlabelled"]) == (labelled, 12 - labelled)


def test_a_default_without_weights_is_told(
    run: Run, folder: Path, examples: Path, tmp_path: Path
) -> None:
    finished = run("annotate", folder, "--examples", examples, "--export", tmp_path / "out")
    (note,) = [line for line in finished.err.splitlines() if line.startswith("note: ")]
    assert "built-in encoder" in note
    assert "iaia-desktop models fetch open_clip:" in note


def test_an_encoder_that_was_named_is_never_replaced(
    run: Run, folder: Path, examples: Path, tmp_path: Path
) -> None:
    for spec in ("fast", "nonsense", "timm:local-dir:" + str(tmp_path / "nowhere")):
        finished = run(
            *("annotate", folder, "--examples", examples, "--export", tmp_path / "out"),
            *("--encoder", spec),
        )
        assert (finished.code, finished.out) == (1, "")
        assert len(finished.error_lines) == 1
        assert not (tmp_path / "out").exists()


def test_too_few_examples_for_epsilon_are_told(
    run: Run, folder: Path, examples: Path, tmp_path: Path
) -> None:
    for number in range(1, 5):
        for name in ("blue", "green", "red"):
            (examples / name / f"{number}.png").unlink()
    finished = run(
        "annotate", folder, "--examples", examples, "--export", tmp_path / "out", "--json"
    )
    assert finished.json["epsilon"] is None
    assert finished.json["epsilon_mode"] == "auto"
    assert ["too few examples" in note for note in finished.json["notes"]] == [True]
    assert "note: There are too few examples" in finished.err


# --- what is refused ------------------------------------------------------------------------------


def test_an_export_never_overwrites(run: Run, folder: Path, examples: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("precious")
    places = (tmp_path / "full", tmp_path / "full" / "mine.txt", folder / "out", examples / "out")
    for place in places:
        finished = run("annotate", folder, "--examples", examples, "--export", place)
        assert (finished.code, finished.out) == (1, "")
        assert len(finished.err.splitlines()) == 1
    assert (tmp_path / "full" / "mine.txt").read_text() == "precious"
    assert not (folder / "out").exists()
    assert not (examples / "out").exists()


def test_the_session_must_not_lie_in_the_export(
    run: Run, folder: Path, examples: Path, tmp_path: Path
) -> None:
    finished = run(
        *("annotate", folder, "--examples", examples, "--export", tmp_path / "out"),
        *("--session", tmp_path / "out" / "s.iaia"),
    )
    assert (finished.code, len(finished.error_lines)) == (1, 1)
    assert not (tmp_path / "out").exists()


def test_folders_that_are_none_get_one_line(
    run: Run, folder: Path, examples: Path, tmp_path: Path
) -> None:
    (tmp_path / "void").mkdir()
    file = folder / "broken.jpg"
    for images, classes in (
        (tmp_path / "none", examples),
        (tmp_path / "void", examples),
        (file, examples),
        (folder, tmp_path / "none"),
        (folder, tmp_path / "void"),
        (folder, file),
    ):
        finished = run("annotate", images, "--examples", classes, "--export", tmp_path / "out")
        assert (finished.code, finished.out) == (1, "")
        assert len(finished.error_lines) == 1
    assert not (tmp_path / "out").exists()


def test_nothing_readable_is_an_error_that_lists_why(
    run: Run, examples: Path, tmp_path: Path
) -> None:
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "1.png").write_bytes(b"no picture")
    finished = run(
        *("annotate", tmp_path / "bad", "--examples", examples),
        *("--export", tmp_path / "out", "--json"),
    )
    assert finished.code == 1
    assert [row["path"] for row in finished.json["failed"]] == ["1.png"]
    assert finished.json["export"] is None
    assert len(finished.error_lines) == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--epsilon", "-1"],
        ["--epsilon", "nan"],
        ["--epsilon", "some"],
        ["--distance", "city-block"],
        ["--mode", "move"],
        ["--export", ""],
        ["--exam", "x"],
    ],
)
def test_a_wrong_command_line_is_a_usage_error(
    run: Run, folder: Path, examples: Path, tmp_path: Path, arguments: list[str]
) -> None:
    finished = run(
        "annotate", folder, "--examples", examples, "--export", tmp_path / "out", *arguments
    )
    assert (finished.code, finished.out) == (2, "")
    assert finished.err.startswith("usage: iaia-desktop ")


# --- the session ----------------------------------------------------------------------------------


def test_a_kept_session_goes_on_with_its_encoder(
    run: Run, folder: Path, examples: Path, session: Path, tmp_path: Path
) -> None:
    finished = run(
        *("annotate", folder, "--examples", examples, "--export", tmp_path / "again", "--json"),
        *("--session", session),
    )
    assert finished.json["encoder"] == "builtin"
    assert "models fetch" not in finished.err
    assert finished.json["labelled"] == 12
    by_kind = run("info", session, "--json").json["decisions"]["by_kind"]
    assert by_kind == {"automatic": 1, "import": 1}


def test_a_session_that_is_open_elsewhere_gets_one_line(
    run: Run, folder: Path, examples: Path, session: Path, tmp_path: Path
) -> None:
    with SessionStore.open(session):
        finished = run(
            *("annotate", folder, "--examples", examples, "--export", tmp_path / "out"),
            *("--session", session),
        )
    assert (finished.code, finished.out, len(finished.error_lines)) == (1, "", 1)
    assert not (tmp_path / "out").exists()


def test_without_a_session_nothing_stays_behind(
    run: Run,
    folder: Path,
    examples: Path,
    own_home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    assert run("annotate", folder, "--examples", examples, "--export", tmp_path / "out").code == 0
    assert list((tmp_path / "temporary").iterdir()) == []
    assert not list(own_home.rglob("*.iaia"))


class _InterruptedEncoder(BuiltinEncoder):
    """Press Ctrl+C while the images are encoded."""

    def encode_images(self, images: Any) -> Any:
        signal.raise_signal(signal.SIGINT)
        return super().encode_images(images)


def test_ctrl_c_ends_in_one_line_and_leaves_nothing(
    run: Run, folder: Path, examples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ready(*_: object, **__: object) -> BuiltinEncoder:
        return _InterruptedEncoder()

    monkeypatch.setattr("iaia_desktop.cli.elsewhere.ready_encoder", ready)
    before = signal.getsignal(signal.SIGINT)
    finished = run("annotate", folder, "--examples", examples, "--export", tmp_path / "out")
    assert (finished.code, finished.out) == (130, "")
    assert finished.error_lines == ["iaia-desktop: Stopped. Nothing was written."]
    assert not (tmp_path / "out").exists()
    assert signal.getsignal(signal.SIGINT) is before


def test_ctrl_c_in_a_kept_session_says_how_to_go_on(
    run: Run,
    folder: Path,
    examples: Path,
    session: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stop(_request: object, cancel: CancelToken) -> Any:
        cancel.cancel()
        yield from ()
        cancel.raise_if_cancelled()

    monkeypatch.setattr("iaia_desktop.cli.annotate.annotate_job", stop)
    finished = run(
        *("annotate", folder, "--examples", examples, "--export", tmp_path / "out"),
        *("--session", session),
    )
    assert finished.code == 130
    assert "the same command goes on" in finished.error_lines[0]


def test_names_that_are_not_utf_8_are_printed_and_kept(
    run: Run, folder: Path, examples: Path, tmp_path: Path
) -> None:
    bad = os.fsdecode(b"caf\xe9.png")
    try:
        (folder / bad).write_bytes(b"no picture")
    except (OSError, UnicodeError):
        pytest.skip("this file system takes only UTF-8 names")
    finished = run(
        "annotate", folder, "--examples", examples, "--export", tmp_path / "out", "--json"
    )
    assert finished.code == 0
    assert bad in [row["path"] for row in finished.json["failed"]]
    finished.out.encode("ascii")
    assert "not read: caf\\udce9.png: " in finished.err
