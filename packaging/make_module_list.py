"""Write docs/modules.md from the first lines of the modules, so that no list goes out of date.

    python packaging/make_module_list.py [--check]

With ``--check`` nothing is written: the exit code is 1 when the document is not what the modules
say. Nothing is imported for it.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = ROOT / "docs" / "modules.md"
TREES = ("iaia_desktop", "benchmarks", "packaging")
"""Folders of which every module is listed; of the tests, the folders mirror the program's."""

_HEAD = """\
# Every module, in a line

This page is written by `packaging/make_module_list.py` from the first line of each module, and a
test compares the two: after adding, renaming or rewording a module, run the script. How the modules
work together stands in [ARCHITECTURE.md](../ARCHITECTURE.md).
"""


class NoWordsError(Exception):
    """A module does not say what it is."""


def document(root: Path = ROOT) -> str:
    """Return the text of the page.

    Parameters
    ----------
    root : Path
        The repository.

    Raises
    ------
    NoWordsError
        When a module has no docstring, or its first sentence is longer than a line.
    """
    parts = [_HEAD]
    for tree in TREES:
        folders = sorted({path.parent for path in _modules(root / tree)})
        parts += [_section(root, folder) for folder in folders]
    return "\n".join(parts)


def _modules(folder: Path) -> Iterator[Path]:
    hidden = ("__pycache__", ".")
    for path in sorted(folder.rglob("*.py")):
        inside = path.relative_to(folder).parts
        if not any(part.startswith(hidden) for part in inside) and path.stem != "__init__":
            yield path


def _section(root: Path, folder: Path) -> str:
    lines = [f"## {folder.relative_to(root).as_posix()}/", ""]
    about = folder / "__init__.py"
    if about.is_file():
        lines += [first_line(about).replace("``", "`"), ""]
    lines += ["| Module | What it is |", "|---|---|"]
    for path in sorted(folder.glob("*.py")):
        if path.stem != "__init__":
            words = first_line(path).replace("|", "\\|").replace("``", "`")
            lines.append(f"| `{path.name}` | {words} |")
    return "\n".join([*lines, ""])


def first_line(path: Path) -> str:
    """Return the first line of a module's docstring, without importing it."""
    words = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    first, _, rest = words.partition("\n")
    if not first or (rest and not rest.startswith("\n")):
        raise NoWordsError(f"{path} does not say in its first line what it is.")
    return first


def main() -> int:
    """Write the page, or compare it; return 1 when it is another one."""
    parser = argparse.ArgumentParser(description="Write docs/modules.md.")
    parser.add_argument("--check", action="store_true", help="compare, and write nothing")
    arguments = parser.parse_args()
    wanted = document()
    if not arguments.check:
        DOCUMENT.write_text(wanted, encoding="utf-8", newline="\n")
        return 0
    there = DOCUMENT.read_text(encoding="utf-8") if DOCUMENT.is_file() else ""
    sys.stdout.writelines(
        difflib.unified_diff(
            there.splitlines(keepends=True),
            wanted.splitlines(keepends=True),
            "docs/modules.md",
            "as the modules say",
        )
    )
    return int(there != wanted)


if __name__ == "__main__":
    sys.exit(main())
