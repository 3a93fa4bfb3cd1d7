"""Write down whose work the bundle holds, with the texts of their licences."""

from __future__ import annotations

import importlib.metadata
import re
import shutil
from pathlib import Path

from packaging.requirements import Requirement

_TEXT = re.compile(r"(^|/)[^/]*(licen[cs]e|copying|notice|copyright)[^/]*$", re.IGNORECASE)
_TEXTS = Path(__file__).resolve().parent / "texts"
_TABLE = "THIRD-PARTY.txt"
_HEAD = """\
Made by others, and part of this bundle. The texts lie in the folders beside this file.

Qt, PySide6 and libheif are under the LGPL 3 (LGPL-3.0.txt, which adds to GPL-3.0.txt): their
libraries are files of their own and may be replaced.

"""


def requirements_of(name: str) -> dict[str, importlib.metadata.Distribution]:
    """Return the distributions that one needs, directly or through others, and itself.

    Parameters
    ----------
    name : str
        Of a distribution that is installed.

    Returns
    -------
    dict of str to Distribution
        By name in lower case with hyphens, in alphabetical order.
    """
    found: dict[str, importlib.metadata.Distribution] = {}
    waiting = [name]
    while waiting:
        key = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if key in found:
            continue
        try:
            distribution = importlib.metadata.distribution(key)
        except importlib.metadata.PackageNotFoundError:
            # Left out of the environment on purpose; so it is not in the bundle either.
            continue
        found[key] = distribution
        for line in distribution.requires or []:
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                waiting.append(requirement.name)
    return dict(sorted(found.items()))


def write_licences(folder: Path, name: str) -> int:
    """Write a folder of licences, and a table of what the bundle holds.

    Parameters
    ----------
    folder : Path
        To be made.
    name : str
        The distribution that is bundled with all that it needs.

    Returns
    -------
    int
        How many distributions the table has.
    """
    folder.mkdir(parents=True, exist_ok=True)
    distributions = requirements_of(name)
    lines = []
    for text in _TEXTS.iterdir():
        shutil.copyfile(text, folder / text.name)
    for key, distribution in distributions.items():
        lines.append(f"{distribution.name} {distribution.version}: {_licence(distribution)}")
        for file in distribution.files or []:
            source = Path(str(distribution.locate_file(file)))
            _, dist_info, name_inside = file.as_posix().partition(".dist-info/")
            if dist_info and _TEXT.search(name_inside) and source.is_file():
                target = folder / key / name_inside.removeprefix("licenses/")
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)
    (folder / _TABLE).write_text(_HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return len(distributions)


def _licence(distribution: importlib.metadata.Distribution) -> str:
    metadata = distribution.metadata
    expression = metadata.get("License-Expression") or metadata.get("License") or ""
    if expression and "\n" not in expression:
        return str(expression)
    classifiers = [
        line.rpartition(" :: ")[2]
        for line in metadata.get_all("Classifier", [])
        if line.startswith("License ::")
    ]
    return ", ".join(classifiers) or "see its text"
