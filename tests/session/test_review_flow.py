from __future__ import annotations

from pathlib import Path

import pytest

from iaia_desktop.core.review import Doubt, MergeOffer, NearDuplicates, SplitOffer
from iaia_desktop.core.types import ClassId, DecidedBy, DecisionKind
from iaia_desktop.session.review_flow import SETTLED_SETTING, ReviewFlow
from iaia_desktop.session.review_items import ReviewKind
from tests.session.conftest import COLOURS, Stage, draw

COUNT = 30
WRONG = "04_green.png"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "photos"
    for number in range(COUNT):
        colour = tuple(COLOURS)[number % 3]
        draw(made / f"{number:02}_{colour}.png", colour, number)
    return made


def label(stage: Stage, wanted: dict[str, str], by: DecidedBy = DecidedBy.HUMAN) -> None:
    """Label images as one decision, founding the classes."""
    for name in sorted(set(wanted.values())):
        if stage.session.state.class_named(name) is None:
            stage.session.create_class(name)
    pairs = [(stage.image(name), stage.class_id(class_)) for name, class_ in wanted.items()]
    kind = DecisionKind.AUTOMATIC if by is DecidedBy.MACHINE else DecisionKind.CONFIRM_PAGE
    assert stage.session.decide(
        lambda: stage.session.state.plan_labels(pairs, at=1.0, by=by, kind=kind)
    )


def colours(stage: Stage, **wrong: str) -> dict[str, str]:
    paths = stage.session.state.paths()
    return {path: path[3:].removesuffix(".png") for path in paths} | wrong


def look_over(stage: Stage) -> ReviewFlow:
    review = stage.workspace.review
    review.begin()
    stage.wait(lambda: not review.view.busy)
    return review


def doubt(stage: Stage) -> Doubt:
    item = stage.workspace.review.view.item
    assert isinstance(item, Doubt)
    return item


def reviewed(stage: Stage, by: DecidedBy = DecidedBy.HUMAN) -> ReviewFlow:
    stage.open_ready()
    label(stage, colours(stage, **{WRONG: "red"}), by)
    return look_over(stage)


def test_a_wrong_label_is_asked_about_and_changed_with_one_key(stage: Stage) -> None:
    review = reviewed(stage)
    assert stage.session.state.path(doubt(stage).image_id) == WRONG
    assert doubt(stage).likelier == stage.class_id("green")
    assert review.view.counts[ReviewKind.LABELS] == 1
    assert (review.view.place, review.view.labels, review.view.unseen) == (1, COUNT, 0)

    review.agree()

    assert stage.labels() == stage.saved_labels() == colours(stage)
    stage.wait(lambda: not review.view.busy)
    assert review.view.item is None
    assert stage.session.engine.metrics.accuracy is None

    review.undo()
    assert stage.labels()[WRONG] == "red"
    review.look_over()
    stage.wait(lambda: not review.view.busy)
    assert stage.session.state.path(doubt(stage).image_id) == WRONG


def test_undo_shows_what_was_changed_again_and_redo_goes_on(stage: Stage) -> None:
    stage.open_ready()
    label(stage, colours(stage, **{WRONG: "red", "06_red.png": "blue"}))
    review = look_over(stage)
    first = doubt(stage)

    review.agree()
    second = doubt(stage)
    assert second != first
    review.undo()
    assert doubt(stage) == first
    review.redo()
    assert doubt(stage) == second
    assert review.following(3) == []


def test_a_label_that_is_kept_is_not_asked_about_again(stage: Stage) -> None:
    review = reviewed(stage)
    before = stage.session.history.undo_id
    review.keep()
    assert review.view.item is None
    assert stage.session.history.undo_id == before

    review.undo()
    assert stage.session.state.path(doubt(stage).image_id) == WRONG
    assert stage.session.history.undo_id == before
    review.keep()
    review.leave()

    stage.reopen()
    stage.wait_scanned()
    stage.wait_embedded()
    review = look_over(stage)
    assert review.view.counts[ReviewKind.LABELS] == 0
    assert review.view.answered == 1
    assert stage.labels()[WRONG] == "red"


def test_a_label_of_the_machine_that_is_kept_becomes_the_persons(stage: Stage) -> None:
    review = reviewed(stage, DecidedBy.MACHINE)
    image_id = doubt(stage).image_id

    review.keep()
    assert stage.session.state.verdict(image_id).by is DecidedBy.HUMAN
    assert review.view.counts[ReviewKind.LABELS] == 0

    review.undo()
    assert stage.session.state.verdict(image_id).by is DecidedBy.MACHINE
    assert doubt(stage).image_id == image_id
    review.redo()
    assert review.view.counts[ReviewKind.LABELS] == 0


def test_what_the_machine_labelled_comes_first_by_choice(stage: Stage) -> None:
    stage.open_ready()
    wanted = colours(stage, **{WRONG: "red", "06_red.png": "blue"})
    label(stage, wanted)
    review = look_over(stage)
    worst = doubt(stage)
    review.go_by(1)
    other = doubt(stage)
    name = stage.session.state.path(other.image_id)
    label(stage, {name: wanted[name]}, DecidedBy.MACHINE)

    review.choose_kind(ReviewKind.LABELS)
    assert doubt(stage) == worst
    review.set_machines_first(True)
    assert review.machines_first
    assert doubt(stage) == other
    review.go_by(5)
    assert doubt(stage) == worst
    review.go_by(-5)
    assert doubt(stage) == other


def test_a_doubt_can_get_any_class_or_a_new_one(stage: Stage) -> None:
    stage.open_ready()
    label(stage, colours(stage, **{WRONG: "red", "06_red.png": "blue"}))
    review = look_over(stage)

    one = stage.session.state.path(doubt(stage).image_id)
    review.give(stage.class_id("blue") if one == WRONG else stage.class_id("green"))
    two = stage.session.state.path(doubt(stage).image_id)
    review.give_new("odd one")

    assert stage.labels()[one] == ("blue" if one == WRONG else "green")
    assert stage.labels()[two] == "odd one"
    review.give_new("nothing to name")
    assert stage.session.state.class_named("nothing to name") is None


def test_changing_the_label_elsewhere_settles_it(stage: Stage) -> None:
    review = reviewed(stage)
    stage.workspace.chosen.label([stage.image(WRONG)], stage.class_id("green"))
    assert review.view.item is None


def test_near_duplicates_with_different_labels(stage: Stage) -> None:
    draw(stage.folder / "90_green.png", "green", 4)
    stage.open_ready()
    stage.workspace.learning.note_files()
    label(stage, colours(stage, **{WRONG: "blue"}))
    review = look_over(stage)
    review.choose_kind(ReviewKind.DUPLICATES)
    pair = review.view.item
    assert isinstance(pair, NearDuplicates)
    names = {stage.session.state.path(i) for i in (pair.first, pair.second)}
    assert names == {WRONG, "90_green.png"}
    assert pair.likelier == stage.class_id("green")

    review.agree()
    assert stage.labels()[WRONG] == "green"
    review.undo()
    assert review.view.kind is ReviewKind.DUPLICATES
    review.give(stage.class_id("blue"))
    assert [stage.labels()[name] for name in names] == ["blue", "blue"]


def test_a_class_under_two_names_is_merged_either_way(stage: Stage) -> None:
    stage.open_ready()
    wanted = colours(stage)
    for number in (0, 6, 12, 18, 24):
        wanted[f"{number:02}_red.png"] = "crimson"
    label(stage, wanted)
    review = look_over(stage)
    review.choose_kind(ReviewKind.CLASSES)
    offers = [row for row in (review.view.item,) if isinstance(row, MergeOffer)]
    assert {offers[0].source, offers[0].target} == {
        stage.class_id("red"), stage.class_id("crimson"),
    }  # fmt: skip

    review.give(stage.class_id("blue"))
    assert stage.notices[-1].text.startswith("Choose one of the two")
    red = stage.class_id("red")
    review.give(red)
    assert stage.session.state.class_named("crimson") is None
    assert stage.labels() == colours(stage)

    review.undo()
    assert review.view.item == offers[0]


def test_a_class_of_two_kinds_is_split_by_naming_the_second(stage: Stage) -> None:
    for number in range(COUNT, 60):
        draw(stage.folder / f"{number}_red.png", "red", number)
    stage.open_ready()
    names = stage.session.state.paths()
    label(stage, {name: "warm" if "red" in name or "green" in name else "cold" for name in names})
    review = look_over(stage)
    review.choose_kind(ReviewKind.CLASSES)
    offer = review.view.item
    assert isinstance(offer, SplitOffer)
    assert not review.agree()
    review.give(offer.class_id)
    assert review.view.counts[ReviewKind.CLASSES] == 0
    review.undo()
    assert review.view.counts[ReviewKind.CLASSES] == 1

    review.give_new("green")

    green = {name for name in names if "green" in name}
    assert {name for name, row in stage.labels().items() if row == "green"} == green
    review.undo()
    assert set(stage.labels().values()) == {"warm", "cold"}
    assert review.view.item == offer


def test_images_without_a_vector_are_told_and_looked_at_later(stage: Stage) -> None:
    encoder = stage.loader.encoders["builtin"]
    encoder.gate.clear()
    stage.open()
    stage.wait_scanned()
    label(stage, colours(stage, **{WRONG: "red"}))
    review = look_over(stage)
    assert (review.view.labels, review.view.unseen) == (0, COUNT)

    encoder.gate.set()
    stage.wait(lambda: review.view.item is not None)
    assert stage.session.state.path(doubt(stage).image_id) == WRONG


def test_a_session_that_may_only_be_looked_at_is_not_changed(stage: Stage) -> None:
    review = reviewed(stage)
    review.leave()
    stage.close()
    stage.open(read_only=True)
    stage.wait_scanned()
    stage.wait_embedded()
    review = look_over(stage)
    review.keep()
    review.agree()
    assert stage.notices[-1].key == "read-only-press"
    assert stage.session.store.get_setting(SETTLED_SETTING, []) == []


def test_leaving_gives_up_what_is_under_way(stage: Stage) -> None:
    stage.open_ready()
    label(stage, colours(stage))
    review = stage.workspace.review
    review.begin()
    review.leave()
    assert not review.view.busy
    look_over(stage)
    assert review.view.labels == COUNT
    assert review.view.item is None
    review.keep()
    review.give(ClassId(1))
    assert review.agree()
    assert stage.labels() == colours(stage)
