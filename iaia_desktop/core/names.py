"""Names of classes: one spelling for each, near-duplicates noticed, and found by a few letters."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

NEAR_RATIO = 0.84
"""Share of common letters (Ratcliff and Obershelp) from which two names are taken for a slip."""

_SHORTEST_FOR_RATIO = 4
_REMEMBERED = 1 << 15
_TOKENS = re.compile(r"[^\W_]+")
_FORMAT_CATEGORIES = ("Cc", "Cf", "Zl", "Zp")
_SURROGATES = re.compile("[\ud800-\udfff]")
# Letters and symbols that look like nothing at all.
_BLANKS = re.compile("[\u115f\u1160\u2800\u3164\uffa0]")
_VARIATION_SELECTORS = "\ufe0e\ufe0f"
_NON_JOINER, _JOINER = "\u200c", "\u200d"
_FLAG = "\U0001f3f4"
_FLAG_TAGS = range(0xE0020, 0xE0080)
_VIRAMA = 9


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A name that fits what was typed.

    Attributes
    ----------
    index : int
        Place of the name in the sequence searched.
    spans : tuple of (int, int)
        Start and end of the matching stretches of the name, for emphasis; in order, not
        overlapping.
    """

    index: int
    spans: tuple[tuple[int, int], ...]


def normalise_name(text: str) -> str:
    r"""Return a name as it is kept: composed (NFC), one space between words, none around them.

    Control characters and invisible format characters are dropped, since two names that look the
    same must be the same. The joiners stay where they make a difference: in words of Arabic and
    Indic scripts, in emoji, and in the flags of England, Scotland and Wales. Bytes that are no
    text, in names that come from folders, become ``\udcXX``, so that two names never become one.
    The result may be empty, which is no name; a result comes back unchanged.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    name, before = _without_invisible(_as_text(text)), None
    # What was dropped may have kept marks in another order, which a joiner depends on.
    while name != before:
        name, before = _without_invisible(name), name
    return name


def _without_invisible(text: str) -> str:
    """Return a text composed, with single spaces, and without the signs that nobody sees there."""
    composed = unicodedata.normalize("NFC", text)
    kept: list[str] = []
    for place, character in enumerate(_BLANKS.sub(" ", composed)):
        before = kept[-1] if kept else " "
        if character.isspace():
            kept.append(" ")
        elif character in _VARIATION_SELECTORS:
            kept.extend(character if before != " " else "")
        elif unicodedata.category(character) not in _FORMAT_CATEGORIES or _tells_apart(
            character, before, composed[place + 1 : place + 2]
        ):
            kept.append(character)
    # Composed again, because a character that was dropped may have kept an accent from its letter.
    return unicodedata.normalize("NFC", " ".join("".join(kept).split()))


def _as_text(text: str) -> str:
    r"""Return a text with ``\udcXX`` for bytes that are none, whatever the system's locale."""
    if not _SURROGATES.search(text):
        return text
    with suppress(UnicodeEncodeError):
        # In a locale without letters even good names come as bytes.
        text = text.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")
    return _SURROGATES.sub(_escaped, text)


def _tells_apart(character: str, before: str, after: str) -> bool:
    """Tell whether a format character changes how the letters on both sides look."""
    if character in (_NON_JOINER, _JOINER):
        if unicodedata.combining(before) == _VIRAMA:
            return True
        if character == _NON_JOINER:
            return all(map(_is_arabic, (before, after)))
        return all(map(_is_pictorial, (before, after)))
    return ord(character) in _FLAG_TAGS and (before == _FLAG or ord(before) in _FLAG_TAGS)


def _is_arabic(letter: str) -> bool:
    return bool(letter) and unicodedata.bidirectional(letter) == "AL"


def _is_pictorial(sign: str) -> bool:
    """Tell whether a sign is an emoji, the colour of its skin, or the selector behind it."""
    return bool(sign) and (
        sign in _VARIATION_SELECTORS or unicodedata.category(sign) in ("So", "Sk", "Sm")
    )


def _escaped(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")


def find_duplicate(name: str, names: Sequence[str]) -> int | None:
    """Return the index of the same name among the names, or None.

    Names are the same when they are equal once normalised; a difference in capitals is a
    near-duplicate, not the same name.
    """
    wanted = normalise_name(name)
    for index, other in enumerate(names):
        if other == wanted or _traits(other).name == wanted:
            return index
    return None


def near_duplicates(name: str, names: Sequence[str], *, limit: int = 3) -> list[int]:
    """Return indices of names that are probably meant, the most similar first.

    A name is near when it differs in capitals, accents, spaces or punctuation, in singular and
    plural, or in a slip of the pen (`NEAR_RATIO`). Names that differ in a number or in a single
    letter standing alone ("type 1", "type 2"; "shirt", "t-shirt") are meant to differ.
    The same name (`find_duplicate`) is left out.

    Parameters
    ----------
    name : str
        What was typed.
    names : sequence of str
        The names there are.
    limit : int
        The most to return.
    """
    meant = _traits(name)
    key = meant.key
    if not key:
        return []
    matcher = difflib.SequenceMatcher(autojunk=False)
    matcher.set_seq2(key)
    found: list[tuple[float, int]] = []
    for index, other in enumerate(map(_traits, names)):
        if other.name == meant.name:
            continue
        if other.key == key:
            found.append((2.0, index))
        elif other.stem == meant.stem:
            found.append((1.5, index))
        elif other.marks == meant.marks and _alike_in_length(key, other.key):
            matcher.set_seq1(other.key)
            # The cheap upper bound spares the quadratic comparison for most names.
            if matcher.quick_ratio() >= NEAR_RATIO:
                ratio = matcher.ratio()
                if ratio >= NEAR_RATIO:
                    found.append((ratio, index))
    found.sort(key=lambda item: (-item[0], item[1]))
    return [index for _, index in found[:limit]]


def rank_matches(query: str, names: Sequence[str], *, limit: int | None = None) -> list[NameMatch]:
    """Return the names that fit what was typed, best first.

    The order is: the whole name, its beginning, the beginning of a word, anywhere within, and at
    last letters in the same order with others between, from the beginning of a word; within each,
    shorter names first, then the order given. Capitals and accents do not count. An empty query
    fits every name, in the order given.

    Parameters
    ----------
    query : str
        A few letters.
    names : sequence of str
        The names there are.
    limit : int or None
        The most to return; None for all.
    """
    wanted = _fold(normalise_name(query))[0]
    if not wanted:
        return [NameMatch(index, ()) for index in range(len(names))][:limit]
    found: list[tuple[int, int, int, NameMatch]] = []
    for index, name in enumerate(names):
        folded, places = _fold(name)
        fit = _fit(wanted, folded)
        if fit is not None:
            rank, letters = fit
            spans = _spans([places[letter] for letter in letters])
            found.append((rank, len(folded), index, NameMatch(index, spans)))
    found.sort(key=lambda item: item[:3])
    return [match for _, _, _, match in found[:limit]]


@dataclass(frozen=True, slots=True)
class _Traits:
    """What near-duplicates are told by: the name, its bare letters, their stem, and its marks."""

    name: str
    key: str
    stem: str
    marks: tuple[str, ...]


# A name is looked at again with every letter that is typed, and there may be ten thousand.
@lru_cache(maxsize=_REMEMBERED)
def _traits(text: str) -> _Traits:
    name = normalise_name(text)
    key = _bare(name)
    return _Traits(name, key, _singular(key), _distinguishing_tokens(name))


def _alike_in_length(first: str, second: str) -> bool:
    """Tell whether two keys can reach `NEAR_RATIO` at all, by their lengths."""
    shorter, both = min(len(first), len(second)), len(first) + len(second)
    return shorter >= _SHORTEST_FOR_RATIO and 2 * shorter >= NEAR_RATIO * both


def _fit(wanted: str, folded: str) -> tuple[int, Sequence[int]] | None:
    """Return how well the text fits (0 is best) and which letters of it match, or None."""
    start = folded.find(wanted)
    if start >= 0:
        if start == 0:
            return (0 if len(folded) == len(wanted) else 1), range(len(wanted))
        place = start
        while place >= 0:
            if not folded[place - 1].isalnum():
                return 2, range(place, place + len(wanted))
            place = folded.find(wanted, place + 1)
        return 3, range(start, start + len(wanted))
    # Scattered letters count only from the beginning of a word on, or everything would fit.
    start = folded.find(wanted[0])
    while start > 0 and folded[start - 1].isalnum():
        start = folded.find(wanted[0], start + 1)
    letters: list[int] = []
    for letter in wanted if start >= 0 else "":
        if letter != " ":
            start = folded.find(letter, start)
            if start < 0:
                return None
            letters.append(start)
            start += 1
    return (4, letters) if letters else None


def _spans(places: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Return runs of neighbouring places as (start, end)."""
    spans: list[tuple[int, int]] = []
    for place in places:
        if spans and place <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], place + 1))
        else:
            spans.append((place, place + 1))
    return tuple(spans)


@lru_cache(maxsize=_REMEMBERED)
def _fold(text: str) -> tuple[str, Sequence[int]]:
    """Return the text without capitals and accents, and each letter's place in the original."""
    if text.isascii():
        return text.lower(), range(len(text))
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for letter in unicodedata.normalize("NFKD", character).casefold():
            if not unicodedata.combining(letter):
                letters.append(letter)
                places.append(place)
    return "".join(letters), places


def _bare(name: str) -> str:
    """Return letters and digits alone, folded; the folded name itself where there are none."""
    folded = _fold(name)[0]
    return "".join(_TOKENS.findall(folded)) or folded


def _distinguishing_tokens(name: str) -> tuple[str, ...]:
    """Return the numbers of a name, and the single letters among several words."""
    tokens = _TOKENS.findall(_fold(name)[0])
    numbers = re.findall(r"\d+", "".join(tokens))
    several = len(tokens) > 1
    single = [token for token in tokens if several and len(token) == 1 and token.isalpha()]
    return (*numbers, *single)


def _singular(key: str) -> str:
    """Return the key without an English plural ending, so that singular and plural meet."""
    for ending, replacement in (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"),
                                ("xes", "x"), ("zes", "z")):  # fmt: skip
        if key.endswith(ending) and len(key) > len(ending) + 1:
            return key[: -len(ending)] + replacement
    if key.endswith("s") and not key.endswith("ss") and len(key) > 2:
        return key[:-1]
    return key
