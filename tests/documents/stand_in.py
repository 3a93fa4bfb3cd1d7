"""Stand for ``unzip`` or ``sqlite3`` where a machine lacks them: what the documents need of them.

Run as ``python stand_in.py PROGRAM ARGUMENT...``.
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
import zipfile
from contextlib import closing
from pathlib import Path

PROGRAMS = ("sqlite3", "unzip")


def make_missing(
    folder: Path, *, programs: tuple[str, ...] = PROGRAMS, always: bool = False
) -> None:
    """Write a script for each program that this machine lacks."""
    folder.mkdir(exist_ok=True)
    for name in programs:
        if always or shutil.which(name) is None:
            script = folder / name
            script.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{__file__}" {name} "$@"\n')
            script.chmod(0o755)


def main(program: str, *arguments: str) -> int:
    """Do what the program would; return the exit code."""
    if program == "unzip":
        archive, *rest = arguments
        folder = Path(rest[1]) if rest[:1] == ["-d"] else Path()
        with zipfile.ZipFile(archive) as content:
            content.extractall(folder)
        return 0
    if program == "sqlite3" and arguments[0] == "-readonly":
        _, file, query = arguments
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            for row in connection.execute(query):
                print("|".join(map(str, row)))
        return 0
    return 2


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
