from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence

from iaia_desktop.core.types import ImageState
from iaia_desktop.session.actions import (
    ACTIONS,
    CLASS_KEYS,
    Menu,
    Needs,
    action,
    class_keys_available,
    effective_keys,
)
from iaia_desktop.session.enabling import is_enabled
from tests.session.conftest import Stage


def test_every_action_is_there_once_with_words_and_a_menu() -> None:
    assert max(Counter(row.action_id for row in ACTIONS).values()) == 1
    for row in ACTIONS:
        assert row.plain_text
        assert row.tip
        assert row.menu in Menu
        assert "&" not in row.plain_text
    assert action("export_labels").plain_text == "Export"


def test_mnemonics_do_not_clash_within_a_menu() -> None:
    for menu in Menu:
        marked = [
            row.text[row.text.index("&") + 1].lower()
            for row in ACTIONS
            if row.menu is menu and "&" in row.text
        ]
        assert max(Counter(marked).values()) == 1, menu


def test_no_key_belongs_to_two_actions_and_all_are_keys(qapp: object) -> None:
    keys = [key for row in ACTIONS for key in row.keys]
    assert max(Counter(keys).values()) == 1
    for key in keys:
        sequence = QKeySequence.fromString(key, QKeySequence.SequenceFormat.PortableText)
        assert sequence.count() == 1
        assert sequence.toString(QKeySequence.SequenceFormat.PortableText) == key


def test_the_keys_that_people_were_promised() -> None:
    promised = {
        "accept": {"Space", "Return", "Enter"},
        "new_class": {"N"},
        "find_class": {"/"},
        "undo": {"Backspace", "Ctrl+Z"},
        "redo": {"Ctrl+Shift+Z"},
        "next_unlabelled": {"U"},
        "skip": {"S"},
        "discard": {"X"},
        "show_keys": {"F1", "?"},
        "previous_image": {"Left"},
        "next_image": {"Right"},
    }
    for action_id, keys in promised.items():
        assert keys <= set(action(action_id).keys)


def test_an_unknown_action_is_an_error() -> None:
    with pytest.raises(KeyError):
        action("fly")


def test_changed_keys_hold_and_unknown_actions_are_passed_over() -> None:
    keys = effective_keys({"skip": ("K",), "undo": (), "fly": ("F",)})
    assert keys["skip"] == ("K",)
    assert keys["undo"] == ()
    assert keys["accept"] == action("accept").keys
    assert "fly" not in keys


def test_class_keys_are_the_digits_and_the_letters_that_are_free() -> None:
    free = class_keys_available(effective_keys({}))
    assert free.startswith("1234567890ab")
    assert not set(free) & set("nsxugr")
    assert set(free) <= set(CLASS_KEYS)
    changed = class_keys_available(effective_keys({"skip": ("K",), "accept": ("1",)}))
    assert "s" in changed
    assert not {"k", "1"} & set(changed)


def test_actions_are_enabled_when_they_can_be_carried_out(stage: Stage) -> None:
    def enabled() -> set[Needs]:
        return {needs for needs in Needs if is_enabled(needs, stage.desk.workspace)}

    assert enabled() == {Needs.NOTHING}
    stage.open_ready()
    assert enabled() == {Needs.NOTHING, Needs.SESSION, Needs.IMAGE}
    stage.session.label_with_new_class("red")
    assert Needs.UNDO in enabled()
    assert Needs.DECIDED not in enabled()
    stage.session.navigator.go_to_place(0)
    assert Needs.DECIDED in enabled()
    stage.session.set_state(ImageState.UNLABELLED)
    stage.session.undo()
    assert {Needs.UNDO, Needs.REDO, Needs.DECIDED} <= enabled()
    path = stage.session.store.path
    stage.close()
    stage.open(path, read_only=True)
    assert not {Needs.UNDO, Needs.REDO} & enabled()


def test_without_an_image_only_the_session_is_there(stage: Stage) -> None:
    for path in stage.folder.iterdir():
        path.unlink()
    stage.open()
    stage.wait_scanned()
    assert is_enabled(Needs.SESSION, stage.desk.workspace)
    assert not is_enabled(Needs.IMAGE, stage.desk.workspace)
    assert not is_enabled(Needs.DECIDED, stage.desk.workspace)
