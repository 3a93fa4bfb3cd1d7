"""Names: normal form, duplicates, near-duplicates and finding by a few letters."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from iaia_desktop.core.names import (
    find_duplicate,
    near_duplicates,
    normalise_name,
    rank_matches,
)

CLOTHES = ("dress", "hat", "longsleeve", "outwear", "pants", "shirt", "shoes", "t-shirt")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  shoes ", "shoes"),
        ("rain\t coat\n", "rain coat"),
        ("cafe\u0301", "café"),
        ("zero\u200bwidth", "zerowidth"),
        ("a\u00a0b", "a b"),
        ("\u0000", ""),
        ("   ", ""),
        ("e\u200b\u0301", "é"),
        ("\u3164", ""),
        ("\ufe0f\u200d", ""),
        ("\u202egnp", "gnp"),
        ("a\u200db", "ab"),
        ("caf\udce9", r"caf\udce9"),
        ("caf\udcc3\udca9", "café"),
        ("\ud800\udce9", r"\ud800\udce9"),
        ("می\u200cخوب", "می\u200cخوب"),
        ("क\u094d\u200dष", "क\u094d\u200dष"),
        ("👩🏽\u200d🚀", "👩🏽\u200d🚀"),
        ("❤\ufe0f\u200d🔥", "❤\ufe0f\u200d🔥"),
        ("\U0001f3f4\U000e0067\U000e007f", "\U0001f3f4\U000e0067\U000e007f"),
        ("a\U000e0067", "a"),
    ],
)
def test_normal_form(typed: str, kept: str) -> None:
    assert normalise_name(typed) == kept


PIECES = (
    *(
        "a",
        "e",
        "\u0301",
        "\u200b",
        "\u200c",
        "\u200d",
        "م",
        "ک",
        "क",
        "\u094d",
        "\u093c",
        "😀",
        "❤",
    ),
    *(
        "\ufe0f",
        "\U0001f3f4",
        "\U000e0067",
        "\U000e007f",
        " ",
        "\n",
        "\u3164",
        "\udce9",
        "\u202e",
        "🏽",
    ),
)


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.characters()), max_size=8).map("".join))
@example("\u0301\u200b\u094d\u200c")
def test_normal_form_is_stable_and_can_be_kept(text: str) -> None:
    name = normalise_name(text)
    assert normalise_name(name) == name == unicodedata.normalize("NFC", name) == name.strip()
    name.encode()


def test_duplicate_is_the_same_once_normalised() -> None:
    assert find_duplicate(" shoes", CLOTHES) == 6
    assert find_duplicate("Shoes", CLOTHES) is None
    assert find_duplicate("shoe", CLOTHES) is None
    assert find_duplicate("anything", ()) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("shoe", "shoes"),
        ("Shoes", "shoes"),
        ("SHOES", "shoes"),
        ("T shirt", "t-shirt"),
        ("tshirt", "t-shirt"),
        ("tshirts", "t-shirt"),
        ("dresses", "dress"),
        ("long sleeve", "longsleeve"),
        ("outwaer", "outwear"),
        ("pant", "pants"),
        ("hats", "hat"),
    ],
)
def test_near_duplicates(typed: str, meant: str) -> None:
    near = near_duplicates(typed, CLOTHES)
    assert CLOTHES[near[0]] == meant


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("type 2", ("type 1", "type 3")),
        ("character12", ("character01", "character02")),
        ("vitamin B", ("vitamin A",)),
        ("cat", ("hat", "car")),
        ("glass", ("grass",)),
        ("skirt", ("shirt",)),
        ("", CLOTHES),
        ("shoes", ("shoes",)),
        ("!!", ("??",)),
    ],
)
def test_names_that_are_meant_to_differ(typed: str, names: tuple[str, ...]) -> None:
    assert near_duplicates(typed, names) == []


def test_plurals_of_words_in_y_and_x() -> None:
    assert near_duplicates("boxes", ("box", "bog")) == [0]
    assert near_duplicates("berry", ("berries",)) == [0]


def test_near_duplicates_come_most_similar_first_and_limited() -> None:
    names = ("sandals x", "sandal", "Sandals", "sandalls")
    assert near_duplicates("sandals", names, limit=2) == [2, 1]


def test_ranking_prefers_beginnings() -> None:
    names = ("t-shirt", "shirt dress", "shirt", "sweatshirt", "short skirt")
    found = [names[match.index] for match in rank_matches("shirt", names)]
    assert found == ["shirt", "shirt dress", "t-shirt", "sweatshirt", "short skirt"]


def test_ranking_marks_what_matched() -> None:
    assert rank_matches("shi", ("t-shirt",))[0].spans == ((2, 5),)
    assert rank_matches("lsl", ("longsleeve",))[0].spans == ((0, 1), (4, 6))


def test_ranking_ignores_capitals_and_accents_and_keeps_places() -> None:
    match = rank_matches("cafe", ("Große Café",))[0]
    assert match.spans == ((6, 10),)
    assert rank_matches("grosse", ("Große Café",))[0].spans == ((0, 5),)


def test_empty_query_fits_all_in_order_and_nonsense_fits_none() -> None:
    assert [match.index for match in rank_matches(" ", CLOTHES)] == list(range(len(CLOTHES)))
    assert rank_matches("qqq", CLOTHES) == []
    assert len(rank_matches("", CLOTHES, limit=3)) == 3


@given(st.text(max_size=12), st.lists(st.text(max_size=20), max_size=8))
def test_matches_are_well_formed(query: str, names: list[str]) -> None:
    found = rank_matches(query, names)
    assert len({match.index for match in found}) == len(found)
    for match in found:
        ends = [0, *(place for span in match.spans for place in span)]
        assert ends == sorted(ends)
        assert ends[-1] <= len(names[match.index])


@given(st.lists(st.text(min_size=1, max_size=20), max_size=8))
def test_a_name_finds_itself(names: list[str]) -> None:
    for name in names:
        assert name in [names[match.index] for match in rank_matches(name, names)]
