from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import EncoderError
from iaia_desktop.core.saying import Saying
from iaia_desktop.jobs.progress import Progress
from iaia_desktop.session.precision_trials import PrecisionTrials
from iaia_desktop.session.settings_view import (
    EncoderChoice,
    PrecisionChoice,
    SettingsSurroundings,
    SettingsView,
)
from iaia_desktop.ui.precision_box import PrecisionBox
from iaia_desktop.ui.settings_dialog import SettingsDialog
from iaia_desktop.workers.task import TaskRunner

CHOICES = (
    PrecisionChoice("float32"),
    PrecisionChoice("int8"),
    PrecisionChoice("bfloat16", "This processor has no AMX."),
)
AROUND = SettingsSurroundings(
    encoders=(
        EncoderChoice("open_clip:a/b", "Balanced", "Good.", "MIT", False, 600_000_000, "/w"),
        EncoderChoice("builtin", "Built in", "No weights."),
    ),
    precisions=CHOICES,
)


@pytest.fixture
def dialog(qtbot: QtBot) -> SettingsDialog:
    dialog = SettingsDialog(SettingsView("open_clip:a/b#int8"), AROUND)
    qtbot.addWidget(dialog)
    return dialog


def notes(box: PrecisionBox) -> dict[str, str]:
    return {card.value: card.button.accessibleDescription() for card in box._cards.cards}


def test_shows_and_gives_back_the_precision_of_a_spec(dialog: SettingsDialog) -> None:
    page = dialog.encoder_page
    assert page._cards.value == "open_clip:a/b"
    assert page.precision.value == "int8"
    assert dialog.view.encoder_spec == "open_clip:a/b#int8"
    page.precision._cards.choose("float32")
    assert dialog.view.encoder_spec == "open_clip:a/b"


def test_a_spec_of_ones_own_has_its_precision(dialog: SettingsDialog) -> None:
    page = dialog.encoder_page
    page.set_spec("timm:x#int8")
    assert page._spec.text() == "timm:x"
    assert page.spec == "timm:x#int8"
    page._spec.setText("timm:y#float32")
    page._spec.textEdited.emit("timm:y#float32")
    assert page.precision.value == "float32"
    assert page.spec == "timm:y"


def test_the_built_in_encoder_has_one(dialog: SettingsDialog) -> None:
    page = dialog.encoder_page
    page._cards.choose("builtin")
    assert page.spec == "builtin"
    assert "one precision" in notes(page.precision)["int8"]
    page._cards.choose("open_clip:a/b")
    assert page.spec == "open_clip:a/b#int8"


def test_what_does_not_serve_here_says_why(qtbot: QtBot) -> None:
    box = PrecisionBox(CHOICES)
    qtbot.addWidget(box)
    enabled = {card.value: card.button.isEnabled() for card in box._cards.cards}
    assert enabled == {"float32": True, "int8": True, "bfloat16": False}
    assert notes(box)["bfloat16"] == "This processor has no AMX."
    box.choose("bfloat16")  # of a session that comes from another machine
    assert box.value == "bfloat16"
    assert not box._measure.isEnabled()


def test_measures_what_is_chosen(dialog: SettingsDialog, qtbot: QtBot) -> None:
    page = dialog.encoder_page
    box = page.precision
    with qtbot.waitSignal(page.trial_requested) as asked:
        box._measure.click()
    assert asked.args == ["open_clip:a/b#int8"]
    assert not box._measure.isEnabled()
    box.show_progress(Progress(1, 7, "Measuring"))
    assert box.outcome == "Measuring (2 of 7)…"
    box.show_trial(1.93, 0.99987)
    assert box.outcome == "1.9 times as fast here; embeddings agree to at least 0.9998 (cosine)."
    assert box._measure.isEnabled()
    box._cards.choose("float32")
    assert box.outcome == ""
    assert not box._measure.isEnabled()


@pytest.mark.parametrize(
    ("ratio", "words"), [(1.02, "As fast as in full"), (0.16, "Slower here: 0.16 times")]
)
def test_no_gain_is_told_as_none(qtbot: QtBot, ratio: float, words: str) -> None:
    box = PrecisionBox(CHOICES)
    qtbot.addWidget(box)
    box.show_trial(ratio, 0.99)
    assert words in box.outcome


def test_without_a_choice_there_is_no_box(qtbot: QtBot) -> None:
    view = SettingsView("open_clip:a/b#int8")
    dialog = SettingsDialog(view, SettingsSurroundings(AROUND.encoders))
    qtbot.addWidget(dialog)
    assert dialog.encoder_page.precision.isHidden()
    assert dialog.view == view


GERMAN = {
    "Measuring": "Es wird gemessen",
    "{model} cannot be loaded.": "{model} lässt sich nicht laden.",
    "Choose float32.": "float32 wählen.",
    "Not on this one.": "Nicht auf diesem.",
}


def broken(spec: str, cancel: CancelToken) -> Iterator[object]:
    yield Progress(0, 2, Saying("Measuring"))
    raise EncoderError(Saying("{model} cannot be loaded.", model="X"), Saying("Choose float32."))


def test_what_the_layers_below_say_is_translated(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("iaia_desktop.ui.said._look_up", lambda words: GERMAN.get(words, words))
    box = PrecisionBox(
        (PrecisionChoice("float32"), PrecisionChoice("int8", Saying("Not on this one.")))
    )
    qtbot.addWidget(box)
    assert notes(box)["int8"] == "Nicht auf diesem."
    runner = TaskRunner()
    trials = PrecisionTrials(runner, job=broken)
    steps: list[str] = []
    trials.progressed.connect(box.show_progress)
    trials.progressed.connect(lambda _: steps.append(box.outcome))
    trials.failed.connect(box.show_words)
    with qtbot.waitSignal(trials.failed):
        trials.try_out("timm:a#int8")
    assert steps == ["Es wird gemessen (1 of 2)…"]
    assert box.outcome == "X lässt sich nicht laden. float32 wählen."
    assert runner.shutdown()
