"""ARCHITECTURE.md and docs/modules.md are true to the tree."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
SCRIPT = REPOSITORY / "packaging" / "make_module_list.py"
TREES = ("iaia_desktop", "benchmarks", "packaging")
NAMING = ("ARCHITECTURE.md", "CONTRIBUTING.md", "DECISIONS.md")
ROOTS = (
    REPOSITORY,
    REPOSITORY / "iaia_desktop",
    REPOSITORY / "packaging",
    REPOSITORY / "packaging" / "bundle",
)
PATH = re.compile(
    r"`((?:[a-z_.]+/)*[a-z_]*\*?(?:[a-z_]+)?\.(?:py|md|toml|txt|yml|spec|sh)|(?:[a-z_]+/)+)`"
)


def read(name: str) -> str:
    return (REPOSITORY / name).read_text(encoding="utf-8")


def modules() -> Iterator[Path]:
    for tree in TREES:
        for path in sorted((REPOSITORY / tree).rglob("*.py")):
            if "__pycache__" not in path.parts and path.name != "__init__.py":
                yield path.relative_to(REPOSITORY)


def listed() -> set[Path]:
    found = set()
    folder = Path()
    for line in read("docs/modules.md").splitlines():
        if line.startswith("## "):
            folder = Path(line.removeprefix("## "))
        elif line.startswith("| `"):
            found.add(folder / line.split("`")[1])
    return found


def test_every_module_is_listed_and_every_listed_one_is_there() -> None:
    assert listed() == set(modules()), "run packaging/make_module_list.py"


def test_the_list_is_what_the_modules_say() -> None:
    done = subprocess.run(
        [sys.executable, SCRIPT, "--check"],
        capture_output=True,
        encoding="utf-8",
        check=False,
        # The differences are shown; the page holds more signs than a console may know.
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert done.returncode == 0, f"run packaging/make_module_list.py\n{done.stdout}{done.stderr}"


def test_architecture_leads_to_the_list_and_stays_a_page() -> None:
    text = read("ARCHITECTURE.md")
    assert "](docs/modules.md)" in text
    assert len(text.splitlines()) <= 150, "what is more belongs elsewhere"


def test_architecture_names_every_folder_of_code() -> None:
    text = read("ARCHITECTURE.md")
    package = REPOSITORY / "iaia_desktop"
    folders = [path.parent for path in package.rglob("__init__.py") if path.parent != package]
    named = [folder.relative_to(package).as_posix() for folder in folders]
    for name in [*named, "tests", "benchmarks", "benchmarks/rows", "packaging", "resources"]:
        assert f"`{name}/" in text, f"ARCHITECTURE.md does not name {name}/"


def test_layers_are_told_in_the_order_that_is_checked() -> None:
    contracts = tomllib.loads(read("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    (layers,) = (contract["layers"] for contract in contracts if contract["type"] == "layers")
    wanted = [name.removeprefix("iaia_desktop.") for layer in layers for name in layer.split(" | ")]
    rows = re.findall(r"^\| `(\w+)(?:/|\.py)` \|", read("ARCHITECTURE.md"), re.MULTILINE)
    assert rows == [name for name in wanted if name != "__main__"]


@pytest.mark.parametrize("name", NAMING)
def test_what_the_documents_name_is_there(name: str) -> None:
    for path in PATH.findall(read(name)):
        places = [found for root in ROOTS for found in root.glob(path)]
        assert places, f"{name} names {path}"
