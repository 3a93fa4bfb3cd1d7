"""Names that nobody would give, on the command line: as arguments, in results and remarks."""

from __future__ import annotations

import io
import json
import os
import re
import sys
from pathlib import Path

import numpy as np
import pytest

from iaia_desktop.cli import main
from tests.cli.conftest import Finished, Run
from tests.stress.hostile_tree import CLASSES, FOLDERS, STEMS, HostileTree, usable

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")

# All that a terminal takes for a command, or that turns the direction of writing.
COMMANDS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u200b\u202a-\u202e\u2066-\u2069]")
SEPARATORS = re.compile("[/\0]")


class AsciiTerminal(io.TextIOWrapper):
    """A terminal that knows no letter beyond ASCII, as Python makes it where the locale is C."""

    def __init__(self) -> None:
        self.written = io.BytesIO()
        super().__init__(self.written, encoding="ascii", errors="surrogateescape")

    def isatty(self) -> bool:
        """Be a terminal."""
        return True


def on_terminal(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> Finished:
    """Run a command on a terminal, and hold it to one line a thing without commands in it."""
    out, err = AsciiTerminal(), AsciiTerminal()
    with monkeypatch.context() as swapped:
        swapped.setattr(sys, "stdout", out)
        swapped.setattr(sys, "stderr", err)
        code = main([str(argument) for argument in arguments])
        out.flush()
        err.flush()
    told = [stream.written.getvalue().decode("ascii") for stream in (out, err)]
    for text in told:
        # Progress goes back to the beginning of its line.
        assert not COMMANDS.search(text.replace("\r", "")), ascii(text)
    assert "Traceback" not in told[1]
    return Finished(code, *told)


def hostile_folder(root: Path) -> HostileTree:
    """Plant some forty pictures in folders of all kinds."""
    tree = HostileTree(root)
    for number, stem in enumerate(STEMS[::3]):
        tree.plant(FOLDERS[number % len(FOLDERS)], stem + b".png")
    tree.plant(b"", b"a\\b.png")
    tree.plant(b"", b"\x1b[31m")
    (root / "broken \x1b]0;owned\x07\n.png").write_bytes(b"this is no picture")
    return tree


def hostile_examples(root: Path) -> list[str]:
    """Plant a picture for each class that can be the name of a folder; return the classes."""
    names = [name for name in CLASSES if not SEPARATORS.search(name) and name.strip(".")]
    names = [name for name in names if not name.startswith(".") and len(os.fsencode(name)) < 256]
    tree = HostileTree(root)
    for name in names:
        tree.plant(os.fsencode(name), b"x.png")
    return usable(names)


@pytest.mark.timeout(120)
def test_everything_is_done_and_told_in_whole_lines(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "\x1b[31m <b>\udce9\n&"
    tree = hostile_folder(place / "images\u202e")
    classes = hostile_examples(place / "exam\nples")
    session, out = place / "\r-s.iaia", place / "--out\udcff"
    common = ("--examples", place / "exam\nples", "--encoder", "builtin")
    done = on_terminal(
        monkeypatch,
        *("annotate", tree.root, *common, "--epsilon", "none"),
        *("--export", out, "--session", session),
    )
    assert done.code == 0, done.err
    labels = {row["path"]: row["class"] for row in map(json.loads, read_lines(out))}
    assert labels.keys() == tree.images.keys()
    assert set(labels.values()) <= set(classes)
    assert r"not read: broken \x1b]0;owned\x07\n.png: " in done.err

    told = on_terminal(monkeypatch, "info", session)
    assert told.code == 0
    assert sum(line.startswith("  ") for line in told.out.splitlines()) >= len(classes)
    facts = json.loads(on_terminal(monkeypatch, "info", session, "--json").out)
    assert {row["name"] for row in facts["classes"]} == set(classes)
    assert facts["folder"] == str(tree.root)

    again = on_terminal(monkeypatch, "export", session, place / "again", "--json", "--mode", "none")
    assert (again.code, json.loads(again.out)["exported"]) == (0, len(labels))
    assert read_lines(place / "again") != []

    table = place / "\x1b[2J.npz"
    done = on_terminal(monkeypatch, "embed", tree.root, "--encoder", "builtin", "--output", table)
    assert done.code == 0
    with np.load(table) as arrays:
        assert set(arrays["paths"].tolist()) == tree.images.keys()
    # Looked up by their names there, every one is found again.
    given = place / "from elsewhere"
    arguments = ("annotate", tree.root, "--examples", place / "exam\nples", "--export", given)
    done = run(*arguments, "--embeddings", table, "--epsilon", "none", "--json")
    assert done.code == 0
    found = {row["path"]: row["class"] for row in map(json.loads, read_lines(given))}
    assert found == labels


def read_lines(export: Path) -> list[str]:
    return (export / "labels.jsonl").read_text("ascii").splitlines()


@pytest.mark.timeout(120)
def test_labelled_folders_are_replayed_and_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "data\x1b[31m"
    tree = HostileTree(root)
    names = ["$x_1$", "$\\frac$", "a$b", "\x1b[31m", "<b>x</b>".replace("/", "_"), "שלום", "😀"]
    for name in names:
        for number in range(2):
            tree.plant(os.fsencode(name), b"%d\n.png" % number)
    done = on_terminal(
        monkeypatch,
        *("simulate", root, "--encoder", "builtin", "--plots", tmp_path / "plots\udce9"),
        *("--json", tmp_path / "result\x07.json"),
    )
    assert done.code == 0, done.err
    assert json.loads(done.out)["data"] == str(root)


MISSING = [
    "\x1b]0;owned\x07",
    "new\nline",
    "caf\udce9",
    "\u202egnp",
    "x" * 300,
    "~nobody/x",
    "$(id)",
]


@pytest.mark.parametrize("name", MISSING, ids=ascii)
def test_what_is_wrong_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    where, other = tmp_path / name, tmp_path / "other"
    for arguments in (
        ("info", where),
        ("export", where, other),
        ("embed", where, "--output", other / "x.npz", "--encoder", "builtin"),
        ("embed", tmp_path, "--output", where, "--encoder", "builtin"),
        ("annotate", where, "--examples", where, "--export", where, "--encoder", "builtin"),
        (
            "annotate",
            tmp_path,
            "--examples",
            where,
            "--export",
            other,
            "--encoder",
            f"builtin{name}",
        ),
        ("simulate", where, "--encoder", "builtin"),
        (
            "simulate",
            tmp_path,
            "--json",
            where,
            "--encoder",
            f"open_clip:local-dir:{name}",
        ),
        (where,),
        (tmp_path, "--embeddings", where),
        ("info", where, name),
        ("export", where, other, "--mode", name),
        ("export", where, other, "--seed", name),
        (f"--{name}", where),
    ):
        done = on_terminal(monkeypatch, *arguments)
        assert done.code in (1, 2), arguments
        assert not done.out
        said = [line for line in done.err.splitlines() if line.startswith("iaia-desktop")]
        assert len(said) == 1, done.err
        assert done.code == 2 or done.err.count("\n") == 1
