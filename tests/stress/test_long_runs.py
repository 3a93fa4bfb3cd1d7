"""Ten thousand decisions of every kind, drawn by chance, in the real window: nothing piles up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from iaia_desktop.core.supervision import Supervision, SupervisionMode
from iaia_desktop.core.types import Vector
from tests.end_to_end.conftest import Driver
from tests.session.conftest import FakeEncoder, FakeLoader
from tests.stress.alive import Alive, count_alive, settle
from tests.stress.conftest import Figures, Size
from tests.stress.literal_replay import compare, compare_prototypes, compare_stored_prototypes
from tests.stress.verbs import Verbs, chance

SEED = 20_231_129
CLASSES = 12
ENCODERS = ("builtin", "timm:one", "timm:two")
ORDERS = ("order_folder", "order_surest", "order_least_sure", "order_by_class")
SHEETS = ("label_pages", "review_labels", "search_images", "find_similar")
DIALOGS = (
    "open_settings", "export_labels", "import_labels", "show_keys", "show_problems", "auto_label",
    "show_statistics", "supervision", "name_classes", "about",
)  # fmt: skip
LEVELS = (
    Supervision(),
    Supervision(SupervisionMode.SHARE, share=0.7),
    Supervision(SupervisionMode.UNSURE, sureness=0.9),
)
WEIGHTS = {
    "accept": 24, "label": 14, "found": 10, "relabel": 14, "set_aside": 10, "undo": 12, "redo": 6,
    "create": 1, "rename": 2, "style": 1, "merge": 1, "delete": 1, "page": 4, "series": 2,
    "take_over": 2,
}  # fmt: skip
_ACTS_A_TURN = 5
"""A person who is as quick as that between two turns of the event loop spares hours of painting."""

MOST_BYTES_PER_DECISION = 3_000
"""What memory may grow by for each decision: its place in the history, the answer with what every
ranker had said, and what the allocator leaves lying about."""


class WideEncoder(FakeEncoder):
    """A fake encoder with embeddings of any length."""

    def __init__(self, spec: str, dim: int, seed: int) -> None:
        super().__init__(spec)
        self.dim = dim
        self._mix = np.random.default_rng(seed).normal(size=(3, dim)).astype(np.float32)

    def encode_images(self, images: Sequence[Image.Image]) -> Vector:
        """Return the mean colours, mixed, shape (n, dim)."""
        mixed: Vector = super().encode_images(images) @ self._mix
        return mixed


def draw_folder(folder: Path, count: int) -> None:
    """Draw pictures of twelve colours; each tenth is a copy of the one before."""
    rng = np.random.default_rng(SEED)
    colours = rng.integers(20, 235, (CLASSES, 3))
    folder.mkdir(parents=True)
    for number in range(count):
        path = folder / f"{number:05}.png"
        if number % 10 == 9:
            path.write_bytes((folder / f"{number - 1:05}.png").read_bytes())
            continue
        noise = rng.normal(0, 6, (24, 32, 3)) + rng.normal(0, 8, 3)
        pixels = np.clip(colours[number % CLASSES] + noise, 0, 255).astype(np.uint8)
        Image.fromarray(pixels).save(path)


@dataclass
class Run:
    """A window with a folder, and chance."""

    driver: Driver
    folder: Path
    chance: Random
    qtbot: QtBot
    figures: Figures
    compared: int = 0
    held: list[Alive] = field(default_factory=list)
    added: int = 0

    def wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=60_000)

    @property
    def decisions(self) -> int:
        return self.driver.session.store.counts().decisions

    def open(self) -> None:
        desk = self.driver.application.desk
        desk.open(self.folder)
        self.wait(lambda: desk.workspace is not None and self.driver.session.current is not None)
        self.wait(lambda: not self.driver.session.engine.answers.awaits_stored)
        self.settle()

    def close(self) -> None:
        """Close the session, and wait until the start page has listed it."""
        self.close_dialogs()
        self.dismiss_messages()
        self.driver.application.desk.close()
        for _ in range(2):
            self.wait(lambda: not self.driver.application.runner.running)
            settle()

    def come_again(self) -> None:
        """Close the session and open it."""
        self.close()
        self.open()

    def count(self) -> Alive:
        """Count what is alive while the session is open."""
        self.close_dialogs()
        self.dismiss_messages()
        # The one that waits for images to embed stays as long as the session.
        runner = self.driver.application.runner
        self.wait(lambda: {task.name for task in runner.running} <= {"embedding"})
        self.wait(lambda: len(runner.running) <= 1)
        return count_alive()

    def dismiss_messages(self) -> None:
        """Close what the message area says, and let go of the buttons of the last one."""
        bar = self.driver.window.messages
        self.figures.largest("long run: most messages that waited to be read", len(bar.messages))
        bar.show_message("info", "nothing")
        bar.clear()

    def settle(self) -> None:
        """Wait until nothing is on its way."""
        workspace = self.driver.workspace

        def done() -> bool:
            learner = workspace.session.engine.learner
            known = 0 if learner is None else len(learner.embeddings)
            return (
                not workspace.folder.scanning
                and not workspace.encoders.loading
                and workspace.encoders.waiting_count == 0
                and known + len(workspace.session.state.problems()) >= len(workspace.session.state)
                and not workspace.ranker.busy
                and not workspace.session.keeper.held
            )

        self.wait(done)
        workspace.learning.note_files()

    # --- acts ---------------------------------------------------------------------------------

    def decide(self, count: int) -> None:
        """Draw so many acts, with the window alive between them."""
        verbs = Verbs(
            self.driver.workspace,
            lambda things: self.chance.choice(list(things)),
            self.wait,
            self.driver.application.services.clock,
        )
        drawn = self.chance.choices(list(WEIGHTS), list(WEIGHTS.values()), k=count)
        for place, act in enumerate(drawn):
            getattr(verbs, act)()
            if place % _ACTS_A_TURN == 0:
                QApplication.processEvents()

    def look_around(self) -> None:
        """Do one of the things between decisions."""
        self.chance.choice(
            (
                self.switch_encoder, self.order, self.supervise, self.sheet, self.dialog,
                self.change_folder, self.real_page,
            )
        )()  # fmt: skip

    def switch_encoder(self) -> None:
        self.driver.workspace.use_encoder(self.chance.choice(ENCODERS))
        if self.chance.random() < 0.5:
            self.settle()

    def order(self) -> None:
        self.driver.window.actions_by_id.action(self.chance.choice(ORDERS)).trigger()

    def supervise(self) -> None:
        self.driver.workspace.supervisor.use(self.chance.choice(LEVELS))

    def sheet(self, verb: str = "") -> None:
        self.driver.window.commands.run(verb or self.chance.choice(SHEETS))
        self.live(self.chance.choice((0, 30, 120)))
        self.driver.window.commands.run("one_image")

    def dialog(self, verb: str = "") -> None:
        self.driver.window.commands.run(verb or self.chance.choice(DIALOGS))
        self.live(self.chance.choice((0, 30, 120)))
        self.close_dialogs()

    def close_dialogs(self) -> None:
        for dialog in self.driver.window.findChildren(QDialog):
            if dialog.isVisible():
                dialog.close()
        QApplication.processEvents()

    def change_folder(self) -> None:
        present = sorted(self.folder.glob("*.png"))
        if len(present) > 60 and self.chance.random() < 0.5:
            self.chance.choice(present).unlink()
        else:
            self.added += 1
            shade = self.chance.randrange(256)
            path = self.folder / f"new {self.added:04}.png"
            Image.new("RGB", (16, 16), (shade, 90, 255 - shade)).save(path)
        self.driver.window.commands.run("rescan")

    def real_page(self) -> None:
        """Confirm a page that the program plans, some of it taken out."""
        pages = self.driver.workspace.pages
        self.driver.window.commands.run("label_pages")
        self.wait(lambda: not pages.active or (pages.page is not None and not pages.view.busy)
                  or pages.view.kind.value not in {"working", "page"})  # fmt: skip
        if pages.page is not None:
            pages.take_out(list(pages.page.image_ids[:2]))
            pages.confirm()
        self.driver.window.commands.run("one_image")

    def live(self, wait_ms: int) -> None:
        self.qtbot.wait(wait_ms) if wait_ms else QApplication.processEvents()

    # --- comparing ----------------------------------------------------------------------------

    def compare(self) -> None:
        """Compare what is live with the file, replayed."""
        self.driver.workspace.supervisor.use(Supervision())
        self.settle()
        session = self.driver.session
        found = compare(session.engine, session.history, session.store.path)
        compare_prototypes(session.engine, self.driver.application.services.embeddings)
        assert session.flush()
        compare_stored_prototypes(session.engine, session.store.path)
        self.compared = found.decisions


@pytest.fixture
def run(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, figures: Figures, size: Size
) -> Iterator[Run]:
    """Return a window with three encoders of different lengths, and a folder of images."""
    driver = Driver(qtbot, qapp)
    loader = FakeLoader()
    for number, spec in enumerate(ENCODERS):
        loader.encoders[spec] = WideEncoder(spec, 16 * (number + 1), number)
    object.__setattr__(driver.application.services, "load_encoder", loader)
    draw_folder(tmp_path / "photos", size.pick(40, 240))
    driver.application.start(None)
    made = Run(driver, tmp_path / "photos", chance(SEED), qtbot, figures)
    made.open()
    yield made
    if not driver.has_quit:
        driver.quit()
    settle()


def test_threads_of_qts_own_that_come_and_go_do_not_count(qapp: QApplication) -> None:
    before = count_alive()
    picture = QImage(3_000, 2_000, QImage.Format.Format_RGB32)
    picture.fill(0)
    picture.scaled(700, 500, mode=Qt.TransformationMode.SmoothTransformation)
    assert count_alive().beyond(before) == {}


def test_ten_thousand_decisions(run: Run, size: Size) -> None:
    wanted = size.pick(60, 10_000)
    parts = size.pick(2, 10)
    warm = max(1, parts // 4)
    for part in range(parts):
        while run.decisions < wanted * (part + 1) // parts:
            run.decide(run.chance.randrange(10, 60))
            run.look_around()
        run.compare()
        run.close()
        run.held.append(count_alive())
        print(
            part, run.compared, f"{run.held[-1].rss_bytes / 1e6:.1f} MB",
            run.held[-1].beyond(run.held[min(part, warm) - 1 if part else 0]),
        )  # fmt: skip
        run.open()
        run.compare()
    run.figures.add("long run: decisions", run.compared)
    run.figures.add("long run: comparisons of the live state with the file replayed", 2 * parts)
    first, last = run.held[warm - 1], run.held[-1]
    assert last.beyond(first) == {}
    grown = last.rss_bytes - first.rss_bytes
    if size.is_full:
        each = grown / (wanted * (parts - warm) / parts)
        run.figures.largest("long run: bytes that memory grew by for each decision", each)
        assert each < MOST_BYTES_PER_DECISION


def test_opening_and_closing_leaves_nothing(run: Run, size: Size, figures: Figures) -> None:
    """Sessions, dialogs, sheets and encoders, each many times: nothing is left over."""
    times = size.pick(1, 30)
    acts: dict[str, Callable[[], None]] = {
        "session": run.come_again,
        "encoder": run.switch_encoder,
    }
    acts |= {verb: partial(run.sheet, verb) for verb in SHEETS[: size.pick(1, 4)]}
    acts |= {verb: partial(run.dialog, verb) for verb in DIALOGS[: size.pick(2, 10)]}
    run.decide(size.pick(10, 30))
    for act in acts.values():  # what is built once and kept
        act()
    for spec in ENCODERS[size.pick(2, 0) :]:
        run.driver.workspace.use_encoder(spec)
        run.settle()
    for name, act in acts.items():
        act()
        run.driver.workspace.use_encoder(ENCODERS[0])
        run.settle()
        before = run.count()
        for _ in range(times):
            act()
        run.driver.workspace.use_encoder(ENCODERS[0])
        run.settle()
        after = run.count()
        for _ in range(20):  # what only happens to be under way comes to its end
            if after.beyond(before):
                run.live(100)
                after = run.count()
        assert after.beyond(before) == {}, name
        print(f"{(after.rss_bytes - before.rss_bytes) / times / 1e3:8.1f} kB each  {name}")
        figures.add("long run: openings and closings that left nothing", times)
