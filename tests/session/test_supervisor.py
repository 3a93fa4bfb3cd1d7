"""Supervision levels: the machine labels what the person is not asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from iaia_desktop.core.supervision import Supervision, SupervisionMode
from iaia_desktop.core.types import DecidedBy, DecisionKind, ImageId
from iaia_desktop.session.supervisor import SUPERVISION_SETTING
from tests.session.conftest import COLOURS, TIMEOUT_MS, Stage, colour_in, draw, settle


def paint_number(path: Path, number: int) -> None:
    """Make a picture differ from all others by one pixel."""
    with Image.open(path) as picture:
        copy = picture.copy()
    red, green, blue = COLOURS[colour_in(path.name)]
    copy.putpixel((number % 16, number // 16), (red, green + 20, blue + 9))
    copy.save(path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of 60 images, red, green and blue in turn."""
    made = tmp_path / "photos"
    for number in range(60):
        colour = tuple(COLOURS)[number % 3]
        draw(made / f"{number:03}_{colour}.png", colour, number)
        paint_number(made / f"{number:03}_{colour}.png", number)
    return made


def by_machine(stage: Stage) -> set[ImageId]:
    state = stage.session.state
    return {each for each in state.images() if state.verdict(each).by is DecidedBy.MACHINE}


def answer(stage: Stage, count: int = 1) -> None:
    """Label so many images as a person who knows, and let the machine follow."""
    for _ in range(count):
        stage.session.label_with_new_class(colour_in(stage.name))
        settle()


def test_by_default_every_image_is_asked_for(stage: Stage) -> None:
    stage.open_ready()
    answer(stage, 6)
    assert stage.workspace.supervisor.level.mode is SupervisionMode.EVERY
    assert by_machine(stage) == set()


def test_a_share_is_asked_for_and_the_machine_labels_what_lies_between(stage: Stage) -> None:
    stage.open_ready()
    answer(stage, 6)
    level = Supervision(SupervisionMode.SHARE, share=0.3, seed="s")
    stage.workspace.supervisor.use(level)
    answer(stage, 6)
    machine = by_machine(stage)
    assert machine
    assert not any(level.asks(image_id, None) for image_id in machine)
    current = stage.session.current
    assert current is not None
    assert level.asks(current, None)
    assert all(
        stage.session.state.verdict(each).class_id
        == stage.class_id(colour_in(stage.session.state.path(each)))
        for each in machine
    )
    (last,) = stage.session.store.decisions(newest=1)
    assert (last.kind, last.by) == (DecisionKind.AUTOMATIC, DecidedBy.MACHINE)


def test_undo_takes_the_machines_step_back_and_does_not_set_it_going_again(stage: Stage) -> None:
    stage.open_ready()
    answer(stage, 6)
    stage.workspace.supervisor.use(Supervision(SupervisionMode.SHARE, share=0.0, seed="s"))
    before = stage.labels()
    answer(stage, 1)
    stage.wait(lambda: len(stage.labels()) == 60)
    assert len(by_machine(stage)) > 40
    while by_machine(stage):
        stage.session.undo()
        settle()
    assert len(before) < len(stage.labels()) < 10
    stage.session.undo()
    settle()
    assert stage.labels() == before
    assert by_machine(stage) == set()


def test_looking_around_sets_nothing_going(stage: Stage) -> None:
    stage.open_ready()
    answer(stage, 6)
    stage.workspace.supervisor.use(Supervision(SupervisionMode.SHARE, share=0.0, seed="s"))
    stage.session.navigator.go_by(3)
    settle()
    assert by_machine(stage) == set()


def test_the_machine_founds_no_class_and_waits_for_embeddings(stage: Stage) -> None:
    stage.open_ready()
    stage.workspace.supervisor.use(Supervision(SupervisionMode.SHARE, share=0.0, seed="s"))
    engine = stage.session.engine
    answer(stage, 1)
    for image_id in by_machine(stage):
        said = engine.record(image_id)
        assert said is not None
    names = {row.name for row in stage.session.state.classes()}
    assert names == {"red"}


def test_only_the_unsure_are_asked_for_once_confidences_are_known(stage: Stage) -> None:
    stage.open_ready()
    answer(stage, 12)
    supervisor = stage.workspace.supervisor
    with stage.qtbot.waitSignal(stage.workspace.ranker.ranked, timeout=TIMEOUT_MS):
        supervisor.use(Supervision(SupervisionMode.UNSURE, sureness=0.5))
    ranking = stage.workspace.ranker.latest
    answer(stage, 1)
    machine = by_machine(stage)
    assert machine
    for image_id in machine:
        row = ranking.row(image_id)
        assert row is not None
        assert ranking.confidences[row] >= 0.5


def test_the_level_is_kept_with_its_draw(stage: Stage) -> None:
    stage.open_ready()
    stage.workspace.supervisor.use(Supervision(SupervisionMode.SHARE, share=0.1))
    level = stage.workspace.supervisor.level
    assert level.seed
    stage.reopen()
    assert stage.workspace.supervisor.level == level
    assert stage.session.store.get_setting(SUPERVISION_SETTING, {}) == level.as_json()
