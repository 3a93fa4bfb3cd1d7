"""The tables of an export: labels as CSV and JSON lines, what was left out, and metadata.csv."""

from __future__ import annotations

import csv
import datetime as dt
import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TextIO, TypeAlias

from iaia_desktop.export.cells import neutralise
from iaia_desktop.export.rows import ExportRow

LABELS_CSV = "labels.csv"
LABELS_JSONL = "labels.jsonl"
NOT_EXPORTED_CSV = "not_exported.csv"
METADATA_CSV = "metadata.csv"

# With a byte order mark: without one, a spreadsheet shows “GrÃ¶ÃŸe” for “Größe”.
_FOR_SPREADSHEETS = "utf-8-sig"

LABEL_COLUMNS = (
    "path",
    "exported",
    "class",
    "split",
    "by",
    "suggested_class",
    "suggested_new",
    "distance",
    "epsilon",
    "encoder",
    "content_hash",
    "time",
)

Cell: TypeAlias = str | float | bool | None


@dataclass(frozen=True, slots=True)
class LabelEntry:
    """One label in the manifest.

    Attributes
    ----------
    row : ExportRow
        A labelled image.
    exported : str
        Where its file lies in the export, posix separators; "" when no file was placed.
    split : str
        ``train``, ``validation``, or "" without a split.
    """

    row: ExportRow
    exported: str = ""
    split: str = ""


@dataclass(frozen=True, slots=True)
class NotExported:
    """One image that is not in the class folders, with its state and the reason."""

    path: str
    state: str
    reason: str


def write_labels(folder: Path, entries: Iterable[LabelEntry]) -> None:
    """Write ``labels.csv`` and ``labels.jsonl``.

    The JSON lines hold every value exactly (names that are not UTF-8 as escaped surrogates). The
    CSV is UTF-8 with a byte order mark, by which spreadsheets know it, and its text is written as
    :mod:`iaia_desktop.export.cells` says, a row a line; reading it back gives the same.

    Parameters
    ----------
    folder : Path
        Where; neither file may exist.
    entries : iterable of LabelEntry
        In the order wanted.

    Raises
    ------
    OSError
        When the disk does not take it.
    """
    with (
        _new_text(folder / LABELS_CSV, _FOR_SPREADSHEETS) as table,
        (folder / LABELS_JSONL).open("x", encoding="ascii", newline="\n") as lines,
    ):
        writer = csv.writer(table)
        writer.writerow(LABEL_COLUMNS)
        for entry in entries:
            values = _label_values(entry)
            writer.writerow([_csv_cell(value) for value in values])
            record = dict(zip(LABEL_COLUMNS, values, strict=True))
            lines.write(json.dumps(record, allow_nan=False) + "\n")


def write_not_exported(folder: Path, entries: Iterable[NotExported]) -> None:
    """Write ``not_exported.csv``: path, state and reason of every image left out.

    Parameters
    ----------
    folder : Path
        Where; the file may not exist.
    entries : iterable of NotExported
        In the order wanted.

    Raises
    ------
    OSError
        When the disk does not take it.
    """
    _write_csv(
        folder / NOT_EXPORTED_CSV,
        ("path", "state", "reason"),
        ((entry.path, entry.state, entry.reason) for entry in entries),
    )


def write_metadata(folder: Path, entries: Sequence[LabelEntry]) -> None:
    """Write ``metadata.csv`` as the Hugging Face ``imagefolder`` reads it, one per split.

    ``file_name`` is relative to the table with posix separators, ``label`` the class name. A
    split has its table in its own folder, because a table serves the folder that it lies in. There
    is no byte order mark, which some readers would take for a part of the first column's name.

    Parameters
    ----------
    folder : Path
        Of the export.
    entries : sequence of LabelEntry
        Those whose file was placed are written.

    Raises
    ------
    OSError
        When the disk does not take it.
    """
    placed = [entry for entry in entries if entry.exported]
    for split in sorted({entry.split for entry in placed}):
        _write_csv(
            folder / split / METADATA_CSV,
            ("file_name", "label"),
            (
                (str(PurePosixPath(entry.exported).relative_to(split)), entry.row.class_name)
                for entry in placed
                if entry.split == split
            ),
            encoding="utf-8",
        )


def iso_time(seconds: float | None) -> str | None:
    """Return a time as ISO 8601 in UTC, to the millisecond.

    Parameters
    ----------
    seconds : float or None
        Since the epoch.

    Returns
    -------
    str or None
        None for None and for a time that no calendar holds.
    """
    if seconds is None:
        return None
    try:
        moment = dt.datetime.fromtimestamp(seconds, dt.UTC)
    except (OverflowError, ValueError, OSError):
        return None  # a clock gone mad must not cost the export
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _label_values(entry: LabelEntry) -> tuple[Cell, ...]:
    row = entry.row
    return (
        row.path,
        entry.exported,
        row.class_name,
        entry.split,
        row.by,
        row.suggested_class,
        row.suggested_new,
        _finite(row.distance),
        _finite(row.epsilon),
        row.encoder_id,
        row.content_hash,
        iso_time(row.decided_at),
    )


def _finite(number: float | None) -> float | None:
    return number if number is not None and math.isfinite(number) else None


def _csv_cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return neutralise(value) if isinstance(value, str) else repr(float(value))


def _write_csv(
    path: Path,
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    encoding: str = _FOR_SPREADSHEETS,
) -> None:
    with _new_text(path, encoding) as table:
        writer = csv.writer(table)
        writer.writerow(columns)
        writer.writerows([_csv_cell(value) for value in row] for row in rows)


def _new_text(path: Path, encoding: str = "utf-8") -> TextIO:
    return path.open("x", encoding=encoding, errors="backslashreplace", newline="")
