"""Nobody is asked for anything, and nothing is sent anywhere, but for the weights that are wanted.

Each run is a process of its own with the environment of a person, in which every use of a socket
fails and is noted, and every process that is started, too.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np

from .conftest import draw_photos

FETCHING = [sys.executable, "-P", "-m", "iaia_desktop.encoders.fetch_child"]

WATCH = r"""
import json, os, sys
from pathlib import Path

reached, started = [], []

def watch(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.")):
        if event not in {"socket.__new__", "socket.gethostname"}:
            reached.append(f"{event} {arguments[1:]!r}")
            raise OSError("no network in this test")
    if event == "subprocess.Popen":
        started.append(list(map(str, arguments[1])))
    if event == "os.posix_spawn" and list(map(str, arguments[1])) in started[-1:]:
        return  # how Popen starts a program from Python 3.13 on
    if event in {"os.system", "os.exec", "os.posix_spawn", "os.startfile", "os.fork"}:
        reached.append(event)

sys.addaudithook(watch)

def tell(**more):
    print(json.dumps({"reached": reached, "started": started, **more}), flush=True)
"""

WINDOW = (
    WATCH
    + r"""
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog
from iaia_desktop.app import Application
from iaia_desktop.core.types import ImageState
from iaia_desktop.export.rows import ExportMode
from iaia_desktop.session.transfer_views import ExportChoice, ImportChoice, ImportSource
import shiboken6

folder, out = Path(sys.argv[1]), Path(sys.argv[2])
qt = QApplication([])

def until(condition, what):
    loop, tick = QEventLoop(), QTimer(interval=5)
    tick.timeout.connect(lambda: loop.quit() if condition() else None)
    tick.start()
    QTimer.singleShot(60_000, loop.quit)
    if not condition():
        loop.exec()
    tick.stop()
    assert condition(), what

def live(wait_ms):
    loop = QEventLoop()
    QTimer.singleShot(wait_ms, loop.quit)
    loop.exec()

class Program:
    def __init__(self):
        self.application = Application(qt)
        self.application.start(None)
        self.run = self.application.window.commands.run

    def open(self):
        desk = self.application.desk
        desk.open(folder)
        until(lambda: desk.workspace is not None, "open")
        until(lambda: desk.workspace.session.current is not None, "an image")
        self.workspace = desk.workspace
        self.session = desk.workspace.session
        until(lambda: not self.workspace.folder.scanning, "scanned")
        encoders = self.workspace.encoders
        until(lambda: encoders.encoder is not None and not encoders.loading, "an encoder")
        until(lambda: not encoders.waiting_count, "embedded")

    def close(self):
        self.application.window.close()
        self.application.shut_down()

said = []
program = Program()

def listen(workspace):
    workspace.noticed.connect(lambda notice: said.append(notice.text))

program.application.desk.opened.connect(listen)
program.open()
wanted = program.workspace.encoder_spec
for image_id in list(program.session.navigator.order.ids)[:12]:
    program.session.navigator.go_to(image_id)
    program.session.suggest_current()
    program.session.label_with_new_class(f"class {image_id % 3}")
for verb in ("label_pages", "review_labels", "search_images", "find_similar"):
    program.run(verb)
    live(150)
    program.run("one_image")
for verb in ("show_statistics", "open_settings", "show_keys", "show_problems", "about",
             "auto_label", "export_labels", "import_labels", "name_classes", "supervision",
             "use_embeddings"):
    program.run(verb)
    live(100)
    for dialog in program.application.window.findChildren(QDialog):
        if dialog.isVisible():
            dialog.close()
for order in ("order_surest", "order_most_different", "order_folder"):
    program.application.window.actions_by_id.action(order).trigger()
    live(100)
transfers = program.application.window.transfers
transfers.export(program.workspace, ExportChoice(str(out), ExportMode.COPY))
until(lambda: transfers.exported_to == out, "exported")
ended = []
transfers.import_ended.connect(lambda: ended.append(1))
choice = ImportChoice(ImportSource.CLASS_FOLDERS, str(out), replace_labels=True)
transfers.import_labels(program.workspace, choice)
until(lambda: ended, "imported")
program.session.undo()
program.run("rescan")
live(100)
decisions = program.session.store.counts().decisions
program.close()
program = Program()
program.open()
resumed = program.session.store.counts().decisions
program.close()
tell(wanted=wanted, said=said, decisions=decisions, resumed=resumed,
     exported=len(list(out.rglob("*.jpg"))))
"""
)

COMMANDS = (
    WATCH
    + r"""
from iaia_desktop.cli import main

codes = {}
for command in json.loads(sys.argv[1]):
    codes[" ".join(command[:1])] = main(command)
tell(codes=codes)
"""
)


def run_apart(script: str, home: Path, *arguments: object) -> dict[str, Any]:
    """Run a script with a home of its own, as a person would who has no weights yet."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("HF_", "HUGGINGFACE_", "TRANSFORMERS_"))
    }
    environment |= {
        "IAIA_HOME": str(home / "iaia"),
        "HF_HOME": str(home / "hf"),
        # Where nobody answers, for the process that fetches weights.
        "HF_ENDPOINT": "http://127.0.0.1:1",
        "QT_QPA_PLATFORM": "offscreen",
    }
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=200,
    )
    assert done.returncode == 0, done.stdout[-1000:] + done.stderr[-3000:]
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def test_the_window_asks_nobody_but_for_the_weights_of_its_encoder(tmp_path: Path) -> None:
    draw_photos(tmp_path / "photos", 18)
    told = run_apart(WINDOW, tmp_path, tmp_path / "photos", tmp_path / "out")
    assert told["reached"] == []
    assert told["wanted"] != "builtin"
    # Once when the folder is opened first, and once when it is opened again.
    assert told["started"] == [FETCHING, FETCHING]
    assert any("cannot be fetched" in words for words in told["said"])
    assert told["decisions"] == told["resumed"] >= 13
    assert told["exported"] == 12


def test_the_commands_ask_nobody(tmp_path: Path) -> None:
    truth = draw_photos(tmp_path / "photos", 18)
    for path, name in truth.items():
        target = tmp_path / "sorted" / name / Path(path).name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((tmp_path / "photos" / path).read_bytes())
    rng = np.random.default_rng(1)
    labels = rng.integers(4, size=60)
    vectors = np.eye(4, 6)[labels] + 0.3 * rng.normal(size=(60, 6))
    np.savez(tmp_path / "set.npz", embeddings=vectors, labels=labels)
    session = tmp_path / "kept.iaia"
    commands: list[list[object]] = [
        ["annotate", tmp_path / "photos", "--examples", tmp_path / "sorted", "--encoder", "builtin",
         "--session", session, "--export", tmp_path / "first"],
        ["export", session, tmp_path / "second"],
        ["info", session],
        ["embed", tmp_path / "photos", "--encoder", "builtin", "--output", tmp_path / "made.npz"],
        ["models"],
        ["simulate", tmp_path / "set.npz"],
        ["reproduce", "accuracy", tmp_path / "set.npz", "--output", tmp_path / "report"],
    ]  # fmt: skip
    told = run_apart(
        COMMANDS, tmp_path, json.dumps([[str(word) for word in command] for command in commands])
    )
    assert set(told["codes"].values()) == {0}, told["codes"]
    assert told["reached"] == []
    assert told["started"] == []
