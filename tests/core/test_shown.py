"""Names as they are shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iaia_desktop.core.shown import class_title, shown


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("IMG 1.jpg", "IMG 1.jpg"),
        ("a\nb\r\t\x1b[31m\x9b", r"a\nb\r\t\x1b[31m\x9b"),
        ("caf\udce9", r"caf\udce9"),
        ("\u202egpj.exe", r"\u202egpj.exe"),
        ("a\u200b\ufeff\u2028", r"a\u200b\ufeff\u2028"),
        ("\N{NO-BREAK SPACE}猫 שלום é", "\N{NO-BREAK SPACE}猫 שלום é"),
        ("می\N{ZERO WIDTH NON-JOINER}خواهم 👨\N{ZERO WIDTH JOINER}👩", None),
    ],
)
def test_what_cannot_be_shown_is_told(name: str, words: str | None) -> None:
    assert shown(name) == (name if words is None else words)
    assert shown(Path(name)) == shown(name)


@given(st.text(st.characters()))
def test_every_name_is_one_line_that_can_be_written(name: str) -> None:
    words = shown(name)
    words.encode()
    assert len(words.splitlines()) <= 1
    assert shown(words) == words


@given(st.text(st.characters(), max_size=12))
def test_every_class_has_a_title(name: str) -> None:
    title = class_title(name)
    assert title.strip()
    assert len(title.splitlines()) == 1


def test_titles_of_classes_that_were_made_elsewhere() -> None:
    assert class_title("grey cat") == "grey cat"
    assert class_title("a\nb") == r"a\nb"
    assert class_title(" ") == class_title("") == "(no name)"
    assert class_title("x" * 1_000_000) == "x" * 300 + "…"
