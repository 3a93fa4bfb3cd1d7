from __future__ import annotations

import logging
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QTimer

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.method import Method, RankerChoice
from iaia_desktop.core.mixing import RankerRecord
from iaia_desktop.core.ranker_bank import PRIOR, RankerBank
from iaia_desktop.core.ranker_guide import Votes
from iaia_desktop.core.types import ImageId, ImageState
from iaia_desktop.session import ranker_feed
from tests.session.conftest import COLOURS, Stage

COUNT = 36
NAMES = {ranker.value for ranker in PRIOR}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of images in mixed colours, so that rankers disagree now and then."""
    made = tmp_path / "photos"
    made.mkdir()
    dice = np.random.default_rng(7)
    for number in range(COUNT):
        name = tuple(COLOURS)[number % 3]
        noise = dice.integers(0, 256, 3).tolist()
        colour = tuple((part + more) // 2 for part, more in zip(COLOURS[name], noise, strict=True))
        Image.new("RGB", (16, 12), colour).save(made / f"{number:02}_{name}.png")
    return made


def votes(stage: Stage, image_id: ImageId | None = None) -> Votes:
    """Return what the rankers say about an image, by default the one on screen."""
    record = stage.session.engine.record(image_id or stage.session.current or ImageId(0))
    assert record is not None
    return record.votes


def follow(stage: Stage) -> None:
    """Wait until the rankers have followed all that changed."""
    stage.wait(lambda: not stage.workspace.rankers.busy)


def label(stage: Stage, *, count: int) -> None:
    """Label the images on screen as one who waits for the rankers each time."""
    for _ in range(count):
        stage.session.label_with_new_class(stage.name.split("_")[1].split(".")[0])
        follow(stage)


def record_of(stage: Stage, encoder: str = "builtin") -> RankerRecord:
    return stage.session.engine.rankers.record(f"fake/{encoder}")


def figures(record: RankerRecord) -> tuple[object, ...]:
    """Return all that a record says."""
    accuracies = {name: record.accuracy(name) for name in sorted(NAMES)}
    return len(record), accuracies, dict(record.weights()), record.leader()


def chances(stage: Stage, image_id: int) -> list[tuple[int, float | None]]:
    """Return the suggestion for an image: classes with their chances, the likeliest first."""
    said = stage.session.engine.suggestion(ImageId(image_id))
    assert said is not None
    return [(row.class_id, row.chance) for row in said.ranked]


def test_the_rankers_are_fitted_in_the_background_and_asked_before_each_answer(
    stage: Stage,
) -> None:
    stage.open_ready()
    follow(stage)
    assert stage.session.engine.rankers.shape is not None
    assert votes(stage, ImageId(1)) == ()
    label(stage, count=2)
    assert dict(votes(stage)).keys() == NAMES
    assert len(record_of(stage)) == 1
    label(stage, count=10)
    record = record_of(stage)
    assert len(record) == 11
    assert all(record.accuracy(name) is not None for name in NAMES)


def test_labels_that_follow_each_other_quickly_are_fitted_to_in_the_end(stage: Stage) -> None:
    stage.open_ready()
    follow(stage)
    for number in range(12):
        stage.session.navigator.go_to(ImageId(number))
        stage.session.label_with_new_class(stage.name.split("_")[1].split(".")[0])
    follow(stage)
    engine = stage.session.engine
    assert engine.learner is not None
    fresh = engine.rankers.latest(engine.learner, engine.method)
    assert fresh is not None
    assert len(fresh.class_ids) == 3
    assert engine.rankers.votes([ImageId(20)])[ImageId(20)] == votes(stage, ImageId(20))


def test_undo_gives_the_rankers_and_their_records_from_before(stage: Stage) -> None:
    stage.open_ready()
    follow(stage)
    label(stage, count=9)
    before = figures(record_of(stage)), chances(stage, 30), votes(stage, ImageId(30))
    label(stage, count=5)
    assert figures(record_of(stage)) != before[0]
    for _ in range(5):
        stage.session.undo()
    follow(stage)
    assert (figures(record_of(stage)), chances(stage, 30), votes(stage, ImageId(30))) == before


def test_each_encoder_has_rankers_and_records_of_its_own(stage: Stage) -> None:
    stage.open_ready()
    follow(stage)
    label(stage, count=9)
    before = figures(record_of(stage))
    stage.workspace.use_encoder("timm:one")

    def switched() -> bool:
        learner = stage.session.engine.learner
        return learner is not None and learner.encoder_id == "fake/timm:one"

    stage.wait(switched)
    stage.wait_embedded()
    follow(stage)
    assert figures(record_of(stage)) == before
    assert len(record_of(stage, "timm:one")) == 0
    label(stage, count=3)
    assert len(record_of(stage, "timm:one")) == 3
    assert figures(record_of(stage)) == before


def test_an_answer_counts_where_it_was_given(stage: Stage) -> None:
    stage.open_ready()
    follow(stage)
    label(stage, count=20)
    before = figures(record_of(stage))
    for number in (3, 8):
        stage.session.navigator.go_to(ImageId(number))
        stage.session.set_state(ImageState.UNLABELLED)
    assert len(record_of(stage)) == 17
    cleared = figures(record_of(stage))
    stage.session.undo()
    stage.session.undo()
    assert figures(record_of(stage)) == before
    stage.session.redo()
    stage.session.redo()
    stage.reopen()
    assert figures(record_of(stage)) == cleared
    for number in (8, 3):
        stage.session.navigator.go_to(ImageId(number))
        stage.session.label_with_new_class(stage.name.split("_")[1].split(".")[0])
    assert figures(record_of(stage)) == before
    stage.reopen()
    assert figures(record_of(stage)) == before


def test_a_session_that_is_opened_again_knows_how_the_rankers_fared(stage: Stage) -> None:
    stage.open_ready()
    follow(stage)
    label(stage, count=20)
    for _ in range(3):
        stage.session.undo()
    stage.session.redo()
    follow(stage)
    # A change of mind keeps what was said first, and corrects what is true.
    stage.session.navigator.go_to(ImageId(4))
    stage.session.label_with_new_class("red")
    follow(stage)
    live = figures(record_of(stage))
    leader = stage.session.engine.rankers.leader("fake/builtin", Method())
    said = {number: chances(stage, number) for number in range(30, COUNT)}
    assert live[0] == 17
    stage.reopen()
    assert figures(record_of(stage)) == live
    assert stage.session.engine.rankers.leader("fake/builtin", Method()) is leader
    stage.wait_scanned()
    stage.wait_embedded()
    follow(stage)
    assert {number: chances(stage, number) for number in range(30, COUNT)} == said


def test_closing_gives_up_what_is_on_its_way(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[CancelToken] = []

    def endless(
        bank: RankerBank, cancel: CancelToken, **_: object
    ) -> Generator[None, None, RankerBank]:
        waits.append(cancel)
        while True:
            cancel.raise_if_cancelled()
            yield

    stage.open_ready()
    follow(stage)
    monkeypatch.setattr(ranker_feed, "fit_rankers_job", endless)
    stage.session.label_with_new_class("red")
    feed = stage.workspace.rankers
    stage.wait(lambda: bool(waits) and feed.busy)
    stage.desk.close()
    assert not feed.busy
    assert not any(timer.isActive() for timer in feed.findChildren(QTimer))
    stage.wait(lambda: stage.services.runner.running == [])


def test_suggestions_go_on_when_fitting_fails(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(
        bank: RankerBank, cancel: CancelToken, **_: object
    ) -> Generator[None, None, RankerBank]:
        yield
        raise ZeroDivisionError("a bug")

    stage.open_ready()
    follow(stage)
    with monkeypatch.context() as patched, caplog.at_level(logging.CRITICAL):
        patched.setattr(ranker_feed, "fit_rankers_job", broken)
        label(stage, count=3)
        assert [class_id for class_id, _ in chances(stage, 30)] != []
        assert votes(stage) == ()
    label(stage, count=1)
    assert dict(votes(stage)).keys() == NAMES


def test_prototypes_alone_never_make_a_bank(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    make = RankerBank.__init__

    def track(bank: RankerBank, *args: object) -> None:
        made.append(bank)
        make(bank, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(RankerBank, "__init__", track)
    stage.open_ready()
    stage.workspace.use_method(Method(ranker=RankerChoice.PROTOTYPE))
    label(stage, count=9)
    stage.workspace.ranker.refresh()
    stage.wait(lambda: not stage.workspace.ranker.busy)
    assert made == []
    assert len(record_of(stage)) == 0
    assert votes(stage) == ()
    stage.workspace.use_method(Method())
    follow(stage)
    assert len(made) == 1


def test_another_ranker_speaks_at_once(stage: Stage) -> None:
    stage.open_ready()
    follow(stage)
    label(stage, count=15)
    engine = stage.session.engine
    waiting = [
        image_id
        for image_id in engine.waiting_ids()
        if engine.state.verdict(image_id).state is ImageState.UNLABELLED
    ]
    repainted: list[bool] = []
    stage.session.suggestions_changed.connect(lambda: repainted.append(True))
    for ranker in (RankerChoice.LEARNED, RankerChoice.GRAPH, RankerChoice.KERNEL):
        repainted.clear()
        stage.workspace.use_method(replace(engine.method, ranker=ranker))
        assert repainted
        assert engine.learner is not None
        bank = engine.rankers.latest(engine.learner, engine.method)
        assert bank is not None
        for image_id in waiting:
            said = dict(votes(stage, image_id))
            assert chances(stage, image_id)[0][0] == said[ranker.value]
    assert len({tuple(votes(stage, image_id)) for image_id in waiting}) > 1


def test_prototypes_speak_when_they_are_chosen_and_the_others_come_back(stage: Stage) -> None:
    stage.open_ready()
    follow(stage)
    label(stage, count=15)
    before = chances(stage, 30)
    assert all(chance is not None for _, chance in before)
    stage.workspace.use_method(Method(ranker=RankerChoice.PROTOTYPE))
    said = stage.session.engine.suggestion(ImageId(30))
    assert said is not None
    assert [row.distance for row in said.ranked] == sorted(row.distance for row in said.ranked)
    follow(stage)
    assert votes(stage, ImageId(30)) == ()
    stage.workspace.use_method(Method())
    follow(stage)
    assert chances(stage, 30) == before
