from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from iaia_desktop.export.cells import neutralise, restore, without_formula

TROUBLE = st.lists(
    st.one_of(
        st.sampled_from(
            [*"'=+-@\t\r\n;, ab\\", "\\u005c", "\\udce9", "\\u202e", "\udce9", "\u202e"]
        ),
        st.characters(),
    ),
    max_size=10,
).map("".join)
# Wherever some spreadsheet begins a cell.
FORMULA = re.compile("(^|[;,\t\r\n])\\s*[=+\\-@＝＋－＠]")  # noqa: RUF001


@given(TROUBLE)
@example("=cmd()")
@example("'=cmd()")
@example("'quoted'")
@example("a;=cmd()")
@example("a,' =cmd()")
@example("\n=cmd()")
@example("\\u000a")
def test_a_cell_is_harmless_and_comes_back(text: str) -> None:
    cell = neutralise(text)
    assert not FORMULA.search(cell)
    assert len(cell.splitlines()) <= 1
    cell.encode()
    assert restore(cell) == text


def test_no_two_texts_have_one_cell() -> None:
    texts = ["caf\udce9", "caf\\udce9", "caf\\u005cudce9", "caf\\\\udce9", "=x", "'=x", "''=x"]
    assert len(set(map(neutralise, texts))) == len(texts)


@given(TROUBLE)
def test_names_without_formulas_stand_in_tables_as_they_are(text: str) -> None:
    name = without_formula("".join(sign for sign in text if sign.isprintable() and sign != "\\"))
    assert neutralise(name) == name
    assert without_formula(name) == name


@pytest.mark.parametrize(
    "text", ["", "cat", "a=b", "it's", "'tis", "a, b", "a\\b", "猫; שלום", "\\u12"]
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert neutralise(text) == text
    assert restore(text) == text
