"""Images, caches and encoders that fail: at each step, for each way of failing; then all at once.

In the storm a person labels while everything around fails at random. What must hold in the end:
every image has an embedding or a reason, every decision is on disk as it was made, nothing came out
that nobody foresaw, and no thread is left.
"""

from __future__ import annotations

import logging
import os
import random
import shutil
import threading
from collections import Counter
from collections.abc import Callable, Generator
from functools import cache, partial
from pathlib import Path

import pytest
from PySide6.QtCore import QSize

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import ImageError, KnownError
from iaia_desktop.core.types import FileStatus, ImageState
from iaia_desktop.images.reading import UnreadableImageError, read_file
from iaia_desktop.images.thumbnails import ThumbnailCache
from iaia_desktop.jobs import embed as embed_module
from iaia_desktop.jobs import image_reader
from iaia_desktop.jobs.embed_folder import embed_files
from iaia_desktop.session import second_look
from iaia_desktop.session.annotation_session import AnnotationSession
from iaia_desktop.store.embedding_cache import EmbeddingCache
from iaia_desktop.workers.frame import Frame
from iaia_desktop.workers.pictures import load_fitted, load_thumbnail, load_view
from tests.session.conftest import (
    FakeLoader,
    Stage,
    _no_leaked_threads,
    folder,
    loader,
    program_folders,
    services,
    settle,
    stage,
)
from tests.stress.conftest import Figures, Size
from tests.stress.source_faults import (
    CACHE_FAULTS,
    ENCODER_ERRORS,
    ENCODER_FAULTS,
    FILE_FAULTS,
    FaultyEncoder,
    GrowingFile,
    clear,
    picture,
    put,
    spoil_cache,
)

__all__ = ["_no_leaked_threads", "folder", "loader", "program_folders", "services", "stage"]

FRAME = Frame(200, 150)
NEIGHBOURS = 3
_SETTLED_WITHIN_MS = 60_000

LOADS: dict[str, Callable[[Path, ThumbnailCache], object]] = {
    "the view": lambda path, _: load_view(path, 2560),
    "every pixel": lambda path, _: load_view(path, 1 << 16, FRAME),
    "the view, fitted": lambda path, _: load_fitted(path, FRAME),
    "a thumbnail": lambda path, thumbnails: load_thumbnail(path, 64, thumbnails),
    "its bytes": lambda path, _: read_file(path),
}


@cache
def an_encoder() -> FaultyEncoder:
    """Return one for all tests here: it takes a while to make, and keeps nothing."""
    return FaultyEncoder()


def embed(root: Path, names: list[str], kept: EmbeddingCache) -> dict[str, str]:
    """Embed files, and return the reasons of those that could not be."""

    def run() -> Generator[object, None, dict[str, str]]:
        made = yield from embed_files(
            root, names, an_encoder(), kept, CancelToken(), text="Embedding"
        )
        assert len(made.rows) + len(made.failed) == len(names)
        return {row.path: row.reason for row in made.failed}

    job = run()
    while True:
        try:
            next(job)
        except StopIteration as stop:
            reasons: dict[str, str] = stop.value
            return reasons


class Once:
    """Do something before the first call of a function. Safe from several threads."""

    def __init__(self, first: Callable[[], None], real: Callable[..., object]) -> None:
        self._first = first
        self._real = real
        self._guard = threading.Lock()
        self.is_done = False

    def __call__(self, *args: object, **named: object) -> object:
        with self._guard:
            if not self.is_done:
                self._first()
                self.is_done = True
        return self._real(*args, **named)


@pytest.mark.parametrize("fault", FILE_FAULTS)
def test_whatever_lies_in_the_place_of_an_image_at_whatever_moment(
    fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, figures: Figures
) -> None:
    root = tmp_path / "photos"
    root.mkdir()
    names = [f"{number}.png" for number in range(NEIGHBOURS + 1)]
    thumbnails = ThumbnailCache(tmp_path / "thumbnails", 1 << 20)
    kept = EmbeddingCache(tmp_path / "embeddings")
    bad = root / names[1]

    def restore() -> None:
        for number, name in enumerate(names):
            clear(root / name)
            (root / name).write_bytes(picture(number))

    is_picture = fault.startswith("other")
    # Between the scan and the reading.
    restore()
    put(fault, bad)
    reasons = embed(root, names, kept)
    assert set(reasons) == (set() if is_picture else {bad.name})
    assert all(reasons.values())
    figures.add("files changed under a job")
    # Between the look at its size and the reading, and between the reading and the decoding.
    for step in ("read_file", "decode_for_encoder"):
        restore()
        kept.clear()
        with monkeypatch.context() as changing:
            once = Once(partial(put, fault, bad), getattr(image_reader, step))
            changing.setattr(image_reader, step, once)
            reasons = embed(root, names, kept)
        assert once.is_done
        assert set(reasons) <= {bad.name}
        figures.add("files changed under a job")
    # For the screen, with a thumbnail of the former file at hand.
    for load in LOADS.values():
        restore()
        load(bad, thumbnails)
        put(fault, bad)
        if is_picture:
            load(bad, thumbnails)
        elif fault == "garbage" or fault.startswith(("cut", "no image")):
            if load is not LOADS["its bytes"]:
                with pytest.raises(ImageError):
                    load(bad, thumbnails)
        else:
            with pytest.raises(ImageError) as caught:
                load(bad, thumbnails)
            assert caught.value.what
        figures.add("files changed under a job")
    kept.close()


@pytest.mark.parametrize("cut", [False, True], ids=["growing", "cut again and again"])
def test_a_file_that_is_written_while_it_is_read(
    cut: bool, tmp_path: Path, size: Size, figures: Figures
) -> None:
    path = tmp_path / "1.png"
    path.write_bytes(picture(5, 90))
    whole = path.read_bytes()
    outcomes: Counter[str] = Counter()
    with GrowingFile(path, cut=cut):
        for _ in range(size.pick(40, 2_000)):
            try:
                data = read_file(path)
            except UnreadableImageError as error:
                outcomes[error.what] += 1
            except ImageError as error:
                outcomes[error.what] += 1
            else:
                outcomes["read"] += 1
                assert data.startswith(whole[: len(data)][:1000])
            if path.stat().st_size > 1 << 22:
                break
            figures.add("readings of a file that is being written")
    assert set(outcomes) <= {"read", "something is writing to the file", "the file is empty"}


@pytest.mark.parametrize("fault", CACHE_FAULTS)
def test_caches_that_fail_cost_time_and_nothing_else(
    fault: str, tmp_path: Path, size: Size, figures: Figures
) -> None:
    root = tmp_path / "photos"
    root.mkdir()
    names = [f"{number}.png" for number in range(12)]
    for number, name in enumerate(names):
        (root / name).write_bytes(picture(number))
    thumbnails = ThumbnailCache(tmp_path / "thumbnails", 1 << 20)
    right = load_thumbnail(root / names[0], 64, None).image
    for seed in range(size.pick(1, 25)):
        rng = random.Random(seed)  # noqa: S311
        kept = EmbeddingCache(tmp_path / "embeddings")
        assert embed(root, names, kept) == {}
        load_thumbnail(root / names[0], 64, thumbnails)
        # Once while it is open, and once at the start.
        for is_open in (True, False):
            if not is_open:
                kept.close()
            for _ in range(3):
                spoil_cache(fault, tmp_path / "embeddings", rng)
                spoil_cache(fault, tmp_path / "thumbnails", rng)
            assert embed(root, names, kept) == {}, f"seed {seed}"
            shown = load_thumbnail(root / names[0], 64, thumbnails).image
            assert shown.size() == right.size()
            figures.add("faults of caches", 6)
        for path in (tmp_path / "embeddings", tmp_path / "thumbnails"):
            clear(path)
        kept.close()


class Storm:
    """A person who labels, and everything that fails around.

    Parameters
    ----------
    stage : Stage
        A desk as the window has it.
    encoder : FaultyEncoder
        In use.
    count : int
        Images.
    seed : int
        Of everything that is drawn.
    """

    def __init__(self, stage: Stage, encoder: FaultyEncoder, count: int, seed: int) -> None:
        self.count = count
        self.stage = stage
        self.encoder = encoder
        self.rng = random.Random(seed)  # noqa: S311
        self.away = stage.folder.with_name("away")
        self.broken_reads = 0.0
        self.made = 0
        self.expected: dict[str, str] = {}
        self.drawn: Counter[str] = Counter()

    @property
    def session(self) -> AnnotationSession:
        return self.stage.session

    # --- faults -------------------------------------------------------------------------------

    def fault(self) -> None:
        """Let something fail, or come back."""
        kinds: list[Callable[[], None]] = [
            self.spoil_image,
            self.spoil_image,
            self.spoil_image,
            self.mend_image,
            self.pull_out,
            self.spoil_a_cache,
            self.spoil_a_cache,
            self.fail_encoder,
            self.fail_reads,
        ]
        kind = self.rng.choice(kinds)
        self.drawn[kind.__name__] += 1
        self.made += 1
        kind()

    def place(self) -> Path:
        return self.stage.folder / f"{self.rng.randrange(self.count)}.png"

    def spoil_image(self) -> None:
        if not self.away.exists():
            put(self.rng.choice(sorted(FILE_FAULTS)), self.place())

    def mend_image(self) -> None:
        if not self.away.exists():
            path = self.place()
            clear(path)
            path.write_bytes(picture(int(path.stem)))

    def pull_out(self) -> None:
        if self.away.exists():
            self.plug_in()
        else:
            self.stage.folder.rename(self.away)
            if self.rng.random() < 0.5:
                self.stage.folder.mkdir()

    def plug_in(self) -> None:
        if self.away.exists():
            if self.stage.folder.exists():
                self.stage.folder.rmdir()
            self.away.rename(self.stage.folder)

    def spoil_a_cache(self) -> None:
        folders = self.stage.services.folders
        folder = self.rng.choice((folders.embeddings, folders.thumbnails))
        spoil_cache(self.rng.choice(CACHE_FAULTS), folder, self.rng)

    def fail_encoder(self) -> None:
        how: Exception | str = self.rng.choice(ENCODER_ERRORS)
        if self.rng.random() < 0.5:
            how = self.rng.choice(sorted(ENCODER_FAULTS))
        self.encoder.fail_next(how, self.rng.choice((1, 1, 2, 5)))
        if self.rng.random() < 0.2:
            self.encoder.refused = 150.0

    def fail_reads(self) -> None:
        self.broken_reads = self.rng.choice((0.0, 0.0, 0.3))

    def read(self, path: Path) -> bytes:
        """Read as the jobs do, when the disk feels like it."""
        if self.broken_reads and self.rng.random() < self.broken_reads:
            error = self.rng.choice(("input/output error", "too many open files", "memory"))
            if error == "memory":
                raise MemoryError
            raise UnreadableImageError(f"cannot be read: {error}")
        return read_file(path)

    # --- the person ---------------------------------------------------------------------------

    def act(self) -> None:
        """Decide something about the image on screen, look at pictures, or press a button."""
        session, workspace = self.session, self.stage.workspace
        current = session.current
        if current is None:
            return
        name = session.state.path(current)
        match self.rng.randrange(12):
            case 0:
                session.set_state(ImageState.SKIPPED)
                self.expected.pop(name, None)
            case 1:
                session.undo()
                self.expected = self.stage.labels()
            case 2:
                image_ids = list(session.state.images())
                session.navigator.go_to(self.rng.choice(image_ids))
            case 3:
                workspace.encoders.retry()
            case 4:
                workspace.folder.start(asked=True)
            case 5:
                workspace.second_look.try_again()
            case _:
                label = f"class {int(Path(name).stem) % 4}"
                session.label_with_new_class(label)
                self.expected[name] = label
        if session.current is not None:
            workspace.views.show(session.current, [], FRAME)
            workspace.thumbnails.pixmap(session.current, QSize(64, 64))

    # --- the end ------------------------------------------------------------------------------

    def calm(self) -> None:
        """Let nothing fail any more, and do what a person would to go on."""
        self.plug_in()
        self.broken_reads = 0.0
        self.encoder.be_sound()
        workspace = self.stage.workspace
        workspace.encoders.retry()
        self.stage.wait(lambda: not workspace.encoders.loading)
        workspace.folder.look_for_return()
        self.stage.wait(lambda: not (workspace.folder.scanning or workspace.folder.is_gone))
        workspace.folder.start(asked=True)
        self.stage.wait_scanned()
        workspace.second_look.try_again()
        try:
            self.stage.qtbot.waitUntil(lambda: self.unsettled() == [], timeout=_SETTLED_WITHIN_MS)
        except self.stage.qtbot.TimeoutError:
            encoders = workspace.encoders
            pytest.fail(
                f"neither embedded nor listed: {self.unsettled()}; in line {encoders.in_line}, "
                f"encoder {encoders.encoder}, running {self.stage.services.runner.running}, "
                f"gone {workspace.folder.is_gone}, said {self.stage.notices[-3:]}"
            )

    def unsettled(self) -> list[str]:
        """Return the images that are neither embedded nor listed with a reason.

        A failure that was under way when the encoder was mended is told after that, with a button
        to try again; the person presses it.
        """
        encoders = self.stage.workspace.encoders
        if encoders._embed_task is None and not encoders.loading:
            encoders.retry()
        self.stage.workspace.learning.note_files()
        learner, state = self.session.engine.learner, self.session.state
        problems = {info.image_id for info in state.problems() if info.reason}
        return [
            f"{state.path(i)} {state.status(i)}"
            for i in state.images()
            if i not in problems and (learner is None or i not in learner.embeddings)
        ]


@pytest.fixture
def _quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_look, "_FIRST_AFTER_MS", 15)
    monkeypatch.setattr(second_look, "_LAST_AFTER_MS", 60)
    monkeypatch.setattr(second_look, "_FOLDER_AFTER_MS", 15)
    monkeypatch.setattr(embed_module, "_FOLDER_WAIT_S", 0.01)


@pytest.mark.usefixtures("_quickly")
def test_a_storm_of_faults_while_a_person_labels(
    stage: Stage,
    loader: FakeLoader,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    size: Size,
    figures: Figures,
) -> None:
    for round_number in range(size.pick(1, 25)):
        seed = int(os.environ.get("IAIA_STORM_SEED", "1000")) + round_number
        print(f"seed {seed}")
        shutil.rmtree(stage.folder)
        stage.folder.mkdir()
        count = size.pick(30, 120)
        for number in range(count):
            (stage.folder / f"{number}.png").write_bytes(picture(number))
        encoder = FaultyEncoder()
        loader.encoders["builtin"] = encoder  # type: ignore[assignment]
        storm = Storm(stage, encoder, count, seed)
        with monkeypatch.context() as failing, caplog.at_level(logging.ERROR):
            failing.setattr(image_reader, "read_file", storm.read)
            stage.open()
            for _ in range(size.pick(40, 60)):
                storm.fault()
                for _ in range(storm.rng.randrange(3)):
                    storm.act()
                stage.qtbot.wait(storm.rng.choice((0, 1, 5, 20)))
            storm.calm()
        assert stage.labels() == storm.expected == stage.saved_labels(), f"seed {seed}"
        state = stage.session.state
        learner = stage.session.engine.learner
        assert learner is not None
        for row in state.classes():
            held = sum(i in learner.embeddings for i in state.members(row.class_id))
            assert learner.memory.count(row.class_id) == held, f"seed {seed}"
        for info in state.problems():
            assert info.status in {FileStatus.FAILED, FileStatus.MISSING}
            assert info.reason
        figures.add("faults in storms", storm.made)
        figures.add("decisions in storms", sum(1 for _ in storm.expected))
        figures.add("images embedded in storms", len(learner.embeddings))
        figures.add("images listed with a reason in storms", len(state.problems()))
        escaped = [
            record
            for record in caplog.records
            if record.name.startswith("iaia_desktop.workers") and record.exc_info
        ]
        for record in escaped:
            assert record.exc_info is not None
            assert isinstance(
                record.exc_info[1],
                KnownError | ValueError | MemoryError | ZeroDivisionError | RuntimeError,
            ), record
        caplog.clear()
        stage.reopen()
        stage.wait_scanned()
        assert stage.labels() == storm.expected, f"seed {seed}"
        stage.close()
        for path in stage.services.folders.sessions.glob("*"):
            clear(path)
        settle()
