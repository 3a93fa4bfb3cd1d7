from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from iaia_desktop.core.name_lines import read_name_lines
from iaia_desktop.core.names import normalise_name


def test_one_name_a_line() -> None:
    read = read_name_lines(
        "  red  shoe \n\n- boot\n\N{BULLET} sandal\r\nboot\n", [], most_characters=200
    )
    assert read.new == ("red shoe", "boot", "sandal")
    assert read.repeated == 1
    assert not read.known
    assert not read.too_long


def test_names_that_exist_are_told_apart() -> None:
    read = read_name_lines("cat\nCat\ndog", ["cat"], most_characters=200)
    assert read.known == ("cat",)
    assert read.new == ("Cat", "dog")


def test_lines_that_are_too_long_are_named() -> None:
    read = read_name_lines("ok\n" + "x" * 11 + "\nfine", [], most_characters=10)
    assert read.too_long == (2,)
    assert read.new == ("ok", "fine")


def test_a_hyphen_within_a_name_is_no_bullet() -> None:
    assert read_name_lines("-5 degrees\nt-shirt", [], most_characters=50).new == (
        "-5 degrees",
        "t-shirt",
    )


@given(st.text(max_size=300), st.lists(st.text(min_size=1, max_size=8), max_size=5))
def test_every_name_is_kept_once_as_it_will_be_stored(text: str, existing: list[str]) -> None:
    taken = {normalise_name(name) for name in existing}
    read = read_name_lines(text, taken, most_characters=100)
    assert len(set(read.new)) == len(read.new)
    assert all(name == normalise_name(name) and name for name in read.new)
    assert not taken.intersection(read.new)
    assert taken.issuperset(read.known)
