"""A session without a window: a small folder in three colours, and an encoder that sees colours."""

from __future__ import annotations

import itertools
import threading
import weakref
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.types import ClassId, ImageId, ImageState, Vector
from iaia_desktop.encoders.weights import WeightsProgress
from iaia_desktop.images.thumbnails import ThumbnailCache
from iaia_desktop.jobs.load_encoder import WeightsMissing
from iaia_desktop.session.annotation_session import AnnotationSession
from iaia_desktop.session.desk import Desk
from iaia_desktop.session.notices import Notice
from iaia_desktop.session.services import Services
from iaia_desktop.session.settings import SettingsFile
from iaia_desktop.session.workspace import Workspace
from iaia_desktop.store.embedding_cache import EmbeddingCache
from iaia_desktop.store.paths import ProgramFolders
from iaia_desktop.store.session_file import SessionStore
from iaia_desktop.workers.task import Task, TaskRunner

TIMEOUT_MS = 60_000
COLOURS = {"red": (220, 20, 20), "green": (20, 200, 20), "blue": (20, 20, 220)}


def draw(path: Path, colour: str, shade: int = 0) -> None:
    """Draw a picture of one colour, a little different for each shade."""
    path.parent.mkdir(parents=True, exist_ok=True)
    red, green, blue = COLOURS[colour]
    Image.new("RGB", (16, 12), (red + shade % 30, green, blue + shade % 30)).save(path)


class FakeEncoder:
    """See the mean colour of an image, times a factor; wait, or break, when told to."""

    def __init__(self, spec: str, *, factor: float = 1.0) -> None:
        self.spec = spec
        self.encoder_id = f"fake/{spec}"
        self.title = f"Fake {spec}"
        self.dim = 3
        self.input_size_px = 16
        self.device = "cpu"
        self.batch_size = 4
        self.factor = factor
        self.gate = threading.Event()
        self.gate.set()
        self.error: Exception | None = None
        self.seen = 0

    def encode_images(self, images: Sequence[Image.Image]) -> Vector:
        """Return the mean colours, shape (n, 3)."""
        assert self.gate.wait(60)
        if self.error is not None:
            raise self.error
        self.seen += len(images)
        means = [np.asarray(image, dtype=np.float32).mean(axis=(0, 1)) for image in images]
        return np.asarray(means, dtype=np.float32) * np.float32(self.factor / 255)


@dataclass
class Fetch:
    """A download under control: it goes on until told how it ends."""

    over: threading.Event = field(default_factory=threading.Event)
    error: Exception | None = None

    def fail(self, error: Exception) -> None:
        """End it badly."""
        self.error = error
        self.over.set()

    def arrive(self) -> None:
        """End it well."""
        self.over.set()


@dataclass
class FakeLoader:
    """Get fake encoders ready, in place of the job that loads real ones."""

    encoders: dict[str, FakeEncoder] = field(default_factory=dict)
    fetches: dict[str, Fetch] = field(default_factory=dict)
    gates: dict[str, threading.Event] = field(default_factory=dict)
    errors: dict[str, Exception] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def __call__(
        self, spec: str, device: str, cancel: CancelToken
    ) -> Generator[object, None, FakeEncoder]:
        """Work as ``load_encoder_job`` does."""
        self.asked.append(spec)
        fetch = self.fetches.get(spec)
        if fetch is not None:
            yield WeightsMissing(spec)
            yield WeightsProgress("model.bin", 1_000_000, 4_000_000, Path("weights"))
            while not fetch.over.wait(0.005):
                cancel.raise_if_cancelled()
            if fetch.error is not None:
                raise fetch.error
        if spec in self.gates:
            while not self.gates[spec].wait(0.005):
                cancel.raise_if_cancelled()
        if spec in self.errors:
            raise self.errors[spec]
        return self.encoders[spec]

    def add(self, spec: str, **named: Any) -> FakeEncoder:
        """Make another encoder known."""
        self.encoders[spec] = FakeEncoder(spec, **named)
        return self.encoders[spec]


@pytest.fixture(autouse=True)
def _no_leaked_threads(qapp: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail when a Python thread or a task still runs after the test."""
    tasks: weakref.WeakSet[Task] = weakref.WeakSet()
    make = Task.__init__

    def track(task: Task, *args: Any, **named: Any) -> None:
        make(task, *args, **named)
        tasks.add(task)

    monkeypatch.setattr(Task, "__init__", track)
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before]
    # What Python makes up for a thread of Qt's has no end of its own.
    real = [thread for thread in left if not isinstance(thread, threading._DummyThread)]
    for thread in real:
        thread.join(60)
    assert [thread.name for thread in real if thread.is_alive()] == []
    assert [task.name for task in tasks if isValid(task) and task.isRunning()] == []


@pytest.fixture
def loader() -> FakeLoader:
    """Return a loader that knows the built-in encoder and two others."""
    made = FakeLoader()
    made.add("builtin")
    made.add("timm:one", factor=2.0)
    made.add("timm:two", factor=3.0)
    return made


@pytest.fixture
def program_folders(tmp_path: Path) -> ProgramFolders:
    """Return folders of the program that do not exist yet."""
    home = tmp_path / "home"
    return ProgramFolders(home / "data", home / "cache", home / "config", home / "logs")


@pytest.fixture
def services(
    program_folders: ProgramFolders, loader: FakeLoader, qtbot: QtBot
) -> Iterator[Services]:
    """Return services in the test's own folder; the built-in encoder is wanted."""
    runner = TaskRunner()
    ticks = itertools.count(1_700_000_000)
    made = Services(
        folders=program_folders,
        settings=SettingsFile(program_folders.config / "settings.json"),
        runner=runner,
        embeddings=EmbeddingCache(program_folders.embeddings),
        thumbnails=ThumbnailCache(program_folders.thumbnails, 1 << 20),
        clock=lambda: float(next(ticks)),
        load_encoder=loader,
    )
    made.settings.change(encoder_spec="builtin")
    yield made
    for encoder in loader.encoders.values():
        encoder.gate.set()
    assert runner.shutdown(60_000)
    assert runner.running == []
    made.embeddings.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of nine images, red, green and blue in turn."""
    made = tmp_path / "photos"
    for number in range(9):
        colour = tuple(COLOURS)[number % 3]
        draw(made / f"{number:02}_{colour}.png", colour, number)
    return made


@dataclass
class Stage:
    """A desk as the window has it, with what it said."""

    qtbot: QtBot
    services: Services
    loader: FakeLoader
    folder: Path
    desk: Desk
    notices: list[Notice] = field(default_factory=list)

    # --- opening ------------------------------------------------------------------------------

    def open(self, target: Path | None = None, *, read_only: bool = False) -> Workspace:
        """Open a session and start it, as the window does."""
        with self.qtbot.waitSignal(self.desk.opened, timeout=TIMEOUT_MS):
            self.desk.open(target or self.folder, read_only=read_only)
        return self.started()

    def open_foreign(self, path: Path) -> Workspace:
        """Open a session file from elsewhere, about which the person is asked."""
        self.desk.open(path)
        assert "was not begun on this machine" in self.wait_notice("opening").text
        with self.qtbot.waitSignal(self.desk.opened, timeout=TIMEOUT_MS):
            self.desk.trust_session()
        return self.started()

    def started(self) -> Workspace:
        """Start the session that was opened, as the window does."""
        workspace = self.workspace
        workspace.noticed.connect(self.notices.append)
        workspace.start()
        self.wait(lambda: not self.session.engine.answers.awaits_stored)
        return workspace

    def open_ready(self, target: Path | None = None) -> Workspace:
        """Open a session, and wait until its folder is known and its images are embedded."""
        workspace = self.open(target)
        self.wait_scanned()
        self.wait_embedded()
        return workspace

    def reopen(self) -> Workspace:
        """Close the session and open it again; what was said before is forgotten."""
        self.close()
        self.notices.clear()
        return self.open()

    def close(self) -> None:
        """Close the session, and deliver what is still under way."""
        self.desk.close()
        settle()

    # --- waiting ------------------------------------------------------------------------------

    def wait(self, condition: Callable[[], bool]) -> None:
        """Run the event loop until something holds."""
        self.qtbot.waitUntil(condition, timeout=TIMEOUT_MS)

    def wait_scanned(self) -> None:
        """Wait for the end of the scan."""
        self.wait(lambda: not self.workspace.folder.scanning)

    def wait_embedded(self, count: int | None = None) -> None:
        """Wait until so many images (all by default) have an embedding."""

        def done() -> bool:
            learner = self.session.engine.learner
            wanted = len(self.session.state) if count is None else count
            return learner is not None and len(learner.embeddings) >= wanted

        self.wait(done)

    def wait_notice(self, key: str) -> Notice:
        """Wait for a notice with this key, and return the latest."""
        self.wait(lambda: any(notice.key == key for notice in self.notices))
        return [notice for notice in self.notices if notice.key == key][-1]

    # --- looking ------------------------------------------------------------------------------

    @property
    def workspace(self) -> Workspace:
        """What is open."""
        assert self.desk.workspace is not None
        return self.desk.workspace

    @property
    def session(self) -> AnnotationSession:
        """The open session."""
        return self.workspace.session

    @property
    def name(self) -> str:
        """The file name of the image on screen."""
        assert self.session.current is not None
        return self.session.state.path(self.session.current)

    def image(self, name: str) -> ImageId:
        """Return the image with this file name."""
        return ImageId(list(self.session.state.paths()).index(name))

    def class_id(self, name: str) -> ClassId:
        """Return the class with this name."""
        row = self.session.state.class_named(name)
        assert row is not None
        return row.class_id

    def labels(self) -> dict[str, str]:
        """Return the labels in memory, by file name."""
        state = self.session.state
        return {
            state.path(image_id): state.class_of(verdict.class_id).name
            for image_id in state.images()
            if (verdict := state.verdict(image_id)).class_id is not None
        }

    def saved_labels(self, path: Path | None = None) -> dict[str, str]:
        """Return the labels on disk, read by a second store as another program would."""
        with SessionStore.open(path or self.session.store.path, read_only=True) as store:
            names = {row.class_id: row.name for row in store.load_classes()}
            return {
                image.path: names[image.verdict.class_id]
                for image in store.load_images()
                if image.verdict.class_id is not None
            }

    def label_all(self) -> None:
        """Give every image the class of its colour, in order."""
        for image_id in list(self.session.navigator.order.ids):
            if self.session.state.verdict(image_id).state is ImageState.UNLABELLED:
                self.session.navigator.go_to(image_id)
                self.session.label_with_new_class(colour_in(self.name))

    def prototypes(self) -> dict[str, tuple[int, list[float]]]:
        """Return frequency and prototype of every class, by name."""
        learner = self.session.engine.learner
        assert learner is not None
        return {
            row.name: (
                learner.memory.count(row.class_id),
                [round(float(x), 9) for x in learner.memory.prototype(row.class_id)],
            )
            for row in self.session.state.classes()
            if learner.memory.count(row.class_id)
        }

    def right_prototypes(self) -> dict[str, tuple[int, list[float]]]:
        """Return what the prototypes must be: the means of the normalised members."""
        learner = self.session.engine.learner
        assert learner is not None
        state = self.session.state
        right: dict[str, tuple[int, list[float]]] = {}
        for row in state.classes():
            members = state.members(row.class_id)
            if members:
                rows = learner.embeddings.rows(members).astype(np.float64)
                rows /= np.linalg.norm(rows, axis=1, keepdims=True)
                mean = [round(float(x), 9) for x in rows.mean(axis=0)]
                right[row.name] = (len(members), mean)
        return right


def colour_in(name: str) -> str:
    """Return the colour that a file's name tells."""
    return next(colour for colour in COLOURS if colour in name)


def settle() -> None:
    """Deliver what is in the line of events, deletions included."""
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


@pytest.fixture
def stage(
    qtbot: QtBot,
    services: Services,
    loader: FakeLoader,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Stage]:
    """Return a desk on which nothing is open; it is cleared up, and no timer may stay behind."""
    monkeypatch.setattr("iaia_desktop.session.catch_up._AFTER_MS", 0)
    desk = Desk(services)
    made = Stage(qtbot, services, loader, folder, desk)
    desk.noticed.connect(made.notices.append)
    yield made
    for encoder in loader.encoders.values():
        encoder.gate.set()
    desk.cancel_opening()
    desk.close()
    assert [timer for timer in desk.findChildren(QTimer) if timer.isActive()] == []
    services.runner.shutdown(60_000)
    settle()


def refuse(error: Exception) -> Callable[..., Any]:
    """Return a function that raises, whatever it is given."""

    def raising(*_args: object, **_named: object) -> Any:
        raise error

    return raising
