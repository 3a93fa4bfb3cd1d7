"""What is written where, and how often."""

from __future__ import annotations

import io
import json

import pytest

from iaia_desktop.cli.console import Console
from iaia_desktop.core.errors import KnownError


class Clock:
    """A clock that stands until it is told to go."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class BrokenStream(io.StringIO):
    """A stream that cannot be written."""

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self._error = error

    def write(self, _text: str) -> int:
        raise self._error


def test_results_and_remarks_go_to_their_streams() -> None:
    out, err = io.StringIO(), io.StringIO()
    console = Console(out, err)
    console.result("one\ntwo\x1b[31m")
    console.note("a\n  b")
    console.not_read("x\ny", "the file\nis empty")
    console.error("It failed.")
    assert out.getvalue() == "one\ntwo\\x1b[31m\n"
    assert err.getvalue() == (
        "note: a b\nnot read: x\\ny: the file is empty\niaia-desktop: It failed.\n"
    )


def test_json_is_ascii_and_keeps_every_name() -> None:
    out = io.StringIO()
    value = {"path": "caf\udce9/ü😀"}
    Console(out, None).result_json(value)
    assert out.getvalue().isascii()
    assert json.loads(out.getvalue()) == value


def test_a_console_that_lacks_a_character_gets_its_code() -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="ascii")
    console = Console(out, None)
    console.result("“ü”")
    console.finish()
    assert raw.getvalue() == b"\\u201c\\xfc\\u201d\n"


def test_lines_of_progress_are_few() -> None:
    clock, err = Clock(), io.StringIO()
    console = Console(None, err, clock)
    for step in range(1001):
        clock.now += 0.05
        console.progress("Working", f"{step} of 1,000", step / 1000)
    lines = err.getvalue().splitlines()
    assert lines[0] == "Working: 0 of 1,000"
    assert 8 <= len(lines) <= 12
    assert "\r" not in err.getvalue()


def test_slow_work_is_heard_of_all_the_same() -> None:
    clock, err = Clock(), io.StringIO()
    console = Console(None, err, clock)
    for _ in range(100):
        clock.now += 1.0
        console.progress("Working", "", None)
    assert len(err.getvalue().splitlines()) == 4


def test_a_terminal_gets_one_line_that_changes_and_goes() -> None:
    clock, out, err = Clock(), io.StringIO(), Terminal()
    console = Console(out, err, clock)
    console.progress("Working", "long words here", 0.1)
    clock.now += 1.0
    console.progress("Working", "short", 0.2)
    console.progress("Working", "too soon", 0.3)
    assert "\n" not in err.getvalue()
    assert "too soon" not in err.getvalue()
    console.error("It failed.")
    last = err.getvalue().split("\r")[-1]
    assert last == "iaia-desktop: It failed.\n"


def test_nobody_listening_to_remarks_stops_nothing() -> None:
    console = Console(io.StringIO(), BrokenStream(BrokenPipeError()))
    console.note("a")
    console.progress("Working", "", None)
    Console(None, None).note("a program without a console")


def test_results_that_cannot_be_written_are_an_error() -> None:
    with pytest.raises(KnownError, match="No space left"):
        Console(BrokenStream(OSError(28, "No space left on device")), None).result("x")
    with pytest.raises(BrokenPipeError):
        Console(BrokenStream(BrokenPipeError()), None).result("x")
