"""``export`` and ``info``: what a session holds, out and in words."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.export import lots, workshop
from iaia_desktop.store.session_file import SessionStore

Run = Callable[..., Any]


def test_info_as_json(run: Run, session: Path, folder: Path) -> None:
    finished = run("info", session, "--json")
    facts = finished.json
    assert (finished.code, finished.err) == (0, "")
    assert (facts["session"], facts["folder"]) == (str(session), str(folder))
    assert facts["folder_exists"] is True
    assert (facts["images"], facts["labelled"], facts["unlabelled"]) == (14, 12, 2)
    assert facts["by"] == {"human": 0, "machine": 12}
    assert facts["files"] == {"pending": 0, "ready": 12, "failed": 2, "missing": 0}
    assert [row["path"] for row in facts["failed"]] == ["broken.jpg", "empty.png"]
    assert [(row["name"], row["images"], row["machine"]) for row in facts["classes"]] == [
        ("blue", 4, 4),
        ("green", 4, 4),
        ("red", 4, 4),
    ]
    assert facts["encoder"] == "builtin"
    assert facts["method"]["distance"] == "cosine"
    assert facts["decisions"] == {"total": 2, "by_kind": {"automatic": 1, "import": 1}}
    assert facts["prototypes"] == {"classes": 0, "images": 0}
    assert facts["integrity"]["ok"] is True
    assert facts["versions"]["iaia_desktop"]


def test_info_in_words(run: Run, session: Path) -> None:
    finished = run("info", session)
    assert finished.code == 0
    for words in ("14 images", "12 labelled", "4  green", "Encoder builtin", "Check: sound."):
        assert words in finished.out


def test_info_reads_a_session_that_is_open_elsewhere(run: Run, session: Path) -> None:
    with SessionStore.open(session):
        assert run("info", session).code == 0


def test_info_finds_faults(run: Run, session: Path) -> None:
    with closing(sqlite3.connect(session)) as connection, connection:
        connection.execute("UPDATE images SET class_id = 1 WHERE state = 'labelled'")
    finished = run("info", session, "--json")
    assert finished.code == 1
    assert finished.json["integrity"]["ok"] is False
    assert len(finished.error_lines) == 1


def test_a_damaged_session_is_brought_back(run: Run, session: Path, tmp_path: Path) -> None:
    before = run("info", session, "--json").json
    with closing(sqlite3.connect(session)) as connection, connection:
        connection.execute("UPDATE images SET class_id = 1 WHERE state = 'labelled'")
    refused = run("export", session, tmp_path / "out")
    assert refused.code == 1
    assert "damaged" in refused.err
    finished = run("restore", session)
    assert finished.code == 0
    assert "is back with 2 decisions" in finished.out
    after = run("info", session, "--json").json
    assert after["classes"] == before["classes"]
    assert after["integrity"]["ok"] is True


@pytest.mark.parametrize("verb", ["info", "export"])
def test_what_is_no_session_gets_one_line(run: Run, tmp_path: Path, verb: str) -> None:
    (tmp_path / "list.iaia").write_text("a shopping list")
    (tmp_path / "note.txt").write_text("a note")
    (tmp_path / "void").mkdir()
    more = [tmp_path / "out"] if verb == "export" else []
    for name in ("list.iaia", "note.txt", "void", "none.iaia"):
        finished = run(verb, tmp_path / name, *more)
        assert (finished.code, finished.out) == (1, "")
        assert len(finished.error_lines) == 1
    assert not (tmp_path / "out").exists()


def test_a_folder_stands_for_its_session(
    run: Run, session: Path, folder: Path, own_home: Path
) -> None:
    (own_home / "data" / "sessions").mkdir(parents=True)
    shutil.copy(session, own_home / "data" / "sessions" / "mine.iaia")
    assert run("info", folder, "--json").json["labelled"] == 12


# --- export ---------------------------------------------------------------------------------------


def test_export_with_a_split(run: Run, session: Path, tmp_path: Path) -> None:
    finished = run(
        *("export", session, tmp_path / "out", "--validation", "0.25", "--seed", "7", "--json"),
        *("--mode", "hardlink"),
    )
    result = finished.json
    assert finished.code == 0
    assert result["splits"] == {"train": 9, "validation": 3}
    assert (result["exported"], result["unlabelled"], result["failed"]) == (12, 2, [])
    assert result["classes"] == {"blue": 4, "green": 4, "red": 4}
    assert len(list((tmp_path / "out" / "validation").rglob("*.png"))) == 3


def test_export_in_words(run: Run, session: Path, tmp_path: Path) -> None:
    finished = run("export", session, tmp_path / "out")
    assert finished.out.startswith(f"Exported 12 images to {tmp_path / 'out'}, all verified\n")
    assert "Left out: 2 unlabelled." in finished.out


def test_export_never_overwrites(run: Run, session: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("precious")
    finished = run("export", session, tmp_path / "out")
    assert (finished.code, finished.out) == (1, "")
    assert "never overwrites" in finished.error_lines[0]
    assert [entry.name for entry in (tmp_path / "out").iterdir()] == ["mine.txt"]


def test_a_vanished_file_does_not_fail_an_export(
    run: Run, session: Path, folder: Path, tmp_path: Path
) -> None:
    (folder / "some" / "red0.png").unlink()
    finished = run("export", session, tmp_path / "out", "--json")
    assert finished.code == 0
    assert [row["path"] for row in finished.json["failed"]] == ["some/red0.png"]
    assert "not read: some/red0.png: " in finished.err
    for file in (folder / "some").iterdir():
        file.unlink()
    finished = run("export", session, tmp_path / "nothing", "--json")
    assert (finished.code, len(finished.json["failed"])) == (1, 12)
    assert len(finished.error_lines) == 1


def test_an_export_goes_on_where_it_was_stopped(
    run: Run, session: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lots, "LOT_FILES", 1)
    monkeypatch.setattr(workshop, "KEEP_FROM_FILES", 1)
    out = tmp_path / "out"

    def stop(*, after: int) -> None:
        left = after
        real = CancelToken.raise_if_cancelled

        def look(token: CancelToken) -> None:
            nonlocal left
            if len(list(tmp_path.glob("out.unfinished-export/files/*/*"))) >= left:
                token.cancel()
            real(token)

        with monkeypatch.context() as patch:
            patch.setattr(CancelToken, "raise_if_cancelled", look)
            finished = run("export", session, out)
        assert finished.code == 130
        assert "the same command goes on" in finished.err

    stop(after=5)
    assert not out.exists()
    finished = run("export", session, out, "--verify", "--json")
    assert "note: going on with an unfinished export: 5 of 12 images" in finished.err
    assert (finished.json["resumed"], finished.json["verified"]) == (5, 12)
    assert [entry.name for entry in tmp_path.glob("out*")] == ["out"]
    shutil.rmtree(out)
    stop(after=4)
    finished = run("export", session, out, "--anew")
    assert "note: throwing away an unfinished export: 4 of 12 images" in finished.err
    assert "were there already" not in finished.out


@pytest.mark.parametrize(
    "arguments",
    [["--validation", "1"], ["--validation", "x"], ["--seed", "-1"], ["--seed", "1.5"]],
)
def test_a_wrong_split_is_a_usage_error(
    run: Run, session: Path, tmp_path: Path, arguments: list[str]
) -> None:
    assert run("export", session, tmp_path / "out", *arguments).code == 2
