"""Labels in: from a folder per class or from a table, matched with the images that are there."""

from __future__ import annotations

import csv
import io
import os
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from iaia_desktop.core.errors import FolderError, ImportDataError
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.system_words import system_words
from iaia_desktop.export.cells import restore
from iaia_desktop.export.manifest_in import ExportedFolders
from iaia_desktop.export.names import TABLE_NAMES, shown

PATH_COLUMNS = ("path", "file_name", "filename", "image")
CLASS_COLUMNS = ("class", "label")

_DELIMITERS = (",", ";", "\t")
_BAD_ROWS_SHOWN = 5
_NOT_IMAGES = frozenset({"thumbs.db", "desktop.ini", *TABLE_NAMES})


@dataclass(frozen=True, slots=True)
class ImportedLabel:
    """One label from outside.

    Attributes
    ----------
    path : str
        Relative, posix separators.
    class_name : str
        The class, as it is written there.
    source : str or None
        For a file in an export of ours: the path of the image that it was made from.
    """

    path: str
    class_name: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class ImportedLabels:
    """Labels from outside, in the order found; iterates over its labels.

    Attributes
    ----------
    labels : tuple of ImportedLabel
        At most one a path.
    ignored : int
        Files at the root of class folders, or rows without a class.
    problems : tuple of (str, str)
        Path and reason (a saying) of each folder that could not be read.
    """

    labels: tuple[ImportedLabel, ...]
    ignored: int = 0
    problems: tuple[tuple[str, str], ...] = ()

    def __iter__(self) -> Iterator[ImportedLabel]:
        return iter(self.labels)

    def __len__(self) -> int:
        return len(self.labels)


def read_class_folders(
    folder: Path, *, is_image: Callable[[Path], bool] | None = None
) -> ImportedLabels:
    """Read labels from a folder per class.

    The class is the name of the folder at the first level, for the files in its subfolders too.
    In a folder that this program exported, ``labels.jsonl`` gives back the class names that were
    changed to make folder names, and the split's folders are seen through. Hidden files are
    passed over; loops of symbolic links are safe.

    Parameters
    ----------
    folder : Path
        The folder that holds the class folders.
    is_image : callable, optional
        Tells whether a file counts as an image; every file counts without it.

    Returns
    -------
    ImportedLabels
        Paths relative to ``folder``, sorted within each folder.

    Raises
    ------
    FolderError
        When the folder is missing, not a folder, or cannot be read.
    ImportDataError
        When it holds no class folder.
    """
    if not os.path.isdir(folder):  # noqa: PTH112 - a name too long is no error here
        raise FolderError(
            Saying("There is no folder “{folder}”.", folder=shown(folder)),
            Saying("Choose a folder that holds class folders."),
        )
    try:
        entries = _visible(folder)
    except OSError as problem:
        raise FolderError(
            Saying(
                "The folder “{folder}” cannot be read ({reason}).",
                folder=shown(folder),
                reason=system_words(problem),
            ),
            Saying("Allow reading it, or choose another folder."),
        ) from problem
    class_folders = [entry for entry in entries if entry.is_dir()]
    if not class_folders:
        raise ImportDataError(
            Saying("The folder “{folder}” holds no class folders.", folder=shown(folder)),
            Saying("Choose the folder that contains one folder for each class."),
        )
    exported = ExportedFolders.read(folder)
    labels: list[ImportedLabel] = []
    problems: list[tuple[str, str]] = []
    folders = set(class_folders)
    ignored = sum(_counts(entry, is_image) for entry in entries if entry not in folders)
    for class_folder in class_folders:
        for file in _walk(class_folder, folder, problems):
            if not _counts(file, is_image):
                continue
            path = file.relative_to(folder).as_posix()
            class_name = exported.class_of(path)
            if class_name is None:
                ignored += 1
            else:
                labels.append(ImportedLabel(path, class_name, exported.source_of(path)))
    return ImportedLabels(tuple(labels), ignored, tuple(problems))


def read_labels_csv(path: Path) -> ImportedLabels:
    """Read labels from a table: one this program exported, or any with a path and a class.

    Commas, semicolons and tabs separate columns; the first row names them: ``path``,
    ``file_name``, ``filename`` or ``image``, and ``class`` or ``label``. UTF-8 with or without a
    byte order mark, or UTF-16 with one. Rows without a class are ignored and counted.

    Parameters
    ----------
    path : Path
        The table.

    Returns
    -------
    ImportedLabels
        In the order of the table.

    Raises
    ------
    ImportDataError
        When the file cannot be read, is not text, lacks a column, or has rows that make no
        sense; the message names the first five by line.
    """
    text = _read_text(path)
    delimiter, path_column, class_column = _find_columns(path, text)
    found: dict[str, str] = {}
    bad: list[Saying] = []
    ignored = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        next(reader)
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            line = reader.line_num
            if len(cells) <= max(path_column, class_column):
                bad.append(Saying("line {line}: too few columns", line=line))
                continue
            name = restore(cells[path_column])
            class_name = restore(cells[class_column])
            if not name:
                bad.append(Saying("line {line}: no path", line=line))
            elif not class_name.strip():
                ignored += 1
            elif found.setdefault(name, class_name) != class_name:
                bad.append(
                    Saying("line {line}: a second class for “{path}”", line=line, path=shown(name))
                )
    except csv.Error as problem:
        words = str(problem)
        bad.append(Saying("line {line}: {reason}", line=reader.line_num, reason=words))
    if bad:
        raise _unusable_rows(path, bad)
    labels = tuple(ImportedLabel(name, class_name) for name, class_name in found.items())
    return ImportedLabels(labels, ignored)


def _unusable_rows(path: Path, bad: Sequence[Saying]) -> ImportDataError:
    rows = Saying.joined(bad[:_BAD_ROWS_SHOWN], "; ")
    more = len(bad) - _BAD_ROWS_SHOWN
    if more > 0:
        what = Saying(
            "The table “{table}” has rows that cannot be used: {rows}; and {more} more.",
            table=shown(path),
            rows=rows,
            more=more,
        )
    else:
        what = Saying(
            "The table “{table}” has rows that cannot be used: {rows}.",
            table=shown(path),
            rows=rows,
        )
    return ImportDataError(what, Saying("Correct these rows, then import again."))


def match_labels(
    labels: Iterable[ImportedLabel], known_paths: Iterable[str]
) -> tuple[dict[str, str], list[ImportedLabel]]:
    r"""Find the image that each label from outside is about.

    A label belongs to the image with exactly its path; else to the only one whose path differs
    just in spelling (backslashes, ``./`` in front, spaces around, composed accents, bytes that are
    not UTF-8 written as ``\udcXX``); else to the only one with its base name.

    Parameters
    ----------
    labels : iterable of ImportedLabel
        In any order.
    known_paths : iterable of str
        Relative paths of the images.

    Returns
    -------
    matched : dict of str to str
        Known path to class name.
    unmatched : list of ImportedLabel
        Labels without an image, or that do not say which image or which class they mean.
    """
    known = list(dict.fromkeys(known_paths))
    matched: dict[str, str] = {}
    unmatched = list(labels)
    for key in (str, _spelling, _base_name):
        index = _unique_index(known, key)
        wanted: dict[str, list[ImportedLabel]] = {}
        rest: list[ImportedLabel] = []
        for label in unmatched:
            target = index.get(key(label.path))
            if target is None or target in matched:
                rest.append(label)
            else:
                wanted.setdefault(target, []).append(label)
        for target, claims in wanted.items():
            if len({claim.class_name for claim in claims}) == 1:
                matched[target] = claims[0].class_name
            else:
                rest.extend(claims)
        unmatched = rest
    return matched, unmatched


def _unique_index(paths: Sequence[str], key: Callable[[str], str]) -> dict[str, str | None]:
    """Return key to path, with None for keys that several paths share."""
    index: dict[str, str | None] = {}
    for path in paths:
        name = key(path)
        index[name] = None if name in index else path
    return index


def _spelling(path: str) -> str:
    text = path.encode("utf-8", "backslashreplace").decode("utf-8").strip()
    text = unicodedata.normalize("NFC", text).replace("\\", "/")
    return "/".join(part for part in text.split("/") if part not in {"", "."})


def _base_name(path: str) -> str:
    return _spelling(path).rsplit("/", 1)[-1]


def _visible(folder: Path) -> list[Path]:
    return sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))


def _counts(file: Path, is_image: Callable[[Path], bool] | None) -> bool:
    if file.name.casefold() in _NOT_IMAGES:
        return False
    return is_image is None or is_image(file)


def _walk(top: Path, root: Path, problems: list[tuple[str, str]]) -> Iterator[Path]:
    """Yield the files below a folder; each folder once, whatever links lead to it."""
    seen: set[tuple[int, int]] = set()
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        try:
            status = folder.stat()
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            entries = _visible(folder)
        except OSError as problem:
            reason = Saying("The folder cannot be read ({reason}).", reason=system_words(problem))
            problems.append((folder.relative_to(root).as_posix(), reason))
            continue
        subfolders: list[Path] = []
        for entry in entries:
            if entry.is_dir():
                subfolders.append(entry)
            else:
                yield entry
        waiting.extend(reversed(subfolders))


def _read_text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise ImportDataError(
            Saying(
                "The table “{table}” cannot be read ({reason}).",
                table=shown(path),
                reason=system_words(problem),
            ),
            Saying("Check the name and that you may read it."),
        ) from problem
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise ImportDataError(
            Saying(
                "The table “{table}” is not UTF-8 text (line {line}).", table=shown(path), line=line
            ),
            Saying("Save it as CSV in UTF-8, then import again."),
        ) from problem


def _find_columns(path: Path, text: str) -> tuple[str, int, int]:
    """Return the delimiter that makes sense of the first row, and the two columns' numbers."""
    header = ""
    for delimiter in _DELIMITERS:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        try:
            cells: list[str] = next(reader, [])
        except csv.Error:
            continue
        names = [cell.strip().casefold() for cell in cells]
        path_column = _first_index(names, PATH_COLUMNS)
        class_column = _first_index(names, CLASS_COLUMNS)
        if path_column is not None and class_column is not None:
            return delimiter, path_column, class_column
        header = header or ", ".join(shown(cell)[:40] for cell in cells[:8])
    raise ImportDataError(
        Saying(
            "The table “{table}” has no columns for paths and classes (line 1: {header}).",
            table=shown(path),
            header=header,
        ),
        Saying("Name them “path” and “class” in the first line."),
    )


def _first_index(names: Sequence[str], wanted: Sequence[str]) -> int | None:
    return next((names.index(name) for name in wanted if name in names), None)
