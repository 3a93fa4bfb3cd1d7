from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QSpinBox
from pytestqt.qtbot import QtBot

from iaia_desktop.core.method import EpsilonMode, Method, RankerChoice
from iaia_desktop.core.types import Distance
from iaia_desktop.session.key_choices import KeyChoices
from iaia_desktop.session.settings_view import (
    EncoderChoice,
    SettingsSurroundings,
    SettingsView,
)
from iaia_desktop.ui.settings_dialog import PAGES, SettingsDialog

VIEW = SettingsView(
    encoder_spec="timm:resnet18",
    method=Method(
        Distance.L2,
        EpsilonMode.FIXED,
        0.25,
        normalise=False,
        learn_from_machine=True,
        ranker=RankerChoice.KERNEL,
    ),
    theme="dark",
    keep_zoom=True,
    thumbnail_size_px=128,
    keys={"skip": ("K",)},
)
AROUND = SettingsSurroundings(
    encoders=(
        EncoderChoice("open_clip:a/b", "Balanced", "Good.", "MIT", False, 600_000_000, "/w"),
        EncoderChoice("builtin", "Built in", "No weights."),
    ),
    class_keys={"w": "shoes"},
)


def check(spec: str) -> str | None:
    return None if spec.startswith(("timm:", "open_clip:")) else "No such family of encoders."


@pytest.fixture
def dialog(qtbot: QtBot) -> SettingsDialog:
    dialog = SettingsDialog(
        VIEW, AROUND, check_spec=check, spec_of_folder=lambda path: f"timm:local-dir:{path}"
    )
    qtbot.addWidget(dialog)
    return dialog


def test_untouched_dialog_gives_back_what_it_took(dialog: SettingsDialog) -> None:
    assert dialog.view == VIEW


def test_pages_change_their_own_part(dialog: SettingsDialog) -> None:
    dialog.encoder_page.set_spec("builtin")
    dialog.method_page.set_method(Method())
    dialog.looks_page.set_looks("light", 64, keep_zoom=False)
    assert dialog.view == replace(
        VIEW,
        encoder_spec="builtin",
        method=Method(),
        theme="light",
        thumbnail_size_px=64,
        keep_zoom=False,
    )
    dialog.accept()
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_wrong_spec_is_told_and_cannot_be_applied(dialog: SettingsDialog) -> None:
    dialog.encoder_page.set_spec("nonsense")
    assert dialog.encoder_page.problem == "No such family of encoders."
    assert not dialog._ok.isEnabled()
    dialog.encoder_page.set_spec("open_clip:a/b")
    assert dialog.encoder_page.problem == ""
    assert dialog._ok.isEnabled()


def test_folder_with_weights(dialog: SettingsDialog) -> None:
    dialog.encoder_page.use_folder("/my/weights")
    assert dialog.view.encoder_spec == "timm:local-dir:/my/weights"


def test_epsilon_is_typed_only_when_it_is_a_number(dialog: SettingsDialog) -> None:
    spin = dialog.method_page._epsilon
    assert spin.isEnabled()
    dialog.method_page.set_method(Method(epsilon_mode=EpsilonMode.NONE))
    assert not spin.isEnabled()


def test_the_line_below_says_what_the_chosen_ranker_does(
    dialog: SettingsDialog, qtbot: QtBot
) -> None:
    page = dialog.method_page
    assert page._ranker.currentText() == "Kernel"
    page.set_method(Method())
    assert page._ranker_line.text() == "Follows the one that does best on your own answers."
    page._ranker.setCurrentText("Prototypes")
    assert page.method == Method(ranker=RankerChoice.PROTOTYPE)
    assert page._ranker_line.text().startswith("The published method alone")
    assert page._ranker.accessibleDescription() == page._ranker_line.text()
    dialog.show_page("method")
    with qtbot.waitExposed(dialog):
        dialog.show()
    wheel = QWheelEvent(
        QPointF(5, 5),
        page._ranker.mapToGlobal(QPointF(5, 5)),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(page._ranker, wheel)
    assert page._ranker.currentText() == "Prototypes"


def press(dialog: SettingsDialog, action_id: str, key: str) -> None:
    dialog.keys_page.choose_action(action_id)
    dialog.keys_page._edit.setKeySequence(QKeySequence(key))


def test_taken_key_is_told_and_can_be_moved(dialog: SettingsDialog) -> None:
    page = dialog.keys_page
    press(dialog, "discard", "K")
    assert page.message == "“K” is the key of “Skip”."
    assert not page._add.isEnabled()
    page._move.click()
    assert page.changed_keys == {"skip": (), "discard": ("X", "K")}


def test_key_of_a_class_is_told_but_free(dialog: SettingsDialog) -> None:
    press(dialog, "discard", "W")
    assert "class “shoes”" in dialog.keys_page.message
    dialog.keys_page._replace.click()
    assert dialog.view.keys == {"skip": ("K",), "discard": ("W",)}


@pytest.mark.parametrize("key", ["Esc", "Tab"])
def test_reserved_keys_are_refused(dialog: SettingsDialog, key: str) -> None:
    press(dialog, "discard", key)
    assert "kept for other things" in dialog.keys_page.message
    assert not dialog.keys_page._add.isEnabled()


def test_defaults_come_back_one_by_one_and_together(dialog: SettingsDialog) -> None:
    page = dialog.keys_page
    press(dialog, "discard", "S")
    page._replace.click()
    page.choose_action("skip")
    page._reset.click()
    assert page.changed_keys == {"discard": ()}
    page._clear.click()
    page._reset_all.click()
    assert page.changed_keys == {}


def test_no_key_ever_belongs_to_two() -> None:
    choices = KeyChoices({"unknown": ("Q",), "skip": ("J",)})
    assert choices.changed == {"skip": ("J",)}
    choices.set_keys("undo", ("j", "J", ""))
    assert choices.keys_of("undo") == ("J",)
    assert choices.keys_of("skip") == ()
    assert choices.owner_of("J") == "undo"
    assert choices.owner_of("F12") is None
    assert choices.owner_of("Shift+?") == choices.owner_of("Shift+?")


def test_controls_have_names(dialog: SettingsDialog) -> None:
    for name in PAGES:
        dialog.show_page(name)
    for kind in (QSpinBox, QComboBox):
        for widget in dialog.findChildren(kind):
            assert widget.accessibleName()
