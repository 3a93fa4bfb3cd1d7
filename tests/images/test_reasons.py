from __future__ import annotations

import ast
import inspect
import os
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from iaia_desktop.core.errors import ImageError
from iaia_desktop.core.saying import Saying, translated
from iaia_desktop.images import aside, reasons
from iaia_desktop.images.decode import decode_for_encoder
from iaia_desktop.images.reasons import recognised
from tests.images.pictures import colours, encoded

SIDES = st.integers(1, 10**6)


def fixed() -> Iterator[Saying]:
    for name, value in vars(reasons).items():
        if name.isupper() and not name.startswith("_") and isinstance(value, Saying):
            yield value


def is_same(found: str, told: Saying) -> bool:
    """Tell whether both are said alike in every language."""
    return isinstance(found, Saying) and (found.template, found) == (told.template, told)


@pytest.mark.parametrize("reason", list(fixed()))
def test_reasons_without_values(reason: Saying) -> None:
    assert is_same(recognised(str(reason)), reason)


@given(st.tuples(SIDES, SIDES), st.booleans())
def test_sizes_of_images(size_px: tuple[int, int], in_megapixels: bool) -> None:
    told = reasons.image_too_large(size_px, in_megapixels=in_megapixels)
    assert reasons.tells_too_large(told)
    assert is_same(recognised(str(told)), told)


@given(st.integers(0, 10**15))
def test_sizes_of_files(size_bytes: int) -> None:
    told = reasons.file_too_large(size_bytes)
    assert is_same(recognised(str(told)), told)


@given(st.integers(1, 130))
def test_what_the_system_says(number: int) -> None:
    told = reasons.not_readable(OSError(number, os.strerror(number)))
    assert is_same(recognised(str(told)), told)


def test_words_of_an_earlier_version() -> None:
    found = recognised("cannot be read: input/output error")
    in_german = {
        "cannot be read: {reason}": "nicht lesbar ({reason})",
        "Input/output error": "Ein-/Ausgabefehler",
    }
    assert translated(found, lambda text: in_german[text]) == "nicht lesbar (Ein-/Ausgabefehler)"


@given(st.text() | st.from_regex(r"the file is too large \([0-9,]*( MB\))?", fullmatch=True))
def test_any_other_text_stays(text: str) -> None:
    assert recognised(text).casefold() == text.casefold()


def test_numbers_that_no_reason_has() -> None:
    for number in (",", "1" * 5_000, "1" * 19):
        text = f"the file is too large ({number} MB)"
        assert recognised(text) == text


def test_all_that_takes_values_is_recognised() -> None:
    """A new reason with values must be put in the table."""
    module = ast.parse(inspect.getsource(reasons))
    made = {
        str(ast.literal_eval(node.args[0]))
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Saying"
    }
    known = {template for template, _ in reasons._WITH_VALUES}
    assert {template for template in made if "{" in template} == known


def test_the_reason_of_the_other_process_is_a_saying(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> tuple[dict[str, object], bytes]:
        return {"reason": str(reasons.image_too_large((8_000, 9_000))), "cpu_s": 0.0}, b""

    monkeypatch.setattr(aside._Helper, "_ask_within", refuse)
    with pytest.raises(ImageError) as caught:
        decode_for_encoder(encoded(Image.fromarray(colours()), "TGA"), target_px=20)
    assert is_same(caught.value.what, reasons.image_too_large((8_000, 9_000)))
