"""The whole program with an encoder, or a disk, that never answers: label, close, and end."""

from __future__ import annotations

import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PIL import Image
from PySide6.QtCore import QTimer

from iaia_desktop import app as app_module
from iaia_desktop.core.types import Vector
from iaia_desktop.encoders.builtin import BuiltinEncoder
from iaia_desktop.jobs import image_reader
from iaia_desktop.jobs import load_encoder as load_module
from iaia_desktop.workers import pictures
from iaia_desktop.workers.task import TaskRunner

_NEVER = threading.Event()


class HangingEncoder(BuiltinEncoder):
    """Never come back, as a library that waits for a graphics card."""

    def encode_images(self, images: Sequence[Image.Image]) -> Vector:
        """Wait for ever."""
        _NEVER.wait()
        return super().encode_images(images)


def hang(*_args: object, **_named: object) -> bytes:
    """Wait for ever, as for a disk in the network."""
    _NEVER.wait()
    return b""


class Person:
    """Label an image as soon as one is there, and close the window."""

    def __init__(self, application: app_module.Application) -> None:
        self._application = application
        self._timer = QTimer(interval=20)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        workspace = self._application.desk.workspace
        if workspace is None or workspace.session.current is None or workspace.folder.scanning:
            return
        if not hung():
            return
        self._timer.stop()
        workspace.session.label_with_new_class("kept")
        print("labelled", flush=True)
        QTimer.singleShot(0, self._application.window.close)


def hung() -> bool:
    """Tell whether anybody waits for ever by now."""
    return bool(_NEVER._cond._waiters)  # type: ignore[attr-defined]


def main(folder: Path, what: str) -> int:
    """Run the program on a folder, in which ``what`` hangs."""
    if what == "the encoder":
        swap(load_module, "load_encoder", lambda *_args, **_named: HangingEncoder())
    else:
        swap(image_reader, "read_file", hang)
        swap(pictures, "read_file", hang)
    shut_down = TaskRunner.shutdown
    swap(TaskRunner, "shutdown", lambda runner: shut_down(runner, 300))
    people: list[Person] = []
    start = app_module.Application.start

    def start_with_person(application: app_module.Application, *args: Any, **named: Any) -> None:
        start(application, *args, **named)
        people.append(Person(application))

    swap(app_module.Application, "start", start_with_person)
    return app_module.run_window(folder)


def swap(place: object, name: str, value: object) -> None:
    """Put something else in the place of a function, for as long as this process lives."""
    setattr(place, name, value)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
