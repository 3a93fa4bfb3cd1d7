from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from iaia_desktop.core.auto_label import AutoPlan, MeasuredError, OfferKind
from iaia_desktop.core.supervision import Supervision, SupervisionMode
from iaia_desktop.core.types import ClassId, ImageId
from iaia_desktop.ui.auto_label_dialog import AutoLabelDialog
from iaia_desktop.ui.auto_label_words import measured_words, words_of
from iaia_desktop.ui.supervision_dialog import SupervisionDialog

READY = AutoPlan(
    OfferKind.READY,
    0.01,
    0.9,
    images=2,
    estimate=0.0021,
    bound=0.0089,
    checked=342,
    labels=((ImageId(3), ClassId(1)), (ImageId(4), ClassId(1))),
)
CHECK = AutoPlan(OfferKind.CHECK, 0.01, 0.9, images=1_085, estimate=0.004, to_check=342)


@pytest.fixture
def dialog(qtbot: QtBot) -> AutoLabelDialog:
    made = AutoLabelDialog(0.01, 0.9)
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_begins_with_working_it_out(dialog: AutoLabelDialog) -> None:
    assert "Working it out" in dialog.words
    assert dialog.plan is None


def test_a_plan_to_check_says_what_it_would_bring(qtbot: QtBot, dialog: AutoLabelDialog) -> None:
    dialog.set_plan(CHECK, 1_610)
    assert "about 1,085" in dialog.words
    assert "of 1,610 images" in dialog.words
    assert "at most 1 % wrong, with 90 % confidence" in dialog.words
    assert dialog._do.text() == "Check 342 images…"
    with qtbot.waitSignal(dialog.check_requested):
        dialog._do.click()


def test_an_offer_states_estimate_and_bound(qtbot: QtBot, dialog: AutoLabelDialog) -> None:
    dialog.set_plan(READY, 403)
    assert "Estimated errors: 0.2 %" in dialog.words
    assert "at most 0.9 % of them are wrong" in dialog.words
    assert "401 images stay for you" in dialog.words
    with qtbot.waitSignal(dialog.label_requested):
        dialog._do.click()


def test_a_spent_round_can_be_begun_again(qtbot: QtBot, dialog: AutoLabelDialog) -> None:
    dialog.set_plan(AutoPlan(OfferKind.SPENT, 0.01, 0.9, checked=342, wrong=9), 900)
    assert "9 of 342 checked images were wrong: too many for 1 %" in dialog.words
    with qtbot.waitSignal(dialog.start_over_requested):
        dialog._do.click()


@pytest.mark.parametrize(
    ("plan", "waiting"), [(AutoPlan(OfferKind.OUT_OF_REACH, 0.01, 0.9), 50), (CHECK, 0)]
)
def test_where_nothing_can_be_done_the_button_rests(
    dialog: AutoLabelDialog, plan: AutoPlan, waiting: int
) -> None:
    dialog.set_plan(plan, waiting)
    assert not dialog._do.isEnabled()


def test_a_session_that_may_only_be_looked_at_offers_nothing(dialog: AutoLabelDialog) -> None:
    dialog.set_plan(READY, 403, read_only=True)
    assert not dialog._do.isEnabled()


def test_another_wish_is_said_once_it_is_settled(qtbot: QtBot, dialog: AutoLabelDialog) -> None:
    dialog.set_plan(READY, 403)
    with qtbot.waitSignal(dialog.wish_changed) as said:
        dialog._target.setValue(2.5)
        dialog._target.setValue(3.0)
    assert said.args == [0.03, 0.9]
    assert dialog.plan is None


def test_the_measured_error_replaces_the_estimate(qtbot: QtBot, dialog: AutoLabelDialog) -> None:
    dialog.set_machine(1_200, None)
    assert "1,200 images are labelled by the machine" in dialog._machine_text.text()
    dialog.set_machine(1_150, MeasuredError(1_200, 50, 1, 0.061, 0.9))
    assert "1 of 50 labels of the machine were wrong (2.0 %)" in dialog._machine_text.text()
    with qtbot.waitSignal(dialog.sample_requested):
        dialog._sample.click()


def test_the_words_of_one_and_of_many() -> None:
    assert "1 image stays for you" in words_of(READY, 3).text
    assert "stay" not in words_of(READY, 2).text.split("show.")[1]
    under_way = AutoPlan(OfferKind.CHECK, 0.05, 0.9, checked=10, wrong=1, to_check=20)
    assert words_of(under_way, 90).headline == "of 30 images are checked"
    assert "1 of them was wrong" in words_of(under_way, 90).text
    assert "At" not in measured_words(MeasuredError(10, 10, 0, 0.0, 0.9))


@pytest.mark.parametrize("mode", list(SupervisionMode))
def test_the_supervision_dialog_gives_back_what_it_was_given(
    qtbot: QtBot, mode: SupervisionMode
) -> None:
    level = Supervision(mode, 0.1, 0.9, "seed")
    dialog = SupervisionDialog(level)
    qtbot.addWidget(dialog)
    assert dialog.level == level


def test_the_supervision_dialog_warns_of_what_is_not_bounded(qtbot: QtBot) -> None:
    dialog = SupervisionDialog(Supervision())
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog._note.isVisible()
    dialog.choose(SupervisionMode.SHARE)
    assert dialog._note.isVisible()
    assert dialog.level.mode is SupervisionMode.SHARE
