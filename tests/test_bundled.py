"""The processes that the program starts for itself, with Python and in a bundle."""

from __future__ import annotations

import ast
import importlib.util
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from iaia_desktop import bundled
from iaia_desktop.bundled import CHILDREN, child_command, is_bundled, run_child

PACKAGE = Path(bundled.__file__).parent


def test_each_child_is_a_module_that_can_be_run() -> None:
    for name in CHILDREN:
        found = importlib.util.find_spec(name)
        assert found is not None
        assert found.origin is not None
        assert '__name__ == "__main__"' in Path(found.origin).read_text(encoding="utf-8")


def test_with_python_the_module_is_run_by_name() -> None:
    assert not is_bundled()
    for name in CHILDREN:
        assert child_command(name) == [sys.executable, "-P", "-m", name]


def test_what_is_not_named_is_not_started() -> None:
    with pytest.raises(ValueError, match="CHILDREN"):
        child_command("http.server")


@pytest.mark.parametrize(
    ("system", "program"), [("linux", "iaia-desktop-window"), ("win32", "iaia-desktop.exe")]
)
def test_a_bundle_starts_itself(
    system: str, program: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "iaia-desktop-window"))
    monkeypatch.setattr(sys, "platform", system)
    started: list[tuple[object, ...]] = []
    monkeypatch.setattr(runpy, "run_module", lambda *name, **_: started.append(name))

    for name in CHILDREN:
        command = child_command(name)
        assert command[0] == str(tmp_path / program)
        assert run_child(command[1:])
    assert started == [(name,) for name in CHILDREN]


@pytest.mark.parametrize(
    "arguments",
    [[], ["demo"], ["--run-child"], ["--run-child", "http.server"], ["x", CHILDREN[0]],
     ["--run-child", CHILDREN[0], "more"], ["-m", CHILDREN[0]]],
)  # fmt: skip
def test_other_arguments_are_the_programs(arguments: list[str]) -> None:
    assert not run_child(arguments)


def test_python_is_started_in_one_place() -> None:
    naming = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "executable"
    }
    assert naming == {"bundled.py"}


def test_a_child_answers() -> None:
    # Its standard input is closed at once, so it ends; but first it says that it is there.
    done = subprocess.run(
        child_command("iaia_desktop.images.aside_child"),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
    )
    assert done.stdout == b"ready\n"
