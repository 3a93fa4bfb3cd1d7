from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iaia_desktop.core.errors import FolderError
from iaia_desktop.core.saying import Saying, translated

GERMAN = {
    "{path} cannot be read.": "{path} ist nicht lesbar.",
    "Try {what} again.": "{what} noch einmal versuchen.",
    "the folder": "den Ordner",
    "{n:,} images": "{n:,} Bilder",
    "broken": "kaputt {nothing}",
}


def look_up(template: str) -> str:
    return GERMAN.get(template, template)


def test_it_is_the_english_text() -> None:
    saying = Saying("{n:,} images", n=1200)
    assert saying == "1,200 images"
    assert f"{saying}!" == "1,200 images!"
    assert json.dumps(saying) == '"1,200 images"'
    assert saying.template == "{n:,} images"


def test_it_can_be_said_in_another_language() -> None:
    assert Saying("{n:,} images", n=1200).translated(look_up) == "1,200 Bilder"
    assert Saying("no such template").translated(look_up) == "no such template"


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 images"), (1, "1 image"), (1200, "1,200 images")]
)
def test_one_reads_otherwise_than_many(count: int, words: str) -> None:
    saying = Saying.counted(count, "1 {kind}", "{n:,} {kind}s", kind="image")
    assert saying == words
    assert saying.template == ("1 {kind}" if count == 1 else "{n:,} {kind}s")


def test_values_are_translated_when_they_are_sayings() -> None:
    saying = Saying("Try {what} again.", what=Saying("the folder"))
    assert saying.translated(look_up) == "den Ordner noch einmal versuchen."
    assert Saying("Try {what} again.", what="the folder").translated(look_up) == (
        "the folder noch einmal versuchen."
    )


def test_braces_in_a_value_are_no_template() -> None:
    path = Path("/a/{n}.jpg")
    assert Saying("{path} cannot be read.", path=path).translated(look_up) == (
        "/a/{n}.jpg ist nicht lesbar."
    )


def test_several_are_joined() -> None:
    both = Saying.joined(
        ["", Saying("{path} cannot be read.", path="x"), "A.", Saying("the folder")]
    )
    assert both == "x cannot be read. A. the folder"
    assert both.translated(look_up) == "x ist nicht lesbar. A. den Ordner"
    assert Saying.joined([]) == Saying.joined([]).translated(look_up) == ""


def test_a_translation_that_cannot_be_filled_leaves_english() -> None:
    assert Saying("broken").translated(look_up) == "broken"


def test_a_missing_value_is_a_fault_at_once() -> None:
    with pytest.raises(KeyError):
        Saying("{path} cannot be read.")


def test_a_known_error_keeps_it() -> None:
    error = FolderError(Saying("{path} cannot be read.", path="x"), "Do it.")
    assert translated(error.what, look_up) == "x ist nicht lesbar."
    assert translated(error.remedy, look_up) == "Do it."
    assert str(error) == "x cannot be read. Do it."
    assert translated(error.words, look_up) == "x ist nicht lesbar. Do it."


@given(st.text(), st.integers(), st.booleans())
def test_it_travels_to_another_process(name: str, count: int, nested: bool) -> None:
    saying = Saying("{what}: {n:,} images", what=Saying("{a}", a=name) if nested else name, n=count)
    whole = Saying.joined([saying, name])
    for each in (saying, whole):
        again = pickle.loads(pickle.dumps(each))  # noqa: S301 - our own
        assert type(again) is Saying
        assert again == each
        assert again.translated(str.upper) == each.translated(str.upper)
