"""The long form of paths on Windows, worked out anywhere."""

from __future__ import annotations

import ntpath
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iaia_desktop.core.long_paths import LONGEST_USUAL, long_form, windows_long_form


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (r"C:\photos\a.jpg", r"\\?\C:\photos\a.jpg"),
        ("C:/photos/a.jpg", r"\\?\C:\photos\a.jpg"),
        ("z:/", "\\\\?\\z:\\"),
        (r"\\server\share\a b", r"\\?\UNC\server\share\a b"),
        ("//server/share/a", r"\\?\UNC\server\share\a"),
        (r"\\?\C:\a", r"\\?\C:\a"),
        (r"\\?\UNC\server\share\a", r"\\?\UNC\server\share\a"),
        (r"\\.\NUL", r"\\.\NUL"),
        ("a.jpg", "a.jpg"),
        (r"\a.jpg", r"\a.jpg"),
        ("C:a.jpg", "C:a.jpg"),
        (r"C:\a\..\b", r"C:\a\..\b"),
        ("", ""),
    ],
)
def test_each_kind_of_path(path: str, expected: str) -> None:
    assert windows_long_form(path) == expected


@given(st.lists(st.text("ab é.", min_size=1, max_size=60).filter(lambda t: t != ".."), max_size=9))
def test_it_is_made_once_and_names_the_same_place(parts: list[str]) -> None:
    path = ntpath.join("C:\\", *parts)
    long = windows_long_form(path)
    assert windows_long_form(long) == long
    assert ntpath.basename(long) == ntpath.basename(str(long))
    assert "/" not in long


def test_other_systems_have_no_such_form(tmp_path: Path) -> None:
    assert long_form(tmp_path) == tmp_path


def test_a_short_path_stays_as_it_is_where_that_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("iaia_desktop.core.long_paths.ON_WINDOWS", True)
    monkeypatch.setattr("iaia_desktop.core.long_paths.Path", PureWindowsPath)
    short, long = Path("C:/photos/a.jpg"), Path("C:/photos/" + "b" * 240)
    assert long_form(short, from_length=LONGEST_USUAL) == short
    assert str(long_form(short)) == r"\\?\C:\photos\a.jpg"
    assert str(long_form(long, from_length=LONGEST_USUAL)) == "\\\\?\\C:\\photos\\" + "b" * 240
