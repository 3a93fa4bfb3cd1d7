"""Every block of code in the documents runs, and does what the document says."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from iaia_desktop.cli.console import PROGRAM
from tests.documents.fenced import Block, blocks, commands, documents
from tests.documents.not_run import (
    NOT_RUN,
    RUN_ELSEWHERE,
    SHORTENED,
    TEXT_NOT_CHECKED,
    WEIGHTS_NOT_HERE,
)
from tests.documents.runner import BlockError, Runner, tree_paths
from tests.documents.stand_in import make_missing

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("document", documents())
def test_every_block_runs(document: str, place: Path, opened: set[str]) -> None:
    Runner(place, opened).run(blocks(document))


def test_nothing_is_excused_that_is_not_there() -> None:
    every = [block for document in documents() for block in blocks(document)]
    lines = [(b.document, line) for b in every if b.language == "sh" for line in commands(b)]
    for row in NOT_RUN:
        assert any(row.is_meant(*line) for line in lines), f"not in the documents: {row.command}"
        assert row.reason
    for document, pattern in SHORTENED:
        assert any(name == document and re.search(pattern, line) for name, line in lines)
    for document, beginning in TEXT_NOT_CHECKED:
        assert any(b.document == document and b.text.startswith(beginning) for b in every)
    for document, test in RUN_ELSEWHERE.items():
        assert document.removeprefix("docs/") in (REPOSITORY / test).read_text(encoding="utf-8")
    named = {word for _, line in lines for word in line.split()}
    assert named >= WEIGHTS_NOT_HERE


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sh", f"{PROGRAM} info photos.iaia --jsn"),
        ("sh", f"{PROGRAM} models fetch fast --quickly"),
        ("sh", f"{PROGRAM} models fetch"),
        ("sh", f"{PROGRAM} embed photos --output photos.npz --encoder no-such"),
        ("sh", f"{PROGRAM} info nothing.iaia"),
        ("sh", f"{PROGRAM} photos --embedings photos.npz"),
        ("sh", f"{PROGRAM} export photos.iaia"),
        ("sh", "python -m benchmarks no-such-row"),
        ("sh", "python -m benchmarks --quicker"),
        ("sh", "python -m pytest tests/nothing"),
        ("sh", "python -m pytest --stres"),
        ("sh", "curl something"),
        ("sh", "python3 -m venv .venv"),
        ("sh", "unzip nothing.zip"),
        ("python", "import sqlite4"),
        ("sql", "SELECT nothing FROM images"),
        ("json", "{"),
        ("text", "photos/\n  nothing.png"),
        ("ruby", "puts 1"),
        ("", "anything"),
    ],
)
def test_a_wrong_block_fails(language: str, text: str, place: Path) -> None:
    with pytest.raises(Exception) as caught:  # noqa: PT011 - each language has errors of its own
        Runner(place).run([Block("docs/made-up.md", 7, language, text + "\n")])
    assert not isinstance(caught.value, KeyError | TypeError)


def test_output_is_compared(place: Path) -> None:
    printing = Block("docs/made-up.md", 3, "python", "print('one')\nprint('two')\n")
    Runner(place).run([printing, Block("docs/made-up.md", 9, "output", "one\n...\n")])
    with pytest.raises(BlockError, match=r"docs/made-up\.md:9"):
        Runner(place).run([printing, Block("docs/made-up.md", 9, "output", "one\nthree\n")])
    with pytest.raises(BlockError, match="output of nothing"):
        Runner(place).run([Block("docs/made-up.md", 9, "output", "one\n")])


def test_fences() -> None:
    text = "```sh\na \\\n  --b\n# no\n\nc\n```\n\n````text\n```\n````\n"
    shell, other = blocks("x.md", text)
    assert commands(shell) == ["a --b", "c"]
    assert (shell.line, other.line, other.text) == (2, 10, "```\n")
    with pytest.raises(ValueError, match="not closed"):
        blocks("x.md", "```sh\n")
    with pytest.raises(ValueError, match="more than a language"):
        blocks("x.md", "```sh quiet\n```\n")


def test_trees() -> None:
    text = "a/\n  b/\n    c.txt\n  d.txt\ne.txt\n"
    assert list(tree_paths(text)) == ["a", "a/b", "a/b/c.txt", "a/d.txt", "e.txt"]


def test_machines_without_unzip_and_sqlite3(place: Path) -> None:
    if shutil.which("bash") is None:
        pytest.skip("no shell here")
    make_missing(place / "stand-ins", always=True)
    text = (
        "unzip core50_128x128.zip\n"
        "mkdir celeba && unzip img_align_celeba.zip -d celeba\n"
        'sqlite3 -readonly photos.iaia "SELECT count(*) FROM images"\n'
    )
    Runner(place).run(
        [Block("docs/x.md", 2, "sh", text), Block("docs/x.md", 9, "output", "...6\n")]
    )
    assert (place / "core50_128x128" / "s1" / "o1").is_dir()
    assert any((place / "celeba").rglob("*.jpg"))
    with pytest.raises(BlockError):
        Runner(place).run(
            [Block("docs/x.md", 2, "sh", "sqlite3 -readonly photos.iaia 'SELECT x'\n")]
        )
