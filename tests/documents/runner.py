"""Run the blocks of a document, one after the other, in a folder that has what they name."""

from __future__ import annotations

import contextlib
import doctest
import io
import json
import os
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from iaia_desktop.cli import main
from iaia_desktop.cli.console import PROGRAM
from iaia_desktop.cli.parser import parse
from iaia_desktop.encoders.spec import parse_spec
from tests.documents.fenced import Block, commands
from tests.documents.not_run import (
    NOT_RUN,
    RUN_ELSEWHERE,
    SHORTENED,
    TEXT_NOT_CHECKED,
    WEIGHTS_NOT_HERE,
)

WINDOW_TIMEOUT_S = 120

_OPENER = Path(__file__).with_name("open_and_close.py")
_OF_THE_SYSTEM = frozenset({"mkdir", "sqlite3", "tar", "unzip"})
_SHELL = re.compile(r"[|;<>$`{}]|&&|^(for|while|if) ")
_OUTPUT = doctest.OutputChecker()


class BlockError(AssertionError):
    """What is wrong with a block, with its place."""

    def __init__(self, block: Block, words: str) -> None:
        super().__init__(f"{block.where}: {words}")


class Runner:
    """Run blocks in a folder.

    Parameters
    ----------
    place : Path
        The folder, which is also the current one.
    opened : set of str, optional
        Command lines that opened the window already, in another document: once is enough.
    """

    def __init__(self, place: Path, opened: set[str] | None = None) -> None:
        self.place = place
        self._opened = set() if opened is None else opened
        self._names: dict[str, Any] = {"__name__": "document"}

    def run(self, blocks: list[Block]) -> None:
        """Run all blocks of a document.

        Raises
        ------
        BlockError
            For the first one that does not do what the document says.
        """
        kinds: dict[str, Callable[[Block], str]] = {
            "sh": self.run_shell,
            "python": self.run_python,
            "sql": self.run_sql,
            "json": self.read_json,
            "text": self.compare_text,
        }
        written, needs_output = "", False
        for block in blocks:
            if block.language == "output":
                if not needs_output:
                    raise BlockError(block, "output of nothing")
                options = doctest.ELLIPSIS
                if not _OUTPUT.check_output(block.text, written, options):
                    raise BlockError(block, f"another output:\n{written}")
                needs_output = False
                continue
            if block.language not in kinds:
                raise BlockError(block, f"nobody knows how to run “{block.language}”")
            written = kinds[block.language](block)
            needs_output = True
        for value in self._names.values():
            # Five lines in a document need not close what their program would at its end.
            if isinstance(value, sqlite3.Connection):
                value.close()

    # --- shell --------------------------------------------------------------------------------

    def run_shell(self, block: Block) -> str:
        """Run the commands of a block; return what they wrote to standard output."""
        if block.document in RUN_ELSEWHERE:
            return ""
        return "".join(self._run_line(block, line) for line in commands(block))

    def _run_line(self, block: Block, line: str) -> str:
        for (document, pattern), shorter in SHORTENED.items():
            if block.document == document:
                line = re.sub(pattern, shorter, line)
        is_not_run = any(row.is_meant(block.document, line) for row in NOT_RUN)
        if not is_not_run and _SHELL.search(_without_quoted(line)):
            return self._run_bash(block, line)
        words = shlex.split(line, comments=True)
        if words[0] == PROGRAM:
            return self._run_program(block, words[1:], runs=not is_not_run)
        if is_not_run:
            return ""
        if words[0] == "python" and words[1:2] == ["-m"]:
            return self._run_module(block, words[2], words[3:])
        if words[0] in _OF_THE_SYSTEM:
            return self._run_bash(block, line)
        raise BlockError(block, f"neither run nor named in not_run.py: {line}")

    def _run_program(self, block: Block, arguments: list[str], *, runs: bool) -> str:
        """Run the program in this process; the window in one of its own."""
        for place, word in enumerate(arguments):
            if place and arguments[place - 1] == "--encoder":
                parse_spec(word)
                if word in WEIGHTS_NOT_HERE:
                    arguments[place] = "builtin"
        try:
            with contextlib.redirect_stderr(io.StringIO()) as told:
                needs_window = parse(arguments).needs_window
        except SystemExit:
            raise BlockError(block, f"a wrong command line: {told.getvalue()}") from None
        if not runs:
            return ""
        if needs_window:
            self.open_window(block, arguments)
            return ""
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main(arguments)
        if code != 0:
            raise BlockError(block, f"{shlex.join(arguments)} ended with {code}: {err.getvalue()}")
        return self._relative(out.getvalue())

    def open_window(self, block: Block, arguments: list[str]) -> None:
        """Open the window without a screen, and close it once the images are there."""
        words = shlex.join([PROGRAM, *arguments])
        if words in self._opened:
            return
        finished = subprocess.run(
            [sys.executable, str(_OPENER), *arguments],
            cwd=self.place,
            capture_output=True,
            text=True,
            timeout=WINDOW_TIMEOUT_S,
            check=False,
        )
        if finished.returncode != 0:
            raise BlockError(block, f"{words} ended with {finished.returncode}: {finished.stderr}")
        told = json.loads(finished.stdout.splitlines()[-1])
        if arguments and not told["images"]:
            raise BlockError(block, f"{words} opened no image")
        if "--embeddings" in arguments and "photos.npz" not in told["embeddings"]:
            raise BlockError(block, f"{words} uses no embeddings")
        self._opened.add(words)

    def _run_module(self, block: Block, module: str, arguments: list[str]) -> str:
        """Run a module of the benchmarks: by its own parser, with as little work as can be."""
        if module == "pytest":
            return self._collect(block, arguments)
        if not module.startswith("benchmarks"):
            raise BlockError(block, f"nobody knows how to run python -m {module}")
        if module == "benchmarks":
            return self._measure_nothing(block, arguments)
        root = Path(__file__).resolve().parents[2]
        finished = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=self.place,
            env={**os.environ, "PYTHONPATH": str(root)},
            capture_output=True,
            text=True,
            timeout=WINDOW_TIMEOUT_S,
            check=False,
        )
        if finished.returncode != 0:
            raise BlockError(block, f"{module} ended with {finished.returncode}: {finished.stderr}")
        return finished.stdout

    @staticmethod
    def _measure_nothing(block: Block, arguments: list[str]) -> str:
        """Read the command line of the benchmarks, and leave the measuring, which takes long."""
        from benchmarks import __main__ as benchmarks

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(benchmarks, "run_row", lambda *_args, **_options: [])
            patch.setattr(benchmarks, "compile_program", lambda: None)
            out = io.StringIO()
            try:
                with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
                    code = benchmarks.main(arguments)
            except SystemExit:
                code = 2
        if code != 0:
            raise BlockError(block, f"benchmarks {shlex.join(arguments)}: {out.getvalue()}")
        return ""

    @staticmethod
    def _collect(block: Block, arguments: list[str]) -> str:
        """See that pytest takes a command line, and that what it names is there."""
        root = Path(__file__).resolve().parents[2]
        options = [word for word in arguments if word.startswith("-")]
        known = {"-m", "-q", "-x", "-k", "--stress", "--figures"}
        wrong = [word for word in options if word.partition("=")[0] not in known]
        paths = [word for word in arguments if word.startswith("tests")]
        wrong += [word for word in paths if not (root / word.partition("::")[0]).exists()]
        if wrong:
            raise BlockError(block, f"pytest knows no {', '.join(wrong)}")
        return ""

    def _run_bash(self, block: Block, script: str) -> str:
        """Run a line with a shell, where there is one."""
        if shutil.which("bash") is None:
            return ""
        finished = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script],
            cwd=self.place,
            capture_output=True,
            text=True,
            check=False,
        )
        if finished.returncode != 0:
            raise BlockError(block, f"{script} ended with {finished.returncode}: {finished.stderr}")
        return finished.stdout

    # --- the others ---------------------------------------------------------------------------

    def run_python(self, block: Block) -> str:
        """Run Python; the blocks of one document share their names."""
        out = io.StringIO()
        code = compile("\n" * (block.line - 1) + block.text, block.document, "exec")
        with contextlib.redirect_stdout(out):
            exec(code, self._names)  # noqa: S102 - that is what the documents are tested for
        return self._relative(out.getvalue())

    def run_sql(self, block: Block) -> str:
        """Run SQL on the session, as SQLite's own program shows it."""
        lines: list[str] = []
        with closing(sqlite3.connect("file:photos.iaia?mode=ro", uri=True)) as connection:
            for statement in filter(str.strip, block.text.split(";")):
                rows = connection.execute(statement).fetchall()
                lines += ["|".join(map(str, row)) for row in rows]
        return "".join(f"{line}\n" for line in lines)

    @staticmethod
    def read_json(block: Block) -> str:
        """Read a block of JSON, one value or one a line."""
        try:
            json.loads(block.text)
        except ValueError:
            for line in block.text.splitlines():
                json.loads(line)
        return ""

    def compare_text(self, block: Block) -> str:
        """Compare what a block of text shows with what is there."""
        if block.document == "docs/cli.md":
            return ""  # written from the parser; test_cli_document.py compares
        for document, beginning in TEXT_NOT_CHECKED:
            if block.document == document and block.text.startswith(beginning):
                return ""
        missing = [path for path in tree_paths(block.text) if not (self.place / path).exists()]
        if missing:
            raise BlockError(block, f"there is no {', '.join(missing)}")
        return ""

    def _relative(self, text: str) -> str:
        return text.replace(f"{self.place}{os.sep}", "").replace(str(self.place), ".")


def tree_paths(text: str) -> Iterator[str]:
    """Yield the paths of a tree that is drawn by indenting, a folder ending in a slash."""
    above: list[tuple[int, str]] = []
    for line in text.splitlines():
        depth = len(line) - len(line.lstrip())
        while above and above[-1][0] >= depth:
            above.pop()
        path = "".join([*(name for _, name in above), line.strip()])
        yield path.rstrip("/")
        if path.endswith("/"):
            above.append((depth, line.strip()))


def _without_quoted(line: str) -> str:
    return re.sub(r"'[^']*'|\"[^\"]*\"", "''", line)
