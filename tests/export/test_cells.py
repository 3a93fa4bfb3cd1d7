from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from iaia_desktop.export.cells import neutralise, restore


@given(st.text(st.sampled_from("'=+-@\tab"), max_size=8))
@example("=cmd()")
@example("'=cmd()")
@example("'quoted'")
def test_a_cell_is_harmless_and_comes_back(text: str) -> None:
    cell = neutralise(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t"))
    assert restore(cell) == text


@pytest.mark.parametrize("text", ["", "cat", "a=b", "it's", "'tis"])
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert neutralise(text) == text
    assert restore(text) == text
