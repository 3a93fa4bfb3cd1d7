"""Whatever a person does, in whatever order: what is live is what the file says, replayed."""

from __future__ import annotations

import itertools
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from iaia_desktop.core.types import ImageState
from tests.session.conftest import FakeLoader, Stage, draw
from tests.session.conftest import folder as folder  # noqa: PLC0414 - fixtures
from tests.session.conftest import loader as loader  # noqa: PLC0414
from tests.session.conftest import program_folders as program_folders  # noqa: PLC0414
from tests.session.conftest import services as services  # noqa: PLC0414
from tests.session.conftest import stage as stage  # noqa: PLC0414
from tests.stress.conftest import Figures, Size
from tests.stress.literal_replay import compare, compare_prototypes, compare_stored_prototypes
from tests.stress.verbs import DECISIONS, Verbs, chance

ENCODERS = ("builtin", "timm:one", "timm:two")
SEEDS = st.integers(0, 1 << 32)
IMAGES = ("1 red", "2 green", "3 blue", "4 red", "5 red copy", "6 green", "7 blue")


class SessionMachine(RuleBasedStateMachine):
    """One session in a folder of its own, on the real desk."""

    def __init__(self, stage: Stage, folder: Path, figures: Figures) -> None:
        super().__init__()
        self.stage = stage
        self.folder = folder
        self.figures = figures
        for number, name in enumerate(IMAGES):
            draw(folder / f"{name}.png", name.split()[1], 3 if name[2:5] == "red" else number)
        self.added = 0
        stage.services.settings.change(encoder_spec="builtin")
        stage.open_ready(folder)

    def verbs(self, drawn: Random) -> Verbs:
        """Return verbs that draw by a chance of their own: what is there depends on the threads."""
        stage = self.stage
        return Verbs(stage.workspace, drawn.choice, stage.wait, stage.services.clock)

    # --- rules --------------------------------------------------------------------------------

    @rule(wanted=st.lists(st.sampled_from(DECISIONS), min_size=1, max_size=8), seed=SEEDS)
    def decide(self, wanted: list[str], seed: int) -> None:
        verbs = self.verbs(chance(seed))
        for verb in wanted:
            before = self.stage.session.history.undo_id
            getattr(verbs, verb)()
            self.figures.add("state machine: acts", before != self.stage.session.history.undo_id)
            self.live_is_what_the_file_says()

    @rule(count=st.integers(1, 4), again=st.booleans())
    def undo_some(self, count: int, again: bool) -> None:
        for replay in [self.stage.session.undo] * count + [self.stage.session.redo] * again:
            replay()
            self.stage.wait(lambda: not self.stage.session.keeper.held)

    @rule()
    def method(self) -> None:
        self.verbs(chance(0)).learn_from_machine()

    @rule(spec=st.sampled_from(ENCODERS))
    def encoder(self, spec: str) -> None:
        self.stage.workspace.use_encoder(spec)
        self.stage.wait(
            lambda: (
                self.stage.workspace.encoders.encoder is not None
                and self.stage.workspace.encoders.encoder.spec == spec
            )
        )
        self.settle()

    @rule(seed=SEEDS)
    def order(self, seed: int) -> None:
        ids = list(self.stage.session.navigator.order.ids)
        chance(seed).shuffle(ids)
        self.stage.session.reorder(ids)

    @rule()
    def add_image(self) -> None:
        self.added += 1
        draw(self.folder / f"new {self.added}.png", "green", 10 + self.added)
        self.look_again()
        self.settle()

    @rule(seed=SEEDS)
    def lose_image(self, seed: int) -> None:
        present = sorted(self.folder.glob("*.png"))
        if len(present) > 3:
            chance(seed).choice(present).unlink()
            self.look_again()

    @rule()
    def reopen(self) -> None:
        path = self.stage.session.store.path
        self.stage.close()
        self.stage.open(self.folder)
        assert self.stage.session.store.path == path
        self.stage.wait_scanned()
        self.settle()
        self.figures.add("state machine: sessions reopened")

    # --- what always holds --------------------------------------------------------------------

    @invariant()
    def live_is_what_the_file_says(self) -> None:
        session = self.stage.session
        found = compare(session.engine, session.history, session.store.path)
        compare_prototypes(session.engine, self.stage.services.embeddings)
        self.figures.add("state machine: comparisons with the file replayed")
        self.figures.largest("state machine: longest journal", found.decisions)

    def teardown(self) -> None:
        if self.stage.desk.workspace is None:
            return
        session = self.stage.session
        assert session.flush()
        compare_stored_prototypes(session.engine, session.store.path)
        while session.history.undo_id is not None:
            before = session.history.undo_id
            session.undo()
            self.stage.wait(lambda: not session.keeper.held)
            assert session.history.undo_id != before
        self.live_is_what_the_file_says()
        assert session.state.count_state(ImageState.UNLABELLED) == len(session.state)
        assert session.state.classes() == []
        assert len(session.engine.metrics) == 0
        assert session.store.check().problems == ()
        path = session.store.path
        self.stage.close()
        # Each opening looks at every session that there is.
        path.unlink()

    # --- waiting ------------------------------------------------------------------------------

    def look_again(self) -> None:
        self.stage.workspace.folder.start()
        self.stage.wait_scanned()

    def settle(self) -> None:
        """Wait until every image that can be read is embedded."""
        stage = self.stage

        def done() -> bool:
            learner = stage.session.engine.learner
            lost = len(stage.session.state.problems())
            return (
                learner is not None
                and stage.workspace.encoders.waiting_count == 0
                and len(learner.embeddings) + lost >= len(stage.session.state)
            )

        stage.wait(done)
        stage.workspace.learning.note_files()


def test_live_state_is_the_replayed_file(
    stage: Stage,
    loader: FakeLoader,
    tmp_path: Path,
    size: Size,
    figures: Figures,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("iaia_desktop.session.label_series.IMAGES_PER_DECISION", 2)
    monkeypatch.setattr("iaia_desktop.session.import_series.IMAGES_PER_DECISION", 2)
    folders = (tmp_path / f"photos {number}" for number in itertools.count())

    def machine() -> SessionMachine:
        return SessionMachine(stage, next(folders), figures)

    run_state_machine_as_test(
        machine,  # type: ignore[arg-type] # anything that makes one will do
        settings=settings(
            max_examples=size.pick(4, 120),
            stateful_step_count=size.pick(10, 30),
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
