"""A session file from elsewhere names places: the person is asked before any is looked at."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import ForeignSessionError
from iaia_desktop.core.method import Method
from iaia_desktop.core.palette import CLASS_COLOURS
from iaia_desktop.jobs.open_session import OpenedSession, OpenRequest, open_session_job
from iaia_desktop.store.known_folders import lies_with_session
from iaia_desktop.store.session_file import SessionStore
from tests.english_left import english_left

MINE = "open_clip:ViT-Test/mine"


def opened(
    target: Path, home: Path, *, trusted: bool = False, session_path: Path | None = None,
    before: tuple[Path, ...] = (),
) -> OpenedSession:  # fmt: skip
    request = OpenRequest(
        target=target,
        sessions=home / "data" / "sessions",
        palette=CLASS_COLOURS,
        method=Method(),
        encoder_spec=MINE,
        now=1.0,
        session_path=session_path,
        opened_before=None if trusted else before,
    )
    job = open_session_job(request, CancelToken())
    while True:
        try:
            next(job)
        except StopIteration as stop:
            found: OpenedSession = stop.value
            found.store.close()
            return found


def session(path: Path, folder: Path, **settings_: object) -> Path:
    with SessionStore.create(path, folder=folder, created_at=1.0) as store:
        for name, value in settings_.items():
            store.set_setting(name, value)
    return path


def asked(path: Path, home: Path) -> str:
    with pytest.raises(ForeignSessionError) as caught:
        opened(path, home)
    return caught.value.what


def test_the_person_is_asked_once(tmp_path: Path) -> None:
    path = session(tmp_path / "mail" / "a.iaia", tmp_path / "private")
    words = asked(path, tmp_path)
    assert f"names the folder “{tmp_path / 'private'}”. Nothing there was looked at." in words
    opened(path, tmp_path, trusted=True)
    opened(path, tmp_path)


def test_another_folder_is_asked_about_again(tmp_path: Path) -> None:
    path = session(tmp_path / "mail" / "a.iaia", tmp_path / "private")
    opened(path, tmp_path, trusted=True)
    with SessionStore.open(path) as store:
        store.set_folder(tmp_path / "more private")
    assert "more private" in asked(path, tmp_path)


def test_nobody_is_asked_about_what_was_begun_here(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    path = tmp_path / "kept" / "mine.iaia"
    opened(tmp_path / "photos", tmp_path, session_path=path)
    opened(path, tmp_path)
    opened(session(tmp_path / "data" / "sessions" / "b.iaia", tmp_path / "elsewhere"), tmp_path)
    old = session(tmp_path / "old" / "c.iaia", tmp_path / "elsewhere")
    opened(old, tmp_path, before=(old,))


def test_a_folder_that_lies_with_the_session_is_part_of_it(tmp_path: Path) -> None:
    home = tmp_path / "mail"
    opened(session(home / "a.iaia", home / "photos"), tmp_path)
    opened(session(home / "b.iaia", home), tmp_path)
    asked(session(home / "c.iaia", home / ".." / "private"), tmp_path)
    asked(session(home / "d.iaia", tmp_path / "mail too"), tmp_path)


def test_a_link_out_of_the_session_is_no_part_of_it(tmp_path: Path) -> None:
    (tmp_path / "private").mkdir()
    path = session(tmp_path / "mail" / "a.iaia", tmp_path / "mail" / "photos")
    (tmp_path / "mail" / "photos").symlink_to(tmp_path / "private")
    asked(path, tmp_path)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("encoder_spec", "timm:local-dir:/evil/model", "the encoder “timm:local-dir:/evil/model”"),
        ("encoder_spec", "timm:resnet18.a1_in1k", "the encoder “timm:resnet18.a1_in1k”"),
        ("embeddings_elsewhere", {"place": "//host/share", "encoder": ""}, "embeddings in “//host"),
        ("examples", [["/home/me/a.png", 1, 1]], "a picture elsewhere"),
        ("examples", [["/a.png", 1, 1], ["//host/b.png", 1, 1]], "2 pictures elsewhere"),
    ],
)
def test_every_place_is_named(tmp_path: Path, name: str, value: object, words: str) -> None:
    home = tmp_path / "mail"
    assert words in asked(session(home / "a.iaia", home / "photos", **{name: value}), tmp_path)


def test_all_places_are_named_in_words_that_can_be_translated(tmp_path: Path) -> None:
    home = tmp_path / "mail"
    path = session(
        home / "a.iaia",
        tmp_path / "photos",
        encoder_spec="timm:resnet18.a1_in1k",
        embeddings_elsewhere={"place": "//2", "encoder": ""},
        examples=[["/3.png", 1, 1]],
    )
    words = asked(path, tmp_path)
    assert words == (
        f"The session {path} was not begun on this machine, and names the folder “"
        f"{tmp_path / 'photos'}” and the encoder “timm:resnet18.a1_in1k” and embeddings in "
        "“//2” and a picture elsewhere. Nothing there was looked at."
    )
    assert english_left(words, path, tmp_path / "photos", "timm:resnet18.a1_in1k") == ""


@pytest.mark.parametrize("spec", ["builtin", "fast", "balanced", MINE, "no encoder at all"])
def test_an_encoder_that_is_offered_anyway_is_no_reason_to_ask(tmp_path: Path, spec: str) -> None:
    home = tmp_path / "mail"
    opened(session(home / "a.iaia", home / "photos", encoder_spec=spec), tmp_path)


def test_what_lies_with_a_session(tmp_path: Path) -> None:
    path = tmp_path / "a.iaia"
    assert lies_with_session(tmp_path / "b" / "c", path)
    for place in ("//host/share", "/", "relative", f"{tmp_path}/../x", f"{tmp_path}2/x"):
        assert not lies_with_session(Path(place), path)


CHILD = r"""
import json, os, sys
from pathlib import Path

watched, seen = sys.argv[2], []

def watch(event, arguments):
    if event in {"open", "os.listdir", "os.scandir", "os.chmod", "os.remove", "os.rename",
                 "os.mkdir", "os.link", "os.symlink", "os.truncate", "shutil.copyfile"}:
        for argument in arguments:
            if isinstance(argument, str | bytes) and os.fsdecode(argument).startswith(watched):
                seen.append(f"{event} {os.fsdecode(argument)}")
    if event.startswith("socket.") and event not in {"socket.__new__", "socket.gethostname"}:
        seen.append(event)

sys.addaudithook(watch)
from PySide6.QtWidgets import QApplication
from iaia_desktop.app import Application
from PySide6.QtCore import QEventLoop, QTimer

qt = QApplication([])
application = Application(qt)
said = []
application.desk.noticed.connect(lambda notice: said.append(notice.text))
application.start(Path(sys.argv[1]))
loop = QEventLoop()
tick = QTimer(interval=5)
tick.timeout.connect(lambda: loop.quit() if said else None)
tick.start()
QTimer.singleShot(60_000, loop.quit)
loop.exec()
tick.stop()
QTimer.singleShot(300, loop.quit)
loop.exec()
is_open = application.desk.workspace is not None
application.window.close()
application.shut_down()
print(json.dumps({"seen": seen, "said": said, "is_open": is_open}))
"""


def test_the_window_looks_at_nothing_before_the_person_agrees(tmp_path: Path) -> None:
    private = tmp_path / "private"
    private.mkdir()
    (private / "a.png").write_bytes(b"secret")
    mail = tmp_path / "mail"
    path = session(
        mail / "a.iaia",
        private,
        encoder_spec=f"timm:local-dir:{private}",
        examples=[[str(private / "a.png"), 1, 1]],
        embeddings_elsewhere={"place": str(private), "encoder": ""},
    )
    with SessionStore.open(path) as store:
        store.add_images(["a.png"])
    environment = {**os.environ, "IAIA_HOME": str(tmp_path / "home")}
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(path), str(private)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["seen"] == []
    assert not told["is_open"]
    assert "was not begun on this machine" in told["said"][0]
    for words in ("the folder", "the encoder", "embeddings in", "a picture elsewhere"):
        assert words in told["said"][0]
