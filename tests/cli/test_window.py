"""The verbs that open the window, up to the point where Qt would start."""

from __future__ import annotations

import builtins
import ctypes
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from iaia_desktop.cli import display
from iaia_desktop.cli.console import PROGRAM
from iaia_desktop.cli.display import explain_import_error, require_display
from iaia_desktop.cli.parser import VERBS
from iaia_desktop.core.errors import KnownError, SessionLockedError
from iaia_desktop.session.elsewhere_wish import ElsewhereWish

Run = Callable[..., Any]


class FakeApp(ModuleType):
    """Stands for ``iaia_desktop.app`` and remembers what it was asked for."""

    def __init__(self) -> None:
        super().__init__("iaia_desktop.app")
        self.calls: list[tuple[Path | None, bool]] = []
        self.elsewhere: ElsewhereWish | None = None
        self.error: Exception | None = None

    def run_window(
        self, target: Path | None, *, demo: bool = False, elsewhere: ElsewhereWish | None = None
    ) -> int:
        self.calls.append((target, demo))
        self.elsewhere = elsewhere
        if self.error is not None:
            raise self.error
        return 0


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeApp]:
    fake = FakeApp()
    monkeypatch.setitem(sys.modules, "iaia_desktop.app", fake)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    return fake


def test_what_the_window_opens(
    run: Run, app: FakeApp, folder: Path, session: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    assert run().code == 0
    assert run("demo").code == 0
    assert run("images").code == 0
    assert run(session).code == 0
    assert app.calls == [(None, False), (None, True), (folder, False), (session, False)]


def test_embeddings_made_elsewhere(run: Run, app: FakeApp, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "e.npz").touch()
    assert run(folder, "--embeddings", tmp_path / "e.npz").code == 0
    assert app.elsewhere == ElsewhereWish(tmp_path / "e.npz")
    assert run("--embeddings", tmp_path, "--encoder", "builtin", folder).code == 0
    assert app.elsewhere == ElsewhereWish(tmp_path, "builtin")
    assert run(folder).code == 0
    assert app.elsewhere is None


def test_a_folder_named_like_a_verb(
    run: Run, app: FakeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "demo").mkdir()
    (tmp_path / "--odd").mkdir()
    run("demo")
    run("./demo")
    run(tmp_path / "demo")
    run("--", "--odd")
    run("--", "demo")
    named = (tmp_path / "demo", False)
    assert app.calls == [(None, True), named, named, (tmp_path / "--odd", False), named]


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_its_parser_in_its_module(verb: str, run: Run) -> None:
    done = run(verb, "--help")
    assert done.code == 0
    assert f"{PROGRAM} {verb}" in done.out


def test_what_does_not_exist_is_told_before_qt_starts(
    run: Run, app: FakeApp, tmp_path: Path
) -> None:
    finished = run(tmp_path / "none")
    assert (finished.code, len(finished.error_lines)) == (1, 1)
    assert "“annotate”" in run("annotat").error_lines[0]
    assert app.calls == []


def test_known_errors_of_the_window_get_one_line(run: Run, app: FakeApp) -> None:
    app.error = SessionLockedError("The session is open elsewhere.", "Close it there.")
    finished = run()
    assert finished.code == 1
    assert finished.err == "iaia-desktop: The session is open elsewhere. Close it there.\n"


def test_usage(run: Run, app: FakeApp) -> None:
    assert run("a", "b").code == 2
    assert run("--nonsense").code == 2
    assert run("--version").out.startswith("iaia-desktop 0.")
    assert run(".", "--version").code == 0
    for arguments in (["--help"], [".", "-h"]):
        finished = run(*arguments)
        assert finished.code == 0
        for verb in ("demo", "annotate", "export", "info", "embed", "models", "FOLDER"):
            assert verb in finished.out
    assert app.calls == []


def test_without_a_display_the_window_verbs_say_what_to_do(
    run: Run, app: FakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    for arguments in ((), ("demo",), (".",)):
        finished = run(*arguments)
        assert finished.code == 1
        assert len(finished.err.splitlines()) == 1
        for words in ("no display", "xvfb-run", "annotate"):
            assert words in finished.err
    assert app.calls == []


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "vnc:size=800x600", "offscreen;xcb"])
def test_platforms_that_need_no_display(platform: str) -> None:
    require_display({"QT_QPA_PLATFORM": platform}, "linux")


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_systems_that_always_have_a_display(system: str) -> None:
    require_display({}, system)


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"QT_QPA_PLATFORM": "xcb", "WAYLAND_DISPLAY": "wayland-0"},
        {"QT_QPA_PLATFORM": "wayland", "DISPLAY": ":0"},
    ],
)
def test_a_display_of_the_wrong_kind_is_none(environment: dict[str, str]) -> None:
    with pytest.raises(KnownError, match="no display"):
        require_display(environment, "linux")


def test_wayland_is_a_display() -> None:
    require_display({"WAYLAND_DISPLAY": "wayland-0"}, "linux")


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="needs sockets with names")
def test_a_display_must_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display, "_X11_FOLDER", tmp_path)
    monkeypatch.setattr(display, "_missing_library", lambda: None)
    monkeypatch.chdir(tmp_path)  # names of sockets are short
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind("X7")
        server.listen()
        require_display({"DISPLAY": ":7.0"}, "linux")
    for name in (":7", "unix:8", "localhost:99999"):
        with pytest.raises(KnownError, match="does not answer"):
            require_display({"DISPLAY": name}, "linux")


def test_a_library_that_the_plug_in_lacks_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display, "_answers", lambda _display: True)

    def load(_path: str) -> None:
        raise OSError("libxcb-cursor.so.0: cannot open shared object file: No such file")

    monkeypatch.setattr(ctypes, "CDLL", load)
    monkeypatch.setattr(Path, "is_file", lambda _path: True)
    with pytest.raises(KnownError, match=r"libxcb-cursor\.so\.0.*apt install .*libxcb-cursor0"):
        require_display({"DISPLAY": ":0"}, "linux")


def test_imports_of_qt_that_fail() -> None:
    lacking = ImportError("libEGL.so.1: cannot open shared object file: No such file or directory")
    told = explain_import_error(lacking)
    assert told is not None
    assert "libEGL.so.1" in str(told)
    assert "libegl1" in str(told)
    absent = explain_import_error(ModuleNotFoundError("No module", name="PySide6.QtCore"))
    assert absent is not None
    assert "PySide6" in str(absent)
    assert explain_import_error(ModuleNotFoundError("No module", name="iaia_desktop.x")) is None
    assert explain_import_error(ImportError("cannot import name 'x'")) is None


def test_a_failed_import_of_qt_gets_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.delitem(sys.modules, "iaia_desktop.app", raising=False)
    real_import = builtins.__import__

    def import_without_qt(name: str, *rest: Any) -> Any:
        if name == "iaia_desktop.app":
            raise ImportError("libGL.so.1: cannot open shared object file: No such file")
        return real_import(name, *rest)

    monkeypatch.setattr(builtins, "__import__", import_without_qt)
    finished = run("demo")
    assert finished.code == 1
    assert "libGL.so.1" in finished.err
    assert len(finished.err.splitlines()) == 1
