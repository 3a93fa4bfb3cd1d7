"""``--embeddings``: the verbs without a window."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from iaia_desktop.images import decode

Run = Callable[..., Any]


@pytest.fixture
def made(run: Run, folder: Path, tmp_path: Path) -> Path:
    """Return the embeddings of a folder."""
    assert run("embed", folder, "--output", tmp_path / "made.npz").code == 0
    return tmp_path / "made.npz"


def forget_embeddings(own_home: Path) -> None:
    shutil.rmtree(own_home / "cache")


def annotate(run: Run, folder: Path, examples: Path, out: Path, *more: object) -> Any:
    return run("annotate", folder, "--examples", examples, "--export", out, "--json", *more)


def test_annotate_gives_the_same_labels_without_embedding(
    run: Run, folder: Path, examples: Path, made: Path, own_home: Path, tmp_path: Path
) -> None:
    plain = annotate(run, folder, examples, tmp_path / "one").json
    forget_embeddings(own_home)
    finished = annotate(run, folder, examples, tmp_path / "two", "--embeddings", made)
    assert finished.code == 0
    for key in ("labelled", "unlabelled", "classes", "failed", "encoder_id", "encoder"):
        assert finished.json[key] == plain[key]


def test_annotate_reads_no_image_that_was_embedded_elsewhere(
    run: Run,
    folder: Path,
    examples: Path,
    made: Path,
    own_home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    forget_embeddings(own_home)
    read: list[int] = []
    plain = decode.decode_for_encoder

    def noted(data: bytes, **named: Any) -> Any:
        read.append(len(data))
        return plain(data, **named)

    monkeypatch.setattr("iaia_desktop.jobs.image_reader.decode_for_encoder", noted)
    annotate(run, folder, examples, tmp_path / "out", "--embeddings", made)
    # The fifteen examples, and the two files that could not be embedded elsewhere either.
    assert len(read) <= 17


def test_annotate_with_an_encoder_that_is_not_here(
    run: Run, folder: Path, examples: Path, made: Path, tmp_path: Path
) -> None:
    with np.load(made) as stored:
        arrays = {name: stored[name] for name in stored.files}
    arrays |= {"encoder": np.array("far@fp16"), "spec": np.array("timm:local-dir:/far/away")}
    arrays = {
        name: array[:-1] if name in {"embeddings", "paths", "hashes"} else array
        for name, array in arrays.items()
    }
    np.savez(made, **arrays)
    inside = tmp_path / "inside"
    for name in ("red", "green", "blue"):
        (inside / name).mkdir(parents=True)
        shutil.copy(folder / "some" / f"{name}0.png", inside / name / "example.png")
    finished = annotate(run, folder, inside, tmp_path / "out", "--embeddings", made)
    assert finished.code == 0
    assert "not on this machine" in finished.err
    # Examples are known by their content. One image was not embedded, and of a damaged file
    # nobody knows without looking at it.
    assert finished.json["encoder_id"] == "far@fp16"
    assert (finished.json["labelled"], finished.json["unlabelled"]) == (11, 2)
    assert any("2 images stay unlabelled" in note for note in finished.json["notes"])


def test_annotate_refuses_another_encoder_and_another_folder(
    run: Run, folder: Path, examples: Path, made: Path, tmp_path: Path
) -> None:
    other = run("embed", examples, "--output", tmp_path / "other.npz")
    assert other.code == 0
    with np.load(made) as stored:
        arrays = {name: stored[name] for name in stored.files}
    np.savez(tmp_path / "foreign.npz", **{**arrays, "encoder": np.array("foreign/1")})
    np.savez(tmp_path / "nameless.npz", embeddings=arrays["embeddings"], paths=arrays["paths"])
    np.savez(
        tmp_path / "nowhere.npz",
        embeddings=arrays["embeddings"],
        paths=np.array([f"no/{path}" for path in range(len(arrays["paths"]))]),
    )
    for name, words, more in (
        ("none.npz", "There is no", ()),
        ("foreign.npz", "foreign/1", ("--encoder", "builtin")),
        ("nameless.npz", "Say it with --encoder", ()),
        ("nowhere.npz", "No path in", ("--encoder", "builtin")),
    ):
        finished = annotate(
            run, folder, examples, tmp_path / "out", "--embeddings", tmp_path / name, *more
        )
        assert (finished.code, finished.out) == (1, "")
        (line,) = finished.error_lines
        assert words in line
        assert name in line
        assert not (tmp_path / "out").exists()
    named = ("--embeddings", tmp_path / "nameless.npz", "--encoder", "builtin")
    assert annotate(run, folder, examples, tmp_path / "out", *named).code == 0


def test_simulate_takes_them_for_a_folder(
    run: Run, examples: Path, own_home: Path, tmp_path: Path
) -> None:
    plain = run("simulate", examples, "--encoder", "builtin").json
    assert run("embed", examples, "--output", tmp_path / "made.npz").code == 0
    forget_embeddings(own_home)
    with np.load(tmp_path / "made.npz") as stored:
        rows = {name: stored[name] for name in ("embeddings", "paths", "encoder")}
    # Below another folder, and two of them made elsewhere only.
    rows["paths"] = np.array([f"/far/examples/{path}" for path in rows["paths"].tolist()])
    np.savez(tmp_path / "made.npz", **rows)
    finished = run(
        "simulate", examples, "--embeddings", tmp_path / "made.npz", "--encoder", "builtin"
    )
    assert finished.code == 0
    for key in ("final_label_accuracy", "dimension", "failed"):
        assert finished.json[key] == plain[key]
    assert not list((own_home / "cache" / "embeddings").glob("*"))


def test_simulate_refuses_them_beside_a_table_of_embeddings(
    run: Run, examples: Path, tmp_path: Path
) -> None:
    assert run("embed", examples, "--output", tmp_path / "made.npz").code == 0
    finished = run("simulate", tmp_path / "made.npz", "--embeddings", tmp_path / "made.npz")
    assert finished.code == 1
    assert "has nothing to go with" in finished.error_lines[0]
    # As the data set itself it is taken as ever.
    assert run("simulate", tmp_path / "made.npz").code == 0


def test_embed_with_paths_from_a_folder_above(run: Run, examples: Path, tmp_path: Path) -> None:
    finished = run(
        *("embed", examples / "red", "--relative-to", examples, "--output", tmp_path / "red.npz")
    )
    assert finished.code == 0
    with np.load(tmp_path / "red.npz") as stored:
        assert stored["paths"].tolist() == [f"red/{number}.png" for number in range(5)]
    finished = run(
        *("embed", examples, "--relative-to", examples / "red", "--output", tmp_path / "no.npz")
    )
    assert finished.code == 1
    assert "does not lie in" in finished.error_lines[0]


def test_the_window_refuses_what_makes_no_sense(run: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "e.npz").touch()
    for arguments, words in (
        ((folder, "--embeddings", tmp_path / "none.npz"), "none.npz"),
        (("--embeddings", tmp_path / "e.npz"), "which images"),
        ((folder, "--encoder", "builtin"), "--embeddings"),
        ((folder, "--embeddings", tmp_path / "e.npz", "--encoder", "nonsense"), "names no encoder"),
    ):
        finished = run(*arguments)
        assert finished.code == 1
        assert words in finished.error_lines[0]
