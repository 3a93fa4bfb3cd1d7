"""Read a table of path, label and domain."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from iaia_desktop.experiments.dataset import (
    DataSetError,
    LabelledImages,
    natural_path_key,
    truth_from_names,
)
from iaia_desktop.export.cells import restore
from iaia_desktop.export.labels_in import CLASS_COLUMNS, PATH_COLUMNS
from iaia_desktop.export.names import shown

_DOMAIN_COLUMN = "domain"


def load_csv(path: Path) -> LabelledImages:
    """Read a table with the columns path, label and, optionally, domain.

    A first row that names its columns (``path`` or ``file_name``, ``label`` or ``class``,
    ``domain``) may put them in any order; without one, the columns are path, label, domain. Commas
    separate; UTF-8 with or without a byte order mark.

    Parameters
    ----------
    path : Path
        The table; paths in it start from its folder.

    Returns
    -------
    LabelledImages
        In natural order of the paths; domains in the order in which the table names them first.

    Raises
    ------
    DataSetError
        When the table cannot be read, or a row makes no sense; the message names the line.
    """
    rows = _read_rows(path)
    columns = _columns(rows[0][1]) if rows else None
    if columns is not None:
        rows = rows[1:]
    path_at, label_at, domain_at = columns or (0, 1, 2)
    has_domains = columns is not None and domain_at >= 0
    if columns is None:
        has_domains = bool(rows) and len(rows[0][1]) == 3
    found: dict[str, tuple[str, str]] = {}
    for line, cells in rows:
        needed = max(path_at, label_at, domain_at if has_domains else 0) + 1
        surplus = columns is None and len(cells) > needed
        if len(cells) < needed or surplus:
            raise _bad_line(path, line, f"has {len(cells)} columns where {needed} are needed")
        # With names of columns it may be a table that this program exported.
        plain = str if columns is None else restore
        name, label = plain(cells[path_at]).strip(), plain(cells[label_at]).strip()
        domain = cells[domain_at].strip() if has_domains else ""
        if not name or not label or (has_domains and not domain):
            raise _bad_line(path, line, "has an empty cell")
        if found.setdefault(name, (label, domain)) != (label, domain):
            raise _bad_line(path, line, f"names “{shown(name)}” again, with another label")
    domain_names = dict.fromkeys(domain for _, domain in found.values())
    paths = sorted(found, key=natural_path_key)
    return LabelledImages(
        truth=truth_from_names(
            path.stem,
            path,
            [found[name][0] for name in paths],
            [found[name][1] for name in paths] if has_domains else None,
            tuple(domain_names),
        ),
        root=path.parent,
        paths=tuple(paths),
    )


def _read_rows(path: Path) -> list[tuple[int, list[str]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as problem:
        raise DataSetError(
            f"The table “{shown(path)}” cannot be read ({problem.strerror}).",
            "Check the name and that you may read it.",
        ) from problem
    except UnicodeDecodeError as problem:
        raise DataSetError(
            f"The table “{shown(path)}” is not UTF-8 text.", "Save it as CSV in UTF-8."
        ) from problem
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return [(reader.line_num, cells) for cells in reader if any(map(str.strip, cells))]
    except csv.Error as problem:
        raise _bad_line(path, reader.line_num, f"cannot be read ({problem})") from problem


def _columns(cells: list[str]) -> tuple[int, int, int] | None:
    """Return the places of path, label and domain (-1 for none) if the row names columns."""
    names = [cell.strip().casefold() for cell in cells]
    path_at = next((names.index(name) for name in PATH_COLUMNS if name in names), None)
    label_at = next((names.index(name) for name in CLASS_COLUMNS if name in names), None)
    if path_at is None or label_at is None:
        return None
    return path_at, label_at, names.index(_DOMAIN_COLUMN) if _DOMAIN_COLUMN in names else -1


def _bad_line(path: Path, line: int, what: str) -> DataSetError:
    return DataSetError(
        f"Line {line} of “{shown(path)}” {what}.",
        "Each line needs path,label or path,label,domain.",
    )
