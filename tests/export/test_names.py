from __future__ import annotations

import itertools

from hypothesis import example, given
from hypothesis import strategies as st
from pathvalidate import is_valid_filename

from iaia_desktop.export.cells import neutralise
from iaia_desktop.export.names import (
    FOLDER_LIMIT_BYTES,
    TABLE_NAMES,
    collision_key,
    file_names,
    folder_names,
    safe_file_name,
    safe_folder_name,
    shown,
)

# Half of the draws from what makes trouble, half from everything (surrogates too).
PIECES = (
    *("CON", "nul", "COM1", "..", ".", " ", "/", "\\", ":", "\0", "\n", "-", "=", "a", "A", "2"),
    *("é", "e\u0301", "ß", "SS", "\u0130", "x" * 130, "😀" * 70, "\udce9", ".jpg", "$Mft", "~"),
    *(";", ",", "'", "+", "@", "\u202e", "\u200b", "\u200d", "\ufe0f", "\uffff", "\u3000", "\x1b"),
)
TROUBLE = st.lists(st.sampled_from(PIECES), max_size=6).map("".join)
NAMES = st.one_of(TROUBLE, st.text(st.characters(), max_size=40))
COMPONENTS = NAMES.map(lambda name: name.replace("/", "").replace("\0", "") or "x")
PATHS = st.lists(COMPONENTS, min_size=1, max_size=4).map("/".join)


def assert_safe(name: str, limit_bytes: int) -> None:
    assert name
    assert name not in {".", ".."}
    assert not set(name) & set('/\\:*?"<>|')
    assert shown(name) == name
    # Tables name the file behind its folder, and other programs look for it there.
    assert neutralise(f"x/{name}") == f"x/{name}"
    assert len(name.encode("utf-8")) <= limit_bytes
    assert not name.endswith((".", " "))
    assert not name.startswith(".")
    assert is_valid_filename(name, platform="universal")


@given(NAMES)
@example("")
@example("NUL" + " " * 200 + "x")
@example("COM¹.x")
@example("CONIN$")
@example("con ")
def test_a_folder_name_is_safe_everywhere(name: str) -> None:
    folder = safe_folder_name(name)
    assert_safe(folder, FOLDER_LIMIT_BYTES)
    assert not folder.startswith(("-", " "))
    assert neutralise(folder) == folder
    assert safe_folder_name(folder) == folder


@given(COMPONENTS)
@example("x" * 250 + ".jpeg")
@example("a." + "y" * 300)
@example("nul.tar.gz")
def test_a_file_name_is_safe_everywhere(name: str) -> None:
    assert_safe(safe_file_name(name), 255)


@given(st.lists(NAMES, max_size=12))
def test_folder_names_never_collide(names: list[str]) -> None:
    folders = folder_names(names)
    assert set(folders) == set(names)
    keys = {collision_key(folder) for folder in folders.values()}
    assert len(keys) == len(folders)
    assert not keys & {collision_key(name) for name in TABLE_NAMES}
    for folder in folders.values():
        assert_safe(folder, FOLDER_LIMIT_BYTES)
    assert folder_names(reversed(names)) == folders


@given(st.lists(PATHS, max_size=12))
@example(["a/IMG.jpg", "b/IMG.jpg", "a__IMG.jpg", "IMG.jpg", "img.JPG", "IMG-2.jpg"])
@example(["a/" + "é" * 120 + ".jpg", "b/" + "é" * 120 + ".jpg"])
@example([("d" * 100 + "/") * 3 + "x.jpg", ("d" * 100 + "/") * 3 + "X.jpg"])
def test_file_names_never_collide(paths: list[str]) -> None:
    names = file_names(paths)
    assert set(names) == set(paths)
    assert len({collision_key(name) for name in names.values()}) == len(names)
    for name in names.values():
        assert_safe(name, 255)
    assert file_names(reversed(paths)) == names


def test_ordinary_names_stay_as_they_are() -> None:
    for name in ("cat", "grey cat", "Größe", "猫", "😀", "a.b", "v1-2"):
        assert safe_folder_name(name) == name
    for name in ("IMG_1.JPG", "-x.jpg", "é.png", "photo (1).jpeg", "no suffix"):
        assert safe_file_name(name) == name


def test_strange_class_names() -> None:
    assert safe_folder_name("..") == "class"
    assert safe_folder_name("   ") == "class"
    assert safe_folder_name("../../etc") == "_.._.._etc"
    assert safe_folder_name("a/b\\c") == "a_b_c"
    assert safe_folder_name("end. . ") == "end"
    assert safe_folder_name("CON") == "CON_"
    assert safe_folder_name("-rf") == "_-rf"
    assert safe_folder_name("=cmd()") == "_=cmd()"
    assert safe_folder_name("x" * 300) == "x" * 120


def test_classes_that_want_one_folder_get_two() -> None:
    assert folder_names(["a:b", "a_b", "A_B"]) == {"A_B": "A_B", "a:b": "a_b-3", "a_b": "a_b-2"}
    assert folder_names(["labels.csv"]) == {"labels.csv": "labels.csv-2"}
    assert folder_names(["ab", "a\u200db"]) == {"ab": "ab", "a\u200db": "a\u200db-2"}
    assert folder_names(["incomplete.txt"]) == {"incomplete.txt": "incomplete.txt-2"}
    accents = folder_names(["\u00e9", "e\u0301"])
    assert accents == {"\u00e9": "\u00e9", "e\u0301": "\u00e9-2"}


def test_many_classes_that_want_one_folder_are_numbered_once() -> None:
    names = ["".join(pair) for pair in itertools.product(*["aA", "bB", "cC", "dD", "eE"] * 2)]
    folders = folder_names(f"{name}.{'.' * (place % 2)}" for place, name in enumerate(names))
    assert len(set(map(collision_key, folders.values()))) == len(names) == 1024
    assert {folder.partition("-")[2] for folder in folders.values()} == {
        "",
        *(str(number) for number in range(2, 1025)),
    }


def test_same_base_names_get_their_subfolders_in_front() -> None:
    assert file_names(["IMG.jpg", "a/b/IMG.jpg", "c/img.JPG", "c/other.jpg"]) == {
        "IMG.jpg": "IMG.jpg",
        "a/b/IMG.jpg": "a__b__IMG.jpg",
        "c/img.JPG": "c__img.JPG",
        "c/other.jpg": "other.jpg",
    }
    assert file_names(["a/b/x.jpg", "a__b/x.jpg"]) == {
        "a/b/x.jpg": "a__b__x.jpg",
        "a__b/x.jpg": "a__b__x-2.jpg",
    }


def test_a_long_name_keeps_its_suffix() -> None:
    names = file_names(["a/" + "x" * 251 + ".jpg", "b/" + "x" * 251 + ".jpg"])
    assert all(name.endswith(".jpg") for name in names.values())


def test_shown_names_are_one_printable_line() -> None:
    assert shown("a\nb\udce9") == "a\\nb\\udce9"
