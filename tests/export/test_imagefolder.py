from __future__ import annotations

import pytest

from iaia_desktop.export.imagefolder import split_word_note


@pytest.mark.parametrize(
    "target", ["test/a.jpg", "dev board/a.jpg", "cat/val_1.jpg", "cat/a_test.png", "my-train/x.jpg"]
)
def test_names_like_parts_of_a_split_are_noted(target: str) -> None:
    note = split_word_note(["cat/fine.jpg", target], has_split=False)
    assert note is not None
    assert 'data_files={"train": "**"}' in note


@pytest.mark.parametrize("target", ["cat/a.jpg", "trainers/a.jpg", "contest/valve.jpg"])
def test_other_names_are_not(target: str) -> None:
    assert split_word_note([target], has_split=False) is None


def test_in_a_split_only_class_folders_count() -> None:
    assert split_word_note(["train/cat/val_1.jpg"], has_split=True) is None
    note = split_word_note(["train/test/a.jpg"], has_split=True)
    assert note is not None
    assert '"validation": "validation/**"' in note
