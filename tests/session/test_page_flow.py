"""Pages without a window: what is on them, what confirming and undo do, and when they give way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from iaia_desktop.core.folder_ranking import FolderRanking
from iaia_desktop.core.pages import PagePlan
from iaia_desktop.core.types import ClassId, DecisionKind, FileStatus, ImageId, ImageState
from iaia_desktop.jobs import plan_page
from iaia_desktop.jobs.plan_page import fullest_page
from iaia_desktop.session.page import Page, PageKind
from iaia_desktop.session.page_flow import PageFlow
from tests.session.conftest import Stage, draw, refuse

Chooser = Callable[..., PagePlan]


def always_a_page(
    ranking: FolderRanking,
    *,
    size: int,
    set_aside: frozenset[tuple[ImageId, ClassId]],
    **_named: object,
) -> PagePlan:
    """Choose the fullest page whenever there is one."""
    one = tuple(ImageId(int(number)) for number in ranking.image_ids[:1])
    return fullest_page(ranking, size, set_aside) or PagePlan(None, one, (0.0,) * len(one))


def one_image(ranking: FolderRanking, **_named: object) -> PagePlan:
    """Choose the last image."""
    last = tuple(ImageId(int(number)) for number in ranking.image_ids[-1:])
    return PagePlan(None, last, (0.4,) * len(last))


@pytest.fixture(autouse=True)
def choose(monkeypatch: pytest.MonkeyPatch) -> Callable[[Chooser], None]:
    """Keep the choice of pages apart from what is done with them."""

    def use(chooser: Chooser) -> None:
        monkeypatch.setattr(plan_page, "plan_next", chooser)

    use(always_a_page)
    return use


@pytest.fixture
def flow(stage: Stage) -> PageFlow:
    """Return the pages of a folder in which each colour was named on its first image."""
    stage.open_ready()
    label_first(stage)
    return stage.workspace.pages


def label_first(stage: Stage) -> None:
    for name in ("00_red.png", "01_green.png", "02_blue.png"):
        stage.session.navigator.go_to(stage.image(name))
        stage.session.label_with_new_class(name.split("_")[1].removesuffix(".png"))


def begin(stage: Stage, flow: PageFlow) -> Page:
    flow.begin()
    return shown(stage, flow)


def shown(stage: Stage, flow: PageFlow) -> Page:
    stage.wait(lambda: flow.page is not None and not flow.view.busy)
    assert flow.page is not None
    return flow.page


def names(stage: Stage, page: Page) -> list[str]:
    return sorted(stage.session.state.path(image_id) for image_id in page.image_ids)


def class_name(stage: Stage, page: Page) -> str:
    return stage.session.state.class_of(page.class_id).name


# --- the way through a folder ----------------------------------------------------------------


def test_a_page_shows_the_images_that_look_like_one_class(stage: Stage, flow: PageFlow) -> None:
    page = begin(stage, flow)
    colour = class_name(stage, page)

    assert all(colour in name for name in names(stage, page))
    assert len(page.image_ids) == 2
    view = flow.view
    assert (view.kind, view.confirmed, view.waiting) == (PageKind.PAGE, 2, 6)
    assert view.row is not None
    assert view.row.name == colour


def test_confirming_labels_the_page_with_one_decision_and_the_next_page_comes(
    stage: Stage, flow: PageFlow
) -> None:
    page = begin(stage, flow)
    before = stage.session.history.undo_id
    assert before is not None

    assert flow.confirm()

    decision = stage.session.store.decision(before + 1)
    assert decision.kind is DecisionKind.CONFIRM_PAGE
    assert {change.image_id for change in decision.images} == set(page.image_ids)
    assert all(
        change.suggestion is not None and change.suggestion.class_id == page.class_id
        for change in decision.images
    )
    second = shown(stage, flow)
    assert second.class_id != page.class_id
    assert len(stage.labels()) == 5
    assert stage.saved_labels() == stage.labels()


def test_all_pages_label_the_folder_and_then_it_says_so(stage: Stage, flow: PageFlow) -> None:
    begin(stage, flow)
    for _ in range(3):
        shown(stage, flow)
        assert flow.confirm()
    stage.wait(lambda: flow.view.kind is PageKind.ALL_DECIDED)

    assert stage.notices[-1].key == "all-decided"
    assert {name: colour for name, colour in stage.labels().items() if colour not in name} == {}
    assert len(stage.labels()) == 9


def test_accuracy_counts_what_the_page_suggested(stage: Stage, flow: PageFlow) -> None:
    page = begin(stage, flow)
    other = next(
        row.class_id for row in stage.session.state.classes() if row.class_id != page.class_id
    )
    steps = len(stage.session.engine.metrics)
    flow.give(page.image_ids[:1], other)

    flow.confirm()

    assert len(stage.session.engine.metrics) == steps + 2
    accuracy = stage.session.engine.metrics.accuracy
    shown(stage, flow)
    # What the journal tells after a restart is the same.
    stage.reopen()
    assert len(stage.session.engine.metrics) == steps + 2
    assert stage.session.engine.metrics.accuracy == accuracy


# --- marks -----------------------------------------------------------------------------------


def test_images_taken_out_stay_undecided_and_do_not_come_again_for_this_class(
    stage: Stage, flow: PageFlow
) -> None:
    page = begin(stage, flow)
    out, kept = page.image_ids
    flow.take_out([out])
    assert flow.view.taken_out == 1

    flow.confirm()

    assert stage.session.state.verdict(out).state is ImageState.UNLABELLED
    assert stage.session.state.verdict(kept).class_id == page.class_id
    while flow.view.kind is PageKind.PAGE:
        now = shown(stage, flow)
        assert not (out in now.image_ids and now.class_id == page.class_id)
        flow.confirm()
        stage.wait(lambda: not flow.view.busy)
        if flow.page is None:
            break
    # Nothing but that image is left, and it is asked for by itself.
    assert stage.session.current == out
    assert stage.notices[-1].key == "pages"


def test_a_page_of_which_all_is_taken_out_makes_no_decision(stage: Stage, flow: PageFlow) -> None:
    page = begin(stage, flow)
    before = stage.session.history.undo_id
    flow.take_out(page.image_ids)

    assert flow.confirm()

    assert stage.session.history.undo_id == before
    assert shown(stage, flow).class_id != page.class_id


def test_a_corrected_image_gets_its_class_in_the_same_decision(
    stage: Stage, flow: PageFlow
) -> None:
    page = begin(stage, flow)
    other = next(
        row.class_id for row in stage.session.state.classes() if row.class_id != page.class_id
    )
    flow.give(page.image_ids[1:], other)
    assert (flow.view.corrected, flow.view.confirmed) == (1, 2)

    flow.confirm()

    assert stage.session.state.verdict(page.image_ids[0]).class_id == page.class_id
    assert stage.session.state.verdict(page.image_ids[1]).class_id == other


def test_a_new_class_is_founded_at_once_with_a_key(stage: Stage, flow: PageFlow) -> None:
    page = begin(stage, flow)

    flow.give_new(page.image_ids[:1], "violet")

    row = stage.session.state.class_named("violet")
    assert row is not None
    assert row.key
    assert page.class_of(page.image_ids[0]) == row.class_id
    flow.confirm()
    assert stage.labels()[stage.session.state.path(page.image_ids[0])] == "violet"


def test_undoing_a_new_class_takes_out_the_images_that_were_to_get_it(
    stage: Stage, flow: PageFlow
) -> None:
    page = begin(stage, flow)
    flow.give_new(page.image_ids[:1], "violet")

    flow.undo()

    assert flow.page is page
    assert page.is_out(page.image_ids[0])
    assert stage.session.state.class_named("violet") is None


def test_a_class_that_is_merged_away_under_its_page_gives_another_page(
    stage: Stage, flow: PageFlow
) -> None:
    page = begin(stage, flow)
    other = next(
        row.class_id for row in stage.session.state.classes() if row.class_id != page.class_id
    )

    stage.session.merge_classes(page.class_id, other)

    stage.wait(lambda: flow.page is not None and flow.page is not page and not flow.view.busy)
    assert shown(stage, flow).class_id != page.class_id


def test_an_image_whose_file_went_is_taken_out(stage: Stage, flow: PageFlow) -> None:
    page = begin(stage, flow)
    lost = page.image_ids[0]
    (stage.folder / stage.session.state.path(lost)).unlink()

    stage.workspace.folder.start(asked=True)
    stage.wait(lambda: stage.session.state.file(lost).status is FileStatus.MISSING)

    assert page.is_out(lost)


# --- undo ------------------------------------------------------------------------------------


def test_undo_takes_the_whole_page_back_and_shows_it_as_it_was(
    stage: Stage, flow: PageFlow
) -> None:
    page = begin(stage, flow)
    other = next(
        row.class_id for row in stage.session.state.classes() if row.class_id != page.class_id
    )
    flow.give(page.image_ids[:1], other)
    flow.take_out(page.image_ids[1:])
    labels = stage.labels()
    prototypes = stage.prototypes()
    flow.confirm()
    shown(stage, flow)

    flow.undo()

    again = shown(stage, flow)
    assert again.class_id == page.class_id
    assert again.image_ids == page.image_ids
    assert again.is_corrected(page.image_ids[0])
    assert again.is_out(page.image_ids[1])
    assert stage.labels() == labels
    assert stage.prototypes() == prototypes


def test_redo_labels_the_page_again_and_goes_on(stage: Stage, flow: PageFlow) -> None:
    page = begin(stage, flow)
    flow.confirm()
    shown(stage, flow)
    labels = stage.labels()
    flow.undo()

    flow.redo()

    assert stage.labels() == labels
    assert shown(stage, flow).class_id != page.class_id


def test_undo_shows_a_page_of_an_earlier_run(stage: Stage, flow: PageFlow) -> None:
    page = begin(stage, flow)
    colour, images = class_name(stage, page), set(page.image_ids)
    flow.confirm()
    shown(stage, flow)
    stage.reopen()
    stage.wait_embedded()
    again = stage.workspace.pages
    assert again.is_undone_next

    again.undo()

    page = shown(stage, again)
    assert again.active
    assert set(page.image_ids) == images
    assert class_name(stage, page) == colour
    assert len(stage.labels()) == 3


def test_undo_of_something_else_says_what_it_was(stage: Stage, flow: PageFlow) -> None:
    begin(stage, flow)

    flow.undo()

    assert "02_blue.png" in stage.notices[-1].text
    stage.wait(lambda: not flow.view.busy)
    assert len(stage.labels()) == 2


def test_a_failed_write_leaves_the_page(
    stage: Stage, flow: PageFlow, monkeypatch: pytest.MonkeyPatch
) -> None:
    from iaia_desktop.core.errors import SessionFileError

    page = begin(stage, flow)
    error = SessionFileError("The disk is full.", "Free some space.")
    monkeypatch.setattr(stage.session.store, "append", refuse(error))

    assert not flow.confirm()

    assert flow.page is page
    assert not flow.view.busy
    assert len(stage.labels()) == 3
    assert "disk is full" in stage.notices[-1].text


# --- one image at a time ---------------------------------------------------------------------


def test_it_gives_way_where_one_image_is_better_and_comes_back_by_itself(
    stage: Stage, flow: PageFlow, choose: Callable[[Chooser], None]
) -> None:
    choose(one_image)
    with stage.qtbot.waitSignal(flow.gave_way):
        flow.begin()
    assert not flow.active
    assert stage.name == "08_blue.png"
    assert stage.notices[-1].actions[0].command == "label_pages"

    choose(always_a_page)
    with stage.qtbot.waitSignal(flow.came_back):
        stage.session.accept()

    assert flow.view.kind is PageKind.PAGE


def test_asked_again_after_giving_way_it_shows_a_page(
    stage: Stage, flow: PageFlow, choose: Callable[[Chooser], None]
) -> None:
    choose(one_image)
    with stage.qtbot.waitSignal(flow.gave_way):
        flow.begin()

    page = begin(stage, flow)

    assert len(page.image_ids) == 2


def test_who_leaves_is_left_alone(
    stage: Stage, flow: PageFlow, choose: Callable[[Chooser], None]
) -> None:
    choose(one_image)
    with stage.qtbot.waitSignal(flow.gave_way):
        flow.begin()
    flow.leave()
    choose(always_a_page)

    with stage.qtbot.assertNotEmitted(flow.came_back, wait=200):
        stage.session.accept()

    assert not flow.active


# --- without a page --------------------------------------------------------------------------


def test_before_the_first_label_it_says_so(stage: Stage) -> None:
    stage.open_ready()
    flow = stage.workspace.pages

    flow.begin()

    stage.wait(lambda: flow.view.kind is PageKind.NOTHING_LABELLED)


def test_an_empty_folder_has_no_page(stage: Stage, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    stage.open(empty)
    stage.wait_scanned()
    flow = stage.workspace.pages

    flow.begin()

    stage.wait(lambda: flow.view.kind is PageKind.NO_IMAGES)


def test_the_first_page_comes_when_images_are_embedded(stage: Stage) -> None:
    encoder = stage.loader.encoders["builtin"]
    encoder.gate.clear()
    stage.open()
    stage.wait_scanned()
    label_first(stage)
    flow = stage.workspace.pages
    flow.begin()
    stage.wait(lambda: flow.view.kind is PageKind.NOTHING_SEEN)

    encoder.gate.set()

    assert len(shown(stage, flow).image_ids) >= 1


def test_a_session_that_another_window_works_on_may_be_looked_at(stage: Stage) -> None:
    stage.open_ready()
    label_first(stage)
    path = stage.session.store.path
    stage.close()
    stage.open(path, read_only=True)
    stage.wait_embedded()
    flow = stage.workspace.pages
    page = begin(stage, flow)
    assert flow.view.read_only

    flow.take_out(page.image_ids)

    assert not flow.confirm()
    assert not page.is_touched
    assert len(stage.labels()) == 3


# --- size ------------------------------------------------------------------------------------


def test_a_page_follows_the_window_until_it_is_worked_on(stage: Stage) -> None:
    for number in range(9, 30):
        draw(stage.folder / f"{number:02}_red.png", "red", number)
    stage.open_ready()
    label_first(stage)
    flow = stage.workspace.pages
    flow.set_size(6)
    begin(stage, flow)
    sizes = [len(flow.view.image_ids)]
    flow.set_size(4)
    sizes.append(len(flow.view.image_ids))
    assert sizes == [6, 4]

    flow.set_size(9)
    stage.wait(lambda: flow.page is not None and len(flow.page.image_ids) == 9)
    page = shown(stage, flow)
    flow.take_out(page.image_ids[:1])
    flow.set_size(3)

    assert flow.page is page
    assert len(page.image_ids) == 9
