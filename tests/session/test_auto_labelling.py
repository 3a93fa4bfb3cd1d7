"""Auto-label the rest, with an encoder that sees colours: plan, check, label, undo, reopen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from iaia_desktop.core.auto_label import AutoPlan, OfferKind
from iaia_desktop.core.types import DecidedBy, DecisionKind, ImageId, ImageState
from iaia_desktop.session import label_series
from iaia_desktop.session.auto_labelling import AutoLabelling
from iaia_desktop.session.check_flow import CheckPurpose
from tests.session.conftest import COLOURS, TIMEOUT_MS, Stage, colour_in, draw


def paint_number(path: Path, number: int) -> None:
    """Make a picture differ from all others by one pixel."""
    with Image.open(path) as picture:
        copy = picture.copy()
    red, green, blue = COLOURS[colour_in(path.name)]
    copy.putpixel((number % 16, number // 16), (red, green + 20, blue + 9))
    copy.save(path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of 150 images, red, green and blue in turn."""
    made = tmp_path / "photos"
    for number in range(150):
        colour = tuple(COLOURS)[number % 3]
        draw(made / f"{number:03}_{colour}.png", colour, number)
        paint_number(made / f"{number:03}_{colour}.png", number)
    return made


def truth(stage: Stage, image_id: ImageId) -> int:
    return stage.class_id(colour_in(stage.session.state.path(image_id)))


def ready(stage: Stage, *, labelled: int = 30) -> AutoLabelling:
    """Open the session, label some images by hand, and allow 20 % of errors."""
    stage.open_ready()
    for _ in range(labelled):
        stage.session.label_with_new_class(colour_in(stage.name))
    automatic = stage.workspace.automatic
    automatic.set_wish(0.2, 0.9)
    return automatic


def planned(stage: Stage) -> AutoPlan:
    automatic = stage.workspace.automatic
    with stage.qtbot.waitSignal(automatic.planned, timeout=TIMEOUT_MS) as said:
        automatic.plan()
    plan = said.args[0]
    assert isinstance(plan, AutoPlan)
    return plan


def check_all(stage: Stage) -> int:
    """Check whatever is asked for, as a person who knows; return how many that were."""
    automatic, flow = stage.workspace.automatic, stage.workspace.checks
    with stage.qtbot.waitSignal(automatic.checks_started, timeout=TIMEOUT_MS):
        automatic.start_checks()
    flow.begin(CheckPurpose.ROUND)
    count = 0
    while flow.view.image_ids:
        for image_id in flow.view.image_ids:
            flow.give([image_id], stage.class_id(colour_in(stage.session.state.path(image_id))))
        count += len(flow.view.image_ids)
        assert flow.confirm()
    flow.leave()
    return count


def label_all_offered(stage: Stage) -> AutoPlan:
    plan = planned(stage)
    assert plan.kind is OfferKind.READY
    with stage.qtbot.waitSignal(stage.workspace.automatic.ended, timeout=TIMEOUT_MS):
        assert stage.workspace.automatic.label_rest(plan)
    return plan


def by_machine(stage: Stage) -> list[ImageId]:
    state = stage.session.state
    return [each for each in state.images() if state.verdict(each).by is DecidedBy.MACHINE]


def undo_all(stage: Stage) -> None:
    stage.session.undo()
    stage.wait(lambda: not stage.session.keeper.held)


def redo_all(stage: Stage) -> None:
    stage.session.redo()
    stage.wait(lambda: not stage.session.keeper.held)


def test_before_the_checks_the_plan_says_what_they_would_bring(stage: Stage) -> None:
    ready(stage)
    plan = planned(stage)
    assert plan.kind is OfferKind.CHECK
    assert 0 < plan.to_check < 120
    assert plan.images > 0
    assert plan.bound is None
    assert plan.labels == ()


def test_nothing_labelled_is_out_of_reach(stage: Stage) -> None:
    ready(stage, labelled=0)
    assert planned(stage).kind is OfferKind.OUT_OF_REACH


def test_after_the_checks_the_rest_is_labelled_and_marked_as_the_machines(stage: Stage) -> None:
    automatic = ready(stage)
    wanted = planned(stage).to_check
    assert check_all(stage) >= wanted
    plan = label_all_offered(stage)
    assert plan.bound is not None
    assert plan.bound <= 0.2
    machine = by_machine(stage)
    assert sorted(machine) == sorted(image_id for image_id, _ in plan.labels)
    assert len(machine) == automatic.machine_count() == plan.images
    state = stage.session.state
    assert all(state.verdict(each).class_id == truth(stage, each) for each in machine)
    assert stage.wait_notice("auto-label").actions[0].command == "undo"


def test_the_machines_labels_move_no_prototype(stage: Stage) -> None:
    ready(stage)
    check_all(stage)
    before = stage.prototypes()
    label_all_offered(stage)
    assert stage.prototypes() == before


def test_many_parts_are_one_step_for_undo_and_redo_also_after_a_restart(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(label_series, "IMAGES_PER_DECISION", 7)
    ready(stage)
    check_all(stage)
    by_hand = stage.labels()
    plan = label_all_offered(stage)
    assert plan.images > 14
    everything = stage.labels()
    undo_all(stage)
    assert stage.labels() == stage.saved_labels() == by_hand
    redo_all(stage)
    assert stage.labels() == stage.saved_labels() == everything
    stage.reopen()
    assert stage.labels() == everything
    assert len(by_machine(stage)) == plan.images
    undo_all(stage)
    assert stage.labels() == stage.saved_labels() == by_hand
    assert stage.session.store.check().ok


def test_a_second_run_is_a_step_of_its_own(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(label_series, "IMAGES_PER_DECISION", 2)
    ready(stage)
    series = label_series.LabelSeries(stage.session, clock=stage.services.clock)
    red = stage.class_id("red")
    for first in (100, 110):
        with stage.qtbot.waitSignal(series.ended, timeout=TIMEOUT_MS):
            assert series.start([(ImageId(first + step), red) for step in range(5)])
    assert len(by_machine(stage)) == 10
    undo_all(stage)
    assert by_machine(stage) == [ImageId(100 + step) for step in range(5)]


def test_other_decisions_wait_while_labels_are_written(stage: Stage) -> None:
    automatic = ready(stage)
    check_all(stage)
    plan = planned(stage)
    before = stage.session.history.undo_id
    assert automatic.label_rest(plan)
    stage.session.label_with_new_class("violet")
    stage.session.undo()
    assert stage.session.history.undo_id == before
    assert stage.wait_notice("held").text
    stage.wait(lambda: not automatic.busy)
    assert stage.session.state.class_named("violet") is None


def test_stopping_keeps_what_is_labelled_and_one_undo_takes_it_back(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(label_series, "IMAGES_PER_DECISION", 5)
    automatic = ready(stage)
    check_all(stage)
    by_hand = stage.labels()
    plan = planned(stage)
    with stage.qtbot.waitSignal(automatic.progressed, timeout=TIMEOUT_MS):
        automatic.label_rest(plan)
    with stage.qtbot.waitSignal(automatic.ended, timeout=TIMEOUT_MS):
        automatic.cancel()
    assert 0 < len(by_machine(stage)) < plan.images
    assert "stopped" in stage.wait_notice("auto-label").text
    undo_all(stage)
    assert stage.labels() == by_hand


def test_a_round_goes_on_after_a_restart(stage: Stage) -> None:
    automatic = ready(stage)
    with stage.qtbot.waitSignal(automatic.checks_started, timeout=TIMEOUT_MS):
        automatic.start_checks()
    flow = stage.workspace.checks
    flow.begin(CheckPurpose.ROUND)
    flow.confirm()
    flow.leave()
    answered = automatic.tally(sample=False).answered
    following = automatic.next_checks(3)
    stage.reopen()
    stage.wait_scanned()
    stage.wait_embedded()
    automatic = stage.workspace.automatic
    assert automatic.tally(sample=False).answered == answered > 0
    assert automatic.next_checks(3) == following
    check_all(stage)
    assert planned(stage).kind is OfferKind.READY


def test_undo_takes_answers_back(stage: Stage) -> None:
    automatic = ready(stage)
    with stage.qtbot.waitSignal(automatic.checks_started, timeout=TIMEOUT_MS):
        automatic.start_checks()
    flow = stage.workspace.checks
    flow.begin(CheckPurpose.ROUND)
    first = flow.view.image_ids
    flow.confirm()
    assert automatic.tally(sample=False).answered == len(first)
    stage.session.undo()
    assert automatic.tally(sample=False).answered == 0
    assert flow.view.image_ids == first


def test_wrong_and_discarded_images_count_as_mistakes(stage: Stage) -> None:
    automatic = ready(stage)
    with stage.qtbot.waitSignal(automatic.checks_started, timeout=TIMEOUT_MS):
        automatic.start_checks()
    flow = stage.workspace.checks
    flow.begin(CheckPurpose.ROUND)
    wrong, discarded = flow.view.image_ids[:2]
    flow.discard([discarded])
    flow.give_new([wrong], "violet")
    flow.confirm()
    tally = automatic.tally(sample=False)
    assert tally.wrong == 2
    assert stage.session.state.verdict(wrong).class_id == stage.class_id("violet")
    assert stage.session.state.verdict(discarded).state is ImageState.DISCARDED


def test_a_spent_round_can_be_started_over_with_less_risk(stage: Stage) -> None:
    automatic = ready(stage)
    with stage.qtbot.waitSignal(automatic.checks_started, timeout=TIMEOUT_MS):
        automatic.start_checks()
    first = automatic.audit
    flow = stage.workspace.checks
    flow.begin(CheckPurpose.ROUND)
    stage.session.create_class("violet")
    while flow.view.image_ids:
        flow.give(flow.view.image_ids, stage.class_id("violet"))
        flow.confirm()
    flow.leave()
    assert planned(stage).kind is OfferKind.SPENT
    automatic.start_over()
    assert automatic.next_checks(1) == []
    automatic.set_wish(0.5, 0.9)
    with stage.qtbot.waitSignals([automatic.checks_started], timeout=TIMEOUT_MS):
        automatic.start_checks()
    assert first is not None
    assert automatic.audit is not None
    assert automatic.audit.round_number == 2
    assert automatic.audit.looks[0].risk < first.looks[0].risk


def test_a_sample_of_the_machines_labels_measures_their_error(stage: Stage) -> None:
    automatic = ready(stage)
    assert not automatic.draw_sample()
    check_all(stage)
    label_all_offered(stage)
    assert automatic.draw_sample()
    flow = stage.workspace.checks
    flow.begin(CheckPurpose.SAMPLE)
    flow.give(flow.view.image_ids[:1], stage.class_id("red"))
    flow.give(flow.view.image_ids[:1], stage.class_id("green"))
    mistakes = flow.view.changed
    while flow.view.image_ids:
        assert flow.confirm()
    measured = automatic.measured
    assert measured is not None
    assert measured.wrong == mistakes
    assert measured.checked == min(50, measured.labels)
    assert measured.share <= measured.bound
    state = stage.session.state
    assert automatic.machine_count() == measured.labels - measured.checked
    kinds = {decision.kind for decision in stage.session.store.decisions(newest=1)}
    assert kinds == {DecisionKind.CONFIRM_PAGE}
    assert state.count_state(ImageState.UNLABELLED) >= 0


def test_a_session_that_may_only_be_looked_at_is_left_alone(stage: Stage) -> None:
    ready(stage)
    path = stage.session.store.path
    stage.close()
    stage.open(path, read_only=True)
    stage.wait_embedded()
    automatic = stage.workspace.automatic
    plan = planned(stage)
    assert not automatic.label_rest(plan)
    assert automatic.audit is None


def test_the_wish_is_kept(stage: Stage) -> None:
    ready(stage, labelled=0).set_wish(0.05, 0.95)
    stage.reopen()
    assert (stage.workspace.automatic.target, stage.workspace.automatic.confidence) == (0.05, 0.95)
