"""A person at work without a window, until somebody kills the process.

The real desk opens the real session; the verbs are those of the window. What is about to be
committed and what stands is told through a pipe, one message each.
"""

from __future__ import annotations

import os
import random
import sys
import time
import traceback
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.learner import Learner
from iaia_desktop.core.state import AnnotationState
from iaia_desktop.core.types import Decision, FileStatus, ImageId, Vector
from iaia_desktop.images.thumbnails import ThumbnailCache
from iaia_desktop.session import import_series, label_series
from iaia_desktop.session.desk import Desk
from iaia_desktop.session.notices import Notice, NoticeKind
from iaia_desktop.session.services import Services
from iaia_desktop.session.settings import SettingsFile
from iaia_desktop.session.transfers import Transfers
from iaia_desktop.session.workspace import Workspace
from iaia_desktop.store.embedding_cache import EmbeddingCache
from iaia_desktop.store.paths import ProgramFolders
from iaia_desktop.workers.task import TaskRunner
from tests.stress.kill_verbs import IN_A_SERIES, Hands

LONGEST_LIFE_S = 200


@dataclass(frozen=True)
class Part:
    """What one life of the driver does.

    Attributes
    ----------
    home : Path
        The program's own folders lie in it.
    target : Path
        What is opened: a folder of images, or a session file.
    verbs : mapping of str to int
        How often each verb is wished for, compared with the others.
    seed : int
        Of the choices.
    settles : bool
        Do nothing but wait until all is scanned and embedded; then close, and end well.
    encoder : str
        ``colours`` is quick, ``builtin`` is the program's own.
    restores : bool
        Take the offer to use the last backup when the session is damaged.
    per_turn : int
        Verbs between two looks at the event loop.
    """

    home: Path
    target: Path
    verbs: dict[str, int]
    seed: int = 0
    settles: bool = False
    encoder: str = "colours"
    restores: bool = False
    per_turn: int = 1


def program_folders(home: Path) -> ProgramFolders:
    """Return where a part's program keeps what is its own."""
    return ProgramFolders(home / "data", home / "cache", home / "config", home / "logs")


class ColourEncoder:
    """See the mean colours of nine fields of a picture; quick, and the same at any time."""

    def __init__(self, spec: str) -> None:
        self.spec = spec
        self.encoder_id = f"colours/{spec}"
        self.title = "Colours"
        self.dim = 27
        self.input_size_px = 12
        self.device = "cpu"
        self.batch_size = 4

    def encode_images(self, images: Sequence[Image.Image]) -> Vector:
        """Return embeddings, shape (n, 27)."""
        return np.stack([colours_of(image) for image in images])


def colours_of(picture: Image.Image) -> Vector:
    """Return what :class:`ColourEncoder` sees of one picture, shape (27,)."""
    small = picture.convert("RGB").resize((3, 3), Image.Resampling.BOX)
    return np.asarray(small, dtype=np.float32).ravel() / np.float32(255)


def _load_colours(
    spec: str, _device: str, cancel: CancelToken
) -> Generator[object, None, ColourEncoder]:
    cancel.raise_if_cancelled()
    yield from ()
    return ColourEncoder(spec)


class Driver(QObject):
    """Open, decide, and tell.

    Parameters
    ----------
    part : Part
        What to do.
    tell : callable
        Takes what is to be told: a tuple that starts with a word.
    """

    def __init__(self, part: Part, tell: Callable[[tuple[Any, ...]], None]) -> None:
        super().__init__()
        self._part = part
        self._tell = tell
        self._random = random.Random(part.seed)  # noqa: S311 - a repeatable choice
        folders = program_folders(part.home)
        self.runner = TaskRunner()
        self.embeddings = EmbeddingCache(folders.embeddings)
        named: dict[str, Any] = {} if part.encoder == "builtin" else {"load_encoder": _load_colours}
        self.services = Services(
            folders=folders,
            settings=SettingsFile(folders.config / "settings.json"),
            runner=self.runner,
            embeddings=self.embeddings,
            thumbnails=ThumbnailCache(folders.thumbnails, 1 << 20),
            clock=time.time,
            **named,
        )
        self.services.settings.change(encoder_spec="builtin")
        self.desk = Desk(self.services)
        self.desk.opened.connect(self._on_opened)
        self.desk.noticed.connect(self._on_noticed)
        self.transfers = Transfers(self.runner)
        self.transfers.noticed.connect(self._on_noticed)
        self.transfers.export_ended.connect(self._on_export_ended)
        self._hands = Hands(self._random, self.desk, self.transfers, part.home, part.seed)
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._act)
        self.workspace: Workspace | None = None

    def start(self) -> None:
        """Open what is to be opened; the rest follows."""
        self._tell(("opening",))
        self.desk.open(self._part.target)

    # --- telling ------------------------------------------------------------------------------

    def _on_opened(self, workspace: Workspace) -> None:
        self.workspace = workspace
        session = workspace.session
        self._tell(("opened", str(session.store.path), session.read_only))
        keeper, store = session.keeper, session.store
        decide, append = keeper.decide, store.append

        def spied_append(decision: Decision, **named: Any) -> Decision:
            self._tell(("asked", decision))
            return append(decision, **named)

        def spied_decide(*positional: Any, **named: Any) -> Decision | None:
            decision = decide(*positional, **named)
            if decision is not None and decision.decision_id:
                self._tell(("done", decision))
            return decision

        keeper.decide = spied_decide  # type: ignore[method-assign]
        store.append = spied_append  # type: ignore[method-assign]
        workspace.noticed.connect(self._on_noticed)
        workspace.start()
        self._timer.start()

    def _on_noticed(self, notice: Notice) -> None:
        if notice.key == "opening" and notice.kind is NoticeKind.ERROR:
            offered = {action.command for action in notice.actions}
            if self._part.restores and "restore_backup" in offered:
                self._tell(("restoring",))
                self.desk.restore_backup()
                return
        self._tell(("said", notice.kind.value, notice.text))

    def _on_export_ended(self) -> None:
        QTimer.singleShot(0, self._tell_exported)  # what came of it is set right after

    def _tell_exported(self) -> None:
        folder = self.transfers.exported_to
        if folder is not None:
            self._tell(("exported", str(folder)))

    # --- acting -------------------------------------------------------------------------------

    def _act(self) -> None:
        workspace = self.workspace
        if workspace is None or workspace.is_closed:
            return
        if self._part.settles:
            self._settle(workspace)
            return
        for _ in range(self._part.per_turn):
            if len(workspace.session.state) and not workspace.session.keeper.held:
                verbs = self._part.verbs
                (verb,) = self._random.choices(list(verbs), list(verbs.values()))
                getattr(self._hands, verb)(workspace)
        self._timer.start()

    def _settle(self, workspace: Workspace) -> None:
        session = workspace.session
        learner = session.engine.learner
        if (
            learner is None
            or workspace.folder.scanning
            or session.engine.answers.awaits_stored
            or session.store.has_checks_to_finish
            or any(self._is_awaited(session.state, learner, i) for i in session.state.images())
        ):
            self._timer.start(5)
            return
        known = {
            int(number): learner.embeddings.rows([ImageId(int(number))])[0]
            for number in learner.embeddings.known_ids()
        }
        self.desk.close()
        self._tell(("settled", learner.encoder_id, known))
        QGuiApplication.quit()

    @staticmethod
    def _is_awaited(state: AnnotationState, learner: Learner, image_id: ImageId) -> bool:
        lost = state.status(image_id) in {FileStatus.FAILED, FileStatus.MISSING}
        return image_id not in learner.embeddings and not lost


def live(told: Connection, part: Part) -> None:
    """Be the driver's process, from its first moment to its last.

    Parameters
    ----------
    told : Connection
        The end of a pipe that takes what is told.
    part : Part
        What to do.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    failed = False

    def fail(kind: type[BaseException], error: BaseException, where: Any) -> None:
        nonlocal failed
        failed = True
        told.send(("failed", "".join(traceback.format_exception(kind, error, where))))
        os._exit(70)

    sys.excepthook = fail
    # A small folder makes a long series that way.
    vars(label_series)["IMAGES_PER_DECISION"] = IN_A_SERIES
    vars(import_series)["IMAGES_PER_DECISION"] = IN_A_SERIES
    qt = QGuiApplication(["driver"])
    driver = Driver(part, told.send)
    QTimer.singleShot(LONGEST_LIFE_S * 1000, qt.quit)
    QTimer.singleShot(0, driver.start)
    qt.exec()
    driver.desk.close()
    driver.runner.shutdown()
    driver.embeddings.close()
    told.send(("ended",))
    told.close()
    # What Qt and Python would clear away now is of no interest.
    os._exit(0)
