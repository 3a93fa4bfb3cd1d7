"""Names that every file system takes, that never collide and never leave their folder."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from pathvalidate import sanitize_filename

from iaia_desktop.core.shown import UNSHOWN, shown
from iaia_desktop.export.cells import without_formula

__all__ = [
    "FILE_LIMIT_BYTES",
    "FOLDER_LIMIT_BYTES",
    "TABLE_NAMES",
    "collision_key",
    "file_names",
    "folder_names",
    "safe_file_name",
    "safe_folder_name",
    "shown",
]

FILE_LIMIT_BYTES = 255
"""Longest file name that the common file systems take, in UTF-8."""

FOLDER_LIMIT_BYTES = 120
"""Longest class folder name: long enough to read, short enough for Windows' 260 per path."""

TABLE_NAMES = (
    "labels.csv",
    "labels.jsonl",
    "not_exported.csv",
    "metadata.csv",
    "metadata.jsonl",
    "incomplete.txt",
)
"""Files that an export writes beside the class folders, and so no folder's name."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
# What some file systems pass over when they compare names (Unicode's default ignorables).
_IGNORED = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_DEVICES = frozenset(
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"]
    + [port + digit for port in ("COM", "LPT") for digit in "0123456789¹²³"]
)
_LOOK_EVERY = 256
# A name of which the library for such things has nothing to say: it takes 40 µs to say so.
_USUAL = re.compile(r"[A-Za-z0-9_-]{1,120}(?:\.[A-Za-z0-9]{1,8})?")
_LONGEST_SUFFIX_BYTES = 20
_NUMBER_BYTES = 12
_SPARE_BYTES = 2  # for the one underscore in front and the one that pathvalidate may add


def collision_key(name: str) -> str:
    """Return what two names share when some file system takes them for one.

    Upper and lower case are one on Windows and macOS, composed and decomposed accents on macOS,
    and characters that nobody sees are passed over there and by ext4 with ``casefold``.

    Parameters
    ----------
    name : str
        A file or folder name.

    Returns
    -------
    str
        Equal for names that collide somewhere; not itself a name.
    """
    if name.isascii():
        return name.lower()
    decomposed = unicodedata.normalize("NFD", _IGNORED.sub("", name))
    return unicodedata.normalize("NFD", decomposed.casefold().upper().casefold())


def safe_folder_name(class_name: str) -> str:
    """Return a folder name for a class that every file system takes.

    Separators, characters that nobody sees and those that Windows forbids become underscores;
    dots and spaces at the end go; device names (CON, NUL), and names that start with a dot
    (hidden), a dash (an option), a tilde (somebody's home) or a formula get an underscore in front.

    Parameters
    ----------
    class_name : str
        Anything, also empty.

    Returns
    -------
    str
        Not empty, one path component, NFC, at most ``FOLDER_LIMIT_BYTES`` bytes in UTF-8.
        Two classes may get the same name: `folder_names` tells them apart.
    """
    text = unicodedata.normalize("NFC", class_name)
    while True:
        safe = without_formula(_plain(text).strip())
        safe = _guarded(safe, fallback="class", forbidden_start=(".", "-", "~"))
        safe = _cut(safe, FOLDER_LIMIT_BYTES).strip()
        if safe == text:
            return safe
        text = safe  # a cut can uncover a dot at the end, or a device name in front of spaces


def safe_file_name(name: str) -> str:
    """Return a file name that every file system takes, as near to the given one as possible.

    Parameters
    ----------
    name : str
        The last component of a path; may hold surrogate escapes, which become underscores.

    Returns
    -------
    str
        Not empty, one path component, at most 255 bytes in UTF-8, the suffix kept.
    """
    text = _harmless(_plain(name).rstrip(". "))
    stem, suffix = _split_suffix(text)
    limit = FILE_LIMIT_BYTES - _SPARE_BYTES - len(suffix.encode())
    return _guarded(_cut(stem, limit) + suffix, fallback="image", forbidden_start=(".",))


def folder_names(class_names: Iterable[str]) -> dict[str, str]:
    """Give each class a folder of its own.

    Parameters
    ----------
    class_names : iterable of str
        In any order; the result does not depend on it.

    Returns
    -------
    dict of str to str
        Class name to folder name, alphabetical. No two folder names collide on any file
        system, none is the name of a table; a name that is safe as it is keeps its place.
    """
    classes = sorted(set(class_names))
    wanted = {name: safe_folder_name(name) for name in classes}
    taken = {collision_key(name) for name in TABLE_NAMES}
    chosen = _claim(
        # Names that need no change come first, so that "a_b" stays itself beside "a:b".
        sorted(classes, key=lambda name: (wanted[name] != name, name)),
        wanted,
        taken,
        _numbered_folder,
    )
    return {name: chosen[name] for name in classes}


def file_names(paths: Iterable[str], look: Callable[[], None] | None = None) -> dict[str, str]:
    """Give each image of one class a file name of its own in the class's folder.

    A base name that only one image has is kept. Where several share it, images from subfolders
    get the subfolders in front (``a__b__IMG.jpg``); what collides even then gets a number.

    Parameters
    ----------
    paths : iterable of str
        Relative to the source folder, posix separators, in any order.
    look : callable, optional
        Called now and then; what it raises stops the work.

    Returns
    -------
    dict of str to str
        Path to file name; no two names collide on any file system.
    """
    ordered = sorted(set(paths))
    base = {path: safe_file_name(path.rsplit("/", 1)[-1]) for path in _looking(ordered, look)}
    sharing: dict[str, int] = {}
    for path in ordered:
        key = collision_key(base[path])
        sharing[key] = sharing.get(key, 0) + 1
    wanted = {
        path: base[path] if sharing[collision_key(base[path])] == 1 else _prefixed(path, base[path])
        for path in _looking(ordered, look)
    }
    return _claim(
        sorted(ordered, key=lambda path: (wanted[path] != base[path], path)),
        wanted,
        set(),
        _numbered_file,
    )


def _looking(paths: list[str], look: Callable[[], None] | None) -> Iterator[str]:
    for index, path in enumerate(paths):
        if look is not None and index % _LOOK_EVERY == 0:
            look()
        yield path


def _claim(
    order: list[str],
    wanted: dict[str, str],
    taken: set[str],
    number_name: Callable[[str, int], str],
) -> dict[str, str]:
    """Let each item take the name it wants, then number those that came too late."""
    chosen: dict[str, str] = {}
    late: list[str] = []
    for item in order:
        key = collision_key(wanted[item])
        if key in taken:
            late.append(item)
        else:
            taken.add(key)
            chosen[item] = wanted[item]
    next_number: dict[str, int] = {}
    for item in late:
        key = collision_key(wanted[item])
        number = next_number.get(key, 2)
        while collision_key(candidate := number_name(wanted[item], number)) in taken:
            number += 1
        next_number[key] = number + 1
        taken.add(collision_key(candidate))
        chosen[item] = candidate
    return chosen


def _prefixed(path: str, base: str) -> str:
    """Return the base name with its subfolders in front, the nearest ones where room is short."""
    prefix = _plain("__".join(path.split("/")[:-1]))
    room = FILE_LIMIT_BYTES - _SPARE_BYTES - len(base.encode()) - len("__")
    if not prefix or room < 1:
        return base
    prefix = prefix.encode()[-room:].decode("utf-8", "ignore")
    return safe_file_name(f"{prefix}__{base}")


def _numbered_folder(name: str, number: int) -> str:
    return without_formula(_cut(name, FOLDER_LIMIT_BYTES - _NUMBER_BYTES) + f"-{number}")


def _numbered_file(name: str, number: int) -> str:
    stem, suffix = _split_suffix(name)
    ending = f"-{number}{suffix}"
    return _harmless(_cut(stem, FILE_LIMIT_BYTES - len(ending.encode())) + ending)


def _plain(name: str) -> str:
    """Return a name of which every sign is seen, and none is forbidden anywhere."""
    name = _FORBIDDEN.sub("_", UNSHOWN.sub("_", name))
    if name.isascii():
        return name
    # macOS refuses what Unicode has given no character to.
    return "".join("_" if unicodedata.category(sign) == "Cn" else sign for sign in name)


def _harmless(name: str) -> str:
    """Return the name of a file such that no table takes it for a formula behind its folder."""
    return without_formula(f"/{name}")[1:]


def _split_suffix(name: str) -> tuple[str, str]:
    stem, dot, suffix = name.rpartition(".")
    if not stem or len(suffix.encode()) > _LONGEST_SUFFIX_BYTES:
        return name, ""
    return stem, dot + suffix


def _cut(text: str, limit_bytes: int) -> str:
    return text.encode()[:limit_bytes].decode("utf-8", "ignore")


def _guarded(text: str, *, fallback: str, forbidden_start: tuple[str, ...]) -> str:
    """Make sure of a name without unsafe characters: not empty, not reserved, not hidden."""
    if not (_USUAL.fullmatch(text) and text.split(".", 1)[0].upper() not in _DEVICES):
        text = sanitize_filename(text, replacement_text="_", platform="universal").rstrip(". ")
    if not text:
        return fallback
    # Windows looks for devices in front of the first dot, and past spaces there.
    device = text.split(".", 1)[0].rstrip(" ").upper()
    if device in _DEVICES or text.startswith(forbidden_start):
        return f"_{text}"
    return text
