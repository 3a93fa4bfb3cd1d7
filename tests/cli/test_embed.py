"""``embed`` and ``models``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from iaia_desktop.core.errors import CancelledError
from iaia_desktop.encoders.registry import WeightsProgress

Run = Callable[..., Any]


def test_the_arrays_of_a_folder(run: Run, folder: Path, tmp_path: Path) -> None:
    finished = run("embed", folder, "--output", tmp_path / "e.npz", "--json")
    assert finished.code == 0
    result = finished.json
    assert (result["images"], result["embedded"], result["dimension"]) == (14, 12, 1024)
    assert [row["path"] for row in result["failed"]] == ["broken.jpg", "empty.png"]
    assert (result["encoder"], result["classes"]) == ("builtin", None)
    with np.load(tmp_path / "e.npz") as arrays:
        assert set(arrays) == {"embeddings", "paths", "encoder", "spec", "hashes"}
        assert arrays["embeddings"].shape == (12, 1024)
        assert arrays["embeddings"].dtype == np.float32
        assert arrays["paths"].tolist() == [
            f"some/{name}{number}.png" for name in ("blue", "green", "red") for number in range(4)
        ]
        assert str(arrays["encoder"]) == "builtin/1"


def test_class_folders_become_labels(run: Run, examples: Path, tmp_path: Path) -> None:
    finished = run("embed", examples, "--output", tmp_path / "e.npz", "--encoder", "builtin")
    assert finished.code == 0
    assert finished.out.startswith("15 images embedded with builtin")
    with np.load(tmp_path / "e.npz") as arrays:
        assert arrays["labels"].tolist() == ["blue"] * 5 + ["green"] * 5 + ["red"] * 5


def test_a_second_run_gives_the_same_from_the_cache(
    run: Run, examples: Path, own_home: Path, tmp_path: Path
) -> None:
    run("embed", examples, "--output", tmp_path / "a.npz")
    assert list((own_home / "cache" / "embeddings").iterdir())
    run("embed", examples, "--output", tmp_path / "b.npz")
    with np.load(tmp_path / "a.npz") as first, np.load(tmp_path / "b.npz") as second:
        assert np.array_equal(first["embeddings"], second["embeddings"])


def test_a_cache_that_cannot_be_kept_is_told(
    run: Run, examples: Path, own_home: Path, tmp_path: Path
) -> None:
    own_home.mkdir()
    (own_home / "cache").write_text("a file where a folder should be")
    finished = run("embed", examples, "--output", tmp_path / "a.npz")
    assert finished.code == 0
    assert "note: Embeddings are not kept" in finished.err


def test_what_embed_refuses(run: Run, folder: Path, examples: Path, tmp_path: Path) -> None:
    (tmp_path / "void").mkdir()
    (tmp_path / "notes.npz").write_text("precious")
    for source, output in (
        (tmp_path / "none", tmp_path / "e.npz"),
        (tmp_path / "void", tmp_path / "e.npz"),
        (folder / "broken.jpg", tmp_path / "e.npz"),
        (examples, tmp_path / "notes.npz"),
        (examples, tmp_path / "e.txt"),
        (examples, tmp_path / "void"),
    ):
        finished = run("embed", source, "--output", output)
        assert (finished.code, finished.out) == (1, "")
        assert len(finished.error_lines) == 1
    assert (tmp_path / "notes.npz").read_text() == "precious"
    assert not (tmp_path / "e.npz").exists()


def test_nothing_readable_writes_no_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "1.png").write_bytes(b"no picture")
    finished = run("embed", tmp_path / "bad", "--output", tmp_path / "e.npz", "--json")
    assert (finished.code, finished.json["output"]) == (1, None)
    assert len(finished.json["failed"]) == len(finished.error_lines) == 1
    assert not (tmp_path / "e.npz").exists()


# --- models ---------------------------------------------------------------------------------------


def test_models_lists_every_preset(run: Run) -> None:
    encoders = {row["preset"]: row for row in run("models", "--json").json["encoders"]}
    assert list(encoders) == ["fast", "balanced", "accurate", "builtin"]
    assert encoders["builtin"]["present"] is True
    assert encoders["balanced"]["present"] is False
    for row in encoders.values():
        assert set(row) >= {"spec", "present", "location", "size_bytes", "licence", "note"}
    text = run("models").out
    assert "open_clip:ViT-B-32-256/datacomp_s34b_b86k" in text
    assert "not here yet, 605 MB, licence MIT" in text


def test_fetching_nothing(run: Run) -> None:
    finished = run("models", "fetch", "builtin")
    assert (finished.code, "needs no weights" in finished.out) == (0, True)
    assert run("models", "fetch").code == 2
    finished = run("models", "fetch", "nonsense")
    assert (finished.code, len(finished.error_lines)) == (1, 1)


def test_weights_that_cannot_be_had_get_one_line(run: Run) -> None:
    finished = run("models", "fetch", "fast")
    assert (finished.code, finished.out) == (1, "")
    assert len(finished.error_lines) == 1


def test_fetching_shows_progress_and_the_place(run: Run, tmp_path: Path, monkeypatch: Any) -> None:
    (tmp_path / "weights.bin").write_bytes(bytes(3_000_000))

    def fetch(spec: str, *, progress: Callable[[WeightsProgress], None], cancel: object) -> Path:
        progress(WeightsProgress("weights.bin", 1_000_000, 3_000_000, tmp_path))
        return tmp_path / "weights.bin"

    monkeypatch.setattr("iaia_desktop.cli.models.fetch_weights", fetch)
    for arguments in (("fetch", "fast", "--json"), ("--json", "fetch", "fast")):
        finished = run("models", *arguments)
        assert finished.json["location"] == str(tmp_path / "weights.bin")
        assert finished.json["size_bytes"] == 3_000_000
        assert f"Fetching weights.bin into {tmp_path}: 1 MB of 3 MB, 33%" in finished.err
    assert "weights.bin, 3 MB" in run("models", "fetch", "fast").out


def test_a_cancelled_fetch(run: Run, monkeypatch: Any) -> None:
    def fetch(*_: object, **__: object) -> Path:
        raise CancelledError

    monkeypatch.setattr("iaia_desktop.cli.models.fetch_weights", fetch)
    finished = run("models", "fetch", "fast")
    assert finished.code == 130
    assert finished.error_lines == [
        "iaia-desktop: Stopped. What came in so far is kept for the next try."
    ]
